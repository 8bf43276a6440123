//! The numbering's result for a Markdown text, and how its places map to the original.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::sections::Role;

/// A text rewritten for CommonMark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbered {
    /// The rewritten text.
    pub text: String,
    /// The label of the point (`9`, `9-b`, `9-b-i`) by the number of its first line in the rewritten text.
    pub labels: BTreeMap<usize, String>,
    /// The headings and lines in bold that are points, by the number of their line in the rewritten text.
    pub titles: BTreeMap<usize, TitleLabel>,
    /// The items of the agenda, in order.
    pub agenda: Vec<AgendaItem>,
    /// Where the numbering started again, in bytes of the original, if it did and there are no points.
    pub restart: Option<usize>,
    /// The two points with the same number that make it restart there, if that is a slip.
    pub twins: Option<Twins>,
    /// Missing numbers or letters of points.
    pub gaps: Vec<Gap>,
    /// Numbered lines that look like points but are not read as points, unless the front matter says that
    /// they are none.
    pub unread: Option<Unread>,
    /// Where the first line begins, in bytes of the original, whose quotations and lists are nested too
    /// deeply. Its excess marks were removed.
    pub deep: Option<usize>,
    /// For each line of the rewritten text: where it starts, there and in the original, and how many bytes
    /// its beginning has grown.
    pub(super) lines: Vec<LineOrigin>,
    /// The role of the section that each line of the original stands in.
    pub(super) roles: Vec<Option<Role>>,
    /// Where the original ends, in bytes: the last line of the rewritten text has a line end that it may lack.
    pub(super) end: usize,
}

/// The number of a point that is a heading or a line in bold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleLabel {
    /// Its value.
    pub number: u32,
    /// As it is written: `4`, `IV`.
    pub label: String,
}

/// Something that was to be treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// Its number, if it has one.
    pub number: Option<u32>,
    /// Where its text stands without mark, in bytes of the original.
    pub range: Range<usize>,
}

/// Two points with one number, where the number beside it is missing: 4, 6, 6, 7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twins {
    /// The number that occurs twice.
    pub number: u32,
    /// The number that is missing.
    pub missing: u32,
    /// Where the two points begin, in bytes of the original.
    pub both: [usize; 2],
    /// Where the point begins that should have the missing number.
    pub wrong: usize,
}

/// A gap in the numbering of points: a number or letter that does not follow the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The label of the previous point.
    pub before: String,
    /// The label of the next one, as written.
    pub found: String,
    /// The labels between the two.
    pub missing: Vec<String>,
    /// Whether the next one is a point: a number may leave a gap, a letter may not.
    pub is_point: bool,
    /// Where it is, in bytes of the original.
    pub range: Range<usize>,
}

/// A list that is not read as points: its numbers may be years, or another list is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its first number.
    pub first: u32,
    /// Its last number.
    pub last: u32,
    /// Where the first is, in bytes of the original.
    pub range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineOrigin {
    /// The place of the line among those of the original.
    pub(super) at: usize,
    pub(super) rewritten: usize,
    pub(super) original: usize,
    pub(super) added: isize,
}

impl Numbered {
    /// Returns the number, from 0, of the line of the rewritten text with this byte.
    pub fn line_of(&self, rewritten: usize) -> usize {
        self.lines.partition_point(|line| line.rewritten <= rewritten).saturating_sub(1)
    }

    /// Returns the label of the point, or of the list of points, that begins at this byte of the rewritten
    /// text. A list within the first line of a point (`1. 1. a`) has none.
    pub fn label(&self, rewritten: usize) -> Option<&str> {
        let line = self.line_of(rewritten);
        let before = self.text.get(self.lines.get(line)?.rewritten..rewritten)?;
        before.trim().is_empty().then(|| self.labels.get(&line).map(String::as_str)).flatten()
    }

    /// Returns the number of the heading or the line in bold that begins at this byte of the rewritten text, if it is a point.
    pub fn title(&self, rewritten: usize) -> Option<&TitleLabel> {
        self.titles.get(&self.line_of(rewritten))
    }

    /// Returns the role of the section in which this byte of the rewritten text stands.
    pub fn role(&self, rewritten: usize) -> Option<Role> {
        let line = self.lines.get(self.line_of(rewritten))?;
        self.roles.get(line.at).copied().flatten()
    }

    /// Returns where a stretch of the rewritten text was in the original.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        self.original_offset(range.start)..self.original_offset(range.end)
    }

    fn original_offset(&self, rewritten: usize) -> usize {
        let Some(line) = self.lines.get(self.line_of(rewritten)) else { return 0 };
        let within = (rewritten - line.rewritten).saturating_add_signed(-line.added);
        (line.original + within).min(self.end)
    }
}
