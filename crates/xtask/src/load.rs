//! Many readers at once: `tests/browser/load.mjs` opens a Chromium page for each and lets them search; its
//! head comment explains how.

use std::process::Command;

use anyhow::Result;

use crate::command::{self, cargo};
use crate::programs::{self, CHROMIUM, NODE, NPM, PYTHON};
use crate::test::browser_tests;
use crate::workspace::Workspace;

/// Lets readers search the sample archive, by default 50 for 5 minutes, or as `options` say. Prints what they
/// searched for, how long answers took, and what was wrong.
///
/// # Errors
/// When a program is missing and cannot be installed, or a reader got a wrong answer or none.
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
