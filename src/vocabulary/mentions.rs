//! Finds the terms of the vocabularies that a text mentions.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Term;
use super::phrases::Phrases;
use crate::language::words::{Words, folded_words};

/// Finds the names of terms in texts.
///
/// Names match regardless of case and accents, except those in capitals (`ST`, `OIM`), which match only as
/// written. The longest name at a position wins: `Secretaría Técnica de la CRM` does not mention `CRM`.
#[derive(Debug)]
pub(crate) struct NameFinder<T> {
    names: Phrases<Names<T>>,
}

/// The names that have the same folded words. Each has its owner and its position among all names; the first
/// name wins.
#[derive(Debug)]
struct Names<T> {
    /// The name that matches regardless of case and accents.
    folded: Option<(usize, T)>,
    /// Names that match only as written, by their words.
    written: FxHashMap<String, (usize, T)>,
}

impl<T> Default for Names<T> {
    fn default() -> Names<T> {
        Names { folded: None, written: FxHashMap::default() }
    }
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention<T> {
    /// The owner of the name.
    pub(crate) of: T,
    /// The words of the text that the name covers.
    pub(crate) words: Range<usize>,
}

impl<T: Copy> NameFinder<T> {
    /// Creates a finder for the names of these terms. If two terms share a name, the first wins.
    pub(crate) fn new<'a>(terms: impl Iterator<Item = (T, &'a Term)>) -> Self {
        let mut names = Phrases::<Names<T>>::new();
        let all = terms.flat_map(|(of, term)| term.all_names().map(move |name| (of, name)));
        for (place, (of, name)) in all.enumerate() {
            let words = folded_words(name);
            if words.is_empty() {
                continue;
            }
            let known = names.value(&words);
            if is_in_capitals(name) {
                let words = Words::new(name);
                known.written.entry(as_written(&words, 0..words.len())).or_insert((place, of));
            } else {
                known.folded.get_or_insert((place, of));
            }
        }
        NameFinder { names }
    }

    /// Returns the names in a text, in order.
    pub(crate) fn find(&self, words: &Words<'_>) -> Vec<Mention<T>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let of = |names: &Names<T>, length: usize| names.of(words, at..at + length);
            match self.names.longest(words, at, of) {
                Some((length, of)) => {
                    found.push(Mention { of, words: at..at + length });
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }
}

impl<T: Copy> Names<T> {
    /// Returns the owner of these words, whose folded form is that of the names.
    fn of(&self, words: &Words<'_>, at: Range<usize>) -> Option<T> {
        // Most names match regardless of case and accents.
        let written = if self.written.is_empty() { None } else { self.written.get(&as_written(words, at)) };
        let first = [self.folded.as_ref(), written].into_iter().flatten().min_by_key(|(place, _)| *place);
        first.map(|(_, of)| *of)
    }
}

/// Returns words as written, separated by single spaces.
fn as_written(words: &Words<'_>, at: Range<usize>) -> String {
    at.map(|at| words.written(at)).collect::<Vec<_>>().join(" ")
}

fn is_in_capitals(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::keys::Localized;

    fn check(text: &str, expected: &[&str]) {
        let term = |acronym: &str, name: &str, variant: &str| Term {
            acronym: Some(acronym).filter(|a| !a.is_empty()).map(Localized::same).unwrap_or_default(),
            name: Localized::same(name),
            variants: vec![variant.to_owned()],
            ..Term::default()
        };
        let terms = [
            term("ST", "Secretaría Técnica", "Secretaría Técnica de la CRM"),
            term("CRM", "Conferencia Regional", ""),
            term("", "Estados Unidos", "EE. UU."),
        ];
        let words = Words::new(text);
        let found = NameFinder::new(terms.iter().enumerate()).find(&words);
        let shown = |mention: &Mention<usize>| {
            let range = words.place(mention.words.start).start..words.place(mention.words.end - 1).end;
            format!("{}:{}", mention.of, &text[range])
        };
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn names_are_found_in_any_case_and_acronyms_as_they_are() {
        check("la secretaria tecnica y la ST", &["0:secretaria tecnica", "0:ST"]);
        check("st y Crm", &[]);
        check("en EE.UU., ESTADOS UNIDOS", &["2:EE.UU", "2:ESTADOS UNIDOS"]);
        check("los Estados", &[]);
    }

    #[test]
    fn of_two_terms_with_one_name_the_first_is_meant() {
        let found = |names: [&str; 2], text: &str| {
            let terms = names.map(|name| Term { name: Localized::same(name), ..Term::default() });
            let finder = NameFinder::new(terms.iter().enumerate());
            finder.find(&Words::new(text)).iter().map(|mention| mention.of).collect::<Vec<_>>()
        };
        assert_eq!(found(["Oím", "OIM"], "OIM oim"), [0, 0]);
        assert_eq!(found(["OIM", "Oím"], "OIM oim"), [0, 1]);
        assert_eq!(found(["OÍM", "OIM"], "OIM OÍM oim"), [1, 0]);
        assert_eq!(found(["A B", "a"], "A B, a b"), [0, 1]);
    }

    #[test]
    fn the_longest_name_is_meant() {
        check("la Secretaría Técnica de la CRM", &["0:Secretaría Técnica de la CRM"]);
        check("la Secretaría Técnica de CRM", &["0:Secretaría Técnica", "1:CRM"]);
    }
}
