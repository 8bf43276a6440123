//! Reads the site's folder: each file once. Nothing else in the program reads content.

mod kept;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, Severity, diagnostic, error, warning};
use crate::formats::{self, Content};
use crate::messages::{io_error, message, unread};
use crate::source::{CONFIG_FILE, LOCK_FILE, Source};
use kept::{KeptFile, Part};

pub use kept::{Kept, Stamp};

/// The default theme is built into the program, so that nothing else needs to be installed.
static DEFAULT_THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The folder of a site's own themes.
const THEMES_FOLDER: &str = "themes";

/// The folder of the vocabulary files within the content folder.
const VOCABULARY_FOLDER: &str = "vocabulary";

/// A file among the reports that is not a report. It may be as large as a recording, so only its beginning
/// was read to identify it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its path relative to the content folder, with `/`.
    pub path: String,
    /// The file on the disk.
    pub file: PathBuf,
    /// Its length, in bytes.
    pub size_bytes: u64,
    /// What it contains, judging by its bytes.
    pub content: Content,
}

impl Attachment {
    /// Examines the file at `file`, whose path relative to the content folder is `path`.
    ///
    /// # Errors
    /// When it cannot be read; the error names it.
    pub fn look(path: String, file: PathBuf) -> io::Result<Attachment> {
        let (content, size_bytes) = look_at(&file).map_err(|error| unread(&file, &error))?;
        Ok(Attachment { path, file, size_bytes, content })
    }

    /// Returns its bytes.
    ///
    /// # Errors
    /// When it cannot be read; the error names it.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        read_file(&self.file)
    }
}

/// Returns the content type and length of a file, from its beginning; for an SVG picture, from the whole.
fn look_at(path: &Path) -> io::Result<(Content, u64)> {
    let mut file = open_file(path)?;
    let size_bytes = file.metadata()?.len();
    let mut head = Vec::new();
    file.by_ref().take(formats::HEAD_BYTES as u64).read_to_end(&mut head)?;
    let content = formats::content(&head);
    let is_drawing = formats::ending(&path.to_string_lossy()) == "svg" && content == Content::Markup;
    if !is_drawing || size_bytes > formats::SVG_BYTES_MAX {
        return Ok((content, size_bytes));
    }
    file.take(formats::SVG_BYTES_MAX).read_to_end(&mut head)?;
    Ok((formats::drawing(&head), size_bytes))
}

/// Everything a build reads, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The Markdown files of the content folder.
    pub documents: Vec<Source>,
    /// The vocabulary files.
    pub vocabularies: Vec<Source>,
    /// Other files of the content folder.
    pub attachments: Vec<Attachment>,
    /// The theme's files by path within the theme; the site's own replace built-in ones.
    pub theme: Vec<(String, Vec<u8>)>,
    /// The addresses that were published, if the site records them: `urls.lock`.
    pub lock: Option<Source>,
    /// The path of the content folder, relative to the site's; empty if they are the same.
    pub content: String,
}

impl Sources {
    /// Returns what stages after the model need, and drops everything else. Moving fields out of a variable
    /// would keep the others until its scope ends.
    pub fn into_theme_and_lock(self) -> (Vec<(String, Vec<u8>)>, Option<Source>) {
        (self.theme, self.lock)
    }
}

/// Reads `site.toml`, if there is one.
///
/// # Errors
/// When the site's folder or the file cannot be read.
pub fn load_config(site: &Path, diagnostics: &mut Vec<Diagnostic>) -> io::Result<Option<Source>> {
    if !site.is_dir() {
        let message = message!("io_no-folder", path = site.display().to_string());
        return Err(io_error(io::ErrorKind::NotFound, message));
    }
    let path = site.join(CONFIG_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let bytes = read_file(&path)?;
    Ok(to_source(CONFIG_FILE, bytes, diagnostics))
}

/// The folders of a site that are read.
#[derive(Clone, Copy, Debug)]
pub struct Folders<'a> {
    /// The site's folder.
    pub site: &'a Path,
    /// Names the folders of the content and the theme.
    pub config: &'a Config,
    /// Folders within the content to skip: the output.
    pub skip: &'a [PathBuf],
}

