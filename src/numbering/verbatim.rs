//! What CommonMark takes verbatim: fenced code, HTML, comments, code within a line. A number in it begins no
//! point.
//!
//! Indented code is excluded: what secretariats indent by four spaces is a sub-point or a paragraph of a
//! point. It is parsed again without its indentation, since it may contain fences itself.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::commonmark::EXTENSIONS;

/// The distance between tab stops, in columns (CommonMark, section 2.2).
const TAB_STOP: usize = 4;

/// The verbatim parts of a text.
#[derive(Debug, Default)]
pub(super) struct Verbatim {
    /// The blocks, in order.
    pub(super) blocks: Vec<Block>,
    /// The lines that begin within code or a tag begun on an earlier line.
    pub(super) continued: Vec<Range<usize>>,
}

/// A block of code or HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its lines.
    pub(super) lines: Range<usize>,
    /// Whether something precedes it on its first line: the mark of an item or a quotation.
    pub(super) is_after_mark: bool,
    /// The column where its lines begin; what comes before belongs to its container.
    pub(super) column: usize,
    /// The innermost item, quotation or footnote that contains it.
    pub(super) holder: Option<Holder>,
    /// What must be added after it if only the end of its container ends it.
    pub(super) ending: Option<Ending>,
}

/// Where an item, a quotation or a footnote begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holder {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// What ends a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The missing closing fence.
    Fence(String),
    /// A blank line.
    BlankLine,
}

/// Finds the verbatim parts of a text.
pub(super) fn find(text: &str) -> Verbatim {
    let mut finder = Finder::new(text);
    finder.read();
    finder.found
}

struct Finder<'a> {
    text: &'a str,
    /// Where the lines begin.
    starts: Vec<usize>,
    /// Where the open items, quotations and footnotes begin.
    holders: Vec<usize>,
    found: Verbatim,
    is_in_html: bool,
    /// Whether the text is indented code; what is still indented within it is code.
    is_dedented: bool,
}

impl<'a> Finder<'a> {
    fn new(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        let found = Verbatim::default();
        Finder { text, starts, holders: Vec::new(), found, is_in_html: false, is_dedented: false }
    }

    fn read(&mut self) {
        for (event, range) in Parser::new_ext(self.text, EXTENSIONS).into_offset_iter() {
            self.event(&event, range);
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Item | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)) => {
                self.holders.push(range.start);
            }
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => {
                self.holders.pop();
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let ending = self.missing_fence(&range).map(Ending::Fence);
                self.block(range, ending);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => self.indented(range),
            Event::Start(Tag::HtmlBlock) => {
                self.is_in_html = true;
                let ending = ends_before_blank(&self.text[range.clone()]).then_some(Ending::BlankLine);
                self.block(range, ending);
            }
            Event::End(TagEnd::HtmlBlock) => self.is_in_html = false,
            // The spaces before HTML belong to it.
            Event::Text(spaces) if self.is_in_html => {
                if let Some(block) = self.found.blocks.last_mut() {
                    block.column = block.column.saturating_sub(spaces.len());
                }
            }
            Event::Code(_) | Event::InlineHtml(_) => {
                let lines = self.lines(&range);
                if lines.len() > 1 {
                    self.found.continued.push(lines.start + 1..lines.end);
                }
            }
            _ => {}
        }
    }

    fn block(&mut self, range: Range<usize>, ending: Option<Ending>) {
        let lines = self.lines(&range);
        let holder = self.holders.last().map(|start| {
            let line = self.line(*start);
            Holder { line, column: self.column(*start) }
        });
        let before = &self.text[self.starts[lines.start]..range.start];
        let is_after_mark = !before.trim().is_empty();
        let column = self.column(range.start);
        self.found.blocks.push(Block { lines, is_after_mark, column, holder, ending });
    }

    /// Finds blocks in indented code, as if it were not indented.
    fn indented(&mut self, range: Range<usize>) {
        let lines = self.lines(&range);
        let start = self.starts[lines.start];
        let may_hold_any = self.text[range.clone()].contains(['`', '~', '<']);
        if self.is_dedented || !may_hold_any || !self.text[start..range.start].trim().is_empty() {
            return;
        }
        let indent = self.column(range.start);
        let dedented: String =
            self.text[start..range.end].split_inclusive('\n').map(|line| without(line, indent)).collect();
        let mut inner = Finder { is_dedented: true, ..Finder::new(&dedented) };
        inner.read();
        let first = lines.start;
        let moved = |lines: Range<usize>| first + lines.start..first + lines.end;
        for block in inner.found.blocks {
            let lines = moved(block.lines);
            let holder = block.holder.map_or(0, |holder| holder.line);
            let line = if block.holder.is_some() { first + holder } else { lines.start };
            let (holder, column) = (Some(Holder { line, column: indent }), indent + block.column);
            self.found.blocks.push(Block { lines, column, holder, ending: None, ..block });
        }
        self.found.continued.extend(inner.found.continued.into_iter().map(moved));
    }

    /// Returns the closing fence that a block of code lacks.
    fn missing_fence(&self, range: &Range<usize>) -> Option<String> {
        let code = self.text[range.clone()].trim_end();
        let mark = code.chars().next()?;
        let fence = &code[..code.len() - code.trim_start_matches(mark).len()];
        let last = code.rsplit_once('\n').map(|(_, last)| last.trim_start_matches([' ', '\t', '>']));
        let is_closed = last.is_some_and(|last| last.len() >= fence.len() && last.chars().all(|c| c == mark));
        (!is_closed).then(|| fence.to_owned())
    }

    fn lines(&self, range: &Range<usize>) -> Range<usize> {
        let last = range.end.saturating_sub(1).max(range.start);
        self.line(range.start)..self.line(last) + 1
    }

    fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    fn column(&self, at: usize) -> usize {
        column_of(&self.text[self.starts[self.line(at)]..at])
    }
}

