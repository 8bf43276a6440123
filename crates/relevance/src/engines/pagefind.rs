//! Pagefind with its defaults, over the same pages, in a browser: `tests/browser/pagefind-answers.mjs` runs
//! it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Serialize;

use super::{Answers, Folders, Input};
use crate::collection::{Answer, DEPTH};
use crate::html::Page;

const SCRIPT: &str = "tests/browser/pagefind-answers.mjs";
/// The npm package of Pagefind; on other systems Pagefind is skipped.
const PACKAGE: &str = "tests/browser/node_modules/@pagefind";

/// The input of the script.
#[derive(Serialize)]
struct Order<'a> {
    /// A folder with only the pages.
    site: &'a Path,
    /// How many results of each query to return.
    depth: usize,
    queries: Vec<Asked<'a>>,
}

#[derive(Serialize)]
struct Asked<'a> {
    text: &'a str,
    /// The language of the page that the query is typed on: Pagefind searches the pages in that language.
    language: &'a str,
}

/// Returns the pages found for each query. Where Pagefind is not installed, says so and returns nothing.
pub(super) fn answer(input: &Input<'_>) -> Result<Answers> {
    let Folders { root, work } = input.folders;
    if !root.join(PACKAGE).is_dir() {
        crate::note("skipped: Pagefind is not installed (`npm ci` in tests/browser, on Linux)");
        return Ok(None);
    }
    let folder = work.join(input.collection.folder_name());
    let site = folder.join("pages");
    write_pages(&site, input.pages)?;
    let asked = input.collection.queries.iter();
    let order = Order {
        site: &site,
        depth: DEPTH,
        queries: asked.map(|query| Asked { text: &query.text, language: query.scope.words() }).collect(),
    };
    let order_path = folder.join("pagefind-order.json");
    fs::write(&order_path, serde_json::to_vec(&order)?)?;
    let output = Command::new("node")
        .arg(root.join(SCRIPT))
        .arg(&order_path)
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`node {SCRIPT}` cannot be started"))?;
    ensure!(output.status.success(), "`node {SCRIPT}` failed ({})", output.status);
    let answers: Vec<Answer> =
        serde_json::from_slice(&output.stdout).with_context(|| format!("{SCRIPT} printed no answers"))?;
    Ok(Some(answers))
}

/// Writes the pages of reports, replacing any existing ones. Lists and other pages would only displace
/// reports among the results.
fn write_pages(site: &Path, pages: &[Page]) -> Result<()> {
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    for page in pages {
        let folder = site.join(&page.address);
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        fs::write(folder.join("index.html"), &page.html)?;
    }
    Ok(())
}
