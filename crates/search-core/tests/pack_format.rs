//! `docs/pack-format.md` compared with the code.

use actas_search_core::pack::{
    FORMAT_VERSION, LIST_PARTS_MAX, PART_KINDS, REPORTS_MAX, REPORTS_PER_FACETS_PART, STOP_WORD_POSTINGS,
    TERM_POSTINGS_BESIDE_MAX,
};

fn document() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/pack-format.md");
    std::fs::read_to_string(path).expect("docs/pack-format.md")
}

/// Returns the rows of the table whose head has these cells.
fn table(document: &str, head: &[&str]) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
    };
    let lines = document.lines().skip_while(|line| cells(line) != head);
    let rows: Vec<Vec<String>> = lines.skip(2).take_while(|line| line.starts_with('|')).map(cells).collect();
    assert!(!rows.is_empty(), "there is no table {head:?}");
    rows
}

#[test]
fn the_version_is_the_codes() {
    assert!(document().starts_with(&format!("# Pack format, version {FORMAT_VERSION}\n")));
    assert!(document().contains(&format!("An entry file: byte {FORMAT_VERSION} (the version)")));
}

#[test]
fn every_kind_of_part_is_described() {
    let rows = table(&document(), &["kind", "part", "name"]);
    let described: Vec<(String, String)> =
        rows.into_iter().map(|row| (row[0].clone(), row[2].clone())).collect();
    let coded: Vec<(String, String)> =
        PART_KINDS.iter().map(|part| (part.kind().to_string(), part.file_name())).collect();
    assert_eq!(described, coded);
}

#[test]
fn the_constants_are_the_codes() {
    let rows = table(&document(), &["constant", "value"]);
    let described: Vec<(&str, &str)> = rows.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    let coded = [
        ("reports in a facets part", REPORTS_PER_FACETS_PART),
        ("postings of a stop word", STOP_WORD_POSTINGS),
        ("postings of a term beside its names", TERM_POSTINGS_BESIDE_MAX),
        ("most reports of a segment", REPORTS_MAX),
        ("most list parts of a family", LIST_PARTS_MAX),
        ("longest code, in bits", actas_search_core::pack::CODE_BITS_MAX as u32),
    ];
    let coded: Vec<(&str, String)> = coded.iter().map(|(name, value)| (*name, value.to_string())).collect();
    assert_eq!(described, coded.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>());
}
