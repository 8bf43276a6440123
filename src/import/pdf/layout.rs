//! The words of pages and where they stand, as `pdftotext -bbox-layout` tells; the margins are taken away.

use crate::import::blocks::{SourceDocument, What};
use crate::import::pages::{are_of_lines, margins};
use crate::import::xml::Element;

/// What is raised after a number stands nearer to it than this share of its height.
const RAISED_GAP: f64 = 0.25;

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Its width, in points.
    pub(super) width: f64,
    /// Its lines in the order of reading.
    pub(super) lines: Vec<Line>,
}

/// A line of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Where it begins and ends, and its top and its bottom, in points from the left and from the top of the page.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) words: Vec<Word>,
    /// Which block of the document it is in.
    pub(super) block: usize,
}

/// A word.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) height: f64,
    pub(super) text: String,
}

impl Line {
    /// Returns its words with a space between each two.
    pub(super) fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Returns the height of most of its words: what is raised makes the line higher.
    pub(super) fn height(&self) -> f64 {
        let mut heights: Vec<f64> = self.words.iter().map(|word| word.height).collect();
        heights.sort_by(f64::total_cmp);
        heights.get(heights.len() / 2).copied().unwrap_or(0.0)
    }

    /// Whether two lines stand in one row.
    pub(super) fn is_beside(&self, other: &Line) -> bool {
        let middle = |line: &Line| f64::midpoint(line.top, line.bottom);
        (middle(self) - middle(other)).abs() < 0.5 * self.height().min(other.height())
    }

    /// Puts the words of another line after its own.
    pub(super) fn join(&mut self, other: Line) {
        self.right = self.right.max(other.right);
        self.words.extend(other.words);
    }
}

/// Reads the pages.
pub(super) fn pages(root: &Element) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut blocks = 0;
    root.each(&mut |element| match element.name.as_str() {
        "page" => pages.push(Page { width: number(element, "width"), lines: Vec::new() }),
        "block" => blocks += 1,
        "line" => {
            let line = line(element, blocks);
            if let Some(page) = pages.last_mut().filter(|_| !line.words.is_empty()) {
                page.lines.push(line);
            }
        }
        _ => {}
    });
    pages
}

fn line(element: &Element, block: usize) -> Line {
    let word = |word: &Element| Word {
        left: number(word, "xMin"),
        right: number(word, "xMax"),
        height: number(word, "yMax") - number(word, "yMin"),
        text: word.own_text().trim().to_owned(),
    };
    let mut words: Vec<Word> = Vec::new();
    for word in element.elements().filter(|child| child.name == "word").map(word) {
        // What is raised after a number is part of it: `27th`.
        let is_raised = |before: &&mut Word| {
            matches!(word.text.trim_end_matches([',', '.', ';']), "st" | "nd" | "rd" | "th" | "º" | "ª")
                && before.text.ends_with(|c: char| c.is_ascii_digit())
                && word.left - before.right < RAISED_GAP * before.height
        };
        match words.last_mut().filter(is_raised) {
            Some(before) => {
                before.text.push_str(&word.text);
                before.right = word.right;
            }
            None if word.text.is_empty() => {}
            None => words.push(word),
        }
    }
    Line {
        left: number(element, "xMin"),
        right: number(element, "xMax"),
        top: number(element, "yMin"),
        bottom: number(element, "yMax"),
        words,
        block,
    }
}

fn number(element: &Element, name: &str) -> f64 {
    element
        .get(name)
        .and_then(|value| value.parse().ok())
        .filter(|value: &f64| value.is_finite())
        .unwrap_or(0.0)
}

/// Takes the numbers of lines, headers, footers and the numbers of pages away, and notes them.
pub(super) fn take_margins(pages: &mut [Page], document: &mut SourceDocument) {
    pages.iter_mut().for_each(|page| take_line_numbers(page, document));
    // From the top to the bottom of the page, whatever the order of reading.
    let mut orders: Vec<Vec<usize>> = Vec::new();
    for page in pages.iter() {
        let mut order: Vec<usize> = (0..page.lines.len()).collect();
        order.sort_by(|a, b| page.lines[*a].top.total_cmp(&page.lines[*b].top));
        orders.push(order);
    }
    let texts: Vec<Vec<String>> = pages
        .iter()
        .zip(&orders)
        .map(|(page, order)| order.iter().map(|at| page.lines[*at].text()).collect())
        .collect();
    for ((page, order), found) in pages.iter_mut().zip(&orders).zip(margins(&texts)) {
        let mut gone = vec![false; page.lines.len()];
        for (at, what) in order.iter().zip(found) {
            if let Some(what) = what {
                gone[*at] = true;
                document.drop(what, page.lines[*at].text());
            }
        }
        let mut gone = gone.into_iter();
        page.lines.retain(|_| !gone.next().unwrap_or(false));
    }
}

/// Takes the numbers away that stand left of all text and go on by one step.
fn take_line_numbers(page: &mut Page, document: &mut SourceDocument) {
    let is_number = |word: &Word| word.text.len() <= 4 && word.text.bytes().all(|byte| byte.is_ascii_digit());
    let text_left = |line: &Line| {
        let first = line.words.iter().find(|word| !is_number(word)).map(|word| word.left);
        first.unwrap_or(f64::INFINITY)
    };
    let left = page.lines.iter().map(text_left).fold(f64::INFINITY, f64::min);
    let is_apart = |line: &Line| line.words.first().is_some_and(|word| is_number(word) && word.right < left);
    let mut numbers: Vec<(f64, u32)> = page
        .lines
        .iter()
        .filter(|line| is_apart(line))
        .filter_map(|line| Some((line.top, line.words[0].text.parse().ok()?)))
        .collect();
    numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
    if !are_of_lines(&numbers.iter().map(|(_, number)| *number).collect::<Vec<_>>()) {
        return;
    }
    for line in page.lines.iter_mut().filter(|line| is_apart(line)) {
        let word = line.words.remove(0);
        document.drop(What::LineNumber, word.text);
        line.left = line.words.first().map_or(line.right, |word| word.left);
    }
    page.lines.retain(|line| !line.words.is_empty());
}
