//! Finds dates in texts and in names of files: `21 y 22 de junio de 2017`, `June 21-22, 2017`, `2017-06-21`, `21/06/17`,
//! `a los veintiún días del mes de junio de dos mil diecisiete`, `21-VI-2017`.

mod names;

use std::ops::Range;

use jiff::civil::Date;

use super::known::{Languages, WordList};
use super::numerals::{in_words as number_in_words, roman_value};
use super::words::Words;

pub(crate) use names::{date_in_folders, date_in_name, date_within_name};

/// The years that meetings can have been in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// Years of two figures up to this one are of this century.
const SHORT_YEAR_MAX: i16 = 69;
/// The most words of a day in words: `treinta y uno`.
const DAY_WORDS_MAX: usize = 3;
/// How many words before a date are looked at for the day of the week.
const WEEKDAY_WORDS_MAX: usize = 2;

/// A date, or the first and the last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: Date,
    pub(crate) end: Option<Date>,
    /// The day that it is where the month stands before the day, if it can be read so.
    pub(crate) other: Option<Date>,
    /// Whether its day stands before its month, where it is in figures that can be read in one way alone.
    pub(crate) is_day_first: Option<bool>,
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
    find_by(words, &|at| in_words(words, at, data).or_else(|| in_figures(words, at, data)))
}

/// Returns the dates in a text whose month is misspelt by one letter, in order: `3 de septiempre de 2024`.
pub(crate) fn find_misspelt(words: &Words<'_>, data: &Languages) -> Vec<Found> {
    find_by(words, &|at| {
        let is_framed = at > 0 && at + 1 < words.len() && data.is(WordList::Of, word(words, at - 1));
        let month = if is_framed { data.month_like(word(words, at)) } else { None };
        around_month(words, at, month?, data)
    })
}

/// A day without its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Yearless {
    month: i8,
    day: i8,
    /// The day of the week that stands with it, from Monday, 1.
    weekday: Option<i8>,
    /// Which words of the text it takes.
    pub(crate) words: Range<usize>,
}

impl Yearless {
    /// Returns the day in a year; none if there is no such day, or it is another day of the week.
    pub(crate) fn in_year(&self, year: i16) -> Option<Date> {
        let date = Date::new(year, self.month, self.day).ok()?;
        let is_said = |weekday: i8| weekday == date.weekday().to_monday_one_offset();
        self.weekday.is_none_or(is_said).then_some(date)
    }
}

/// Returns the single days in a text that stand with their month and without a year, in order: `Saturday 27th June`.
pub(crate) fn find_yearless(words: &Words<'_>, data: &Languages) -> Vec<Yearless> {
    (0..words.len()).filter_map(|at| yearless(words, at, data)).collect()
}

fn yearless(words: &Words<'_>, at: usize, data: &Languages) -> Option<Yearless> {
    let month = data.month(word(words, at))?;
    let (days, places) = days_around(words, at, month, data)?;
    let [day] = days.as_slice() else { return None };
    // `May` is a month, `may` is none.
    let is_of = at > 0 && data.is(WordList::Of, word(words, at - 1));
    let is_month = is_of || words.written(at).starts_with(char::is_uppercase);
    if !is_month || year_after(words, places.end, data).is_some() {
        return None;
    }
    let before = places.start.saturating_sub(WEEKDAY_WORDS_MAX)..places.start;
    let weekday = before.into_iter().find_map(|at| data.weekday(word(words, at)));
    Some(Yearless { month, day: day.day, weekday, words: places })
}

/// Returns the dates that `here` finds at the words of a text, none of which overlap.
fn find_by(words: &Words<'_>, here: &dyn Fn(usize) -> Option<Found>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let here = here(at);
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
    let before = skip_back(&words, at, data, &[WordList::Of]).checked_sub(1);
    let named = before.and_then(said).or_else(|| said(at + 1));
    let is_part = |kind: WordList| (0..at).any(|word| data.is(kind, words.folded(word)));
    let part = [(WordList::Early, 5), (WordList::Middle, 15)].into_iter().find(|(kind, _)| is_part(*kind));
    let wanted = named.or(part.map(|(_, number)| number));
    let is_of = at > 0 && data.is(WordList::Of, word(&words, at - 1));
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
    around_month(words, at, data.month(word(words, at))?, data)
}

