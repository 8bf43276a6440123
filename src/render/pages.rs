//! Which pages there are, each with its template and what that is given.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::citation::Citation;
use super::commitments;
use super::context::Contexts;
use super::data_page;
use super::feeds::Feed;
use super::items::ReportItems;
use super::metadata;
use super::page::PageToRender;
use super::register::{self, Entries};
use super::sitemap;
use super::social::Pictures;
use super::stand_ins;
use super::templates::{
    AgreementListData, AgreementsData, AtomData, HomeData, Html, NotFoundData, OfflineData, OtherPageData,
    PageContext, PageData, Prepared, ReportData, ReportsData, RobotsData, SearchData, SitemapData,
    TaxonomyData, TaxonomyItem, Template, TermData, TermItem, YearData,
};
use super::theme::Theme;
use super::view::{View, has_commitments, has_points};
use crate::data::DataFile;
use crate::diagnostic::Diagnostic;
use crate::model::{LanguageSite, ListOf, PointList, Site, TaxonomyPages, TermPlace, Year};
use crate::url::UrlPath;

/// Reports on the home page.
const LATEST_REPORTS: usize = 20;

/// What pages are made with beside the site.
#[derive(Clone, Copy)]
pub(super) struct RenderInputs<'a> {
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
pub(super) fn all<'a>(makers: &'a [Maker<'a>]) -> Vec<PageToRender<'a>> {
    let mut pages: Vec<PageToRender<'a>> = makers.iter().flat_map(Maker::pages).collect();
    pages.extend(makers.first().into_iter().flat_map(Maker::once));
    let mut known = BTreeSet::new();
    pages.reverse();
    pages.retain(|page| known.insert(page.output.clone()));
    pages.reverse();
    pages
}

/// Makes the pages of one language.
pub(super) struct Maker<'a> {
    view: View<'a>,
    /// The language's place among those of the site.
    place: usize,
    inputs: RenderInputs<'a>,
    contexts: Contexts<'a>,
    items: ReportItems,
}

