//! Writing a segment, which only the generator does.

use super::varint::{put_slice, put_varint};
use super::{FORMAT_VERSION, PASSAGES_PER_BLOCK, Part};
use crate::analysis::STEM_MARK;
use crate::schema::{FIELD_COUNT, PassageId, Weights};

/// A terms part is closed when it has this many bytes; one long list may make it longer.
const TERMS_PART_BYTES: usize = 24 * 1024;

/// A segment whose parts have fewer bytes in all (before compression) is one file.
const SINGLE_FILE_BYTES_MAX: usize = 96 * 1024;

/// A file of a pack, before compression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// Its name, without folder or extension.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A term with its postings, by field.
#[derive(Clone, Debug, Default)]
pub struct TermRecord {
    /// The key: an exact form, or a stem with its mark.
    pub key: String,
    /// Postings by field, in order of passage.
    pub fields: [Vec<PassagePosting>; FIELD_COUNT],
}

/// A passage that has a term.
#[derive(Clone, Debug)]
pub struct PassagePosting {
    /// The passage.
    pub id: PassageId,
    /// The field's quantised length.
    pub norm: u8,
    /// Where the term is, ascending; as many as its frequency.
    pub positions: Vec<u32>,
}

/// What is shown of a report.
#[derive(Clone, Debug, Default)]
pub struct ReportRecord {
    /// The report's address, from the root of the site, without a leading slash.
    pub url: String,
    /// The report's title.
    pub title: String,
    /// The report's date, as shown.
    pub date: String,
    /// A mark to show beside the title; may be empty.
    pub mark: String,
    /// Its passages, the head first.
    pub passages: Vec<PassageRecord>,
}

/// What is shown of a passage.
#[derive(Clone, Debug, Default)]
pub struct PassageRecord {
    /// The passage's anchor, without `#`; empty for the head.
    pub anchor: String,
    /// What the passage is called; empty for the head.
    pub label: String,
    /// The text.
    pub text: String,
}

/// Collects the parts of a segment. Call order: terms ascending by key, reports newest first.
pub struct SegmentWriter {
    parts: Vec<(Part, Vec<u8>)>,
    terms: Vec<u8>,
    positions: Vec<u8>,
    last_key: String,
    first_keys: Vec<String>,
    reports: u32,
    passages: u32,
}

impl SegmentWriter {
    /// Returns a writer with nothing in it.
    pub fn new() -> Self {
        SegmentWriter {
            parts: Vec::new(),
            terms: Vec::new(),
            positions: Vec::new(),
            last_key: String::new(),
            first_keys: Vec::new(),
            reports: 0,
            passages: 0,
        }
    }

    /// Adds a term. Its key must be greater than that of the term before.
    pub fn add_term(&mut self, term: &TermRecord) {
        debug_assert!(term.key > self.last_key, "terms must be added in order");
        if self.terms.is_empty() {
            self.first_keys.push(term.key.clone());
            self.last_key.clear();
        }
        put_key(&mut self.terms, &self.last_key, &term.key);
        self.last_key.clone_from(&term.key);
        let mask = (0..FIELD_COUNT).filter(|field| !term.fields[*field].is_empty());
        self.terms.push(mask.fold(0, |mask, field| mask | (1 << field)));
        for postings in term.fields.iter().filter(|postings| !postings.is_empty()) {
            put_varint(&mut self.terms, postings.len() as u64);
            put_slice(&mut self.terms, &encode_postings(postings));
            if !term.key.ends_with(STEM_MARK) {
                put_slice(&mut self.positions, &encode_positions(postings));
            }
        }
        if self.terms.len() >= TERMS_PART_BYTES {
            self.close_terms();
        }
    }

    fn close_terms(&mut self) {
        if self.terms.is_empty() {
            return;
        }
        let number = self.first_keys.len() as u32 - 1;
        self.parts.push((Part::Terms(number), std::mem::take(&mut self.terms)));
        self.parts.push((Part::Positions(number), std::mem::take(&mut self.positions)));
    }

