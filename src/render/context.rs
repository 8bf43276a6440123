//! What templates are given. Theme authors read this: each struct is a value of that name.
//!
//! Every template has `lang` (the language's tag), `t` (the interface's texts of `i18n/<lang>.toml`, those
//! in tables as `t_<table>`), `site` ([`SiteContext`]), `page` ([`PageContext`]) and `urls`
//! ([`UrlsContext`]); further values are named in `docs/theme.md`. Addresses are ready for `href`.

use serde::Serialize;
use tera::Value;

use super::citation::{Citation, FORMATS};
use super::feeds::Feed;
use super::metadata::Meta;
use super::social::{self, Pictures};
use crate::data::names::{REPORT_JSON, REPORT_MARKDOWN};
use crate::model::{LanguageSite, Report, Site, TaxonomyPages, TermPage};
use crate::table::value::Table;
use crate::url::UrlPath;
use crate::url::fixed::{WORKER_FILE, entry_file};

/// The site.
#[derive(Serialize)]
pub struct SiteContext {
    /// Its title.
    pub title: String,
    /// One sentence about it; may be none.
    pub description: Option<String>,
    /// The full address of its home page in this language.
    pub url: String,
    /// How many reports it has in this language.
    pub report_count: usize,
    /// The languages, each with its home page.
    pub languages: Vec<Alternate>,
    /// The program's version.
    pub generator: String,
    /// Whether links are relative, so that pages can be opened without a server.
    pub is_relative: bool,
}

/// The page that is being rendered.
#[derive(Serialize)]
pub struct PageContext {
    /// What it is: `home`, `reports`, `report`, `year`, `taxonomy`, `term`, `page`, `search`, `not_found`,
    /// `offline`, `redirect`, `withdrawn`, `untranslated`,
    /// `agreements`, `agreement_list`, `commitments`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// One or two sentences about it, for search engines; may be none.
    pub description: Option<String>,
    /// Its link.
    pub href: String,
    /// Its full address.
    pub url: String,
    /// The page in each language that has it, itself among them; empty if only this one has.
    pub alternates: Vec<Alternate>,
    /// The picture that other sites show with a link to it; may be none.
    pub image: Option<ImageContext>,
    /// Further `<meta>` elements with a name and a content.
    pub meta: Vec<Meta>,
    /// Structured data as JSON that is safe within `<script>`; may be none.
    pub json_ld: Option<String>,
    /// What there is of it in other formats, and feeds that tell of it.
    pub formats: Vec<Format>,
    /// The table `[extra]` of the document that it shows, as it is written.
    pub extra: Table,
}

