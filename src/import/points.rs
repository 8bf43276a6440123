//! Understands the numbering of a report, typed or automatic, and says where each block stands.
//!
//! Points are written at the margin (`9. `), sub-points (`a. `, `i. `) and what else belongs to a point under it, so
//! that CommonMark and this program's own [`numbering`](crate::parse) read the same. Numbers are never changed: one
//! that a Markdown list cannot show (`9.1`, `IV.`, `A)`) stays as text.

use std::collections::{HashMap, HashSet};

use super::blocks::{Block, Change, Changed, Content, Label, Paragraph, Role, Span, text_of};
use crate::language::numerals::roman_value;
use crate::parse::numbering::{AHEAD_MAX, DIGITS_MAX, YEARS};

/// The largest gap in the numbering of points, as in `parse::numbering`.
const GAP_MAX: u32 = 10;
/// The highest Roman number of a sub-point, as in `parse::numbering`.
const ROMAN_MAX: u32 = 20;
/// The most runs of numbers that may go on at a place: a text of so many lists has hardly any that does.
const OPEN_MAX: usize = 256;
/// So many blocks at most belong to the last item of a list that stands in another.
const NESTED_BLOCKS_MAX: usize = 1000;
/// What stands for a bullet where it is typed.
const BULLETS: [char; 10] = ['*', '•', '·', '▪', '◦', '●', '-', '–', '—', '\u{f0b7}'];

/// A block and where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// How many spaces it is set in.
    pub indent: usize,
    /// What begins it: `9. `, `a. `, `- `, or nothing.
    pub marker: String,
    /// What it is.
    pub place: Place,
    /// The block, without its label.
    pub block: Block,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A point.
    Point,
    /// A sub-point.
    SubPoint,
    /// Something else that belongs to a point.
    InPoint,
    /// An item of another list.
    Item,
    /// Something that stands by itself.
    Alone,
}

/// What was understood of a numbering.
#[derive(Clone, Debug, Default)]
pub struct Points {
    /// The blocks in order.
    pub placed: Vec<Placed>,
    /// Whether numbering begins anew after the points, so that the front matter must say that they are some.
    pub restarts: bool,
    /// Numbers that are written in another form.
    pub changed: Vec<Changed>,
}

/// What a paragraph begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `9`, and what stands after it.
    Number(u32, char),
    /// A small letter or a small Roman number, and what stands after it.
    Letters(String, char),
    /// A bullet.
    Bullet,
}

/// How a number is written, and how a Markdown list writes it, if that is otherwise.
pub type Form = Option<(String, String)>;

struct Item {
    mark: Mark,
    /// Bytes of the typed label; 0 for an automatic one.
    typed_len: usize,
    level: usize,
    list: Option<String>,
    /// Its run of numbers, if it is a number that goes on from others.
    run: Option<usize>,
    form: Form,
}

#[derive(Default)]
struct Run {
    items: Vec<usize>,
    last: u32,
    list: Option<String>,
    is_nested: bool,
}

/// Understands the numbering of `blocks`.
pub fn understand(blocks: Vec<Block>) -> Points {
    let mut items: Vec<Option<Item>> = blocks.iter().map(item_of).collect();
    let runs = find_runs(&blocks, &mut items);
    let ends = region_ends(&blocks, &items, &runs);
    let first = runs.iter().position(|run| !run.is_nested);
    let mut layout = Layout { runs, ends, items, first, ..Layout::default() };
    for (at, block) in blocks.into_iter().enumerate() {
        layout.place(at, block);
    }
    let outer: Vec<&Run> = layout.runs.iter().filter(|run| !run.is_nested).collect();
    let restarts = outer.len() > 1 && outer.first().is_some_and(|run| run.items.len() > 1);
    Points { placed: layout.placed, restarts, changed: layout.changed }
}

