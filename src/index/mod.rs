//! A site made into a search index: one tantivy index per language, exported as a pack.

mod export;
mod passage_language;
mod passages;
mod reader;
mod search;
mod tantivy_index;
mod tokenizer;

pub use passages::report_records;
pub use reader::Reader;
pub use search::OverTantivy;
pub use tantivy_index::LanguageIndex;

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use actas_search_core::Searcher;
use actas_search_core::pack::{PackError, PackFile, PackedSegment, write_entry};
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use crate::model::Site;
use crate::output::{Output, OutputTree};

/// The folder of the index in the output.
const INDEX_FOLDER: &str = "search";

/// The one file of the index whose name does not change; it names the others.
pub const ENTRY_FILE: &str = "search/index.pack";

/// The extension of the pack's files. They are gzip files, but not called so: some servers would unpack
/// them on the way.
const PACK_EXTENSION: &str = "pack";

/// An exported index: the entry file, and every other by its name as a searcher asks for it (`folder/name`).
pub struct Pack {
    /// The entry file.
    pub entry: Vec<u8>,
    /// The other files.
    pub files: Vec<PackFile>,
}

/// Indexes a site.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program.
pub fn build(site: &Site) -> tantivy::Result<Vec<LanguageIndex>> {
    site.languages.par_iter().map(LanguageIndex::build).collect()
}

/// Exports the indexes, not compressed.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program.
pub fn export(indexes: &[LanguageIndex], site: &Site) -> tantivy::Result<Pack> {
    let mut pack = Pack { entry: Vec::new(), files: Vec::new() };
    let mut roots = Vec::new();
    let segments: Vec<PackedSegment> = indexes
        .par_iter()
        .zip(&site.languages)
        .map(|(index, language)| export::export(index, site, language))
        .collect::<tantivy::Result<_>>()?;
    for (index, segment) in indexes.iter().zip(segments) {
        let folder = format!("{}-{}", index.language(), content_hash(&segment.root, &segment.files));
        let named = |file: PackFile| PackFile { name: format!("{folder}/{}", file.name), bytes: file.bytes };
        pack.files.extend(segment.files.into_iter().map(named));
        roots.push((index.language(), folder, segment.root));
    }
    pack.entry = write_entry(
        roots.iter().map(|(language, folder, root)| (*language, folder.as_str(), root.as_slice())),
    );
    Ok(pack)
}

/// Returns the files of a site's index as they are published.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program, or there is no memory.
pub fn files(site: &Site) -> io::Result<OutputTree> {
    let tree = Mutex::new(OutputTree::default());
    let indexes = build(site).map_err(io::Error::other)?;
    export(&indexes, site).map_err(io::Error::other)?.publish(&Output::new(&tree))?;
    Ok(tree.into_inner().unwrap_or_else(PoisonError::into_inner))
}

impl Pack {
    /// Returns a searcher with all files at hand.
    ///
    /// # Errors
    /// When a file cannot be read, which would be a defect of the program.
    pub fn open(&self) -> Result<Searcher, PackError> {
        let mut searcher = Searcher::open(&self.entry)?;
        for file in &self.files {
            searcher.add_file(&file.name, &file.bytes)?;
        }
        Ok(searcher)
    }

    /// Adds the files to the output as they are published: each compressed, where that makes it smaller.
    ///
    /// # Errors
    /// When there is no memory.
    pub fn publish(self, output: &Output<'_>) -> io::Result<()> {
        output.insert(ENTRY_FILE, compress(self.entry)?);
        self.files.into_par_iter().try_for_each(|file| {
            output.insert(format!("{INDEX_FOLDER}/{}.{PACK_EXTENSION}", file.name), compress(file.bytes)?);
            Ok(())
        })
    }
}

/// Compresses a file, without a time in its header: the same input makes the same bytes. What gets no smaller is
/// compressed as well, for the checksum: a file that was cut short on its way must not pass for a whole one.
fn compress(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    encoder.finish()
}

fn content_hash(root: &[u8], files: &[PackFile]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(root);
    for file in files {
        hasher.update(file.name.as_bytes());
        hasher.update(&(file.bytes.len() as u64).to_le_bytes());
        hasher.update(&file.bytes);
    }
    hasher.finalize().to_hex()[..12].to_owned()
}
