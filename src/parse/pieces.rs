//! A Markdown text as the pieces that commitments are read from.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::commonmark::EXTENSIONS;
use crate::numbering::{self, Numbered};
use crate::sections::piece::{Piece, Shape};
use crate::sections::{Role, Sections};

/// Returns the pieces of a text, in order; `points` is what its front matter says of points.
pub fn of(text: &str, points: Option<bool>, sections: &Sections) -> Vec<Piece> {
    let numbered = numbering::number(text, points, sections);
    let mut reader = Reader {
        numbered: &numbered,
        sections,
        pieces: Vec::new(),
        open: None,
        items: Vec::new(),
        title: None,
        agreement: None,
        anchors: HashSet::new(),
        strong: 0,
        skipped: 0,
    };
    for (event, range) in Parser::new_ext(&numbered.text, EXTENSIONS).into_offset_iter() {
        reader.event(&event, range);
    }
    reader.close();
    reader.pieces
}

/// The agreement with a label that the next paragraphs belong to.
struct Agreement {
    anchor: Option<String>,
    /// Whether its label is all of its first paragraph.
    is_title: bool,
}

struct Reader<'a> {
    numbered: &'a Numbered,
    sections: &'a Sections,
    pieces: Vec<Piece>,
    open: Option<Open>,
    /// The labels of the points whose items are open; none for other items.
    items: Vec<Option<String>>,
    /// The label of the point that is a heading or a line in bold.
    title: Option<String>,
    agreement: Option<Agreement>,
    /// The anchors of agreements so far: of two that are called alike, the first has it.
    anchors: HashSet<String>,
    strong: usize,
    /// How many elements are open that are no text of the report: notes, code.
    skipped: usize,
}

/// The piece that is being read.
struct Open {
    piece: Piece,
    /// Where it begins, in bytes of the rewritten text.
    at: usize,
    is_heading: bool,
    /// Whether all of it so far is bold.
    is_bold: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                self.skipped += 1
            }
            Event::End(TagEnd::FootnoteDefinition | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            _ if self.skipped > 0 => {}
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) | Event::Code(text) => self.text(text),
            Event::SoftBreak | Event::HardBreak => self.text("\n"),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.text("\n"),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.open(Shape::Title, range.start, true),
            Tag::Paragraph if self.is_fresh_item() => {}
            Tag::Paragraph => self.open(Shape::Paragraph, range.start, false),
            Tag::Item => {
                self.close();
                self.items.push(self.numbered.label(range.start).map(str::to_owned));
                let mark = self.numbered.text[range.clone()].find([' ', '\t']).map_or(0, |end| end + 1);
                self.open(Shape::Item(self.depth()), range.start + mark, false);
            }
            Tag::Table(_) => self.open(Shape::Table(Vec::new()), range.start, false),
            Tag::TableHead | Tag::TableRow => self.rows(|rows| rows.push(Vec::new())),
            Tag::TableCell => self.rows(|rows| {
                rows.last_mut().into_iter().for_each(|row| row.push(String::new()));
            }),
            Tag::Strong => self.strong += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Table => self.close(),
            TagEnd::Item => {
                self.close();
                self.items.pop();
            }
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            _ => {}
        }
    }

    /// How many lists deep the last item is within those that are no points.
    fn depth(&self) -> usize {
        self.items.iter().rev().take_while(|item| item.is_none()).count()
    }

    fn is_fresh_item(&self) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| matches!(open.piece.shape, Shape::Item(_)) && open.piece.text.is_empty())
    }

    fn rows(&mut self, change: impl FnOnce(&mut Vec<Vec<String>>)) {
        if let Some(Open { piece: Piece { shape: Shape::Table(rows), .. }, .. }) = &mut self.open {
            change(rows);
        }
    }

    fn text(&mut self, text: &str) {
        let is_bold = self.strong > 0 || text.trim().is_empty();
        let Some(open) = &mut self.open else { return };
        open.is_bold &= is_bold;
        match &mut open.piece.shape {
            Shape::Table(rows) => {
                rows.last_mut()
                    .and_then(|row| row.last_mut())
                    .into_iter()
                    .for_each(|cell| cell.push_str(text));
            }
            _ => open.piece.text.push_str(text),
        }
    }

    fn open(&mut self, shape: Shape, at: usize, is_heading: bool) {
        self.close();
        let role = self.numbered.role(at);
        let start = self.numbered.original(at..at).start;
        let piece = Piece { shape, role, start, ..Piece::default() };
        self.open = Some(Open { piece, at, is_heading, is_bold: true });
    }

    /// Ends the piece that is being read.
    fn close(&mut self) {
        let Some(Open { mut piece, at, is_heading, is_bold }) = self.open.take() else { return };
        let is_table = matches!(piece.shape, Shape::Table(_));
        if !is_table && piece.text.trim().is_empty() {
            return;
        }
        if let Some(title) = self.numbered.title(at).filter(|_| self.items.is_empty()) {
            self.title = Some(title.label.clone());
        } else if is_heading {
            self.title = None;
        }
        if !is_table {
            self.agree(&piece.text);
        }
        let agreement = self.agreement.as_ref().map(|agreement| agreement.anchor.clone());
        piece.point = match agreement {
            Some(anchor) => anchor,
            None => self.items.iter().rev().find_map(Clone::clone).or_else(|| self.title.clone()),
        };
        piece.is_agreement = self.agreement.is_some() || piece.role == Some(Role::Agreements);
        if is_bold && piece.shape == Shape::Paragraph {
            piece.shape = Shape::Title;
        }
        self.pieces.push(piece);
    }

    /// Begins an agreement with a label, or ends the one before.
    fn agree(&mut self, text: &str) {
        let Some(label) = self.sections.agreement_label(text) else {
            let is_title = self.agreement.as_ref().is_some_and(|agreement| agreement.is_title);
            if !is_title && !self.sections.continues_agreement(text) {
                self.agreement = None;
            }
            return;
        };
        let is_title = !text[label.length..].contains(char::is_alphanumeric);
        let anchor = label.anchor.filter(|anchor| self.anchors.insert(anchor.clone()));
        self.agreement = Some(Agreement { anchor, is_title });
    }
}
