//! Invented archives of meeting reports, and queries for them, to measure the generator and its search with.
//!
//! [`archive::write`] makes a site of any number of reports that resembles a real archive in what search
//! costs depend on; [`queries::draw`] asks of it what readers would. Everything follows from a seed: the same
//! seed makes the same bytes, and since each meeting has random numbers of its own ([`random`]), memory
//! does not grow with the archive.
//!
//! # What the text resembles
//!
//! - **Zipf's law.** 60,000 base words a language, made of syllables ([`syllables`]), are drawn by rank with
//!   exponent 1.07 ([`lexicon`]); the top ranks are real stop words with the frequencies that they have in
//!   Spanish and English prose. Base words are inflected, so that stemming matters.
//! - **Burstiness.** What a point is about comes up again in it, and in other reports ([`themes`]): set
//!   phrases, words of a theme, words just used. With independent words no two would ever meet again.
//! - **Heaps' law.** Every meeting brings people and numbered acts of its own, mentioned in a few reports
//!   and never again ([`meeting`]), so new words keep arriving however large the archive grows.
//! - **A report's form.** Front matter with terms of a vocabulary ([`terms`]), numbered points with
//!   sub-points, headed sections, a list of those present; 9 to 21 KB, 15 KB on average ([`report`]).
//!
//! Half of the meetings are reported in Spanish and English, the others in Spanish alone, over twenty years.

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
