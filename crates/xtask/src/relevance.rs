//! Runs `actas-relevance`, which measures how well the search answers, compared with Pagefind and plain BM25.

use anyhow::Result;

use crate::command::{self, cargo};
use crate::programs::{self, CHROMIUM, NODE, NPM};
use crate::test::browser_tests;
use crate::workspace::Workspace;

/// How much to print.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The tables.
    Tables,
    /// The worst queries as well.
    Worst,
}

/// Measures and prints; `target/relevance.md` and `target/relevance.json` have the same content.
///
/// # Errors
/// When a program is missing and cannot be installed, or a collection cannot be measured.
pub fn run(workspace: &Workspace, detail: Detail) -> Result<()> {
    programs::ensure(&[NODE, NPM, CHROMIUM])?;
    browser_tests(workspace)?;
    let mut measure = cargo(workspace);
    measure.args(["run", "--quiet", "--package", "actas-relevance", "--"]);
    measure.arg(workspace.root()).arg(workspace.target(""));
    if detail == Detail::Worst {
        measure.arg("--verbose");
    }
    command::run(&mut measure)
}
