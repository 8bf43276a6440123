//! What every reader makes of a document, whatever its format: paragraphs, tables, notes, pictures.

use jiff::civil::Date;

use crate::diagnostic::Place;

/// A document as it was read: nothing is understood yet, nothing cleaned.
#[derive(Clone, Debug, Default)]
pub struct SourceDocument {
    /// Its paragraphs and tables, in order.
    pub blocks: Vec<Block>,
    /// Its footnotes and endnotes, in the order in which the text refers to them.
    pub notes: Vec<Note>,
    /// Its pictures.
    pub images: Vec<Image>,
    /// All text of the original, read without any understanding, for the account of words.
    pub raw: Vec<String>,
    /// What the reader left out, with the reason.
    pub dropped: Vec<Dropped>,
    /// What was changed, with the reason.
    pub changed: Vec<Changed>,
    /// Where something is nested so deeply that it was made flat, in a file that is not named yet.
    pub deep: Option<Place>,
    /// What the file says of itself.
    pub origin: Origin,
}

/// What a file says of itself, beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The day on which it was made.
    pub made: Option<Date>,
    /// The day on which it was changed last.
    pub changed: Option<Date>,
    /// The language that its text is set in, with a country: `en-GB`.
    pub language: Option<String>,
    /// How many of the first blocks are lines of a front matter for programs, which stands above the text.
    pub front_lines: usize,
}

impl Origin {
    /// Returns the day that a time in ISO 8601 begins with.
    pub fn day(time: &str) -> Option<Date> {
        time.get(..10)?.parse().ok()
    }
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph, a heading, an item of a list.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph, a heading, an item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// The number or bullet that the word processor shows before it.
    pub label: Option<Label>,
    /// Whether it is set in from the margin.
    pub indented: bool,
    /// Its text.
    pub spans: Vec<Span>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// The title of the document.
    Title,
    /// A heading, from level 1.
    Heading(u8),
}

/// A number or a bullet that a word processor makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As it is shown: `9.`, `a)`, `•`.
    pub text: String,
    /// How deep the item is in its list, from 0.
    pub level: usize,
    /// Whether it is a bullet.
    pub is_bullet: bool,
    /// Which list of the document the item belongs to.
    pub list: String,
}

/// A stretch of text with one look, or something that stands in the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Span {
    /// What it is.
    pub content: Content,
    /// How it looks.
    pub style: Style,
    /// Where it leads, if it is part of a link.
    pub link: Option<String>,
}

/// What a span holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Text.
    Text(String),
    /// The end of a line within a paragraph.
    Break,
    /// A picture, by its place in the document's.
    Image(usize),
    /// A reference to a note, by its place in the document's.
    Note(usize),
}

impl Default for Content {
    fn default() -> Content {
        Content::Text(String::new())
    }
}

/// How text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Struck through.
    pub strike: bool,
}

/// From this many cells of a row on, readers take merged ones for one, lest a small file fill the memory. Word has 63
/// columns at most.
pub const COLUMNS_MAX: usize = 1024;

/// A table: rows of cells, each with blocks. A merged cell has its text in its first place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The rows, the heading first.
    pub rows: Vec<Vec<Vec<Block>>>,
}

/// A footnote or an endnote.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// Its text.
    pub blocks: Vec<Block>,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// What it shows, in words, if the document says so.
    pub description: String,
    /// The extension of its file, in lower case, without a dot.
    pub extension: String,
    /// Its bytes; none for one that is elsewhere.
    pub bytes: Vec<u8>,
}

/// What is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// What it was.
    pub what: What,
    /// Its text; empty for what has none.
    pub text: String,
}

/// Why something is not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Text that was deleted with changes tracked.
    Deleted,
    /// Where text was moved away from with changes tracked.
    MovedAway,
    /// A page header.
    Header,
    /// A page footer.
    Footer,
    /// A line at the side of a page, printed upwards.
    Side,
    /// A comment in the margin.
    Comment,
    /// Text set to be hidden.
    Hidden,
    /// The number of a page.
    PageNumber,
    /// A table of contents that the word processor made.
    Contents,
    /// The mark of a bookmark.
    Bookmark,
    /// What a form asks to be filled in.
    Placeholder,
    /// A page without text: an image, or nothing.
    Page,
    /// The number of a line, at the margin of a page.
    LineNumber,
    /// The head of a column whose cells became text.
    ColumnHead,
    /// A note that nothing refers to.
    UnusedNote,
    /// A line that says again what the title says.
    Repeated,
    /// A line that became the title, the date or the place.
    Moved,
    /// A line of a front matter that another program reads.
    Key,
    /// A picture that browsers cannot show.
    Picture,
    /// A symbol of a font that has no character of its own.
    Symbol,
    /// A chart, a drawing, an embedded file.
    Object,
    /// A numbered paragraph without text.
    EmptyItem,
    /// A look that Markdown has not: underlining, super- and subscript.
    Look,
    /// Where a link led that leads nowhere on the web: a file on somebody's machine.
    LinkTarget,
}

/// Something that is written otherwise than in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// How.
    pub how: Change,
    /// How it was, if that can be shown.
    pub before: String,
    /// How it is.
    pub after: String,
}

/// How something is written otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A word that was divided at the end of a line is one again.
    Hyphenation,
    /// Several spaces became one.
    Spaces,
    /// A non-breaking space became a space.
    NonBreakingSpace,
    /// A line that ended within a paragraph goes on, or begins a paragraph.
    LineEnd,
    /// The form of a number, not its value: `(a)`, `9.-`.
    LabelForm,
    /// A table that was no table became text.
    TableText,
}