/// Reads a label that is typed at the beginning of a text. Returns what it is, how many bytes it has with the space
/// after it, and how it is written, if a Markdown list writes it otherwise.
pub fn typed_label(text: &str) -> Option<(Mark, usize, Form)> {
    let bullet = text.chars().next().filter(|first| BULLETS.contains(first));
    if let Some(bullet) = bullet {
        let rest = &text[bullet.len_utf8()..];
        let space = rest.len() - rest.trim_start().len();
        return (space > 0 && space < rest.len()).then_some((Mark::Bullet, bullet.len_utf8() + space, None));
    }
    let opens = text.starts_with('(');
    let label_len = text[usize::from(opens)..].find(|c: char| !c.is_ascii_alphanumeric())?;
    let label = &text[usize::from(opens)..][..label_len];
    let after = &text[usize::from(opens) + label_len..];
    let closing = after.chars().next()?;
    let close =
        [").-", ".-", ")-", ").", ")", ".", "º.", "°."].into_iter().find(|close| after.starts_with(close))?;
    if opens && closing != ')' {
        return None;
    }
    let len = usize::from(opens) + label_len + close.len();
    let rest = &text[len..];
    let space = rest.len() - rest.trim_start().len();
    let is_number = is_number(label);
    // `9.Agradecer` is a point, `9.1` and `a.m.` are not.
    let is_glued = space == 0 && is_number && rest.starts_with(char::is_uppercase);
    if rest.trim().is_empty() || (space == 0 && !is_glued) {
        return None;
    }
    let delimiter = if close.starts_with(')') { ')' } else { '.' };
    let mark = mark_of(label, delimiter)?;
    let written = &text[..len];
    let usual = format!("{label}{delimiter}");
    let form = (written != usual).then(|| (written.to_owned(), usual));
    Some((mark, len + space, form))
}

fn is_number(label: &str) -> bool {
    (1..=DIGITS_MAX).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit())
}

fn mark_of(label: &str, delimiter: char) -> Option<Mark> {
    if is_number(label) {
        return Some(Mark::Number(label.parse().ok()?, delimiter));
    }
    let is_letter = label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_roman = roman_value(label, ROMAN_MAX).is_some();
    (is_letter || is_roman).then(|| Mark::Letters(label.to_owned(), delimiter))
}

/// Reads an automatic label.
fn automatic(label: &Label) -> Option<(Mark, Form)> {
    if label.is_bullet {
        return Some((Mark::Bullet, None));
    }
    let core = label.text.trim_start_matches('(');
    let end = core.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(core.len());
    let (core, after) = core.split_at(end);
    if !matches!(after, "" | "." | ")" | ".-" | ")." | ").-" | ")-" | "º" | ".º" | "°" | "-") {
        return None;
    }
    let delimiter = if after.starts_with(')') { ')' } else { '.' };
    let usual = format!("{core}{delimiter}");
    let form = (usual != label.text).then(|| (label.text.clone(), usual));
    Some((mark_of(core, delimiter)?, form))
}

fn item_of(block: &Block) -> Option<Item> {
    let Block::Paragraph(paragraph) = block else { return None };
    if paragraph.role != Role::Text {
        return None;
    }
    if let Some(label) = &paragraph.label {
        let (mark, form) = automatic(label)?;
        let list = Some(label.list.clone());
        return Some(Item { mark, typed_len: 0, level: label.level, list, run: None, form });
    }
    let (mark, typed_len, form) = typed_label(&paragraph.text())?;
    Some(Item { mark, typed_len, level: 0, list: None, run: None, form })
}

/// Returns the places of typed numbers that begin a list although they are not 1, as `parse::numbering` has it: the next number
/// comes after them, and they are no years.
fn beginnings(items: &[Option<Item>]) -> HashSet<usize> {
    let number = |(at, item): (usize, &Option<Item>)| match item {
        Some(Item { mark: Mark::Number(number, _), list: None, .. }) => Some((at, *number)),
        _ => None,
    };
    let numbers: Vec<(usize, u32)> = items.iter().enumerate().filter_map(number).collect();
    let goes_on = |(place, (at, first)): (usize, &(usize, u32))| {
        let mut after = numbers[place + 1..].iter().take(AHEAD_MAX).map(|(_, number)| *number);
        let next = after.find(|number| *number <= first + GAP_MAX);
        (next == Some(first + 1) && !YEARS.contains(first)).then_some(*at)
    };
    numbers.iter().enumerate().filter_map(goes_on).collect()
}

