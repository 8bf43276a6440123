//! One language of a site as its pages show it: addresses, texts, and each page in other languages.

use super::templates::{Alternate, DateItem};
use crate::model::{LanguageSite, Report, Site};
use crate::url::UrlPath;
use jiff::civil::Date;

/// A language of a site, which what templates are given is made from.
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

    /// Returns a text of the interface.
    pub(super) fn text(&self, key: &'a str) -> &'a str {
        self.language.strings.get(key)
    }

    pub(super) fn site_title(&self) -> &'a str {
        self.site.config.title.get(self.code()).unwrap_or_default()
    }

    pub(super) fn site_description(&self) -> Option<String> {
        self.site.config.description.get(self.code()).map(str::to_owned)
    }

    /// Returns a day, or a range of days, in words.
    pub(super) fn date(&self, date: Date, end: Option<Date>) -> String {
        self.language.strings.date(date, end)
    }

    pub(super) fn date_item(&self, date: Date) -> DateItem {
        DateItem { text: self.date(date, None), datetime: date.to_string() }
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
                url: self.absolute(&url),
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
}

/// Whether a language has a register of agreements.
pub(super) fn has_points(language: &LanguageSite) -> bool {
    language.register.point_count > 0
}

/// Whether a language has a list of commitments.
pub(super) fn has_commitments(language: &LanguageSite) -> bool {
    !language.agenda.commitments.is_empty()
}