/// Reads the content and the theme. Files of the content that have not changed since `kept` was last passed
/// in are not read again.
///
/// A site without the configured content folder and without a `site.toml` is itself the content folder.
///
/// # Errors
/// When a folder or a file cannot be read.
pub fn load(
    folders: &Folders<'_>,
    kept: &mut Kept,
    diagnostics: &mut Vec<Diagnostic>,
) -> io::Result<Sources> {
    let Folders { site, config, skip } = *folders;
    let content = content_folder(site, config);
    if !site.join(&content).is_dir() {
        diagnostics.push(error!("load::no-content", folder = content.as_str()).at(Place::file(CONFIG_FILE)));
    }
    let mut sources =
        Sources { theme: load_theme(site, config, diagnostics)?, content, ..Sources::default() };
    let lock = site.join(LOCK_FILE);
    if lock.exists() {
        let bytes = read_file(&lock)?;
        sources.lock = to_source(LOCK_FILE, bytes, diagnostics);
    }
    let root = site.join(&sources.content);
    let is_bare = !site.join(CONFIG_FILE).exists();
    let nested = nested_sites(site, &sources.content);
    let skip: Vec<PathBuf> = skip.iter().chain(&nested).cloned().collect();
    let is_content =
        |path: &PathBuf| !sources.content.is_empty() || is_bare || !is_of_site(&relative(&root, path));
    let content = Folder { root: &root, shown: &sources.content };
    let read: Vec<io::Result<Arc<KeptFile>>> = content
        .files(&skip, diagnostics)?
        .into_par_iter()
        .filter(is_content)
        .map(|path| kept.read(content, path))
        .collect();
    kept.files.clear();
    for file in read {
        let file = file?;
        diagnostics.extend(told_of(&file, config));
        match &file.content {
            Some(Part::Document(source)) => sources.documents.push(source.clone()),
            Some(Part::Vocabulary(source)) => sources.vocabularies.push(source.clone()),
            Some(Part::Attachment(attachment)) if !is_bare || !sources.content.is_empty() => {
                sources.attachments.push(attachment.clone());
            }
            Some(Part::Attachment(_)) | None => {}
        }
        kept.keep(file);
    }
    diagnostics.extend(nested.iter().map(|nested| wrong_folder(&relative(site, nested), &sources)));
    Ok(sources)
}

/// Returns what is wrong with a file. A document that cannot be read is left out, unless the site is strict.
fn told_of(file: &KeptFile, config: &Config) -> Vec<Diagnostic> {
    let mut told = file.diagnostics.clone();
    let place = told.first().and_then(|first| first.place.clone());
    config.soften(&mut told);
    let is_soft = told.iter().all(|found| found.severity == Severity::Warning);
    if let Some(place) = place.filter(|_| is_soft && file.content.is_none()) {
        told.push(warning!("load::left-out").at(Place::file(&place.file)));
    }
    told
}

/// Returns the subfolders with a `site.toml` of a folder that has none: they are sites of their own, whose
/// files and output are not content of the outer folder.
fn nested_sites(site: &Path, content: &str) -> Vec<PathBuf> {
    if !content.is_empty() || site.join(CONFIG_FILE).exists() {
        return Vec::new();
    }
    // A folder that cannot be read is reported where its files are listed.
    let entries = std::fs::read_dir(site).into_iter().flatten().flatten();
    let mut nested: Vec<PathBuf> = entries
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .filter(|path| path.is_dir() && !path.is_symlink() && path.join(CONFIG_FILE).is_file())
        .collect();
    nested.sort();
    nested
}

/// Reports that a site in a subfolder was probably meant. If there is nothing else, that is an error.
fn wrong_folder(nested: &str, sources: &Sources) -> Diagnostic {
    let is_empty = sources.documents.is_empty();
    let severity = if is_empty { Severity::Error } else { Severity::Warning };
    diagnostic!(severity, "load::wrong-folder", folder = nested)
}

/// Returns the files that [`load_config`] and [`load()`] read, sorted by folder and path.
///
/// # Errors
/// When a folder cannot be read.
pub fn inputs(folders: &Folders<'_>) -> io::Result<Vec<PathBuf>> {
    let Folders { site, config, skip } = *folders;
    let own = [CONFIG_FILE, LOCK_FILE].map(|name| site.join(name));
    // A build reports what cannot be read.
    let files =
        |root: PathBuf, skip: &[PathBuf]| Folder { root: &root, shown: "" }.files(skip, &mut Vec::new());
    let folder = content_folder(site, config);
    let skip: Vec<PathBuf> = skip.iter().cloned().chain(nested_sites(site, &folder)).collect();
    let content = files(site.join(folder), &skip)?;
    let theme = files(site.join(THEMES_FOLDER).join(&config.theme), &[])?;
    Ok(own.into_iter().filter(|path| path.is_file()).chain(content).chain(theme).collect())
}

