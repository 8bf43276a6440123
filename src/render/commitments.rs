//! The data of templates for commitments: in the list of all, and in their reports.

use super::follow_up;
use super::items::{ReportItems, pager};
use super::templates::{CommitmentItem, CommitmentsData, Link, Prepared, ReportItem, StandingGroup};
use super::view::View;
use crate::model::{
    Commitment, CommitmentPlace, CommitmentStatus, PAGE_COMMITMENTS, Part, Party, Report, Target,
};
use crate::parse::passages::PassageKind;

/// Returns the data of a page of the list, counting from 1.
pub(super) fn page(view: View<'_>, page: usize, items: &ReportItems) -> CommitmentsData {
    let list = &view.language.commitment_list;
    let start = (page - 1) * PAGE_COMMITMENTS;
    let places = &list.commitments[start..list.commitments.len().min(start + PAGE_COMMITMENTS)];
    let item = |place: &CommitmentPlace| {
        let (report, commitment) = view.language.commitment(place);
        let target = Target { report: place.report, part: Part::Commitment(place.commitment) };
        CommitmentItem {
            followed: follow_up::of(view, target),
            ..commitment_item(view, report, commitment, items.at(place.report))
        }
    };
    let groups = places.chunk_by(|a, b| a.status == b.status).map(|places| StandingGroup {
        state: places[0].status.name(),
        commitments: places.iter().map(item).collect(),
    });
    CommitmentsData {
        groups: groups.collect(),
        commitment_count: list.commitments.len(),
        pager: pager(page, list.page_count(), |page| view.href(&list.page_url(page))),
        day: view.site.date.map(|day| view.date(day, None)),
        calendar: has_calendar(view).then(|| view.href(&list.calendar)),
    }
}

/// Whether any commitment has a due date.
fn has_calendar(view: View<'_>) -> bool {
    let language = view.language;
    language.commitment_list.commitments.iter().any(|place| language.commitment(place).1.due.is_some())
}

/// Returns the commitments of a report, whose item of lists is `item`.
pub(super) fn of_report(view: View<'_>, at: usize, item: &Prepared<ReportItem>) -> Vec<CommitmentItem> {
    let report = &view.language.reports[at];
    let of_report = |(number, found): (usize, &Commitment)| {
        let target = Target { report: at, part: Part::Commitment(number) };
        let followed = follow_up::of(view, target);
        CommitmentItem { followed, ..commitment_item(view, report, found, item.clone()) }
    };
    report.commitments.iter().enumerate().map(of_report).collect()
}

fn commitment_item(
    view: View<'_>,
    report: &Report,
    commitment: &Commitment,
    item: Prepared<ReportItem>,
) -> CommitmentItem {
    let who = |party: &Party| {
        let href = party.term.map(|place| view.term_link(place).href).unwrap_or_default();
        Link { title: party.name.clone(), href }
    };
    let href = match commitment.passage {
        Some(passage) => view.passage_href(report, passage),
        None => view.href(&report.url),
    };
    CommitmentItem {
        what: commitment.what.clone(),
        who: commitment.who.iter().map(who).collect(),
        due: commitment.due.map(|due| view.date(due, None)),
        due_date: commitment.due.map(|due| due.to_string()),
        when: commitment.when.as_ref().map(|when| when.said.clone()),
        about: commitment.when.as_ref().and_then(|when| when.about).map(|day| view.date(day, None)),
        state: CommitmentStatus::of(commitment, view.site.date).name(),
        point: commitment.passage.map(|passage| report.passages[passage].label.clone()),
        numbered: commitment.passage.is_some_and(|at| report.passages[at].kind == PassageKind::Point),
        href,
        followed: Vec::new(),
        report: item,
    }
}
