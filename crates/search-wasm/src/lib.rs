//! The browser's interface to `actas-search-core`: takes bytes and queries, answers in JSON.
//!
//! One text in and one text out keeps the glue between the two languages small: every reader would pay for
//! each class and getter.

mod json;

use std::cell::Cell;

use actas_search_core as core;
use actas_search_core::narrow::{Facet, FacetCount};
use actas_search_core::pack::PackError;
use actas_search_core::plan::{Correction, Notes, Synonyms};
use actas_search_core::present::{PassageHit, Passages, ReportHit};
use actas_search_core::rank::Sort;
use actas_search_core::text::{decimal, join, number, split, split_once};
use actas_search_core::{Found, Outcome, SearchOptions};
use wasm_bindgen::prelude::*;

use json::Json;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

thread_local! {
    /// The one searcher of the page.
    static SEARCHER: Cell<core::Searcher> = const { Cell::new(core::Searcher::new()) };
}

/// Takes in the entry file of an index, decompressed, and forgets any previous index. Returns what is wrong
/// with it, under the name that the theme's texts use: `outdated` if it has another version, otherwise
/// `damaged`; empty if it is sound.
#[wasm_bindgen]
pub fn open(entry: &[u8]) -> String {
    let wrong = match core::Searcher::open(entry) {
        Ok(searcher) => {
            SEARCHER.set(searcher);
            ""
        }
        Err(PackError::Version(_)) => "outdated",
        Err(_) => "damaged",
    };
    wrong.to_owned()
}

/// Takes in a file that was requested by this name, decompressed. Returns what is wrong with it; empty if it
/// is the one requested.
#[wasm_bindgen(js_name = addFile)]
pub fn add_file(name: &str, file: &[u8]) -> String {
    let mut searcher = SEARCHER.take();
    let added = searcher.add_file(name, file);
    SEARCHER.set(searcher);
    added.map_or_else(|error| error.message().to_owned(), |()| String::new())
}

/// Searches, with options as lines of `key=value`; `themes/default/scripts/engine.js` lists them and
/// describes the answer. Its only member is `error` when a file that was handed in is damaged.
#[wasm_bindgen]
pub fn search(query: &str, options: &str) -> String {
    let searcher = SEARCHER.take();
    let outcome = searcher.search(query, &read_options(options));
    SEARCHER.set(searcher);
    write_outcome(&outcome)
}

fn read_options(text: &str) -> SearchOptions {
    let mut options = SearchOptions::default();
    for line in split(text, &|c| c == '\n') {
        let Some((key, value)) = split_once(line, b'=') else { continue };
        let number = || number(value).map(|number| number as usize);
        match key {
            "scope" if value != "all" => options.languages.push(value.to_owned()),
            "reports" => options.amounts.reports = number().unwrap_or(options.amounts.reports),
            "extracts" => options.amounts.extracts = number().unwrap_or(options.amounts.extracts),
            "skip" => options.skip = number().unwrap_or(0),
            "passages" => options.amounts.passages = Passages::Nearby(number().unwrap_or(1)),
            "report" => options.only = read_key(value),
            "sort" => {
                options.sort = match value {
                    "newest" => Sort::Newest,
                    "oldest" => Sort::Oldest,
                    _ => Sort::Relevance,
                }
            }
            "facets" => options.facets = value == "1",
            "filter" => {
                if let Some((facet, value)) = split_once(value, b':') {
                    options.filters.values.push((facet.to_owned(), value.to_owned()));
                }
            }
            "from" => value.clone_into(&mut options.filters.from),
            "to" => value.clone_into(&mut options.filters.to),
            _ => {}
        }
    }
    options
}

/// Reads a report's key, its language and place: `es/12`.
fn read_key(key: &str) -> Option<(String, u32)> {
    let (language, report) = split_once(key, b'/')?;
    Some((language.to_owned(), number(report)?))
}

