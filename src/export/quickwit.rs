//! Documents and index configuration for Quickwit (<https://quickwit.io/docs/configuration/index-config>).

use serde::Serialize;

use super::SCRIPT_FILE;
use super::documents::Document;
use super::names::{Names, script};
use crate::data::line;
use crate::output::OutputTree;

/// Loads the files, step by step.
const SCRIPT: &str = include_str!("load/quickwit.sh");

/// The fields, each with its type and options. A test compares them with the documents.
///
/// Quickwit stems only English, so all languages share one tokenizer: words in lower case, without accents.
const FIELDS: &[(&str, &str, &str)] = &[
    ("id", "text", "tokenizer: raw"),
    ("url", "text", "tokenizer: raw"),
    ("report", "text", "tokenizer: raw, fast: true"),
    ("report_url", "text", "tokenizer: raw, fast: true"),
    ("language", "text", "tokenizer: raw, fast: true"),
    ("kind", "text", "tokenizer: raw, fast: true"),
    ("label", "text", "tokenizer: folded, record: position, fieldnorms: true"),
    (
        "timestamp",
        "datetime",
        "input_formats: [rfc3339], output_format: rfc3339, fast: true, fast_precision: seconds",
    ),
    ("dated", "bool", "fast: true"),
    ("place", "text", "tokenizer: folded, record: position, fieldnorms: true"),
    ("status", "text", "tokenizer: raw, fast: true"),
    ("demonstration", "bool", "fast: true"),
    ("terms", "json", "tokenizer: raw, fast: true"),
    ("term_names", "array<text>", "tokenizer: folded, record: position, fieldnorms: true"),
    ("mentions", "array<text>", "tokenizer: raw, fast: true"),
    ("acts", "array<text>", "tokenizer: raw, fast: true"),
    ("addressees", "array<text>", "tokenizer: raw, fast: true"),
    ("title", "text", "tokenizer: folded, record: position, fieldnorms: true"),
    ("text", "text", "tokenizer: folded, record: position, fieldnorms: true"),
];

#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    document: &'a Document<'a>,
    title: &'a str,
    text: &'a str,
}

/// Returns a document on one line.
pub(super) fn record(document: &Document<'_>) -> Vec<u8> {
    line(&Record { document, title: document.title, text: document.text })
}

/// Adds the configuration of the index, and a script that replaces the previous index.
pub(super) fn add_files(
    names: &Names,
    parts: &[String],
    documents: usize,
    mut output: OutputTree,
) -> OutputTree {
    output.insert("index.yaml", index(&names.index).into_bytes());
    output.insert(SCRIPT_FILE, script(SCRIPT, names, parts, documents));
    output
}

/// Returns the configuration of the index with this name.
pub(super) fn index(name: &str) -> String {
    let fields: String = FIELDS
        .iter()
        .map(|(field, kind, settings)| format!("    - {{ name: {field}, type: \"{kind}\", {settings} }}\n"))
        .collect();
    format!(
        "\
# A passage of a report is a document: see docs/export.md of actas.
version: 0.8
index_id: {name}
doc_mapping:
  mode: strict
  timestamp_field: timestamp
  tag_fields: [language, kind]
  tokenizers:
    - name: folded
      type: simple
      filters: [remove_long, lower_caser, ascii_folding]
  field_mappings:
{fields}\
search_settings:
  default_search_fields: [title, label, text, term_names, place]
"
    )
}
