//! Ranks reports from scored passages.
//!
//! A query of several words is never answered with nothing because one is missing. What is required, such as a
//! phrase, a report must have; those that have several of them, but not in one passage, come last. The score
//! decides, then the date. Most of a report's score comes from its best passage, and a passage scores higher the
//! more of the query it has, rare words counting for more than frequent ones, and a little more if it has every
//! word. The rest comes from the best score that the report has for each clause: words that stand together beat
//! words scattered over a report. The newest report has a small advantage over the oldest
//! ([`Weights::recency`]), none over others of its date.

use crate::evaluate::ClauseMatches;
use crate::plan::{Plan, PlannedClause};
use crate::query::Occur;
use crate::schema::{PassageId, Weights};
use crate::sorted::sort_by;

/// The share of a report's score that comes from its best passage. Measured with `cargo xtask relevance`.
const BEST_PASSAGE_SHARE: f32 = 0.7;
/// What a passage with the whole query gains, as a share of its score; one with a part of the query gains
/// that part. Measured likewise: values from 2 to 4 make no difference.
const COVERAGE_GAIN: f32 = 2.0;
/// Factor of a passage that has every word. Measured likewise.
const WHOLE_GAIN: f32 = 1.25;

/// A report that answers a query.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchedReport {
    /// The segment, by its place among those searched.
    pub segment: usize,
    /// The report's place in its segment.
    pub report: u32,
    /// The score that decides the order.
    pub score: f32,
    /// The numbers of the clauses that it does not match; if it has all that are required, but not in one
    /// passage, those that its best passage lacks.
    pub lacking: Vec<usize>,
    /// Whether it has what it lacks elsewhere.
    pub is_apart: bool,
    /// Its passages that match, best first.
    pub passages: Vec<MatchedPassage>,
}

/// A passage that answers a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MatchedPassage {
    /// The passage's place in its report.
    pub passage: u32,
    /// The sum of its scores over the clauses, increased with the share of clauses that it matches.
    pub score: f32,
    /// How many of the clauses that are required it lacks; another passage of the report has them.
    pub lacks: usize,
}

/// What reports are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By score; reports that have all that is required in one passage first.
    #[default]
    Relevance,
    /// Reports that have the whole query first, then the newest.
    Newest,
    /// Reports that have the whole query first, then the oldest.
    Oldest,
}

/// One match: which clause, in which passage, with what score.
#[derive(Clone, Copy)]
struct Match {
    id: PassageId,
    clause: usize,
    score: f32,
}

/// Returns each clause's share of the query, from the best score that any passage has for it. A rare word has
/// a larger share than a frequent one, an exclusion none. `found` has what the clauses match, by segment.
pub fn clause_shares(clauses: &[PlannedClause], found: &[Vec<ClauseMatches>]) -> Vec<f32> {
    let mut shares = filled(0.0, clauses.len());
    for of_segment in found {
        for (number, found) in of_segment.iter().enumerate() {
            if clauses[number].occur != Occur::MustNot {
                for (_, score) in &found.passages {
                    shares[number] = shares[number].max(*score);
                }
            }
        }
    }
    let all: f32 = shares.iter().sum();
    for share in &mut shares {
        *share /= all.max(f32::MIN_POSITIVE);
    }
    shares
}

/// Returns the reports of a segment that match, given the reports at which its dates step back, what its
/// clauses match, and each clause's share of the query.
pub fn gather(
    segment: usize,
    steps: &[u32],
    plan: &Plan,
    found: &[ClauseMatches],
    shares: &[f32],
    weights: &Weights,
) -> Vec<MatchedReport> {
    let mut matches: Vec<Match> = Vec::new();
    for (clause, found) in found.iter().enumerate() {
        for (id, score) in &found.passages {
            matches.push(Match { id: *id, clause, score: *score });
        }
    }
    sort_by(&mut matches, &|a, b| (a.id, a.clause).cmp(&(b.id, b.clause)));
    let of_reports = matches.chunk_by(|a, b| a.id.report == b.id.report);
    let mut gathered: Vec<MatchedReport> = Vec::new();
    for matches in of_reports {
        if let Some(mut report) = gather_report(segment, plan, shares, matches) {
            report.score *= 1.0 + weights.recency * newness(report.report, steps);
            gathered.push(report);
        }
    }
    gathered
}

