//! The numbering of a report's points, which CommonMark does not understand.
//!
//! Secretariats write `9.` or `9)`, sub-points `a.`, `a)` or `i.` at the margin, and further paragraphs of
//! a point without indentation. CommonMark would break such a list in pieces. This pass rewrites the text
//! so that CommonMark parses it as meant (points as ordered lists, what belongs to a point indented under
//! it) and notes which list items are points. Lists that are no points, and all other Markdown, are left
//! as they are.
//!
//! Points are numbered lines at the margin whose numbers rise through the document, over headings: from 1, or, where
//! no list does, from any other number that begins a paragraph and that the next one follows – councils number on from
//! session to session. Numbers that may be years are points only where the front matter says so.
//! Where the numbering starts again there are several lists, none of which is the report's numbering, so
//! none is taken unless the front matter says `points = true` (then the first is).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::nesting;

/// The largest gap in the numbering that is still taken for the same list.
const GAP_MAX: u32 = 10;
/// The most letters or Roman numbers between two sub-points that are taken for left out. With more, `c.` is some abbreviation.
const LETTER_GAP_MAX: u32 = 2;
/// The most spaces before a number at the margin; with more it is a list within a point.
const MARGIN: usize = 2;
/// The fewest points that make a list of points.
const POINTS_MIN: usize = 2;
/// The most digits of a number, as in CommonMark (0.31.2, section 5.2).
pub(crate) const DIGITS_MAX: usize = 9;
/// Numbers that a paragraph may begin with because something happened in that year.
pub(crate) const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;
/// How many numbered lines after one are looked at for the number that follows it; those between are years and the like.
pub(crate) const AHEAD_MAX: usize = 8;

/// A text rewritten for CommonMark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbered {
    /// The rewritten text.
    pub text: String,
    /// The label of the point (`9`, `9-b`, `9-b-i`) by the number of its first line in the rewritten text.
    pub labels: BTreeMap<usize, String>,
    /// Where the numbering started again, in bytes of the original, if it did and there are no points.
    pub restart: Option<usize>,
    /// The two points with the same number that make it start again there, if that is a slip.
    pub twins: Option<Twins>,
    /// Where numbers or letters of points are left out.
    pub gaps: Vec<Gap>,
    /// Numbered lines that look like points and are none, if there are some and nothing says that they are to be none.
    pub unread: Option<Unread>,
    /// Where the first line begins, in bytes of the original, that quotations and lists are nested too deeply in, and which
    /// has lost as many of their marks as it had too many.
    pub deep: Option<usize>,
    /// For each line of the rewritten text: where it starts, there and in the original, and how many bytes
    /// longer its beginning has become.
    lines: Vec<LineOrigin>,
    /// Where the original ends, in bytes: the last line of the rewritten text has a line end that it may lack.
    end: usize,
}

/// Two points with one number, where the number beside it is missing: 4, 6, 6, 7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twins {
    /// The number that is there twice.
    pub number: u32,
    /// The number that is missing.
    pub missing: u32,
    /// Where the two begin, in bytes of the original.
    pub both: [usize; 2],
    /// Where the one begins that should have the missing number.
    pub wrong: usize,
}

/// Where the numbering of points goes on with another number or letter than the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The label of the point before.
    pub before: String,
    /// The label that the next one would have, as written.
    pub found: String,
    /// The labels between the two.
    pub missing: Vec<String>,
    /// Whether what is there is a point: a number can leave others out, a letter cannot.
    pub is_point: bool,
    /// Where it stands, in bytes of the original.
    pub range: Range<usize>,
}

/// A list that is not taken for points: its numbers may be years, or another list is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its first number.
    pub first: u32,
    /// Its last.
    pub last: u32,
    /// Where the first stands, in bytes of the original.
    pub range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LineOrigin {
    rewritten: usize,
    original: usize,
    added: isize,
}

impl Numbered {
    /// Returns the number of the line of the rewritten text that has this byte, from 0.
    pub fn line_of(&self, rewritten: usize) -> usize {
        self.lines.partition_point(|line| line.rewritten <= rewritten).saturating_sub(1)
    }

