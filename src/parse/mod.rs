//! Parses one source into one document. Does no I/O and never fails: problems become diagnostics.

pub mod acts;
mod agenda;
pub mod body;
pub mod commitments;
mod dates;
pub(crate) mod fences;
pub mod follow_up;
mod foreign;
mod former_anchors;
pub mod front_matter;
mod hidden;
pub mod markdown;
mod parsed;
pub mod passages;
pub mod pieces;
pub(crate) mod raw_html;
pub(crate) mod reserved;
pub(crate) mod review;
pub mod standing;
pub mod stated;
mod titles;
pub mod values;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, Places, Severity, diagnostic, error, listed, warning};
use crate::names::composed;
use crate::sections::Sections;
use crate::source::Source;
use crate::texts::{Text, Texts};
use body::{Body, Heading};
use front_matter::{FrontMatter, Withheld};
use passages::{Passage, Passages};

pub use parsed::{Parsed, Setting};

/// The number of unknown names of a kind, in a document, for which similar existing ones are suggested.
pub const SUGGESTED_MAX: usize = 50;

/// The folder, within the content folder, of pages other than reports.
const PAGES_FOLDER: &str = "pages";
/// The file name, without language and extension, of the home page's text: the file that repository hosts
/// show for a folder.
const HOME_STEM: &str = "README";
/// The folder of reports. Addresses omit it.
const REPORTS_FOLDER: &str = "reports";

/// The kind of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// The report of a meeting.
    Report,
    /// Another page, such as one about the archive.
    Page,
    /// The text of the home page.
    Home,
}

/// A parsed Markdown file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path of the source, relative to the site's folder.
    pub path: String,
    /// The path relative to the content folder. Links between documents are relative to it.
    pub content_path: String,
    /// Its kind.
    pub kind: DocumentKind,
    /// The tag of its language.
    pub language: String,
    /// The folders between the content folder (or `reports`, or `pages`) and the file.
    pub folder: String,
    /// The file name without language and extension.
    pub stem: String,
    /// Its front matter, completed with derived values.
    pub front: Arc<FrontMatter>,
    /// Its text.
    pub body: Body,
    /// The full text of its file, for places in messages and for publication.
    pub source: Text,
    /// Its HTML, in the form that [`body::pieces`] takes.
    pub html: Text,
    /// Its passages, the head first.
    pub passages: Passages,
    /// A hash of its anchors, to detect changes.
    pub anchors_hash: blake3::Hash,
}

impl Document {
    /// Returns the key that it shares with its translations: whether it is a report, and its id.
    pub fn pairing(&self) -> (bool, &str) {
        (self.kind == DocumentKind::Report, self.front.id.as_str())
    }

    /// Returns the current and former anchors of its points and headings, which external links may use.
    pub fn public_anchors(&self) -> BTreeSet<&str> {
        public_anchors(&self.passages, &self.body.headings, &self.body.former_anchors)
    }

    /// Removes its text, so that nothing of it can be published by accident. The text of its file remains,
    /// for messages.
    pub fn clear(&mut self) {
        (self.body, self.html, self.passages) = Default::default();
        self.anchors_hash = hash_of(&self.body);
    }
}

/// Returns the anchors that external links may use: those of passages and headings, and former ones.
pub fn public_anchors<'a>(
    passages: &'a [Passage],
    headings: &'a [Heading],
    former: &'a [String],
) -> BTreeSet<&'a str> {
    let passages = passages.iter().map(|passage| &passage.anchor);
    let anchors = passages.chain(headings.iter().map(|heading| &heading.anchor)).chain(former);
    anchors.filter(|anchor| !anchor.is_empty()).map(String::as_str).collect()
}

/// What documents are parsed with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The path of the content folder, relative to the site's folder; empty if they are the same.
    pub content: &'a str,
    /// The configuration.
    pub config: &'a Config,
    /// The names of sections of minutes.
    pub sections: &'a Sections,
    /// Where the texts of documents are set aside.
    pub texts: &'a Texts,
}

