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
use crate::pack::{Form, PackError, Root, Segment, Wants};
use crate::query::{Clause, Kind, Node, Occur, Query};
use crate::schema::{Fields, Weights};
use crate::sorted::SortedSet;
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
        keys(self.clauses.iter())
    }

    /// Returns the keys whose words are to be marked in a text: all but those of excluded clauses.
    pub fn marked_keys(&self) -> SortedSet<&Key> {
        keys(self.clauses.iter().filter(|clause| clause.occur != Occur::MustNot))
    }
}

fn keys<'a>(clauses: impl Iterator<Item = &'a PlannedClause>) -> SortedSet<&'a Key> {
    let mut keys = SortedSet::new();
    for alternative in clauses.flat_map(|clause| &clause.alternatives) {
        alternative.each_key(&mut |key| keys.insert(key));
    }
    keys
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
        let languages = root.languages.iter().map(|tag| Language::from_tag(tag));
        let mut analyzers: Vec<Analyzer> = languages.map(Analyzer::new).collect();
        if analyzers.is_empty() {
            analyzers.push(Analyzer::new(Language::Other));
        }
        InScope { segment, analyzers }
    }
}

/// By segment in scope, the ways to match something.
type BySegment = Vec<Vec<Alternative>>;

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
    let mut clauses = Vec::new();
    let mut stop_clauses = Vec::new();
    for clause in &query.clauses {
        let alternatives = planner.node(&clause.node)?;
        let is_stop_word = clause.occur != Occur::Must && planner.is_stop_word(&clause.node);
        if is_stop_word { &mut stop_clauses } else { &mut clauses }.push((clause, alternatives));
    }
    if clauses.iter().all(|(clause, _)| clause.occur == Occur::MustNot) {
        clauses.extend(stop_clauses.into_iter().filter(|(clause, _)| clause.occur != Occur::MustNot));
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
    fn finish(self, clauses: Vec<(&Clause, BySegment)>) -> Planned {
        let mut plans = vec![Plan::default(); self.scope.len()];
        for (clause, by_segment) in clauses {
            for (plan, alternatives) in plans.iter_mut().zip(by_segment) {
                let words = clause.node.words();
                plan.clauses.push(PlannedClause { occur: clause.occur, words, alternatives });
            }
        }
        Planned { plans, notes: self.notes }
    }

    /// Leaves out what no segment has, and notes it; what must be there stays, so that nothing is found.
    fn leave_out_absent(&mut self, clauses: &mut Vec<(&Clause, BySegment)>) -> Result<(), PackError> {
        let mut kept = Vec::new();
        for (clause, alternatives) in clauses.drain(..) {
            let is_known = self.is_known(&alternatives)? || !self.is_whole();
            let words = clause.node.words();
            if !is_known && clause.occur == Occur::Should && !self.notes.absent.contains(&words) {
                self.notes.absent.push(words);
            }
            if is_known || clause.occur == Occur::Must {
                kept.push((clause, alternatives));
            }
        }
        *clauses = kept;
        Ok(())
    }

    fn none(&self) -> BySegment {
        vec![Vec::new(); self.scope.len()]
    }

    /// Whether what was asked of the segments so far could be answered.
    fn is_whole(&self) -> bool {
        self.wants.iter().all(Wants::is_empty)
    }

    fn is_stop_word(&mut self, node: &Node) -> bool {
        let Node::Text { text, kind: Kind::Word | Kind::Prefix } = node else { return false };
        self.scope.iter_mut().all(|scope| Words::of(text, &mut scope.analyzers[0]).is_stop_word())
    }

    fn node(&mut self, node: &Node) -> Result<BySegment, PackError> {
        match node {
            Node::Text { text, kind } => self.text(text, *kind),
            Node::Title(node) => {
                let mut found = self.node(node)?;
                found.iter_mut().flatten().for_each(|alternative| alternative.restrict(Fields::TITLE));
                Ok(found)
            }
            Node::Any(nodes) => {
                let mut any = self.none();
                for node in nodes {
                    any.iter_mut().zip(self.node(node)?).for_each(|(any, mut found)| any.append(&mut found));
                }
                Ok(any)
            }
            Node::All(nodes) => {
                let parts = nodes.iter().map(|node| self.node(node)).collect::<Result<Vec<_>, _>>()?;
                Ok(self.all(&parts, 1.0))
            }
        }
    }

    /// Matches all the parts in one passage; nothing in a segment where a part has no alternatives.
    fn all(&self, parts: &[BySegment], weight: f32) -> BySegment {
        (0..self.scope.len())
            .map(|number| {
                let here: Vec<Vec<Alternative>> = parts.iter().map(|part| part[number].clone()).collect();
                if here.is_empty() || here.iter().any(Vec::is_empty) {
                    return Vec::new();
                }
                vec![Alternative { matcher: Matcher::All(here), weight, fields: Fields::ALL }]
            })
            .collect()
    }

    fn text(&mut self, text: &str, kind: Kind) -> Result<BySegment, PackError> {
        // How a text is cut into words is the same in all languages.
        let words = Words::of(text, &mut self.scope[0].analyzers[0]);
        if kind == Kind::Phrase {
            return self.phrase(&words);
        }
        let [only] = words.parts.as_slice() else { return self.identifier(&words, kind) };
        self.word(only, kind)
    }

    /// A word with punctuation in it: joined, or its parts in one passage.
    fn identifier(&mut self, words: &Words, kind: Kind) -> Result<BySegment, PackError> {
        let mut found = self.none();
        if let Some(joined) = &words.joined {
            let part = Part { position: 0, exact: joined.clone(), is_name: true };
            self.add_word(&part, kind, &mut found)?;
            if self.is_known(&found)? && joined.contains(char::is_numeric) {
                return Ok(found);
            }
        }
        let parts = words.parts.iter().filter(|part| !self.is_stop_part(part)).collect::<Vec<_>>();
        let parts = parts.into_iter().map(|part| self.word(part, Kind::Word)).collect::<Result<Vec<_>, _>>()?;
        let apart = self.all(&parts, PARTS_WEIGHT);
        found.iter_mut().zip(apart).for_each(|(found, mut apart)| found.append(&mut apart));
        Ok(found)
    }

    fn is_stop_part(&self, part: &Part) -> bool {
        self.scope.iter().all(|scope| part.is_stop_word(scope.analyzers[0].language()))
    }

    /// A word, by its forms, its stem and its beginning; by other spellings if nothing has it.
    fn word(&mut self, part: &Part, kind: Kind) -> Result<BySegment, PackError> {
        let mut found = self.none();
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

    fn add_word(&mut self, part: &Part, kind: Kind, found: &mut BySegment) -> Result<(), PackError> {
        for (number, alternatives) in found.iter_mut().enumerate() {
            let scope = &mut self.scope[number];
            for (key, weight) in part.keys(&mut scope.analyzers, self.weights) {
                alternatives.push(Alternative::term(key, weight));
            }
            if kind == Kind::Prefix {
                let completions = completions(scope, &part.exact, alternatives, &mut self.wants[number])?;
                let weight = self.weights.prefix;
                alternatives.extend(completions.into_iter().map(|key| Alternative::term(key, weight)));
            }
        }
        Ok(())
    }

    /// Words next to each other. Stop words have no positions: any word may stand in their place.
    fn phrase(&mut self, words: &Words) -> Result<BySegment, PackError> {
        let whole = words.joined.as_ref().filter(|_| words.is_one_identifier);
        if let Some(joined) = whole {
            let part = Part { position: 0, exact: joined.clone(), is_name: true };
            return self.word(&part, Kind::Word);
        }
        let mut found = self.none();
        let mut seen = vec![false; words.parts.len()];
        for (number, alternatives) in found.iter_mut().enumerate() {
            let mut phrases: Vec<Vec<(u32, Key)>> = vec![Vec::new()];
            for (part, seen) in words.parts.iter().zip(&mut seen) {
                let forms = self.known_forms(number, part)?;
                *seen |= !forms.is_empty();
                let telling: Vec<&(Key, bool)> = forms.iter().filter(|(_, is_stop_word)| !is_stop_word).collect();
                if telling.is_empty() && !forms.is_empty() {
                    continue;
                }
                let with = |phrase: &Vec<(u32, Key)>, key: &Key| {
                    phrase.iter().cloned().chain([(part.position, key.clone())]).collect()
                };
                phrases = phrases.iter().flat_map(|phrase| telling.iter().map(|(key, _)| with(phrase, key))).collect();
                phrases.truncate(PHRASES_MAX);
            }
            alternatives.extend(phrases.into_iter().filter(|phrase| !phrase.is_empty()).map(of_phrase));
        }
        if found.iter().all(Vec::is_empty) && seen.iter().all(|seen| *seen) {
            let parts = words.parts.iter().map(|part| self.word(part, Kind::Word)).collect::<Result<Vec<_>, _>>()?;
            return Ok(self.all(&parts, 1.0));
        }
        if self.is_whole() {
            let absent = words.parts.iter().zip(seen).filter(|(_, seen)| !seen);
            self.notes.absent.extend(absent.map(|(part, _)| part.exact.clone()));
        }
        Ok(found)
    }

    /// Returns the forms of a word that are in the dictionary of a segment, and whether each is a stop word.
    fn known_forms(&mut self, number: usize, part: &Part) -> Result<Vec<(Key, bool)>, PackError> {
        let scope = &mut self.scope[number];
        let keys = part.keys(&mut scope.analyzers, self.weights);
        let mut known = Vec::new();
        for (key, _) in keys.into_iter().filter(|(key, _)| !key.form.is_empty()) {
            let Some(family) = scope.segment.family(&key.family, &mut self.wants[number])? else { continue };
            let is_there = |form: &&Form| form.form == key.form && form.doc_freqs.iter().any(|count| *count > 0);
            let form = family.forms.iter().find(is_there).map(|form| form.is_stop_word);
            known.extend(form.map(|is_stop_word| (key, is_stop_word)));
        }
        Ok(known)
    }

    /// Whether any segment has any of these. While something is lacking, it is not known.
    fn is_known(&mut self, found: &BySegment) -> Result<bool, PackError> {
        let mut is_known = false;
        for (number, alternatives) in found.iter().enumerate() {
            for alternative in alternatives {
                let mut keys = Vec::new();
                alternative.each_key(&mut |key| keys.push(key));
                for key in keys {
                    let counts = doc_freqs(self.scope[number].segment, key, &mut self.wants[number])?;
                    is_known |= alternative.fields.numbers().any(|field| counts[field] > 0);
                }
            }
        }
        Ok(is_known)
    }
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
    let form = family.forms.iter().find(|form| form.form == key.form);
    Ok(form.map_or_else(Default::default, |form| form.doc_freqs))
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
        let is_known = || known.iter().any(|known| known.matcher == Matcher::Term(key.clone()));
        let count: u32 = form.doc_freqs.iter().fold(0, |sum, count| sum.saturating_add(*count));
        if count > 0 && !is_known() && !is_stop_word(language, spelling(&form.form)) {
            found.push((count, of.lists.is_some(), key));
        }
    })?;
    found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    let mut has_list = false;
    found.retain(|(_, in_lists, _)| !in_lists || !std::mem::replace(&mut has_list, true));
    found.truncate(COMPLETIONS_MAX);
    Ok(found.into_iter().map(|(_, _, key)| key).collect())
}
