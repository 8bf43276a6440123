//! A text in pieces, as commitments are read from it.

use super::Role;

/// A part of a text, as commitments are read from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub shape: Shape,
    /// Its text without marks; line ends as `\n`.
    pub text: String,
    /// The role of the section that it stands in.
    pub role: Option<Role>,
    /// The label or anchor of the point or agreement that it belongs to.
    pub point: Option<String>,
    /// Whether it is part of an agreement: it has a label of one, or stands in a section of agreements.
    pub is_agreement: bool,
    /// Where it begins, in bytes of the original.
    pub start: usize,
}

/// What a piece is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A heading, or a paragraph that is bold from end to end.
    Title,
    /// A paragraph.
    #[default]
    Paragraph,
    /// An item of a list, so many lists deep, from 1.
    Item(usize),
    /// A table, as rows of cells.
    Table(Vec<Vec<String>>),
}

impl Shape {
    /// Returns the rows of a table; none of what is none.
    pub(super) fn rows(&self) -> &[Vec<String>] {
        match self {
            Shape::Table(rows) => rows,
            _ => &[],
        }
    }
}
