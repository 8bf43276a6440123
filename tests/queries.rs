//! `tests/queries/*.toml`: queries over the sample archive and what they find, held against tantivy and
//! against the pack. The browser tests run the same tables in the WASM.

use std::fs;

use actas::index::{LanguageIndex, Scope, search};
use actas_search_core::Outcome;
use actas_search_core::present::{Amounts, Passages};
use serde::Deserialize;

use crate::support::{Reader, addresses, output, repository, request};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    query: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    /// A language's tag, or `all`.
    language: String,
    /// The first passages found, report by report.
    hits: Vec<String>,
    /// How many reports match in all, if that is tested.
    reports: Option<usize>,
}

fn tables() -> Vec<Case> {
    let folder = repository().join("tests/queries");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    let read = |path| {
        toml::from_str::<Table>(&fs::read_to_string(path).expect("readable")).expect("a table of queries")
    };
    let cases: Vec<Case> = paths.into_iter().flat_map(|path| read(path).query).collect();
    assert!(cases.len() > 10, "the tables of queries are missing");
    cases
}

fn check(case: &Case, found: &[String], reports: usize, engine: &str) {
    let first: Vec<&String> = found.iter().take(case.hits.len()).collect();
    let expected: Vec<&String> = case.hits.iter().collect();
    assert_eq!(first, expected, "{engine}: `{}` ({}) found {found:#?}", case.text, case.language);
    if case.hits.is_empty() {
        assert!(found.is_empty(), "{engine}: `{}` found {found:#?}", case.text);
    }
    if let Some(expected) = case.reports {
        assert_eq!(reports, expected, "{engine}: reports for `{}` ({})", case.text, case.language);
    }
}

#[test]
fn the_pack_finds_what_is_expected() {
    let output = output(repository());
    let mut reader = Reader::open(&output);
    for case in tables() {
        let language = Some(case.language.as_str()).filter(|language| *language != "all");
        let outcome = reader.search(&case.text, language, 100);
        let Outcome::Found { report_count, .. } = outcome else { panic!("not found") };
        check(&case, &addresses(&outcome), report_count, "pack");
    }
}

#[test]
fn tantivy_finds_what_is_expected() {
    let (site, indexes, _) = actas::build_indexes(&request(repository())).expect("readable");
    for case in tables() {
        let in_scope = |index: &&LanguageIndex| case.language == "all" || index.language() == case.language;
        let scope =
            Scope { indexes: indexes.iter().filter(in_scope).collect(), weights: site.config.weights };
        let amounts = Amounts { reports: 100, passages: Passages::All, snippet_bytes: 240 };
        let found = search(&case.text, &scope, amounts).expect("tantivy works");
        let report_count = found.ranked.len();
        let outcome = Outcome::Found { hits: found.hits, report_count, passage_count: 0 };
        check(&case, &addresses(&outcome), report_count, "tantivy");
    }
}
