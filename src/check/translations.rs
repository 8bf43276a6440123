//! Missing translations, and differences between a translation and its original.
//!
//! Content has no clock, so a translation counts as outdated not by file dates but when it says something
//! else than its original about the meeting: its days and place, participants, points and commitments,
//! corrections that only one of them has. The original is the text in the first of the site's languages that
//! has one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Material, Text};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, listed, warning};
use crate::front_keys::KEYS;
use crate::language::words::folded_words;
use crate::messages::{self, message, text};
use crate::parse::DocumentKind;
use crate::parse::follow_up::FollowUp;
use crate::parse::front_matter::FrontMatter;
use crate::parse::passages::PassageKind;

/// Texts with fewer words than this can be the same in two languages.
const COPY_WORDS_MIN: usize = 12;
/// The most values listed in a message.
const SHOWN_MAX: usize = 8;

/// Reports missing translations, and where translations differ from their originals.
pub(super) fn check(material: &Material<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_id: BTreeMap<(bool, &str), Vec<&Text<'_>>> = BTreeMap::new();
    for text in &material.texts {
        let Text { document, .. } = text;
        by_id.entry(document.pairing()).or_default().push(text);
    }
    for mut versions in by_id.into_values() {
        let rank = |text: &&Text<'_>| {
            material.config.languages.iter().position(|language| language.code == text.document.language)
        };
        versions.sort_by_key(rank);
        let Some((original, translations)) = versions.split_first() else { continue };
        missing(material, original, &versions, diagnostics);
        for translation in
            translations.iter().filter(|text| text.document.language != original.document.language)
        {
            let pair = [original, translation];
            let is_told = pair.iter().any(|text| material.reads(&text.document.path));
            // A front matter that cannot be read cannot be compared.
            let is_whole = pair.iter().all(|text| !text.document.front.is_broken);
            if is_told && is_whole && original.document.kind == DocumentKind::Report {
                Pair { original, translation }.compare(material.config, diagnostics);
            }
        }
    }
}

/// Reports the languages without a version of a document.
fn missing(
    material: &Material<'_>,
    original: &Text<'_>,
    versions: &[&Text<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let id = original.document.pairing();
    let has = |code: &str| {
        versions.iter().any(|text| text.document.language == code) || material.withdrawn.contains(&(id, code))
    };
    let lacking: Vec<&str> = material
        .config
        .languages
        .iter()
        .filter(|language| !has(&language.code))
        .map(|language| language.code.as_str())
        .collect();
    let (Some(first), true) = (lacking.first(), material.reads(&original.document.path)) else { return };
    let file = format!("{}.{first}.md", original.document.stem);
    diagnostics.push(
        warning!(
            "check::untranslated",
            languages = listed(lacking.iter().copied()),
            file = file,
            id = original.document.front.id.as_str()
        )
        .at(Place::file(&original.document.path)),
    );
}

/// A report in two languages.
struct Pair<'a> {
    original: &'a Text<'a>,
    translation: &'a Text<'a>,
}

