//! Every test there is, in one command.
//!
//! The steps are a table, run from top to bottom; the first that fails ends the run, and those after it
//! are named as not run. A step whose files are not there yet is skipped, visibly.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::command::{self, cargo};
use crate::import;
use crate::programs::{self, CHROMIUM, NODE, NPM, PYTHON, Program};
use crate::widget;
use crate::workspace::Workspace;

/// How much to run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// Without what builds a second time or needs a browser.
    Fast,
    /// All of it.
    Everything,
}

struct Step {
    name: &'static str,
    /// The least extent that the step belongs to.
    extent: Extent,
    /// Programs beside cargo that it needs; the first step installs those of all.
    needs: &'static [Program],
    run: fn(&Workspace, Extent) -> Result<Outcome>,
}

const STEPS: &[Step] = &[
    Step { name: "programs", extent: Extent::Fast, needs: &[], run: programs },
    Step { name: "npm packages", extent: Extent::Fast, needs: &[NODE, NPM], run: npm_packages },
    Step { name: "format", extent: Extent::Fast, needs: &[], run: format },
    Step { name: "clippy", extent: Extent::Fast, needs: &[], run: clippy },
    Step { name: "cargo test", extent: Extent::Fast, needs: &[], run: cargo_test },
    Step { name: "import", extent: Extent::Fast, needs: &[PYTHON], run: import_documents },
    Step { name: "dependencies", extent: Extent::Fast, needs: &[], run: dependencies },
    Step { name: "docs", extent: Extent::Fast, needs: &[], run: docs },
    Step { name: "widget check", extent: Extent::Fast, needs: &[], run: widget_check },
    Step { name: "widget rebuild", extent: Extent::Everything, needs: &[NODE, NPM], run: widget_rebuild },
    Step { name: "script types", extent: Extent::Fast, needs: &[NODE, NPM], run: script_types },
    Step { name: "browser", extent: Extent::Everything, needs: &[NODE, CHROMIUM], run: browser },
];

/// What came of a step that did not fail.
enum Outcome {
    Passed,
    /// Passed, with something worth reading.
    Noted(String),
    /// There was nothing to run.
    Skipped(String),
}

/// What the final table says of a step.
enum Verdict {
    Ran(Outcome, Duration),
    Failed(Duration),
    NotRun,
    LeftOut,
}

/// Runs the steps of an extent and prints a table of what came of them.
///
/// # Errors
/// The error of the first step that failed.
pub fn run(workspace: &Workspace, extent: Extent) -> Result<()> {
    let mut verdicts = Vec::new();
    let mut failure = None;
    for step in STEPS {
        let verdict = if step.extent > extent {
            Verdict::LeftOut
        } else if failure.is_some() {
            Verdict::NotRun
        } else {
            println!("\n==> {}", step.name);
            let started = Instant::now();
            match (step.run)(workspace, extent) {
                Ok(outcome) => Verdict::Ran(outcome, started.elapsed()),
                Err(error) => {
                    failure = Some(error.context(format!("step `{}` failed", step.name)));
                    Verdict::Failed(started.elapsed())
                }
            }
        };
        if matches!(verdict, Verdict::Ran(..) | Verdict::Failed(_)) {
            println!("{}", row(step.name, &verdict));
        }
        verdicts.push((step.name, verdict));
    }
    println!("\n==> summary");
    for (name, verdict) in &verdicts {
        println!("{}", row(name, verdict));
    }
    failure.map_or(Ok(()), Err)
}

fn row(name: &str, verdict: &Verdict) -> String {
    let (result, took) = match verdict {
        Verdict::Ran(Outcome::Passed, took) => ("passed".to_owned(), Some(took)),
        Verdict::Ran(Outcome::Noted(note), took) => (format!("passed: {note}"), Some(took)),
        Verdict::Ran(Outcome::Skipped(reason), took) => (format!("skipped: {reason}"), Some(took)),
        Verdict::Failed(took) => ("FAILED".to_owned(), Some(took)),
        Verdict::NotRun => ("not run".to_owned(), None),
        Verdict::LeftOut => ("left out by --fast".to_owned(), None),
    };
    let took = took.map_or(String::new(), |took| format!("{:.1} s", took.as_secs_f64()));
    format!("{name:<16} {took:>8}  {result}")
}

