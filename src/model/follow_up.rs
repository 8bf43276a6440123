//! What later reports say of agreements and commitments of earlier ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{LanguageSite, Report};
use crate::diagnostic::{Diagnostic, Places, error, nearest};
use crate::parse::Document;
use crate::parse::SUGGESTED_MAX;
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
    let mut targets = Targets::new(&language.reports);
    // The newest report comes first.
    for (at, report) in language.reports.iter().enumerate().rev() {
        for follow_up in &report.front.follow_up {
            let Ok(target) = targets.find(follow_up) else { continue };
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
enum Missing<'a, 'f> {
    Report(&'f str),
    Point(&'a Report, &'f str),
    Commitment(&'a Report, &'f str),
}

/// Finds what front matters follow up among the reports of a language.
struct Targets<'a> {
    reports: &'a [Arc<Report>],
    /// The places of the reports by their ids.
    ids: FxHashMap<&'a str, usize>,
    /// The places of the passages of a report by their names, once it is followed up.
    passages: FxHashMap<usize, FxHashMap<&'a str, usize>>,
}

impl<'a> Targets<'a> {
    fn new(reports: &'a [Arc<Report>]) -> Targets<'a> {
        let ids = reports.iter().enumerate().map(|(at, report)| (report.id.as_str(), at));
        Targets { reports, ids: ids.rev().collect(), passages: FxHashMap::default() }
    }

    /// Returns what a front matter follows up.
    fn find<'f>(&mut self, follow_up: &'f FollowUp) -> Result<Target, Missing<'a, 'f>> {
        let of = follow_up.of.value.as_str();
        let (id, name) = of.split_once('#').map_or((of, None), |(id, name)| (id, Some(name)));
        let found = *self.ids.get(id).ok_or(Missing::Report(id))?;
        let report = &self.reports[found];
        let part = match (&follow_up.commitment, name) {
            (Some(number), _) => {
                let at = number.value.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let at = at.filter(|at| *at < report.commitments.len());
                Part::Commitment(at.ok_or(Missing::Commitment(report, &number.value))?)
            }
            (None, name) => {
                let name = name.unwrap_or_default();
                Part::Passage(self.passage(found, name).ok_or(Missing::Point(report, name))?)
            }
        };
        Ok(Target { report: found, part })
    }

    /// Returns the place of the passage of a report with an anchor, or else a label.
    fn passage(&mut self, report: usize, name: &str) -> Option<usize> {
        let reports = self.reports;
        let names = self.passages.entry(report).or_insert_with(|| passages(&reports[report]));
        names.get(name).copied()
    }
}

/// Returns the places of the passages of a report by their anchors, and by labels that are no anchors; of two with
/// the same name the first.
fn passages(report: &Report) -> FxHashMap<&str, usize> {
    let mut names = FxHashMap::default();
    for of in [(|passage| &passage.anchor) as fn(&Passage) -> &String, |passage| &passage.label] {
        for (at, passage) in report.passages.iter().enumerate().filter(|(_, passage)| !of(passage).is_empty())
        {
            names.entry(of(passage).as_str()).or_insert(at);
        }
    }
    names
}

/// Reports what documents follow up that is not there. A report that only another language has is there.
pub(super) fn check(
    documents: &[Arc<Document>],
    languages: &[LanguageSite],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let reports = languages.iter().flat_map(|language| language.reports.iter());
    let ids: Vec<&str> = reports.map(|report| report.id.as_str()).collect();
    let ids = Ids { known: ids.iter().copied().collect(), ordered: ids };
    for language in languages {
        let mut targets = Targets::new(&language.reports);
        let is_of_language = |document: &&Arc<Document>| document.language == language.language.code;
        for document in documents.iter().filter(is_of_language) {
            check_document(document, &mut targets, &ids, diagnostics);
        }
    }
}

/// The ids of the reports of all languages.
struct Ids<'a> {
    /// In the order of the languages and their reports.
    ordered: Vec<&'a str>,
    known: FxHashSet<&'a str>,
}

/// Reports what a document follows up that is neither among `targets` nor among the reports of other languages, whose
/// `ids` are among these.
fn check_document(
    document: &Document,
    targets: &mut Targets<'_>,
    ids: &Ids<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if document.front.follow_up.is_empty() {
        return;
    }
    let text = document.source.read();
    let places = Places::new(&document.path, &text);
    for (number, follow_up) in document.front.follow_up.iter().enumerate() {
        let Err(missing) = targets.find(follow_up) else { continue };
        let is_sought = number < SUGGESTED_MAX;
        let (found, range) = match missing {
            Missing::Report(id) if ids.known.contains(id) => continue,
            Missing::Report(id) => {
                let found = error!("follow-up::missing", report = id, ..);
                let meant = if is_sought { nearest(id, ids.ordered.iter().copied()) } else { None };
                (found.suggesting(meant), &follow_up.of.range)
            }
            Missing::Point(report, "") => {
                let found = error!("follow-up::missing", "part", report = report.id.as_str());
                (found, &follow_up.of.range)
            }
            Missing::Point(report, name) => {
                let known = report.passages.iter().skip(1).map(|passage| passage.anchor.as_str());
                let meant = if is_sought { nearest(name, known) } else { None };
                let report = report.id.as_str();
                let found = error!("follow-up::missing", "point", point = name, report = report, ..);
                (found.suggesting(meant), &follow_up.of.range)
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
        diagnostics.push(found.at(places.at(range.clone())));
    }
}
