//! Reading a segment: parts as they arrive, and what is asked of them.

use super::varint::Bytes;
use super::{FORMAT_VERSION, PASSAGES_PER_BLOCK, Part};
use crate::schema::{FIELD_COUNT, PassageId, Weights};
use crate::sorted::{SortedMap, SortedSet};

/// Why a file of a pack cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// The file ends in the middle of a value.
    Truncated,
    /// A value is impossible: the file is not of a pack, or is damaged.
    Malformed,
    /// The pack is of another [`FORMAT_VERSION`]; the site must be built again.
    Version(u8),
}

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            PackError::Truncated => "a search file is incomplete",
            PackError::Malformed => "a search file is damaged",
            PackError::Version(_) => "the search files are of another version of actas: build the site again",
        })
    }
}

impl std::error::Error for PackError {}

/// Parts that an operation lacked.
pub type Wants = SortedSet<Part>;

/// The postings of one term in one field.
#[derive(Clone, Copy, Debug, Default)]
pub struct Postings<'a> {
    /// How many passages have the term in this field.
    pub doc_freq: u32,
    bytes: &'a [u8],
}

/// One passage that has a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The passage.
    pub id: PassageId,
    /// How often the term is in the field.
    pub term_freq: u32,
    /// The field's quantised length; see [`crate::bm25::length_of_norm`].
    pub norm: u8,
}

impl<'a> Postings<'a> {
    /// Decodes the postings, in order of passage. Damage ends them early with an error.
    pub fn iter(&self) -> impl Iterator<Item = Result<Posting, PackError>> + use<'a> {
        let mut bytes = Bytes::new(self.bytes);
        let mut id = PassageId { report: 0, passage: 0 };
        let mut failed = false;
        std::iter::from_fn(move || {
            if failed || bytes.is_empty() {
                return None;
            }
            let posting = next_posting(&mut bytes, &mut id);
            failed = posting.is_err();
            Some(posting)
        })
    }
}

/// An even code is the distance to another report, followed by the passage; an odd one the distance to
/// another passage of the same report.
fn next_posting(bytes: &mut Bytes<'_>, id: &mut PassageId) -> Result<Posting, PackError> {
    let code = bytes.u32()?;
    if code & 1 == 1 {
        id.passage = id.passage.checked_add(code >> 1).ok_or(PackError::Malformed)?;
    } else {
        id.report = id.report.checked_add(code >> 1).ok_or(PackError::Malformed)?;
        id.passage = bytes.u32()?;
    }
    Ok(Posting { id: *id, term_freq: bytes.u32()?, norm: bytes.u8()? })
}

/// A term of the dictionary with its postings, by field.
#[derive(Clone, Copy, Debug, Default)]
pub struct TermEntry<'a> {
    /// Postings by field; empty where the term is not in that field.
    pub fields: [Postings<'a>; FIELD_COUNT],
}

impl TermEntry<'_> {
    /// Returns in how many passages the term is, by field.
    pub fn doc_freqs(&self) -> [u32; FIELD_COUNT] {
        self.fields.map(|postings| postings.doc_freq)
    }
}

/// What is shown of a passage and its report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShownText<'a> {
    /// The report's address, from the root of the site, without a leading slash.
    pub url: &'a str,
    /// The report's title.
    pub title: &'a str,
    /// The report's date, as shown.
    pub date: &'a str,
    /// A mark to show beside the title (that it is a demonstration); may be empty.
    pub mark: &'a str,
    /// The passage's anchor, without `#`; empty for the head.
    pub anchor: &'a str,
    /// What the passage is called: `Punto 8`, or the heading of its section; empty for the head.
    pub label: &'a str,
    /// The passage's text.
    pub text: &'a str,
}

/// One segment of an index, as far as its files have arrived.
#[derive(Clone, Debug)]
pub struct Segment {
    parts: SortedMap<Part, Vec<u8>>,
    root: Option<Root>,
}

/// The root part, decoded.
#[derive(Clone, Debug, Default)]
struct Root {
    reports: u32,
    passages: u32,
    tokens: [u64; FIELD_COUNT],
    weights: Weights,
    first_keys: Vec<String>,
}

impl Segment {
    /// Returns a segment of which no file has arrived.
    pub fn new() -> Self {
        Segment { parts: SortedMap::new(), root: None }
    }

    /// Takes in a file, decompressed.
    ///
    /// # Errors
    /// When the file is not a sequence of parts, or is of another version. Parts before the damage stay.
    pub fn add_file(&mut self, file: &[u8]) -> Result<(), PackError> {
        let mut bytes = Bytes::new(file);
        while !bytes.is_empty() {
            let kind = bytes.u8()?;
            let (number, second) = (bytes.u32()?, bytes.u32()?);
            let part = Part::from_header(kind, number, second).ok_or(PackError::Malformed)?;
            let content = bytes.slice()?;
            if part == Part::Root {
                self.root = Some(Root::decode(content)?);
            } else {
                *self.parts.entry(part) = content.to_vec();
            }
        }
        Ok(())
    }

