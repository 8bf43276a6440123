//! Words that stand next to each other.

use super::words::{Part, Words};
use super::{Alternative, Matcher, Planner, Ways};
use crate::analysis::{Key, Language, is_stop_word};
use crate::query::MatchKind;
use crate::schema::Fields;
use crate::sorted::has;

/// The words of a phrase by their place, each with the forms it may have.
type Forms = Vec<(u32, Vec<Key>)>;

impl Planner<'_> {
    /// Words next to each other, in a passage in any language of its segment. Stop words have no positions,
    /// so any word may stand in their place; if there are only stop words, they are found in pairs.
    pub(super) fn phrase(&mut self, words: Words) -> Ways {
        let mut found = self.no_ways();
        if let Some(joined) = words.joined.filter(|_| words.is_one_identifier) {
            self.add_word(&Part::name(joined), MatchKind::Word, &mut found);
        }
        let mut known: Vec<u32> = Vec::new();
        for (number, found) in found.iter_mut().enumerate() {
            for place in 0..self.scope[number].analyzers.len() {
                let language = self.scope[number].analyzers[place].language();
                let mut phrase = Forms::new();
                for part in &words.parts {
                    let forms = self.known_forms(number, part, language);
                    if !forms.is_empty() {
                        known.push(part.position);
                    }
                    if words.parts.len() == 1 || !is_stop_word(language, &part.exact) {
                        phrase.push((part.position, forms));
                    }
                }
                if phrase.is_empty() {
                    phrase = pairs(&words.parts);
                }
                add_phrase(phrase, found);
            }
        }
        if self.is_whole() {
            for part in words.parts {
                if !has(&known, part.position) {
                    self.notes.absent.push(part.exact);
                }
            }
        }
        found
    }

    /// Returns the forms that a word has in passages of a language, of those in the dictionary of a segment.
    fn known_forms(&mut self, number: usize, part: &Part, language: Language) -> Vec<Key> {
        let scope = &mut self.scope[number];
        let mut known = Vec::new();
        for (key, _) in part.keys(&mut scope.analyzers, self.weights) {
            let is_meant = Language::of_form(&key.form).is_none_or(|of_form| of_form == language);
            let family = scope.family(&key.family, &mut self.wants[number]);
            if is_meant && family.is_some_and(|family| family.form(&key.form).is_some()) {
                known.push(key);
            }
        }
        known
    }
}

/// Returns each word with the one that follows it, as stop words.
fn pairs(parts: &[Part]) -> Forms {
    let mut pairs = Vec::new();
    let mut last: Option<&Part> = None;
    for part in parts {
        if let Some(last) = last {
            pairs.push((last.position, vec![Key::pair(&last.exact, &part.exact)]));
        }
        last = Some(part);
    }
    pairs
}

/// Adds the ways to match a phrase, unless one of its words has no form.
fn add_phrase(mut phrase: Forms, found: &mut Vec<Alternative>) {
    if phrase.iter().any(|(_, forms)| forms.is_empty()) {
        return;
    }
    if phrase.len() > 1 {
        found.push(Alternative { matcher: Matcher::Phrase(phrase), weight: 1.0, fields: Fields::ALL });
    } else if let Some((_, forms)) = phrase.pop() {
        for key in forms {
            found.push(Alternative::term(key, 1.0));
        }
    }
}
