//! What prevents an answer: missing parts, and damage.

use super::{PackError, Part};

/// The parts that operations on a segment lacked, and any damage they met.
///
/// Missing or damaged parts count as empty from there on, so that only the caller that has asked for
/// everything needs to look here: a check after each step would be code that every reader downloads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    parts: Vec<Part>,
    damage: Option<PackError>,
}

impl Wants {
    /// Whether nothing was missing or damaged.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.damage.is_none()
    }

    /// Returns the missing parts, each once.
    ///
    /// # Errors
    /// When anything was damaged.
    pub fn parts(&self) -> Result<&[Part], PackError> {
        self.damage.map_or(Ok(&self.parts), Err)
    }

    /// Adds a missing part.
    pub fn insert(&mut self, part: Part) {
        if !self.parts.contains(&part) {
            self.parts.push(part);
        }
    }

    /// Records damage, if there is any.
    pub(super) fn note(&mut self, damage: Option<PackError>) {
        self.damage = self.damage.or(damage);
    }
}
