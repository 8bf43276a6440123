//! The search of an `actas` archive: the code that the browser and the generator share so that they agree.
//!
//! A reader's text is [parsed](query) into a query, [planned](plan) against the dictionaries of the segments
//! in scope, [evaluated](mod@evaluate) into scored passages, [ranked](rank) into reports, [narrowed](narrow)
//! by filters, and [presented](present) with a [snippet] for each passage. [`Searcher`] runs these steps in
//! order over a [pack]: the static files that the generator exports from its tantivy index.
//!
//! Both sides share one [analysis] (text to tokens), one [schema] (fields and weights) and one scoring
//! formula ([bm25]). This crate does no I/O: bytes are handed in, and a search that lacks some returns the
//! names of the files it needs instead of an answer ([`Outcome::Missing`]).

pub mod analysis;
pub mod bm25;
pub mod edit;
pub mod evaluate;
pub mod narrow;
pub mod pack;
pub mod plan;
pub mod present;
pub mod query;
pub mod rank;
pub mod schema;
mod search;
pub mod snippet;
pub mod sorted;
pub mod text;

pub use search::{Evaluator, Found, Options, Outcome, SearchedSegment, Searcher};
