//! The numbering of an imported document: which paragraphs are points, and what belongs to which.
//!
//! Points are written at the margin (`9. `); sub-points (`a. `, `i. `) and everything else that belongs to a
//! point are indented under it, so that CommonMark and the [numbering of Markdown](super::number) read them
//! the same way. Numbers are never changed: one that a Markdown list cannot show (`9.1`, `IV.`, `A)`) stays
//! as text.

use std::collections::{HashMap, HashSet};

use super::people;
use super::rules::{self, Letters, Levels, Marker, SubPoint, YEARS};

/// The most runs of numbers that may be open at once: in a text with this many lists, hardly any continues.
const OPEN_MAX: usize = 256;
/// The most blocks that can belong to the last item of a nested list.
const NESTED_BLOCKS_MAX: usize = 1000;

/// A paragraph or a table, as seen by the numbering.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// The label that it begins with.
    pub item: Option<Item>,
    /// Its text without its label.
    pub text: String,
    /// Whether its text ends with a colon, so that a list follows.
    pub announces: bool,
    /// Whether it stands in a section that has no points, as an agenda.
    pub is_apart: bool,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A title or a heading. It has no label.
    Heading,
    /// A paragraph at the margin.
    Text,
    /// An indented paragraph.
    Indented,
    /// A table. It has no label.
    Table,
}

/// The label of an entry.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub marker: Marker,
    /// The delimiter after it in a Markdown list.
    pub delimiter: char,
    /// Its depth in its list, from 0.
    pub level: usize,
    /// Its list in the word processor, unless the label is typed.
    pub list: Option<String>,
}

/// Where an entry goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Its indentation, in spaces.
    pub indent: usize,
    /// What it begins with: `9. `, `a. `, `- `, or nothing, so that its label, if any, is text.
    pub marker: String,
    /// Its role.
    pub place: Place,
}

/// The role of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A point.
    Point,
    /// A sub-point.
    SubPoint,
    /// Anything else that belongs to a point.
    InPoint,
    /// An item of another list.
    Item,
    /// A block on its own.
    Alone,
}

/// The result of reading a numbering.
#[derive(Clone, Debug, Default)]
pub struct Arrangement {
    /// Where each entry goes.
    pub positions: Vec<Position>,
}

#[derive(Default)]
struct Run {
    items: Vec<usize>,
    last: u32,
    list: Option<String>,
    is_nested: bool,
}

/// Works out the numbering of a document.
pub fn arrange(entries: &[Entry]) -> Arrangement {
    let Runs { runs, of } = find_runs(entries);
    let ends = region_ends(entries, &of, &runs);
    let is_apart = |run: &Run| run.items.iter().all(|item| entries[*item].is_apart);
    let texts = |run: &'_ Run| run.items.iter().map(|item| entries[*item].text.as_str()).collect::<Vec<_>>();
    let are_people = |at: usize| at + 1 < runs.len() && people::are_people(texts(&runs[at]).into_iter());
    let is_first = |at: &usize| !runs[*at].is_nested && !is_apart(&runs[*at]) && !are_people(*at);
    let first = (0..runs.len()).find(is_first);
    let mut layout = Layout { runs, of, ends, first, ..Layout::default() };
    for (at, entry) in entries.iter().enumerate() {
        layout.place(at, entry);
    }
    Arrangement { positions: layout.positions }
}

/// Returns the places of typed numbers other than 1 that begin a list, as in Markdown: the next number
/// follows them, and they are not years.
fn beginnings(entries: &[Entry]) -> HashSet<usize> {
    let number = |(at, entry): (usize, &Entry)| match entry.item {
        Some(Item { marker: Marker::Number(number), list: None, .. }) => Some((at, number)),
        _ => None,
    };
    let numbers: Vec<(usize, u32)> = entries.iter().enumerate().filter_map(number).collect();
    let begins = |(place, (at, first)): (usize, &(usize, u32))| {
        let after = numbers[place + 1..].iter().map(|(_, number)| *number);
        (rules::goes_on(*first, after) && !YEARS.contains(first)).then_some(*at)
    };
    numbers.iter().enumerate().filter_map(begins).collect()
}

/// The runs of numbers, and which entry is in which.
#[derive(Default)]
struct Runs {
    runs: Vec<Run>,
    /// The run of each entry that is a number in a run.
    of: Vec<Option<usize>>,
}

