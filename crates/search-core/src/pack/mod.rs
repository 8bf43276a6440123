//! The pack: a segment of the index as static files, made for fetching a few small files per query.
//!
//! A segment holds the passages of one language, reports newest first. Its files are named by
//! [`Part::file_name`] within one folder that is named by the hash of its content. Every file, once
//! decompressed, is a sequence of *parts*, each with a header: `kind` (1 byte), number (varint), second
//! number (varint; 0 unless a text part), length of what follows (varint). A small segment is one file,
//! `root`, with all of its parts; in a large one each part is a file of its own.
//!
//! Integers are unsigned LEB128 varints unless said otherwise; strings are a varint length in bytes and
//! UTF-8; floats are IEEE 754 single, little-endian. `docs/pack-format.md` describes each part in bytes.

mod read;
mod varint;
#[cfg(feature = "write")]
mod write;

pub use read::{PackError, Positions, Posting, Postings, Segment, ShownText, TermEntry, Wants};
#[cfg(feature = "write")]
pub use write::{PackFile, PassagePosting, PassageRecord, ReportRecord, SegmentWriter, TermRecord};

/// The version of the format, in every root part and in the entry file. A reader refuses any other.
pub const FORMAT_VERSION: u8 = 1;

/// Passages in one text part: about two kilobytes, compressed.
pub const PASSAGES_PER_BLOCK: u32 = 8;

/// A part of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Statistics, weights and the first key of each terms part.
    Root,
    /// A run of the dictionary with its postings.
    Terms(u32),
    /// The positions of the terms of the terms part of the same number.
    Positions(u32),
    /// What is shown of up to [`PASSAGES_PER_BLOCK`] passages: report, block within the report.
    Text(u32, u32),
}

impl Part {
    /// Returns the name of the file that holds the part, without folder or extension.
    pub fn file_name(self) -> String {
        match self {
            Part::Root => "root".to_owned(),
            Part::Terms(number) => ["t", &number.to_string()].concat(),
            Part::Positions(number) => ["p", &number.to_string()].concat(),
            Part::Text(report, block) => ["x", &report.to_string(), "-", &block.to_string()].concat(),
        }
    }

    #[cfg(feature = "write")]
    fn header(self) -> (u8, u32, u32) {
        match self {
            Part::Root => (0, 0, 0),
            Part::Terms(number) => (1, number, 0),
            Part::Positions(number) => (2, number, 0),
            Part::Text(report, block) => (3, report, block),
        }
    }

    fn from_header(kind: u8, number: u32, second: u32) -> Option<Part> {
        match kind {
            0 => Some(Part::Root),
            1 => Some(Part::Terms(number)),
            2 => Some(Part::Positions(number)),
            3 => Some(Part::Text(number, second)),
            _ => None,
        }
    }
}
