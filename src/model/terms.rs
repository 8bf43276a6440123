//! Terms of reports, checked against the vocabularies.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::config::Taxonomy;
use crate::diagnostic::{Diagnostic, Places, nearest};
use crate::language::countries::{country_code, country_name};
use crate::parse::Document;
use crate::url::{is_long, long_name, slugify, slugify_or};
use crate::vocabulary::{Term, Vocabulary};

/// A term of a vocabulary: the taxonomy's place in the configuration, the term's in the vocabulary.
pub(super) type VocabularyTerm = (usize, usize);

/// The vocabulary whose ids are ISO 3166-1 codes.
const COUNTRIES: &str = "countries";

/// For so many unknown terms of a document what was meant is looked for: each is compared with the whole vocabulary.
const SUGGESTED_MAX: usize = 50;

/// The vocabularies by name.
#[derive(Debug)]
pub(super) struct Vocabularies<'a> {
    by_name: BTreeMap<&'a str, Known<'a>>,
}

/// A vocabulary whose terms are found by what they are called.
struct Known<'a> {
    vocabulary: &'a Vocabulary,
    /// The places of the terms by their ids.
    by_id: FxHashMap<&'a str, usize>,
    /// The places of the terms by their names, as addresses would have them; made when a name is first asked for.
    by_name: OnceLock<FxHashMap<String, usize>>,
}

impl<'a> Known<'a> {
    fn new(vocabulary: &'a Vocabulary) -> Known<'a> {
        let ids = vocabulary.terms.iter().enumerate().map(|(at, term)| (term.id.as_str(), at));
        Known { vocabulary, by_id: ids.rev().collect(), by_name: OnceLock::new() }
    }

    /// Returns the term that front matters call `id`.
    fn term(&self, id: &str) -> Option<&'a Term> {
        self.by_id.get(id).map(|at| &self.vocabulary.terms[*at])
    }

    fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.vocabulary.terms.iter().map(|term| term.id.as_str())
    }

    /// Returns the id of the term that is called `name` in some language.
    fn by_name(&self, name: &str) -> Option<&'a str> {
        let by_name = self.by_name.get_or_init(|| {
            let terms = self.vocabulary.terms.iter().enumerate().rev();
            // Of two terms with one name the first is meant.
            terms.flat_map(|(at, term)| term.all_names().map(move |name| (slugify(name), at))).collect()
        });
        by_name.get(&slugify(name)).map(|at| self.vocabulary.terms[*at].id.as_str())
    }
}

/// What was looked up says nothing.
impl fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.vocabulary.fmt(f)
    }
}

impl<'a> Vocabularies<'a> {
    pub(super) fn new(vocabularies: &'a [Vocabulary]) -> Self {
        Vocabularies { by_name: vocabularies.iter().map(|v| (v.name.as_str(), Known::new(v))).collect() }
    }

    /// Returns the vocabulary of a taxonomy, if the site has it.
    fn of(&self, taxonomy: &Taxonomy) -> Option<&Known<'a>> {
        self.by_name.get(taxonomy.vocabulary.as_deref()?)
    }

    /// Returns the terms of the vocabularies of these taxonomies, each once.
    pub(super) fn used_by(&self, taxonomies: &[Taxonomy]) -> Vec<Term> {
        let used: BTreeMap<&str, &Vocabulary> = taxonomies
            .iter()
            .filter_map(|taxonomy| self.of(taxonomy))
            .map(|known| (known.vocabulary.name.as_str(), known.vocabulary))
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
        let vocabularies = vocabularies.filter_map(|at| Some((at, self.of(&taxonomies[at])?.vocabulary)));
        let terms = |(at, vocabulary): (usize, &'a Vocabulary)| {
            vocabulary.terms.iter().enumerate().map(move |(term, found)| ((at, term), found))
        };
        vocabularies.collect::<Vec<_>>().into_iter().flat_map(terms)
    }

    /// Returns the first term of these taxonomies that is called `id`, with its place.
    pub(super) fn place_of(&self, taxonomies: &[Taxonomy], id: &str) -> Option<(VocabularyTerm, &'a Term)> {
        taxonomies.iter().enumerate().find_map(|(taxonomy, of)| {
            let known = self.of(of)?;
            let at = *known.by_id.get(id)?;
            Some(((taxonomy, at), &known.vocabulary.terms[at]))
        })
    }

    /// Returns the place of the term that a front matter calls `id`, if the taxonomy has a vocabulary.
    pub(super) fn place_in(
        &self,
        taxonomies: &[Taxonomy],
        taxonomy: usize,
        id: &str,
    ) -> Option<VocabularyTerm> {
        Some((taxonomy, *self.of(&taxonomies[taxonomy])?.by_id.get(id)?))
    }

    /// Returns the term that a front matter calls `id`. Without a vocabulary, every value is a term.
    pub(super) fn find(&self, taxonomy: &Taxonomy, id: &str) -> Option<Cow<'a, Term>> {
        match self.of(taxonomy) {
            Some(known) => known.term(id).map(Cow::Borrowed),
            None => {
                let name = crate::table::keys::Localized::same(id);
                Some(Cow::Owned(Term { id: id.to_owned(), name, ..Term::default() }))
            }
        }
    }

    /// Returns a term by its place in the taxonomy's vocabulary.
    pub(super) fn term(&self, taxonomy: &Taxonomy, place: usize) -> Option<&'a Term> {
        self.of(taxonomy)?.vocabulary.terms.get(place)
    }

    /// Returns the name of a country, by its code, in `language`; the code itself if it is not known.
    pub(super) fn country(&self, code: &str, language: &str) -> String {
        let term = self.by_name.get(COUNTRIES).and_then(|known| known.term(code));
        term.map_or_else(|| code.to_owned(), |term| term.label(language).to_owned())
    }

    /// Reports every term of `document` that its taxonomy's vocabulary does not have.
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

    /// Reports a country that the vocabulary of countries, if there is one, does not have.
    fn check_country(&self, document: &Document, places: &Places<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let country = document.front.country.as_deref();
        let (Some(country), Some(known)) = (country, self.by_name.get(COUNTRIES)) else { return };
        if known.term(country).is_some() {
            return;
        }
        let source = places.text;
        let line = source.lines().find(|line| line.starts_with("country") && line.contains(country));
        let start = line.and_then(|line| Some(source.find(line)? + line.find(country)?)).unwrap_or(0);
        let unknown = unknown(known, "country", country);
        diagnostics.push(unknown.at(places.at(start..start + country.len())));
    }
}

