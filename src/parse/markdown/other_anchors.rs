//! Names by which the links of a text may lead to its places, other than our anchors: the ids that GitHub
//! gives to headings, and the names that raw HTML gives to places.

use std::collections::BTreeMap;

use pulldown_cmark::Event;
use rustc_hash::FxHashMap;

use super::Walk;
use crate::config::security::RawHtml;
use crate::parse::raw_html::{self, PlaceName};
use crate::url::slugify;

/// What is known of the names of a text while it is read.
#[derive(Debug, Default)]
pub(super) struct OtherAnchors {
    /// How many headings have had each id of GitHub.
    headings: FxHashMap<String, usize>,
    /// The ids of GitHub that differ from our anchors, with those.
    of_headings: BTreeMap<String, String>,
    /// The names in raw HTML, with the places in the output where their elements belong.
    of_html: Vec<(usize, PlaceName)>,
}

impl OtherAnchors {
    /// Records a heading and its anchor.
    pub(super) fn heading(&mut self, text: &str, anchor: &str) {
        let id = github_id(text);
        let count = self.headings.entry(id.clone()).or_insert(0);
        let id = if *count == 0 { id } else { format!("{id}-{count}") };
        *count += 1;
        if !id.is_empty() && slugify(&id) != anchor && !is_of_point(&id) {
            self.of_headings.entry(id).or_insert_with(|| anchor.to_owned());
        }
    }
}

impl Walk<'_> {
    /// Records the names that a piece of raw HTML gives to places. Each gets an empty element in front of the
    /// piece, since the names themselves could be ids of the page.
    pub(super) fn note_names(&mut self, html: &str) {
        for name in raw_html::names_of_places(html) {
            self.other_anchors.of_html.push((self.out.len(), name));
            self.html("");
        }
    }

    /// Gives the names in raw HTML their anchors, now that those of the headings are known. A name that is
    /// the anchor of a heading leads there.
    pub(super) fn finish_other_anchors(&mut self) {
        let OtherAnchors { of_headings, of_html, .. } = std::mem::take(&mut self.other_anchors);
        self.body.other_anchors = of_headings;
        for (place, PlaceName { name, is_id }) in of_html {
            let slug = slugify(&name);
            if self.body.anchors.contains(&slug) {
                continue;
            }
            let anchor = self.unique_anchor(&slug);
            let keeps_its_id = is_id && anchor == name;
            if self.options.raw_html == RawHtml::Sanitise && !keeps_its_id {
                self.out[place] = Event::InlineHtml(format!("<span id=\"{anchor}\"></span>").into());
            }
            if anchor != slug && name != anchor {
                self.body.other_anchors.entry(name).or_insert(anchor);
            }
        }
    }
}

/// Whether an id could be the address of a point, such as `p8`.
fn is_of_point(id: &str) -> bool {
    id.strip_prefix('p').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns the id that GitHub gives to a heading: its text in lower case, without punctuation and symbols, and
/// with a hyphen for each space.
fn github_id(text: &str) -> String {
    let kept = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c => Some(c).filter(|c| c.is_alphanumeric() || is_mark(*c)),
    };
    text.trim().to_lowercase().chars().filter_map(kept).collect()
}

/// Whether a character is a combining mark of the blocks that headings are written in.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_github() {
        let check = |text: &str, expect: &str| assert_eq!(github_id(text), expect, "{text}");
        check("Costs ⚡", "costs-");
        check("Budget & Finance", "budget--finance");
        check("1.2 Second item", "12-second-item");
        check("What next?", "what-next");
        check("Treasurer's report", "treasurers-report");
        check("日本語の見出し", "日本語の見出し");
        check("Elección de la Junta", "elección-de-la-junta");
        check("snake_case / slash", "snake_case--slash");
    }

    #[test]
    fn repeated_headings_are_counted_from_the_second() {
        let mut found = OtherAnchors::default();
        for anchor in ["install", "install-2", "install-3"] {
            found.heading("Install", anchor);
        }
        let pairs: Vec<(&str, &str)> =
            found.of_headings.iter().map(|(id, anchor)| (id.as_str(), anchor.as_str())).collect();
        assert_eq!(pairs, [("install-1", "install-2"), ("install-2", "install-3")]);
    }

    #[test]
    fn addresses_of_points_stay_those_of_points() {
        let mut found = OtherAnchors::default();
        found.heading("P8", "s-p8");
        assert_eq!(found.of_headings.len(), 0);
    }
}
