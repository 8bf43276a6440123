//! Postings: which passages have a form in a field, how often, and where.

use super::varint::Bytes;
use crate::schema::PassageId;

/// In the code of a posting: the passage is of the same report as the one before.
pub(super) const SAME_REPORT: u32 = 1;
/// In the code of a posting: the term is there more than once.
pub(super) const REPEATED: u32 = 2;
/// What the distance is shifted by.
pub(super) const DISTANCE_SHIFT: u32 = 2;

/// One passage that has a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The passage.
    pub id: PassageId,
    /// How often the term is in the field.
    pub term_freq: u32,
    /// The field's quantised length; see [`crate::bm25::length_of_norm`].
    pub norm: u8,
}

/// One passage that has a term, and where in the field it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrences {
    /// The passage, and how often the term is there.
    pub posting: Posting,
    /// The places among the words of the field, ascending.
    pub positions: Vec<u32>,
}

/// Reads `count` postings: the codes of all, the frequencies of those that are repeated, the lengths of all.
pub(super) fn read_postings(bytes: &mut Bytes<'_>, count: u32) -> Vec<Posting> {
    let mut postings = Vec::new();
    let count = bytes.limited(count);
    let mut id = PassageId { report: 0, passage: 0 };
    for _ in 0..count {
        let code = bytes.u32();
        let distance = code >> DISTANCE_SHIFT;
        if code & SAME_REPORT != 0 {
            id.passage = bytes.further(id.passage, distance);
        } else {
            id.report = bytes.further(id.report, distance);
            id.passage = bytes.u32();
        }
        postings.push(Posting { id, term_freq: 1 + u32::from(code & REPEATED != 0), norm: 0 });
    }
    for posting in postings.iter_mut().filter(|posting| posting.term_freq > 1) {
        posting.term_freq = bytes.u32();
    }
    for (posting, norm) in postings.iter_mut().zip(bytes.take(count as usize)) {
        posting.norm = *norm;
    }
    postings
}

/// Reads the positions of `postings`, each the distance to the one before.
pub(super) fn read_positions(bytes: &mut Bytes<'_>, postings: &[Posting]) -> Vec<Occurrences> {
    let mut occurrences = Vec::new();
    for posting in postings {
        let mut positions = Vec::new();
        let mut position = 0u32;
        for _ in 0..bytes.limited(posting.term_freq) {
            let distance = bytes.u32();
            position = bytes.further(position, distance);
            positions.push(position);
        }
        occurrences.push(Occurrences { posting: *posting, positions });
    }
    occurrences
}
