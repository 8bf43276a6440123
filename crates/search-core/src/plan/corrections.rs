//! Words that may be mistyped, by near spellings.

use super::{Alternative, BySegment, Correction, Planner, words::Part};
use crate::analysis::{Key, spelling};
use crate::edit::{edit_distance, edits_allowed};
use crate::pack::{PackError, SpellingEntry};

/// How many near words are searched.
const NEAR_WORDS_MAX: usize = 3;
/// A near word is searched beside the nearest if it is at most this much less frequent (binary logarithm).
const FREQUENCY_STEP_MAX: u8 = 3;

impl Planner<'_> {
    /// Returns alternatives by near spellings for a word that nothing has, and notes what was done.
    pub(super) fn near_words(&mut self, part: &Part) -> Result<BySegment, PackError> {
        let mut found = self.none();
        let chosen = self.nearest(&part.exact)?;
        if !self.is_whole() || chosen.is_empty() {
            return Ok(found);
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
        Ok(found)
    }

    /// Returns the forms nearest to a spelling: fewest edits, then most frequent.
    fn nearest(&mut self, exact: &str) -> Result<Vec<String>, PackError> {
        let allowed = edits_allowed(exact.chars().count());
        if allowed == 0 || !exact.chars().all(char::is_alphabetic) {
            return Ok(Vec::new());
        }
        let mut near: Vec<(usize, SpellingEntry)> = Vec::new();
        for (scope, wants) in self.scope.iter().zip(self.wants.iter_mut()) {
            for entry in scope.segment.near_spellings(exact, wants)? {
                if let Some(edits) = edit_distance(exact, spelling(&entry.form), allowed) {
                    near.push((edits, entry));
                }
            }
        }
        near.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.frequency.cmp(&a.1.frequency)).then(a.1.form.cmp(&b.1.form)));
        let Some((fewest, best)) = near.first().map(|(edits, entry)| (*edits, entry.frequency)) else {
            return Ok(Vec::new());
        };
        near.retain(|(edits, entry)| *edits == fewest && entry.frequency + FREQUENCY_STEP_MAX >= best);
        let mut forms: Vec<String> = near.into_iter().map(|(_, entry)| entry.form).collect();
        forms.dedup();
        forms.truncate(NEAR_WORDS_MAX);
        Ok(forms)
    }

    /// Adds what a rare word of the index may stand for.
    pub(super) fn add_corrections(&mut self, part: &Part, found: &mut BySegment) -> Result<(), PackError> {
        let mut to: Vec<String> = Vec::new();
        for number in 0..self.scope.len() {
            let scope = &mut self.scope[number];
            for (key, _) in part.keys(&mut scope.analyzers, self.weights) {
                if key.form.is_empty() {
                    continue;
                }
                let family = scope.segment.family(&key.family, &mut self.wants[number])?;
                let is_rare_form = |form: &crate::pack::Form| form.form == key.form;
                let correction = family.filter(|family| family.forms.iter().any(is_rare_form));
                if let Some(form) = correction.and_then(|family| family.correction)
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
            let to = to.iter().map(|form| spelling(form).to_owned()).collect();
            self.note_correction(Correction { word: part.exact.clone(), to, instead: false });
        }
        Ok(())
    }

    /// Adds a form, and its stem, to the alternatives of every segment.
    fn add_form(&mut self, form: &str, weight: f32, found: &mut BySegment) {
        for (scope, alternatives) in self.scope.iter_mut().zip(found) {
            let Some((home, others)) = scope.analyzers.split_first_mut() else { continue };
            let key = Key::of_form(form, home, others);
            if spelling(form) != form {
                let stem = Key { family: key.family.clone(), form: String::new() };
                alternatives.push(Alternative::term(stem, weight * self.weights.stem));
            }
            alternatives.push(Alternative::term(key, weight));
        }
    }

    fn note_correction(&mut self, correction: Correction) {
        if !self.notes.corrected.contains(&correction) {
            self.notes.corrected.push(correction);
        }
    }
}
