//! The numbering of a report's points, which CommonMark does not understand.
//!
//! Its rules define labels and which may follow which. [`number`] applies them to Markdown: it rewrites a
//! text so that CommonMark parses it as meant. [`blocks`] applies them to an imported document, and says
//! where each paragraph belongs. This module knows neither reports nor the two stages that call it.

pub mod blocks;
pub mod labels;
mod lines;
mod markdown;
mod numbered;
mod points;
mod rewriting;
mod rules;
mod verbatim;

pub use markdown::number;
pub use numbered::{Gap, Numbered, Twins, Unread};
pub use rules::{Letters, Marker};