    /// Whether the root has arrived; without it the segment answers nothing. `wants` gets it if not.
    pub fn is_open(&self, wants: &mut Wants) -> bool {
        if self.root.is_none() {
            wants.insert(Part::Root);
        }
        self.root.is_some()
    }

    /// Returns how many reports the segment has; 0 before the root arrives.
    pub fn report_count(&self) -> u32 {
        self.root.as_ref().map_or(0, |root| root.reports)
    }

    /// Returns how many passages the segment has; 0 before the root arrives.
    pub fn passage_count(&self) -> u32 {
        self.root.as_ref().map_or(0, |root| root.passages)
    }

    /// Returns how many tokens the segment has, by field; 0 before the root arrives.
    pub fn token_counts(&self) -> [u64; FIELD_COUNT] {
        self.root.as_ref().map_or([0; FIELD_COUNT], |root| root.tokens)
    }

    /// Returns the site's weights; the default ones before the root arrives.
    pub fn weights(&self) -> Weights {
        self.root.as_ref().map_or_else(Weights::default, |root| root.weights)
    }

    fn part(&self, part: Part, wants: &mut Wants) -> Option<&[u8]> {
        let found = self.parts.get(&part).map(Vec::as_slice);
        if found.is_none() {
            wants.insert(part);
        }
        found
    }

    /// Returns the number of the terms part where `key` would stand.
    fn block_of(&self, key: &str) -> Option<u32> {
        let first_keys = &self.root.as_ref()?.first_keys;
        let after = first_keys.partition_point(|first| first.as_str() <= key);
        after.checked_sub(1).map(|block| block as u32)
    }

    /// Returns the entry of `key` in the dictionary, `None` if there is none or its part is wanted.
    ///
    /// # Errors
    /// When the part is damaged.
    pub fn find(&self, key: &str, wants: &mut Wants) -> Result<Option<TermEntry<'_>>, PackError> {
        let Some(number) = self.block_of(key) else { return Ok(None) };
        let Some(block) = self.part(Part::Terms(number), wants) else { return Ok(None) };
        let mut entries = Entries::new(block)?;
        while let Some(entry) = entries.next()? {
            match entries.key().cmp(key.as_bytes()) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => return Ok(Some(entry)),
                std::cmp::Ordering::Greater => break,
            }
        }
        Ok(None)
    }

    /// Calls `each` with up to `limit` keys that begin with `prefix`, in order, and how many postings
    /// each has over all fields. Parts that are lacking are wanted and skipped.
    ///
    /// # Errors
    /// When a part is damaged.
    pub fn with_prefix(
        &self,
        prefix: &str,
        limit: usize,
        wants: &mut Wants,
        each: &mut dyn FnMut(&str, u32),
    ) -> Result<(), PackError> {
        let Some(root) = &self.root else { return Ok(()) };
        let mut left = limit;
        let first = self.block_of(prefix).unwrap_or(0);
        for number in first..root.first_keys.len() as u32 {
            let first_key = &root.first_keys[number as usize];
            if left == 0 || (number > first && !first_key.starts_with(prefix)) {
                break;
            }
            let Some(block) = self.part(Part::Terms(number), wants) else { continue };
            let mut entries = Entries::new(block)?;
            while let Some(entry) = entries.next()? {
                let key = entries.key();
                if left > 0 && key.starts_with(prefix.as_bytes()) {
                    let key = std::str::from_utf8(key).map_err(|_| PackError::Malformed)?;
                    each(key, entry.doc_freqs().iter().sum());
                    left -= 1;
                }
            }
        }
        Ok(())
    }

    /// Returns the positions of `key` by field: for each posting, in order, its positions. `None` if the
    /// key has none or the part is wanted.
    ///
    /// # Errors
    /// When a part is damaged.
    pub fn positions(
        &self,
        key: &str,
        wants: &mut Wants,
    ) -> Result<Option<[Positions<'_>; FIELD_COUNT]>, PackError> {
        let Some(number) = self.block_of(key) else { return Ok(None) };
        let terms = self.part(Part::Terms(number), wants);
        let positions = self.part(Part::Positions(number), wants);
        let (Some(terms), Some(positions)) = (terms, positions) else { return Ok(None) };
        let mut entries = Entries::new(terms)?;
        let mut positions = Bytes::new(positions);
        while let Some(entry) = entries.next()? {
            let mut found = [Positions::default(); FIELD_COUNT];
            let is_stem = entries.key().ends_with(&[crate::analysis::STEM_MARK as u8]);
            for (field, postings) in entry.fields.iter().enumerate() {
                if postings.doc_freq > 0 && !is_stem {
                    found[field] = Positions { bytes: positions.slice()? };
                }
            }
            if entries.key() == key.as_bytes() {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Whether the text part with a passage has arrived.
    pub fn is_at_hand(&self, id: PassageId) -> bool {
        self.parts.contains(&Part::Text(id.report, id.passage / PASSAGES_PER_BLOCK))
    }

    /// Returns what is shown of a passage; `None` if its part is wanted.
    ///
    /// # Errors
    /// When the part is damaged or has no such passage.
    pub fn text(&self, id: PassageId, wants: &mut Wants) -> Result<Option<ShownText<'_>>, PackError> {
        let part = Part::Text(id.report, id.passage / PASSAGES_PER_BLOCK);
        let Some(content) = self.part(part, wants) else { return Ok(None) };
        decode_text(content, id.passage % PASSAGES_PER_BLOCK).map(Some)
    }
}

impl Default for Segment {
    fn default() -> Self {
        Segment::new()
    }
}

impl Root {
    fn decode(content: &[u8]) -> Result<Root, PackError> {
        let mut bytes = Bytes::new(content);
        let version = bytes.u8()?;
        if version != FORMAT_VERSION {
            return Err(PackError::Version(version));
        }
        let mut root = Root { reports: bytes.u32()?, passages: bytes.u32()?, ..Root::default() };
        for tokens in &mut root.tokens {
            *tokens = bytes.varint()?;
        }
        for weight in &mut root.weights.fields {
            *weight = bytes.f32()?;
        }
        root.weights.stem = bytes.f32()?;
        root.weights.prefix = bytes.f32()?;
        let mut key = Vec::new();
        while !bytes.is_empty() {
            next_key(&mut bytes, &mut key)?;
            let first = String::from_utf8(key.clone()).map_err(|_| PackError::Malformed)?;
            root.first_keys.push(first);
        }
        Ok(root)
    }
}

/// Replaces `key` by the next front-coded key: bytes kept of the last one, then the new ones.
fn next_key(bytes: &mut Bytes<'_>, key: &mut Vec<u8>) -> Result<(), PackError> {
    let shared = bytes.len()?;
    if shared > key.len() {
        return Err(PackError::Malformed);
    }
    key.truncate(shared);
    key.extend_from_slice(bytes.slice()?);
    Ok(())
}

/// Walks the entries of a terms part.
struct Entries<'a> {
    bytes: Bytes<'a>,
    key: Vec<u8>,
}

