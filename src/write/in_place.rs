//! Puts an output into a folder that must stay where it is, file by file.
//!
//! New files come first, pages after what they need; then files that are gone are removed. Each file is
//! always complete, in its old or its new version. The list of files names those of both outputs as long as
//! both may be there, so that the next build knows what to remove whenever this one is interrupted.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::target::INSIDE;
use super::{MANIFEST, about, listed, own_folder, put_file, remove_if_there};
use crate::names::flaw;

/// Moves the `files` of the folder `new` into `folder`, and removes the files that an earlier build wrote
/// there.
pub(super) fn put(new: &Path, folder: &Path, files: &BTreeSet<String>) -> io::Result<()> {
    // The list may have been edited by anybody.
    let before: BTreeSet<String> = listed(folder)?.into_iter().filter(|path| flaw(path).is_none()).collect();
    let place = Place { folder, before: &before };
    files.iter().try_for_each(|path| place.look(path))?;
    place.list(before.union(files))?;
    let is_page = |path: &&String| path.ends_with(".html");
    let (pages, others): (Vec<&String>, Vec<&String>) = files.iter().partition(is_page);
    let mut made = HashSet::new();
    for path in others.into_iter().chain(pages) {
        place.make_way(path, &mut made)?;
        let to = folder.join(path);
        move_file(&new.join(path), &to, folder).map_err(|error| about(&to, &error))?;
    }
    before.difference(files).try_for_each(|path| place.remove(path))?;
    place.list(files.iter())
}

struct Place<'a> {
    folder: &'a Path,
    /// The files that a build wrote into it before.
    before: &'a BTreeSet<String>,
}

impl Place<'_> {
    /// Writes the list of files.
    fn list<'a>(&self, files: impl Iterator<Item = &'a String>) -> io::Result<()> {
        let list: String = files.map(|path| format!("{path}\n")).collect();
        let path = self.folder.join(MANIFEST);
        put_file(&path, list.as_bytes()).map_err(|error| about(&path, &error))
    }

    /// Returns the first part of the way to a file that exists but is not a folder.
    fn blocked(&self, path: &str) -> Option<String> {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let is_other =
            |folder: &&str| fs::symlink_metadata(self.folder.join(folder)).is_ok_and(|found| !found.is_dir());
        folders.into_iter().find(is_other).map(str::to_owned)
    }

    /// Checks that a file can be put at a path: that no file of the user is in its way.
    fn look(&self, path: &str) -> io::Result<()> {
        let to = self.folder.join(path);
        let is_folder = fs::symlink_metadata(&to).is_ok_and(|found| found.is_dir());
        let in_way = match self.blocked(path) {
            Some(blocked) => (!self.before.contains(&blocked)).then(|| self.folder.join(blocked)),
            None if is_folder => self.of_others(&to),
            None => None,
        };
        match in_way {
            Some(in_way) => Err(about(&in_way, &io::ErrorKind::AlreadyExists.into())),
            None => Ok(()),
        }
    }

    /// Returns a file in a folder that no build wrote, if there is one.
    fn of_others(&self, folder: &Path) -> Option<PathBuf> {
        let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
        let is_of_others = |path: &PathBuf| {
            let path = path.strip_prefix(self.folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
            !self.before.contains(&path)
        };
        let files = entries.filter(|entry| !entry.file_type().is_dir()).map(walkdir::DirEntry::into_path);
        files.into_iter().find(is_of_others)
    }

    /// Makes the folders of a file, replacing files of earlier builds. `made` collects the folders that
    /// exist.
    fn make_way(&self, path: &str, made: &mut HashSet<String>) -> io::Result<()> {
        let to = self.folder.join(path);
        let said = |error: io::Error| about(&to, &error);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !made.contains(folder) {
            if let Some(blocked) = self.blocked(path) {
                fs::remove_file(self.folder.join(blocked)).map_err(said)?;
            }
            fs::create_dir_all(self.folder.join(folder)).map_err(said)?;
            made.insert(folder.to_owned());
        }
        // Everything in it came from a build.
        if fs::symlink_metadata(&to).is_ok_and(|found| found.is_dir()) {
            remove_if_there(&to)
        } else {
            Ok(())
        }
    }

    /// Removes a file that is gone, and the folders that become empty.
    fn remove(&self, path: &str) -> io::Result<()> {
        let file = self.folder.join(path);
        // A path through a link leads out of this folder.
        if self.blocked(path).is_some() {
            return Ok(());
        }
        match fs::remove_file(&file) {
            // A folder of the new output may have its name now.
            Err(_) if file.is_dir() => return Ok(()),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(about(&file, &error)),
            _ => {}
        }
        let folders = file.ancestors().skip(1).take_while(|folder| *folder != self.folder);
        for folder in folders {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Moves a file to its place in one step, also from another disk.
fn move_file(from: &Path, to: &Path, folder: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let inside = folder.join(INSIDE);
            own_folder(&inside)?;
            let whole = inside.join("file");
            remove_if_there(&whole)?;
            fs::copy(from, &whole)?;
            fs::rename(&whole, to)?;
            fs::remove_dir(&inside)
        }
        moved => moved,
    }
}
