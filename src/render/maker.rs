//! Makes the data of templates for the pages of a language.

use std::sync::Arc;

use super::citation::Citation;
use super::commitments;
use super::context::{Contexts, Frame, Variables, image};
use super::data_page;
use super::feeds::Feed;
use super::items::ReportItems;
use super::metadata;
use super::register::{self, Entries, Kept};
use super::sitemap;
use super::social::Pictures;
use super::templates::{
    AgreementListData, AgreementsData, CommitmentsData, DataPageData, HomeData, Html, NamesData,
    NotFoundData, OfflineData, OtherPageData, PageContext, PageData, Prepared, ReportData, ReportsData,
    RobotsData, SearchData, SitemapData, TaxonomyData, TaxonomyItem, Template, TermData, TermItem, YearData,
};
use super::theme::Theme;
use super::view::{View, has_points};
use crate::data::DataFile;
use crate::diagnostic::Diagnostic;
use crate::model::{LanguageSite, ListOf, Report, Site, TaxonomyPages, TermPlace};
use crate::url::UrlPath;
use rayon::prelude::*;

/// The number of reports on the home page.
const LATEST_REPORTS: usize = 20;

/// The theme's files other than templates.
#[derive(Default)]
pub(super) struct Assets {
    /// The address of the folder of its own files.
    pub(super) folder: UrlPath,
    /// The images that represent links to pages.
    pub(super) pictures: Pictures,
}

/// The inputs of pages other than the site.
#[derive(Clone, Copy)]
pub(super) struct RenderInputs<'a> {
    pub(super) assets: &'a Assets,
    /// The templates.
    pub(super) theme: &'a Theme,
    /// Returns the data files of the whole archive.
    pub(super) data_files: &'a (dyn Fn() -> Vec<DataFile> + Sync),
}

/// Data shared by many pages of a language. It contains no wording of documents, so it stays the same when
/// that changes.
pub(super) struct LanguageParts {
    frame: Frame,
    items: ReportItems,
    entries: Kept,
}

impl LanguageParts {
    /// Returns the parts of each language. `entries` says which entries of its register are kept for use in
    /// other lists.
    pub(super) fn all(
        site: &Site,
        assets: &Assets,
        entries: fn(&LanguageSite) -> Kept,
    ) -> Vec<LanguageParts> {
        let of_language = |(place, language): (usize, &LanguageSite)| {
            let view = View { site, language };
            let item = |report: &Arc<Report>| Prepared::new(&view.report_item(report));
            LanguageParts {
                frame: Frame::new(view, &assets.folder).with_picture(view, &assets.pictures, place),
                items: ReportItems::new(language.reports.par_iter().map(item).collect()),
                entries: entries(language),
            }
        };
        site.languages.iter().enumerate().map(of_language).collect()
    }
}

/// Makes the data of templates for one language's pages.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a> {
    pub(super) view: View<'a>,
    /// The index of the language in the site.
    place: usize,
    pub(super) inputs: RenderInputs<'a>,
    pub(super) contexts: Contexts<'a>,
    items: &'a ReportItems,
    kept: &'a Kept,
}