impl<'a> Entries<'a> {
    fn new(block: &'a [u8]) -> Result<Self, PackError> {
        Ok(Entries { bytes: Bytes::new(block), key: Vec::new() })
    }

    /// The key of the entry that `next` returned last.
    fn key(&self) -> &[u8] {
        &self.key
    }

    fn next(&mut self) -> Result<Option<TermEntry<'a>>, PackError> {
        if self.bytes.is_empty() {
            return Ok(None);
        }
        next_key(&mut self.bytes, &mut self.key)?;
        let mask = self.bytes.u8()?;
        let mut entry = TermEntry::default();
        for (field, postings) in entry.fields.iter_mut().enumerate() {
            if mask & (1 << field) != 0 {
                *postings = Postings { doc_freq: self.bytes.u32()?, bytes: self.bytes.slice()? };
            }
        }
        Ok(Some(entry))
    }
}

/// The positions of one term in one field, posting by posting.
#[derive(Clone, Copy, Debug, Default)]
pub struct Positions<'a> {
    bytes: &'a [u8],
}

impl Positions<'_> {
    /// Replaces `out` by the next `term_freq` positions, and steps past them.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn next(&mut self, term_freq: u32, out: &mut Vec<u32>) -> Result<(), PackError> {
        let mut bytes = Bytes::new(self.bytes);
        out.clear();
        let mut position = 0u32;
        for _ in 0..term_freq {
            position = position.checked_add(bytes.u32()?).ok_or(PackError::Malformed)?;
            out.push(position);
        }
        self.bytes = bytes.rest();
        Ok(())
    }
}

/// Reads passage `place` of a text part.
fn decode_text(content: &[u8], place: u32) -> Result<ShownText<'_>, PackError> {
    let mut bytes = Bytes::new(content);
    let report = ShownText {
        url: bytes.str()?,
        title: bytes.str()?,
        date: bytes.str()?,
        mark: bytes.str()?,
        ..ShownText::default()
    };
    for _ in 0..place * STRINGS_PER_PASSAGE {
        bytes.slice()?;
    }
    Ok(ShownText { anchor: bytes.str()?, label: bytes.str()?, text: bytes.str()?, ..report })
}

/// Anchor, label, text.
const STRINGS_PER_PASSAGE: u32 = 3;
