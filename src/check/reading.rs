//! Reads a document's text for the checks: its headings, links and images as written, and its running text
//! with the places of its words.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::commonmark::EXTENSIONS;
use crate::nesting::NESTING_MAX;
use crate::numbering::{self, Numbered};
use crate::parse::Document;
use crate::parse::raw_html;
use crate::sections::Sections;
use crate::source::Source;

/// A document's text as the checks read it. Ranges are bytes of the source.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
    pub(super) images: Vec<Image>,
    /// Paragraphs, items and cells, without headings and code.
    pub(super) blocks: Vec<Block>,
}

/// A heading.
#[derive(Debug)]
pub(super) struct Heading {
    /// Its level as written, from 1.
    pub(super) level: u8,
    pub(super) range: Range<usize>,
}

/// A link with a text that a person wrote.
#[derive(Debug)]
pub(super) struct Link {
    /// Its readable text, including the descriptions of its images.
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// An image.
#[derive(Debug)]
pub(super) struct Image {
    pub(super) description: String,
    /// Whether it is written as an HTML tag.
    pub(super) is_html: bool,
    pub(super) range: Range<usize>,
}

/// A stretch of running text.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) text: String,
    /// The offsets of the parts of the text: in the text, and in the source.
    parts: Vec<(usize, usize)>,
}

impl Block {
    /// Adds a text that begins at this byte of the source.
    fn push(&mut self, (original, text): (usize, &str)) {
        self.parts.push((self.text.len(), original));
        self.text.push_str(text);
    }

    /// Returns where a word of the text is in the source.
    pub(super) fn place(&self, word: Range<usize>) -> Range<usize> {
        let part = self.parts.partition_point(|(at, _)| *at <= word.start).saturating_sub(1);
        let (at, original) = self.parts.get(part).copied().unwrap_or_default();
        let start = original + (word.start - at.min(word.start));
        start..start + word.len()
    }
}

/// Reads the text of a document.
pub(super) fn read(document: &Document, source: &Source, sections: &Sections) -> Reading {
    let text = source.text.get(document.body.start..).unwrap_or_default();
    let numbered = numbering::number(text, document.front.points, sections);
    let mut reader = Reader::new(&numbered, document.body.start);
    for (event, range) in Parser::new_ext(&numbered.text, EXTENSIONS).into_offset_iter() {
        reader.event(&event, range);
    }
    reader.close_block();
    reader.reading
}

struct Reader<'a> {
    numbered: &'a Numbered,
    start: usize,
    reading: Reading,
    block: Block,
    /// The links and images that are currently open.
    open: Vec<Open>,
    is_in_heading: bool,
    is_in_code: bool,
    /// The block of HTML being read.
    html: Option<Block>,
}

enum Open {
    Link(Link),
    Image(Image),
    /// An autolink.
    Address,
}

impl<'a> Reader<'a> {
    fn new(numbered: &'a Numbered, start: usize) -> Reader<'a> {
        Reader {
            numbered,
            start,
            reading: Reading::default(),
            block: Block::default(),
            open: Vec::new(),
            is_in_heading: false,
            is_in_code: false,
            html: None,
        }
    }

    fn original(&self, range: Range<usize>) -> Range<usize> {
        let original = self.numbered.original(range);
        self.start + original.start..self.start + original.end
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.text(text, &range),
            Event::Code(text) => self.unread(text),
            Event::Start(Tag::HtmlBlock) => self.html = Some(Block::default()),
            Event::End(TagEnd::HtmlBlock) => {
                let block = self.html.take().unwrap_or_default();
                self.html_images(&block);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, range),
            Event::SoftBreak | Event::HardBreak => self.unread(" "),
            Event::Start(Tag::Heading { level, .. }) => {
                self.close_block();
                self.is_in_heading = true;
                let range = self.original(range);
                self.reading.headings.push(Heading { level: *level as u8, range });
            }
            Event::End(TagEnd::Heading(_)) => self.is_in_heading = false,
            Event::Start(Tag::CodeBlock(_)) => self.is_in_code = true,
            Event::End(TagEnd::CodeBlock) => self.is_in_code = false,
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                self.open.push(Open::Address);
            }
            Event::Start(Tag::Link { .. }) => {
                let link = Link { text: String::new(), range: self.original(range) };
                self.open.push(Open::Link(link));
            }
            Event::Start(Tag::Image { .. }) => {
                let range = self.original(range);
                let image = Image { description: String::new(), is_html: false, range };
                self.open.push(Open::Image(image));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.close_link(),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell)
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => self.close_block(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        self.note(text);
        // An autolink contains nothing else.
        let is_address = matches!(self.open.last(), Some(Open::Address));
        if self.is_in_heading || self.is_in_code || is_address {
            return;
        }
        let original = self.original(range.clone()).start;
        self.block.push((original, text));
    }

    /// Handles what is part of a link's text but not of the running text: code, breaks.
    fn unread(&mut self, text: &str) {
        self.note(text);
        self.block.text.push(' ');
    }

    /// Handles raw HTML: a line of a block, or a tag.
    fn html(&mut self, html: &str, range: Range<usize>) {
        let part = (self.original(range).start, html);
        match &mut self.html {
            Some(block) => block.push(part),
            None => {
                let mut tag = Block::default();
                tag.push(part);
                self.html_images(&tag);
            }
        }
    }

    /// Collects the images of raw HTML that have no description.
    fn html_images(&mut self, html: &Block) {
        let places = raw_html::images_without_alt(&html.text).into_iter().map(|image| html.place(image));
        let image = |range| Image { description: String::new(), is_html: true, range };
        self.reading.images.extend(places.map(image));
    }

    fn note(&mut self, text: &str) {
        for open in self.open.iter_mut().rev().take(NESTING_MAX) {
            match open {
                Open::Link(link) => link.text.push_str(text),
                Open::Image(image) => image.description.push_str(text),
                Open::Address => {}
            }
        }
    }

    fn close_link(&mut self) {
        match self.open.pop() {
            Some(Open::Link(link)) => self.reading.links.push(link),
            Some(Open::Image(image)) => self.reading.images.push(image),
            Some(Open::Address) | None => {}
        }
    }

    fn close_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        if !block.parts.is_empty() {
            self.reading.blocks.push(block);
        }
    }
}
