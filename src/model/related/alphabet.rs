//! The index of names: every name, acronym and variant of every term, in alphabetical order.

use std::collections::BTreeSet;

use actas_search_core::analysis::fold_fully;

use super::super::LanguageSite;
use super::super::points::TermPlace;

/// A letter of the index.
#[derive(Debug)]
pub struct IndexLetter {
    /// The letter; `#` for names that do not begin with a letter.
    pub letter: String,
    /// The names that begin with it, in order.
    pub entries: Vec<IndexEntry>,
}

/// A name of a term.
#[derive(Debug)]
pub struct IndexEntry {
    /// The name.
    pub name: String,
    /// The term.
    pub term: TermPlace,
}

/// Returns the names of a language's terms by first letter.
pub(super) fn letters(language: &LanguageSite) -> Vec<IndexLetter> {
    let mut letters: Vec<IndexLetter> = Vec::new();
    for entry in entries(language) {
        let letter = language.locale.initial(&entry.name);
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.entries.push(entry),
            None => letters.push(IndexLetter { letter, entries: vec![entry] }),
        }
    }
    letters
}

fn entries(language: &LanguageSite) -> Vec<IndexEntry> {
    let code = &language.language.code;
    let mut entries = Vec::new();
    for (taxonomy, pages) in language.taxonomies.iter().enumerate() {
        for (term, page) in pages.terms.iter().enumerate() {
            let mut known = BTreeSet::new();
            // The name in the page's heading comes first; other names that differ from it only in case are
            // left out.
            for name in [page.term.label(code)].into_iter().chain(page.term.all_names()) {
                if known.insert(fold_fully(name)) {
                    entries.push(IndexEntry { name: name.to_owned(), term: TermPlace { taxonomy, term } });
                }
            }
        }
    }
    entries.sort_by(|a, b| {
        language.locale.compare(&a.name, &b.name).then_with(|| (&a.name, a.term).cmp(&(&b.name, b.term)))
    });
    entries
}
