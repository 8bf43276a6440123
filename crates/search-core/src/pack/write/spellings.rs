//! The spellings, sorted from both ends.

use super::super::spelling::Direction;
use super::super::varint::put_table;
use super::families::separator;
use super::{FamilyRecord, Part, Parts, magnitude};
use crate::analysis::spelling;

/// The number of spellings in a part.
const PART_SPELLINGS: usize = 1000;
/// In a segment of at most this many passages, a spelling in one of them is offered.
const ONE_IS_ENOUGH: u64 = 500;
/// In a segment of at most this many passages, a spelling in two of them is offered; in a larger one it takes
/// three, since rarer ones may be mistakes themselves.
const TWO_ARE_ENOUGH: u64 = 2000;
/// Shorter words are too close to too many others.
const LETTERS_MIN: usize = 4;

/// Collects spellings.
pub(super) struct Spellings {
    entries: Vec<(String, u8)>,
    /// The least number of passages that a spelling must be in.
    least: u64,
}

impl Spellings {
    pub(super) fn new(passages: u64) -> Self {
        let least = 1 + u64::from(passages > ONE_IS_ENOUGH) + u64::from(passages > TWO_ARE_ENOUGH);
        Spellings { entries: Vec::new(), least }
    }

    pub(super) fn add(&mut self, family: &FamilyRecord) {
        for form in &family.forms {
            let doc_freq: u64 = form.fields.iter().map(|postings| postings.len() as u64).sum();
            let letters = spelling(&form.form);
            let is_word = letters.chars().count() >= LETTERS_MIN && letters.chars().all(char::is_alphabetic);
            if is_word && !form.is_stop_word && (doc_freq >= self.least || !family.terms.is_empty()) {
                self.entries.push((form.form.clone(), magnitude(doc_freq)));
            }
        }
    }

    /// Returns the parts, and the first spelling of each by direction.
    pub(super) fn finish(self) -> (Parts, [Vec<String>; 2]) {
        let mut parts = Vec::new();
        let firsts = Direction::ALL.map(|direction| self.sorted(direction, &mut parts));
        (parts, firsts)
    }

    fn sorted(&self, direction: Direction, parts: &mut Parts) -> Vec<String> {
        let mut sorted: Vec<(String, u8, u8)> = self
            .entries
            .iter()
            .map(|(form, frequency)| {
                let letters = spelling(form);
                let mark = form[letters.len()..].bytes().next().unwrap_or(0);
                (direction.sorted_form(letters), mark, *frequency)
            })
            .collect();
        sorted.sort_unstable();
        let mut firsts: Vec<String> = Vec::new();
        let mut last = "";
        for spellings in sorted.chunks(PART_SPELLINGS) {
            let number = firsts.len() as u32;
            let name = match direction {
                Direction::Forward => Part::Spellings(number),
                Direction::Reversed => Part::SpellingsReversed(number),
            };
            firsts.push(separator(last, &spellings[0].0).to_owned());
            last = &spellings[spellings.len() - 1].0;
            parts.push((name, encode(spellings)));
        }
        firsts
    }
}

/// Returns a part with these spellings, each with the mark of its language and the binary logarithm of its
/// passages.
fn encode(spellings: &[(String, u8, u8)]) -> Vec<u8> {
    let mut part = Vec::new();
    put_table(&mut part, spellings.iter().map(|(letters, ..)| letters.as_str()));
    part.extend(spellings.iter().map(|(_, mark, _)| mark));
    part.extend(spellings.iter().map(|(.., frequency)| frequency));
    part
}
