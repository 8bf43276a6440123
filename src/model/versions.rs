//! Checks that the versions of a document have the same status. Reports documents that are withdrawn or held
//! back in one language but published in another, and files that look like a version of another but whose
//! names make them separate documents. Whoever withdraws something must know which versions of it remain.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, warning};
use crate::parse::Document;

/// Names of languages in file names, other than their codes.
const LANGUAGE_NAMES: [(&str, &str); 10] = [
    ("eng", "en"),
    ("english", "en"),
    ("ingles", "en"),
    ("inglés", "en"),
    ("ing", "en"),
    ("esp", "es"),
    ("spa", "es"),
    ("español", "es"),
    ("espanol", "es"),
    ("spanish", "es"),
];

/// Suffixes that systems add to the names of copies.
const COPY_MARKS: [&str; 4] = [" - copia", " - copy", " copia", " copy"];

/// The documents of a site by publication status.
pub(super) struct Documents<'a> {
    pub(super) published: &'a [Arc<Document>],
    pub(super) withdrawn: &'a [Arc<Document>],
    pub(super) held_back: &'a [Arc<Document>],
}

/// Warns of published documents that are withdrawn in another language or whose originals are held back, and
/// of names that turn a translation or copy into a document of its own.
pub(super) fn check(documents: &Documents<'_>, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let withdrawn = by_id(documents.withdrawn);
    let held_back = by_id(documents.held_back);
    let by_stem: BTreeMap<(&str, &str), &Document> = documents
        .published
        .iter()
        .chain(documents.held_back)
        .map(|document| ((document.folder.as_str(), document.stem.as_str()), &**document))
        .collect();
    let original = &config.default_language().code;
    for document in documents.published {
        let at = |found: Diagnostic| found.at(Place::file(&document.path));
        if let Some(other) = withdrawn.get(&document.pairing()) {
            diagnostics.push(at(warning!("model::withdrawn-elsewhere", file = *other)));
        }
        let is_translation = document.language != *original;
        if let Some(other) = held_back.get(&document.pairing()).filter(|_| is_translation) {
            diagnostics.push(at(warning!("model::original-held-back", file = *other)));
        }
        let known = |stem: &str| by_stem.get(&(document.folder.as_str(), stem)).copied();
        diagnostics.extend(misnamed(document, config, known).map(at));
    }
}

fn by_id(documents: &[Arc<Document>]) -> BTreeMap<(bool, &str), &str> {
    documents.iter().map(|document| (document.pairing(), document.path.as_str())).collect()
}

/// Returns the diagnostic for a document whose name extends the name of another.
fn misnamed<'a>(
    document: &Document,
    config: &Config,
    known: impl Fn(&str) -> Option<&'a Document>,
) -> Option<Diagnostic> {
    if let Some(other) = without_copy_mark(&document.stem).and_then(&known) {
        return Some(warning!("model::misnamed", "copy", other = other.path.as_str()));
    }
    let (stem, name) = document.stem.rsplit_once(['.', ' ', '_', '-'])?;
    let stem = stem.trim_end_matches([' ', '-', '_']);
    // `report.en-US` is split at its last separator.
    let (stem, name) = match (language(name, config), stem.rsplit_once('.')) {
        (None, Some((whole, code))) => (whole, code),
        _ => (stem, name),
    };
    let (code, other) = (language(name, config)?, known(stem)?);
    let right = format!("{stem}.{code}.md");
    Some(warning!("model::misnamed", other = other.path.as_str(), name = right))
}

/// Returns the language of the site that a part of a file name denotes.
fn language<'a>(name: &str, config: &'a Config) -> Option<&'a str> {
    let name = name.to_lowercase();
    let code =
        LANGUAGE_NAMES.iter().find(|(known, _)| *known == name).map_or(name.as_str(), |(_, code)| code);
    config.language(code).map(|language| language.code.as_str())
}

fn without_copy_mark(stem: &str) -> Option<&str> {
    // In `report.es - copy.md` the language precedes the suffix.
    let lower = stem.to_lowercase();
    let numbered = || {
        let (rest, number) = stem.strip_suffix(')')?.rsplit_once('(')?;
        (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| rest.trim_end())
    };
    let marked = COPY_MARKS.iter().find(|mark| lower.ends_with(*mark));
    let rest = marked.and_then(|mark| stem.get(..stem.len() - mark.len())).or_else(numbered)?;
    Some(rest.rsplit_once('.').filter(|(_, code)| code.len() == 2).map_or(rest, |(stem, _)| stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_copies_are_taken_off() {
        assert_eq!(without_copy_mark("2019-acta.es - copia"), Some("2019-acta"));
        assert_eq!(without_copy_mark("2019-acta - Copy"), Some("2019-acta"));
        assert_eq!(without_copy_mark("2019-acta (2)"), Some("2019-acta"));
        assert_eq!(without_copy_mark("2019-acta"), None);
    }
}
