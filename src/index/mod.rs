//! A site made into a search index: one tantivy index per language, exported as a pack.

mod export;
mod passage_language;
mod passages;
mod reader;
mod search;
mod tantivy_index;
mod tokenizer;

pub use passages::Records;
pub use reader::Reader;
pub use search::OverTantivy;
pub use tantivy_index::LanguageIndex;

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use actas_search_core::Searcher;
use actas_search_core::pack::{PackError, PackFile, PackedSegment, write_entry};
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use crate::Counts;
use crate::model::{LanguageSite, Site};
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
    let segments: Vec<NamedSegment> = indexes
        .par_iter()
        .zip(&site.languages)
        .map(|(index, language)| NamedSegment::export(index, site, language))
        .collect::<tantivy::Result<_>>()?;
    let entry = entry(segments.iter());
    let files = segments.into_iter().flat_map(|segment| segment.files).collect();
    Ok(Pack { entry, files })
}

/// Indexes a site, adds the index to the output as it is published, and returns what it holds. Languages go side by side, each
/// with all its steps, so that what one step needs is not held until the others have done it.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program, or there is no memory.
pub fn publish(site: &Site, output: &Output<'_>) -> io::Result<Counts> {
    let of_language = |language: &LanguageSite| {
        let index = LanguageIndex::build(language).map_err(io::Error::other)?;
        let (reports, passages) = (index.report_count(), index.passage_count());
        let mut segment = NamedSegment::export(&index, site, language).map_err(io::Error::other)?;
        drop(index);
        std::mem::take(&mut segment.files).into_par_iter().try_for_each(|file| add(file, output))?;
        Ok((segment, Counts { reports, passages, drafts: 0 }))
    };
    let published: Vec<(NamedSegment, Counts)> =
        site.languages.par_iter().map(of_language).collect::<io::Result<_>>()?;
    output.insert(ENTRY_FILE, compress(entry(published.iter().map(|(segment, _)| segment)))?);
    Ok(Counts {
        reports: published.iter().map(|(_, counts)| counts.reports).sum(),
        passages: published.iter().map(|(_, counts)| counts.passages).sum(),
        drafts: 0,
    })
}

/// The segment of a language, its files named as a searcher asks for them.
struct NamedSegment {
    language: String,
    folder: String,
    root: Vec<u8>,
    files: Vec<PackFile>,
}

impl NamedSegment {
    fn export(index: &LanguageIndex, site: &Site, language: &LanguageSite) -> tantivy::Result<NamedSegment> {
        let PackedSegment { root, files } = export::export(index, site, language)?;
        let language = index.language().to_owned();
        let folder = format!("{language}-{}", content_hash(&root, &files));
        let named = |file: PackFile| PackFile { name: format!("{folder}/{}", file.name), bytes: file.bytes };
        let files = files.into_iter().map(named).collect();
        Ok(NamedSegment { language, folder, root, files })
    }
}

/// Returns the entry file of segments.
fn entry<'a>(segments: impl Iterator<Item = &'a NamedSegment>) -> Vec<u8> {
    let roots = segments.map(|segment| {
        let NamedSegment { language, folder, root, .. } = segment;
        (language.as_str(), folder.as_str(), root.as_slice())
    });
    write_entry(roots)
}

/// Adds a file to the output as it is published: compressed.
fn add(file: PackFile, output: &Output<'_>) -> io::Result<()> {
    output.insert(format!("{INDEX_FOLDER}/{}.{PACK_EXTENSION}", file.name), compress(file.bytes)?);
    Ok(())
}

/// Returns the files of a site's index as they are published.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program, or there is no memory.
pub fn files(site: &Site) -> io::Result<OutputTree> {
    let tree = Mutex::new(OutputTree::default());
    publish(site, &Output::new(&tree))?;
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
