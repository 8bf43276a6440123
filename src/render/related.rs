//! The data of templates for ways into the archive: term pages, the index of names, the timeline, and links
//! from a report.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::chart::{bars, columns};
use super::items::ReportItems;
use super::templates::{
    Chart, ChartYear, Column, LetterItem, Link, MentionDate, MentionGroup, MentionItem, NameItem, NamesData,
    RelatedItem, ReportWays, SeriesItem, TermItem, TermWaysData,
};
use super::view::View;
use crate::model::related::{Extract, IndexEntry, PlacePart, Related, YearCount};
use crate::model::{PassagePlace, Report, TaxonomyPages, TermPage, TermPlace};
use crate::parse::passages::PassageKind;
use actas_search_core::analysis::fold_fully;

/// The maximum number of reports on a term's page; the search shows all.
const TERM_REPORTS_MAX: usize = 100;

impl<'a> View<'a> {
    fn term_at(&self, place: TermPlace) -> TermItem {
        self.term(self.language.term(place))
    }

    /// Returns the address of the search page with these parameters.
    fn search_href(&self, parameters: &[(&str, &str)]) -> String {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs: Vec<String> =
            parameters.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        format!("{}?{}", self.href(&self.language.urls.search), pairs.join("&"))
    }

    fn passage_label(&self, place: PassagePlace) -> String {
        let passage = &self.language.reports[place.report].passages[place.passage];
        match passage.kind {
            PassageKind::Point => self.text("point_label").replace("{label}", &passage.label),
            PassageKind::Section | PassageKind::Agreement => passage.label.clone(),
            PassageKind::Head => self.text("passage_head").to_owned(),
        }
    }

