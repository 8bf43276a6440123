//! Families to terms parts, list parts and their positions.

use super::super::dictionary::{
    FORMS_SHIFT, HAS_CORRECTION, HAS_NAMES, IN_LISTS, LONG_ENDING, Name, ONCE, STEMMED, STOP_WORD,
    STOP_WORD_POSTINGS,
};
use super::super::postings::{DISTANCE_SHIFT, REPEATED, SAME_REPORT};
use super::super::root::DirectoryEntry;
use super::super::varint::{put_key, put_slice, put_varint};
use super::{FamilyRecord, FormRecord, Part, Parts, PassagePosting, SegmentHeader, magnitude, put_strings};
use crate::analysis::spelling;
use crate::bm25::{Scorer, average_length, idf};
use crate::schema::{FIELD_COUNT, PassageId, Weights};

/// A family with more postings has them in lists of its own.
const INLINE_POSTINGS_MAX: usize = 4096;
/// How many of them are in the first list, the strongest, and in each other.
const STRONGEST_POSTINGS: usize = 4096;
const LIST_POSTINGS: usize = 16_384;

/// Bytes of a terms part, before compression. A larger archive has larger ones, so that the directory of all
/// grows more slowly than the archive.
const PART_BYTES_MIN: usize = 6 * 1024;
const PART_BYTES_MAX: usize = 12 * 1024;
const PASSAGES_PER_PART_BYTE: u64 = 20;

/// Postings of one form in one field.
type Postings<'a> = Vec<&'a PassagePosting>;

/// Writes families.
pub(super) struct FamilyWriter {
    weights: Weights,
    /// The average length of each field.
    average_lengths: [f32; FIELD_COUNT],
    passages: u64,
    part_bytes: usize,
    parts: Parts,
    directory: Vec<DirectoryEntry>,
    terms: Vec<u8>,
    positions: Vec<u8>,
    last_key: String,
    lists: u32,
}

impl FamilyWriter {
    pub(super) fn new(header: &SegmentHeader, passages: u64) -> Self {
        let part_bytes = (passages / PASSAGES_PER_PART_BYTE) as usize;
        FamilyWriter {
            weights: header.weights,
            average_lengths: std::array::from_fn(|field| {
                average_length(header.tokens[field], header.holders[field], passages)
            }),
            passages,
            part_bytes: part_bytes.clamp(PART_BYTES_MIN, PART_BYTES_MAX),
            parts: Vec::new(),
            directory: Vec::new(),
            terms: Vec::new(),
            positions: Vec::new(),
            last_key: String::new(),
            lists: 0,
        }
    }

    pub(super) fn add(&mut self, family: &FamilyRecord) {
        debug_assert!(family.key > self.last_key || self.terms.is_empty(), "families must be added in order");
        if self.terms.is_empty() {
            let first = separator(&self.last_key, &family.key).to_owned();
            self.directory.push(DirectoryEntry { first, frequency: 0 });
            self.last_key.clear();
        }
        let frequency = family.forms.iter().map(|form| magnitude(doc_freq(form))).max().unwrap_or(0);
        if let Some(entry) = self.directory.last_mut() {
            entry.frequency = entry.frequency.max(frequency);
        }
        put_key(&mut self.terms, &self.last_key, &family.key);
        self.last_key.clone_from(&family.key);
        let body = self.body(family);
        put_slice(&mut self.terms, &body);
        if self.terms.len() >= self.part_bytes {
            self.close_part();
        }
    }

    /// Returns the parts, and the first key of each terms part.
    pub(super) fn finish(mut self) -> (Parts, Vec<DirectoryEntry>) {
        if !self.terms.is_empty() {
            self.close_part();
        }
        (self.parts, self.directory)
    }

    fn close_part(&mut self) {
        let number = self.directory.len() as u32 - 1;
        self.parts.push((Part::Terms(number), std::mem::take(&mut self.terms)));
        self.parts.push((Part::Positions(number), std::mem::take(&mut self.positions)));
    }

