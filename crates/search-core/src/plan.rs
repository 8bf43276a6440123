//! A query made concrete for one segment: which keys of its dictionary are looked up, and what each weighs.
//!
//! The plan is all that evaluation knows. The widget makes it from a pack, the generator from tantivy's
//! dictionary, by this one function, so that both evaluate the same thing.

use crate::analysis::{Analyzer, Language, is_stop_word};
use crate::pack::{PackError, Segment, Wants};
use crate::query::{Clause, Kind, Occur, Query};
use crate::schema::{FIELD_COUNT, Weights};
use crate::sorted::{SortedMap, SortedSet};

/// A beginning shorter than this (in characters) is not completed: too many words begin so.
const PREFIX_CHARS_MIN: usize = 2;
/// How many keys are looked at, from the beginning on, in the order of the dictionary.
const PREFIX_KEYS_SEEN_MAX: usize = 400;
/// How many of them are searched: those in most passages.
const PREFIX_KEYS_USED_MAX: usize = 12;

/// What planning asks of a segment's dictionary.
pub trait Dictionary {
    /// What may go wrong.
    type Error;

    /// Returns in how many passages `key` is, by field; `None` if it is in none, or not known yet.
    ///
    /// # Errors
    /// When the dictionary cannot be read.
    fn doc_freqs(&self, key: &str, wants: &mut Wants) -> Result<Option<[u32; FIELD_COUNT]>, Self::Error>;

    /// Calls `each` with the first `limit` keys that begin with `prefix`, in order, and the number of
    /// their postings over all fields.
    ///
    /// # Errors
    /// When the dictionary cannot be read.
    fn with_prefix(
        &self,
        prefix: &str,
        limit: usize,
        wants: &mut Wants,
        each: &mut dyn FnMut(&str, u32),
    ) -> Result<(), Self::Error>;
}

impl Dictionary for Segment {
    type Error = PackError;

    fn doc_freqs(&self, key: &str, wants: &mut Wants) -> Result<Option<[u32; FIELD_COUNT]>, PackError> {
        Ok(self.find(key, wants)?.map(|entry| entry.doc_freqs()))
    }

    fn with_prefix(
        &self,
        prefix: &str,
        limit: usize,
        wants: &mut Wants,
        each: &mut dyn FnMut(&str, u32),
    ) -> Result<(), PackError> {
        Segment::with_prefix(self, prefix, limit, wants, each)
    }
}

/// The plan of a query for one segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The clauses that are searched; stop words are left out if anything else is asked for.
    pub clauses: Vec<PlannedClause>,
}

/// One clause: a passage matches it by any of the alternatives, and gets the score of the best.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedClause {
    /// What a match means.
    pub occur: Occur,
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
}

/// What is looked up in each field.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// A key of the dictionary.
    Term(String),
    /// Keys at these distances from the first.
    Phrase(Vec<(u32, String)>),
}

impl Matcher {
    /// Returns the keys that are looked up.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Matcher::Term(key) => (Some(key.as_str()), &[][..]),
            Matcher::Phrase(parts) => (None, parts.as_slice()),
        };
        one.into_iter().chain(many.iter().map(|(_, key)| key.as_str()))
    }
}

impl Plan {
    /// Returns every key that the plan looks up.
    pub fn searched_keys(&self) -> SortedSet<&str> {
        let alternatives = self.clauses.iter().flat_map(|clause| &clause.alternatives);
        alternatives.flat_map(|alternative| alternative.matcher.keys()).collect()
    }

    /// Returns the keys whose words are to be marked in a text: all but those of excluded clauses.
    pub fn marked_keys(&self) -> SortedSet<&str> {
        let clauses = self.clauses.iter().filter(|clause| clause.occur != Occur::MustNot);
        let alternatives = clauses.flat_map(|clause| &clause.alternatives);
        alternatives.flat_map(|alternative| alternative.matcher.keys()).collect()
    }
}

/// Plans `query` for a segment in `language`.
///
/// # Errors
/// When the dictionary cannot be read. What it lacks goes into `wants`, and the plan is then incomplete.
pub fn plan<D: Dictionary>(
    query: &Query,
    language: Language,
    weights: &Weights,
    dictionary: &D,
    wants: &mut Wants,
) -> Result<Plan, D::Error> {
    let mut analyzer = Analyzer::new(language);
    let mut clauses = Vec::new();
    let mut stop_clauses = Vec::new();
    for clause in &query.clauses {
        let words = Words::of(&clause.text, &mut analyzer);
        if words.parts.is_empty() {
            continue;
        }
        let mut alternatives = words.alternatives(clause, weights);
        if clause.kind == Kind::Prefix {
            let known: Vec<String> =
                alternatives.iter().flat_map(|a| a.matcher.keys()).map(str::to_owned).collect();
            for key in completions(words.beginning(), &known, dictionary, wants)? {
                alternatives.push(Alternative { matcher: Matcher::Term(key), weight: weights.prefix });
            }
        }
        let planned = PlannedClause { occur: clause.occur, alternatives };
        if clause.occur == Occur::Should && words.is_stop_word(language) {
            stop_clauses.push(planned);
        } else {
            clauses.push(planned);
        }
    }
    if clauses.iter().all(|clause| clause.occur == Occur::MustNot) {
        clauses.append(&mut stop_clauses);
    }
    Ok(Plan { clauses })
}

