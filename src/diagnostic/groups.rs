//! Findings as a text that fits a screen: each in full if there are few, otherwise one entry for each kind.

use std::collections::{BTreeMap, BTreeSet};

use annotate_snippets::{Group, Level, Origin, Renderer};

use super::{Diagnostic, Severity, level, to_text};
use crate::messages::{Speech, message};
use crate::visible::shown;

/// The most lines that the findings of a build take: with those around them they fit a screen of 24.
pub const LINES_MAX: usize = 19;

/// The fewest lines of one finding in full.
const LINES_OF_ONE: usize = 3;

/// The most lines of an entry: what, where, how to fix it.
const ROWS_MAX: usize = 3;

/// The most unknown keys that are named.
const KEYS_MAX: usize = 6;

/// Returns the findings as text for a terminal, in at most [`LINES_MAX`] lines of their own: in full if they fit, else
/// by kind, the first place of each with how many there are. Errors come first, then what was found most often.
pub fn to_short_text(diagnostics: &[Diagnostic], speech: Speech, colours: bool) -> String {
    if diagnostics.len() * LINES_OF_ONE <= LINES_MAX {
        let text = to_text(diagnostics, speech, colours);
        if text.lines().count() <= LINES_MAX {
            return text;
        }
    }
    let kinds = kinds(diagnostics);
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    // A line is left for what is not shown, and one for how to see it.
    let room = LINES_MAX - 2;
    let errors = kinds.iter().filter(|kind| kind.is_error()).count();
    let rows_of_error = (room / errors.max(1)).clamp(1, ROWS_MAX);
    let left = room.saturating_sub(errors * rows_of_error);
    let rows_of_other = (left / (kinds.len() - errors).max(1)).clamp(1, ROWS_MAX);
    let mut text = String::new();
    let (mut lines, mut told) = (0, 0);
    for kind in &kinds {
        let rows = if kind.is_error() { rows_of_error } else { rows_of_other };
        let entry = kind.to_text(&renderer, speech, rows);
        let height = entry.lines().count();
        if lines + height > room {
            break;
        }
        (lines, told) = (lines + height, told + 1);
        text.push_str(&entry);
    }
    if told < kinds.len() {
        let rest: usize = kinds[told..].iter().map(|kind| kind.found.len()).sum();
        let more = message!("summary_more-kinds", kinds = kinds.len() - told, count = rest);
        text += &format!("{}\n", more.text(speech));
    }
    text + &message!("summary_unfold", count = diagnostics.len()).text(speech) + "\n"
}

/// The findings of one kind, in order.
struct Kind<'a> {
    found: Vec<&'a Diagnostic>,
}

/// Sorts findings by kind: the code and its text.
fn kinds(diagnostics: &[Diagnostic]) -> Vec<Kind<'_>> {
    let mut kinds: BTreeMap<(Severity, &str, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for found in diagnostics {
        kinds.entry((found.severity, found.code, found.message.id())).or_default().push(found);
    }
    let mut kinds: Vec<Kind<'_>> = kinds.into_values().map(|found| Kind { found }).collect();
    kinds.sort_by_key(|kind| (kind.found[0].severity, std::cmp::Reverse(kind.found.len())));
    kinds
}

