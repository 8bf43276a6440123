//! Numbers and letters of points that are left out: 7, then 9. Mostly a slip, and a point's number is its address.

use super::Text;
use crate::diagnostic::{Diagnostic, Places, listed};
use crate::parse::numbering;

/// Reports where the numbering of points leaves something out.
pub(super) fn check(text: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let document = text.document;
    let places = Places::new(&document.path, &text.source.text);
    let start = document.body.start;
    let written = text.source.text.get(start..).unwrap_or_default();
    for gap in numbering::number(written, document.front.points).gaps {
        let found = Diagnostic::warning("check::numbering");
        let found = if gap.is_point { found } else { found.variant("sub-point") };
        let found = found
            .with("before", gap.before)
            .with("found", gap.found)
            .with("count", gap.missing.len())
            .with("missing", listed(gap.missing.iter().map(String::as_str)));
        let range = start + gap.range.start..start + gap.range.end;
        diagnostics.push(found.at(places.at(range)));
    }
}
