//! A query made concrete: which keys of each segment's dictionary are looked up, and what each weighs.
//!
//! The plan is all that evaluation knows. The segments in scope are planned together, because a word is only
//! unknown, and another spelling meant, when none of them has it.

mod corrections;
mod statistics;
mod synonyms;
mod words;

pub use statistics::Statistics;

use crate::analysis::{Analyzer, Key, Language, is_stop_word, spelling};
use crate::pack::{PackError, Root, Segment, Wants};
use crate::query::{Clause, Kind, Node, Occur, Query};
use crate::schema::{Fields, Weights};
use crate::sorted::{SortedSet, keep, sort_by};
use words::{Part, Words};

/// A beginning shorter than this (in characters) is not completed: too many words begin so.
const PREFIX_CHARS_MIN: usize = 2;
/// How many words that begin so are searched: those in most passages.
const COMPLETIONS_MAX: usize = 12;
/// The most ways in which the forms of a phrase's words are combined.
const PHRASES_MAX: usize = 8;
/// Factor of an identifier's parts found apart.
const PARTS_WEIGHT: f32 = 0.6;

/// The plan of a query for one segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The clauses that are searched; stop words are left out if anything else is asked for. All segments have
    /// the same ones.
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
    /// Forms at these distances from the first.
    Phrase(Vec<(u32, Key)>),
    /// All of these, each by any of its alternatives; the score is the sum.
    All(Vec<Vec<Alternative>>),
}

/// What the reader is told beside the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Words that no report in scope has.
    pub absent: Vec<String>,
    /// Words that were searched by another spelling.
    pub corrected: Vec<Correction>,
    /// Terms that were searched by their other names too.
    pub also: Vec<Synonyms>,
}

/// A word and what may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As it was typed.
    pub word: String,
    /// What was searched.
    pub to: Vec<String>,
    /// Whether it was searched in the place of the word, which nothing has; else beside it.
    pub instead: bool,
}

/// Words and the other names of what they name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonyms {
    /// As they were typed.
    pub words: String,
    /// The names that were searched too.
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
            Matcher::Term(key) => each(key),
            Matcher::Phrase(parts) => parts.iter().for_each(|(_, key)| each(key)),
            Matcher::All(parts) => parts.iter().flatten().for_each(|alternative| alternative.each_key(each)),
        }
    }

    /// Looks at these fields only.
    fn restrict(&mut self, fields: Fields) {
        self.fields = fields;
        if let Matcher::All(parts) = &mut self.matcher {
            parts.iter_mut().flatten().for_each(|part| part.restrict(fields));
        }
    }
}

impl Plan {
    /// Returns every key that the plan looks up.
    pub fn searched_keys(&self) -> SortedSet<&Key> {
        let mut keys = SortedSet::new();
        for alternative in self.clauses.iter().flat_map(|clause| &clause.alternatives) {
            alternative.each_key(&mut |key| keys.insert(key));
        }
        keys
    }
}

/// A segment that is searched.
pub struct InScope<'a> {
    segment: &'a Segment,
    /// The analyser for the segment's own language, then those for others that passages of it are in.
    analyzers: Vec<Analyzer>,
}

impl<'a> InScope<'a> {
    /// Returns the segment with this root, ready to be planned for.
    pub fn new(segment: &'a Segment, root: &Root) -> Self {
        let mut analyzers = root.analyzers();
        if analyzers.is_empty() {
            analyzers.push(Analyzer::new(Language::Other));
        }
        InScope { segment, analyzers }
    }
}

/// The ways to match something, each with the number of the segment in scope that it is for.
type Ways = Vec<(usize, Alternative)>;

/// Takes those for one segment out.
fn take_segment(ways: &mut Ways, number: usize) -> Vec<Alternative> {
    let mut taken = Vec::new();
    for (of, alternative) in std::mem::take(ways) {
        if of == number {
            taken.push(alternative);
        } else {
            ways.push((of, alternative));
        }
    }
    taken
}

