//! Import comments, `# review: …`, left in a report that is no longer a draft.

use super::{Material, Text};
use crate::diagnostic::{Diagnostic, Place};
use crate::parse::front_matter::Withheld;
use crate::parse::review;

/// Reports them, at the first one.
pub(super) fn check(text: &Text<'_>, material: &Material<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let front = &text.document.front;
    if front.withheld == Some(Withheld::Draft) || front.is_broken {
        return;
    }
    let comments = review::comments(text.source, material.config);
    let Some(first) = comments.first() else { return };
    let found = Diagnostic::warning("check::review").with("mark", &text.source.text[first.clone()]);
    let found = found.with("count", comments.len());
    diagnostics.push(found.at(Place::in_text(&text.source.path, &text.source.text, first.clone())));
}