/// A picture for other sites to show.
#[derive(Clone, Serialize)]
pub struct ImageContext {
    /// Its full address.
    pub url: String,
    /// What it shows, in words.
    pub alt: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// How a report is cited.
#[derive(Serialize)]
pub struct CitationContext {
    /// The reference in words, as HTML.
    pub html: String,
    /// Files for reference managers: the format's name and the link.
    pub formats: Vec<Link>,
}

/// Something in another format than HTML.
#[derive(Clone, Serialize)]
pub struct Format {
    /// What it is called.
    pub title: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The link.
    pub href: String,
    /// What its file is to be called when it is saved; none for a feed.
    pub file_name: Option<String>,
}

/// A page in one language.
#[derive(Clone, Serialize)]
pub struct Alternate {
    /// The language's tag.
    pub lang: String,
    /// The language's name in itself.
    pub name: String,
    /// The link.
    pub href: String,
    /// The full address.
    pub url: String,
    /// Whether it is the page itself.
    pub current: bool,
    /// Whether it is the page itself in that language, not just the home page.
    pub same_page: bool,
    /// Whether it is a notice in that language that stands in for the page.
    pub notice: bool,
}

/// Links to the pages that every language has, and to the theme's files.
#[derive(Serialize)]
pub struct UrlsContext {
    /// The home page.
    pub home: String,
    /// The list of reports.
    pub reports: String,
    /// The search page.
    pub search: String,
    /// The Atom feed, its link.
    pub feed: String,
    /// The register of agreements; none if no report has points.
    pub agreements: Option<String>,
    /// The list of commitments; none if there are none.
    pub commitments: Option<String>,
    /// The page about the data.
    pub data: String,
    /// The folder of the theme's own files, with `/` at its end.
    pub assets: String,
    /// The root of the site, with `/` at its end.
    pub root: String,
    /// The entry file of the search index.
    pub index: String,
    /// The index of names; none if there are none.
    pub names: Option<String>,
    /// The service worker; none if the archive is not kept for reading without a connection.
    pub worker: Option<String>,
    /// Other pages: title and link.
    pub pages: Vec<Link>,
    /// The lists of terms: title and link.
    pub taxonomies: Vec<Link>,
}

/// A link.
#[derive(Clone, Serialize)]
pub struct Link {
    /// Its text.
    pub title: String,
    /// Its address.
    pub href: String,
}

/// A report as an item of a list.
#[derive(Clone, Serialize)]
pub struct ReportItem {
    /// Its title.
    pub title: String,
    /// Its link.
    pub href: String,
    /// Its date in words; may be none.
    pub date: Option<String>,
    /// Its date as `2017-06-21`; may be none.
    pub datetime: Option<String>,
    /// City and country; may be none.
    pub place: Option<String>,
    /// One or two sentences; may be none.
    pub summary: Option<String>,
    /// Whether it is invented, to show the software.
    pub demonstration: bool,
    /// The table `[extra]` of its front matter, as it is written.
    pub extra: Table,
}

/// A term as an item of a list.
#[derive(Clone, Serialize)]
pub struct TermItem {
    /// What front matters call it.
    pub id: String,
    /// Its full name.
    pub label: String,
    /// The letter under which an index has the name: `A`, `Ñ`; `#` if it begins with no letter.
    pub initial: String,
    /// Its acronym; may be none.
    pub acronym: Option<String>,
    /// One or two sentences; may be none.
    pub description: Option<String>,
    /// Its link.
    pub href: String,
    /// How many reports have it.
    pub count: usize,
    /// How many reports mention it.
    pub mentioned_in: usize,
}

/// A taxonomy with its terms.
#[derive(Clone, Serialize)]
pub struct TaxonomyItem {
    /// Its name in `site.toml`.
    pub id: String,
    /// What one term is called.
    pub name: String,
    /// What the terms are called together.
    pub title: String,
    /// The link to the list of terms.
    pub href: String,
    /// Whether some term has reports.
    pub has_reports: bool,
    /// Whether some term is only mentioned.
    pub has_mentioned: bool,
    /// The terms.
    pub terms: Vec<TermItem>,
}

/// A year with its reports.
#[derive(Serialize)]
struct YearItem {
    year: i16,
    href: String,
    reports: Value,
}

/// The tables of texts that scripts show, handed to templates as JSON.
const SCRIPT_TABLES: &[&str] = &["search", "results", "report", "register"];

/// Makes the contexts of one language's pages.
pub(super) struct Contexts<'a> {
    pub(super) site: &'a Site,
    pub(super) language: &'a LanguageSite,
    shared: Vec<(String, Value)>,
    /// The picture of pages that have none of their own.
    image: Option<ImageContext>,
    /// The feeds of the language, which every page names.
    feeds: Vec<Format>,
}

impl<'a> Contexts<'a> {
    /// Makes one that knows addresses, but can give no page what all pages have.
    pub(super) fn bare(site: &'a Site, language: &'a LanguageSite) -> Self {
        Contexts { site, language, shared: Vec::new(), image: None, feeds: Vec::new() }
    }

    pub(super) fn new(site: &'a Site, language: &'a LanguageSite, assets: &UrlPath) -> Self {
        let mut contexts = Contexts { site, language, shared: Vec::new(), image: None, feeds: Vec::new() };
        contexts.feeds = contexts.formats_of(&Feed::of_language(site, language));
        let mut shared = vec![
            ("lang".to_owned(), Value::from_serializable(&language.language.code)),
            ("site".to_owned(), Value::from_serializable(&contexts.site_context())),
            ("urls".to_owned(), Value::from_serializable(&contexts.urls_context(assets))),
            ("t".to_owned(), Value::from_serializable(&language.strings.table(""))),
        ];
        shared.push(("t_status".to_owned(), Value::from_serializable(&language.strings.table("status"))));
        for table in ["commitment_states", "commitment_groups"] {
            let texts = Value::from_serializable(&language.strings.table(table));
            shared.push((format!("t_{table}"), texts));
        }
        shared.push(("t_cite".to_owned(), Value::from_serializable(&language.strings.table("cite"))));
        for table in SCRIPT_TABLES {
            let texts = serde_json::to_string(&language.strings.table(table)).unwrap_or_default();
            shared.push((format!("{table}_texts"), Value::from_serializable(&texts)));
        }
        contexts.shared = shared;
        contexts
    }

    /// Gives every page the picture of its language, by that one's place, if there is one.
    pub(super) fn with_picture(mut self, pictures: &Pictures, place: usize) -> Self {
        let url = pictures.of_language(place, self.language);
        self.image = url.map(|url| self.image(&url, self.site_title()));
        self
    }

