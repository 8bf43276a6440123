//! Guesses a front matter from a text. Every guess says where it comes from, so that a person can judge it.

mod dates;
mod places;
mod terms;
mod title;

use jiff::civil::Date;

use super::blocks::{Block, Content, Role, What, text_of};
use crate::config::Config;
use crate::language::known::Languages;
use crate::messages::{Message, message};
use crate::numbering::Marker;
use crate::numbering::labels::{self, Label};
use crate::vocabulary::Vocabulary;

/// The most paragraphs of a report's head.
const HEAD_MAX: usize = 12;

/// A value that was guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub from: Message,
}

/// What is guessed about a report.
#[derive(Clone, Debug, Default)]
pub struct Guesses {
    /// Its title.
    pub title: Option<Guess<String>>,
    /// The day of the meeting, or its first, and its last.
    pub dates: Option<Guess<(Date, Option<Date>)>>,
    /// Whether the session was ordinary or extraordinary.
    pub session: Option<Guess<String>>,
    /// Where the meeting was.
    pub city: Option<Guess<String>>,
    /// The country of that, by its ISO code.
    pub country: Option<Guess<String>>,
    /// Which countries took part, by their ISO codes.
    pub delegations: Option<Guess<Vec<String>>>,
    /// Other terms, by the key of the front matter; of a key with one term, that one.
    pub terms: Vec<(String, Guess<Vec<String>>)>,
    /// Blocks that say nothing which the front matter does not, with the reason.
    pub used: Vec<(usize, What)>,
}

impl Guesses {
    /// Returns the keys of the front matter that are guessed.
    pub fn keys(&self) -> Vec<String> {
        let known = [
            ("title", self.title.is_some()),
            ("date", self.dates.is_some()),
            ("end_date", self.dates.as_ref().is_some_and(|guess| guess.value.1.is_some())),
            ("session", self.session.is_some()),
            ("city", self.city.is_some()),
            ("country", self.country.is_some()),
            ("delegations", self.delegations.is_some()),
        ];
        let known = known.into_iter().filter(|(_, is_known)| *is_known).map(|(key, _)| key.to_owned());
        known.chain(self.terms.iter().map(|(key, _)| key.clone())).collect()
    }
}

/// What guesses are made from.
pub struct Material<'a> {
    /// The blocks of the text.
    pub blocks: &'a [Block],
    /// The site's settings.
    pub config: &'a Config,
    /// The site's terms.
    pub vocabularies: &'a [Vocabulary],
}

/// A paragraph, for guessing.
#[derive(Clone, Debug)]
struct Line {
    /// Its place among the blocks.
    block: usize,
    text: String,
    role: Role,
    /// Whether it can be taken out of the text: it refers to no note and shows no picture.
    is_plain: bool,
    /// Whether it stands before the first point and is short of it by little.
    is_head: bool,
}

/// Guesses what it can.
pub fn guess(material: &Material<'_>) -> Guesses {
    let lines = lines(material.blocks);
    let data = Languages::load();
    let countries = places::Countries::new(material);
    let mut guesses = Guesses::default();
    title::guess(material, &lines, data, &mut guesses);
    dates::guess(&lines, data, &mut guesses);
    places::guess_place(&lines, &countries, data, &mut guesses);
    places::guess_delegations(&lines, &countries, data, &mut guesses);
    places::take_lines(&lines, &countries, data, &mut guesses);
    terms::guess(material, &lines, data, &mut guesses);
    guesses
}

fn lines(blocks: &[Block]) -> Vec<Line> {
    let mut is_head = true;
    let mut lines = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let text = text_of(std::slice::from_ref(block)).trim_end().to_owned();
        let (role, is_plain, is_item) = match block {
            Block::Paragraph(paragraph) => {
                let stands = |content: &Content| matches!(content, Content::Note(_) | Content::Image(_));
                let numbered = paragraph.label.as_ref().is_some_and(|label| !label.is_bullet);
                let typed = matches!(labels::typed(&text), Some(Label { marker: Marker::Number(_), .. }));
                let is_plain =
                    !paragraph.spans.iter().any(|span| stands(&span.content)) && paragraph.label.is_none();
                (paragraph.role, is_plain, numbered || typed)
            }
            Block::Table(_) => (Role::Text, false, false),
        };
        is_head &= !is_item && at < HEAD_MAX;
        lines.push(Line { block: at, text, role, is_plain, is_head });
    }
    lines
}

/// Returns where something was found, for a person to look at.
fn found_in(text: &str) -> Message {
    message!("import-review-found", text = shortened(text))
}

/// Returns the beginning of a text, on one line.
pub fn shortened(text: &str) -> String {
    const SHOWN_CHARS_MAX: usize = 90;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN_CHARS_MAX {
        return line;
    }
    line.chars().take(SHOWN_CHARS_MAX).chain("…".chars()).collect()
}
