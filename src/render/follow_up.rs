//! What later reports say of earlier ones, as templates are given it.

use super::templates::{FollowUpItem, ReportFollowUps};
use super::view::View;
use crate::model::{Part, Report, Said, Target};
use crate::parse::commitments::State;

/// Returns what later reports say of something.
pub(super) fn of(view: View<'_>, target: Target) -> Vec<FollowUpItem> {
    let said = view.language.follow_ups.of(target);
    said.iter().map(|said| item(view, target, said, said.report)).collect()
}

/// Returns what is said of agreements of a report, and what it says of earlier ones. Its commitments have
/// their own.
pub(super) fn of_report(view: View<'_>, at: usize) -> ReportFollowUps {
    let follow_ups = &view.language.follow_ups;
    let is_agreement = |target: &Target| matches!(target.part, Part::Passage(_));
    let of_agreements = follow_ups.of_report(at).filter(|(target, _)| is_agreement(target));
    let follows = follow_ups.by_report(at).iter();
    ReportFollowUps {
        followed: of_agreements.flat_map(|(target, _)| of(view, target)).collect(),
        follows: follows.map(|(target, said)| item(view, *target, said, target.report)).collect(),
    }
}

fn item(view: View<'_>, target: Target, said: &Said, other: usize) -> FollowUpItem {
    let of = &view.language.reports[target.report];
    let other = &view.language.reports[other];
    FollowUpItem {
        state: said.state.map(State::name),
        due: said.due.map(|due| view.date(due, None)),
        note: said.note.clone(),
        what: what(of, target.part),
        what_href: what_href(view, of, target.part),
        report: other.title.clone(),
        href: view.href(&other.url),
    }
}

fn what(report: &Report, part: Part) -> String {
    match part {
        Part::Passage(at) => report.passages[at].label.clone(),
        Part::Commitment(at) => report.commitments[at].what.clone(),
    }
}

fn what_href(view: View<'_>, report: &Report, part: Part) -> String {
    let passage = match part {
        Part::Passage(at) => Some(at),
        Part::Commitment(at) => report.commitments[at].passage,
    };
    passage.map_or_else(|| view.href(&report.url), |at| view.passage_href(report, at))
}