impl Pair<'_> {
    fn compare(&self, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
        if self.is_copied() {
            let file = self.original.document.path.as_str();
            let copied = warning!("check::translation", "copy", original = file);
            diagnostics.push(copied.at(Place::file(&self.translation.document.path)));
        }
        let (here, there) = (&self.translation.document.front, &self.original.document.front);
        for key in KEYS.iter().filter(|key| key.agrees) {
            let [here, there] = [here, there].map(|front| front.plain(key.name));
            if here != there {
                diagnostics.push(self.value(key.name, here, there));
            }
        }
        self.city(config, diagnostics);
        // Terms of a vocabulary have the same id in all languages; other values are words of one language.
        for taxonomy in config.taxonomies.iter().filter(|taxonomy| taxonomy.vocabulary.is_some()) {
            self.terms(&taxonomy.key, diagnostics);
        }
        let differ =
            |key, text, here: BTreeSet<String>, there: BTreeSet<String>| self.sets(key, text, &here, &there);
        let corrections = |front: &FrontMatter| {
            front.standing.corrections.iter().map(|correction| correction.date.to_string()).collect()
        };
        diagnostics.extend(differ(
            "corrections",
            text!("check::translation", "corrections"),
            corrections(here),
            corrections(there),
        ));
        let points = |text: &Text<'_>| {
            let passages = text.document.passages.iter();
            let points = passages.filter(|passage| passage.kind == PassageKind::Point);
            points.map(|passage| passage.label.clone()).collect()
        };
        let found = differ(
            "points",
            text!("check::translation", "points"),
            points(self.translation),
            points(self.original),
        );
        diagnostics.extend(found);
        diagnostics.extend(differ(
            "commitments",
            text!("check::translation", "commitments"),
            commitments(here),
            commitments(there),
        ));
        diagnostics.extend(differ(
            "follow_up",
            text!("check::translation", "follow-up"),
            follow_up(here),
            follow_up(there),
        ));
    }

    /// Whether the translation has the same wording as the original.
    fn is_copied(&self) -> bool {
        let [here, there] = [self.translation, self.original].map(|text| text.document.passages.read());
        here.iter().eq(there.iter()) && here.iter().flat_map(str::split_whitespace).count() >= COPY_WORDS_MIN
    }

    /// Compares the ids of a taxonomy's terms. A country that is also a single value is compared once.
    fn terms(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) {
        if KEYS.iter().any(|single| single.agrees && single.name == key) {
            return;
        }
        let terms = |text: &Text<'_>| -> BTreeSet<String> {
            let of_key = text.document.front.terms.iter().filter(|(known, _)| known == key);
            of_key.flat_map(|(_, terms)| terms.iter().map(|term| term.value.clone())).collect()
        };
        diagnostics.extend(self.sets(
            key,
            text!("check::translation", "terms"),
            &terms(self.translation),
            &terms(self.original),
        ));
    }

    /// Compares the cities. A city has different names in different languages, which mostly share a word:
    /// *Ciudad de Guatemala*, *Guatemala City*.
    fn city(&self, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
        let (here, there) = (&self.translation.document.front.city, &self.original.document.front.city);
        let is_same = match (here, there) {
            (Some(here), Some(there)) => are_alike(here, there) || config.check.allows(here),
            (here, there) => here.is_none() && there.is_none(),
        };
        if !is_same {
            diagnostics.push(self.value("city", here.clone(), there.clone()));
        }
    }

    fn value(&self, key: &str, here: Option<String>, there: Option<String>) -> Diagnostic {
        let found = warning!("check::translation", ..);
        let found = match (&here, &there) {
            (Some(_), Some(_)) => found,
            (None, _) => found.with_text(text!("check::translation", "value-missing")),
            (_, None) => found.with_text(text!("check::translation", "value-added")),
        };
        self.place(key, found.with("key", key))
            .with("here", here.unwrap_or_default())
            .with("there", there.unwrap_or_default())
    }

    fn sets(
        &self,
        key: &str,
        text: messages::Text,
        here: &BTreeSet<String>,
        there: &BTreeSet<String>,
    ) -> Option<Diagnostic> {
        if here == there {
            return None;
        }
        let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            let mut only: Vec<&str> = a.difference(b).map(String::as_str).collect();
            only.sort_by_key(|value| (leading_number(value), *value));
            let shown = listed(only.iter().copied().take(SHOWN_MAX));
            (only.len(), only.len().saturating_sub(SHOWN_MAX), shown)
        };
        let (added, missing) = (only(here, there), only(there, here));
        let which = match (added.0, missing.0) {
            (0, _) => "missing",
            (_, 0) => "added",
            _ => "both",
        };
        let (count, more, values) = added;
        let added = message!("check-difference-added", count = count, more = more, values = values);
        let (count, more, values) = missing;
        let missing = message!("check-difference-missing", count = count, more = more, values = values);
        let found = warning!("check::translation", ..).with_text(text).with("key", key);
        let found = found.with("added", added).with("missing", missing);
        Some(self.place(key, found.with("which", which)))
    }

    /// Sets the place: the key in the translation; and names the original.
    fn place(&self, key: &str, found: Diagnostic) -> Diagnostic {
        let Text { document, source, .. } = self.translation;
        let found = found.with("original", self.original.document.path.as_str());
        match self.translation.key(key) {
            Some(range) => found.at(Place::in_text(&document.path, &source.text, range)),
            None => found.at(Place::file(&document.path)),
        }
    }
}

/// Returns the parts of commitments that are the same in all languages: point, last day, whether a time is said,
/// state.
fn commitments(front: &FrontMatter) -> BTreeSet<String> {
    let shown = |commitment: &crate::parse::commitments::DeclaredCommitment| {
        let point = commitment.point.as_ref().map(|point| point.value.clone());
        let due = commitment.due.map(|due| due.to_string());
        let state = Some(commitment.state.name().to_owned());
        // How a time is said differs between languages; whether one is said does not.
        let when = commitment.when.as_ref().map(|_| "when".to_owned());
        [point, due, when, state].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    front.commitments.iter().map(shown).collect()
}

/// Returns what is followed up in the same way in all languages: of what, its state and its last day.
fn follow_up(front: &FrontMatter) -> BTreeSet<String> {
    let shown = |follow_up: &FollowUp| {
        let commitment = follow_up.commitment.as_ref().map(|commitment| commitment.value.clone());
        let state = follow_up.state.map(|state| state.name().to_owned());
        let due = follow_up.due.map(|due| due.to_string());
        let parts = [Some(follow_up.of.value.clone()), commitment, state, due];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    front.follow_up.iter().map(shown).collect()
}

/// Returns the number that a label begins with, so that point 3 sorts before point 12.
fn leading_number(label: &str) -> u32 {
    let digits = label.len() - label.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    label[..digits].parse().unwrap_or(u32::MAX)
}

/// Whether two names may mean the same city: they share a word of four letters, or nearly.
fn are_alike(a: &str, b: &str) -> bool {
    let (a, b) = (folded_words(a), folded_words(b));
    let is_near = |a: &String, b: &String| {
        let length = a.chars().count().max(b.chars().count());
        length >= 4 && strsim::osa_distance(a, b) <= length / 3
    };
    a == b || a.iter().any(|word| b.iter().any(|other| is_near(word, other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities_have_names_in_each_language() {
        let check = |a: &str, b: &str, expect: bool| assert_eq!(are_alike(a, b), expect, "{a} {b}");
        check("San Salvador", "San Salvador", true);
        check("Ciudad de Guatemala", "Guatemala City", true);
        check("Ciudad de México", "Mexico City", true);
        check("Nueva York", "New York", true);
        check("La Habana", "Havana", true);
        check("Londres", "London", false);
        check("Tegucigalpa", "San Salvador", false);
    }
}