/// Parses a document. Its source is set aside, unless it is still shared.
pub fn parse(source: Source, context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Document {
    let Context { content, config, sections, texts } = *context;
    let content_path = source.path.strip_prefix(content).unwrap_or(&source.path).trim_start_matches('/');
    let Location { folder, stem, language, kind } = Location::of(content_path, config);
    let mut found = Vec::new();
    let (mut front, body_start) = front_matter::parse(&source, kind, config, &mut found);
    let language = language_of(language, &front, &source, config, &mut found);
    let text_start = body_start + imports(&source, body_start);
    let heading = titles::first_heading(&source.text[text_start..]);
    let title_in_text = titles::is_in_text(heading.as_ref(), front.title.as_deref(), sections);
    let options = markdown::MarkdownOptions {
        start: text_start,
        language: &language,
        points: front.points,
        sections,
        title_in_text,
        raw_html: config.security.raw_html,
        image_sources: config.security.image_sources(),
    };
    let mut body = markdown::parse(&source, &options, &mut found);
    let is_first =
        |first: &Heading| heading.as_ref().is_some_and(|known| titles::is_same(&known.text, &first.text));
    if title_in_text && body.headings.first().is_some_and(is_first) {
        let title = body.take_title();
        front.title = front.title.or(title);
    }
    former_anchors::add(&mut body, &front.standing, &source, &mut found);
    let places = Places::new(&source.path, &source.text);
    if front.date.is_none() && kind == DocumentKind::Report && !front.is_broken {
        let title = front.title.clone().or(heading.as_ref().map(|heading| heading.text.clone()));
        front.take_day(
            &dates::Material {
                places: &places,
                start: text_start,
                folder: &folder,
                stem: &stem,
                title: title.as_deref(),
                language: &language,
            },
            &mut found,
        );
    }
    if front.id.is_empty() {
        front.id.clone_from(&stem);
    }
    front.decide_release();
    // A part of a front matter that cannot be read may have a title.
    if front.title.is_none() && kind == DocumentKind::Report && !front.is_broken {
        let heading = heading.as_ref().map(|heading| heading.text.as_str());
        let parts = titles::Parts { heading, folder: &folder, stem: &stem, date: front.date, sections };
        front.title = Some(parts.title());
    }
    // Required keys may be present in the part of a front matter that cannot be read.
    let is_readable = !front.is_broken;
    if body_start == 0 && is_readable {
        if needs_front_matter(&front, kind, config) {
            found.push(no_front_matter(&front, &source, config));
        }
    } else if is_readable {
        found.extend(missing(&front, &source, kind, config));
    }
    leave_out(&mut front, &source, config, &mut found);
    soften(&mut found, &front, config);
    diagnostics.append(&mut found);
    let html = texts.keep(std::mem::take(&mut body.html));
    let of_passages = std::mem::take(&mut body.texts);
    let passages = Passages::keep(std::mem::take(&mut body.passages), &of_passages, texts);
    let anchors_hash = hash_of(&body);
    let content_path = content_path.to_owned();
    Document {
        content_path,
        kind,
        language,
        folder,
        stem,
        front: Arc::new(front),
        body,
        path: source.path,
        source: texts.share(source.text),
        html,
        passages,
        anchors_hash,
    }
}

/// What a document's path says of it.
struct Location {
    folder: String,
    stem: String,
    language: Located,
    kind: DocumentKind,
}

/// The languages that a path says.
struct Located {
    in_name: Option<String>,
    in_folder: Option<String>,
}

impl Location {
    /// `path` is relative to the content folder.
    fn of(path: &str, config: &Config) -> Location {
        let (folder, file_name) = path.rsplit_once('/').unwrap_or(("", path));
        // Normalised, so that translations pair up whichever Unicode form their names have.
        let (stem, in_name) = split_language(&composed(file_name), config);
        let (folder, in_folder) = split_folder(folder, config);
        let folder = folder.as_str();
        let language = Located { in_name, in_folder: in_folder.map(str::to_owned) };
        let (first_folder, rest) = folder.split_once('/').unwrap_or((folder, ""));
        let kind = match first_folder {
            PAGES_FOLDER => DocumentKind::Page,
            "" if stem == HOME_STEM => DocumentKind::Home,
            _ => DocumentKind::Report,
        };
        let is_of_kind = [PAGES_FOLDER, REPORTS_FOLDER].contains(&first_folder);
        let folder = if is_of_kind { rest } else { folder }.to_owned();
        Location { folder, stem, language, kind }
    }
}

/// Returns how many bytes the lines take at the beginning of a file for Docusaurus (`.mdx`) that load its components.
fn imports(source: &Source, start: usize) -> usize {
    if !source.path.to_lowercase().ends_with(".mdx") {
        return 0;
    }
    let is_code = |line: &&str| {
        line.trim().is_empty() || ["import ", "export "].iter().any(|word| line.starts_with(word))
    };
    source.text[start..].split_inclusive('\n').take_while(is_code).map(str::len).sum()
}

/// Leaves a document out of the site, if it is not known whether it may be published. In a strict site its errors
/// stop the build instead.
fn leave_out(front: &mut FrontMatter, source: &Source, config: &Config, found: &mut Vec<Diagnostic>) {
    let is_doubtful = front.is_broken || front.is_doubtful;
    if is_doubtful && !config.strict && front.withheld.is_none() {
        front.withheld = Some(Withheld::LeftOut);
        found.push(warning!("front-matter::left-out").at(Place::file(&source.path)));
    }
}

/// Makes warnings of errors that need not stop a build, and of what is missing in a draft, which need not be complete
/// yet.
fn soften(found: &mut [Diagnostic], front: &FrontMatter, config: &Config) {
    config.soften(found);
    let is_draft = front.withheld == Some(Withheld::Draft);
    for found in found.iter_mut().filter(|found| is_draft && found.code == "front-matter::missing") {
        found.severity = Severity::Warning;
    }
}

/// Returns a hash of the anchors of a text and of their other names.
fn hash_of(body: &Body) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let others = body.other_anchors.iter().flat_map(|(name, anchor)| [name, anchor]);
    for anchor in body.anchors.iter().chain(others) {
        hasher.update(anchor.as_bytes());
        hasher.update(b"\0");
    }
    hasher.finalize()
}