impl<'a> Maker<'a> {
    /// Returns one for each language.
    pub(super) fn all(site: &'a Site, inputs: RenderInputs<'a>) -> Vec<Maker<'a>> {
        let languages = site.languages.iter().enumerate();
        languages.map(|(place, language)| Maker::new(View { site, language }, place, inputs)).collect()
    }

    fn new(view: View<'a>, place: usize, inputs: RenderInputs<'a>) -> Maker<'a> {
        let contexts = Contexts::new(view, inputs.assets).with_picture(inputs.pictures, place);
        let item = |report| Prepared::new(&view.report_item(report));
        let items = ReportItems::new(view.language.reports.par_iter().map(item).collect());
        Maker { view, place, inputs, contexts, items }
    }

    fn pages(&'a self) -> Vec<PageToRender<'a>> {
        let language = self.view.language;
        let mut pages = stand_ins::pages(&self.contexts);
        pages.extend(self.lists());
        pages.extend(self.years());
        pages.extend(self.taxonomies());
        pages.extend(self.documents());
        if has_points(language) {
            pages.extend(self.register());
        }
        if has_commitments(language) {
            pages.extend(self.commitments());
        }
        pages.extend(self.feeds());
        pages.push(self.data());
        pages.extend(self.names());
        pages.extend(self.offline());
        pages
    }

    fn page<T: Template>(
        &'a self,
        url: &UrlPath,
        data: impl Fn() -> PageData<T> + Send + Sync + 'a,
    ) -> PageToRender<'a> {
        PageToRender::new(&self.contexts, url, move || Ok(data()))
    }

    /// The home page, the list of reports and the search page.
    fn lists(&'a self) -> [PageToRender<'a>; 3] {
        let urls = &self.view.language.urls;
        [
            self.page(&urls.home, || self.home()),
            self.page(&urls.reports, || self.report_list()),
            self.page(&urls.search, || {
                let url = |other: &LanguageSite| other.urls.search.clone();
                let page = self.every_language("search", "search_title", url);
                let (taxonomies, years) = (self.view.taxonomies(), self.view.years(&self.items));
                PageData { page, own: SearchData { taxonomies, years } }
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
        let alternates = self.view.alternates(|other| Some(url(other)));
        self.contexts.titled(kind, title, &url(self.view.language), alternates)
    }

    fn home(&self) -> PageData<HomeData> {
        let View { site, language } = self.view;
        let alternates = self.view.alternates(|other| Some(other.urls.home.clone()));
        let mut page = self.contexts.page("home", self.view.site_title(), &language.urls.home, alternates);
        page.description = self.view.site_description();
        page.json_ld = Some(metadata::website(site, language));
        let latest: Vec<usize> = (0..language.reports.len().min(LATEST_REPORTS)).collect();
        let own = HomeData {
            html: language.home.as_ref().map(|text| Html::new(&language.shown(&text.html))),
            reports: self.items.list(&latest),
            years: self.view.years(&self.items),
            taxonomies: self.view.taxonomies(),
        };
        PageData { page, own }
    }

    fn report_list(&self) -> PageData<ReportsData> {
        let reports = &self.view.language.reports;
        let undated: Vec<usize> = (0..reports.len()).filter(|at| reports[*at].date.is_none()).collect();
        let own = ReportsData {
            years: self.view.years(&self.items),
            undated: self.items.list(&undated),
            timeline: self.view.timeline(),
        };
        let url = |other: &LanguageSite| other.urls.reports.clone();
        PageData { page: self.every_language("reports", "reports_title", url), own }
    }

    /// The Atom feeds.
    fn feeds(&'a self) -> impl Iterator<Item = PageToRender<'a>> {
        let contexts = &self.contexts;
        Feed::all(self.view.site, self.view.language).into_iter().map(move |feed| {
            let url = feed.atom.clone();
            PageToRender::of_variables::<AtomData<'_>>(&url, move || {
                let page = contexts.page("feed", &feed.title, &feed.atom, Vec::new());
                contexts.context(&PageData { page, own: feed.atom_data() })
            })
        })
    }

    /// The page about the data.
    fn data(&'a self) -> PageToRender<'a> {
        self.page(&self.view.language.urls.data, || {
            let files = (self.inputs.data_files)();
            PageData { page: data_page::page(&self.contexts), own: data_page::data(self.view, &files) }
        })
    }

    fn years(&'a self) -> impl Iterator<Item = PageToRender<'a>> {
        let years = self.view.language.years.iter();
        years.map(move |year| self.page(&year.url, || self.year(year)))
    }

    fn year(&self, year: &Year) -> PageData<YearData> {
        let alternates = self.view.alternates(|other| {
            other.years.iter().find(|other| other.year == year.year).map(|other| other.url.clone())
        });
        let title = self.view.text("year_title").replace("{year}", &year.year.to_string());
        let own = YearData { year: year.year, reports: self.items.list(&year.reports) };
        PageData { page: self.contexts.page("year", &title, &year.url, alternates), own }
    }

    fn taxonomies(&'a self) -> Vec<PageToRender<'a>> {
        let mut pages = Vec::new();
        for (place, taxonomy) in self.view.language.taxonomies.iter().enumerate() {
            pages.push(self.page(&taxonomy.url, || self.taxonomy(taxonomy)));
            for (term, page) in taxonomy.terms.iter().enumerate() {
                let place = TermPlace { taxonomy: place, term };
                pages.push(self.page(&page.url, move || self.term(taxonomy, place)));
            }
        }
        pages
    }

    fn taxonomy(&self, pages: &TaxonomyPages) -> PageData<TaxonomyData> {
        let alternates = self.view.alternates(|other| Some(same_taxonomy(other, pages)?.url.clone()));
        let taxonomy = self.view.taxonomy(pages);
        let page = self.contexts.page("taxonomy", &taxonomy.title, &pages.url, alternates);
        PageData { page, own: split_terms(taxonomy) }
    }

    fn term(&self, pages: &'a TaxonomyPages, place: TermPlace) -> PageData<TermData<'a>> {
        let found = &pages.terms[place.term];
        let alternates = self.view.alternates(|other| {
            same_taxonomy(other, pages)?.term(&found.term.id).map(|other| other.url.clone())
        });
        let term = self.view.term(found);
        let mut page = self.contexts.page("term", &term.label, &found.url, alternates);
        page.description.clone_from(&term.description);
        let feed = self.view.term_feeds(pages, found);
        page.formats.splice(0..0, feed.clone());
        let own = TermData {
            taxonomy: self.view.taxonomy_without_terms(pages),
            term,
            agreements: register::list_link(self.view, ListOf::Term(place)),
            addressed: register::list_link(self.view, ListOf::Addressee(place)),
            feed,
            ways: self.view.term_ways(pages, place, &self.items),
        };
        PageData { page, own }
    }

    /// The page for what is not kept, if anything is.
    fn offline(&'a self) -> Option<PageToRender<'a>> {
        let page = self.page(&self.view.language.urls.offline, || {
            let url = |other: &LanguageSite| other.urls.offline.clone();
            PageData { page: self.every_language("offline", "offline_title", url), own: OfflineData {} }
        });
        self.view.site.config.offline.is_kept().then_some(page)
    }

    /// The index of names, if there are any.
    fn names(&'a self) -> Option<PageToRender<'a>> {
        let index = &self.view.language.index;
        let page = self.page(&index.url, || {
            let alternates = self.view.names_alternates();
            let page = self.contexts.titled("names", "names_title", &index.url, alternates);
            PageData { page, own: self.view.name_index() }
        });
        (!index.letters.is_empty()).then_some(page)
    }

    /// The reports and the other documents.
    fn documents(&'a self) -> impl Iterator<Item = PageToRender<'a>> {
        let language = self.view.language;
        let reports = language.reports.iter().enumerate();
        let reports = reports.map(move |(at, report)| {
            self.page(&report.url, move || self.report(at)).of_document(&report.source)
        });
        let others = language.pages.iter().map(move |other| {
            let page = self.page(&other.url, || {
                let alternates = self.view.translated(&other.url, &other.translations);
                let mut page = self.contexts.page("page", &other.title, &other.url, alternates);
                page.description.clone_from(&other.summary);
                PageData { page, own: OtherPageData { html: Html::new(&language.shown(&other.html)) } }
            });
            page.of_document(&other.source)
        });
        reports.chain(others)
    }

    fn report(&self, at: usize) -> PageData<ReportData<'a>> {
        let View { site, language } = self.view;
        let report = &language.reports[at];
        let alternates = self.view.translated(&report.url, &report.translations);
        let alternates = self.view.with_notices(alternates, &report.notices);
        let mut page = self.contexts.page("report", &report.title, &report.url, alternates);
        page.description.clone_from(&report.summary);
        page.formats.extend(self.view.report_formats(report));
        let citation = Citation::new(site, language, report);
        page.meta = metadata::meta(&citation);
        page.json_ld = Some(metadata::report(site, language, report, &citation));
        if let Some(url) = self.inputs.pictures.of_report(self.place, at, report) {
            page.image = Some(self.contexts.image(&url, &report.title));
        }
        PageData { page, own: self.view.report(at, &citation, &self.items) }
    }

    /// The files that the site has once, whatever its languages: in the default one.
    fn once(&'a self) -> [PageToRender<'a>; 3] {
        [
            self.file(|contexts| {
                let url = UrlPath::file(NotFoundData::FILE);
                let page = contexts.titled("not_found", "not_found_title", &url, Vec::new());
                PageData { page, own: NotFoundData { taxonomies: contexts.view.taxonomies() } }
            }),
            self.file(|contexts| PageData {
                page: plain_page(contexts),
                own: sitemap::data(contexts.view.site),
            }),
            self.file(|contexts| {
                let sitemap = contexts.view.absolute(&UrlPath::file(SitemapData::FILE));
                PageData { page: plain_page(contexts), own: RobotsData { sitemap } }
            }),
        ]
    }

    /// A file that is called as its template is.
    fn file<T: Template + 'a>(&'a self, data: fn(&Contexts<'_>) -> PageData<T>) -> PageToRender<'a> {
        PageToRender::of_variables::<T>(&UrlPath::file(T::FILE), move || {
            let contexts = Contexts::new(self.view, self.inputs.assets);
            contexts.context(&data(&contexts))
        })
    }
}

impl<'a> Maker<'a> {
    /// The register of agreements: its entry page, and every page of its lists.
    fn register(&'a self) -> Vec<PageToRender<'a>> {
        let RenderInputs { theme, entries_are_kept, .. } = self.inputs;
        let entries = Arc::new(Entries::new(&self.contexts, theme, entries_are_kept));
        let register = &self.view.language.register;
        let all = Arc::clone(&entries);
        let index = PageToRender::new(&self.contexts, &register.url, move || self.register_index(&all));
        let mut pages = vec![index];
        for list in &register.lists {
            pages.extend((1..=list.page_count()).map(|number| {
                let entries = Arc::clone(&entries);
                PageToRender::new(&self.contexts, &list.page_url(number), move || {
                    self.register_list(&entries, list, number)
                })
            }));
        }
        pages
    }

    fn register_index(&self, entries: &Entries<'_>) -> Result<PageData<AgreementsData>, Box<Diagnostic>> {
        let find = |other: &LanguageSite| has_points(other).then(|| other.register.url.clone());
        let alternates = self.view.alternates(find);
        let url = &self.view.language.register.url;
        let page = self.contexts.titled("agreements", "agreements_title", url, alternates);
        Ok(PageData { page, own: register::index(entries, &self.items)? })
    }

    fn register_list(
        &self,
        entries: &Entries<'_>,
        list: &PointList,
        number: usize,
    ) -> Result<PageData<AgreementListData>, Box<Diagnostic>> {
        let title = register::title(self.view, list);
        let url = list.page_url(number);
        let alternates = self.view.alternates(|other| {
            let same = other.register.list(&list.key)?;
            (number <= same.page_count()).then(|| same.page_url(number))
        });
        let page = self.contexts.page("agreement_list", &self.numbered(&title, number), &url, alternates);
        Ok(PageData { page, own: register::page(entries, list, number, &self.items)? })
    }

    /// The list of commitments.
    fn commitments(&'a self) -> impl Iterator<Item = PageToRender<'a>> {
        let agenda = &self.view.language.agenda;
        (1..=agenda.page_count()).map(move |number| {
            let url = agenda.page_url(number);
            self.page(&url, move || {
                let title = self.view.text("commitments_title");
                let url = agenda.page_url(number);
                let alternates = self.view.alternates(|other| {
                    (number <= other.agenda.page_count()).then(|| other.agenda.page_url(number))
                });
                let page = self.contexts.page("commitments", &self.numbered(title, number), &url, alternates);
                PageData { page, own: commitments::page(self.view, number, &self.items) }
            })
        })
    }

    /// Returns the title of a page of a long list; the first has that of the list.
    fn numbered(&self, title: &str, page: usize) -> String {
        if page == 1 {
            return title.to_owned();
        }
        let number = self.view.text("page_number").replace("{page}", &page.to_string());
        format!("{title} – {number}")
    }
}

/// Returns what `taxonomy.html` is given: the terms that reports are filed under apart from those only mentioned.
fn split_terms(taxonomy: TaxonomyItem) -> TaxonomyData {
    let (filed, mentioned): (Vec<TermItem>, Vec<TermItem>) =
        taxonomy.terms.iter().cloned().partition(|term| term.count > 0);
    TaxonomyData { taxonomy, filed, mentioned }
}

fn same_taxonomy<'a>(language: &'a LanguageSite, taxonomy: &TaxonomyPages) -> Option<&'a TaxonomyPages> {
    language.taxonomies.iter().find(|other| other.taxonomy.id == taxonomy.taxonomy.id)
}

/// Returns the page of a file that is no page.
fn plain_page(contexts: &Contexts<'_>) -> PageContext {
    contexts.page("data", contexts.view.site_title(), &UrlPath::default(), Vec::new())
}
