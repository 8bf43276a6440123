//! Builds the text that CommonMark parses as meant: points are items of ordered lists, and what belongs to a
//! point is indented under it.

use std::collections::BTreeMap;

use super::labels;
use super::lines::{Line, LineKind, Lines, marker_range};
use super::numbered::{Gap, LineOrigin, Numbered, TitleLabel};
use super::rules::{Letters, Levels, SubPoint};
use super::titles::Title;
use super::verbatim::{Block, Ending, column_of, leading};

/// Returns how many lines of the last point's region belong to it: all up to the last sub-point, then those
/// that are indented or continue without a blank line.
pub(super) fn belonging(region: &[Line<'_>]) -> usize {
    let mut levels = Levels::default();
    let mut last_marker = 0;
    for (at, line) in region.iter().enumerate() {
        if let LineKind::Letters(letters) = line.kind
            && levels.next(letters).is_some()
        {
            last_marker = at;
        }
    }
    let mut after_blank = false;
    for (at, line) in region.iter().enumerate().skip(last_marker + 1) {
        match line.kind {
            LineKind::Blank => after_blank = true,
            LineKind::Border => return at,
            _ if after_blank && !line.text.starts_with([' ', '\t']) => return at,
            _ => after_blank = false,
        }
    }
    region.len()
}

/// Builds the rewritten text line by line.
pub(super) struct Rewriter<'a> {
    read: &'a Lines<'a>,
    /// The titles that are points, in order.
    titles: &'a [Title],
    /// How many columns to the right lines of points moved, by line.
    moved: BTreeMap<usize, usize>,
    out: Numbered,
}

/// A point being written.
struct OpenPoint {
    number: u32,
    levels: Levels,
    /// The indentation of its letters, and of its Roman numbers.
    letters: usize,
    romans: usize,
    /// Its line, or that of its last sub-point.
    marked: Marked,
    /// The outermost list item, within the point, around the current line.
    item: Option<OpenItem>,
    after_blank: bool,
}

/// A list item in a point. What is in it moves as far as the item, so that its depth stays the same.
#[derive(Clone, Copy)]
struct OpenItem {
    /// The column of its marker in the original.
    column: usize,
    /// How many columns to the right it moved.
    moved: usize,
}

/// The first line of a point or a sub-point.
#[derive(Clone, Copy)]
struct Marked {
    line: usize,
    /// The column where its text began in the original.
    column: usize,
    /// The indentation of what belongs to it.
    indent: usize,
}

/// How the lines of a block are moved.
struct Move {
    /// How many columns of white space are removed.
    without: usize,
    /// How many spaces are added in front.
    spaces: usize,
}

impl<'a> Rewriter<'a> {
    pub(super) fn new(read: &'a Lines<'a>, titles: &'a [Title]) -> Rewriter<'a> {
        Rewriter { read, titles, moved: BTreeMap::new(), out: Numbered::default() }
    }

    pub(super) fn finish(self) -> Numbered {
        self.out
    }

    /// Adds lines unchanged.
    pub(super) fn copy(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            if let Ok(place) = self.titles.binary_search_by_key(&line.at, |title| title.line) {
                let Title { number, label, .. } = &self.titles[place];
                let label = TitleLabel { number: *number, label: label.clone() };
                self.out.titles.insert(self.out.lines.len(), label);
            }
            self.push(*line, "", 0);
        }
    }

    /// Records the missing numbers between two points.
    pub(super) fn number_gap(&mut self, before: Line<'_>, line: Line<'_>) {
        let (LineKind::Number(last), LineKind::Number(next)) = (before.kind, line.kind) else { return };
        let missing: Vec<String> = (last + 1..next).map(|number| number.to_string()).collect();
        if !missing.is_empty() {
            let (before, found) = (last.to_string(), next.to_string());
            let gap = Gap { before, found, missing, is_point: true, range: marker_range(line) };
            self.out.gaps.push(gap);
        }
    }