/// Splits `name.es.md` into `name` and `es`.
fn split_language(file_name: &str, config: &Config) -> (String, Option<String>) {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    if let Some((name, language)) = stem.rsplit_once('.')
        && config.language(language).is_some()
    {
        return (name.to_owned(), Some(language.to_owned()));
    }
    (stem.to_owned(), None)
}

/// Splits a folder that is a language of the site from the first two folders: `es/2018` into `2018` and `es`.
fn split_folder<'a>(folder: &'a str, config: &Config) -> (String, Option<&'a str>) {
    let mut parts: Vec<&str> = folder.split('/').collect();
    let at = parts.iter().take(2).position(|part| config.language(part).is_some());
    let language = at.map(|at| parts.remove(at));
    (parts.join("/"), language)
}

/// Returns the language of a document: that of its file's name, of its front matter, or of its folder.
fn language_of(
    located: Located,
    front: &FrontMatter,
    source: &Source,
    config: &Config,
    found: &mut Vec<Diagnostic>,
) -> String {
    let written = front.language.as_ref().filter(|_| located.in_name.is_none());
    if let Some(written) = written {
        // `es-ES`, `es_MX`
        let short = written.value.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let known = config.language(&written.value).or_else(|| config.language(&short));
        if let Some(known) = known {
            return known.code.clone();
        }
        let place = Place::in_text(&source.path, &source.text, written.range.clone());
        let known = listed(config.languages.iter().map(|language| language.code.as_str()));
        found.push(
            warning!(
                "front-matter::language",
                language = written.value.as_str(),
                known = known,
                code = short
            )
            .at(place),
        );
    }
    located.in_name.or(located.in_folder).unwrap_or_else(|| config.default_language().code.clone())
}

