//! The numbering of a report's points, which CommonMark does not understand.
//!
//! Its rules say what a label is and what follows what. [`number`] applies them to Markdown: it rewrites a text so that
//! CommonMark parses it as meant. [`blocks`] applies them to a document that is imported, and says where each paragraph
//! belongs. The roles of [sections](crate::sections) tell which lists are no points. This module knows nothing else of reports,
//! and neither of the two stages that call it.

mod agenda;
pub mod blocks;
pub mod labels;
mod lines;
mod markdown;
mod named;
mod numbered;
pub(crate) mod people;
mod points;
mod rewriting;
mod roles;
mod rules;
mod titles;
mod verbatim;

pub use markdown::number;
pub use numbered::{AgendaItem, Gap, Numbered, TitleLabel, Twins, Unread};
pub use rules::{Letters, Marker};
