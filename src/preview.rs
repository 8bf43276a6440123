//! A site while its writers edit it. It is assembled again after each change, reusing what has not changed,
//! and its files are made when they are requested. After a change of wording, the next site shares nearly all
//! of its data with the previous one.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::{self, Config};
use crate::diagnostic::{self, Diagnostic, has_errors};
use crate::load::{Folder, Kept};
use crate::lock::{self, Published};
use crate::memo::Latest;
use crate::model::{self, Changed, Remembered, Site};
use crate::output;
use crate::parse::{Document, Parsed};
use crate::pipeline::{Request, RunLog, is_unreadable, load_kept, model_of, parse_all};
use crate::render::{self, OnDemand};
use crate::source::Source;

/// The maximum number of documents whose wording can change at once; for more, a new assembly is faster.
const REVISED_MAX: usize = 20;

/// An assembled site, and its inputs.
pub struct Assembled {
    /// The site.
    pub site: Arc<Site>,
    /// The theme's files.
    pub theme: Vec<(String, Vec<u8>)>,
    /// The record of the addresses published before, if the site keeps one.
    pub lock: Option<Source>,
    /// The diagnostics so far, unsorted.
    pub diagnostics: Vec<Diagnostic>,
    /// What has changed since the last assembly.
    pub changed: Changed,
}

/// Data kept from one assembly of a site to the next, so that only what has changed is read and parsed.
#[derive(Default)]
pub struct Memory {
    kept: Kept,
    parsed: Parsed,
    remembered: Remembered,
    /// The theme and the configuration.
    look: Latest<blake3::Hash>,
    /// The site as last assembled.
    site: Option<Arc<Site>>,
    /// The path of its content folder, relative to the site's folder; empty if they are the same.
    content: String,
    /// The diagnostics reported for it; `None` until they have been noted, or if there were errors.
    told: Option<Vec<Diagnostic>>,
}

impl Memory {
    /// Notes the diagnostics reported for the last site. After errors it cannot be revised, and the theme's
    /// templates are checked again next time, since they may be the cause.
    pub fn note(&mut self, told: &[Diagnostic]) {
        let is_good = !has_errors(told);
        self.told = is_good.then(|| told.to_vec());
        if !is_good {
            self.look.forget();
        }
    }
}

/// Assembles a site: runs the stages up to [`model`].
///
/// # Errors
/// If a folder or a file cannot be read.
pub fn assemble(request: &Request, memory: &mut Memory) -> io::Result<Assembled> {
    let mut log = RunLog::default();
    let loaded = load_kept(request, &mut memory.kept, &mut log.diagnostics)?;
    let parsed = parse_all(loaded, &mut memory.parsed, &mut log);
    let (site, sources) = model_of(parsed, request.date, &mut memory.remembered, &mut log);
    let site = Arc::new(site);
    (memory.site, memory.told) = (Some(Arc::clone(&site)), None);
    memory.content.clone_from(&sources.content);
    let (theme, lock) = sources.into_theme_and_lock();
    let look = memory.look.is_new(look(&site.config, &theme));
    let changed = Changed { documents: memory.parsed.take_changed(), look };
    Ok(Assembled { site, theme, lock, diagnostics: log.diagnostics, changed })
}

/// A site that differs from the previous one only in wording.
pub struct Revised {
    /// The site.
    pub site: Arc<Site>,
    /// Its diagnostics, sorted by file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// What has changed.
    pub changed: Changed,
}

