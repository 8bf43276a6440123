//! Makes points of a table whose rows are the items of minutes: a column of topics, beside it what was said and agreed.
//!
//! `Punto | Tema | Discusión | Acuerdo | Responsable`: a row with a number becomes that point, one without a heading; what was said
//! stands below, and what the other columns hold after their heads as labels. A table of tasks stays one.

use super::blocks::{Block, Change, Paragraph, Role, SourceDocument, Span, Style, Table, What, text_of};
use crate::language::known::{Languages, Phrase};
use crate::language::words::Words;

/// The most words of the head of a column.
const HEAD_WORDS_MAX: usize = 24;
/// The most words of a head that is written before each value.
const LABEL_WORDS_MAX: usize = 5;
/// The longest topic that is a heading, in characters.
const HEADING_CHARS_MAX: usize = 120;
/// The fewest items of such a table.
const ITEMS_MIN: usize = 2;
/// The level of the headings.
const LEVEL: u8 = 2;

/// What the columns of a table of items hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Columns {
    number: Option<usize>,
    topic: usize,
    /// What was said, if a column is of that.
    said: Option<usize>,
}

/// Returns the points, or the headings and their text, that a table of items is; the table itself if it is none.
pub(super) fn blocks(table: Table, document: &mut SourceDocument) -> Result<Vec<Block>, Table> {
    let Some(columns) = columns(&table) else { return Err(table) };
    document.change(Change::TableText, "", "");
    let mut rows = table.rows.into_iter();
    let heads: Vec<String> = rows.next().unwrap_or_default().iter().map(|cell| one_line(cell)).collect();
    let mut is_written = vec![false; heads.len()];
    let mut out = Vec::new();
    for row in rows {
        out.extend(item(row, &heads, columns, &mut is_written));
    }
    for (head, _) in heads.iter().zip(&is_written).filter(|(head, written)| !head.is_empty() && !**written) {
        document.drop(What::ColumnHead, head.as_str());
    }
    Ok(out)
}

/// Returns what the columns hold, if the rows are items of minutes.
fn columns(table: &Table) -> Option<Columns> {
    let (head, rows) = table.rows.split_first()?;
    let data = Languages::load();
    let heads: Vec<String> = head.iter().map(|cell| one_line(cell)).collect();
    let is = |phrase: Phrase, at: usize| {
        let words = Words::new(heads.get(at).map_or("", String::as_str));
        let is_task = data.find(Phrase::TaskColumns, &words).is_some_and(|at| at < LABEL_WORDS_MAX);
        let is_short = words.len() > 0 && words.len() <= HEAD_WORDS_MAX;
        is_short && !is_task && data.length_at(phrase, &words, 0).is_some()
    };
    let find = |phrase: Phrase| (0..heads.len()).find(|at| is(phrase, *at));
    let is_same_width = rows.iter().all(|row| row.len() == heads.len());
    if rows.len() < ITEMS_MIN || heads.len() < 2 || !is_same_width {
        return None;
    }
    let said = find(Phrase::SaidColumns);
    if are_numbered(rows) && (is(Phrase::TopicColumns, 1) || said == Some(1)) {
        return Some(Columns { number: Some(0), topic: 1, said: said.filter(|at| *at != 1) });
    }
    let topic = find(Phrase::TopicColumns)?;
    let is_topic = |row: &Vec<Vec<Block>>| {
        let text = one_line(&row[topic]);
        text.chars().any(char::is_alphabetic) && text.chars().count() <= HEADING_CHARS_MAX
    };
    let has_outcome = said.is_some() || find(Phrase::OutcomeColumns).is_some();
    let topics = rows.iter().filter(|row| is_topic(row)).count();
    (has_outcome && is_topic(&rows[0]) && topics * 3 >= rows.len() * 2).then_some(Columns {
        number: None,
        topic,
        said,
    })
}

/// Whether the rows have in their first cells numbers that go on from 1, and text in the second.
fn are_numbered(rows: &[Vec<Vec<Block>>]) -> bool {
    rows.iter().zip(1..).all(|(row, number)| {
        let text = one_line(&row[0]);
        let is_next = text.trim_end_matches(['.', ')', '-', '°', 'º']).parse() == Ok(number);
        is_next && one_line(&row[1]).chars().any(char::is_alphabetic)
    })
}

