//! Says where each block of a document stands in its numbering, typed or automatic, and takes its label off.

use super::blocks::{Block, Change, Changed, Content, Role, Span, text_of};
use crate::numbering::blocks::{Arrangement, Entry, Item, Kind, Position, arrange};
use crate::numbering::labels::{self, Label};

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
    /// Whether numbering begins anew after the points, so that the front matter must say that they are some.
    pub restarts: bool,
    /// Numbers that are written in another form.
    pub changed: Vec<Changed>,
}

/// Understands the numbering of `blocks`.
pub fn understand(blocks: Vec<Block>) -> Points {
    let labels: Vec<Option<Label>> = blocks.iter().map(label).collect();
    let entries: Vec<Entry> =
        blocks.iter().zip(&labels).map(|(block, label)| entry(block, label.as_ref())).collect();
    let Arrangement { positions, restarts } = arrange(&entries);
    let mut points = Points { restarts, ..Points::default() };
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

fn entry(block: &Block, label: Option<&Label>) -> Entry {
    let announces = text_of(std::slice::from_ref(block)).trim_end().ends_with(':');
    let Block::Paragraph(paragraph) = block else {
        return Entry { kind: Kind::Table, item: None, announces };
    };
    let kind = match paragraph.role {
        Role::Text if paragraph.indented => Kind::Indented,
        Role::Text => Kind::Text,
        Role::Title | Role::Heading(_) => Kind::Heading,
    };
    let automatic = paragraph.label.as_ref();
    let level = automatic.map_or(0, |label| label.level);
    let list = automatic.map(|label| label.list.clone());
    let item = label.map(|label| Item { marker: label.marker, delimiter: label.delimiter, level, list });
    Entry { kind, item, announces }
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
        let points = understand(texts.iter().map(paragraph).collect());
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
        );
        assert!(points.placed.iter().all(|placed| placed.place == Place::Point));
    }
}
