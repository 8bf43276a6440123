//! A segment as far as its parts have arrived, and the lookups it answers.

use std::cmp::Ordering;
use std::ops::Range;

use super::bits::Bits;
use super::checksum::unsealed;
use super::dictionary::{Families, Family, STOP_WORD_POSTINGS};
use super::facets::{read_facets, read_values};
use super::postings::{read_positions, read_postings};
use super::root::DirectoryEntry;
use super::spelling::{Direction, read_spellings};
use super::text::decode_text;
use super::varint::Bytes;
use super::{
    FacetTable, Form, Occurrences, PackError, Part, Posting, REPORTS_PER_FACETS_PART, ReportFacets, Root,
    ShownText, SpellingEntry, Wants,
};
use crate::analysis::Key;
use crate::schema::{FIELD_COUNT, PassageId};
use crate::sorted::sort_by;

/// When many words share a beginning, only this many terms parts are searched: those with the most frequent
/// words.
const COMPLETION_PARTS_MAX: usize = 2;
/// The most spellings parts, in each direction, that are searched for near words.
const NEAR_PARTS_MAX: usize = 3;

/// How many of the postings of a frequent family are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The strongest few thousand: the best passages are among them.
    Strongest,
    /// All.
    All,
}

/// The postings of a key, by field, in order of passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundPostings {
    /// The postings.
    pub fields: [Vec<Posting>; FIELD_COUNT],
    /// Whether there are more that were not read.
    pub cut: bool,
}

/// One segment of an index, as far as its files have arrived.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    /// The parts except the root; a part that came twice counts as it came last. A reader has tens of them,
    /// so a linear search is fast enough.
    parts: Vec<(Part, Vec<u8>)>,
    root: Option<Root>,
}

