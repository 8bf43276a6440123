//! Terms of the vocabulary by all of their names: acronym, full name, variants, in every language.
//!
//! The dictionary has the names of a term beside the first word of each, so no table of them is needed: the
//! words that were typed are looked up anyway.

use super::words::{Part, Words};
use super::{Planner, Synonyms, Ways};
use crate::analysis::fold_fully;
use crate::pack::PackError;
use crate::query::{Clause, Kind, Node, Occur};
use crate::schema::Fields;
use crate::sorted::keep;
use crate::text::join;

/// The sign before a name that the texts of the segment have; before others there is a `-`.
const WRITTEN: char = '+';
/// How many names the reader is told of.
const NAMES_NOTED_MAX: usize = 3;

/// A word that was typed, and the clause that it is in.
struct Typed {
    clause: usize,
    part: Part,
}

/// The names of a term, one of which was typed.
struct Named {
    /// The first word and how many.
    words: std::ops::Range<usize>,
    names: Vec<String>,
    /// Those of them that the texts of some segment have: only they are worth looking up.
    written: Vec<String>,
}

impl Planner<'_> {
    /// Whether the word alone is a name of a term of the vocabulary.
    pub(super) fn has_names(&mut self, part: &Part) -> Result<bool, PackError> {
        let typed = [Typed { clause: 0, part: part.clone() }];
        Ok(self.named_at(&typed, 0)?.is_some())
    }

    /// Adds to the clauses whose words name a term its other names.
    pub(super) fn add_synonyms(&mut self, clauses: &mut [(&Clause, Ways)]) -> Result<(), PackError> {
        let typed = self.typed_words(clauses);
        let mut at = 0;
        while at < typed.len() {
            let Some(named) = self.named_at(&typed, at)? else {
                at += 1;
                continue;
            };
            at = named.words.end;
            self.add_names(&typed[named.words.clone()], &named, clauses)?;
        }
        Ok(())
    }

    /// Returns the words of the clauses, stop words left out, as far as they are plain words or phrases.
    fn typed_words(&mut self, clauses: &[(&Clause, Ways)]) -> Vec<Typed> {
        let mut typed = Vec::new();
        for (number, (clause, _)) in clauses.iter().enumerate() {
            let Node::Text { text, .. } = &clause.node else { continue };
            if clause.occur == Occur::MustNot {
                continue;
            }
            for part in self.telling_words(text) {
                typed.push(Typed { clause: number, part });
            }
        }
        typed
    }

    /// Returns the term whose name, the longest if there are several, begins at word `at`.
    fn named_at(&mut self, typed: &[Typed], at: usize) -> Result<Option<Named>, PackError> {
        let mut best: Option<Named> = None;
        let mut written: Vec<String> = Vec::new();
        for number in 0..self.scope.len() {
            let groups = self.names_beside(number, &typed[at].part)?;
            for signed in groups {
                let names: Vec<String> = signed.iter().map(|name| name[1..].to_owned()).collect();
                for name in &signed {
                    if name.starts_with(WRITTEN) {
                        written.push(name[1..].to_owned());
                    }
                }
                for name in &names {
                    let words = self.telling_words(name);
                    let end = at + words.len();
                    let longer = best.as_ref().is_none_or(|best| end > best.words.end);
                    if !words.is_empty()
                        && longer
                        && end <= typed.len()
                        && self.are_same(&words, &typed[at..end])
                    {
                        best = Some(Named { words: at..end, names: names.clone(), written: Vec::new() });
                    }
                }
            }
        }
        if let Some(best) = &mut best {
            best.written = written;
        }
        Ok(best)
    }

    /// Returns the names of the terms that have a name which begins with this word, each after its sign.
    fn names_beside(&mut self, number: usize, part: &Part) -> Result<Vec<Vec<String>>, PackError> {
        let scope = &mut self.scope[number];
        let mut groups: Vec<Vec<String>> = Vec::new();
        for (key, _) in part.keys(&mut scope.analyzers, self.weights) {
            let Some(family) = scope.segment.family(&key.family, &mut self.wants[number])? else { continue };
            for names in &family.names {
                let are_signed = names.iter().all(|name| name.starts_with(['+', '-']));
                if are_signed && !groups.contains(names) {
                    groups.push(names.clone());
                }
            }
        }
        Ok(groups)
    }

    fn telling_words(&mut self, name: &str) -> Vec<Part> {
        let words = Words::of(name, &mut self.scope[0].analyzers[0]);
        let mut parts = words.parts;
        match words.joined {
            Some(joined) if words.is_one_identifier => parts = vec![Part::name(joined)],
            _ => keep(&mut parts, &|part| !self.is_stop_part(part)),
        }
        parts
    }

    /// Whether the words of a name are those that were typed, inflections apart.
    fn are_same(&mut self, name: &[Part], typed: &[Typed]) -> bool {
        let analyzer = &mut self.scope[0].analyzers[0];
        name.iter().zip(typed).all(|(name, typed)| {
            if fold_fully(&name.exact) == fold_fully(&typed.part.exact) {
                return true;
            }
            let stem = analyzer.stem(&name.exact).map(str::to_owned);
            !name.is_name && stem.is_some() && stem.as_deref() == analyzer.stem(&typed.part.exact)
        })
    }

    /// Adds names to the clauses of the words typed, so that they together weigh what one name does.
    fn add_names(
        &mut self,
        typed: &[Typed],
        named: &Named,
        clauses: &mut [(&Clause, Ways)],
    ) -> Result<(), PackError> {
        let mut numbers: Vec<usize> = Vec::new();
        for typed in typed {
            if numbers.last() != Some(&typed.clause) {
                numbers.push(typed.clause);
            }
        }
        let weight = self.weights.synonym / numbers.len() as f32;
        let mut noted: Vec<String> = Vec::new();
        let mut seen = vec![folded(&mut typed.iter().map(|typed| &typed.part))];
        for name in &named.names {
            let parts = self.telling_words(name);
            let folded = folded(&mut parts.iter());
            // Where a name holds what was typed, that is found anyway.
            let has = |typed: &Typed| parts.iter().any(|part| part.exact == typed.part.exact);
            if typed.iter().all(has) || seen.contains(&folded) {
                continue;
            }
            seen.push(folded);
            let found = if named.written.contains(name) { self.name(&parts, weight)? } else { Ways::new() };
            if noted.len() < NAMES_NOTED_MAX {
                noted.push(name.clone());
            }
            for number in &numbers {
                clauses[*number].1.extend_from_slice(&found);
            }
        }
        if !noted.is_empty() {
            let mut typed: Vec<String> = Vec::new();
            for number in numbers {
                typed.push(clauses[number].0.node.words());
            }
            self.notes.also.push(Synonyms { words: join(&typed, " "), names: noted });
        }
        Ok(())
    }

    /// Returns the ways to match a name: its words in one passage.
    fn name(&mut self, parts: &[Part], weight: f32) -> Result<Ways, PackError> {
        let mut by_part = Vec::new();
        for part in parts {
            let mut found = Ways::new();
            self.add_word(part, Kind::Word, &mut found)?;
            // All names of a report's terms are in its field of terms: there they would be counted again.
            found.iter_mut().for_each(|(_, alternative)| alternative.restrict(Fields::WRITTEN));
            let mut is_known = vec![false; self.scope.len()];
            for (number, alternative) in &found {
                is_known[*number] |= self.has(*number, alternative)?;
            }
            keep(&mut found, &|(number, _)| is_known[*number]);
            by_part.push(found);
        }
        if by_part.len() != 1 {
            return Ok(self.all(by_part, weight));
        }
        let mut found = by_part.remove(0);
        found.iter_mut().for_each(|(_, alternative)| alternative.weight *= weight);
        Ok(found)
    }
}

/// Returns words as one text, folded.
fn folded(parts: &mut dyn Iterator<Item = &Part>) -> String {
    let mut words: Vec<String> = Vec::new();
    for part in parts {
        words.push(fold_fully(&part.exact));
    }
    join(&words, " ")
}
