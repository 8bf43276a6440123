//! What later reports say of earlier ones, as templates are given it.

use serde::Serialize;
use tera::Value;

use super::context::Contexts;
use crate::model::{Part, Report, Said, Target};
use crate::parse::commitments::State;

/// What a report says of an agreement or a commitment of an earlier one.
#[derive(Serialize)]
pub struct FollowUpItem {
    /// Where it stands now: `open`, `done`, `dropped`; may be none.
    pub state: Option<&'static str>,
    /// The new last day, in words; may be none.
    pub due: Option<String>,
    /// What else is said; may be none.
    pub note: Option<String>,
    /// What it is said of: the label of an agreement, or what is to be done.
    pub what: String,
    /// The link to that.
    pub what_href: String,
    /// The title of the other report: the earlier one where the later is shown, and the other way round.
    pub report: String,
    /// The link to that report.
    pub href: String,
}

/// Returns what later reports say of something.
pub(super) fn of(contexts: &Contexts<'_>, target: Target) -> Vec<FollowUpItem> {
    let said = contexts.language.follow_ups.of(target);
    said.iter().map(|said| item(contexts, target, said, said.report)).collect()
}

/// Returns what is said of agreements of a report, and what it says of earlier ones. Its commitments have their own.
pub(super) fn values(contexts: &Contexts<'_>, at: usize) -> Vec<(&'static str, Value)> {
    let follow_ups = &contexts.language.follow_ups;
    let of_agreements =
        follow_ups.of_report(at).filter(|(target, _)| matches!(target.part, Part::Passage(_)));
    let followed: Vec<FollowUpItem> = of_agreements.flat_map(|(target, _)| of(contexts, target)).collect();
    let says = follow_ups.by_report(at).iter();
    let follows: Vec<FollowUpItem> =
        says.map(|(target, said)| item(contexts, *target, said, target.report)).collect();
    vec![("followed", Value::from_serializable(&followed)), ("follows", Value::from_serializable(&follows))]
}

fn item(contexts: &Contexts<'_>, target: Target, said: &Said, other: usize) -> FollowUpItem {
    let of = &contexts.language.reports[target.report];
    let other = &contexts.language.reports[other];
    FollowUpItem {
        state: said.state.map(State::name),
        due: said.due.map(|due| contexts.language.strings.date(due, None)),
        note: said.note.clone(),
        what: what(of, target.part),
        what_href: what_href(contexts, of, target.part),
        report: other.title.clone(),
        href: contexts.href(&other.url),
    }
}

fn what(report: &Report, part: Part) -> String {
    match part {
        Part::Passage(at) => report.passages[at].label.clone(),
        Part::Commitment(at) => report.commitments[at].what.clone(),
    }
}

fn what_href(contexts: &Contexts<'_>, report: &Report, part: Part) -> String {
    let passage = match part {
        Part::Passage(at) => Some(at),
        Part::Commitment(at) => report.commitments[at].passage,
    };
    passage.map_or_else(|| contexts.href(&report.url), |at| contexts.passage_href(report, at))
}
