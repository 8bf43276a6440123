//! The size of a site.

use serde::{Deserialize, Serialize};

/// The numbers of things in a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The number of reports, in all languages.
    pub reports: usize,
    /// The number of indexed passages, in all languages.
    pub passages: usize,
    /// The number of drafts left out, in all languages.
    pub drafts: usize,
}
