//! Replaces names in front matters by canonical values: any name of a term by its id, the display name of a
//! kind of session by the kind. Unknown and ambiguous values are left unchanged; the model reports them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::front_matter::FrontMatter;
use crate::config::{Config, Taxonomy};
use crate::table::value::Spanned;
use crate::url::slugify;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::index::{COUNTRIES, Index, Meant};

/// The data that gives values alternative names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// The vocabularies.
    pub vocabularies: Vec<Vocabulary>,
    /// The kinds of session by their names, as [`slugify`] writes them.
    pub sessions: BTreeMap<String, String>,
}

/// The lookups for the values of a site.
pub(super) struct Meanings<'a> {
    config: &'a Config,
    indexes: Vec<Index<'a>>,
    sessions: &'a BTreeMap<String, String>,
}

impl<'a> Meanings<'a> {
    pub(super) fn new(values: &'a Values, config: &'a Config) -> Meanings<'a> {
        let indexes = values.vocabularies.iter().map(Index::new).collect();
        Meanings { config, indexes, sessions: &values.sessions }
    }

    /// Returns a front matter with canonical values, or the same one if all of its values are already
    /// canonical.
    pub(super) fn of(&self, written: &Arc<FrontMatter>) -> Arc<FrontMatter> {
        let mut front = FrontMatter::clone(written);
        for (key, terms) in &mut front.terms {
            let taxonomy = self.config.taxonomies.iter().find(|taxonomy| taxonomy.key == *key);
            terms.iter_mut().for_each(|term| self.term(taxonomy, key, term));
        }
        front.session.iter_mut().for_each(|session| self.session(session));
        if let (Some(country), Some(index)) = (&mut front.country, self.index(COUNTRIES)) {
            replace(country, index);
        }
        for commitment in &mut front.commitments {
            commitment.who.iter_mut().for_each(|who| self.party(who));
        }
        if front == **written { Arc::clone(written) } else { Arc::new(front) }
    }

    fn index(&self, vocabulary: &str) -> Option<&Index<'a>> {
        self.indexes.iter().find(|index| index.vocabulary().name == vocabulary)
    }

    fn term(&self, taxonomy: Option<&Taxonomy>, key: &str, term: &mut Spanned<String>) {
        match taxonomy.and_then(|taxonomy| taxonomy.vocabulary.as_deref()) {
            Some(vocabulary) => {
                self.index(vocabulary).into_iter().for_each(|index| replace(&mut term.value, index))
            }
            None if key == "session" => self.session(term),
            None => {}
        }
    }

    fn session(&self, session: &mut Spanned<String>) {
        if let Some(kind) = self.sessions.get(&slugify(&session.value)) {
            session.value.clone_from(kind);
        }
    }

    /// Replaces the name of a commitment's party by the id of the term with that name, if exactly one has it.
    fn party(&self, who: &mut Spanned<String>) {
        let taxonomies = self.config.taxonomies.iter().filter_map(|taxonomy| taxonomy.vocabulary.as_deref());
        let indexes: Vec<&Index<'a>> = taxonomies.filter_map(|vocabulary| self.index(vocabulary)).collect();
        if indexes.iter().any(|index| index.term(&who.value).is_some()) {
            return;
        }
        let mut meant = indexes.iter().filter_map(|index| match index.meant(&who.value) {
            Meant::Term(id) => Some(id),
            _ => None,
        });
        if let (Some(id), None) = (meant.next(), meant.next()) {
            who.value = id.to_owned();
        }
    }
}

fn replace(value: &mut String, index: &Index<'_>) {
    if let Meant::Term(id) = index.meant(value) {
        *value = id.to_owned();
    }
}