/// Reads a date around a month at `at`.
fn around_month(words: &Words<'_>, at: usize, month: i8, data: &Languages) -> Option<Found> {
    let (days, places) = days_around(words, at, month, data)?;
    let (year, end) = year_after(words, places.end, data)?;
    let date = |day: &Day| Date::new(year, day.month, day.day).ok();
    let (first, last) = (date(days.first()?)?, date(days.last()?)?);
    let end_date = (last > first).then_some(last);
    Some(Found { start: first, end: end_date, other: None, is_day_first: None, words: places.start..end })
}

/// Reads the days around a month at `at`, and returns which words they and the month take.
fn days_around(
    words: &Words<'_>,
    at: usize,
    month: i8,
    data: &Languages,
) -> Option<(Vec<Day>, Range<usize>)> {
    let (mut days, after) = days_after(words, at, month, data);
    let mut start = at;
    if days.is_empty() {
        // `21 y 22 de junio`
        (days, start) = days_before(words, at, month, data)?;
    } else if days.len() == 1
        && let Some((first, from)) =
            day_before(words, start, month, data).filter(|(first, _)| first.month != month)
    {
        days.insert(0, first);
        start = from;
    }
    Some((days, start..after))
}

/// Reads the days after a month at `at`, and returns where they end: `June 21-22`, `June 21, 22 and 23`.
fn days_after(words: &Words<'_>, at: usize, month: i8, data: &Languages) -> (Vec<Day>, usize) {
    let mut after = at + 1;
    let mut days = Vec::new();
    while let Some(day) = day(words, after) {
        days.push(Day { day, month });
        after += 1;
        after += usize::from(is_ending(word(words, after)));
        let is_range = joins(words, after, data);
        let is_listed = is_comma(words, after) && self::day(words, after).is_some_and(|next| next > day);
        after += usize::from(is_range && data.is(WordList::Until, word(words, after)));
        if !is_range && !is_listed {
            break;
        }
    }
    (days, after)
}

/// Reads the days before a month at `at`, and returns where they begin: `21 de`, `21 y 22 de`, `24, 25 y 26 de`,
/// `veintiún días del mes de`.
fn days_before(words: &Words<'_>, at: usize, month: i8, data: &Languages) -> Option<(Vec<Day>, usize)> {
    let end = skip_back(words, at, data, &[WordList::Of, WordList::MonthOf]);
    let (last, mut start) = day_ending(words, end, data)?;
    let mut days = vec![Day { day: last, month }];
    if let Some((first, from)) = day_before(words, start, month, data) {
        days.insert(0, first);
        start = from;
        while let Some(before) = start.checked_sub(1).filter(|_| is_comma(words, start))
            && let Some(earlier) = day(words, before).filter(|earlier| *earlier < days[0].day)
        {
            days.insert(0, Day { day: earlier, month: days[0].month });
            start = before;
        }
    }
    Some((days, start))
}

/// Reads a day whose words end at `end`, and returns where they begin: `21`, `1.º`, `veintiuno`, `veintiuno (21)`.
fn day_ending(words: &Words<'_>, end: usize, data: &Languages) -> Option<(i8, usize)> {
    let last = end.checked_sub(1)?;
    let is_spanish = matches!(word(words, last), "o" | "º" | "er" | "ro") && words.gap_before(last) == ".";
    let is_apart = is_spanish || is_ending(word(words, last));
    let figures = if is_apart { last.checked_sub(1)? } else { last };
    if let Some(number) = day(words, figures) {
        let same = day_in_words(words, figures, data).filter(|(said, _)| *said == number);
        return Some((number, same.map_or(figures, |(_, start)| start)));
    }
    day_in_words(words, end, data)
}

