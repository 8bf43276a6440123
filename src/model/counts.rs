//! How much there is of a site.

use serde::{Deserialize, Serialize};

/// What a site holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Reports, over all languages.
    pub reports: usize,
    /// Passages indexed, over all languages.
    pub passages: usize,
    /// Documents that are left out as drafts, over all languages.
    pub drafts: usize,
}
