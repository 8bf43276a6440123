//! Files of the content as last read, so that the preview reads only those that changed.
//!
//! A file counts as unchanged if its size, times and inode are the same. Times are coarse, so a file that was
//! written shortly before it was read is read again.

use std::ffi::OsString;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rustc_hash::FxHashMap;

use super::{
    Attachment, Folder, Source, VOCABULARY_FOLDER, is_in_folder, join, read_file, relative, to_source,
};
use crate::config::is_document;
use crate::diagnostic::Diagnostic;
use crate::messages::unread;

/// How long before it is read a file must have been written for its time to be trusted, where times are in
/// seconds: FAT stores only every second one.
const COARSE: Duration = Duration::from_secs(2);

/// The same for finer times: they come from a clock that ticks at least a hundred times a second.
const FINE: Duration = Duration::from_millis(20);

/// The content that was read.
#[derive(Default)]
pub struct Kept {
    /// By path, as strings: comparing paths part by part takes longer than checking whether a file has
    /// changed.
    pub(super) files: FxHashMap<OsString, Arc<KeptFile>>,
}

/// A file as it was read.
pub(super) struct KeptFile {
    path: PathBuf,
    /// Its inode number, the same for hard links to it; 0 on Windows.
    number: u64,
    /// Its metadata; `None` if it might not change when the file is written right afterwards.
    stamp: Option<Stamp>,
    /// What it is; `None` for a file that should be text but is not.
    pub(super) content: Option<Part>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A part of the content.
pub(super) enum Part {
    Document(Source),
    Vocabulary(Source),
    Attachment(Attachment),
}

/// The metadata of a file: when any of it changes, the file may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    bytes: u64,
    modified: SystemTime,
    /// The inode number, and when the inode was last changed in seconds and nanoseconds: a file that replaces
    /// it differs, even with the same size and time. Not on Windows.
    inode: (u64, i64, i64),
}

impl Kept {
    /// Returns a file, reading it again if it may have changed.
    pub(super) fn read(&self, content: Folder<'_>, path: PathBuf) -> io::Result<Arc<KeptFile>> {
        let now = SystemTime::now();
        let stamp = Stamp::read(&path)?;
        if let Some(known) = self.files.get(path.as_os_str()).filter(|known| known.stamp == Some(stamp)) {
            return Ok(Arc::clone(known));
        }
        let mut diagnostics = Vec::new();
        let relative = relative(content.root, &path);
        let (shown, lower) = (join(content.shown, &relative), relative.to_lowercase());
        let part = if is_document(&relative) {
            to_source(&shown, read_file(&path)?, &mut diagnostics).map(Part::Document)
        } else if is_in_folder(&relative, VOCABULARY_FOLDER) && lower.ends_with(".toml") {
            to_source(&shown, read_file(&path)?, &mut diagnostics).map(Part::Vocabulary)
        } else {
            Some(Part::Attachment(Attachment::look(relative, path.clone())?))
        };
        let number = stamp.inode.0;
        let stamp = stamp.is_telling(now).then_some(stamp);
        Ok(Arc::new(KeptFile { path, number, stamp, content: part, diagnostics }))
    }

    /// Reads a document again, at a path relative to the site's folder. Returns `None` if it was not a
    /// document before, cannot be read now, or another file is a link to it, which then has changed as well.
    pub(crate) fn read_again(&mut self, content: Folder<'_>, path: &Path) -> Option<Source> {
        let path = content.in_content(path)?;
        let is_good =
            |file: &KeptFile| file.diagnostics.is_empty() && matches!(file.content, Some(Part::Document(_)));
        if path.is_symlink() || !self.files.get(path.as_os_str()).is_some_and(|known| is_good(known)) {
            return None;
        }
        let file = self.read(content, path).ok().filter(|file| is_good(file))?;
        if self.files.values().any(|other| other.is_link_to(&file)) {
            return None;
        }
        self.keep(Arc::clone(&file));
        match &file.content {
            Some(Part::Document(source)) => Some(source.clone()),
            _ => None,
        }
    }

    /// Whether there is nothing at a path of the content, relative to the site's folder, and was nothing when
    /// it was last read: an editor had a temporary file there while saving.
    pub(crate) fn never_had(&self, content: Folder<'_>, path: &Path) -> bool {
        let Some(path) = content.in_content(path) else { return false };
        let is_gone = path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        is_gone && !self.files.values().any(|known| known.path.starts_with(&path))
    }

    pub(super) fn keep(&mut self, file: Arc<KeptFile>) {
        self.files.insert(file.path.clone().into_os_string(), file);
    }
}

impl KeptFile {
    /// Whether it is the same file as another, under another path.
    fn is_link_to(&self, other: &KeptFile) -> bool {
        if self.path == other.path {
            return false;
        }
        if cfg!(unix) { self.number == other.number } else { self.path.is_symlink() }
    }
}