/// Makes a new site after a change of wording in the files at `paths`, relative to the site's folder. Returns
/// `None` if these files are not documents, if more than wording has changed, or if there are errors; the
/// site must then be assembled. The diagnostics of the previous site must have been passed to
/// [`Memory::note`].
pub fn revise(request: &Request, memory: &mut Memory, paths: &BTreeSet<PathBuf>) -> Option<Revised> {
    let (mut site, mut told) = (memory.site.clone()?, memory.told.clone()?);
    let documents = memory.read_again(request, &site, paths, &mut told)?;
    let revisions = model::revisions(&site, &documents, &mut memory.remembered)?;
    for (document, revision) in documents.iter().zip(&revisions) {
        let (before, now) = revision.diagnostics();
        tell_instead(&mut told, before, now)?;
        // Other diagnostics may refer to places in the document, which may have moved.
        let is_of_it =
            |told: &&Diagnostic| told.place.as_ref().is_some_and(|place| place.file == document.path);
        let own = memory.parsed.diagnostics(&document.path).iter().chain(now);
        if told.iter().filter(is_of_it).count() > own.filter(is_of_it).count() {
            return None;
        }
    }
    if has_errors(&told) {
        return None;
    }
    for revision in revisions {
        site = Arc::new(model::revise(&site, revision, &mut memory.remembered));
    }
    diagnostic::sort(&mut told);
    (memory.site, memory.told) = (Some(Arc::clone(&site)), Some(told.clone()));
    let changed = Changed { documents: memory.parsed.take_changed(), look: false };
    Some(Revised { site, diagnostics: told, changed })
}

/// Replaces the diagnostics of a document: `before` by `now`. Returns `None` if `before` was not reported.
fn tell_instead(told: &mut Vec<Diagnostic>, before: &[Diagnostic], now: &[Diagnostic]) -> Option<()> {
    for diagnostic in before {
        let at = told.iter().position(|known| known == diagnostic)?;
        told.remove(at);
    }
    told.extend_from_slice(now);
    Some(())
}

impl Memory {
    /// Reads and parses documents again, and returns their diagnostics. Returns `None` if any file is not a
    /// document.
    fn read_again(
        &mut self,
        request: &Request,
        site: &Site,
        paths: &BTreeSet<PathBuf>,
        told: &mut Vec<Diagnostic>,
    ) -> Option<Vec<Arc<Document>>> {
        let folder = Folder { root: &request.site.join(&self.content), shown: &self.content };
        let paths: Vec<&PathBuf> = paths.iter().filter(|path| !self.kept.never_had(folder, path)).collect();
        if paths.len() > REVISED_MAX {
            return None;
        }
        let mut documents = Vec::new();
        for path in paths {
            let source = self.kept.read_again(folder, path)?;
            let before = self.parsed.diagnostics(&source.path).to_vec();
            let document = self.parsed.parse_again(source, &self.content, &site.config)?;
            tell_instead(told, &before, self.parsed.diagnostics(&document.path))?;
            documents.push(document);
        }
        Some(documents)
    }

    /// Marks changed documents to be examined again in the next assembly, because it is not known whether
    /// they can be shown.
    pub fn put_back(&mut self, changed: Changed) {
        self.parsed.put_back(changed.documents);
    }
}

/// Returns a hash of a theme and a configuration, to detect changes.
fn look(config: &Config, theme: &[(String, Vec<u8>)]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{config:?}").as_bytes());
    for (path, bytes) in theme {
        hasher.update(format!("{path}\0{}\0", bytes.len()).as_bytes());
        hasher.update(bytes);
    }
    hasher.finalize()
}

/// A site that can be viewed.
pub struct Shown {
    /// Its files, each made when it is requested; `None` if a template cannot be read.
    pub files: Option<OnDemand>,
    /// The site.
    pub site: Arc<Site>,
    /// Its diagnostics, sorted by file and line.
    pub diagnostics: Vec<Diagnostic>,
}

/// Returns the files and diagnostics of an assembled site.
pub fn show(assembled: Assembled) -> Shown {
    let Assembled { site, theme, lock, mut diagnostics, changed } = assembled;
    let files = render::on_demand(Arc::clone(&site), &theme, &mut diagnostics);
    if let Some(files) = &files {
        diagnostics.extend(files.check(&changed));
        site.config.soften(&mut diagnostics);
        let paths = files.paths();
        output::check_paths(paths.iter().map(String::as_str), &mut diagnostics);
        if let Some(lock) = lock.filter(|_| !diagnostics.iter().any(is_unreadable)) {
            lock::check(Some(&lock), &Published::new(&site, &paths), &mut diagnostics);
        }
    }
    diagnostics.extend(config::check_published(&site.config));
    diagnostic::sort(&mut diagnostics);
    Shown { files, site, diagnostics }
}