    fn body(&mut self, family: &FamilyRecord) -> Vec<u8> {
        let kept: Vec<[Postings<'_>; FIELD_COUNT]> =
            family.forms.iter().map(|form| std::array::from_fn(|field| self.kept(form, field))).collect();
        let count: usize = kept.iter().flatten().map(Vec::len).sum();
        let chunks = if count > INLINE_POSTINGS_MAX { self.chunks(family, &kept) } else { Vec::new() };

        let mut body = Vec::new();
        let flag = |on: bool, flag: u64| if on { flag } else { 0 };
        let head = (family.forms.len() as u64) << FORMS_SHIFT
            | flag(!chunks.is_empty(), IN_LISTS)
            | flag(family.correction.is_some(), HAS_CORRECTION)
            | flag(!family.names.is_empty(), HAS_NAMES);
        put_varint(&mut body, head);
        if !chunks.is_empty() {
            put_varint(&mut body, u64::from(self.lists));
            put_varint(&mut body, chunks.len() as u64);
        }
        family.forms.iter().for_each(|form| put_form(&mut body, &family.key, form));
        put_stem_doc_freqs(&mut body, &family.forms);
        if let Some((place, correction)) = &family.correction {
            put_varint(&mut body, *place as u64);
            put_slice(&mut body, correction.as_bytes());
        }
        if !family.names.is_empty() {
            put_varint(&mut body, family.names.len() as u64);
            for names in &family.names {
                put_strings(&mut body, &names.iter().map(Name::signed).collect::<Vec<_>>());
            }
        }
        let mut positions = Vec::new();
        if chunks.is_empty() {
            put_lists(&family.forms, &kept, false, &mut body, &mut positions);
        } else {
            self.put_chunks(family, &chunks);
        }
        put_slice(&mut self.positions, &positions);
        body
    }

    /// Returns the postings of a form that go into the pack: all, or of a stop word the strongest.
    fn kept<'a>(&self, form: &'a FormRecord, field: usize) -> Postings<'a> {
        let postings = &form.fields[field];
        let limit = STOP_WORD_POSTINGS as usize;
        if !form.is_stop_word || postings.len() <= limit {
            return postings.iter().collect();
        }
        let scorer = self.scorer(postings.len(), field);
        let mut by_strength: Vec<(f32, &PassagePosting)> =
            postings.iter().map(|posting| (strength(&scorer, posting), posting)).collect();
        by_strength.sort_by(|a, b| b.0.total_cmp(&a.0));
        by_strength.truncate(limit);
        let mut kept: Postings<'_> = by_strength.into_iter().map(|(_, posting)| posting).collect();
        kept.sort_by_key(|posting| posting.id);
        kept
    }

    fn scorer(&self, doc_freq: usize, field: usize) -> Scorer {
        let idf = idf(doc_freq as u64, self.passages);
        Scorer::new(idf, self.average_lengths[field], self.weights.fields[field])
    }

    /// Divides the postings of a frequent family: the strongest, then the others in order of passage.
    fn chunks<'a>(
        &self,
        family: &FamilyRecord,
        kept: &[[Postings<'a>; FIELD_COUNT]],
    ) -> Vec<Vec<[Postings<'a>; FIELD_COUNT]>> {
        let mut all: Vec<(f32, usize, usize, &'a PassagePosting)> = Vec::new();
        for (form, fields) in kept.iter().enumerate() {
            for (field, postings) in fields.iter().enumerate() {
                let scorer = self.scorer(family.forms[form].fields[field].len(), field);
                all.extend(
                    postings.iter().map(|posting| (strength(&scorer, posting), form, field, *posting)),
                );
            }
        }
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.3.id.cmp(&b.3.id)));
        let mut others = all.split_off(STRONGEST_POSTINGS.min(all.len()));
        others.sort_by_key(|(_, form, field, posting)| (posting.id, *form, *field));
        std::iter::once(all.as_slice())
            .chain(others.chunks(LIST_POSTINGS))
            .map(|chunk| {
                let mut lists: Vec<[Postings<'a>; FIELD_COUNT]> =
                    vec![Default::default(); family.forms.len()];
                for (_, form, field, posting) in chunk {
                    lists[*form][*field].push(*posting);
                }
                lists.iter_mut().flatten().for_each(|postings| postings.sort_by_key(|posting| posting.id));
                lists
            })
            .collect()
    }

    fn put_chunks(&mut self, family: &FamilyRecord, chunks: &[Vec<[Postings<'_>; FIELD_COUNT]>]) {
        for (number, lists) in chunks.iter().enumerate() {
            let (mut postings, mut positions) = (Vec::new(), Vec::new());
            put_lists(&family.forms, lists, true, &mut postings, &mut positions);
            self.parts.push((Part::List(self.lists, number as u32), postings));
            self.parts.push((Part::ListPositions(self.lists, number as u32), positions));
        }
        self.lists += 1;
    }
}

/// Returns the shortest text that is not below `first` and above `last`, so that the directory stays small.
fn separator<'a>(last: &str, first: &'a str) -> &'a str {
    let shared = last.bytes().zip(first.bytes()).take_while(|(a, b)| a == b).count();
    &first[..first.ceil_char_boundary((shared + 1).min(first.len()))]
}

