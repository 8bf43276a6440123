//! Makes a site's search index: one tantivy index per language, exported as a pack.

mod aside;
mod export;
mod listed;
mod passage_language;
mod passages;
mod reader;
mod search;
mod tantivy_index;
mod tokenizer;
mod vocabulary;

pub use passages::Records;
pub use reader::Reader;
pub use search::OverTantivy;
pub use tantivy_index::LanguageIndex;

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use actas_search_core::Searcher;
use actas_search_core::pack::{FORMAT_VERSION, PackError, PackFile, PackedSegment, sealed, write_entry};
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use crate::model::Counts;
use crate::model::{LanguageSite, Site};
use crate::output::{Output, OutputTree};
use crate::url::fixed::{INDEX_FOLDER, PACK_EXTENSION, entry_file};

/// An exported index: an entry file, and all other files by the name that a searcher requests
/// (`folder/name`), with their checksums.
pub struct Pack {
    /// An entry file with the roots of all languages.
    pub entry: Vec<u8>,
    /// The other files.
    pub files: Vec<PackFile>,
}

/// Indexes a site.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program.
pub fn build(site: &Site) -> tantivy::Result<Vec<LanguageIndex>> {
    site.languages.par_iter().map(|language| LanguageIndex::build(language, &site.terms)).collect()
}

/// Exports the indexes, uncompressed.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program.
pub fn export(indexes: &[LanguageIndex], site: &Site) -> tantivy::Result<Pack> {
    let segments: Vec<NamedSegment> = indexes
        .par_iter()
        .zip(&site.languages)
        .map(|(index, language)| NamedSegment::export(index, site, language))
        .collect::<tantivy::Result<_>>()?;
    let entry = entry(&segments, |_| true);
    let files = segments.into_iter().flat_map(|segment| segment.files).collect();
    Ok(Pack { entry, files })
}

/// Indexes a site, adds the published index to the output, and returns its counts. Languages are processed in
/// parallel, each through all steps, so that nothing is held until the other languages have completed a step.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program, or memory runs out.
pub fn publish(site: &Site, output: &Output<'_>) -> io::Result<Counts> {
    let of_language = |language: &LanguageSite| {
        let index = LanguageIndex::build(language, &site.terms).map_err(io::Error::other)?;
        let (reports, passages) = (index.report_count(), index.passage_count());
        let mut segment = NamedSegment::export(&index, site, language).map_err(io::Error::other)?;
        drop(index);
        std::mem::take(&mut segment.files).into_par_iter().try_for_each(|file| add(file, output))?;
        Ok((segment, Counts { reports, passages, drafts: 0 }))
    };
    let published: Vec<(NamedSegment, Counts)> =
        site.languages.par_iter().map(of_language).collect::<io::Result<_>>()?;
    let (segments, counts): (Vec<NamedSegment>, Vec<Counts>) = published.into_iter().unzip();
    for NamedSegment { language, .. } in &segments {
        let entry = entry(&segments, |other| other.language == *language);
        output.insert(entry_file(language), compress_well(&entry)?);
    }
    Ok(Counts {
        reports: counts.iter().map(|counts| counts.reports).sum(),
        passages: counts.iter().map(|counts| counts.passages).sum(),
        drafts: 0,
    })
}

/// A language's segment, with its files named as a searcher requests them.
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
        let folder = format!("{language}-{}", content_hash(&files));
        let named = |file: PackFile| {
            let name = format!("{folder}/{}", file.name);
            PackFile { bytes: sealed(&name, file.bytes), name }
        };
        let files = files.into_par_iter().map(named).collect();
        Ok(NamedSegment { language, folder, root, files })
    }
}

/// Returns an entry file with the roots of the segments that are searched first.
fn entry(segments: &[NamedSegment], is_first: impl Fn(&NamedSegment) -> bool) -> Vec<u8> {
    write_entry(segments.iter().map(|segment| {
        let root = if is_first(segment) { segment.root.as_slice() } else { &[] };
        (segment.language.as_str(), segment.folder.as_str(), root)
    }))
}

/// Adds a file to the output in its published form: compressed.
fn add(file: PackFile, output: &Output<'_>) -> io::Result<()> {
    output.insert(format!("{INDEX_FOLDER}/{}.{PACK_EXTENSION}", file.name), compress(file.bytes)?);
    Ok(())
}

/// Returns the files of a site's index as published.
///
/// # Errors
/// When tantivy fails, which would be a defect of the program, or memory runs out.
pub fn files(site: &Site) -> io::Result<OutputTree> {
    let tree = Mutex::new(OutputTree::default());
    publish(site, &Output::new(&tree))?;
    Ok(tree.into_inner().unwrap_or_else(PoisonError::into_inner))
}

impl Pack {
    /// Returns a searcher that has all files.
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

/// Compresses a file, without a time in its header, so that the same input makes the same bytes.
fn compress(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    encoder.finish()
}

/// Compresses a file that every reader fetches: a sixteenth smaller, in ten times the time.
fn compress_well(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut compressed)?;
    Ok(compressed)
}

/// Returns the name of the index's folder. It includes the version, so that a file of another format has
/// another name.
fn content_hash(files: &[PackFile]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[FORMAT_VERSION]);
    for file in files {
        hasher.update(file.name.as_bytes());
        hasher.update(&(file.bytes.len() as u64).to_le_bytes());
        hasher.update(&file.bytes);
    }
    hasher.finalize().to_hex()[..12].to_owned()
}
