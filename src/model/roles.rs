//! The taxonomies whose names say what their terms are to a meeting: what citations and structured data are
//! made from. A site that names its taxonomies otherwise goes without.

use super::{LanguageSite, Report};
use crate::vocabulary::Term;

/// Those who met: the authors of the report.
pub const BODY: &str = "body";
/// Countries that took part, by ISO 3166-1 code.
pub const COUNTRY: &str = "country";
/// Organizations that took part.
pub const ORGANIZATION: &str = "organization";

impl LanguageSite {
    /// Returns the terms that a report has of the taxonomy with this name.
    pub fn terms_of<'a>(&'a self, report: &'a Report, taxonomy: &str) -> impl Iterator<Item = &'a Term> {
        let wanted = self.taxonomies.iter().position(|pages| pages.taxonomy.id == taxonomy);
        report.filed().filter(move |place| Some(place.taxonomy) == wanted).map(|place| &self.term(place).term)
    }
}