    /// Adds a point: its first line and all that belongs to it.
    pub(super) fn point(&mut self, region: &[Line<'_>]) {
        let Some((first, rest)) = region.split_first() else { return };
        let LineKind::Number(number) = first.kind else { return };
        self.blank_line(*first);
        let marked = self.marked(*first, 0, number, &number.to_string());
        let (letters, romans) = (marked.indent, marked.indent);
        let levels = Levels::default();
        let mut point = OpenPoint { number, levels, letters, romans, marked, item: None, after_blank: false };
        let mut before = first;
        for line in rest {
            self.end_block(*before, *line, point.marked);
            self.line(*line, &mut point);
            before = line;
        }
    }

    /// Adds a line that belongs to a point.
    fn line(&mut self, line: Line<'_>, point: &mut OpenPoint) {
        if let LineKind::Letters(letters) = line.kind
            && let Some(sub_point) = self.sub_point(line, letters, point)
        {
            self.blank_line(line);
            let label = sub_point.label(point.number);
            let is_letter = matches!(sub_point, SubPoint::Letter(_));
            let indent = if is_letter { point.letters } else { point.romans };
            point.marked = self.marked(line, indent, sub_point.place(), &label);
            point.romans = if is_letter { point.marked.indent } else { point.romans };
            point.item = None;
            return;
        }
        match line.kind {
            LineKind::Blank => self.push(Line { text: "", ..line }, "", 0),
            LineKind::Verbatim(block) => self.verbatim(line, &self.read.blocks[block], point.marked),
            _ => self.text(line, point),
        }
        point.after_blank = line.kind == LineKind::Blank;
    }

    /// Adds a line of text that belongs to a point.
    fn text(&mut self, line: Line<'_>, point: &mut OpenPoint) {
        let trimmed = line.text.trim_start_matches([' ', '\t']);
        let dropped = line.text.len() - trimmed.len();
        let column = column_of(&line.text[..dropped]);
        let around = point.item.filter(|item| column > item.column);
        let moved = around.map_or(point.marked.indent.saturating_sub(column), |item| item.moved);
        if around.is_none() && is_item(trimmed) {
            point.item = Some(OpenItem { column, moved });
        } else if around.is_none() && point.after_blank {
            point.item = None;
        }
        self.moved.insert(line.at, moved);
        match moved {
            0 => self.push(line, "", 0),
            _ => self.push(line, &" ".repeat(column + moved), dropped),
        }
    }

    /// Returns the sub-point that a line with letters begins; if letters are missing before it, records that.
    fn sub_point(&mut self, line: Line<'_>, letters: Letters, point: &mut OpenPoint) -> Option<SubPoint> {
        let left_out = point.levels.left_out(point.number, letters);
        let next = point.levels.next(letters);
        if let (None, Some(out)) = (next, left_out) {
            let (before, found, missing) = (out.before, out.found, out.missing);
            self.out.gaps.push(Gap { before, found, missing, is_point: false, range: marker_range(line) });
        }
        next
    }

    /// Adds a line of a block of code or HTML. All its lines move alike, so that its content stays the same.
    fn verbatim(&mut self, line: Line<'_>, block: &Block, marked: Marked) {
        let Move { without, spaces: before } = self.how_to_move(block, marked);
        let (dropped, more) = leading(line.text, without);
        let rest = &line.text[dropped..];
        let prefix = (before + more).max(marked.indent.saturating_sub(spaces(rest)));
        let prefix = if rest.is_empty() { 0 } else { prefix };
        self.push(line, &" ".repeat(prefix), dropped);
    }

    /// Returns how a block moves. A block directly in the point begins where the point's text does; one
    /// within an item or a quotation of the point moves along with it.
    fn how_to_move(&self, block: &Block, marked: Marked) -> Move {
        let Marked { line, column, indent } = marked;
        match block.holder {
            Some(holder) if holder.line > line => {
                let had = spaces(self.read.lines[holder.line].text);
                let moved = self.moved.get(&holder.line).copied();
                Move { without: 0, spaces: moved.unwrap_or(indent.saturating_sub(had)) }
            }
            Some(holder) if holder.line == line && holder.column >= column => {
                Move { without: column.saturating_sub(indent), spaces: indent.saturating_sub(column) }
            }
            _ => Move { without: block.column, spaces: indent },
        }
    }

    /// Ends a block of a point that was ended in the original by a following line at a lesser depth, which no
    /// longer ends it.
    fn end_block(&mut self, last: Line<'_>, next: Line<'_>, marked: Marked) {
        let blocks = &self.read.blocks;
        let Ok(place) = blocks.binary_search_by_key(&(last.at + 1), |block| block.lines.end) else { return };
        let is_of_point = |block: &Block| {
            block.holder.is_none_or(|holder| (holder.line, holder.column) < (marked.line, marked.column))
        };
        match blocks[place].ending.as_ref().filter(|_| is_of_point(&blocks[place])) {
            Some(Ending::Fence(fence)) => {
                let fence = " ".repeat(marked.indent) + fence;
                self.push(Line { text: "", ..last }, &fence, 0);
            }
            Some(Ending::BlankLine) if next.kind != LineKind::Blank => self.blank_line(last),
            _ => {}
        }
    }

    /// Adds the first line of a point as item `place` of an ordered list with indentation `indent`.
    fn marked(&mut self, line: Line<'_>, indent: usize, place: u32, label: &str) -> Marked {
        let trimmed = line.text.trim_start();
        let marker = labels::of_line(trimmed).map_or(0, |(_, length)| length);
        let dropped = line.text.len() - trimmed.len() + marker;
        let prefix = format!("{}{place}. ", " ".repeat(indent));
        self.out.labels.insert(self.out.lines.len(), label.to_owned());
        self.push(line, &prefix, dropped);
        Marked { line: line.at, column: column_of(&line.text[..dropped]), indent: prefix.len() }
    }

    fn blank_line(&mut self, before: Line<'_>) {
        if !self.out.text.is_empty() && !self.out.text.ends_with("\n\n") {
            self.push(Line { text: "", ..before }, "", 0);
        }
    }

    /// Adds a line, with `prefix` replacing the first `dropped` bytes of `line`.
    fn push(&mut self, line: Line<'_>, prefix: &str, dropped: usize) {
        self.out.lines.push(LineOrigin {
            at: line.at,
            rewritten: self.out.text.len(),
            original: line.start,
            added: prefix.len().cast_signed() - dropped.cast_signed(),
        });
        self.out.text.push_str(prefix);
        self.out.text.push_str(&line.text[dropped..]);
        self.out.text.push('\n');
    }
}

/// Whether a line without its indentation begins a list item.
fn is_item(trimmed: &str) -> bool {
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let mark = &trimmed[digits..];
    let is_mark = if digits == 0 { mark.starts_with(['-', '*', '+']) } else { mark.starts_with(['.', ')']) };
    is_mark && mark[1..].chars().next().is_none_or(char::is_whitespace)
}

/// Returns the number of leading spaces.
fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}
