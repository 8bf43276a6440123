//! Which pages there are, each with its template and what that is given.

use std::collections::BTreeSet;

use rayon::prelude::*;
use tera::Value;

use super::citation::Citation;
use super::commitments;
use super::context::{Contexts, PageContext, TaxonomyItem, TermItem, has_commitments, has_points, list};
use super::data_page;
use super::feeds::Feed;
use super::metadata;
use super::page::PageToRender;
use super::register::{self, Entries};
use super::social::Pictures;
use super::stand_ins;
use super::theme::Theme;
use crate::data::DataFile;
use crate::diagnostic::Diagnostic;
use crate::model::{LanguageSite, ListOf, PointList, Site, TaxonomyPages, TermPlace};
use crate::url::UrlPath;

/// Reports on the home page.
const LATEST_REPORTS: usize = 20;

/// What pages are made with beside the site.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    /// The folder of the theme's own files.
    pub(super) assets: &'a UrlPath,
    /// The pictures that stand for links to pages.
    pub(super) pictures: &'a Pictures,
    /// The templates.
    pub(super) theme: &'a Theme,
    /// Returns the files of the whole archive's data.
    pub(super) data_files: &'a (dyn Fn() -> Vec<DataFile> + Sync),
    /// Whether the entries of registers are kept once they are made, for the other lists that they are in.
    pub(super) entries_are_kept: bool,
}

/// Returns every page of the site, each address once: where several have one, the last.
pub(super) fn all<'a>(makers: &'a [Maker<'a>], look: Look<'a>) -> Vec<PageToRender<'a>> {
    let mut pages: Vec<PageToRender<'a>> = makers.iter().flat_map(Maker::pages).collect();
    pages.extend(makers.first().into_iter().flat_map(|first| first.once(look)));
    let mut known = BTreeSet::new();
    pages.reverse();
    pages.retain(|page| known.insert(page.output.clone()));
    pages.reverse();
    pages
}

/// Makes the pages of one language.
pub(super) struct Maker<'a> {
    site: &'a Site,
    /// The language's place among those of the site.
    place: usize,
    look: Look<'a>,
    language: &'a LanguageSite,
    contexts: Contexts<'a>,
    /// Every report as an item of a list.
    items: Vec<Value>,
    /// The entries of the register; none if no report has points.
    entries: Option<Entries<'a>>,
}