/// Reads a day in words that ends at `end`.
fn day_in_words(words: &Words<'_>, end: usize, data: &Languages) -> Option<(i8, usize)> {
    let starts = (1..=DAY_WORDS_MAX.min(end)).rev().map(|length| end - length);
    let read = |start| {
        let (number, after) = number_in_words(words, start, data)?;
        let number = i8::try_from(number).ok().filter(|number| (1..=31).contains(number))?;
        (after == end).then_some((number, start))
    };
    starts.into_iter().find_map(read)
}

/// Reads the first day of a range that ends at `end`: `21 y`, `30 de mayo al`, `June 30 –`.
fn day_before(words: &Words<'_>, end: usize, month: i8, data: &Languages) -> Option<(Day, usize)> {
    let after_until = end > 0 && data.is(WordList::Until, word(words, end - 1));
    if !joins(words, end, data) && !after_until {
        return None;
    }
    let mut at = end;
    while at > 0 && (data.is(WordList::Until, word(words, at - 1)) || word(words, at - 1) == "el") {
        at -= 1;
    }
    let before = at.checked_sub(1)?;
    if let Some((number, start)) = day_ending(words, at, data) {
        // `June 30 – July 2`
        if let Some(named) = start.checked_sub(1).and_then(|at| data.month(word(words, at))) {
            return Some((Day { day: number, month: named }, start - 1));
        }
        return Some((Day { day: number, month }, start));
    }
    let named = data.month(word(words, before))?;
    let (number, start) = day_ending(words, skip_back(words, before, data, &[WordList::Of]), data)?;
    Some((Day { day: number, month: named }, start))
}

fn skip_back(words: &Words<'_>, mut at: usize, data: &Languages, kinds: &[WordList]) -> usize {
    while at > 0 && kinds.iter().any(|kind| data.is(*kind, word(words, at - 1))) {
        at -= 1;
    }
    at
}

/// Whether the word at `at` goes on from the one before as a range does: after a dash, or as a small word.
fn joins(words: &Words<'_>, at: usize, data: &Languages) -> bool {
    at < words.len()
        && (words.gap_before(at).contains(['-', '–', '—']) || data.is(WordList::Until, word(words, at)))
}

fn is_comma(words: &Words<'_>, at: usize) -> bool {
    at < words.len() && words.gap_before(at).trim() == ","
}

fn word<'w>(words: &'w Words<'_>, at: usize) -> &'w str {
    if at < words.len() { words.folded(at) } else { "" }
}