/// Finds which numbers go on from which: lists, and lists within them.
fn find_runs(blocks: &[Block], items: &mut [Option<Item>]) -> Vec<Run> {
    let beginnings = beginnings(items);
    let mut runs: Vec<Run> = Vec::new();
    // The runs that may go on, the outermost first.
    let mut open: Vec<usize> = Vec::new();
    for (at, item) in items.iter_mut().enumerate() {
        let heading = matches!(&blocks[at], Block::Paragraph(paragraph) if paragraph.role != Role::Text);
        if heading {
            open.truncate(1);
        }
        let Some(item) = item else { continue };
        let Mark::Number(number, _) = item.mark else { continue };
        let goes_on = |run: &Run| number == run.last + 1;
        let same_list = |run: &Run| item.list.is_some() && run.list == item.list;
        let by_list = open.iter().rposition(|run| same_list(&runs[*run]) && goes_on(&runs[*run]));
        let by_number = || open.iter().rposition(|run| goes_on(&runs[*run]));
        let over_gap = || {
            let first = (runs.len() == 1 && open.len() == 1).then(|| &runs[0])?;
            (number > first.last && number <= first.last + GAP_MAX && first.items.len() > 1).then_some(0)
        };
        let run = match by_list.or_else(by_number).or_else(over_gap) {
            Some(depth) => {
                for inner in open.drain(depth + 1..) {
                    runs[inner].is_nested = true;
                }
                open[depth]
            }
            None if number == 1 || item.list.is_some() || beginnings.contains(&at) => {
                runs.push(Run { list: item.list.clone(), ..Run::default() });
                // The outermost goes on over everything, others hardly over so many.
                if open.len() >= OPEN_MAX {
                    open.remove(1);
                }
                open.push(runs.len() - 1);
                if item.level > 0 && open.len() > 1 {
                    runs[open[open.len() - 1]].is_nested = true;
                }
                open[open.len() - 1]
            }
            None => continue,
        };
        runs[run].items.push(at);
        runs[run].last = number;
        item.run = Some(run);
    }
    runs
}

/// Returns for each run where what belongs to its last item ends.
fn region_ends(blocks: &[Block], items: &[Option<Item>], runs: &[Run]) -> Vec<usize> {
    let borders = borders(blocks, items, runs);
    let end_of = |run: &Run| {
        let last = run.items.last()?;
        let border = borders[*last];
        let border = if run.is_nested { border.min(last + NESTED_BLOCKS_MAX) } else { border };
        Some(region_end(*last, border, blocks, items))
    };
    runs.iter().map(|run| end_of(run).unwrap_or(0)).collect()
}

/// Returns for each block the next after it that is a heading or an item of a run that stands in none.
fn borders(blocks: &[Block], items: &[Option<Item>], runs: &[Run]) -> Vec<usize> {
    let mut next = blocks.len();
    let mut borders: Vec<usize> = (0..blocks.len())
        .rev()
        .map(|at| {
            let run = items[at].as_ref().and_then(|item| item.run);
            let begins_other = run.is_some_and(|run| !runs[run].is_nested);
            let is_heading = matches!(&blocks[at], Block::Paragraph(inner) if inner.role != Role::Text);
            let border = next;
            next = if begins_other || is_heading { at } else { next };
            border
        })
        .collect();
    borders.reverse();
    borders
}

/// Returns where what belongs to the item at `last` ends, before the `border`.
fn region_end(last: usize, border: usize, blocks: &[Block], items: &[Option<Item>]) -> usize {
    let mut levels = Levels::default();
    let mut end = last + 1;
    for (at, item) in items.iter().enumerate().take(border).skip(last + 1) {
        if let Some(Item { mark: Mark::Letters(letters, _), .. }) = item
            && levels.next(letters).is_some()
        {
            end = at + 1;
        }
    }
    let announces = |at: usize| text_of(&blocks[at..=at]).trim_end().ends_with(':');
    let mut in_list = false;
    let belongs = |at: &usize| match (&blocks[*at], &items[*at]) {
        (Block::Paragraph(_), Some(item)) => {
            in_list |= item.mark != Mark::Bullet || item.level > 0 || announces(at - 1);
            in_list
        }
        (Block::Paragraph(paragraph), None) => paragraph.indented,
        (Block::Table(_), _) => false,
    };
    end + (end..border).take_while(belongs).count()
}

