//! The pack: an index as static files, designed so that a query fetches a few small files.
//!
//! An *entry* file, whose name never changes, names the segments and holds the [root](Part::Root) of those
//! that are searched first; a segment holds the reports of one language, newest first, in a folder named by
//! the hash of its content. Every file, once decompressed, is a sequence of *parts*, each with a header:
//! `kind` (1 byte), number (varint), second number (varint), length of what follows (varint). A small segment
//! is one file with all of its parts; in a large one each part is a file of its own, named by
//! [`Part::file_name`]. Every file ends in a checksum of its name and its content ([`sealed`]).
//!
//! Integers are unsigned LEB128 varints unless stated otherwise; strings are a varint length in bytes and
//! UTF-8; floats are IEEE 754 single, little-endian. `docs/pack-format.md` describes each part byte by byte.

mod bits;
mod checksum;
mod dictionary;
mod entry;
mod error;
mod facets;
mod postings;
mod root;
mod segment;
mod spelling;
mod text;
mod varint;
mod wants;
#[cfg(feature = "write")]
mod write;

pub use bits::CODE_BITS_MAX;
pub use checksum::sealed;
pub use dictionary::{
    Family, Form, LIST_PARTS_MAX, Name, STOP_WORD_POSTINGS, TERM_POSTINGS_BESIDE_MAX, VocabularyTerm,
};
pub use entry::{Entry, EntrySegment};
pub use error::PackError;
pub use facets::{FacetTable, FacetValue, PassageKind, ReportFacets};
pub use postings::{Occurrences, Posting};
pub use root::{REPORTS_MAX, Root};
pub use segment::FoundPostings;
pub use segment::{Reach, Segment};
pub use spelling::SpellingEntry;
pub use text::ShownText;
pub use wants::Wants;
#[cfg(feature = "write")]
pub use write::{
    FamilyRecord, FormRecord, PackFile, PackedSegment, PassagePosting, PassageRecord, PostingCounts,
    ReportRecord, Reports, SegmentHeader, SegmentWriter, TermRecord, corrections, write_entry,
};

use crate::text::{decimal, join};

/// The version of the format, in the entry file. A reader refuses any other.
pub const FORMAT_VERSION: u8 = 6;

/// Reports in one facets part.
pub const REPORTS_PER_FACETS_PART: u32 = 4096;

/// A part of a segment.
#[derive(Clone, Copy, Debug, Eq)]
pub enum Part {
    /// Statistics, weights, the text model, the codes of postings, and the directory of the dictionary. It is
    /// in an entry file, and in a file of the segment: its own, or the only one of a small segment.
    Root,
    /// A run of the dictionary with its postings.
    Terms(u32),
    /// The positions of the postings in the terms part of the same number.
    Positions(u32),
    /// Postings of a frequent family: its number among such families, and the chunk. Chunk 0 holds the
    /// strongest.
    List(u32, u32),
    /// The positions of the postings in the list part of the same numbers.
    ListPositions(u32, u32),
    /// The shown text of some passages: report, block within the report.
    Text(u32, u32),
    /// A run of the spellings, ascending.
    Spellings(u32),
    /// A run of the spellings read from their ends, ascending.
    SpellingsReversed(u32),
    /// The values of the facets with their names; in one file with the first facets, since nobody needs one
    /// without the other.
    FacetValues,
    /// The facets of [`REPORTS_PER_FACETS_PART`] reports.
    Facets(u32),
}

/// A part of each kind, by kind.
pub const PART_KINDS: [Part; 10] = [
    Part::Root,
    Part::Terms(7),
    Part::Positions(7),
    Part::List(7, 1),
    Part::ListPositions(7, 1),
    Part::Text(7, 1),
    Part::Spellings(7),
    Part::SpellingsReversed(7),
    Part::FacetValues,
    Part::Facets(7),
];

impl Part {
    /// Returns the number of the part's kind.
    pub fn kind(self) -> u8 {
        self.header().0
    }

    /// Returns the name of the file that holds the part, alone or with others, without folder or extension.
    pub fn file_name(self) -> String {
        let (kind, first, second) = self.header();
        let letter = LETTERS[kind as usize];
        match self {
            Part::Root => letter.to_owned(),
            Part::List(..) | Part::ListPositions(..) | Part::Text(..) => {
                join(&[letter, &decimal(first), "-", &decimal(second)], "")
            }
            _ => join(&[letter, &decimal(first)], ""),
        }
    }

    fn header(self) -> (u8, u32, u32) {
        match self {
            Part::Root => (0, 0, 0),
            Part::Terms(number) => (1, number, 0),
            Part::Positions(number) => (2, number, 0),
            Part::List(number, chunk) => (3, number, chunk),
            Part::ListPositions(number, chunk) => (4, number, chunk),
            Part::Text(report, block) => (5, report, block),
            Part::Spellings(number) => (6, number, 0),
            Part::SpellingsReversed(number) => (7, number, 0),
            Part::FacetValues => (8, 0, 0),
            Part::Facets(number) => (9, number, 0),
        }
    }

    fn from_header(kind: u8, number: u32, second: u32) -> Option<Part> {
        Some(match kind {
            0 => Part::Root,
            1 => Part::Terms(number),
            2 => Part::Positions(number),
            3 => Part::List(number, second),
            4 => Part::ListPositions(number, second),
            5 => Part::Text(number, second),
            6 => Part::Spellings(number),
            7 => Part::SpellingsReversed(number),
            8 => Part::FacetValues,
            9 => Part::Facets(number),
            _ => return None,
        })
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Part) -> bool {
        self.header() == other.header()
    }
}

/// The file name prefix for each kind of part, by kind. Facet values have the number 0, and so share the file
/// of the first facets.
const LETTERS: [&str; 10] = ["all", "t", "p", "l", "lp", "x", "s", "r", "f", "f"];
