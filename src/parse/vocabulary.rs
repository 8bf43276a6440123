//! Vocabulary files: what the terms of a taxonomy are called, in each language.

use super::keys::{Codes, Keys, Localized};
use super::value::{Excerpt, Value, read_toml};
use crate::diagnostic::Diagnostic;
use crate::load::Source;

const CODES: Codes = Codes {
    unknown_key: "vocabulary::unknown-key",
    wrong_value: "vocabulary::wrong-value",
    documented: "docs/vocabulary.md",
};

/// The terms of one vocabulary file.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The file's name without extension; taxonomies name it.
    pub name: String,
    /// Its terms, in the order of the file.
    pub terms: Vec<Term>,
}

/// A term: an initiative, a country, an organization.
#[derive(Clone, Debug, Default)]
pub struct Term {
    /// What front matters call it.
    pub id: String,
    /// Its acronym, by language.
    pub acronym: Localized,
    /// Its full name, by language.
    pub name: Localized,
    /// Other ways to write it, in any language.
    pub variants: Vec<String>,
    /// One or two sentences about it, by language.
    pub description: Localized,
}

impl Term {
    /// Returns the name to show in `language`, the id if there is none.
    pub fn label(&self, language: &str) -> &str {
        self.name.get(language).unwrap_or(&self.id)
    }

    /// Returns the short name to show in `language`: the acronym if there is one.
    pub fn short(&self, language: &str) -> &str {
        self.acronym.get(language).unwrap_or_else(|| self.label(language))
    }

    /// Returns all that the term is called, in every language.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.acronym.all().chain(self.name.all()).chain(self.variants.iter().map(String::as_str))
    }
}

/// Reads a vocabulary file.
pub fn parse(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vocabulary {
    let excerpt = Excerpt::whole(&source.path, &source.text);
    let table = read_toml(&excerpt, diagnostics);
    let file_name = source.path.rsplit('/').next().unwrap_or(&source.path);
    let name = file_name.trim_end_matches(".toml").to_owned();
    let mut all = Keys::new(excerpt, CODES, table, diagnostics);
    let mut terms = Vec::new();
    for (id, value) in all.rest() {
        let Value::Table(table) = value.value else {
            let help =
                "a term is a table: `[tricamex]`, then its `name`, `acronym`, `variants` and `description`";
            let problem = format!("`{}` is no term", id.value);
            all.report(Diagnostic::error("vocabulary::wrong-value", problem).help(help), id.range);
            continue;
        };
        let mut keys = all.inside(table);
        terms.push(Term {
            id: id.value,
            acronym: keys.localized("acronym"),
            name: keys.localized("name"),
            variants: keys.localized_lists("variants"),
            description: keys.localized("description"),
        });
        keys.finish();
    }
    Vocabulary { name, terms }
}
