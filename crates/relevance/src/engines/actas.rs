//! The search of `actas`, over its pack, as a reader's browser runs it. This is the only file here that uses
//! `actas_search_core`.

use actas::index::Reader;
use actas_search_core::Options;
use anyhow::{Context, Result};

use super::Input;
use crate::collection::{Answer, DEPTH};

/// Returns the reports found for each query, in display order.
pub(super) fn answer(input: &Input<'_>) -> Result<Vec<Answer>> {
    let mut reader = Reader::open(input.output)?;
    let queries = input.collection.queries.iter();
    queries.map(|query| search(&mut reader, &query.text, query.scope.language())).collect()
}

/// Returns the first reports, page by page as the search page shows them.
fn search(reader: &mut Reader<'_>, query: &str, language: Option<&str>) -> Result<Answer> {
    let languages: Vec<String> = language.map(str::to_owned).into_iter().collect();
    let mut answer = Answer::new();
    loop {
        let options = Options { languages: languages.clone(), skip: answer.len(), ..Options::default() };
        let found = reader.search(query, &options).with_context(|| format!("`{query}`"))?;
        if found.hits.is_empty() || answer.len() >= DEPTH {
            answer.truncate(DEPTH);
            return Ok(answer);
        }
        answer.extend(found.hits.into_iter().map(|hit| hit.url));
    }
}
