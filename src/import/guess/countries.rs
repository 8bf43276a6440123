//! The countries that guesses know.

use super::Material;
use crate::language::words::Words;
use crate::vocabulary::Term;
use crate::vocabulary::countries::countries;
use crate::vocabulary::mentions::{Mention, NameFinder};

/// The countries that can be found: those of the site's vocabulary, then those of ISO 3166-1.
pub(super) struct Countries {
    terms: Vec<Term>,
    finder: NameFinder<usize>,
}

impl Countries {
    pub(super) fn new(material: &Material<'_>) -> Countries {
        let of_countries = material.config.taxonomies.iter().find(|taxonomy| taxonomy.key == "delegations");
        let name = of_countries.and_then(|taxonomy| taxonomy.vocabulary.as_deref()).unwrap_or("countries");
        let own = material.vocabularies.iter().filter(|vocabulary| vocabulary.name == name);
        let mut terms: Vec<Term> = own.flat_map(|vocabulary| vocabulary.terms.clone()).collect();
        terms.extend(countries());
        let finder = NameFinder::new(terms.iter().enumerate());
        Countries { terms, finder }
    }

    pub(super) fn find(&self, words: &Words<'_>) -> Vec<Mention<usize>> {
        self.finder.find(words)
    }

    pub(super) fn code(&self, mention: &Mention<usize>) -> &str {
        &self.terms[mention.of].id
    }

    /// Returns the names of the country with this code.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().flat_map(Term::all_names)
    }
}
