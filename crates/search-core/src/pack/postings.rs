//! Postings: which passages have a form in a field, how often, and where.

use super::bits::{Bits, Code};
use super::varint::Bytes;
use crate::schema::{FIELD_COUNT, PassageId};

/// In the head of a posting: the passage is in the same report as the one before.
pub(super) const SAME_REPORT: u32 = 1;
/// In the head of a posting: the term occurs more than once.
pub(super) const REPEATED: u32 = 2;
/// Above the flags of a head: how many bits the passage's number has, or its distance from the one before.
pub(super) const LENGTH_SHIFT: u32 = 2;
/// Stands for a quantised length without a code, which follows in eight bits. A field that contains a term
/// never has length 0.
pub(super) const OTHER_NORM: u32 = 0;
pub(super) const NORM_BITS: u32 = 8;

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
    /// The passage, and how often the term is in it.
    pub posting: Posting,
    /// The term's places among the words of the field, ascending.
    pub positions: Vec<u32>,
}

/// The codes for the values that make up postings.
#[derive(Clone, Debug, Default)]
pub(super) struct PostingCodes {
    heads: Code,
    /// For quantised lengths, by field.
    norms: [Code; FIELD_COUNT],
}

impl PostingCodes {
    pub(super) fn decode(bytes: &mut Bytes<'_>) -> PostingCodes {
        let mut codes = PostingCodes { heads: Code::new(bytes.slice()), ..PostingCodes::default() };
        for norm in &mut codes.norms {
            *norm = Code::new(bytes.slice());
        }
        codes
    }
}

/// Returns how many bits of the distance between two neighbours among `count` of `reports` reports are
/// written as they are (Rice 1979).
pub(super) fn distance_bits(reports: u32, count: u32) -> u32 {
    (reports / count.saturating_add(1)).max(1).ilog2()
}

/// Reads `count` postings of a field in a segment of the given number of reports.
pub(super) fn read_postings(
    bits: &mut Bits<'_>,
    codes: &PostingCodes,
    field: usize,
    reports: u32,
    count: u32,
) -> Vec<Posting> {
    let mut postings = Vec::new();
    let mut id = PassageId { report: 0, passage: 0 };
    let distance_bits = distance_bits(reports, count);
    for _ in 0..count {
        let head = codes.heads.read(bits);
        let number = bits.significant(head >> LENGTH_SHIFT);
        if head & SAME_REPORT != 0 {
            id.passage = id.passage.saturating_add(number);
        } else {
            let distance = bits.unary() << distance_bits | bits.number(distance_bits);
            id = PassageId { report: id.report.saturating_add(distance), passage: number };
        }
        let term_freq = if head & REPEATED != 0 { 2 + bits.unary() } else { 1 };
        let norm = match codes.norms[field].read(bits) {
            OTHER_NORM => bits.number(NORM_BITS),
            norm => norm,
        };
        if bits.is_damaged() {
            break;
        }
        postings.push(Posting { id, term_freq, norm: norm as u8 });
    }
    postings
}

/// Reads the positions of `postings`, each as its distance from the one before.
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
