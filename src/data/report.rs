//! A report as data: what its page shows, for programs. The fields are described in `docs/data.md` and by the
//! schemas in this folder; a test compares the two.

use std::collections::BTreeMap;

use serde::Serialize;

use super::names;
use crate::model::{Act, Commitment, LanguageSite, Part, Point, Report, Said, Site, Target, TermPlace};
use crate::parse::body::AgendaItem;
use crate::parse::commitments::State;
use crate::parse::front_matter::Status;
use crate::parse::passages::{PassageKind, PassageTexts};
use crate::parse::standing::Correction;
use crate::sections::votes::Vote;
use crate::table::value::Table;

/// A report in a list: everything except its text.
#[derive(Serialize)]
pub(super) struct ReportHead<'a> {
    id: &'a str,
    language: &'a str,
    url: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_date: Option<String>,
    /// Corrections since it was published; omitted if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    /// The table `[extra]` of the front matter, unchanged; omitted if it is empty.
    #[serde(skip_serializing_if = "is_empty")]
    extra: &'a Table,
    /// Omitted if false.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    demonstration: bool,
    /// The terms that the report is filed under, by taxonomy.
    terms: BTreeMap<&'a str, Vec<TermOfReport<'a>>>,
    translations: Vec<Translation<'a>>,
    json: String,
    markdown: String,
    point_count: usize,
    commitment_count: usize,
}

/// A whole report.
#[derive(Serialize)]
pub(super) struct ReportData<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    #[serde(flatten)]
    head: ReportHead<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    agenda: Vec<AgendaItemData<'a>>,
    passages: Vec<PassageData<'a>>,
    points: Vec<PointData<'a>>,
    commitments: Vec<CommitmentData<'a>>,
    /// What it says of earlier reports.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    follow_up: Vec<FollowUpData<'a>>,
}

#[derive(Serialize)]
struct CorrectionData<'a> {
    date: String,
    what: &'a str,
}

#[derive(Serialize)]
struct TermOfReport<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    acronym: Option<&'a str>,
}

/// A term where terms are not grouped by taxonomy.
#[derive(Serialize)]
struct TermRef<'a> {
    taxonomy: &'a str,
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Translation<'a> {
    language: &'a str,
    url: String,
}

#[derive(Serialize)]
struct PassageData<'a> {
    kind: &'static str,
    label: &'a str,
    anchor: &'a str,
    url: String,
    text: &'a str,
    mentions: Vec<TermRef<'a>>,
}

#[derive(Serialize)]
struct AgendaItemData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    title: &'a str,
    /// The anchor of the passage that treats it.
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<&'a str>,
}

#[derive(Serialize)]
struct PointData<'a> {
    label: &'a str,
    anchor: &'a str,
    agreement: bool,
    /// The sentences that decide, if not all of it does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<String>,
    /// How the vote on it went.
    #[serde(skip_serializing_if = "Option::is_none")]
    vote: Option<VoteData>,
    acts: Vec<ActData<'a>>,
    mentions: Vec<TermRef<'a>>,
}

#[derive(Serialize)]
struct ActData<'a> {
    kind: &'a str,
    name: &'a str,
    addressees: Vec<TermRef<'a>>,
}

/// How a vote went, as far as it is told.
#[derive(Serialize)]
struct VoteData {
    unanimous: bool,
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    in_favour: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    abstentions: Option<u32>,
}

/// What a report says of an agreement or a commitment of an earlier one.
#[derive(Serialize)]
struct FollowUpData<'a> {
    /// The id of the earlier report.
    report: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<&'a str>,
    /// The place of the commitment, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    commitment: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct CommitmentData<'a> {
    /// The label of the point.
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<&'a str>,
    who: Vec<PartyData<'a>>,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    /// The time as it is said, if it is no day.
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a str>,
    /// About which day that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    state: &'static str,
}

#[derive(Serialize)]
struct PartyData<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    taxonomy: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
}

/// A report together with what its data are made from.
#[derive(Clone, Copy)]
pub(crate) struct Of<'a> {
    pub(crate) site: &'a Site,
    pub(crate) language: &'a LanguageSite,
    pub(crate) report: &'a Report,
}

