//! Makes a report of a document: Word, OpenDocument, HTML, Markdown, plain text, through Poppler PDF, and through LibreOffice
//! other formats.
//!
//! What a file is, its content tells ([`formats`]). A reader ([`docx`], [`odt`], [`html`], [`markup`], [`plain`], [`pdf`]) makes
//! [`blocks`] of it. These are cleaned ([`clean`]), tables that are none taken apart ([`structure`], `items`), a front matter is
//! [guessed](guess), the numbering [understood](points), the text [written](markdown) as Markdown; and an
//! [account] is given of every word. [`import`] runs these stages and touches no file but the one it reads, and of an HTML
//! file the [`pictures`] below its folder; [`write()`] puts the result into the site, and never over a file that is there.

pub mod account;
pub mod blocks;
pub mod clean;
pub mod docx;
pub mod formats;
pub mod front_matter;
pub mod guess;
pub mod html;
mod items;
pub mod links;
pub mod markdown;
pub mod markup;
pub mod odt;
pub mod office;
pub mod package;
pub mod pages;
pub mod pdf;
pub mod pictures;
pub mod plain;
pub mod points;
mod program;
mod staging;
pub mod structure;
pub mod summary;
mod symbols;
pub mod words;
pub mod xml;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Config, Overrides};
use crate::diagnostic::{Code, Diagnostic, Place, Severity, code, error, warning};
use crate::language::known::language_of;
use crate::load;
use crate::messages::{Message, Speech, Value, message, reason, text};
use crate::nesting::nested;
use crate::numbering;
use crate::parse::stated::Known;
use crate::sections::Sections;
use crate::url::slugify_or;
use crate::vocabulary::{self, Vocabulary};
use account::Account;
use blocks::{Dropped, SourceDocument, What, text_of};
use formats::Format;
use guess::Guesses;
use pictures::Pictures;
use staging::Staging;
use summary::Row;

/// The largest file that is read, in bytes.
const FILE_BYTES_MAX: u64 = 128 << 20;
/// The folder of reports within the content folder.
const REPORTS_FOLDER: &str = "reports";
/// The most words that a warning lists.
const MISSING_SHOWN_MAX: usize = 20;
/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    code: Code,
    values: Vec<(&'static str, Value)>,
}

impl Failure {
    /// Returns a failure with the code of its diagnostic.
    pub fn new(code: Code) -> Failure {
        Failure { code, values: Vec::new() }
    }

    /// Returns the failure of a part that cannot be read.
    pub fn damaged(part: &str) -> Failure {
        Failure::new(code!("import::damaged")).with("part", part)
    }

    /// Puts a value into a place of its text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Failure {
        self.values.push((name, value.into()));
        self
    }

    fn diagnostic(self, file: &str) -> Diagnostic {
        let diagnostic = Diagnostic::of(Severity::Error, self.code).at(Place::file(file));
        self.values.into_iter().fold(diagnostic, |diagnostic, (name, value)| diagnostic.with(name, value))
    }
}

/// What a site says that imports need.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its folder.
    pub folder: PathBuf,
    /// Its settings.
    pub config: Config,
    /// Its terms.
    pub vocabularies: Vec<Vocabulary>,
    /// What sections of minutes are called in it.
    pub sections: Sections,
}

impl Site {
    /// Reads the settings and the vocabularies of a site.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn load(folder: &Path) -> io::Result<Site> {
        // What is wrong with the site is told when it is built.
        let mut ignored = Vec::new();
        let source = load::load_config(folder, &mut ignored)?;
        let config = Config::resolve(source.as_ref(), "actas", &Overrides::default(), &mut ignored);
        let sources = load::load_vocabularies(folder, &config, &mut ignored)?;
        let terms = sources.iter().filter(|source| vocabulary::has_terms(source));
        let vocabularies = terms.map(|source| vocabulary::parse(source, &mut ignored)).collect();
        let named = sources.iter().find(|source| source.path.ends_with(vocabulary::SECTIONS_FILE));
        let sections = Sections::of_site(named, &mut ignored);
        Ok(Site { folder: folder.to_path_buf(), config, vocabularies, sections })
    }
}

