//! Words that may be mistyped, corrected by near spellings.

use super::{Alternative, Correction, Planner, Ways, words::Part};
use crate::analysis::{Key, is_letter, spelling};
use crate::edit::{edit_distance, edits_allowed};
use crate::pack::SpellingEntry;
use crate::sorted::sort_by;
use crate::text::find;

/// How many near words are searched.
const NEAR_WORDS_MAX: usize = 3;
/// A near word is searched along with the nearest if it is at most this much less frequent (binary
/// logarithm).
const FREQUENCY_STEP_MAX: u8 = 3;

impl Planner<'_> {
    /// Returns near spellings as alternatives for a word that occurs nowhere, and notes the correction.
    pub(super) fn near_words(&mut self, part: &Part) -> Ways {
        let mut found = self.no_ways();
        let chosen = self.nearest(&part.exact);
        if !self.is_whole() || chosen.is_empty() {
            return found;
        }
        let mut to: Vec<String> = Vec::new();
        for form in &chosen {
            self.add_form(form, self.weights.spelling, &mut found);
            let word = spelling(form).to_owned();
            if !to.contains(&word) {
                to.push(word);
            }
        }
        self.note_correction(Correction { word: part.exact.clone(), to, instead: true });
        found
    }

    /// Returns the forms nearest to a spelling: fewest edits, then most frequent.
    fn nearest(&mut self, exact: &str) -> Vec<String> {
        let allowed = edits_allowed(exact.chars().count());
        if allowed == 0 || find(exact, &|c| !is_letter(c)).is_some() {
            return Vec::new();
        }
        let mut near: Vec<(usize, SpellingEntry)> = Vec::new();
        for (scope, wants) in self.scope.iter().zip(self.wants.iter_mut()) {
            for entry in scope.segment.near_spellings(exact, wants) {
                if let Some(edits) = edit_distance(exact, spelling(&entry.form), allowed) {
                    near.push((edits, entry));
                }
            }
        }
        sort_by(&mut near, &|a, b| {
            a.0.cmp(&b.0).then(b.1.frequency.cmp(&a.1.frequency)).then(a.1.form.cmp(&b.1.form))
        });
        let Some((fewest, best)) = near.first().map(|(edits, entry)| (*edits, entry.frequency)) else {
            return Vec::new();
        };
        let mut forms: Vec<String> = Vec::new();
        for (edits, entry) in near {
            let is_near = edits == fewest && best.saturating_sub(entry.frequency) <= FREQUENCY_STEP_MAX;
            if is_near && forms.len() < NEAR_WORDS_MAX && forms.last() != Some(&entry.form) {
                forms.push(entry.form);
            }
        }
        forms
    }

    /// Adds the words that a rare word of the index may stand for.
    pub(super) fn add_corrections(&mut self, part: &Part, found: &mut Ways) {
        let mut to: Vec<String> = Vec::new();
        for number in 0..self.scope.len() {
            let scope = &mut self.scope[number];
            for (key, _) in part.keys(&mut scope.analyzers, self.weights) {
                if key.form.is_empty() {
                    continue;
                }
                let family = scope.family(&key.family, &mut self.wants[number]);
                if let Some(family) = family
                    && let Some((place, form)) = family.correction
                    && family.forms.get(place).is_some_and(|rare| rare.form == key.form)
                    && !to.iter().any(|to| to == form)
                {
                    to.push(form.to_owned());
                }
            }
        }
        for form in &to {
            self.add_form(form, self.weights.spelling, found);
        }
        if !to.is_empty() {
            to.iter_mut().for_each(|form| form.truncate(spelling(form).len()));
            self.note_correction(Correction { word: part.exact.clone(), to, instead: false });
        }
    }

    /// Adds a form, and its stem, to the alternatives of every segment.
    fn add_form(&mut self, form: &str, weight: f32, found: &mut Ways) {
        for (number, scope) in self.scope.iter_mut().enumerate() {
            let Some((home, others)) = scope.analyzers.split_first_mut() else { continue };
            let key = Key::of_form(form, home, others);
            if spelling(form) != form {
                let stem = Key { family: key.family.clone(), form: String::new() };
                found[number].push(Alternative::term(stem, weight * self.weights.stem));
            }
            found[number].push(Alternative::term(key, weight));
        }
    }

    fn note_correction(&mut self, correction: Correction) {
        if !self.notes.corrected.contains(&correction) {
            self.notes.corrected.push(correction);
        }
    }
}
