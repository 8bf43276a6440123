//! The order of headings: people who listen to a page navigate by their levels.

use super::Text;
use crate::diagnostic::{Diagnostic, Places};

/// Reports skipped levels, and a second heading of the first level.
pub(super) fn check(text: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let headings = &text.reading.headings;
    let places = Places::new(&text.document.path, &text.source.text);
    let report = |found: Diagnostic, at: usize| {
        let mut range = headings[at].range.clone();
        range.end = range.end.max(range.start + 1);
        found.at(places.at(range))
    };
    let marks = |level: u8| "#".repeat(usize::from(level));
    let mut before = 1;
    for (at, heading) in headings.iter().enumerate() {
        if heading.level > before + 1 {
            let skipped = Diagnostic::warning("check::heading");
            let skipped = skipped.with("level", marks(heading.level)).with("expected", marks(before + 1));
            diagnostics.push(report(skipped, at));
        }
        before = heading.level;
    }
    let firsts: Vec<usize> = (0..headings.len()).filter(|at| headings[*at].level == 1).collect();
    if let [_, second, ..] = firsts[..] {
        let several = Diagnostic::warning("check::heading").variant("several");
        diagnostics.push(report(several.with("count", firsts.len()), second));
    }
}
