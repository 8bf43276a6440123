//! The result of numbering a Markdown text, and the mapping of its positions to the original.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::sections::Role;

/// A text rewritten for CommonMark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbered {
    /// The rewritten text.
    pub text: String,
    /// The label of each point (`9`, `9-b`, `9-b-i`) by the number of its first line in the rewritten text.
    pub labels: BTreeMap<usize, String>,
    /// The headings and lines in bold that are points, by line number in the rewritten text.
    pub titles: BTreeMap<usize, TitleLabel>,
    /// The items of the agenda, in order.
    pub agenda: Vec<AgendaItem>,
    /// The position where the numbering starts again, in bytes of the original, if it does and there are no
    /// points.
    pub restart: Option<usize>,
    /// The two points with the same number that make the numbering restart, if that is a mistake.
    pub twins: Option<Twins>,
    /// Missing numbers or letters of points.
    pub gaps: Vec<Gap>,
    /// Numbered lines that look like points but are not recognised as such; `None` if the front matter
    /// excludes them.
    pub unread: Option<Unread>,
    /// The range, in bytes of the original, of the first number right under HTML, which takes the numbered lines up
    /// to the next blank line as they are; none if there are fewer than two.
    pub in_html: Option<Range<usize>>,
    /// The start, in bytes of the original, of the first line with too many levels of quotes and lists. Its
    /// excess marks were removed.
    pub deep: Option<usize>,
    /// For each line of the rewritten text: its start there and in the original, and the number of bytes
    /// added at its beginning.
    pub(super) lines: Vec<LineOrigin>,
    /// The role of the section that each line of the original is in.
    pub(super) roles: Vec<Option<Role>>,
    /// The end of the original, in bytes. The last line of the rewritten text has a line end that the
    /// original may lack.
    pub(super) end: usize,
}

/// The number of a point that is a heading or a line in bold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleLabel {
    /// Its value.
    pub number: u32,
    /// Its text as written: `4`, `IV`.
    pub label: String,
}

/// An item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// Its number, if it has one.
    pub number: Option<u32>,
    /// The range of its text without the marker, in bytes of the original.
    pub range: Range<usize>,
}

/// Two points with the same number next to a missing one: 4, 6, 6, 7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twins {
    /// The number that occurs twice.
    pub number: u32,
    /// The number that is missing.
    pub missing: u32,
    /// The starts of the two points, in bytes of the original.
    pub both: [usize; 2],
    /// The start of the point that should have the missing number.
    pub wrong: usize,
}

/// A gap in the numbering of points: a number or letter that does not follow the previous one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The label of the previous point.
    pub before: String,
    /// The label of the next one, as written.
    pub found: String,
    /// The labels between the two.
    pub missing: Vec<String>,
    /// Whether the next one is a point: numbers may leave a gap, letters may not.
    pub is_point: bool,
    /// Its range, in bytes of the original.
    pub range: Range<usize>,
}

/// A list that is not recognised as points, because its numbers may be years or because another list is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its first number.
    pub first: u32,
    /// Its last number.
    pub last: u32,
    /// The range of the first number, in bytes of the original.
    pub range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineOrigin {
    /// The index of its line in the original.
    pub(super) at: usize,
    pub(super) rewritten: usize,
    pub(super) original: usize,
    pub(super) added: isize,
}

impl Numbered {
    /// Returns the number, from 0, of the line that contains this byte of the rewritten text.
    pub fn line_of(&self, rewritten: usize) -> usize {
        self.lines.partition_point(|line| line.rewritten <= rewritten).saturating_sub(1)
    }

    /// Returns the label of the point, or of the list of points, that begins at this byte of the rewritten
    /// text. A list in the first line of a point (`1. 1. a`) has no label.
    pub fn label(&self, rewritten: usize) -> Option<&str> {
        let line = self.line_of(rewritten);
        let before = self.text.get(self.lines.get(line)?.rewritten..rewritten)?;
        before.trim().is_empty().then(|| self.labels.get(&line).map(String::as_str)).flatten()
    }

    /// Returns the number of the heading or line in bold that begins at this byte of the rewritten text, if
    /// it is a point.
    pub fn title(&self, rewritten: usize) -> Option<&TitleLabel> {
        self.titles.get(&self.line_of(rewritten))
    }

    /// Returns the role of the section that contains this byte of the rewritten text.
    pub fn role(&self, rewritten: usize) -> Option<Role> {
        let line = self.lines.get(self.line_of(rewritten))?;
        self.roles.get(line.at).copied().flatten()
    }

    /// Converts a range of the rewritten text to the original.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        self.original_offset(range.start)..self.original_offset(range.end)
    }

    fn original_offset(&self, rewritten: usize) -> usize {
        let Some(line) = self.lines.get(self.line_of(rewritten)) else { return 0 };
        let within = (rewritten - line.rewritten).saturating_add_signed(-line.added);
        (line.original + within).min(self.end)
    }
}
