//! Words that stand next to each other.

use super::words::{Part, Words};
use super::{Alternative, Matcher, Planner, Ways};
use crate::analysis::Key;
use crate::query::Kind;
use crate::schema::Fields;

/// The most combinations of the forms of a phrase's words.
const PHRASES_MAX: usize = 8;

impl Planner<'_> {
    /// Words next to each other. Stop words have no positions: any word may stand in their place.
    pub(super) fn phrase(&mut self, words: Words) -> Ways {
        if let Some(joined) = words.joined.filter(|_| words.is_one_identifier) {
            return self.word(&Part::name(joined), Kind::Word);
        }
        let mut found = self.no_ways();
        let mut known: Vec<u32> = Vec::new();
        for (number, found) in found.iter_mut().enumerate() {
            let mut phrases: Vec<Vec<(u32, Key)>> = vec![Vec::new()];
            for part in &words.parts {
                let forms = self.known_forms(number, part);
                if !forms.is_empty() {
                    known.push(part.position);
                }
                if forms.is_empty() || forms.iter().any(|(_, is_stop_word)| !is_stop_word) {
                    phrases = with_each_form(&phrases, part.position, &forms);
                }
            }
            for phrase in phrases {
                if !phrase.is_empty() {
                    found.push(of_phrase(phrase));
                }
            }
        }
        let is_unknown = |part: &&Part| !known.contains(&part.position);
        if found.iter().all(Vec::is_empty) && !words.parts.iter().any(|part| is_unknown(&part)) {
            return self.all_words(&words.parts, 1.0);
        }
        if self.is_whole() {
            for part in words.parts.iter().filter(is_unknown) {
                self.notes.absent.push(part.exact.clone());
            }
        }
        found
    }

    /// Returns the forms of a word that are in the dictionary of a segment, and whether each is a stop word.
    fn known_forms(&mut self, number: usize, part: &Part) -> Vec<(Key, bool)> {
        let scope = &mut self.scope[number];
        let mut known = Vec::new();
        for (key, _) in part.keys(&mut scope.analyzers, self.weights) {
            if key.form.is_empty() {
                continue;
            }
            let Some(family) = scope.family(&key.family, &mut self.wants[number]) else { continue };
            let Some(form) = family.form(&key.form) else { continue };
            if form.doc_freqs.iter().any(|count| *count > 0) {
                known.push((key, form.is_stop_word));
            }
        }
        known
    }
}

/// Returns the phrases, each continued by each form that is not a stop word, up to the limit.
fn with_each_form(phrases: &[Vec<(u32, Key)>], position: u32, forms: &[(Key, bool)]) -> Vec<Vec<(u32, Key)>> {
    let mut longer = Vec::new();
    for phrase in phrases {
        for (form, is_stop_word) in forms {
            if !is_stop_word && longer.len() < PHRASES_MAX {
                let mut phrase = phrase.clone();
                phrase.push((position, form.clone()));
                longer.push(phrase);
            }
        }
    }
    longer
}

/// Returns forms at their positions as a matcher, with distances from the first.
fn of_phrase(mut phrase: Vec<(u32, Key)>) -> Alternative {
    let first = phrase.first().map_or(0, |(position, _)| *position);
    phrase.iter_mut().for_each(|(position, _)| *position -= first);
    if phrase.len() == 1
        && let Some((_, key)) = phrase.pop()
    {
        return Alternative::term(key, 1.0);
    }
    Alternative { matcher: Matcher::Phrase(phrase), weight: 1.0, fields: Fields::ALL }
}
