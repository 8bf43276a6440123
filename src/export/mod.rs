//! The archive for other search engines: documents in their formats, the configuration of the index, and a
//! script that loads both in place of the previous ones. `docs/export.md` explains how to use the files.

mod analysis;
mod documents;
mod elasticsearch;
mod names;
mod quickwit;

use rayon::prelude::*;

use crate::data::report::Of;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Counts;
use crate::model::Site;
use crate::output::OutputTree;
use crate::volumes::Volumes;
use documents::{Document, of_report};
use names::Names;

/// The most bytes of a file of documents: well below the 10 MiB that Quickwit, and Elasticsearch on small
/// machines of some hosts (`http.max_content_length`), accept in one request.
const PART_BYTES_MAX: usize = 9 << 20;

/// The script that loads the files.
pub const SCRIPT_FILE: &str = "load.sh";

/// A search engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// Quickwit, from 0.8.
    Quickwit,
    /// Elasticsearch from 8.0, OpenSearch from 2.0.
    Elasticsearch,
}

impl Engine {
    /// Returns the default address of a server on the same machine.
    pub fn default_server(self) -> &'static str {
        match self {
            Engine::Quickwit => "http://127.0.0.1:7280",
            Engine::Elasticsearch => "http://127.0.0.1:9200",
        }
    }
}

/// A document in the engine's format, and its source.
struct Record {
    bytes: Vec<u8>,
    source: String,
    address: String,
}

/// Returns the files for an engine, and how many reports and passages they contain. Reports passages that are
/// larger than what every engine accepts in one request.
///
/// Both engines get a document for each passage, with the details of its report. Quickwit has no nested
/// documents; Elasticsearch could nest passages in reports, but would then need an inner query to tell which
/// passage matched – results are grouped by report with `collapse` instead.
pub fn export(site: &Site, engine: Engine, diagnostics: &mut Vec<Diagnostic>) -> (OutputTree, Counts) {
    let reports: Vec<Of<'_>> = site
        .languages
        .iter()
        .flat_map(|language| language.reports.iter().map(move |report| Of { site, language, report }))
        .collect();
    let records: Vec<Vec<Record>> = reports.par_iter().map(|of| records(*of, engine)).collect();
    let records: Vec<Record> = records.into_iter().flatten().collect();
    tell_of_large(&records, PART_BYTES_MAX, diagnostics);
    let output = match engine {
        Engine::Quickwit => {
            let names = Names::new(site, &quickwit::index(""), &records);
            let (output, parts) = parts(&records, PART_BYTES_MAX);
            quickwit::add_files(&names, &parts, records.len(), output)
        }
        Engine::Elasticsearch => {
            let index = elasticsearch::index(site);
            let names = Names::new(site, &String::from_utf8_lossy(&index), &records);
            let (mut output, parts) = parts(&records, PART_BYTES_MAX);
            output.insert("index.json", index);
            elasticsearch::add_files(&names, &parts, records.len(), output)
        }
    };
    (output, Counts { reports: reports.len(), passages: records.len(), drafts: 0 })
}

fn records(of: Of<'_>, engine: Engine) -> Vec<Record> {
    let write = |document: &Document<'_>| match engine {
        Engine::Quickwit => quickwit::record(document),
        Engine::Elasticsearch => elasticsearch::record(document),
    };
    let written = &of.report.written;
    let texts = written.passages.read();
    let documents = of_report(of, &texts).into_iter();
    let record = |document: Document<'_>| Record {
        bytes: write(&document),
        source: of.report.source.clone(),
        address: document.url,
    };
    documents.map(record).collect()
}

/// Returns the files of documents, and their names in order.
fn parts(records: &[Record], bytes_max: usize) -> (OutputTree, Vec<String>) {
    let mut documents = Volumes::new("documents", "ndjson", Vec::new(), bytes_max);
    let mut parts: Vec<_> = records.iter().filter_map(|record| documents.push(&record.bytes)).collect();
    parts.push(documents.finish());
    let names = parts.iter().map(|part| part.path.clone()).collect();
    let mut output = OutputTree::default();
    parts.into_iter().for_each(|part| output.insert(part.path, part.bytes));
    (output, names)
}

/// Reports documents that are larger than a part, and so get a part of their own.
fn tell_of_large(records: &[Record], bytes_max: usize, diagnostics: &mut Vec<Diagnostic>) {
    for record in records.iter().filter(|record| record.bytes.len() > bytes_max) {
        let large = Diagnostic::warning("export::large")
            .with("address", record.address.as_str())
            .with("megabytes", record.bytes.len() / 1_000_000);
        diagnostics.push(large.at(Place::file(&record.source)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(bytes: &str) -> Record {
        let (source, address) = ("a.md".to_owned(), format!("https://example.org/#{bytes}"));
        Record { bytes: bytes.as_bytes().to_vec(), source, address }
    }

    #[test]
    fn a_document_that_is_larger_than_a_part_has_its_own_and_is_told() {
        let records = ["12\n", "34\n", "1234567\n", "5\n"].map(record);
        let (output, names) = parts(&records, 6);
        let found: Vec<&[u8]> = names.iter().filter_map(|name| output.get(name)).collect();
        assert_eq!(found, [&b"12\n34\n"[..], b"1234567\n", b"5\n"]);
        let mut diagnostics = Vec::new();
        tell_of_large(&records, 6, &mut diagnostics);
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        assert_eq!(diagnostics[0].code, "export::large");
    }
}
