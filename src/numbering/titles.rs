//! Points that are no items of a list: headings and lines in bold with a number (`## 1. Lectura del acta`, `**II.
//! Informe**`), paragraphs that begin with one in words or brackets (`Segundo punto: …`, `[4] …`), and rows of
//! tables whose first column numbers them.

use std::collections::BTreeMap;

use super::lines::{Line, LineKind};
use super::named::{self, Form};
use super::roles;
use super::rules::{self, POINTS_MIN, YEARS};
use crate::language::numerals;
use crate::sections::{Role, Sections, outline};

/// The highest Roman numeral in a heading.
const ROMAN_MAX: u32 = 50;
/// The fewest paragraphs with Roman numbers that are points.
const ROMANS_MIN: usize = 3;

/// A heading, a line in bold, a paragraph or a row of a table that begins with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// Its line number.
    pub(super) line: usize,
    pub(super) number: u32,
    /// The number as written: `4`, `IV`, `20/42`.
    pub(super) label: String,
    /// Its text without the number.
    pub(super) text: String,
}

/// The form shared by the titles of a series: their level, and the style of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    /// The level of a heading; more for what is none.
    level: u8,
    form: Form,
}

/// The level of a line in bold, below that of every heading.
const BOLD: u8 = 7;
/// The level of a paragraph.
const PARAGRAPH: u8 = 8;

