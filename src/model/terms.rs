//! Terms of reports, checked against the vocabularies.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::points::VocabularyTerm;
use crate::config::Taxonomy;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::parse::Document;
use crate::parse::vocabulary::{Term, Vocabulary};
use crate::url::slugify;

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
        let countries = self.by_name.get("countries");
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
            let Some(vocabulary) = self.of(taxonomy) else { continue };
            let known = || vocabulary.terms.iter().map(|term| term.id.as_str());
            for term in terms.iter().filter(|term| !known().any(|id| id == term.value)) {
                let meant = nearest(&term.value, known()).or_else(|| by_name(vocabulary, &term.value));
                diagnostics.push(
                    Diagnostic::error("vocabulary::unknown-term")
                        .with("term", term.value.as_str())
                        .with("key", key.as_str())
                        .suggesting(meant)
                        .with("id", slugify(&term.value))
                        .with("file", vocabulary.path.as_str())
                        .at(Place::in_text(&document.path, source, term.range.clone())),
                );
            }
        }
        self.check_country(document, source, diagnostics);
    }

    /// Reports a country that the vocabulary of countries, if there is one, does not have.
    fn check_country(&self, document: &Document, source: &str, diagnostics: &mut Vec<Diagnostic>) {
        let country = document.front.country.as_deref();
        let (Some(country), Some(vocabulary)) = (country, self.by_name.get("countries")) else { return };
        let known = || vocabulary.terms.iter().map(|term| term.id.as_str());
        if known().any(|id| id == country) {
            return;
        }
        // A name is what was meant before a code that looks like it.
        let meant = by_name(vocabulary, country).or_else(|| nearest(country, known()));
        let line = source.lines().find(|line| line.starts_with("country") && line.contains(country));
        let start = line.and_then(|line| Some(source.find(line)? + line.find(country)?)).unwrap_or(0);
        diagnostics.push(
            Diagnostic::error("vocabulary::unknown-term")
                .with("term", country)
                .with("key", "country")
                .suggesting(meant)
                .with("id", country)
                .with("file", vocabulary.path.as_str())
                .at(Place::in_text(&document.path, source, start..start + country.len())),
        );
    }
}

/// Returns the id of the term that is called `name` in some language.
fn by_name<'a>(vocabulary: &'a Vocabulary, name: &str) -> Option<&'a str> {
    let wanted = slugify(name);
    let term = vocabulary.terms.iter().find(|term| term.all_names().any(|name| slugify(name) == wanted));
    term.map(|term| term.id.as_str())
}