/// Plans `query` for the segments in scope. `wants` has an entry for each of them.
///
/// # Errors
/// When a part is damaged. What is lacking goes into `wants`, and the plan is then incomplete.
pub fn plan(
    query: &Query,
    scope: Vec<InScope<'_>>,
    weights: &Weights,
    wants: &mut [Wants],
) -> Result<Planned, PackError> {
    let mut planner = Planner { scope, weights, wants, notes: Notes::default() };
    let mut clauses: Vec<(&Clause, Ways)> = Vec::new();
    let mut stop_clauses: Vec<(&Clause, Ways)> = Vec::new();
    for clause in &query.clauses {
        let ways = planner.node(&clause.node)?;
        let is_stop_word = clause.occur != Occur::Must && planner.is_stop_word(&clause.node);
        if is_stop_word { &mut stop_clauses } else { &mut clauses }.push((clause, ways));
    }
    if clauses.iter().all(|(clause, _)| clause.occur == Occur::MustNot) {
        keep(&mut stop_clauses, &|(clause, _)| clause.occur != Occur::MustNot);
        clauses.append(&mut stop_clauses);
    }
    planner.add_synonyms(&mut clauses)?;
    planner.leave_out_absent(&mut clauses)?;
    Ok(planner.finish(clauses))
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
                let alternatives = take_segment(ways, number);
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

    /// Leaves out what no segment has, and notes it; what must be there stays, so that nothing is found.
    fn leave_out_absent(&mut self, clauses: &mut Vec<(&Clause, Ways)>) -> Result<(), PackError> {
        for (clause, ways) in std::mem::take(clauses) {
            let is_known = self.is_known(&ways)? || !self.is_whole();
            let words = clause.node.words();
            if !is_known && clause.occur == Occur::Should && !self.notes.absent.contains(&words) {
                self.notes.absent.push(words);
            }
            if is_known || clause.occur == Occur::Must {
                clauses.push((clause, ways));
            }
        }
        Ok(())
    }

    /// Whether what was asked of the segments so far could be answered.
    fn is_whole(&self) -> bool {
        self.wants.iter().all(Wants::is_empty)
    }

    fn is_stop_word(&mut self, node: &Node) -> bool {
        let Node::Text { text, kind: Kind::Word | Kind::Prefix } = node else { return false };
        self.scope.iter_mut().all(|scope| Words::of(text, &mut scope.analyzers[0]).is_stop_word())
    }

    fn node(&mut self, node: &Node) -> Result<Ways, PackError> {
        match node {
            Node::Text { text, kind } => self.text(text, *kind),
            Node::Title(node) => {
                let mut found = self.node(node)?;
                found.iter_mut().for_each(|(_, alternative)| alternative.restrict(Fields::TITLE));
                Ok(found)
            }
            Node::Any(nodes) => {
                let mut any = Ways::new();
                for node in nodes {
                    any.append(&mut self.node(node)?);
                }
                Ok(any)
            }
            Node::All(nodes) => {
                let mut parts = Vec::new();
                for node in nodes {
                    parts.push(self.node(node)?);
                }
                Ok(self.all(parts, 1.0))
            }
        }
    }

    /// Matches all the parts in one passage; nothing in a segment where a part has no alternatives.
    fn all(&self, mut parts: Vec<Ways>, weight: f32) -> Ways {
        let mut found = Ways::new();
        for number in 0..self.scope.len() {
            let mut here: Vec<Vec<Alternative>> = Vec::new();
            for part in &mut parts {
                here.push(take_segment(part, number));
            }
            if !here.is_empty() && !here.iter().any(Vec::is_empty) {
                found
                    .push((number, Alternative { matcher: Matcher::All(here), weight, fields: Fields::ALL }));
            }
        }
        found
    }

    /// Matches all the words in one passage.
    fn all_words(&mut self, parts: &[Part], weight: f32) -> Result<Ways, PackError> {
        let mut by_part = Vec::new();
        for part in parts {
            by_part.push(self.word(part, Kind::Word)?);
        }
        Ok(self.all(by_part, weight))
    }

    fn text(&mut self, text: &str, kind: Kind) -> Result<Ways, PackError> {
        // How a text is cut into words is the same in all languages.
        let words = Words::of(text, &mut self.scope[0].analyzers[0]);
        if kind == Kind::Phrase {
            return self.phrase(words);
        }
        let [only] = words.parts.as_slice() else { return self.identifier(words, kind) };
        self.word(only, kind)
    }

    /// A word with punctuation in it: joined, or its parts in one passage.
    fn identifier(&mut self, mut words: Words, kind: Kind) -> Result<Ways, PackError> {
        let mut found = Ways::new();
        if let Some(joined) = words.joined {
            let has_digit = joined.contains(char::is_numeric);
            self.add_word(&Part::name(joined), kind, &mut found)?;
            if self.is_known(&found)? && has_digit {
                return Ok(found);
            }
        }
        keep(&mut words.parts, &|part| !self.is_stop_part(part));
        found.append(&mut self.all_words(&words.parts, PARTS_WEIGHT)?);
        Ok(found)
    }

    fn is_stop_part(&self, part: &Part) -> bool {
        self.scope.iter().all(|scope| part.is_stop_word(scope.analyzers[0].language()))
    }

    /// A word, by its forms, its stem and its beginning; by other spellings if nothing has it.
    fn word(&mut self, part: &Part, kind: Kind) -> Result<Ways, PackError> {
        let mut found = Ways::new();
        self.add_word(part, kind, &mut found)?;
        if self.is_known(&found)? {
            self.add_corrections(part, &mut found)?;
            return Ok(found);
        }
        if !self.is_whole() || self.has_names(part)? {
            return Ok(found);
        }
        self.near_words(part)
    }

    fn add_word(&mut self, part: &Part, kind: Kind, found: &mut Ways) -> Result<(), PackError> {
        for (number, scope) in self.scope.iter_mut().enumerate() {
            let mut alternatives = Vec::new();
            for (key, weight) in part.keys(&mut scope.analyzers, self.weights) {
                alternatives.push(Alternative::term(key, weight));
            }
            if kind == Kind::Prefix {
                for key in completions(scope, &part.exact, &alternatives, &mut self.wants[number])? {
                    alternatives.push(Alternative::term(key, self.weights.prefix));
                }
            }
            for alternative in alternatives {
                found.push((number, alternative));
            }
        }
        Ok(())
    }

    /// Words next to each other. Stop words have no positions: any word may stand in their place.
    fn phrase(&mut self, words: Words) -> Result<Ways, PackError> {
        if let Some(joined) = words.joined.filter(|_| words.is_one_identifier) {
            return self.word(&Part::name(joined), Kind::Word);
        }
        let mut found = Ways::new();
        let mut unknown: Vec<&Part> = words.parts.iter().collect();
        for number in 0..self.scope.len() {
            let mut phrases: Vec<Vec<(u32, Key)>> = vec![Vec::new()];
            for part in &words.parts {
                let forms = self.known_forms(number, part)?;
                if !forms.is_empty() {
                    keep(&mut unknown, &|unknown| unknown.position != part.position);
                }
                if forms.is_empty() || forms.iter().any(|(_, is_stop_word)| !is_stop_word) {
                    phrases = with_each_form(&phrases, part.position, &forms);
                }
            }
            for phrase in phrases {
                if !phrase.is_empty() {
                    found.push((number, of_phrase(phrase)));
                }
            }
        }
        if found.is_empty() && unknown.is_empty() {
            return self.all_words(&words.parts, 1.0);
        }
        if self.is_whole() {
            for part in unknown {
                self.notes.absent.push(part.exact.clone());
            }
        }
        Ok(found)
    }

    /// Returns the forms of a word that are in the dictionary of a segment, and whether each is a stop word.
    fn known_forms(&mut self, number: usize, part: &Part) -> Result<Vec<(Key, bool)>, PackError> {
        let scope = &mut self.scope[number];
        let mut known = Vec::new();
        for (key, _) in part.keys(&mut scope.analyzers, self.weights) {
            if key.form.is_empty() {
                continue;
            }
            let Some(family) = scope.segment.family(&key.family, &mut self.wants[number])? else { continue };
            let Some(form) = family.form(&key.form) else { continue };
            if form.doc_freqs.iter().any(|count| *count > 0) {
                known.push((key, form.is_stop_word));
            }
        }
        Ok(known)
    }

    /// Whether any segment has any of these. While something is lacking, it is not known.
    fn is_known(&mut self, ways: &Ways) -> Result<bool, PackError> {
        let mut is_known = false;
        for (number, alternative) in ways {
            is_known |= self.has(*number, alternative)?;
        }
        Ok(is_known)
    }

    /// Whether a segment has any of the keys of an alternative.
    fn has(&mut self, number: usize, alternative: &Alternative) -> Result<bool, PackError> {
        let mut keys = Vec::new();
        alternative.each_key(&mut |key| keys.push(key));
        let mut has = false;
        for key in keys {
            let counts = doc_freqs(self.scope[number].segment, key, &mut self.wants[number])?;
            has |= alternative.fields.numbers().any(|field| counts[field] > 0);
        }
        Ok(has)
    }
}

