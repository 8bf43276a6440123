//! `tests/queries/*.toml`: queries over the sample archive and their results, checked with tantivy and with
//! the pack, each a test of its own. The browser tests run the same tables in the WASM.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use actas::OutputTree;
use actas::index::{LanguageIndex, OverTantivy, Reader, export};
use actas_search_core::{Found, Outcome, Searcher};
use libtest_mimic::Trial;
use serde::Deserialize;

use crate::support::{addresses, everything, output, repository, request};
use crate::test;

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

/// A test for each query, named by its table, its text and its language.
pub(crate) fn tests() -> Vec<Trial> {
    let folder = repository().join("tests/queries");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    let tests: Vec<Trial> = paths.iter().flat_map(tests_of).collect();
    assert!(tests.len() > 10, "the tables of queries are missing");
    tests
}

fn tests_of(path: &PathBuf) -> Vec<Trial> {
    let text = fs::read_to_string(path).expect("readable");
    let table: Table = toml::from_str(&text).expect("a table of queries");
    let name = path.file_stem().expect("a name").to_string_lossy();
    let test_of = |case: Case| {
        test(format!("queries/{name}/{} ({})", case.text, case.language), move |_| {
            expect_of_pack(&case);
            expect_of_tantivy(&case);
        })
    };
    table.query.into_iter().map(test_of).collect()
}

fn expect_of_pack(case: &Case) {
    static OUTPUT: LazyLock<OutputTree> = LazyLock::new(|| output(repository()));
    let mut reader = Reader::open(&OUTPUT).expect("an index");
    let found = reader.search(&case.text, &everything(case.scope())).expect("a readable pack");
    check(case, &found, "pack");
}

fn expect_of_tantivy(case: &Case) {
    static INDEXES: LazyLock<(Vec<LanguageIndex>, Searcher)> = LazyLock::new(|| {
        let (site, indexes, _) = actas::build_indexes(&request(repository())).expect("readable");
        let searcher = export(&indexes, &site).expect("tantivy works").open().expect("a readable pack");
        (indexes, searcher)
    });
    let (indexes, searcher) = &*INDEXES;
    let options = everything(case.scope());
    let engine = OverTantivy::new(indexes, &options.languages);
    let outcome = searcher.search_with(&engine, &case.text, &options).expect("tantivy works");
    let Outcome::Found(found) = outcome else { panic!("files are missing") };
    check(case, &found, "tantivy");
}
