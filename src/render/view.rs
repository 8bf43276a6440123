//! One language of a site as shown on its pages: addresses, texts, and the counterparts of pages in other
//! languages.

use super::templates::{Alternate, DateItem};
use crate::model::{LanguageSite, Report, Site};
use crate::url::UrlPath;
use jiff::civil::Date;

/// A language of a site, from which the data of templates is made.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) site: &'a Site,
    pub(super) language: &'a LanguageSite,
}

impl<'a> View<'a> {
    pub(super) fn code(&self) -> &'a str {
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

    /// Returns an interface text.
    pub(super) fn text(&self, key: &'a str) -> &'a str {
        self.language.strings.get(key)
    }

    pub(super) fn site_title(&self) -> &'a str {
        self.site.config.title.get(self.code()).unwrap_or_default()
    }

    pub(super) fn site_description(&self) -> Option<String> {
        self.site.config.description.get(self.code()).map(str::to_owned)
    }

    /// Returns a date, or a range of dates, in words.
    pub(super) fn date(&self, date: Date, end: Option<Date>) -> String {
        self.language.strings.date(date, end)
    }

    pub(super) fn date_item(&self, date: Date) -> DateItem {
        DateItem { text: self.date(date, None), datetime: date.to_string() }
    }

    /// Returns the links to a page in every language: to the page that `find` returns, otherwise to the home
    /// page. Empty for a site in one language.
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
                url: self.absolute(&url),
                current: other.language == self.language.language,
                same_page,
                notice: false,
            }
        };
        self.site.languages.iter().map(alternate).collect()
    }

    /// Returns the links to a document in every language: to the document itself, its translations, otherwise
    /// the home page.
    pub(super) fn translated(&self, own: &UrlPath, translations: &[(String, UrlPath)]) -> Vec<Alternate> {
        self.alternates(|other| {
            if other.language == self.language.language {
                return Some(own.clone());
            }
            let found = translations.iter().find(|(language, _)| *language == other.language.code);
            found.map(|(_, url)| url.clone())
        })
    }

    /// For languages that have only a notice in place of a report, replaces the link by one to the notice.
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

    /// Returns the links to the index of names in every language that has one.
    pub(super) fn names_alternates(&self) -> Vec<Alternate> {
        self.alternates(|other| {
            Some(&other.index).filter(|index| !index.letters.is_empty()).map(|index| index.url.clone())
        })
    }
}

/// Whether a language has a register of agreements.
pub(super) fn has_points(language: &LanguageSite) -> bool {
    language.register.point_count > 0
}

/// Whether a language has a list of commitments.
pub(super) fn has_commitments(language: &LanguageSite) -> bool {
    !language.commitment_list.commitments.is_empty()
}
