//! The day in a file's name against that of its front matter.

use super::Text;
use crate::diagnostic::{Diagnostic, Place};
use crate::language::dates::date_in_name;

/// Reports a file whose name says another day than its front matter. Any day of the meeting will do.
pub(super) fn check(text: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let front = &text.document.front;
    if front.is_broken {
        return;
    }
    let (Some(named), Some(date)) = (date_in_name(&text.document.stem), front.date) else { return };
    // A date that the front matter does not give is that of the name.
    let Some(range) = text.key("date") else { return };
    // That a meeting ends before it begins is told where it is read.
    let last = front.end_date.map_or(date, |end| end.max(date));
    if (date..=last).contains(&named) {
        return;
    }
    diagnostics.push(
        Diagnostic::warning("check::date")
            .with("date", date.to_string())
            .with("named", named.to_string())
            .at(Place::in_text(&text.document.path, &text.source.text, range)),
    );
}
