//! The search of `actas`, over its pack, as a reader's browser runs it. Nothing else here names
//! `actas_search_core`.

use std::io::Read;

use actas::OutputTree;
use actas_search_core::{Options, Outcome, Searcher};
use anyhow::{Context, Result, bail};

use super::Input;
use crate::collection::{Answer, DEPTH};

/// Rounds of files that a search may take; more would be a defect.
const ROUNDS_MAX: usize = 8;

/// Returns the reports found for each query, in the order in which they are shown.
pub(super) fn answer(input: &Input<'_>) -> Result<Vec<Answer>> {
    let mut reader = Reader::open(input.output)?;
    let queries = input.collection.queries.iter();
    queries.map(|query| reader.search(&query.text, query.scope.language())).collect()
}

/// A reader's browser without the browser: it fetches the files that the searcher asks for.
struct Reader<'a> {
    output: &'a OutputTree,
    searcher: Searcher,
}

impl<'a> Reader<'a> {
    fn open(output: &'a OutputTree) -> Result<Self> {
        let entry = output.get(actas::index::ENTRY_FILE).context("the site has no index")?;
        let searcher = Searcher::open(&unpacked(entry)?).context("the entry file cannot be read")?;
        Ok(Reader { output, searcher })
    }

    /// Returns the first reports, page by page as the search page shows them.
    fn search(&mut self, query: &str, language: Option<&str>) -> Result<Answer> {
        let languages: Vec<String> = language.map(str::to_owned).into_iter().collect();
        let mut answer = Answer::new();
        loop {
            let options = Options { languages: languages.clone(), skip: answer.len(), ..Options::default() };
            let page = self.page(query, &options)?;
            if page.is_empty() || answer.len() >= DEPTH {
                answer.truncate(DEPTH);
                return Ok(answer);
            }
            answer.extend(page);
        }
    }

    fn page(&mut self, query: &str, options: &Options) -> Result<Vec<String>> {
        for _ in 0..ROUNDS_MAX {
            match self.searcher.search(query, options) {
                Ok(Outcome::Found(found)) => return Ok(found.hits.into_iter().map(|hit| hit.url).collect()),
                Ok(Outcome::Missing(files)) => files.iter().try_for_each(|file| self.fetch(file))?,
                Err(error) => bail!("`{query}`: the pack cannot be read: {error:?}"),
            }
        }
        bail!("`{query}` needs more than {ROUNDS_MAX} rounds of files")
    }

    fn fetch(&mut self, name: &str) -> Result<()> {
        let path = format!("search/{name}.pack");
        let bytes = self.output.get(&path).with_context(|| format!("there is no {path}"))?;
        let added = self.searcher.add_file(name, &unpacked(bytes)?);
        added.map_err(|error| anyhow::anyhow!("{path} cannot be read: {error:?}"))
    }
}

/// Returns the content of a file that may be in gzip format.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes.to_vec());
    }
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}
