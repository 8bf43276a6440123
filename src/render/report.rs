//! The data of a report's page.

use super::citation::Citation;
use super::items::ReportItems;
use super::register::kinds_of_report;
use super::templates::{Html, ReportData, TaxonomyItem, TocItem};
use super::view::View;
use super::{commitments, follow_up, standing};
use crate::model::Report;
use crate::parse::front_matter::Status;

impl<'a> View<'a> {
    /// Returns the data of `report.html` for the report at an index.
    pub(super) fn report(self, at: usize, citation: &Citation, items: &ReportItems) -> ReportData<'a> {
        let report = &self.language.reports[at];
        let heading = |heading: &'a crate::parse::body::Heading| TocItem {
            level: heading.level,
            anchor: &heading.anchor,
            text: &heading.text,
        };
        ReportData {
            report: items.at(at),
            html: Html::new(&self.language.shown(&report.written.html)),
            taxonomies: self.taxonomies_of(report),
            toc: report.headings.iter().map(heading).collect(),
            session: report.session.as_deref(),
            status: report.front.status.map(Status::name),
            newer: items.get(at.checked_sub(1)),
            older: items.get(Some(at + 1)),
            kinds: kinds_of_report(self, report),
            commitments: commitments::of_report(self, at, &items.at(at)),
            follow_ups: follow_up::of_report(self, at),
            citation: self.citation(report, citation),
            data_formats: self.report_formats(report),
            standing: standing::of_report(self, report),
            ways: self.report_ways(at, items),
        }
    }

    /// Returns the taxonomies, each with only the terms of the report.
    fn taxonomies_of(self, report: &Report) -> Vec<TaxonomyItem> {
        let of_taxonomy = |(taxonomy, places): &(usize, Vec<usize>)| {
            let taxonomy = &self.language.taxonomies[*taxonomy];
            TaxonomyItem {
                terms: places.iter().map(|place| self.term(&taxonomy.terms[*place])).collect(),
                ..self.taxonomy_without_terms(taxonomy)
            }
        };
        report.terms.iter().map(of_taxonomy).collect()
    }
}
