//! The lines of a document that guesses are made from: paragraphs, the cells of tables, the headers of pages.

use super::{Material, Role};
use crate::import::blocks::{Block, Content, Paragraph, Table, text_of};
use crate::language::known::{Languages, Phrase};
use crate::language::words::folded_words;
use crate::numbering::Marker;
use crate::numbering::labels::{self, Label};

/// The most lines of a report's head.
const HEAD_MAX: usize = 24;
/// The most lines among which labels and the sentence that opens a meeting are looked for.
const NEAR_MAX: usize = 40;
/// The most words of a label.
const LABEL_WORDS_MAX: usize = 7;

/// A paragraph, or a part of a table, for guessing.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Its place among the blocks.
    pub(super) block: usize,
    pub(super) text: String,
    pub(super) role: Role,
    /// Whether it can be taken out of the text: it refers to no note, shows no picture and is no part of a table.
    pub(super) is_plain: bool,
    /// Whether it stands before the first item of a list and the first section, and is short of it by little.
    pub(super) is_head: bool,
    /// Whether it stands before the first section.
    pub(super) is_front: bool,
    /// Whether it stands near the beginning.
    pub(super) is_near: bool,
    /// Whether it is an item of a list.
    pub(super) is_item: bool,
    /// Whether it is the first item of any list.
    pub(super) is_first_item: bool,
    /// Whether it is a line of a front matter for programs, above the text.
    pub(super) is_front_matter: bool,
    /// Whether the line before ends with a colon.
    pub(super) is_announced: bool,
}

/// What guesses are made from: the lines of a text, and those of the headers of its pages.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub(super) lines: Vec<Line>,
    pub(super) headers: Vec<Line>,
}

/// A line that says `<label>: <value>`.
pub(super) struct Labelled<'l> {
    /// The label's words, without case and accents.
    pub(super) label: Vec<String>,
    pub(super) value: &'l str,
}

/// Returns the lines of a text.
pub(super) fn lines(material: &Material<'_>, data: &Languages) -> Vec<Line> {
    let mut lines = Lines {
        data,
        out: Vec::new(),
        is_head: true,
        is_front: true,
        is_announced: false,
        has_items: false,
        front_lines: material.origin.front_lines,
    };
    for (at, block) in material.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => lines.paragraph(at, paragraph),
            Block::Table(table) => of_table(table, data).into_iter().for_each(|text| {
                lines.add(Line { block: at, text, ..Line::default() });
            }),
        }
    }
    lines.out
}

/// Returns the lines of a page's header.
pub(super) fn of_header(text: &str) -> Vec<Line> {
    let line =
        |text: &str| Line { text: text.trim().to_owned(), is_head: true, is_front: true, ..Line::default() };
    text.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}

struct Lines<'d> {
    data: &'d Languages,
    out: Vec<Line>,
    is_head: bool,
    is_front: bool,
    is_announced: bool,
    has_items: bool,
    front_lines: usize,
}

impl Lines<'_> {
    fn paragraph(&mut self, block: usize, paragraph: &Paragraph) {
        let text = paragraph.text().trim_end().to_owned();
        let stands = |content: &Content| matches!(content, Content::Note(_) | Content::Image(_));
        let is_plain = !paragraph.spans.iter().any(|span| stands(&span.content)) && paragraph.label.is_none();
        let typed = labels::typed(&text);
        let is_item = paragraph.label.is_some() || typed.is_some();
        let numbered = paragraph.label.as_ref().is_some_and(|label| !label.is_bullet);
        let begins_points = numbered || matches!(typed, Some(Label { marker: Marker::Number(_), .. }));
        self.is_head &= !begins_points;
        self.add(Line { block, text, role: paragraph.role, is_plain, is_item, ..Line::default() });
    }

    fn add(&mut self, line: Line) {
        if begins_section(&line.text, self.data) {
            (self.is_head, self.is_front) = (false, false);
        }
        let place = self.out.len();
        let is_front_matter = line.block < self.front_lines;
        let is_first_item = line.is_item && !is_front_matter && !self.has_items;
        self.has_items |= is_first_item;
        let is_announced = std::mem::replace(&mut self.is_announced, line.text.trim_end().ends_with(':'));
        self.out.push(Line {
            is_head: self.is_head && place < HEAD_MAX,
            is_front: self.is_front && place < NEAR_MAX,
            is_near: place < NEAR_MAX,
            is_first_item,
            is_front_matter,
            is_announced,
            ..line
        });
    }
}

/// Returns the text of a line without the number or bullet that it begins with.
pub(super) fn unlabelled(text: &str) -> &str {
    labels::typed(text).map_or(text, |label| &text[label.length..])
}

/// Whether a line is the heading or the label of a section: `2. Orden del día:`.
fn begins_section(text: &str, data: &Languages) -> bool {
    let text = unlabelled(text);
    let name = text.split([':', '(']).next().unwrap_or(text);
    data.whole(Phrase::Sections, &folded_words(name))
}

/// Returns what a line says with a label: `Fecha: 3 de mayo`.
pub(super) fn labelled(text: &str) -> Option<Labelled<'_>> {
    let text = unlabelled(text);
    let (label, value) = text.split_once([':', '\t'])?;
    let label = folded_words(label);
    // `a las 10:30`
    let is_time = value.starts_with(|c: char| c.is_ascii_digit());
    // `2017-03-14 : Board meeting`
    let has_letters = label.iter().any(|word| word.chars().any(char::is_alphabetic));
    (has_letters && label.len() <= LABEL_WORDS_MAX && !is_time).then_some(Labelled { label, value })
}

