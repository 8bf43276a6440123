//! Finds dates in the names of files and their folders: `acta-2018-07-23`, `2018-09/sept-27`,
//! `2023/telcons/12-18-minutes`.

use std::ops::Range;

use jiff::civil::Date;

use super::{Day, Found, YEARS, day, find, word, year};
use crate::language::known::Languages;
use crate::language::words::Words;

/// Returns the date that stands anywhere in a file name: `acta-2018-07-23`, `Agenda 2021-12-30`, `notes_20190502`,
/// `minutes-3-july-2018`, `2018年7月23日`. `is_month_first` decides between the readings of `03-04-2019`.
pub(crate) fn date_within_name(stem: &str, is_month_first: bool) -> Option<Date> {
    if let Some(date) = date_in_name(stem) {
        return Some(date);
    }
    let name = with_dashes(stem);
    let words = Words::new(&name);
    let compact = || compact_date(stem);
    // Two figures alone may be a year or a day: `18-07-23`.
    let is_whole = |found: &&Found| found.words.clone().any(|at| year(&words, at).is_some());
    let found = find(&words, Languages::load());
    let found = found.iter().find(is_whole).map(|found| found.read(is_month_first));
    found.or_else(compact).or_else(|| year_before_month(&words, Languages::load()))
}

/// Returns the date that the folders of a file and its name say together: `2018-09/sept-27`, `2018/09/27-board`,
/// `2023/telcons/12-18-minutes`.
pub(crate) fn date_in_folders(folders: &str, stem: &str) -> Option<Date> {
    let data = Languages::load();
    let above = with_dashes(folders);
    if let [found] = find(&Words::new(&above), data).as_slice() {
        return Some(found.start);
    }
    let joined = with_dashes(&format!("{}-{stem}", folders.replace('/', "-")));
    let words = Words::new(&joined);
    let found = find(&words, data);
    if let Some(found) = found.iter().find(|found| year(&words, found.words.start).is_some()) {
        return Some(found.start);
    }
    let (year, month) = year_and_month(&above, data)?;
    let name = with_dashes(stem);
    let words = Words::new(&name);
    if let Some(date) = year_again(&words, year) {
        return Some(date);
    }
    let Day { day, month } = day_and_month(&words, month, data)?;
    Date::new(year, month, day).ok()
}

/// `24-11-17` below a folder of 2024.
fn year_again(words: &Words<'_>, year: i16) -> Option<Date> {
    let [first, month, day] = [0, 1, 2].map(|at| word(words, at));
    let is_year = first.len() == 2 && first.parse() == Ok(year % 100);
    Date::new(year, month.parse().ok()?, day.parse().ok().filter(|_| is_year)?).ok()
}

/// Writes what stands between the parts of a name as dashes: `2018_07_23`, `2018年7月23日`.
fn with_dashes(name: &str) -> String {
    let apart = |c: char| match c {
        '_' | '年' | '月' | '년' | '월' => '-',
        // No letters of these scripts are in the names of months that are known.
        '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' => ' ',
        other => other,
    };
    name.chars().map(apart).collect()
}

/// `notes_20190502`, `Meeting20190502Japan`.
fn compact_date(name: &str) -> Option<Date> {
    let runs = name.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 8);
    runs.filter_map(date_in_name).find(|date| YEARS.contains(&date.year()))
}

/// `2018-sept-27`.
fn year_before_month(words: &Words<'_>, data: &Languages) -> Option<Date> {
    (2..words.len()).find_map(|at| {
        let (year, month) = (year(words, at - 2)?, data.month(word(words, at - 1))?);
        Date::new(year, month, day(words, at)?).ok()
    })
}

