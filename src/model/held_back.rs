//! Documents that a preview shows although they are not to be published: drafts, and reports before their
//! date of publication.

use std::sync::Arc;

use jiff::civil::Date;

use crate::parse::Document;
use crate::parse::front_matter::Withheld;
use crate::url::UrlPath;

/// A page that would not be published now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBack {
    /// Its address.
    pub url: UrlPath,
    /// The path of the source, relative to the site's folder.
    pub source: String,
    /// The reason.
    pub why: Withheld,
}

/// Returns those of `shown` that would not be published on the day of the build. Without a day, no report
/// with a date of publication would be.
pub(super) fn held_back(shown: &[Arc<Document>], urls: &[UrlPath], date: Option<Date>) -> Vec<HeldBack> {
    let is_due = |why: &Withheld| match why {
        Withheld::Draft | Withheld::LeftOut => false,
        Withheld::Until(after) => date.is_some_and(|date| date >= *after),
    };
    let found = shown.iter().zip(urls).filter_map(|(document, url)| {
        let why = document.front.withheld.filter(|why| !is_due(why))?;
        Some(HeldBack { url: url.clone(), source: document.path.clone(), why })
    });
    found.collect()
}
