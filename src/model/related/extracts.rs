//! The text around a mention.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::super::points::{PassagePlace, TermPlace, TermPlaces};
use super::super::terms::VocabularyTerm;
use super::{Input, LanguageSite};
use crate::language::words::Words;
use crate::vocabulary::mentions::NameFinder;

/// The maximum number of mentions of a term that are shown with their text.
pub(super) const EXTRACTS_MAX: usize = 50;
/// The maximum length of the text shown before a name, in characters.
const BEFORE_CHARS_MAX: usize = 120;
/// The maximum length of the text shown after a name, in characters.
const AFTER_CHARS_MAX: usize = 160;

/// The number of bytes before and after a name that are sufficient for the text shown, whatever its
/// characters.
const AROUND_BYTES: usize = 1024;

/// A mention in its sentence, or in the part of it that fits. Omitted parts are replaced by `…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// The passage.
    pub place: PassagePlace,
    /// The text before the name.
    pub before: String,
    /// The name as written.
    pub name: String,
    /// The text after the name.
    pub after: String,
}

/// Finds the text around the mentions of a language's terms when a term's page is made.
#[derive(Debug, Default)]
pub struct Extracts {
    /// `None` in a language without reports.
    names: Option<Arc<NameFinder<VocabularyTerm>>>,
    places: TermPlaces,
}

impl Extracts {
    pub(super) fn new(input: &Input<'_>) -> Extracts {
        Extracts { names: Some(Arc::clone(&input.reader.names)), places: input.places.clone() }
    }
}

impl LanguageSite {
    /// Returns the latest mentions of a term with the text around the first one in each passage, newest
    /// report first; at most 50.
    pub fn extracts(&self, term: TermPlace) -> Vec<Extract> {
        let Extracts { names: Some(names), places } = &*self.extracts else { return Vec::new() };
        let mentions = self.term(term).mentions.iter().take(EXTRACTS_MAX);
        let is_meant = |of: &VocabularyTerm| places.get(of) == Some(&term);
        mentions.filter_map(|place| extract(self, *place, names, is_meant)).collect()
    }
}

/// Returns the first mention of a term in a passage, with the text around it.
fn extract(
    language: &LanguageSite,
    place: PassagePlace,
    names: &NameFinder<VocabularyTerm>,
    is_meant: impl Fn(&VocabularyTerm) -> bool,
) -> Option<Extract> {
    let written = &language.reports[place.report].written;
    let mentioned = written.mentioned(place.passage, |text| first_mentions(text, names));
    let (_, name) = mentioned.iter().find(|(of, _)| is_meant(of))?;
    let around_it = name.start.saturating_sub(AROUND_BYTES)..name.end + AROUND_BYTES;
    let (start, text) = written.passages.part(place.passage, around_it);
    let name = name.start - start..name.end - start;
    let (before, after) = around(&text, &name);
    Some(Extract { place, before, name: text[name].to_owned(), after })
}

/// Returns the terms that a text mentions, each with the byte range of its first mention.
fn first_mentions(text: &str, names: &NameFinder<VocabularyTerm>) -> Vec<(VocabularyTerm, Range<usize>)> {
    let words = Words::new(text);
    let mut known = FxHashSet::default();
    let found = names.find(&words);
    let first = found.into_iter().filter(|mention| known.insert(mention.of));
    let named = first.map(|mention| {
        let name = words.place(mention.words.start).start..words.place(mention.words.end - 1).end;
        // The last full stop of `EE. UU.` is not in a word, but belongs to the name.
        let is_dotted = text[name.clone()].contains('.') && text[name.end..].starts_with('.');
        (mention.of, name.start..name.end + usize::from(is_dotted))
    });
    named.collect()
}

/// Returns the text around `name` in its sentence, shortened at word boundaries.
fn around(text: &str, name: &Range<usize>) -> (String, String) {
    let start = sentence_ends(text).take_while(|end| *end <= name.start).last().unwrap_or(0);
    let end = sentence_ends(text).find(|end| *end >= name.end).unwrap_or(text.len());
    let before = text[start..name.start].trim_start();
    let after = text[name.end..end].trim_end();
    let before = match before.char_indices().rev().nth(BEFORE_CHARS_MAX) {
        Some((at, _)) => {
            let cut = before[at..].find(char::is_whitespace).map_or(at, |space| at + space);
            format!("… {}", before[cut..].trim_start())
        }
        None => before.to_owned(),
    };
    let after = match after.char_indices().nth(AFTER_CHARS_MAX) {
        Some((at, _)) => {
            let cut = after[..at].rfind(char::is_whitespace).unwrap_or(at);
            format!("{} …", after[..cut].trim_end())
        }
        None => after.to_owned(),
    };
    (before, after)
}

/// Returns the ends of the sentences in a text: line breaks, and a full stop, `!` or `?` after a lower-case
/// letter, a digit or a closing mark, unless a lower-case letter follows the space. So `EE. UU.` ends no
/// sentence.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    let closes = |c: char| c.is_lowercase() || c.is_ascii_digit() || ")»”\"".contains(c);
    text.char_indices().filter_map(move |(at, c)| {
        let end = at + c.len_utf8();
        let ends = match c {
            '\n' => true,
            '.' | '!' | '?' => {
                let mut rest = text[end..].chars();
                text[..at].chars().next_back().is_some_and(closes)
                    && rest.next() == Some(' ')
                    && rest.next().is_none_or(|c| !c.is_lowercase())
            }
            _ => false,
        };
        ends.then_some(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: (&str, &str)) {
        let at = text.find(name).expect("the name");
        let (before, after) = around(text, &(at..at + name.len()));
        assert_eq!((before.as_str(), after.as_str()), expected, "{text}");
    }

    #[test]
    fn an_extract_is_the_sentence_of_the_name() {
        check("Uno. Agradecer a la OIM que venga. Tres.", "OIM", ("Agradecer a la ", " que venga."));
        check("En EE. UU. la OIM ayuda", "OIM", ("En EE. UU. la ", " ayuda"));
        check("Fin\nOIM", "OIM", ("", ""));
    }

    #[test]
    fn long_sentences_are_shortened_at_words() {
        let text = format!("{}OIM{}", "antes ".repeat(40), " después".repeat(40));
        let at = text.find("OIM").expect("the name");
        let (before, after) = around(&text, &(at..at + 3));
        assert!(before.starts_with("… antes ") && before.chars().count() <= BEFORE_CHARS_MAX + 2, "{before}");
        assert!(after.ends_with("después …") && after.chars().count() <= AFTER_CHARS_MAX + 2, "{after}");
    }
}
