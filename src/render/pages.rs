//! Which pages there are, each with its template and what that is given.

use tera::Value;

use super::citation::Citation;
use super::commitments;
use super::context::{Contexts, PageContext, TaxonomyItem, TermItem, has_commitments, has_points, list};
use super::data::DataFile;
use super::data_page;
use super::feeds::Feed;
use super::metadata;
use super::register::{self, Entries};
use super::social::Pictures;
use super::stand_ins;
use super::theme::Theme;
use crate::diagnostic::Diagnostic;
use crate::model::{LanguageSite, ListOf, Site, TaxonomyPages, TermPlace};
use crate::url::UrlPath;

/// Reports on the home page.
const LATEST_REPORTS: usize = 20;

/// A page to be rendered.
pub(super) struct PageToRender {
    pub(super) template: &'static str,
    /// Its path in the output.
    pub(super) output: String,
    /// What it is made from, for messages.
    pub(super) source: String,
    pub(super) context: tera::Context,
}

/// What pages are made with beside the site.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    /// The folder of the theme's own files.
    pub(super) assets: &'a UrlPath,
    /// The pictures that stand for links to pages.
    pub(super) pictures: &'a Pictures,
    /// The templates.
    pub(super) theme: &'a Theme,
    /// The files of the whole archive's data.
    pub(super) data_files: &'a [DataFile],
}

