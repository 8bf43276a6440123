//! `actas` turns a folder of meeting reports into a public archive: a static site with full-text search.
//!
//! A build [loads](load) the site's folder, [parses](parse) each document, assembles the [model],
//! [renders](render) its pages, [indexes](index) its passages and [writes](mod@write) the output.
//! [`build_into`] runs the stages in that order and hands each output file to a [`Sink`] as soon as it is
//! made: a [folder](write::Staging), or, by [`build`], an [`OutputTree`] in memory, which [`serve`] serves.
//!
//! Each stage is a function of its inputs. Only [`load`] reads the site and only [`mod@write`] touches the
//! output folder; anything wrong with an input becomes a [`Diagnostic`](diagnostic::Diagnostic), and the
//! stages go on.

pub mod cache;
pub mod check;
pub mod cli;
mod commonmark;
pub mod config;
mod data;
pub mod diagnostic;
pub mod dialogue;
mod escape;
pub mod export;
pub mod formats;
pub mod front_keys;
pub mod help;
pub mod import;
pub mod index;
pub mod init;
pub mod language;
pub mod license;
pub mod load;
pub mod lock;
mod memo;
pub mod messages;
pub mod model;
mod mutex;
mod names;
mod nesting;
pub mod new;
pub mod numbering;
pub mod offline;
mod output;
pub mod parse;
mod pipeline;
mod preview;
pub mod render;
pub mod search;
pub mod sections;
pub mod serve;
pub mod source;
pub mod table;
pub mod texts;
mod timings;
pub mod url;
pub mod visible;
pub mod vocabulary;
mod volumes;
pub mod write;

pub use model::{Changed, Counts};
pub use output::{Nowhere, OutputTree, Sink};
pub use pipeline::{
    Built, Request, build, build_export, build_indexes, build_into, build_sources, update_lock,
};
pub use preview::{Assembled, Memory, Revised, Shown, assemble, revise, show};
pub use timings::{BUILD_STAGES, Timings};
