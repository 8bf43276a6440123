//! Builds the documentation of our own packages, to check that its links work.
//!
//! `cargo doc` would compile every dependency again in order to check it; here rustdoc is called with the
//! compiler's arguments, using what was compiled for the tests.

use std::path::Path;
use std::process::{Child, Command};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::command;
use crate::compiler::{Call, call_name, noted_folder};
use crate::workspace::Workspace;

/// Compiler flags that rustdoc does not have, or that mean something else to it; the second part says whether
/// a separate value follows.
const OF_THE_COMPILER: [(&str, bool); 6] = [
    ("-C", true),
    ("--out-dir", true),
    ("--emit=", false),
    ("--error-format=", false),
    ("--json=", false),
    ("--diagnostic-width=", false),
];

/// What `cargo doc` passes for programs, where everything is private.
const FOR_PROGRAMS: [&str; 2] = ["--document-private-items", "--allow=rustdoc::private_intra_doc_links"];

/// The output of `cargo metadata` for the workspace.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    targets: Vec<Target>,
}

/// A library, a program, a test.
#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Target {
    /// The crate's name, and whether it is a program; `None` for tests.
    fn documented(&self) -> Option<(String, bool)> {
        let is_program = self.kind.iter().any(|kind| kind == "bin");
        let is_library = self.kind.iter().any(|kind| ["lib", "rlib", "cdylib"].contains(&kind.as_str()));
        (is_program || is_library).then(|| (self.name.replace('-', "_"), is_program))
    }
}

/// Builds the documentation of every library and program into the target folder; warnings are errors. All of
/// them must have been compiled by [`crate::compiler::linting_cargo`].
///
/// # Errors
/// When rustdoc warns, or a package's compilation was not recorded.
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut ask = command::cargo(workspace);
    let told = command::output(ask.args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Metadata = serde_json::from_str(&told).context("what `cargo metadata` tells")?;
    let mut running: Vec<(String, Child)> = Vec::new();
    for package in &metadata.packages {
        for (crate_name, is_program) in documented(package) {
            let mut rustdoc = rustdoc(workspace, &package.name, &call_name(&crate_name, is_program))?;
            let started = rustdoc.spawn().context("`rustdoc` cannot be started")?;
            running.push((crate_name, started));
        }
    }
    let mut failed = Vec::new();
    for (crate_name, mut child) in running {
        if !child.wait().with_context(|| format!("rustdoc of {crate_name}"))?.success() {
            failed.push(crate_name);
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("the documentation of {} is at fault", failed.join(", ")) }
}

/// The crates of a package that are documented. As with `cargo doc`, a program with the name of its library
/// is not.
fn documented(package: &Package) -> Vec<(String, bool)> {
    let all: Vec<_> = package.targets.iter().filter_map(Target::documented).collect();
    let is_of_library = |name: &String| all.contains(&(name.clone(), false));
    all.iter().filter(|(name, is_program)| !(*is_program && is_of_library(name))).cloned().collect()
}

/// Returns the command that documents a crate as it was compiled.
fn rustdoc(workspace: &Workspace, package: &str, name: &str) -> Result<Command> {
    let path = noted_folder(workspace).join(name);
    let noted = std::fs::read(&path)
        .with_context(|| format!("{} is not there: run `cargo clean --package {package}`", path.display()))?;
    let call: Call =
        serde_json::from_slice(&noted).with_context(|| format!("{} is damaged", path.display()))?;
    let mut rustdoc = Command::new(rustdoc_program());
    rustdoc.current_dir(workspace.root()).envs(&call.variables).args(for_rustdoc(&call.arguments));
    rustdoc.arg("--out-dir").arg(workspace.target("xtask/doc")).arg("-Dwarnings");
    Ok(rustdoc)
}

/// Rustdoc, from the folder of the cargo that runs this program, or from the search path.
fn rustdoc_program() -> std::path::PathBuf {
    let beside = std::env::var_os("CARGO").map(|cargo| Path::new(&cargo).with_file_name("rustdoc"));
    beside.filter(|program| program.is_file()).unwrap_or_else(|| "rustdoc".into())
}

/// Returns the compiler's arguments that rustdoc accepts; for a program, adds those that document everything,
/// as `cargo doc` does.
fn for_rustdoc(arguments: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match OF_THE_COMPILER.iter().find(|(flag, has_value)| is_flag(word, flag, *has_value)) {
            Some((_, true)) => drop(words.next()),
            Some((_, false)) => {}
            None => kept.push(word.clone()),
        }
    }
    if arguments.windows(2).any(|pair| pair[0] == "--crate-type" && pair[1] == "bin") {
        kept.extend(FOR_PROGRAMS.map(str::to_owned));
    }
    kept
}

fn is_flag(word: &str, flag: &str, has_value: bool) -> bool {
    if has_value { word == flag } else { word.starts_with(flag) }
}

#[cfg(test)]
mod tests {
    use super::for_rustdoc;

    #[test]
    fn what_rustdoc_does_not_take_is_left_out() {
        let given = "--crate-name a src/main.rs --error-format=json --crate-type bin --emit=dep-info,link -C debuginfo=1 \
                     --cfg x --out-dir o -L dependency=d --extern b=b.rlib";
        let given: Vec<String> = given.split_whitespace().map(str::to_owned).collect();
        let expected = "--crate-name a src/main.rs --crate-type bin --cfg x -L dependency=d --extern b=b.rlib \
                        --document-private-items --allow=rustdoc::private_intra_doc_links";
        assert_eq!(for_rustdoc(&given).join(" "), expected);
    }
}