impl<'a> Maker<'a> {
    /// Returns the maker for a language, by its index.
    pub(super) fn new(
        site: &'a Site,
        place: usize,
        parts: &'a [LanguageParts],
        inputs: RenderInputs<'a>,
    ) -> Maker<'a> {
        let parts = &parts[place];
        let view = View { site, language: &site.languages[place] };
        let contexts = Contexts { view, frame: &parts.frame };
        Maker { view, place, inputs, contexts, items: &parts.items, kept: &parts.entries }
    }

    /// Returns the variables of a template for a page.
    ///
    /// # Errors
    /// If they cannot be serialised, which would be a bug.
    pub(super) fn variables<T: Template>(&self, data: &PageData<T>) -> Result<Variables, Box<Diagnostic>> {
        self.contexts.variables(data)
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

    pub(super) fn home(&self) -> PageData<HomeData> {
        let View { site, language } = self.view;
        let alternates = self.view.alternates(|other| Some(other.urls.home.clone()));
        let mut page = self.contexts.page("home", self.view.site_title(), &language.urls.home, alternates);
        page.description = self.view.site_description();
        page.extra = language.home.as_ref().map(|home| home.extra.clone()).unwrap_or_default();
        page.json_ld = Some(metadata::website(site, language));
        let latest: Vec<usize> = (0..language.reports.len().min(LATEST_REPORTS)).collect();
        let own = HomeData {
            html: language.home.as_ref().map(|text| Html::new(&language.shown(&text.html))),
            reports: self.items.list(&latest),
            years: self.view.years(self.items),
            taxonomies: self.view.taxonomies(),
        };
        PageData { page, own }
    }

    pub(super) fn report_list(&self) -> PageData<ReportsData> {
        let reports = &self.view.language.reports;
        let undated: Vec<usize> = (0..reports.len()).filter(|at| reports[*at].front.date.is_none()).collect();
        let own = ReportsData {
            years: self.view.years(self.items),
            undated: self.items.list(&undated),
            timeline: self.view.timeline(),
        };
        let url = |other: &LanguageSite| other.urls.reports.clone();
        PageData { page: self.every_language("reports", "reports_title", url), own }
    }

    pub(super) fn search(&self) -> PageData<SearchData> {
        let page = self.every_language("search", "search_title", |other| other.urls.search.clone());
        let (taxonomies, years) = (self.view.taxonomies(), self.view.years(self.items));
        PageData { page, own: SearchData { taxonomies, years } }
    }

    /// The Atom feed of a term, or that of the language.
    pub(super) fn feed(&self, of: Option<TermPlace>) -> Result<Variables, Box<Diagnostic>> {
        let View { site, language } = self.view;
        let of_term = of.and_then(|place| {
            let pages = &language.taxonomies[place.taxonomy];
            Feed::of_term(site, language, pages, &pages.terms[place.term])
        });
        let feed = of_term.unwrap_or_else(|| Feed::of_language(site, language));
        let page = self.contexts.page("feed", &feed.title, &feed.atom, Vec::new());
        self.variables(&PageData { page, own: feed.atom_data() })
    }

    /// The page about the data.
    pub(super) fn data(&self) -> PageData<DataPageData> {
        let files = (self.inputs.data_files)();
        PageData { page: data_page::page(&self.contexts), own: data_page::data(self.view, &files) }
    }

    pub(super) fn year(&self, at: usize) -> PageData<YearData> {
        let year = &self.view.language.years[at];
        let alternates = self.view.alternates(|other| {
            other.years.iter().find(|other| other.year == year.year).map(|other| other.url.clone())
        });
        let title = self.view.text("year_title").replace("{year}", &year.year.to_string());
        let own = YearData { year: year.year, reports: self.items.list(&year.reports) };
        PageData { page: self.contexts.page("year", &title, &year.url, alternates), own }
    }

    pub(super) fn taxonomy(&self, at: usize) -> PageData<TaxonomyData> {
        let pages = &self.view.language.taxonomies[at];
        let alternates = self.view.alternates(|other| Some(same_taxonomy(other, pages)?.url.clone()));
        let taxonomy = self.view.taxonomy(pages);
        let page = self.contexts.page("taxonomy", &taxonomy.title, &pages.url, alternates);
        PageData { page, own: split_terms(taxonomy) }
    }

    pub(super) fn term(&self, place: TermPlace) -> PageData<TermData<'a>> {
        let pages = &self.view.language.taxonomies[place.taxonomy];
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
            ways: self.view.term_ways(pages, place, self.items),
        };
        PageData { page, own }
    }

    /// The page shown for pages that are not stored.
    pub(super) fn offline(&self) -> PageData<OfflineData> {
        let url = |other: &LanguageSite| other.urls.offline.clone();
        PageData { page: self.every_language("offline", "offline_title", url), own: OfflineData {} }
    }

    /// The index of names.
    pub(super) fn names(&self) -> PageData<NamesData<'a>> {
        let url = &self.view.language.index.url;
        let page = self.contexts.titled("names", "names_title", url, self.view.names_alternates());
        PageData { page, own: self.view.name_index() }
    }

    /// A page other than a report.
    pub(super) fn other(&self, at: usize) -> PageData<OtherPageData> {
        let other = &self.view.language.pages[at];
        let alternates = self.view.translated(&other.url, &other.translations);
        let mut page = self.contexts.page("page", &other.title, &other.url, alternates);
        page.description.clone_from(&other.summary);
        page.extra.clone_from(&other.extra);
        PageData { page, own: OtherPageData { html: Html::new(&self.view.language.shown(&other.html)) } }
    }

    pub(super) fn report(&self, at: usize) -> PageData<ReportData<'a>> {
        let View { site, language } = self.view;
        let report = &language.reports[at];
        let alternates = self.view.translated(&report.url, &report.translations);
        let alternates = self.view.with_notices(alternates, &report.notices);
        let mut page = self.contexts.page("report", &report.title, &report.url, alternates);
        page.description.clone_from(&report.front.summary);
        page.extra.clone_from(&report.front.extra);
        page.formats.extend(self.view.report_formats(report));
        let citation = Citation::new(site, language, report);
        page.meta = metadata::meta(&citation);
        page.json_ld = Some(metadata::report(site, language, report, &citation));
        if let Some(url) = self.inputs.assets.pictures.of_report(self.place, at, report) {
            page.image = Some(image(self.view, &url, &report.title));
        }
        PageData { page, own: self.view.report(at, &citation, self.items) }
    }

    pub(super) fn not_found(&self) -> PageData<NotFoundData> {
        let url = UrlPath::file(NotFoundData::FILE);
        let mut page = self.contexts.titled("not_found", "not_found_title", &url, Vec::new());
        // Nobody links to it.
        page.image = None;
        PageData { page, own: NotFoundData { taxonomies: self.view.taxonomies() } }
    }

    pub(super) fn sitemap(&self) -> PageData<SitemapData> {
        PageData { page: self.plain_page(), own: sitemap::data(self.view.site) }
    }

    pub(super) fn robots(&self) -> PageData<RobotsData> {
        let sitemap = self.view.absolute(&UrlPath::file(SitemapData::FILE));
        PageData { page: self.plain_page(), own: RobotsData { sitemap } }
    }

    /// Returns the page data for a file that is not a page.
    fn plain_page(&self) -> PageContext {
        self.contexts.page("data", self.view.site_title(), &UrlPath::default(), Vec::new())
    }

    fn entries(&self) -> Entries<'a> {
        Entries { contexts: self.contexts, theme: self.inputs.theme, kept: self.kept }
    }

    /// The entry page of the register of agreements.
    pub(super) fn register(&self) -> Result<PageData<AgreementsData>, Box<Diagnostic>> {
        let find = |other: &LanguageSite| has_points(other).then(|| other.register.url.clone());
        let alternates = self.view.alternates(find);
        let url = &self.view.language.register.url;
        let page = self.contexts.titled("agreements", "agreements_title", url, alternates);
        Ok(PageData { page, own: register::index(&self.entries(), self.items)? })
    }

    /// A page of a list of the register, by the index of the list; pages count from 1.
    pub(super) fn register_list(
        &self,
        at: usize,
        number: usize,
    ) -> Result<PageData<AgreementListData>, Box<Diagnostic>> {
        let list = &self.view.language.register.lists[at];
        let title = register::title(self.view, list);
        let url = list.page_url(number);
        let alternates = self.view.alternates(|other| {
            let same = other.register.list(&list.key)?;
            (number <= same.page_count()).then(|| same.page_url(number))
        });
        let page = self.contexts.page("agreement_list", &self.numbered(&title, number), &url, alternates);
        Ok(PageData { page, own: register::page(&self.entries(), list, number, self.items)? })
    }

    /// A page of the list of commitments, counting from 1.
    pub(super) fn commitments(&self, number: usize) -> PageData<CommitmentsData> {
        let title = self.view.text("commitments_title");
        let url = self.view.language.commitment_list.page_url(number);
        let alternates = self.view.alternates(|other| {
            (number <= other.commitment_list.page_count()).then(|| other.commitment_list.page_url(number))
        });
        let page = self.contexts.page("commitments", &self.numbered(title, number), &url, alternates);
        PageData { page, own: commitments::page(self.view, number, self.items) }
    }

    /// Returns the title of a page of a long list; the first page has the title of the list.
    fn numbered(&self, title: &str, page: usize) -> String {
        if page == 1 {
            return title.to_owned();
        }
        let number = self.view.text("page_number").replace("{page}", &page.to_string());
        format!("{title} – {number}")
    }
}

/// Returns the data of `taxonomy.html`: the terms that have reports, separate from those only mentioned.
fn split_terms(taxonomy: TaxonomyItem) -> TaxonomyData {
    let (filed, mentioned): (Vec<TermItem>, Vec<TermItem>) =
        taxonomy.terms.iter().cloned().partition(|term| term.count > 0);
    TaxonomyData { taxonomy, filed, mentioned }
}

fn same_taxonomy<'a>(language: &'a LanguageSite, taxonomy: &TaxonomyPages) -> Option<&'a TaxonomyPages> {
    language.taxonomies.iter().find(|other| other.taxonomy.id == taxonomy.taxonomy.id)
}
