//! Compares the day in a file's name with that of its front matter.

use super::Text;
use crate::diagnostic::{Diagnostic, Place};
use crate::language::dates::date_in_name;

/// Reports a file whose name and front matter disagree about the day. Any day of the meeting is accepted.
pub(super) fn check(text: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let front = &text.document.front;
    if front.is_broken {
        return;
    }
    let (Some(named), Some(date)) = (date_in_name(&text.document.stem), front.date) else { return };
    // Without a date in the front matter, the date is that of the name.
    let Some(range) = text.key("date") else { return };
    // A meeting that ends before it begins is reported when it is read.
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