fn one_line(cell: &[Block]) -> String {
    text_of(cell).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a row as a point or as a heading with its text; notes which heads it writes.
fn item(row: Vec<Vec<Block>>, heads: &[String], columns: Columns, is_written: &mut [bool]) -> Vec<Block> {
    let number = columns.number.and_then(|at| row.get(at)).map(|cell| one_line(cell));
    let mut out = Vec::new();
    let mut below = Vec::new();
    for (at, cell) in row.into_iter().enumerate() {
        if Some(at) == columns.number {
            continue;
        }
        if at == columns.topic {
            out = topic(cell, number.as_deref());
        } else if Some(at) == columns.said {
            below.splice(0..0, cell);
        } else if one_line(&cell).chars().any(char::is_alphanumeric) {
            is_written[at] |= !heads[at].is_empty();
            below.extend(labelled(&heads[at], cell));
        }
    }
    if columns.number.is_some() {
        indent(&mut out, 1);
        indent(&mut below, 0);
    }
    out.extend(below);
    out
}

/// Returns the topic of a row, after its number or as a heading.
fn topic(mut cell: Vec<Block>, number: Option<&str>) -> Vec<Block> {
    match (cell.first_mut(), number) {
        (Some(Block::Paragraph(first)), Some(number)) => {
            let number = number.trim_end_matches(['.', ')', '-', '°', 'º']);
            let label = first.label.take().filter(|label| !label.is_bullet);
            let own = label.map_or(String::new(), |label| format!("{} ", label.text));
            first.role = Role::Text;
            first.spans.insert(0, Span::text(format!("{number}. {own}")));
        }
        (Some(Block::Paragraph(first)), None)
            if first.label.is_none() && first.text().chars().count() <= HEADING_CHARS_MAX =>
        {
            first.role = Role::Heading(LEVEL);
            first.spans.iter_mut().for_each(|span| span.style.bold = false);
        }
        _ => {}
    }
    cell
}

/// Returns what a cell holds after the head of its column as a label.
fn labelled(head: &str, mut cell: Vec<Block>) -> Vec<Block> {
    if head.is_empty() {
        return cell;
    }
    let is_short = Words::new(head).len() <= LABEL_WORDS_MAX;
    let style = Style { bold: true, ..Style::default() };
    let colon = if head.ends_with(':') { "" } else { ":" };
    let label = Span { style, ..Span::text(format!("{head}{colon}")) };
    match cell.as_mut_slice() {
        [Block::Paragraph(only)] if is_short && only.label.is_none() => {
            only.spans.splice(0..0, [label, Span::text(" ")]);
        }
        _ => cell.insert(0, Block::Paragraph(Paragraph { spans: vec![label], ..Paragraph::default() })),
    }
    cell
}

/// Sets paragraphs in, from the one at `from` on.
fn indent(blocks: &mut [Block], from: usize) {
    for block in blocks.iter_mut().skip(from) {
        if let Block::Paragraph(paragraph) = block {
            paragraph.indented = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&[&str]], expected: &[&str], unwritten: &[&str]) {
        let cell = |text: &&str| match *text {
            "" => Vec::new(),
            text => vec![Block::Paragraph(Paragraph::plain(text))],
        };
        let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let mut document = SourceDocument::default();
        let shown = match blocks(Table { rows }, &mut document) {
            Err(table) => vec![format!("{}×{}", table.rows.len(), table.rows[0].len())],
            Ok(blocks) => blocks.iter().map(shown).collect(),
        };
        assert_eq!(shown, expected);
        let dropped: Vec<&str> = document.dropped.iter().map(|dropped| dropped.text.as_str()).collect();
        assert_eq!(dropped, unwritten);
    }

    fn shown(block: &Block) -> String {
        let Block::Paragraph(paragraph) = block else { return String::new() };
        match paragraph.role {
            Role::Text if paragraph.indented => format!("  {}", paragraph.text()),
            Role::Text => paragraph.text(),
            _ => format!("# {}", paragraph.text()),
        }
    }

    #[test]
    fn rows_with_numbers_are_points() {
        check(
            &[
                &["N.º", "Tema", "Discusión", "Acuerdo", "Responsable"],
                &["1", "Riego", "Se discute el riego.", "Comprar dos bombas.", "Marta"],
                &["2.", "Abono", "", "", ""],
            ],
            &[
                "1. Riego",
                "  Se discute el riego.",
                "  Acuerdo: Comprar dos bombas.",
                "  Responsable: Marta",
                "2. Abono",
            ],
            &["N.º", "Tema", "Discusión"],
        );
    }

    #[test]
    fn rows_without_numbers_are_headings() {
        check(
            &[
                &["Agenda item", "Discussion", "Decision"],
                &["Fences", "They are old.", "Buy new ones"],
                &["Gates", "None", "-"],
            ],
            &["# Fences", "They are old.", "Decision: Buy new ones", "# Gates", "None"],
            &["Agenda item", "Discussion"],
        );
    }

    #[test]
    fn other_tables_stay() {
        check(&[&["Tarea", "Responsable"], &["Regar", "Ana"], &["Podar", "Luis"]], &["3×2"], &[]);
        check(&[&["Item", "Acuerdo / Tarea"], &["1", "Regar"], &["2", "Podar"]], &["3×2"], &[]);
        check(&[&["Tema", "Responsable"], &["Regar", "Ana"], &["Podar", "Luis"]], &["3×2"], &[]);
        check(&[&["N.º", "Nombre"], &["1", "Ana"], &["2", "Luis"]], &["3×2"], &[]);
        check(&[&["Tema", "Acuerdo"], &["Regar", "Sí"]], &["2×2"], &[]);
    }
}
