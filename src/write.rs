//! The output in memory put into a folder: all of it or nothing.
//!
//! The new output is written whole into a staging folder beside the old one, and the two then change places
//! in one step. Whenever the program ends before that step, the old output is as it was; after it, the new
//! one is complete. Files in the folder that no build wrote are carried over.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::output::OutputTree;

/// In the output folder: the list of the files that a build wrote. Anything else there is not ours.
const MANIFEST: &str = ".actas-files";

/// Writes `tree` as the content of `folder`, which is made if it does not exist.
///
/// # Errors
/// When the folder cannot be written, or another build is writing to it. The old output is then as it was.
pub fn write(tree: &OutputTree, folder: &Path) -> io::Result<()> {
    let staging = Staging::open(folder)?;
    staging.fill(tree)?;
    carry_over(folder, &staging.new, tree)?;
    staging.publish(folder)
}

/// The folder beside the output where the new one is made.
struct Staging {
    root: PathBuf,
    new: PathBuf,
    /// Held until the end: no two builds write to one place.
    _lock: File,
}

impl Staging {
    fn open(folder: &Path) -> io::Result<Staging> {
        let name = folder.file_name().ok_or_else(|| invalid(folder, "names no folder"))?;
        if folder.exists() && !folder.is_dir() {
            return Err(invalid(folder, "is a file, not a folder"));
        }
        let parent =
            folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut staging_name = std::ffi::OsString::from(".");
        staging_name.push(name);
        staging_name.push(".actas");
        let root = parent.join(staging_name);
        fs::create_dir_all(&root).map_err(|error| about(&root, &error))?;
        let lock = File::create(root.join("lock")).map_err(|error| about(&root, &error))?;
        lock.try_lock().map_err(|_| invalid(folder, "is being written by another build"))?;
        let new = root.join("new");
        // What an interrupted build left, or the old output of a finished one.
        remove_if_there(&new)?;
        fs::create_dir(&new).map_err(|error| about(&new, &error))?;
        Ok(Staging { root, new, _lock: lock })
    }

    fn fill(&self, tree: &OutputTree) -> io::Result<()> {
        let folders: BTreeSet<&str> =
            tree.iter().filter_map(|(path, _)| Some(path.rsplit_once('/')?.0)).collect();
        for folder in folders {
            fs::create_dir_all(self.new.join(folder)).map_err(|error| about(&self.new, &error))?;
        }
        let files: Vec<(&str, &[u8])> = tree.iter().collect();
        files.par_iter().try_for_each(|(path, bytes)| {
            let target = self.new.join(path);
            fs::write(&target, bytes).map_err(|error| about(&target, &error))
        })?;
        let mut manifest = File::create(self.new.join(MANIFEST))?;
        for (path, _) in files {
            writeln!(manifest, "{path}")?;
        }
        Ok(())
    }

    /// Puts the new output in the place of the old one.
    fn publish(self, folder: &Path) -> io::Result<()> {
        if folder.exists() {
            exchange(&self.new, folder).map_err(|error| about(folder, &error))?;
        } else {
            fs::rename(&self.new, folder).map_err(|error| about(folder, &error))?;
        }
        // The new output is in place; what cannot be removed now, the next build removes.
        let _ = fs::remove_dir_all(&self.root);
        Ok(())
    }
}

/// Links (or copies) into `new` the files of `old` that no build wrote.
fn carry_over(old: &Path, new: &Path, tree: &OutputTree) -> io::Result<()> {
    if !old.is_dir() {
        return Ok(());
    }
    let ours: BTreeSet<String> = match fs::read_to_string(old.join(MANIFEST)) {
        Ok(list) => list.lines().map(str::to_owned).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeSet::new(),
        Err(error) => return Err(about(old, &error)),
    };
    for entry in walkdir::WalkDir::new(old) {
        let entry = entry.map_err(io::Error::from)?;
        let Ok(relative) = entry.path().strip_prefix(old) else { continue };
        let path = relative.to_string_lossy().replace('\\', "/");
        if entry.file_type().is_dir() || path == MANIFEST || ours.contains(&path) || tree.get(&path).is_some()
        {
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

fn remove_if_there(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(about(folder, &error)),
        _ => Ok(()),
    }
}

fn invalid(folder: &Path, what: &str) -> io::Error {
    io::Error::other(format!("`{}` {what}", folder.display()))
}

fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot write `{}`: {error}", path.display()))
}
