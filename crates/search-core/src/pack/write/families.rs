//! Families to terms parts, list parts and their positions.

use std::collections::BTreeMap;

use super::super::bits::BitWriter;
use super::super::dictionary::{
    FORMS_SHIFT, HAS_CORRECTION, HAS_TERMS, IN_LISTS, LONG_ENDING, Name, ONCE, STEMMED, STOP_WORD,
    STOP_WORD_POSTINGS, TERM_POSTINGS_BESIDE_MAX,
};
use super::super::root::DirectoryEntry;
use super::super::varint::{put_key, put_slice, put_varint};
use super::postings::PostingCoder;
use super::{
    FamilyRecord, FormRecord, Part, Parts, PassagePosting, SegmentHeader, TermRecord, magnitude, put_strings,
};
use crate::analysis::spelling;
use crate::bm25::{Scorer, average_length, idf};
use crate::schema::{FIELD_COUNT, PassageId, Weights};

/// A family with more postings has them in its own lists.
const INLINE_POSTINGS_MAX: usize = 4096;
/// How many postings are in the first list, which has the strongest, and in each later one.
const STRONGEST_POSTINGS: usize = 4096;
const LIST_POSTINGS: usize = 16_384;

/// The least bytes of a terms part, before compression.
const PART_BYTES_MIN: usize = 2 * 1024;
/// The square of a terms part's bytes, divided by the number of passages. This makes a first query fetch
/// least: larger parts cost each word more, and more parts lengthen the directory in the root.
const PART_BYTES_SQUARED: u64 = 54;

/// Postings of one form in one field.
type Postings<'a> = Vec<&'a PassagePosting>;

/// Writes families.
pub(super) struct FamilyWriter {
    weights: Weights,
    /// The average length of each field.
    average_lengths: [f32; FIELD_COUNT],
    passages: u64,
    postings: PostingCoder,
    part_bytes: usize,
    parts: Parts,
    directory: Vec<DirectoryEntry>,
    /// The families that are in no part yet.
    pending: Vec<Pending>,
    pending_bytes: usize,
    /// The last key of the parts.
    last_key: String,
    lists: u32,
    /// The number of each term's list parts, and how many there are, by the term's number.
    term_lists: BTreeMap<u32, (u32, u32)>,
}

/// A family that is in no part yet.
struct Pending {
    key: String,
    /// The binary logarithm of how many passages its most frequent form is in.
    frequency: u8,
    body: Vec<u8>,
    positions: Vec<u8>,
}

impl Pending {
    /// Returns about how many bytes it takes in a terms part.
    fn bytes(&self) -> usize {
        self.key.len() + self.body.len()
    }
}

