//! Pronounceable words without meaning.

use crate::random::Random;

/// The parts of a language's syllables; a sound that is listed twice is twice as frequent.
#[derive(Debug)]
pub struct Syllables {
    onsets: &'static [&'static str],
    nuclei: &'static [&'static str],
    codas: &'static [&'static str],
}

/// Spanish: open syllables, few codas.
pub const SPANISH: Syllables = Syllables {
    onsets: &[
        "b", "c", "c", "d", "d", "f", "g", "l", "l", "m", "m", "n", "p", "p", "r", "r", "s", "s", "t", "t",
        "v", "br", "cr", "pl", "pr", "tr", "ch", "ll", "j", "ñ",
    ],
    nuclei: &["a", "a", "a", "e", "e", "e", "i", "o", "o", "u", "ie", "ue"],
    codas: &["", "", "", "", "", "n", "r", "s", "l"],
};

/// English: closed syllables, clusters.
pub const ENGLISH: Syllables = Syllables {
    onsets: &[
        "b", "c", "d", "d", "f", "g", "h", "l", "l", "m", "m", "n", "n", "p", "p", "r", "r", "s", "s", "t",
        "t", "v", "w", "br", "cr", "dr", "fr", "gr", "pr", "st", "tr", "sh", "ch", "th",
    ],
    nuclei: &["a", "a", "e", "e", "i", "i", "o", "o", "u", "ea", "ou", "ai"],
    codas: &["", "", "", "", "n", "r", "s", "t", "l", "m", "nd", "nt", "st", "ck", "rt"],
};

impl Syllables {
    /// Returns the beginning of a word: `count` syllables and the consonant of the next, to be followed by an
    /// ending that begins with a vowel.
    pub fn root(&self, random: &mut Random, count: usize) -> String {
        let mut root = String::new();
        for _ in 0..count {
            // Words may begin with a vowel.
            if !root.is_empty() || !random.chance(0.2) {
                root += *random.of(self.onsets);
            }
            root += *random.of(self.nuclei);
            root += *random.of(self.codas);
        }
        root += *random.of(self.onsets);
        root
    }

    /// Returns a name of `count` syllables, with a capital letter.
    pub fn name(&self, random: &mut Random, count: usize) -> String {
        let mut name = self.root(random, count);
        name += *random.of(self.nuclei);
        name += *random.of(self.codas);
        capitalized(&name)
    }
}

/// Returns a text with its first letter in upper case.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{SPANISH, capitalized};
    use crate::random::{Purpose, Random};

    #[test]
    fn names_begin_with_a_capital_letter() {
        assert_eq!(capitalized("ñandú"), "Ñandú");
        assert_eq!(capitalized(""), "");
        let name = SPANISH.name(&mut Random::new(1, Purpose::Person, 0), 2);
        assert!(name.chars().next().is_some_and(char::is_uppercase), "{name}");
    }
}
