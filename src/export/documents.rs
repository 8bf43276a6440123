//! A passage as a document for a search engine: its text, and the details of its report.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::data::report::{Of, kind_name};
use crate::model::TermPlace;
use crate::parse::front_matter::Status;
use crate::parse::passages::PassageTexts;

use super::names::id;

/// Stands for a missing date where an engine requires one.
const NO_DATE: &str = "1970-01-01";

/// A passage.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    /// Unique: a hash of the address.
    pub(super) id: String,
    /// The address of the passage.
    pub(super) url: String,
    /// The same for all translations of a report.
    pub(super) report: &'a str,
    /// The report's page, which the passages of a report have in common.
    pub(super) report_url: String,
    pub(super) language: &'a str,
    /// `head`, `section` or `point`.
    pub(super) kind: &'static str,
    pub(super) label: &'a str,
    /// The first day of the meeting, at midnight UTC; 1970-01-01 without one.
    pub(super) timestamp: String,
    pub(super) dated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<&'static str>,
    pub(super) demonstration: bool,
    /// The terms that the report is filed under: ids by taxonomy.
    pub(super) terms: BTreeMap<&'a str, Vec<&'a str>>,
    /// All names of those terms; only on the head, so that a report found by them is found once.
    pub(super) term_names: Vec<&'a str>,
    /// The terms that the passage mentions: `country:US`.
    pub(super) mentions: Vec<String>,
    /// The kinds of act that a point expresses.
    pub(super) acts: Vec<&'a str>,
    /// The addressees of the acts: `country:US`.
    pub(super) addressees: Vec<String>,
    #[serde(skip)]
    pub(super) title: &'a str,
    #[serde(skip)]
    pub(super) text: &'a str,
}

/// Returns the documents of a report, given the texts of its passages.
pub(super) fn of_report<'a>(of: Of<'a>, texts: &'a PassageTexts<'a>) -> Vec<Document<'a>> {
    let report = of.report;
    let terms = terms(of);
    let date = report.front.date.map_or_else(|| NO_DATE.to_owned(), |date| date.to_string());
    let keys = |places: &[TermPlace]| places.iter().map(|place| of.term_key(*place)).collect::<Vec<_>>();
    let mut points = report.points.iter().peekable();
    let mut documents = Vec::new();
    for (at, passage) in report.passages.iter().enumerate() {
        let point = points.next_if(|point| point.passage == at);
        let acts = point.map_or(&[][..], |point| &point.acts);
        let addressees: Vec<TermPlace> = acts.iter().flat_map(|act| act.addressees.iter().copied()).collect();
        let url = of.url(&passage.anchor);
        documents.push(Document {
            id: id(&url),
            url,
            report: &report.id,
            report_url: of.url(""),
            language: of.code(),
            kind: kind_name(passage.kind),
            label: &passage.label,
            timestamp: format!("{date}T00:00:00Z"),
            dated: report.front.date.is_some(),
            place: report.place.as_deref(),
            status: report.front.status.map(Status::name),
            demonstration: report.front.demonstration,
            terms: terms.clone(),
            term_names: if at == 0 { term_names(of) } else { Vec::new() },
            mentions: report.mentions.get(at).map(|places| keys(places)).unwrap_or_default(),
            acts: acts.iter().map(|act| of.site.acts[act.kind].id.as_str()).collect(),
            addressees: keys(&addressees),
            title: &report.title,
            text: texts.get(at),
        });
    }
    documents
}

fn terms(of: Of<'_>) -> BTreeMap<&str, Vec<&str>> {
    let of_taxonomy = |(taxonomy, places): &(usize, Vec<usize>)| {
        let pages = &of.language.taxonomies[*taxonomy];
        let ids = places.iter().map(|place| pages.terms[*place].term.id.as_str()).collect();
        (pages.taxonomy.id.as_str(), ids)
    };
    of.report.terms.iter().map(of_taxonomy).collect()
}

fn term_names(of: Of<'_>) -> Vec<&str> {
    let terms = of.report.filed().map(|place| &of.language.term(place).term);
    let names: BTreeSet<&str> = terms.flat_map(crate::vocabulary::Term::all_names).collect();
    names.into_iter().collect()
}
