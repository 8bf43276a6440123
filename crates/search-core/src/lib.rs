//! The search of an `actas` archive: what the browser and the generator must agree on, once.
//!
//! A reader's text is [parsed](query) into a query, [planned](plan) against the dictionaries of the
//! segments in scope, [evaluated](evaluate) into scored passages, [ranked](rank) into reports, and
//! [presented](present) with a [snippet] for each passage. [`Searcher`] runs the five in order over a
//! [pack]: the static files that the generator exports from its tantivy index.
//!
//! Both sides share one [analysis] (text to tokens), one [schema] (fields and weights) and one scoring
//! formula ([bm25]). This crate opens no file and no address: bytes are handed in, and a search that
//! lacks some names the files it needs instead of an answer ([`Outcome::Missing`]).

pub mod analysis;
pub mod bm25;
pub mod evaluate;
pub mod pack;
pub mod plan;
pub mod present;
pub mod query;
pub mod rank;
pub mod schema;
mod search;
pub mod snippet;
pub mod sorted;

pub use search::{FileRequest, Options, Outcome, Searcher};
