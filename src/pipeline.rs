//! The stages in order: what a build, a check, an export and a search do with a site.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use jiff::civil::Date;

use crate::config::{self, Config, Overrides};
use crate::diagnostic::{self, Diagnostic, has_errors};
use crate::index::{self, LanguageIndex};
use crate::load::{self, Kept, Sources};
use crate::lock::{self, Published};
use crate::model::{self, Counts, HeldBack, Remembered, Site};
use crate::offline::{self, ManifestSink};
use crate::output::{NullSink, Output, OutputTree, Sink};
use crate::parse::acts::Acts;
use crate::parse::front_matter::Withheld;
use crate::parse::values::Values;
use crate::parse::{self, Document, Parsed, Setting};
use crate::sections::Sections;
use crate::texts::Texts;
use crate::timings::Timings;
use crate::vocabulary::{self, Vocabulary};
use crate::{export, render};

/// What a build is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The site's folder.
    pub site: PathBuf,
    /// Folders within it to skip, since they hold no content: the output.
    pub skip: Vec<PathBuf>,
    /// What overrides `site.toml`.
    pub overrides: Overrides,
    /// The day of the build, which decides which reports with a `publish_after` are published.
    pub date: Option<Date>,
}

/// What a build made.
pub struct Built<T = OutputTree> {
    /// The output, or `()` where it was handed to a sink; `None` if there were errors.
    pub output: Option<T>,
    /// What is wrong, sorted by file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// The addresses that it publishes.
    pub published: Published,
    /// Pages that are shown although they are not to be published; empty except in a preview.
    pub held_back: Vec<HeldBack>,
    /// The files of the reports that have points and no agreement.
    pub undecided: Vec<String>,
    /// How many reports and pages there are, for the summary.
    pub counts: Counts,
    /// How long each stage took.
    pub timings: Timings,
}

/// Builds a site: every stage in order, the output in memory.
///
/// # Errors
/// When a folder or a file cannot be read. Anything wrong *in* a file is a diagnostic instead.
pub fn build(request: &Request) -> io::Result<Built> {
    let tree = Mutex::new(OutputTree::default());
    let built = build_into(request, &tree, Timings::default())?;
    Ok(built.with_output(tree))
}

/// Builds a site: every stage in order, each output file handed to `sink` when it is made. After a build with
/// errors, the content of `sink` must not be used. `timings` may notify a listener as each stage begins.
///
/// # Errors
/// When a folder or a file cannot be read. Anything wrong *in* a file is a diagnostic instead.
pub fn build_into(request: &Request, sink: &dyn Sink, timings: Timings) -> io::Result<Built<()>> {
    let mut log = RunLog { diagnostics: Vec::new(), timings };
    let loaded = log.timings.time("load", || load_all(request, &mut log.diagnostics))?;
    build_sources(loaded, request.date, log, sink)
}

/// What the stages of a run report as they go on.
#[derive(Default)]
pub struct RunLog {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each stage took.
    pub timings: Timings,
}

/// What was read of a site.
pub struct Loaded {
    /// Its settings.
    pub config: Config,
    /// Its files.
    pub sources: Sources,
}

/// Builds a site from loaded sources: the stages after [`load`], which read no files. `log` holds the
/// diagnostics of loading.
///
/// # Errors
/// When a temporary file cannot be read, or tantivy fails, which would be a defect of the program.
pub fn build_sources(
    loaded: Loaded,
    date: Option<Date>,
    mut log: RunLog,
    sink: &dyn Sink,
) -> io::Result<Built<()>> {
    let parsed = parse_all(loaded, &mut Parsed::default(), &mut log);
    build_parsed(parsed, date, log, sink)
}