/// Returns every page of the site.
pub(super) fn all(site: &Site, look: Look<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<PageToRender> {
    let Look { assets, pictures, theme, data_files } = look;
    let mut pages = Vec::new();
    for (place, language) in site.languages.iter().enumerate() {
        let contexts = Contexts::new(site, language, assets).with_picture(pictures, place);
        let items =
            language.reports.iter().map(|report| Value::from_serializable(&contexts.report_item(report)));
        let items = items.collect();
        let pages_so_far = stand_ins::pages(&contexts);
        let mut maker = Maker { site, place, pictures, language, items, contexts, pages: pages_so_far };
        maker.lists();
        maker.years();
        maker.taxonomies();
        maker.documents();
        if has_points(language) {
            match Entries::render(&maker.contexts, theme) {
                Ok(entries) => maker.register(&entries),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        if has_commitments(language) {
            maker.commitments();
        }
        maker.feeds(site);
        maker.data(data_files);
        maker.names();
        pages.append(&mut maker.pages);
    }
    pages.extend(once(site, assets));
    pages
}

/// Makes the pages of one language.
struct Maker<'a> {
    site: &'a Site,
    /// The language's place among those of the site.
    place: usize,
    pictures: &'a Pictures,
    language: &'a LanguageSite,
    contexts: Contexts<'a>,
    /// Every report as an item of a list.
    items: Vec<Value>,
    pages: Vec<PageToRender>,
}

type Extra = Vec<(&'static str, Value)>;

impl Maker<'_> {
    fn add(&mut self, template: &'static str, page: &PageContext, url: &UrlPath, source: &str, extra: Extra) {
        let context = self.contexts.context(page, extra);
        self.pages.push(PageToRender {
            template,
            output: url.output_path(),
            source: source.to_owned(),
            context,
        });
    }

    /// The home page, the list of reports and the search page.
    fn lists(&mut self) {
        let urls = &self.language.urls;
        let alternates =
            |find: fn(&LanguageSite) -> &UrlPath| self.contexts.alternates(|other| Some(find(other).clone()));
        let title = self.contexts.site_title();
        let mut home = self.contexts.page("home", title, &urls.home, alternates(|other| &other.urls.home));
        home.description = self.contexts.site_description();
        home.json_ld = Some(metadata::website(self.site, self.language));
        let reports_page = self.contexts.titled(
            "reports",
            "reports_title",
            &urls.reports,
            alternates(|other| &other.urls.reports),
        );
        let search = self.contexts.titled(
            "search",
            "search_title",
            &urls.search,
            alternates(|other| &other.urls.search),
        );
        let reports = &self.language.reports;
        let latest: Vec<usize> = (0..reports.len().min(LATEST_REPORTS)).collect();
        let undated: Vec<usize> = (0..reports.len()).filter(|at| reports[*at].date.is_none()).collect();
        let years = self.contexts.years(&self.items);
        let taxonomies = self.contexts.taxonomies();
        let latest = list(&self.items, &latest);
        let undated = list(&self.items, &undated);
        self.add(
            "home.html",
            &home,
            &urls.home,
            "the home page",
            vec![("reports", latest), ("years", years.clone()), ("taxonomies", taxonomies.clone())],
        );
        let extra = vec![("years", years), ("undated", undated), ("timeline", self.contexts.timeline())];
        self.add("reports.html", &reports_page, &urls.reports, "the list of reports", extra);
        self.add("search.html", &search, &urls.search, "the search page", vec![("taxonomies", taxonomies)]);
    }

    /// The Atom feeds.
    fn feeds(&mut self, site: &Site) {
        for feed in Feed::all(site, self.language) {
            let page = self.contexts.page("feed", &feed.title, &feed.atom, Vec::new());
            let source = format!("the feed `{}`", feed.atom);
            self.add("atom.xml", &page, &feed.atom, &source, feed.atom_values());
        }
    }

    /// The page about the data.
    fn data(&mut self, files: &[DataFile]) {
        let url = &self.language.urls.data;
        let page = data_page::page(&self.contexts);
        let extra = data_page::values(&self.contexts, files);
        self.add("data.html", &page, url, "the page about the data", extra);
    }

    fn years(&mut self) {
        for year in &self.language.years {
            let alternates = self.contexts.alternates(|other| {
                other.years.iter().find(|other| other.year == year.year).map(|other| other.url.clone())
            });
            let title = self.contexts.text("year_title").replace("{year}", &year.year.to_string());
            let page = self.contexts.page("year", &title, &year.url, alternates);
            let extra = vec![
                ("year", Value::from_serializable(&year.year)),
                ("reports", list(&self.items, &year.reports)),
            ];
            self.add("year.html", &page, &year.url, &format!("the year {}", year.year), extra);
        }
    }

    fn taxonomies(&mut self) {
        for taxonomy in &self.language.taxonomies {
            let alternates =
                self.contexts.alternates(|other| Some(same_taxonomy(other, taxonomy)?.url.clone()));
            let item = self.contexts.taxonomy(taxonomy);
            let page = self.contexts.page("taxonomy", &item.title, &taxonomy.url, alternates);
            let source = format!("the list of `{}`", item.id);
            self.add("taxonomy.html", &page, &taxonomy.url, &source, split_terms(item));
            self.terms(taxonomy);
        }
    }

    fn terms(&mut self, taxonomy: &TaxonomyPages) {
        let taxonomy_item = Value::from_serializable(&self.contexts.taxonomy_without_terms(taxonomy));
        let number = self.language.taxonomies.iter().position(|other| std::ptr::eq(other, taxonomy));
        for (place, term) in taxonomy.terms.iter().enumerate() {
            let place = TermPlace { taxonomy: number.unwrap_or_default(), term: place };
            let link = |of| Value::from_serializable(&register::list_link(&self.contexts, of));
            let alternates = self.contexts.alternates(|other| {
                let terms = &same_taxonomy(other, taxonomy)?.terms;
                terms.iter().find(|other| other.term.id == term.term.id).map(|other| other.url.clone())
            });
            let item = self.contexts.term(term);
            let mut page = self.contexts.page("term", &item.label, &term.url, alternates);
            page.description.clone_from(&item.description);
            let feed = self.contexts.term_feeds(taxonomy, term);
            page.formats.splice(0..0, feed.clone());
            let mut extra = vec![
                ("taxonomy", taxonomy_item.clone()),
                ("term", Value::from_serializable(&item)),
                ("agreements", link(ListOf::Term(place))),
                ("addressed", link(ListOf::Addressee(place))),
                ("feed", Value::from_serializable(&feed)),
            ];
            extra.extend(self.contexts.term_ways(taxonomy, term, &self.items));
            self.add("term.html", &page, &term.url, &format!("the term `{}`", item.id), extra);
        }
    }

    /// The index of names.
    fn names(&mut self) {
        let index = &self.language.index;
        if index.letters.is_empty() {
            return;
        }
        let alternates = self.contexts.names_alternates();
        let page = self.contexts.titled("names", "names_title", &index.url, alternates);
        let extra = self.contexts.name_index();
        self.add("names.html", &page, &index.url, "the index of names", extra);
    }

    /// The reports and the other documents.
    fn documents(&mut self) {
        for (at, report) in self.language.reports.iter().enumerate() {
            let alternates = self.contexts.translated(&report.url, &report.translations);
            let alternates = self.contexts.with_notices(alternates, &report.notices);
            let mut page = self.contexts.page("report", &report.title, &report.url, alternates);
            page.description.clone_from(&report.summary);
            page.formats.extend(self.contexts.report_formats(report));
            let citation = Citation::new(self.site, self.language, report);
            page.meta = metadata::meta(&citation);
            page.json_ld = Some(metadata::report(self.site, self.language, report, &citation));
            if let Some(url) = self.pictures.of_report(self.place, at, report) {
                page.image = Some(self.contexts.image(&url, &report.title));
            }
            let mut extra = self.contexts.report(at, &self.items);
            extra.push(("citation", self.contexts.citation(report, &citation)));
            extra.extend(self.contexts.report_ways(at, &self.items));
            self.add("report.html", &page, &report.url, &report.source, extra);
        }
        for other in &self.language.pages {
            let alternates = self.contexts.translated(&other.url, &other.translations);
            let mut page = self.contexts.page("page", &other.title, &other.url, alternates);
            page.description.clone_from(&other.summary);
            self.add(
                "page.html",
                &page,
                &other.url,
                &other.source,
                vec![("html", Value::safe_string(&other.html))],
            );
        }
    }
}

impl Maker<'_> {
    /// The register of agreements: its entry page, and every page of its lists.
    fn register(&mut self, entries: &Entries) {
        let register = &self.language.register;
        let alternates =
            self.contexts.alternates(|other| has_points(other).then(|| other.register.url.clone()));
        let page = self.contexts.titled("agreements", "agreements_title", &register.url, alternates);
        let extra = entries.index(&self.contexts, &self.items);
        self.add("agreements.html", &page, &register.url, "the register", extra);
        for list in &register.lists {
            let title = register::title(&self.contexts, list);
            for number in 1..=list.page_count() {
                let url = list.page_url(number);
                let alternates = self.contexts.alternates(|other| {
                    let same = other.register.list(&list.key)?;
                    (number <= same.page_count()).then(|| same.page_url(number))
                });
                let page =
                    self.contexts.page("agreement_list", &self.numbered(&title, number), &url, alternates);
                let extra = entries.page(&self.contexts, list, number, &self.items);
                self.add(
                    "agreement_list.html",
                    &page,
                    &url,
                    &format!("the register's `{}`", list.key),
                    extra,
                );
            }
        }
    }

    /// The list of commitments.
    fn commitments(&mut self) {
        let agenda = &self.language.agenda;
        let title = self.contexts.text("commitments_title");
        for number in 1..=agenda.page_count() {
            let url = agenda.page_url(number);
            let alternates = self.contexts.alternates(|other| {
                (number <= other.agenda.page_count()).then(|| other.agenda.page_url(number))
            });
            let page = self.contexts.page("commitments", &self.numbered(title, number), &url, alternates);
            let extra = commitments::page(&self.contexts, number, &self.items);
            self.add("commitments.html", &page, &url, "the commitments", extra);
        }
    }

    /// Returns the title of a page of a long list; the first has that of the list.
    fn numbered(&self, title: &str, page: usize) -> String {
        if page == 1 {
            return title.to_owned();
        }
        let number = self.contexts.text("page_number").replace("{page}", &page.to_string());
        format!("{title} – {number}")
    }
}

/// Returns what `taxonomy.html` is given: the terms that reports are filed under apart from those only mentioned.
fn split_terms(item: TaxonomyItem) -> Extra {
    let taxonomy = ("taxonomy", Value::from_serializable(&item));
    let (filed, mentioned): (Vec<TermItem>, Vec<TermItem>) =
        item.terms.into_iter().partition(|term| term.count > 0);
    let (filed, mentioned) = (Value::from_serializable(&filed), Value::from_serializable(&mentioned));
    vec![taxonomy, ("filed", filed), ("mentioned", mentioned)]
}

fn same_taxonomy<'a>(language: &'a LanguageSite, taxonomy: &TaxonomyPages) -> Option<&'a TaxonomyPages> {
    language.taxonomies.iter().find(|other| other.taxonomy.id == taxonomy.taxonomy.id)
}

/// Returns the files that the site has once, whatever its languages: in the default one.
fn once(site: &Site, assets: &UrlPath) -> Vec<PageToRender> {
    let Some(language) = site.languages.first() else { return Vec::new() };
    let contexts = Contexts::new(site, language, assets);
    let make = |template: &'static str, page: PageContext, extra: Extra| PageToRender {
        template,
        output: template.to_owned(),
        source: template.to_owned(),
        context: contexts.context(&page, extra),
    };
    let not_found = contexts.titled("not_found", "not_found_title", &UrlPath::file("404.html"), Vec::new());
    let plain = || contexts.page("data", contexts.site_title(), &UrlPath::default(), Vec::new());
    let sitemap = site.config.base.absolute(&UrlPath::file("sitemap.xml"));
    vec![
        make("404.html", not_found, vec![("taxonomies", contexts.taxonomies())]),
        make("sitemap.xml", plain(), vec![("entries", contexts.sitemap())]),
        make("robots.txt", plain(), vec![("sitemap", Value::from_serializable(&sitemap))]),
    ]
}
