//! Titles that several documents of a language share, so that lists and results cannot distinguish them.

use std::collections::BTreeMap;

use super::{Material, Text};
use crate::diagnostic::{Diagnostic, Place, listed};
use crate::language::words::folded_words;

/// The most files listed in a message.
const SHOWN_MAX: usize = 3;

/// Reports each title that occurs more than once in a language, at its second document.
pub(super) fn check(material: &Material<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_title: BTreeMap<(&str, Vec<String>), Vec<&Text<'_>>> = BTreeMap::new();
    for text in material.texts.iter().filter(|text| !text.document.front.is_broken) {
        let Some(title) = &text.document.front.title else { continue };
        let key = (text.document.language.as_str(), folded_words(title));
        by_title.entry(key).or_default().push(text);
    }
    for same in by_title.values() {
        let told = same.iter().skip(1).find(|text| material.reads(&text.document.path));
        let Some(text) = told.or(same.first().filter(|_| same.len() > 1)) else { continue };
        let path = text.document.path.as_str();
        let others = same.iter().map(|other| other.document.path.as_str()).filter(|other| *other != path);
        diagnostics.push(
            Diagnostic::warning("check::title")
                .with("title", text.document.front.title.as_deref().unwrap_or_default())
                .with("count", same.len() - 1)
                .with("files", listed(others.take(SHOWN_MAX)))
                .at(title_place(text)),
        );
    }
}

/// Returns where a document's title is: in its front matter, else at the top of its text.
fn title_place(text: &Text<'_>) -> Place {
    let (path, source) = (&text.document.path, &text.source.text);
    match text.key("title").or_else(|| text.reading.headings.first().map(|heading| heading.range.clone())) {
        Some(range) => Place::in_text(path, source, range),
        None => Place::file(path),
    }
}
