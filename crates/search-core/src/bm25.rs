//! BM25 with quantised lengths, as tantivy 0.27 computes it (Robertson and Zaragoza 2009; the idf with
//! Lucene's `1 +`). All arithmetic is in `f32`, in tantivy's order, so that scores agree.

/// Term frequency saturation.
const K1: f32 = 1.2;
/// Weight of length normalisation.
const B: f32 = 0.75;

/// Returns the inverse document frequency of a term found in `doc_freq` of `doc_count` passages.
pub fn idf(doc_freq: u64, doc_count: u64) -> f32 {
    let doc_freq = doc_freq.min(doc_count);
    let x = ((doc_count - doc_freq) as f32 + 0.5) / (doc_freq as f32 + 0.5);
    (1.0 + x).ln()
}

/// Returns the length (in tokens) that a quantised length stands for.
///
/// Lengths up to 40 are exact; from there three bits of mantissa are kept, as in Lucene's `SmallFloat`
/// and tantivy's field norm table.
pub fn length_of_norm(norm: u8) -> u32 {
    const EXACT: u32 = 24;
    let norm = u32::from(norm);
    if norm < EXACT {
        return norm;
    }
    let code = norm - EXACT;
    let (bits, shift) = (code & 7, code >> 3);
    let value = if shift == 0 { bits } else { (bits | 8) << (shift - 1).min(31) };
    EXACT.saturating_add(value)
}

/// Returns the average length of a field, in tokens, over the passages that have it. (Over all passages, a
/// title would seem twenty times too long: only the head of a report has one.) It is rounded so that it can
/// be handed to tantivy, which divides a whole number of tokens by the number of all passages.
pub fn average_length(tokens: u64, holders: u64, passages: u64) -> f32 {
    spread_tokens(tokens, holders, passages) as f32 / passages as f32
}

/// Returns how many tokens there would be if every passage had the field.
pub fn spread_tokens(tokens: u64, holders: u64, passages: u64) -> u64 {
    (tokens.saturating_mul(passages)).checked_div(holders).unwrap_or(0)
}

/// Scores one term (or phrase) in one field over the segments in scope.
#[derive(Clone, Copy, Debug)]
pub struct Scorer {
    weight: f32,
    average_length: f32,
}

impl Scorer {
    /// Returns a scorer for a term of inverse document frequency `idf`, in a field of this average length,
    /// with its score multiplied by `boost`.
    pub fn new(idf: f32, average_length: f32, boost: f32) -> Self {
        Scorer { weight: idf * (1.0 + K1) * boost, average_length }
    }

    /// Returns the score of a passage that has the term `term_freq` times in a field of quantised length
    /// `norm`.
    pub fn score(&self, norm: u8, term_freq: u32) -> f32 {
        let length = length_of_norm(norm) as f32;
        let norm = K1 * (1.0 - B + B * length / self.average_length);
        let term_freq = term_freq as f32;
        self.weight * (term_freq / (term_freq + norm))
    }
}
