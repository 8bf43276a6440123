//! Documents and index configuration for Elasticsearch and OpenSearch: request bodies for the bulk API, one
//! to create the index, one to replace the previous index.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::SCRIPT_FILE;
use super::analysis::{FOLDED, analyzer, settings};
use super::documents::Document;
use super::names::{Names, script};
use crate::data::line;
use crate::model::Site;
use crate::output::OutputTree;

/// Loads the files, step by step.
const SCRIPT: &str = include_str!("load/elasticsearch.sh");

/// The longest keyword that is indexed, in characters: at four bytes each it just fits Lucene's limit. A
/// longer one is stored but not indexed; otherwise its document would be refused.
const KEYWORD_CHARS_MAX: usize = 8191;

/// Texts are stored under their language, so that each uses the analyzer of its language.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    document: &'a Document<'a>,
    title: BTreeMap<&'a str, &'a str>,
    text: BTreeMap<&'a str, &'a str>,
}

/// Returns a document as two lines: the action, and the document.
pub(super) fn record(document: &Document<'_>) -> Vec<u8> {
    let texts = |text| BTreeMap::from([(document.language, text)]);
    let record = Record { document, title: texts(document.title), text: texts(document.text) };
    let mut lines = line(&json!({ "index": { "_id": document.id } }));
    lines.extend(line(&record));
    lines
}

/// Returns the settings and mappings of the index.
pub(super) fn index(site: &Site) -> Vec<u8> {
    let codes = || site.languages.iter().map(|language| language.language.code.as_str());
    let by_language = || {
        let analyzed = |code| json!({ "type": "text", "analyzer": analyzer(code) });
        json!({ "properties": codes().map(|code| (code.to_owned(), analyzed(code))).collect::<Map<_, _>>() })
    };
    // Taxonomies are defined by the site.
    let terms: Map<String, Value> =
        site.config.taxonomies.iter().map(|taxonomy| (taxonomy.id.clone(), keyword())).collect();
    let index = json!({
        "settings": { "index": { "number_of_shards": 1 }, "analysis": settings(codes()) },
        "mappings": {
            "dynamic": "strict",
            "properties": {
                "id": keyword(),
                "url": keyword(),
                "report": keyword(),
                "report_url": keyword(),
                "language": keyword(),
                "kind": keyword(),
                "label": words_or_whole(),
                "timestamp": { "type": "date", "format": "strict_date_time_no_millis" },
                "dated": { "type": "boolean" },
                "place": words_or_whole(),
                "status": keyword(),
                "demonstration": { "type": "boolean" },
                "terms": { "properties": terms },
                "term_names": { "type": "text", "analyzer": FOLDED },
                "mentions": keyword(),
                "acts": keyword(),
                "addressees": keyword(),
                "title": by_language(),
                "text": by_language(),
            }
        }
    });
    line(&index)
}

/// An id or an address, matched exactly.
fn keyword() -> Value {
    json!({ "type": "keyword", "ignore_above": KEYWORD_CHARS_MAX })
}

/// A short text: its words, and the whole under `raw`, both in lower case and without accents.
fn words_or_whole() -> Value {
    let whole = json!({ "type": "keyword", "normalizer": FOLDED, "ignore_above": KEYWORD_CHARS_MAX });
    json!({ "type": "text", "analyzer": FOLDED, "fields": { "raw": whole } })
}

/// Adds the files that replace the previous index: the actions on its alias, and a script for all steps.
pub(super) fn add_files(
    names: &Names,
    parts: &[String],
    documents: usize,
    mut output: OutputTree,
) -> OutputTree {
    let Names { archive, index } = names;
    let actions = json!({ "actions": [
        { "remove": { "index": format!("{archive}-*"), "alias": archive } },
        { "add": { "index": index, "alias": archive } },
    ] });
    output.insert("aliases.json", line(&actions));
    output.insert(SCRIPT_FILE, script(SCRIPT, names, parts, documents));
    output
}
