//! What a text says of itself by its words: those that tell something, with how often they are there.

use crate::language::words::Words;

/// Words shorter than this tell nothing, in bytes.
const WORD_BYTES_MIN: usize = 4;
/// Set in the features that are terms; the rest is their number.
pub(super) const TERM_MARK: u32 = 1 << 31;

/// Words or terms with how often a report has them, in order.
pub(super) type Counts = Vec<(u32, u32)>;

/// Adds the words of a passage that tell something of its report.
pub(super) fn add_words(words: &Words<'_>, found: &mut Vec<u32>) {
    let told = (0..words.len()).map(|at| words.folded(at)).filter(|word| is_telling(word));
    found.extend(told.map(|word| fnv_1a(word) & !TERM_MARK));
}

fn is_telling(word: &str) -> bool {
    word.len() >= WORD_BYTES_MIN && !word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns words and terms with how often each is there, in order.
pub(super) fn count(mut features: Vec<u32>) -> Counts {
    features.sort_unstable();
    let groups = features.chunk_by(|a, b| a == b);
    let mut counts: Counts =
        groups.map(|group| (group[0], u32::try_from(group.len()).unwrap_or(u32::MAX))).collect();
    // They are held for all reports at once.
    counts.shrink_to_fit();
    counts
}

/// Returns the hash of a word (Fowler, Noll and Vo, FNV-1a, 32 bits): words are only told apart, so their letters need not be
/// kept. Two words of an archive's that fall together cost nothing but a little precision.
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
