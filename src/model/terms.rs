//! Checks the terms of reports against the vocabularies.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::config::Taxonomy;
use crate::diagnostic::{Diagnostic, Places, error, listed, nearest};
use crate::language::countries::{country_code, country_name};
use crate::parse::Document;
use crate::parse::SUGGESTED_MAX;
use crate::url::{is_long, long_name, slugify_or};
use crate::vocabulary::index::{COUNTRIES, Index, Meant};
use crate::vocabulary::{Term, Vocabulary};

/// A term of a vocabulary: the index of the taxonomy in the configuration, and of the term in the vocabulary.
pub(super) type VocabularyTerm = (usize, usize);

/// The vocabularies by name.
#[derive(Debug)]
pub(super) struct Vocabularies<'a> {
    by_name: BTreeMap<&'a str, Index<'a>>,
}

impl<'a> Vocabularies<'a> {
    pub(super) fn new(vocabularies: &'a [Vocabulary]) -> Self {
        Vocabularies { by_name: vocabularies.iter().map(|v| (v.name.as_str(), Index::new(v))).collect() }
    }

    /// Returns the vocabulary of a taxonomy, if the site has one.
    fn of(&self, taxonomy: &Taxonomy) -> Option<&Index<'a>> {
        self.by_name.get(taxonomy.vocabulary.as_deref()?)
    }

    /// Returns the terms of the vocabularies of these taxonomies, without duplicates.
    pub(super) fn used_by(&self, taxonomies: &[Taxonomy]) -> Vec<Term> {
        let used: BTreeMap<&str, &Vocabulary> = taxonomies
            .iter()
            .filter_map(|taxonomy| self.of(taxonomy))
            .map(|known| (known.vocabulary().name.as_str(), known.vocabulary()))
            .collect();
        used.values().flat_map(|vocabulary| vocabulary.terms.iter().cloned()).collect()
    }

    /// Returns the terms of these taxonomies with their places. A term in several taxonomies is returned for
    /// the first.
    pub(super) fn all_terms(
        &self,
        taxonomies: &[Taxonomy],
    ) -> impl Iterator<Item = (VocabularyTerm, &'a Term)> {
        let is_first =
            |at: usize| taxonomies[..at].iter().all(|other| other.vocabulary != taxonomies[at].vocabulary);
        let vocabularies = (0..taxonomies.len()).filter(move |at| is_first(*at));
        let vocabularies = vocabularies.filter_map(|at| Some((at, self.of(&taxonomies[at])?.vocabulary())));
        let terms = |(at, vocabulary): (usize, &'a Vocabulary)| {
            vocabulary.terms.iter().enumerate().map(move |(term, found)| ((at, term), found))
        };
        vocabularies.collect::<Vec<_>>().into_iter().flat_map(terms)
    }

    /// Returns the first term with this id in these taxonomies, with its place.
    pub(super) fn place_of(&self, taxonomies: &[Taxonomy], id: &str) -> Option<(VocabularyTerm, &'a Term)> {
        taxonomies.iter().enumerate().find_map(|(taxonomy, of)| {
            let known = self.of(of)?;
            let at = known.place(id)?;
            Some(((taxonomy, at), &known.vocabulary().terms[at]))
        })
    }

    /// Returns the index of the term with an id used in a front matter, if the taxonomy has a vocabulary.
    pub(super) fn place_in(
        &self,
        taxonomies: &[Taxonomy],
        taxonomy: usize,
        id: &str,
    ) -> Option<VocabularyTerm> {
        Some((taxonomy, self.of(&taxonomies[taxonomy])?.place(id)?))
    }

    /// Returns the term with an id used in a front matter. Without a vocabulary, every value is a term.
    pub(super) fn find(&self, taxonomy: &Taxonomy, id: &str) -> Option<Cow<'a, Term>> {
        match self.of(taxonomy) {
            Some(known) => known.term(id).map(Cow::Borrowed),
            None => {
                let name = crate::table::keys::Localized::same(id);
                Some(Cow::Owned(Term { id: id.to_owned(), name, ..Term::default() }))
            }
        }
    }

    /// Returns a term by its index in the taxonomy's vocabulary.
    pub(super) fn term(&self, taxonomy: &Taxonomy, place: usize) -> Option<&'a Term> {
        self.of(taxonomy)?.vocabulary().terms.get(place)
    }

    /// Returns the name of a country in `language`, by its code; the code itself if it is unknown.
    pub(super) fn country(&self, code: &str, language: &str) -> String {
        let term = self.by_name.get(COUNTRIES).and_then(|known| known.term(code));
        term.map_or_else(|| code.to_owned(), |term| term.label(language).to_owned())
    }

    /// Reports every term of `document` that is missing from its taxonomy's vocabulary.
    pub(super) fn check(
        &self,
        document: &Document,
        places: &Places<'_>,
        taxonomies: &[Taxonomy],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut unknown_terms = 0;
        for (key, terms) in &document.front.terms {
            let Some(taxonomy) = taxonomies.iter().find(|taxonomy| &taxonomy.key == key) else { continue };
            let place = |range: &Range<usize>| places.at(range.clone());
            let Some(known) = self.of(taxonomy) else {
                let long = terms.iter().filter(|term| is_long(&term.value));
                diagnostics.extend(long.map(|term| long_name(&term.value).at(place(&term.range))));
                continue;
            };
            for term in terms.iter().filter(|term| known.term(&term.value).is_none()) {
                unknown_terms += 1;
                let unknown = match unknown_terms {
                    ..=SUGGESTED_MAX => unknown(known, key, &term.value),
                    _ => unmeant(known, key, &term.value),
                };
                diagnostics.push(unknown.at(place(&term.range)));
            }
        }
        self.check_country(document, places, diagnostics);
    }

    /// Reports a country that is missing from the vocabulary of countries, if there is one.
    fn check_country(&self, document: &Document, places: &Places<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let country = document.front.country.as_deref();
        let (Some(country), Some(known)) = (country, self.by_name.get(COUNTRIES)) else { return };
        if known.term(country).is_some() {
            return;
        }
        let range = document.front.country_range.clone().unwrap_or_default();
        diagnostics.push(unknown(known, "country", country).at(places.at(range)));
    }
}