/// Whether a document without a front matter needs one. Exempt are the home page, and titled documents of
/// sites that require no keys.
fn needs_front_matter(front: &FrontMatter, kind: DocumentKind, config: &Config) -> bool {
    kind != DocumentKind::Home && !(config.required.is_empty() && front.title.is_some())
}

/// Reports that a file has no front matter, and suggests one with the values that are already known.
///
/// It is a note if they are all that the site requires.
fn no_front_matter(front: &FrontMatter, source: &Source, config: &Config) -> Diagnostic {
    let title = front.title.as_deref().unwrap_or("…");
    let date = front.date.map_or_else(|| "2017-06-21".to_owned(), |date| date.to_string());
    let known = match (front.title.is_some(), front.date.is_some()) {
        (true, true) => "title-and-date",
        (true, false) => "title",
        (false, true) => "date",
        (false, false) => "nothing",
    };
    let is_complete = config.required.iter().all(|key| match key.as_str() {
        "title" => front.title.is_some(),
        "date" => front.date.is_some(),
        _ => false,
    });
    let severity = if is_complete && !config.strict { Severity::Note } else { Severity::Warning };
    diagnostic!(severity, "front-matter::none", known = known, title = title.replace('"', "'"), date = date)
        .at(Place::file(&source.path))
}

/// Returns an error for each required key that is missing.
fn missing(front: &FrontMatter, source: &Source, kind: DocumentKind, config: &Config) -> Vec<Diagnostic> {
    let required: Vec<&str> = match kind {
        DocumentKind::Report => config.required.iter().map(String::as_str).collect(),
        DocumentKind::Page => vec!["title"],
        DocumentKind::Home => Vec::new(),
    };
    let (_, fence) = first_fence(&source.text);
    let is_known = |key: &str| match key {
        "title" => front.title.is_some() && !config.strict,
        "date" => front.date.is_some() && !config.strict,
        _ => false,
    };
    let is_given = |key: &str| is_known(key) || front.given.iter().any(|given| given.value == key);
    let report = |key: &str| {
        let is_list = config.taxonomies.iter().any(|taxonomy| taxonomy.key == key && taxonomy.id != key);
        let value = match key {
            "date" => "2017-06-21",
            _ if is_list => "[\"…\"]",
            _ => "\"…\"",
        };
        let line = if fence == "+++" { format!("{key} = {value}") } else { format!("{key}: {value}") };
        let place = Place::in_text(&source.path, &source.text, place_for(key, &source.text));
        error!("front-matter::missing", key = key, line = line, fence = fence).at(place)
    };
    required.into_iter().filter(|key| !is_given(key)).map(report).collect()
}

/// Returns where a missing key is to be written: the placeholder comment, if an import left one, otherwise
/// the first line of the front matter.
fn place_for(key: &str, text: &str) -> Range<usize> {
    let (opening, fence) = first_fence(text);
    let mut start = opening.start;
    for line in text[start..].lines() {
        if start > opening.start && line.trim() == fence {
            break;
        }
        let named = line.strip_prefix('#').map(str::trim_start).and_then(|rest| rest.strip_prefix(key));
        if named.is_some_and(|rest| rest.trim_start().starts_with(['=', ':'])) {
            return start..start + line.len();
        }
        start += line.len() + 1;
    }
    opening
}

/// Returns the first line of a front matter, and its range.
pub(crate) fn first_fence(text: &str) -> (Range<usize>, &str) {
    let start = fences::blank(text);
    let end = (start + 3).min(text.len());
    (start..end, text.get(start..end).unwrap_or_default())
}
