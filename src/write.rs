//! Writes an output into a folder: all of it or nothing.
//!
//! The files of the new output are written, as they are made, into a staging folder beside the old one, and
//! the two are then swapped in one step. If the program ends before that step, the old output is unchanged;
//! after it, the new one is complete. Files in the folder that no build wrote are carried over. A folder that
//! cannot be swapped – because a disk is mounted there, or another user owns it – is filled in place.

mod in_place;
mod target;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use crate::messages::{Message, io_error, reason, unread};
use crate::mutex::locked;
use crate::output::{OutputTree, Sink};
use target::{Target, is_link};

/// In the output folder: the list of the files that a build wrote. Anything else there belongs to the user.
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

/// The folder next to the output where the new one is made. It is removed when dropped unless it was
/// published.
pub struct Staging {
    /// The output folder as the user named it, for messages.
    folder: PathBuf,
    target: Target,
    root: PathBuf,
    new: PathBuf,
    progress: Mutex<Progress>,
    /// Held until the end, so that no two builds write to the same place.
    _lock: File,
}

/// What was written so far.
#[derive(Default)]
struct Progress {
    files: BTreeSet<String>,
    folders: HashSet<String>,
    /// The first failure; nothing is written after it.
    error: Option<io::Error>,
}

impl Staging {
    /// Makes an empty folder for a new output of `folder`, which need not exist.
    ///
    /// # Errors
    /// When the staging folder cannot be made, or another build is writing to it.
    pub fn open(folder: &Path) -> io::Result<Staging> {
        let target = Target::find(folder)?;
        if target.is_fixed() {
            return Staging::within(folder, target);
        }
        let staging = Staging::in_root(folder, target.beside(), target)?;
        if staging.target.make_alike(&staging.new) {
            return Ok(staging);
        }
        // A replacement for the folder would have another owner, or lack its permissions.
        let target = staging.target.clone();
        drop(staging);
        Staging::within(folder, target)
    }

    /// Makes the staging folder in the output folder.
    fn within(folder: &Path, target: Target) -> io::Result<Staging> {
        Staging::in_root(folder, target.inside(), target)
    }

    fn in_root(folder: &Path, root: PathBuf, target: Target) -> io::Result<Staging> {
        // Users know the output folder, not the staging folder.
        let said = |error: io::Error| about(folder, &error);
        own_folder(&root).map_err(said)?;
        let lock = lock_file(&root.join("lock")).map_err(said)?;
        lock.try_lock().map_err(|_| invalid(folder, "io_in-use"))?;
        let new = root.join("new");
        // Left by an interrupted build, or the old output of a finished one.
        remove_if_there(&new)?;
        fs::create_dir(&new).map_err(said)?;
        let folder = folder.to_path_buf();
        Ok(Staging { folder, target, root, new, progress: Mutex::default(), _lock: lock })
    }

    /// Puts the new output in place of the old one, and returns how many files it has. Files of the old
    /// output that no build wrote are kept, and not counted.
    ///
    /// # Errors
    /// When a file could not be written. The old output is then unchanged, unless the folder is filled in
    /// place: then the next build repairs what this one left.
    pub fn publish(self) -> io::Result<usize> {
        let Progress { files, error, .. } = std::mem::take(&mut *locked(&self.progress));
        if let Some(error) = error {
            return Err(error);
        }
        let list: String = files.iter().map(|path| format!("{path}\n")).collect();
        self.write(MANIFEST, list.as_bytes())?;
        self.put_up(&files)?;
        Ok(files.len())
    }

    fn put_up(&self, files: &BTreeSet<String>) -> io::Result<()> {
        let place = self.target.path();
        let said = |error: io::Error| about(&self.folder, &error);
        if self.root == self.target.inside() {
            return in_place::put(&self.new, place, files);
        }
        if !place.exists() {
            return fs::rename(&self.new, place).map_err(said);
        }
        carry_over(place, &self.new, files)?;
        let mode = self.target.mode();
        match exchange(&self.new, place) {
            // Some systems do not tell in advance that a folder cannot be moved.
            Err(error) if target::is_of_fixed(&error) => in_place::put(&self.new, place, files),
            exchanged => exchanged.and_then(|()| target::set_mode(place, mode)).map_err(said),
        }
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let written = self.create(path).and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| about(&self.folder.join(path), &error))
    }

    /// Makes an empty file, and its parent folders.
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
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// Links (or copies) into `new` the files of `old` that no build wrote.
fn carry_over(old: &Path, new: &Path, files: &BTreeSet<String>) -> io::Result<()> {
    if !old.is_dir() {
        return Ok(());
    }
    let ours = listed(old)?;
    let is_of_others = |entry: &walkdir::DirEntry| entry.depth() != 1 || entry.file_name() != target::INSIDE;
    for entry in walkdir::WalkDir::new(old).into_iter().filter_entry(is_of_others) {
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

/// Returns the files in a folder that a build wrote.
fn listed(folder: &Path) -> io::Result<BTreeSet<String>> {
    match fs::read_to_string(folder.join(MANIFEST)) {
        Ok(list) => Ok(list.lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(about(folder, &error)),
    }
}

/// Swaps two folders, in one step where the system supports it.
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // Some file systems cannot swap folders; then two renames do it.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let aside = new.with_file_name("old");
    remove_if_there(&aside)?;
    fs::rename(old, &aside)?;
    fs::rename(new, old).inspect_err(|_| {
        // The old output is better than none.
        let _ = fs::rename(&aside, old);
    })
}

/// Writes a file atomically: it has either its old content or all of the new.
pub(crate) fn put_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let staged = path.with_file_name(format!(".{name}.{}", std::process::id()));
    // Left by a killed program with the same process number, or put there by somebody.
    let _ = fs::remove_file(&staged);
    let written = File::create_new(&staged)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&staged, path));
    written.inspect_err(|_| {
        // It would only be in the way.
        let _ = fs::remove_file(&staged);
    })
}

/// Makes a folder of the program's own among the user's files, unless it exists. A symbolic link of that name
/// is removed, since writing through it would write elsewhere.
pub(crate) fn own_folder(path: &Path) -> io::Result<()> {
    remove_link(path)?;
    fs::create_dir_all(path)
}

/// Opens a file for locking, creating it if it does not exist. A symbolic link of that name is removed.
pub(crate) fn lock_file(path: &Path) -> io::Result<File> {
    remove_link(path)?;
    File::options().write(true).create(true).truncate(false).open(path)
}

/// Makes a folder, unless it exists, for something the program can do without.
///
/// # Errors
/// When it cannot be made, or is a symbolic link, which would lead to files that are not the program's.
pub(crate) fn real_folder(path: &Path) -> io::Result<()> {
    if is_link(path) {
        return Err(io_error(io::ErrorKind::Other, Message::new("reason_link")));
    }
    fs::create_dir_all(path)
}

fn remove_link(path: &Path) -> io::Result<()> {
    // On Windows, a link to a folder is itself a folder.
    if is_link(path) { fs::remove_file(path).or_else(|_| fs::remove_dir(path)) } else { Ok(()) }
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

/// Returns the error of writing to `path`, with the path in its text.
pub(crate) fn about(path: &Path, error: &io::Error) -> io::Error {
    let path = path.display().to_string();
    io_error(error.kind(), Message::new("io_write").with("path", path).with("detail", reason(error)))
}
