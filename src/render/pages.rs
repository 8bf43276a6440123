//! The list of pages, each with its template.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::feeds::Feed;
use super::maker::Maker;
use super::page::PageToRender;
use super::stand_ins;
use super::templates::{
    AgreementListData, AgreementsData, AtomData, NamesData, NotFoundData, PageData, ReportData, RobotsData,
    SitemapData, Template, TermData,
};
use super::view::{has_commitments, has_points};
use crate::model::{LanguageSite, Page, Report, Site, TermPlace};
use crate::url::UrlPath;

/// Returns every page of the site. If several have the same address, returns only the last.
pub(super) fn all(site: &Site) -> Vec<PageToRender> {
    let languages = site.languages.iter().enumerate();
    let of_language = |(place, language)| {
        let is_kept = site.config.offline.is_kept();
        Pages { place, language, is_kept }.all()
    };
    let mut pages: Vec<PageToRender> = languages.flat_map(of_language).collect();
    pages.extend(once());
    let mut known = BTreeSet::new();
    pages.reverse();
    pages.retain(|page| known.insert(page.output.clone()));
    pages.reverse();
    pages
}

/// The files that exist once for all languages, in the default language.
fn once() -> [PageToRender; 3] {
    let url = UrlPath::file;
    [
        page(0, &url(NotFoundData::FILE), |maker| maker.not_found()),
        page(0, &url(SitemapData::FILE), |maker| maker.sitemap()),
        page(0, &url(RobotsData::FILE), |maker| maker.robots()),
    ]
}

/// Returns a page of a language, by its index, whose template gets `data`.
pub(super) fn page<T: Template>(
    language: usize,
    url: &UrlPath,
    data: impl Fn(&Maker<'_>) -> PageData<T> + Send + Sync + 'static,
) -> PageToRender {
    PageToRender::new::<T>(language, url, move |maker| maker.variables(&data(maker)))
}

/// The pages of one language.
struct Pages<'a> {
    /// The index of the language in the site.
    place: usize,
    language: &'a LanguageSite,
    /// Whether anything is stored for reading without a connection.
    is_kept: bool,
}

impl Pages<'_> {
    fn all(&self) -> Vec<PageToRender> {
        let mut pages = stand_ins::pages(self.place, self.language);
        pages.extend(self.lists());
        pages.extend(self.years());
        pages.extend(self.taxonomies());
        pages.extend(self.documents());
        if has_points(self.language) {
            pages.extend(self.register());
        }
        if has_commitments(self.language) {
            pages.extend(self.commitments());
        }
        pages.extend(self.feeds());
        pages.push(self.page(&self.language.urls.data, |maker| maker.data()));
        pages.extend(self.names());
        if self.is_kept {
            pages.push(self.page(&self.language.urls.offline, |maker| maker.offline()));
        }
        pages
    }

    fn page<T: Template>(
        &self,
        url: &UrlPath,
        data: impl Fn(&Maker<'_>) -> PageData<T> + Send + Sync + 'static,
    ) -> PageToRender {
        page(self.place, url, data)
    }

    /// The home page, the list of reports and the search page.
    fn lists(&self) -> [PageToRender; 3] {
        let urls = &self.language.urls;
        [
            self.page(&urls.home, |maker| maker.home()),
            self.page(&urls.reports, |maker| maker.report_list()),
            self.page(&urls.search, |maker| maker.search()),
        ]
    }

    /// The Atom feeds of the language and of terms.
    fn feeds(&self) -> Vec<PageToRender> {
        if self.language.is_undated() {
            return Vec::new();
        }
        let mut feeds = vec![(self.language.urls.feed.clone(), None)];
        for (taxonomy, pages) in self.language.taxonomies.iter().enumerate() {
            let of_term = |(term, page)| {
                let url = Feed::atom_of_term(self.language, pages, page)?;
                Some((url, Some(TermPlace { taxonomy, term })))
            };
            feeds.extend(pages.terms.iter().enumerate().filter_map(of_term));
        }
        let page = |(url, of): (UrlPath, Option<TermPlace>)| {
            PageToRender::new::<AtomData<'_>>(self.place, &url, move |maker| maker.feed(of))
        };
        feeds.into_iter().map(page).collect()
    }

    fn years(&self) -> impl Iterator<Item = PageToRender> {
        let years = self.language.years.iter().enumerate();
        years.map(|(at, year)| self.page(&year.url, move |maker| maker.year(at)))
    }

    fn taxonomies(&self) -> Vec<PageToRender> {
        let mut pages = Vec::new();
        for (taxonomy, found) in self.language.taxonomies.iter().enumerate() {
            pages.push(self.page(&found.url, move |maker| maker.taxonomy(taxonomy)));
            pages.extend(found.terms.iter().enumerate().map(|(term, page)| {
                let place = TermPlace { taxonomy, term };
                PageToRender::new::<TermData<'_>>(self.place, &page.url, move |maker| {
                    maker.variables(&maker.term(place))
                })
            }));
        }
        pages
    }

    /// The index of names, if there are any.
    fn names(&self) -> Option<PageToRender> {
        let index = &self.language.index;
        let page = PageToRender::new::<NamesData<'_>>(self.place, &index.url, |maker| {
            maker.variables(&maker.names())
        });
        (!index.letters.is_empty()).then_some(page)
    }

    /// The reports and the other documents.
    fn documents(&self) -> impl Iterator<Item = PageToRender> {
        let report = |(at, report): (usize, &Arc<Report>)| {
            let page = PageToRender::new::<ReportData<'_>>(self.place, &report.url, move |maker| {
                maker.variables(&maker.report(at))
            });
            page.of_document(&report.source)
        };
        let other = |(at, other): (usize, &Page)| {
            self.page(&other.url, move |maker| maker.other(at)).of_document(&other.source)
        };
        let reports = self.language.reports.iter().enumerate().map(report);
        reports.chain(self.language.pages.iter().enumerate().map(other))
    }

    /// The register of agreements: its entry page, and every page of its lists.
    fn register(&self) -> Vec<PageToRender> {
        let register = &self.language.register;
        let mut pages = vec![PageToRender::new::<AgreementsData>(self.place, &register.url, |maker| {
            maker.variables(&maker.register()?)
        })];
        for (at, list) in register.lists.iter().enumerate() {
            pages.extend((1..=list.page_count()).map(|number| {
                PageToRender::new::<AgreementListData>(self.place, &list.page_url(number), move |maker| {
                    maker.variables(&maker.register_list(at, number)?)
                })
            }));
        }
        pages
    }

    /// The list of commitments.
    fn commitments(&self) -> impl Iterator<Item = PageToRender> {
        let list = &self.language.commitment_list;
        (1..=list.page_count())
            .map(|number| self.page(&list.page_url(number), move |maker| maker.commitments(number)))
    }
}
