//! Writing a segment, which only the generator does.

mod corrections;
mod facets;
mod families;
mod postings;
mod spellings;

pub use corrections::corrections;
pub use postings::PostingCounts;

use std::borrow::Cow;
use std::rc::Rc;

use super::checksum::sealed;
use super::text::TextCoder;
use super::varint::{put_slice, put_table, put_varint};
use super::{FORMAT_VERSION, FacetTable, Name, Part, PassageKind};
use crate::schema::{FIELD_COUNT, PassageId, Weights};
use facets::FacetRow;
use families::FamilyWriter;
use postings::PostingCoder;
use spellings::Spellings;

/// A segment whose parts have fewer bytes in all (before compression) is one file.
const SINGLE_FILE_BYTES_MAX: usize = 96 * 1024;
/// About how many bytes of text are in a text part, before compression.
const BLOCK_BYTES: usize = 3500;
/// The most passages in a text part.
const BLOCK_PASSAGES_MAX: usize = 32;

/// Parts with their content.
type Parts = Vec<(Part, Vec<u8>)>;

/// A segment, before compression. Its files get their checksums ([`sealed`]) once its folder has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedSegment {
    /// The root part, for an entry file; empty if it is in the segment's one file with all other parts.
    pub root: Vec<u8>,
    /// Its files, the one with the root first.
    pub files: Vec<PackFile>,
}

/// A file of a pack, before compression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// Its name, without folder or extension.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A word family with its postings.
#[derive(Clone, Debug, Default)]
pub struct FamilyRecord {
    /// Its key.
    pub key: String,
    /// Its forms, ascending.
    pub forms: Vec<FormRecord>,
    /// The place of a rare form, and the form that may have been meant: near, and far more frequent.
    pub correction: Option<(usize, String)>,
    /// The terms of the vocabulary that have a name beginning with a form of this family.
    pub terms: Vec<Rc<TermRecord>>,
}

/// A term of the vocabulary with its postings.
#[derive(Clone, Debug, Default)]
pub struct TermRecord {
    /// Its place in the vocabulary: the same in all segments.
    pub number: u32,
    /// Its names, in every language.
    pub names: Vec<Name>,
    /// The passages that have any of its names, by field, in order; their positions are unused.
    pub fields: [Vec<PassagePosting>; FIELD_COUNT],
}

/// A form with its postings.
#[derive(Clone, Debug, Default)]
pub struct FormRecord {
    /// The form, as in [`crate::analysis::Key`].
    pub form: String,
    /// Whether it has the family's stem: it is neither a name nor a stop word.
    pub is_stemmed: bool,
    /// Whether it is a stop word.
    pub is_stop_word: bool,
    /// Postings by field, in order of passage.
    pub fields: [Vec<PassagePosting>; FIELD_COUNT],
}

/// A passage that has a form.
#[derive(Clone, Debug)]
pub struct PassagePosting {
    /// The passage.
    pub id: PassageId,
    /// The field's quantised length.
    pub norm: u8,
    /// The positions of the form, ascending; as many as its frequency.
    pub positions: Vec<u32>,
}

/// What is shown of a report, and what it is found by.
#[derive(Clone, Debug, Default)]
pub struct ReportRecord<'a> {
    /// The report's address, from the root of the site, without a leading slash.
    pub url: String,
    /// The report's title.
    pub title: String,
    /// The report's date, as shown.
    pub date: String,
    /// A mark to show beside the title; may be empty.
    pub mark: String,
    /// The first day, as year · 10,000 + month · 100 + day; 0 if it is not known.
    pub day: u32,
    /// The places of its values, by facet.
    pub facets: Vec<Vec<u32>>,
    /// Its passages, the head first.
    pub passages: Vec<PassageRecord<'a>>,
}

/// What is shown of a passage.
#[derive(Clone, Debug)]
pub struct PassageRecord<'a> {
    /// What it is.
    pub kind: PassageKind,
    /// The passage's anchor, without `#`; empty for the head.
    pub anchor: &'a str,
    /// The passage's name; empty for the head.
    pub label: Cow<'a, str>,
    /// The text.
    pub text: String,
}

/// The reports of a segment, newest first. Each is requested several times, so that not all need to be in
/// memory.
pub trait Reports {
    /// Returns how many there are.
    fn count(&self) -> usize;

    /// Returns a report by its place, the same each time.
    fn report(&self, number: usize) -> ReportRecord<'_>;
}

impl Reports for Vec<ReportRecord<'_>> {
    fn count(&self) -> usize {
        self.len()
    }

    fn report(&self, number: usize) -> ReportRecord<'_> {
        self[number].clone()
    }
}

/// What is known of a segment before its families.
#[derive(Clone, Debug, Default)]
pub struct SegmentHeader {
    /// Tags of the languages that passages were analysed in, the segment's own first.
    pub languages: Vec<String>,
    /// How many tokens there are, by field.
    pub tokens: [u64; FIELD_COUNT],
    /// How many passages have each field.
    pub holders: [u64; FIELD_COUNT],
    /// The site's weights.
    pub weights: Weights,
    /// The names of each facet of `facets`, folded, in every language: what a query may call it.
    pub facet_names: Vec<Vec<String>>,
    /// The facets with their values.
    pub facets: Vec<FacetTable>,
}

/// Writes a segment. Call order: families ascending by key, then the reports.
pub struct SegmentWriter<'a> {
    header: SegmentHeader,
    reports: &'a dyn Reports,
    rows: Vec<FacetRow>,
    passages: usize,
    text_bytes: usize,
    families: FamilyWriter,
    spellings: Spellings,
}

