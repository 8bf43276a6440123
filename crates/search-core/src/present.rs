//! Ranked reports with what is shown of them.

use crate::analysis::{Analyzer, Language};
use crate::pack::{PackError, Segment, ShownText, Wants};
use crate::plan::Plan;
use crate::rank::RankedReport;
use crate::schema::PassageId;
use crate::snippet::{Snippet, snippet};

/// A report that answers a query, as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportHit {
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
    /// The score that the order follows.
    pub score: f32,
    /// Whether the report has all that was asked for.
    pub complete: bool,
    /// The best of its passages that match, best first.
    pub passages: Vec<PassageHit>,
    /// How many more of its passages match.
    pub more: usize,
}

/// A passage that answers a query, as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct PassageHit {
    /// The passage's anchor, without `#`; empty for the head of the report.
    pub anchor: String,
    /// What the passage is called; empty for the head.
    pub label: String,
    /// The extract.
    pub snippet: Snippet,
    /// The sum of its scores over the clauses.
    pub score: f32,
}

/// What presenting asks of a segment.
pub trait Texts {
    /// What may go wrong.
    type Error;

    /// Returns what is shown of a passage; `None` if it is not known yet.
    ///
    /// # Errors
    /// When the text cannot be read.
    fn text(&self, id: PassageId, wants: &mut Wants) -> Result<Option<ShownText<'_>>, Self::Error>;

    /// Whether the text of a passage can be had without a further file.
    fn is_at_hand(&self, id: PassageId) -> bool;
}

impl Texts for Segment {
    type Error = PackError;

    fn text(&self, id: PassageId, wants: &mut Wants) -> Result<Option<ShownText<'_>>, PackError> {
        Segment::text(self, id, wants)
    }

    fn is_at_hand(&self, id: PassageId) -> bool {
        Segment::is_at_hand(self, id)
    }
}

/// A segment with what presenting its hits takes.
pub struct Shown<'a, T> {
    /// The segment's texts.
    pub texts: &'a T,
    /// The language tag of the segment.
    pub language: &'a str,
    /// The plan of the query for it.
    pub plan: &'a Plan,
}

/// Which of the passages of a report are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passages {
    /// The best, and after it up to this many in all of those whose text needs no further file.
    AtHand(usize),
    /// All that match.
    All,
}

/// How much is shown.
#[derive(Clone, Copy, Debug)]
pub struct Amounts {
    /// Reports.
    pub reports: usize,
    /// Passages of each report.
    pub passages: Passages,
    /// Bytes of a snippet, about.
    pub snippet_bytes: usize,
}

/// Returns the first of the `ranked` reports as shown. What is lacking goes into `wants`.
///
/// # Errors
/// When a text cannot be read.
pub fn present<T: Texts>(
    ranked: &[RankedReport],
    shown: &[Shown<'_, T>],
    amounts: Amounts,
    wants: &mut [Wants],
) -> Result<Vec<ReportHit>, T::Error> {
    let mut hits = Vec::new();
    for report in ranked.iter().take(amounts.reports) {
        hits.extend(present_report(report, &shown[report.segment], amounts, &mut wants[report.segment])?);
    }
    Ok(hits)
}

fn present_report<T: Texts>(
    report: &RankedReport,
    from: &Shown<'_, T>,
    amounts: Amounts,
    wants: &mut Wants,
) -> Result<Option<ReportHit>, T::Error> {
    let mut analyzer = Analyzer::new(Language::from_tag(from.language));
    let keys = from.plan.marked_keys();
    let mut hit: Option<ReportHit> = None;
    for (place, ranked) in report.passages.iter().enumerate() {
        let id = PassageId { report: report.report, passage: ranked.passage };
        if let Passages::AtHand(most) = amounts.passages {
            if hit.as_ref().is_some_and(|hit| hit.passages.len() >= most) {
                break;
            }
            if place > 0 && !from.texts.is_at_hand(id) {
                continue;
            }
        }
        let Some(shown) = from.texts.text(id, wants)? else { continue };
        let passage = PassageHit {
            anchor: shown.anchor.to_owned(),
            label: shown.label.to_owned(),
            snippet: snippet(shown.text, &mut analyzer, &keys, amounts.snippet_bytes),
            score: ranked.score,
        };
        let hit = hit.get_or_insert_with(|| ReportHit {
            url: shown.url.to_owned(),
            title: shown.title.to_owned(),
            date: shown.date.to_owned(),
            mark: shown.mark.to_owned(),
            language: from.language.to_owned(),
            score: report.score,
            complete: report.complete,
            passages: Vec::new(),
            more: 0,
        });
        hit.passages.push(passage);
        hit.more = report.passages.len() - hit.passages.len();
    }
    Ok(hit)
}
