//! Finds dates in texts and in names of files: `21 y 22 de junio de 2017`, `June 21-22, 2017`, `2017-06-21`, `21/06/2017`.

use std::ops::Range;

use jiff::civil::Date;

use super::known::{Kind, Languages};
use super::words::Words;

/// The years that meetings can have been in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// A date, or the first and the last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: Date,
    pub(crate) end: Option<Date>,
    /// Which words of the text it takes.
    pub(crate) words: Range<usize>,
}

/// Returns the day, or the first and the last, that a text says, if it says one date alone.
pub(crate) fn date_in_words(text: &str) -> Option<(Date, Option<Date>)> {
    let found = find(&Words::new(text), Languages::load());
    let [Found { start, end, .. }] = found.as_slice() else { return None };
    Some((*start, *end))
}

/// Returns the dates in a text, in order.
pub(crate) fn find(words: &Words<'_>, data: &Languages) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let here = in_words(words, at, data).or_else(|| in_figures(words, at));
        match here.filter(|here| found.last().is_none_or(|last| last.words.end <= here.words.start)) {
            Some(here) => {
                at = here.words.end;
                found.push(here);
            }
            None => at += 1,
        }
    }
    found
}

/// A day of a month, as far as it is said.
#[derive(Clone, Copy)]
struct Day {
    day: i8,
    month: i8,
}

/// Returns about which day a time is that names a month, after `day`: `mediados de julio`, `25 April`, `end of May`. A month
/// without a year is the next one; without a part of it, its last day is taken.
pub(crate) fn about(text: &str, day: Date) -> Option<Date> {
    let data = Languages::load();
    let words = Words::new(text);
    let at = (0..words.len()).find(|at| data.month(word(&words, *at)).is_some())?;
    let month = data.month(word(&words, at))?;
    let said = |at: usize| self::day(&words, at);
    let before = skip_back(&words, at, data, Kind::Of).checked_sub(1);
    let named = before.and_then(said).or_else(|| said(at + 1));
    let is_part = |kind: Kind| (0..at).any(|word| data.is(kind, words.folded(word)));
    let part = [(Kind::Early, 5), (Kind::Middle, 15)].into_iter().find(|(kind, _)| is_part(*kind));
    let wanted = named.or(part.map(|(_, number)| number));
    let is_of = at > 0 && data.is(Kind::Of, word(&words, at - 1));
    // `May` is a month, `may` is none.
    let is_month = wanted.is_some() || is_of || words.written(at).starts_with(char::is_uppercase);
    let in_year = |year: i16| {
        let first = Date::new(year, month, 1).ok()?;
        match wanted {
            Some(number) => Date::new(year, month, number).ok(),
            None => Some(first.last_of_month()),
        }
    };
    match (at + 1..words.len()).find_map(|at| year(&words, at)) {
        _ if !is_month => None,
        Some(year) => in_year(year),
        None => in_year(day.year()).filter(|found| *found >= day).or_else(|| in_year(day.year() + 1)),
    }
}

/// Reads a date around the name of a month at `at`, the last one of a range.
fn in_words(words: &Words<'_>, at: usize, data: &Languages) -> Option<Found> {
    let month = data.month(word(words, at))?;
    let mut after = at + 1;
    let mut days = Vec::new();
    // `June 21-22, 2017`
    while let Some(day) = day(words, after) {
        days.push(Day { day, month });
        after += 1;
        let is_range = joins(words, after, data);
        after += usize::from(is_range && data.is(Kind::Until, word(words, after)));
        if !is_range {
            break;
        }
    }
    let mut start = at;
    if days.is_empty() {
        // `21 y 22 de junio`
        start = skip_back(words, start, data, Kind::Of);
        let last = day(words, start.checked_sub(1)?)?;
        start -= 1;
        days.push(Day { day: last, month });
        if let Some((first, from)) = day_before(words, start, month, data) {
            days.insert(0, first);
            start = from;
        }
    } else if days.len() == 1
        && let Some((first, from)) =
            day_before(words, start, month, data).filter(|(first, _)| first.month != month)
    {
        days.insert(0, first);
        start = from;
    }
    while data.is(Kind::Of, word(words, after)) {
        after += 1;
    }
    let year = year(words, after)?;
    let date = |day: &Day| Date::new(year, day.month, day.day).ok();
    let (first, last) = (date(days.first()?)?, date(days.last()?)?);
    let end = (last > first).then_some(last);
    Some(Found { start: first, end, words: start..after + 1 })
}

/// Reads the first day of a range that ends at `end`: `21 y`, `30 de mayo al`, `June 30 –`.
fn day_before(words: &Words<'_>, end: usize, month: i8, data: &Languages) -> Option<(Day, usize)> {
    let after_until = end > 0 && data.is(Kind::Until, word(words, end - 1));
    if !joins(words, end, data) && !after_until {
        return None;
    }
    let mut at = end;
    while at > 0 && (data.is(Kind::Until, word(words, at - 1)) || word(words, at - 1) == "el") {
        at -= 1;
    }
    let before = at.checked_sub(1)?;
    if let Some(number) = day(words, before) {
        // `June 30 – July 2`
        if let Some(named) = before.checked_sub(1).and_then(|at| data.month(word(words, at))) {
            return Some((Day { day: number, month: named }, before - 1));
        }
        return Some((Day { day: number, month }, before));
    }
    let named = data.month(word(words, before))?;
    let at = skip_back(words, before, data, Kind::Of).checked_sub(1)?;
    Some((Day { day: day(words, at)?, month: named }, at))
}

