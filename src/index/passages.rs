//! What is indexed and shown of each report.

use actas_search_core::pack::{PassageRecord, ReportRecord};
use actas_search_core::schema::FIELD_COUNT;
use actas_search_core::schema::Field;

use crate::model::{LanguageSite, Report, Site};
use crate::parse::markdown::{Passage, PassageKind};

/// A passage longer than this (in bytes) is indexed in several pieces with the same address, so that a hit
/// costs the reader a piece and not a chapter.
const PASSAGE_BYTES_MAX: usize = 2_400;

/// A report as it is indexed.
#[derive(Clone, Debug)]
pub struct IndexedReport {
    /// What is shown of it.
    pub record: ReportRecord,
    /// What is searched of each of its passages, by field; as many as the record has.
    pub fields: Vec<[String; FIELD_COUNT]>,
}

/// Returns the reports of a language as they are indexed, newest first.
pub fn indexed_reports(site: &Site, language: &LanguageSite) -> Vec<IndexedReport> {
    language.reports.iter().map(|report| indexed_report(report, site, language)).collect()
}

fn indexed_report(report: &Report, site: &Site, language: &LanguageSite) -> IndexedReport {
    let mark = if report.demonstration { language.strings.get("demonstration_mark") } else { "" };
    let record = ReportRecord {
        url: site.config.base.href(&report.url).trim_start_matches(site.config.base.path()).to_owned(),
        title: report.title.clone(),
        date: report.date.map(|date| language.strings.date(date, report.end_date)).unwrap_or_default(),
        mark: mark.to_owned(),
        passages: Vec::new(),
    };
    let mut indexed = IndexedReport { record, fields: Vec::new() };
    for passage in &report.passages {
        add_passage(&mut indexed, passage, language);
    }
    if let Some(head) = indexed.fields.first_mut() {
        head[Field::Title as usize].clone_from(&report.title);
        head[Field::Terms as usize] = term_names(report, language);
    }
    indexed
}

/// Adds a passage in as many pieces as it takes; only the first has the heading.
fn add_passage(indexed: &mut IndexedReport, passage: &Passage, language: &LanguageSite) {
    let label = match passage.kind {
        PassageKind::Point => language.strings.get("point_label").replace("{label}", &passage.label),
        PassageKind::Head | PassageKind::Section => passage.label.clone(),
    };
    for (number, piece) in pieces(&passage.text, PASSAGE_BYTES_MAX).into_iter().enumerate() {
        let mut fields: [String; FIELD_COUNT] = Default::default();
        if passage.kind == PassageKind::Section && number == 0 {
            fields[Field::Heading as usize].clone_from(&passage.label);
        }
        piece.clone_into(&mut fields[Field::Body as usize]);
        indexed.fields.push(fields);
        let anchor = passage.anchor.clone();
        indexed.record.passages.push(PassageRecord { anchor, label: label.clone(), text: piece.to_owned() });
    }
}

/// Returns what the report's terms are called in every language, and where it took place.
fn term_names(report: &Report, language: &LanguageSite) -> String {
    let terms = report.terms.iter().flat_map(|(taxonomy, places)| {
        places.iter().map(|place| &language.taxonomies[*taxonomy].terms[*place].term)
    });
    let names = terms.flat_map(|term| term.all_names()).chain(report.place.as_deref());
    names.collect::<Vec<_>>().join("\n")
}

/// Splits a text into pieces of at most `bytes_max` bytes, after a paragraph if there is one in the second
/// half, else after a word, else anywhere. An empty text is one piece.
fn pieces(text: &str, bytes_max: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > bytes_max {
        let limit = rest.floor_char_boundary(bytes_max);
        let window = &rest[..limit];
        let paragraph = window.rfind('\n').filter(|at| *at >= bytes_max / 2);
        let cut =
            paragraph.or_else(|| window.rfind(char::is_whitespace)).filter(|at| *at > 0).unwrap_or(limit);
        pieces.push(rest[..cut].trim_end());
        rest = rest[cut..].trim_start();
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(rest);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_paragraphs_and_words() {
        assert_eq!(pieces("", 10), [""]);
        assert_eq!(pieces("uno dos", 10), ["uno dos"]);
        assert_eq!(pieces("uno dos\ntres cuatro", 12), ["uno dos", "tres cuatro"]);
        assert_eq!(pieces("uno dos tres", 9), ["uno dos", "tres"]);
        assert_eq!(pieces("ñññññ", 4), ["ññ", "ññ", "ñ"]);
    }
}
