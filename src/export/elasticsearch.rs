//! Documents and index configuration for Elasticsearch and OpenSearch: a body for the bulk interface, and one to create
//! the index with.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::documents::Document;
use crate::model::Site;
use crate::render::data::line;

/// The analyzers that come with the engine, by language. Other languages are split into words, no more.
const ANALYZERS: &[(&str, &str)] = &[
    ("ar", "arabic"),
    ("ca", "catalan"),
    ("de", "german"),
    ("en", "english"),
    ("es", "spanish"),
    ("eu", "basque"),
    ("fr", "french"),
    ("gl", "galician"),
    ("it", "italian"),
    ("nl", "dutch"),
    ("pt", "portuguese"),
    ("ru", "russian"),
];

/// Texts stand under their language, so that each has the analyzer of its own.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    document: &'a Document<'a>,
    title: BTreeMap<&'a str, &'a str>,
    text: BTreeMap<&'a str, &'a str>,
}

/// Returns a document as two lines: what to do, and with what.
pub(super) fn record(document: &Document<'_>) -> Vec<u8> {
    let texts = |text| BTreeMap::from([(document.language, text)]);
    let record = Record { document, title: texts(document.title), text: texts(document.text) };
    let mut lines = line(&json!({ "index": { "_id": document.id } }));
    lines.extend(line(&record));
    lines
}

/// Returns the settings and mappings of the index.
pub(super) fn index(site: &Site) -> Vec<u8> {
    let keyword = || json!({ "type": "keyword" });
    let by_language = || {
        let analyzed = |code: &str| {
            let language = code.split('-').next().unwrap_or(code);
            let analyzer = ANALYZERS.iter().find(|(known, _)| *known == language);
            json!({ "type": "text", "analyzer": analyzer.map_or("standard", |(_, name)| *name) })
        };
        let codes = site.languages.iter().map(|language| language.language.code.as_str());
        let properties: Map<String, Value> = codes.map(|code| (code.to_owned(), analyzed(code))).collect();
        json!({ "properties": properties })
    };
    // Taxonomies are the site's own.
    let terms: Map<String, Value> =
        site.config.taxonomies.iter().map(|taxonomy| (taxonomy.id.clone(), keyword())).collect();
    let index = json!({
        "settings": { "index": { "number_of_shards": 1 } },
        "mappings": {
            "dynamic": "strict",
            "properties": {
                "id": keyword(),
                "report": keyword(),
                "report_url": keyword(),
                "language": keyword(),
                "kind": keyword(),
                "label": keyword(),
                "timestamp": { "type": "date", "format": "strict_date_time_no_millis" },
                "dated": { "type": "boolean" },
                "place": { "type": "text" },
                "status": keyword(),
                "demonstration": { "type": "boolean" },
                "terms": { "properties": terms },
                "term_names": { "type": "text" },
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
