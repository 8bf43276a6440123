//! Puts the files of an import into the site: all of them or none.
//!
//! They are written into a staging folder beside their places, where no build sees them, with a list of their names.
//! Then each is linked to its place, the report last: until it is there, nothing of the import counts. What an import
//! that was killed has left, the next one into that folder takes away again.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::messages::{io_error, message};
use crate::write::{lock_file, own_folder, put_file};

/// The name of the staging folder.
const STAGING: &str = ".actas-import";
/// In it: the folder of the files, each by its name.
const FILES: &str = "files";
/// In it: the names of all files, the report first. It is there once the files are whole.
const LIST: &str = "list";
/// In it: locked by the import that is at work.
const LOCK: &str = "lock";
/// How often it is tried to get the staging folder for oneself, of which another import may just take its leave.
const TRIES_MAX: usize = 20;

/// The staging folder of an import at work, which goes when this is dropped.
pub(super) struct Staging {
    /// Where the files go.
    folder: PathBuf,
    root: PathBuf,
    _lock: File,
}

impl Staging {
    /// Makes a staging folder in `folder`, which need not exist. Waits for another import into it to end.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn open(folder: &Path) -> io::Result<Staging> {
        fs::create_dir_all(folder).map_err(|error| match error.kind() {
            // A file has the folder's name.
            io::ErrorKind::AlreadyExists => {
                io_error(io::ErrorKind::NotADirectory, message!("reason_no-folder"))
            }
            _ => error,
        })?;
        let root = folder.join(STAGING);
        for _ in 0..TRIES_MAX {
            match lock(&root) {
                Ok(lock) => return Ok(Staging { folder: folder.to_path_buf(), root, _lock: lock }),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Puts files into the folder, by name; the first is the report. None is put over another.
    ///
    /// # Errors
    /// When one cannot be written, or is there already. None is there then.
    pub(super) fn put(&self, files: &[(&str, &[u8])]) -> io::Result<()> {
        let staged = self.root.join(FILES);
        for (name, bytes) in files {
            let mut file = File::create(staged.join(name))?;
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        put_file(&self.root.join(LIST), names.join("\n").as_bytes())?;
        for (at, (name, bytes)) in files.iter().enumerate().rev() {
            place(&staged.join(name), &self.folder.join(name), bytes).inspect_err(|_| {
                // What cannot be taken away now, the next import cannot either.
                for (name, _) in &files[at + 1..] {
                    let _ = fs::remove_file(self.folder.join(name));
                }
            })?;
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now, the next import removes.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// Makes the folder `root` one's own, with an empty folder for files. What another import has left is taken away.
fn lock(root: &Path) -> io::Result<File> {
    own_folder(root)?;
    let lock = lock_file(&root.join(LOCK))?;
    lock.lock()?;
    let files = root.join(FILES);
    match fs::create_dir(&files) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            take_back(root)?;
            fs::create_dir(&files)?;
        }
        other => other?,
    }
    Ok(lock)
}

/// Takes away what an import that did not come to its end has put into its place.
fn take_back(root: &Path) -> io::Result<()> {
    let (staged, folder) = (root.join(FILES), root.parent().unwrap_or(Path::new("")));
    let list = match fs::read_to_string(root.join(LIST)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        other => other?,
    };
    // Anybody may have written the list.
    let is_name = |name: &str| Path::new(name).file_name().is_some_and(|own| own == name);
    let is_placed = |name: &str| is_name(name) && is_same(&staged.join(name), &folder.join(name));
    let mut names = list.lines();
    if names.next().is_some_and(|report| !is_placed(report)) {
        for name in names.filter(|name| is_placed(name)) {
            fs::remove_file(folder.join(name))?;
        }
    }
    fs::remove_dir_all(&staged)?;
    if list.is_empty() { Ok(()) } else { fs::remove_file(root.join(LIST)) }
}

/// Links a staged file to its place, or writes it there where a file can have one name alone.
fn place(staged: &Path, place: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::hard_link(staged, place) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            let mut file = OpenOptions::new().write(true).create_new(true).open(place)?;
            file.write_all(bytes).inspect_err(|_| {
                let _ = fs::remove_file(place);
            })
        }
        other => other,
    }
}

/// Whether two names are those of one file: one of the same content may be somebody else's.
#[cfg(unix)]
fn is_same(staged: &Path, place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |path: &Path| fs::symlink_metadata(path).map(|file| (file.dev(), file.ino())).ok();
    identity(staged).is_some_and(|file| identity(place) == Some(file))
}

/// Whether two files are the same, as far as can be told.
#[cfg(not(unix))]
fn is_same(staged: &Path, place: &Path) -> bool {
    matches!((fs::read(staged), fs::read(place)), (Ok(staged), Ok(place)) if staged == place)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES_PUT: [(&str, &[u8]); 3] =
        [("a.md", b"informe"), ("a.docx", b"original"), ("a-1.png", b"foto")];

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("readable");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Leaves what an import leaves that is killed when so many of its files are in their places.
    fn killed_after(placed: usize, folder: &Path) {
        let staging = Staging::open(folder).expect("writable");
        staging.put(&FILES_PUT).expect("writable");
        for (name, _) in FILES_PUT.iter().rev().skip(placed) {
            fs::remove_file(folder.join(name)).expect("placed");
        }
        // Nobody drops it.
        let Staging { root, _lock, .. } = &*std::mem::ManuallyDrop::new(staging);
        _lock.unlock().expect("unlocked");
        assert!(root.join(FILES).is_dir());
    }

    #[test]
    fn files_are_put_and_nothing_is_left_beside_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("b/c");
        Staging::open(&inner).expect("writable").put(&FILES_PUT).expect("writable");
        assert_eq!(names(&inner), ["a-1.png", "a.docx", "a.md"]);
        assert_eq!(fs::read(inner.join("a.docx")).expect("readable"), b"original");
    }

    #[test]
    fn what_a_killed_import_left_is_taken_back_unless_its_report_is_there() {
        for placed in 0..=3 {
            let folder = tempfile::tempdir().expect("a folder");
            killed_after(placed, folder.path());
            drop(Staging::open(folder.path()).expect("writable"));
            let expected: &[&str] = if placed == 3 { &["a-1.png", "a.docx", "a.md"] } else { &[] };
            assert_eq!(names(folder.path()), expected, "after {placed}");
        }
    }

    #[test]
    fn files_of_others_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        killed_after(0, folder.path());
        fs::write(folder.path().join("a.docx"), b"original").expect("writable");
        let staging = Staging::open(folder.path()).expect("writable");
        assert_eq!(staging.put(&FILES_PUT).expect_err("it is there").kind(), io::ErrorKind::AlreadyExists);
        drop(staging);
        assert_eq!(names(folder.path()), ["a.docx"]);
    }
}
