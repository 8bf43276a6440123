//! The languages that analysis knows.

use crate::text::split_once;

/// A language as analysis sees it: which stemmer and which stop words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Spanish.
    Spanish,
    /// English.
    English,
    /// Any other language: words are found as written, ignoring case and accents.
    Other,
}

impl Language {
    /// The languages with stop words, by which the language of a passage can be recognised.
    pub const KNOWN: [Language; 2] = [Language::Spanish, Language::English];

    pub(super) const MARKS: [char; 2] = ['\u{1}', '\u{2}'];

    /// Returns the language of a BCP 47 tag, by its first part: `es`, `es-MX`, `en`.
    pub fn from_tag(tag: &str) -> Language {
        match split_once(tag, b'-').map_or(tag, |(first, _)| first) {
            "es" => Language::Spanish,
            "en" => Language::English,
            _ => Language::Other,
        }
    }

    /// Returns the tag of the language alone; empty for [`Language::Other`].
    pub fn tag(self) -> &'static str {
        match self {
            Language::Spanish => "es",
            Language::English => "en",
            Language::Other => "",
        }
    }

    /// Returns the character that ends the keys of words of this language; `None` if it has no stemmer.
    pub fn mark(self) -> Option<char> {
        match self {
            Language::Spanish => Some(Self::MARKS[0]),
            Language::English => Some(Self::MARKS[1]),
            Language::Other => None,
        }
    }

    /// Returns the language of a form, from the mark it ends in; `None` for a name.
    pub fn of_form(form: &str) -> Option<Language> {
        let mark = form.chars().next_back()?;
        Language::KNOWN.into_iter().find(|language| language.mark() == Some(mark))
    }
}
