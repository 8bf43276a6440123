//! Where the words of a text are, and which of them are acronyms or parts of an identifier.

use std::ops::Range;

use super::fold::is_invisible;
use super::letters::{is_digit, is_letter, is_word};
use super::lower::{is_small, lower};
use crate::sorted::has;
use crate::text::find;

/// The most parts that an identifier may have: `A/RES/73/195` has four.
const IDENTIFIER_PARTS_MAX: usize = 6;
/// An acronym has at least two letters and at most this many.
const ACRONYM_LETTERS_MAX: usize = 8;
/// A word with a capital within is two words if each part has this many letters: `ShadowRealm`.
const COMPOUND_LETTERS_MIN: usize = 3;
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
    /// Whether its last character is a small letter.
    ends_small: bool,
    shouted: bool,
}

impl Word {
    /// A word that begins here.
    fn at(start: usize) -> Word {
        Word {
            start,
            end: start,
            letters: 0,
            has_digit: false,
            all_capitals: true,
            ends_small: false,
            shouted: false,
        }
    }

    /// Whether another word begins with what follows, though nothing is between them.
    fn ends_before(&self, rest: &str) -> bool {
        let mut letters = 0;
        for c in rest.chars() {
            let is_capital = lower(c) != c;
            if letters >= COMPOUND_LETTERS_MIN || !is_letter(c) || (letters == 0 && !is_capital) {
                break;
            }
            letters += 1;
        }
        letters >= COMPOUND_LETTERS_MIN && self.letters >= COMPOUND_LETTERS_MIN && self.ends_small
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    fn is_acronym(&self) -> bool {
        self.all_capitals && !self.shouted && (2..=ACRONYM_LETTERS_MAX).contains(&self.letters)
    }

    /// Whether it is one half of an abbreviated plural: `EE` of `EE. UU.`
    fn is_doubled(&self) -> bool {
        self.letters == 2 && self.all_capitals
    }

    /// Whether a stemmer may touch the word: it is not an acronym and has no digits.
    pub(super) fn may_be_stemmed(&self) -> bool {
        self.letters > 0 && !self.has_digit && !self.is_acronym()
    }
}

fn is_word_char(c: char) -> bool {
    is_word(c) || ('\u{300}'..='\u{36f}').contains(&c) || is_invisible(c)
}

/// Whether a text is an operator: two or three signs that stand alone, like `??`.
pub(crate) fn is_operator(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|byte| has(b"!%&*+-:<=>?^|~", byte)) && text != "--"
}

/// Fills `words` with the words of `text`, in order.
pub(super) fn split(text: &str, words: &mut Vec<Word>) {
    words.clear();
    let mut current: Option<Word> = None;
    for (at, c) in text.char_indices() {
        if !is_word_char(c) {
            end_word(&mut current, words);
            let alone = alone(text, at);
            if is_operator(alone) {
                words.push(Word { end: at + alone.len(), ..Word::at(at) });
            }
            continue;
        }
        if current.is_some_and(|word| word.ends_before(&text[at..])) {
            end_word(&mut current, words);
        }
        let word = current.get_or_insert(Word::at(at));
        word.end = at + c.len_utf8();
        word.letters += usize::from(is_letter(c));
        word.has_digit |= is_digit(c);
        word.ends_small = is_small(c);
        word.all_capitals &= !word.ends_small;
    }
    end_word(&mut current, words);
    mark_shouted(words);
}

fn end_word(current: &mut Option<Word>, words: &mut Vec<Word>) {
    if let Some(word) = current.take() {
        words.push(word);
    }
}

/// Returns what stands between two spaces from `at` on; nothing if it begins before.
fn alone(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = find(rest, &char::is_whitespace).unwrap_or(rest.len());
    if text[..at].ends_with(char::is_whitespace) || at == 0 { &rest[..end] } else { "" }
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
/// Parts are joined by a single `-`, `/`, `.` or `_`, or by nothing. They make an identifier if one of them has a
/// digit (`EIP-1559`, `C.169`), or if each joint is a hyphen, a dot or nothing (`ad-hoc`, `O.N.U.`, `OpenSSL`,
/// found as `adhoc`, `onu`, `openssl` too). A space joins an acronym to the number after it (`COVID 19`), and
/// the letters of a plural (`EE. UU.`).
pub(super) fn identifier_parts(text: &str, words: &[Word]) -> usize {
    let joint = |pair: &[Word]| match &text[pair[0].end..pair[1].start] {
        "" | "-" | "\u{2011}" | "‐" | "." => Some(true),
        "/" | "_" => Some(false),
        ". " | ".\u{a0}" if pair[0].is_doubled() && pair[1].is_doubled() => Some(true),
        " " | "\u{a0}" if pair[0].is_acronym() && pair[1].letters == 0 => Some(false),
        _ => None,
    };
    let mut parts = 1;
    let mut is_tight = true;
    while let Some(tight) = words.get(parts - 1..=parts).and_then(joint) {
        is_tight &= tight;
        parts += 1;
    }
    let has_digit = words[..parts].iter().any(|word| word.has_digit);
    if parts <= IDENTIFIER_PARTS_MAX && (has_digit || is_tight) { parts } else { 1 }
}