/// What is raised after a day: `27 th June`.
fn is_ending(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

/// `21`, `1º`, `21st`.
fn day(words: &Words<'_>, at: usize) -> Option<i8> {
    let word = word(words, at);
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ending = &word[digits..];
    let known = matches!(ending, "" | "st" | "nd" | "rd" | "th" | "o" | "º" | "ro" | "er");
    let number = word[..digits].parse().ok().filter(|_| known && digits <= 2)?;
    (1..=31).contains(&number).then_some(number)
}

/// Reads the year after a month, and returns where it ends: `de 2017`, `, 2017`, `del año dos mil diecisiete (2017)`, `2.017`.
fn year_after(words: &Words<'_>, mut at: usize, data: &Languages) -> Option<(i16, usize)> {
    while [WordList::Of, WordList::YearOf].iter().any(|kind| data.is(*kind, word(words, at))) {
        at += 1;
    }
    if let Some(year) = year(words, at) {
        return Some((year, at + 1));
    }
    let thousands = (word(words, at).len() == 1 && word(words, at + 1).len() == 3)
        .then(|| format!("{}{}", word(words, at), word(words, at + 1)));
    if let Some(year) =
        thousands.filter(|_| words.gap_before(at + 1) == ".").and_then(|year| year.parse().ok())
    {
        return YEARS.contains(&year).then_some((year, at + 2));
    }
    let (said, end) = number_in_words(words, at, data)?;
    let said = i16::try_from(said).ok().filter(|year| YEARS.contains(year))?;
    match year(words, end).filter(|_| words.gap_before(end).contains('(')) {
        Some(year) => (year == said).then_some((said, end + 1)),
        None => Some((said, end)),
    }
}

fn year(words: &Words<'_>, at: usize) -> Option<i16> {
    let word = word(words, at);
    let year = word.parse().ok().filter(|_| word.len() == 4)?;
    YEARS.contains(&year).then_some(year)
}

/// `19`, between strokes or dashes.
fn short_year(words: &Words<'_>, at: usize) -> Option<i16> {
    let word = word(words, at);
    let is_short = word.len() == 2 && matches!(words.gap_before(at), "/" | "-");
    let year: i16 = word.parse().ok().filter(|_| is_short)?;
    Some(if year <= SHORT_YEAR_MAX { 2000 + year } else { 1900 + year })
}

/// `2017-06-21`, `21/06/2017`, `21.6.2017`, `21/06/17`, `21-VI-2017`, `21/jun/17`. A day is before its month, unless it
/// cannot be, or the day of the week says otherwise.
fn in_figures(words: &Words<'_>, at: usize, data: &Languages) -> Option<Found> {
    if at + 2 >= words.len() {
        return None;
    }
    let gap = words.gap_before(at + 1);
    if words.gap_before(at + 2) != gap || !matches!(gap, "-" | "/" | ".") {
        return None;
    }
    let words_of = at..at + 3;
    let found =
        |start, other| Some(Found { start, end: None, other, is_day_first: None, words: words_of.clone() });
    let number = |at: usize| after_weekday(word(words, at), data).1.parse::<i8>().ok();
    if let Some(year) = year(words, at) {
        // `2014-06-22T11:27:00`
        let day = word(words, at + 2).split_once('t').and_then(|(day, _)| day.parse().ok());
        return found(Date::new(year, number(at + 1)?, day.or_else(|| number(at + 2))?).ok()?, None);
    }
    let year = year(words, at + 2).or_else(|| short_year(words, at + 2))?;
    let first = number(at)?;
    let Some(second) = number(at + 1) else {
        let month = named_month(words, at + 1, data)?;
        return found(Date::new(year, month, first).ok()?, None);
    };
    let readings = [Date::new(year, second, first).ok(), Date::new(year, first, second).ok()];
    let before = at.saturating_sub(WEEKDAY_WORDS_MAX)..at;
    let said = after_weekday(word(words, at), data).0;
    let said = said.or_else(|| before.into_iter().find_map(|at| data.weekday(word(words, at))));
    let is_said = |date: &Date| said == Some(date.weekday().to_monday_one_offset());
    match readings {
        [Some(day_first), Some(month_first)] if day_first != month_first => {
            match (is_said(&day_first), is_said(&month_first)) {
                (true, false) => found(day_first, None),
                (false, true) => found(month_first, None),
                _ => found(day_first, Some(month_first)),
            }
        }
        [day_first, month_first] => {
            let is_day_first = (day_first != month_first).then_some(day_first.is_some());
            found(day_first.or(month_first)?, None).map(|found| Found { is_day_first, ..found })
        }
    }
}

/// Returns the day of the week that is written as one word with a number, and the number without it: `Wed15`.
fn after_weekday<'w>(word: &'w str, data: &Languages) -> (Option<i8>, &'w str) {
    let figures = word.trim_start_matches(|c: char| !c.is_ascii_digit());
    let weekday = data.weekday(&word[..word.len() - figures.len()]);
    (weekday, if weekday.is_some() { figures } else { word })
}

/// A month between the figures of a date: `VI`, `jun`.
fn named_month(words: &Words<'_>, at: usize, data: &Languages) -> Option<i8> {
    let is_capitals = words.written(at).bytes().all(|byte| byte.is_ascii_uppercase());
    let roman = || roman_value(word(words, at), 12).filter(|_| is_capitals);
    data.month(word(words, at)).or_else(|| roman().and_then(|month| month.try_into().ok()))
}

