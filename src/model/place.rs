//! The place of a meeting, as shown in a language: city and country.

use super::LanguageSite;
use super::terms::Vocabularies;
use crate::parse::front_matter::FrontMatter;

/// A part of a place.
pub(super) struct NamedPart<'a> {
    /// Its name.
    pub(super) name: String,
    /// The id of its term, if it can have one.
    pub(super) id: Option<PartId<'a>>,
}

/// The id of a term for a place.
pub(super) enum PartId<'a> {
    /// A term for a city.
    City(&'a str),
    /// A term for a country.
    Country(&'a str),
}

/// Returns the parts of a front matter's place, the narrowest first.
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

/// Returns the whole place as text, if the front matter has one.
pub(super) fn shown(parts: &[NamedPart<'_>]) -> Option<String> {
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
