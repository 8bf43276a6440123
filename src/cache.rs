//! What a build remembers, so that the next one can tell that its output would be the same.
//!
//! A build is identified by the program, by what it was asked to do, by the files that it read and by the
//! files that it wrote. Files are compared by their metadata ([`Stamp`]); where that differs, input files are
//! compared by content, so that a checkout with new times is not a change. A record that is missing, damaged
//! or from another program is ignored: the site is built.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use blake3::{Hash, Hasher};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::load::{self, Stamp};
use crate::messages::Message;
use crate::model::Counts;
use crate::pipeline::Request;
use crate::write::{MANIFEST, put_file, real_folder};

/// The folder within a site's for what the program can recreate.
const FOLDER: &str = ".actas-cache";

/// The `.gitignore` of that folder: nothing in it belongs in a repository.
const IGNORED: &str = "*\n";

/// The name of the record format; it changes with the format.
const FORM: &str = "actas-build 1";

/// What is remembered of the builds of one site into one folder.
pub struct Cache {
    /// The file of the record.
    file: PathBuf,
    output: PathBuf,
    /// Distinguishes this build from others of the same files: the program, and its request.
    key: String,
}

/// A site's files before a build, for [`Cache::remember`].
pub struct Before {
    inputs: Vec<PathBuf>,
    /// `None` if some files were written so recently that the system may not distinguish that from a later
    /// change.
    stamps: Option<String>,
}

/// A build that was remembered.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    key: String,
    /// The metadata of the files that were read.
    stamps: String,
    /// The same for their content.
    contents: String,
    /// The metadata of the files that were written.
    outputs: String,
    /// The number of files written.
    pub files: usize,
    /// What the site holds.
    pub counts: Counts,
    found: Vec<Found>,
}

/// A diagnostic as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct Found {
    severity: Severity,
    code: String,
    message: Message,
    place: Option<FoundAt>,
}

/// Its place, with the excerpt and its span, which the JSON for other programs omits.
#[derive(Debug, Serialize, Deserialize)]
struct FoundAt {
    file: String,
    line: usize,
    column: usize,
    excerpt: String,
    span: Range<usize>,
}

impl Cache {
    /// Returns what is remembered of builds of `request` into the folder `output`.
    ///
    /// # Errors
    /// When the site's folder cannot be found.
    pub fn new(request: &Request, output: &Path) -> io::Result<Cache> {
        let site = request.site.canonicalize()?;
        let output = std::path::absolute(output)?;
        let name = blake3::hash(output.as_os_str().as_encoded_bytes()).to_hex();
        let request = Request { site: site.clone(), ..request.clone() };
        let key = blake3::hash(format!("{FORM} {} {request:?}", program()?).as_bytes());
        let file = site.join(FOLDER).join(format!("build-{}", &name[..8]));
        Ok(Cache { file, output, key: key.to_hex().to_string() })
    }

    /// Returns the last build, if another one would read the same input and its output is still there.
    pub fn unchanged(&self, request: &Request) -> Option<Record> {
        let mut record = self.read()?;
        if record.key != self.key {
            return None;
        }
        let before = Before::look(request).ok()?;
        if before.stamps.as_ref() != Some(&record.stamps) {
            if before.contents().ok()? != record.contents {
                return None;
            }
            if let Some(stamps) = before.stamps {
                record.stamps = stamps;
                self.write(&record);
            }
        }
        (outputs(&self.output).ok()? == record.outputs).then_some(record)
    }

    /// Remembers a build without errors that was made since `before`. Nothing is remembered if a file has
    /// changed in the meantime or the site's folder is not writable.
    pub fn remember(
        &self,
        (request, before): (&Request, &Before),
        (files, counts): (usize, Counts),
        diagnostics: &[Diagnostic],
    ) {
        let Some(stamps) = before.stamps.clone() else { return };
        let record = || -> io::Result<Option<Record>> {
            let (contents, outputs) = (before.contents()?, outputs(&self.output)?);
            let is_same = Before::look(request)?.stamps.as_ref() == Some(&stamps);
            let (key, found) = (self.key.clone(), diagnostics.iter().cloned().map(Found::from).collect());
            Ok(is_same.then_some(Record { key, stamps, contents, outputs, files, counts, found }))
        };
        if let Ok(Some(record)) = record() {
            self.write(&record);
        }
    }

