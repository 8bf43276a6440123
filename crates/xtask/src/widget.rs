//! The search widget: compiled to WebAssembly, kept in the repository, checked against its sources.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::digest::{Digests, Record};
use crate::size;
use crate::toolchain::{Choice, Toolchain};
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The module that the browser loads.
pub const WASM: &str = "actas_search_bg.wasm";
/// The script that loads it.
pub const SCRIPT: &str = "actas_search.js";

/// What both names begin with.
const NAME: &str = "actas_search";
/// The package that is compiled.
const PACKAGE: &str = "actas-search-wasm";
/// Where the built widget is kept, from the root of the workspace.
const FOLDER: &str = "themes/default/static/search";
/// What it was made from, beside it.
const DIGEST: &str = "widget.digest";
/// What it is made from.
const SOURCES: &[&str] = &["crates/search-core/Cargo.toml", "crates/search-core/src", "crates/search-wasm"];

/// Builds the widget into the default theme, with a digest beside it, and prints its size.
pub fn build_into_theme(workspace: &Workspace, choice: Choice) -> Result<()> {
    // Before the build: a source that changes meanwhile is then found to be newer.
    let mut digests = Digests::of(workspace, SOURCES)?;
    let fresh = workspace.target("widget/fresh");
    let built_with = build(workspace, choice, &fresh)?;
    size::report(&fresh)?;

    let folder = workspace.path(FOLDER);
    create_folder(&folder)?;
    for name in [SCRIPT, WASM] {
        std::fs::copy(fresh.join(name), folder.join(name))
            .with_context(|| format!("{FOLDER}/{name} cannot be written"))?;
    }
    digests.extend(built_digests(workspace)?);
    let record = Record { built_with, digests }.to_string();
    std::fs::write(folder.join(DIGEST), record)
        .with_context(|| format!("{FOLDER}/{DIGEST} cannot be written"))
}

/// Checks that the kept widget is the one that the sources make, without building it.
///
/// # Errors
/// When a source has changed since, or a built file was edited; the message names each.
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut now = Digests::of(workspace, SOURCES)?;
    now.extend(built_digests(workspace).context("run `cargo xtask widget` and commit")?);
    let differences = recorded(workspace)?.differences(&now);
    if differences.is_empty() {
        return Ok(());
    }
    bail!(
        "the built widget is stale: these files changed since it was built\n  {}\n\
         run `cargo xtask widget` and commit {FOLDER}",
        differences.join("\n  ")
    );
}

/// Builds the widget into a folder of its own and returns how it compares with the kept one.
pub fn rebuild(workspace: &Workspace, folder: &Path) -> Result<String> {
    let built_with = build(workspace, Choice::PinnedFirst, folder)?;
    size::report(folder)?;
    let mut same = true;
    for name in [SCRIPT, WASM] {
        same &= read(&folder.join(name))? == read(&workspace.path(FOLDER).join(name))?;
    }
    let kept = recorded(workspace)?.built_with;
    Ok(match (same, kept == built_with) {
        (true, _) => "the same bytes as those kept".to_owned(),
        (false, true) => format!("other bytes than those kept, though by the same tools ({kept})"),
        (false, false) => {
            format!("other bytes than those kept: built with {built_with}, those with {kept}")
        }
    })
}

/// Builds the widget into a folder and returns what it was built with.
fn build(workspace: &Workspace, choice: Choice, folder: &Path) -> Result<String> {
    let toolchain = Toolchain::find(workspace, choice)?;
    let tools = Tools::find(workspace)?;
    create_folder(folder)?;
    let module = toolchain.build(workspace, PACKAGE)?;
    tools.finish(&module, folder, NAME)?;
    Ok(format!("{}, {}", toolchain.version(workspace)?, tools.versions()))
}

fn built_digests(workspace: &Workspace) -> Result<Digests> {
    let built = [SCRIPT, WASM].map(|name| format!("{FOLDER}/{name}"));
    Digests::of(workspace, &built.each_ref().map(String::as_str))
}

fn recorded(workspace: &Workspace) -> Result<Record> {
    let path = workspace.path(FOLDER).join(DIGEST);
    let text = String::from_utf8(read(&path)?).with_context(|| format!("{DIGEST} is not text"))?;
    Record::parse(&text).with_context(|| format!("{FOLDER}/{DIGEST} is damaged: run `cargo xtask widget`"))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path)
        .with_context(|| format!("{} cannot be read: run `cargo xtask widget`", path.display()))
}

fn create_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}
