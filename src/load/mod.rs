//! Reads the site's folder: each file once, and nothing else in the program reads content.

mod kept;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::formats::{self, Content};
use crate::messages::{Message, io_error, unread};
use crate::source::{CONFIG_FILE, LOCK_FILE, Source};
use kept::{KeptFile, Part};

pub use kept::{Kept, Stamp};

/// The default theme is part of the program, so that nothing but the program need be installed.
static DEFAULT_THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The folder of a site's own themes.
const THEMES_FOLDER: &str = "themes";

/// The folder of the vocabulary files within the content folder.
const VOCABULARY_FOLDER: &str = "vocabulary";

/// Another file beside the reports. It may be as large as a recording, so only what it is has been looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its path relative to the content folder, with `/`.
    pub path: String,
    /// Where it is read from.
    pub file: PathBuf,
    /// How long it is, in bytes.
    pub size_bytes: u64,
    /// What it is, by its bytes.
    pub content: Content,
}

impl Attachment {
    /// Looks at the file at `file`, whose path relative to the content folder is `path`.
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

/// Returns what a file is and how long, from its beginning; from the whole of a picture that is drawn.
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
    /// The theme's files by path within the theme: the site's own over the built-in ones.
    pub theme: Vec<(String, Vec<u8>)>,
    /// The addresses that were published, if the site keeps them: `urls.lock`.
    pub lock: Option<Source>,
    /// The path of the content folder, relative to the site's; empty when they are the same.
    pub content: String,
}

impl Sources {
    /// Returns what stages after the model need, and lets go of everything else. Taking fields out of a variable would keep
    /// the others until its scope ends.
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
        let message = Message::new("io_no-folder").with("path", site.display().to_string());
        return Err(io_error(io::ErrorKind::NotFound, message));
    }
    let path = site.join(CONFIG_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let bytes = read_file(&path)?;
    Ok(to_source(CONFIG_FILE, bytes, diagnostics))
}

/// What of a site is read.
#[derive(Clone, Copy, Debug)]
pub struct Folders<'a> {
    /// The site's folder.
    pub site: &'a Path,
    /// Which folders of it hold the content and the theme.
    pub config: &'a Config,
    /// Folders within the content that are none: the output.
    pub skip: &'a [PathBuf],
}

/// Reads the content and the theme. Files of the content that have not changed since `kept` was last given are not
/// read again.
///
/// A site without the configured content folder, and without a `site.toml`, is itself the content folder.
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
        diagnostics.push(
            Diagnostic::error("load::no-content")
                .with("folder", content.as_str())
                .at(Place::file(CONFIG_FILE)),
        );
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
        diagnostics.extend(file.diagnostics.iter().cloned());
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

/// Returns the folders in a folder without a `site.toml` that have one: sites of their own, whose files and whose output are no
/// content of the folder around.
fn nested_sites(site: &Path, content: &str) -> Vec<PathBuf> {
    if !content.is_empty() || site.join(CONFIG_FILE).exists() {
        return Vec::new();
    }
    // A folder that cannot be read is told of where its files are listed.
    let entries = std::fs::read_dir(site).into_iter().flatten().flatten();
    let mut nested: Vec<PathBuf> = entries
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .filter(|path| path.is_dir() && !path.is_symlink() && path.join(CONFIG_FILE).is_file())
        .collect();
    nested.sort();
    nested
}

/// Says that a site was probably meant that is in a folder of this one. Where there is nothing else, that is an error.
fn wrong_folder(nested: &str, sources: &Sources) -> Diagnostic {
    let is_empty = sources.documents.is_empty();
    let severity = if is_empty { Severity::Error } else { Severity::Warning };
    Diagnostic::new(severity, "load::wrong-folder").with("folder", nested)
}

/// Returns the files that [`load_config`] and [`load()`] read, sorted by folder and path.
///
/// # Errors
/// When a folder cannot be read.
pub fn inputs(folders: &Folders<'_>) -> io::Result<Vec<PathBuf>> {
    let Folders { site, config, skip } = *folders;
    let own = [CONFIG_FILE, LOCK_FILE].map(|name| site.join(name));
    // A build tells of what cannot be read.
    let files =
        |root: PathBuf, skip: &[PathBuf]| Folder { root: &root, shown: "" }.files(skip, &mut Vec::new());
    let folder = content_folder(site, config);
    let skip: Vec<PathBuf> = skip.iter().cloned().chain(nested_sites(site, &folder)).collect();
    let content = files(site.join(folder), &skip)?;
    let theme = files(site.join(THEMES_FOLDER).join(&config.theme), &[])?;
    Ok(own.into_iter().filter(|path| path.is_file()).chain(content).chain(theme).collect())
}

/// Reads the vocabulary files alone.
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
    // A build of the whole site tells of links.
    let found = Folder { root: &folder, shown: "" }.files(&[], &mut Vec::new())?;
    for path in found.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let bytes = read_file(&path)?;
        let shown = join(&content, &format!("{VOCABULARY_FOLDER}/{}", relative(&folder, &path)));
        sources.extend(to_source(&shown, bytes, diagnostics));
    }
    Ok(sources)
}

/// Returns the content folder, relative to the site's; empty when a bare folder of notes is itself the content.
fn content_folder(site: &Path, config: &Config) -> String {
    let is_bare = !site.join(&config.content).is_dir() && !site.join(CONFIG_FILE).exists();
    if is_bare { String::new() } else { config.content.clone() }
}

