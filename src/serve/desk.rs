//! The desk: a thread that holds an assembled site and makes each of its files on request.
//!
//! So the cost of a change is that of the changed report, the model and the page being looked at, whatever
//! the number of pages. The search index is made when a page first requests it.

use std::io;
use std::sync::mpsc::{self, Sender, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};

use tokio::sync::oneshot;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::index;
use crate::model::Changed;
use crate::model::{HeldBack, Site};
use crate::output::OutputTree;
use crate::preview::{Assembled, show};
use crate::render::OnDemand;
use crate::url::fixed::is_pack_file;

/// Makes the files of a site without errors. The site is freed with the last clone.
#[derive(Clone)]
pub(crate) struct Desk {
    asked: Sender<Asked>,
}

/// The search index's files, from the first request for one; or why there are none.
type Search = OnceLock<Result<OutputTree, String>>;

/// A file, if it exists; or what is wrong with its template.
pub(super) type Answer = Result<Option<Vec<u8>>, Box<Diagnostic>>;

/// A request to the desk.
enum Asked {
    /// A file.
    File { path: String, answer: oneshot::Sender<Answer> },
    /// A request to show changed texts. The answer is the number of reports, or `None` if their pages cannot
    /// be made.
    Revised { changed: Changed, answer: SyncSender<Option<usize>> },
}

/// What is known of a site once it is assembled.
pub(super) struct Opened {
    /// Where to request its files; `None` if there are errors.
    pub(super) desk: Option<Desk>,
    /// What is wrong, sorted by file and line.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Pages that would not be published.
    pub(super) held_back: Vec<HeldBack>,
    /// How many reports there are, over all languages.
    pub(super) reports: usize,
}

impl Desk {
    /// Returns the file at a path of the output.
    pub(super) async fn get(&self, path: &str) -> Answer {
        let (answer, answered) = oneshot::channel();
        let asked = Asked::File { path: path.to_owned(), answer };
        // A desk that has ended has no files.
        match self.asked.send(asked) {
            Ok(()) => answered.await.unwrap_or(Ok(None)),
            Err(_) => Ok(None),
        }
    }

    /// Discards what was made from the texts of documents that have been revised. Returns how many reports
    /// there are, over all languages; `None` if one of their pages cannot be made, so that the site must be
    /// assembled again.
    pub(super) fn revised(&self, changed: Changed) -> Option<usize> {
        let (answer, answered) = sync_channel(1);
        self.asked.send(Asked::Revised { changed, answer }).ok()?;
        answered.recv().ok().flatten()
    }
}

/// Opens a desk for a site, and returns once it can take requests.
///
/// # Errors
/// When the system cannot create a thread for it.
pub(super) fn open(assembled: Assembled) -> io::Result<Opened> {
    let (sender, opened) = sync_channel(1);
    std::thread::Builder::new().name("desk".to_owned()).spawn(move || sit(assembled, &sender))?;
    opened.recv().map_err(io::Error::other)
}

/// Finds out what is wrong with the site, reports it, and makes files until no client is left.
fn sit(assembled: Assembled, opened: &SyncSender<Opened>) {
    show(assembled, |files, site, diagnostics| {
        let good = files.filter(|_| !has_errors(&diagnostics));
        let (sender, asked) = mpsc::channel::<Asked>();
        let desk = good.map(|_| Desk { asked: sender });
        let reports = site.languages.iter().map(|language| language.reports.len()).sum();
        let held_back = site.held_back.clone();
        let is_wanted = opened.send(Opened { desk, diagnostics, held_back, reports }).is_ok();
        let Some(files) = good.filter(|_| is_wanted) else { return };
        let mut search = Arc::new(Search::new());
        std::thread::scope(|scope| {
            for asked in asked {
                // Each file is made on its own thread: the index takes long, and must not delay pages. The
                // client may be gone meanwhile.
                match asked {
                    Asked::File { path, answer } => {
                        let search = Arc::clone(&search);
                        scope.spawn(move || drop(answer.send(make(&path, files, site, &search))));
                    }
                    Asked::Revised { changed, answer } => {
                        files.forget();
                        search = Arc::new(Search::new());
                        let are_good = files.check(&changed).is_empty();
                        let _ = answer.send(are_good.then_some(reports));
                    }
                }
            }
        });
    });
}

/// Makes a file.
fn make(path: &str, files: &OnDemand<'_>, site: &Site, search: &Search) -> Answer {
    if !is_pack_file(path) {
        return files.file(path).map(|bytes| bytes.map(|bytes| bytes.into_owned()));
    }
    match search.get_or_init(|| index::files(site).map_err(|error| error.to_string())) {
        Ok(tree) => Ok(tree.get(path).map(<[u8]>::to_vec)),
        Err(problem) => Err(Box::new(Diagnostic::error("load::io").with("detail", problem.as_str()))),
    }
}
