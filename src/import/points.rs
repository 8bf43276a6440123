//! Says where each block of a document stands in its numbering, typed or automatic, and takes its label off.

use super::blocks::{Block, Change, Changed, Content, Role, Span, text_of};
use crate::numbering::Marker;
use crate::numbering::blocks::{Arrangement, Entry, EntryKind, Item, Position, arrange};
use crate::numbering::labels::{self, Label};
use crate::sections::Sections;
use crate::sections::outline::{Line, Outline};

pub use crate::numbering::blocks::Place;

/// A block and where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// How many spaces it is set in.
    pub indent: usize,
    /// What begins it: `9. `, `a. `, `- `, or nothing.
    pub marker: String,
    /// What it is.
    pub place: Place,
    /// The block, without its label.
    pub block: Block,
}

/// What was understood of a numbering.
#[derive(Clone, Debug, Default)]
pub struct Points {
    /// The blocks in order.
    pub placed: Vec<Placed>,
    /// Numbers that are written in another form.
    pub changed: Vec<Changed>,
}

/// Understands the numbering of `blocks`. `sections` tells which lists are no points.
pub fn understand(blocks: Vec<Block>, sections: &Sections) -> Points {
    let labels: Vec<Option<Label>> = blocks.iter().map(label).collect();
    let mut outline = Outline::new(sections);
    let mut entries = Vec::new();
    for (block, label) in blocks.iter().zip(&labels) {
        let role = outline.next(line(block, label.as_ref(), &text_of(std::slice::from_ref(block))));
        outline.next(Line::Blank);
        let is_apart = role.is_some_and(|role| !role.has_points());
        entries.push(Entry { is_apart, ..entry(block, label.as_ref()) });
    }
    let Arrangement { positions } = arrange(&entries);
    let mut points = Points::default();
    for ((block, label), position) in blocks.into_iter().zip(labels).zip(positions) {
        points.place(block, label, position);
    }
    points
}

/// Returns the label that a block begins with, typed or automatic.
fn label(block: &Block) -> Option<Label> {
    let Block::Paragraph(paragraph) = block else { return None };
    if paragraph.role != Role::Text {
        return None;
    }
    match &paragraph.label {
        Some(label) if label.is_bullet => Some(Label::bullet(0)),
        Some(label) => labels::automatic(&label.text),
        None => labels::typed(&paragraph.text()),
    }
}

/// Returns a block as outlines take it; `text` is all of it.
fn line<'t>(block: &Block, label: Option<&Label>, text: &'t str) -> Line<'t> {
    let Block::Paragraph(paragraph) = block else { return Line::Blank };
    let text = text.trim();
    let is_bold = |span: &Span| span.style.bold || span.as_text().trim().is_empty();
    match (paragraph.role, label.map(|label| label.marker)) {
        (Role::Title, _) => Line::Heading(1, text),
        (Role::Heading(level), _) => Line::Heading(level, text),
        (Role::Text, Some(Marker::Number(number))) => Line::Number(number, text),
        (Role::Text, Some(_)) => Line::Item,
        (Role::Text, None) if paragraph.spans.iter().all(is_bold) => Line::Bold(text),
        (Role::Text, None) => Line::Text(text),
    }
}

fn entry(block: &Block, label: Option<&Label>) -> Entry {
    let text = text_of(std::slice::from_ref(block));
    let announces = text.trim_end().ends_with(':');
    let length = label.map_or(0, |label| label.length);
    let text = text.get(length..).unwrap_or("").trim().to_owned();
    let Block::Paragraph(paragraph) = block else {
        return Entry { kind: EntryKind::Table, item: None, text, announces, is_apart: false };
    };
    let kind = match paragraph.role {
        Role::Text if paragraph.indented => EntryKind::Indented,
        Role::Text => EntryKind::Text,
        Role::Title | Role::Heading(_) => EntryKind::Heading,
    };
    let automatic = paragraph.label.as_ref();
    let level = automatic.map_or(0, |label| label.level);
    let list = automatic.map(|label| label.list.clone());
    let item = label.map(|label| Item { marker: label.marker, delimiter: label.delimiter, level, list });
    Entry { kind, item, text, announces, is_apart: false }
}

impl Points {
    /// Adds a block. The label of one that has a marker goes, that of another is text.
    fn place(&mut self, mut block: Block, label: Option<Label>, position: Position) {
        let Position { indent, marker, place } = position;
        if let Block::Paragraph(paragraph) = &mut block {
            let automatic = paragraph.label.take();
            match label.filter(|_| !marker.is_empty()) {
                Some(label) => {
                    take_front(&mut paragraph.spans, label.length);
                    let changed = |(before, after)| Changed { how: Change::LabelForm, before, after };
                    self.changed.extend(label.form.map(changed));
                }
                None => {
                    if let Some(shown) = automatic.filter(|label| !label.is_bullet) {
                        paragraph.spans.insert(0, Span::text(format!("{} ", shown.text)));
                    }
                }
            }
        }
        self.placed.push(Placed { indent, marker, place, block });
    }
}

