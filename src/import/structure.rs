//! Makes text of tables that are none: an acta that is one table, numbers beside their text. Columns without text go.

use super::blocks::{Block, Change, Content, Paragraph, Role, SourceDocument, Span, Style, Table, text_of};
use super::items;
use crate::language::known::{Languages, Phrase};
use crate::language::words::{Words, folded_words};
use crate::numbering::labels;

/// A table that holds one word of so many of the document's, or more, may be all of it.
const WHOLE_SHARE: usize = 2;
/// The longest heading in a row of its own, in characters.
const HEADING_CHARS_MAX: usize = 80;
/// The most words of a heading that names a section.
const SECTION_WORDS_MAX: usize = 6;
/// The fewest rows alike that stay a table.
const ROWS_MIN: usize = 2;

/// Takes the tables of a document apart that are no tables.
pub fn arrange(document: &mut SourceDocument) {
    let blocks = std::mem::take(&mut document.blocks);
    let words = |blocks: &[Block]| Words::new(&text_of(blocks)).len();
    let all = words(&blocks);
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match block {
            Block::Table(table) => {
                let table = without_empty_columns(table);
                let is_whole = words(&[Block::Table(table.clone())]) * WHOLE_SHARE >= all;
                if is_layout(&table, is_whole) {
                    document.change(Change::TableText, "", "");
                    out.extend(text(table));
                } else {
                    match items::blocks(table, document) {
                        Ok(items) => out.extend(items),
                        Err(table) => out.push(Block::Table(table)),
                    }
                }
            }
            Block::Paragraph(paragraph) => {
                let is_announced = out.last().is_some_and(announces);
                out.push(Block::Paragraph(placed(paragraph, is_announced)));
            }
        }
    }
    bold_headings(&mut out);
    document.blocks = out;
}

/// Makes headings of paragraphs that are bold throughout and name a section, at the level of the highest heading.
fn bold_headings(blocks: &mut [Block]) {
    let level = |block: &Block| match block {
        Block::Paragraph(Paragraph { role: Role::Heading(level), .. }) => Some(*level),
        _ => None,
    };
    let highest = blocks.iter().filter_map(level).min().unwrap_or(1);
    for block in blocks {
        let Block::Paragraph(paragraph) = block else { continue };
        if is_bold(paragraph) && is_section(paragraph) {
            paragraph.role = Role::Heading(highest);
            paragraph.spans.iter_mut().for_each(|span| span.style.bold = false);
        }
    }
}

fn is_bold(paragraph: &Paragraph) -> bool {
    paragraph.spans.iter().all(|span| span.style.bold || span.as_text().trim().is_empty())
}

/// Whether a paragraph of text is no more than the name of a section: `Desarrollo de la reunión`.
fn is_section(paragraph: &Paragraph) -> bool {
    let text = paragraph.text();
    let words = Words::new(&text);
    paragraph.role == Role::Text
        && paragraph.label.is_none()
        && labels::typed(&text).is_none()
        && words.len() <= SECTION_WORDS_MAX
        && !text.trim_end().ends_with(['.', ',', ';'])
        && Languages::load().find(Phrase::Sections, &words) == Some(0)
}

fn announces(block: &Block) -> bool {
    text_of(std::slice::from_ref(block)).trim_end().ends_with(':')
}

/// Returns a paragraph as what it is: after a colon there is no title, whatever its style, and what has a number within another
/// (`2.1.`) belongs to that.
fn placed(mut paragraph: Paragraph, is_announced: bool) -> Paragraph {
    if paragraph.role == Role::Title && is_announced {
        paragraph.role = Role::Text;
    }
    let is_deeper = match &paragraph.label {
        Some(label) => !label.is_bullet && label.level > 0,
        None => is_within(&paragraph.text()),
    };
    paragraph.indented |= is_deeper;
    paragraph
}

/// Whether a text begins with a number within another: `2.1.`, `2.1.3`.
fn is_within(text: &str) -> bool {
    let label = text.split_whitespace().next().unwrap_or_default();
    let parts: Vec<&str> = label.trim_end_matches(['.', ')', '-']).split('.').collect();
    let is_number =
        |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    label.len() < text.trim_end().len() && parts.len() > 1 && parts.iter().all(is_number)
}

/// Returns a table without the columns that have no text in any row.
fn without_empty_columns(mut table: Table) -> Table {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let has_text =
        |column: usize| table.rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()));
    let kept: Vec<bool> = (0..columns).map(has_text).collect();
    for row in &mut table.rows {
        let mut at = 0;
        row.retain(|_| {
            at += 1;
            kept[at - 1]
        });
    }
    table
}

