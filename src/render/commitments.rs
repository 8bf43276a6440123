//! Commitments as templates are given them: in the list of all, and in their reports.

use serde::Serialize;
use tera::Value;

use super::context::{Contexts, Link};
use super::follow_up::{self, FollowUpItem};
use super::register::{pager, term_link};
use crate::model::{Commitment, CommitmentPlace, PAGE_COMMITMENTS, Part, Party, Report, Standing, Target};
use crate::parse::passages::PassageKind;

/// A commitment.
#[derive(Serialize)]
pub struct CommitmentItem {
    /// What is to be done.
    pub what: String,
    /// Who is to do it: title, and the link to a term's page or an empty one.
    pub who: Vec<Link>,
    /// The last day for it, in words; may be none.
    pub due: Option<String>,
    /// The last day as `2017-07-15`; may be none.
    pub due_date: Option<String>,
    /// The time as it is said, where there is no last day; may be none.
    pub when: Option<String>,
    /// About which day that is, in words; may be none.
    pub about: Option<String>,
    /// Where it stands: `overdue`, `open`, `done` or `dropped`.
    pub state: &'static str,
    /// The label of the point that it comes from; may be none.
    pub point: Option<String>,
    /// Whether that is the label of a numbered point, as `9-b`.
    pub numbered: bool,
    /// The link to that point, or to the report.
    pub href: String,
    /// What later reports say of it.
    pub followed: Vec<FollowUpItem>,
    /// The report, as an item of lists.
    pub report: Value,
}

/// Commitments that stand alike.
#[derive(Serialize)]
struct StandingGroup {
    state: &'static str,
    commitments: Vec<CommitmentItem>,
}

/// Returns what a page of the list is given; the first is 1. `items` are all reports as items of lists.
pub(super) fn page(contexts: &Contexts<'_>, page: usize, items: &[Value]) -> Vec<(&'static str, Value)> {
    let agenda = &contexts.language.agenda;
    let start = (page - 1) * PAGE_COMMITMENTS;
    let places = &agenda.commitments[start..agenda.commitments.len().min(start + PAGE_COMMITMENTS)];
    let item = |place: &CommitmentPlace| {
        let (report, commitment) = contexts.language.commitment(place);
        let target = Target { report: place.report, part: Part::Commitment(place.commitment) };
        CommitmentItem {
            followed: follow_up::of(contexts, target),
            ..commitment_item(contexts, report, commitment, &items[place.report])
        }
    };
    let groups = places.chunk_by(|a, b| a.standing == b.standing).map(|places| StandingGroup {
        state: places[0].standing.name(),
        commitments: places.iter().map(item).collect(),
    });
    let pager = pager(page, agenda.page_count(), |page| contexts.href(&agenda.page_url(page)));
    let day = contexts.site.date.map(|day| contexts.language.strings.date(day, None));
    let calendar = has_calendar(contexts).then(|| contexts.href(&agenda.calendar));
    vec![
        ("groups", Value::from_serializable(&groups.collect::<Vec<_>>())),
        ("commitment_count", Value::from(agenda.commitments.len())),
        ("pager", Value::from_serializable(&pager)),
        ("day", Value::from_serializable(&day)),
        ("calendar", Value::from_serializable(&calendar)),
    ]
}

/// Whether some commitment is due some day.
fn has_calendar(contexts: &Contexts<'_>) -> bool {
    let language = contexts.language;
    language.agenda.commitments.iter().any(|place| language.commitment(place).1.due.is_some())
}

/// Returns the commitments of a report, whose item of lists is `item`.
pub(super) fn of_report(contexts: &Contexts<'_>, at: usize, item: &Value) -> Value {
    let report = &contexts.language.reports[at];
    let items = report.commitments.iter().enumerate().map(|(number, found)| {
        let target = Target { report: at, part: Part::Commitment(number) };
        CommitmentItem {
            followed: follow_up::of(contexts, target),
            ..commitment_item(contexts, report, found, item)
        }
    });
    Value::from_serializable(&items.collect::<Vec<_>>())
}

fn commitment_item(
    contexts: &Contexts<'_>,
    report: &Report,
    commitment: &Commitment,
    item: &Value,
) -> CommitmentItem {
    let who = |party: &Party| {
        let href = party.term.map(|place| term_link(contexts, place).href).unwrap_or_default();
        Link { title: party.name.clone(), href }
    };
    let href = match commitment.passage {
        Some(passage) => contexts.passage_href(report, passage),
        None => contexts.href(&report.url),
    };
    CommitmentItem {
        what: commitment.what.clone(),
        who: commitment.who.iter().map(who).collect(),
        due: commitment.due.map(|due| contexts.language.strings.date(due, None)),
        due_date: commitment.due.map(|due| due.to_string()),
        when: commitment.when.as_ref().map(|when| when.said.clone()),
        about: commitment
            .when
            .as_ref()
            .and_then(|when| when.about)
            .map(|day| contexts.language.strings.date(day, None)),
        state: Standing::of(commitment, contexts.site.date).name(),
        point: commitment.passage.map(|passage| report.passages[passage].label.clone()),
        numbered: commitment
            .passage
            .is_some_and(|passage| report.passages[passage].kind == PassageKind::Point),
        href,
        followed: Vec::new(),
        report: item.clone(),
    }
}
