//! An output put into a folder: all of it or nothing.
//!
//! The files of the new output are written, as they are made, into a staging folder beside the old one, and the two
//! then change places in one step. Whenever the program ends before that step, the old output is as it was; after it, the new
//! one is complete. Files in the folder that no build wrote are carried over.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use crate::messages::{Message, io_error, reason, unread};
use crate::output::{OutputTree, Sink, locked};

/// In the output folder: the list of the files that a build wrote. Anything else there is not ours.
pub(crate) const MANIFEST: &str = ".actas-files";

/// Writes `tree` as the content of `folder`, which is made if it does not exist.
///
/// # Errors
/// When the folder cannot be written, or another build is writing to it. The old output is then as it was.
pub fn write(tree: &OutputTree, folder: &Path) -> io::Result<()> {
    let staging = Staging::open(folder)?;
    let files: Vec<(&str, &[u8])> = tree.iter().collect();
    files.par_iter().for_each(|(path, bytes)| staging.put(path, Cow::Borrowed(bytes)));
    staging.publish().map(drop)
}

/// The folder beside the output where the new one is made. Unless it is published, it goes when it is dropped.
pub struct Staging {
    /// The output folder.
    folder: PathBuf,
    root: PathBuf,
    new: PathBuf,
    progress: Mutex<Progress>,
    /// Held until the end: no two builds write to one place.
    _lock: File,
}

/// What was written so far.
#[derive(Default)]
struct Progress {
    files: BTreeSet<String>,
    folders: HashSet<String>,
    /// What went wrong first; nothing is written after it.
    error: Option<io::Error>,
}

impl Staging {
    /// Makes an empty folder for a new output of `folder`, which need not exist.
    ///
    /// # Errors
    /// When the folder beside the output cannot be made, or another build is writing to it.
    pub fn open(folder: &Path) -> io::Result<Staging> {
        let name = folder.file_name().ok_or_else(|| invalid(folder, "io_no-name"))?;
        if folder.exists() && !folder.is_dir() {
            return Err(invalid(folder, "io_is-a-file"));
        }
        let parent =
            folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut staging_name = std::ffi::OsString::from(".");
        staging_name.push(name);
        staging_name.push(".actas");
        let root = parent.join(staging_name);
        // People know the output folder, not what is made beside it.
        let said = |error: io::Error| about(folder, &error);
        fs::create_dir_all(&root).map_err(said)?;
        let lock = File::create(root.join("lock")).map_err(said)?;
        lock.try_lock().map_err(|_| invalid(folder, "io_in-use"))?;
        let new = root.join("new");
        // What an interrupted build left, or the old output of a finished one.
        remove_if_there(&new)?;
        fs::create_dir(&new).map_err(said)?;
        let folder = folder.to_path_buf();
        Ok(Staging { folder, root, new, progress: Mutex::default(), _lock: lock })
    }

    /// Puts the new output in the place of the old one, and returns how many files it has. Files of the old one that
    /// no build wrote are kept, and not counted.
    ///
    /// # Errors
    /// When a file could not be written. The old output is then as it was.
    pub fn publish(self) -> io::Result<usize> {
        let Progress { files, error, .. } = std::mem::take(&mut *locked(&self.progress));
        if let Some(error) = error {
            return Err(error);
        }
        let list: String = files.iter().map(|path| format!("{path}\n")).collect();
        self.write(MANIFEST, list.as_bytes())?;
        carry_over(&self.folder, &self.new, &files)?;
        if self.folder.exists() {
            exchange(&self.new, &self.folder).map_err(|error| about(&self.folder, &error))
        } else {
            fs::rename(&self.new, &self.folder).map_err(|error| about(&self.folder, &error))
        }?;
        Ok(files.len())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let written = self.create(path).and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| about(&self.folder.join(path), &error))
    }

    /// Makes an empty file, and the folders that it is in.
    fn create(&self, path: &str) -> io::Result<File> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !locked(&self.progress).folders.contains(folder) {
            fs::create_dir_all(self.new.join(folder))?;
            locked(&self.progress).folders.insert(folder.to_owned());
        }
        File::create(self.new.join(path))
    }
}

impl Sink for Staging {
    fn put(&self, path: &str, bytes: Cow<'_, [u8]>) {
        if locked(&self.progress).error.is_some() {
            return;
        }
        match self.write(path, &bytes) {
            Ok(()) => drop(locked(&self.progress).files.insert(path.to_owned())),
            Err(error) => drop(locked(&self.progress).error.get_or_insert(error)),
        }
    }

    fn copy(&self, path: &str, from: &Path) -> io::Result<()> {
        if locked(&self.progress).error.is_some() {
            return Ok(());
        }
        let mut from_file = File::open(from).map_err(|error| unread(from, &error))?;
        match self.create(path).and_then(|mut file| io::copy(&mut from_file, &mut file)) {
            Ok(_) => drop(locked(&self.progress).files.insert(path.to_owned())),
            Err(error) => {
                let error = about(&self.folder.join(path), &error);
                locked(&self.progress).error.get_or_insert(error);
            }
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now, the next build removes.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// Links (or copies) into `new` the files of `old` that no build wrote.
fn carry_over(old: &Path, new: &Path, files: &BTreeSet<String>) -> io::Result<()> {
    if !old.is_dir() {
        return Ok(());
    }
    let ours: BTreeSet<String> = match fs::read_to_string(old.join(MANIFEST)) {
        Ok(list) => list.lines().map(str::to_owned).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeSet::new(),
        Err(error) => return Err(about(old, &error)),
    };
    for entry in walkdir::WalkDir::new(old) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(old).to_path_buf();
            about(&path, &error.into())
        })?;
        let Ok(relative) = entry.path().strip_prefix(old) else { continue };
        let path = relative.to_string_lossy().replace('\\', "/");
        if entry.file_type().is_dir() || path == MANIFEST || ours.contains(&path) || files.contains(&path) {
            continue;
        }
        let target = new.join(relative);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|error| about(parent, &error))?;
        }
        let linked = fs::hard_link(entry.path(), &target);
        linked
            .or_else(|_| fs::copy(entry.path(), &target).map(drop))
            .map_err(|error| about(&target, &error))?;
    }
    Ok(())
}

/// Lets two folders change places, in one step where the system can do that.
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // Some file systems cannot exchange; then two steps must do.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let aside = new.with_file_name("old");
    remove_if_there(&aside)?;
    fs::rename(old, &aside)?;
    fs::rename(new, old).inspect_err(|_| {
        // Better the old output than none.
        let _ = fs::rename(&aside, old);
    })
}

/// Writes a file so that it is there whole or as it was.
pub(crate) fn put_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let staged = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = File::create(&staged)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&staged, path));
    written.inspect_err(|_| {
        // It would only be in the way.
        let _ = fs::remove_file(&staged);
    })
}

fn remove_if_there(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(about(folder, &error)),
        _ => Ok(()),
    }
}

fn invalid(folder: &Path, id: &'static str) -> io::Error {
    io_error(io::ErrorKind::Other, Message::new(id).with("path", folder.display().to_string()))
}

/// Returns the error of writing to `path`, with its name.
pub(crate) fn about(path: &Path, error: &io::Error) -> io::Error {
    let path = path.display().to_string();
    io_error(error.kind(), Message::new("io_write").with("path", path).with("detail", reason(error)))
}
