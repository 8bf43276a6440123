//! Link definitions (CommonMark, section 4.7). They are not displayed, and some people use them for remarks:
//! `[//]: # (…)`. The parser reports only the first definition of each name, so definitions are found in the
//! gaps between its events: a bracket that no event covers.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

/// The parts of a text that the parser's events cover.
#[derive(Debug, Default)]
pub(super) struct Covered {
    ranges: Vec<Range<usize>>,
}

impl Covered {
    /// Records an event. Events of containers are ignored, since they cover the definitions inside them too.
    pub(super) fn note(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let is_container = matches!(
            event,
            Event::End(_)
                | Event::Start(
                    Tag::List(_)
                        | Tag::Item
                        | Tag::BlockQuote(_)
                        | Tag::FootnoteDefinition(_)
                        | Tag::Paragraph
                )
        );
        if !is_container {
            self.ranges.push(range.clone());
        }
    }

    /// Returns the ranges of the definitions in `text`, without the line end of their last lines.
    pub(super) fn definitions(mut self, text: &str) -> Vec<Range<usize>> {
        self.ranges.sort_by_key(|range| range.start);
        let mut definitions = Vec::new();
        let mut reached = 0;
        for range in self.ranges.into_iter().chain(std::iter::once(text.len()..text.len())) {
            let mut from = reached;
            while let Some(found) = text.get(from..range.start).and_then(next_definition) {
                definitions.push(from + found.start..from + found.end);
                from += found.end;
            }
            reached = reached.max(range.end);
        }
        definitions
    }
}

/// Returns the range of the first definition in a gap between events: from its bracket to the end of its line
/// and of its continuation lines.
fn next_definition(gap: &str) -> Option<Range<usize>> {
    let start = gap.match_indices('[').map(|(at, _)| at).find(|at| !gap[at + 1..].starts_with('^'))?;
    let mut end = gap[start..].find('\n').map_or(gap.len(), |at| start + at);
    while let Some(line) = gap.get(end + 1..) {
        // The last line of the gap has no line end: it continues in an event, or is empty.
        let Some(length) = line.find('\n') else { break };
        if line[..length].trim().is_empty() || line[..length].trim_start().starts_with('[') {
            break;
        }
        end += 1 + length;
    }
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Options, Parser};

    fn check(text: &str, expect: &[&str]) {
        let mut covered = Covered::default();
        let options = Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            covered.note(&event, &range);
        }
        let found: Vec<&str> = covered.definitions(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn definitions_are_found_wherever_they_stand() {
        check("a\n\n[b]: c\n\nd\n", &["[b]: c"]);
        check(
            "[//]: # (uno)\n[//]: # (dos)\n\na\n\n[//]: # (tres)\n",
            &["[//]: # (uno)", "[//]: # (dos)", "[//]: # (tres)"],
        );
        check("[b]:\n  c\n  \"t\"\n\na\n", &["[b]:\n  c\n  \"t\""]);
        check("- a\n\n  [b]: c\n- d [b]\n", &["[b]: c"]);
        check("1. a\n\n[b]: c\n2. d\n", &["[b]: c"]);
        check("> [b]: c\n> d\n", &["[b]: c"]);
        check("[b]: c", &["[b]: c"]);
    }

    #[test]
    fn other_brackets_are_none() {
        check("[a](b) [c] \\[d] `[e]: f`\n\n    [g]: h\n\n```\n[i]: j\n```\n", &[]);
        check("- [x] a\n- [ ] b\n\nc[^1]\n\n[^1]: d\n", &[]);
        check("| [a] | b |\n|---|---|\n| [c]: d | e |\n", &[]);
        check("# [a]: b\n\ntext\n[a]: b\n", &[]);
    }
}
