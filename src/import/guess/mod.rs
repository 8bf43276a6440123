//! Guesses a front matter from a text. Every guess says where it comes from, so that a person can judge it.

mod countries;
mod dates;
mod delegations;
mod follow_ups;
mod keys;
mod lines;
mod places;
mod several;
mod terms;
mod title;

use jiff::civil::Date;

use super::blocks::{Block, Origin, Role, What};
use crate::config::Config;
use crate::language::known::Languages;
use crate::messages::{Message, message};
use crate::vocabulary::Vocabulary;
pub use follow_ups::FollowUp;
use lines::Text;

/// A value that was guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess<T> {
    /// The value.
    pub value: T,
    /// Where it comes from, in words.
    pub from: Message,
    /// What of the document says it.
    pub source: Source,
}

/// A place of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Which of the text's blocks, from 0; none for what is no part of the text, as a file's name.
    pub block: Option<usize>,
    /// The words; empty where it is the whole block.
    pub text: String,
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
    /// `virtual`, where the meeting was held at a distance.
    pub place: Option<Guess<String>>,
    /// Where the meeting was.
    pub city: Option<Guess<String>>,
    /// The country of that, by its ISO code.
    pub country: Option<Guess<String>>,
    /// Which countries took part, by their ISO codes.
    pub delegations: Option<Guess<Vec<String>>>,
    /// Other terms, by the key of the front matter; of a key with one term, that one.
    pub terms: Vec<(String, Guess<Vec<String>>)>,
    /// What became of agreements of earlier reports.
    pub follow_ups: Vec<Guess<FollowUp>>,
    /// Keys that the text says something of which can be understood in two ways, with the reason.
    pub unclear: Vec<(&'static str, Message)>,
    /// The titles of the first and the second minutes, where the document holds several.
    pub several: Option<(String, String)>,
    /// Blocks that say nothing which the front matter does not, with the reason.
    pub used: Vec<(usize, What)>,
}

/// A guess as others than the front matter are told of it.
pub struct Told<'g> {
    /// The key of the front matter.
    pub key: &'g str,
    /// The values, as the front matter writes them.
    pub values: Vec<String>,
    /// Where it comes from, in words.
    pub from: &'g Message,
    /// What of the document says it.
    pub source: &'g Source,
}

impl Guesses {
    /// Returns every guess.
    pub fn all(&self) -> Vec<Told<'_>> {
        fn text<'g>(key: &'g str, guess: &'g Option<Guess<String>>) -> Option<Told<'g>> {
            guess.as_ref().map(|guess| told(key, guess, vec![guess.value.clone()]))
        }
        let mut all: Vec<Told<'_>> = text("title", &self.title).into_iter().collect();
        if let Some(guess) = &self.dates {
            let (first, last) = guess.value;
            all.push(told("date", guess, vec![first.to_string()]));
            all.extend(last.map(|last| told("end_date", guess, vec![last.to_string()])));
        }
        all.extend(text("session", &self.session));
        all.extend(text("place", &self.place));
        all.extend(text("city", &self.city));
        all.extend(text("country", &self.country));
        all.extend(self.delegations.as_ref().map(|guess| told("delegations", guess, guess.value.clone())));
        all.extend(self.terms.iter().map(|(key, guess)| told(key, guess, guess.value.clone())));
        all.extend(
            self.follow_ups.iter().map(|guess| told("follow_up", guess, vec![guess.value.said.clone()])),
        );
        all
    }
}

fn told<'g, T>(key: &'g str, guess: &'g Guess<T>, values: Vec<String>) -> Told<'g> {
    Told { key, values, from: &guess.from, source: &guess.source }
}

/// What guesses are made from.
pub struct Material<'a> {
    /// The blocks of the text.
    pub blocks: &'a [Block],
    /// What the headers of its pages say.
    pub headers: &'a [String],
    /// What its file says of itself.
    pub origin: &'a Origin,
    /// The code of its language.
    pub language: &'a str,
    /// The file's name without extension.
    pub name: &'a str,
    /// The site's settings.
    pub config: &'a Config,
    /// The site's terms.
    pub vocabularies: &'a [Vocabulary],
}

/// Guesses what it can.
pub fn guess(material: &Material<'_>) -> Guesses {
    let data = Languages::load();
    let text = Text {
        lines: lines::lines(material, data),
        headers: material.headers.iter().flat_map(|text| lines::of_header(text)).collect(),
    };
    let lines = &text.lines;
    let countries = countries::Countries::new(material);
    let mut guesses = Guesses::default();
    title::guess(material, &text, &mut guesses);
    dates::guess(material, &text, &mut guesses);
    places::guess(material, &text, &countries, &mut guesses);
    delegations::guess(material.blocks, lines, &countries, &mut guesses);
    places::take_lines(lines, &countries, &mut guesses);
    terms::guess(material, lines, data, &mut guesses);
    follow_ups::guess(lines, data, &mut guesses);
    keys::take(lines, &mut guesses);
    guesses.several = several::find(lines, data);
    guesses
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