impl Stamp {
    /// Returns the metadata of a file, or of the target of a link.
    ///
    /// # Errors
    /// When it does not exist.
    pub fn read(path: &Path) -> io::Result<Stamp> {
        let metadata = std::fs::metadata(path).map_err(|error| unread(path, &error))?;
        Stamp::of(&metadata)
    }

    fn of(metadata: &Metadata) -> io::Result<Stamp> {
        #[cfg(unix)]
        let inode = {
            use std::os::unix::fs::MetadataExt;
            (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let inode = (0, 0, 0);
        Ok(Stamp { bytes: metadata.len(), modified: metadata.modified()?, inode })
    }

    /// Whether writing to a file with this stamp from `now` on would change the stamp.
    pub fn is_telling(&self, now: SystemTime) -> bool {
        let (_, seconds, nanoseconds) = self.inode;
        let (seconds, nanoseconds) =
            (u64::try_from(seconds).unwrap_or(0), u64::try_from(nanoseconds).unwrap_or(0));
        let changed =
            SystemTime::UNIX_EPOCH + Duration::from_secs(seconds) + Duration::from_nanos(nanoseconds);
        let latest = changed.max(self.modified);
        let since_epoch = latest.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let needed = if since_epoch.subsec_nanos() == 0 { COARSE } else { FINE };
        now.duration_since(latest).is_ok_and(|age| age > needed)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(kept: &mut Kept, root: &Path, path: &Path) -> (String, bool) {
        let file = kept.read(Folder { root, shown: "content" }, path.to_path_buf()).expect("readable");
        let Some(Part::Document(source)) = &file.content else { panic!("no document") };
        let told = (source.text.to_string(), file.stamp.is_some());
        kept.keep(file);
        told
    }

    #[test]
    fn a_file_is_read_again_when_anything_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        let mut kept = Kept::default();
        fs::write(&path, "one").expect("writable");
        assert_eq!(read(&mut kept, folder.path(), &path), ("one".to_owned(), false), "written just now");
        fs::write(&path, "two").expect("writable");
        assert_eq!(read(&mut kept, folder.path(), &path).0, "two");

        // As if it had been read long after it was written.
        let metadata = fs::metadata(&path).expect("there");
        let stamp = Stamp::of(&metadata).expect("times are kept");
        let source = Source { path: "content/a.md".to_owned(), text: "kept".into() };
        kept.keep(Arc::new(KeptFile {
            path: path.clone(),
            number: stamp.inode.0,
            stamp: Some(stamp),
            content: Some(Part::Document(source)),
            diagnostics: Vec::new(),
        }));
        assert_eq!(read(&mut kept, folder.path(), &path).0, "kept", "nothing was written since");
        // Another file with the same size and time in its place.
        let other = folder.path().join("b.md");
        fs::write(&other, "six").expect("writable");
        let file = fs::File::options().write(true).open(&other).expect("there");
        file.set_modified(metadata.modified().expect("kept")).expect("times can be set");
        fs::rename(&other, &path).expect("renamed");
        assert_eq!(read(&mut kept, folder.path(), &path).0, "six");
    }

    /// Makes a site with one report, which has been read.
    fn site() -> (tempfile::TempDir, PathBuf, Kept) {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, mut kept) = (folder.path().join("content"), Kept::default());
        let path = root.join("reports/a.md");
        fs::create_dir_all(root.join("reports")).expect("writable");
        fs::write(&path, "one").expect("writable");
        read(&mut kept, &root, &path);
        (folder, root, kept)
    }

    #[test]
    fn a_document_is_read_again_unless_it_is_more_than_one() {
        let (_folder, root, mut kept) = site();
        let path = root.join("reports/a.md");
        fs::write(&path, "two").expect("writable");
        let again = |kept: &mut Kept, name: &str| {
            let source = kept.read_again(Folder { root: &root, shown: "content" }, Path::new(name));
            source.map(|source| source.text.to_string())
        };
        assert_eq!(again(&mut kept, "content/reports/a.md").as_deref(), Some("two"));
        for never in ["content/b.md", "site.toml", "../content/reports/a.md"] {
            assert_eq!(again(&mut kept, never), None, "{never}");
        }
        let link = root.join("link.md");
        fs::hard_link(&path, &link).expect("a link");
        read(&mut kept, &root, &link);
        #[cfg(unix)]
        assert_eq!(again(&mut kept, "content/reports/a.md"), None, "the link has changed as well");
    }

    #[test]
    fn what_was_there_only_while_an_editor_saved_was_never_there() {
        let (_folder, root, kept) = site();
        let never_had =
            |name: &str| kept.never_had(Folder { root: &root, shown: "content" }, Path::new(name));
        assert!(never_had("content/reports/4913"));
        assert!(!never_had("content/reports/a.md") && !never_had("site.toml") && !never_had("themes/x.html"));
        fs::remove_dir_all(root.join("reports")).expect("removed");
        assert!(!never_had("content/reports/a.md") && !never_had("content/reports"));
    }
}