/// Where the sub-numbering of a point stands; the same rules as in `parse::numbering`.
#[derive(Clone, Debug, Default)]
struct Levels {
    letter: Option<char>,
    roman: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sub {
    Letter,
    Roman,
}

impl Levels {
    fn next(&mut self, letters: &str) -> Option<Sub> {
        let mut characters = letters.chars();
        let single = characters.next().filter(|_| characters.next().is_none());
        let follows = self.letter.map_or('a', |letter| char::from_u32(letter as u32 + 1).unwrap_or('{'));
        if single == Some(follows) {
            (self.letter, self.roman) = (single, None);
            return Some(Sub::Letter);
        }
        let value = roman_value(letters, ROMAN_MAX).filter(|value| *value == self.roman.unwrap_or(0) + 1)?;
        self.roman = Some(value);
        Some(Sub::Roman)
    }
}

#[derive(Default)]
struct Layout {
    runs: Vec<Run>,
    /// The first that stands in none.
    first: Option<usize>,
    ends: Vec<usize>,
    items: Vec<Option<Item>>,
    placed: Vec<Placed>,
    changed: Vec<Changed>,
    /// The point that is open: its run, and up to where it goes.
    open: Option<(usize, usize)>,
    levels: Levels,
    /// How far what belongs to the point, its letter, its Roman number is set in.
    widths: [usize; 3],
    /// The list within the point that is open: its run and how far its items and their text are set in.
    nested: Option<(usize, usize, usize)>,
    /// The run and the delimiter last written at an indentation, until something else stands there.
    delimiters: HashMap<usize, (usize, char)>,
}

impl Layout {
    fn place(&mut self, at: usize, block: Block) {
        let is_heading = matches!(&block, Block::Paragraph(inner) if inner.role != Role::Text);
        if is_heading || self.open.is_some_and(|(_, end)| at >= end) {
            (self.open, self.nested) = (None, None);
        }
        let item = self.items[at].take();
        match (item, block) {
            (Some(item), Block::Paragraph(paragraph)) => self.item(at, item, paragraph),
            (_, block) => self.other(at, block),
        }
    }

    fn item(&mut self, at: usize, item: Item, paragraph: Paragraph) {
        let outer_run = item.run.filter(|run| !self.runs[*run].is_nested || self.open.is_none());
        match (&item.mark, outer_run) {
            (Mark::Number(number, delimiter), Some(run)) => {
                let marker = self.marker(0, run, *number, *delimiter);
                self.open = Some((run, self.end_of(run, at)));
                (self.levels, self.nested, self.widths) = (Levels::default(), None, [marker.len(); 3]);
                let place = if self.is_points(run) { Place::Point } else { Place::Item };
                self.push(item, 0, marker, place, paragraph);
            }
            (Mark::Number(number, delimiter), None) if item.run.is_some() && self.open.is_some() => {
                let run = item.run.unwrap_or_default();
                let indent = match self.nested {
                    Some((open, indent, _)) if open == run => indent,
                    _ => self.widths[2],
                };
                let marker = self.marker(indent, run, *number, *delimiter);
                self.nested = Some((run, indent, indent + marker.len()));
                self.push(item, indent, marker, Place::Item, paragraph);
            }
            (Mark::Letters(letters, delimiter), _) if self.open.is_some() => {
                let marker = format!("{letters}{delimiter} ");
                match self.levels.next(letters) {
                    Some(sub) => {
                        let indent = self.widths[usize::from(sub == Sub::Roman)];
                        let width = indent + 3;
                        self.widths[1] = if sub == Sub::Letter { width } else { self.widths[1] };
                        self.widths[2] = width;
                        self.nested = None;
                        self.push(item, indent, marker, Place::SubPoint, paragraph);
                    }
                    None => self.other(at, Block::Paragraph(paragraph)),
                }
            }
            (Mark::Bullet, _) => {
                let inside = self.inside(at);
                let indent = inside.unwrap_or(0) + 2 * item.level.min(4);
                let place = if inside.is_some() { Place::InPoint } else { Place::Item };
                self.push(item, indent, "- ".to_owned(), place, paragraph);
            }
            _ => self.other(at, Block::Paragraph(paragraph)),
        }
    }

    /// Adds what begins with no number.
    fn other(&mut self, at: usize, mut block: Block) {
        if let Block::Paragraph(paragraph) = &mut block
            && let Some(label) = paragraph.label.take().filter(|label| !label.is_bullet)
        {
            paragraph.spans.insert(0, Span::text(format!("{} ", label.text)));
        }
        let inside = self.inside(at);
        if inside.is_none() {
            self.delimiters.clear();
        }
        let place = if inside.is_some() { Place::InPoint } else { Place::Alone };
        self.placed.push(Placed { indent: inside.unwrap_or(0), marker: String::new(), place, block });
    }

    /// Returns how far what belongs to the open point is set in here.
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

    /// Returns where what belongs to the item at `at` ends.
    fn end_of(&self, run: usize, at: usize) -> usize {
        let items = &self.runs[run].items;
        let next = items.partition_point(|item| *item <= at);
        items.get(next).copied().unwrap_or(self.ends[run])
    }

    /// Whether a run is the report's points: the first list, with two items or more.
    fn is_points(&self, run: usize) -> bool {
        self.first == Some(run) && self.runs[run].items.len() > 1
    }

    /// Returns what begins an item. Two lists one after the other need different delimiters to be two.
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

