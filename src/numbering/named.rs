//! Numbers of points in words and in brackets: `Primer punto:`, `Punto 2.-`, `Segundo.-`, `2º punto`, `Item 3:`,
//! `[4]`, `§ 3`, `20/42`.

use super::rules;
use crate::language::numerals;
use crate::language::words::Words;
use crate::sections::Sections;

/// The highest number in words or brackets.
const NUMBER_MAX: u32 = 99;
/// What follows a figure that is an ordinal, folded.
const ENDINGS: [&str; 16] =
    ["º", "ª", "°", "o", "a", "e", "er", "ere", "eme", "ro", "do", "to", "st", "nd", "rd", "th"];
/// What stands between a number in words and its text.
const SIGNS: [char; 9] = ['.', ':', ')', '-', '–', '—', ' ', '\u{a0}', '*'];

/// How the numbers of a series are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `4.`
    Figures,
    /// `IV.`
    Roman,
    /// `Punto 4:`, `Cuarto punto`
    Called,
    /// `Cuarto.-`
    Words,
    /// `[4]`
    Brackets,
    /// `20/42`: a number of a series of a year.
    OfYear,
}

/// A number at the beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named<'t> {
    pub(super) number: u32,
    /// The number as points are called by it: `4`, `20/42`.
    pub(super) label: String,
    pub(super) form: Form,
    /// Whether a sign follows it, so that it is no part of a sentence.
    pub(super) is_closed: bool,
    /// The text after it.
    pub(super) rest: &'t str,
}

/// Reads the number in words or brackets that a text begins with.
pub(super) fn read<'t>(text: &'t str, sections: &Sections) -> Option<Named<'t>> {
    in_brackets(text).or_else(|| of_year(text)).or_else(|| in_words(text, sections))
}

/// Reads `[4] Texto`.
fn in_brackets(text: &str) -> Option<Named<'_>> {
    let inner = text.strip_prefix('[').or_else(|| text.strip_prefix("\\["))?;
    let (label, rest) = inner.split_once(']')?;
    let label = label.trim_end_matches('\\');
    let number = label.parse().ok().filter(|number| *number <= NUMBER_MAX && rules::is_number(label))?;
    let rest = rest.strip_prefix(' ')?;
    Some(Named {
        number,
        label: label.to_owned(),
        form: Form::Brackets,
        is_closed: true,
        rest: rest.trim_start(),
    })
}

/// Reads `20/42 Texto`.
fn of_year(text: &str) -> Option<Named<'_>> {
    let (label, rest) = text.split_once(' ')?;
    let label = label.trim_end_matches([':', '.']);
    let (year, number) = label.split_once('/')?;
    let is_one = [2, 4].contains(&year.len())
        && rules::is_number(year)
        && rules::is_number(number)
        && number.len() <= 3;
    let number = number.parse().ok().filter(|_| is_one)?;
    let begins_word = rest.trim_start().starts_with(char::is_alphabetic);
    begins_word.then(|| Named {
        number,
        label: label.to_owned(),
        form: Form::OfYear,
        is_closed: false,
        rest: rest.trim_start(),
    })
}

/// Reads a number with the word for a point, or an ordinal.
fn in_words<'t>(text: &'t str, sections: &Sections) -> Option<Named<'t>> {
    let line = text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end]);
    let words = Words::new(line);
    if words.len() == 0 || !words.gap_before(0).trim_matches(['§', ' ', '\u{a0}', '(']).is_empty() {
        return None;
    }
    let is_section = words.gap_before(0).contains('§');
    let first = sections.point_word(&words, 0);
    let at = first.unwrap_or(0);
    let (number, mut end, is_ordinal) = number_at(&words, at, sections)?;
    let after = if first.is_none() { sections.point_word(&words, end) } else { None };
    let is_named = first.is_some() || after.is_some() || is_section;
    end = after.unwrap_or(end);
    let rest = &text[words.place(end - 1).end..];
    let text_start = rest.trim_start_matches(SIGNS);
    let signs = rest[..rest.len() - text_start.len()].trim();
    let is_closed = !signs.is_empty();
    // `PRIMERO.- …`, but neither `Primero se leyó` nor `3. …`, which is an item of a list.
    let is_alone = is_ordinal && signs.starts_with([':', '.', '–', '—', ')', '-']);
    let is_one =
        if is_named { is_closed || text_start.is_empty() || is_section || first.is_some() } else { is_alone };
    let is_one = is_one && (is_named || words.written(at).starts_with(char::is_uppercase));
    is_one.then(|| Named {
        number,
        label: number.to_string(),
        form: if is_named { Form::Called } else { Form::Words },
        is_closed: is_closed || is_section,
        rest: text_start,
    })
}

/// Returns the number at a word, the word after it, and whether it is an ordinal in words.
fn number_at(words: &Words<'_>, at: usize, sections: &Sections) -> Option<(u32, usize, bool)> {
    if at >= words.len() {
        return None;
    }
    if let Some(number) = sections.ordinal(words.folded(at)) {
        return Some((number, at + 1, true));
    }
    let word = words.folded(at);
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (figures, ending) = word.split_at(digits);
    let number = figures.parse().ok().filter(|number| (1..=NUMBER_MAX).contains(number));
    if let Some(number) = number.filter(|_| ending.is_empty() || ENDINGS.contains(&ending)) {
        let is_ending = |next: usize| {
            ending.is_empty() && words.gap_before(next).trim() == "" && ENDINGS.contains(&words.folded(next))
        };
        let next = at + 1;
        return Some((number, if next < words.len() && is_ending(next) { next + 1 } else { next }, false));
    }
    let is_roman = at > 0 && words.written(at).bytes().all(|byte| b"IVXL".contains(&byte));
    let number = if is_roman { numerals::roman_value(word, NUMBER_MAX) } else { None };
    number.map(|number| (number, at + 1, false))
}