/// Whether a block of HTML is ended only by a blank line, rather than by an end mark (CommonMark, section
/// 4.6).
fn ends_before_blank(html: &str) -> bool {
    const WITH_END: [&str; 6] = ["<!", "<?", "<pre", "<script", "<style", "<textarea"];
    let begins = |mark: &&str| html.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    !WITH_END.iter().any(begins)
}

/// Returns the column after the beginning of a line.
pub(super) fn column_of(before: &str) -> usize {
    before.chars().fold(0, column_after)
}

fn column_after(column: usize, character: char) -> usize {
    if character == '\t' { column + TAB_STOP - column % TAB_STOP } else { column + 1 }
}

/// Returns how many bytes of white space make up that many columns at the start of a line, and by how many
/// columns the last of them exceeds that, if it is a tab.
pub(super) fn leading(line: &str, columns: usize) -> (usize, usize) {
    let (mut bytes, mut column) = (0, 0);
    for character in line.chars().take_while(|c| matches!(c, ' ' | '\t')) {
        if column >= columns {
            break;
        }
        column = column_after(column, character);
        bytes += 1;
    }
    (bytes, column.saturating_sub(columns))
}

/// Returns a line with that many columns of leading white space removed.
fn without(line: &str, columns: usize) -> String {
    let (bytes, more) = leading(line, columns);
    " ".repeat(more) + &line[bytes..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Range<usize>]) {
        let found: Vec<Range<usize>> = find(text).blocks.into_iter().map(|block| block.lines).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "there is one block")]
    fn blocks_are_where_common_mark_has_them() {
        check("a\n````\n```\n1. x\n```\n````\nb\n", &[1..6]);
        check("```x``` y\n\n1. a\n", &[]);
        check("~~~\n```\n~~~\n```\n```\n", &[0..3, 3..5]);
        check("<!--\n1. x\n\n2. y\n-->\n1. z\n", &[0..5]);
        check("<div>\n1. x\n\n1. y\n", &[0..2]);
        check("- a\n  ```\n  1. x\n\nb\n", &[1..4]);
        check("> ```\n> 1. x\n\n1. y\n", &[0..2]);
        check("    1. a\n    ```\n    b\n    ```\n    c\n", &[1..4]);
    }

    #[test]
    fn code_and_tags_go_on_over_lines() {
        let continued = |text: &str| find(text).continued;
        assert_eq!(continued("a `b\n2. c` d\n"), vec![1..2]);
        assert_eq!(continued("a <!-- b\n2. c\n--> d\n"), vec![1..3]);
        assert!(continued("a `b` c\n").is_empty());
    }

    #[test]
    fn columns_are_told_from_bytes() {
        assert_eq!(without("\tx", 2), "  x");
        assert_eq!(without("   x", 2), " x");
        assert_eq!(without(" x", 4), "x");
    }
}
