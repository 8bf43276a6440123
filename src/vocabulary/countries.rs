//! The countries of ISO 3166-1 as terms.

use super::Term;
use crate::language::countries;

/// Returns the countries in the form of vocabulary terms.
pub(crate) fn countries() -> impl Iterator<Item = Term> {
    countries::countries().iter().map(|(code, country)| {
        let names = [("es", &country.es), ("en", &country.en)];
        Term {
            id: code.clone(),
            name: names.map(|(language, name)| (language.to_owned(), name.clone())).into_iter().collect(),
            variants: country.variants.clone(),
            ..Term::default()
        }
    })
}
