//! Watches the site's folder.
//!
//! Events only say that something changed, and when; the builder waits until nothing has changed for a
//! moment, builds what is there, and goes on. So a checkout of a thousand files causes only one build, or a
//! few.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::{State, put_in, rebuild};
use crate::config::Config;
use crate::load;
use crate::messages::{Message, io_error};
use crate::pipeline::Request;
use crate::preview::Memory;
use crate::source::{CONFIG_FILE, LOCK_FILE};

/// How long nothing must change, in milliseconds, before the site is built: editors and checkouts write in
/// bursts.
const QUIET_MS: u64 = 25;

/// The longest time, in milliseconds, that a build is put off, so that a program which writes all the time
/// cannot prevent it.
const WAIT_MAX_MS: u64 = 1_000;

/// How often files are polled, in milliseconds.
const POLL_MS: u64 = 700;

/// A file that changed, and when that was noticed.
struct Change {
    path: PathBuf,
    at: Instant,
}

/// A watch on the files that a build reads.
pub(super) struct Watch {
    changes: Receiver<Change>,
    watched: Watched,
}

/// Starts watching the files that a build reads.
///
/// # Errors
/// When the site's folder cannot be read or watched.
pub(super) fn watch(request: &Request, poll: bool) -> io::Result<Watch> {
    let root = request.site.canonicalize()?;
    let (sender, changes) = channel();
    let config_file = root.join(CONFIG_FILE);
    let handler = move |result: notify::Result<notify::Event>| {
        let is_lost = result.as_ref().map_or(true, notify::Event::need_rescan);
        let is_change =
            |event: &notify::Event| !matches!(event.kind, EventKind::Access(_) | EventKind::Other);
        let paths = result.ok().filter(is_change).map(|event| event.paths).unwrap_or_default();
        let at = Instant::now();
        // If events were lost, anything may have changed. Sending fails only when the program is ending.
        let lost = is_lost.then(|| config_file.clone());
        paths.into_iter().chain(lost).for_each(|path| drop(sender.send(Change { path, at })));
    };
    let watcher: Box<dyn Watcher + Send> = if poll {
        let every = notify::Config::default().with_poll_interval(Duration::from_millis(POLL_MS));
        Box::new(PollWatcher::new(handler, every).map_err(watch_error)?)
    } else {
        Box::new(RecommendedWatcher::new(handler, notify::Config::default()).map_err(watch_error)?)
    };
    let mut watched = Watched { root, folders: Vec::new(), missing: BTreeSet::new(), watcher };
    // The root on its own, for site.toml; editors replace the file, so it cannot be watched alone.
    watched.watcher.watch(&watched.root, RecursiveMode::NonRecursive).map_err(watch_error)?;
    watched.update(request)?;
    Ok(Watch { changes, watched })
}

impl Watch {
    /// Applies each burst of changes to what is served, until the program ends.
    pub(super) fn follow(mut self, request: &Request, mut memory: Memory, state: &State) {
        let Watch { changes, watched } = &mut self;
        while let Some(burst) = next_burst(changes, |path| watched.is_read(path)) {
            // A new or restored folder must be watched again; `site.toml` may name other folders.
            if burst.paths.iter().any(|path| watched.changes_what_is_read(path)) {
                // Whatever cannot be read now becomes a diagnostic of the build, until a change fixes it.
                let _ = watched.update(request);
            }
            let paths =
                burst.paths.iter().map(|path| path.strip_prefix(&watched.root).map(Path::to_path_buf));
            let is_put_in = paths
                .collect::<Result<_, _>>()
                .is_ok_and(|paths| put_in(request, &mut memory, state, (&paths, burst.since)));
            if !is_put_in {
                rebuild(request, &mut memory, state, burst.since);
            }
        }
    }
}

/// Changes in short succession.
struct Burst {
    /// When the first was noticed.
    since: Instant,
    paths: BTreeSet<PathBuf>,
}

