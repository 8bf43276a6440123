//! The significant words of a text, with their frequencies.

use crate::language::words::Words;

/// The minimum length of a significant word, in bytes.
const WORD_BYTES_MIN: usize = 4;
/// A bit that marks features that are terms; the other bits are the term's number.
pub(super) const TERM_MARK: u32 = 1 << 31;

/// Words or terms with their frequencies in a report, sorted.
pub(super) type Counts = Vec<(u32, u32)>;

/// Adds the significant words of a passage.
pub(super) fn add_words(words: &Words<'_>, found: &mut Vec<u32>) {
    let told = (0..words.len()).map(|at| words.folded(at)).filter(|word| is_telling(word));
    found.extend(told.map(|word| fnv_1a(word) & !TERM_MARK));
}

fn is_telling(word: &str) -> bool {
    word.len() >= WORD_BYTES_MIN && !word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns words and terms with their frequencies, sorted.
pub(super) fn count(mut features: Vec<u32>) -> Counts {
    features.sort_unstable();
    let groups = features.chunk_by(|a, b| a == b);
    let mut counts: Counts =
        groups.map(|group| (group[0], u32::try_from(group.len()).unwrap_or(u32::MAX))).collect();
    // The counts of all reports are in memory at the same time.
    counts.shrink_to_fit();
    counts
}

/// Returns the hash of a word (FNV-1a, 32 bits, by Fowler, Noll and Vo). Words are only compared for
/// equality, so their letters need not be kept; a collision within an archive only costs a little precision.
fn fnv_1a(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_short_words_tell_nothing() {
        assert!(is_telling("taller") && is_telling("g20a"));
        assert!(!is_telling("los") && !is_telling("2017"));
    }
}
