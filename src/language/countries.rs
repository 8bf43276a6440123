//! The countries and territories of ISO 3166-1: `countries.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::url::slugify;

/// The names of a country.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Country {
    /// In Spanish.
    pub(crate) es: String,
    /// In English.
    pub(crate) en: String,
    /// Other ways to write it, in any language.
    #[serde(default)]
    pub(crate) variants: Vec<String>,
    /// Its states or provinces that stand after a town instead of the country, by their usual abbreviations and names.
    #[serde(default)]
    pub(crate) regions: Vec<String>,
}

impl Country {
    /// Returns all names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        [&self.es, &self.en].into_iter().chain(&self.variants).map(String::as_str)
    }
}

static COUNTRIES: LazyLock<BTreeMap<String, Country>> = LazyLock::new(|| {
    // Built into the program; a test checks its format.
    toml::from_str(include_str!("countries.toml")).unwrap_or_default()
});

/// Returns the countries by their codes.
pub(crate) fn countries() -> &'static BTreeMap<String, Country> {
    &COUNTRIES
}

/// Returns the ISO 3166-1 code of the country called `name` in some language.
pub(crate) fn country_code(name: &str) -> Option<&'static str> {
    let wanted = slugify(name);
    let found = COUNTRIES.iter().find(|(_, country)| country.names().any(|name| slugify(name) == wanted));
    found.map(|(code, _)| code.as_str())
}

/// Returns the name of the country with this ISO 3166-1 code, in Spanish.
pub(crate) fn country_name(code: &str) -> Option<&'static str> {
    COUNTRIES.get(code).map(|country| country.es.as_str())
}

/// Returns the ISO 3166-1 code of the country that has a region called so, written as it is: an abbreviation in capitals.
pub(crate) fn country_of_region(name: &str) -> Option<&'static str> {
    let found = COUNTRIES.iter().find(|(_, country)| country.regions.iter().any(|region| region == name));
    found.map(|(code, _)| code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_can_be_read_and_name_countries() {
        assert!(countries().len() > 200, "{}", countries().len());
        assert_eq!(country_code("El Salvador"), Some("SV"));
        assert_eq!(country_code("united states"), Some("US"));
        assert_eq!(country_name("HN"), Some("Honduras"));
        assert_eq!((country_of_region("OR"), country_of_region("or")), (Some("US"), None));
        assert_eq!((country_code("Utopía"), country_name("XX")), (None, None));
    }
}