/// Installs what any of the steps to come needs.
fn programs(_: &Workspace, extent: Extent) -> Result<Outcome> {
    let mut needed: Vec<Program> = Vec::new();
    for program in STEPS.iter().filter(|step| step.extent <= extent).flat_map(|step| step.needs) {
        if !needed.contains(program) {
            needed.push(*program);
        }
    }
    programs::ensure(&needed)?;
    Ok(Outcome::Passed)
}

/// Where the browser tests are, from the root of the workspace.
const BROWSER_TESTS: &str = "tests/browser";

fn npm_packages(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    only_with(workspace, "package.json", install_npm_packages)
}

/// Installs the npm packages of the browser tests, whatever was installed before.
fn install_npm_packages(folder: &Path) -> Result<()> {
    command::run(Command::new("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))
}

/// Returns the folder of the browser tests, its npm packages installed unless some are.
pub fn browser_tests(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.path(BROWSER_TESTS);
    if !folder.join("node_modules").is_dir() {
        install_npm_packages(&folder)?;
    }
    Ok(folder)
}

fn format(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    passed(cargo(workspace).args(["fmt", "--all", "--check"]))
}

fn clippy(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    let mut lint = cargo(workspace);
    lint.args(["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]);
    passed(&mut lint)
}

fn cargo_test(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    passed(cargo(workspace).args(["test", "--workspace", "--all-features"]))
}

fn import_documents(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    Ok(match import::test(workspace)? {
        import::Tested::Passed(note) => Outcome::Noted(note),
        import::Tested::Skipped(why) => Outcome::Skipped(why),
    })
}

/// Holds the dependencies to `deny.toml`, but for known defects: their list is on GitHub, which a test need not reach.
/// To compile cargo-deny takes longer than all tests, so it is used where it is.
fn dependencies(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    if command::find("cargo-deny").is_none() {
        return Ok(Outcome::Skipped(
            "there is no cargo-deny: `cargo install cargo-deny --locked`".to_owned(),
        ));
    }
    passed(cargo(workspace).args(["deny", "check", "bans", "licenses", "sources"]))
}

fn docs(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    passed(cargo(workspace).args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-Dwarnings"))
}

fn widget_check(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    widget::check(workspace)?;
    Ok(Outcome::Passed)
}

fn widget_rebuild(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    Ok(Outcome::Noted(widget::rebuild(workspace, &rebuilt_widget(workspace))?))
}

fn script_types(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    only_with(workspace, "tsconfig.json", |folder| {
        let mut check = Command::new("npx");
        command::run(check.current_dir(folder).args(["--no-install", "tsc", "-p", "tsconfig.json"]))
    })
}

/// Runs the browser tests on the rebuilt widget and the generator that the other tests have compiled: to compile it as it is
/// released would take longer than these tests.
fn browser(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    only_with(workspace, "run.mjs", |folder| {
        command::run(cargo(workspace).arg("build"))?;
        let mut tests = Command::new("node");
        tests
            .current_dir(workspace.root())
            .arg(folder.join("run.mjs"))
            .env("ACTAS_BIN", workspace.target("debug/actas"))
            .env("ACTAS_WIDGET", rebuilt_widget(workspace));
        command::run(&mut tests)
    })
}

/// Where the rebuilt widget goes.
fn rebuilt_widget(workspace: &Workspace) -> PathBuf {
    workspace.target("widget-check")
}

/// Runs a command that is the whole of a step.
fn passed(step: &mut Command) -> Result<Outcome> {
    command::run(step)?;
    Ok(Outcome::Passed)
}

/// Runs a step on the folder of the browser tests, if the file that it is about is there.
fn only_with(workspace: &Workspace, file: &str, step: impl FnOnce(&Path) -> Result<()>) -> Result<Outcome> {
    let folder = workspace.path(BROWSER_TESTS);
    let is_there = folder.join(file).try_exists();
    if !is_there.with_context(|| format!("{BROWSER_TESTS}/{file} cannot be looked for"))? {
        return Ok(Outcome::Skipped(format!("there is no {BROWSER_TESTS}/{file}")));
    }
    step(&folder)?;
    Ok(Outcome::Passed)
}
