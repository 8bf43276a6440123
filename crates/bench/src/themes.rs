//! What meetings discuss: words and set phrases that occur together, the same in both languages.

use crate::lexicon::WORDS;
use crate::random::{Purpose, Random, Shares};

/// How many themes an archive has.
pub const THEMES: usize = 240;
/// How many words a theme has.
const THEME_WORDS: usize = 150;
/// How many set phrases a theme has.
const THEME_PHRASES: usize = 20;
/// The lowest rank of a theme's words: more frequent words belong to all themes.
const RANK_MIN: usize = 150;

/// A set phrase: base words by rank, and whether a preposition joins the last to the others.
#[derive(Debug)]
pub struct Phrase {
    /// The ranks of two or three base words.
    pub ranks: Vec<usize>,
    /// Whether the last follows a preposition.
    pub has_preposition: bool,
}

/// Words and phrases that occur together.
#[derive(Debug)]
pub struct Theme {
    ranks: Vec<usize>,
    phrases: Vec<Phrase>,
}

/// The themes of an archive.
#[derive(Debug)]
pub struct Themes {
    themes: Vec<Theme>,
    shares: Shares,
    word_shares: Shares,
    phrase_shares: Shares,
}

impl Themes {
    /// Makes the themes.
    #[must_use]
    pub fn new(seed: u64) -> Themes {
        Themes {
            themes: (0..THEMES as u64)
                .map(|number| theme(&mut Random::new(seed, Purpose::Theme, number)))
                .collect(),
            shares: Shares::zipf(THEMES, 5.0, 0.8),
            word_shares: Shares::zipf(THEME_WORDS, 5.0, 1.0),
            phrase_shares: Shares::zipf(THEME_PHRASES, 1.0, 1.0),
        }
    }

    /// Draws the number of a theme.
    pub fn draw(&self, random: &mut Random) -> usize {
        self.shares.draw(random)
    }

    /// Draws the rank of a base word of a theme.
    pub fn rank(&self, theme: usize, random: &mut Random) -> usize {
        self.themes[theme].ranks[self.word_shares.draw(random)]
    }

    /// Draws a set phrase of a theme.
    pub fn phrase(&self, theme: usize, random: &mut Random) -> &Phrase {
        &self.themes[theme].phrases[self.phrase_shares.draw(random)]
    }
}

fn theme(random: &mut Random) -> Theme {
    let ranks: Vec<usize> = (0..THEME_WORDS).map(|_| theme_rank(random)).collect();
    let phrases = (0..THEME_PHRASES).map(|_| {
        let length = random.between(2, 3);
        Phrase {
            ranks: (0..length).map(|_| *random.of(&ranks)).collect(),
            has_preposition: random.chance(0.5),
        }
    });
    Theme { phrases: phrases.collect(), ranks }
}

/// Draws a rank, with every order of magnitude equally likely: Zipf's law with exponent 1.
fn theme_rank(random: &mut Random) -> usize {
    let (least, most) = ((RANK_MIN as f64).ln(), (WORDS as f64).ln());
    let rank = (least + random.fraction() * (most - least)).exp();
    (rank as usize).min(WORDS - 1)
}
