//! Commitments that the text of a report states and its front matter lacks.

use std::collections::BTreeSet;

use super::{Material, Text};
use crate::diagnostic::{Diagnostic, Place, note};
use crate::language::words::folded_words;
use crate::messages::Value;
use crate::parse::DocumentKind;
use crate::parse::commitments::DeclaredCommitment;
use crate::parse::front_matter::Withheld;
use crate::parse::stated::{self, Known};
use crate::sections::commitments::Stated;

/// The most commitments whose lines are shown; the others are counted.
const SHOWN_MAX: usize = 12;

/// Reports them at the first one, with the lines that state them.
pub(super) fn check(text: &Text<'_>, material: &Material<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let front = &text.document.front;
    // An import has proposed those of its drafts.
    let is_draft = front.withheld == Some(Withheld::Draft);
    if text.document.kind != DocumentKind::Report || front.is_broken || is_draft || front.date.is_none() {
        return;
    }
    let known =
        Known { config: material.config, vocabularies: material.vocabularies, sections: text.sections };
    let start = text.document.body.start;
    let body = text.source.text.get(start..).unwrap_or_default();
    let found = known.commitments(body, front.points, &text.document.language);
    let is_missing = |stated: &&Stated| !front.commitments.iter().any(|known| is_same(known, stated));
    let missing: Vec<&Stated> = found.iter().filter(is_missing).collect();
    let Some(first) = missing.first() else { return };
    let is_yaml = text.source.text.trim_start_matches('\u{feff}').starts_with("---");
    let has_list = !front.commitments.is_empty();
    let lines: Vec<String> = missing.iter().take(SHOWN_MAX).map(|stated| lines(stated, is_yaml)).collect();
    let head = if is_yaml && !has_list { "commitments:\n" } else { "" };
    let at = start + first.start;
    let lines = Value::Lines(format!("{head}{}", lines.join("\n")));
    let more = missing.len().saturating_sub(SHOWN_MAX);
    let found = note!("check::commitments", count = missing.len(), more = more, lines = lines);
    let end = text.source.text[at..].find('\n').map_or(text.source.text.len(), |end| at + end);
    diagnostics.push(found.at(Place::in_text(&text.source.path, &text.source.text, at..end)));
}

/// Returns the lines that state a commitment.
fn lines(stated: &Stated, is_yaml: bool) -> String {
    let entries = stated::entries(stated);
    let line = |(number, (key, value)): (usize, &(&str, String))| match (is_yaml, number) {
        (true, 0) => format!("  - {key}: {value}"),
        (true, _) => format!("    {key}: {value}"),
        (false, _) => format!("{key} = {value}"),
    };
    let lines: Vec<String> = entries.iter().enumerate().map(line).collect();
    let head = if is_yaml { "" } else { "[[commitments]]\n" };
    format!("{head}{}", lines.join("\n"))
}

/// Whether a front matter means by a commitment what a text states: it says nearly the same, or it is of the
/// same point and day.
fn is_same(known: &DeclaredCommitment, stated: &Stated) -> bool {
    let words = |text: &str| folded_words(text).into_iter().collect::<BTreeSet<String>>();
    let (known_words, stated_words) = (words(&known.what), words(&stated.what));
    let shared = known_words.intersection(&stated_words).count();
    let fewer = known_words.len().min(stated_words.len());
    let is_of_point = known.point.as_ref().map(|point| point.value.as_str()) == stated.point.as_deref();
    shared * 2 >= fewer.max(1) || (is_of_point && stated.point.is_some() && known.due == stated.due)
}
