//! A query made concrete: which keys of each segment's dictionary are looked up, and the weight of each.
//!
//! The plan is all that evaluation sees. The segments in scope are planned together, because a word counts as
//! unknown, and another spelling as meant, only when none of them has it.

mod completions;
mod corrections;
mod phrases;
mod statistics;
mod synonyms;
mod words;

pub use statistics::Statistics;

use std::rc::Rc;

use crate::analysis::{Analyzer, Key, Language, has_digit};
use crate::pack::{Family, Root, Segment, Wants};
use crate::query::{Clause, MatchKind, Node, Occur, Query};
use crate::schema::{FIELD_COUNT, Fields, Weights};
use crate::sorted::keep;
use completions::completions;
use words::{Part, Words};

/// Factor for an identifier whose parts are found separately.
const PARTS_WEIGHT: f32 = 0.6;

/// The plan of a query for one segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The clauses that are searched; stop words are left out if anything else is asked for. They are the
    /// same in all segments.
    pub clauses: Vec<PlannedClause>,
}

/// One clause: a passage matches it by any of the alternatives, and gets the score of the best.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedClause {
    /// What a match means.
    pub occur: Occur,
    /// The words that were typed.
    pub words: String,
    /// The ways to match.
    pub alternatives: Vec<Alternative>,
}

/// One way to match a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// What is looked up.
    pub matcher: Matcher,
    /// The factor of its score.
    pub weight: f32,
    /// The fields that are looked at.
    pub fields: Fields,
}

/// What is looked up in each field.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// A key of the dictionary.
    Term(Key),
    /// At each of these places, counted from some word before them, any of these forms.
    Phrase(Vec<(u32, Vec<Key>)>),
    /// All of these, each by any of its alternatives; the score is their sum.
    All(Vec<Vec<Alternative>>),
    /// A term of the vocabulary, by any of its names.
    Named {
        /// The key that stands for it.
        key: Key,
        /// Its other names, by their words. They are not looked up, only marked where they are found.
        marked: Vec<Alternative>,
    },
}

/// What the reader is told besides the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Words that are in no report in scope.
    pub absent: Vec<String>,
    /// Words that were searched by another spelling.
    pub corrected: Vec<Correction>,
    /// Terms that were also searched by their other names.
    pub also: Vec<Synonyms>,
    /// The end of the query if it was too long to be searched.
    pub unread: String,
}

/// A word and what may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As it was typed.
    pub word: String,
    /// What was searched.
    pub to: Vec<String>,
    /// Whether it was searched instead of the word, which occurs nowhere; otherwise it was searched as well.
    pub instead: bool,
}

/// Words that name a term, and the term's other names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonyms {
    /// As they were typed.
    pub words: String,
    /// The names that were also searched.
    pub names: Vec<String>,
}

/// What planning found out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planned {
    /// The plans, by segment in scope.
    pub plans: Vec<Plan>,
    /// What the reader is told.
    pub notes: Notes,
}

impl Alternative {
    fn term(key: Key, weight: f32) -> Alternative {
        Alternative { matcher: Matcher::Term(key), weight, fields: Fields::ALL }
    }

    /// Calls `each` with every key that is looked up.
    pub fn each_key<'a>(&'a self, each: &mut dyn FnMut(&'a Key)) {
        match &self.matcher {
            Matcher::Term(key) | Matcher::Named { key, .. } => each(key),
            Matcher::Phrase(parts) => parts.iter().flat_map(|(_, keys)| keys).for_each(each),
            Matcher::All(parts) => parts.iter().flatten().for_each(|alternative| alternative.each_key(each)),
        }
    }
}

/// Looks at these fields only.
fn restrict(alternatives: &mut [Vec<Alternative>], fields: Fields) {
    for alternatives in alternatives {
        for alternative in alternatives {
            alternative.fields = fields;
            if let Matcher::All(parts) = &mut alternative.matcher {
                restrict(parts, fields);
            }
        }
    }
}

impl Plan {
    /// Returns every key that the plan looks up, each once.
    pub fn searched_keys(&self) -> Vec<&Key> {
        let mut keys: Vec<&Key> = Vec::new();
        for clause in &self.clauses {
            for alternative in &clause.alternatives {
                alternative.each_key(&mut |key| {
                    // A form is the same in any family: a term is kept with several.
                    let is_same = |known: &&Key| {
                        known.form == key.form && (!key.form.is_empty() || known.family == key.family)
                    };
                    if !keys.iter().any(is_same) {
                        keys.push(key);
                    }
                });
            }
        }
        keys
    }
}

/// A segment that is searched.
pub struct InScope<'a> {
    segment: &'a Segment,
    /// The analyser for the segment's own language, then those for the other languages of its passages.
    analyzers: Vec<Analyzer>,
    /// What has been looked up in the dictionary so far.
    families: Vec<(String, Option<Rc<Family<'a>>>)>,
}

