//! What later reports say of agreements and commitments of earlier ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{LanguageSite, Report};
use crate::diagnostic::{Diagnostic, Place, error, nearest};
use crate::parse::Document;
use crate::parse::commitments::State;
use crate::parse::follow_up::FollowUp;
use crate::parse::passages::Passage;

/// What later reports of a language say of earlier ones.
#[derive(Debug, Default)]
pub struct FollowUps {
    /// What is said of something, the earliest first.
    of: BTreeMap<Target, Vec<Said>>,
    /// What each report says, by its place, in the order of its front matter.
    by: BTreeMap<usize, Vec<(Target, Said)>>,
}

/// What something is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The place of the report.
    pub report: usize,
    /// What of it.
    pub part: Part,
}

/// A part of a report that is followed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The place of a passage.
    Passage(usize),
    /// The place of a commitment.
    Commitment(usize),
}

/// What a report says of something.
#[derive(Clone, Debug)]
pub struct Said {
    /// The place of the report that says it.
    pub report: usize,
    /// Where it stands now, if that is said.
    pub state: Option<State>,
    /// The new last day, if it was moved.
    pub due: Option<Date>,
    /// What else is said.
    pub note: Option<String>,
}

impl FollowUps {
    /// Returns what later reports say of something, the earliest first.
    pub fn of(&self, target: Target) -> &[Said] {
        self.of.get(&target).map_or(&[], Vec::as_slice)
    }

    /// Returns what is said of parts of a report, in the order of its parts.
    pub fn of_report(&self, report: usize) -> impl Iterator<Item = (Target, &[Said])> {
        let first = Target { report, part: Part::Passage(0) };
        let all = self.of.range(first..).take_while(move |(target, _)| target.report == report);
        all.map(|(target, said)| (*target, said.as_slice()))
    }

    /// Returns what a report says of earlier ones, in the order of its front matter.
    pub fn by_report(&self, report: usize) -> &[(Target, Said)] {
        self.by.get(&report).map_or(&[], Vec::as_slice)
    }
}

/// Collects what the reports of a language say of earlier ones, and has commitments stand as the latest
/// report says.
pub(super) fn add(language: &mut LanguageSite) {
    let mut found = FollowUps::default();
    // The newest report comes first.
    for (at, report) in language.reports.iter().enumerate().rev() {
        for follow_up in &report.front.follow_up {
            let Ok(target) = target(&language.reports, follow_up) else { continue };
            let FollowUp { state, due, note, .. } = follow_up.clone();
            let said = Said { report: at, state, due, note };
            found.of.entry(target).or_default().push(said.clone());
            found.by.entry(at).or_default().push((target, said));
        }
    }
    for (target, said) in &found.of {
        let Part::Commitment(at) = target.part else { continue };
        let report = Arc::make_mut(&mut language.reports[target.report]);
        let commitment = &mut report.commitments[at];
        for said in said {
            commitment.state = said.state.unwrap_or(commitment.state);
            if said.due.is_some() {
                (commitment.due, commitment.when) = (said.due, None);
            }
        }
    }
    language.follow_ups = Arc::new(found);
}

/// Why nothing is followed up.
enum Missing<'a> {
    Report(&'a str),
    Point(&'a Report, &'a str),
    Commitment(&'a Report, &'a str),
}

/// Returns what a front matter follows up.
fn target<'a>(reports: &'a [Arc<Report>], follow_up: &'a FollowUp) -> Result<Target, Missing<'a>> {
    let of = follow_up.of.value.as_str();
    let (id, name) = of.split_once('#').map_or((of, None), |(id, name)| (id, Some(name)));
    let found = reports.iter().position(|report| report.id == id).ok_or(Missing::Report(id))?;
    let report = &reports[found];
    let part = match (&follow_up.commitment, name) {
        (Some(number), _) => {
            let at = number.value.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let at = at.filter(|at| *at < report.commitments.len());
            Part::Commitment(at.ok_or(Missing::Commitment(report, &number.value))?)
        }
        (None, name) => {
            let name = name.unwrap_or_default();
            Part::Passage(passage(report, name).ok_or(Missing::Point(report, name))?)
        }
    };
    Ok(Target { report: found, part })
}

/// Returns the place of the passage with an anchor, or else a label.
fn passage(report: &Report, name: &str) -> Option<usize> {
    let is_called = |of: fn(&Passage) -> &str| {
        let mut passages = report.passages.iter();
        passages.position(|passage| !name.is_empty() && of(passage) == name)
    };
    is_called(|passage| &passage.anchor).or_else(|| is_called(|passage| &passage.label))
}

/// Reports what a document follows up that is not there. A report that only another language has is there.
pub(super) fn check(document: &Document, languages: &[LanguageSite], diagnostics: &mut Vec<Diagnostic>) {
    let Some(language) = languages.iter().find(|language| language.language.code == document.language) else {
        return;
    };
    for follow_up in &document.front.follow_up {
        let Err(missing) = target(&language.reports, follow_up) else { continue };
        let reports = || languages.iter().flat_map(|language| &language.reports);
        let ids = || reports().map(|report| report.id.as_str());
        let (found, range) = match missing {
            Missing::Report(id) if ids().any(|known| known == id) => continue,
            Missing::Report(id) => {
                let found = error!("follow-up::missing", report = id, ..);
                (found.suggesting(nearest(id, ids())), &follow_up.of.range)
            }
            Missing::Point(report, "") => {
                let found = error!("follow-up::missing", "part", report = report.id.as_str());
                (found, &follow_up.of.range)
            }
            Missing::Point(report, name) => {
                let known = report.passages.iter().skip(1).map(|passage| passage.anchor.as_str());
                let report = report.id.as_str();
                let found = error!("follow-up::missing", "point", point = name, report = report, ..);
                (found.suggesting(nearest(name, known)), &follow_up.of.range)
            }
            Missing::Commitment(report, number) => {
                let count = report.commitments.len();
                let report = report.id.as_str();
                let found = error!(
                    "follow-up::missing",
                    "commitment",
                    commitment = number,
                    report = report,
                    count = count
                );
                let range = follow_up.commitment.as_ref().map_or(&follow_up.of.range, |at| &at.range);
                (found, range)
            }
        };
        let text = document.source.read();
        diagnostics.push(found.at(Place::in_text(&document.path, &text, range.clone())));
    }
}
