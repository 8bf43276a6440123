//! Watching the site's folder.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use super::{State, rebuild};
use crate::Request;

/// How long to wait for more changes before building: editors and checkouts write in bursts.
const DEBOUNCE_MS: u64 = 60;

/// The folders and files of a site that a build reads, apart from the content folder of its own name.
const THEMES_FOLDER: &str = "themes";
const CONFIG_FILE: &str = "site.toml";

/// Watches the site's folder and builds again when a source changes. Ends when the result is dropped.
///
/// # Errors
/// When the folder cannot be watched.
pub(super) fn watch(
    request: Request,
    state: State,
) -> io::Result<Debouncer<RecommendedWatcher, RecommendedCache>> {
    let root = request.site.canonicalize()?;
    let watched = watched_paths(&root);
    let handler = move |result: DebounceEventResult| {
        let Ok(events) = result else { return };
        let is_change = |kind: &EventKind| !matches!(kind, EventKind::Access(_) | EventKind::Other);
        let changed = events.iter().filter(|event| is_change(&event.kind)).flat_map(|event| &event.paths);
        if changed.into_iter().any(|path| is_source(path)) {
            rebuild(&request, &state);
        }
    };
    let mut debouncer =
        new_debouncer(Duration::from_millis(DEBOUNCE_MS), None, handler).map_err(watch_error)?;
    // The root alone for site.toml and new folders; below it only what is read, not target/ or public/.
    debouncer.watch(&root, RecursiveMode::NonRecursive).map_err(watch_error)?;
    for path in watched {
        debouncer.watch(&path, RecursiveMode::Recursive).map_err(watch_error)?;
    }
    Ok(debouncer)
}

/// Returns the folders that are watched with all that is in them.
fn watched_paths(root: &Path) -> Vec<PathBuf> {
    let has_config = root.join(CONFIG_FILE).exists();
    let Ok(entries) = root.read_dir() else { return Vec::new() };
    let folders = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
    let is_read = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let built = ["target", "public", "node_modules", "src", "crates"].contains(&name.as_str());
        !name.starts_with('.') && (!has_config || name == THEMES_FOLDER || !built)
    };
    folders.filter(is_read).collect()
}

/// Whether a change of this path can change the site: no hidden or temporary file of an editor.
fn is_source(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    !(name.starts_with('.')
        || name.starts_with('#')
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".tmp"))
}

fn watch_error(error: notify::Error) -> io::Error {
    io::Error::other(format!("cannot watch the site's folder: {error}"))
}
