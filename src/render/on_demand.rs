//! The files of a site, each made when it is asked for: for the preview, which shows a few of them after each change.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::page::PageToRender;
use super::pages::{self, Maker, RenderInputs};
use super::theme::Theme;
use super::{Finish, add_data, add_files, compile, render_page, stand_ins};
use crate::data::DataFile;
use crate::diagnostic::Diagnostic;
use crate::model::Changed;
use crate::model::Site;
use crate::mutex::locked;
use crate::output::{Output, OutputTree};

/// How many pages of changed documents are rendered to see whether they can be.
const CHECKED_MAX: usize = 20;

/// The files that [`render`](super::render()) would make, made one by one.
pub struct OnDemand<'a> {
    theme: &'a Theme,
    pages: BTreeMap<String, PageToRender<'a>>,
    /// What is at hand from the beginning: the theme's own files, pictures for links.
    files: &'a OutputTree,
    /// Where attachments are read from, by their paths in the output.
    attachments: BTreeMap<String, &'a Path>,
    finish: Finish<'a>,
    data: &'a Data<'a>,
}

/// What is made of all reports and is no page, from the first time that some of it is wanted.
struct Data<'a> {
    site: &'a Site,
    made: Mutex<Arc<OnceLock<DataTree>>>,
}

/// The files that are no pages, and those of them that are of the whole archive.
type DataTree = (OutputTree, Vec<DataFile>);

impl Data<'_> {
    /// Lets `read` have them, while nobody who forgets them has to wait.
    fn with<T>(&self, read: impl FnOnce(&DataTree) -> T) -> T {
        let made = Arc::clone(&locked(&self.made));
        read(made.get_or_init(|| {
            let mut files = Vec::new();
            let tree = in_memory(|output| files = add_data(self.site, output));
            (tree, files)
        }))
    }
}

/// Hands the files of `site` to `show`; none, with diagnostics, if a template cannot be read. Rendering them all
/// would find further mistakes: [`OnDemand::check`] finds nearly all of those.
pub fn on_demand<T>(
    site: &Site,
    theme: &[(String, Vec<u8>)],
    mut diagnostics: Vec<Diagnostic>,
    show: impl FnOnce(Option<&OnDemand<'_>>, Vec<Diagnostic>) -> T,
) -> T {
    let mut looks = None;
    let files = in_memory(|output| looks = Some(add_files(site, theme, output, &mut diagnostics)));
    let (assets, pictures) = looks.unwrap_or_default();
    let Some(theme) = compile(site, theme, &mut diagnostics) else { return show(None, diagnostics) };
    let data = Data { site, made: Mutex::default() };
    let data_files = || data.with(|(_, files)| files.clone());
    let inputs = RenderInputs {
        assets: &assets,
        pictures: &pictures,
        theme: &theme,
        data_files: &data_files,
        entries_are_kept: false,
    };
    let makers = Maker::all(site, inputs);
    let pages = pages::all(&makers);
    // All data are made only where a former address could be one of theirs.
    let attachments: BTreeMap<String, &Path> =
        site.attachments.iter().map(|file| (file.url.output_path(), file.file.as_path())).collect();
    let is_file = |path: &str| {
        files.get(path).is_some()
            || attachments.contains_key(path)
            || !path.ends_with("index.html") && data.with(|(tree, _)| tree.get(path).is_some())
    };
    stand_ins::check_redirects(site, &pages, &is_file, &mut diagnostics);
    let pages = pages.into_iter().map(|page| (page.output.clone(), page)).collect();
    let finish = Finish::new(site);
    let made = OnDemand { theme: &theme, pages, files: &files, attachments, finish, data: &data };
    show(Some(&made), diagnostics)
}

impl OnDemand<'_> {
    /// Returns the file at a path of the output, if there is one.
    ///
    /// # Errors
    /// When its template has a mistake.
    pub fn file(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, Box<Diagnostic>> {
        if let Some(bytes) = self.files.get(path) {
            return Ok(Some(bytes.into()));
        }
        if let Some(file) = self.attachments.get(path) {
            // One that is gone is told of by the assembly that follows.
            return Ok(std::fs::read(file).ok().map(Cow::Owned));
        }
        match self.pages.get(path) {
            Some(page) => self.render(page).map(|page| Some(page.into())),
            // No data are HTML, so that a wrong address need not have them made.
            None if path.ends_with(".html") => Ok(None),
            None => Ok(self.data.with(|(tree, _)| tree.get(path).map(|bytes| bytes.to_vec().into()))),
        }
    }

    /// Returns the paths of all files but the data, which need not be made for it.
    pub fn paths(&self) -> BTreeSet<String> {
        let files = self.files.iter().map(|(path, _)| path.to_owned());
        files.chain(self.attachments.keys().cloned()).chain(self.pages.keys().cloned()).collect()
    }

    /// Returns the paths of all files.
    pub fn all_paths(&self) -> BTreeSet<String> {
        let mut paths = self.paths();
        self.data.with(|(tree, _)| paths.extend(tree.iter().map(|(path, _)| path.to_owned())));
        paths
    }

    /// Forgets what was made of texts that were revised since.
    pub fn forget(&self) {
        *locked(&self.data.made) = Arc::default();
    }

    /// Renders the pages that are made of changed documents, unless they are very many, and a page of each template if the
    /// look has changed. Returns what is wrong with the templates.
    pub fn check(&self, changed: &Changed) -> Vec<Diagnostic> {
        let documents: BTreeSet<&str> =
            changed.documents.iter().map(String::as_str).take(CHECKED_MAX).collect();
        let mut templates = BTreeSet::new();
        let mut failures: Vec<Diagnostic> = Vec::new();
        for page in self.pages.values() {
            let is_new = changed.look && templates.insert(page.template);
            if (is_new || page.source.is_some_and(|source| documents.contains(source)))
                && let Err(failure) = self.render(page)
                && !failures.iter().any(|known| known.place == failure.place)
            {
                failures.push(*failure);
            }
        }
        failures
    }

    fn render(&self, page: &PageToRender<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        render_page(self.theme, page, &self.finish)
    }
}

/// Returns what `add` adds to an output.
fn in_memory(add: impl FnOnce(&Output<'_>)) -> OutputTree {
    let tree = Mutex::new(OutputTree::default());
    add(&Output::new(&tree));
    tree.into_inner().unwrap_or_else(PoisonError::into_inner)
}
