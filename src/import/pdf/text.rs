//! Makes paragraphs, lists and tables of the lines of pages.

use std::collections::BTreeSet;

use super::layout::{Line, Page};
use crate::import::blocks::{Block, Change, Paragraph, Role, SourceDocument, Table};
use crate::import::plain::join_unless;
use crate::language::known::{Languages, language_of};
use crate::language::words::folded_words;
use crate::numbering::labels;

/// A line ends where its column does if it is short of that by less than this share of the column's width.
const FULL_SHARE: f64 = 0.12;
/// Lines whose heights differ by more than this share are of different letters.
const LETTERS_SHARE: f64 = 0.18;
/// The letters of a heading are larger than most by this share.
const HEADING_SHARE: f64 = 1.2;
/// The most words of a heading.
const HEADING_WORDS_MAX: usize = 20;
/// A gap between lines is that of paragraphs if it is larger than most by this share of a line's height.
const GAP_SHARE: f64 = 0.45;
/// What is set in by less, in points, stands at the margin.
const INDENT: f64 = 12.0;
/// The most words of a label before a colon.
const LABEL_WORDS_MAX: usize = 6;
/// The fewest rows of a table.
const ROWS_MIN: usize = 3;
/// A gap within a line of this many heights of it is one between cells.
const CELL_GAP: f64 = 1.8;
/// Cells of a column begin within so many points.
const COLUMN_SLACK: f64 = 8.0;

/// Makes blocks of the lines of all pages.
pub(super) fn blocks(pages: Vec<Page>, document: &mut SourceDocument) -> Vec<Block> {
    let usual = usual_height(&pages);
    let spellings = Spellings::new(&document.raw);
    let mut out = Paragraphs { usual, spellings, open: None, blocks: Vec::new() };
    for mut page in pages {
        merge_rows(&mut page);
        let mut tables = take_tables(&mut page);
        let measures = Measures::new(&page);
        for line in std::mem::take(&mut page.lines) {
            if let Some(at) = tables.iter().position(|(before, _)| *before <= line.block) {
                out.close();
                out.blocks.push(Block::Table(tables.remove(at).1));
            }
            out.add(line, &measures, document);
        }
        for (_, table) in tables {
            out.close();
            out.blocks.push(Block::Table(table));
        }
    }
    out.close();
    out.blocks
}

