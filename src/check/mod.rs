//! What a person should look at before publishing: everything a build reports, and more.
//!
//! [`check`] builds the site without output. Between parsing and assembling, it passes the documents to the
//! checks, each in its own module: `translations`, `headings`, `numbering` of points, `descriptions` of
//! images and links, `titles`, `dates`, `review` comments, `acronyms`, `personal_data`. None of them reads a
//! file. Only `external` contacts other servers, if asked to. [`format`](mod@format) prints the result for
//! people and programs.
//!
//! Drafts and reports that wait for their day are checked like the others: they will be published without
//! another look.

mod acronyms;
mod agreements;
mod commitments;
mod dates;
mod descriptions;
pub mod external;
pub mod format;
mod headings;
mod numbering;
mod personal_data;
mod reading;
mod review;
mod titles;
mod translations;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{self, Diagnostic};
use crate::load::Sources;
use crate::messages::{io_error, message};
use crate::output::NullSink;
use crate::parse::stated::Known;
use crate::parse::{Document, Parsed};
use crate::pipeline::{self, ParsedSite, Request, RunLog};
use crate::sections::Sections;
use crate::source::{CONFIG_FILE, Source};
use crate::timings::Timings;
use crate::vocabulary::Vocabulary;
use reading::Reading;

/// How a site is to be checked.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// The files, or folders of files, to report on; all if empty.
    pub only: Vec<PathBuf>,
    /// How links to other sites are checked; `None` skips them.
    pub external: Option<external::LinkCheckOptions>,
}

/// The result of a check.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What was found, sorted by file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// How many files were read and reported on: documents, vocabularies, settings.
    pub files: usize,
    /// How many links to other sites were checked, if that was asked for.
    pub links: Option<usize>,
}

/// The input of the checks.
struct Material<'a> {
    config: &'a Config,
    sources: &'a Sources,
    /// The texts of all documents, as read.
    documents: &'a [Source],
    vocabularies: &'a [Vocabulary],
    /// What sections of minutes are called.
    sections: &'a Sections,
    /// The documents with their texts, without withdrawn ones.
    texts: Vec<Text<'a>>,
    /// The withdrawn documents: the key that each shares with its translations, and its language.
    withdrawn: BTreeSet<((bool, &'a str), &'a str)>,
    /// The files to report on, if not all.
    selected: Option<&'a BTreeSet<String>>,
}

/// A document, as the checks see it.
struct Text<'a> {
    document: &'a Document,
    source: &'a Source,
    sections: &'a Sections,
    reading: Reading,
}

impl<'a> Material<'a> {
    /// Returns the input of the checks; `read` has the texts of the documents, in the same order.
    fn new(
        parsed: &'a ParsedSite,
        read: &'a [Source],
        selected: Option<&'a BTreeSet<String>>,
    ) -> Material<'a> {
        let ParsedSite { config, sources, documents, vocabularies, sections, .. } = parsed;
        let with_text = documents.par_iter().zip(read);
        let published = with_text.filter(|(document, _)| !document.front.withdrawn);
        let text = |(document, source): (&'a Arc<Document>, &'a Source)| Text {
            document,
            source,
            sections,
            reading: reading::read(document, source, sections),
        };
        let withdrawn = documents
            .iter()
            .filter(|document| document.front.withdrawn)
            .map(|document| (document.pairing(), document.language.as_str()));
        let withdrawn = withdrawn.collect();
        Material {
            config,
            sources,
            documents: read,
            vocabularies,
            sections,
            texts: published.map(text).collect(),
            withdrawn,
            selected,
        }
    }

    /// Whether a file is reported on.
    fn reads(&self, path: &str) -> bool {
        self.selected.is_none_or(|selected| selected.contains(path))
    }

    /// Returns the texts that are reported on.
    fn read(&self) -> impl Iterator<Item = &Text<'a>> {
        self.texts.iter().filter(|text| self.reads(&text.document.path))
    }
}

