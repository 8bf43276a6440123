//! Ranks reports from scored passages.
//!
//! A query of several words is never answered with nothing because one is missing: reports that have all of
//! them (anywhere in the report) come first, then the others. What is required, such as a phrase, a report
//! must have; if it has several of them, but not in one passage, it is among those that lack something. Among equals the score decides, then the date.
//! Most of a report's score comes from its best passage, and a passage scores higher the more of the query it
//! has, rare words counting for more than frequent ones. The rest comes from the best score that the report
//! has for each clause: words that stand together beat words scattered over a report. The newest report has a
//! small advantage over the oldest ([`Weights::recency`]).

use crate::evaluate::ClauseMatches;
use crate::plan::{Plan, PlannedClause};
use crate::query::Occur;
use crate::schema::{PassageId, Weights};
use crate::sorted::{keep, sort_by};

/// The share of a report's score that comes from its best passage. Measured with `cargo xtask relevance`.
const BEST_PASSAGE_SHARE: f32 = 0.7;
/// What a passage with the whole query gains, as a share of its score; one with a part of the query gains
/// that part. Measured likewise: values from 2 to 4 make no difference.
const COVERAGE_GAIN: f32 = 2.0;

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
}

/// What reports are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Reports that have the whole query first, then by score.
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
    let mut shares = vec![0.0f32; clauses.len()];
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

/// Returns the reports of a segment that match, given what its clauses match and each clause's share of the
/// query.
pub fn gather(
    segment: usize,
    reports: u32,
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
            report.score *= 1.0 + weights.recency * newness(report.report, reports);
            gathered.push(report);
        }
    }
    gathered
}

/// Returns every report of a segment, by its head, for a query that only narrows.
pub fn gather_all(segment: usize, reports: u32) -> Vec<MatchedReport> {
    let head = MatchedPassage { passage: 0, score: 0.0 };
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

/// Returns 1 for the newest report, falling towards 0 for the oldest.
fn newness(report: u32, reports: u32) -> f32 {
    1.0 - report as f32 / reports.max(1) as f32
}

fn gather_report(segment: usize, plan: &Plan, shares: &[f32], matches: &[Match]) -> Option<MatchedReport> {
    let clauses = &plan.clauses;
    if matches.iter().any(|found| clauses[found.clause].occur == Occur::MustNot) {
        return None;
    }
    let is_required = |clause: usize| clauses[clause].occur == Occur::Must;
    let mut best = vec![f32::NEG_INFINITY; clauses.len()];
    for found in matches {
        best[found.clause] = best[found.clause].max(found.score);
    }
    let is_found = |clause: usize| best[clause] > f32::NEG_INFINITY;
    if (0..clauses.len()).any(|clause| is_required(clause) && !is_found(clause)) {
        return None;
    }
    // With how many of the required clauses each has.
    let mut passages: Vec<(usize, MatchedPassage)> = Vec::new();
    let mut most = 0;
    for found in matches.chunk_by(|a, b| a.id == b.id) {
        let mut passage = MatchedPassage { passage: found[0].id.passage, score: 0.0 };
        let (mut has, mut coverage) = (0, 0.0);
        for found in found {
            passage.score += found.score;
            coverage += shares[found.clause];
            has += usize::from(is_required(found.clause));
        }
        passage.score *= 1.0 + COVERAGE_GAIN * coverage;
        most = most.max(has);
        passages.push((has, passage));
    }
    let required = (0..clauses.len()).filter(|clause| is_required(*clause)).count();
    let is_apart = most < required;
    keep(&mut passages, &|(has, _)| *has == most);
    sort_by(&mut passages, &|(_, a), (_, b)| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
    let (_, first) = *passages.first()?;
    let mut scattered = 0.0;
    let mut lacking = Vec::new();
    for (number, clause) in clauses.iter().enumerate() {
        let is_there = |found: &Match| found.clause == number && found.id.passage == first.passage;
        if is_found(number) {
            scattered += best[number];
        } else if clause.occur != Occur::MustNot && !is_apart {
            lacking.push(number);
        }
        if is_apart && is_required(number) && !matches.iter().any(is_there) {
            lacking.push(number);
        }
    }
    let mut shown = Vec::new();
    for (_, passage) in passages {
        shown.push(passage);
    }
    Some(MatchedReport {
        segment,
        report: matches[0].id.report,
        score: BEST_PASSAGE_SHARE * first.score + (1.0 - BEST_PASSAGE_SHARE) * scattered,
        lacking,
        is_apart,
        passages: shown,
    })
}

/// Puts reports in order. `date` returns the first day of a report's meeting.
pub fn rank(reports: &mut [MatchedReport], sort: Sort, date: &dyn Fn(&MatchedReport) -> u32) {
    sort_by(reports, &|a, b| {
        let complete = b.lacking.is_empty().cmp(&a.lacking.is_empty());
        let score = b.score.total_cmp(&a.score);
        let newest = || date(b).cmp(&date(a)).then(a.report.cmp(&b.report));
        let by = match sort {
            Sort::Relevance => score,
            Sort::Newest => newest(),
            Sort::Oldest => newest().reverse(),
        };
        complete.then(by).then((a.segment, a.report).cmp(&(b.segment, b.report)))
    });
}
