//! The published Markdown of a report: its source with full addresses in links, and without the parts that
//! its page does not show – comments, link definitions, links without a target.

use std::ops::Range;

use super::links::Targets;
use crate::parse::Document;
use crate::parse::body::{Edit, Link};

/// Returns the Markdown of `document`, whose source is `source`.
pub(super) fn published(document: &Document, source: &str, targets: &Targets<'_>) -> String {
    let mut edits = document.body.edits.clone();
    for link in &document.body.links {
        let address = targets.absolute(document, &link.destination);
        edits.extend(link_edits(link, source, address.as_deref()));
    }
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let text = apply(&source[document.body.start.min(source.len())..], document.body.start, &edits);
    tidy(&text)
}

/// Returns the text, which begins at byte `start` of its source, with the edits applied. Of two overlapping
/// edits the first wins.
fn apply(text: &str, start: usize, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut reached = 0;
    for Edit { range, text: replacement } in edits {
        let Some(from) = range.start.checked_sub(start).filter(|from| *from >= reached) else { continue };
        let Some(before) = text.get(reached..from) else { continue };
        out.push_str(before);
        out.push_str(replacement);
        reached = range.end.saturating_sub(start).clamp(from, text.len());
    }
    out.push_str(text.get(reached..).unwrap_or_default());
    out
}

/// Removes blank lines at both ends, and all but two of consecutive blank lines, which removals leave.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for line in text.trim_matches('\n').lines() {
        if !(line.trim().is_empty() && tidied.ends_with("\n\n\n")) {
            tidied.push_str(line);
            tidied.push('\n');
        }
    }
    tidied
}

/// Returns the edits for publishing a link to `address`, or one without a target.
fn link_edits(link: &Link, source: &str, address: Option<&str>) -> Vec<Edit> {
    let Some(written) = source.get(link.range.clone()) else { return Vec::new() };
    let at = |range: Range<usize>, text: &str| Edit {
        range: link.range.start + range.start..link.range.start + range.end,
        text: text.to_owned(),
    };
    let Some(shape) = Shape::of(written, &link.destination) else { return Vec::new() };
    let end = written.len();
    match (shape, address) {
        (_, Some(address)) if address == link.destination && written.ends_with([')', '>']) => Vec::new(),
        (Shape::Auto, Some(_)) => Vec::new(),
        (Shape::Auto, None) => vec![at(0..1, ""), at(end - 1..end, "")],
        (Shape::Inline { destination, .. }, Some(address)) => vec![at(destination, &in_brackets(address))],
        (Shape::Reference { text }, Some(address)) => {
            vec![at(text.end + 1..end, &format!("({})", in_brackets(address)))]
        }
        (Shape::Inline { text, .. } | Shape::Reference { text }, None) => {
            vec![at(0..text.start, ""), at(text.end..end, "")]
        }
    }
}

/// Returns an address as a link destination, in angle brackets if it would otherwise end too early.
fn in_brackets(address: &str) -> String {
    if address.contains(['(', ')', ' ']) { format!("<{address}>") } else { address.to_owned() }
}

/// The maximum number of positions in a link, counted from its end, at which its destination is looked for.
/// Its title can look like other links.
const CANDIDATES_MAX: usize = 64;

/// The form of a link. Ranges are relative to the link.
enum Shape {
    /// `<https://…>`.
    Auto,
    /// `[text](destination "title")`.
    Inline { text: Range<usize>, destination: Range<usize> },
    /// `[text][name]`, `[name][]` or `[name]`.
    Reference { text: Range<usize> },
}

impl Shape {
    /// Returns the form of a link to `destination`; `None` for text that is not a link, such as a footnote.
    fn of(written: &str, destination: &str) -> Option<Shape> {
        if written.starts_with('<') && written.ends_with('>') {
            return Some(Shape::Auto);
        }
        let start = if written.starts_with('!') { 2 } else { 1 };
        if !written[start - 1..].starts_with('[') || written.starts_with("[^") {
            return None;
        }
        if written.ends_with(')') {
            let mut candidates = written.rmatch_indices("](").map(|(at, _)| at).take(CANDIDATES_MAX);
            let last = candidates.clone().next()?;
            let is_meant = |at: &usize| unescaped(&written[destination_at(written, at + 2)]) == destination;
            let at = candidates.find(is_meant).unwrap_or(last);
            return Some(Shape::Inline { text: start..at, destination: destination_at(written, at + 2) });
        }
        let inner = written.strip_suffix(']')?;
        let text_end = inner.rfind("][").unwrap_or(inner.len());
        Some(Shape::Reference { text: start..text_end.max(start) })
    }
}

/// Returns the range of the destination that begins at or after `from`, including angle brackets.
fn destination_at(written: &str, from: usize) -> Range<usize> {
    let rest = &written[from..];
    let start = from + (rest.len() - rest.trim_start().len());
    let rest = &written[start..];
    if rest.starts_with('<') {
        let length = rest.find('>').map_or(rest.len() - 1, |close| close + 1);
        return start..start + length;
    }
    let mut depth = 0;
    let mut escaped = false;
    let ends = |c: char| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            c => return c.is_whitespace(),
        }
        false
    };
    let length = rest.find(ends).unwrap_or(rest.len());
    start..start + length
}

fn unescaped(destination: &str) -> String {
    let inner =
        destination.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(destination);
    inner.replace('\\', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Publishes a text with one link, which leads to `address`.
    fn check(written: &str, destination: &str, address: Option<&str>, expect: &str) {
        let link = Link { destination: destination.to_owned(), range: 0..written.len(), is_picture: false };
        assert_eq!(apply(written, 0, &link_edits(&link, written, address)), expect, "{written}");
    }

    #[test]
    fn links_get_full_addresses() {
        let to = Some("https://x.org/b/");
        check("[a](b.md)", "b.md", to, "[a](https://x.org/b/)");
        check("[a](<b c.md> \"t\")", "b c.md", to, "[a](https://x.org/b/ \"t\")");
        check("[a [b](c)](b.md)", "b.md", to, "[a [b](c)](https://x.org/b/)");
        check("![a](b\\_c.png)", "b_c.png", to, "![a](https://x.org/b/)");
        check("[a](b.md \"](c.md\")", "b.md", to, "[a](https://x.org/b/ \"](c.md\")");
        check("[a](b(1).md)", "b(1).md", Some("https://x.org/b(1"), "[a](<https://x.org/b(1>)");
        check("[a][b]", "b.md", to, "[a](https://x.org/b/)");
        check("[a][]", "b.md", to, "[a](https://x.org/b/)");
        check("[a]", "b.md", to, "[a](https://x.org/b/)");
        check("[^1]", "#fn-1", to, "[^1]");
    }

    #[test]
    fn links_to_nowhere_are_text() {
        check("[a](secret.md)", "secret.md", None, "a");
        check("![a](secret.png \"t\")", "secret.png", None, "a");
        check("[a][secret]", "secret.md", None, "a");
        check("[a]", "secret.md", None, "a");
        check("<ftp://x.org>", "ftp://x.org", None, "ftp://x.org");
    }

    #[test]
    fn addresses_of_other_sites_stay() {
        let to = Some("https://x.org/a_(b)");
        check("[a](https://x.org/a_(b))", "https://x.org/a_(b)", to, "[a](https://x.org/a_(b))");
        check("<https://x.org>", "https://x.org", Some("https://x.org"), "<https://x.org>");
        check("[a][b]", "https://x.org", Some("https://x.org"), "[a](https://x.org)");
    }
}
