//! What keeps an operation from its answer: parts that it lacks, and damage.

use super::{PackError, Part};

/// What operations on a segment lacked, and whether any met with damage.
///
/// What is lacking or damaged counts as empty from there on, so that only whoever has asked for all must look
/// here: a question after each step is code that every reader would download.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    parts: Vec<Part>,
    damage: Option<PackError>,
}

impl Wants {
    /// Whether nothing was lacking and nothing damaged.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.damage.is_none()
    }

    /// Returns the parts that were lacking, each once.
    ///
    /// # Errors
    /// When anything was damaged.
    pub fn parts(&self) -> Result<&[Part], PackError> {
        self.damage.map_or(Ok(&self.parts), Err)
    }

    /// Adds a part that is lacking.
    pub fn insert(&mut self, part: Part) {
        if !self.parts.contains(&part) {
            self.parts.push(part);
        }
    }

    /// Notes damage, if there is any.
    pub(super) fn note(&mut self, damage: Option<PackError>) {
        self.damage = self.damage.or(damage);
    }
}
