//! Where the words of a text are, and which of them are acronyms or parts of an identifier.

use std::ops::Range;

use super::lower::is_small;

/// The most parts that an identifier may have: `A/RES/73/195` has four.
const IDENTIFIER_PARTS_MAX: usize = 6;
/// An acronym has at least two letters and at most this many.
const ACRONYM_LETTERS_MAX: usize = 8;
/// From this many capitalised words in a row, it is a shouted sentence rather than acronyms.
const SHOUTED_WORDS_MIN: usize = 3;

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    letters: usize,
    has_digit: bool,
    all_capitals: bool,
    shouted: bool,
}

impl Word {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    fn is_acronym(&self) -> bool {
        self.all_capitals && !self.shouted && (2..=ACRONYM_LETTERS_MAX).contains(&self.letters)
    }

    /// Whether a stemmer may touch the word: it is not an acronym and has no digits.
    pub(super) fn may_be_stemmed(&self) -> bool {
        !self.has_digit && !self.is_acronym()
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Fills `words` with the words of `text`, in order.
pub(super) fn split(text: &str, words: &mut Vec<Word>) {
    words.clear();
    let mut current: Option<Word> = None;
    for (at, c) in text.char_indices() {
        if !is_word_char(c) {
            if let Some(word) = current.take() {
                words.push(word);
            }
            continue;
        }
        let word = current.get_or_insert(Word {
            start: at,
            end: at,
            letters: 0,
            has_digit: false,
            all_capitals: true,
            shouted: false,
        });
        word.end = at + c.len_utf8();
        word.letters += usize::from(c.is_alphabetic());
        word.has_digit |= c.is_numeric();
        word.all_capitals &= !is_small(c);
    }
    if let Some(word) = current {
        words.push(word);
    }
    mark_shouted(words);
}

/// Marks the words of every run of capitalised words that is too long to be acronyms.
fn mark_shouted(words: &mut [Word]) {
    for run in words.chunk_by_mut(|a, b| a.all_capitals && b.all_capitals) {
        let with_letters = run.iter().filter(|word| word.letters > 0).count();
        if with_letters >= SHOUTED_WORDS_MIN && !run.iter().any(|word| word.has_digit) {
            run.iter_mut().for_each(|word| word.shouted = true);
        }
    }
}

/// Returns how many of the first `words` are parts of one identifier; 1 when the first stands alone.
///
/// Parts are joined by a single `-`, `/`, `.` or `_`. They make an identifier if one of them has a digit
/// (`EIP-1559`, `C.169`), or if all the joints are hyphens (`ad-hoc`, found as `adhoc` too). A space joins an
/// acronym to the number after it (`COVID 19`).
pub(super) fn identifier_parts(text: &str, words: &[Word]) -> usize {
    let joint = |pair: &[Word]| match &text[pair[0].end..pair[1].start] {
        "-" | "\u{2011}" | "‐" => Some(true),
        "/" | "." | "_" => Some(false),
        " " | "\u{a0}" if pair[0].is_acronym() && pair[1].letters == 0 => Some(false),
        _ => None,
    };
    let mut parts = 1;
    let mut only_hyphens = true;
    while let Some(hyphen) = words.get(parts - 1..=parts).and_then(joint) {
        only_hyphens &= hyphen;
        parts += 1;
    }
    let has_digit = words[..parts].iter().any(|word| word.has_digit);
    if parts <= IDENTIFIER_PARTS_MAX && (has_digit || only_hyphens) { parts } else { 1 }
}