/// What is imported, and how.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The report's language; by default that of its text.
    pub language: Option<String>,
    /// The folder to write to, relative to the site's; by default that of its reports.
    pub output: Option<PathBuf>,
    /// The name of the report's file, without language and extension.
    pub name: Option<String>,
    /// Where LibreOffice is; `None` if it is not installed.
    pub office: Option<PathBuf>,
    /// Where Poppler's `pdftotext` is; `None` if it is not installed.
    pub poppler: Option<PathBuf>,
    /// Whether a document that seems to hold several minutes is one report all the same.
    pub as_one: bool,
    /// The language of comments.
    pub speech: Speech,
    /// Who is told how far it is.
    pub listener: Listener,
}

/// The stages of an import, in order: the file is read, a front matter guessed, the numbering understood, every word
/// accounted for, the report written.
pub const STAGES: [&str; 5] = ["read", "guess", "points", "account", "write"];

/// Told the name of each of the [`STAGES`] as it begins, and the file, as the user calls it: a progress bar. By default nobody is.
#[derive(Clone)]
pub struct Listener(Arc<Told>);

/// A function of a stage and a file.
type Told = dyn Fn(&'static str, &str) + Send + Sync;

impl Listener {
    /// Returns one that has `listener` told.
    pub fn new(listener: impl Fn(&'static str, &str) + Send + Sync + 'static) -> Listener {
        Listener(Arc::new(listener))
    }

    fn tell(&self, stage: &'static str, file: &str) {
        (self.0)(stage, file);
    }
}

impl Default for Listener {
    fn default() -> Listener {
        Listener::new(|_, _| {})
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}

/// A report made of a document.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The files to write, relative to the site's folder: the report first.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// What became of the document.
    pub account: Account,
    /// Everything that was left out of the text.
    pub dropped: Vec<Dropped>,
    /// What a person should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// What became of several documents.
#[derive(Clone, Debug, Default)]
pub struct All {
    /// Those that were imported.
    pub accounts: Vec<Account>,
    /// What became of each file, in the order given.
    pub rows: Vec<Row>,
    /// What a person should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// Documents to be imported into a site.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Where they are.
    pub files: Vec<PathBuf>,
    /// The site's folder.
    pub site: PathBuf,
    /// The folder to write to, within the site's; that of its reports without one.
    pub output: Option<PathBuf>,
    /// The reports' language; that of each text without one.
    pub language: Option<String>,
    /// The name of the report's file; its date and city without one. For one document alone.
    pub name: Option<String>,
    /// Whether a document that seems to hold several minutes is one report all the same.
    pub as_one: bool,
}

/// Imports documents, each by itself: one that fails stops no other. `listener` is told how
/// far it is.
///
/// # Errors
/// When the site cannot be read.
pub fn import_all(batch: &Batch, speech: Speech, listener: Listener) -> io::Result<All> {
    let site = Site::load(&batch.site)?;
    let mut all = All::default();
    if batch.name.is_some() && batch.files.len() > 1 {
        all.diagnostics.push(error!("import::one-name"));
        return Ok(all);
    }
    let options = ImportOptions {
        language: batch.language.clone(),
        output: batch.output.clone(),
        name: batch.name.clone(),
        office: office::find(),
        poppler: pdf::find(),
        as_one: batch.as_one,
        speech,
        listener,
    };
    if let Some(language) = options.language.as_ref().filter(|code| site.config.language(code).is_none()) {
        let known: Vec<&str> = site.config.languages.iter().map(|language| language.code.as_str()).collect();
        let diagnostic = error!("import::language", language = language.as_str(), ..);
        all.diagnostics.push(diagnostic.with("known", known.join(", ")));
        return Ok(all);
    }
    for path in &batch.files {
        let file = path.display().to_string();
        if is_lock_file(path) {
            all.add_refused(warning!("import::lock-file").at(Place::file(&file)), file);
            continue;
        }
        let done = import(path, &site, &options).and_then(|imported| {
            options.listener.tell("write", &path.display().to_string());
            write(&imported, &site.folder)?;
            Ok(imported)
        });
        match done {
            Ok(imported) => all.add(imported, &site.config),
            Err(diagnostic) => all.add_refused(*diagnostic, file),
        }
    }
    Ok(all)
}

/// Whether a file is only the mark that Word or LibreOffice leaves while a document is open.
fn is_lock_file(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("~$") || name.starts_with(".~lock.")
}

impl All {
    fn add(&mut self, imported: Imported, config: &Config) {
        let account = &imported.account;
        let is_known = |key: &str| account.guesses.iter().any(|guess| guess.key == key);
        let usual = ["title", "date", "city"].into_iter().filter(|key| *key != "city" || !is_known("place"));
        let required =
            config.required.iter().map(String::as_str).filter(|key| !["title", "date", "city"].contains(key));
        let missing = usual.chain(required).filter(|key| !is_known(key)).map(str::to_owned).collect();
        let look = |diagnostic: &Diagnostic| match diagnostic.code {
            "import::words" => Some(text!("import-look-words")),
            "import::private" => Some(text!("import-look-private")),
            "import::empty" => Some(text!("import-look-empty")),
            _ => None,
        };
        let mut looks: Vec<Message> = imported.diagnostics.iter().filter_map(look).map(Message::of).collect();
        looks.extend(account.unclear.iter().map(|unclear| {
            message!("import-look-unclear", key = unclear.key.as_str(), text = unclear.reason.as_str())
        }));
        if account.dropped.iter().any(|sum| sum.kind == What::Page.name()) {
            looks.push(message!("import-look-pages"));
        }
        self.rows.push(Row {
            file: account.file.clone(),
            report: Some(account.report.clone()),
            missing,
            look: looks,
        });
        self.accounts.push(imported.account);
        self.diagnostics.extend(imported.diagnostics);
    }

    fn add_refused(&mut self, diagnostic: Diagnostic, file: String) {
        self.rows.push(Row { file, look: vec![diagnostic.message.clone()], ..Row::default() });
        self.diagnostics.push(diagnostic);
    }
}

/// Makes a report of the file at `path`. `shown` is how the user calls it.
///
/// # Errors
/// What is wrong with the file, as a diagnostic.
pub fn import(path: &Path, site: &Site, options: &ImportOptions) -> Result<Imported, Box<Diagnostic>> {
    let shown = path.display().to_string();
    let fail = |failure: Failure| Box::new(failure.diagnostic(&shown));
    options.listener.tell("read", &shown);
    let bytes = read_file(path).map_err(fail)?;
    let document = read(path, &bytes, options).map_err(fail)?;
    make(document, &Original { path, bytes, shown: &shown }, site, options).map_err(fail)
}

/// The file that a report is made from.
struct Original<'a> {
    path: &'a Path,
    bytes: Vec<u8>,
    shown: &'a str,
}

fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Failure::new(code!("import::not-found")),
        _ => Failure::new(code!("import::unreadable")).with("problem", reason(&error)),
    };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Failure::new(code!("import::folder")));
    }
    if !metadata.is_file() {
        // Reading a pipe might never end.
        return Err(Failure::new(code!("import::unreadable")).with("problem", message!("reason_no-file")));
    }
    if metadata.len() > FILE_BYTES_MAX {
        return Err(Failure::new(code!("import::too-large")));
    }
    std::fs::read(path).map_err(unreadable)
}