/// Returns the folders that a build reads, whether or not they are there: the content and the themes.
pub fn read_folders(site: &Path, config: &Config) -> Vec<PathBuf> {
    vec![site.join(content_folder(site, config)), site.join(THEMES_FOLDER)]
}

/// A folder that is read.
#[derive(Clone, Copy)]
pub(crate) struct Folder<'a> {
    pub(crate) root: &'a Path,
    /// What messages call it: its path relative to the site's folder, empty when they are the same.
    pub(crate) shown: &'a str,
}

impl Folder<'_> {
    /// Returns where a file of it is, if it is the content folder; its path is relative to the site's. None if it is none of it.
    fn in_content(self, path: &Path) -> Option<PathBuf> {
        let within = path.strip_prefix(self.shown).ok()?;
        let is_of_site = self.shown.is_empty() && is_of_site(&within.to_string_lossy().replace('\\', "/"));
        (!is_of_site).then(|| self.root.join(within))
    }

    /// Returns the files under it, sorted, without hidden ones and what is in `skip`. A missing folder has none.
    ///
    /// A symbolic link is read only where it leads to a file within the folder: what somebody put into the content
    /// must not publish what is elsewhere on the machine, and a linked folder would publish its reports twice.
    fn files(self, skip: &[PathBuf], diagnostics: &mut Vec<Diagnostic>) -> io::Result<Vec<PathBuf>> {
        if !self.root.is_dir() {
            return Ok(Vec::new());
        }
        let visible = |entry: &walkdir::DirEntry| {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            entry.depth() == 0 || !(hidden || skip.iter().any(|skip| skip == entry.path()))
        };
        // The folder itself may be a link: that is the site's own doing.
        let real_root = self.root.canonicalize().map_err(|error| unread(self.root, &error))?;
        let mut paths = Vec::new();
        // Folder by folder, each in order, the files are in the order of their paths.
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
            } else if !entry.file_type().is_dir() {
                let file = join(self.shown, &relative(self.root, entry.path()));
                diagnostics.push(Diagnostic::warning("load::no-file").at(Place::file(&file)));
            }
        }
        Ok(paths)
    }

    /// Says that the name of a file or folder is not UTF-8. Two such names may be the same where they are made into text: one
    /// file would be taken for the other.
    fn name_problem(self, entry: &walkdir::DirEntry) -> Option<Diagnostic> {
        if entry.depth() == 0 || entry.file_name().to_str().is_some() {
            return None;
        }
        let file = join(self.shown, &relative(self.root, entry.path()));
        // As its bytes are: `"a\xFF.md"`.
        let name = format!("{:?}", entry.file_name());
        Some(Diagnostic::warning("load::name").with("name", name).at(Place::file(&file)))
    }
}

/// Returns why the link at `path` is not followed; none if it leads to a file within `root`.
fn link_problem(path: &Path, root: &Path) -> Option<Diagnostic> {
    let outside = Diagnostic::warning("load::link");
    let Ok(target) = path.canonicalize() else { return Some(outside.variant("broken")) };
    let is_hidden = |part: std::path::Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
    match target.strip_prefix(root) {
        Ok(inside) if inside.components().any(is_hidden) => Some(outside),
        Ok(_) if target.is_file() => None,
        Ok(_) if target.is_dir() => Some(outside.variant("folder")),
        Ok(_) => Some(Diagnostic::warning("load::no-file")),
        Err(_) => Some(outside),
    }
}

/// Whether a file of the site's folder is no content, where that folder is the content folder too.
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
        diagnostics.push(
            Diagnostic::error("load::no-theme")
                .with("theme", config.theme.as_str())
                .at(Place::file(CONFIG_FILE)),
        );
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

/// Makes a text of a file's bytes, or says why it is none.
fn to_source(path: &str, bytes: Vec<u8>, diagnostics: &mut Vec<Diagnostic>) -> Option<Source> {
    // UTF-16 begins with this mark: what Windows' Notepad called "Unicode".
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        diagnostics.push(Diagnostic::error("load::not-utf8").variant("utf-16").at(Place::file(path)));
        return None;
    }
    if bytes.contains(&0) {
        diagnostics.push(Diagnostic::error("load::binary").at(Place::file(path)));
        return None;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
            diagnostics.push(
                Diagnostic::error("load::not-utf8")
                    .with("line", line)
                    .with("byte", format!("0x{:02X}", bytes[valid]))
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

/// Reads a file. What is none – a pipe, a socket, a device – is not opened: reading it might never end.
///
/// # Errors
/// When there is none, or it cannot be read; the error names it.
pub(crate) fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let read = || {
        let mut bytes = Vec::new();
        open_file(path)?.read_to_end(&mut bytes).map(|_| bytes)
    };
    read().map_err(|error| unread(path, &error))
}

/// Opens a regular file to read it.
fn open_file(path: &Path) -> io::Result<File> {
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_file() || kind.is_dir() {
        return File::open(path);
    }
    Err(io_error(io::ErrorKind::Other, Message::new("reason_no-file")))
}

/// Returns the error of a folder that cannot be looked into, or that is gone meanwhile.
fn unlisted(root: &Path, error: walkdir::Error) -> io::Error {
    let path = error.path().unwrap_or(root).to_path_buf();
    unread(&path, &io::Error::from(error.into_io_error().map_or(io::ErrorKind::Other, |error| error.kind())))
}
