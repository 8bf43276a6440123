//! `tests/queries/*.toml`: queries over the sample archive and what they find, held against tantivy and
//! against the pack. The browser tests run the same tables in the WASM.

use std::fs;

use actas::index::{OverTantivy, Reader, export};
use actas_search_core::{Found, Outcome};
use serde::Deserialize;

use crate::support::{addresses, everything, output, repository, request};

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
    let mut reader = Reader::open(&output).expect("an index");
    for case in tables() {
        let found = reader.search(&case.text, &everything(case.scope())).expect("a readable pack");
        check(&case, &found, "pack");
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

#[test]
fn a_passage_in_another_language_is_found_by_its_inflections() {
    let site = tempfile::tempdir().expect("a folder");
    let content = site.path().join("content");
    fs::create_dir_all(&content).expect("writable");
    let settings = "title = \"x\"\ndefault_language = \"es\"\n[languages]\nes = \"Español\"\n";
    fs::write(site.path().join("site.toml"), settings).expect("writable");
    let report = "+++\ntitle = \"Reunión\"\ndate = 2020-01-01\n+++\n\n## Acuerdos\n\nSe acordó celebrar los talleres \
        de la red en el mes de mayo y en la sede de la secretaría.\n\n## Annex\n\nThe delegations were of the opinion that \
        the guidelines should be translated and sent to all of the consulates.\n";
    fs::write(content.join("r.es.md"), report).expect("writable");
    let output = output(site.path());
    let mut reader = Reader::open(&output).expect("an index");
    for (query, place) in [
        ("guideline ", "informes/r/#annex"),
        ("translating ", "informes/r/#annex"),
        ("taller ", "informes/r/#acuerdos"),
    ] {
        let found = reader.search(query, &everything(Some("es"))).expect("a readable pack");
        assert_eq!(addresses(&found), [place], "{query}");
    }
}

#[test]
fn what_was_made_of_a_query_is_told() {
    let output = output(repository());
    let mut reader = Reader::open(&output).expect("an index");
    let mut notes =
        |query: &str| reader.search(query, &everything(Some("es"))).expect("a readable pack").notes;
    let corrected = notes("migracoin").corrected;
    assert_eq!(
        (corrected[0].word.as_str(), corrected[0].to.as_slice()),
        ("migracoin", &["migración".to_owned()][..])
    );
    assert!(corrected[0].instead);
    assert_eq!(notes("tricamex xyzzy").absent, ["xyzzy"]);
    assert_eq!(notes("tricamex").also[0].names[0], "Triángulo Norte de Centroamérica y México");
    assert_eq!(notes("red de enlace").absent, Vec::<String>::new());
}