type Extra = Vec<(&'static str, Value)>;

/// What a template is given of a page: the page itself, and further values.
type Given = (PageContext, Extra);

impl<'a> Maker<'a> {
    /// Returns one for each language.
    pub(super) fn all(site: &'a Site, look: Look<'a>) -> Vec<Maker<'a>> {
        let languages = site.languages.iter().enumerate();
        languages.map(|(place, language)| Maker::new(site, place, language, look)).collect()
    }

    /// Returns what was wrong with the template of the register's entries, since this was last asked.
    pub(super) fn take_failure(&self) -> Option<Box<Diagnostic>> {
        self.entries.as_ref().and_then(Entries::take_failure)
    }

    fn new(site: &'a Site, place: usize, language: &'a LanguageSite, look: Look<'a>) -> Maker<'a> {
        let contexts = Contexts::new(site, language, look.assets).with_picture(look.pictures, place);
        let item = |report| Value::from_serializable(&contexts.report_item(report));
        let items = language.reports.par_iter().map(item).collect();
        let entries = has_points(language).then(|| Entries::new(language, look.theme, look.entries_are_kept));
        Maker { site, place, look, language, contexts, items, entries }
    }

    fn pages(&'a self) -> Vec<PageToRender<'a>> {
        let mut pages = stand_ins::pages(&self.contexts);
        pages.extend(self.lists());
        pages.extend(self.years());
        pages.extend(self.taxonomies());
        pages.extend(self.documents());
        pages.extend(self.entries.iter().flat_map(|entries| self.register(entries)));
        if has_commitments(self.language) {
            pages.extend(self.commitments());
        }
        pages.extend(self.feeds());
        pages.push(self.data());
        pages.extend(self.names());
        pages.extend(self.offline());
        pages
    }

    fn page(
        &'a self,
        template: &'static str,
        url: &UrlPath,
        given: impl Fn() -> Given + Send + Sync + 'a,
    ) -> PageToRender<'a> {
        PageToRender::new(template, url, move || {
            let (page, extra) = given();
            self.contexts.context(&page, extra)
        })
    }

    /// The home page, the list of reports and the search page.
    fn lists(&'a self) -> [PageToRender<'a>; 3] {
        let urls = &self.language.urls;
        [
            self.page("home.html", &urls.home, || self.home()),
            self.page("reports.html", &urls.reports, || self.report_list()),
            self.page("search.html", &urls.search, || {
                let url = |other: &LanguageSite| other.urls.search.clone();
                let page = self.every_language("search", "search_title", url);
                let years = self.contexts.years(&self.items);
                (page, vec![("taxonomies", self.contexts.taxonomies()), ("years", years)])
            }),
        ]
    }

    /// A page that every language has.
    fn every_language(
        &self,
        kind: &'static str,
        title: &'static str,
        url: fn(&LanguageSite) -> UrlPath,
    ) -> PageContext {
        let alternates = self.contexts.alternates(|other| Some(url(other)));
        self.contexts.titled(kind, title, &url(self.language), alternates)
    }

    fn home(&self) -> Given {
        let alternates = self.contexts.alternates(|other| Some(other.urls.home.clone()));
        let mut home =
            self.contexts.page("home", self.contexts.site_title(), &self.language.urls.home, alternates);
        home.description = self.contexts.site_description();
        home.json_ld = Some(metadata::website(self.site, self.language));
        let latest: Vec<usize> = (0..self.language.reports.len().min(LATEST_REPORTS)).collect();
        let text = self.language.home.as_ref();
        home.extra = text.map(|text| text.extra.clone()).unwrap_or_default();
        let home_text =
            text.map_or(Value::none(), |text| Value::safe_string(&self.language.shown(&text.html)));
        let extra = vec![
            ("reports", list(&self.items, &latest)),
            ("years", self.contexts.years(&self.items)),
            ("taxonomies", self.contexts.taxonomies()),
            ("html", home_text),
        ];
        (home, extra)
    }

    fn report_list(&self) -> Given {
        let reports = &self.language.reports;
        let undated: Vec<usize> = (0..reports.len()).filter(|at| reports[*at].front.date.is_none()).collect();
        let extra = vec![
            ("years", self.contexts.years(&self.items)),
            ("undated", list(&self.items, &undated)),
            ("timeline", self.contexts.timeline()),
        ];
        (self.every_language("reports", "reports_title", |other| other.urls.reports.clone()), extra)
    }

    /// The Atom feeds.
    fn feeds(&'a self) -> impl Iterator<Item = PageToRender<'a>> {
        Feed::all(self.site, self.language).into_iter().map(move |feed| {
            let url = feed.atom.clone();
            self.page("atom.xml", &url, move || {
                (self.contexts.page("feed", &feed.title, &feed.atom, Vec::new()), feed.atom_values())
            })
        })
    }

    /// The page about the data.
    fn data(&'a self) -> PageToRender<'a> {
        self.page("data.html", &self.language.urls.data, || {
            (data_page::page(&self.contexts), data_page::values(&self.contexts, &(self.look.data_files)()))
        })
    }

    fn years(&'a self) -> impl Iterator<Item = PageToRender<'a>> {
        self.language.years.iter().map(move |year| {
            self.page("year.html", &year.url, || {
                let alternates = self.contexts.alternates(|other| {
                    other.years.iter().find(|other| other.year == year.year).map(|other| other.url.clone())
                });
                let title = self.contexts.text("year_title").replace("{year}", &year.year.to_string());
                let extra = vec![
                    ("year", Value::from_serializable(&year.year)),
                    ("reports", list(&self.items, &year.reports)),
                ];
                (self.contexts.page("year", &title, &year.url, alternates), extra)
            })
        })
    }

    fn taxonomies(&'a self) -> Vec<PageToRender<'a>> {
        let mut pages = Vec::new();
        for (place, taxonomy) in self.language.taxonomies.iter().enumerate() {
            pages.push(self.page("taxonomy.html", &taxonomy.url, || {
                let alternates =
                    self.contexts.alternates(|other| Some(same_taxonomy(other, taxonomy)?.url.clone()));
                let item = self.contexts.taxonomy(taxonomy);
                let page = self.contexts.page("taxonomy", &item.title, &taxonomy.url, alternates);
                (page, split_terms(item))
            }));
            for (term, page) in taxonomy.terms.iter().enumerate() {
                let place = TermPlace { taxonomy: place, term };
                pages.push(self.page("term.html", &page.url, move || self.term(taxonomy, place)));
            }
        }
        pages
    }

    fn term(&self, taxonomy: &TaxonomyPages, place: TermPlace) -> Given {
        let term = &taxonomy.terms[place.term];
        let link = |of| Value::from_serializable(&register::list_link(&self.contexts, of));
        let alternates = self.contexts.alternates(|other| {
            same_taxonomy(other, taxonomy)?.term(&term.term.id).map(|other| other.url.clone())
        });
        let item = self.contexts.term(term);
        let mut page = self.contexts.page("term", &item.label, &term.url, alternates);
        page.description.clone_from(&item.description);
        let feed = self.contexts.term_feeds(taxonomy, term);
        page.formats.splice(0..0, feed.clone());
        let mut extra = vec![
            ("taxonomy", Value::from_serializable(&self.contexts.taxonomy_without_terms(taxonomy))),
            ("term", Value::from_serializable(&item)),
            ("agreements", link(ListOf::Term(place))),
            ("addressed", link(ListOf::Addressee(place))),
            ("feed", Value::from_serializable(&feed)),
        ];
        extra.extend(self.contexts.term_ways(taxonomy, place, &self.items));
        (page, extra)
    }

    /// The page for what is not kept, if anything is.
    fn offline(&'a self) -> Option<PageToRender<'a>> {
        let page = self.page("offline.html", &self.language.urls.offline, || {
            (self.every_language("offline", "offline_title", |other| other.urls.offline.clone()), Vec::new())
        });
        self.site.config.offline.is_kept().then_some(page)
    }

    /// The index of names, if there are any.
    fn names(&'a self) -> Option<PageToRender<'a>> {
        let index = &self.language.index;
        let page = self.page("names.html", &index.url, || {
            let alternates = self.contexts.names_alternates();
            let page = self.contexts.titled("names", "names_title", &index.url, alternates);
            (page, self.contexts.name_index())
        });
        (!index.letters.is_empty()).then_some(page)
    }

    /// The reports and the other documents.
    fn documents(&'a self) -> impl Iterator<Item = PageToRender<'a>> {
        let reports = self.language.reports.iter().enumerate();
        let reports = reports.map(move |(at, report)| {
            self.page("report.html", &report.url, move || self.report(at)).of_document(&report.source)
        });
        let others = self.language.pages.iter().map(move |other| {
            let page = self.page("page.html", &other.url, || {
                let alternates = self.contexts.translated(&other.url, &other.translations);
                let mut page = self.contexts.page("page", &other.title, &other.url, alternates);
                page.description.clone_from(&other.summary);
                page.extra.clone_from(&other.extra);
                (page, vec![("html", Value::safe_string(&self.language.shown(&other.html)))])
            });
            page.of_document(&other.source)
        });
        reports.chain(others)
    }

    fn report(&self, at: usize) -> Given {
        let report = &self.language.reports[at];
        let alternates = self.contexts.translated(&report.url, &report.translations);
        let alternates = self.contexts.with_notices(alternates, &report.notices);
        let mut page = self.contexts.page("report", &report.title, &report.url, alternates);
        page.description.clone_from(&report.front.summary);
        page.extra.clone_from(&report.front.extra);
        page.formats.extend(self.contexts.report_formats(report));
        let citation = Citation::new(self.site, self.language, report);
        page.meta = metadata::meta(&citation);
        page.json_ld = Some(metadata::report(self.site, self.language, report, &citation));
        if let Some(url) = self.look.pictures.of_report(self.place, at, report) {
            page.image = Some(self.contexts.image(&url, &report.title));
        }
        let mut extra = self.contexts.report(at, &self.items);
        extra.push(("citation", self.contexts.citation(report, &citation)));
        extra.extend(self.contexts.report_ways(at, &self.items));
        (page, extra)
    }

    /// The files that the site has once, whatever its languages: in the default one.
    fn once(&'a self, look: Look<'a>) -> [PageToRender<'a>; 3] {
        let contexts = move || Contexts::new(self.site, self.language, look.assets);
        let file = |template: &'static str, given: fn(&Contexts<'_>, &Site) -> Given| {
            PageToRender::new(template, &UrlPath::file(template), move || {
                let contexts = contexts();
                let (page, extra) = given(&contexts, self.site);
                contexts.context(&page, extra)
            })
        };
        [
            file("404.html", |contexts, _| {
                let url = UrlPath::file("404.html");
                let page = contexts.titled("not_found", "not_found_title", &url, Vec::new());
                (page, vec![("taxonomies", contexts.taxonomies())])
            }),
            file("sitemap.xml", |contexts, _| (plain_page(contexts), vec![("entries", contexts.sitemap())])),
            file("robots.txt", |contexts, site| {
                let sitemap = site.config.base.absolute(&UrlPath::file("sitemap.xml"));
                (plain_page(contexts), vec![("sitemap", Value::from_serializable(&sitemap))])
            }),
        ]
    }
}

impl<'a> Maker<'a> {
    /// The register of agreements: its entry page, and every page of its lists.
    fn register(&'a self, entries: &'a Entries<'a>) -> Vec<PageToRender<'a>> {
        let register = &self.language.register;
        let mut pages = vec![self.page("agreements.html", &register.url, || {
            let alternates =
                self.contexts.alternates(|other| has_points(other).then(|| other.register.url.clone()));
            let page = self.contexts.titled("agreements", "agreements_title", &register.url, alternates);
            (page, entries.index(&self.contexts, &self.items))
        })];
        for list in &register.lists {
            pages.extend((1..=list.page_count()).map(|number| {
                self.page("agreement_list.html", &list.page_url(number), move || {
                    self.register_list(entries, list, number)
                })
            }));
        }
        pages
    }

    fn register_list(&self, entries: &Entries<'_>, list: &PointList, number: usize) -> Given {
        let title = register::title(&self.contexts, list);
        let url = list.page_url(number);
        let alternates = self.contexts.alternates(|other| {
            let same = other.register.list(&list.key)?;
            (number <= same.page_count()).then(|| same.page_url(number))
        });
        let page = self.contexts.page("agreement_list", &self.numbered(&title, number), &url, alternates);
        (page, entries.page(&self.contexts, list, number, &self.items))
    }

    /// The list of commitments.
    fn commitments(&'a self) -> impl Iterator<Item = PageToRender<'a>> {
        let agenda = &self.language.agenda;
        (1..=agenda.page_count()).map(move |number| {
            let url = agenda.page_url(number);
            self.page("commitments.html", &url, move || {
                let title = self.contexts.text("commitments_title");
                let url = agenda.page_url(number);
                let alternates = self.contexts.alternates(|other| {
                    (number <= other.agenda.page_count()).then(|| other.agenda.page_url(number))
                });
                let page = self.contexts.page("commitments", &self.numbered(title, number), &url, alternates);
                (page, commitments::page(&self.contexts, number, &self.items))
            })
        })
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

/// Returns the page of a file that is no page.
fn plain_page(contexts: &Contexts<'_>) -> PageContext {
    contexts.page("data", contexts.site_title(), &UrlPath::default(), Vec::new())
}