/// Reports that a vocabulary lacks a term, with a suggestion, or that a name belongs to several of its terms.
fn unknown(known: &Index<'_>, key: &str, term: &str) -> Diagnostic {
    if let Meant::Ambiguous(ids) = known.meant(term) {
        return error!("vocabulary::ambiguous-term", term = term, key = key, ids = listed(ids));
    }
    if let Some(list) = list_in(known, term) {
        return error!("vocabulary::unknown-term", "list", term = term, key = key, list = list);
    }
    if known.is_of_countries() {
        return unknown_country(known, key, term);
    }
    let meant = nearest(term, known.ids());
    new_term(known, key, term, meant)
}

/// Reports that a vocabulary lacks a term, without a suggestion.
fn unmeant(known: &Index<'_>, key: &str, term: &str) -> Diagnostic {
    if known.is_of_countries() {
        let file = known.vocabulary().path.as_str();
        return error!("vocabulary::unknown-term", "no-country", term = term, key = key, file = file);
    }
    new_term(known, key, term, None)
}

/// Reports that a vocabulary lacks a term, and shows how to add it.
fn new_term(known: &Index<'_>, key: &str, term: &str, meant: Option<&str>) -> Diagnostic {
    let is_key = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    // A value that is a valid key can be the id as it is, so that the report need not be changed.
    let is_id = !term.is_empty() && term.chars().all(is_key);
    let id = if is_id { term.to_owned() } else { slugify_or(term, "term") };
    let file = known.vocabulary().path.as_str();
    error!("vocabulary::unknown-term", term = term, key = key, id = id, renamed = !is_id, file = file, ..)
        .suggesting(meant)
}

/// Reports a country that is not in the vocabulary under any name, and shows what to add.
fn unknown_country(known: &Index<'_>, key: &str, term: &str) -> Diagnostic {
    let upper = term.to_uppercase();
    let code = country_code(term).or_else(|| country_name(&upper).map(|_| upper.as_str()));
    let file = known.vocabulary().path.as_str();
    match (code, nearest(term, known.ids())) {
        (Some(code), _) => {
            let name = country_name(code).unwrap_or(term);
            error!(
                "vocabulary::unknown-term",
                "country-new",
                term = term,
                key = key,
                code = code,
                name = name,
                file = file
            )
        }
        (None, Some(near)) => {
            error!("vocabulary::unknown-term", "country", term = term, key = key, code = near)
        }
        (None, None) => {
            error!("vocabulary::unknown-term", "no-country", term = term, key = key, file = file)
        }
    }
}

/// Returns a list in correct form, if `text` is several terms in one string: `"CR, SV"`. At least one of them
/// must be known.
fn list_in(known: &Index<'_>, text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let id_of = |part: &str| {
        let of_iso = || country_code(part).filter(|_| known.is_of_countries());
        match known.meant(part) {
            Meant::Term(id) => Some(id),
            _ => of_iso(),
        }
    };
    let is_list = parts.len() > 1 && parts.iter().any(|part| id_of(part).is_some());
    let items = parts.iter().map(|part| format!("\"{}\"", id_of(part).unwrap_or(part)));
    is_list.then(|| format!("[{}]", items.collect::<Vec<_>>().join(", ")))
}
