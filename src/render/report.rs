//! What the page of a report is given.

use serde::Serialize;
use tera::Value;

use super::context::{Contexts, TaxonomyItem};
use super::{commitments, follow_up, register, standing};
use crate::parse::front_matter::Status;

/// A heading in a table of contents.
#[derive(Serialize)]
struct TocItem<'a> {
    level: u8,
    anchor: &'a str,
    text: &'a str,
}

impl Contexts<'_> {
    /// Returns what `report.html` is given of a report; `items` are all reports as items of lists.
    pub(super) fn report(&self, at: usize, items: &[Value]) -> Vec<(&'static str, Value)> {
        let report = &self.language.reports[at];
        let terms: Vec<TaxonomyItem> = report
            .terms
            .iter()
            .map(|(taxonomy, places)| {
                let taxonomy = &self.language.taxonomies[*taxonomy];
                TaxonomyItem {
                    terms: places.iter().map(|place| self.term(&taxonomy.terms[*place])).collect(),
                    ..self.taxonomy_without_terms(taxonomy)
                }
            })
            .collect();
        let toc: Vec<TocItem<'_>> = report
            .headings
            .iter()
            .map(|heading| TocItem { level: heading.level, anchor: &heading.anchor, text: &heading.text })
            .collect();
        let neighbour =
            |at: Option<usize>| at.and_then(|at| items.get(at)).cloned().unwrap_or_else(Value::none);
        let mut values = vec![
            ("report", items[at].clone()),
            ("html", Value::safe_string(&self.language.shown(&report.written().html))),
            ("taxonomies", Value::from_serializable(&terms)),
            ("toc", Value::from_serializable(&toc)),
            ("session", Value::from_serializable(&report.session)),
            ("status", Value::from_serializable(&report.front.status.map(Status::name))),
            ("newer", neighbour(at.checked_sub(1))),
            ("older", neighbour(Some(at + 1))),
            ("kinds", Value::from_serializable(&register::kinds_of_report(self, report))),
            ("commitments", commitments::of_report(self, at, &items[at])),
            ("data_formats", Value::from_serializable(&self.report_formats(report))),
        ];
        values.extend(standing::values(self, report));
        values.extend(follow_up::values(self, at));
        values
    }
}