/// Takes that many bytes of text away from the front.
fn take_front(spans: &mut Vec<Span>, mut len: usize) {
    for span in spans.iter_mut() {
        let Content::Text(text) = &mut span.content else { break };
        let cut = len.min(text.len());
        let Some(rest) = text.get(cut..) else { break };
        *text = rest.to_owned();
        len -= cut;
        if len == 0 {
            break;
        }
    }
    if let Some(Span { content: Content::Text(text), .. }) = spans.first_mut() {
        *text = text.trim_start().to_owned();
    }
    spans.retain(|span| span.content != Content::Text(String::new()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::blocks::Paragraph;

    fn show(texts: &[&str]) -> Vec<String> {
        let paragraph = |text: &&str| {
            let indented = text.starts_with("  ");
            Block::Paragraph(Paragraph { indented, ..Paragraph::plain(text.trim()) })
        };
        let points = understand(texts.iter().map(paragraph).collect(), Sections::built_in());
        let shown = points.placed.iter().map(|placed| {
            let text = super::super::blocks::text_of(std::slice::from_ref(&placed.block));
            format!("{}{}{}", " ".repeat(placed.indent), placed.marker, text.trim_end())
        });
        shown.collect()
    }

    fn check(texts: &[&str], expected: &[&str]) {
        assert_eq!(show(texts), expected);
    }

    #[test]
    fn what_stands_between_points_belongs_to_the_first() {
        check(
            &["Dice:", "1. Uno", "Suelto", "2.- Dos:", "(a) A", "b) B", "i. I", "Suelto", "Firma"],
            &[
                "Dice:",
                "1. Uno",
                "   Suelto",
                "2. Dos:",
                "   a) A",
                "   b) B",
                "      i. I",
                "Suelto",
                "Firma",
            ],
        );
    }

    #[test]
    fn what_is_set_in_belongs_to_the_last_point() {
        check(&["1. Uno", "2. Dos", "  Suelto", "Firma"], &["1. Uno", "2. Dos", "   Suelto", "Firma"]);
    }

    #[test]
    fn a_list_within_a_point_is_nested() {
        check(
            &["1. Uno", "2. Dos", "3. Tres:", "1. A", "2. B", "4. Cuatro"],
            &["1. Uno", "2. Dos", "3. Tres:", "   1. A", "   2. B", "4. Cuatro"],
        );
    }

    #[test]
    fn numbers_that_lists_cannot_show_stay_text() {
        check(
            &["9.1 Uno", "IV. Dos", "A) Tres", "2017. Fue", "5. Cinco"],
            &["9.1 Uno", "IV. Dos", "A) Tres", "2017. Fue", "5. Cinco"],
        );
        check(
            &["2017. Fue", "2018. Es", "12. Doce", "14. Catorce"],
            &["2017. Fue", "2018. Es", "12. Doce", "14. Catorce"],
        );
    }

    #[test]
    fn an_agenda_is_no_list_of_points() {
        let texts =
            ["Orden del día:", "1. Lectura", "2. Informe", "DESARROLLO", "1. Se lee", "2. Se informa"];
        let blocks = texts.map(|text| Block::Paragraph(Paragraph::plain(text))).to_vec();
        let points = understand(blocks, Sections::built_in());
        let places: Vec<Place> = points.placed.iter().map(|placed| placed.place).collect();
        assert_eq!(
            places,
            [Place::Alone, Place::Item, Place::Item, Place::Alone, Place::Point, Place::Point]
        );
    }

    #[test]
    fn numbers_go_on_from_other_sessions() {
        check(
            &[
                "Se acuerda:",
                "998.- Uno",
                "a) A",
                "999.- Dos",
                "Suelto",
                "1000.- Tres",
                "2017. Fue",
                "1001.- Cuatro",
            ],
            &[
                "Se acuerda:",
                "998. Uno",
                "     a) A",
                "999. Dos",
                "     Suelto",
                "1000. Tres",
                "      2017. Fue",
                "1001. Cuatro",
            ],
        );
        let points = understand(
            ["847. Uno", "848. Dos"].map(|text| Block::Paragraph(Paragraph::plain(text))).to_vec(),
            Sections::built_in(),
        );
        assert!(points.placed.iter().all(|placed| placed.place == Place::Point));
    }
}