/// Returns what a line says with each of its labels, also where one follows the value of another: `GRUPO: 3 FECHA: 23/06/23`.
/// A label within is at most as long as those that are known.
pub(super) fn all_labelled<'l>(text: &'l str, data: &Languages) -> Vec<Labelled<'l>> {
    let text = unlabelled(text);
    let mut all: Vec<Labelled<'l>> = labelled(text).into_iter().collect();
    for (at, _) in text.match_indices(':').skip(1) {
        let before = text[..at].rfind(':').map_or(0, |colon| colon + 1);
        let words = folded_words(&text[before..at]);
        let is_known = |from: &usize| data.is_label(&words[*from..]);
        let from = (words.len().saturating_sub(LABEL_WORDS_MAX)..words.len()).find(is_known);
        all.extend(from.map(|from| Labelled { label: words[from..].to_vec(), value: &text[at + 1..] }));
    }
    all
}

/// Returns the lines of a table: a label with the cell beside it or, under a row of labels, the one below; of other cells each
/// paragraph.
fn of_table(table: &Table, data: &Languages) -> Vec<String> {
    let text = |cell: &Vec<Block>| text_of(cell).trim().to_owned();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(text).collect()).collect();
    let mut lines: Vec<String> =
        rows.windows(2).flat_map(|pair| day_in_columns(&pair[0], &pair[1], data)).collect();
    let mut heads: Option<&Vec<String>> = None;
    for row in &rows {
        let said: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).collect();
        let are_labels = said.len() > 1 && said.iter().all(|cell| data.is_label(&folded_words(cell)));
        match heads.take().filter(|_| !are_labels) {
            Some(heads) => lines.extend(heads.iter().zip(row).map(|(head, cell)| format!("{head}: {cell}"))),
            None if are_labels => heads = Some(row),
            None => lines.extend(of_row(&said, data)),
        }
    }
    lines
}

/// Returns the days that a row has below the words for day, month and year in the one above, each with the label before these:
/// `Fecha reunión | Día | Mes | Año`.
fn day_in_columns(head: &[String], row: &[String], data: &Languages) -> Vec<String> {
    let is_day = |cells: &&[String]| {
        let words: Vec<String> = cells.iter().map(|cell| folded_words(cell).concat()).collect();
        data.whole(Phrase::DayColumns, &words)
    };
    let found = head.windows(3).enumerate().filter(|(_, cells)| is_day(cells)).filter_map(|(at, _)| {
        let label = head[..at].iter().rfind(|cell| !cell.is_empty())?.trim_end_matches([':', ' ']);
        let day = row.get(at..at + 3).filter(|cells| cells.iter().all(|cell| !cell.is_empty()))?;
        Some(format!("{label}: {}", day.join("/")))
    });
    found.collect()
}

/// Returns the lines of a row by itself.
fn of_row(cells: &[&String], data: &Languages) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = cells.iter().peekable();
    while let Some(cell) = rest.next() {
        let label = cell.trim_end_matches([':', ' ']);
        let is_known = data.is_label(&folded_words(label));
        match rest.next_if(|_| !cell.contains('\n') && is_known) {
            Some(value) => lines.push(format!("{label}: {}", value.replace('\n', " "))),
            None => lines.extend(cell.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_by_their_labels() {
        let check = |rows: &[&[&str]], expected: &[&str]| {
            let cell = |text: &&str| vec![Block::Paragraph(Paragraph::plain(text))];
            let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            assert_eq!(of_table(&Table { rows }, Languages::load()), expected);
        };
        check(&[&["Fecha:", "3 de mayo", "Lugar", "Quito"]], &["Fecha: 3 de mayo", "Lugar: Quito"]);
        check(&[&["Fecha", "Hora"], &["3 de mayo", "9:00"]], &["Fecha: 3 de mayo", "Hora: 9:00"]);
        check(
            &[&["Fecha reunión", "Día", "Mes", "Año"], &["", "29", "10", "2018"]],
            &["Fecha reunión: 29/10/2018", "Fecha reunión: Día", "Mes", "Año", "29", "10", "2018"],
        );
        check(&[&["Acta No. 1", "", ""], &["Ana", "Luis"]], &["Acta No. 1", "Ana", "Luis"]);
    }

    #[test]
    fn labels_stand_before_a_colon() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = labelled(text).map(|found| (found.label.join(" "), found.value.trim().to_owned()));
            let expected = expected.map(|(label, value)| (label.to_owned(), value.to_owned()));
            assert_eq!(found, expected, "{text}");
        };
        check("- Fecha y hora: 3 de mayo, 9:00", Some(("fecha y hora", "3 de mayo, 9:00")));
        let inner = all_labelled("GRUPO: 3 FECHA: 23/06/23", Languages::load());
        assert_eq!(inner.iter().map(|found| found.label.join(" ")).collect::<Vec<_>>(), ["grupo", "fecha"]);
        check("Siendo las 9:00 horas", None);
        check("Sin más", None);
        check("2017-03-14 : Board meeting", None);
    }
}
