//! tantivy's segment written as a pack: dictionary, postings, positions, field norms, texts.

use std::collections::BTreeMap;

use actas_search_core::pack::{PackFile, PassagePosting, SegmentWriter, TermRecord};
use actas_search_core::schema::{FIELD_COUNT, Weights};
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::tantivy_index::LanguageIndex;

/// Exports the index of a language.
pub(super) fn export(index: &LanguageIndex, weights: &Weights) -> tantivy::Result<Vec<PackFile>> {
    let mut writer = SegmentWriter::new();
    if let Some(segment) = index.segment() {
        for (key, fields) in dictionary(index, segment)? {
            let mut term = TermRecord { key, ..TermRecord::default() };
            for (field, info) in fields {
                term.fields[field] = postings(index, segment, field, &info)?;
            }
            writer.add_term(&term);
        }
    }
    for report in index.reports() {
        writer.add_report(report);
    }
    Ok(writer.finish(index.token_counts()?, weights))
}

/// The fields that a key is in, with where its postings are.
type KeyFields = Vec<(usize, tantivy::postings::TermInfo)>;

/// Returns every key of every field, in order.
fn dictionary(
    index: &LanguageIndex,
    segment: &SegmentReader,
) -> tantivy::Result<BTreeMap<String, KeyFields>> {
    let mut keys = BTreeMap::<String, KeyFields>::new();
    for field in 0..FIELD_COUNT {
        let inverted = segment.inverted_index(index.tantivy_field(field))?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            let key = String::from_utf8_lossy(stream.key()).into_owned();
            keys.entry(key).or_default().push((field, stream.value().clone()));
        }
    }
    Ok(keys)
}

fn postings(
    index: &LanguageIndex,
    segment: &SegmentReader,
    field: usize,
    info: &tantivy::postings::TermInfo,
) -> tantivy::Result<Vec<PassagePosting>> {
    let tantivy_field = index.tantivy_field(field);
    let inverted = segment.inverted_index(tantivy_field)?;
    let norms = segment.get_fieldnorms_reader(tantivy_field)?;
    let mut postings =
        inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
    let mut found = Vec::with_capacity(info.doc_freq as usize);
    while postings.doc() != TERMINATED {
        let mut positions = Vec::new();
        postings.positions(&mut positions);
        let doc = postings.doc();
        found.push(PassagePosting { id: index.passage(doc), norm: norms.fieldnorm_id(doc), positions });
        postings.advance();
    }
    Ok(found)
}