/// The cells of a row that have text.
type Cells = Vec<Vec<Block>>;

fn said(row: &[Vec<Block>]) -> Vec<&Vec<Block>> {
    row.iter().filter(|cell| !cell.is_empty()).collect()
}

/// Whether a table is none: the numbers of a list beside their text, or most of a document in rows of one cell, of labels, of
/// numbers.
fn is_layout(table: &Table, is_whole: bool) -> bool {
    let rows: Vec<Vec<&Vec<Block>>> =
        table.rows.iter().map(|row| said(row)).filter(|row| !row.is_empty()).collect();
    let numbered = rows.iter().filter(|row| is_numbered(row)).count();
    let single = rows.iter().filter(|row| row.len() == 1).count();
    let labelled = rows.iter().filter(|row| row.len() > 1 && is_label(row[0])).count();
    let is_list = rows.len() > 1 && numbered == rows.len();
    rows.iter().all(|row| row.len() == 1)
        || is_list
        || (is_whole && single > 0 && (single + numbered + labelled) * 2 >= rows.len())
}

/// Whether a row is the number of an item and its text.
fn is_numbered(row: &[&Vec<Block>]) -> bool {
    let [first, second, ..] = row else { return false };
    let number = text_of(first).trim().to_owned();
    let digits = number.trim_end_matches(['.', ')', '-', ' ']);
    let is_number = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let has_letters = text_of(second).chars().any(char::is_alphabetic);
    is_number && has_letters
}

/// Whether a cell is the label of the one beside it.
fn is_label(cell: &[Block]) -> bool {
    let text = text_of(cell);
    let text = text.trim();
    text.ends_with(':') || Languages::load().is_label(&folded_words(text))
}

/// Makes text of a table: headings, lists, labels with their values; rows that are alike stay tables.
fn text(table: Table) -> Vec<Block> {
    let mut out = Vec::new();
    let mut alike: Vec<Vec<Vec<Block>>> = Vec::new();
    for (at, row) in table.rows.into_iter().enumerate() {
        let is_row = is_row(&said(&row));
        let is_like = |other: &Vec<Vec<Block>>| said(other).len() == said(&row).len();
        if is_row && alike.last().is_none_or(is_like) {
            alike.push(row);
            continue;
        }
        end_rows(&mut alike, &mut out);
        if is_row {
            alike.push(row);
        } else {
            out.extend(of_row(row.into_iter().filter(|cell| !cell.is_empty()).collect(), at));
        }
    }
    end_rows(&mut alike, &mut out);
    out
}

/// Whether a row is one of a table of several columns: of its cells each is a paragraph, and none, or all of a heading, a label.
fn is_row(cells: &[&Vec<Block>]) -> bool {
    let labels = cells.iter().filter(|cell| is_label(cell)).count();
    let is_single = |cell: &&Vec<Block>| cell.len() == 1 && !text_of(cell).contains(": ");
    cells.len() > 1
        && !is_numbered(cells)
        && (labels == 0 || labels == cells.len())
        && cells.iter().all(is_single)
}

fn end_rows(alike: &mut Vec<Cells>, out: &mut Vec<Block>) {
    let rows = std::mem::take(alike);
    if rows.len() >= ROWS_MIN {
        out.push(Block::Table(without_empty_columns(Table { rows })));
    } else {
        out.extend(rows.into_iter().flatten().flatten());
    }
}

fn of_row(cells: Cells, at: usize) -> Vec<Block> {
    if is_numbered(&cells.iter().collect::<Vec<_>>()) {
        return of_item(cells);
    }
    if cells.len() == 1 && at > 0 {
        return cells.into_iter().flatten().map(heading).collect();
    }
    let mut out = Vec::new();
    let mut rest = cells.into_iter().peekable();
    while let Some(cell) = rest.next() {
        let value = if is_label(&cell) { rest.next_if(|value| !is_label(value)) } else { None };
        match value {
            Some(value) => out.extend(of_label(cell, value)),
            None => out.extend(cell),
        }
    }
    out
}