/// Reads only the vocabulary files.
///
/// # Errors
/// When a folder or a file cannot be read.
pub fn load_vocabularies(
    site: &Path,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> io::Result<Vec<Source>> {
    let content = content_folder(site, config);
    let folder = site.join(&content).join(VOCABULARY_FOLDER);
    let mut sources = Vec::new();
    // A build of the whole site reports links.
    let found = Folder { root: &folder, shown: "" }.files(&[], &mut Vec::new())?;
    for path in found.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let bytes = read_file(&path)?;
        let shown = join(&content, &format!("{VOCABULARY_FOLDER}/{}", relative(&folder, &path)));
        sources.extend(to_source(&shown, bytes, diagnostics));
    }
    Ok(sources)
}

/// Returns the content folder, relative to the site's; empty if a bare folder of notes is itself the content.
fn content_folder(site: &Path, config: &Config) -> String {
    let is_bare = !site.join(&config.content).is_dir() && !site.join(CONFIG_FILE).exists();
    if is_bare { String::new() } else { config.content.clone() }
}

/// Returns the folders that a build reads, whether or not they exist: the content and the themes.
pub fn read_folders(site: &Path, config: &Config) -> Vec<PathBuf> {
    vec![site.join(content_folder(site, config)), site.join(THEMES_FOLDER)]
}

/// A folder that is read.
#[derive(Clone, Copy)]
pub(crate) struct Folder<'a> {
    pub(crate) root: &'a Path,
    /// Its name in messages: its path relative to the site's folder, empty if they are the same.
    pub(crate) shown: &'a str,
}

impl Folder<'_> {
    /// Returns the location of a content file, given its path relative to the site. `None` if the path is
    /// outside the content folder.
    fn in_content(self, path: &Path) -> Option<PathBuf> {
        let within = path.strip_prefix(self.shown).ok()?;
        let is_of_site = self.shown.is_empty() && is_of_site(&within.to_string_lossy().replace('\\', "/"));
        (!is_of_site).then(|| self.root.join(within))
    }

    /// Returns the files under it, sorted, without hidden ones and those in `skip`. A missing folder has
    /// none.
    ///
    /// A symbolic link is followed only to a file within the folder: content must not be able to publish
    /// files from elsewhere on the machine, and a linked folder would publish its reports twice.
    fn files(self, skip: &[PathBuf], diagnostics: &mut Vec<Diagnostic>) -> io::Result<Vec<PathBuf>> {
        if !self.root.is_dir() {
            return Ok(Vec::new());
        }
        let visible = |entry: &walkdir::DirEntry| {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            entry.depth() == 0 || !(hidden || skip.iter().any(|skip| skip == entry.path()))
        };
        // The folder itself may be a link: that is the site's own choice.
        let real_root = self.root.canonicalize().map_err(|error| unread(self.root, &error))?;
        let mut paths = Vec::new();
        // Walking folder by folder, each sorted, yields the files in the order of their paths.
        let mut entries = WalkDir::new(self.root).sort_by_file_name().into_iter().filter_entry(visible);
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(|error| unlisted(self.root, error))?;
            if let Some(problem) = self.name_problem(&entry) {
                diagnostics.push(problem);
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            } else if entry.path_is_symlink() && entry.depth() > 0 {
                match link_problem(entry.path(), &real_root) {
                    None => paths.push(entry.into_path()),
                    Some(problem) => {
                        let link = join(self.shown, &relative(self.root, entry.path()));
                        diagnostics.push(problem.at(Place::file(&link)));
                    }
                }
            } else if entry.file_type().is_file() {
                paths.push(entry.into_path());
            } else if !entry.file_type().is_dir() && entry.depth() > 0 {
                let file = join(self.shown, &relative(self.root, entry.path()));
                diagnostics.push(warning!("load::no-file").at(Place::file(&file)));
            }
        }
        Ok(paths)
    }

    /// Reports a file or folder whose name is not UTF-8. Two such names may become the same text, so that one
    /// file would be taken for the other.
    fn name_problem(self, entry: &walkdir::DirEntry) -> Option<Diagnostic> {
        if entry.depth() == 0 || entry.file_name().to_str().is_some() {
            return None;
        }
        let file = join(self.shown, &relative(self.root, entry.path()));
        // With its bytes escaped: `"a\xFF.md"`.
        let name = format!("{:?}", entry.file_name());
        Some(warning!("load::name", name = name).at(Place::file(&file)))
    }
}

