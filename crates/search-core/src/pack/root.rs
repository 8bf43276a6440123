//! The root of a segment: what must be known before anything can be looked up.

use super::postings::PostingCodes;
use super::text::TextModel;
use super::varint::Bytes;
use super::{PackError, Part};
use crate::analysis::{Analyzer, Language};
use crate::schema::{FIELD_COUNT, Weights};

/// The most reports that a reader accepts in a segment: a damaged root must not ask for the facets of
/// billions.
pub const REPORTS_MAX: u32 = 1 << 22;

/// The root of a segment.
#[derive(Clone, Debug, Default)]
pub struct Root {
    /// How many reports the segment has.
    pub reports: u32,
    /// How many passages they have.
    pub passages: u32,
    /// How many tokens there are, by field.
    pub tokens: [u64; FIELD_COUNT],
    /// How many passages have each field.
    pub holders: [u64; FIELD_COUNT],
    /// The reports, ascending, that are older than the one before: a few, spread over all.
    pub steps: Vec<u32>,
    /// The site's weights.
    pub weights: Weights,
    /// Tags of the languages that passages were analysed in, the segment's own first.
    pub languages: Vec<String>,
    /// The facets: the id of each, then its names.
    pub facets: Vec<Vec<String>>,
    pub(super) passages_per_block: u32,
    pub(super) model: TextModel,
    pub(super) postings: PostingCodes,
    /// The terms parts: where in the dictionary to look.
    pub(super) terms: Vec<DirectoryEntry>,
    /// The first spelling of each spellings part, and of each part of reversed spellings.
    pub(super) spellings: [Vec<String>; 2],
}

/// A terms part.
#[derive(Clone, Debug, Default)]
pub(super) struct DirectoryEntry {
    /// The key of its first family.
    pub(super) first: String,
    /// The binary logarithm of how many passages its most frequent form is in.
    pub(super) frequency: u8,
}

impl Root {
    pub(super) fn decode(content: &[u8]) -> Result<Root, PackError> {
        let mut bytes = Bytes::new(content);
        let mut root = Root { reports: bytes.u32(), passages: bytes.u32(), ..Root::default() };
        if root.reports > REPORTS_MAX {
            return Err(PackError::Malformed);
        }
        for tokens in &mut root.tokens {
            *tokens = bytes.varint();
        }
        for holders in &mut root.holders {
            *holders = bytes.varint();
        }
        for _ in 0..bytes.count() {
            root.steps.push(bytes.u32());
        }
        root.weights = read_weights(&mut bytes);
        root.languages = bytes.strings();
        for _ in 0..bytes.count() {
            root.facets.push(bytes.strings());
        }
        root.passages_per_block = bytes.u32().max(1);
        root.model = TextModel::decode(&mut bytes);
        root.postings = PostingCodes::decode(&mut bytes);
        root.terms = directory_entries(&mut bytes);
        for spellings in &mut root.spellings {
            *spellings = bytes.table();
        }
        bytes.check()?;
        Ok(root)
    }

    /// Returns analysers for the languages that passages were analysed in.
    pub fn analyzers(&self) -> Vec<Analyzer> {
        let mut analyzers = Vec::new();
        for tag in &self.languages {
            analyzers.push(Analyzer::new(Language::from_tag(tag)));
        }
        analyzers
    }

    /// Returns the text part that holds passage `passage` of a report, and the passage's place in it.
    pub(crate) fn text_part(&self, report: u32, passage: u32) -> (Part, u32) {
        (Part::Text(report, passage / self.passages_per_block), passage % self.passages_per_block)
    }
}

/// Reads the weights, in the order of [`Weights::all`].
fn read_weights(bytes: &mut Bytes<'_>) -> Weights {
    let mut weights = Weights::default();
    for weight in &mut weights.fields {
        *weight = bytes.f32();
    }
    weights.stem = bytes.f32();
    weights.prefix = bytes.f32();
    weights.synonym = bytes.f32();
    weights.spelling = bytes.f32();
    weights.proximity = bytes.f32();
    weights.recency = bytes.f32();
    weights
}

/// Reads the directory: a table of the first keys, then the frequencies.
fn directory_entries(bytes: &mut Bytes<'_>) -> Vec<DirectoryEntry> {
    let firsts = bytes.table();
    let frequencies = bytes.take(firsts.len());
    let entry = |(first, frequency): (String, &u8)| DirectoryEntry { first, frequency: *frequency };
    firsts.into_iter().zip(frequencies).map(entry).collect()
}