impl FamilyWriter {
    pub(super) fn new(header: &SegmentHeader, passages: u64, postings: PostingCoder) -> Self {
        let part_bytes = (passages * PART_BYTES_SQUARED).isqrt() as usize;
        FamilyWriter {
            weights: header.weights,
            average_lengths: std::array::from_fn(|field| {
                average_length(header.tokens[field], header.holders[field], passages)
            }),
            passages,
            postings,
            part_bytes: part_bytes.max(PART_BYTES_MIN),
            parts: Vec::new(),
            directory: Vec::new(),
            pending: Vec::new(),
            pending_bytes: 0,
            last_key: String::new(),
            lists: 0,
            term_lists: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, family: &FamilyRecord) {
        let last = self.pending.last().map_or(&self.last_key, |last| &last.key);
        debug_assert!(last.is_empty() || family.key > *last, "families must be added in order");
        let frequency = family.forms.iter().map(|form| magnitude(doc_freq(form))).max().unwrap_or(0);
        let (body, positions) = self.body(family);
        let pending = Pending { key: family.key.clone(), frequency, body, positions };
        self.pending_bytes += pending.bytes();
        self.pending.push(pending);
        if self.pending_bytes >= self.part_bytes * 5 / 4 {
            self.close_part(self.best_end());
        }
    }

    /// Returns the parts, the first key of each terms part, and the codes of postings, as they are stored.
    pub(super) fn finish(mut self) -> (Parts, Vec<DirectoryEntry>, Vec<u8>) {
        if !self.pending.is_empty() {
            self.close_part(self.pending.len());
        }
        (self.parts, self.directory, self.postings.codes)
    }

    /// Returns how many of the pending families go into the next part. It ends where the fewest letters
    /// distinguish its last key from the first of the next part, since every reader fetches those letters for
    /// all parts.
    fn best_end(&self) -> usize {
        let mut best = (usize::MAX, self.pending.len());
        let mut bytes = 0;
        for (place, two) in self.pending.windows(2).enumerate() {
            bytes += two[0].bytes();
            let letters = separator(&two[0].key, &two[1].key).len();
            if bytes >= self.part_bytes * 3 / 4 && letters <= best.0 {
                best = (letters, place + 1);
            }
        }
        best.1
    }

    /// Makes a part of the first `count` of the pending families.
    fn close_part(&mut self, count: usize) {
        let number = self.directory.len() as u32;
        let (mut terms, mut positions, mut frequency) = (Vec::new(), Vec::new(), 0);
        let mut last = String::new();
        for pending in self.pending.drain(..count) {
            if terms.is_empty() {
                let first = separator(&self.last_key, &pending.key).to_owned();
                self.directory.push(DirectoryEntry { first, frequency: 0 });
            }
            self.pending_bytes -= pending.bytes();
            frequency = frequency.max(pending.frequency);
            put_key(&mut terms, &last, &pending.key);
            put_slice(&mut terms, &pending.body);
            put_slice(&mut positions, &pending.positions);
            last = pending.key;
        }
        if let Some(entry) = self.directory.last_mut() {
            entry.frequency = frequency;
        }
        self.last_key = last;
        self.parts.push((Part::Terms(number), terms));
        self.parts.push((Part::Positions(number), positions));
    }

    /// Returns the body of a family, and its positions.
    fn body(&mut self, family: &FamilyRecord) -> (Vec<u8>, Vec<u8>) {
        let kept: Vec<[Postings<'_>; FIELD_COUNT]> =
            family.forms.iter().map(|form| std::array::from_fn(|field| self.kept(form, field))).collect();
        let count: usize = kept.iter().flatten().map(Vec::len).sum();
        let chunks = if count > INLINE_POSTINGS_MAX { self.chunks(family, &kept) } else { Vec::new() };

        let mut body = Vec::new();
        let flag = |on: bool, flag: u64| if on { flag } else { 0 };
        let head = (family.forms.len() as u64) << FORMS_SHIFT
            | flag(!chunks.is_empty(), IN_LISTS)
            | flag(family.correction.is_some(), HAS_CORRECTION)
            | flag(!family.terms.is_empty(), HAS_TERMS);
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
        if !family.terms.is_empty() {
            put_varint(&mut body, family.terms.len() as u64);
            family.terms.iter().for_each(|term| self.put_term(&mut body, term));
        }
        let mut positions = Vec::new();
        if chunks.is_empty() {
            body.extend(self.lists(&family.forms, &kept, false, &mut positions));
        } else {
            self.put_chunks(family, &chunks);
        }
        (body, positions)
    }

    fn put_term(&mut self, out: &mut Vec<u8>, term: &TermRecord) {
        put_varint(out, u64::from(term.number));
        put_strings(out, &term.names.iter().map(Name::signed).collect::<Vec<_>>());
        let fields: [Postings<'_>; FIELD_COUNT] =
            std::array::from_fn(|field| term.fields[field].iter().collect());
        put_doc_freqs(out, &fields.each_ref().map(Vec::len));
        if fields.iter().map(Vec::len).sum::<usize>() <= TERM_POSTINGS_BESIDE_MAX as usize {
            let mut list = BitWriter::default();
            self.put_fields(&mut list, &term.fields, &fields, false);
            put_slice(out, &list.finish());
        } else {
            let (list, count) = self.lists_of(term, &fields);
            put_varint(out, u64::from(list));
            put_varint(out, u64::from(count));
        }
    }

    /// Returns the number of a term's list parts and how many there are. They are written once, however many
    /// families the term is kept with.
    fn lists_of(&mut self, term: &TermRecord, fields: &[Postings<'_>; FIELD_COUNT]) -> (u32, u32) {
        if let Some(lists) = self.term_lists.get(&term.number) {
            return *lists;
        }
        let chunks = divide(self.ranked(fields, |field| fields[field].len(), 0).collect(), 1);
        for (number, lists) in chunks.iter().enumerate() {
            let mut list = BitWriter::default();
            self.put_fields(&mut list, &term.fields, &lists[0], true);
            self.parts.push((Part::List(self.lists, number as u32), list.finish()));
        }
        let lists = (self.lists, chunks.len() as u32);
        self.lists += 1;
        self.term_lists.insert(term.number, lists);
        lists
    }

    /// Returns the postings of a form that go into the pack: all of them, or the strongest of a stop word.
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

    /// Divides the postings of a frequent family.
    fn chunks<'a>(
        &self,
        family: &FamilyRecord,
        kept: &[[Postings<'a>; FIELD_COUNT]],
    ) -> Vec<Vec<[Postings<'a>; FIELD_COUNT]>> {
        let of_form = |(form, fields)| {
            self.ranked(fields, |field| family.forms[form].fields[field].len(), form).collect::<Vec<_>>()
        };
        divide(kept.iter().enumerate().flat_map(of_form).collect(), kept.len())
    }

    /// Returns the postings of a form, each with its score; `doc_freq` returns how many passages the form is
    /// in, by field.
    fn ranked<'a>(
        &self,
        fields: &[Postings<'a>; FIELD_COUNT],
        doc_freq: impl Fn(usize) -> usize,
        form: usize,
    ) -> impl Iterator<Item = Ranked<'a>> {
        fields.iter().enumerate().flat_map(move |(field, postings)| {
            let scorer = self.scorer(doc_freq(field), field);
            postings.iter().map(move |posting| Ranked {
                strength: strength(&scorer, posting),
                place: (form, field),
                posting,
            })
        })
    }

    fn put_chunks(&mut self, family: &FamilyRecord, chunks: &[Vec<[Postings<'_>; FIELD_COUNT]>]) {
        for (number, lists) in chunks.iter().enumerate() {
            let mut positions = Vec::new();
            let postings = self.lists(&family.forms, lists, true, &mut positions);
            self.parts.push((Part::List(self.lists, number as u32), postings));
            self.parts.push((Part::ListPositions(self.lists, number as u32), positions));
        }
        self.lists += 1;
    }

    /// Returns the postings of all forms and fields that have any in the family; `positions` gets their
    /// positions.
    fn lists(
        &self,
        forms: &[FormRecord],
        lists: &[[Postings<'_>; FIELD_COUNT]],
        in_list: bool,
        positions: &mut Vec<u8>,
    ) -> Vec<u8> {
        let mut out = BitWriter::default();
        for (form, lists) in forms.iter().zip(lists) {
            self.put_fields(&mut out, &form.fields, lists, in_list);
            if !form.is_stop_word {
                lists.iter().for_each(|postings| put_positions(positions, postings));
            }
        }
        out.finish()
    }

    /// Writes the postings of a form for each field that has any in `all`; in a list, each is preceded by its
    /// count.
    fn put_fields(
        &self,
        out: &mut BitWriter,
        all: &[Vec<PassagePosting>; FIELD_COUNT],
        lists: &[Postings<'_>; FIELD_COUNT],
        in_list: bool,
    ) {
        for (field, postings) in lists.iter().enumerate().filter(|(field, _)| !all[*field].is_empty()) {
            if in_list {
                out.count(postings.len() as u32);
            }
            self.postings.put(out, field, postings);
        }
    }
}

/// A posting with its score.
struct Ranked<'a> {
    strength: f32,
    /// The form in its family, and the field.
    place: (usize, usize),
    posting: &'a PassagePosting,
}

/// Divides the postings of `forms` forms into chunks, each by form and field: the strongest first, then the
/// others in order of passage.
fn divide<'a>(mut all: Vec<Ranked<'a>>, forms: usize) -> Vec<Vec<[Postings<'a>; FIELD_COUNT]>> {
    all.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.posting.id.cmp(&b.posting.id)));
    let mut others = all.split_off(STRONGEST_POSTINGS.min(all.len()));
    others.sort_by_key(|ranked| (ranked.posting.id, ranked.place));
    std::iter::once(all.as_slice())
        .chain(others.chunks(LIST_POSTINGS))
        .map(|chunk| {
            let mut lists: Vec<[Postings<'a>; FIELD_COUNT]> = vec![Default::default(); forms];
            for Ranked { place: (form, field), posting, .. } in chunk {
                lists[*form][*field].push(posting);
            }
            lists.iter_mut().flatten().for_each(|postings| postings.sort_by_key(|posting| posting.id));
            lists
        })
        .collect()
}

/// Returns the shortest text above `last` and not above `first`, so that the root stays small.
pub(super) fn separator<'a>(last: &str, first: &'a str) -> &'a str {
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

/// Writes how many passages the stem is in, if that differs from the number of a single form.
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
    put_doc_freqs(out, &counts);
}

/// Writes how many passages something is in, by field: the bits of the fields, then the counts other than 0.
fn put_doc_freqs(out: &mut Vec<u8>, counts: &[usize; FIELD_COUNT]) {
    let fields = || counts.iter().enumerate().filter(|(_, count)| **count > 0);
    out.push(fields().fold(0, |mask, (field, _)| mask | 1 << field));
    fields().for_each(|(_, count)| put_varint(out, *count as u64));
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
