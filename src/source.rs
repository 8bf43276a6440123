//! A text of a site as it was read, and the names of the files with fixed places.

use std::sync::Arc;

/// The file with the site's settings.
pub const CONFIG_FILE: &str = "site.toml";

/// The file with the addresses that a site has published.
pub const LOCK_FILE: &str = "urls.lock";

/// A text file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path relative to the site's folder, with `/`.
    pub path: String,
    /// Its text, without a byte order mark and with `\n` line ends.
    pub text: Arc<str>,
}
