//! Postings to bits.

use super::super::bits::{BitWriter, Codewords, code_lengths, length};
use super::super::postings::{LENGTH_SHIFT, NORM_BITS, OTHER_NORM, REPEATED, SAME_REPORT, distance_bits};
use super::super::varint::put_slice;
use super::{FormRecord, PassagePosting};
use crate::schema::{FIELD_COUNT, PassageId};

/// How often each value of postings occurs: the more often, the shorter its code. Values that were not
/// counted can be written as well.
#[derive(Clone, Debug)]
pub struct PostingCounts {
    heads: Vec<u64>,
    norms: [[u64; 1 << NORM_BITS]; FIELD_COUNT],
}

impl Default for PostingCounts {
    fn default() -> Self {
        PostingCounts { heads: Vec::new(), norms: [[0; 1 << NORM_BITS]; FIELD_COUNT] }
    }
}

impl PostingCounts {
    /// Counts the values in the postings of a form. A sample of all forms is enough.
    pub fn add(&mut self, form: &FormRecord) {
        for (postings, norms) in form.fields.iter().zip(&mut self.norms) {
            each_pair(postings.iter(), |last, posting| {
                let head = head(last, posting);
                self.heads.resize(self.heads.len().max(head as usize + 1), 0);
                self.heads[head as usize] += 1;
                norms[usize::from(posting.norm)] += 1;
            });
        }
    }
}

/// Writes postings.
pub(super) struct PostingCoder {
    heads: Codewords,
    norms: [Codewords; FIELD_COUNT],
    reports: u32,
    /// The codes, as they are stored.
    pub(super) codes: Vec<u8>,
}

impl PostingCoder {
    /// Makes codes for a segment of `reports` reports, none of which has more than `passages_max` passages.
    pub(super) fn new(counts: &PostingCounts, reports: u32, passages_max: u32) -> PostingCoder {
        let mut heads = counts.heads.clone();
        let head_count = (length(passages_max) + 1) << LENGTH_SHIFT;
        heads.resize(heads.len().max(head_count as usize), 0);
        heads.iter_mut().for_each(|count| *count += 1);
        let mut norms = counts.norms;
        norms.iter_mut().for_each(|counts| counts[OTHER_NORM as usize] += 1);
        let heads = code_lengths(&heads);
        let norms = norms.each_ref().map(|counts| code_lengths(counts));
        let mut codes = Vec::new();
        std::iter::once(&heads).chain(&norms).for_each(|lengths| put_lengths(&mut codes, lengths));
        PostingCoder {
            heads: Codewords::new(&heads),
            norms: norms.each_ref().map(|lengths| Codewords::new(lengths)),
            reports,
            codes,
        }
    }

    /// Writes the postings of a field, without their number.
    pub(super) fn put(&self, out: &mut BitWriter, field: usize, postings: &[&PassagePosting]) {
        let distance_bits = distance_bits(self.reports, postings.len() as u32);
        each_pair(postings.iter().copied(), |last, posting| {
            let head = head(last, posting);
            self.heads.write(head, out);
            out.significant(number(last, posting), head >> LENGTH_SHIFT);
            if head & SAME_REPORT == 0 {
                let distance = posting.id.report - last.map_or(0, |last| last.report);
                out.unary(distance >> distance_bits);
                out.number(distance, distance_bits);
            }
            if head & REPEATED != 0 {
                out.unary(posting.positions.len() as u32 - 2);
            }
            self.put_norm(out, field, posting.norm);
        });
    }

    fn put_norm(&self, out: &mut BitWriter, field: usize, norm: u8) {
        let codes = &self.norms[field];
        let norm = u32::from(norm);
        if norm != OTHER_NORM && codes.has(norm) {
            codes.write(norm, out);
        } else {
            codes.write(OTHER_NORM, out);
            out.number(norm, NORM_BITS);
        }
    }
}

/// Calls `each` with every posting and with the passage of the one before.
fn each_pair<'a>(
    postings: impl Iterator<Item = &'a PassagePosting>,
    mut each: impl FnMut(Option<PassageId>, &'a PassagePosting),
) {
    let mut last = None;
    for posting in postings {
        each(last, posting);
        last = Some(posting.id);
    }
}

/// Returns the head of a posting that follows one in passage `last`.
fn head(last: Option<PassageId>, posting: &PassagePosting) -> u32 {
    let same_report = if is_same_report(last, posting) { SAME_REPORT } else { 0 };
    let repeated = if posting.positions.len() > 1 { REPEATED } else { 0 };
    length(number(last, posting)) << LENGTH_SHIFT | same_report | repeated
}

/// Returns the number of a posting's passage in its report, or its distance from the one before if both are
/// in the same report.
fn number(last: Option<PassageId>, posting: &PassagePosting) -> u32 {
    let from = last.filter(|_| is_same_report(last, posting)).map_or(0, |last| last.passage);
    posting.id.passage - from
}

fn is_same_report(last: Option<PassageId>, posting: &PassagePosting) -> bool {
    last.is_some_and(|last| last.report == posting.id.report)
}

/// Writes the lengths of codes, without trailing zeros.
fn put_lengths(out: &mut Vec<u8>, lengths: &[u8]) {
    let used = lengths.iter().rposition(|length| *length > 0).map_or(0, |last| last + 1);
    put_slice(out, &lengths[..used]);
}