    /// Returns the label of the point, or of the list of points, that begins at this byte of the rewritten text. A list
    /// within the first line of a point (`1. 1. a`) has none.
    pub fn label(&self, rewritten: usize) -> Option<&str> {
        let line = self.line_of(rewritten);
        let before = self.text.get(self.lines.get(line)?.rewritten..rewritten)?;
        before.trim().is_empty().then(|| self.labels.get(&line).map(String::as_str)).flatten()
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

/// A line of the original.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    start: usize,
    text: &'a str,
    kind: LineKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineKind {
    Blank,
    /// In a fenced code block, its fences included.
    Code,
    /// A heading or a rule: no point goes on past it.
    Border,
    /// `9.` or `9)` at the margin.
    Number(u32),
    /// `a.`, `b)`, `i.`.
    Letter(char),
    Text,
}

/// Rewrites `text`. `wanted` is what the front matter says: take points or not, whatever the numbering.
pub fn number(text: &str, wanted: Option<bool>) -> Numbered {
    let mut deep = None;
    let lines = classify(text, &mut deep);
    let Found { points, restart, unread } = find_points(&lines, wanted);
    let restarted = restart.is_some() && wanted.is_none();
    let twins = restart.filter(|_| restarted).and_then(|restart| find_twins(&lines, &points, restart));
    let is_list = points.len() >= POINTS_MIN || (wanted == Some(true) && !points.is_empty());
    let points = if restarted || !is_list { Vec::new() } else { points };
    let mut rewriter = Rewriter::default();
    let mut next_line = 0;
    for (index, point) in points.iter().enumerate() {
        rewriter.copy(&lines[next_line..*point]);
        if index > 0 {
            rewriter.number_gap(lines[points[index - 1]], lines[*point]);
        }
        let end = points.get(index + 1).copied().unwrap_or(lines.len());
        let region = &lines[*point..end];
        let closed = region[1..].iter().position(|line| line.kind == LineKind::Border);
        let belongs = match closed {
            Some(border) => belonging(&region[..=border]),
            None if end == lines.len() => belonging(region),
            None => region.len(),
        };
        rewriter.point(&region[..belongs]);
        next_line = point + belongs;
    }
    rewriter.copy(&lines[next_line..]);
    let restart = restart.filter(|_| restarted && is_list).map(|line: usize| lines[line].start);
    let unread = unread.filter(|_| !restarted);
    Numbered { restart, twins, unread, deep, end: text.len(), ..rewriter.finish() }
}

fn classify<'a>(text: &'a str, deep: &mut Option<usize>) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut fence: Option<&str> = None;
    for raw in text.split_inclusive('\n') {
        let content = raw.strip_suffix('\n').unwrap_or(raw);
        let too_many = if fence.is_none() { nesting::marks_too_many(content) } else { 0 };
        let content = &content[too_many..];
        if too_many > 0 {
            deep.get_or_insert(start);
        }
        let trimmed = content.trim_start();
        let opens = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        let kind = match fence {
            Some(mark) => {
                if trimmed.starts_with(mark) {
                    fence = None;
                }
                LineKind::Code
            }
            None if opens.is_some() => {
                fence = opens;
                LineKind::Code
            }
            None => line_kind(content),
        };
        // A line of `=` or `-` makes a heading of the line above it.
        if kind == LineKind::Border
            && is_underline(trimmed)
            && let Some(above) = lines.last_mut()
        {
            let above: &mut Line<'_> = above;
            if above.kind == LineKind::Text {
                above.kind = LineKind::Border;
            }
        }
        lines.push(Line { start: start + too_many, text: content, kind });
        start += raw.len();
    }
    lines
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
    match marker(trimmed) {
        Some((Marker::Number(number), _)) if indent <= MARGIN => LineKind::Number(number),
        Some((Marker::Letter(letter), _)) => LineKind::Letter(letter),
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

enum Marker {
    Number(u32),
    Letter(char),
}

/// Reads `9. `, `9) `, `a. ` or `a) ` off the front of a line; also returns how many bytes it has.
fn marker(trimmed: &str) -> Option<(Marker, usize)> {
    let label_len = trimmed.find(['.', ')'])?;
    let label = &trimmed[..label_len];
    let rest = &trimmed[label_len + 1..];
    let space = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    if space == 0 || rest.trim().is_empty() {
        return None;
    }
    let len = label_len + 1 + space;
    if (1..=DIGITS_MAX).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit()) {
        return Some((Marker::Number(label.parse().ok()?), len));
    }
    let mut letters = label.chars();
    match (letters.next(), letters.as_str()) {
        (Some(letter @ 'a'..='z'), "") => Some((Marker::Letter(letter), len)),
        // Roman numerals above one letter are told by their value: `ii.` is no letter.
        (Some('i' | 'v' | 'x'), _) => {
            roman_value(label).map(|value| (Marker::Letter(roman_stand_in(value)), len))
        }
        _ => None,
    }
}

/// Roman numerals of several letters are carried as characters of a private area, by value.
const ROMAN_BASE: u32 = 0xE000;

fn roman_stand_in(value: u32) -> char {
    char::from_u32(ROMAN_BASE + value).unwrap_or('i')
}

const ROMANS: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx",
];

