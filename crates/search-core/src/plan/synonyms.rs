//! Terms of the vocabulary by all of their names: acronym, full name, variants, in every language.
//!
//! The dictionary keeps a term with the first word of each of its names, so no table of names is needed: the
//! typed words are looked up anyway. Each term says where the texts have any of its names, so the words of
//! its other names need not be looked up at all.

use super::words::{Part, Words};
use super::{Alternative, Matcher, Planner, Synonyms, Ways};
use crate::analysis::{Key, fold_fully};
use crate::pack::Name;
use crate::query::{Clause, Kind, Node, Occur};
use crate::schema::Fields;
use crate::sorted::keep;
use crate::text::join;

/// How many names the reader is shown.
const NAMES_NOTED_MAX: usize = 3;

/// A word that was typed, and its clause.
struct Typed {
    clause: usize,
    part: Part,
}

/// A term kept with a family of a segment.
struct Beside {
    segment: usize,
    /// The key that stands for it there.
    key: Key,
    /// Its names, with whether the texts of the segment have them.
    names: Vec<Name>,
}

impl Planner<'_> {
    /// Whether the word alone is a name of a term of the vocabulary.
    pub(super) fn has_names(&mut self, part: &Part) -> bool {
        let typed = [Typed { clause: 0, part: part.clone() }];
        self.named_at(&typed, 0).0 > 0
    }

    /// Adds, to the clauses whose words name a term, the term's other names.
    pub(super) fn add_synonyms(&mut self, clauses: &mut [(&Clause, Ways)]) {
        let typed = self.typed_words(clauses);
        let mut at = 0;
        while at < typed.len() {
            let (count, terms) = self.named_at(&typed, at);
            if count > 0 {
                self.add_names(&typed[at..at + count], terms, clauses);
            }
            at += count.max(1);
        }
    }

    /// Returns the words of the clauses that are plain words, without stop words: a name in quotation marks
    /// means only itself.
    fn typed_words(&mut self, clauses: &[(&Clause, Ways)]) -> Vec<Typed> {
        let mut typed = Vec::new();
        for (number, (clause, _)) in clauses.iter().enumerate() {
            let Node::Text { text, kind: Kind::Word | Kind::Prefix } = &clause.node else { continue };
            if clause.occur == Occur::MustNot {
                continue;
            }
            for part in self.telling_words(text) {
                typed.push(Typed { clause: number, part });
            }
        }
        typed
    }

    /// Returns how many words from `at` on form a name, the longest if there are several, and the terms it
    /// names.
    fn named_at(&mut self, typed: &[Typed], at: usize) -> (usize, Vec<Beside>) {
        let mut terms = self.terms_beside(&typed[at].part);
        let (mut count, mut form) = (0, String::new());
        for term in &terms {
            for name in &term.names {
                let words = self.telling_words(&name.text);
                if words.len() > count && self.are_same(&words, &typed[at..]) {
                    (count, form) = (words.len(), term.key.form.clone());
                }
            }
        }
        keep(&mut terms, &|term| term.key.form == form);
        (count, terms)
    }

    /// Returns the terms that have a name beginning with this word, segment by segment.
    fn terms_beside(&mut self, part: &Part) -> Vec<Beside> {
        let mut terms: Vec<Beside> = Vec::new();
        for segment in 0..self.scope.len() {
            let scope = &mut self.scope[segment];
            for (key, _) in part.keys(&mut scope.analyzers, self.weights) {
                let Some(family) = scope.family(&key.family, &mut self.wants[segment]) else { continue };
                for term in &family.terms {
                    let key = Key { family: key.family.clone(), form: term.family.forms[0].form.clone() };
                    if !terms.iter().any(|known| known.segment == segment && known.key.form == key.form) {
                        terms.push(Beside { segment, key, names: term.names.clone() });
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

    /// Whether the words of a name match the first typed words, ignoring inflections.
    fn are_same(&mut self, name: &[Part], typed: &[Typed]) -> bool {
        let analyzer = &mut self.scope[0].analyzers[0];
        name.len() <= typed.len()
            && name.iter().zip(typed).all(|(name, typed)| {
                if are_alike(name, &typed.part) {
                    return true;
                }
                let stem = analyzer.stem(&name.exact).map(str::to_owned);
                !name.is_name && stem.is_some() && stem.as_deref() == analyzer.stem(&typed.part.exact)
            })
    }

    /// Adds a term to the clauses of the typed words, so that together they weigh as much as one name.
    fn add_names(&mut self, typed: &[Typed], terms: Vec<Beside>, clauses: &mut [(&Clause, Ways)]) {
        let mut numbers: Vec<usize> = Vec::new();
        for typed in typed {
            if numbers.last() != Some(&typed.clause) {
                numbers.push(typed.clause);
            }
        }
        let weight = self.weights.synonym / numbers.len() as f32;
        let mut noted: Vec<String> = Vec::new();
        for (place, Beside { segment, key, names }) in terms.into_iter().enumerate() {
            let mut marked = Vec::new();
            for name in names {
                let parts = self.telling_words(&name.text);
                // A name that contains what was typed is found anyway.
                let has = |typed: &Typed| parts.iter().any(|part| are_alike(part, &typed.part));
                if typed.iter().all(has) {
                    continue;
                }
                if name.is_written {
                    marked.append(&mut self.words_of(&parts)[segment]);
                }
                if place == 0 && noted.len() < NAMES_NOTED_MAX {
                    noted.push(name.text);
                }
            }
            // Only names that the texts have are worth looking up. The marks belong to the words together, so
            // one clause carries them.
            if !marked.is_empty() {
                for number in &numbers {
                    let matcher = Matcher::Named { key: key.clone(), marked: std::mem::take(&mut marked) };
                    let alternative = Alternative { matcher, weight, fields: Fields::ALL };
                    clauses[*number].1[segment].push(alternative);
                }
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

    /// Matches all the words in one passage, without looking them up.
    fn words_of(&mut self, parts: &[Part]) -> Ways {
        let mut by_part = Vec::new();
        for part in parts {
            let mut found = self.no_ways();
            self.add_word(part, Kind::Word, &mut found);
            by_part.push(found);
        }
        self.all(by_part, 1.0)
    }
}

/// Whether two words are the same, ignoring accents and tildes.
fn are_alike(a: &Part, b: &Part) -> bool {
    fold_fully(&a.exact) == fold_fully(&b.exact)
}
