//! Further ways into an archive besides its lists: context for terms, related reports, the index of names,
//! and acronyms with explanations.
//!
//! Everything here is derived from the model alone, and its cost per report does not depend on the size of
//! the archive: lists that grow with the archive are viewed through windows of fixed length.

mod abbreviations;
mod alphabet;
mod extracts;
mod reports;
mod terms;
mod weights;

pub use abbreviations::Acronyms;
pub use alphabet::{IndexEntry, IndexLetter};
pub use extracts::{Extract, Extracts};
pub use reports::{Likeness, Related};
pub use terms::YearCount;

pub(super) use weights::Weighed;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::place::{self, NamedPart, PartId};
use super::points::{PassagePlace, ReadText, TermPlace, TermPlaces, TextReader};
use super::terms::Vocabularies;
use super::{FixedUrls, LanguageSite};
use crate::config::{Config, Taxonomy};
use crate::parse::Document;
use crate::url::UrlPath;

/// The data of a term's page other than its reports and mentions.
#[derive(Clone, Debug, Default)]
pub struct TermWays {
    /// The number of reports that mention it.
    pub mentioned_in: usize,
    /// The earliest passage of a dated report that mentions it.
    pub first: Option<PassagePlace>,
    /// The first passage of the newest dated report that mentions it.
    pub last: Option<PassagePlace>,
    /// The years with mentions or reports of it, in order.
    pub years: Vec<YearCount>,
    /// The most closely related terms, nearest first; at most 8.
    pub related: Vec<TermPlace>,
}

/// A city or country where a meeting took place.
#[derive(Clone, Debug)]
pub struct PlacePart {
    /// What it is called.
    pub name: String,
    /// Its term, if a taxonomy has one.
    pub term: Option<TermPlace>,
}

/// The index of all names of a language's terms.
#[derive(Debug)]
pub struct NameIndex {
    /// The address of its page.
    pub url: UrlPath,
    /// The names by first letter, in order.
    pub letters: Vec<IndexLetter>,
}

impl NameIndex {
    /// Returns an index without names; `folder` is the name of its page in addresses.
    pub(super) fn empty(urls: &FixedUrls, folder: &str) -> NameIndex {
        NameIndex { url: UrlPath::page([urls.home.as_str(), folder]), letters: Vec::new() }
    }
}

/// The data from which ways are made, besides the language's site.
pub(super) struct Input<'a> {
    pub(super) config: &'a Config,
    pub(super) reader: &'a TextReader<'a>,
    pub(super) vocabularies: &'a Vocabularies<'a>,
    /// The places, in the taxonomies, of the terms of vocabularies.
    pub(super) places: &'a TermPlaces,
    /// The documents of the language's reports, in the order of the reports.
    pub(super) reports: &'a [(&'a Document, &'a ReadText)],
}

/// Adds all ways to a language's site whose reports and terms are complete. `weighed` are the reports as last
/// weighed, if these were kept.
pub(super) fn add(language: &mut LanguageSite, input: &Input<'_>, weighed: &mut Weighed) {
    let terms = PlaceTerms::new(language);
    let place = |(document, _): &(&Document, &ReadText)| {
        let parts = place::parts(&document.front, language, input.vocabularies);
        parts.into_iter().map(|part| terms.part(part)).collect()
    };
    let places: Vec<Vec<PlacePart>> = input.reports.iter().map(place).collect();
    for (report, place) in language.reports.iter_mut().zip(places) {
        Arc::make_mut(report).place_parts = place;
    }
    language.likeness = Arc::new(Likeness::new(language, input, weighed));
    language.extracts = Arc::new(Extracts::new(input));
    let of_terms = terms::ways(language);
    for (pages, ways) in Arc::make_mut(&mut language.taxonomies).iter_mut().zip(of_terms) {
        for (page, ways) in pages.terms.iter_mut().zip(ways) {
            page.ways = ways;
        }
    }
    let letters = alphabet::letters(language);
    language.index = Arc::new(NameIndex { url: language.index.url.clone(), letters });
    language.acronyms = Arc::new(Acronyms::new(language, &input.config.base));
}

/// The terms for the places of meetings, by id.
struct PlaceTerms<'a> {
    cities: BTreeMap<&'a str, TermPlace>,
    countries: BTreeMap<&'a str, TermPlace>,
}

impl<'a> PlaceTerms<'a> {
    fn new(language: &'a LanguageSite) -> PlaceTerms<'a> {
        PlaceTerms {
            cities: terms_by_id(language, |taxonomy| taxonomy.key == "city"),
            countries: terms_by_id(language, |taxonomy| taxonomy.vocabulary.as_deref() == Some("countries")),
        }
    }

    /// Returns a part of a place with its term.
    fn part(&self, NamedPart { name, id }: NamedPart<'_>) -> PlacePart {
        let term = match id {
            Some(PartId::City(city)) => self.cities.get(city),
            Some(PartId::Country(code)) => self.countries.get(code),
            None => None,
        };
        PlacePart { name, term: term.copied() }
    }
}

/// Returns the terms of the taxonomies that are `wanted`. Of two terms with the same id, the one of the first
/// taxonomy is used.
fn terms_by_id(language: &LanguageSite, wanted: impl Fn(&Taxonomy) -> bool) -> BTreeMap<&str, TermPlace> {
    let mut by_id = BTreeMap::new();
    for (taxonomy, pages) in language.taxonomies.iter().enumerate() {
        let terms = pages.terms.iter().enumerate().filter(|_| wanted(&pages.taxonomy));
        for (term, page) in terms {
            by_id.entry(page.term.id.as_str()).or_insert(TermPlace { taxonomy, term });
        }
    }
    by_id
}

/// Numbers the terms of a language consecutively across taxonomies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct TermNumbers {
    /// The number of each taxonomy's first term, and the number of terms.
    starts: Vec<usize>,
}

impl TermNumbers {
    fn new(language: &LanguageSite) -> TermNumbers {
        let mut starts = vec![0];
        for pages in language.taxonomies.iter() {
            starts.push(starts.last().copied().unwrap_or(0) + pages.terms.len());
        }
        TermNumbers { starts }
    }

    fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    fn number(&self, place: TermPlace) -> usize {
        self.starts[place.taxonomy] + place.term
    }

    fn place(&self, number: usize) -> TermPlace {
        // The last taxonomy that begins at or before the number; there are no empty taxonomies.
        let taxonomy = self.starts.partition_point(|start| *start <= number) - 1;
        TermPlace { taxonomy, term: number - self.starts[taxonomy] }
    }
}
