//! Keys of the dictionary: word families and the forms in them.

use super::letters::is_digit;
use super::{Analyzer, Language};
use crate::sorted::has;
use crate::text::{decimal, find, trim_end};

/// Ends the text under which tantivy keeps a family, so that it is never mistaken for a form.
const FAMILY_SIGN: char = '\u{3}';

/// Ends the text that stands for a term of the vocabulary in place of a form.
const TERM_SIGN: char = '\u{4}';

/// Begins the text that stands for two stop words next to each other.
const PAIR_SIGN: char = '\u{5}';

/// What is looked up in the dictionary: a form, or all the forms of a word family.
///
/// A *family* holds the words of one stem: its key is the stem followed by the mark of its language
/// ([`Language::mark`]). A *form* is one spelling. It carries the mark where it is a word of that language,
/// and no mark where it is a name (acronym, identifier, number), which no stemmer may touch. A name is filed
/// under the family that its spelling would have as a word of the segment's own language, so that one look
/// into the dictionary finds both `SICA` and *sica*; a name with digits is a family of its own, and so is a
/// *pair* of stop words. A *term* of the vocabulary is kept with the families that its names begin with, and
/// stands for all of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The family's key.
    pub family: String,
    /// The form; empty for all the words of the family (but not its names); a number and a sign for a term.
    pub form: String,
}

impl Key {
    /// Returns the key of a word in `language`, by its exact form and its stem.
    pub fn word(language: Language, exact: &str, stem: &str) -> Key {
        Key { family: marked(stem, language), form: marked(exact, language) }
    }

    /// Returns the key of all the words of a stem in `language`.
    pub fn stem(language: Language, stem: &str) -> Key {
        Key { family: marked(stem, language), form: String::new() }
    }

    /// Returns the key of a name in a segment whose own language is that of `home`.
    pub fn name(home: &mut Analyzer, exact: &str) -> Key {
        let language = home.language();
        let family = match home.stem(exact) {
            Some(stem) if !has_digit(exact) => marked(stem, language),
            _ => exact.to_owned(),
        };
        Key { family, form: exact.to_owned() }
    }

    /// Returns the key of two stop words next to each other, whatever their language: a pair has positions,
    /// which neither word has alone.
    pub fn pair(first: &str, second: &str) -> Key {
        let mut pair = String::new();
        push_pair(first, second, &mut pair);
        Key { family: pair.clone(), form: pair }
    }

    /// Whether this is the key of two stop words.
    pub fn is_pair(&self) -> bool {
        is_pair(&self.form)
    }

    /// Returns the text that stands for a term of the vocabulary, given its number, in place of a form.
    pub fn term_form(number: u32) -> String {
        let mut form = decimal(number);
        form.push(TERM_SIGN);
        form
    }

    /// Returns the key of a form as it is indexed, in a segment whose own language is that of `home`.
    /// `others` are the analysers of the other languages that the segment's passages may be in.
    pub fn of_form(form: &str, home: &mut Analyzer, others: &mut [Analyzer]) -> Key {
        if is_pair(form) {
            return Key { family: form.to_owned(), form: form.to_owned() };
        }
        let exact = spelling(form);
        for analyzer in std::iter::once(&mut *home).chain(others) {
            let language = analyzer.language();
            if exact != form && marked(exact, language) == form {
                return Key::word(language, exact, analyzer.stem(exact).unwrap_or(exact));
            }
        }
        Key::name(home, form)
    }

    /// Returns the text under which tantivy keeps the key.
    pub fn indexed_text(&self) -> String {
        if self.form.is_empty() { format_family(&self.family) } else { self.form.clone() }
    }

    /// Whether a text kept by tantivy stands for a family.
    pub fn is_family_text(text: &str) -> bool {
        text.ends_with(FAMILY_SIGN)
    }
}

/// Appends the text under which two stop words next to each other are indexed.
pub fn push_pair(first: &str, second: &str, out: &mut String) {
    out.push(PAIR_SIGN);
    out.push_str(first);
    out.push(' ');
    out.push_str(second);
}

fn is_pair(form: &str) -> bool {
    form.starts_with(PAIR_SIGN)
}

/// Whether a word is a number or contains one.
pub(crate) fn has_digit(word: &str) -> bool {
    find(word, &is_digit).is_some()
}

fn format_family(family: &str) -> String {
    let mut text = family.to_owned();
    text.push(FAMILY_SIGN);
    text
}

fn marked(text: &str, language: Language) -> String {
    let mut marked = text.to_owned();
    if let Some(mark) = language.mark() {
        marked.push(mark);
    }
    marked
}

/// Returns a form without the mark of its language: its spelling.
pub fn spelling(form: &str) -> &str {
    trim_end(form, &|c| has(&Language::MARKS, c))
}
