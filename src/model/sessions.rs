//! The kind of session that a report gives for its meeting. Any text is accepted and shown unchanged; kinds
//! that the theme has a name for, like `ordinary`, are shown in the language of each page.

use std::collections::{BTreeMap, BTreeSet};

use super::LanguageSite;
use super::strings::Strings;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, listed, nearest, warning};
use crate::parse::Document;
use crate::url::slugify;

/// The theme's table with the name of each kind.
const TABLE: &str = "sessions";

/// Returns the kinds of session that the theme has names for, by their names in the site's languages, as
/// [`slugify`] writes them.
pub(crate) fn kinds(config: &Config, theme: &[(String, Vec<u8>)]) -> BTreeMap<String, String> {
    let mut kinds = BTreeMap::new();
    for language in &config.languages {
        // Errors in the theme are reported when the site is assembled.
        let strings = Strings::load(theme, &language.code, &mut Vec::new());
        for (kind, name) in strings.table(TABLE) {
            for called in [kind, name] {
                kinds.entry(slugify(called)).or_insert_with(|| kind.to_owned());
            }
        }
    }
    kinds
}

/// Returns the name of a kind of session in a language; the text itself if the theme does not know the kind.
pub(super) fn name(session: &str, language: &LanguageSite) -> String {
    let found = language.strings.find(&format!("{TABLE}.{session}"));
    found.map_or_else(|| session.to_owned(), str::to_owned)
}

/// Reports a text that is (nearly) the name of a kind where the kind itself was meant: `ordinaria` would be
/// shown in Spanish even on English pages.
pub(super) fn check(document: &Document, languages: &[LanguageSite], diagnostics: &mut Vec<Diagnostic>) {
    let Some(session) = &document.front.session else { return };
    let names = languages.iter().flat_map(|language| language.strings.table(TABLE));
    let mut words: Vec<(&str, &str)> = names.flat_map(|(kind, name)| [(kind, kind), (name, kind)]).collect();
    words.sort_unstable();
    if words.iter().any(|(_, kind)| *kind == session.value) {
        return;
    }
    let Some(near) = nearest(&session.value, words.iter().map(|(word, _)| *word)) else { return };
    let meant = words.iter().find(|(word, _)| *word == near).map(|(_, kind)| *kind).unwrap_or_default();
    let kinds: BTreeSet<&str> = words.iter().map(|(_, kind)| *kind).collect();
    let found = warning!(
        "front-matter::session",
        session = session.value.as_str(),
        kinds = listed(kinds),
        meant = meant
    );
    diagnostics.push(found.at(Place::in_text(
        &document.path,
        &document.source.read(),
        session.range.clone(),
    )));
}
