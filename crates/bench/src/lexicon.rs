//! The words of a language, by rank.

use std::collections::HashSet;

use crate::language::Language;
use crate::random::{Purpose, Random, Shares};

/// How many base words a language has, besides its stop words.
pub const WORDS: usize = 60_000;
/// The exponent of Zipf's law.
pub const EXPONENT: f64 = 1.07;
/// Mandelbrot's offset: it flattens the top ranks as real text does.
const OFFSET: f64 = 2.7;

/// A base word and its forms.
#[derive(Debug)]
struct Word {
    root: Box<str>,
    endings: &'static [&'static str],
}

/// The words of a language.
#[derive(Debug)]
pub struct Lexicon {
    language: Language,
    words: Vec<Word>,
    shares: Shares,
    stop_shares: Shares,
    stop_share: f64,
}

impl Lexicon {
    /// Makes the words of a language.
    #[must_use]
    pub fn new(seed: u64, language: Language) -> Lexicon {
        let stop_words = language.stop_words();
        let frequencies = stop_words.iter().map(|(_, frequency)| *frequency);
        Lexicon {
            language,
            words: words(seed, language),
            shares: Shares::zipf(WORDS, OFFSET + stop_words.len() as f64, EXPONENT),
            stop_share: frequencies.clone().sum::<f64>() / 1000.0,
            stop_shares: Shares::new(frequencies),
        }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The share of stop words among all words, below 1.
    #[must_use]
    pub fn stop_share(&self) -> f64 {
        self.stop_share
    }

    /// Draws a stop word.
    pub fn stop_word(&self, random: &mut Random) -> &'static str {
        self.language.stop_words()[self.stop_shares.draw(random)].0
    }

    /// Draws the rank of a base word, from 0.
    pub fn rank(&self, random: &mut Random) -> usize {
        self.shares.draw(random)
    }

    /// Adds a form of the base word with this rank. The first form is used half of the time, each further one
    /// half as often as the one before.
    pub fn add_form(&self, rank: usize, random: &mut Random, out: &mut String) {
        let Word { root, endings } = &self.words[rank];
        let mut form = 0;
        while form + 1 < endings.len() && random.chance(0.5) {
            form += 1;
        }
        out.push_str(root);
        out.push_str(endings[form]);
    }

    /// Adds the first form of the base word with this rank.
    pub fn add_first_form(&self, rank: usize, out: &mut String) {
        let Word { root, endings } = &self.words[rank];
        out.push_str(root);
        out.push_str(endings[0]);
    }
}

/// Returns base words with distinct first forms; frequent ones are shorter.
fn words(seed: u64, language: Language) -> Vec<Word> {
    let mut random = Random::new(seed, Purpose::Words, language as u64);
    let mut taken: HashSet<String> =
        language.stop_words().iter().map(|(word, _)| (*word).to_owned()).collect();
    let mut words = Vec::with_capacity(WORDS);
    while words.len() < WORDS {
        let syllables = match words.len() {
            0..400 => 1,
            400..12_000 => random.between(1, 2),
            _ => random.between(2, 3),
        };
        let root = language.syllables().root(&mut random, syllables);
        let endings = *random.of(language.endings());
        if taken.insert(format!("{root}{}", endings[0])) {
            words.push(Word { root: root.into_boxed_str(), endings });
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::Lexicon;
    use crate::language::Language;
    use crate::random::{Purpose, Random};

    #[test]
    fn stop_words_are_two_fifths_of_a_text() {
        for language in Language::ALL {
            let lexicon = Lexicon::new(1, language);
            assert!((0.35..0.48).contains(&lexicon.stop_share()), "{language:?}: {}", lexicon.stop_share());
        }
    }

    #[test]
    fn forms_share_their_root() {
        let lexicon = Lexicon::new(1, Language::Spanish);
        let mut random = Random::new(1, Purpose::Queries, 0);
        let (mut first, mut other) = (String::new(), String::new());
        lexicon.add_first_form(7, &mut first);
        lexicon.add_form(7, &mut random, &mut other);
        assert_eq!(first[..2], other[..2]);
    }
}
