//! A site made into a search index: one tantivy index per language, exported as a pack.

mod export;
mod passages;
mod search;
mod tantivy_index;

pub use passages::{IndexedReport, indexed_reports};
pub use search::{Scope, search};
pub use tantivy_index::LanguageIndex;

use std::io::Write;

use actas_search_core::pack::{FORMAT_VERSION, PackFile};
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;
use serde::Serialize;

use crate::model::Site;
use crate::output::OutputTree;

/// The folder of the index in the output.
const INDEX_FOLDER: &str = "search";

/// The one file of the index whose name does not change; it names the others.
pub const ENTRY_FILE: &str = "search/index.json";

/// The extension of the pack's files. They are gzip files, but not called so: some servers would unpack
/// them on the way.
const PACK_EXTENSION: &str = "pack";

/// The content of the entry file.
#[derive(Serialize)]
struct Entry {
    version: u8,
    segments: Vec<EntrySegment>,
}

/// A segment in the entry file.
#[derive(Serialize)]
struct EntrySegment {
    language: String,
    folder: String,
    reports: usize,
    passages: usize,
}

/// Indexes a site.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program.
pub fn build(site: &Site) -> tantivy::Result<Vec<LanguageIndex>> {
    site.languages
        .par_iter()
        .map(|language| LanguageIndex::build(&language.language.code, indexed_reports(site, language)))
        .collect()
}

/// Exports the indexes as packs, with the entry file.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program.
pub fn export(indexes: &[LanguageIndex], site: &Site) -> tantivy::Result<OutputTree> {
    let mut output = OutputTree::default();
    let mut entry = Entry { version: FORMAT_VERSION, segments: Vec::new() };
    for index in indexes {
        let files = compress(export::export(index, &site.config.weights)?)?;
        let folder = format!("{}-{}", index.language(), content_hash(&files));
        for file in files {
            output.insert(format!("{INDEX_FOLDER}/{folder}/{}.{PACK_EXTENSION}", file.name), file.bytes);
        }
        entry.segments.push(EntrySegment {
            language: index.language().to_owned(),
            folder,
            reports: index.report_count(),
            passages: index.passage_count(),
        });
    }
    let json = serde_json::to_vec(&entry)
        .map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))?;
    output.insert(ENTRY_FILE, json);
    Ok(output)
}

/// Compresses each file, without a time in its header: the same input makes the same bytes.
fn compress(files: Vec<PackFile>) -> std::io::Result<Vec<PackFile>> {
    files
        .into_par_iter()
        .map(|file| {
            let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
            encoder.write_all(&file.bytes)?;
            Ok(PackFile { name: file.name, bytes: encoder.finish()? })
        })
        .collect()
}

fn content_hash(files: &[PackFile]) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in files {
        hasher.update(file.name.as_bytes());
        hasher.update(&(file.bytes.len() as u64).to_le_bytes());
        hasher.update(&file.bytes);
    }
    hasher.finalize().to_hex()[..12].to_owned()
}
