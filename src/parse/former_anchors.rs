//! Anchors that the text itself no longer has. Each gets an empty element at its new target.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::SUGGESTED_MAX;
use super::body::Body;
use super::reserved;
use super::standing::Standing;
use crate::diagnostic::{Diagnostic, Places, error, nearest};
use crate::escape::push_escaped;
use crate::messages::text;
use crate::source::Source;

/// Adds the former anchors in `standing` to the text, and reports those that cannot be added.
pub(super) fn add(body: &mut Body, standing: &Standing, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    if standing.former_anchors.is_empty() {
        return;
    }
    let places = Places::new(&source.path, &source.text);
    let mut elements = Elements::new(&body.html);
    let mut unknown = 0;
    for (former, current) in &standing.former_anchors {
        let wrong = error!("front-matter::anchor", ..);
        let (wrong, name) = if former.value.is_empty() || former.value.contains(char::is_whitespace) {
            (wrong, former)
        } else if body.anchors.contains(&former.value) {
            (wrong.with_text(text!("front-matter::anchor", "in-use")), former)
        } else if reserved::is_of_page(&former.value) {
            (wrong.with_text(text!("front-matter::anchor", "of-page")), former)
        } else if !elements.add(&former.value, &current.value) {
            unknown += 1;
            let sought = (unknown <= SUGGESTED_MAX).then_some(&body.anchors);
            let known = sought.into_iter().flatten().map(String::as_str);
            let wrong = wrong.with_text(text!("front-matter::anchor", "unknown"));
            (wrong.suggesting(nearest(&current.value, known)), current)
        } else {
            body.anchors.insert(former.value.clone());
            body.former_anchors.push(former.value.clone());
            continue;
        };
        let place = places.at(name.range.clone());
        diagnostics.push(wrong.with("anchor", name.value.as_str()).at(place));
    }
    let added = elements.added;
    body.html = with_elements(&body.html, &added);
}

/// The elements to insert into a text, and the positions of its existing elements.
struct Elements {
    /// The end of the tag that has each id, as a byte offset in the HTML. The first of two equal ids wins.
    ends: FxHashMap<String, usize>,
    /// The ids to insert, by position.
    added: BTreeMap<usize, Vec<String>>,
}

impl Elements {
    fn new(html: &str) -> Elements {
        let mut ends = FxHashMap::default();
        // Ids are looked for in tags only, so that text which looks like one is ignored.
        for (at, _) in html.match_indices('<') {
            let inside = &html[at..at + 1 + html[at + 1..].find(['<', '>']).unwrap_or(html.len() - at - 1)];
            let end = at + inside.len();
            if html[end..].starts_with('>') {
                for id in inside.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"')) {
                    ends.entry(id.0.to_owned()).or_insert(end + 1);
                }
            }
        }
        Elements { ends, added: BTreeMap::new() }
    }

    /// Inserts an element with the id `former` at the beginning of the element with the id `current`, if that
    /// exists.
    fn add(&mut self, former: &str, current: &str) -> bool {
        let Some(end) = self.ends.get(current).copied() else { return false };
        // Another former anchor may lead to this one.
        self.ends.insert(former.to_owned(), end);
        self.added.entry(end).or_default().push(former.to_owned());
        true
    }
}

/// Returns HTML with empty elements inserted for these ids. At the same position, the last comes first.
fn with_elements(html: &str, added: &BTreeMap<usize, Vec<String>>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut reached = 0;
    for (end, ids) in added {
        out.push_str(&html[reached..*end]);
        for id in ids.iter().rev() {
            out.push_str("<span class=\"former-anchor\" id=\"");
            push_escaped(&mut out, id);
            out.push_str("\"></span>");
        }
        reached = *end;
    }
    out.push_str(&html[reached..]);
    out
}
