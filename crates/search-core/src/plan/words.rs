//! The words of a typed text, and the keys they are looked up by.

use crate::analysis::{Analyzer, Key, Language, has_digit, is_stop_word, is_word};
use crate::schema::Weights;
use crate::text::trim_end;

/// The words of a text.
pub(super) struct Words {
    pub(super) parts: Vec<Part>,
    /// The words joined, if they make an identifier.
    pub(super) joined: Option<String>,
    /// Whether that identifier is the whole text.
    pub(super) is_one_identifier: bool,
}

/// A word.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) position: u32,
    pub(super) exact: String,
    /// Whether it was typed as a name: an acronym, a word with digits.
    pub(super) is_name: bool,
}

impl Words {
    pub(super) fn of(text: &str, analyzer: &mut Analyzer) -> Words {
        let language = analyzer.language();
        let mut words = Words { parts: Vec::new(), joined: None, is_one_identifier: false };
        let mut joins = 0;
        let mut joined_to = 0;
        analyzer.tokens(text, &mut |token| {
            if token.joined {
                words.joined = Some(token.exact.to_owned());
                joined_to = token.range.end;
                joins += 1;
            } else {
                let is_name = token.stem.is_none() && language.mark().is_some();
                words.parts.push(Part { position: token.position, exact: token.exact.to_owned(), is_name });
            }
        });
        let ends = trim_end(text, &|c| !is_word(c)).len();
        words.is_one_identifier = joins == 1 && joined_to >= ends && words.parts[0].position == 0;
        words
    }
}

impl Part {
    /// Returns a whole text as a name.
    pub(super) fn name(exact: String) -> Part {
        Part { position: 0, exact, is_name: true }
    }

    pub(super) fn is_stop_word(&self, language: Language) -> bool {
        !self.is_name && is_stop_word(language, &self.exact)
    }

    /// Returns the keys of the word with their weights: as a word of each language, by its stem, as a name.
    /// The analysers are those of a segment, that of its own language first.
    ///
    /// A word typed as a name is not looked up by its stem; words with its spelling are found with the weight
    /// of a stem.
    pub(super) fn keys(&self, analyzers: &mut [Analyzer], weights: &Weights) -> Vec<(Key, f32)> {
        let mut keys = Vec::new();
        let is_number = has_digit(&self.exact);
        let as_word = if self.is_name { weights.stem } else { 1.0 };
        for analyzer in analyzers.iter_mut().filter(|_| !is_number) {
            let language = analyzer.language();
            let Some(stem) = analyzer.stem(&self.exact) else { continue };
            keys.push((Key::word(language, &self.exact, stem), as_word));
            if !self.is_name && !is_stop_word(language, &self.exact) {
                keys.push((Key::stem(language, stem), weights.stem));
            }
        }
        keys.push((Key::name(&mut analyzers[0], &self.exact), 1.0));
        keys
    }
}
