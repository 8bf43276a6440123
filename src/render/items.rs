//! Reports, terms and years as items of lists, and links that occur on several kinds of page.

use super::citation::{Citation, FORMATS};
use super::feeds::Feed;
use super::templates::{
    CitationContext, Format, Link, Pager, Prepared, ReportItem, TaxonomyItem, TermItem, YearItem,
};
use super::view::View;
use crate::data::names::{REPORT_JSON, REPORT_MARKDOWN};
use crate::model::{Report, TaxonomyPages, TermPage, TermPlace};

/// All reports of a language as items of lists, in the order of the language.
pub(super) struct ReportItems(Vec<Prepared<ReportItem>>);

impl ReportItems {
    pub(super) fn new(items: Vec<Prepared<ReportItem>>) -> ReportItems {
        ReportItems(items)
    }

    /// Returns the number of reports.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the report at an index in the language's list.
    pub(super) fn at(&self, place: usize) -> Prepared<ReportItem> {
        self.0[place].clone()
    }

    /// Returns the report at an index, if there is one.
    pub(super) fn get(&self, place: Option<usize>) -> Option<Prepared<ReportItem>> {
        self.0.get(place?).cloned()
    }

    /// Returns the reports at these indices.
    pub(super) fn list(&self, places: &[usize]) -> Vec<Prepared<ReportItem>> {
        places.iter().map(|place| self.at(*place)).collect()
    }
}

impl View<'_> {
    pub(super) fn report_item(&self, report: &Report) -> ReportItem {
        ReportItem {
            title: report.title.clone(),
            href: self.href(&report.url),
            date: report.front.date.map(|date| self.date(date, report.front.end_date)),
            datetime: report.front.date.map(|date| date.to_string()),
            place: report.place.clone(),
            summary: report.front.summary.clone(),
            demonstration: report.front.demonstration,
            extra: report.front.extra.clone(),
        }
    }

    /// Returns the years with their reports, latest first.
    pub(super) fn years(&self, items: &ReportItems) -> Vec<YearItem> {
        let item = |year: &crate::model::Year| YearItem {
            year: year.year,
            href: self.href(&year.url),
            reports: items.list(&year.reports),
        };
        self.language.years.iter().map(item).collect()
    }

    /// Returns all taxonomies with their terms.
    pub(super) fn taxonomies(&self) -> Vec<TaxonomyItem> {
        self.language.taxonomies.iter().map(|taxonomy| self.taxonomy(taxonomy)).collect()
    }

    /// Returns a taxonomy with its terms.
    pub(super) fn taxonomy(&self, taxonomy: &TaxonomyPages) -> TaxonomyItem {
        TaxonomyItem {
            terms: taxonomy.terms.iter().map(|term| self.term(term)).collect(),
            ..self.taxonomy_without_terms(taxonomy)
        }
    }

    /// Returns a taxonomy without its terms.
    pub(super) fn taxonomy_without_terms(&self, taxonomy: &TaxonomyPages) -> TaxonomyItem {
        let name =
            |text: &crate::table::keys::Localized| text.get(self.code()).unwrap_or_default().to_owned();
        TaxonomyItem {
            id: taxonomy.taxonomy.id.clone(),
            name: name(&taxonomy.taxonomy.name),
            title: name(&taxonomy.taxonomy.plural),
            href: self.href(&taxonomy.url),
            has_reports: taxonomy.has_reports,
            has_mentioned: taxonomy.has_mentioned,
            terms: Vec::new(),
        }
    }

    /// Returns a term.
    pub(super) fn term(&self, page: &TermPage) -> TermItem {
        TermItem {
            id: page.term.id.clone(),
            label: page.term.label(self.code()).to_owned(),
            initial: self.language.locale.initial(page.term.label(self.code())),
            acronym: page.term.acronym.get(self.code()).map(str::to_owned),
            description: page.term.description.get(self.code()).map(str::to_owned),
            href: self.href(&page.url),
            count: page.reports.len(),
            mentioned_in: page.ways.mentioned_in,
        }
    }

    /// Returns the link to a term's own page.
    pub(super) fn term_link(&self, place: TermPlace) -> Link {
        let page = self.language.term(place);
        Link { title: page.term.short(self.code()).to_owned(), href: self.href(&page.url) }
    }

    /// Returns the citation of a report.
    pub(super) fn citation(&self, report: &Report, citation: &Citation) -> CitationContext {
        let link = |format: &super::citation::Format| Link {
            title: format.name.to_owned(),
            href: self.href(&format.url(report)),
        };
        CitationContext {
            html: citation.plain_html(&self.language.strings),
            formats: FORMATS.iter().map(link).collect(),
        }
    }

    /// Returns the formats of a feed.
    pub(super) fn feed_formats(&self, feed: &Feed<'_>) -> Vec<Format> {
        let format = |media_type, url: &crate::url::UrlPath| Format {
            title: feed.title.clone(),
            media_type,
            href: self.href(url),
            file_name: None,
        };
        vec![format("application/atom+xml", &feed.atom), format("application/feed+json", &feed.json)]
    }

    /// Returns the feeds of a term, if it has any.
    pub(super) fn term_feeds(&self, taxonomy: &TaxonomyPages, term: &TermPage) -> Vec<Format> {
        let feed = Feed::of_term(self.site, self.language, taxonomy, term);
        feed.map(|feed| self.feed_formats(&feed)).unwrap_or_default()
    }

    /// Returns the files with a report's text and data.
    pub(super) fn report_formats(&self, report: &Report) -> Vec<Format> {
        let name = report.url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let format = |title: &str, media_type, file: &str| Format {
            title: title.to_owned(),
            media_type,
            href: self.href(&report.url.with_file(file)),
            file_name: Some(format!("{name}.{}", file.rsplit('.').next().unwrap_or_default())),
        };
        vec![
            format("Markdown", "text/markdown", REPORT_MARKDOWN),
            format("JSON", "application/json", REPORT_JSON),
        ]
    }
}

/// Returns the links from one page of a list to its neighbours, counting from 1.
pub(super) fn pager(page: usize, count: usize, href: impl Fn(usize) -> String) -> Pager {
    let newer = (page > 1).then(|| href(page - 1));
    let older = (page < count).then(|| href(page + 1));
    Pager { page, count, newer, older }
}
