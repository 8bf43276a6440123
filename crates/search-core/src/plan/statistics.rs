//! What scoring needs to know about all the segments in scope together.

use super::Plan;
use crate::analysis::Key;
use crate::pack::{Root, Segment, Wants};
use crate::schema::FIELD_COUNT;

/// What scoring needs to know about all the segments in scope together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// Passages in all.
    pub passages: u64,
    /// Tokens in all, by field.
    pub tokens: [u64; FIELD_COUNT],
    /// Passages that have each field.
    pub holders: [u64; FIELD_COUNT],
    /// How many passages each key is in, by field, over the segments whose plan has that key. In a segment of
    /// another language a name belongs to another family, so keys are identified by their text.
    doc_freqs: Vec<(String, [u64; FIELD_COUNT])>,
}

impl Statistics {
    /// Adds a segment: its size, and how frequent the keys of its plan are in it.
    pub fn add(&mut self, root: &Root, plan: &Plan, segment: &Segment, wants: &mut Wants) {
        self.passages += u64::from(root.passages);
        for field in 0..FIELD_COUNT {
            self.tokens[field] += root.tokens[field];
            self.holders[field] += root.holders[field];
        }
        for key in plan.searched_keys() {
            let Some(family) = segment.family(&key.family, wants) else { continue };
            let text = key.indexed_text();
            let place = self.place(&text).unwrap_or(self.doc_freqs.len());
            if place == self.doc_freqs.len() {
                self.doc_freqs.push((text, [0; FIELD_COUNT]));
            }
            for (sum, count) in self.doc_freqs[place].1.iter_mut().zip(&family.doc_freqs(key)) {
                *sum += u64::from(*count);
            }
        }
    }

    fn place(&self, text: &str) -> Option<usize> {
        self.doc_freqs.iter().position(|(known, _)| known == text)
    }

    /// Returns how many passages `key` is in, in the field of this number.
    pub fn doc_freq(&self, key: &Key, field: usize) -> u64 {
        self.doc_freq_of(&key.indexed_text(), field)
    }

    /// Returns the same for the key indexed under `text`.
    pub fn doc_freq_of(&self, text: &str, field: usize) -> u64 {
        self.place(text).map_or(0, |place| self.doc_freqs[place].1[field])
    }
}
