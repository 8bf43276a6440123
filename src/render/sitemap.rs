//! The pages listed for search engines, each with its counterparts in other languages
//! (<https://www.sitemaps.org/protocol.html>).

use super::templates::{Alternate, SitemapData, SitemapEntry};
use super::view::{View, has_commitments, has_points};
use crate::model::{LanguageSite, Site};
use crate::url::UrlPath;

/// Returns every page for the sitemap, with its alternates.
pub(super) fn data(site: &Site) -> SitemapData {
    let entries = site.languages.iter().flat_map(|language| of_language(View { site, language }));
    SitemapData { entries: entries.collect() }
}

fn of_language(view: View<'_>) -> Vec<SitemapEntry> {
    let language = view.language;
    let mut entries = Vec::new();
    let mut add = |url: &UrlPath, alternates: Vec<Alternate>| {
        let url = view.absolute(url);
        let alternates = alternates.into_iter().filter(|alternate| alternate.same_page).collect();
        entries.push(SitemapEntry { url, alternates });
    };
    add(&language.urls.home, view.alternates(|other| Some(other.urls.home.clone())));
    add(&language.urls.reports, view.alternates(|other| Some(other.urls.reports.clone())));
    add(&language.urls.data, view.alternates(|other| Some(other.urls.data.clone())));
    if !language.index.letters.is_empty() {
        add(&language.index.url, view.names_alternates());
    }
    for report in &language.reports {
        add(&report.url, view.translated(&report.url, &report.translations));
    }
    for page in language.pages.iter() {
        add(&page.url, view.translated(&page.url, &page.translations));
    }
    let years = language.years.iter().map(|year| &year.url);
    let taxonomies = language.taxonomies.iter();
    let terms = taxonomies
        .flat_map(|taxonomy| [&taxonomy.url].into_iter().chain(taxonomy.terms.iter().map(|term| &term.url)));
    years.chain(terms).for_each(|url| add(url, Vec::new()));
    if has_points(language) {
        let find = |other: &LanguageSite| has_points(other).then(|| other.register.url.clone());
        add(&language.register.url, view.alternates(find));
    }
    for list in &language.register.lists {
        add(&list.url, view.alternates(|other| Some(other.register.list(&list.key)?.url.clone())));
    }
    if has_commitments(language) {
        let find = |other: &LanguageSite| has_commitments(other).then(|| other.commitment_list.url.clone());
        add(&language.commitment_list.url, view.alternates(find));
    }
    entries
}
