//! Anchors that a text no longer has by itself: each gets an empty element at the place that it leads to now.

use super::body::{Body, Piece};
use super::standing::Standing;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::escape::push_escaped;
use crate::load::Source;

/// Adds the former anchors of `standing` to the text, and reports those that cannot be added.
pub(super) fn add(body: &mut Body, standing: &Standing, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for (former, current) in &standing.former_anchors {
        let problem = if former.value.is_empty() || former.value.contains(char::is_whitespace) {
            let help = "write it as it stood in the address: `anchors = { p9 = \"p8\" }`";
            Some((former, "is no anchor", help.to_owned()))
        } else if body.anchors.contains(&former.value) {
            let help = "a former anchor is one that no point and no heading has any more";
            Some((former, "is still an anchor of this text", help.to_owned()))
        } else if !insert(body, &former.value, &current.value) {
            Some((current, "is no anchor of this text", meant(body, &current.value)))
        } else {
            body.anchors.insert(former.value.clone());
            body.former_anchors.push(former.value.clone());
            None
        };
        if let Some((name, what, help)) = problem {
            let message = format!("`{}` {what}", name.value);
            let place = Place::in_text(&source.path, &source.text, name.range.clone());
            diagnostics.push(Diagnostic::plain_error("front-matter::anchor", message).at(place).help(help));
        }
    }
}

fn meant(body: &Body, anchor: &str) -> String {
    match nearest(anchor, body.anchors.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "name the point or heading that took its place, like `p8`".to_owned(),
    }
}

/// Puts an element with the id `former` at the beginning of the one with the id `current`, if there is one.
fn insert(body: &mut Body, former: &str, current: &str) -> bool {
    let attribute = format!(" id=\"{current}\"");
    for piece in &mut body.html {
        let Piece::Html(html) = piece else { continue };
        // In a tag, not in a text that happens to read so.
        let in_tag = |at: &usize| html[..*at].rfind(['<', '>']).is_some_and(|at| html[at..].starts_with('<'));
        let found = html.match_indices(&attribute).map(|(at, _)| at).find(in_tag);
        let Some(end) = found.and_then(|at| Some(at + html[at..].find('>')? + 1)) else { continue };
        let mut element = "<span class=\"former-anchor\" id=\"".to_owned();
        push_escaped(&mut element, former);
        element.push_str("\"></span>");
        html.insert_str(end, &element);
        return true;
    }
    false
}
