//! Packs written and read again, and what is no pack.

use actas_search_core::analysis::{Analyzer, Language};
use actas_search_core::pack::{
    PackFile, PassagePosting, PassageRecord, ReportRecord, SegmentWriter, TermRecord,
};
use actas_search_core::present::Passages;
use actas_search_core::schema::{FIELD_COUNT, Field, PassageId, Weights};
use actas_search_core::{Options, Outcome, Searcher};
use proptest::prelude::*;

/// Writes a segment of reports, each a list of passages, without any index engine.
fn write(reports: &[Vec<String>]) -> Vec<PackFile> {
    let mut terms = std::collections::BTreeMap::<String, TermRecord>::new();
    let mut tokens = [0; FIELD_COUNT];
    let mut writer = SegmentWriter::new();
    let mut analyzer = Analyzer::new(Language::Spanish);
    for (report, passages) in reports.iter().enumerate() {
        let mut record = ReportRecord {
            url: format!("r{report}/"),
            title: format!("R{report}"),
            ..ReportRecord::default()
        };
        for (passage, text) in passages.iter().enumerate() {
            let id = PassageId { report: report as u32, passage: passage as u32 };
            record.passages.push(PassageRecord { text: text.clone(), ..PassageRecord::default() });
            analyzer.tokens(text, |token| {
                for form in [Some(token.exact), token.stem].into_iter().flatten() {
                    tokens[Field::Body as usize] += 1;
                    let term = terms
                        .entry(form.to_owned())
                        .or_insert_with(|| TermRecord { key: form.to_owned(), ..TermRecord::default() });
                    let postings = &mut term.fields[Field::Body as usize];
                    match postings.last_mut().filter(|posting| posting.id == id) {
                        Some(posting) => posting.positions.push(token.position),
                        None => {
                            postings.push(PassagePosting { id, norm: 1, positions: vec![token.position] })
                        }
                    }
                }
            });
        }
        writer.add_report(&record);
    }
    terms.values().for_each(|term| writer.add_term(term));
    writer.finish(tokens, &Weights::default())
}

/// Searches a segment, handing in the files that are asked for. `None` if the pack is damaged.
fn search(files: &[PackFile], query: &str) -> Option<Vec<String>> {
    let mut searcher = Searcher::new();
    let segment = searcher.add_segment("es");
    let options =
        Options { segments: vec![segment], reports: 1000, passages: Passages::All, snippet_bytes: 100 };
    for _ in 0..8 {
        match searcher.search(query, &options).ok()? {
            Outcome::Found { hits, .. } => return Some(hits.into_iter().map(|hit| hit.url).collect()),
            Outcome::Missing(requests) => {
                for request in requests {
                    let file = files.iter().find(|file| file.name == request.name)?;
                    searcher.add_file(segment, &file.bytes).ok()?;
                }
            }
        }
    }
    None
}

/// Reports enough for a segment of several files.
fn large() -> Vec<Vec<String>> {
    let word = |number: usize| format!("w{}", (number * 2_654_435_761) % 9973);
    (0..80)
        .map(|r| {
            (0..40)
                .map(|p| (0..30).map(|w| word(r * 1200 + p * 30 + w)).collect::<Vec<_>>().join(" "))
                .collect()
        })
        .collect()
}

#[test]
fn a_small_segment_is_one_file_and_a_large_one_several() {
    assert_eq!(write(&[vec!["uno dos".to_owned()]]).len(), 1);
    let files = write(&large());
    assert!(files.len() > 100, "{} files", files.len());
    let word = large()[3][5].split(' ').next().expect("a word").to_owned() + " ";
    assert!(search(&files, &word).expect("a whole pack").contains(&"r3/".to_owned()));
    let phrase = large()[7][39].split(' ').take(3).collect::<Vec<_>>().join(" ");
    let has_phrase = |passages: &[String]| {
        passages.iter().any(|text| format!(" {text} ").contains(&format!(" {phrase} ")))
    };
    let expected = large().iter().filter(|passages| has_phrase(passages)).count();
    let found = search(&files, &format!("\"{phrase}\"")).expect("a whole pack");
    assert!(
        found.len() == expected && found.contains(&"r7/".to_owned()),
        "{expected} reports, found {found:?}"
    );
}

#[test]
fn an_empty_segment_finds_nothing() {
    assert_eq!(search(&write(&[]), "uno"), Some(Vec::new()));
}

#[test]
fn a_pack_of_another_version_is_refused() {
    let mut files = write(&[vec!["uno".to_owned()]]);
    // After the part's header: kind, two numbers, a length of two bytes at most.
    let version = files[0].bytes.iter().position(|byte| *byte == 1).expect("the version");
    files[0].bytes[version] = 99;
    assert_eq!(search(&files, "uno"), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..400), query in "\\PC{0,20}") {
        let files = [PackFile { name: "root".to_owned(), bytes }];
        search(&files, &query);
    }

    #[test]
    fn a_damaged_pack_is_read_without_harm(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut files = write(&[vec!["uno dos tres".to_owned(), "tres dos".to_owned()], vec!["dos uno".to_owned()]]);
        let bytes = &mut files[0].bytes;
        let place = at.index(bytes.len());
        bytes[place] = byte;
        for query in ["uno", "\"uno dos\"", "tr", "dos -tres"] {
            search(&files, query);
        }
        let bytes = &mut files[0].bytes;
        bytes.truncate(cut.index(bytes.len()));
        search(&files, "\"uno dos\"");
    }

    #[test]
    fn what_is_written_is_found(reports in prop::collection::vec(prop::collection::vec("[a-d]{1,2}( [a-d]{1,2}){0,6}", 1..4), 1..6)) {
        let files = write(&reports);
        for (number, passages) in reports.iter().enumerate() {
            let found = search(&files, &format!("\"{}\"", passages[0])).expect("a whole pack");
            prop_assert!(found.contains(&format!("r{number}/")), "{:?} not in {:?}", passages[0], found);
        }
    }
}
