//! Evaluates a plan over a segment of a pack: which passages match each clause, and their scores.

use crate::analysis::Key;
use crate::bm25::{Scorer, average_length, idf};
use crate::pack::{Occurrences, Reach, Segment, Wants};
use crate::plan::{Alternative, Matcher, Plan, PlannedClause, Statistics};
use crate::query::Occur;
use crate::schema::{FIELD_COUNT, Fields, PassageId, TIE_BREAKER, Weights};
use crate::sorted::{keep, sort_by};

/// The passages that match, in order, each once, with their scores.
pub type Scored = Vec<(PassageId, f32)>;

/// What one clause matches in one segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClauseMatches {
    /// The passages that match.
    pub passages: Scored,
    /// Whether more passages match, with weaker scores.
    pub cut: bool,
}

/// What is asked of a segment.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What is looked up.
    pub plan: &'a Plan,
    /// What scores depend on, over all the segments in scope.
    pub statistics: &'a Statistics,
    /// What each field and each kind of match weighs.
    pub weights: &'a Weights,
    /// How many of the postings of frequent words are read.
    pub reach: Reach,
}

/// Returns what each clause of the plan matches in `segment`. Missing parts are added to `wants`; the answer
/// is then incomplete.
pub fn evaluate(segment: &Segment, question: &Question<'_>, wants: &mut Wants) -> Vec<ClauseMatches> {
    let Question { plan, statistics, weights, reach } = *question;
    let mut evaluation = Evaluation { segment, statistics, weights, reach, wants, cut: false };
    let mut found = Vec::new();
    for clause in &plan.clauses {
        found.push(evaluation.clause(clause));
    }
    found
}

struct Evaluation<'a> {
    segment: &'a Segment,
    statistics: &'a Statistics,
    weights: &'a Weights,
    reach: Reach,
    wants: &'a mut Wants,
    cut: bool,
}

impl Evaluation<'_> {
    fn clause(&mut self, clause: &PlannedClause) -> ClauseMatches {
        let reach = self.reach;
        // An exclusion needs every passage that it excludes.
        if clause.occur != Occur::Should {
            self.reach = Reach::All;
        }
        self.cut = false;
        let passages = self.any(&clause.alternatives);
        self.reach = reach;
        ClauseMatches { passages, cut: self.cut }
    }

    /// The best of the alternatives, plus a share of the others ([`TIE_BREAKER`]).
    fn any(&mut self, alternatives: &[Alternative]) -> Scored {
        let mut all = Vec::new();
        for alternative in alternatives {
            let mut found = match &alternative.matcher {
                Matcher::Term(key) | Matcher::Named { key, .. } => self.term(key, alternative.fields),
                Matcher::Phrase(parts) => self.phrase(parts, alternative.fields),
                Matcher::All(parts) => self.all(parts),
            };
            for (_, score) in &mut found {
                *score *= alternative.weight;
            }
            all.append(&mut found);
        }
        best_of(all)
    }

    /// The passages that match all of the parts, with the sum of their scores.
    fn all(&mut self, parts: &[Vec<Alternative>]) -> Scored {
        let mut kept: Option<Scored> = None;
        for part in parts {
            let found = self.any(part);
            kept = Some(match kept {
                None => found,
                Some(kept) => intersection(&kept, &found),
            });
        }
        kept.unwrap_or_default()
    }

    fn scorer(&self, idf: f32, field: usize) -> Scorer {
        let Statistics { tokens, holders, passages, .. } = self.statistics;
        let average_length = average_length(tokens[field], holders[field], *passages);
        Scorer::new(idf, average_length, self.weights.fields[field])
    }

    /// The inverse document frequency of several forms as if they were one.
    fn idf(&self, keys: &[Key], field: usize) -> f32 {
        let mut doc_freq = 0;
        for key in keys {
            doc_freq += self.statistics.doc_freq(key, field);
        }
        idf(doc_freq, self.statistics.passages)
    }

    fn term(&mut self, key: &Key, fields: Fields) -> Scored {
        let Some(found) = self.segment.postings(key, self.reach, self.wants) else { return Vec::new() };
        self.cut |= found.cut;
        let mut all = Vec::new();
        for (field, postings) in found.fields.iter().enumerate() {
            if postings.is_empty() || !fields.contains(field) {
                continue;
            }
            let scorer = self.scorer(self.idf(std::slice::from_ref(key), field), field);
            for posting in postings {
                all.push((posting.id, scorer.score(posting.norm, posting.term_freq)));
            }
        }
        sum(all)
    }

    fn phrase(&mut self, parts: &[(u32, Vec<Key>)], fields: Fields) -> Scored {
        let first = parts.first().map_or(0, |(place, _)| *place);
        let mut by_part = Vec::new();
        for (_, keys) in parts {
            by_part.push(self.segment.occurrences(keys, self.wants));
        }
        let mut all = Vec::new();
        for field in 0..FIELD_COUNT {
            if !fields.contains(field) {
                continue;
            }
            let mut kept: Option<Vec<Occurrences>> = None;
            let mut idf_sum = 0.0;
            for ((place, keys), found) in parts.iter().zip(&mut by_part) {
                idf_sum += self.idf(keys, field);
                let found = std::mem::take(&mut found[field]);
                kept = Some(match kept {
                    None => found,
                    Some(kept) => followed_by(kept, &found, place.saturating_sub(first)),
                });
            }
            let scorer = self.scorer(idf_sum, field);
            for found in kept.unwrap_or_default() {
                all.push((found.posting.id, scorer.score(found.posting.norm, found.positions.len() as u32)));
            }
        }
        sum(all)
    }
}

/// Keeps the occurrences in `first` that `then` follows at `distance`.
fn followed_by(first: Vec<Occurrences>, then: &[Occurrences], distance: u32) -> Vec<Occurrences> {
    let mut kept = Vec::new();
    for mut occurrences in first {
        let id = occurrences.posting.id;
        let Ok(at) = then.binary_search_by_key(&id, |other| other.posting.id) else { continue };
        let positions = &then[at].positions;
        keep(&mut occurrences.positions, &|position| {
            position.checked_add(distance).is_some_and(|wanted| positions.binary_search(&wanted).is_ok())
        });
        if !occurrences.positions.is_empty() {
            kept.push(occurrences);
        }
    }
    kept
}

fn intersection(a: &Scored, b: &Scored) -> Scored {
    let mut both = Vec::new();
    for (id, score) in a {
        if let Ok(at) = b.binary_search_by_key(id, |(id, _)| *id) {
            both.push((*id, score + b[at].1));
        }
    }
    both
}

/// Sorts by passage and sums the scores of each.
fn sum(mut all: Scored) -> Scored {
    sort_by(&mut all, &|(a, _), (b, _)| a.cmp(b));
    let mut merged = Scored::new();
    for (id, score) in all {
        match merged.last_mut() {
            Some(last) if last.0 == id => last.1 += score,
            _ => merged.push((id, score)),
        }
    }
    merged
}

/// Sorts by passage and combines the scores of each: the best, and a share of the others.
fn best_of(mut all: Scored) -> Scored {
    sort_by(&mut all, &|(a, _), (b, _)| a.cmp(b));
    let mut merged = Scored::new();
    for scores in all.chunk_by(|a, b| a.0 == b.0) {
        let (mut best, mut sum) = (0.0f32, 0.0);
        for (_, score) in scores {
            best = best.max(*score);
            sum += score;
        }
        merged.push((scores[0].0, best + TIE_BREAKER * (sum - best)));
    }
    merged
}
