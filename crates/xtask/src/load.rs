//! Many readers at once: `tests/browser/load.mjs` opens a page of Chromium for each and lets them search; its head says how.

use std::process::Command;

use anyhow::Result;

use crate::command::{self, cargo};
use crate::programs::{self, CHROMIUM, NODE, NPM, PYTHON};
use crate::test::browser_tests;
use crate::workspace::Workspace;

/// Lets so many readers as `options` say search the sample archive for so long, by default 50 for 5 minutes; prints what
/// they asked, how long answers took, and what was wrong.
///
/// # Errors
/// When a program is missing that cannot be installed, or a reader got a wrong answer or none.
pub fn run(workspace: &Workspace, options: &[&str]) -> Result<()> {
    programs::ensure(&[NODE, NPM, CHROMIUM, PYTHON])?;
    let folder = browser_tests(workspace)?;
    command::run(cargo(workspace).args(["build", "--release"]))?;
    let mut script = Command::new("node");
    script
        .current_dir(workspace.root())
        .arg(folder.join("load.mjs"))
        .args(options)
        .env("ACTAS_BIN", workspace.target("release/actas"));
    command::run(&mut script)
}
