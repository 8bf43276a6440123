//! Rare spellings that look like mistakes for frequent ones, found when the index is built.
//!
//! Each frequent word is entered under every text that results from deleting one of its letters (symmetric
//! deletion, as in SymSpell), so that a rare word finds its neighbours without being compared with all words.

use std::collections::{BTreeMap, HashMap};

use crate::analysis::spelling;
use crate::edit::edit_distance;

/// A spelling in at most this many passages is rare.
const RARE_DOC_FREQ_MAX: u64 = 2;
/// How many times more frequent the other spelling must be.
const RATIO_MIN: u64 = 25;
/// Shorter words are too close to too many others.
const LETTERS_MIN: usize = 6;

/// Returns the rare forms with the forms they may stand for, given `forms` with the number of their passages.
pub fn corrections<'a>(forms: impl Iterator<Item = (&'a str, u64)>) -> BTreeMap<&'a str, &'a str> {
    let is_word =
        |letters: &str| letters.chars().count() >= LETTERS_MIN && letters.chars().all(char::is_alphabetic);
    let forms: Vec<(&str, u64)> = forms.filter(|(form, _)| is_word(spelling(form))).collect();
    let mut near: HashMap<String, Vec<(&str, u64)>> = HashMap::new();
    for (form, count) in forms.iter().filter(|(_, count)| *count >= RATIO_MIN) {
        for text in deletions(spelling(form)) {
            near.entry(text).or_default().push((form, *count));
        }
    }
    let mut found = BTreeMap::new();
    for (form, count) in forms.iter().filter(|(_, count)| (1..=RARE_DOC_FREQ_MAX).contains(count)) {
        let candidates = deletions(spelling(form)).filter_map(|text| near.get(&text)).flatten();
        let fits = candidates.filter(|(other, frequent)| {
            *frequent >= count * RATIO_MIN
                && mark(other) == mark(form)
                && edit_distance(spelling(form), spelling(other), 1) == Some(1)
        });
        if let Some((other, _)) = fits.max_by_key(|(other, frequent)| (*frequent, std::cmp::Reverse(*other)))
        {
            found.insert(*form, *other);
        }
    }
    found
}

fn mark(form: &str) -> &str {
    &form[spelling(form).len()..]
}

/// Returns a text and every text that results from deleting one of its letters.
fn deletions(text: &str) -> impl Iterator<Item = String> {
    let without = text.char_indices().map(|(at, c)| [&text[..at], &text[at + c.len_utf8()..]].concat());
    std::iter::once(text.to_owned()).chain(without)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_neighbour_of_a_frequent_word_is_a_mistake() {
        let forms =
            [("migracion\u{1}", 100), ("migracoin\u{1}", 1), ("migraciones\u{1}", 2), ("taller\u{1}", 1)];
        let found = corrections(forms.into_iter());
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [("migracoin\u{1}", "migracion\u{1}")]);
    }
}
