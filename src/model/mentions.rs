//! Which terms of the vocabularies a text mentions.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::words::{Words, folded_words};
use crate::parse::vocabulary::Term;

/// Finds the names of terms in texts.
///
/// A name is found whatever its case and accents, but one in capitals alone (`ST`, `OIM`) as it is written. Of
/// several names at one place the longest is meant: `Secretaría Técnica de la CRM` mentions no `CRM`.
#[derive(Debug)]
pub(crate) struct NameFinder<T> {
    /// The names by their first word, folded; the longest first.
    by_first_word: FxHashMap<String, Vec<Name<T>>>,
}

#[derive(Debug)]
struct Name<T> {
    words: Vec<String>,
    /// The words as written, if only those will do.
    written: Option<Vec<String>>,
    of: T,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention<T> {
    /// Whose name it is.
    pub(crate) of: T,
    /// Which words of the text it takes.
    pub(crate) words: Range<usize>,
}

impl<T: Copy> NameFinder<T> {
    /// Makes a finder for the names of these terms. Of two terms with one name the first is found.
    pub(crate) fn new<'a>(terms: impl Iterator<Item = (T, &'a Term)>) -> Self {
        let mut names: Vec<Name<T>> = Vec::new();
        for (of, term) in terms {
            names.extend(term.all_names().map(|name| {
                let written = is_in_capitals(name).then(|| written_words(name));
                Name { words: folded_words(name), written, of }
            }));
        }
        names.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
        let mut by_first_word: FxHashMap<String, Vec<Name<T>>> = FxHashMap::default();
        for name in names {
            let Some(first) = name.words.first().cloned() else { continue };
            by_first_word.entry(first).or_default().push(name);
        }
        NameFinder { by_first_word }
    }

    /// Returns the names in a text, in order.
    pub(crate) fn find(&self, words: &Words<'_>) -> Vec<Mention<T>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let names = self.by_first_word.get(words.folded(at));
            match names.and_then(|names| names.iter().find(|name| name.stands_at(words, at))) {
                Some(name) => {
                    let end = at + name.words.len();
                    found.push(Mention { of: name.of, words: at..end });
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }
}

impl<T> Name<T> {
    fn stands_at(&self, words: &Words<'_>, at: usize) -> bool {
        let as_written = |written: &Vec<String>| {
            written.iter().enumerate().all(|(offset, word)| words.written(at + offset) == word)
        };
        words.continues(at, &self.words) && self.written.as_ref().is_none_or(as_written)
    }
}

fn is_in_capitals(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

fn written_words(name: &str) -> Vec<String> {
    let words = Words::new(name);
    (0..words.len()).map(|at| words.written(at).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::keys::Localized;

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
    fn the_longest_name_is_meant() {
        check("la Secretaría Técnica de la CRM", &["0:Secretaría Técnica de la CRM"]);
        check("la Secretaría Técnica de CRM", &["0:Secretaría Técnica", "1:CRM"]);
    }
}