impl Segment {
    /// Takes in the content of the root part.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn set_root(&mut self, content: &[u8]) -> Result<(), PackError> {
        self.root = Some(Root::decode(content)?);
        Ok(())
    }

    /// Takes in a file that was requested as `folder/name`, decompressed.
    ///
    /// # Errors
    /// When the file is not the one written under this name; nothing of it is kept.
    pub fn add_file(&mut self, name: &str, file: &[u8]) -> Result<(), PackError> {
        let mut bytes = Bytes::new(unsealed(name, file)?);
        while !bytes.is_empty() {
            let kind = bytes.u8();
            let (number, second) = (bytes.u32(), bytes.u32());
            let part = Part::from_header(kind, number, second).ok_or(PackError::Malformed)?;
            let content = bytes.slice();
            bytes.check()?;
            if part == Part::Root {
                self.set_root(content)?;
            } else {
                self.parts.push((part, content.to_vec()));
            }
        }
        Ok(())
    }

    /// Returns the root; if it has not arrived, adds it to `wants`.
    pub fn root(&self, wants: &mut Wants) -> Option<&Root> {
        if self.root.is_none() {
            wants.insert(Part::Root);
        }
        self.root.as_ref()
    }

    fn part(&self, part: Part, wants: &mut Wants) -> Option<&[u8]> {
        let found = self.known_part(part);
        if found.is_none() {
            wants.insert(part);
        }
        found
    }

    fn known_part(&self, part: Part) -> Option<&[u8]> {
        let found = self.parts.iter().rev().find(|(known, _)| *known == part)?;
        Some(&found.1)
    }

    /// Returns the number of the terms part that would contain a family.
    fn terms_part(&self, family: &str, wants: &mut Wants) -> Option<u32> {
        let terms = &self.root(wants)?.terms;
        let after = terms.partition_point(|entry| entry.first.as_str() <= family);
        after.checked_sub(1).map(|place| place as u32)
    }

    /// Returns a family of the dictionary; `None` if there is none or its part is missing.
    pub fn family(&self, key: &str, wants: &mut Wants) -> Option<Family<'_>> {
        let number = self.terms_part(key, wants)?;
        let mut families = Families::new(number, self.part(Part::Terms(number), wants)?);
        while let Some(family) = families.next(wants) {
            match families.key().cmp(key) {
                Ordering::Less => {}
                Ordering::Equal => return Some(family.decode(key, wants)),
                Ordering::Greater => break,
            }
        }
        None
    }

    /// Returns the postings of a key, merging those of several forms; `None` if there are none or a part is
    /// missing.
    pub fn postings(&self, key: &Key, reach: Reach, wants: &mut Wants) -> Option<FoundPostings> {
        let root = self.root(wants)?;
        let family = self.family(&key.family, wants)?;
        let family = family.with(&key.form);
        let mut found = FoundPostings::default();
        let mut is_whole = true;
        for chunk in chunks(family.lists, reach, &mut found.cut) {
            let lists = match chunk {
                None => Some(family.postings),
                Some(part) => self.part(part, wants).map(Bits::new),
            };
            let Some(mut lists) = lists else {
                is_whole = false;
                continue;
            };
            read_lists(root, family, chunk.is_some(), &mut lists, &mut |form, field, postings| {
                if is_meant(form, key) {
                    found.fields[field].extend_from_slice(postings);
                    found.cut |= form.is_stop_word && form.doc_freqs[field] > STOP_WORD_POSTINGS;
                }
            });
            lists.tell(wants);
        }
        found.fields.iter_mut().for_each(put_together);
        is_whole.then_some(found)
    }

    /// Returns where any of these forms occurs, by field. Families (keys without a form) and stop words have no
    /// positions.
    pub fn occurrences(&self, keys: &[Key], wants: &mut Wants) -> [Vec<Occurrences>; FIELD_COUNT] {
        let mut found: [Vec<Occurrences>; FIELD_COUNT] = Default::default();
        for key in keys {
            self.add_occurrences(key, &mut found, wants);
        }
        found.iter_mut().for_each(put_in_order);
        found
    }

    fn add_occurrences(&self, key: &Key, found: &mut [Vec<Occurrences>; FIELD_COUNT], wants: &mut Wants) {
        let (Some(root), Some(family)) = (self.root(wants), self.family(&key.family, wants)) else { return };
        for chunk in chunks(family.lists, Reach::All, &mut false) {
            let (lists, positions) = match chunk {
                None => (Some(family.postings), self.positions_of(&family, wants)),
                Some(part) => {
                    let positions = match part {
                        Part::List(list, chunk) => Part::ListPositions(list, chunk),
                        other => other,
                    };
                    (self.part(part, wants).map(Bits::new), self.part(positions, wants).map(Bytes::new))
                }
            };
            let (Some(mut lists), Some(mut positions)) = (lists, positions) else { continue };
            read_lists(root, &family, chunk.is_some(), &mut lists, &mut |form, field, postings| {
                if form.is_stop_word {
                    return;
                }
                let mut here = read_positions(&mut positions, postings);
                if is_meant(form, key) {
                    found[field].append(&mut here);
                }
            });
            lists.tell(wants);
            positions.tell(wants);
        }
    }

    fn positions_of(&self, family: &Family<'_>, wants: &mut Wants) -> Option<Bytes<'_>> {
        let mut bytes = Bytes::new(self.part(Part::Positions(family.part), wants)?);
        for _ in 0..family.place {
            bytes.slice();
        }
        let positions = bytes.slice();
        bytes.tell(wants);
        Some(Bytes::new(positions))
    }

    /// Calls `each` with forms that begin with `beginning`, and their families. If there are too many, only a
    /// few parts, those with the most frequent forms, are searched. Missing parts are added to the wants and
    /// skipped.
    pub fn completions(
        &self,
        beginning: &str,
        wants: &mut Wants,
        each: &mut dyn FnMut(&str, &Family<'_>, &Form),
    ) {
        let Some(root) = self.root(wants) else { return };
        let mut parts: Vec<(u32, u8)> = places_of(&root.terms, beginning);
        keep_most_frequent(&mut parts);
        for (number, _) in parts {
            let Some(part) = self.part(Part::Terms(number), wants) else { continue };
            let mut families = Families::new(number, part);
            while let Some(family) = families.next(wants) {
                let key = families.key();
                let family = family.decode(key, wants);
                for form in family.forms.iter().filter(|form| form.form.starts_with(beginning)) {
                    each(key, &family, form);
                }
            }
        }
    }

    /// Returns the spellings that share their first or their second half with `spelling`; a spelling that
    /// shares both is returned twice.
    pub fn near_spellings(&self, spelling: &str, wants: &mut Wants) -> Vec<SpellingEntry> {
        let mut found = Vec::new();
        let Some(root) = self.root(wants) else { return found };
        let half = spelling.chars().count() / 2;
        for (direction, firsts) in Direction::ALL.into_iter().zip(&root.spellings) {
            let sorted = direction.sorted_form(spelling);
            let mut beginning = String::new();
            for c in sorted.chars().take(half) {
                beginning.push(c);
            }
            let beginning = beginning.as_str();
            for number in places_from(firsts.len(), &|place| &firsts[place], beginning).take(NEAR_PARTS_MAX) {
                let part = match direction {
                    Direction::Forward => Part::Spellings(number as u32),
                    Direction::Reversed => Part::SpellingsReversed(number as u32),
                };
                if let Some(part) = self.part(part, wants) {
                    read_spellings(part, direction, beginning, &mut found, wants);
                }
            }
        }
        found
    }

    /// Whether the text part with a passage has arrived.
    pub fn is_at_hand(&self, id: PassageId) -> bool {
        self.root
            .as_ref()
            .is_some_and(|root| self.known_part(root.text_part(id.report, id.passage).0).is_some())
    }

    /// Returns what is shown of a passage; `None` if its part is missing.
    pub fn text(&self, id: PassageId, wants: &mut Wants) -> Option<ShownText> {
        let root = self.root(wants)?;
        let (part, place) = root.text_part(id.report, id.passage);
        let content = self.part(part, wants)?;
        Some(decode_text(&root.model, content, place, wants))
    }

    /// Returns the facets with their values; `None` if their part is missing.
    pub fn facet_values(&self, wants: &mut Wants) -> Option<Vec<FacetTable>> {
        let part = self.part(Part::FacetValues, wants)?;
        Some(read_values(part, wants))
    }

    /// Returns the facets of every report, in order; `None` if a part is missing.
    pub fn report_facets(&self, wants: &mut Wants) -> Option<Vec<ReportFacets>> {
        let root = self.root(wants)?;
        let mut reports = Vec::new();
        let mut is_whole = true;
        for number in 0..root.reports.div_ceil(REPORTS_PER_FACETS_PART) {
            match self.part(Part::Facets(number), wants) {
                Some(part) => reports.append(&mut read_facets(part, root.facets.len(), wants)),
                None => is_whole = false,
            }
        }
        is_whole.then_some(reports)
    }
}

/// Returns the list parts to read, given the number and count of a family's lists; `None` stands for the
/// postings kept with the family.
fn chunks(lists: Option<(u32, u32)>, reach: Reach, cut: &mut bool) -> Vec<Option<Part>> {
    let Some((list, count)) = lists else { return vec![None] };
    let read = match reach {
        Reach::Strongest => count.min(1),
        Reach::All => count,
    };
    *cut |= read < count;
    let mut chunks = Vec::new();
    for chunk in 0..read {
        chunks.push(Some(Part::List(list, chunk)));
    }
    chunks
}

fn is_meant(form: &Form, key: &Key) -> bool {
    if key.form.is_empty() { form.is_stemmed } else { form.form == key.form }
}

/// Reads the postings of every form and field of a family. Lists state how many there are.
fn read_lists(
    root: &Root,
    family: &Family<'_>,
    in_list: bool,
    bits: &mut Bits<'_>,
    each: &mut dyn FnMut(&Form, usize, &[Posting]),
) {
    for form in &family.forms {
        for (field, doc_freq) in form.doc_freqs.iter().enumerate().filter(|(_, doc_freq)| **doc_freq > 0) {
            let count = match form.is_stop_word {
                _ if in_list => bits.count(),
                true => (*doc_freq).min(STOP_WORD_POSTINGS),
                false => *doc_freq,
            };
            let postings = read_postings(bits, &root.postings, field, root.reports, count);
            each(form, field, &postings);
        }
    }
}

/// Sorts occurrences by passage and merges those of the same passage.
fn put_in_order(found: &mut Vec<Occurrences>) {
    sort_by(found, &|a, b| a.posting.id.cmp(&b.posting.id));
    for mut next in std::mem::take(found) {
        match found.last_mut() {
            Some(last) if last.posting.id == next.posting.id => {
                last.positions.append(&mut next.positions);
                sort_by(&mut last.positions, &Ord::cmp);
            }
            _ => found.push(next),
        }
    }
}

/// Sorts postings by passage and merges those of the same passage.
fn put_together(postings: &mut Vec<Posting>) {
    sort_by(postings, &|a, b| a.id.cmp(&b.id));
    for next in std::mem::take(postings) {
        match postings.last_mut() {
            Some(last) if last.id == next.id => {
                last.term_freq = last.term_freq.saturating_add(next.term_freq)
            }
            _ => postings.push(next),
        }
    }
}

/// Returns the entries that have keys beginning with `beginning`, with their frequencies.
fn places_of(entries: &[DirectoryEntry], beginning: &str) -> Vec<(u32, u8)> {
    let mut places = Vec::new();
    for place in places_from(entries.len(), &|place| &entries[place].first, beginning) {
        places.push((place as u32, entries[place].frequency));
    }
    places
}

/// Returns which of `count` sorted stretches may contain texts that begin with `beginning`. `first` returns
/// the first text of a stretch.
fn places_from<'t>(count: usize, first: &dyn Fn(usize) -> &'t str, beginning: &str) -> Range<usize> {
    let mut start = 0;
    while start + 1 < count && first(start + 1) < beginning {
        start += 1;
    }
    let mut end = (start + 1).min(count);
    while end < count && first(end).starts_with(beginning) {
        end += 1;
    }
    start..end
}

fn keep_most_frequent(parts: &mut Vec<(u32, u8)>) {
    sort_by(parts, &|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    parts.truncate(COMPLETION_PARTS_MAX);
    sort_by(parts, &Ord::cmp);
}
