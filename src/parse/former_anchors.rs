//! Anchors that a text no longer has by itself: each gets an empty element at the place that it leads to now.

use super::body::Body;
use super::reserved;
use super::standing::Standing;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::escape::push_escaped;
use crate::load::Source;

/// Adds the former anchors of `standing` to the text, and reports those that cannot be added.
pub(super) fn add(body: &mut Body, standing: &Standing, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for (former, current) in &standing.former_anchors {
        let wrong = Diagnostic::error("front-matter::anchor");
        let (wrong, name) = if former.value.is_empty() || former.value.contains(char::is_whitespace) {
            (wrong, former)
        } else if body.anchors.contains(&former.value) {
            (wrong.variant("in-use"), former)
        } else if reserved::is_of_page(&former.value) {
            (wrong.variant("of-page"), former)
        } else if !insert(body, &former.value, &current.value) {
            let meant = nearest(&current.value, body.anchors.iter().map(String::as_str));
            (wrong.variant("unknown").suggesting(meant), current)
        } else {
            body.anchors.insert(former.value.clone());
            body.former_anchors.push(former.value.clone());
            continue;
        };
        let place = Place::in_text(&source.path, &source.text, name.range.clone());
        diagnostics.push(wrong.with("anchor", name.value.as_str()).at(place));
    }
}

/// Puts an element with the id `former` at the beginning of the one with the id `current`, if there is one.
fn insert(body: &mut Body, former: &str, current: &str) -> bool {
    let attribute = format!(" id=\"{current}\"");
    let html = &mut body.html;
    // In a tag, not in a text that happens to read so.
    let in_tag = |at: &usize| html[..*at].rfind(['<', '>']).is_some_and(|at| html[at..].starts_with('<'));
    let found = html.match_indices(&attribute).map(|(at, _)| at).find(in_tag);
    let Some(end) = found.and_then(|at| Some(at + html[at..].find('>')? + 1)) else { return false };
    let mut element = "<span class=\"former-anchor\" id=\"".to_owned();
    push_escaped(&mut element, former);
    element.push_str("\"></span>");
    html.insert_str(end, &element);
    true
}