/// Returns the headings and lines in bold that are points: the outermost series of two or more whose numbers
/// increase from 1, in sections with points. Series whose numbers start again are ignored.
pub(super) fn find(lines: &[Line<'_>], roles: &[Option<Role>], sections: &Sections) -> Vec<Title> {
    series(lines, roles, |line| title(line, sections))
}

/// Returns the paragraphs that are points: a series as of headings.
pub(super) fn paragraphs(lines: &[Line<'_>], roles: &[Option<Role>], sections: &Sections) -> Vec<Title> {
    let begins_block = |line: &Line<'_>| {
        let before = line.at.checked_sub(1).map(|before| lines[before].kind);
        matches!(before, None | Some(LineKind::Blank | LineKind::Border))
    };
    series(lines, roles, |line| paragraph(line, sections).filter(|_| begins_block(line)))
}

/// Returns the outermost series of titles that are points.
fn series(
    lines: &[Line<'_>],
    roles: &[Option<Role>],
    title: impl Fn(&Line<'_>) -> Option<(Look, Title)>,
) -> Vec<Title> {
    let mut series: BTreeMap<Look, Vec<Title>> = BTreeMap::new();
    // After `Orden del día` the points themselves may follow.
    let mut is_begun = false;
    for line in lines {
        let Some((look, title)) = title(line) else { continue };
        is_begun |= roles[line.at] != Some(Role::Agenda) || is_dealt_with(lines, line);
        if is_begun {
            series.entry(look).or_default().push(title);
        }
    }
    series
        .into_iter()
        .find(|(look, titles)| is_series(*look, titles))
        .map(|(_, titles)| titles)
        .unwrap_or_default()
}

/// Whether a sentence begins the next paragraph after that of a line.
fn is_dealt_with(lines: &[Line<'_>], line: &Line<'_>) -> bool {
    let rest = lines[line.at + 1..].iter().skip_while(|next| next.kind == LineKind::Text);
    let next = rest.into_iter().find(|next| next.kind != LineKind::Blank);
    next.is_some_and(|next| next.kind == LineKind::Text && outline::is_sentence(next.text))
}

/// Whether the numbers of titles increase from 1; those in brackets and of a year's series from any number.
fn is_series(look: Look, titles: &[Title]) -> bool {
    let rises = titles.windows(2).all(|pair| rules::can_follow(pair[0].number, pair[1].number));
    let goes_on = matches!(look.form, Form::Brackets | Form::OfYear);
    let least = if look.level == PARAGRAPH && look.form == Form::Roman { ROMANS_MIN } else { POINTS_MIN };
    titles.len() >= least && (goes_on || titles[0].number == 1) && rises
}

/// Returns the heading or line in bold on a line, if it begins with a number.
fn title(line: &Line<'_>, sections: &Sections) -> Option<(Look, Title)> {
    let (level, text) = match line.kind {
        LineKind::Border => roles::heading(line)?,
        LineKind::Text => (BOLD, roles::bold(line.text.trim())?),
        _ => return None,
    };
    let Some((label, text)) = split(text) else {
        let named = named::read(text, sections)?;
        let title =
            Title { line: line.at, number: named.number, label: named.label, text: named.rest.to_owned() };
        return Some((Look { level, form: named.form }, title));
    };
    let is_roman = !rules::is_number(label);
    let number =
        if is_roman { roman(label)? } else { label.parse().ok().filter(|number| !YEARS.contains(number))? };
    let title = Title { line: line.at, number, label: label.to_owned(), text: text.to_owned() };
    Some((Look { level, form: if is_roman { Form::Roman } else { Form::Figures } }, title))
}

/// Returns the paragraph that a line begins, if it begins with a Roman number, or one in words or brackets.
fn paragraph(line: &Line<'_>, sections: &Sections) -> Option<(Look, Title)> {
    let text = line.text.trim_end();
    if line.kind != LineKind::Text || text.starts_with([' ', '\t', '|', '>']) {
        return None;
    }
    let text = text.trim_start_matches(['*', '_']);
    let read =
        |(label, text): (&str, &str)| Some((roman(label)?, label.to_owned(), text.to_owned(), Form::Roman));
    let (number, label, text, form) = match split(text).and_then(read) {
        Some(read) => read,
        None => {
            let named = named::read(text, sections)?;
            let ends = named.is_closed && named.rest.contains(char::is_alphabetic);
            (ends.then_some(named.number)?, named.label, named.rest.to_owned(), named.form)
        }
    };
    Some((Look { level: PARAGRAPH, form }, Title { line: line.at, number, label, text }))
}

fn roman(label: &str) -> Option<u32> {
    numerals::roman_value(&label.to_lowercase(), ROMAN_MAX)
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

/// Returns the rows of tables that are points: of a table whose head names agenda or discussion, and whose first
/// column numbers its rows from 1. Several such tables are none.
pub(super) fn rows(lines: &[Line<'_>], sections: &Sections) -> Vec<Title> {
    let is_row = |line: &Line<'_>| line.kind == LineKind::Text && line.text.starts_with('|');
    let tables = lines.chunk_by(|before, after| is_row(before) && is_row(after));
    let mut found = tables.filter_map(|table| rows_of(table, sections));
    let first = found.next().unwrap_or_default();
    if found.next().is_some() { Vec::new() } else { first }
}

fn rows_of(table: &[Line<'_>], sections: &Sections) -> Option<Vec<Title>> {
    let (head, rest) = table.split_first()?;
    let is_of_points = |cell: &String| {
        sections.of_heading(cell).is_some_and(|role| matches!(role, Role::Agenda | Role::Discussion))
    };
    let rows = rest.get(1..).filter(|_| cells(head.text).iter().any(is_of_points))?;
    let mut titles = Vec::new();
    for row in rows {
        let cells = cells(row.text);
        let (label, others) = cells.split_first()?;
        if others.iter().all(String::is_empty) {
            continue;
        }
        let label = label.trim_matches(['.', ')', '-', ' ', 'º', '°']);
        let number = label.parse().ok()?;
        titles.push(Title { line: row.at, number, label: label.to_owned(), text: others.join(" ") });
    }
    is_series(Look { level: PARAGRAPH, form: Form::Figures }, titles.as_slice().get(..)?).then_some(titles)
}

/// Returns the cells of a row of a table, without marks.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches('|').trim_end_matches('|');
    let plain = |cell: &str| cell.replace("<br>", " ").replace(['*', '_', '\\'], "").trim().to_owned();
    row.split('|').map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbering::lines::read;

    fn shown(found: &[Title]) -> Vec<String> {
        found.iter().map(|title| format!("{} {}", title.label, title.text)).collect()
    }

    fn check(text: &str, expected: &[&str]) {
        let lines = read(text, true).lines;
        let found = find(&lines, &vec![None; lines.len()], Sections::built_in());
        assert_eq!(shown(&found), expected, "{text}");
    }

    fn check_paragraphs(text: &str, expected: &[&str]) {
        let lines = read(text, true).lines;
        let found = paragraphs(&lines, &vec![None; lines.len()], Sections::built_in());
        assert_eq!(shown(&found), expected, "{text}");
    }

    #[test]
    fn titles_with_rising_numbers_are_points() {
        check("## 1. Lectura\nx\n## 2. Informe\n### 1. Sede\n", &["1 Lectura", "2 Informe"]);
        check("**I.- Lectura**\n\n**II.- Informe**\n", &["I Lectura", "II Informe"]);
        check("# Acta\n## 1 – Uno\n## 3) Tres\n", &["1 Uno", "3 Tres"]);
        check("**1. Uno**:\n\nx\n\n**2. Dos.**\n", &["1 Uno", "2 Dos."]);
        check("## Punto 1: Sede\n## Punto 2: Cuota\n", &["1 Sede", "2 Cuota"]);
        check("## PRIMER PUNTO\nx\n## SEGUNDO PUNTO\ny\n", &["1 ", "2 "]);
        check("## 19/07 Sede\n## 19/08 Cuota\n", &["19/07 Sede", "19/08 Cuota"]);
        check("**Agenda item 1. Venue**\n\n**Agenda item 2. Fee**\n", &["1 Venue", "2 Fee"]);
    }

    #[test]
    fn what_is_no_series_is_none() {
        check("## 1. Uno\n", &[]);
        check("## 2. Dos\n## 3. Tres\n", &[]);
        check("## 1. Uno\n## 2. Dos\n## 1. Uno\n", &[]);
        check("## 1.1 Uno\n## 1.2 Dos\n", &[]);
        check("## 2017. Uno\n## 2018. Dos\n", &[]);
        check("Mil **1. uno** y **2. dos**\n", &[]);
        check("## Primera reunión\n## Segunda reunión\n", &[]);
    }

    #[test]
    fn paragraphs_may_be_points() {
        check_paragraphs("Primer punto: Sede.\n\nSegundo punto: Cuota.\n", &["1 Sede.", "2 Cuota."]);
        check_paragraphs("PRIMERO.- Sede\n\nx\n\nSEGUNDO.- Cuota\n", &["1 Sede", "2 Cuota"]);
        check_paragraphs("1º punto: Sede\n\n2º punto del día: Cuota\n", &["1 Sede", "2 Cuota"]);
        check_paragraphs("[7] Venue. Open.\n\n[9] Fee. Closed.\n", &["7 Venue. Open.", "9 Fee. Closed."]);
        check_paragraphs("I. Sede\n\nII. Cuota\n\nIII. Fin\n", &["I Sede", "II Cuota", "III Fin"]);
        check_paragraphs(
            "Punto I.- Sede\n\nPRIMERO.- a\n\nPunto II.- Cuota\n\nPRIMERO.- b\n",
            &["1 Sede", "2 Cuota"],
        );
        check_paragraphs("First item: venue\n\nSecond item: fee\n", &["1 venue", "2 fee"]);
    }

    #[test]
    fn sentences_with_such_words_are_none() {
        check_paragraphs("Primero se leyó el acta.\n\nSegundo, la cuota.\n", &[]);
        check_paragraphs("[1](a.md) x\n\n[2](b.md) y\n", &[]);
        check_paragraphs("[^1]: x\n\n[^2]: y\n", &[]);
        check_paragraphs("I. Paz\n\nV. Sol\n", &[]);
        check_paragraphs("First of all\n\nSecond to none\n", &[]);
    }

    #[test]
    fn rows_of_tables_may_be_points() {
        let check = |text: &str, expected: &[&str]| {
            let lines = read(text, true).lines;
            assert_eq!(shown(&rows(&lines, Sections::built_in())), expected, "{text}");
        };
        check("| No. | Agenda |\n| --- | --- |\n| 1 | Sede |\n| **2.** | Cuota |\n", &["1 Sede", "2 Cuota"]);
        check("| No. | Task | Who |\n| --- | --- | --- |\n| 1 | x | y |\n| 2 | x | y |\n", &[]);
        check("| No. | Agenda |\n| --- | --- |\n| 2 | Sede |\n| 4 | Cuota |\n", &[]);
    }
}