    /// Returns the picture at an address, which shows a title.
    pub(super) fn image(&self, url: &UrlPath, title: &str) -> ImageContext {
        let (width, height) = social::SIZE;
        ImageContext {
            url: self.site.config.base.absolute(url),
            alt: self.text("social_alt").replace("{title}", title),
            width,
            height,
        }
    }

    /// Returns how a report is cited.
    pub(super) fn citation(&self, report: &Report, citation: &Citation) -> Value {
        let link = |format: &super::citation::Format| Link {
            title: format.name.to_owned(),
            href: self.href(&format.url(report)),
        };
        Value::from_serializable(&CitationContext {
            html: citation.plain_html(&self.language.strings),
            formats: FORMATS.iter().map(link).collect(),
        })
    }

    pub(super) fn code(&self) -> &str {
        &self.language.language.code
    }

    pub(super) fn href(&self, url: &UrlPath) -> String {
        self.site.config.base.href(url)
    }

    /// Returns the link to a passage of a report.
    pub(super) fn passage_href(&self, report: &Report, passage: usize) -> String {
        let anchor = UrlPath::file(report.passages[passage].anchor.as_str());
        let href = self.href(&report.url);
        if anchor.as_str().is_empty() { href } else { format!("{href}#{}", anchor.encoded()) }
    }

    pub(super) fn absolute(&self, url: &UrlPath) -> String {
        self.site.config.base.absolute(url)
    }

    pub(super) fn text(&self, key: &'a str) -> &'a str {
        self.language.strings.get(key)
    }

    pub(super) fn site_title(&self) -> &'a str {
        self.site.config.title.get(&self.language.language.code).unwrap_or_default()
    }

    fn site_context(&self) -> SiteContext {
        let config = &self.site.config;
        SiteContext {
            title: self.site_title().to_owned(),
            description: self.site_description(),
            url: config.base.absolute(&self.language.urls.home),
            report_count: self.language.reports.len(),
            languages: self.alternates(|other| Some(other.urls.home.clone())),
            generator: format!("actas {}", env!("CARGO_PKG_VERSION")),
            is_relative: config.relative,
        }
    }

    fn urls_context(&self, assets: &UrlPath) -> UrlsContext {
        let urls = &self.language.urls;
        let pages = self.language.pages.iter();
        let taxonomies = self.language.taxonomies.iter();
        UrlsContext {
            home: self.href(&urls.home),
            reports: self.href(&urls.reports),
            search: self.href(&urls.search),
            feed: self.href(&urls.feed),
            agreements: has_points(self.language).then(|| self.href(&self.language.register.url)),
            commitments: has_commitments(self.language).then(|| self.href(&self.language.agenda.url)),
            data: self.href(&urls.data),
            assets: self.href(assets),
            root: self.href(&UrlPath::default()),
            index: self.href(&UrlPath::file(entry_file(self.code()))),
            names: Some(&self.language.index)
                .filter(|index| !index.letters.is_empty())
                .map(|index| self.href(&index.url)),
            worker: self.site.config.offline.is_kept().then(|| self.href(&UrlPath::file(WORKER_FILE))),
            pages: pages.map(|page| Link { title: page.title.clone(), href: self.href(&page.url) }).collect(),
            taxonomies: taxonomies
                .map(|taxonomy| Link {
                    title: taxonomy.taxonomy.plural.get(self.code()).unwrap_or_default().to_owned(),
                    href: self.href(&taxonomy.url),
                })
                .collect(),
        }
    }