fn roman_value(label: &str) -> Option<u32> {
    ROMANS.iter().position(|roman| *roman == label).map(|at| at as u32 + 1)
}

/// What numbered lines there are, by line.
#[derive(Default)]
struct Found {
    /// Those that begin a point.
    points: Vec<usize>,
    /// Where the numbering starts again, if it does.
    restart: Option<usize>,
    unread: Option<Unread>,
}

/// A numbered line: its place among the lines, and its number.
type NumberLine = (usize, u32);

/// Returns the lines that begin a point if `wanted` says nothing else.
fn find_points(lines: &[Line<'_>], wanted: Option<bool>) -> Found {
    let number = |(at, line): (usize, &Line<'_>)| match line.kind {
        LineKind::Number(number) => Some((at, number)),
        _ => None,
    };
    let numbers: Vec<NumberLine> = lines.iter().enumerate().filter_map(number).collect();
    let one = numbers.iter().position(|(_, number)| *number == 1);
    match wanted {
        Some(false) => Found::default(),
        Some(true) => {
            let begins = |at: &usize| begins_block(lines, numbers[*at].0);
            let meant = (0..numbers.len()).find(|at| Some(*at) == one || is_list(lines, &numbers, *at));
            let first = meant.or_else(|| (0..numbers.len()).find(begins));
            first.map(|first| follow(&numbers[first..])).unwrap_or_default()
        }
        None => guess_points(lines, &numbers, one),
    }
}

/// Returns the list that begins with 1, at `one`, or where that is none another one that cannot be of years.
fn guess_points(lines: &[Line<'_>], numbers: &[NumberLine], one: Option<usize>) -> Found {
    let from_one = one.map(|one| follow(&numbers[one..])).unwrap_or_default();
    let is_taken = from_one.points.len() >= POINTS_MIN;
    let is_other = |at: &usize| {
        !(is_taken && from_one.points.binary_search(&numbers[*at].0).is_ok()) && is_list(lines, numbers, *at)
    };
    let Some(other) = (0..numbers.len()).find(is_other) else { return from_one };
    let (line, first) = numbers[other];
    let found = follow(&numbers[other..]);
    if !is_taken && !YEARS.contains(&first) {
        return found;
    }
    let last = found.points.last().and_then(|last| numbers.iter().find(|(line, _)| line == last));
    let last = last.map_or(first, |(_, number)| *number);
    Found { unread: Some(Unread { first, last, range: marker_range(lines[line]) }), ..from_one }
}

/// Whether a list begins at a place of `numbers`: with a paragraph, not where a sentence happens to be broken, and the next
/// number comes after it.
fn is_list(lines: &[Line<'_>], numbers: &[NumberLine], at: usize) -> bool {
    let (line, first) = numbers[at];
    let mut after = numbers[at + 1..].iter().take(AHEAD_MAX).map(|(_, number)| *number);
    // What is far above is no number of this list.
    let next = after.find(|number| *number <= first + GAP_MAX);
    next == Some(first + 1) && begins_block(lines, line)
}

/// Whether a line has nothing before it that it could go on from.
fn begins_block(lines: &[Line<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| lines[before].kind);
    matches!(before, None | Some(LineKind::Blank | LineKind::Border | LineKind::Code))
}

/// Returns the lines whose numbers go on from the first of `numbers`, and where they start again.
fn follow(numbers: &[NumberLine]) -> Found {
    let mut found = Found::default();
    let Some(((first_line, mut last), rest)) = numbers.split_first().map(|(first, rest)| (*first, rest))
    else {
        return found;
    };
    found.points.push(first_line);
    for (line, number) in rest {
        if *number <= last {
            found.restart = Some(*line);
            break;
        }
        if *number <= last + GAP_MAX {
            found.points.push(*line);
            last = *number;
        }
    }
    found
}

/// Returns the point whose number the line `restart` repeats, if one of the two has taken the place of the number before or
/// after. What begins anew from there on is another list.
fn find_twins(lines: &[Line<'_>], points: &[usize], restart: usize) -> Option<Twins> {
    let number = |at: usize| match lines[at].kind {
        LineKind::Number(number) => Some(number),
        _ => None,
    };
    let first = *points.last()?;
    let twice = number(first).filter(|twice| number(restart) == Some(*twice))?;
    let before = points.len().checked_sub(2).and_then(|before| number(points[before]));
    let after = (restart + 1..lines.len()).find_map(number);
    let (missing, wrong) = match (before, after) {
        (_, Some(after)) if after <= twice => return None,
        (Some(before), _) if before + 2 == twice => (twice - 1, first),
        (_, Some(after)) if after == twice + 2 => (twice + 1, restart),
        _ => return None,
    };
    let both = [lines[first].start, lines[restart].start];
    Some(Twins { number: twice, missing, both, wrong: lines[wrong].start })
}

/// Returns how many lines of a region that nothing follows belong to its point: all up to the last
/// sub-point, then what is indented or goes on without a blank line.
fn belonging(region: &[Line<'_>]) -> usize {
    let mut levels = Levels::default();
    let mut last_marker = 0;
    for (at, line) in region.iter().enumerate() {
        if let LineKind::Letter(letter) = line.kind
            && levels.next(letter).is_some()
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

/// Where the sub-numbering of a point stands.
#[derive(Default)]
struct Levels {
    letter: Option<char>,
    roman: Option<u32>,
}

/// A sub-point by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SubPoint {
    Letter(char),
    Roman { under: Option<char>, value: u32 },
}

impl Levels {
    /// Takes the next marker: the sub-point it begins, or `None` if it is out of order and so is text.
    fn next(&mut self, marker: char) -> Option<SubPoint> {
        let follows = |letter: Option<char>| match letter {
            None => 'a',
            Some(letter) => char::from_u32(letter as u32 + 1).unwrap_or('{'),
        };
        if marker == follows(self.letter) {
            (self.letter, self.roman) = (Some(marker), None);
            return Some(SubPoint::Letter(marker));
        }
        let value = as_roman(marker).filter(|value| *value == self.roman.unwrap_or(0) + 1)?;
        self.roman = Some(value);
        Some(SubPoint::Roman { under: self.letter, value })
    }
}

impl Levels {
    /// Returns the last sub-point of `number` and what is left out between it and one that [`next`](Levels::next) would not
    /// take: nothing if it does not seem to be one.
    fn gap(&self, number: u32, marker: char) -> Option<(String, Vec<String>, String)> {
        let under = |letter: Option<char>| match letter {
            Some(letter) => format!("{number}-{letter}"),
            None => number.to_string(),
        };
        let is_small = |last: u32, next: u32| (last + 2..=last + 1 + LETTER_GAP_MAX).contains(&next);
        if let Some(last) = self.letter
            && is_small(last as u32, marker as u32)
        {
            let before = match self.roman {
                Some(roman) => format!("{}-{}", under(Some(last)), ROMANS[roman as usize - 1]),
                None => under(Some(last)),
            };
            let missing = (last..marker).skip(1).map(|letter| under(Some(letter))).collect();
            return Some((before, missing, under(Some(marker))));
        }
        let (last, value) = (self.roman?, as_roman(marker)?);
        let label = |value: u32| format!("{}-{}", under(self.letter), ROMANS[value as usize - 1]);
        is_small(last, value).then(|| (label(last), (last + 1..value).map(label).collect(), label(value)))
    }
}

/// Returns the value of a Roman numeral, as [`marker`] reads it.
fn as_roman(marker: char) -> Option<u32> {
    match marker {
        stand_in if stand_in as u32 > ROMAN_BASE => Some(stand_in as u32 - ROMAN_BASE),
        letter => roman_value(letter.encode_utf8(&mut [0; 4])),
    }
}

/// Builds the rewritten text line by line.
#[derive(Default)]
struct Rewriter {
    out: Numbered,
}

impl Rewriter {
    fn finish(self) -> Numbered {
        self.out
    }

    /// Adds a line: `prefix` in the place of the first `dropped` bytes of `line`.
    fn push(&mut self, line: Line<'_>, prefix: &str, dropped: usize) {
        self.out.lines.push(LineOrigin {
            rewritten: self.out.text.len(),
            original: line.start,
            added: prefix.len().cast_signed() - dropped.cast_signed(),
        });
        self.out.text.push_str(prefix);
        self.out.text.push_str(&line.text[dropped..]);
        self.out.text.push('\n');
    }

    fn blank_line(&mut self, before: Line<'_>) {
        if !self.out.text.is_empty() && !self.out.text.ends_with("\n\n") {
            self.push(Line { text: "", ..before }, "", 0);
        }
    }

    fn copy(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            self.push(*line, "", 0);
        }
    }

    /// Notes the numbers that are left out between two points.
    fn number_gap(&mut self, before: Line<'_>, line: Line<'_>) {
        let (LineKind::Number(last), LineKind::Number(next)) = (before.kind, line.kind) else { return };
        let missing: Vec<String> = (last + 1..next).map(|number| number.to_string()).collect();
        if !missing.is_empty() {
            let (before, found) = (last.to_string(), next.to_string());
            let gap = Gap { before, found, missing, is_point: true, range: marker_range(line) };
            self.out.gaps.push(gap);
        }
    }

    /// Adds a point: its first line and all that belongs to it.
    fn point(&mut self, region: &[Line<'_>]) {
        let Some((first, rest)) = region.split_first() else { return };
        let LineKind::Number(number) = first.kind else { return };
        self.blank_line(*first);
        let mut indent = self.marked(*first, 0, number, &number.to_string());
        let outer = indent;
        let mut letter_indent = outer;
        let mut levels = Levels::default();
        for line in rest {
            let sub_point = match line.kind {
                LineKind::Letter(letter) => {
                    let gap = levels.gap(number, letter);
                    let next = levels.next(letter);
                    if let (None, Some((before, missing, found))) = (&next, gap) {
                        let gap = Gap { before, found, missing, is_point: false, range: marker_range(*line) };
                        self.out.gaps.push(gap);
                    }
                    next
                }
                _ => None,
            };
            match sub_point {
                Some(SubPoint::Letter(letter)) => {
                    self.blank_line(*line);
                    let place = letter as u32 - 'a' as u32 + 1;
                    indent = self.marked(*line, outer, place, &format!("{number}-{letter}"));
                    letter_indent = indent;
                }
                Some(SubPoint::Roman { under, value }) => {
                    self.blank_line(*line);
                    let roman = ROMANS[value as usize - 1];
                    let label = match under {
                        Some(letter) => format!("{number}-{letter}-{roman}"),
                        None => format!("{number}-{roman}"),
                    };
                    indent = self.marked(*line, letter_indent, value, &label);
                }
                None if line.kind == LineKind::Blank => self.push(Line { text: "", ..*line }, "", 0),
                None => {
                    let had = line.text.len() - line.text.trim_start_matches(' ').len();
                    self.push(*line, &" ".repeat(indent), had.min(indent));
                }
            }
        }
    }

    /// Adds the first line of a point as item `place` of an ordered list that is indented by `indent`.
    /// Returns by how much what belongs to the point must be indented.
    fn marked(&mut self, line: Line<'_>, indent: usize, place: u32, label: &str) -> usize {
        let trimmed = line.text.trim_start();
        let leading = line.text.len() - trimmed.len();
        let marker_len = marker(trimmed).map_or(0, |(_, len)| len);
        let prefix = format!("{}{place}. ", " ".repeat(indent));
        self.out.labels.insert(self.out.lines.len(), label.to_owned());
        self.push(line, &prefix, leading + marker_len);
        prefix.len()
    }
}

/// Returns where the number or letter that a line begins with stands, in bytes of the original.
fn marker_range(line: Line<'_>) -> Range<usize> {
    let trimmed = line.text.trim_start();
    let start = line.start + line.text.len() - trimmed.len();
    start..start + trimmed.find(['.', ')']).map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_letters_that_are_left_out_are_noted() {
        let check = |text: &str, expect: &[&str]| {
            let show = |gap: &Gap| {
                let mark = &text[gap.range.clone()];
                format!("{mark} {} < {} < {}", gap.before, gap.missing.join(" "), gap.found)
            };
            assert_eq!(number(text, None).gaps.iter().map(show).collect::<Vec<_>>(), expect, "{text}");
        };
        check("1. Uno\n2. Dos\na. A\nb. B\n3. Tres\n", &[]);
        check("1. Uno\n2. Dos\n\n5) Cinco\n", &["5) 2 < 3 4 < 5"]);
        check("1. Uno\na. A\n  c. C\n2. Dos\n", &["c. 1-a < 1-b < 1-c"]);
        check(
            "1. Uno\na. A\ni. I\niii. III\nc. C\n2. Dos\n",
            &["iii. 1-a-i < 1-a-ii < 1-a-iii", "c. 1-a-i < 1-b < 1-c"],
        );
        // No sub-points: abbreviations, years, a list within.
        check("1. Uno\na. A\nx. y\n2. Dos\nc. C\n   9. nueve\n3. Tres\n", &[]);
        check("1. Uno\n3. Tres\n1. Uno\n", &[]);
    }

    fn check(text: &str, labels: &str, rewritten: &str) {
        let numbered = number(text, None);
        assert_eq!(numbered.labels.into_values().collect::<Vec<_>>().join(" "), labels);
        assert_eq!(numbered.text, rewritten);
    }

    #[test]
    fn loose_paragraphs_and_letters_belong_to_their_point() {
        check(
            "Dice:\n1. Uno\n\nSuelto\n\n2) Dos:\na. A\n\n\nb) B\n",
            "1 2 2-a 2-b",
            "Dice:\n\n1. Uno\n\n   Suelto\n\n2. Dos:\n\n   1. A\n\n\n   2. B\n",
        );
    }

    #[test]
    fn text_after_the_last_point_is_not_its_own() {
        check("1. Uno\n2. Dos\nsigue\n\nFin\n", "1 2", "1. Uno\n\n2. Dos\n   sigue\n\nFin\n");
        check(
            "1. Uno\n2. Dos\n\nSuelto\n\n## Otra\n\n3. Tres\n",
            "1 2 3",
            "1. Uno\n\n2. Dos\n\nSuelto\n\n## Otra\n\n3. Tres\n",
        );
    }

    #[test]
    fn romans_stand_under_letters() {
        check(
            "1. Uno\na. A\ni. I\nii. II\nb. B\n2. Dos\n",
            "1 1-a 1-a-i 1-a-ii 1-b 2",
            "1. Uno\n\n   1. A\n\n      1. I\n\n      2. II\n\n   2. B\n\n2. Dos\n",
        );
    }

    #[test]
    fn the_letter_i_after_h_is_a_letter() {
        let text = format!(
            "1. Uno\n{}\n2. Dos\n",
            ('a'..='j').map(|c| format!("{c}. x")).collect::<Vec<_>>().join("\n")
        );
        let labels: Vec<String> = number(&text, None).labels.into_values().collect();
        assert!(labels.contains(&"1-i".to_owned()) && labels.contains(&"1-j".to_owned()), "{labels:?}");
    }

    #[test]
    fn other_markdown_is_left_alone() {
        for text in [
            "1. Uno\n",
            "1. a\n1. b\n",
            "- a\n- b\n\n1. x\n2. y\n\n## H\n\n1. z\n2. w\n",
            "```\n1. a\n2. b\n```\n",
            "a. uno\nb. dos\n",
            "2017. fue\n2018. es\n",
        ] {
            check(text, "", text);
        }
    }

    #[test]
    fn a_list_may_begin_with_any_number_that_the_next_follows() {
        let labels =
            |text: &str, wanted| number(text, wanted).labels.into_values().collect::<Vec<_>>().join(" ");
        let taken = |text: &str, expect: &str| assert_eq!(labels(text, None), expect, "{text}");
        taken("Se acuerda:\n\n101. Uno\n\n102. Dos\na. A\n", "101 102 102-a");
        taken("998. a\n999. b\n1000. c\n1001. d\n", "998 999 1000 1001");
        taken("1201) a\n\nSuelto\n\n1202) b\n\n1204) c\n", "1201 1202 1204");
        taken("## H\n847. a\n## I\n848. b\n", "847 848");
        taken("999999998. a\n\n999999999. b\n", "999999998 999999999");
        taken("847. a\n\n2017. Fue un año.\n\n848. b\n", "847 848");
        // What is none: a number alone, two that do not go on, a broken sentence, years, a list that begins with 1 beside it.
        taken("2017. Fue un año difícil.\n", "");
        taken("847. Un número.\n", "");
        taken("12. Uno\n\n14. Dos\n", "");
        taken("Se leyó el acuerdo\n847. Luego el\n848. Y nada más.\n", "");
        taken("2017. Fue\n\n2018. Es\n\n2019. Será\n", "");
        taken("847. a\n\n848. b\n\nPasos\n\n1. x\n2. y\n", "1 2");
        taken("1000000000. a\n1000000001. b\n", "");
        let said = |text: &str, expect: &str| assert_eq!(labels(text, Some(true)), expect, "{text}");
        said("2017. Fue\n\n2018. Es\n", "2017 2018");
        said("847. Solo uno\n", "847");
        said("2017. Fue un año.\n\n1. a\n2. b\n", "1 2");
        said("847. a\n\n848. b\n\nPasos\n\n1. x\n2. y\n", "847 848");
        said("Se leyó el acuerdo\n847. Luego\n\n1. a\n", "1");
        assert_eq!(labels("847. a\n\n848. b\n", Some(false)), "");
    }

    #[test]
    fn a_list_that_is_not_taken_is_told() {
        let check = |text: &str, wanted: Option<bool>, expect: Option<(u32, u32, &str)>| {
            let unread = number(text, wanted).unread;
            let found = unread.map(|unread| (unread.first, unread.last, &text[unread.range]));
            assert_eq!(found, expect, "{text}");
        };
        check("2017. Fue\n\n2018. Es\n\n2019. Será\n", None, Some((2017, 2019, "2017.")));
        check("2017. Fue\n\n2018. Es\n", Some(false), None);
        check("2017. Fue\n\n2018. Es\n", Some(true), None);
        check("847. a\n\n848. b\n\nPasos\n\n1. x\n2. y\n", None, Some((847, 848, "847.")));
        check("1. x\n2. y\n\n## Acuerdos\n\n847) a\n848) b\n", None, Some((847, 848, "847)")));
        check("1. x\n2. y\n\n2017. Fue.\n\n20. z\n", None, None);
        check("847. a\n848. b\n", None, None);
    }

    #[test]
    fn a_second_list_is_reported() {
        let text = "1. a\n2. b\n\nOtra:\n\n1. c\n2. d\n";
        assert_eq!(number(text, None).restart, text.find("1. c"));
        assert_eq!(number(text, Some(true)).labels.len(), 2);
        assert_eq!(number(text, Some(false)).restart, None);
    }

    #[test]
    fn nested_markdown_stays_nested() {
        check(
            "1. Uno\n   - a\n   - b\n2. Dos\n\n   Otro\n",
            "1 2",
            "1. Uno\n   - a\n   - b\n\n2. Dos\n\n   Otro\n",
        );
    }

    #[test]
    fn offsets_lead_back_to_the_original() {
        let text = "x\n9) nueve\n";
        let text = text.replace("9)", "1)") + "suelto\n\n2) dos\n";
        let numbered = number(&text, None);
        for word in ["x", "nueve", "suelto", "dos"] {
            let at = numbered.text.find(word).expect(word);
            let original = numbered.original(at..at + word.len());
            assert_eq!(&text[original], word);
        }
    }
}
