//! Watching the site's folder.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use super::{State, rebuild};
use crate::config::Config;
use crate::messages::{Message, io_error};
use crate::{Request, load};

/// How long to wait for more changes before building: editors and checkouts write in bursts.
const DEBOUNCE_MS: u64 = 60;

/// Watches what a build reads and builds again when it changes. Ends when the result is dropped.
///
/// # Errors
/// When the site's folder cannot be read or watched.
pub(super) fn watch(
    request: Request,
    state: State,
) -> io::Result<Debouncer<RecommendedWatcher, RecommendedCache>> {
    let root = request.site.canonicalize()?;
    let config = root.join(load::CONFIG_FILE);
    let lock = root.join(load::LOCK_FILE);
    let folders = load::read_folders(&root, &resolve(&request)?);
    let read = folders.clone();
    let handler = move |result: DebounceEventResult| {
        let Ok(events) = result else { return };
        let is_change = |kind: &EventKind| !matches!(kind, EventKind::Access(_) | EventKind::Other);
        let mut changed = events.iter().filter(|event| is_change(&event.kind)).flat_map(|event| &event.paths);
        let is_read = |path: &&PathBuf| {
            **path == config || **path == lock || read.iter().any(|folder| path.starts_with(folder))
        };
        if changed.any(|path| is_read(&path) && !is_temporary(path)) {
            rebuild(&request, &state);
        }
    };
    let mut debouncer =
        new_debouncer(Duration::from_millis(DEBOUNCE_MS), None, handler).map_err(watch_error)?;
    // The root by itself, for site.toml; editors replace the file, so it cannot be watched alone.
    debouncer.watch(&root, RecursiveMode::NonRecursive).map_err(watch_error)?;
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        debouncer.watch(folder, RecursiveMode::Recursive).map_err(watch_error)?;
    }
    Ok(debouncer)
}

fn resolve(request: &Request) -> io::Result<Config> {
    let ignored = &mut Vec::new();
    let source = load::load_config(&request.site, ignored)?;
    Ok(Config::resolve(source.as_ref(), "", &request.overrides, ignored))
}

/// Whether the path is of a hidden file or one that editors make while they save.
fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.starts_with(['.', '#']) || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp")
}

fn watch_error(error: notify::Error) -> io::Error {
    io_error(io::ErrorKind::Other, Message::new("io_watch").with("detail", error.to_string()))
}
