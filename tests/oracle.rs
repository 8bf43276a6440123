//! tantivy as the oracle: on the same index, tantivy and the pack answer the same query with the same
//! passages, in the same order, with the same scores.

use std::fs;
use std::path::Path;

use actas::index::{OverTantivy, Reader, export};
use actas_search_core::rank::MatchedReport;
use actas_search_core::{Options, Outcome};
use proptest::prelude::*;

use crate::support::{corpus, everything, note, output, random_cases, repository, request};

/// Scores are sums of `f32`; different orders of summation may differ in the last bits.
const TOLERANCE: f32 = 1e-4;

/// Compares both engines on every query, over each language and over all. Returns how many passages were
/// compared.
fn compare(site: &Path, queries: &[String]) -> usize {
    let output = output(site);
    let mut reader = Reader::open(&output).expect("an index");
    let (assembled, indexes, _) = actas::build_indexes(&request(site)).expect("readable");
    let searcher = export(&indexes, &assembled).expect("tantivy works").open().expect("a readable pack");
    let mut scopes: Vec<Option<String>> = reader.languages().into_iter().map(Some).collect();
    scopes.push(None);
    let mut compared = 0;
    for query in queries {
        for language in &scopes {
            let mut options: Options = everything(language.as_deref());
            // What is shown is made from the matches by the same code for both.
            options.amounts.reports = 0;
            let engine = OverTantivy::new(&indexes, &options.languages);
            let outcome = searcher.search_with(&engine, query, &options).expect("tantivy works");
            let Outcome::Found(expected) = outcome else { panic!("files are missing") };
            let found = reader.search(query, &options).expect("a readable pack");
            if found.cut {
                // For stop words, the pack has only the strongest postings.
                continue;
            }
            compared += compare_reports(query, &found.reports, &expected.reports);
        }
    }
    compared
}

fn compare_reports(query: &str, found: &[MatchedReport], expected: &[MatchedReport]) -> usize {
    assert_eq!(found.len(), expected.len(), "`{query}`: number of reports");
    for (found, expected) in found.iter().zip(expected) {
        assert_close(query, found.score, expected.score);
        assert_eq!(found.lacking.is_empty(), expected.lacking.is_empty(), "`{query}`");
    }
    // Reports with equal scores may be swapped because of the last bit; each is compared with its own.
    let by_place = |reports: &[MatchedReport]| {
        let mut reports = reports.to_vec();
        reports.sort_by_key(|report| (report.segment, report.report));
        reports
    };
    let mut compared = 0;
    for (found, expected) in by_place(found).iter().zip(&by_place(expected)) {
        assert_eq!((found.segment, found.report), (expected.segment, expected.report), "`{query}`");
        assert_close(query, found.score, expected.score);
        assert_eq!(found.lacking, expected.lacking, "`{query}`");
        assert_eq!(found.passages.len(), expected.passages.len(), "`{query}` in {found:?}");
        for (found, expected) in found.passages.iter().zip(&expected.passages) {
            assert_close(query, found.score, expected.score);
            compared += 1;
        }
    }
    compared
}

fn assert_close(query: &str, found: f32, expected: f32) {
    let difference = (found - expected).abs();
    assert!(
        difference <= TOLERANCE * expected.abs().max(1.0),
        "`{query}`: score {found}, tantivy says {expected}"
    );
}

/// Queries of every form made from words: one, several, beginnings, phrases, exclusions.
fn queries_from(words: &[&str]) -> Vec<String> {
    let mut queries = Vec::new();
    for window in words.chunks(3) {
        let [a, rest @ ..] = window else { continue };
        queries.push(format!("{a} "));
        queries.push(format!("título:{a}"));
        queries.push(a.chars().take(3).collect());
        if let [b, c] = rest {
            queries.push(format!("{a} {b} {c} "));
            queries.push(format!("\"{a} {b}\""));
            queries.push(format!("\"{b} {c}\" {a}"));
            queries.push(format!("{a} -{b}"));
            queries.push(format!("{a} OR {b} {c} "));
            queries.push(format!("({a} {b}) OR \"{b} {c}\" "));
            queries.push(format!("{a} -({b} OR \"{c} {a}\")"));
            queries.push(format!("{}* ({b} OR {c}) ", a.chars().take(4).collect::<String>()));
            queries.push(format!("{}x {b} ", a));
            queries.push(format!("{}-{} {}", a, b, c));
        }
    }
    queries
}

#[test]
fn the_sample_archive_is_searched_alike() {
    let text = fs::read_to_string(repository().join("content/reports/2017-06-21-san-salvador.es.md"))
        .expect("readable");
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.chars().all(char::is_alphanumeric)).collect();
    let mut queries = queries_from(&words);
    queries.extend(
        ["tricamex", "SICA", "\"consulados conjuntos\"", "migraciones", "de la", "año", "ano", ""]
            .map(str::to_owned),
    );
    let compared = compare(repository(), &queries);
    note(&format!("{} queries, {compared} passages compared", queries.len()));
    assert!(compared > 1000, "too few passages were compared: {compared}");
}

#[test]
fn real_notes_are_searched_alike() {
    let Some(folder) = corpus("lang-team") else { return };
    let text = fs::read_to_string(folder.join("minutes/2020-01-09.md")).expect("readable");
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.chars().all(char::is_alphanumeric)).collect();
    let queries: Vec<String> = queries_from(&words).into_iter().take(300).collect();
    let compared = compare(&folder, &queries);
    note(&format!("{} queries, {compared} passages compared", queries.len()));
    assert!(compared > 10_000, "too few passages were compared: {compared}");
}

proptest! {
    #![proptest_config(random_cases(24))]

    #[test]
    fn random_archives_are_searched_alike(
        reports in prop::collection::vec(prop::collection::vec(
            prop::sample::select(vec!["casa", "casas", "cäsa", "ñu", "nu", "UNO", "uno-2", "dos.", "\n\n## dos\n\n", "el", "tres", "\n\n"]),
            0..60,
        ), 0..8),
        queries in prop::collection::vec(
            prop::collection::vec(prop::sample::select(vec!["casa", "casas", "nu", "UNO", "uno-2", "do", "\"casa ", "\"", "-", "tres", "el", "OR", "(", ")", "título:", "ca*", "czsa"]), 1..5),
            1..12,
        ),
    ) {
        let site = tempfile::tempdir().expect("a folder");
        let content = site.path().join("content");
        fs::create_dir_all(&content).expect("writable");
        fs::write(site.path().join("site.toml"), "title = \"x\"\ndefault_language = \"es\"\n[languages]\nes = \"es\"\nen = \"en\"\n").expect("writable");
        for (number, words) in reports.iter().enumerate() {
            let language = if number % 3 == 0 { "en" } else { "es" };
            let text = format!("+++\ntitle = \"Uno {number}\"\ndate = 2020-01-{:02}\n+++\n{}", number + 1, words.join(" "));
            fs::write(content.join(format!("r{number}.{language}.md")), text).expect("writable");
        }
        let queries: Vec<String> = queries.iter().map(|words| words.join(" ")).collect();
        compare(site.path(), &queries);
    }
}
