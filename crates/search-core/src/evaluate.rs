//! A plan evaluated over a segment of a pack: which passages match each clause, and their scores.

use crate::bm25::{Scorer, idf};
use crate::pack::{PackError, Segment, Wants};
use crate::plan::{Matcher, Plan, PlannedClause, Statistics};
use crate::query::Occur;
use crate::schema::{FIELD_COUNT, PassageId, Weights};

/// The passages that match a clause, in order, each once, with their scores.
pub type Scored = Vec<(PassageId, f32)>;

/// What one clause matches in one segment.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseMatches {
    /// What a match means.
    pub occur: Occur,
    /// The passages that match.
    pub passages: Scored,
}

/// Evaluates `plan` over `segment`. What is lacking goes into `wants`, and the answer is then incomplete.
///
/// # Errors
/// When a file of the segment is damaged.
pub fn evaluate(
    segment: &Segment,
    plan: &Plan,
    statistics: &Statistics,
    weights: &Weights,
    wants: &mut Wants,
) -> Result<Vec<ClauseMatches>, PackError> {
    let evaluation = Evaluation { segment, statistics, weights };
    plan.clauses.iter().map(|clause| evaluation.clause(clause, wants)).collect()
}

struct Evaluation<'a> {
    segment: &'a Segment,
    statistics: &'a Statistics,
    weights: &'a Weights,
}

impl Evaluation<'_> {
    fn clause(&self, clause: &PlannedClause, wants: &mut Wants) -> Result<ClauseMatches, PackError> {
        let mut all = Vec::new();
        for alternative in &clause.alternatives {
            let mut found = match &alternative.matcher {
                Matcher::Term(key) => self.term(key, wants)?,
                Matcher::Phrase(parts) => self.phrase(parts, wants)?,
            };
            for (_, score) in &mut found {
                *score *= alternative.weight;
            }
            all.append(&mut found);
        }
        Ok(ClauseMatches { occur: clause.occur, passages: merge(all, f32::max) })
    }

    fn scorer(&self, idf: f32, field: usize) -> Scorer {
        let tokens = self.statistics.tokens[field];
        Scorer::new(idf, tokens, self.statistics.passages, self.weights.fields[field])
    }

    fn idf(&self, key: &str, field: usize) -> f32 {
        idf(self.statistics.doc_freq(key, field), self.statistics.passages)
    }

    fn term(&self, key: &str, wants: &mut Wants) -> Result<Scored, PackError> {
        let Some(entry) = self.segment.find(key, wants)? else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for (field, postings) in entry.fields.iter().enumerate() {
            if postings.doc_freq == 0 {
                continue;
            }
            let scorer = self.scorer(self.idf(key, field), field);
            for posting in postings.iter() {
                let posting = posting?;
                all.push((posting.id, scorer.score(posting.norm, posting.term_freq)));
            }
        }
        Ok(merge(all, |a, b| a + b))
    }

    fn phrase(&self, parts: &[(u32, String)], wants: &mut Wants) -> Result<Scored, PackError> {
        let mut all = Vec::new();
        for field in 0..FIELD_COUNT {
            let mut kept: Option<Vec<Occurrences>> = None;
            let mut idf_sum = 0.0;
            for (distance, key) in parts {
                idf_sum += self.idf(key, field);
                let found = self.occurrences(key, field, wants)?;
                kept = Some(match kept {
                    None => found,
                    Some(kept) => followed_by(kept, &found, *distance),
                });
            }
            let scorer = self.scorer(idf_sum, field);
            for found in kept.unwrap_or_default() {
                all.push((found.id, scorer.score(found.norm, found.positions.len() as u32)));
            }
        }
        Ok(merge(all, |a, b| a + b))
    }

    fn occurrences(&self, key: &str, field: usize, wants: &mut Wants) -> Result<Vec<Occurrences>, PackError> {
        let Some(entry) = self.segment.find(key, wants)? else { return Ok(Vec::new()) };
        let Some(positions) = self.segment.positions(key, wants)? else { return Ok(Vec::new()) };
        let mut positions = positions[field];
        let mut found = Vec::new();
        for posting in entry.fields[field].iter() {
            let posting = posting?;
            let mut here = Vec::new();
            positions.next(posting.term_freq, &mut here)?;
            found.push(Occurrences { id: posting.id, norm: posting.norm, positions: here });
        }
        Ok(found)
    }
}

/// Where a key is in one field of a passage.
struct Occurrences {
    id: PassageId,
    norm: u8,
    positions: Vec<u32>,
}

/// Keeps of `first` the occurrences that `then` follows at `distance`.
fn followed_by(first: Vec<Occurrences>, then: &[Occurrences], distance: u32) -> Vec<Occurrences> {
    let mut kept = Vec::new();
    for mut occurrences in first {
        let Ok(at) = then.binary_search_by_key(&occurrences.id, |other| other.id) else { continue };
        let positions = &then[at].positions;
        occurrences.positions.retain(|position| {
            position.checked_add(distance).is_some_and(|wanted| positions.binary_search(&wanted).is_ok())
        });
        if !occurrences.positions.is_empty() {
            kept.push(occurrences);
        }
    }
    kept
}

/// Sorts by passage and makes one score of the scores of each.
fn merge(mut all: Scored, combine: impl Fn(f32, f32) -> f32) -> Scored {
    all.sort_by_key(|(id, _)| *id);
    all.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = combine(kept.1, next.1);
        }
        same
    });
    all
}