/// Returns every report of a segment, by its head, for a query that only narrows.
pub fn gather_all(segment: usize, reports: u32) -> Vec<MatchedReport> {
    let head = MatchedPassage { passage: 0, score: 0.0, lacks: 0 };
    let mut all = Vec::new();
    for report in 0..reports {
        all.push(MatchedReport {
            segment,
            report,
            score: 0.0,
            lacking: Vec::new(),
            is_apart: false,
            passages: vec![head],
        });
    }
    all
}

/// Returns 1 for the newest report, falling to 0 for the oldest, the same for those of one date.
fn newness(report: u32, steps: &[u32]) -> f32 {
    let below = steps.iter().filter(|step| **step > report).count();
    below as f32 / steps.len().max(1) as f32
}

/// Returns the same value for each clause.
fn filled(value: f32, clauses: usize) -> Vec<f32> {
    let mut values = Vec::new();
    for _ in 0..clauses {
        values.push(value);
    }
    values
}

fn gather_report(segment: usize, plan: &Plan, shares: &[f32], matches: &[Match]) -> Option<MatchedReport> {
    let mut best = filled(f32::NEG_INFINITY, plan.clauses.len());
    for found in matches {
        best[found.clause] = best[found.clause].max(found.score);
    }
    let is_found = |clause: usize| best[clause] > f32::NEG_INFINITY;
    let (mut required, mut asked, mut scattered) = (0, 0, 0.0);
    for (number, clause) in plan.clauses.iter().enumerate() {
        match (clause.occur, is_found(number)) {
            (Occur::MustNot, true) | (Occur::Must, false) => return None,
            (_, true) => scattered += best[number],
            _ => {}
        }
        required += usize::from(clause.occur == Occur::Must);
        asked += usize::from(clause.occur != Occur::MustNot);
    }
    let mut passages: Vec<MatchedPassage> = Vec::new();
    for found in matches.chunk_by(|a, b| a.id == b.id) {
        let mut passage = MatchedPassage { passage: found[0].id.passage, score: 0.0, lacks: required };
        let mut coverage = 0.0;
        for found in found {
            passage.score += found.score;
            coverage += shares[found.clause];
            passage.lacks -= usize::from(plan.clauses[found.clause].occur == Occur::Must);
        }
        passage.score *= 1.0 + COVERAGE_GAIN * coverage;
        if found.len() == asked {
            passage.score *= WHOLE_GAIN;
        }
        passages.push(passage);
    }
    sort_by(&mut passages, &|a, b| a.lacks.cmp(&b.lacks).then(b.score.total_cmp(&a.score)));
    let first = *passages.first()?;
    passages.truncate(passages.iter().take_while(|passage| passage.lacks == first.lacks).count());
    let is_apart = first.lacks > 0;
    let mut lacking = Vec::new();
    for (number, clause) in plan.clauses.iter().enumerate() {
        let is_there = |found: &Match| found.clause == number && found.id.passage == first.passage;
        let lacks = match clause.occur {
            Occur::Must => is_apart && !matches.iter().any(is_there),
            Occur::Should => !is_apart && !is_found(number),
            Occur::MustNot => false,
        };
        if lacks {
            lacking.push(number);
        }
    }
    Some(MatchedReport {
        segment,
        report: matches[0].id.report,
        score: BEST_PASSAGE_SHARE * first.score + (1.0 - BEST_PASSAGE_SHARE) * scattered,
        lacking,
        is_apart,
        passages,
    })
}

/// Puts reports in order; equals stay as they are, by segment and place. `date` returns the first day of a report's meeting.
pub fn rank(reports: &mut [MatchedReport], sort: Sort, date: &dyn Fn(&MatchedReport) -> u32) {
    sort_by(reports, &|a, b| {
        let complete = b.lacking.is_empty().cmp(&a.lacking.is_empty());
        let newest = || date(b).cmp(&date(a)).then(a.report.cmp(&b.report));
        match sort {
            Sort::Relevance => a.is_apart.cmp(&b.is_apart).then(b.score.total_cmp(&a.score)),
            Sort::Newest => complete.then(newest()),
            Sort::Oldest => complete.then(newest().reverse()),
        }
    });
}