    /// Returns the context of a page: what all have, and `extra`.
    pub(super) fn context(&self, page: &PageContext, extra: Vec<(&'static str, Value)>) -> tera::Context {
        let mut context = tera::Context::new();
        for (name, value) in &self.shared {
            context.insert_value(name.clone(), value.clone());
        }
        context.insert("page", page);
        for (name, value) in extra {
            context.insert_value(name, value);
        }
        context
    }

    pub(super) fn page(
        &self,
        kind: &'static str,
        title: &str,
        url: &UrlPath,
        alternates: Vec<Alternate>,
    ) -> PageContext {
        PageContext {
            kind,
            title: title.to_owned(),
            description: None,
            href: self.href(url),
            url: self.site.config.base.absolute(url),
            alternates,
            image: self.image.clone(),
            meta: Vec::new(),
            json_ld: None,
            formats: self.feeds.clone(),
            extra: Table::default(),
        }
    }

    fn formats_of(&self, feed: &Feed<'_>) -> Vec<Format> {
        let format = |media_type, url: &UrlPath| Format {
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
        feed.map(|feed| self.formats_of(&feed)).unwrap_or_default()
    }

    /// Returns the files that have a report's text and data.
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

    /// Returns a page whose title is a text of the interface.
    pub(super) fn titled(
        &self,
        kind: &'static str,
        title: &'static str,
        url: &UrlPath,
        alternates: Vec<Alternate>,
    ) -> PageContext {
        self.page(kind, self.language.strings.get(title), url, alternates)
    }

    /// Returns a page in every language: where `find` finds it, else the home page. Empty for a site in one
    /// language.
    pub(super) fn alternates(&self, find: impl Fn(&LanguageSite) -> Option<UrlPath>) -> Vec<Alternate> {
        if self.site.languages.len() < 2 {
            return Vec::new();
        }
        let alternate = |other: &LanguageSite| {
            let found = find(other);
            let same_page = found.is_some();
            let url = found.unwrap_or_else(|| other.urls.home.clone());
            Alternate {
                lang: other.language.code.clone(),
                name: other.language.name.clone(),
                href: self.href(&url),
                url: self.site.config.base.absolute(&url),
                current: other.language == self.language.language,
                same_page,
                notice: false,
            }
        };
        self.site.languages.iter().map(alternate).collect()
    }

    /// Returns a document in every language: itself, its translations, else the home page.
    pub(super) fn translated(&self, own: &UrlPath, translations: &[(String, UrlPath)]) -> Vec<Alternate> {
        self.alternates(|other| {
            if other.language == self.language.language {
                return Some(own.clone());
            }
            let found = translations.iter().find(|(language, _)| *language == other.language.code);
            found.map(|(_, url)| url.clone())
        })
    }

    /// Lets the languages that only have a notice in the place of a report lead to it.
    pub(super) fn with_notices(
        &self,
        mut alternates: Vec<Alternate>,
        notices: &[(String, UrlPath)],
    ) -> Vec<Alternate> {
        for (language, url) in notices {
            let found = alternates.iter_mut().find(|other| other.lang == *language && !other.same_page);
            if let Some(alternate) = found {
                alternate.href = self.href(url);
                alternate.url = self.absolute(url);
                alternate.notice = true;
            }
        }
        alternates
    }

    /// Returns the index of names in every language that has one.
    pub(super) fn names_alternates(&self) -> Vec<Alternate> {
        self.alternates(|other| {
            Some(&other.index).filter(|index| !index.letters.is_empty()).map(|index| index.url.clone())
        })
    }

    pub(super) fn report_item(&self, report: &Report) -> ReportItem {
        ReportItem {
            title: report.title.clone(),
            href: self.href(&report.url),
            date: report.front.date.map(|date| self.language.strings.date(date, report.front.end_date)),
            datetime: report.front.date.map(|date| date.to_string()),
            place: report.place.clone(),
            summary: report.front.summary.clone(),
            demonstration: report.front.demonstration,
            extra: report.front.extra.clone(),
        }
    }

    /// Returns the years with their reports, latest first.
    pub(super) fn years(&self, items: &[Value]) -> Value {
        let item = |year: &crate::model::Year| YearItem {
            year: year.year,
            href: self.href(&year.url),
            reports: list(items, &year.reports),
        };
        Value::from_serializable(&self.language.years.iter().map(item).collect::<Vec<_>>())
    }

    /// Returns all taxonomies with their terms.
    pub(super) fn taxonomies(&self) -> Value {
        let all: Vec<TaxonomyItem> =
            self.language.taxonomies.iter().map(|taxonomy| self.taxonomy(taxonomy)).collect();
        Value::from_serializable(&all)
    }

    /// Returns a taxonomy with its terms.
    pub(super) fn taxonomy(&self, taxonomy: &TaxonomyPages) -> TaxonomyItem {
        TaxonomyItem {
            terms: taxonomy.terms.iter().map(|term| self.term(term)).collect(),
            ..self.taxonomy_without_terms(taxonomy)
        }
    }

    /// Returns a taxonomy by itself.
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

    pub(super) fn site_description(&self) -> Option<String> {
        self.site.config.description.get(self.code()).map(str::to_owned)
    }
}

/// Whether a language has a register of agreements.
pub(super) fn has_points(language: &LanguageSite) -> bool {
    language.register.point_count > 0
}

/// Whether a language has a list of commitments.
pub(super) fn has_commitments(language: &LanguageSite) -> bool {
    !language.agenda.commitments.is_empty()
}

/// Returns the items at these places.
pub(super) fn list(items: &[Value], places: &[usize]) -> Value {
    Value::from_serializable(&places.iter().map(|at| &items[*at]).collect::<Vec<_>>())
}
