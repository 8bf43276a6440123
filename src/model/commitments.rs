//! The commitments of all reports, in order of urgency: overdue, open, closed.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Commitment, LanguageSite, Report};
use crate::parse::commitments::State;
use crate::url::UrlPath;

/// The number of commitments on a page of the list.
pub const PAGE_COMMITMENTS: usize = 100;

/// The commitments of one language.
#[derive(Clone, Debug, Default)]
pub struct CommitmentList {
    /// The address of its page.
    pub url: UrlPath,
    /// The address of the calendar of commitments with a due date.
    pub calendar: UrlPath,
    /// The commitments: first overdue ones by due date, then open ones by due date, then those done, then
    /// those dropped, the newest report's first.
    pub commitments: Vec<CommitmentPlace>,
}

/// A commitment among the reports of its language, and its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitmentPlace {
    /// The index of the report in [`LanguageSite::reports`].
    pub report: usize,
    /// The index of the commitment in [`Report::commitments`].
    pub commitment: usize,
    /// Its state on the day of the build.
    pub status: CommitmentStatus,
}

/// The state of a commitment on the day of the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommitmentStatus {
    /// Open, and due before the day of the build.
    Overdue,
    /// Open.
    Open,
    /// Done.
    Done,
    /// Dropped.
    Dropped,
}

impl CommitmentStatus {
    /// Returns the state of a commitment on `day`. Without a day, no commitment is overdue.
    pub fn of(commitment: &Commitment, day: Option<Date>) -> CommitmentStatus {
        let is_late = || commitment.due.zip(day).is_some_and(|(due, day)| due < day);
        match commitment.state {
            State::Open if is_late() => CommitmentStatus::Overdue,
            State::Open => CommitmentStatus::Open,
            State::Done => CommitmentStatus::Done,
            State::Dropped => CommitmentStatus::Dropped,
        }
    }

    /// Returns its name in templates and CSS.
    pub fn name(self) -> &'static str {
        match self {
            CommitmentStatus::Overdue => "overdue",
            CommitmentStatus::Open => State::Open.name(),
            CommitmentStatus::Done => State::Done.name(),
            CommitmentStatus::Dropped => State::Dropped.name(),
        }
    }
}

impl CommitmentList {
    /// Returns the agenda of a language without commitments.
    pub(super) fn empty(root: &UrlPath, folder: &str) -> CommitmentList {
        let url = UrlPath::page([root.as_str(), folder]);
        let calendar = UrlPath::file(format!("{url}{folder}.ics"));
        CommitmentList { url, calendar, commitments: Vec::new() }
    }

    /// Returns the number of pages of the list.
    pub fn page_count(&self) -> usize {
        self.commitments.len().div_ceil(PAGE_COMMITMENTS)
    }

    /// Returns the address of a page, counting from 1.
    pub fn page_url(&self, page: usize) -> UrlPath {
        self.url.numbered(page)
    }
}

/// Returns the commitments of the reports in order, with their state on `day`.
pub(super) fn commitments(reports: &[Arc<Report>], day: Option<Date>) -> Vec<CommitmentPlace> {
    let of_report = |(at, report): (usize, &Arc<Report>)| {
        let place = move |(number, commitment): (usize, &Commitment)| CommitmentPlace {
            report: at,
            commitment: number,
            status: CommitmentStatus::of(commitment, day),
        };
        report.commitments.iter().enumerate().map(place).collect::<Vec<_>>()
    };
    let mut all: Vec<CommitmentPlace> = reports.iter().enumerate().flat_map(of_report).collect();
    all.sort_by_key(|place| {
        let is_closed = place.status >= CommitmentStatus::Done;
        let due = reports[place.report].commitments[place.commitment].due.filter(|_| !is_closed);
        (place.status, due.is_none(), due, place.report, place.commitment)
    });
    all
}

impl LanguageSite {
    /// Returns the commitment at a place, and its report.
    pub fn commitment(&self, place: &CommitmentPlace) -> (&Report, &Commitment) {
        let report = &self.reports[place.report];
        (report, &report.commitments[place.commitment])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commitment(due: Option<&str>, state: State) -> Commitment {
        let due = due.map(|due| due.parse().expect("a day"));
        Commitment { passage: None, who: Vec::new(), what: String::new(), due, when: None, state }
    }

    #[test]
    fn only_a_day_that_is_given_makes_overdue() {
        let check = |due, state, day: Option<&str>, expect: &str| {
            let day = day.map(|day| day.parse().expect("a day"));
            assert_eq!(
                CommitmentStatus::of(&commitment(due, state), day).name(),
                expect,
                "{due:?} {state:?} {day:?}"
            );
        };
        let due = Some("2017-07-15");
        check(due, State::Open, None, "open");
        check(due, State::Open, Some("2017-07-15"), "open");
        check(due, State::Open, Some("2017-07-16"), "overdue");
        check(None, State::Open, Some("2030-01-01"), "open");
        check(due, State::Done, Some("2030-01-01"), "done");
        check(due, State::Dropped, Some("2030-01-01"), "dropped");
    }
}
