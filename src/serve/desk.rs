//! The desk: a thread that holds an assembled site and makes each of its files on request.
//!
//! So the cost of a change is that of the changed report, the model and the page being looked at, whatever
//! the number of pages. The search index is made when a page first requests it.

use std::borrow::Cow;
use std::io;
use std::sync::mpsc::{self, Sender, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};

use tokio::sync::oneshot;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::index;
use crate::model::Changed;
use crate::model::{HeldBack, Site};
use crate::output::OutputTree;
use crate::preview::{Assembled, Shown, show};
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
    /// A request to show the site with changed texts. The answer is the number of reports, or `None` if their
    /// pages cannot be made.
    Revised { site: Arc<Site>, changed: Changed, answer: SyncSender<Option<usize>> },
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

    /// Shows the site in which only wording has changed. Returns how many reports there are, over all languages;
    /// `None` if a page of the changed ones cannot be made, so that the site must be assembled again.
    pub(super) fn revised(&self, site: Arc<Site>, changed: Changed) -> Option<usize> {
        let (answer, answered) = sync_channel(1);
        self.asked.send(Asked::Revised { site, changed, answer }).ok()?;
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

/// A site as it is now, and what was made of it.
struct Version {
    files: OnDemand,
    search: Search,
}

/// Finds out what is wrong with the site, says so, and makes files until nobody can ask any more.
fn sit(assembled: Assembled, opened: &SyncSender<Opened>) {
    let Shown { files, site, diagnostics } = show(assembled);
    let good = files.filter(|_| !has_errors(&diagnostics));
    let (sender, asked) = mpsc::channel::<Asked>();
    let desk = good.as_ref().map(|_| Desk { asked: sender });
    let reports = site.languages.iter().map(|language| language.reports.len()).sum();
    let held_back = site.held_back.to_vec();
    let is_wanted = opened.send(Opened { desk, diagnostics, held_back, reports }).is_ok();
    let Some(files) = good.filter(|_| is_wanted) else { return };
    let mut version = Arc::new(Version { files, search: Search::new() });
    for asked in asked {
        // Each file on a thread of its own: the index takes long, and must keep no page waiting. Those who
        // asked may be gone meanwhile.
        match asked {
            Asked::File { path, answer } => {
                let version = Arc::clone(&version);
                std::thread::spawn(move || drop(answer.send(version.make(&path))));
            }
            Asked::Revised { site, changed, answer } => {
                let files = version.files.revised(site);
                let are_good = files.check(&changed).is_empty();
                let now = Arc::new(Version { files, search: Search::new() });
                let before = std::mem::replace(&mut version, now);
                let _ = answer.send(are_good.then_some(reports));
                // Nobody need wait until it is taken apart.
                drop(before);
            }
        }
    }
}

impl Version {
    /// Makes a file.
    fn make(&self, path: &str) -> Answer {
        if !is_pack_file(path) {
            return self.files.file(path).map(|bytes| bytes.map(Cow::into_owned));
        }
        let index = || index::files(self.files.site()).map_err(|error| error.to_string());
        match self.search.get_or_init(index) {
            Ok(tree) => Ok(tree.get(path).map(<[u8]>::to_vec)),
            Err(problem) => Err(Box::new(Diagnostic::error("load::io").with("detail", problem.as_str()))),
        }
    }
}
