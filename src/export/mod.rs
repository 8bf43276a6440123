//! The archive for other search engines: documents as they take them, and the configuration of the index. How to use the
//! files is in `docs/export.md`.

mod documents;
mod elasticsearch;
mod quickwit;

use rayon::prelude::*;

use crate::Counts;
use crate::model::Site;
use crate::output::OutputTree;
use crate::render::data::report::Of;
use crate::volumes::{PART_BYTES_MAX, Volumes};
use documents::{Document, of_report};

/// What the index is called.
const INDEX: &str = "actas";

/// A search engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// Quickwit, from 0.8.
    Quickwit,
    /// Elasticsearch from 8.0, OpenSearch from 2.0.
    Elasticsearch,
}

/// Returns the files for an engine, and how many reports and passages they hold.
///
/// Either engine gets a document for each passage, with what is known of its report. In Quickwit a document has no others
/// in it; Elasticsearch could nest passages in reports, but would then need an inner query to tell which passage was
/// found – results are joined by report with `collapse` instead.
pub fn export(site: &Site, engine: Engine) -> (OutputTree, Counts) {
    let reports: Vec<Of<'_>> = site
        .languages
        .iter()
        .flat_map(|language| language.reports.iter().map(move |report| Of { site, language, report }))
        .collect();
    let write = |document: &Document<'_>| match engine {
        Engine::Quickwit => quickwit::record(document),
        Engine::Elasticsearch => elasticsearch::record(document),
    };
    let records = reports.par_iter().map(|of| {
        let written = of.report.written();
        of_report(*of, &written.passages.read()).iter().map(write).collect()
    });
    let records: Vec<Vec<Vec<u8>>> = records.collect();
    let mut documents = Volumes::new("documents", "ndjson", Vec::new(), PART_BYTES_MAX);
    let mut output = OutputTree::default();
    for part in records.iter().flatten().filter_map(|record| documents.push(record)) {
        output.insert(part.path, part.bytes);
    }
    let last = documents.finish();
    output.insert(last.path, last.bytes);
    let (name, configuration) = match engine {
        Engine::Quickwit => ("index.yaml", quickwit::index().into_bytes()),
        Engine::Elasticsearch => ("index.json", elasticsearch::index(site)),
    };
    output.insert(name, configuration);
    let passages = records.iter().map(Vec::len).sum();
    (output, Counts { reports: reports.len(), passages, drafts: 0 })
}