/// Returns why the link at `path` is not followed; `None` if it leads to a file within `root`.
fn link_problem(path: &Path, root: &Path) -> Option<Diagnostic> {
    let outside = warning!("load::link");
    let Ok(target) = path.canonicalize() else { return Some(warning!("load::link", "broken")) };
    let is_hidden = |part: std::path::Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
    match target.strip_prefix(root) {
        Ok(inside) if inside.components().any(is_hidden) => Some(outside),
        Ok(_) if target.is_file() => None,
        Ok(_) if target.is_dir() => Some(warning!("load::link", "folder")),
        Ok(_) => Some(warning!("load::no-file")),
        Err(_) => Some(outside),
    }
}

/// Whether a file in the site's folder is not content, when that folder is also the content folder.
fn is_of_site(path: &str) -> bool {
    [CONFIG_FILE, LOCK_FILE].contains(&path) || is_in_folder(path, THEMES_FOLDER)
}

fn load_theme(
    site: &Path,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> io::Result<Vec<(String, Vec<u8>)>> {
    let root = site.join(THEMES_FOLDER).join(&config.theme);
    if !root.is_dir() && config.theme != "default" {
        diagnostics
            .push(error!("load::no-theme", theme = config.theme.as_str()).at(Place::file(CONFIG_FILE)));
    }
    let mut files_by_path = std::collections::BTreeMap::new();
    add_built_in(&DEFAULT_THEME, &mut files_by_path);
    let shown = format!("{THEMES_FOLDER}/{}", config.theme);
    for path in (Folder { root: &root, shown: &shown }).files(&[], diagnostics)? {
        let bytes = read_file(&path)?;
        files_by_path.insert(relative(&root, &path), bytes);
    }
    Ok(files_by_path.into_iter().collect())
}

fn add_built_in(dir: &Dir<'_>, files: &mut std::collections::BTreeMap<String, Vec<u8>>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(path, file.contents().to_vec());
    }
    dir.dirs().for_each(|dir| add_built_in(dir, files));
}

/// Decodes a file's bytes as text, or reports why they are not text.
fn to_source(path: &str, bytes: Vec<u8>, diagnostics: &mut Vec<Diagnostic>) -> Option<Source> {
    // UTF-16 begins with this mark: the encoding that Windows' Notepad called "Unicode".
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        diagnostics.push(error!("load::not-utf8", "utf-16").at(Place::file(path)));
        return None;
    }
    if bytes.contains(&0) {
        diagnostics.push(error!("load::binary").at(Place::file(path)));
        return None;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
            diagnostics.push(
                error!("load::not-utf8", line = line, byte = format!("0x{:02X}", bytes[valid]))
                    .at(Place { line, ..Place::file(path) }),
            );
            return None;
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text: Arc<str> =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() };
    Some(Source { path: path.to_owned(), text })
}

/// Returns `path` relative to `root`, with `/`.
fn relative(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn is_in_folder(path: &str, folder: &str) -> bool {
    path.split('/').next() == Some(folder)
}

fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// Reads a regular file. Pipes, sockets and devices are refused: reading one might never end.
///
/// # Errors
/// When it is missing, not a regular file, or cannot be read; the error names it.
pub(crate) fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let read = || {
        let mut bytes = Vec::new();
        open_file(path)?.read_to_end(&mut bytes).map(|_| bytes)
    };
    read().map_err(|error| unread(path, &error))
}

/// Opens a regular file for reading.
fn open_file(path: &Path) -> io::Result<File> {
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_file() || kind.is_dir() {
        return File::open(path);
    }
    Err(io_error(io::ErrorKind::Other, message!("reason_no-file")))
}

/// Returns the error for a folder that cannot be listed, or that has disappeared.
fn unlisted(root: &Path, error: walkdir::Error) -> io::Error {
    let path = error.path().unwrap_or(root).to_path_buf();
    unread(&path, &io::Error::from(error.into_io_error().map_or(io::ErrorKind::Other, |error| error.kind())))
}