impl<'a> InScope<'a> {
    /// Returns the segment with this root, ready to be planned for.
    pub fn new(segment: &'a Segment, root: &Root) -> Self {
        let mut analyzers = root.analyzers();
        if analyzers.is_empty() {
            analyzers.push(Analyzer::new(Language::Other));
        }
        InScope { segment, analyzers, families: Vec::new() }
    }

    /// Returns a family of the dictionary; `None` if there is none or its part is missing. Each is decoded
    /// once.
    fn family(&mut self, key: &str, wants: &mut Wants) -> Option<Rc<Family<'a>>> {
        for (known, family) in &self.families {
            if known == key {
                return family.clone();
            }
        }
        let family = self.segment.family(key, wants).map(Rc::new);
        self.families.push((key.to_owned(), family.clone()));
        family
    }
}

/// The ways to match something, by segment in scope.
type Ways = Vec<Vec<Alternative>>;

fn add(ways: &mut Ways, mut more: Ways) {
    for (ways, more) in ways.iter_mut().zip(&mut more) {
        ways.append(more);
    }
}

/// Plans `query` for the segments in scope. `wants` has an entry for each of them; if anything is missing,
/// the plan is incomplete.
pub fn plan(query: &Query, scope: Vec<InScope<'_>>, weights: &Weights, wants: &mut [Wants]) -> Planned {
    let notes = Notes { unread: query.unread.clone(), ..Notes::default() };
    let mut planner = Planner { scope, weights, wants, notes };
    let language = planner.language(query);
    let mut clauses: Vec<(&Clause, Ways)> = Vec::new();
    let mut small: Vec<&Clause> = Vec::new();
    for clause in &query.clauses {
        if planner.is_small(clause, language) {
            small.push(clause);
        } else {
            clauses.push((clause, planner.node(&clause.node)));
        }
    }
    // Small words are looked up only if there are no others.
    if clauses.iter().all(|(clause, _)| clause.occur == Occur::MustNot) {
        for clause in small.into_iter().filter(|clause| clause.occur != Occur::MustNot) {
            clauses.push((clause, planner.node(&clause.node)));
        }
    }
    planner.add_synonyms(&mut clauses);
    planner.leave_out_absent(&mut clauses);
    planner.finish(clauses)
}

struct Planner<'a> {
    scope: Vec<InScope<'a>>,
    weights: &'a Weights,
    wants: &'a mut [Wants],
    notes: Notes,
}

