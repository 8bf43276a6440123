//! The taxonomies whose names define the role of their terms in a meeting, for citations and structured data.
//! Sites whose taxonomies have other names do without.

use super::{LanguageSite, Report};
use crate::vocabulary::Term;

/// Bodies that met: the authors of the report.
pub const BODY: &str = "body";
/// Participating countries, by ISO 3166-1 code.
pub const COUNTRY: &str = "country";
/// Participating organizations.
pub const ORGANIZATION: &str = "organization";

impl LanguageSite {
    /// Returns the terms that a report has in the taxonomy with this name.
    pub fn terms_of<'a>(&'a self, report: &'a Report, taxonomy: &str) -> impl Iterator<Item = &'a Term> {
        let wanted = self.taxonomies.iter().position(|pages| pages.taxonomy.id == taxonomy);
        report.filed().filter(move |place| Some(place.taxonomy) == wanted).map(|place| &self.term(place).term)
    }
}