/// Returns the phrases, each continued by each of the forms that is no stop word; not too many of them.
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

/// Returns forms at their positions as a matcher: at distances from the first.
fn of_phrase(mut phrase: Vec<(u32, Key)>) -> Alternative {
    let first = phrase.first().map_or(0, |(position, _)| *position);
    phrase.iter_mut().for_each(|(position, _)| *position -= first);
    let matcher = match phrase.len() {
        1 => Matcher::Term(phrase.remove(0).1),
        _ => Matcher::Phrase(phrase),
    };
    Alternative { matcher, weight: 1.0, fields: Fields::ALL }
}

/// Returns in how many passages a key is, by field; none if it is not in the dictionary or its part is wanted.
///
/// # Errors
/// When the part is damaged.
pub fn doc_freqs(
    segment: &Segment,
    key: &Key,
    wants: &mut Wants,
) -> Result<[u32; crate::schema::FIELD_COUNT], PackError> {
    let Some(family) = segment.family(&key.family, wants)? else { return Ok(Default::default()) };
    if key.form.is_empty() {
        return Ok(family.stem_doc_freqs);
    }
    Ok(family.form(&key.form).map_or([0; crate::schema::FIELD_COUNT], |form| form.doc_freqs))
}

/// Returns the most frequent forms that begin with `beginning`, apart from those `known`. Of families with long
/// lists only the first is taken: each costs a file.
fn completions(
    scope: &InScope<'_>,
    beginning: &str,
    known: &[Alternative],
    wants: &mut Wants,
) -> Result<Vec<Key>, PackError> {
    if beginning.chars().count() < PREFIX_CHARS_MIN {
        return Ok(Vec::new());
    }
    let language = scope.analyzers[0].language();
    let mut found: Vec<(u32, bool, Key)> = Vec::new();
    scope.segment.completions(beginning, wants, &mut |family, of, form| {
        let key = Key { family: family.to_owned(), form: form.form.clone() };
        let is_known =
            || known.iter().any(|known| matches!(&known.matcher, Matcher::Term(known) if *known == key));
        let count: u32 = form.doc_freqs.iter().fold(0, |sum, count| sum.saturating_add(*count));
        if count > 0 && !is_known() && !is_stop_word(language, spelling(&form.form)) {
            found.push((count, of.lists.is_some(), key));
        }
    })?;
    sort_by(&mut found, &|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    let mut has_list = false;
    let mut keys = Vec::new();
    for (_, in_lists, key) in found {
        if keys.len() < COMPLETIONS_MAX && !(in_lists && has_list) {
            keys.push(key);
        }
        has_list |= in_lists;
    }
    Ok(keys)
}
