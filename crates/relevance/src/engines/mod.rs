//! The engines that answer queries: three, over the same pages.

mod actas;
mod bm25;
mod pagefind;

use std::collections::BTreeSet;
use std::path::PathBuf;

use ::actas::OutputTree;
use anyhow::{Result, bail, ensure};

use crate::collection::{Answer, Collection};
use crate::html::{self, Page};
use crate::site;

/// Where files are.
pub(crate) struct Folders {
    /// The root of the workspace.
    pub(crate) root: PathBuf,
    /// The folder for files made for the measurement.
    pub(crate) work: PathBuf,
}

/// What an engine needs in order to answer.
struct Input<'a> {
    collection: &'a Collection,
    output: &'a OutputTree,
    pages: &'a [Page],
    folders: &'a Folders,
}

/// The names of the engines, the one being evaluated first.
pub(crate) const NAMES: [&str; 3] = ["actas", "Pagefind", "BM25-OR"];

/// The answers of an engine, by query; `None` if it is not installed.
pub(crate) type Answers = Option<Vec<Answer>>;

/// Lets every engine, in the order of [`NAMES`], answer every query of a collection.
///
/// # Errors
/// When the site cannot be built, a query refers to pages that it does not have, or an engine fails.
pub(crate) fn answer_all(collection: &Collection, folders: &Folders) -> Result<[Answers; 3]> {
    let output = site::build(&collection.site)?;
    let pages = html::report_pages(&output);
    check_pages(collection, &pages)?;
    let input = Input { collection, output: &output, pages: &pages, folders };
    let answers = [Some(actas::answer(&input)?), pagefind::answer(&input)?, Some(bm25::answer(&input)?)];
    for of_one in answers.iter().flatten() {
        ensure!(of_one.len() == collection.queries.len(), "{}: a query has no answer", collection.name);
    }
    Ok(answers)
}

/// Checks that the pages to be found exist: a renamed page would count as never found.
fn check_pages(collection: &Collection, pages: &[Page]) -> Result<()> {
    let known: BTreeSet<&str> = pages.iter().map(|page| page.address.as_str()).collect();
    for query in &collection.queries {
        if let Some(page) = query.relevant.keys().find(|page| !known.contains(page.as_str())) {
            bail!("{}: `{}` should find {page}, which is no report", collection.name, query.text);
        }
    }
    Ok(())
}
