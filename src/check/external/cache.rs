//! The file that records which addresses answered, so that they are not requested again each day.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::messages::reason;
use crate::write::real_folder;

/// The path of the file, within the site's folder.
pub const FILE: &str = ".actas-cache/external-links.json";

/// The version of the file's format; a file of another version is ignored.
const VERSION: u32 = 1;

/// Which addresses answered, and when.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Cache {
    version: u32,
    links: BTreeMap<String, Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// When it was requested, in RFC 3339 format.
    checked: String,
    /// The status of the answer (RFC 9110, section 15).
    status: u16,
}

impl Default for Cache {
    fn default() -> Cache {
        Cache { version: VERSION, links: BTreeMap::new() }
    }
}

impl Cache {
    /// Reads the file; without one the cache is empty. An unreadable file counts as missing, and is reported.
    pub(super) fn read(path: &Path, diagnostics: &mut Vec<Diagnostic>) -> Cache {
        if path.parent().is_some_and(Path::is_symlink) {
            return Cache::default();
        }
        let file = path.display().to_string();
        let unread = Diagnostic::note("check::cache").with("file", file);
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Cache::default(),
            Err(_) => {
                diagnostics.push(unread);
                return Cache::default();
            }
        };
        let cache: Option<Cache> = serde_json::from_str(&text).ok();
        cache.filter(|cache| cache.version == VERSION).unwrap_or_else(|| {
            diagnostics.push(unread);
            Cache::default()
        })
    }

    /// Whether an address answered at most `age` ago. A time in the future does not count.
    pub(super) fn knows(&self, address: &str, now: Timestamp, age: SignedDuration) -> bool {
        self.links.get(address).is_some_and(|entry| entry.is_young(now, age))
    }

    /// Records that an address answered.
    pub(super) fn note(&mut self, address: &str, status: u16, now: Timestamp) {
        self.links.insert(address.to_owned(), Entry { checked: now.to_string(), status });
    }

    /// Removes entries that have expired.
    pub(super) fn forget_older(&mut self, now: Timestamp, age: SignedDuration) {
        self.links.retain(|_, entry| entry.is_young(now, age));
    }

    /// Writes the file atomically. A failure is reported as a diagnostic.
    pub(super) fn write(&self, path: &Path, diagnostics: &mut Vec<Diagnostic>) {
        let written = path.parent().map_or(Ok(()), |folder| self.write_in(folder, path));
        if let Err(error) = written {
            let unwritten = Diagnostic::note("check::cache").variant("unwritten");
            let file = path.display().to_string();
            diagnostics.push(unwritten.with("file", file).with("problem", reason(&error)));
        }
    }

    fn write_in(&self, folder: &Path, path: &Path) -> io::Result<()> {
        real_folder(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(serde_json::to_string_pretty(self)?.as_bytes())?;
        file.persist(path)?;
        Ok(())
    }
}

impl Entry {
    fn is_young(&self, now: Timestamp, age: SignedDuration) -> bool {
        let Ok(checked) = self.checked.parse::<Timestamp>() else { return false };
        let passed = now.duration_since(checked);
        !passed.is_negative() && passed < age
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_answered_counts_for_some_days() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let day = SignedDuration::from_hours(24);
        let mut cache = Cache::default();
        cache.note("https://a.org/", 200, at("2026-11-20T10:00:00Z"));
        assert!(cache.knows("https://a.org/", at("2026-11-21T09:59:59Z"), day));
        assert!(!cache.knows("https://a.org/", at("2026-11-21T10:00:00Z"), day));
        assert!(!cache.knows("https://a.org/", at("2026-11-20T09:00:00Z"), day), "a clock that went back");
        assert!(!cache.knows("https://a.org/b", at("2026-11-20T10:00:00Z"), day));
        cache.forget_older(at("2026-12-01T00:00:00Z"), day);
        assert!(cache.links.is_empty());
    }
}
