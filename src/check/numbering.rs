//! Missing numbers and letters of points: 7, then 9. This is usually a slip, and a point's number is its
//! address. Also numbered lines that may be points but are not read as points.

use super::Text;
use crate::diagnostic::{Diagnostic, Places, listed, note, warning};
use crate::numbering;

/// Reports gaps in the numbering of points, and numbered lines that are not read as points.
pub(super) fn check(text: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let document = text.document;
    let places = Places::new(&document.path, &text.source.text);
    let start = document.body.start;
    let written = text.source.text.get(start..).unwrap_or_default();
    let place = |range: std::ops::Range<usize>| places.at(start + range.start..start + range.end);
    let numbered = numbering::number(written, document.front.points, text.sections);
    if let Some(unread) = numbered.unread {
        let (first, last) = (unread.first.to_string(), unread.last.to_string());
        let found = note!("check::numbering", "unread", first = first, last = last);
        diagnostics.push(found.at(place(unread.range)));
    }
    if let Some(first) = numbered.in_html {
        diagnostics.push(warning!("check::numbering", "in-html").at(place(first)));
    }
    for gap in numbered.gaps {
        let found = match gap.is_point {
            true => warning!("check::numbering", ..),
            false => warning!("check::numbering", "sub-point", ..),
        };
        let found = found
            .with("before", gap.before)
            .with("found", gap.found)
            .with("count", gap.missing.len())
            .with("missing", listed(gap.missing.iter().map(String::as_str)));
        diagnostics.push(found.at(place(gap.range)));
    }
}