/// Finds the runs of consecutive numbers: lists, and lists within them.
fn find_runs(entries: &[Entry]) -> Runs {
    let beginnings = beginnings(entries);
    let mut found = Runs { runs: Vec::new(), of: vec![None; entries.len()] };
    // The runs that may continue, outermost first.
    let mut open: Vec<usize> = Vec::new();
    // How many of them were open at the first letter of a list.
    let mut lettered = 0;
    for (at, entry) in entries.iter().enumerate() {
        if entry.kind == EntryKind::Heading {
            open.truncate(1);
        }
        let Some(item) = &entry.item else { continue };
        if let Marker::Letters(letters) = item.marker {
            found.end_within_letters(&mut open, &mut lettered, letters);
        }
        let Marker::Number(number) = item.marker else { continue };
        let run = match found.depth(&open, item, number) {
            Some(depth) => {
                for inner in open.drain(depth + 1..) {
                    found.runs[inner].is_nested = true;
                }
                open[depth]
            }
            None if number == 1 || item.list.is_some() || beginnings.contains(&at) => {
                found.begin(&mut open, item)
            }
            None => continue,
        };
        found.runs[run].items.push(at);
        found.runs[run].last = number;
        found.of[at] = Some(run);
    }
    found
}

impl Runs {
    /// Returns which of the open runs a number continues.
    fn depth(&self, open: &[usize], item: &Item, number: u32) -> Option<usize> {
        let goes_on = |run: &Run| number == run.last + 1;
        let same_list = |run: &Run| item.list.is_some() && run.list == item.list;
        let is_by_list = |run: &usize| same_list(&self.runs[*run]) && goes_on(&self.runs[*run]);
        let by_number = || open.iter().rposition(|run| goes_on(&self.runs[*run]));
        let over_gap = || {
            let first = (self.runs.len() == 1 && open.len() == 1).then(|| &self.runs[0])?;
            (rules::can_follow(first.last, number) && first.items.len() > 1).then_some(0)
        };
        open.iter().rposition(is_by_list).or_else(by_number).or_else(over_gap)
    }

    /// Ends the runs that began below the last letter of a list: with another letter the text goes on to what stands beside it.
    fn end_within_letters(&mut self, open: &mut Vec<usize>, lettered: &mut usize, letters: Letters) {
        let is_first = matches!(letters.text().to_ascii_lowercase().as_str(), "a" | "i");
        if is_first || *lettered == 0 || *lettered > open.len() {
            *lettered = open.len();
            return;
        }
        for inner in open.drain(*lettered..) {
            self.runs[inner].is_nested = true;
        }
    }

    /// Begins a run, and returns its number.
    fn begin(&mut self, open: &mut Vec<usize>, item: &Item) -> usize {
        let run = self.runs.len();
        // The outermost run continues over everything, others hardly over this many.
        if open.len() >= OPEN_MAX {
            open.remove(1);
        }
        open.push(run);
        let is_nested = item.level > 0 && open.len() > 1;
        self.runs.push(Run { list: item.list.clone(), is_nested, ..Run::default() });
        run
    }
}

/// Returns, for each run, where the content of its last item ends.
fn region_ends(entries: &[Entry], of: &[Option<usize>], runs: &[Run]) -> Vec<usize> {
    let borders = borders(entries, of, runs);
    let end_of = |run: &Run| {
        let last = run.items.last()?;
        let border = borders[*last];
        let border = if run.is_nested { border.min(last + NESTED_BLOCKS_MAX) } else { border };
        Some(region_end(*last, border, entries))
    };
    runs.iter().map(|run| end_of(run).unwrap_or(0)).collect()
}

/// Returns, for each block, the next one after it that is a heading or an item of a top-level run.
fn borders(entries: &[Entry], of: &[Option<usize>], runs: &[Run]) -> Vec<usize> {
    let mut next = entries.len();
    let mut borders: Vec<usize> = (0..entries.len())
        .rev()
        .map(|at| {
            let begins_other = of[at].is_some_and(|run| !runs[run].is_nested);
            let border = next;
            next = if begins_other || entries[at].kind == EntryKind::Heading { at } else { next };
            border
        })
        .collect();
    borders.reverse();
    borders
}

/// Returns where the content of the item at `last` ends, before the `border`.
fn region_end(last: usize, border: usize, entries: &[Entry]) -> usize {
    let mut levels = Levels::default();
    let mut end = last + 1;
    for (at, entry) in entries.iter().enumerate().take(border).skip(last + 1) {
        if let Some(Item { marker: Marker::Letters(letters), .. }) = entry.item
            && levels.next(letters).is_some()
        {
            end = at + 1;
        }
    }
    let mut in_list = false;
    let belongs = |at: &usize| match (entries[*at].kind, &entries[*at].item) {
        (EntryKind::Table, _) => false,
        (_, Some(item)) => {
            in_list |= item.marker != Marker::Bullet || item.level > 0 || entries[at - 1].announces;
            in_list
        }
        (kind, None) => kind == EntryKind::Indented,
    };
    end + (end..border).take_while(belongs).count()
}

