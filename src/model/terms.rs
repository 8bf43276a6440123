//! Terms of reports, checked against the vocabularies.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::points::VocabularyTerm;
use crate::config::Taxonomy;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::import::guess::{country_code, country_name};
use crate::parse::Document;
use crate::parse::vocabulary::{Term, Vocabulary};
use crate::url::{is_long, long_name, slugify, slugify_or};

/// The vocabulary whose ids are ISO 3166-1 codes.
const COUNTRIES: &str = "countries";

/// The vocabularies by name.
#[derive(Debug)]
pub(super) struct Vocabularies<'a> {
    by_name: BTreeMap<&'a str, &'a Vocabulary>,
}

impl<'a> Vocabularies<'a> {
    pub(super) fn new(vocabularies: &'a [Vocabulary]) -> Self {
        Vocabularies { by_name: vocabularies.iter().map(|v| (v.name.as_str(), v)).collect() }
    }

    /// Returns the vocabulary of a taxonomy, if the site has it.
    fn of(&self, taxonomy: &Taxonomy) -> Option<&'a Vocabulary> {
        self.by_name.get(taxonomy.vocabulary.as_deref()?).copied()
    }

    /// Returns the terms of the vocabularies of these taxonomies, each once.
    pub(super) fn used_by(&self, taxonomies: &[Taxonomy]) -> Vec<Term> {
        let used: BTreeMap<&str, &Vocabulary> = taxonomies
            .iter()
            .filter_map(|taxonomy| self.of(taxonomy))
            .map(|vocabulary| (vocabulary.name.as_str(), vocabulary))
            .collect();
        used.values().flat_map(|vocabulary| vocabulary.terms.iter().cloned()).collect()
    }

    /// Returns the terms of these taxonomies, each under the first one that has it: their places, and themselves.
    pub(super) fn all_terms(
        &self,
        taxonomies: &[Taxonomy],
    ) -> impl Iterator<Item = (VocabularyTerm, &'a Term)> {
        let is_first =
            |at: usize| taxonomies[..at].iter().all(|other| other.vocabulary != taxonomies[at].vocabulary);
        let vocabularies = (0..taxonomies.len()).filter(move |at| is_first(*at));
        let vocabularies = vocabularies.filter_map(|at| Some((at, self.of(&taxonomies[at])?)));
        let terms = |(at, vocabulary): (usize, &'a Vocabulary)| {
            vocabulary.terms.iter().enumerate().map(move |(term, found)| ((at, term), found))
        };
        vocabularies.collect::<Vec<_>>().into_iter().flat_map(terms)
    }

    /// Returns the first term of these taxonomies that is called `id`, with its place.
    pub(super) fn place_of(&self, taxonomies: &[Taxonomy], id: &str) -> Option<(VocabularyTerm, &'a Term)> {
        self.all_terms(taxonomies).find(|(_, term)| term.id == id)
    }

    /// Returns the place of the term that a front matter calls `id`, if the taxonomy has a vocabulary.
    pub(super) fn place_in(
        &self,
        taxonomies: &[Taxonomy],
        taxonomy: usize,
        id: &str,
    ) -> Option<VocabularyTerm> {
        let terms = &self.of(&taxonomies[taxonomy])?.terms;
        Some((taxonomy, terms.iter().position(|term| term.id == id)?))
    }

    /// Returns the term that a front matter calls `id`. Without a vocabulary, every value is a term.
    pub(super) fn find(&self, taxonomy: &Taxonomy, id: &str) -> Option<Cow<'a, Term>> {
        match self.of(taxonomy) {
            Some(vocabulary) => vocabulary.terms.iter().find(|term| term.id == id).map(Cow::Borrowed),
            None => {
                let name = crate::parse::keys::Localized::same(id);
                Some(Cow::Owned(Term { id: id.to_owned(), name, ..Term::default() }))
            }
        }
    }

    /// Returns a term by its place in the taxonomy's vocabulary.
    pub(super) fn term(&self, taxonomy: &Taxonomy, place: usize) -> Option<&'a Term> {
        self.of(taxonomy)?.terms.get(place)
    }

    /// Returns the name of a country, by its code, in `language`; the code itself if it is not known.
    pub(super) fn country(&self, code: &str, language: &str) -> String {
        let countries = self.by_name.get(COUNTRIES);
        let term = countries.and_then(|vocabulary| vocabulary.terms.iter().find(|term| term.id == code));
        term.map_or_else(|| code.to_owned(), |term| term.label(language).to_owned())
    }

    /// Reports every term of `document` that its taxonomy's vocabulary does not have.
    pub(super) fn check(
        &self,
        document: &Document,
        source: &str,
        taxonomies: &[Taxonomy],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for (key, terms) in &document.front.terms {
            let Some(taxonomy) = taxonomies.iter().find(|taxonomy| &taxonomy.key == key) else { continue };
            let place = |range: &Range<usize>| Place::in_text(&document.path, source, range.clone());
            let Some(vocabulary) = self.of(taxonomy) else {
                let long = terms.iter().filter(|term| is_long(&term.value));
                diagnostics.extend(long.map(|term| long_name(&term.value).at(place(&term.range))));
                continue;
            };
            let known = || vocabulary.terms.iter().map(|term| term.id.as_str());
            for term in terms.iter().filter(|term| !known().any(|id| id == term.value)) {
                let unknown = unknown(vocabulary, key, &term.value);
                diagnostics.push(unknown.at(place(&term.range)));
            }
        }
        self.check_country(document, source, diagnostics);
    }

    /// Reports a country that the vocabulary of countries, if there is one, does not have.
    fn check_country(&self, document: &Document, source: &str, diagnostics: &mut Vec<Diagnostic>) {
        let country = document.front.country.as_deref();
        let (Some(country), Some(vocabulary)) = (country, self.by_name.get(COUNTRIES)) else { return };
        let known = || vocabulary.terms.iter().map(|term| term.id.as_str());
        if known().any(|id| id == country) {
            return;
        }
        let line = source.lines().find(|line| line.starts_with("country") && line.contains(country));
        let start = line.and_then(|line| Some(source.find(line)? + line.find(country)?)).unwrap_or(0);
        let unknown = unknown(vocabulary, "country", country);
        diagnostics.push(unknown.at(Place::in_text(&document.path, source, start..start + country.len())));
    }
}