/// Waits for a change to a file that is read, and then until nothing has changed for a moment. Returns `None`
/// when no more changes will come.
fn next_burst(changes: &Receiver<Change>, is_read: impl Fn(&Path) -> bool) -> Option<Burst> {
    let first = loop {
        let change = changes.recv().ok()?;
        if is_read(&change.path) {
            break change;
        }
    };
    let mut burst = Burst { since: first.at, paths: BTreeSet::from([first.path]) };
    let latest = Instant::now() + Duration::from_millis(WAIT_MAX_MS);
    let mut quiet_at = Instant::now() + Duration::from_millis(QUIET_MS);
    loop {
        let wait = quiet_at.min(latest).saturating_duration_since(Instant::now());
        match changes.recv_timeout(wait) {
            Ok(change) if is_read(&change.path) => {
                burst.paths.insert(change.path);
                quiet_at = Instant::now() + Duration::from_millis(QUIET_MS);
            }
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return Some(burst),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        if Instant::now() >= latest {
            return Some(burst);
        }
    }
}

/// What is watched.
struct Watched {
    root: PathBuf,
    /// The folders that a build reads, whether or not they exist.
    folders: Vec<PathBuf>,
    /// Those that did not exist at the last look.
    missing: BTreeSet<PathBuf>,
    watcher: Box<dyn Watcher + Send>,
}

impl Watched {
    /// Finds out which folders a build reads, and watches those that exist.
    fn update(&mut self, request: &Request) -> io::Result<()> {
        self.folders = load::read_folders(&self.root, &resolve(request)?);
        self.missing.clear();
        for folder in &self.folders {
            if folder.is_dir() {
                self.watcher.watch(folder, RecursiveMode::Recursive).map_err(watch_error)?;
            } else {
                self.missing.insert(folder.clone());
            }
        }
        Ok(())
    }

    /// Whether a build reads the file at `path`.
    fn is_read(&self, path: &Path) -> bool {
        let in_root = [CONFIG_FILE, LOCK_FILE].iter().any(|name| self.root.join(name) == path);
        (in_root || self.folders.iter().any(|folder| path.starts_with(folder))) && !is_temporary(path)
    }

    fn changes_what_is_read(&self, path: &Path) -> bool {
        path == self.root.join(CONFIG_FILE)
            || self.folders.iter().any(|folder| folder == path)
            || !self.missing.is_empty()
    }
}

fn resolve(request: &Request) -> io::Result<Config> {
    let ignored = &mut Vec::new();
    let source = load::load_config(&request.site, ignored)?;
    Ok(Config::resolve(source.as_ref(), "", &request.overrides, ignored))
}

/// Whether the path is that of a hidden file, or of one that editors make while saving.
fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.starts_with(['.', '#', '~'])
        || name.ends_with('~')
        || [".swp", ".swx", ".tmp", ".bak"].iter().any(|end| name.ends_with(end))
}

fn watch_error(error: notify::Error) -> io::Error {
    io_error(io::ErrorKind::Other, Message::new("io_watch").with("detail", error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_gathered_and_what_is_not_read_is_passed_over() {
        let (sender, changes) = channel();
        let send = |name: &str| {
            sender.send(Change { path: name.into(), at: Instant::now() }).expect("somebody listens");
        };
        send("other");
        (0..50).for_each(|number| send(&format!("read{number}")));
        let burst = next_burst(&changes, |path| path.to_string_lossy().starts_with("read"));
        assert_eq!(burst.expect("changes").paths.len(), 50);
        drop(sender);
        assert!(next_burst(&changes, |_| true).is_none());
    }

    #[test]
    fn what_editors_make_while_they_save_is_no_change() {
        for name in [".a.md.swp", "a.md~", "#a.md#", "~$a.md", "a.md.tmp", ".goutputstream-1"] {
            assert!(is_temporary(Path::new(name)), "{name}");
        }
        assert!(!is_temporary(Path::new("content/a.md")));
    }
}