/// Returns the height that most of the text has.
fn usual_height(pages: &[Page]) -> f64 {
    let lines = pages.iter().flat_map(|page| &page.lines);
    let heights = lines.flat_map(|line| std::iter::repeat_n(line.height(), line.words.len()));
    median(heights.collect())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Puts what stands right of a label, a number or a bullet, in a block of its own, after it.
fn merge_rows(page: &mut Page) {
    let mut at = 0;
    while at < page.lines.len() {
        if is_label(&page.lines[at])
            && let Some(beside) = beside(&page.lines, at)
        {
            let block = page.lines[beside].block;
            let end = (beside + 1..page.lines.len())
                .find(|next| page.lines[*next].block != block || has_label_beside(&page.lines, *next))
                .unwrap_or(page.lines.len());
            let own = page.lines[at].block;
            let moved: Vec<Line> = page.lines.drain(beside..end).collect();
            at -= if beside < at { moved.len() } else { 0 };
            let mut moved = moved.into_iter();
            if let Some(first) = moved.next() {
                page.lines[at].join(first);
            }
            for (offset, line) in moved.enumerate() {
                page.lines.insert(at + 1 + offset, Line { block: own, ..line });
            }
        }
        at += 1;
    }
}

/// Whether a line is no more than a label: `Fecha:`, `1.`, a bullet.
fn is_label(line: &Line) -> bool {
    let text = line.text();
    (text.ends_with(':') && line.words.len() <= LABEL_WORDS_MAX)
        || labels::typed(&format!("{text} x")).is_some_and(|label| label.length > text.len())
}

/// Returns the line right of another in its row, in another block, nothing between them.
fn beside(lines: &[Line], at: usize) -> Option<usize> {
    let line = &lines[at];
    let is_beside = |other: &&usize| {
        let other = &lines[**other];
        other.block != line.block && other.left >= line.right - 1.0 && line.is_beside(other)
    };
    let all: Vec<usize> = (0..lines.len()).collect();
    all.iter().filter(is_beside).min_by(|a, b| lines[**a].left.total_cmp(&lines[**b].left)).copied()
}

fn has_label_beside(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    lines.iter().any(|other| {
        other.block != line.block
            && other.right <= line.left + 1.0
            && line.is_beside(other)
            && is_label(other)
    })
}

/// A part of a row, between gaps.
struct Cell {
    line: usize,
    left: f64,
    right: f64,
    words: usize,
    text: String,
}

/// Takes the tables of a page that are certain: rows one after the other with as many cells each, in columns that begin alike.
/// With each comes the block before which it stands.
fn take_tables(page: &mut Page) -> Vec<(usize, Table)> {
    let mut order: Vec<usize> = (0..page.lines.len()).collect();
    order.sort_by(|a, b| page.lines[*a].top.total_cmp(&page.lines[*b].top));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for at in order {
        match rows.last_mut().filter(|row| page.lines[row[0]].is_beside(&page.lines[at])) {
            Some(row) => row.push(at),
            None => rows.push(vec![at]),
        }
    }
    let cells: Vec<Vec<Cell>> = rows.iter().map(|row| cells(&page.lines, row)).collect();
    let mut tables = Vec::new();
    let mut gone = vec![false; page.lines.len()];
    let mut first = 0;
    while first < cells.len() {
        let length = cells[first..].iter().take_while(|row| is_like(&cells[first], row)).count();
        let table = &cells[first..first + length];
        if is_table(table) {
            let lines: Vec<usize> = table.iter().flatten().map(|cell| cell.line).collect();
            let block = lines.iter().map(|line| page.lines[*line].block).min().unwrap_or(0);
            lines.iter().for_each(|line| gone[*line] = true);
            let cell = |cell: &Cell| vec![Block::Paragraph(Paragraph::plain(&cell.text))];
            tables.push((
                block,
                Table { rows: table.iter().map(|row| row.iter().map(cell).collect()).collect() },
            ));
        }
        first += length.max(1);
    }
    let mut gone = gone.into_iter();
    page.lines.retain(|_| !gone.next().unwrap_or(false));
    tables
}

/// Returns the cells of a row, from the left.
fn cells(lines: &[Line], row: &[usize]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for at in row {
        let line = &lines[*at];
        let mut is_first = true;
        for word in &line.words {
            match cells
                .last_mut()
                .filter(|cell| !is_first && word.left - cell.right < CELL_GAP * line.height())
            {
                Some(cell) => {
                    cell.text = format!("{} {}", cell.text, word.text);
                    cell.right = word.right;
                    cell.words += 1;
                }
                None => cells.push(Cell {
                    line: *at,
                    left: word.left,
                    right: word.right,
                    words: 1,
                    text: word.text.clone(),
                }),
            }
            is_first = false;
        }
    }
    cells.sort_by(|a, b| a.left.total_cmp(&b.left));
    cells
}

/// Whether a row has cells where another has.
fn is_like(first: &[Cell], row: &[Cell]) -> bool {
    first.len() > 1
        && first.len() == row.len()
        && first.iter().zip(row).all(|(a, b)| (a.left - b.left).abs() < COLUMN_SLACK)
}

/// Whether rows are a table, and no columns of running text, labels or lists.
fn is_table(rows: &[Vec<Cell>]) -> bool {
    let Some(columns) = rows.first().map(Vec::len) else { return false };
    let mean =
        |column: usize| rows.iter().map(|row| row[column].words).sum::<usize>() as f64 / rows.len() as f64;
    let most = if columns == 2 { 4.0 } else { 6.0 };
    let labels = |row: &Vec<Cell>| {
        row[0].text.ends_with(':') || labels::typed(&format!("{} x", row[0].text)).is_some()
    };
    rows.len() >= ROWS_MIN && (0..columns).all(|column| mean(column) <= most) && !rows.iter().any(labels)
}

/// What is usual on a page.
struct Measures {
    width: f64,
    left: f64,
    /// The right edges of the lines of each block, and of the whole page.
    rights: Vec<(f64, f64, f64)>,
    gap: f64,
}

impl Measures {
    fn new(page: &Page) -> Measures {
        let left = page.lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
        let gaps = page.lines.windows(2).map(|pair| pair[1].top - pair[0].bottom);
        let heights = median(page.lines.iter().map(Line::height).collect());
        let gaps = gaps.filter(|gap| *gap > -heights && *gap < 1.5 * heights).collect();
        let rights = page.lines.iter().map(|line| (line.left, line.right, line.top)).collect();
        Measures { width: page.width, left, rights, gap: median(gaps) }
    }

    /// Returns where the column of a line ends: where most of the longest lines end that stand above or below it.
    fn column_end(&self, line: &Line) -> f64 {
        let overlaps = |(left, right, _): &&(f64, f64, f64)| *left < line.right && *right > line.left;
        let mut ends: Vec<f64> = self.rights.iter().filter(overlaps).map(|(_, right, _)| *right).collect();
        ends.sort_by(f64::total_cmp);
        ends.get(ends.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(line.right)
    }

    fn is_full(&self, line: &Line) -> bool {
        let end = self.column_end(line);
        line.right >= end - FULL_SHARE * (end - line.left).max(1.0)
    }

    fn is_centred(&self, line: &Line) -> bool {
        (f64::midpoint(line.left, line.right) - self.width / 2.0).abs() < INDENT
            && line.left > self.left + INDENT
    }
}

/// A paragraph that may go on.
struct Open {
    text: String,
    last: Line,
    is_full: bool,
    left: f64,
    indented: bool,
    role: Role,
}

/// How words are written in the text, to tell a word that a line end divides from one with a hyphen of its own.
struct Spellings {
    words: BTreeSet<String>,
    /// Whether hyphens at ends of lines are those of words as a rule: in English words are seldom divided.
    keeps_hyphens: bool,
}

impl Spellings {
    fn new(texts: &[String]) -> Spellings {
        let is_inner = |c: char| c.is_alphanumeric() || c == '-';
        let split =
            |text: &String| text.split(|c: char| !is_inner(c)).map(str::to_lowercase).collect::<Vec<_>>();
        let keeps_hyphens = language_of(&texts.join(" ")).as_deref() == Some("en");
        Spellings { words: texts.iter().flat_map(split).collect(), keeps_hyphens }
    }

    fn is_compound(&self, first: &str, second: &str) -> bool {
        let has = |word: String| self.words.contains(&word.to_lowercase());
        if has(format!("{first}{second}")) {
            return false;
        }
        self.keeps_hyphens || has(format!("{first}-{second}"))
    }
}

struct Paragraphs {
    spellings: Spellings,
    /// The height of most of the text.
    usual: f64,
    open: Option<Open>,
    blocks: Vec<Block>,
}

impl Paragraphs {
    fn add(&mut self, line: Line, measures: &Measures, document: &mut SourceDocument) {
        let text = line.text();
        let is_full = measures.is_full(&line);
        let role = self.role(&line);
        let goes_on =
            self.open.as_ref().is_some_and(|open| open.role == role && goes_on(open, &line, &text, measures));
        match self.open.as_mut().filter(|_| goes_on) {
            Some(open) => {
                let spellings = &self.spellings;
                join_unless(&mut open.text, &text, document, |a, b| spellings.is_compound(a, b));
                document.change(Change::LineEnd, "", "");
                (open.last, open.is_full) = (line, is_full);
            }
            None => {
                self.close();
                let indented = line.left > measures.left + INDENT && !measures.is_centred(&line);
                self.open = Some(Open { text, is_full, left: line.left, indented, role, last: line });
            }
        }
    }

    fn role(&self, line: &Line) -> Role {
        let is_large = line.height() > HEADING_SHARE * self.usual && line.words.len() <= HEADING_WORDS_MAX;
        if is_large { Role::Heading(1) } else { Role::Text }
    }

    fn close(&mut self) {
        if let Some(Open { text, indented, role, .. }) = self.open.take() {
            self.blocks.push(Block::Paragraph(Paragraph { role, indented, ..Paragraph::plain(&text) }));
        }
    }
}

/// Whether a line goes on with the paragraph before it.
fn goes_on(open: &Open, line: &Line, text: &str, measures: &Measures) -> bool {
    let begins_small = text.starts_with(char::is_lowercase);
    let ends_sentence = open.text.ends_with(['.', ':', ';', '!', '?', '”', '»']);
    let is_capitals =
        |text: &str| !text.chars().any(char::is_lowercase) && text.chars().any(char::is_alphabetic);
    let label = text.split_once(':').map(|(label, _)| folded_words(label));
    let is_label = label.as_ref().is_some_and(|label| label.len() <= LABEL_WORDS_MAX);
    let is_known = label.is_some_and(|label| Languages::load().is_label(&label));
    let other_letters = (open.last.height() - line.height()).abs() > LETTERS_SHARE * open.last.height();
    // A title of several lines, each in the middle, is as many lines.
    let is_other_line =
        measures.is_centred(line) && (line.left - open.last.left).abs() > INDENT && !begins_small;
    if labels::typed(text).is_some() || is_known || is_other_line || (other_letters && !begins_small) {
        return false;
    }
    if line.top < open.last.top {
        // The next column, or the next page.
        return open.is_full && !ends_sentence && begins_small;
    }
    let gap = line.top - open.last.bottom;
    let is_apart = gap > measures.gap + GAP_SHARE * line.height();
    if open.is_full {
        let is_new = ends_sentence && (line.left > open.left + INDENT || open.text.ends_with(':'));
        let is_head = is_capitals(&open.text) != is_capitals(text)
            && !begins_small
            && open.text.len() < 200
            && is_capitals(&open.text);
        return !(is_new || is_apart || is_head || (is_label && ends_sentence));
    }
    begins_small && !ends_sentence && !is_apart
}