fn doc_freq(form: &FormRecord) -> u64 {
    form.fields.iter().map(|postings| postings.len() as u64).max().unwrap_or(0)
}

fn strength(scorer: &Scorer, posting: &PassagePosting) -> f32 {
    scorer.score(posting.norm, posting.positions.len() as u32)
}

fn put_form(out: &mut Vec<u8>, key: &str, form: &FormRecord) {
    let (stem, text) = (spelling(key), spelling(&form.form));
    let mut shared = stem.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
    while !text.is_char_boundary(shared) {
        shared -= 1;
    }
    let (without, ending) = (stem.len() - shared, &text.as_bytes()[shared..]);
    match (u8::try_from(without), u8::try_from(ending.len())) {
        (Ok(without @ ..15), Ok(length @ ..16)) => {
            out.push(without << 4 | length);
            out.extend_from_slice(ending);
        }
        _ => {
            out.push(LONG_ENDING);
            put_varint(out, without as u64);
            put_slice(out, ending);
        }
    }
    let fields = || form.fields.iter().enumerate().filter(|(_, postings)| !postings.is_empty());
    let mut mask = fields().fold(0, |mask, (field, _)| mask | 1 << field);
    if form.is_stemmed {
        mask |= STEMMED;
    }
    if form.is_stop_word {
        mask |= STOP_WORD;
    }
    if fields().all(|(_, postings)| postings.len() == 1) {
        mask |= ONCE;
    }
    out.push(mask);
    if mask & ONCE == 0 {
        fields().for_each(|(_, postings)| put_varint(out, postings.len() as u64));
    }
}

/// Writes in how many passages the stem is, if that is not as many as one form is in.
fn put_stem_doc_freqs(out: &mut Vec<u8>, forms: &[FormRecord]) {
    if forms.iter().filter(|form| form.is_stemmed).count() < 2 {
        return;
    }
    let counts: [usize; FIELD_COUNT] = std::array::from_fn(|field| {
        let stemmed = forms.iter().filter(|form| form.is_stemmed);
        let mut ids: Vec<PassageId> =
            stemmed.flat_map(|form| form.fields[field].iter().map(|posting| posting.id)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    });
    out.push(
        counts.iter().enumerate().fold(0, |mask, (field, n)| if *n > 0 { mask | 1 << field } else { mask }),
    );
    counts.iter().filter(|count| **count > 0).for_each(|count| put_varint(out, *count as u64));
}

/// Writes the postings of all forms and fields that have any in the family, and their positions.
fn put_lists(
    forms: &[FormRecord],
    lists: &[[Postings<'_>; FIELD_COUNT]],
    in_list: bool,
    out: &mut Vec<u8>,
    positions: &mut Vec<u8>,
) {
    for (form, lists) in forms.iter().zip(lists) {
        for (postings, _) in lists.iter().zip(&form.fields).filter(|(_, all)| !all.is_empty()) {
            if in_list {
                put_varint(out, postings.len() as u64);
            }
            put_postings(out, postings);
            if !form.is_stop_word {
                put_positions(positions, postings);
            }
        }
    }
}

fn put_postings(out: &mut Vec<u8>, postings: &[&PassagePosting]) {
    let mut last: Option<PassageId> = None;
    for PassagePosting { id, positions, .. } in postings {
        let repeated = if positions.len() > 1 { REPEATED } else { 0 };
        match last.filter(|last| last.report == id.report) {
            Some(last) => {
                put_code(out, id.passage - last.passage, SAME_REPORT | repeated);
            }
            None => {
                put_code(out, id.report - last.map_or(0, |last| last.report), repeated);
                put_varint(out, u64::from(id.passage));
            }
        }
        last = Some(*id);
    }
    for posting in postings.iter().filter(|posting| posting.positions.len() > 1) {
        put_varint(out, posting.positions.len() as u64);
    }
    out.extend(postings.iter().map(|posting| posting.norm));
}

fn put_code(out: &mut Vec<u8>, distance: u32, flags: u32) {
    put_varint(out, u64::from(distance) << DISTANCE_SHIFT | u64::from(flags));
}

fn put_positions(out: &mut Vec<u8>, postings: &[&PassagePosting]) {
    for posting in postings {
        let mut last = 0;
        for position in &posting.positions {
            put_varint(out, u64::from(position - last));
            last = *position;
        }
    }
}
