//! The text of a document as it is parsed: its HTML in pieces, and the passages that are searched, linked and
//! cited.

use std::collections::BTreeSet;
use std::ops::Range;

use super::passages::Passage;
use crate::sections::Sections;
use crate::sections::votes::ToldVote;

/// A parsed text.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Where the text begins in its source, in bytes.
    pub start: usize,
    /// The HTML with placeholders for links ([`pieces`]), until the document sets it aside.
    pub html: String,
    /// The passages, the head first, until the document sets them aside.
    pub passages: Vec<Passage>,
    /// The text of each passage, until then.
    pub texts: Vec<String>,
    /// The votes that passages tell of, with the places of those.
    pub votes: Vec<(usize, ToldVote)>,
    /// The headings, for a table of contents.
    pub headings: Vec<Heading>,
    /// What was to be treated.
    pub agenda: Vec<AgendaItem>,
    /// Where the text links to, in order.
    pub links: Vec<Link>,
    /// Every anchor of the text.
    pub anchors: BTreeSet<String>,
    /// Those of them that the front matter keeps, from points and headings that are gone.
    pub former_anchors: Vec<String>,
    /// Stretches of the source, in bytes, that its published Markdown has otherwise, and how.
    pub edits: Vec<Edit>,
}

/// An item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// Its number, if it has one.
    pub number: Option<u32>,
    /// What was to be treated.
    pub title: String,
    /// The anchor of the passage that treats it: one that begins with the same words, or the point of its
    /// number if the points are numbered as the agenda is.
    pub anchor: Option<String>,
}

/// What stands for a stretch of a source: raw HTML, a definition of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where it stands in the source, in bytes.
    pub range: Range<usize>,
    /// What is published for it.
    pub text: String,
}

/// A piece of a page's HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it is.
    Html(&'a str),
    /// The address that the link of this number leads to.
    Link(usize),
}

/// The scheme that stands in the HTML for links which are resolved later: `actas-link:3`.
pub(super) const LINK_SCHEME: &str = "actas-link:";

/// Splits HTML at the first `link_count` links, which are to be resolved.
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
    /// Where it leads, as written.
    pub destination: String,
    /// Where it stands in the source, in bytes.
    pub range: Range<usize>,
    /// Whether it is a picture that is shown.
    pub is_picture: bool,
}

impl Body {
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
        if let Some(end) = self.html.find(&format!("</h{}>", title.level))
            && !self.html[..end].contains("</p>")
        {
            self.html.replace_range(..end + "</h2>".len(), "");
        }
        // What stood under the heading is the head of the document.
        if let Some(at) = self.passages.iter().position(|passage| passage.anchor == title.anchor) {
            self.passages.remove(at);
            self.texts[0] = self.texts.remove(at);
        }
        Some(title.text)
    }
}
