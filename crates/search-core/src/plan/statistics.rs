//! What scoring needs to know of all the segments in scope together.

use super::{Plan, doc_freqs};
use crate::analysis::Key;
use crate::pack::{PackError, Root, Segment, Wants};
use crate::schema::FIELD_COUNT;
use crate::sorted::SortedMap;

/// What scoring needs to know of all the segments in scope together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// Passages in all.
    pub passages: u64,
    /// Tokens in all, by field.
    pub tokens: [u64; FIELD_COUNT],
    /// Passages that have each field.
    pub holders: [u64; FIELD_COUNT],
    /// In how many passages each key is, by field, over the segments whose plan has that key. A name lies in
    /// another family in a segment of another language, so keys are told by their text.
    pub doc_freqs: SortedMap<String, [u64; FIELD_COUNT]>,
}

impl Statistics {
    /// Adds a segment: its size, and how frequent the keys of its plan are in it.
    ///
    /// # Errors
    /// When a part is damaged.
    pub fn add(
        &mut self,
        root: &Root,
        plan: &Plan,
        segment: &Segment,
        wants: &mut Wants,
    ) -> Result<(), PackError> {
        self.passages += u64::from(root.passages);
        for (sum, count) in self.tokens.iter_mut().zip(root.tokens) {
            *sum += count;
        }
        for (sum, count) in self.holders.iter_mut().zip(root.holders) {
            *sum += count;
        }
        for key in plan.searched_keys().keys() {
            let found = doc_freqs(segment, key, wants)?;
            let sums = self.doc_freqs.entry(key.indexed_text());
            for (sum, count) in sums.iter_mut().zip(found) {
                *sum += u64::from(count);
            }
        }
        Ok(())
    }

    /// Returns in how many passages `key` is, in the field of this number.
    pub fn doc_freq(&self, key: &Key, field: usize) -> u64 {
        self.doc_freqs.get(&key.indexed_text()).map_or(0, |counts| counts[field])
    }
}
