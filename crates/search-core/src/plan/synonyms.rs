//! Terms of the vocabulary by all of their names: acronym, full name, variants, in every language.
//!
//! The dictionary has the names of a term beside the first word of each, so no table of them is needed: the
//! words that were typed are looked up anyway.

use super::words::{Part, Words};
use super::{BySegment, Planner, Synonyms};
use crate::analysis::fold_fully;
use crate::pack::PackError;
use crate::query::{Clause, Kind, Node, Occur};
use crate::schema::Fields;

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
}

impl Planner<'_> {
    /// Whether the word alone is a name of a term of the vocabulary.
    pub(super) fn has_names(&mut self, part: &Part) -> Result<bool, PackError> {
        let typed = [Typed { clause: 0, part: part.clone() }];
        Ok(self.named_at(&typed, 0)?.is_some())
    }

    /// Adds to the clauses whose words name a term its other names.
    pub(super) fn add_synonyms(&mut self, clauses: &mut [(&Clause, BySegment)]) -> Result<(), PackError> {
        let typed = self.typed_words(clauses);
        let mut at = 0;
        while at < typed.len() {
            let Some(named) = self.named_at(&typed, at)? else {
                at += 1;
                continue;
            };
            at = named.words.end;
            self.add_names(&typed[named.words.clone()], &named.names, clauses)?;
        }
        Ok(())
    }

    /// Returns the words of the clauses, stop words left out, as far as they are plain words or phrases.
    fn typed_words(&mut self, clauses: &[(&Clause, BySegment)]) -> Vec<Typed> {
        let mut typed = Vec::new();
        for (number, (clause, _)) in clauses.iter().enumerate() {
            let Node::Text { text, .. } = &clause.node else { continue };
            if clause.occur == Occur::MustNot {
                continue;
            }
            let words = Words::of(text, &mut self.scope[0].analyzers[0]);
            let parts = match words.joined {
                Some(joined) if words.is_one_identifier => vec![Part { position: 0, exact: joined, is_name: true }],
                _ => words.parts,
            };
            let telling = parts.into_iter().filter(|part| !self.is_stop_part(part));
            typed.extend(telling.map(|part| Typed { clause: number, part }));
        }
        typed
    }

    /// Returns the term whose name, the longest if there are several, begins at word `at`.
    fn named_at(&mut self, typed: &[Typed], at: usize) -> Result<Option<Named>, PackError> {
        let mut best: Option<Named> = None;
        for number in 0..self.scope.len() {
            let groups = self.names_beside(number, &typed[at].part)?;
            for names in groups {
                for name in &names {
                    let words = self.telling_words(name);
                    let end = at + words.len();
                    let longer = best.as_ref().is_none_or(|best| end > best.words.end);
                    if !words.is_empty() && longer && end <= typed.len() && self.are_same(&words, &typed[at..end]) {
                        best = Some(Named { words: at..end, names: names.clone() });
                    }
                }
            }
        }
        Ok(best)
    }

    fn names_beside(&mut self, number: usize, part: &Part) -> Result<Vec<Vec<String>>, PackError> {
        let scope = &mut self.scope[number];
        let mut groups: Vec<Vec<String>> = Vec::new();
        for (key, _) in part.keys(&mut scope.analyzers, self.weights) {
            let Some(family) = scope.segment.family(&key.family, &mut self.wants[number])? else { continue };
            for names in &family.names {
                let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
                if !groups.contains(&names) {
                    groups.push(names);
                }
            }
        }
        Ok(groups)
    }

    fn telling_words(&mut self, name: &str) -> Vec<Part> {
        let words = Words::of(name, &mut self.scope[0].analyzers[0]);
        match words.joined {
            Some(joined) if words.is_one_identifier => vec![Part { position: 0, exact: joined, is_name: true }],
            _ => words.parts.into_iter().filter(|part| !self.is_stop_part(part)).collect(),
        }
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
        names: &[String],
        clauses: &mut [(&Clause, BySegment)],
    ) -> Result<(), PackError> {
        let mut numbers: Vec<usize> = typed.iter().map(|typed| typed.clause).collect();
        numbers.dedup();
        let weight = self.weights.synonym / numbers.len() as f32;
        let words: Vec<&str> = typed.iter().map(|typed| typed.part.exact.as_str()).collect();
        let mut noted: Vec<String> = Vec::new();
        let mut seen = vec![fold_fully(&words.join(" "))];
        for name in names {
            let parts = self.telling_words(name);
            let folded: Vec<String> = parts.iter().map(|part| fold_fully(&part.exact)).collect();
            let folded = folded.join(" ");
            if parts.is_empty() || seen.contains(&folded) {
                continue;
            }
            seen.push(folded);
            let found = self.name(&parts, weight)?;
            // A name that holds what was typed tells the reader nothing new.
            let is_longer = words.iter().all(|word| parts.iter().any(|part| part.exact == *word));
            if !is_longer && noted.len() < NAMES_NOTED_MAX {
                noted.push(name.clone());
            }
            for number in &numbers {
                let by_segment = &mut clauses[*number].1;
                by_segment.iter_mut().zip(&found).for_each(|(known, found)| known.extend(found.iter().cloned()));
            }
        }
        if !noted.is_empty() {
            let typed: Vec<String> = numbers.iter().map(|number| clauses[*number].0.node.words()).collect();
            self.notes.also.push(Synonyms { words: typed.join(" "), names: noted });
        }
        Ok(())
    }

    /// Returns the ways to match a name: its words in one passage.
    fn name(&mut self, parts: &[Part], weight: f32) -> Result<BySegment, PackError> {
        let mut by_part = Vec::new();
        for part in parts {
            let mut found = self.none();
            self.add_word(part, Kind::Word, &mut found)?;
            // All names of a report's terms are in its field of terms: there they would be counted again.
            found.iter_mut().flatten().for_each(|alternative| alternative.restrict(Fields::WRITTEN));
            for number in 0..found.len() {
                let mut one = self.none();
                one[number] = std::mem::take(&mut found[number]);
                if self.is_known(&one)? {
                    found[number] = std::mem::take(&mut one[number]);
                }
            }
            by_part.push(found);
        }
        if let [only] = by_part.as_mut_slice() {
            let mut found = std::mem::take(only);
            found.iter_mut().flatten().for_each(|alternative| alternative.weight *= weight);
            return Ok(found);
        }
        Ok(self.all(&by_part, weight))
    }
}
