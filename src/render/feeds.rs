//! Feeds of the latest reports: of a language, and of each term of the taxonomies with `feeds = true`. Each
//! is published as Atom (RFC 4287), made by the template `atom.xml`, and as JSON Feed 1.1
//! (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::templates::{AtomData, Category, FeedEntry};
use crate::data::report::Of;
use crate::model::{LanguageSite, Report, Site, TaxonomyPages, TermPage, roles};
use crate::url::UrlPath;

/// The maximum number of terms in an entry, which is in the feed of each term.
const CATEGORIES_MAX: usize = 256;

/// The files of a feed, in the folder of the page to which it belongs.
const ATOM: &str = "atom.xml";
const JSON: &str = "feed.json";

/// The number of reports in a feed.
const ENTRIES_MAX: usize = 20;

/// The maximum length of a summary that is taken from the text because the report has none, in characters.
const SUMMARY_CHARS_MAX: usize = 400;

const JSON_FEED_VERSION: &str = "https://jsonfeed.org/version/1.1";

/// A feed.
pub(super) struct Feed<'a> {
    site: &'a Site,
    language: &'a LanguageSite,
    /// Its title.
    pub(super) title: String,
    description: Option<&'a str>,
    /// The page to which it belongs.
    page: &'a UrlPath,
    /// Its Atom file.
    pub(super) atom: UrlPath,
    /// Its JSON file.
    pub(super) json: UrlPath,
    /// Its reports, newest first.
    reports: Vec<&'a Report>,
    /// Whether entries contain the full text. Feeds of terms have summaries, since a large archive has many
    /// such feeds.
    is_full: bool,
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    authors: Vec<JsonAuthor<'a>>,
    language: &'a str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    /// Every item must have a content of some kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    date_published: &'a str,
    date_modified: &'a str,
    authors: Vec<JsonAuthor<'a>>,
    tags: Vec<&'a str>,
    language: &'a str,
}