impl Change {
    /// Every change, in the order of the account.
    pub const ALL: [Change; 6] = [
        Change::LabelForm,
        Change::TableText,
        Change::Hyphenation,
        Change::LineEnd,
        Change::Spaces,
        Change::NonBreakingSpace,
    ];

    /// Returns its name in texts and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Change::Hyphenation => "hyphenation",
            Change::Spaces => "spaces",
            Change::NonBreakingSpace => "non-breaking-space",
            Change::LineEnd => "line-end",
            Change::LabelForm => "label-form",
            Change::TableText => "table-text",
        }
    }
}

impl What {
    /// Every reason, in the order of the account.
    pub const ALL: [What; 24] = [
        What::Moved,
        What::Key,
        What::Repeated,
        What::Deleted,
        What::MovedAway,
        What::Comment,
        What::Header,
        What::Footer,
        What::Side,
        What::PageNumber,
        What::Contents,
        What::Hidden,
        What::Bookmark,
        What::Placeholder,
        What::LineNumber,
        What::ColumnHead,
        What::Page,
        What::UnusedNote,
        What::Picture,
        What::Object,
        What::Symbol,
        What::EmptyItem,
        What::Look,
        What::LinkTarget,
    ];

    /// Returns its name in texts and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            What::Deleted => "deleted",
            What::MovedAway => "moved-away",
            What::Header => "header",
            What::Footer => "footer",
            What::Side => "side",
            What::Comment => "comment",
            What::Hidden => "hidden",
            What::PageNumber => "page-number",
            What::Contents => "contents",
            What::Bookmark => "bookmark",
            What::Placeholder => "placeholder",
            What::LineNumber => "line-number",
            What::Page => "page",
            What::ColumnHead => "column-head",
            What::UnusedNote => "unused-note",
            What::Repeated => "repeated",
            What::Moved => "front-matter",
            What::Key => "key",
            What::Picture => "picture",
            What::Symbol => "symbol",
            What::Object => "object",
            What::EmptyItem => "empty-item",
            What::Look => "look",
            What::LinkTarget => "link-target",
        }
    }

    /// Whether its text is text of the document, and counts in the account of words.
    pub fn has_words(self) -> bool {
        !matches!(self, What::Look | What::LinkTarget | What::Picture | What::Symbol | What::Page)
    }

    /// Whether the file that it was left out of still tells it to whoever opens that file.
    pub fn is_private(self) -> bool {
        matches!(self, What::Deleted | What::MovedAway | What::Comment | What::Hidden)
    }
}

impl SourceDocument {
    /// Notes that something is written otherwise.
    pub fn change(&mut self, how: Change, before: impl Into<String>, after: impl Into<String>) {
        self.changed.push(Changed { how, before: before.into(), after: after.into() });
    }

    /// Takes over another document that stands in this one, and returns its blocks, its notes at their end.
    pub fn append(&mut self, other: SourceDocument) -> Vec<Block> {
        let images = self.images.len();
        let notes = other.notes.into_iter().flat_map(|note| note.blocks);
        let mut blocks: Vec<Block> = other.blocks.into_iter().chain(notes).collect();
        each_paragraph(&mut blocks, &mut |paragraph| {
            paragraph.spans.retain(|span| !matches!(span.content, Content::Note(_)));
            for span in &mut paragraph.spans {
                if let Content::Image(at) = &mut span.content {
                    *at += images;
                }
            }
        });
        self.images.extend(other.images);
        self.raw.extend(other.raw);
        self.dropped.extend(other.dropped);
        self.changed.extend(other.changed);
        self.deep = self.deep.take().or(other.deep);
        blocks
    }

    /// Notes that something is left out.
    pub fn drop(&mut self, what: What, text: impl Into<String>) {
        self.dropped.push(Dropped { what, text: text.into() });
    }
}

impl Paragraph {
    /// Returns a paragraph of plain text.
    pub fn plain(text: &str) -> Paragraph {
        Paragraph { spans: vec![Span::text(text)], ..Paragraph::default() }
    }

    /// Returns its text without looks, line ends as `\n`.
    pub fn text(&self) -> String {
        self.spans.iter().map(Span::as_text).collect()
    }

    /// Whether it shows nothing.
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| match &span.content {
            Content::Text(text) => text.trim().is_empty(),
            Content::Break => true,
            Content::Image(_) | Content::Note(_) => false,
        })
    }
}

impl Span {
    /// Returns plain text.
    pub fn text(text: impl Into<String>) -> Span {
        Span { content: Content::Text(text.into()), ..Span::default() }
    }

    /// Returns its text, a line end as `\n`; nothing for pictures and notes.
    pub fn as_text(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            Content::Break => "\n",
            Content::Image(_) | Content::Note(_) => "",
        }
    }

    /// Whether two spans look the same and lead to the same place.
    pub fn is_like(&self, other: &Span) -> bool {
        self.style == other.style && self.link == other.link
    }
}

/// Returns the text of blocks, one paragraph a line.
pub fn text_of(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => text.push_str(&paragraph.text()),
            Block::Table(table) => {
                table.rows.iter().flatten().for_each(|cell| text.push_str(&text_of(cell)));
            }
        }
        text.push('\n');
    }
    text
}

/// Calls `each` with every paragraph, also those in tables.
pub fn each_paragraph(blocks: &mut [Block], each: &mut impl FnMut(&mut Paragraph)) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => each(paragraph),
            Block::Table(table) => {
                table.rows.iter_mut().flatten().for_each(|cell| each_paragraph(cell, each));
            }
        }
    }
}