fn skip_back(words: &Words<'_>, mut at: usize, data: &Languages, kind: Kind) -> usize {
    while at > 0 && data.is(kind, word(words, at - 1)) {
        at -= 1;
    }
    at
}

/// Whether the word at `at` goes on from the one before as a range does: after a dash, or as a small word.
fn joins(words: &Words<'_>, at: usize, data: &Languages) -> bool {
    at < words.len()
        && (words.gap_before(at).contains(['-', '–', '—']) || data.is(Kind::Until, word(words, at)))
}

fn word<'w>(words: &'w Words<'_>, at: usize) -> &'w str {
    if at < words.len() { words.folded(at) } else { "" }
}

/// `21`, `1º`, `21st`.
fn day(words: &Words<'_>, at: usize) -> Option<i8> {
    let word = word(words, at);
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ending = &word[digits..];
    let known = matches!(ending, "" | "st" | "nd" | "rd" | "th" | "o" | "º" | "ro");
    let number = word[..digits].parse().ok().filter(|_| known && digits <= 2)?;
    (1..=31).contains(&number).then_some(number)
}

fn year(words: &Words<'_>, at: usize) -> Option<i16> {
    let word = word(words, at);
    let year = word.parse().ok().filter(|_| word.len() == 4)?;
    YEARS.contains(&year).then_some(year)
}

/// `2017-06-21`, `21/06/2017`, `21.6.2017`. A day is before its month, unless it cannot be.
fn in_figures(words: &Words<'_>, at: usize) -> Option<Found> {
    if at + 2 >= words.len() {
        return None;
    }
    let gap = words.gap_before(at + 1);
    let is_same = words.gap_before(at + 2) == gap && matches!(gap, "-" | "/" | ".");
    let number = |at: usize| word(words, at).parse::<i8>().ok();
    let date = if !is_same {
        None
    } else if let Some(year) = year(words, at) {
        Date::new(year, number(at + 1)?, number(at + 2)?).ok()
    } else {
        let (day, month, year) = (number(at)?, number(at + 1)?, year(words, at + 2)?);
        Date::new(year, month, day).ok().or_else(|| Date::new(year, day, month).ok())
    };
    date.map(|start| Found { start, end: None, words: at..at + 3 })
}

/// Returns the date that a file name begins with: `2017-06-21-…`, `2017.06.21`, `2017_06_21`, `20170621`.
pub(crate) fn date_in_name(stem: &str) -> Option<Date> {
    let digits: String = stem
        .chars()
        .take_while(|c| c.is_ascii_digit() || "-._".contains(*c))
        .filter(char::is_ascii_digit)
        .take(8)
        .collect();
    let number = |range: Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let month = i8::try_from(number(4..6)?).ok()?;
    Date::new(number(0..4)?, month, i8::try_from(number(6..8)?).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found() {
        let check = |text: &str, expected: &str| {
            let found = find(&Words::new(text), Languages::load());
            let show = |found: &Found| match found.end {
                Some(end) => format!("{}/{end}", found.start),
                None => found.start.to_string(),
            };
            assert_eq!(found.iter().map(show).collect::<Vec<_>>().join(" "), expected, "{text}");
        };
        check("el día 21 de junio de 2017, en San Salvador", "2017-06-21");
        check("21 y 22 de junio de 2017", "2017-06-21/2017-06-22");
        check("Del 21 al 23 de Junio del 2017", "2017-06-21/2017-06-23");
        check("20-22 de junio, 2017", "2017-06-20/2017-06-22");
        check("30 de mayo al 1º de junio de 2017", "2017-05-30/2017-06-01");
        check("del 30 de mayo al 1 de junio de 2017", "2017-05-30/2017-06-01");
        check("June 21-22, 2017", "2017-06-21/2017-06-22");
        check("June 21 and 22, 2017", "2017-06-21/2017-06-22");
        check("21-22 June 2017", "2017-06-21/2017-06-22");
        check("May 30 – June 1, 2017", "2017-05-30/2017-06-01");
        check("the 21st of June, 2017 and 2018-01-05", "2017-06-21 2018-01-05");
        check("21/06/2017 o 6/21/2017", "2017-06-21 2017-06-21");
        check("31 de febrero de 2017; mediados de julio; en junio de 2017; punto 3 de 2017", "");
    }

    #[test]
    fn vague_times_are_about_a_day() {
        let day = Date::constant(2023, 10, 3);
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(about(text, day).map(|day| day.to_string()).as_deref(), expected, "{text}");
        };
        check("mediados de julio", Some("2024-07-15"));
        check("a mediados de noviembre", Some("2023-11-15"));
        check("principios de enero de 2025", Some("2025-01-05"));
        check("finales de febrero", Some("2024-02-29"));
        check("25 de octubre", Some("2023-10-25"));
        check("April 25th", Some("2024-04-25"));
        check("early May", Some("2024-05-05"));
        check("Próxima reunión", None);
        check("31 de febrero", None);
        check("when it may be", None);
    }

    #[test]
    fn dates_stand_in_names() {
        let date = |stem| date_in_name(stem).map(|date| date.to_string());
        assert_eq!(date("2017-06-21-san-salvador").as_deref(), Some("2017-06-21"));
        assert_eq!(date("2019.05.02").as_deref(), Some("2019-05-02"));
        assert_eq!(date("20190502").as_deref(), Some("2019-05-02"));
        assert_eq!(date("2017-13-21"), None);
        assert_eq!(date("acta-12"), None);
    }
}