fn write_outcome(outcome: &Result<Outcome, PackError>) -> String {
    let mut json = Json::default();
    json.object(&|json| match outcome {
        Err(error) => json.string("error", error.message()),
        Ok(Outcome::Missing(names)) => json.strings("missing", names),
        Ok(Outcome::Found(found)) => write_found(json, found),
    });
    json.finish()
}

fn write_found(json: &mut Json, found: &Found) {
    let Notes { absent, corrected, also, unread } = &found.notes;
    json.number("reports", found.reports.len());
    json.number("passages", found.passage_count());
    json.bool("atLeast", found.cut);
    json.objects("hits", &found.hits, &write_hit);
    json.strings("absent", absent);
    json.string("unread", unread);
    json.objects("corrected", corrected, &|json, Correction { word, to, instead }| {
        json.string("word", word);
        json.strings("to", to);
        json.bool("instead", *instead);
    });
    json.objects("also", also, &|json, Synonyms { words, names }| {
        json.string("word", words);
        json.strings("names", names);
    });
    json.objects("filters", &found.filters, &|json, facet| {
        json.string("facet", &facet.id);
        write_facet(json, facet);
    });
    json.objects("facets", &found.facets, &|json, facet| {
        json.string("id", &facet.id);
        write_facet(json, facet);
    });
}

fn write_hit(json: &mut Json, hit: &ReportHit) {
    json.string("key", &join(&[&hit.language, "/", &decimal(hit.report)], ""));
    json.string("url", &hit.url);
    json.string("title", &hit.title);
    json.string("date", &hit.date);
    json.string("mark", &hit.mark);
    json.string("language", &hit.language);
    json.strings("without", &hit.without);
    json.bool("apart", hit.is_apart);
    json.number("more", hit.more);
    json.objects("passages", &hit.passages, &|json, PassageHit { anchor, label, snippet, .. }| {
        json.string("anchor", anchor);
        json.string("label", label);
        json.strings("pieces", &snippet.pieces);
        json.strings("forms", &snippet.forms);
    });
}

fn write_facet(json: &mut Json, facet: &Facet) {
    json.string("name", &facet.name);
    json.objects("values", &facet.values, &|json, FacetCount { id, label, count, chosen }| {
        json.string("id", id);
        json.string("label", label);
        json.number("count", *count as usize);
        json.bool("chosen", *chosen);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_lines() {
        let options = read_options(
            "scope=es\nreports=5\nskip=10\npassages=2\nsort=oldest\nfacets=1\nfilter=country:MEX\nfrom=2016\nx\ny=z\nreport=es/12",
        );
        assert_eq!(options.only, Some(("es".to_owned(), 12)));
        assert_eq!(options.languages, ["es"]);
        assert_eq!((options.amounts.reports, options.skip), (5, 10));
        assert_eq!(options.amounts.passages, Passages::Nearby(2));
        assert_eq!(options.sort, Sort::Oldest);
        assert!(options.facets);
        assert_eq!(options.filters.values, [("country".to_owned(), "MEX".to_owned())]);
        assert_eq!(options.filters.from, "2016");
        assert!(read_options("scope=all").languages.is_empty());
    }

    #[test]
    fn an_answer_is_json() {
        let notes = Notes { absent: vec!["\"x\"\n".to_owned()], ..Notes::default() };
        let json = write_outcome(&Ok(Outcome::Found(Found { notes, ..Found::default() })));
        assert!(
            json.starts_with(
                r#"{"reports":0,"passages":0,"atLeast":false,"hits":[],"absent":["\"x\"\u000a"]"#
            ),
            "{json}"
        );
        assert_eq!(
            write_outcome(&Ok(Outcome::Missing(vec!["es-0/t1".to_owned()]))),
            r#"{"missing":["es-0/t1"]}"#
        );
        assert_eq!(write_outcome(&Err(PackError::Truncated)), r#"{"error":"a search file is incomplete"}"#);
    }
}