    /// Adds a report with its passages.
    pub fn add_report(&mut self, report: &ReportRecord) {
        for (number, passages) in report.passages.chunks(PASSAGES_PER_BLOCK as usize).enumerate() {
            let mut block = Vec::new();
            for text in [&report.url, &report.title, &report.date, &report.mark] {
                put_slice(&mut block, text.as_bytes());
            }
            for passage in passages {
                for text in [&passage.anchor, &passage.label, &passage.text] {
                    put_slice(&mut block, text.as_bytes());
                }
            }
            self.parts.push((Part::Text(self.reports, number as u32), block));
        }
        self.reports += 1;
        self.passages += report.passages.len() as u32;
    }

    /// Returns the files: one if the segment is small, else one for each part.
    ///
    /// `tokens` is the number of tokens by field; `weights` go along for the reader.
    pub fn finish(mut self, tokens: [u64; FIELD_COUNT], weights: &Weights) -> Vec<PackFile> {
        self.close_terms();
        let root = self.encode_root(tokens, weights);
        self.parts.insert(0, (Part::Root, root));
        let total: usize = self.parts.iter().map(|(_, content)| content.len()).sum();
        if total <= SINGLE_FILE_BYTES_MAX {
            let bytes = self.parts.iter().flat_map(|(part, content)| encode_part(*part, content)).collect();
            return vec![PackFile { name: Part::Root.file_name(), bytes }];
        }
        let file = |(part, content): &(Part, Vec<u8>)| PackFile {
            name: part.file_name(),
            bytes: encode_part(*part, content),
        };
        self.parts.iter().map(file).collect()
    }

    fn encode_root(&self, tokens: [u64; FIELD_COUNT], weights: &Weights) -> Vec<u8> {
        let mut root = vec![FORMAT_VERSION];
        put_varint(&mut root, u64::from(self.reports));
        put_varint(&mut root, u64::from(self.passages));
        for count in tokens {
            put_varint(&mut root, count);
        }
        for weight in weights.fields.iter().chain([&weights.stem, &weights.prefix]) {
            root.extend_from_slice(&weight.to_le_bytes());
        }
        let mut last = "";
        for key in &self.first_keys {
            put_key(&mut root, last, key);
            last = key;
        }
        root
    }
}

impl Default for SegmentWriter {
    fn default() -> Self {
        SegmentWriter::new()
    }
}

fn encode_part(part: Part, content: &[u8]) -> Vec<u8> {
    let (kind, number, second) = part.header();
    let mut out = vec![kind];
    put_varint(&mut out, u64::from(number));
    put_varint(&mut out, u64::from(second));
    put_slice(&mut out, content);
    out
}

/// Front-codes `key` after `last`.
fn put_key(out: &mut Vec<u8>, last: &str, key: &str) {
    let shared = last.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count();
    put_varint(out, shared as u64);
    put_slice(out, &key.as_bytes()[shared..]);
}

fn encode_postings(postings: &[PassagePosting]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut last = PassageId { report: 0, passage: 0 };
    for (number, posting) in postings.iter().enumerate() {
        let id = posting.id;
        if number > 0 && id.report == last.report {
            put_varint(&mut out, u64::from(id.passage - last.passage) << 1 | 1);
        } else {
            put_varint(&mut out, u64::from(id.report - last.report) << 1);
            put_varint(&mut out, u64::from(id.passage));
        }
        put_varint(&mut out, posting.positions.len() as u64);
        out.push(posting.norm);
        last = id;
    }
    out
}

fn encode_positions(postings: &[PassagePosting]) -> Vec<u8> {
    let mut out = Vec::new();
    for posting in postings {
        let mut last = 0;
        for position in &posting.positions {
            put_varint(&mut out, u64::from(position - last));
            last = *position;
        }
    }
    out
}
