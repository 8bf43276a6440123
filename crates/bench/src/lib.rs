//! Invented archives of meeting reports, and queries for them, for measuring the generator and its search.
//!
//! [`archive::write`] makes a site of any number of reports that resembles a real archive in what search
//! costs depend on; [`queries::draw`] makes queries like those of readers. Everything is derived from a seed:
//! the same seed makes the same bytes, and since each meeting has its own random numbers ([`random`]), memory
//! does not grow with the archive.
//!
//! # What the text resembles
//!
//! - **Zipf's law.** 60,000 base words per language, made of syllables ([`syllables`]), are drawn by rank
//!   with exponent 1.07 ([`lexicon`]); the top ranks are real stop words with their frequencies in Spanish
//!   and English prose. Base words are inflected, so that stemming matters.
//! - **Burstiness.** What a point is about comes up again in it, and in other reports ([`themes`]): set
//!   phrases, words of a theme, recently used words. If words were independent, no two would ever occur
//!   together again.
//! - **Heaps' law.** Every meeting brings its own people and numbered acts, mentioned in a few reports and
//!   never again ([`meeting`]), so new words keep arriving however large the archive grows.
//! - **A report's form.** Front matter with terms of a vocabulary ([`terms`]), numbered points with
//!   sub-points, headed sections, a list of participants; 9 to 21 KB, 15 KB on average ([`report`]).
//!
//! Half of the meetings are reported in Spanish and English, the others only in Spanish, over twenty years.

pub mod archive;
pub mod floor;
pub mod language;
pub mod lexicon;
pub mod meeting;
pub mod queries;
pub mod random;
pub mod report;
pub mod syllables;
pub mod terms;
pub mod themes;
