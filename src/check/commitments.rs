//! Commitments that the text of a report states and its front matter lacks.

use std::collections::BTreeSet;

use super::Text;
use crate::diagnostic::{Diagnostic, Place, note};
use crate::language::words::folded_words;
use crate::messages::Value;
use crate::parse::commitments::DeclaredCommitment;
use crate::parse::front_matter::Withheld;
use crate::parse::stated::{self, Known};
use crate::parse::{DocumentKind, first_fence};
use crate::sections::commitments::{From, Stated};

/// The most commitments whose lines are shown; the others are counted.
const SHOWN_MAX: usize = 12;

/// Reports them at the first one, with the lines that state them.
pub(super) fn check(text: &Text<'_>, known: &Known<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let front = &text.document.front;
    // An import has proposed those of its drafts.
    let is_draft = front.withheld == Some(Withheld::Draft);
    if text.document.kind != DocumentKind::Report || front.is_broken || is_draft || front.date.is_none() {
        return;
    }
    let start = text.document.body.start;
    let body = text.source.text.get(start..).unwrap_or_default();
    let found = known.commitments(body, front.points, &text.document.language);
    let declared: Vec<Declared<'_>> = front.commitments.iter().map(Declared::new).collect();
    let is_missing = |stated: &&Stated| {
        // What a sentence of a narrative says is often no task.
        if stated.from == From::Sentence {
            return false;
        }
        let words = words(&stated.what);
        !declared.iter().any(|declared| declared.is_same(stated, &words))
    };
    let missing: Vec<&Stated> = found.iter().filter(is_missing).collect();
    let Some(first) = missing.first() else { return };
    let is_yaml = first_fence(&text.source.text).1 == "---";
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

fn words(text: &str) -> BTreeSet<String> {
    folded_words(text).into_iter().collect()
}

/// A commitment of the front matter, with its words.
struct Declared<'a> {
    commitment: &'a DeclaredCommitment,
    words: BTreeSet<String>,
}

impl<'a> Declared<'a> {
    fn new(commitment: &'a DeclaredCommitment) -> Declared<'a> {
        Declared { commitment, words: words(&commitment.what) }
    }

    /// Whether the front matter means by it what a text states in these words: it says nearly the same, or it is of
    /// the same point and day.
    fn is_same(&self, stated: &Stated, words: &BTreeSet<String>) -> bool {
        let shared = self.words.intersection(words).count();
        let fewer = self.words.len().min(words.len());
        let point = self.commitment.point.as_ref().map(|point| point.value.as_str());
        let is_of_point = point.is_some() && point == stated.point.as_deref();
        shared * 2 >= fewer.max(1) || (is_of_point && self.commitment.due == stated.due)
    }
}
