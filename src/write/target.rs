//! Where an output folder is, and what must be preserved: its place, its owner, its permissions.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::invalid;

/// The staging folder within an output folder that is filled in place.
pub(super) const INSIDE: &str = ".actas-new";

/// The most links followed to reach a folder, as many as Linux follows.
const LINKS_MAX: usize = 40;

/// An output folder, after following any links that lead to it.
#[derive(Clone, Debug)]
pub(super) struct Target {
    path: PathBuf,
    name: OsString,
}

impl Target {
    /// Returns where the output folder `folder` is. It need not exist, nor what a link leads to.
    ///
    /// # Errors
    /// When it has no name, is a file, or is a link that leads nowhere or to a folder that contains the link.
    pub(super) fn find(folder: &Path) -> io::Result<Target> {
        // `..` and `.` may be any folder, including the site's.
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

    /// Returns the path of a staging folder next to it.
    pub(super) fn beside(&self) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".actas");
        parent(&self.path).join(name)
    }

    /// Returns the path of a staging folder within it.
    pub(super) fn inside(&self) -> PathBuf {
        self.path.join(INSIDE)
    }

    /// Whether it certainly cannot be moved, because a disk or another folder is mounted there.
    #[cfg(target_os = "linux")]
    pub(super) fn is_fixed(&self) -> bool {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        let stat = statx(CWD, &self.path, AtFlags::empty(), StatxFlags::empty());
        stat.is_ok_and(|stat| stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
            || self.is_other_disk()
    }

    /// Whether it certainly cannot be moved, because a disk is mounted there.
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

    /// Gives a new, empty folder the owner, the group and the permissions of this one, so that files put into
    /// it inherit them as they would here. Returns whether that succeeded and there are no further
    /// attributes, such as access control lists.
    #[cfg(unix)]
    pub(super) fn make_alike(&self, new: &Path) -> bool {
        use std::os::unix::fs::{MetadataExt, chown};
        let Ok(old) = fs::metadata(&self.path) else { return true };
        let is_own = fs::metadata(new).is_ok_and(|made| (made.uid(), made.gid()) == (old.uid(), old.gid()));
        if !is_own && chown(new, Some(old.uid()), Some(old.gid())).is_err() {
            return false;
        }
        let mode = usable(old.mode());
        // A user outside the group cannot make a folder inherit it: the system silently drops that bit.
        set_mode(new, Some(mode)).is_ok()
            && fs::metadata(new).is_ok_and(|made| made.mode() & RIGHTS == mode)
            && attributes(new) == attributes(&self.path)
    }

    #[cfg(not(unix))]
    pub(super) fn make_alike(&self, _new: &Path) -> bool {
        true
    }

    /// Returns its permissions, if it exists.
    #[cfg(unix)]
    pub(super) fn mode(&self) -> Option<u32> {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(&self.path).map(|old| old.mode() & RIGHTS).ok()
    }

    /// Returns `None`: permissions of folders are inherited from their parents.
    #[cfg(not(unix))]
    pub(super) fn mode(&self) -> Option<u32> {
        None
    }
}

/// The permission bits of a mode, including set-group-ID.
#[cfg(unix)]
const RIGHTS: u32 = 0o7777;

/// Returns permissions that include the owner's, without which nothing can be put into a folder.
#[cfg(unix)]
fn usable(mode: u32) -> u32 {
    (mode & RIGHTS) | 0o700
}

/// Gives a folder the permissions `mode`, if given and different.
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

/// Returns the names of a folder's extended attributes: access control lists, marks of its owner.
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

/// Whether a folder could not be swapped because it must stay where it is: something is mounted there, or it
/// is in a lower layer of an overlay.
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
