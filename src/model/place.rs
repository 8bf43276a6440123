//! The place of a meeting as the pages of a language show it: city and country.

use super::LanguageSite;
use super::terms::Vocabularies;
use crate::parse::front_matter::FrontMatter;

/// A part of a place.
pub(super) struct NamedPart<'a> {
    /// Its name.
    pub(super) name: String,
    /// The id of the term for it, if there can be one.
    pub(super) id: Option<PartId<'a>>,
}

/// The id of a term that is a place.
pub(super) enum PartId<'a> {
    /// Among the cities.
    City(&'a str),
    /// Among the countries.
    Country(&'a str),
}

/// Returns the parts of the place that a front matter says, the narrowest first.
pub(super) fn parts<'a>(
    front: &'a FrontMatter,
    language: &LanguageSite,
    vocabularies: &Vocabularies<'_>,
) -> Vec<NamedPart<'a>> {
    let of_city = front.terms.iter().find(|(key, _)| key == "city").and_then(|(_, terms)| terms.first());
    let city = front.city.as_deref().map(|city| NamedPart {
        name: city.to_owned(),
        id: Some(PartId::City(of_city.map_or(city, |term| &term.value))),
    });
    let online = || NamedPart { name: language.strings.get("place_virtual").to_owned(), id: None };
    let city = city.or_else(|| front.is_virtual.then(online));
    let country = front.country.as_deref().map(|code| NamedPart {
        name: vocabularies.country(code, &language.language.code),
        id: Some(PartId::Country(code)),
    });
    city.into_iter().chain(country).collect()
}

/// Returns the whole place in words, if a front matter says any.
pub(super) fn shown(parts: &[NamedPart<'_>]) -> Option<String> {
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
