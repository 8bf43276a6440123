//! Terms of the vocabulary by all of their names: acronym, full name, variants, in every language.
//!
//! The dictionary has the names of a term beside the first word of each, so no table of them is needed: the
//! words that were typed are looked up anyway.

use super::words::{Part, Words};
use super::{Planner, Synonyms, Ways, add, restrict};
use crate::analysis::fold_fully;
use crate::pack::{Name, Names};
use crate::query::{Clause, Kind, Node, Occur};
use crate::schema::Fields;
use crate::sorted::keep;
use crate::text::join;

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
    /// All of them; written is what the texts of any segment in scope have.
    names: Names,
}

impl Planner<'_> {
    /// Whether the word alone is a name of a term of the vocabulary.
    pub(super) fn has_names(&mut self, part: &Part) -> bool {
        let typed = [Typed { clause: 0, part: part.clone() }];
        self.named_at(&typed, 0).is_some()
    }

    /// Adds to the clauses whose words name a term its other names.
    pub(super) fn add_synonyms(&mut self, clauses: &mut [(&Clause, Ways)]) {
        let typed = self.typed_words(clauses);
        let mut at = 0;
        while at < typed.len() {
            let Some(named) = self.named_at(&typed, at) else {
                at += 1;
                continue;
            };
            at = named.words.end;
            self.add_names(&typed[named.words.clone()], &named.names, clauses);
        }
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
    fn named_at(&mut self, typed: &[Typed], at: usize) -> Option<Named> {
        let terms = self.terms_beside(&typed[at].part);
        let mut best: Option<Named> = None;
        for names in &terms {
            for name in names {
                let words = self.telling_words(&name.text);
                let end = at + words.len();
                let longer = best.as_ref().is_none_or(|best| end > best.words.end);
                if !words.is_empty() && longer && end <= typed.len() && self.are_same(&words, &typed[at..end])
                {
                    best = Some(Named { words: at..end, names: names.clone() });
                }
            }
        }
        for name in best.iter_mut().flat_map(|best| &mut best.names) {
            let is_written = |other: &Name| other.is_written && other.text == name.text;
            name.is_written = terms.iter().flatten().any(is_written);
        }
        best
    }

    /// Returns the names of the terms that have a name which begins with this word, segment by segment.
    fn terms_beside(&mut self, part: &Part) -> Vec<Names> {
        let mut terms: Vec<Names> = Vec::new();
        for (scope, wants) in self.scope.iter_mut().zip(self.wants.iter_mut()) {
            for (key, _) in part.keys(&mut scope.analyzers, self.weights) {
                let Some(family) = scope.family(&key.family, wants) else { continue };
                for names in &family.names {
                    if !terms.contains(names) {
                        terms.push(names.clone());
                    }
                }
            }
        }
        terms
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
    fn add_names(&mut self, typed: &[Typed], names: &[Name], clauses: &mut [(&Clause, Ways)]) {
        let mut numbers: Vec<usize> = Vec::new();
        for typed in typed {
            if numbers.last() != Some(&typed.clause) {
                numbers.push(typed.clause);
            }
        }
        let weight = self.weights.synonym / numbers.len() as f32;
        let mut noted: Vec<String> = Vec::new();
        let mut seen = vec![folded(&mut typed.iter().map(|typed| &typed.part))];
        for name in names {
            let parts = self.telling_words(&name.text);
            let folded = folded(&mut parts.iter());
            // Where a name holds what was typed, that is found anyway.
            let has = |typed: &Typed| parts.iter().any(|part| part.exact == typed.part.exact);
            if typed.iter().all(has) || seen.contains(&folded) {
                continue;
            }
            seen.push(folded);
            if noted.len() < NAMES_NOTED_MAX {
                noted.push(name.text.clone());
            }
            // Only what the texts have is worth looking up.
            for number in numbers.iter().filter(|_| name.is_written) {
                add(&mut clauses[*number].1, self.name(&parts, weight));
            }
        }
        if !noted.is_empty() {
            let mut typed: Vec<String> = Vec::new();
            for number in numbers {
                typed.push(clauses[number].0.node.words());
            }
            self.notes.also.push(Synonyms { words: join(&typed, " "), names: noted });
        }
    }

    /// Returns the ways to match a name: its words in one passage.
    fn name(&mut self, parts: &[Part], weight: f32) -> Ways {
        let mut by_part = Vec::new();
        for part in parts {
            let mut found = self.no_ways();
            self.add_word(part, Kind::Word, &mut found);
            // All names of a report's terms are in its field of terms: there they would be counted again.
            restrict(&mut found, Fields::WRITTEN);
            for (number, alternatives) in found.iter_mut().enumerate() {
                if !self.has_any(number, alternatives) {
                    alternatives.clear();
                }
            }
            by_part.push(found);
        }
        if by_part.len() == 1
            && let Some(mut found) = by_part.pop()
        {
            found.iter_mut().flatten().for_each(|alternative| alternative.weight *= weight);
            return found;
        }
        self.all(by_part, weight)
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
