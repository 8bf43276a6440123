//! Output addresses that do not depend on the site: one stage makes the files, others link to them.

/// The service worker, at the root of the site because its scope is what lies below it.
pub(crate) const WORKER_FILE: &str = "sw.js";

/// The folder of the index in the output.
pub(crate) const INDEX_FOLDER: &str = "search";

/// The beginning of the paths of entry files.
const ENTRY_BEGINNING: &str = "search/index.";

/// The extension of the pack's files. They are gzip files but not named so: some servers would declare them
/// as encoded, and browsers would unpack them.
pub(crate) const PACK_EXTENSION: &str = "pack";

/// Returns the index file that pages in a language read first, and whose name does not change. It names the
/// folders of all languages, and holds what a search in its own language begins with.
pub(crate) fn entry_file(language: &str) -> String {
    format!("{ENTRY_BEGINNING}{language}.{PACK_EXTENSION}")
}

/// Whether an output file is an entry file.
pub(crate) fn is_entry_file(path: &str) -> bool {
    path.starts_with(ENTRY_BEGINNING)
}

/// Whether an output file belongs to the index.
pub(crate) fn is_pack_file(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension == PACK_EXTENSION)
}
