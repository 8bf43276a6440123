//! Which passages name a term of the vocabulary, by any of its names. This is found once, when the index is
//! made, so that no reader has to look up the words of all the names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use actas_search_core::analysis::{Analyzer, Key, fold_fully, is_stop_word};
use actas_search_core::pack::Name;
use actas_search_core::schema::{FIELD_COUNT, Fields};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::vocabulary;

/// A term of the vocabulary that has several names.
pub(super) struct NamedTerm {
    /// Its place in the vocabulary.
    pub(super) number: u32,
    /// Its names, those in the index's language first; these are shown to the reader.
    pub(super) names: Vec<Name>,
    /// The documents that have any of the names, ascending, with how often, by field.
    pub(super) docs: [Vec<(DocId, u32)>; FIELD_COUNT],
}

/// Finds names in an index.
pub(super) struct NameFinder<'a> {
    /// The only segment; `None` if there are no passages.
    pub(super) segment: Option<&'a SegmentReader>,
    /// tantivy's fields, by number.
    pub(super) fields: [tantivy::schema::Field; FIELD_COUNT],
    /// Analysers for the languages of the passages, the index's own first.
    pub(super) analyzers: Vec<Analyzer>,
}

impl NameFinder<'_> {
    /// Returns the terms that have several names.
    ///
    /// # Errors
    /// When tantivy fails.
    pub(super) fn terms(
        &mut self,
        vocabulary: &[vocabulary::Term],
        language: &str,
    ) -> tantivy::Result<Vec<NamedTerm>> {
        let mut found = Vec::new();
        for (number, term) in (0..).zip(vocabulary) {
            let mut known = BTreeSet::new();
            let names = [term.short(language), term.label(language)].into_iter().chain(term.all_names());
            let texts: Vec<&str> = names.filter(|name| known.insert(fold_fully(name))).collect();
            if texts.len() < 2 {
                continue;
            }
            let mut names = Vec::new();
            let mut docs: [BTreeMap<DocId, u32>; FIELD_COUNT] = Default::default();
            for name in texts {
                let words = self.words(name);
                let mut is_written = false;
                // The field of terms has all names of a report's terms and would count them again.
                for field in Fields::WRITTEN.numbers() {
                    for (doc, frequency) in self.docs(&words, field)? {
                        is_written = true;
                        // Names overlap and stand next to each other, so a sum would count one mention twice.
                        let most = docs[field].entry(doc).or_default();
                        *most = frequency.max(*most);
                    }
                }
                names.push(Name { text: name.to_owned(), is_written });
            }
            found.push(NamedTerm { number, names, docs: docs.map(|docs| docs.into_iter().collect()) });
        }
        Ok(found)
    }

    /// Returns the words of a name without stop words: for each, the keys that it may be indexed under,
    /// inflected or not. A name that is one identifier is one word.
    fn words(&mut self, name: &str) -> Vec<Vec<Key>> {
        let Some(home) = self.analyzers.first_mut() else { return Vec::new() };
        let language = home.language();
        let (mut words, mut joined): (Vec<String>, Vec<(String, Range<usize>)>) = (Vec::new(), Vec::new());
        home.tokens(name, &mut |token| {
            let is_stop_word = token.stem.is_some() && is_stop_word(language, token.exact);
            if token.joined {
                joined.push((token.exact.to_owned(), token.range));
            } else if !is_stop_word {
                words.push(token.exact.to_owned());
            }
        });
        if let [(whole, range)] = joined.as_slice()
            && *range == (0..name.trim_end().len())
        {
            words = vec![whole.clone()];
        }
        words.iter().map(|word| self.keys(word)).collect()
    }

    fn keys(&mut self, word: &str) -> Vec<Key> {
        let mut keys = Vec::new();
        for analyzer in &mut self.analyzers {
            let language = analyzer.language();
            if let Some(stem) = analyzer.stem(word) {
                keys.extend([Key::stem(language, stem), Key::word(language, word, stem)]);
            }
        }
        keys.extend(self.analyzers.first_mut().map(|home| Key::name(home, word)));
        keys
    }

    /// Returns the documents that have all of these words in a field, with the frequency of the rarest.
    fn docs(&self, words: &[Vec<Key>], field: usize) -> tantivy::Result<Vec<(DocId, u32)>> {
        let mut lists = Vec::new();
        for keys in words {
            let postings = self.postings(keys, field)?;
            if postings.is_empty() {
                return Ok(Vec::new());
            }
            lists.push(postings);
        }
        // The rarest word first: the others are only checked in its documents, so that names with frequent
        // words in common do not each read all of their postings.
        lists.sort_by_key(|lists| lists.iter().map(SegmentPostings::doc_freq).sum::<u32>());
        let mut lists = lists.into_iter();
        let mut with_all = lists.next().map(all_docs).unwrap_or_default();
        for mut postings in lists {
            with_all.retain_mut(|(doc, frequency)| {
                let most = postings.iter_mut().filter_map(|postings| frequency_in(postings, *doc)).max();
                *frequency = most.unwrap_or(0).min(*frequency);
                most.is_some()
            });
        }
        Ok(with_all)
    }

    /// Returns the postings of a word's keys in a field; the keys stand for the same positions.
    fn postings(&self, keys: &[Key], field: usize) -> tantivy::Result<Vec<SegmentPostings>> {
        let Some(segment) = self.segment else { return Ok(Vec::new()) };
        let inverted = segment.inverted_index(self.fields[field])?;
        let mut found = Vec::new();
        for key in keys {
            let term = Term::from_field_text(self.fields[field], &key.indexed_text());
            found.extend(inverted.read_postings(&term, IndexRecordOption::WithFreqs)?);
        }
        Ok(found)
    }
}

/// Returns the documents of several lists, ascending, each with its highest frequency in any list.
fn all_docs(lists: Vec<SegmentPostings>) -> Vec<(DocId, u32)> {
    let mut docs = BTreeMap::<DocId, u32>::new();
    for mut postings in lists {
        while postings.doc() != TERMINATED {
            let most = docs.entry(postings.doc()).or_default();
            *most = postings.term_freq().max(*most);
            postings.advance();
        }
    }
    docs.into_iter().collect()
}

/// Returns how often a document occurs in a list. Documents must be asked for in ascending order.
fn frequency_in(postings: &mut SegmentPostings, doc: DocId) -> Option<u32> {
    if postings.doc() < doc {
        postings.seek(doc);
    }
    (postings.doc() == doc).then(|| postings.term_freq())
}
