//! Vocabulary files: the names of the terms of a taxonomy, in each language, and the search for these names
//! in texts.

pub(crate) mod countries;
pub mod index;
pub(crate) mod mentions;
pub(crate) mod phrases;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, code, error};
use crate::source::Source;
use crate::table::keys::{Codes, Keys, Localized};
use crate::table::review;
use crate::table::value::{Excerpt, Value};
use crate::url::{is_long, long_name, slugify_or};

/// The vocabulary file that defines the kinds of act.
pub(crate) const ACTS_FILE: &str = "/acts.toml";

/// The vocabulary file that defines the names of sections of minutes.
pub(crate) const SECTIONS_FILE: &str = "/sections.toml";

/// Whether a vocabulary file contains the terms of a taxonomy.
pub(crate) fn has_terms(source: &Source) -> bool {
    ![ACTS_FILE, SECTIONS_FILE].iter().any(|file| source.path.ends_with(file))
}

/// The terms of one vocabulary file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// The file's name without extension, by which taxonomies refer to it.
    pub name: String,
    /// The file's path, relative to the site's folder.
    pub path: String,
    /// Its terms, in file order.
    pub terms: Vec<Term>,
}

/// A term: an initiative, a country, an organization.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Term {
    /// Its identifier in front matters.
    pub id: String,
    /// Its acronym, by language.
    pub acronym: Localized,
    /// Its full name, by language.
    pub name: Localized,
    /// Other spellings, in any language.
    pub variants: Vec<String>,
    /// A description of one or two sentences, by language.
    pub description: Localized,
    /// The last part of its page's address, by language; the id where there is none.
    pub slug: Localized,
}

impl Term {
    /// Returns the display name in `language`; the id if there is none.
    pub fn label(&self, language: &str) -> &str {
        self.name.get(language).unwrap_or(&self.id)
    }

    /// Returns the short display name in `language`: the acronym if there is one.
    pub fn short(&self, language: &str) -> &str {
        self.acronym.get(language).unwrap_or_else(|| self.label(language))
    }

    /// Returns the last part of its page's address in `language`.
    pub fn slug(&self, language: &str) -> String {
        slugify_or(self.slug.get(language).unwrap_or(&self.id), "term")
    }

    /// Returns all names of the term, in every language.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.acronym.all().chain(self.name.all()).chain(self.variants.iter().map(String::as_str))
    }
}

/// Reads a vocabulary file.
pub fn parse(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vocabulary {
    let excerpt = Excerpt::whole(&source.path, &source.text);
    let before = diagnostics.len();
    let table = excerpt.read(diagnostics);
    if diagnostics.len() == before {
        review::report_in_values(&excerpt, &table, code!("vocabulary::review"), diagnostics);
    }
    let file_name = source.path.rsplit('/').next().unwrap_or(&source.path);
    let name = file_name.trim_end_matches(".toml").to_owned();
    let mut all = Keys::new(excerpt, Codes::VOCABULARY, table, diagnostics);
    let mut terms: Vec<Term> = Vec::new();
    // The last parts of the addresses, with the term that uses each.
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for (id, value) in all.rest() {
        let Value::Table(table) = value.value else {
            let wrong = error!("vocabulary::wrong-value", "term", id = id.value);
            all.report(wrong, id.range);
            continue;
        };
        let mut keys = all.inside(table);
        keys.expect_names(&id.value, &["name", "acronym"]);
        terms.push(Term {
            id: id.value.clone(),
            slug: keys.localized("slug"),
            acronym: keys.localized("acronym"),
            name: keys.localized("name"),
            variants: keys.localized_lists("variants"),
            description: keys.localized("description"),
        });
        keys.finish();
        let Some(new) = terms.last() else { continue };
        if let Some(long) = names(new).find(|name| is_long(name)) {
            all.report(long_name(long), id.range.clone());
        }
        for slug in slugs(new).collect::<BTreeSet<_>>() {
            if let Some(other) = taken.insert(slug, new.id.clone()) {
                let same = error!("vocabulary::same-slug", first = other, ..);
                all.report(same.with("second", id.value.as_str()), id.range.clone());
            }
        }
    }
    all.finish();
    Vocabulary { name, path: source.path.clone(), terms }
}

/// Returns the texts from which the addresses of a term's pages are made, in all languages.
fn names(term: &Term) -> impl Iterator<Item = &str> {
    let own = term.slug.is_empty().then_some(term.id.as_str());
    term.slug.all().chain(own)
}

/// Returns the last parts of these addresses.
fn slugs(term: &Term) -> impl Iterator<Item = String> {
    names(term).map(|name| slugify_or(name, ""))
}
