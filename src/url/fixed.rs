//! Addresses of the output that do not depend on the site: one stage makes what is there, others lead to it.

/// The service worker, at the root of the site because it serves what lies below it.
pub(crate) const WORKER_FILE: &str = "sw.js";

/// The folder of the index in the output.
pub(crate) const INDEX_FOLDER: &str = "search";

/// How the paths of entry files begin.
const ENTRY_BEGINNING: &str = "search/index.";

/// The extension of the pack's files. They are gzip files, but not called so: some servers would say that they unpacked them.
pub(crate) const PACK_EXTENSION: &str = "pack";

/// Returns the file of the index that pages in a language read first, and whose name does not change. It names the folders of
/// all languages, and has what a search in its own begins with.
pub(crate) fn entry_file(language: &str) -> String {
    format!("{ENTRY_BEGINNING}{language}.{PACK_EXTENSION}")
}

/// Whether a file of the output is one of those.
pub(crate) fn is_entry_file(path: &str) -> bool {
    path.starts_with(ENTRY_BEGINNING)
}

/// Whether a file of the output is one of the index.
pub(crate) fn is_pack_file(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension == PACK_EXTENSION)
}
