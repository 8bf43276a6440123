//! The words of a text, for finding names and verbs in it.

use std::ops::Range;

use actas_search_core::analysis::fold_fully;

/// A number is a word of its own after so many small letters.
const SMALL_MIN: usize = 3;

/// The words of a text: runs of letters and digits, each with its place and its form without case and
/// accents. A number right after a word in small letters is a word of its own: `Wednesday14th`.
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    /// The folded words, concatenated.
    folded: String,
    /// For each word its place in the text, and its place in `folded`.
    places: Vec<(Range<usize>, Range<usize>)>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(text: &'a str) -> Words<'a> {
        let mut words = Words { text, folded: String::with_capacity(text.len()), places: Vec::new() };
        // The first byte of a word, and how many small letters it ends with so far.
        let (mut start, mut small) = (None, 0);
        for (at, character) in text.char_indices() {
            let is_new = !character.is_alphanumeric() || (character.is_ascii_digit() && small >= SMALL_MIN);
            if let Some(from) = start.filter(|_| is_new) {
                words.push(from..at);
                start = None;
            }
            if start.is_none() && character.is_alphanumeric() {
                start = Some(at);
            }
            small = if character.is_lowercase() { small + 1 } else { 0 };
        }
        if let Some(from) = start {
            words.push(from..text.len());
        }
        words
    }

    fn push(&mut self, place: Range<usize>) {
        let from = self.folded.len();
        let word = &self.text[place.clone()];
        if word.is_ascii() {
            self.folded.push_str(word);
            self.folded[from..].make_ascii_lowercase();
        } else {
            self.folded.push_str(&fold_fully(word));
        }
        self.places.push((place, from..self.folded.len()));
    }

    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// Returns where a word is in the text, in bytes.
    pub(crate) fn place(&self, at: usize) -> Range<usize> {
        self.places[at].0.clone()
    }

    /// Returns a word as written.
    pub(crate) fn written(&self, at: usize) -> &'a str {
        &self.text[self.places[at].0.clone()]
    }

    /// Returns a word without case and accents.
    pub(crate) fn folded(&self, at: usize) -> &str {
        &self.folded[self.places[at].1.clone()]
    }

    /// Returns the text between a word and the one before it; for the first word, all text before it.
    pub(crate) fn gap_before(&self, at: usize) -> &'a str {
        let from = at.checked_sub(1).map_or(0, |before| self.places[before].0.end);
        &self.text[from..self.places[at].0.start]
    }

    /// Whether the words from `at` on are these folded ones.
    pub(crate) fn continues(&self, at: usize, folded: &[String]) -> bool {
        at + folded.len() <= self.len()
            && folded.iter().enumerate().all(|(offset, word)| self.folded(at + offset) == word)
    }
}

/// Returns the folded words of a phrase.
pub(crate) fn folded_words(phrase: &str) -> Vec<String> {
    let words = Words::new(phrase);
    (0..words.len()).map(|at| words.folded(at).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(folded_words("Más de 20 países: ¿Ñandú?"), ["mas", "de", "20", "paises", "nandu"]);
        let words = Words::new("«A», y B");
        assert_eq!(
            folded_words("Wednesday14th, TC39, a1, April21"),
            ["wednesday", "14th", "tc39", "a1", "april", "21"]
        );
        assert_eq!((words.written(1), words.gap_before(1), words.gap_before(0)), ("y", "», ", "«"));
    }
}
