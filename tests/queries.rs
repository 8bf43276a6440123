//! `tests/queries/*.toml`: queries over the sample archive and what they find, held against tantivy and
//! against the pack. The browser tests run the same tables in the WASM.

use std::fs;

use actas::index::{OverTantivy, export};
use actas_search_core::{Found, Outcome};
use serde::Deserialize;

use crate::support::{Reader, addresses, everything, output, repository, request};

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

fn check(case: &Case, found: &Found, engine: &str) {
    let addresses = addresses(found);
    let first: Vec<&String> = addresses.iter().take(case.hits.len()).collect();
    let expected: Vec<&String> = case.hits.iter().collect();
    assert_eq!(first, expected, "{engine}: `{}` ({}) found {addresses:#?}", case.text, case.language);
    if case.hits.is_empty() {
        assert!(addresses.is_empty(), "{engine}: `{}` found {addresses:#?}", case.text);
    }
    if let Some(expected) = case.reports {
        let reports = found.reports.len();
        assert_eq!(reports, expected, "{engine}: reports for `{}` ({})", case.text, case.language);
    }
}

impl Case {
    fn scope(&self) -> Option<&str> {
        Some(self.language.as_str()).filter(|language| *language != "all")
    }
}

#[test]
fn the_pack_finds_what_is_expected() {
    let output = output(repository());
    let mut reader = Reader::open(&output);
    for case in tables() {
        check(&case, &reader.search(&case.text, &everything(case.scope())), "pack");
    }
}

#[test]
fn tantivy_finds_what_is_expected() {
    let (site, indexes, _) = actas::build_indexes(&request(repository())).expect("readable");
    let searcher = export(&indexes, &site).expect("tantivy works").open().expect("a readable pack");
    for case in tables() {
        let options = everything(case.scope());
        let engine = OverTantivy::new(&indexes, &options.languages);
        let outcome = searcher.search_with(&engine, &case.text, &options).expect("tantivy works");
        let Outcome::Found(found) = outcome else { panic!("files are missing") };
        check(&case, &found, "tantivy");
    }
}