/// The tokens of a clause's text.
struct Words {
    parts: Vec<Part>,
    joined: Option<String>,
}

struct Part {
    position: u32,
    exact: String,
    stem: Option<String>,
}

impl Words {
    fn of(text: &str, analyzer: &mut Analyzer) -> Words {
        let mut words = Words { parts: Vec::new(), joined: None };
        analyzer.tokens(text, |token| {
            if token.joined {
                words.joined = Some(token.exact.to_owned());
            } else {
                let stem = token.stem.map(str::to_owned);
                words.parts.push(Part { position: token.position, exact: token.exact.to_owned(), stem });
            }
        });
        words
    }

    fn is_stop_word(&self, language: Language) -> bool {
        self.parts.len() == 1 && is_stop_word(language, &self.parts[0].exact)
    }

    /// What a completion begins with: the whole identifier if there is one, else the last word.
    fn beginning(&self) -> &str {
        let last = self.parts.last().map_or("", |part| &part.exact);
        self.joined.as_deref().unwrap_or(last)
    }

    fn alternatives(&self, clause: &Clause, weights: &Weights) -> Vec<Alternative> {
        let term = |key: &str, weight| Alternative { matcher: Matcher::Term(key.to_owned()), weight };
        if let [only] = self.parts.as_slice() {
            let stem = only.stem.as_deref().filter(|_| clause.kind != Kind::Phrase);
            return [Some(term(&only.exact, 1.0)), stem.map(|key| term(key, weights.stem))]
                .into_iter()
                .flatten()
                .collect();
        }
        let first = self.parts[0].position;
        let keys = self.parts.iter().map(|part| (part.position - first, part.exact.clone())).collect();
        let phrase = Alternative { matcher: Matcher::Phrase(keys), weight: 1.0 };
        let joined = self.joined.as_deref().filter(|_| clause.kind != Kind::Phrase);
        joined.map(|key| term(key, 1.0)).into_iter().chain([phrase]).collect()
    }
}

/// Returns the most frequent keys that begin with `beginning`, apart from those `known`.
fn completions<D: Dictionary>(
    beginning: &str,
    known: &[String],
    dictionary: &D,
    wants: &mut Wants,
) -> Result<Vec<String>, D::Error> {
    if beginning.chars().count() < PREFIX_CHARS_MIN {
        return Ok(Vec::new());
    }
    let mut found: Vec<(u32, String)> = Vec::new();
    dictionary.with_prefix(beginning, PREFIX_KEYS_SEEN_MAX, wants, &mut |key, postings| {
        if !known.iter().any(|known| known == key) {
            found.push((postings, key.to_owned()));
        }
    })?;
    found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.truncate(PREFIX_KEYS_USED_MAX);
    Ok(found.into_iter().map(|(_, key)| key).collect())
}

/// What scoring needs to know of all the segments in scope together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// Passages in all.
    pub passages: u64,
    /// Tokens in all, by field.
    pub tokens: [u64; FIELD_COUNT],
    /// In how many passages each key is, by field, over the segments whose plan has that key.
    pub doc_freqs: SortedMap<String, [u64; FIELD_COUNT]>,
}

impl Statistics {
    /// Adds a segment: its size, and how frequent the keys of its plan are in it.
    ///
    /// # Errors
    /// When the dictionary cannot be read.
    pub fn add<D: Dictionary>(
        &mut self,
        passages: u64,
        tokens: [u64; FIELD_COUNT],
        plan: &Plan,
        dictionary: &D,
        wants: &mut Wants,
    ) -> Result<(), D::Error> {
        self.passages += passages;
        for (sum, count) in self.tokens.iter_mut().zip(tokens) {
            *sum += count;
        }
        for key in plan.searched_keys().keys() {
            let Some(found) = dictionary.doc_freqs(key, wants)? else { continue };
            let sums = self.doc_freqs.entry((*key).to_owned());
            for (sum, count) in sums.iter_mut().zip(found) {
                *sum += u64::from(count);
            }
        }
        Ok(())
    }

    /// Returns in how many passages `key` is, in the field of this number.
    pub fn doc_freq(&self, key: &str, field: usize) -> u64 {
        self.doc_freqs.get(key).map_or(0, |counts| counts[field])
    }
}