/// Says that a vocabulary does not have a term, and what was probably meant.
fn unknown(known: &Known<'_>, key: &str, term: &str) -> Diagnostic {
    let unknown = Diagnostic::error("vocabulary::unknown-term");
    let about = |unknown: Diagnostic| unknown.with("term", term).with("key", key);
    if let Some(list) = list_in(known, term) {
        return about(unknown.variant("list")).with("list", list);
    }
    if known.vocabulary.name == COUNTRIES {
        return about(unknown_country(known, term));
    }
    let meant = nearest(term, known.ids()).or_else(|| known.by_name(term));
    new_term(known, (key, term), meant)
}

/// Says that a vocabulary does not have a term, without looking for what was meant.
fn unmeant(known: &Known<'_>, key: &str, term: &str) -> Diagnostic {
    if known.vocabulary.name == COUNTRIES {
        let unknown = Diagnostic::error("vocabulary::unknown-term").variant("no-country");
        let unknown = unknown.with("file", known.vocabulary.path.as_str());
        return unknown.with("term", term).with("key", key);
    }
    new_term(known, (key, term), None)
}

/// Says that a vocabulary does not have a term, and how it would be added.
fn new_term(known: &Known<'_>, (key, term): (&str, &str), meant: Option<&str>) -> Diagnostic {
    let is_key = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    // What can stand between the brackets as it is need not be written otherwise in the report.
    let is_id = !term.is_empty() && term.chars().all(is_key);
    let id = if is_id { term.to_owned() } else { slugify_or(term, "term") };
    let renamed = if is_id { "no" } else { "yes" };
    let unknown = Diagnostic::error("vocabulary::unknown-term").with("term", term).with("key", key);
    let unknown = unknown.suggesting(meant).with("id", id).with("renamed", renamed);
    unknown.with("file", known.vocabulary.path.as_str())
}

/// Says that a country is not in the vocabulary: one goes by its ISO 3166-1 code, whatever it is called.
fn unknown_country(known: &Known<'_>, term: &str) -> Diagnostic {
    let unknown = Diagnostic::error("vocabulary::unknown-term");
    let upper = term.to_uppercase();
    // A name is what was meant before a code that looks like it.
    let code = known.by_name(term).or_else(|| country_code(term));
    let code = code.or_else(|| country_name(&upper).map(|_| upper.as_str()));
    let sure = if code.is_some() { "yes" } else { "no" };
    let file = known.vocabulary.path.as_str();
    match code.or_else(|| nearest(term, known.ids())) {
        Some(code) if known.term(code).is_some() => {
            unknown.variant("country").with("code", code).with("sure", sure)
        }
        Some(code) => {
            let name = country_name(code).unwrap_or(term);
            let unknown = unknown.variant("country-new").with("code", code).with("name", name);
            unknown.with("file", file)
        }
        None => unknown.variant("no-country").with("file", file),
    }
}

/// Returns a list as it should be written, if `text` is several terms in one: `"CR, SV"`. One of them at least is known.
fn list_in(known: &Known<'_>, text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let id_of = |part: &str| {
        let of_iso = || country_code(part).filter(|_| known.vocabulary.name == COUNTRIES);
        known.term(part).map(|term| term.id.as_str()).or_else(|| known.by_name(part)).or_else(of_iso)
    };
    let is_list = parts.len() > 1 && parts.iter().any(|part| id_of(part).is_some());
    let items = parts.iter().map(|part| format!("\"{}\"", id_of(part).unwrap_or(part)));
    is_list.then(|| format!("[{}]", items.collect::<Vec<_>>().join(", ")))
}
