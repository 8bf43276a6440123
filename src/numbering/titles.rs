//! Points written as headings or as lines in bold: `## 1. Lectura del acta`, `**II. Informe**`.

use std::collections::BTreeMap;

use super::lines::{Line, LineKind};
use super::roles;
use super::rules::{self, POINTS_MIN, YEARS};
use crate::language::numerals;
use crate::sections::Role;

/// The highest Roman numeral in a heading.
const ROMAN_MAX: u32 = 50;

/// A heading or a line in bold that begins with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// Its line number.
    pub(super) line: usize,
    pub(super) number: u32,
    /// The number as written: `4`, `IV`.
    pub(super) label: String,
    /// Its text without the number.
    pub(super) text: String,
}

/// The form shared by the titles of a series: their level, and the style of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    /// The level of a heading; 7 for a line in bold.
    level: u8,
    is_roman: bool,
}

/// The level of a line in bold, below that of every heading.
const BOLD: u8 = 7;

/// Returns the titles that are points: the outermost series of two or more whose numbers increase from 1, in
/// sections with points. Series whose numbers start again are ignored.
pub(super) fn find(lines: &[Line<'_>], roles: &[Option<Role>]) -> Vec<Title> {
    let mut series: BTreeMap<Look, Vec<Title>> = BTreeMap::new();
    for line in lines {
        let may_be_point = roles[line.at].is_none_or(|role| role != Role::Agenda);
        if let Some((look, title)) = title(line).filter(|_| may_be_point) {
            series.entry(look).or_default().push(title);
        }
    }
    series.into_values().find(|titles| is_series(titles)).unwrap_or_default()
}

/// Whether the numbers of titles increase from 1.
fn is_series(titles: &[Title]) -> bool {
    let rises = titles.windows(2).all(|pair| rules::can_follow(pair[0].number, pair[1].number));
    titles.len() >= POINTS_MIN && titles[0].number == 1 && rises
}

/// Returns the title on a line, if it begins with a number.
fn title(line: &Line<'_>) -> Option<(Look, Title)> {
    let (level, text) = match line.kind {
        LineKind::Border => roles::heading(line)?,
        LineKind::Text => (BOLD, roles::bold(line.text.trim())?),
        _ => return None,
    };
    let (label, text) = split(text)?;
    let roman = || numerals::roman_value(&label.to_lowercase(), ROMAN_MAX);
    let is_roman = !rules::is_number(label);
    let number =
        if is_roman { roman()? } else { label.parse().ok().filter(|number| !YEARS.contains(number))? };
    let title = Title { line: line.at, number, label: label.to_owned(), text: text.to_owned() };
    Some((Look { level, is_roman }, title))
}

/// Splits `4. Texto`, `IV.- Texto` or `4) Texto` into number and text.
fn split(title: &str) -> Option<(&str, &str)> {
    let end = title.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (label, rest) = title.split_at(end);
    let is_number = rules::is_number(label);
    let is_roman = !label.is_empty() && label.bytes().all(|byte| b"IVXL".contains(&byte));
    // `4.1` does not match; `4 – Texto` does.
    let sign = rest.trim_start().chars().next().filter(|sign| ".)-–—:°º".contains(*sign))?;
    let text = rest.trim_start()[sign.len_utf8()..]
        .trim_start_matches(['.', '-', '–', '—', ')', ' ', '\u{a0}', '\t', '*', '_']);
    let begins_word = text.starts_with(|c: char| c.is_alphabetic() || "¿¡«\"“(".contains(c));
    ((is_number || is_roman) && begins_word).then_some((label, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbering::lines::read;

    fn check(text: &str, expected: &[&str]) {
        let lines = read(text, true).lines;
        let found = find(&lines, &vec![None; lines.len()]);
        let shown: Vec<String> =
            found.iter().map(|title| format!("{} {}", title.label, title.text)).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn titles_with_rising_numbers_are_points() {
        check("## 1. Lectura\nx\n## 2. Informe\n### 1. Sede\n", &["1 Lectura", "2 Informe"]);
        check("**I.- Lectura**\n\n**II.- Informe**\n", &["I Lectura", "II Informe"]);
        check("# Acta\n## 1 – Uno\n## 3) Tres\n", &["1 Uno", "3 Tres"]);
        check("**1. Uno**:\n\nx\n\n**2. Dos.**\n", &["1 Uno", "2 Dos."]);
    }

    #[test]
    fn what_is_no_series_is_none() {
        check("## 1. Uno\n", &[]);
        check("## 2. Dos\n## 3. Tres\n", &[]);
        check("## 1. Uno\n## 2. Dos\n## 1. Uno\n", &[]);
        check("## 1.1 Uno\n## 1.2 Dos\n", &[]);
        check("## 2017. Uno\n## 2018. Dos\n", &[]);
        check("Mil **1. uno** y **2. dos**\n", &[]);
    }
}