/// Builds a site from parsed documents: the stages after [`parse`].
pub(crate) fn build_parsed(
    parsed: ParsedSite,
    date: Option<Date>,
    mut log: RunLog,
    sink: &dyn Sink,
) -> io::Result<Built<()>> {
    let drafts = parsed.drafts();
    let (site, sources) = model_of(parsed, date, &mut Remembered::default(), &mut log);
    let RunLog { mut diagnostics, mut timings } = log;
    // The texts are large and no longer needed.
    let (theme, lock) = sources.into_theme_and_lock();
    // The output of a site with errors is discarded; the stages go on in order to report everything that is
    // wrong.
    let sink = if has_errors(&diagnostics) { &NullSink } else { sink };
    let manifest = ManifestSink::new(sink);
    let output = Output::new(if site.config.offline.is_kept() { &manifest } else { sink });
    let start = Instant::now();
    // The index of a language is made by one thread, so pages are made at the same time.
    let ((), (indexed, index_time)) = timings.time("render", || {
        rayon::join(
            || render::render(&site, &theme, &output, &mut diagnostics),
            || (index::publish(&site, &output), start.elapsed()),
        )
    });
    timings.note_beside("index", index_time);
    let indexed = indexed?;
    site.config.soften(&mut diagnostics);
    offline::add(&site, &manifest, &output);
    site.texts.check()?;
    output.check_copies()?;
    output.check(&mut diagnostics);
    let published = timings.time("addresses", || {
        let published = Published::new(&site, &output.into_paths());
        // A site whose settings or front matters cannot be read has other addresses, which say nothing about
        // what is published.
        if !diagnostics.iter().any(is_unreadable) {
            lock::check(lock.as_ref(), &published, &mut diagnostics);
        }
        published
    });
    let counts = Counts { drafts, ..indexed };
    diagnostics.extend(config::check_published(&site.config));
    diagnostic::sort(&mut diagnostics);
    let output = (!has_errors(&diagnostics)).then_some(());
    let (held_back, undecided) = (site.held_back.to_vec(), site.undecided());
    Ok(Built { output, diagnostics, published, held_back, undecided, counts, timings })
}

impl Built<()> {
    /// Returns the result together with the tree that the output was handed to.
    pub fn with_output(self, tree: Mutex<OutputTree>) -> Built {
        let Built { output, diagnostics, published, held_back, undecided, counts, timings } = self;
        let output = output.map(|()| tree.into_inner().unwrap_or_else(PoisonError::into_inner));
        Built { output, diagnostics, published, held_back, undecided, counts, timings }
    }
}

pub(crate) fn is_unreadable(found: &Diagnostic) -> bool {
    ["toml::syntax", "yaml::syntax", "front-matter::unclosed", "front-matter::unopened"].contains(&found.code)
}

/// Builds a site and returns `urls.lock` with the published addresses added; `None` if there are errors.
///
/// # Errors
/// When a folder or a file cannot be read.
pub fn update_lock(request: &Request) -> io::Result<(Option<lock::Update>, Vec<Diagnostic>)> {
    let mut log = RunLog::default();
    let loaded = load_all(request, &mut log.diagnostics)?;
    let lock = loaded.sources.lock.clone();
    let built = build_sources(loaded, request.date, log, &NullSink)?;
    let update = built.output.map(|()| lock::update(lock.as_ref(), &built.published));
    Ok((update, built.diagnostics))
}

/// Builds the documents and the configuration for another search engine, without the site's pages.
///
/// # Errors
/// When a folder or a file cannot be read.
pub fn build_export(request: &Request, engine: export::Engine) -> io::Result<Built> {
    let mut log = RunLog::default();
    let loaded = log.timings.time("load", || load_all(request, &mut log.diagnostics))?;
    let parsed = parse_all(loaded, &mut Parsed::default(), &mut log);
    let drafts = parsed.drafts();
    let (site, _) = model_of(parsed, request.date, &mut Remembered::default(), &mut log);
    let RunLog { mut diagnostics, mut timings } = log;
    let (output, counts) = timings.time("export", || export::export(&site, engine, &mut diagnostics));
    diagnostics.extend(config::check_published(&site.config));
    diagnostic::sort(&mut diagnostics);
    let output = Some(output).filter(|_| !has_errors(&diagnostics));
    let counts = Counts { drafts, ..counts };
    let (published, held_back, undecided) = (Published::default(), Vec::new(), Vec::new());
    Ok(Built { output, diagnostics, published, held_back, undecided, counts, timings })
}

/// Builds a site's search indexes, without its pages.
///
/// # Errors
/// When a folder or a file cannot be read.
pub fn build_indexes(request: &Request) -> io::Result<(Site, Vec<LanguageIndex>, Vec<Diagnostic>)> {
    let mut log = RunLog::default();
    let loaded = load_all(request, &mut log.diagnostics)?;
    let parsed = parse_all(loaded, &mut Parsed::default(), &mut log);
    let (site, _) = model_of(parsed, request.date, &mut Remembered::default(), &mut log);
    let mut diagnostics = log.diagnostics;
    let indexes = index::build(&site).map_err(io::Error::other)?;
    diagnostic::sort(&mut diagnostics);
    Ok((site, indexes, diagnostics))
}

pub(crate) fn load_all(request: &Request, diagnostics: &mut Vec<Diagnostic>) -> io::Result<Loaded> {
    load_kept(request, &mut Kept::default(), diagnostics)
}