    fn read(&self) -> Option<Record> {
        // Anything elsewhere is not ours.
        if self.file.parent().is_some_and(Path::is_symlink) {
            return None;
        }
        let text = fs::read_to_string(&self.file).ok()?;
        let (hash, record) = text.split_once('\n')?;
        if blake3::hash(record.as_bytes()).to_hex().as_str() != hash {
            return None;
        }
        serde_json::from_str(record).ok()
    }

    /// Writes the record if the site's folder is writable; otherwise the next build merely takes longer.
    fn write(&self, record: &Record) {
        let Some(folder) = self.file.parent() else { return };
        let Ok(record) = serde_json::to_string(record) else { return };
        let text = format!("{}\n{record}", blake3::hash(record.as_bytes()).to_hex());
        let _ = real_folder(folder)
            .and_then(|()| ignore(&folder.join(".gitignore")))
            .and_then(|()| put_file(&self.file, text.as_bytes()));
    }
}

/// Tells git to ignore the folder of the file at `path`.
fn ignore(path: &Path) -> io::Result<()> {
    let is_there = !path.is_symlink() && fs::read(path).is_ok_and(|text| text == IGNORED.as_bytes());
    if is_there { Ok(()) } else { put_file(path, IGNORED.as_bytes()) }
}

impl Record {
    /// Returns the diagnostics of the build: warnings.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.found.iter().map(Found::diagnostic).collect()
    }
}

impl From<Diagnostic> for Found {
    fn from(diagnostic: Diagnostic) -> Found {
        let Diagnostic { severity, code, message, place } = diagnostic;
        let at = |Place { file, line, column, excerpt, span }| FoundAt { file, line, column, excerpt, span };
        Found { severity, code: code.to_owned(), message, place: place.map(at) }
    }
}

impl Found {
    fn diagnostic(&self) -> Diagnostic {
        let at = |at: &FoundAt| Place {
            file: at.file.clone(),
            line: at.line,
            column: at.column,
            excerpt: at.excerpt.clone(),
            span: at.span.clone(),
        };
        // Codes are static strings everywhere else. Few are read here, once per run.
        let code = String::leak(self.code.clone());
        let place = self.place.as_ref().map(at);
        Diagnostic { severity: self.severity, code, message: self.message.clone(), place }
    }
}

impl Before {
    /// Looks at the files that a build will read.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn look(request: &Request) -> io::Result<Before> {
        let ignored = &mut Vec::new();
        let source = load::load_config(&request.site, ignored)?;
        let config = Config::resolve(source.as_ref(), "", &request.overrides, ignored);
        let folders = load::Folders { site: &request.site, config: &config, skip: &request.skip };
        let inputs = load::inputs(&folders)?;
        let now = SystemTime::now();
        let stamps: Vec<Stamp> =
            inputs.par_iter().map(|path| Stamp::read(path)).collect::<io::Result<_>>()?;
        let is_telling = stamps.iter().all(|stamp| stamp.is_telling(now));
        Ok(Before { stamps: is_telling.then(|| digest(&inputs, &stamps)), inputs })
    }

    /// Returns a hash of the content of the files.
    fn contents(&self) -> io::Result<String> {
        let hash = |path: &PathBuf| {
            let mut hasher = Hasher::new();
            hasher.update_reader(fs::File::open(path)?).map(|hasher| hasher.finalize())
        };
        let hashes: Vec<Hash> = self.inputs.par_iter().map(hash).collect::<io::Result<_>>()?;
        Ok(digest(&self.inputs, &hashes))
    }
}

/// Returns a hash of the metadata of an output's files. Files that no build wrote are ignored.
fn outputs(folder: &Path) -> io::Result<String> {
    let list = fs::read_to_string(folder.join(MANIFEST))?;
    let paths: Vec<PathBuf> = list.lines().map(|path| folder.join(path)).collect();
    let stamps: Vec<Stamp> = paths.par_iter().map(|path| Stamp::read(path)).collect::<io::Result<_>>()?;
    Ok(digest(&paths, &stamps))
}

/// Returns the hash of paths together with what is known of each.
fn digest<T: std::fmt::Debug>(paths: &[PathBuf], known: &[T]) -> String {
    let mut hasher = Hasher::new();
    for (path, known) in paths.iter().zip(known) {
        hasher.update(path.as_os_str().as_encoded_bytes());
        hasher.update(format!("\0{known:?}\0").as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// Returns what identifies this program and version.
fn program() -> io::Result<String> {
    let stamp = Stamp::read(&std::env::current_exe()?)?;
    Ok(format!("{} {stamp:?}", env!("CARGO_PKG_VERSION")))
}