    fn push(&mut self, item: Item, indent: usize, marker: String, place: Place, mut paragraph: Paragraph) {
        paragraph.label = None;
        take_front(&mut paragraph.spans, item.typed_len);
        if let Some((before, after)) = item.form.filter(|_| place != Place::Alone) {
            self.changed.push(Changed { how: Change::LabelForm, before, after });
        }
        self.placed.push(Placed { indent, marker, place, block: Block::Paragraph(paragraph) });
    }
}

/// Takes that many bytes of text away from the front.
fn take_front(spans: &mut Vec<Span>, mut len: usize) {
    for span in spans.iter_mut() {
        let Content::Text(text) = &mut span.content else { break };
        let cut = len.min(text.len());
        let Some(rest) = text.get(cut..) else { break };
        *text = rest.to_owned();
        len -= cut;
        if len == 0 {
            break;
        }
    }
    if let Some(Span { content: Content::Text(text), .. }) = spans.first_mut() {
        *text = text.trim_start().to_owned();
    }
    spans.retain(|span| span.content != Content::Text(String::new()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(texts: &[&str]) -> Vec<String> {
        let paragraph = |text: &&str| {
            let indented = text.starts_with("  ");
            Block::Paragraph(Paragraph { indented, ..Paragraph::plain(text.trim()) })
        };
        let points = understand(texts.iter().map(paragraph).collect());
        let shown = points.placed.iter().map(|placed| {
            let text = super::super::blocks::text_of(std::slice::from_ref(&placed.block));
            format!("{}{}{}", " ".repeat(placed.indent), placed.marker, text.trim_end())
        });
        shown.collect()
    }

    fn check(texts: &[&str], expected: &[&str]) {
        assert_eq!(show(texts), expected);
    }

    #[test]
    fn what_stands_between_points_belongs_to_the_first() {
        check(
            &["Dice:", "1. Uno", "Suelto", "2.- Dos:", "(a) A", "b) B", "i. I", "Suelto", "Firma"],
            &[
                "Dice:",
                "1. Uno",
                "   Suelto",
                "2. Dos:",
                "   a) A",
                "   b) B",
                "      i. I",
                "Suelto",
                "Firma",
            ],
        );
    }

    #[test]
    fn what_is_set_in_belongs_to_the_last_point() {
        check(&["1. Uno", "2. Dos", "  Suelto", "Firma"], &["1. Uno", "2. Dos", "   Suelto", "Firma"]);
    }

    #[test]
    fn a_list_within_a_point_is_nested() {
        check(
            &["1. Uno", "2. Dos", "3. Tres:", "1. A", "2. B", "4. Cuatro"],
            &["1. Uno", "2. Dos", "3. Tres:", "   1. A", "   2. B", "4. Cuatro"],
        );
    }

    #[test]
    fn numbers_that_lists_cannot_show_stay_text() {
        check(
            &["9.1 Uno", "IV. Dos", "A) Tres", "2017. Fue", "5. Cinco"],
            &["9.1 Uno", "IV. Dos", "A) Tres", "2017. Fue", "5. Cinco"],
        );
        check(
            &["2017. Fue", "2018. Es", "12. Doce", "14. Catorce"],
            &["2017. Fue", "2018. Es", "12. Doce", "14. Catorce"],
        );
    }

    #[test]
    fn numbers_go_on_from_other_sessions() {
        check(
            &[
                "Se acuerda:",
                "998.- Uno",
                "a) A",
                "999.- Dos",
                "Suelto",
                "1000.- Tres",
                "2017. Fue",
                "1001.- Cuatro",
            ],
            &[
                "Se acuerda:",
                "998. Uno",
                "     a) A",
                "999. Dos",
                "     Suelto",
                "1000. Tres",
                "      2017. Fue",
                "1001. Cuatro",
            ],
        );
        let points = understand(
            ["847. Uno", "848. Dos"].map(|text| Block::Paragraph(Paragraph::plain(text))).to_vec(),
        );
        assert!(points.placed.iter().all(|placed| placed.place == Place::Point));
    }

    #[test]
    fn labels_are_told_from_text() {
        for text in ["9.1 x", "a.m. y", "21 de junio", "y. ", "(ver) x", "etc. x", "-5 grados"] {
            assert!(typed_label(text).is_none(), "{text}");
        }
        for text in ["9. x", "9) x", "(9) x", "9.- x", "9.Xx", "a. x", "iv) x", "• x", "– x"] {
            assert!(typed_label(text).is_some(), "{text}");
        }
    }
}