pub(crate) fn load_kept(
    request: &Request,
    kept: &mut Kept,
    diagnostics: &mut Vec<Diagnostic>,
) -> io::Result<Loaded> {
    let source = load::load_config(&request.site, diagnostics)?;
    let folder = request.site.canonicalize()?;
    let folder_name = folder.file_name().map_or_else(|| "actas".into(), |name| name.to_string_lossy());
    let config = Config::resolve(source.as_ref(), &folder_name, &request.overrides, diagnostics);
    let folders = load::Folders { site: &request.site, config: &config, skip: &request.skip };
    let sources = load::load(&folders, kept, diagnostics)?;
    Ok(Loaded { config, sources })
}

/// A site as its sources state it, before anything is withheld, related or resolved.
pub(crate) struct ParsedSite {
    pub(crate) config: Config,
    /// The sources, without the documents.
    pub(crate) sources: Sources,
    /// In order of path.
    pub(crate) documents: Vec<Arc<Document>>,
    pub(crate) vocabularies: Vec<Vocabulary>,
    pub(crate) acts: Acts,
    pub(crate) sections: Sections,
    pub(crate) texts: Texts,
}

impl ParsedSite {
    /// Returns how many documents are left out because they are drafts.
    fn drafts(&self) -> usize {
        let is_draft = |document: &&Arc<Document>| document.front.withheld == Some(Withheld::Draft);
        if self.config.drafts { 0 } else { self.documents.iter().filter(is_draft).count() }
    }
}

/// Parses the sources that have changed since `kept` was last passed in.
pub(crate) fn parse_all(loaded: Loaded, kept: &mut Parsed, log: &mut RunLog) -> ParsedSite {
    let Loaded { config, mut sources } = loaded;
    let RunLog { diagnostics, timings } = log;
    let (documents, vocabularies, acts, sections) = timings.time("parse", || {
        let file = |name: &str| sources.vocabularies.iter().find(|source| source.path.ends_with(name));
        let acts = file(vocabulary::ACTS_FILE).map(|source| parse::acts::parse(source, diagnostics));
        let sections = Sections::of_site(file(vocabulary::SECTIONS_FILE), diagnostics);
        let terms = sources.vocabularies.iter().filter(|source| vocabulary::has_terms(source));
        let vocabularies: Vec<Vocabulary> =
            terms.map(|source| vocabulary::parse(source, diagnostics)).collect();
        let session_kinds = model::session_kinds(&config, &sources.theme);
        let values = Values { vocabularies: vocabularies.clone(), sessions: session_kinds };
        let documents = {
            let setting = Setting { config: &config, sections: &sections, values };
            kept.parse_all(setting, &mut sources, diagnostics)
        };
        (documents, vocabularies, acts.unwrap_or_else(|| Acts::built_in().clone()), sections)
    });
    ParsedSite { config, sources, documents, vocabularies, acts, sections, texts: kept.texts() }
}

/// Returns what would be wrong with documents that are not to be published, drafts and those that wait for
/// their day, if they were; in no particular order.
pub(crate) fn check_withheld(parsed: &ParsedSite, date: Option<Date>) -> Vec<Diagnostic> {
    let ParsedSite { config, sources, documents, vocabularies, acts, sections, .. } = parsed;
    let withheld = documents.iter().filter(|document| document.front.withheld.is_some());
    let paths: BTreeSet<&str> = withheld.map(|document| document.path.as_str()).collect();
    if paths.is_empty() {
        return Vec::new();
    }
    let input = model::Input {
        config: Config { drafts: true, ..config.clone() },
        documents: documents.clone(),
        vocabularies: vocabularies.clone(),
        acts: acts.clone(),
        sections: sections.clone(),
        sources,
        date,
        texts: Texts::default(),
        ever_published: Vec::new(),
    };
    let mut found = Vec::new();
    model::assemble(input, &mut Remembered::default(), &mut found);
    let is_theirs =
        |found: &Diagnostic| found.place.as_ref().is_some_and(|place| paths.contains(&*place.file));
    found.retain(is_theirs);
    found
}

/// Makes the model, updating what has changed since `remembered` was last passed in. Also returns the
/// sources, which later stages read.
pub(crate) fn model_of(
    parsed: ParsedSite,
    date: Option<Date>,
    remembered: &mut Remembered,
    log: &mut RunLog,
) -> (Site, Sources) {
    let RunLog { diagnostics, timings } = log;
    let ParsedSite { config, sources, documents, vocabularies, acts, sections, texts } = parsed;
    let site = timings.time("model", || {
        let ever_published = sources.lock.as_ref().map(lock::addresses).unwrap_or_default();
        let sources = &sources;
        let input = model::Input {
            config,
            documents,
            vocabularies,
            acts,
            sections,
            sources,
            date,
            texts,
            ever_published,
        };
        model::assemble(input, remembered, diagnostics)
    });
    (site, sources)
}