impl<'a> Of<'a> {
    /// Returns the code of the report's language.
    pub(crate) fn code(self) -> &'a str {
        &self.language.language.code
    }

    /// Returns the full address of the report's page, or of a place in it.
    pub(crate) fn url(self, anchor: &str) -> String {
        let url = self.site.config.base.absolute(&self.report.url);
        if anchor.is_empty() { url } else { format!("{url}#{anchor}") }
    }

    /// Returns the full address of a file next to the report's page.
    pub(super) fn file(self, name: &str) -> String {
        self.site.config.base.absolute(&self.report.url.with_file(name))
    }

    /// Returns a term as `taxonomy:id`.
    pub(crate) fn term_key(self, place: TermPlace) -> String {
        let taxonomy = &self.language.taxonomies[place.taxonomy];
        format!("{}:{}", taxonomy.taxonomy.id, taxonomy.terms[place.term].term.id)
    }

    fn term(self, place: TermPlace) -> TermRef<'a> {
        let taxonomy = &self.language.taxonomies[place.taxonomy];
        let term = &taxonomy.terms[place.term].term;
        TermRef { taxonomy: &taxonomy.taxonomy.id, id: &term.id, name: term.label(self.code()) }
    }

    fn terms(self, places: &'a [TermPlace]) -> Vec<TermRef<'a>> {
        places.iter().map(|place| self.term(*place)).collect()
    }

    /// Returns the report without its text.
    pub(super) fn head(self) -> ReportHead<'a> {
        let Of { site, report, .. } = self;
        let translation =
            |(language, url): &'a (String, _)| Translation { language, url: site.config.base.absolute(url) };
        let correction = |correction: &'a Correction| CorrectionData {
            date: correction.date.to_string(),
            what: &correction.what,
        };
        ReportHead {
            id: &report.id,
            language: self.code(),
            url: self.url(""),
            title: &report.title,
            date: report.front.date.map(|date| date.to_string()),
            end_date: report.front.end_date.map(|date| date.to_string()),
            city: report.front.city.as_deref(),
            country: report.front.country.as_deref(),
            place: report.place.as_deref(),
            session: report.session.as_deref(),
            status: report.front.status.map(Status::name),
            status_date: report.front.standing.status_date.map(|date| date.to_string()),
            corrections: report.front.standing.corrections.iter().map(correction).collect(),
            summary: report.front.summary.as_deref(),
            demonstration: report.front.demonstration,
            extra: &report.front.extra,
            terms: self.terms_by_taxonomy(),
            translations: report.translations.iter().map(translation).collect(),
            json: self.file(names::REPORT_JSON),
            markdown: self.file(names::REPORT_MARKDOWN),
            point_count: report.points.len(),
            commitment_count: report.commitments.len(),
        }
    }

    fn terms_by_taxonomy(self) -> BTreeMap<&'a str, Vec<TermOfReport<'a>>> {
        let code = self.code();
        let of_taxonomy = |(place, terms): &'a (usize, Vec<usize>)| {
            let taxonomy = &self.language.taxonomies[*place];
            let term = |place: &usize| {
                let term = &taxonomy.terms[*place].term;
                TermOfReport { id: &term.id, name: term.label(code), acronym: term.acronym.get(code) }
            };
            (taxonomy.taxonomy.id.as_str(), terms.iter().map(term).collect())
        };
        self.report.terms.iter().map(of_taxonomy).collect()
    }

    /// Returns the whole report, given the texts of its passages.
    pub(super) fn data(self, texts: &'a PassageTexts<'a>) -> ReportData<'a> {
        let Of { site, report, .. } = self;
        ReportData {
            schema: site.config.base.absolute(&names::schema(names::REPORT_SCHEMA)),
            head: self.head(),
            license: site.config.license.as_ref().map(|license| license.url.as_str()),
            agenda: report.agenda.iter().map(agenda_item).collect(),
            passages: texts.iter().enumerate().map(|(at, text)| self.passage(at, text)).collect(),
            points: report.points.iter().map(|point| self.point(point, texts)).collect(),
            commitments: report.commitments.iter().map(|commitment| self.commitment(commitment)).collect(),
            follow_up: self.follow_up(),
        }
    }

    fn mentions(self, passage: usize) -> &'a [TermPlace] {
        self.report.mentions.get(passage).map_or(&[], |terms| terms)
    }

    fn passage(self, at: usize, text: &'a str) -> PassageData<'a> {
        let passage = &self.report.passages[at];
        PassageData {
            kind: kind_name(passage.kind),
            label: &passage.label,
            anchor: &passage.anchor,
            url: self.url(&passage.anchor),
            text,
            mentions: self.terms(self.mentions(at)),
        }
    }

    fn point(self, point: &'a Point, texts: &PassageTexts<'_>) -> PointData<'a> {
        let text = texts.get(point.passage);
        let passage = &self.report.passages[point.passage];
        PointData {
            label: &passage.label,
            anchor: &passage.anchor,
            agreement: point.is_agreement,
            decisions: point
                .sentences
                .iter()
                .filter_map(|at| Some(text.get(at.clone())?.to_owned()))
                .collect(),
            vote: point.vote.as_ref().map(vote),
            acts: point.acts.iter().map(|act| self.act(act)).collect(),
            mentions: self.terms(self.mentions(point.passage)),
        }
    }

    fn act(self, act: &'a Act) -> ActData<'a> {
        let name = self.site.act_name(act.kind, &self.language.language);
        ActData { kind: &self.site.acts[act.kind].id, name, addressees: self.terms(&act.addressees) }
    }

    /// Returns what the report says of earlier ones.
    fn follow_up(self) -> Vec<FollowUpData<'a>> {
        let Of { language, report, .. } = self;
        if report.front.follow_up.is_empty() {
            return Vec::new();
        }
        let at = language.reports.iter().position(|other| other.source == report.source);
        let says = at.map_or(&[][..], |at| language.follow_ups.by_report(at));
        let data = |(target, said): &'a (Target, Said)| {
            let of = &language.reports[target.report];
            let (passage, commitment) = match target.part {
                Part::Passage(at) => (Some(at), None),
                Part::Commitment(at) => (of.commitments[at].passage, Some(at + 1)),
            };
            FollowUpData {
                report: &of.id,
                anchor: passage.map(|at| of.passages[at].anchor.as_str()),
                commitment,
                state: said.state.map(State::name),
                due: said.due.map(|due| due.to_string()),
                note: said.note.as_deref(),
            }
        };
        says.iter().map(data).collect()
    }

    fn commitment(self, commitment: &'a Commitment) -> CommitmentData<'a> {
        let passage = commitment.passage.map(|place| &self.report.passages[place]);
        let party = |party: &'a crate::model::Party| {
            let term = party.term.map(|place| self.term(place));
            let taxonomy = term.as_ref().map(|term| term.taxonomy);
            PartyData { name: &party.name, taxonomy, id: term.map(|term| term.id) }
        };
        CommitmentData {
            point: passage.map(|passage| passage.label.as_str()),
            anchor: passage.map(|passage| passage.anchor.as_str()),
            who: commitment.who.iter().map(party).collect(),
            what: &commitment.what,
            due: commitment.due.map(|due| due.to_string()),
            when: commitment.when.as_ref().map(|when| when.said.as_str()),
            about: commitment.when.as_ref().and_then(|when| when.about).map(|day| day.to_string()),
            state: commitment.state.name(),
        }
    }
}

fn is_empty(table: &Table) -> bool {
    table.entries.is_empty()
}

fn vote(vote: &Vote) -> VoteData {
    let Vote { unanimous, in_favour, against, abstentions } = *vote;
    VoteData { unanimous, in_favour, against, abstentions }
}

fn agenda_item(item: &AgendaItem) -> AgendaItemData<'_> {
    AgendaItemData { number: item.number, title: &item.title, anchor: item.anchor.as_deref() }
}

/// Returns the name of a kind of passage in data.
pub(crate) fn kind_name(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Head => "head",
        PassageKind::Section => "section",
        PassageKind::Point => "point",
        PassageKind::Agreement => "agreement",
    }
}
