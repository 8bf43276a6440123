//! Scored passages made into ranked reports.
//!
//! A query of several words is never answered with nothing because one is missing: reports that have all
//! of them (anywhere in the report) come first, then the others. Among equals the score decides, then the
//! date. A report's score is half that of its best passage, half the sum of the best that it has for each
//! clause: words that stand together beat words scattered over a report.

use crate::evaluate::ClauseMatches;
use crate::query::Occur;
use crate::schema::PassageId;

/// A report that answers a query.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedReport {
    /// The segment, by its place among those searched.
    pub segment: usize,
    /// The report's place in its segment.
    pub report: u32,
    /// The score that the order follows.
    pub score: f32,
    /// Whether the report has all that was asked for.
    pub complete: bool,
    /// Its passages that match, best first.
    pub passages: Vec<RankedPassage>,
}

/// A passage that answers a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankedPassage {
    /// The passage's place in its report.
    pub passage: u32,
    /// The sum of its scores over the clauses.
    pub score: f32,
}

/// One match: which clause, in which passage, with what score.
#[derive(Clone, Copy)]
struct Match {
    id: PassageId,
    clause: usize,
    score: f32,
}

/// Ranks what the clauses matched, segment by segment, into reports, best first.
pub fn rank(segments: &[Vec<ClauseMatches>]) -> Vec<RankedReport> {
    let mut reports: Vec<RankedReport> =
        segments.iter().enumerate().flat_map(|(segment, clauses)| rank_segment(segment, clauses)).collect();
    reports.sort_by(|a, b| {
        let score = b.score.total_cmp(&a.score);
        b.complete.cmp(&a.complete).then(score).then((a.segment, a.report).cmp(&(b.segment, b.report)))
    });
    reports
}

fn rank_segment(segment: usize, clauses: &[ClauseMatches]) -> Vec<RankedReport> {
    let mut matches: Vec<Match> = Vec::new();
    for (clause, found) in clauses.iter().enumerate() {
        matches.extend(found.passages.iter().map(|(id, score)| Match { id: *id, clause, score: *score }));
    }
    matches.sort_by_key(|found| (found.id, found.clause));
    matches
        .chunk_by(|a, b| a.id.report == b.id.report)
        .filter_map(|matches| rank_report(segment, clauses, matches))
        .collect()
}

fn rank_report(segment: usize, clauses: &[ClauseMatches], matches: &[Match]) -> Option<RankedReport> {
    if matches.iter().any(|found| clauses[found.clause].occur == Occur::MustNot) {
        return None;
    }
    let required = clauses.iter().filter(|clause| clause.occur == Occur::Must).count();
    let mut passages: Vec<RankedPassage> = matches
        .chunk_by(|a, b| a.id == b.id)
        .filter(|found| {
            found.iter().filter(|found| clauses[found.clause].occur == Occur::Must).count() == required
        })
        .map(|found| RankedPassage {
            passage: found[0].id.passage,
            score: found.iter().map(|found| found.score).sum(),
        })
        .collect();
    passages.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
    let best_passage = passages.first()?.score;
    let mut best_by_clause = vec![None::<f32>; clauses.len()];
    for found in matches {
        let best = &mut best_by_clause[found.clause];
        *best = Some(best.map_or(found.score, |best| best.max(found.score)));
    }
    let scattered: f32 = best_by_clause.iter().flatten().sum();
    let wanted = clauses.iter().zip(&best_by_clause).filter(|(clause, _)| clause.occur != Occur::MustNot);
    let complete = wanted.into_iter().all(|(_, best)| best.is_some());
    let score = 0.5 * best_passage + 0.5 * scattered;
    Some(RankedReport { segment, report: matches[0].id.report, score, complete, passages })
}