impl<'a> SegmentWriter<'a> {
    /// Returns a writer for a segment of these reports, newest first. `counts` are taken from postings much
    /// like those to be written.
    pub fn new(header: SegmentHeader, reports: &'a dyn Reports, counts: &PostingCounts) -> Self {
        let (mut passages, mut passages_max, mut text_bytes) = (0, 0, 0);
        let row = |number| {
            let report = reports.report(number);
            passages += report.passages.len();
            passages_max = passages_max.max(report.passages.len());
            text_bytes += report.passages.iter().map(|passage| passage.text.len()).sum::<usize>();
            FacetRow::new(report)
        };
        let rows = (0..reports.count()).map(row).collect();
        let postings = PostingCoder::new(counts, reports.count() as u32, passages_max as u32);
        let families = FamilyWriter::new(&header, passages as u64, postings);
        let spellings = Spellings::new(passages as u64);
        SegmentWriter { header, reports, rows, passages, text_bytes, families, spellings }
    }

    /// Adds a family. Its key must be greater than that of the one before.
    pub fn add_family(&mut self, family: &FamilyRecord) {
        self.spellings.add(family);
        self.families.add(family);
    }

    /// Returns the segment: one file if it is small, otherwise one per part. Parts that share a file are
    /// adjacent.
    pub fn finish(self) -> PackedSegment {
        let passages = self.passages;
        let per_block = (BLOCK_BYTES * passages / self.text_bytes.max(1)).clamp(1, BLOCK_PASSAGES_MAX);
        let coder = TextCoder::new(self.reports, self.text_bytes, per_block);
        let (mut parts, directory, posting_codes) = self.families.finish();
        let (spelling_parts, first_spellings) = self.spellings.finish();

        let mut root = Vec::new();
        put_varint(&mut root, self.rows.len() as u64);
        put_varint(&mut root, passages as u64);
        self.header.tokens.iter().for_each(|count| put_varint(&mut root, *count));
        self.header.holders.iter().for_each(|count| put_varint(&mut root, *count));
        let steps = facets::steps(&self.rows);
        put_varint(&mut root, steps.len() as u64);
        steps.iter().for_each(|step| put_varint(&mut root, *step as u64));
        self.header.weights.all().for_each(|weight| root.extend_from_slice(&weight.to_le_bytes()));
        put_strings(&mut root, &self.header.languages);
        put_varint(&mut root, self.header.facet_names.len() as u64);
        self.header.facet_names.iter().for_each(|names| put_strings(&mut root, names));
        put_varint(&mut root, per_block as u64);
        root.extend_from_slice(&coder.model);
        root.extend_from_slice(&posting_codes);
        put_table(&mut root, directory.iter().map(|entry| entry.first.as_str()));
        root.extend(directory.iter().map(|entry| entry.frequency));
        first_spellings.iter().for_each(|firsts| put_table(&mut root, firsts.iter().map(String::as_str)));

        parts.extend(spelling_parts);
        parts.extend(facets::parts(&self.header.facets, &self.rows));
        for number in 0..self.reports.count() {
            let report = self.reports.report(number);
            for (block, passages) in report.passages.chunks(per_block).enumerate() {
                parts.push((Part::Text(number as u32, block as u32), coder.encode((&report, passages))));
            }
        }
        files(root, parts)
    }
}

/// Returns an entry file for these segments, with its checksum: language, folder and root part of each. An
/// empty root is fetched when the segment is searched.
pub fn write_entry<'a>(segments: impl Iterator<Item = (&'a str, &'a str, &'a [u8])>) -> Vec<u8> {
    let mut out = vec![FORMAT_VERSION];
    for (language, folder, root) in segments {
        put_slice(&mut out, language.as_bytes());
        put_slice(&mut out, folder.as_bytes());
        put_slice(&mut out, root);
    }
    sealed("", out)
}

fn files(root: Vec<u8>, parts: Parts) -> PackedSegment {
    let total: usize = parts.iter().map(|(_, content)| content.len()).sum();
    let mut first =
        PackFile { name: Part::Root.file_name(), bytes: encode_part(&(Part::Root, root.clone())) };
    if total <= SINGLE_FILE_BYTES_MAX {
        first.bytes.extend(parts.iter().flat_map(encode_part));
        return PackedSegment { root: Vec::new(), files: vec![first] };
    }
    let mut files: Vec<PackFile> = Vec::with_capacity(parts.len() + 1);
    files.push(first);
    // Each part is dropped once its file is made: together they are as large as the index.
    for part in parts {
        let (name, bytes) = (part.0.file_name(), encode_part(&part));
        match files.last_mut().filter(|file| file.name == name) {
            Some(file) => file.bytes.extend(bytes),
            None => files.push(PackFile { name, bytes }),
        }
    }
    PackedSegment { root, files }
}

fn encode_part((part, content): &(Part, Vec<u8>)) -> Vec<u8> {
    let (kind, number, second) = part.header();
    let mut out = vec![kind];
    put_varint(&mut out, u64::from(number));
    put_varint(&mut out, u64::from(second));
    put_slice(&mut out, content);
    out
}

fn put_strings(out: &mut Vec<u8>, strings: &[String]) {
    put_varint(out, strings.len() as u64);
    strings.iter().for_each(|string| put_slice(out, string.as_bytes()));
}

/// Returns the binary logarithm of a count, rounded down; 0 for 0.
fn magnitude(count: u64) -> u8 {
    count.checked_ilog2().unwrap_or(0) as u8
}
