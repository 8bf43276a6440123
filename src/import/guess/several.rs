//! Tells whether a document holds several minutes.

use jiff::civil::Date;

use super::dates;
use super::lines::Line;
use crate::language::known::{Languages, WordList};
use crate::language::words::Words;

/// The most words of a line that begins minutes.
const TITLE_WORDS_MAX: usize = 16;
/// How many lines after a title may say its day.
const DAY_WITHIN: usize = 4;

/// Returns the lines that begin the first and the second minutes of a document: each a title of the same kind with a number or a
/// day, and another day with each. None if it holds one.
pub(super) fn find(lines: &[Line], data: &Languages) -> Option<(String, String)> {
    let starts: Vec<(usize, Date)> =
        (0..lines.len()).filter_map(|at| Some((at, day(&lines[at..], data)?))).collect();
    let (first, day) = *starts.first().filter(|(at, _)| lines[*at].is_head)?;
    let kind = kind(&lines[first].text);
    let second = starts.iter().find(|(at, other)| *other != day && self::kind(&lines[*at].text) == kind)?.0;
    Some((lines[first].text.trim().to_owned(), lines[second].text.trim().to_owned()))
}

/// Returns the word that says what a title is of: `acta`.
fn kind(text: &str) -> String {
    let words = Words::new(text);
    if words.len() > 0 { words.folded(0).to_owned() } else { String::new() }
}

/// Returns the day of the minutes that the first of the lines begins, if it does.
fn day(lines: &[Line], data: &Languages) -> Option<Date> {
    let title = lines.first()?;
    let words = Words::new(&title.text);
    let is_short = words.len() > 1
        && words.len() <= TITLE_WORDS_MAX
        && !title.text.trim_end().ends_with(['.', ',', ';']);
    let is_named =
        is_short && data.is(WordList::Records, words.folded(0)) && !title.is_item && !title.is_announced;
    let is_numbered = is_named && title.text.chars().any(|character| character.is_ascii_digit());
    let is_capital = title.text.trim_start().starts_with(char::is_uppercase);
    let own = || dates::said(title, data);
    let below = || lines.iter().skip(1).take(DAY_WITHIN).find_map(|line| dates::said(line, data));
    if is_numbered && is_capital { own().or_else(below) } else { None }
}