    /// Returns the data of `term.html` about the ways from a term.
    pub(super) fn term_ways(
        self,
        pages: &'a TaxonomyPages,
        place: TermPlace,
        items: &ReportItems,
    ) -> TermWaysData<'a> {
        let page = &pages.terms[place.term];
        let ways = &page.ways;
        let extracts = self.language.extracts(place);
        let shown = &page.reports[..page.reports.len().min(TERM_REPORTS_MAX)];
        let reports_more = (shown.len() < page.reports.len())
            .then(|| self.search_href(&[(&pages.taxonomy.id, &page.term.id), ("sort", "newest")]));
        let mentions_more = (extracts.len() < page.mentions.len())
            .then(|| self.search_href(&[("q", &self.mentions_query(page)), ("sort", "newest")]));
        let reports_label = Some(&pages.taxonomy.reports_label).filter(|label| !label.is_empty());
        TermWaysData {
            reports: items.list(shown),
            reports_label: reports_label.and_then(|label| label.get(self.code())),
            reports_more,
            names: self.other_names(page),
            first: ways.first.and_then(|place| self.mention_date(place)),
            last: ways.last.and_then(|place| self.mention_date(place)),
            chart: self.chart(page),
            mentions: self.mention_groups(&extracts, items),
            mention_count: page.mentions.len(),
            mentions_more,
            related: ways.related.iter().map(|place| self.term_at(*place)).collect(),
        }
    }

    /// Returns the query for all mentions of a term: its acronym, for which the search knows the other names;
    /// otherwise each of its names as a phrase, since their single words are too unspecific.
    fn mentions_query(&self, page: &TermPage) -> String {
        if let Some(acronym) = page.term.acronym.get(self.code()) {
            return acronym.to_owned();
        }
        let names = distinct(page.term.all_names(), &[]);
        let phrase = |name: &&str| format!("\"{}\"", name.replace('"', " "));
        names.iter().map(phrase).collect::<Vec<_>>().join(" OR ")
    }

    /// Returns the names of a term other than the one in its page's heading.
    fn other_names<'b>(&self, page: &'b TermPage) -> Vec<&'b str> {
        distinct(page.term.all_names(), &[page.term.label(self.code()), page.term.short(self.code())])
    }

    fn mention_date(&self, place: PassagePlace) -> Option<MentionDate> {
        let report = &self.language.reports[place.report];
        let date = report.front.date?;
        Some(MentionDate {
            date: self.date(date, report.front.end_date),
            datetime: date.to_string(),
            href: self.passage_href(&self.language.reports[place.report], place.passage),
            label: self.passage_label(place),
            report: report.title.clone(),
        })
    }

    fn mention_groups(&self, extracts: &[Extract], items: &ReportItems) -> Vec<MentionGroup> {
        let passage = |extract: &Extract| MentionItem {
            href: self.passage_href(&self.language.reports[extract.place.report], extract.place.passage),
            label: self.passage_label(extract.place),
            before: extract.before.clone(),
            name: extract.name.clone(),
            after: extract.after.clone(),
        };
        let group = |extracts: &[Extract]| MentionGroup {
            report: items.at(extracts[0].place.report),
            passages: extracts.iter().map(passage).collect(),
        };
        extracts.chunk_by(|a, b| a.place.report == b.place.report).map(group).collect()
    }

    /// Returns the chart of a term; `None` for a single year, which the text covers.
    fn chart(&self, page: &TermPage) -> Option<Chart> {
        let years = &page.ways.years;
        if years.len() < 2 {
            return None;
        }
        let of_mentions = years.iter().any(|year| year.mentions > 0);
        let counts: Vec<(i16, usize)> = years
            .iter()
            .map(|year| (year.year, if of_mentions { year.mentions } else { year.reports }))
            .collect();
        let columns = columns(&counts);
        let (bars, width) = bars(&columns);
        let most = columns.iter().rev().max_by_key(|column| column.count)?.clone();
        let year = |year: &YearCount| ChartYear {
            year: year.year,
            href: self.year_href(year.year),
            mentions: year.mentions,
            reports: year.reports,
        };
        Some(Chart { of_mentions, width, bars, columns, most, years: years.iter().map(year).collect() })
    }

    fn year_href(&self, year: i16) -> Option<String> {
        let page = self.language.years.iter().find(|page| page.year == year)?;
        Some(self.href(&page.url))
    }

    /// Returns the years from the first to the last, with the number of reports in each.
    pub(super) fn timeline(&self) -> Vec<Column> {
        let counts: Vec<(i16, usize)> =
            self.language.years.iter().rev().map(|year| (year.year, year.reports.len())).collect();
        let mut columns = columns(&counts);
        columns.iter_mut().for_each(|column| column.href = self.year_href(column.year));
        columns
    }

    /// Returns the data of the page with the index of names.
    pub(super) fn name_index(self) -> NamesData<'a> {
        let entry = |entry: &IndexEntry| {
            let page = self.language.term(entry.term);
            let taxonomy = &self.language.taxonomies[entry.term.taxonomy].taxonomy;
            (page, taxonomy.name.get(self.code()).unwrap_or_default())
        };
        let letters = self.language.index.letters.iter().map(|letter| LetterItem {
            letter: &letter.letter,
            entries: letter
                .entries
                .iter()
                .map(|name| {
                    let (page, taxonomy) = entry(name);
                    let label = Some(page.term.label(self.code())).filter(|label| *label != name.name);
                    NameItem { name: &name.name, href: self.href(&page.url), label, taxonomy }
                })
                .collect(),
        });
        NamesData { letters: letters.collect() }
    }

    /// Returns the links from the report at an index.
    pub(super) fn report_ways(&self, at: usize, items: &ReportItems) -> ReportWays {
        let report = &self.language.reports[at];
        let part = |part: &PlacePart| {
            let href = part.term.map(|place| self.href(&self.language.term(place).url));
            Link { title: part.name.clone(), href: href.unwrap_or_default() }
        };
        let related = |related: &Related| RelatedItem {
            report: items.at(related.report),
            shared: related.shared.iter().map(|place| self.term_at(*place)).collect(),
        };
        let found = self.language.likeness.related(at);
        let series = self.series(at, report);
        // If the archive has only one body, the neighbours by date are those of the body.
        let same = |(_, newer, older): &Neighbours| {
            *newer == at.checked_sub(1) && *older == Some(at + 1).filter(|at| *at < items.len())
        };
        ReportWays {
            place: report.place_parts.iter().map(part).collect(),
            related: found.iter().map(related).collect(),
            same_neighbours: series.iter().any(same),
            series: series.into_iter().map(|found| self.series_item(found, at, items)).collect(),
        }
    }

    /// Returns the report's neighbours in each series to which it belongs.
    fn series(&self, at: usize, report: &Report) -> Vec<Neighbours> {
        let of_taxonomy = |(taxonomy, terms): &(usize, Vec<usize>)| {
            let terms =
                if self.language.taxonomies[*taxonomy].taxonomy.series { terms.as_slice() } else { &[] };
            let taxonomy = *taxonomy;
            terms.iter().map(move |term| TermPlace { taxonomy, term: *term }).collect::<Vec<_>>()
        };
        let neighbours = |place: TermPlace| {
            let reports = &self.language.term(place).reports;
            let number = reports.binary_search(&at).ok()?;
            let newer = number.checked_sub(1).map(|number| reports[number]);
            Some((place, newer, reports.get(number + 1).copied()))
        };
        report.terms.iter().flat_map(of_taxonomy).filter_map(neighbours).collect()
    }

    fn series_item(&self, found: Neighbours, at: usize, items: &ReportItems) -> SeriesItem {
        let (place, newer, older) = found;
        let page = self.language.term(place);
        SeriesItem {
            label: page.term.label(self.code()).to_owned(),
            href: self.href(&page.url),
            number: page.reports.len() - page.reports.partition_point(|report| *report < at),
            count: page.reports.len(),
            newer: items.get(newer),
            older: items.get(older),
        }
    }
}

/// Returns the names without those that differ from one of `known`, or from an earlier name, only in case and
/// accents.
fn distinct<'a>(names: impl Iterator<Item = &'a str>, known: &[&str]) -> Vec<&'a str> {
    let mut known: Vec<String> = known.iter().map(|name| fold_fully(name)).collect();
    let mut distinct = Vec::new();
    for name in names {
        let folded = fold_fully(name);
        if !known.contains(&folded) {
            known.push(folded);
            distinct.push(name);
        }
    }
    distinct
}

/// A series, with the indices of the next and the previous report.
type Neighbours = (TermPlace, Option<usize>, Option<usize>);
