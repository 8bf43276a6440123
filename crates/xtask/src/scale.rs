//! What archives of growing size cost to build, to host and to search.
//!
//! The generator and the maker of archives are built for release; the script `tests/browser/scale.mjs` does
//! the rest, and its head comment describes its arguments and what it measures.

use std::process::Command;

use anyhow::Result;

use crate::command::{self, cargo};
use crate::programs::{self, CHROMIUM, NODE, NPM, OPENSSL};
use crate::test::browser_tests;
use crate::workspace::Workspace;

/// Measures the archives given in `arguments`, by default lang-team and invented ones of 100, 1,000 and
/// 10,000 reports; prints the figures and writes `target/scale.md`.
pub fn run(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    programs::ensure(&[NODE, NPM, CHROMIUM, OPENSSL])?;
    let folder = browser_tests(workspace)?;
    let mut build = cargo(workspace);
    command::run(build.args(["build", "--release", "--package", "actas", "--package", "actas-bench"]))?;
    let mut script = Command::new("node");
    script
        .current_dir(workspace.root())
        .arg(folder.join("scale.mjs"))
        .args(arguments)
        .env("ACTAS_BIN", workspace.target("release/actas"))
        .env("ACTAS_BENCH", workspace.target("release/actas-bench"))
        .env("CARGO_TARGET_DIR", workspace.target(""));
    command::run(&mut script)
}
