//! Where an output folder is, and what is to stay as it is of it: its place, its owner, its rights.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::invalid;

/// The staging folder within an output folder that is filled in place.
pub(super) const INSIDE: &str = ".actas-new";

/// The most links that are followed to a folder, as many as Linux follows.
const LINKS_MAX: usize = 40;

/// An output folder, behind whatever links lead to it.
#[derive(Clone, Debug)]
pub(super) struct Target {
    path: PathBuf,
    name: OsString,
}

impl Target {
    /// Returns where the output folder `folder` is. It need not exist, nor what a link leads to.
    ///
    /// # Errors
    /// When it has no name, is a file, or a link that leads nowhere, or to a folder that the link itself is in.
    pub(super) fn find(folder: &Path) -> io::Result<Target> {
        // `..` and `.` may be any folder, that of the site among them.
        folder.file_name().ok_or_else(|| invalid(folder, "io_no-name"))?;
        if folder.exists() && !folder.is_dir() {
            return Err(invalid(folder, "io_is-a-file"));
        }
        let mut path = folder.to_path_buf();
        for _ in 0..LINKS_MAX {
            let Ok(next) = fs::read_link(&path) else { break };
            path = parent(&path).join(next);
        }
        if is_link(folder) {
            path = path.canonicalize().unwrap_or(path);
            let is_around = parent(folder).canonicalize().is_ok_and(|own| own.starts_with(&path));
            if is_link(&path) || is_around {
                return Err(invalid(folder, "io_link-around"));
            }
        }
        let name = path.file_name().ok_or_else(|| invalid(folder, "io_no-name"))?.to_owned();
        Ok(Target { path, name })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the place of a staging folder beside it.
    pub(super) fn beside(&self) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".actas");
        parent(&self.path).join(name)
    }

    /// Returns the place of a staging folder within it.
    pub(super) fn inside(&self) -> PathBuf {
        self.path.join(INSIDE)
    }

    /// Whether it is known that it cannot change its place, since a disk or another folder is mounted there.
    #[cfg(target_os = "linux")]
    pub(super) fn is_fixed(&self) -> bool {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        let stat = statx(CWD, &self.path, AtFlags::empty(), StatxFlags::empty());
        stat.is_ok_and(|stat| stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
            || self.is_other_disk()
    }

    /// Whether it is known that it cannot change its place, since a disk is mounted there.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn is_fixed(&self) -> bool {
        self.is_other_disk()
    }

    #[cfg(unix)]
    fn is_other_disk(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Path| fs::metadata(path).map(|of| of.dev()).ok();
        device(&self.path).is_some_and(|own| device(parent(&self.path)).is_some_and(|other| other != own))
    }

    #[cfg(not(unix))]
    fn is_other_disk(&self) -> bool {
        false
    }

    /// Gives a new, empty folder the owner, the group and the rights of this one, so that what is put into it inherits them as
    /// it would here. Returns whether it could, and there are no others, like lists of access.
    #[cfg(unix)]
    pub(super) fn make_alike(&self, new: &Path) -> bool {
        use std::os::unix::fs::{MetadataExt, chown};
        let Ok(old) = fs::metadata(&self.path) else { return true };
        let is_own = fs::metadata(new).is_ok_and(|made| (made.uid(), made.gid()) == (old.uid(), old.gid()));
        if !is_own && chown(new, Some(old.uid()), Some(old.gid())).is_err() {
            return false;
        }
        let mode = usable(old.mode());
        // Whoever is not of the group cannot have a folder inherit it: the system leaves that out and says nothing.
        set_mode(new, Some(mode)).is_ok()
            && fs::metadata(new).is_ok_and(|made| made.mode() & RIGHTS == mode)
            && attributes(new) == attributes(&self.path)
    }

    #[cfg(not(unix))]
    pub(super) fn make_alike(&self, _new: &Path) -> bool {
        true
    }

    /// Returns its rights, if it is there.
    #[cfg(unix)]
    pub(super) fn mode(&self) -> Option<u32> {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(&self.path).map(|old| old.mode() & RIGHTS).ok()
    }

    /// Returns nothing: rights of folders are inherited from those around them.
    #[cfg(not(unix))]
    pub(super) fn mode(&self) -> Option<u32> {
        None
    }
}

/// The bits of a mode that are rights, those to inherit the group among them.
#[cfg(unix)]
const RIGHTS: u32 = 0o7777;

/// Returns rights with those of the owner, without which nothing can be put into a folder.
#[cfg(unix)]
fn usable(mode: u32) -> u32 {
    (mode & RIGHTS) | 0o700
}

/// Gives a folder the rights `mode`, if there are any and it has others.
#[cfg(unix)]
pub(super) fn set_mode(folder: &Path, mode: Option<u32>) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let Some(mode) = mode else { return Ok(()) };
    if fs::metadata(folder)?.mode() & RIGHTS == mode {
        return Ok(());
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn set_mode(_folder: &Path, _mode: Option<u32>) -> io::Result<()> {
    Ok(())
}

/// Returns the names of what else is kept of a folder: lists of access, marks of its owner's.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn attributes(folder: &Path) -> Vec<u8> {
    let mut names = vec![0; rustix::fs::listxattr_query(folder).unwrap_or(0)];
    let len = rustix::fs::listxattr(folder, names.as_mut_slice()).unwrap_or(0);
    names.truncate(len);
    names
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "macos"))))]
fn attributes(_folder: &Path) -> Vec<u8> {
    Vec::new()
}

/// Whether a folder could not change places because it is to stay where it is: something is mounted there, or it is in a lower
/// layer of an overlay.
pub(super) fn is_of_fixed(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices)
}

/// Whether a path is that of a symbolic link.
pub(super) fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