#[derive(Default)]
struct Layout {
    runs: Vec<Run>,
    /// The first that stands in none and can be the points.
    first: Option<usize>,
    ends: Vec<usize>,
    /// The run of each entry.
    of: Vec<Option<usize>>,
    positions: Vec<Position>,
    /// The open point: its run, and where it ends.
    open: Option<(usize, usize)>,
    levels: Levels,
    /// The indentation of what belongs to the point, its letter, and its Roman number.
    widths: [usize; 3],
    /// The open list within the point: its run, and the indentation of its items and of their text.
    nested: Option<(usize, usize, usize)>,
    /// The run and the delimiter last written at an indentation, until another block stands there.
    delimiters: HashMap<usize, (usize, char)>,
}

impl Layout {
    fn place(&mut self, at: usize, entry: &Entry) {
        if entry.kind == EntryKind::Heading || self.open.is_some_and(|(_, end)| at >= end) {
            (self.open, self.nested) = (None, None);
        }
        let position = match &entry.item {
            Some(item) => self.item(at, item),
            None => None,
        };
        let position = position.unwrap_or_else(|| self.other(at));
        self.positions.push(position);
    }

    /// Returns where an item goes; `None` if its label is text here.
    fn item(&mut self, at: usize, item: &Item) -> Option<Position> {
        let run = self.of[at];
        let outer_run = run.filter(|run| !self.runs[*run].is_nested || self.open.is_none());
        match (item.marker, outer_run, run) {
            (Marker::Number(number), Some(run), _) => {
                let marker = self.marker(0, run, number, item.delimiter);
                self.open = Some((run, self.end_of(run, at)));
                (self.levels, self.nested, self.widths) = (Levels::default(), None, [marker.len(); 3]);
                let place = if self.is_points(run) { Place::Point } else { Place::Item };
                Some(Position { indent: 0, marker, place })
            }
            (Marker::Number(number), None, Some(run)) => {
                let indent = match self.nested {
                    Some((open, indent, _)) if open == run => indent,
                    _ => self.widths[2],
                };
                let marker = self.marker(indent, run, number, item.delimiter);
                self.nested = Some((run, indent, indent + marker.len()));
                Some(Position { indent, marker, place: Place::Item })
            }
            (Marker::Letters(letters), ..) if self.open.is_some() => {
                let marker = format!("{}{} ", letters.text(), item.delimiter);
                let sub_point = self.levels.next(letters)?;
                Some(Position { indent: self.open_sub_point(sub_point), marker, place: Place::SubPoint })
            }
            (Marker::Bullet, ..) => {
                let inside = self.inside(at);
                let indent = inside.unwrap_or(0) + 2 * item.level.min(4);
                let place = if inside.is_some() { Place::InPoint } else { Place::Item };
                Some(Position { indent, marker: "- ".to_owned(), place })
            }
            _ => None,
        }
    }

    /// Begins a sub-point. Returns its indentation.
    fn open_sub_point(&mut self, sub_point: SubPoint) -> usize {
        let is_letter = matches!(sub_point, SubPoint::Letter(_));
        let indent = self.widths[usize::from(!is_letter)];
        let width = indent + 3;
        self.widths[1] = if is_letter { width } else { self.widths[1] };
        self.widths[2] = width;
        self.nested = None;
        indent
    }

    /// Returns where a block without a label goes.
    fn other(&mut self, at: usize) -> Position {
        let inside = self.inside(at);
        if inside.is_none() {
            self.delimiters.clear();
        }
        let place = if inside.is_some() { Place::InPoint } else { Place::Alone };
        Position { indent: inside.unwrap_or(0), marker: String::new(), place }
    }

    /// Returns the indentation of what belongs to the open point here.
    fn inside(&mut self, at: usize) -> Option<usize> {
        self.open?;
        if let Some((run, _, width)) = self.nested {
            if self.runs[run].items.last().is_some_and(|last| at < *last) {
                return Some(width);
            }
            self.nested = None;
        }
        Some(self.widths[2])
    }

    /// Returns where the content of the item at `at` ends.
    fn end_of(&self, run: usize, at: usize) -> usize {
        let items = &self.runs[run].items;
        let next = items.partition_point(|item| *item <= at);
        items.get(next).copied().unwrap_or(self.ends[run])
    }

    /// Whether a run is the report's points: the first list, with at least two items.
    fn is_points(&self, run: usize) -> bool {
        self.first == Some(run) && self.runs[run].items.len() > 1
    }

    /// Returns what an item begins with. Two consecutive lists need different delimiters to remain separate.
    fn marker(&mut self, indent: usize, run: usize, number: u32, delimiter: char) -> String {
        let delimiter = match self.delimiters.get(&indent) {
            Some((last, used)) if *last == run => *used,
            Some((_, '.')) => ')',
            Some(_) => '.',
            None => delimiter,
        };
        self.delimiters.insert(indent, (run, delimiter));
        format!("{number}{delimiter} ")
    }
}