impl Kind<'_> {
    fn is_error(&self) -> bool {
        self.found[0].severity == Severity::Error
    }

    /// Returns an entry of at most `rows` lines: what was found, where and how often, how to fix it.
    fn to_text(&self, renderer: &Renderer, speech: Speech, rows: usize) -> String {
        let first = self.found[0];
        let title = level(first.severity).with_name(first.severity.message().text(speech));
        let (what, place) = (self.what(speech), self.place(speech));
        let what = if rows == 1 && !place.is_empty() { format!("{what} ({place})") } else { what };
        let title = title.primary_title(what).id(first.code);
        let mut group = if rows > 1 && !place.is_empty() {
            title.element(Origin::path(place))
        } else {
            Group::with_title(title)
        };
        let help = first.help_text(speech).filter(|help| rows > 2 && !help.contains('\n'));
        if let Some(help) = help {
            group = group.element(Level::HELP.with_name(message!("help").text(speech)).message(help));
        }
        renderer.render(&[group]).to_string() + "\n"
    }

    /// Returns the text of the first, or all unknown keys.
    fn what(&self, speech: Speech) -> String {
        let mut keys: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for found in self.found.iter().filter(|found| found.code.ends_with("::unknown-key")) {
            let value = |name| found.message.value(name).unwrap_or_default();
            *keys.entry((value("key"), value("meant"))).or_default() += 1;
        }
        if keys.len() < 2 {
            return self.found[0].message.text(speech).replace('\n', " ");
        }
        let mut keys: Vec<_> = keys.into_iter().collect();
        keys.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let others = keys.len().saturating_sub(KEYS_MAX);
        let named = keys.iter().take(KEYS_MAX).map(|((key, meant), count)| match *meant {
            "" => format!("`{}` ({count})", shown(key)),
            meant => format!("`{}` → `{meant}` ({count})", shown(key)),
        });
        let named = named.collect::<Vec<_>>().join(", ");
        message!("summary_unknown-keys", keys = named, others = others).text(speech)
    }

    /// Returns the first place, and how many more there are in how many files.
    fn place(&self, speech: Speech) -> String {
        let Some(first) = self.found.iter().find_map(|found| found.place.as_ref()) else {
            return String::new();
        };
        let line = if first.excerpt.is_empty() { String::new() } else { format!(":{}", first.line) };
        let at = format!("{}{line}", shown(&first.file));
        if self.found.len() == 1 {
            return at;
        }
        let files: BTreeSet<&str> =
            self.found.iter().filter_map(|found| Some(found.place.as_ref()?.file.as_str())).collect();
        message!("summary_places", place = at, count = self.found.len() - 1, files = files.len()).text(speech)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, error, note, warning};

    #[test]
    fn how_to_fix_an_error_is_told_however_much_else_there_is() {
        let place = |file: usize| Place::in_text(&format!("content/{file}.md"), "x\n", 0..1);
        let mut found: Vec<Diagnostic> = (0..40)
            .flat_map(|at| {
                [warning!("load::no-file").at(place(at)), warning!("load::name", name = "a").at(place(at))]
            })
            .collect();
        found.push(error!("load::not-utf8", line = 1, byte = "0xFF").at(place(1)));
        let text = to_short_text(&found, Speech::En, false);
        assert!(
            text.starts_with("error") && text.lines().nth(2).is_some_and(|line| line.contains("help")),
            "{text}"
        );
    }

    #[test]
    fn few_findings_are_told_in_full() {
        let found = [warning!("load::link").at(Place::in_text("a.md", "x\n", 0..1))];
        assert_eq!(to_short_text(&found, Speech::En, false), to_text(&found, Speech::En, false));
    }

    #[test]
    fn many_findings_fit_a_screen() {
        let place = |file: usize| Place::in_text(&format!("content/{file}.md"), "x\n", 0..1);
        let unknown = |at: usize| {
            let key = ["titel", "foo"][at % 2];
            warning!("front-matter::unknown-key", key = key, known = "`title`", ..)
                .suggesting(Some("title").filter(|_| key == "titel"))
        };
        let mut found: Vec<Diagnostic> = (0..3000).map(|at| unknown(at).at(place(at))).collect();
        let text = to_short_text(&found, Speech::En, false);
        assert!(text.contains("`titel` → `title` (1500)") && text.contains("and 2999 more"), "{text}");
        found.extend((0..40).map(|at| note!("check::cache", file = "x").at(place(at))));
        found.push(warning!("load::link", "folder").at(place(1)));
        found.push(warning!("load::link", "broken").at(place(1)));
        found.push(warning!("load::no-file").at(place(1)));
        for speech in [Speech::En, Speech::Es] {
            let text = to_short_text(&found, speech, false);
            assert!(text.lines().count() <= LINES_MAX, "{text}");
        }
    }
}