impl<'a> Feed<'a> {
    /// Returns the feed of a language.
    pub(super) fn of_language(site: &'a Site, language: &'a LanguageSite) -> Feed<'a> {
        let code = &language.language.code;
        let dated =
            language.reports.iter().map(|report| &**report).filter(|report| report.front.date.is_some());
        Feed {
            site,
            language,
            title: site.config.title.get(code).unwrap_or_default().to_owned(),
            description: site.config.description.get(code),
            page: &language.urls.home,
            atom: language.urls.feed.clone(),
            json: language.urls.home.with_file(JSON),
            reports: dated.take(ENTRIES_MAX).collect(),
            is_full: true,
        }
    }

    /// Returns the feed of a term; `None` if its taxonomy has no feeds, or if no report is filed under it.
    pub(super) fn of_term(
        site: &'a Site,
        language: &'a LanguageSite,
        taxonomy: &'a TaxonomyPages,
        term: &'a TermPage,
    ) -> Option<Feed<'a>> {
        let atom = Feed::atom_of_term(language, taxonomy, term)?;
        let code = &language.language.code;
        let dated = term
            .reports
            .iter()
            .map(|at| &*language.reports[*at])
            .filter(|report| report.front.date.is_some());
        let site_title = site.config.title.get(code).unwrap_or_default();
        Some(Feed {
            site,
            language,
            title: format!("{} – {site_title}", term.term.label(code)),
            description: term.term.description.get(code),
            page: &term.url,
            atom,
            json: term.url.with_file(JSON),
            reports: dated.take(ENTRIES_MAX).collect(),
            is_full: false,
        })
    }

    /// Returns the address of a term's Atom file; `None` if it has no feeds, or no report with a date.
    pub(super) fn atom_of_term(
        language: &LanguageSite,
        taxonomy: &TaxonomyPages,
        term: &TermPage,
    ) -> Option<UrlPath> {
        let is_dated = term.reports.iter().any(|at| language.reports[*at].front.date.is_some());
        (taxonomy.taxonomy.feeds && is_dated).then(|| term.url.with_file(ATOM))
    }

    /// Returns every feed of a language, its own first; none if no report has a date.
    pub(super) fn all(site: &'a Site, language: &'a LanguageSite) -> Vec<Feed<'a>> {
        if language.is_undated() {
            return Vec::new();
        }
        let mut feeds = vec![Feed::of_language(site, language)];
        for taxonomy in language.taxonomies.iter() {
            feeds.extend(
                taxonomy.terms.iter().filter_map(|term| Feed::of_term(site, language, taxonomy, term)),
            );
        }
        feeds
    }

    fn absolute(&self, url: &UrlPath) -> String {
        self.site.config.base.absolute(url)
    }

    /// Returns the data of the template `atom.xml`.
    pub(super) fn atom_data(&self) -> AtomData<'_> {
        let entries = self.entries();
        let latest = entries.iter().map(|entry| entry.updated.as_str()).max();
        AtomData {
            // Even an empty feed needs a date (section 4.2.15).
            updated: latest.unwrap_or("1970-01-01T00:00:00Z").to_owned(),
            entries,
            feed_url: self.absolute(&self.atom),
            feed_json_url: self.absolute(&self.json),
            feed_title: &self.title,
            feed_description: self.description,
            feed_page: self.absolute(self.page),
        }
    }

    /// Returns the JSON Feed.
    pub(super) fn json_file(&self) -> Vec<u8> {
        let entries = self.entries();
        let code = self.language.language.code.as_str();
        crate::data::line(&self.json_feed(&entries, code))
    }

    fn json_feed<'e>(&'e self, entries: &'e [FeedEntry<'e>], code: &'e str) -> JsonFeed<'e> {
        let author = |name| JsonAuthor { name };
        let item = |entry: &'e FeedEntry<'e>| JsonItem {
            id: &entry.url,
            url: &entry.url,
            title: entry.title,
            content_html: entry.content.as_deref(),
            content_text: entry.content.is_none().then_some(entry.summary.as_str()),
            summary: &entry.summary,
            date_published: &entry.published,
            date_modified: &entry.updated,
            authors: entry.authors.iter().copied().map(author).collect(),
            tags: entry.categories.iter().map(|category| category.label).collect(),
            language: code,
        };
        JsonFeed {
            version: JSON_FEED_VERSION,
            title: &self.title,
            home_page_url: self.absolute(self.page),
            feed_url: self.absolute(&self.json),
            description: self.description,
            authors: vec![author(self.site.config.title.get(code).unwrap_or_default())],
            language: code,
            items: entries.iter().map(item).collect(),
        }
    }

    fn entries(&self) -> Vec<FeedEntry<'a>> {
        self.reports.iter().map(|report| self.entry(report)).collect()
    }

    fn entry(&self, report: &'a Report) -> FeedEntry<'a> {
        let Feed { site, language, .. } = *self;
        let of = Of { site, language, report };
        let code = of.code();
        let base = &site.config.base;
        let categories = report.terms.iter().flat_map(|(taxonomy, terms)| {
            let pages = &language.taxonomies[*taxonomy];
            terms.iter().map(|term| Category {
                id: &pages.terms[*term].term.id,
                label: pages.terms[*term].term.label(code),
                scheme: base.absolute(&pages.url),
            })
        });
        let authors = language.terms_of(report, roles::BODY).map(|term| term.label(code));
        FeedEntry {
            title: &report.title,
            url: of.url(""),
            published: timestamp(report.front.date),
            updated: timestamp(report.updated()),
            summary: report.front.summary.clone().unwrap_or_else(|| opening(report)),
            content: self.is_full.then(|| base.resolve_html(&language.shown(&report.written.html))),
            authors: authors.take(CATEGORIES_MAX).collect(),
            categories: categories.take(CATEGORIES_MAX).collect(),
        }
    }
}

/// Returns the start of a day (RFC 3339).
fn timestamp(date: Option<jiff::civil::Date>) -> String {
    date.map(|date| format!("{date}T00:00:00Z")).unwrap_or_default()
}

/// Returns the opening words of a report's text.
fn opening(report: &Report) -> String {
    let written = &report.written;
    let mut texts = (0..report.passages.len()).map(|at| written.passages.text(at));
    let text = texts.find(|text| !text.trim().is_empty());
    let text = text.as_deref().unwrap_or(&report.title).split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SUMMARY_CHARS_MAX) {
        None => text,
        Some((end, _)) => {
            let cut = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", text[..cut].trim_end_matches([',', ';', ':', ' ']))
        }
    }
}