/// Returns the last year that folders say, and the month below it.
fn year_and_month(folders: &str, data: &Languages) -> Option<(i16, Option<i8>)> {
    let words = Words::new(folders);
    let at = (0..words.len()).rev().find(|at| year(&words, *at).is_some())?;
    let figures = |word: &str| word.parse().ok().filter(|month| (1..=12).contains(month));
    let next = word(&words, at + 1);
    let month = data.month(next).or_else(|| figures(next).filter(|_| next.len() <= 2));
    Some((year(&words, at)?, month))
}

/// Returns the day that a name says below a folder of its year, and perhaps of its month: `sept-27`, `12-18-minutes`,
/// `27-board`.
fn day_and_month(words: &Words<'_>, month: Option<i8>, data: &Languages) -> Option<Day> {
    let named = (0..words.len()).find_map(|at| {
        let month = data.month(word(words, at))?;
        // In `09-september`, the number may be that of the month.
        let before = || day(words, at.checked_sub(1)?).filter(|day| *day != month);
        let day = day(words, at + 1).or_else(before)?;
        Some(Day { day, month })
    });
    let has_month = (0..words.len()).any(|at| data.month(word(words, at)).is_some());
    let numbers = |at: usize| Some((day(words, at)?, day(words, at + 1)?));
    let in_figures = || {
        let (first, second) = (0..words.len()).find_map(numbers)?;
        // Of three, it is not known which is the year.
        if (0..words.len()).filter(|at| day(words, *at).is_some()).count() > 2 {
            return None;
        }
        let (month, day) = if first > 12 { (second, first) } else { (first, second) };
        (month <= 12).then_some(Day { day, month })
    };
    let first = || Some(Day { day: day(words, 0)?, month: month? });
    if has_month { named } else { in_figures().or_else(first) }
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
    fn dates_stand_anywhere_in_names() {
        let check = |stem: &str, expected: Option<&str>| {
            let date = date_within_name(stem, true).map(|date| date.to_string());
            assert_eq!(date.as_deref(), expected, "{stem}");
        };
        check("2017-06-21-san-salvador", Some("2017-06-21"));
        check("acta-2018-07-23", Some("2018-07-23"));
        check("Agenda 2021-12-30", Some("2021-12-30"));
        check("notes_2018_07_23_call", Some("2018-07-23"));
        check("minutes20190502", Some("2019-05-02"));
        check("Meeting20190502Japan", Some("2019-05-02"));
        check("minutes201905021", None);
        check("minutes-20190502", Some("2019-05-02"));
        check("minutes-3-july-2018", Some("2018-07-03"));
        check("july-3-2018", Some("2018-07-03"));
        check("minutes-2018-sept-27", Some("2018-09-27"));
        check("議事録2018年7月23日", Some("2018-07-23"));
        check("2018年7月23日", Some("2018-07-23"));
        check("03-04-2019", Some("2019-03-04"));
        check("acta-12", None);
        check("18-07-23", None);
        check("acta-2018", None);
    }

    #[test]
    fn dates_stand_in_folders() {
        let check = |folders: &str, stem: &str, expected: Option<&str>| {
            let date = date_in_folders(folders, stem).map(|date| date.to_string());
            assert_eq!(date.as_deref(), expected, "{folders}/{stem}");
        };
        check("2018-09", "sept-27", Some("2018-09-27"));
        check("meetings/2018-09", "27-board", Some("2018-09-27"));
        check("2023/telcons", "12-18-minutes", Some("2023-12-18"));
        check("2023/telcons", "minutes-12-18", Some("2023-12-18"));
        check("actas/2019/marzo", "27", Some("2019-03-27"));
        check("meetings/2018-07-23", "notes", Some("2018-07-23"));
        check("2018/07/23", "README", Some("2018-07-23"));
        check("2024", "24_11_17 Acta Noviembre 2024", Some("2024-11-17"));
        check("2024", "17_11_24", None);
        check("2023", "05-noviembre", Some("2023-11-05"));
        check("2023", "09-Septiembre", None);
        check("2018", "acta-3", None);
        check("2018/acta", "overview", None);
        check("board", "12-18", None);
    }
}
