//! Searches a published index as a reader's browser does: file by file, as the searcher requests them.

use std::io::{self, Read};

use actas_search_core::{Found, Options, Outcome, Searcher};
use flate2::read::GzDecoder;

use crate::output::OutputTree;
use crate::url::fixed::{INDEX_FOLDER, PACK_EXTENSION, is_entry_file};

/// The most rounds of files for a search; more would be a defect.
const ROUNDS_MAX: usize = 8;

/// The first bytes of a gzip stream (RFC 1952).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Reads the index in the output of a build.
pub struct Reader<'a> {
    output: &'a OutputTree,
    searcher: Searcher,
}

impl<'a> Reader<'a> {
    /// Opens the index by its first entry file; whatever that lacks is fetched.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub fn open(output: &'a OutputTree) -> io::Result<Self> {
        let entry = output.iter().map(|(path, _)| path).find(|path| is_entry_file(path));
        let entry = content(output, entry.ok_or_else(|| io::Error::other("there is no index"))?)?;
        let searcher = Searcher::open(&entry).map_err(io::Error::other)?;
        Ok(Reader { output, searcher })
    }

    /// Returns the languages of the index.
    pub fn languages(&self) -> Vec<String> {
        self.searcher.segments().iter().map(|segment| segment.language.clone()).collect()
    }

    /// Searches, loading the files that are needed; they are kept for the next search.
    ///
    /// # Errors
    /// When a file is missing or damaged, or the searcher requests files without end.
    pub fn search(&mut self, query: &str, options: &Options) -> io::Result<Found> {
        for _ in 0..ROUNDS_MAX {
            match self.searcher.search(query, options).map_err(io::Error::other)? {
                Outcome::Found(found) => return Ok(found),
                Outcome::Missing(names) => names.iter().try_for_each(|name| self.fetch(name))?,
            }
        }
        Err(io::Error::other(format!("`{query}` needs more than {ROUNDS_MAX} rounds of files")))
    }

    fn fetch(&mut self, name: &str) -> io::Result<()> {
        let file = content(self.output, &format!("{INDEX_FOLDER}/{name}.{PACK_EXTENSION}"))?;
        self.searcher.add_file(name, &file).map_err(io::Error::other)
    }
}

/// Returns the content of a file, which may be in gzip format.
fn content(output: &OutputTree, path: &str) -> io::Result<Vec<u8>> {
    let bytes = output.get(path).ok_or_else(|| io::Error::other(format!("there is no {path}")))?;
    if !bytes.starts_with(&GZIP) {
        return Ok(bytes.to_vec());
    }
    let mut unpacked = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}
