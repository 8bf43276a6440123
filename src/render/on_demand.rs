//! The files of a site, each made when it is requested. Used by the preview, which shows only a few of them
//! after each change.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::maker::{Assets, LanguageParts, Maker, RenderInputs};
use super::page::PageToRender;
use super::pages;
use super::register::Kept;
use super::theme::Theme;
use super::{Finish, add_data, add_files, compile, render_page, stand_ins};
use crate::data::DataFile;
use crate::diagnostic::Diagnostic;
use crate::model::{Changed, Site};
use crate::output::{Output, OutputTree};

/// The maximum number of pages of changed documents that are rendered to check that they can be.
const CHECKED_MAX: usize = 20;

/// The files that [`render`](super::render()) would make, made one by one.
pub struct OnDemand {
    site: Arc<Site>,
    /// The parts that do not depend on the wording of reports.
    fixed: Arc<Fixed>,
    /// The files made from all reports other than pages; made on first use.
    data: OnceLock<DataTree>,
}

struct Fixed {
    theme: Theme,
    assets: Assets,
    /// The parts of each language.
    parts: Vec<LanguageParts>,
    /// The pages by output path.
    pages: BTreeMap<String, PageToRender>,
    /// The files available from the start: the theme's own files, and images for links.
    files: OutputTree,
    /// The source files of attachments, by output path.
    attachments: BTreeMap<String, PathBuf>,
    finish: Finish,
}

/// The files other than pages, and the list of those about the whole archive.
type DataTree = (OutputTree, Vec<DataFile>);

/// Returns the files of `site`; `None` if a template cannot be read. Rendering may reveal further mistakes,
/// nearly all of which [`OnDemand::check`] finds.
pub fn on_demand(
    site: Arc<Site>,
    theme: &[(String, Vec<u8>)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<OnDemand> {
    let mut assets = Assets::default();
    let files = in_memory(|output| assets = add_files(&site, theme, output, diagnostics));
    let theme = compile(&site, theme, diagnostics)?;
    let parts = LanguageParts::all(&site, &assets, |_| Kept::default());
    let pages = pages::all(&site);
    let attachments: BTreeMap<String, PathBuf> =
        site.attachments.iter().map(|file| (file.url.output_path(), file.file.clone())).collect();
    let data = OnceLock::new();
    let is_file = |path: &str| {
        files.get(path).is_some()
            || attachments.contains_key(path)
            // The data files are made only if a former address could be one of them.
            || !path.ends_with("index.html") && data.get_or_init(|| data_of(&site)).0.get(path).is_some()
    };
    stand_ins::check_redirects(&site, &pages, &is_file, diagnostics);
    let pages = pages.into_iter().map(|page| (page.output.clone(), page)).collect();
    let finish = Finish::new(&site);
    let fixed = Fixed { theme, assets, parts, pages, files, attachments, finish };
    Some(OnDemand { site, fixed: Arc::new(fixed), data })
}

impl OnDemand {
    /// Returns the files of the same site after a change of wording.
    #[must_use]
    pub fn revised(&self, site: Arc<Site>) -> OnDemand {
        OnDemand { site, fixed: Arc::clone(&self.fixed), data: OnceLock::new() }
    }

    /// Returns the site to which the files belong.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Returns the file at an output path, if there is one.
    ///
    /// # Errors
    /// If its template has a mistake.
    pub fn file(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, Box<Diagnostic>> {
        if let Some(bytes) = self.fixed.files.get(path) {
            return Ok(Some(bytes.into()));
        }
        if let Some(file) = self.fixed.attachments.get(path) {
            // A missing file is reported by the next assembly.
            return Ok(std::fs::read(file).ok().map(Cow::Owned));
        }
        match self.fixed.pages.get(path) {
            Some(page) => self.render(page).map(|page| Some(page.into())),
            // Data files are never HTML, so a wrong address does not cause them to be made.
            None if path.ends_with(".html") => Ok(None),
            None => Ok(self.data().0.get(path).map(Cow::Borrowed)),
        }
    }

    /// Returns the paths of all files except for the data files, which need not be made for this.
    pub fn paths(&self) -> BTreeSet<String> {
        let Fixed { files, attachments, pages, .. } = &*self.fixed;
        let files = files.iter().map(|(path, _)| path.to_owned());
        files.chain(attachments.keys().cloned()).chain(pages.keys().cloned()).collect()
    }

    /// Returns the paths of all files.
    pub fn all_paths(&self) -> BTreeSet<String> {
        let mut paths = self.paths();
        paths.extend(self.data().0.iter().map(|(path, _)| path.to_owned()));
        paths
    }

    /// Renders the pages of changed documents, unless there are very many, and one page of each template if
    /// the look has changed. Returns the mistakes in the templates.
    pub fn check(&self, changed: &Changed) -> Vec<Diagnostic> {
        let documents: BTreeSet<&str> =
            changed.documents.iter().map(String::as_str).take(CHECKED_MAX).collect();
        let mut templates = BTreeSet::new();
        let mut failures: Vec<Diagnostic> = Vec::new();
        for page in self.fixed.pages.values() {
            let is_new = changed.look && templates.insert(page.template);
            if (is_new || page.source.as_ref().is_some_and(|source| documents.contains(source.as_str())))
                && let Err(failure) = self.render(page)
                && !failures.iter().any(|known| known.place == failure.place)
            {
                failures.push(*failure);
            }
        }
        failures
    }

    fn data(&self) -> &DataTree {
        self.data.get_or_init(|| data_of(&self.site))
    }

    fn render(&self, page: &PageToRender) -> Result<Vec<u8>, Box<Diagnostic>> {
        let Fixed { theme, assets, parts, finish, .. } = &*self.fixed;
        let data_files = || self.data().1.clone();
        let inputs = RenderInputs { assets, theme, data_files: &data_files };
        render_page(page, &Maker::new(&self.site, page.language, parts, inputs), finish)
    }
}

fn data_of(site: &Site) -> DataTree {
    let mut files = Vec::new();
    let tree = in_memory(|output| files = add_data(site, output));
    (tree, files)
}

/// Returns the files that `add` adds to an output.
fn in_memory(add: impl FnOnce(&Output<'_>)) -> OutputTree {
    let tree = Mutex::new(OutputTree::default());
    add(&Output::new(&tree));
    tree.into_inner().unwrap_or_else(PoisonError::into_inner)
}
