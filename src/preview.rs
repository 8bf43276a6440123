//! A site as its writers see it while they write: assembled again after each change, from what has changed, its files
//! made when they are asked for. A change of words alone is put into the site that is there.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{self, Config};
use crate::diagnostic::{self, Diagnostic, Revised, has_errors};
use crate::load::{self, Kept};
use crate::lock::{self, Published};
use crate::model::{self, Remembered, Site};
use crate::output;
use crate::parse::Parsed;
use crate::render::{self, OnDemand};
use crate::timings::Timings;
use crate::{Request, is_unreadable, load_kept, model_of, parse_all};

/// Of how many documents the words may change at once; more of them are quicker assembled with the whole site.
const REVISED_MAX: usize = 20;

/// A site that is assembled, and what it was made of.
pub struct Assembled {
    /// The site.
    pub site: Arc<Site>,
    /// What was read of the theme.
    pub theme: Vec<(String, Vec<u8>)>,
    /// The addresses that it published before, if it keeps them.
    pub lock: Option<load::Source>,
    /// What is wrong so far, in no order.
    pub diagnostics: Vec<Diagnostic>,
    /// What has changed since it was last assembled.
    pub changed: Changed,
}

/// What has changed of a site.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// The documents that are new or were changed, by path.
    pub documents: BTreeSet<String>,
    /// Whether the theme or the configuration was.
    pub look: bool,
}

/// What is kept from one assembly of a site to the next, so that only what has changed is read and parsed.
#[derive(Default)]
pub struct Memory {
    kept: Kept,
    parsed: Parsed,
    remembered: Remembered,
    /// The theme and the configuration.
    look: Option<blake3::Hash>,
    /// The site that was assembled last, if nothing is wrong with it.
    site: Option<Arc<Site>>,
    /// The path of its content folder, relative to the site's; empty when they are the same.
    content: String,
    /// What was told of it.
    told: Vec<Diagnostic>,
}

impl Memory {
    /// Notes what was told of the site that was assembled last. With errors, it cannot be revised, and the theme's
    /// templates are checked again next time, because they may be what is wrong.
    pub fn note(&mut self, told: &[Diagnostic]) {
        if has_errors(told) {
            (self.look, self.site) = (None, None);
        }
        self.told = told.to_vec();
    }
}

/// Assembles a site: the stages up to [`model`].
///
/// # Errors
/// When a folder or a file cannot be read.
pub fn assemble(request: &Request, memory: &mut Memory) -> io::Result<Assembled> {
    let mut diagnostics = Vec::new();
    let (config, sources) = load_kept(request, &mut memory.kept, &mut diagnostics)?;
    let mut timings = Timings::default();
    let parsed = parse_all((config, sources), &mut memory.parsed, (&mut diagnostics, &mut timings));
    let (site, sources) =
        model_of((parsed, request.date), &mut memory.remembered, (&mut diagnostics, &mut timings));
    let site = Arc::new(site);
    memory.site = Some(Arc::clone(&site));
    memory.content.clone_from(&sources.content);
    let (theme, lock) = sources.into_theme_and_lock();
    let look = Some(look(&site.config, &theme));
    let is_new = std::mem::replace(&mut memory.look, look) != look;
    let changed = Changed { documents: memory.parsed.take_changed(), look: is_new };
    Ok(Assembled { site, theme, lock, diagnostics, changed })
}

/// Puts changes of words into the site that was assembled last, where it stays: those of the files at `paths`, relative to
/// the site's folder. Returns what is wrong with the site now, sorted by file and line. None if these files are no
/// documents, or more than words changed, or something is wrong: then the site is to be assembled.
pub fn revise(
    request: &Request,
    memory: &mut Memory,
    paths: &BTreeSet<PathBuf>,
) -> Option<(Vec<Diagnostic>, Changed)> {
    let site = memory.site.clone().filter(|_| paths.len() <= REVISED_MAX)?;
    let mut told = memory.told.clone();
    for path in paths {
        memory.revise_document(&site, (&request.site, path), &mut told)?;
    }
    diagnostic::sort(&mut told);
    memory.told.clone_from(&told);
    Some((told, Changed { documents: memory.parsed.take_changed(), look: false }))
}

impl Memory {
    fn revise_document(
        &mut self,
        site: &Site,
        (folder, path): (&Path, &Path),
        told: &mut Vec<Diagnostic>,
    ) -> Option<()> {
        let source = load::read_again(folder, &self.content, path, &mut self.kept)?;
        let (document, parsed) = self.parsed.revise(source, &self.content, &site.config)?;
        let Revised { before, now } = model::revise(site, &document, &mut self.remembered)?;
        for diagnostic in parsed.before.iter().chain(&before) {
            let at = told.iter().position(|known| known == diagnostic)?;
            told.remove(at);
        }
        // What others say of places in it may be elsewhere now.
        let is_of_it =
            |told: &Diagnostic| told.place.as_ref().is_some_and(|place| *place.file == *document.path);
        let is_good = !told.iter().any(is_of_it) && !has_errors(&parsed.now) && !has_errors(&now);
        told.extend(parsed.now.into_iter().chain(now));
        is_good.then_some(())
    }
}

/// Returns what tells a theme and a configuration from others.
fn look(config: &Config, theme: &[(String, Vec<u8>)]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{config:?}").as_bytes());
    for (path, bytes) in theme {
        hasher.update(format!("{path}\0{}\0", bytes.len()).as_bytes());
        hasher.update(bytes);
    }
    hasher.finalize()
}

/// Hands the files of an assembled site to `show`, each made when it is asked for, and what is wrong with the site,
/// sorted by file and line. There are no files if a template cannot be read.
pub fn show<T>(
    assembled: Assembled,
    show: impl FnOnce(Option<&OnDemand<'_>>, &Site, Vec<Diagnostic>) -> T,
) -> T {
    let Assembled { site, theme, lock, diagnostics, changed } = assembled;
    render::on_demand(&site, &theme, diagnostics, |files, mut diagnostics| {
        if let Some(files) = files {
            diagnostics.extend(files.check(&changed));
            let paths = files.paths();
            output::check_paths(paths.iter().map(String::as_str), &mut diagnostics);
            if let Some(lock) = lock.filter(|_| !diagnostics.iter().any(is_unreadable)) {
                lock::check(Some(&lock), &Published::new(&site, &paths), &mut diagnostics);
            }
        }
        diagnostics.extend(config::check_published(&site.config));
        diagnostic::sort(&mut diagnostics);
        show(files, &site, diagnostics)
    })
}
