//! Runs one step or one case of the tests, by its name.

use std::time::Instant;

use anyhow::{Result, bail};

use super::Extent;
use super::steps::{BROWSER_TESTS, STEPS, Step, browser_checks};
use super::table;
use crate::command;
use crate::compiler::{self, linting_cargo};
use crate::programs::{self, CHROMIUM, NODE, NPM};
use crate::workspace::Workspace;

/// The kinds of case folders, as in the names of tests, and their paths.
const FOLDERS: [(&str, &str); 3] =
    [("sites", "tests/sites"), ("invalid", "tests/invalid"), ("import/cases", "tests/import/cases")];

/// What a name refers to.
enum Named {
    Step(&'static Step),
    /// Cases that are folders, by the names of their tests.
    Folders(Vec<String>),
    /// A file of Rust tests.
    Module(String),
    /// A file of browser checks.
    Checks(String),
}

/// Runs one step, or the case with a name, and prints how long it took.
///
/// # Errors
/// When nothing has the name, or a test fails.
pub fn run_named(workspace: &Workspace, extent: Extent, name: &str) -> Result<()> {
    let started = Instant::now();
    match find(workspace, name)? {
        Named::Step(step) => {
            programs::ensure(step.needs)?;
            let outcome = (step.run)(workspace, extent)?;
            println!("{}", table::row(step.name, &table::Verdict::Ran(outcome, started.elapsed())));
            return Ok(());
        }
        Named::Folders(tests) => {
            tests.iter().try_for_each(|test| run_tests(workspace, "cases", &[test, "--exact"]))?;
        }
        Named::Module(module) => run_tests(workspace, "main", &[&format!("{module}::")])?,
        Named::Checks(file) => {
            programs::ensure(&[NODE, NPM, CHROMIUM])?;
            browser_checks(workspace, extent, Some(&file))?;
        }
    }
    println!("{name}: passed in {}", table::seconds(started.elapsed()));
    Ok(())
}

fn run_tests(workspace: &Workspace, binary: &str, filter: &[&str]) -> Result<()> {
    let mut test = linting_cargo(workspace)?;
    test.arg("test").args(compiler::CHOICE).args(["--test", binary, "--"]).args(filter);
    command::run(&mut test)
}

/// Returns what a name refers to: a step before a folder, then a file of Rust tests, then one of browser
/// checks. `invalid/<name>`, `rust/<name>` and the like select one kind.
fn find(workspace: &Workspace, name: &str) -> Result<Named> {
    if let Some(step) = STEPS.iter().find(|step| step.name == name) {
        return Ok(Named::Step(step));
    }
    let folders: Vec<String> =
        FOLDERS.iter().filter_map(|kind| folder_case(workspace, *kind, name)).collect();
    if !folders.is_empty() {
        return Ok(Named::Folders(folders));
    }
    let plain = |kind: &str| match name.split_once('/') {
        Some((said, rest)) => (said == kind).then_some(rest),
        None => Some(name),
    };
    let is_file = |path: String| workspace.path(&path).is_file();
    if let Some(file) = plain("rust").filter(|name| is_file(format!("tests/{name}.rs"))) {
        return Ok(Named::Module(file.to_owned()));
    }
    if let Some(file) = plain("browser").filter(|name| is_file(format!("{BROWSER_TESTS}/{name}.mjs"))) {
        return Ok(Named::Checks(file.to_owned()));
    }
    let steps: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
    bail!(
        "nothing is called `{name}`: there are the steps {}; the folders of {}; the files tests/*.rs as `rust/<name>` \
         and {BROWSER_TESTS}/*.mjs as `browser/<name>`",
        steps.join(", "),
        FOLDERS.map(|(kind, path)| format!("{path} as `{kind}/<name>`")).join(", ")
    );
}

/// Returns the name of the test for a case, if there is such a folder of this kind.
fn folder_case(workspace: &Workspace, (kind, path): (&str, &str), name: &str) -> Option<String> {
    let name = name.strip_prefix(kind).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name);
    let is_name = !name.is_empty() && !name.contains(['/', '.']);
    let is_case = is_name && workspace.path(path).join(name).is_dir();
    is_case.then(|| format!("{kind}/{name}"))
}
