//! The commitments of all reports, in the order in which they matter: what is overdue, what is open, what is closed.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Commitment, LanguageSite, Report};
use crate::parse::commitments::State;
use crate::url::UrlPath;

/// Commitments on one page of the list.
pub const PAGE_COMMITMENTS: usize = 100;

/// The commitments of one language.
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    /// The address of its page.
    pub url: UrlPath,
    /// The address of the calendar of those that are due some day.
    pub calendar: UrlPath,
    /// The commitments: overdue ones by day, open ones by day, then those done and those dropped, the newest report's
    /// first.
    pub commitments: Vec<CommitmentPlace>,
}

/// Where a commitment is among the reports of its language, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitmentPlace {
    /// The place of the report in [`LanguageSite::reports`].
    pub report: usize,
    /// The place of the commitment in [`Report::commitments`].
    pub commitment: usize,
    /// Where it stands on the day of the build.
    pub standing: Standing,
}

/// Where a commitment stands on the day of the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Open, and due before that day.
    Overdue,
    /// Open.
    Open,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

impl Standing {
    /// Returns where a commitment stands on `day`; without a day, none is overdue.
    pub fn of(commitment: &Commitment, day: Option<Date>) -> Standing {
        let is_late = || commitment.due.zip(day).is_some_and(|(due, day)| due < day);
        match commitment.state {
            State::Open if is_late() => Standing::Overdue,
            State::Open => Standing::Open,
            State::Done => Standing::Done,
            State::Dropped => Standing::Dropped,
        }
    }

    /// Returns the name that templates and CSS have for it.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Overdue => "overdue",
            Standing::Open => State::Open.name(),
            Standing::Done => State::Done.name(),
            Standing::Dropped => State::Dropped.name(),
        }
    }
}

impl Agenda {
    /// Returns the agenda of a language that has no commitments yet.
    pub(super) fn empty(root: &UrlPath, folder: &str) -> Agenda {
        let url = UrlPath::page([root.as_str(), folder]);
        let calendar = UrlPath::file(format!("{url}{folder}.ics"));
        Agenda { url, calendar, commitments: Vec::new() }
    }

    /// Returns how many pages the list has.
    pub fn page_count(&self) -> usize {
        self.commitments.len().div_ceil(PAGE_COMMITMENTS)
    }

    /// Returns the address of a page; the first is 1.
    pub fn page_url(&self, page: usize) -> UrlPath {
        self.url.numbered(page)
    }
}

/// Returns the commitments of the reports in order, as they stand on `day`.
pub(super) fn commitments(reports: &[Arc<Report>], day: Option<Date>) -> Vec<CommitmentPlace> {
    let of_report = |(at, report): (usize, &Arc<Report>)| {
        let place = move |(number, commitment): (usize, &Commitment)| CommitmentPlace {
            report: at,
            commitment: number,
            standing: Standing::of(commitment, day),
        };
        report.commitments.iter().enumerate().map(place).collect::<Vec<_>>()
    };
    let mut all: Vec<CommitmentPlace> = reports.iter().enumerate().flat_map(of_report).collect();
    all.sort_by_key(|place| {
        let is_closed = place.standing >= Standing::Done;
        let due = reports[place.report].commitments[place.commitment].due.filter(|_| !is_closed);
        (place.standing, due.is_none(), due, place.report, place.commitment)
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
                Standing::of(&commitment(due, state), day).name(),
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
