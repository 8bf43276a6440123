//! Ranked reports made ready to be shown.

use crate::pack::{Root, Segment, Wants};
use crate::plan::Plan;
use crate::rank::MatchedReport;
use crate::schema::{PassageId, Weights};
use crate::snippet::{Marker, Snippet};
use crate::sorted::sort_by;

/// A report that answers a query, as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportHit {
    /// The segment, by its place among those searched.
    pub segment: usize,
    /// The report's place in its segment.
    pub report: u32,
    /// The report's address, from the root of the site, without a leading slash.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its date, as shown.
    pub date: String,
    /// A mark to show beside the title; may be empty.
    pub mark: String,
    /// The language tag of its segment.
    pub language: String,
    /// The score that decides the order.
    pub score: f32,
    /// The words of the query that it lacks.
    pub without: Vec<String>,
    /// Whether it has those elsewhere than in its best passage.
    pub is_apart: bool,
    /// The best of its matching passages, best first.
    pub passages: Vec<PassageHit>,
    /// How many more of its passages match.
    pub more: usize,
}

/// A passage that answers a query, as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct PassageHit {
    /// The passage's anchor, without `#`; empty for the head.
    pub anchor: String,
    /// The passage's name; empty for the head.
    pub label: String,
    /// The extract.
    pub snippet: Snippet,
    /// The sum of its scores over the clauses, increased with the share of clauses that it matches.
    pub score: f32,
}

/// A segment with what is needed to present its hits.
pub struct Shown<'a> {
    /// The segment.
    pub segment: &'a Segment,
    /// Its root.
    pub root: &'a Root,
    /// The language tag of the segment.
    pub language: &'a str,
    /// The plan of the query for it.
    pub plan: &'a Plan,
}

/// Which of the passages of a report are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passages {
    /// The best, followed by others from the same text part, up to this many in all.
    Nearby(usize),
    /// All that match.
    All,
}

/// How much is shown.
#[derive(Clone, Copy, Debug)]
pub struct Amounts {
    /// Reports at most.
    pub reports: usize,
    /// No further report is shown after this many extracts.
    pub extracts: usize,
    /// Passages of each report.
    pub passages: Passages,
    /// About how many bytes a snippet has.
    pub snippet_bytes: usize,
}

/// Returns the first of the `ranked` reports as shown; those with the words close together, in the title or in a
/// passage, score more. Missing parts are added to `wants`.
pub fn present(
    ranked: &[MatchedReport],
    shown: &[Shown<'_>],
    weights: &Weights,
    by_relevance: bool,
    amounts: Amounts,
    wants: &mut [Wants],
) -> Vec<ReportHit> {
    let mut markers: Vec<Marker> = Vec::new();
    for from in shown {
        markers.push(Marker::new(from.plan, from.root.analyzers()));
    }
    let mut hits: Vec<ReportHit> = Vec::new();
    let mut extracts = 0;
    for report in ranked.iter().take(amounts.reports) {
        if extracts >= amounts.extracts {
            break;
        }
        let from = &shown[report.segment];
        let chosen = chosen_passages(report, from.root, amounts.passages);
        extracts += chosen.len();
        let wants = &mut wants[report.segment];
        let marker = &mut markers[report.segment];
        let Some(mut hit) = present_report(report, &chosen, from, marker, amounts, wants) else { continue };
        let closest = closest(&hit).max(marker.closeness(&hit.title));
        hit.score *= 1.0 + weights.proximity * closest;
        hits.push(hit);
    }
    if by_relevance {
        sort_by(&mut hits, &|a, b| a.is_apart.cmp(&b.is_apart).then(b.score.total_cmp(&a.score)));
    }
    hits
}

/// Returns how close together the words are in the passage where they are closest.
fn closest(hit: &ReportHit) -> f32 {
    let mut closest = 0.0f32;
    for passage in &hit.passages {
        closest = closest.max(passage.snippet.closeness);
    }
    closest
}

/// Returns which of the matching passages are shown, by their places.
fn chosen_passages(report: &MatchedReport, root: &Root, passages: Passages) -> Vec<usize> {
    let part = |place: usize| root.text_part(report.report, report.passages[place].passage).0;
    let mut chosen = Vec::new();
    for place in 0..report.passages.len() {
        let is_chosen = match passages {
            Passages::Nearby(most) => chosen.len() < most && part(place) == part(0),
            Passages::All => true,
        };
        if is_chosen {
            chosen.push(place);
        }
    }
    chosen
}

fn present_report(
    report: &MatchedReport,
    chosen: &[usize],
    from: &Shown<'_>,
    marker: &mut Marker,
    amounts: Amounts,
    wants: &mut Wants,
) -> Option<ReportHit> {
    let mut hit: Option<ReportHit> = None;
    for place in chosen {
        let passage = report.passages[*place];
        let id = PassageId { report: report.report, passage: passage.passage };
        let Some(shown) = from.segment.text(id, wants) else { continue };
        let passage = PassageHit {
            anchor: shown.anchor,
            label: shown.label,
            snippet: marker.snippet(&shown.text, amounts.snippet_bytes),
            score: passage.score,
        };
        let hit = hit.get_or_insert_with(|| ReportHit {
            segment: report.segment,
            report: report.report,
            url: shown.url,
            title: shown.title,
            date: shown.date,
            mark: shown.mark,
            language: from.language.to_owned(),
            score: report.score,
            without: without(report, from.plan),
            is_apart: report.is_apart,
            passages: Vec::new(),
            more: report.passages.len() - chosen.len(),
        });
        hit.passages.push(passage);
    }
    hit
}

/// Returns the words that a report lacks.
fn without(report: &MatchedReport, plan: &Plan) -> Vec<String> {
    let mut words = Vec::new();
    for clause in &report.lacking {
        words.push(plan.clauses[*clause].words.clone());
    }
    words
}
