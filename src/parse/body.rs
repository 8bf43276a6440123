//! The parsed text of a document: its HTML in pieces, and the passages that are searched, linked and cited.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::passages::Passage;
use crate::sections::Sections;
use crate::sections::votes::ToldVote;
use crate::url::slugify;

/// A parsed text.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The byte offset at which the text begins in its source.
    pub start: usize,
    /// The HTML, with placeholders for links ([`pieces`]). Empty once the document has set it aside.
    pub html: String,
    /// The passages, the head first. Empty once the document has set them aside.
    pub passages: Vec<Passage>,
    /// The text of each passage. Empty once the document has set the passages aside.
    pub texts: Vec<String>,
    /// The votes that passages tell of, with the places of those.
    pub votes: Vec<(usize, ToldVote)>,
    /// The headings, for a table of contents.
    pub headings: Vec<Heading>,
    /// The items of the agenda.
    pub agenda: Vec<AgendaItem>,
    /// The links of the text, in order.
    pub links: Vec<Link>,
    /// All anchors of the text.
    pub anchors: BTreeSet<String>,
    /// Other names by which links may lead to anchors, where they differ: the ids that GitHub gives to headings,
    /// and names of places in raw HTML. The title's anchor is empty.
    pub other_anchors: BTreeMap<String, String>,
    /// The anchors that the front matter preserves for points and headings that no longer exist.
    pub former_anchors: Vec<String>,
    /// Replacements to make in the source for the published Markdown; ranges are in bytes.
    pub edits: Vec<Edit>,
}

/// An item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// Its number, if it has one.
    pub number: Option<u32>,
    /// Its title.
    pub title: String,
    /// The anchor of the passage that deals with it: the passage that begins with the same words, or the
    /// point of the same number if points and agenda are numbered alike.
    pub anchor: Option<String>,
}

/// A replacement for a part of the source: raw HTML, or a link definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The part of the source that it replaces, in bytes.
    pub range: Range<usize>,
    /// The text that is published instead.
    pub text: String,
}

/// A piece of a page's HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// HTML to be written unchanged.
    Html(&'a str),
    /// The address of the link with this index.
    Link(usize),
}

/// The placeholder scheme, in the HTML, of links that are resolved later: `actas-link:3`.
pub(super) const LINK_SCHEME: &str = "actas-link:";

/// Splits HTML at its first `link_count` links, which are still to be resolved.
pub fn pieces(html: &str, link_count: usize) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    let opening = ["=\"", LINK_SCHEME].concat();
    while let Some(at) = rest.find(&opening) {
        let number_start = at + opening.len();
        let digits = rest[number_start..].bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[number_start..number_start + digits].parse().unwrap_or(usize::MAX);
        pieces.push(Piece::Html(&rest[..at + 2]));
        if number < link_count {
            pieces.push(Piece::Link(number));
        }
        rest = &rest[number_start + digits..];
    }
    pieces.push(Piece::Html(rest));
    pieces
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its level on the page, from 2.
    pub level: u8,
    /// Its anchor, without `#`.
    pub anchor: String,
    /// Its text.
    pub text: String,
}

/// A link or an image of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The destination as written.
    pub destination: String,
    /// Its place in the source, in bytes.
    pub range: Range<usize>,
    /// Whether it is an image that is displayed.
    pub is_picture: bool,
}

impl Body {
    /// Returns the anchor that a name in a link means; `Some("")` for the top of the page.
    pub fn anchor(&self, name: &str) -> Option<&str> {
        let slug = slugify(name);
        let places = [self.other_anchors.get(name), self.anchors.get(name), self.anchors.get(&slug)];
        let found = places.into_iter().flatten().next().or_else(|| self.other_anchors.get(&slug));
        found.map(String::as_str)
    }

    /// Reads the votes that the passages tell of.
    pub(super) fn read_votes(&mut self, sections: &Sections) {
        let of_passage =
            |(at, text): (usize, &String)| sections.votes(text).into_iter().map(move |vote| (at, vote));
        self.votes = self.texts.iter().enumerate().flat_map(of_passage).collect();
    }

    /// Takes the first heading away as the document's title, if the text begins with it.
    pub fn take_title(&mut self) -> Option<String> {
        let starts_with_heading = self.texts.first().is_none_or(String::is_empty);
        let first = self.headings.first()?;
        if !starts_with_heading {
            return Some(first.text.clone());
        }
        let title = self.headings.remove(0);
        self.anchors.remove(&title.anchor);
        self.other_anchors.values_mut().filter(|anchor| **anchor == title.anchor).for_each(String::clear);
        self.other_anchors.insert(title.anchor.clone(), String::new());
        if let Some(end) = self.html.find(&format!("</h{}>", title.level))
            && !self.html[..end].contains("</p>")
        {
            self.html.replace_range(..end + "</h2>".len(), "");
        }
        // The text under the title becomes part of the document's head.
        if let Some(at) = self.passages.iter().position(|passage| passage.anchor == title.anchor) {
            self.passages.remove(at);
            self.texts[0] = self.texts.remove(at);
        }
        Some(title.text)
    }
}
