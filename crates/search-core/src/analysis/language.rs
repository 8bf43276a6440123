//! The languages that analysis knows.

use frostem::Algorithm;

/// A language as analysis sees it: which stemmer and which stop words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Spanish.
    Spanish,
    /// English.
    English,
    /// Any other: words are found as written, case and accents apart.
    Other,
}

impl Language {
    /// Returns the language of a BCP 47 tag, by its first part: `es`, `es-MX`, `en`.
    pub fn from_tag(tag: &str) -> Language {
        match tag.split('-').next() {
            Some("es") => Language::Spanish,
            Some("en") => Language::English,
            _ => Language::Other,
        }
    }

    pub(super) fn algorithm(self) -> Option<Algorithm> {
        match self {
            Language::Spanish => Some(Algorithm::Spanish),
            Language::English => Some(Algorithm::English),
            Language::Other => None,
        }
    }
}