impl Planner<'_> {
    fn finish(self, mut clauses: Vec<(&Clause, Ways)>) -> Planned {
        let mut plans = Vec::new();
        for number in 0..self.scope.len() {
            let mut plan = Plan::default();
            for (clause, ways) in &mut clauses {
                let alternatives = std::mem::take(&mut ways[number]);
                plan.clauses.push(PlannedClause {
                    occur: clause.occur,
                    words: clause.node.words(),
                    alternatives,
                });
            }
            plans.push(plan);
        }
        Planned { plans, notes: self.notes }
    }

    /// Removes clauses that no segment has, and notes them. Required clauses stay, so that nothing is found.
    fn leave_out_absent(&mut self, clauses: &mut Vec<(&Clause, Ways)>) {
        for (clause, ways) in std::mem::take(clauses) {
            let is_known = self.is_known(&ways) || !self.is_whole();
            let words = clause.node.words();
            if !is_known && clause.occur == Occur::Should && !self.notes.absent.contains(&words) {
                self.notes.absent.push(words);
            }
            if is_known || clause.occur == Occur::Must {
                clauses.push((clause, ways));
            }
        }
    }

    /// Whether everything asked of the segments so far could be answered.
    fn is_whole(&self) -> bool {
        self.wants.iter().all(Wants::is_empty)
    }

    /// Returns the language of the question: the one with the most of its small words, by default that of the
    /// first segment.
    fn language(&mut self, query: &Query) -> Language {
        let (mut language, mut most) = (Language::Other, 0);
        for of in [self.scope[0].analyzers[0].language()].into_iter().chain(Language::KNOWN) {
            let mut count = 0;
            for clause in &query.clauses {
                count += usize::from(self.is_stop_word(clause, of));
            }
            if count > most {
                (language, most) = (of, count);
            }
        }
        language
    }

    /// Whether a clause is a word too frequent to be looked for: in the language of the question, or in those
    /// of all the segments.
    fn is_small(&mut self, clause: &Clause, language: Language) -> bool {
        self.is_stop_word(clause, language)
            || (0..self.scope.len()).all(|number| {
                let home = self.scope[number].analyzers[0].language();
                self.is_stop_word(clause, home)
            })
    }

    fn is_stop_word(&mut self, clause: &Clause, language: Language) -> bool {
        let Node::Text { text, kind: MatchKind::Word | MatchKind::Prefix } = &clause.node else {
            return false;
        };
        let parts = Words::of(text, &mut self.scope[0].analyzers[0]).parts;
        parts.len() == 1 && parts[0].is_stop_word(language)
    }

    fn node(&mut self, node: &Node) -> Ways {
        match node {
            Node::Text { text, kind } => self.text(text, *kind),
            Node::Title(node) => {
                let mut found = self.node(node);
                restrict(&mut found, Fields::TITLE);
                found
            }
            Node::Any(nodes) => {
                let mut any = self.no_ways();
                for node in nodes {
                    add(&mut any, self.node(node));
                }
                any
            }
            Node::All(nodes) => {
                let mut parts = Vec::new();
                for node in nodes {
                    parts.push(self.node(node));
                }
                self.all(parts, 1.0)
            }
        }
    }

    fn no_ways(&self) -> Ways {
        let mut ways = Ways::new();
        for _ in &self.scope {
            ways.push(Vec::new());
        }
        ways
    }

    /// Matches all the parts in one passage; nothing in a segment where a part has no alternatives.
    fn all(&self, mut parts: Vec<Ways>, weight: f32) -> Ways {
        let mut found = self.no_ways();
        for (number, found) in found.iter_mut().enumerate() {
            let mut here: Vec<Vec<Alternative>> = Vec::new();
            for part in &mut parts {
                here.push(std::mem::take(&mut part[number]));
            }
            if !here.is_empty() && !here.iter().any(Vec::is_empty) {
                found.push(Alternative { matcher: Matcher::All(here), weight, fields: Fields::ALL });
            }
        }
        found
    }

    /// Matches all the words in one passage.
    fn all_words(&mut self, parts: &[Part], weight: f32) -> Ways {
        let mut by_part = Vec::new();
        for part in parts {
            by_part.push(self.word(part, MatchKind::Word));
        }
        self.all(by_part, weight)
    }

    fn text(&mut self, text: &str, kind: MatchKind) -> Ways {
        // Texts are split into words the same way in all languages.
        let words = Words::of(text, &mut self.scope[0].analyzers[0]);
        if kind == MatchKind::Phrase {
            return self.phrase(words);
        }
        let [only] = words.parts.as_slice() else { return self.identifier(words, kind) };
        self.word(only, kind)
    }

    /// A word with punctuation in it: joined, or its parts in one passage.
    fn identifier(&mut self, mut words: Words, kind: MatchKind) -> Ways {
        let mut found = self.no_ways();
        if let Some(joined) = words.joined {
            let is_number = has_digit(&joined);
            self.add_word(&Part::name(joined), kind, &mut found);
            // Its parts are looked up only when it is certain that the whole occurs nowhere.
            if is_number && (self.is_known(&found) || !self.is_whole()) {
                return found;
            }
        }
        keep(&mut words.parts, &|part| !self.is_stop_part(part));
        add(&mut found, self.all_words(&words.parts, PARTS_WEIGHT));
        found
    }

    fn is_stop_part(&self, part: &Part) -> bool {
        self.scope.iter().all(|scope| part.is_stop_word(scope.analyzers[0].language()))
    }

    /// A word, by its forms, its stem and its beginning; by other spellings if it occurs nowhere.
    fn word(&mut self, part: &Part, kind: MatchKind) -> Ways {
        let mut found = self.no_ways();
        self.add_word(part, kind, &mut found);
        if self.is_known(&found) {
            self.add_corrections(part, &mut found);
            return found;
        }
        if !self.is_whole() || self.has_names(part) {
            return found;
        }
        self.near_words(part)
    }

    fn add_word(&mut self, part: &Part, kind: MatchKind, found: &mut Ways) {
        for (number, scope) in self.scope.iter_mut().enumerate() {
            let mut alternatives = Vec::new();
            for (key, weight) in part.keys(&mut scope.analyzers, self.weights) {
                alternatives.push(Alternative::term(key, weight));
            }
            if kind == MatchKind::Prefix {
                for key in completions(scope, &part.exact, &alternatives, &mut self.wants[number]) {
                    alternatives.push(Alternative::term(key, self.weights.prefix));
                }
            }
            for alternative in alternatives {
                found[number].push(alternative);
            }
        }
    }

    /// Whether any segment has any of these. While parts are missing, this is not certain.
    fn is_known(&mut self, ways: &Ways) -> bool {
        let mut is_known = false;
        for (number, alternatives) in ways.iter().enumerate() {
            is_known |= self.has_any(number, alternatives);
        }
        is_known
    }

    fn has_any(&mut self, number: usize, alternatives: &[Alternative]) -> bool {
        let mut has = false;
        for alternative in alternatives {
            has |= self.has(number, alternative);
        }
        has
    }

    /// Whether a segment has any of the keys of an alternative.
    fn has(&mut self, number: usize, alternative: &Alternative) -> bool {
        let mut keys = Vec::new();
        alternative.each_key(&mut |key| keys.push(key));
        let mut has = false;
        for key in keys {
            let Some(family) = self.scope[number].family(&key.family, &mut self.wants[number]) else {
                continue;
            };
            let counts = family.doc_freqs(key);
            has |= (0..FIELD_COUNT).any(|field| counts[field] > 0 && alternative.fields.contains(field));
        }
        has
    }
}