/// Returns the text of a document that is read without another program, for whoever wants to look through it: `name` tells
/// its format. None for other formats and for what cannot be read.
pub(crate) fn text(name: &str, bytes: &[u8]) -> Option<String> {
    let document = match formats::of(bytes, &extension(Path::new(name))).ok()? {
        Format::Word => docx::read(bytes).ok()?,
        Format::OpenDocument => odt::read(bytes).ok()?,
        Format::Text => plain::read(bytes),
        _ => return None,
    };
    let notes = document.notes.iter().map(|note| text_of(&note.blocks));
    let left_out = document.dropped.iter().map(|dropped| dropped.text.clone());
    let parts = [text_of(&document.blocks)].into_iter().chain(notes).chain(left_out);
    Some(parts.collect::<Vec<_>>().join("\n"))
}

/// Reads a document in whatever format its file has.
fn read(path: &Path, bytes: &[u8], options: &ImportOptions) -> Result<SourceDocument, Failure> {
    match formats::of(bytes, &extension(path))? {
        Format::Word => docx::read(bytes),
        Format::OpenDocument => odt::read(bytes),
        Format::Html => Ok(html::read(bytes, Pictures::beside(path))),
        Format::Markdown => Ok(markup::read(bytes, path)),
        Format::Text => Ok(plain::read(bytes)),
        Format::Pdf => pdf::read(path, options.poppler.as_deref()),
        Format::Office => docx::read(&office::convert(path, options.office.as_deref())?),
    }
}

fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Makes the report: every stage after reading.
///
/// # Errors
/// When the document holds several minutes, which nobody said are one report.
fn make(
    mut document: SourceDocument,
    original: &Original<'_>,
    site: &Site,
    options: &ImportOptions,
) -> Result<Imported, Failure> {
    let tell = |stage| options.listener.tell(stage, original.shown);
    clean::clean(&mut document);
    structure::arrange(&mut document);
    tell("guess");
    let language = language(&document, site, options);
    let headers = headers(&document);
    let guessed = guess::guess(&guess::Material {
        blocks: &document.blocks,
        headers: &headers,
        origin: &document.origin,
        language: &language,
        name: &original.path.file_stem().unwrap_or_default().to_string_lossy(),
        config: &site.config,
        vocabularies: &site.vocabularies,
    });
    if let Some((first, second)) = guessed.several.as_ref().filter(|_| !options.as_one) {
        let titles = Failure::new(code!("import::several")).with("first", guess::shortened(first));
        return Err(titles.with("second", guess::shortened(second)));
    }
    take_used(&mut document, &guessed);
    tell("points");
    let points = points::understand(std::mem::take(&mut document.blocks), &site.sections);
    document.changed.extend(points.changed);
    let stem = options.name.clone().unwrap_or_else(|| stem(&guessed, original));
    let names = Names::new(format!("{stem}.{language}"), original, site, options);
    let images = images(&document, &names);
    let references = markdown::References { notes: &document.notes, images: &images };
    let body = markdown::write(&points.placed, &references);
    let known = Known::new(&site.config, &site.vocabularies, &site.sections);
    let restarts = numbering::number(&body, None, &site.sections).restart.is_some();
    let stated = known.commitments(&body, restarts.then_some(true), &language);
    let front = front_matter::write(&front_matter::Material {
        guesses: &guessed,
        config: &site.config,
        speech: options.speech,
        source: &names.source,
        source_is_private: document.dropped.iter().any(|dropped| dropped.what.is_private()),
        restarts,
        commitments: &stated,
    });
    tell("account");
    let mut imported =
        Imported { account: account::account(&document, &points.placed, &body), ..Imported::default() };
    imported.files.push((names.folder.join(&names.report), format!("{front}\n{body}").into_bytes()));
    imported.files.push((names.folder.join(&names.source), original.bytes.clone()));
    for (image, (_, name)) in document.images.iter().zip(&images) {
        imported.files.push((names.folder.join(name), image.bytes.clone()));
    }
    note_guesses(&mut imported.account, &guessed, options.speech);
    finish(&mut imported, &document, &guessed, original);
    imported.dropped = document.dropped;
    Ok(imported)
}

/// Returns the texts of the page headers, which are not taken over.
fn headers(document: &SourceDocument) -> Vec<String> {
    let headers = document.dropped.iter().filter(|dropped| dropped.what == What::Header);
    headers.map(|dropped| dropped.text.clone()).collect()
}

/// Returns what each picture of a document shows, and the name of its file.
fn images(document: &SourceDocument, names: &Names) -> Vec<(String, String)> {
    let images = document.images.iter().enumerate();
    images.map(|(at, image)| (image.description.clone(), names.image(at, &image.extension))).collect()
}

/// Puts the guesses, and what is left open because it is unclear, into the account.
fn note_guesses(account: &mut Account, guessed: &Guesses, speech: Speech) {
    account.guesses = guessed.all().iter().map(|told| account::Guessed::new(told, speech)).collect();
    let unclear = |(key, why): &(&'static str, Message)| account::Unclear {
        key: (*key).to_owned(),
        reason: why.text(speech),
    };
    account.unclear = guessed.unclear.iter().map(unclear).collect();
}

fn finish(imported: &mut Imported, document: &SourceDocument, guessed: &Guesses, original: &Original<'_>) {
    let shown: Vec<String> = imported.files.iter().map(|(path, _)| with_slashes(path)).collect();
    let account = &mut imported.account;
    account.file = original.shown.to_owned();
    if let Some((report, others)) = shown.split_first() {
        account.report.clone_from(report);
        account.files = others.to_vec();
    }
    account.guessed = guessed.all().iter().map(|told| told.key.to_owned()).collect();
    let report = Place::file(&account.report);
    let warn = |code| Diagnostic::of(Severity::Warning, code).at(Place::file(original.shown));
    if !account.words.missing.is_empty() {
        let words =
            account.words.missing.iter().take(MISSING_SHOWN_MAX).cloned().collect::<Vec<_>>().join(", ");
        let count = account.words.missing.len();
        imported.diagnostics.push(warn(code!("import::words")).with("count", count).with("words", words));
    }
    if let Some(deep) = &document.deep {
        let place = Place { file: original.shown.to_owned(), ..deep.clone() };
        imported.diagnostics.push(nested(place));
    }
    if document.dropped.iter().any(|dropped| dropped.what.is_private()) {
        imported.diagnostics.push(warning!("import::private").at(report));
    }
    // What became the title, the date or the place was text.
    if account.words.text == 0 && document.images.is_empty() && guessed.used.is_empty() {
        imported.diagnostics.push(warn(code!("import::empty")));
    }
}