/// Says that a vocabulary does not have a term, and what was probably meant.
fn unknown(vocabulary: &Vocabulary, key: &str, term: &str) -> Diagnostic {
    let unknown = Diagnostic::error("vocabulary::unknown-term");
    let about = |unknown: Diagnostic| unknown.with("term", term).with("key", key);
    if let Some(list) = list_in(vocabulary, term) {
        return about(unknown.variant("list")).with("list", list);
    }
    if vocabulary.name == COUNTRIES {
        return about(unknown_country(vocabulary, term));
    }
    let known = vocabulary.terms.iter().map(|term| term.id.as_str());
    let meant = nearest(term, known).or_else(|| by_name(vocabulary, term));
    let is_key = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    // What can stand between the brackets as it is need not be written otherwise in the report.
    let is_id = !term.is_empty() && term.chars().all(is_key);
    let id = if is_id { term.to_owned() } else { slugify_or(term, "term") };
    let renamed = if is_id { "no" } else { "yes" };
    let unknown = about(unknown).suggesting(meant).with("id", id).with("renamed", renamed);
    unknown.with("file", vocabulary.path.as_str())
}

/// Says that a country is not in the vocabulary: one goes by its ISO 3166-1 code, whatever it is called.
fn unknown_country(vocabulary: &Vocabulary, term: &str) -> Diagnostic {
    let unknown = Diagnostic::error("vocabulary::unknown-term");
    let known = || vocabulary.terms.iter().map(|term| term.id.as_str());
    let upper = term.to_uppercase();
    // A name is what was meant before a code that looks like it.
    let code = by_name(vocabulary, term).or_else(|| country_code(term));
    let code = code.or_else(|| country_name(&upper).map(|_| upper.as_str()));
    let sure = if code.is_some() { "yes" } else { "no" };
    match code.or_else(|| nearest(term, known())) {
        Some(code) if known().any(|id| id == code) => {
            unknown.variant("country").with("code", code).with("sure", sure)
        }
        Some(code) => {
            let name = country_name(code).unwrap_or(term);
            let unknown = unknown.variant("country-new").with("code", code).with("name", name);
            unknown.with("file", vocabulary.path.as_str())
        }
        None => unknown.variant("no-country").with("file", vocabulary.path.as_str()),
    }
}

/// Returns a list as it should be written, if `text` is several terms in one: `"CR, SV"`. One of them at least is known.
fn list_in(vocabulary: &Vocabulary, text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let known = |part: &str| {
        let id = vocabulary.terms.iter().find(|term| term.id == part).map(|term| term.id.as_str());
        let of_iso = || country_code(part).filter(|_| vocabulary.name == COUNTRIES);
        id.or_else(|| by_name(vocabulary, part)).or_else(of_iso)
    };
    let is_list = parts.len() > 1 && parts.iter().any(|part| known(part).is_some());
    let items = parts.iter().map(|part| format!("\"{}\"", known(part).unwrap_or(part)));
    is_list.then(|| format!("[{}]", items.collect::<Vec<_>>().join(", ")))
}

/// Returns the id of the term that is called `name` in some language.
fn by_name<'a>(vocabulary: &'a Vocabulary, name: &str) -> Option<&'a str> {
    let wanted = slugify(name);
    let term = vocabulary.terms.iter().find(|term| term.all_names().any(|name| slugify(name) == wanted));
    term.map(|term| term.id.as_str())
}
