//! What stands at the sides of a page, printed upwards: stamps of signatures, codes of registers. Where there is such, the
//! program that tells the places of words mixes up the order of reading, so that the blocks are put in order again.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{Line, Page};
use crate::import::blocks::{SourceDocument, What};

/// A word of so many letters that is higher than wide is printed upwards.
const UPWARD_CHARS_MIN: usize = 3;
/// Blocks of so many lines, and of so many words a line, beside each other are columns of text.
const COLUMN_LINES_MIN: usize = 4;
const COLUMN_WORDS_MIN: usize = 4;

/// Takes what is printed upwards left or right of all other text away, and notes it.
pub(super) fn take(page: &mut Page, document: &mut SourceDocument) {
    // A line of short words is printed as the others of its block are.
    let upward: BTreeSet<usize> =
        page.lines.iter().filter(|line| is_upward(line)).map(|line| line.block).collect();
    let upright = || page.lines.iter().filter(|line| !upward.contains(&line.block));
    let left = upright().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = upright().map(|line| line.right).fold(0.0, f64::max);
    let is_side = |line: &Line| upward.contains(&line.block) && (line.right <= left || line.left >= right);
    let (sides, text): (Vec<Line>, Vec<Line>) =
        std::mem::take(&mut page.lines).into_iter().partition(|line| is_side(line));
    page.lines = text;
    if !sides.is_empty() {
        sides.iter().for_each(|line| document.drop(What::Side, line.text()));
        put_in_order(&mut page.lines);
    }
}

/// Whether most words of a line are printed upwards.
fn is_upward(line: &Line) -> bool {
    let long = || line.words.iter().filter(|word| word.text.chars().count() >= UPWARD_CHARS_MIN);
    let upward = long().filter(|word| word.height > word.right - word.left).count();
    upward > 0 && upward * 2 > long().count()
}

/// Puts blocks in order from top to bottom and from left to right, unless some stand beside each other as columns.
fn put_in_order(lines: &mut Vec<Line>) {
    let mut blocks: BTreeMap<usize, Vec<Line>> = BTreeMap::new();
    for line in std::mem::take(lines) {
        blocks.entry(line.block).or_default().push(line);
    }
    let mut blocks: Vec<Vec<Line>> = blocks.into_values().collect();
    let top = |block: &[Line]| block.iter().map(|line| line.top).fold(f64::INFINITY, f64::min);
    let bottom = |block: &[Line]| block.iter().map(|line| line.bottom).fold(0.0, f64::max);
    let words = |block: &[Line]| block.iter().map(|line| line.words.len()).sum::<usize>();
    let is_long = |block: &&Vec<Line>| {
        block.len() >= COLUMN_LINES_MIN && words(block) >= COLUMN_WORDS_MIN * block.len()
    };
    let are_beside =
        |a: &[Line], b: &[Line]| top(a) < bottom(b) - a[0].height() && top(b) < bottom(a) - a[0].height();
    let long: Vec<&Vec<Line>> = blocks.iter().filter(is_long).collect();
    let has_columns = long.iter().enumerate().any(|(at, a)| long[at + 1..].iter().any(|b| are_beside(a, b)));
    if !has_columns {
        let left = |block: &[Line]| block.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
        let first = blocks.first().map_or(0, |block| block[0].block);
        blocks.sort_by(|a, b| {
            top(a).round().total_cmp(&top(b).round()).then_with(|| left(a).total_cmp(&left(b)))
        });
        for (at, block) in blocks.iter_mut().enumerate() {
            block.iter_mut().for_each(|line| line.block = first + at);
        }
    }
    *lines = blocks.concat();
}