impl Found {
    /// Returns the first day, as it is read where months stand first if `is_month_first`.
    pub(crate) fn read(&self, is_month_first: bool) -> Date {
        self.other.filter(|_| is_month_first).unwrap_or(self.start)
    }
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
        check("a las nueve horas del día tres de mayo de dos mil diecinueve", "2019-05-03");
        check("a los 17 días del mes de octubre de 2023", "2023-10-17");
        check("a los treinta y un días", "");
        check("los veintiún (21) días del mes de junio del año dos mil diecisiete (2017)", "2017-06-21");
        check("treinta y uno de mayo de mil novecientos noventa y nueve", "1999-05-31");
        check("the third day of May, two thousand and nineteen", "2019-05-03");
        check("los días 24, 25 y 26 de marzo de 2019", "2019-03-24/2019-03-26");
        check("March 24, 25 and 26, 2019", "2019-03-24/2019-03-26");
        check("24/03/19, 24-mar-2019, 24 Mar 2019", "2019-03-24 2019-03-24 2019-03-24");
        check("27 th June 2015, July 13 th , 2005", "2015-06-27 2005-07-13");
        check("24-III-2019; 24/iii/2019; 1.º de marzo de 2019", "2019-03-24 2019-03-01");
        check("24 de Marzo del 2.019", "2019-03-24");
        check("el tres (3) de mayo de dos mil diecinueve (2018)", "");
        check("artículo 10.01.19, punto 3-2-1", "");
        check("31 de febrero de 2017; mediados de julio; en junio de 2017; punto 3 de 2017", "");
        check("Wed15-02-17; A15-02-17", "2017-02-15");
        check(
            "le 2 avril 2019, em 2 de março de 2019, 2 d'abril de 2019",
            "2019-04-02 2019-03-02 2019-04-02",
        );
    }

    #[test]
    fn months_that_are_misspelt_are_told() {
        let check = |text: &str, expected: &str| {
            let found = find_misspelt(&Words::new(text), Languages::load());
            let starts: Vec<String> = found.iter().map(|found| found.start.to_string()).collect();
            assert_eq!(starts.join(" "), expected, "{text}");
        };
        check("el 4 de novienbre de 2021", "2021-11-04");
        check("el 4 de jnio de 2021", "2021-06-04");
        check("el 4 de setiembe del año 2021 y el 5 de agosot de 2021", "2021-09-04 2021-08-05");
        check("el 4 de juio de 2021", "");
        check("el 4 de mesas de 2021; novienbre de 2021; 4 novienbre 2021", "");
    }

    #[test]
    fn days_stand_without_their_year() {
        let check = |text: &str, year: i16, expected: &str| {
            let found = find_yearless(&Words::new(text), Languages::load());
            let days = found.iter().filter_map(|found| found.in_year(year));
            assert_eq!(days.map(|day| day.to_string()).collect::<Vec<_>>().join(" "), expected, "{text}");
        };
        check("held on Saturday 27th June.", 2015, "2015-06-27");
        check("held on Saturday 27th June.", 2016, "");
        check("el 3 de mayo, a las 9:00", 2016, "2016-05-03");
        check("May 3, at 9; they may 3 times; 3 de mayo de 2015; May 3-5", 2016, "2016-05-03");
        check("29 de febrero", 2015, "");
    }

    #[test]
    fn a_day_that_may_be_a_month_is_told_of() {
        let other = |text: &str| {
            let found = find(&Words::new(text), Languages::load());
            found.first().and_then(|found| found.other).map(|other| other.to_string())
        };
        assert_eq!(other("03/04/2019").as_deref(), Some("2019-03-04"));
        assert_eq!(other("04/04/2019 y 24/04/2019"), None);
        let first = |text: &str| find(&Words::new(text), Languages::load())[0].start.to_string();
        assert_eq!((first("lunes 08/11/21"), other("lunes 08/11/21")), ("2021-11-08".to_owned(), None));
        assert_eq!(
            (first("Monday, 03/04/2019"), other("Monday, 03/04/2019")),
            ("2019-03-04".to_owned(), None)
        );
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