/// Checks a site. `timings` may notify a listener of each stage of its build.
///
/// # Errors
/// When a folder or a file cannot be read, or a named file does not belong to the site.
pub fn check(request: &Request, options: &CheckOptions, timings: Timings) -> io::Result<Checked> {
    let mut log = RunLog { diagnostics: Vec::new(), timings };
    let loaded = log.timings.time("load", || pipeline::load_all(request, &mut log.diagnostics))?;
    let selected = selected(&request.site, &loaded.sources, &options.only)?;
    let files = match &selected {
        Some(selected) => selected.len(),
        None => paths(&request.site, &loaded.sources).count(),
    };
    let parsed = pipeline::parse_all(loaded, &mut Parsed::default(), &mut log);
    let settings = parsed.config.check.clone();
    let read: Vec<Source> = parsed.documents.iter().map(|document| source(document)).collect();
    let material = Material::new(&parsed, &read, selected.as_ref());
    let mut found = Vec::new();
    let secrets = look(&material, &mut found);
    let links = options.external.as_ref().map(|options| external::check(&material, options, &mut found));
    drop(material);
    drop(read);
    let withheld = pipeline::check_withheld(&parsed, request.date);
    let built = pipeline::build_parsed(parsed, request.date, log, &NullSink)?;
    agreements::check(&built.undecided, selected.as_ref(), &mut found);
    found.retain(|found| !settings.ignores(found.code));
    found.extend(built.diagnostics);
    for of_withheld in withheld {
        // The build already reports the stages before the model for every document.
        if !found.contains(&of_withheld) {
            found.push(of_withheld);
        }
    }
    let is_told = |found: &Diagnostic| match (&found.place, &selected) {
        (Some(place), Some(selected)) => selected.contains(&place.file),
        // A build's diagnostics without a place concern the whole site.
        (None, Some(_)) => found.code.starts_with("check::"),
        (_, None) => true,
    };
    found.retain(is_told);
    secrets.hide(&mut found);
    diagnostic::sort(&mut found);
    Ok(Checked { diagnostics: found, files, links })
}

/// Returns the text of a document as it was read.
fn source(document: &Document) -> Source {
    Source { path: document.path.clone(), text: document.source.shared() }
}

/// Runs the checks that contact no server.
fn look(material: &Material<'_>, diagnostics: &mut Vec<Diagnostic>) -> personal_data::Secrets {
    translations::check(material, diagnostics);
    titles::check(material, diagnostics);
    let known = Known::new(material.config, material.vocabularies, material.sections);
    for text in material.read() {
        headings::check(text, diagnostics);
        numbering::check(text, diagnostics);
        descriptions::check(text, diagnostics);
        dates::check(text, diagnostics);
        review::check(text, material, diagnostics);
        commitments::check(text, &known, diagnostics);
    }
    acronyms::check(material, diagnostics);
    personal_data::check(material, diagnostics)
}

/// Returns the files of a site that are read and can be reported on, relative to its folder.
fn paths<'a>(site: &Path, sources: &'a Sources) -> impl Iterator<Item = &'a str> {
    let config = site.join(CONFIG_FILE).is_file().then_some(CONFIG_FILE);
    let texts = sources.documents.iter().chain(&sources.vocabularies).chain(&sources.lock);
    texts.map(|source| source.path.as_str()).chain(config)
}

/// Returns the site's files that `only` names, directly or by a folder; `None` if `only` is empty.
fn selected(site: &Path, sources: &Sources, only: &[PathBuf]) -> io::Result<Option<BTreeSet<String>>> {
    if only.is_empty() {
        return Ok(None);
    }
    let root = site.canonicalize()?;
    let mut selected = BTreeSet::new();
    for wanted in only {
        // Relative to the current folder, or else to the site's folder.
        let inside = [wanted.clone(), site.join(wanted)]
            .iter()
            .find_map(|path| Some(path.canonicalize().ok()?.strip_prefix(&root).ok()?.to_path_buf()));
        let is_meant =
            |path: &&str| inside.as_ref().is_some_and(|inside| Path::new(path).starts_with(inside));
        let before = selected.len();
        selected.extend(paths(site, sources).filter(is_meant).map(str::to_owned));
        // Naming a file twice adds nothing.
        let is_known = || paths(site, sources).any(|path| is_meant(&path));
        if selected.len() == before && !is_known() {
            let message = message!("io_no-source", path = wanted.display().to_string());
            return Err(io_error(io::ErrorKind::NotFound, message));
        }
    }
    Ok(Some(selected))
}

impl Text<'_> {
    /// Returns where the line of a key, or the header of a table of that name, is in the front matter.
    fn key(&self, key: &str) -> Option<std::ops::Range<usize>> {
        let given = self.document.front.given.iter().find(|given| given.value == key)?;
        let text = &self.source.text;
        let start = text[..given.range.start].rfind('\n').map_or(0, |end| end + 1);
        let line = text[start..].lines().next().unwrap_or_default().trim_end();
        Some(start..start + line.len())
    }
}
