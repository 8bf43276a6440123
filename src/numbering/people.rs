//! Recognises lists of people, which are no points.

use crate::language::known::{Languages, WordList};
use crate::language::words::folded_words;
use crate::sections::Sections;

/// The fewest items of a list of people that no heading tells of.
pub(super) const PEOPLE_MIN: usize = 3;
/// How many words a person's name has.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=6;

/// Whether each item may be the name of a person, and there are at least three.
pub(super) fn are_people<'t>(items: impl Iterator<Item = &'t str>) -> bool {
    let mut count = 0;
    for item in items {
        if !is_person(item) {
            return false;
        }
        count += 1;
    }
    count >= PEOPLE_MIN
}

/// Whether a text may be the name of a person: words with capitals, and particles between them; none is a word of minutes.
pub(crate) fn is_person(text: &str) -> bool {
    const PARTICLES: [&str; 12] =
        ["de", "la", "las", "los", "del", "da", "do", "dos", "van", "von", "der", "y"];
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| {
                c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | 'ª' | '\u{300}'..='\u{36f}')
            })
    };
    let names = words.iter().filter(|word| is_name(word)).count();
    let is_named = words.iter().all(|word| is_name(word) || PARTICLES.contains(word));
    let data = Languages::load();
    let speaks = folded_words(text)
        .iter()
        .any(|word| data.is(WordList::Titles, word) || data.is(WordList::Records, word));
    NAME_WORDS.contains(&words.len())
        && is_named
        && names >= *NAME_WORDS.start()
        && !speaks
        && Sections::built_in().of_heading(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_are_known_by_their_capitals() {
        assert!(are_people(["Ana Ruiz de la Torre.", "D. Luis Pérez", "Eva M. Soto Gil"].into_iter()));
        assert!(!are_people(["Ana Ruiz", "Luis Pérez"].into_iter()));
        assert!(!are_people(["Ana Ruiz", "Luis Pérez", "Informe Anual"].into_iter()));
        assert!(!are_people(["Ana Ruiz", "Luis Pérez", "Ruegos y preguntas"].into_iter()));
        assert!(!are_people(["Roll Call", "Old Business", "Adjournment"].into_iter()));
    }
}