/// Takes the blocks away that the front matter stands for.
fn take_used(document: &mut SourceDocument, guessed: &Guesses) {
    let mut at = 0;
    let mut taken = Vec::new();
    document.blocks.retain(|block| {
        let used = guessed.used.iter().find(|(block, _)| *block == at);
        at += 1;
        if let Some((_, what)) = used {
            taken.push(Dropped {
                what: *what,
                text: text_of(std::slice::from_ref(block)).trim_end().to_owned(),
            });
        }
        used.is_none()
    });
    document.dropped.append(&mut taken);
}

/// Returns the report's language: the one given, else that of the text if the site has it, else the site's.
fn language(document: &SourceDocument, site: &Site, options: &ImportOptions) -> String {
    let of_text = || language_of(&text_of(&document.blocks));
    let given = options.language.clone();
    let found = given.or_else(|| of_text().filter(|code| site.config.language(code).is_some()));
    found.unwrap_or_else(|| site.config.default_language().code.clone())
}

/// Returns the name of the report's file without language and extension: date and city, as far as they are known.
fn stem(guessed: &Guesses, original: &Original<'_>) -> String {
    let date = guessed.dates.as_ref().map(|guess| guess.value.0.to_string());
    let city = guessed.city.as_ref().map(|guess| slugify_or(&guess.value, "informe"));
    let file = original.path.file_stem().map(|stem| slugify_or(&stem.to_string_lossy(), "informe"));
    match (date, city.or(file)) {
        (Some(date), Some(place)) if place.starts_with(&date) => place,
        (Some(date), Some(place)) => format!("{date}-{place}"),
        (date, place) => date.or(place).unwrap_or_else(|| "informe".to_owned()),
    }
}

/// The names of an import's files.
struct Names {
    folder: PathBuf,
    base: String,
    report: String,
    source: String,
}

impl Names {
    /// Returns the names of files that begin with `base`: stem and language.
    fn new(base: String, original: &Original<'_>, site: &Site, options: &ImportOptions) -> Names {
        let reports = || Path::new(&site.config.content).join(REPORTS_FOLDER);
        let extension = original.path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        // A copy in Markdown would be a report of its own.
        let extension =
            extension.map(|end| if end == "md" || end == "markdown" { "txt".to_owned() } else { end });
        Names {
            folder: options.output.clone().unwrap_or_else(reports),
            report: format!("{base}.md"),
            source: format!("{base}.{}", extension.unwrap_or_else(|| "original".to_owned())),
            base,
        }
    }

    fn image(&self, at: usize, extension: &str) -> String {
        format!("{}-{}.{extension}", self.base, at + 1)
    }
}

fn with_slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Writes the files of an import into the site's folder: all of them, or none if one of them is there already.
///
/// # Errors
/// A diagnostic that names the file.
pub fn write(imported: &Imported, site: &Path) -> Result<(), Box<Diagnostic>> {
    let Some((report, _)) = imported.files.first() else { return Ok(()) };
    let about = |code, path: &Path| {
        let file = with_slashes(path);
        Diagnostic::of(Severity::Error, code).with("file", file.as_str()).at(Place::file(&file))
    };
    let unwritable = |error: io::Error| {
        Box::new(about(code!("import::unwritable"), report).with("problem", reason(&error)))
    };
    let folder = site.join(report.parent().unwrap_or(Path::new("")));
    let staging = Staging::open(&folder).map_err(unwritable)?;
    if let Some((path, _)) = imported.files.iter().find(|(path, _)| site.join(path).exists()) {
        let exists = about(code!("import::exists"), path).at(Place::file(&imported.account.file));
        return Err(Box::new(exists));
    }
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let names: Vec<String> = imported.files.iter().map(|(path, _)| name(path)).collect();
    let bytes = imported.files.iter().map(|(_, bytes)| bytes.as_slice());
    let files: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(bytes).collect();
    staging.put(&files).map_err(unwritable)
}
