//! The pages that search engines are told of, each with its counterparts in other languages
//! (<https://www.sitemaps.org/protocol.html>).

use serde::Serialize;
use tera::Value;

use super::context::{Alternate, Contexts, has_commitments, has_points};
use crate::model::LanguageSite;
use crate::url::UrlPath;

/// A page in the sitemap.
#[derive(Serialize)]
struct SitemapEntry {
    url: String,
    alternates: Vec<Alternate>,
}

impl Contexts<'_> {
    /// Returns every page for the sitemap, with its alternates.
    pub(super) fn sitemap(&self) -> Value {
        let mut entries = Vec::new();
        for language in &self.site.languages {
            let contexts = Contexts::bare(self.site, language);
            let mut add = |url: &UrlPath, alternates: Vec<Alternate>| {
                let url = self.site.config.base.absolute(url);
                let alternates = alternates.into_iter().filter(|alternate| alternate.same_page).collect();
                entries.push(SitemapEntry { url, alternates });
            };
            add(&language.urls.home, contexts.alternates(|other| Some(other.urls.home.clone())));
            add(&language.urls.reports, contexts.alternates(|other| Some(other.urls.reports.clone())));
            add(&language.urls.data, contexts.alternates(|other| Some(other.urls.data.clone())));
            if !language.index.letters.is_empty() {
                add(&language.index.url, contexts.names_alternates());
            }
            for report in &language.reports {
                add(&report.url, contexts.translated(&report.url, &report.translations));
            }
            for page in &language.pages {
                add(&page.url, contexts.translated(&page.url, &page.translations));
            }
            let years = language.years.iter().map(|year| &year.url);
            let taxonomies = language.taxonomies.iter();
            let terms = taxonomies.flat_map(|taxonomy| {
                [&taxonomy.url].into_iter().chain(taxonomy.terms.iter().map(|term| &term.url))
            });
            years.chain(terms).for_each(|url| add(url, Vec::new()));
            if has_points(language) {
                let find = |other: &LanguageSite| has_points(other).then(|| other.register.url.clone());
                add(&language.register.url, contexts.alternates(find));
            }
            for list in &language.register.lists {
                add(
                    &list.url,
                    contexts.alternates(|other| Some(other.register.list(&list.key)?.url.clone())),
                );
            }
            if has_commitments(language) {
                let find = |other: &LanguageSite| has_commitments(other).then(|| other.agenda.url.clone());
                add(&language.agenda.url, contexts.alternates(find));
            }
        }
        Value::from_serializable(&entries)
    }
}
