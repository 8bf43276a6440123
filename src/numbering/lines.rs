//! The lines of a Markdown text, and what each means to the numbering.

use std::ops::Range;

use super::labels;
use super::rules::{Letters, Marker};
use super::verbatim::{self, Block, Verbatim};
use crate::nesting;

/// The most spaces before a number at the margin; with more it is a list within a point.
const MARGIN: usize = 2;

/// A line of the original.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its place among the lines.
    pub(super) at: usize,
    pub(super) start: usize,
    pub(super) text: &'a str,
    pub(super) kind: LineKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    Blank,
    /// Part of a block of code or HTML, given by its place among the blocks of the text.
    Verbatim(usize),
    /// A heading or a thematic break, which ends any point.
    Border,
    /// `9.` or `9)` at the margin.
    Number(u32),
    /// `a.`, `b)`, `i.`.
    Letters(Letters),
    Text,
}

/// A numbered line: its place among the lines, and its number.
pub(super) type NumberLine = (usize, u32);

/// A text as the numbering reads it.
#[derive(Debug, Default)]
pub(super) struct Lines<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// The blocks of code and HTML.
    pub(super) blocks: Vec<Block>,
    /// Where the first line begins, in bytes, whose quotations and lists are nested too deeply. Its excess
    /// marks were removed.
    pub(super) deep: Option<usize>,
}

/// Reads a text. `may_have_points` says whether its numbers matter.
pub(super) fn read(text: &str, may_have_points: bool) -> Lines<'_> {
    let written = written(text);
    let flat: Vec<Line<'_>> = written.iter().map(|line| flattened(*line)).collect();
    let is_deep = |line: &Line<'_>| line.start != written[line.at].start;
    let is_number = |line: &Line<'_>| matches!(line.kind, LineKind::Number(_));
    let matters = flat.iter().any(|line| is_deep(line) || (may_have_points && is_number(line)));
    // Without these nothing is verbatim, and most reports have none of them.
    let found = if matters && ["`", "~~~", "<"].iter().any(|mark| text.contains(mark)) {
        verbatim::find(&joined(&flat))
    } else {
        Verbatim::default()
    };
    let mut lines = Lines { lines: flat, blocks: found.blocks, deep: None };
    for range in found.continued {
        lines.lines[range].iter_mut().for_each(|line| line.kind = LineKind::Text);
    }
    lines.take_blocks(&written);
    lines.mark_headings();
    lines.mark_nested();
    lines.deep = lines.lines.iter().find(|line| is_deep(line)).map(|line| written[line.at].start);
    lines
}

impl<'a> Lines<'a> {
    /// Takes the lines of blocks as written.
    fn take_blocks(&mut self, written: &[Line<'a>]) {
        for (place, block) in self.blocks.iter().enumerate() {
            let first = block.lines.start + usize::from(block.is_after_mark);
            let lines = self.lines[first..block.lines.end].iter_mut();
            for (line, written) in lines.zip(&written[first..block.lines.end]) {
                *line = Line { kind: LineKind::Verbatim(place), ..*written };
            }
        }
    }

    /// Takes numbers in an item of a bullet list as text, although they are near the margin.
    fn mark_nested(&mut self) {
        let (mut inside, mut after_blank) = (None, false);
        for line in &mut self.lines {
            let indent = line.text.len() - line.text.trim_start().len();
            let is_inside = inside.is_some_and(|column| indent >= column);
            match line.kind {
                LineKind::Number(_) if is_inside => line.kind = LineKind::Text,
                LineKind::Number(_) | LineKind::Border => inside = None,
                LineKind::Text if !is_inside && (after_blank || bullet(line.text).is_some()) => {
                    inside = bullet(line.text);
                }
                _ => {}
            }
            after_blank = line.kind == LineKind::Blank;
        }
    }

    /// Marks headings: a line of `=` or `-` makes the line above it one.
    fn mark_headings(&mut self) {
        for at in 1..self.lines.len() {
            let line = self.lines[at];
            if line.kind == LineKind::Border
                && is_underline(line.text.trim_start())
                && self.lines[at - 1].kind == LineKind::Text
            {
                self.lines[at - 1].kind = LineKind::Border;
            }
        }
    }
}

/// Returns the column where the text of a bullet begins, if a line has one.
fn bullet(line: &str) -> Option<usize> {
    let trimmed = line.trim_start_matches(' ');
    let rest = trimmed.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with(' '))?;
    Some(line.len() - rest.trim_start().len())
}

/// Returns the lines of a text as written.
fn written(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, raw) in text.split_inclusive('\n').enumerate() {
        let text = raw.strip_suffix('\n').unwrap_or(raw);
        lines.push(Line { at, start, text, kind: LineKind::Text });
        start += raw.len();
    }
    lines
}

/// Returns a line without its excess marks.
fn flattened(line: Line<'_>) -> Line<'_> {
    let too_many = nesting::marks_too_many(line.text);
    let text = &line.text[too_many..];
    Line { start: line.start + too_many, text, kind: line_kind(text), ..line }
}

fn joined(lines: &[Line<'_>]) -> String {
    lines.iter().flat_map(|line| [line.text, "\n"]).collect()
}

fn is_underline(trimmed: &str) -> bool {
    let trimmed = trimmed.trim_end();
    !trimmed.is_empty() && (trimmed.bytes().all(|b| b == b'=') || trimmed.bytes().all(|b| b == b'-'))
}

fn line_kind(line: &str) -> LineKind {
    let trimmed = line.trim_start();
    let indent = line.len() - trimmed.len();
    if trimmed.is_empty() {
        return LineKind::Blank;
    }
    if indent <= 3 && (is_heading(trimmed) || is_rule(trimmed) || is_underline(trimmed)) {
        return LineKind::Border;
    }
    match labels::of_line(trimmed) {
        Some((Marker::Number(number), _)) if indent <= MARGIN => LineKind::Number(number),
        Some((Marker::Letters(letters), _)) => LineKind::Letters(letters),
        _ => LineKind::Text,
    }
}

fn is_heading(trimmed: &str) -> bool {
    let level = trimmed.bytes().take_while(|b| *b == b'#').count();
    (1..=6).contains(&level) && trimmed[level..].chars().next().is_none_or(char::is_whitespace)
}

fn is_rule(trimmed: &str) -> bool {
    let marks: Vec<char> = trimmed.chars().filter(|c| !c.is_whitespace()).collect();
    marks.len() >= 3 && "*-_".contains(marks[0]) && marks.iter().all(|c| *c == marks[0])
}

/// Returns where the number or letter at the start of a line is, in bytes of the original.
pub(super) fn marker_range(line: Line<'_>) -> Range<usize> {
    let trimmed = line.text.trim_start();
    let start = line.start + line.text.len() - trimmed.len();
    start..start + trimmed.find(['.', ')']).map_or(0, |end| end + 1)
}
