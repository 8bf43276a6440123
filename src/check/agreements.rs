//! Reports that have points and no agreement: either nothing was decided, or it is said in words that are not known.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, listed, note};

/// The most files listed in a message.
const SHOWN_MAX: usize = 10;

/// Reports them together; `selected` are the files that are reported on, if not all are.
pub(super) fn check(
    undecided: &[String],
    selected: Option<&BTreeSet<String>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_selected = |file: &&String| selected.is_none_or(|selected| selected.contains(*file));
    let files: Vec<&str> = undecided.iter().filter(is_selected).map(String::as_str).collect();
    if let Some(first) = files.first() {
        let more = files.len().saturating_sub(SHOWN_MAX);
        let shown = listed(files.iter().take(SHOWN_MAX).copied());
        let found = note!("check::agreements", count = files.len(), files = shown, more = more);
        diagnostics.push(found.at(Place::file(first)));
    }
}
