//! The search widget: compiled to WebAssembly, kept in the repository, checked against its sources.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::digest::{Digests, Record};
use crate::size;
use crate::toolchain::{Choice, Toolchain};
use crate::tools::{Bundler, Tools};
use crate::workspace::Workspace;

/// The module that the browser loads, in gzip format.
pub const WASM: &str = "actas_search.wasm.gz";
/// The bundles of scripts, each named after its entry: the script of every page, and those that it loads
/// where they are needed: the box under the field, the search page, the filters of the register.
pub const BUNDLES: [&str; 4] = ["actas.js", "combobox.js", "results.js", "register.js"];
/// The output of wasm-bindgen that the other scripts import; tests load the module with it.
const GLUE: &str = "searcher.js";

/// The name of wasm-bindgen's files.
const BOUND_NAME: &str = "actas_search";
/// The package that is compiled.
const PACKAGE: &str = "actas-search-wasm";
/// Where the built widget is kept, from the root of the workspace.
const FOLDER: &str = "themes/default/static/search";
/// The folder of the scripts that are bundled.
const SCRIPTS: &str = "themes/default/scripts";
/// The list of what the widget was made from, next to it.
const DIGEST: &str = "widget.digest";
/// The sources of the module.
const MODULE_SOURCES: &[&str] =
    &["crates/search-core/Cargo.toml", "crates/search-core/src", "crates/search-wasm"];
/// The first line of the glue: the type checker skips it.
const UNCHECKED: &str = "// @ts-nocheck: written by wasm-bindgen\n";

/// The files that a build makes, each with its folder.
fn built() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUNDLES.map(|bundle| (FOLDER, bundle)).into_iter().chain([(FOLDER, WASM), (SCRIPTS, GLUE)])
}

/// Builds the widget into the default theme, with a digest beside it, and prints its size.
pub fn build_into_theme(workspace: &Workspace, choice: Choice) -> Result<()> {
    // Before the build, so that a source which changes during it is detected as changed.
    let digests = source_digests(workspace)?;
    let fresh = workspace.target("widget/fresh");
    let built_with = build(workspace, choice, &fresh)?;
    keep(workspace, &fresh, digests, built_with)
}

/// Bundles the scripts again with the existing module, which needs no WebAssembly toolchain.
///
/// # Errors
/// When the module itself does not match its sources.
pub fn bundle_into_theme(workspace: &Workspace) -> Result<()> {
    let digests = source_digests(workspace)?;
    let record = recorded(workspace)?;
    let stale = record.differences(&current_digests(workspace)?);
    if let Some(line) = stale.iter().find(|line| !is_of_script(line)) {
        bail!("the module is stale as well, because of {line}: run `cargo xtask widget`");
    }
    let fresh = workspace.target("widget/fresh");
    create_folder(&fresh)?;
    for (folder, name) in [(FOLDER, WASM), (SCRIPTS, GLUE)] {
        copy(&workspace.path(folder).join(name), &fresh.join(name))?;
    }
    bundle(workspace, &fresh)?;
    keep(workspace, &fresh, digests, record.built_with)
}

/// Whether a difference concerns a script: a source, or a bundle.
fn is_of_script(difference: &str) -> bool {
    difference.contains(SCRIPTS)
        || BUNDLES.iter().any(|name| difference.contains(&format!("{FOLDER}/{name}")))
}

/// Checks that the kept widget matches its sources, without building it.
///
/// # Errors
/// When a source has changed since, or a built file was edited; the message names each.
pub fn check(workspace: &Workspace) -> Result<()> {
    let now = current_digests(workspace).context("run `cargo xtask widget` and commit")?;
    let differences = recorded(workspace)?.differences(&now);
    if differences.is_empty() {
        return Ok(());
    }
    bail!(
        "the built widget is stale: these files changed since it was built\n  {}\n\
         run `cargo xtask widget` and commit {FOLDER} and {SCRIPTS}",
        differences.join("\n  ")
    );
}