/// Puts the number of an item before its text; what else stands in the row belongs to it.
fn of_item(cells: Cells) -> Vec<Block> {
    let mut cells = cells.into_iter();
    let number = text_of(&cells.next().unwrap_or_default()).trim().to_owned();
    let number = if number.ends_with(|c: char| c.is_ascii_digit()) { format!("{number}.") } else { number };
    let mut blocks: Vec<Block> = cells.flatten().collect();
    for (at, block) in blocks.iter_mut().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        if at == 0 && paragraph.label.is_none() {
            paragraph.spans.insert(0, Span::text(format!("{number} ")));
        } else {
            paragraph.indented = true;
        }
    }
    let is_taken =
        matches!(blocks.first(), Some(Block::Paragraph(first)) if first.text().starts_with(&number));
    if !is_taken {
        blocks.insert(0, Block::Paragraph(Paragraph::plain(&number)));
    }
    blocks
}

/// Puts a label before its value.
fn of_label(label: Vec<Block>, mut value: Vec<Block>) -> Vec<Block> {
    let text = text_of(&label).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_plain = label.iter().all(|block| match block {
        Block::Paragraph(paragraph) => {
            paragraph.label.is_none()
                && paragraph
                    .spans
                    .iter()
                    .all(|span| matches!(span.content, Content::Text(_) | Content::Break))
        }
        Block::Table(_) => false,
    });
    match value.first_mut() {
        Some(Block::Paragraph(first)) if is_plain && first.label.is_none() => {
            let style = Style { bold: true, ..Style::default() };
            let colon = if text.ends_with(':') { "" } else { ":" };
            let spans = [Span { style, ..Span::text(format!("{text}{colon}")) }, Span::text(" ")];
            first.spans.splice(0..0, spans);
            value
        }
        _ => label.into_iter().chain(value).collect(),
    }
}

/// Makes a heading of a short paragraph that stands alone in its row and names a section, or is bold or in capitals throughout.
fn heading(block: Block) -> Block {
    let Block::Paragraph(mut paragraph) = block else { return block };
    let text = paragraph.text();
    let text = text.trim();
    let is_short = text.chars().count() <= HEADING_CHARS_MAX && !text.ends_with(['.', ':', ';', ',']);
    let is_named = Languages::load().whole(Phrase::Sections, &folded_words(text));
    let is_bold = is_bold(&paragraph);
    let is_capitals = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    let is_plain = paragraph.role == Role::Text && paragraph.label.is_none() && labels::typed(text).is_none();
    if is_plain && is_short && (is_named || is_bold || is_capitals) {
        paragraph.role = Role::Heading(1);
        paragraph.spans.iter_mut().for_each(|span| span.style.bold = false);
    }
    Block::Paragraph(paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&[&str]], expected: &[&str]) {
        let cell = |text: &&str| match *text {
            "" => Vec::new(),
            text => vec![Block::Paragraph(Paragraph::plain(text))],
        };
        let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let mut document =
            SourceDocument { blocks: vec![Block::Table(Table { rows })], ..SourceDocument::default() };
        arrange(&mut document);
        let shown = document.blocks.iter().map(|block| match block {
            Block::Table(table) => format!("{}×{}", table.rows.len(), table.rows[0].len()),
            Block::Paragraph(paragraph) if paragraph.role == Role::Text => paragraph.text(),
            Block::Paragraph(paragraph) => format!("# {}", paragraph.text()),
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_acta_that_is_one_table_is_text() {
        check(
            &[
                &["Acta No. 1", "", ""],
                &["Fecha: 3 de abril", "", "Lugar: Quito"],
                &["Hora", "9:00", ""],
                &["Nombre", "Cargo", "Firma"],
                &["Ana", "Socia", "x"],
                &["Desarrollo", "", ""],
                &["1.", "Se aprueba.", ""],
                &["2", "Se acuerda.", "Nota"],
            ],
            &[
                "Acta No. 1",
                "Fecha: 3 de abril",
                "Lugar: Quito",
                "Hora: 9:00",
                "2×3",
                "# Desarrollo",
                "1. Se aprueba.",
                "2. Se acuerda.",
                "Nota",
            ],
        );
    }

    #[test]
    fn tables_stay_without_their_empty_columns() {
        check(&[&["Nombre", "", "Cargo"], &["Ana", "", "Socia"]], &["2×2"]);
        check(&[&["1.", "Se aprueba"], &["2.", "Se acuerda"]], &["1. Se aprueba", "2. Se acuerda"]);
        check(&[&["Año", "Cuota"], &["1", "Mucho"]], &["2×2"]);
    }

    #[test]
    fn numbers_within_others_are_told() {
        for (text, expected) in
            [("2.1. Se acuerda", true), ("2.1 Uno", true), ("2. Uno", false), ("10.30", false)]
        {
            assert_eq!(is_within(text), expected, "{text}");
        }
    }
}
