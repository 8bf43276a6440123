//! Looks up the terms of a vocabulary by any of their names.

use std::fmt;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Term, Vocabulary};
use crate::language::countries::{Country, countries};
use crate::url::slugify;

/// The vocabulary whose ids are ISO 3166-1 codes.
pub const COUNTRIES: &str = "countries";

/// A vocabulary whose terms can be found by any of their names.
pub struct Index<'a> {
    vocabulary: &'a Vocabulary,
    /// The index of each term by its id.
    by_id: FxHashMap<&'a str, usize>,
    /// The indices of the terms by their ids and names, as [`slugify`] writes them. Built on the first lookup
    /// of a name.
    by_name: OnceLock<FxHashMap<String, Vec<usize>>>,
}

/// The result of looking up a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant<'a> {
    /// No term.
    Unknown,
    /// The term with this id.
    Term(&'a str),
    /// Several terms, with these ids.
    Ambiguous(Vec<&'a str>),
}

impl<'a> Index<'a> {
    /// Returns an index of a vocabulary.
    pub fn new(vocabulary: &'a Vocabulary) -> Index<'a> {
        let ids = vocabulary.terms.iter().enumerate().map(|(at, term)| (term.id.as_str(), at));
        Index { vocabulary, by_id: ids.rev().collect(), by_name: OnceLock::new() }
    }

    /// Returns the vocabulary.
    pub fn vocabulary(&self) -> &'a Vocabulary {
        self.vocabulary
    }

    /// Returns the index of the term with this id.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Returns the term with this id.
    pub fn term(&self, id: &str) -> Option<&'a Term> {
        self.place(id).map(|at| &self.vocabulary.terms[at])
    }

    /// Returns all ids, in file order.
    pub fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.vocabulary.terms.iter().map(|term| term.id.as_str())
    }

    /// Whether its terms are countries.
    pub fn is_of_countries(&self) -> bool {
        self.vocabulary.name == COUNTRIES
    }

    /// Returns the term that `text` means: by its id, or by a name, acronym or variant in any language. Case
    /// and accents are ignored, but exact matches take precedence. Countries are also found by their Spanish
    /// and English names of ISO 3166-1.
    pub fn meant(&self, text: &str) -> Meant<'a> {
        if let Some(term) = self.term(text) {
            return Meant::Term(&term.id);
        }
        let id = |at: &usize| self.vocabulary.terms[*at].id.as_str();
        let like = self.by_name().get(&slugify(text)).map_or(&[][..], Vec::as_slice);
        let is_exact = |at: &&usize| self.vocabulary.terms[**at].all_names().any(|name| name == text);
        let exact: Vec<&str> = like.iter().filter(is_exact).map(id).collect();
        let found = if exact.is_empty() { like.iter().map(id).collect() } else { exact };
        match found.as_slice() {
            [] => Meant::Unknown,
            [one] => Meant::Term(one),
            _ => Meant::Ambiguous(found),
        }
    }

    fn by_name(&self) -> &FxHashMap<String, Vec<usize>> {
        self.by_name.get_or_init(|| {
            let mut by_name = FxHashMap::<String, Vec<usize>>::default();
            for (at, term) in self.vocabulary.terms.iter().enumerate() {
                let country = countries().get(&term.id).filter(|_| self.is_of_countries());
                let of_standard = country.into_iter().flat_map(Country::names);
                let names = std::iter::once(term.id.as_str()).chain(term.all_names()).chain(of_standard);
                for name in names.map(slugify) {
                    let places = by_name.entry(name).or_default();
                    if places.last() != Some(&at) {
                        places.push(at);
                    }
                }
            }
            // A name without letters and digits matches nothing.
            by_name.remove("");
            by_name
        })
    }
}

/// Shows only the vocabulary: the maps are derived from it and depend on earlier lookups.
impl fmt::Debug for Index<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.vocabulary.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::keys::Localized;

    fn vocabulary(name: &str, terms: &[(&str, &str, &str)]) -> Vocabulary {
        let term = |(id, name, acronym): &(&str, &str, &str)| Term {
            id: (*id).to_owned(),
            name: Localized::same(*name),
            acronym: Localized::same(*acronym),
            ..Term::default()
        };
        let terms = terms.iter().map(term).collect();
        Vocabulary { name: name.to_owned(), terms, ..Vocabulary::default() }
    }

    #[test]
    fn terms_are_meant_by_any_name() {
        let vocabulary = vocabulary(
            "bodies",
            &[("cd", "Comité Directivo", "CD"), ("cd2", "Comité directivo", "C2"), ("gt", "Grupo", "G")],
        );
        let index = Index::new(&vocabulary);
        let check = |text: &str, expected: Meant<'_>| assert_eq!(index.meant(text), expected, "{text}");
        check("gt", Meant::Term("gt"));
        check("GRUPO", Meant::Term("gt"));
        check("Cd", Meant::Term("cd"));
        check("Comité Directivo", Meant::Term("cd"));
        check("comite directivo", Meant::Ambiguous(vec!["cd", "cd2"]));
        check("¿?", Meant::Unknown);
        check("Grup", Meant::Unknown);
    }

    #[test]
    fn countries_have_the_names_of_the_standard_too() {
        let vocabulary = vocabulary("countries", &[("DE", "Alemania", ""), ("UY", "Uruguay", "")]);
        let index = Index::new(&vocabulary);
        assert_eq!(index.meant("Germany"), Meant::Term("DE"));
        assert_eq!(index.meant("uruguay"), Meant::Term("UY"));
        assert_eq!(index.meant("Chile"), Meant::Unknown);
    }
}