/// Prints the sizes of the kept widget.
///
/// # Errors
/// When a file is over its budget.
pub fn report_size(workspace: &Workspace) -> Result<()> {
    size::report(&workspace.path(FOLDER))
}

/// Builds the widget into its own folder and returns how it compares with the kept one.
pub fn rebuild(workspace: &Workspace, folder: &Path) -> Result<String> {
    let built_with = build(workspace, Choice::PinnedFirst, folder)?;
    size::report(folder)?;
    let mut same = true;
    for (kept, name) in built() {
        same &= read(&folder.join(name))? == read(&workspace.path(kept).join(name))?;
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

/// Builds the widget into a folder and returns the names and versions of the tools.
fn build(workspace: &Workspace, choice: Choice, folder: &Path) -> Result<String> {
    let toolchain = Toolchain::find(workspace, choice)?;
    let tools = Tools::find(workspace)?;
    create_folder(folder)?;
    let module = toolchain.build(workspace, PACKAGE)?;
    let finished = tools.finish(&module, folder, BOUND_NAME)?;
    write(&folder.join(WASM), &size::compressed(&read(&finished)?)?)?;
    let bound = folder.join(format!("{BOUND_NAME}.js"));
    let mut glue = UNCHECKED.as_bytes().to_vec();
    glue.extend(read(&bound)?);
    write(&folder.join(GLUE), &glue)?;
    std::fs::remove_file(&bound).with_context(|| format!("{} cannot be removed", bound.display()))?;
    bundle(workspace, folder)?;
    Ok(format!("{}, {}, {}", toolchain.version(workspace)?, tools.version(), Bundler::version()))
}

/// Makes a folder's bundles from the theme's scripts and the folder's own glue.
fn bundle(workspace: &Workspace, folder: &Path) -> Result<()> {
    let bundler = Bundler::find(workspace)?;
    let copies = folder.join("scripts");
    if copies.is_dir() {
        std::fs::remove_dir_all(&copies)
            .with_context(|| format!("{} cannot be removed", copies.display()))?;
    }
    create_folder(&copies)?;
    let scripts = workspace.path(SCRIPTS);
    for entry in std::fs::read_dir(&scripts).with_context(|| format!("{SCRIPTS} cannot be listed"))? {
        let name = entry?.file_name();
        copy(&scripts.join(&name), &copies.join(&name))?;
    }
    copy(&folder.join(GLUE), &copies.join(GLUE))?;
    BUNDLES.iter().try_for_each(|name| bundler.bundle(&copies.join(name), &folder.join(name)))
}

/// Copies the built files into the theme and records what they were made from.
fn keep(workspace: &Workspace, fresh: &Path, sources: Digests, built_with: String) -> Result<()> {
    size::report(fresh)?;
    create_folder(&workspace.path(FOLDER))?;
    for (folder, name) in built() {
        copy(&fresh.join(name), &workspace.path(folder).join(name))?;
    }
    let mut digests = sources;
    digests.extend(built_digests(workspace)?);
    let record = Record { built_with, digests }.to_string();
    write(&workspace.path(FOLDER).join(DIGEST), record.as_bytes())
}

/// Digests the widget's sources.
fn source_digests(workspace: &Workspace) -> Result<Digests> {
    let mut digests = Digests::of(workspace, MODULE_SOURCES)?;
    digests.extend(Digests::of(workspace, &[SCRIPTS])?);
    Ok(digests)
}

fn built_digests(workspace: &Workspace) -> Result<Digests> {
    let built: Vec<String> = built().map(|(folder, name)| format!("{folder}/{name}")).collect();
    Digests::of(workspace, &built.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Digests the current sources and built files.
fn current_digests(workspace: &Workspace) -> Result<Digests> {
    let mut digests = source_digests(workspace)?;
    digests.extend(built_digests(workspace)?);
    Ok(digests)
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

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::copy(from, to)
        .with_context(|| format!("{} cannot be copied to {}", from.display(), to.display()))?;
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    std::fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
}
