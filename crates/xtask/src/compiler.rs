//! This program in place of the compiler, for our own packages when they are compiled for tests.
//!
//! Clippy's driver compiles like `rustc` and lints along the way, which `cargo clippy` does not exploit: it
//! compiles all dependencies a second time, in order to check only our packages. So does `cargo doc`. Here
//! cargo calls this program for each of our own packages (`RUSTC_WORKSPACE_WRAPPER`). It records its
//! arguments, for [`crate::docs`], and passes them on to Clippy's driver, so that dependencies are compiled
//! once.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::OnceLock;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::command;
use crate::workspace::Workspace;

/// The variable that gives the path of Clippy's driver to this program when it is called as the compiler.
const DRIVER: &str = "ACTAS_CLIPPY_DRIVER";
/// The variable that gives the folder of the recorded calls.
const NOTED: &str = "ACTAS_COMPILER_CALLS";

/// The arguments of Clippy's driver, in the variable that cargo-clippy uses: warnings are errors. A single
/// word, since the separator between words changes from version to version.
const LINTS: (&str, &str) = ("CLIPPY_ARGS", "-Dwarnings");

/// The prefixes of the variables in which cargo describes a package and its target.
const OF_PACKAGES: [&str; 5] =
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_NAME", "CARGO_BIN_NAME", "OUT_DIR"];

/// What every compilation for tests selects: always the same, so that none recompiles what another has
/// compiled.
pub const CHOICE: [&str; 2] = ["--workspace", "--all-features"];

/// A call of the compiler for one of our own targets.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The compiler's arguments.
    pub arguments: Vec<String>,
    /// Cargo's variables for the package, which sources may read: `CARGO_PKG_VERSION` and others.
    pub variables: BTreeMap<String, String>,
}

/// Returns a command for cargo that lints all our packages that it compiles.
///
/// # Errors
/// When Clippy is not installed, or this program cannot be copied to where cargo expects it.
pub fn linting_cargo(workspace: &Workspace) -> Result<Command> {
    let mut cargo = command::cargo(workspace);
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", copy_of_this_program(workspace)?)
        .env(DRIVER, driver()?)
        .env(NOTED, noted_folder(workspace))
        .env(LINTS.0, LINTS.1);
    Ok(cargo)
}

/// Returns the folder of the recorded calls, a file for each crate.
pub fn noted_folder(workspace: &Workspace) -> PathBuf {
    workspace.target("xtask/calls")
}

/// Compiles, if cargo has called this program as the compiler; otherwise returns `None`.
pub fn stand_in() -> Option<ExitCode> {
    let driver = std::env::var_os(DRIVER)?;
    let mut arguments = std::env::args_os().skip(1);
    let compiler =
        arguments.next().filter(|name| Path::new(name).file_stem() == Some(OsStr::new("rustc")))?;
    let arguments: Vec<_> = arguments.collect();
    let words: Option<Vec<String>> =
        arguments.iter().map(|argument| argument.to_str().map(str::to_owned)).collect();
    if let Some(words) = words
        && let Err(error) = note(words)
    {
        eprintln!("error: {error:#}");
        return Some(ExitCode::FAILURE);
    }
    let result = command::run(Command::new(driver).arg(compiler).args(arguments));
    Some(match result {
        Ok(()) => ExitCode::SUCCESS,
        // The compiler has already reported what is wrong.
        Err(error) => command::exit_code(&error),
    })
}

/// Records a call, unless it compiles tests, which have no documentation, or only queries the compiler.
fn note(arguments: Vec<String>) -> Result<()> {
    let (Some(folder), Some(name)) = (std::env::var_os(NOTED), note_name(&arguments)) else { return Ok(()) };
    let of_package = |(name, _): &(String, String)| OF_PACKAGES.iter().any(|start| name.starts_with(start));
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(of_package)
        .collect();
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let call = serde_json::to_vec(&Call { arguments, variables })?;
    std::fs::write(folder.join(&name), call).with_context(|| format!("{name} cannot be noted"))
}

/// Returns the file name for a call that compiles a library or a program.
fn note_name(arguments: &[String]) -> Option<String> {
    let after = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1).filter(|value| value.as_str() != "___")
    };
    let (name, kind) = (after("--crate-name")?, after("--crate-type")?);
    let is_test = arguments.iter().any(|argument| argument == "--test");
    (!is_test).then(|| call_name(name, kind == "bin"))
}

/// Returns the file name for a crate's calls.
pub fn call_name(crate_name: &str, is_program: bool) -> String {
    format!("{crate_name}-{}.json", if is_program { "program" } else { "library" })
}

/// Finds Clippy's driver: next to cargo, as cargo-clippy does, or in the search path.
fn driver() -> Result<PathBuf> {
    let beside = std::env::var_os("CARGO").map(|cargo| PathBuf::from(cargo).with_file_name("clippy-driver"));
    beside
        .filter(|driver| driver.is_file())
        .or_else(|| command::find("clippy-driver"))
        .context("there is no clippy-driver: `rustup component add clippy`, or on Debian `apt-get install rust-web-clippy`")
}

/// Returns the path of a copy of this program, which stays while cargo recompiles the original. It is made
/// once, at the beginning: later there may be another program, or none, in the original's place.
fn copy_of_this_program(workspace: &Workspace) -> Result<&'static Path> {
    static COPY: OnceLock<PathBuf> = OnceLock::new();
    if let Some(copy) = COPY.get() {
        return Ok(copy);
    }
    let copy = workspace.target("xtask/compiler");
    copy_this_program(&copy)?;
    Ok(COPY.get_or_init(|| copy))
}

fn copy_this_program(copy: &Path) -> Result<()> {
    let program = std::env::current_exe().context("this program's own file is not known")?;
    let content = std::fs::read(&program).with_context(|| format!("{} cannot be read", program.display()))?;
    if std::fs::read(copy).is_ok_and(|there| there == content) {
        return Ok(());
    }
    let write = || {
        std::fs::create_dir_all(copy.parent().unwrap_or(copy))?;
        // Written next to it first: a running program cannot be overwritten.
        let new = copy.with_extension("new");
        std::fs::copy(&program, &new)?;
        std::fs::rename(&new, copy)
    };
    write().with_context(|| format!("{} cannot be written", copy.display()))
}

#[cfg(test)]
mod tests {
    use super::note_name;

    fn name(call: &str) -> Option<String> {
        note_name(&call.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn libraries_and_programs_are_noted_and_tests_and_questions_are_not() {
        assert_eq!(name("--crate-name a src/lib.rs --crate-type lib").as_deref(), Some("a-library.json"));
        assert_eq!(name("--crate-name a src/main.rs --crate-type bin").as_deref(), Some("a-program.json"));
        assert_eq!(name("--crate-name a src/lib.rs --crate-type lib --test"), None);
        assert_eq!(name("- --crate-name ___ --print=file-names --crate-type bin"), None);
        assert_eq!(name("-vV"), None);
    }
}
