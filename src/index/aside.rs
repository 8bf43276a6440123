//! Sets tantivy's files aside: those of a large index would fill the memory, along with what they are made
//! from and what is made from them.
//!
//! Each is an unnamed temporary file, which the system removes when the program ends.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, FileHandle, OwnedBytes, RamDirectory, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};

use crate::mutex::locked;
use crate::texts::read_at;

/// How many bytes are buffered before they are written.
const BUFFER_BYTES: usize = 64 << 10;

/// A tantivy directory whose files are set aside, except for the small ones that it replaces.
#[derive(Clone, Debug, Default)]
pub(super) struct AsideDirectory {
    files: Arc<Mutex<BTreeMap<PathBuf, Arc<AsideFile>>>>,
    replaced: RamDirectory,
}

/// A complete file.
#[derive(Debug)]
struct AsideFile {
    file: File,
    bytes: usize,
}

impl HasLen for AsideFile {
    fn len(&self) -> usize {
        self.bytes
    }
}

impl FileHandle for AsideFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        read_at(&self.file, range.start as u64, range.len()).map(OwnedBytes::new)
    }
}

impl Directory for AsideDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match locked(&self.files).get(path) {
            Some(file) => Ok(Arc::<AsideFile>::clone(file)),
            None => self.replaced.get_file_handle(path),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        match locked(&self.files).remove(path) {
            Some(_) => Ok(()),
            None => self.replaced.delete(path),
        }
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(locked(&self.files).contains_key(path) || self.replaced.exists(path)?)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        if locked(&self.files).contains_key(path) {
            return Err(OpenWriteError::FileAlreadyExists(path.to_path_buf()));
        }
        let file =
            tempfile::tempfile().map_err(|error| OpenWriteError::wrap_io_error(error, path.to_path_buf()))?;
        let writer =
            Writer { path: path.to_path_buf(), file: Some(file), bytes: 0, files: self.files.clone() };
        Ok(BufWriter::with_capacity(BUFFER_BYTES, Box::new(writer)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.replaced.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.replaced.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.replaced.watch(callback)
    }
}

/// Writes a file that is set aside.
struct Writer {
    path: PathBuf,
    /// `None` once it is complete.
    file: Option<File>,
    bytes: usize,
    files: Arc<Mutex<BTreeMap<PathBuf, Arc<AsideFile>>>>,
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.file.as_mut().ok_or(io::ErrorKind::NotFound)?;
        let written = file.write(bytes)?;
        self.bytes += written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for Writer {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            let complete = Arc::new(AsideFile { file, bytes: self.bytes });
            locked(&self.files).insert(std::mem::take(&mut self.path), complete);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::NamedSegment;
    use super::super::tantivy_index::LanguageIndex;
    use super::*;

    #[test]
    fn an_index_that_is_set_aside_makes_the_same_files() {
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
        let request = crate::Request { site, ..crate::Request::default() };
        let (site, ..) = crate::build_indexes(&request).expect("readable");
        let language = &site.languages[0];
        let made = |directory: Box<dyn Directory>| {
            let index = LanguageIndex::build_in(directory, language, &site.terms).expect("tantivy works");
            let segment = NamedSegment::export(&index, &site, language).expect("tantivy works");
            let files = segment.files.into_iter().map(|file| (file.name, file.bytes));
            (segment.root, files.collect::<Vec<_>>())
        };
        let directory = AsideDirectory::default();
        let (root, files) = made(Box::new(directory.clone()));
        assert!(!locked(&directory.files).is_empty() && !files.is_empty());
        assert_eq!((root, files), made(Box::new(RamDirectory::create())));
    }

    #[test]
    fn files_are_there_when_they_are_complete() {
        let directory = AsideDirectory::default();
        let path = Path::new("a.idx");
        let mut writer = directory.open_write(path).expect("writable");
        writer.write_all("ñandú".as_bytes()).expect("writable");
        assert!(!directory.exists(path).expect("known"));
        writer.terminate().expect("writable");
        assert_eq!(&*directory.open_read(path).expect("there").read_bytes_slice(2..4).expect("there"), b"an");
        assert!(directory.open_write(path).is_err(), "it is there already");
        directory.delete(path).expect("there");
        assert!(directory.open_read(path).is_err() && directory.delete(path).is_err());
    }
}
