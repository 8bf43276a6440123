//! The steps of the tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::Extent;
use super::table::Outcome;
use crate::command::{self, cargo};
use crate::compiler::{self, linting_cargo};
use crate::programs::{self, APACHE, CHROMIUM, FIREFOX, NGINX, NODE, NPM, PYTHON, Program, WEBKIT, XVFB};
use crate::workspace::Workspace;
use crate::{docs, import, widget};

/// When a step runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// In parallel with the first ones, since it waits for the network; its output is printed when it is
    /// done.
    Beside,
    /// From the beginning, one after another.
    First,
    /// When both other lanes are done.
    Last,
}

/// A step of the tests.
pub(super) struct Step {
    /// Its name in `cargo xtask test <name>`.
    pub(super) name: &'static str,
    /// The smallest extent that includes the step.
    pub(super) extent: Extent,
    pub(super) lane: Lane,
    /// Programs it needs besides cargo; the step `programs` installs those of all steps.
    pub(super) needs: &'static [Program],
    pub(super) run: fn(&Workspace, Extent) -> Result<Outcome>,
}

/// All of them, in order.
pub(super) const STEPS: &[Step] = &[
    Step { name: "programs", extent: Extent::Fast, lane: Lane::Beside, needs: &[], run: programs },
    Step {
        name: "npm-packages",
        extent: Extent::Fast,
        lane: Lane::Beside,
        needs: &[NODE, NPM],
        run: npm_packages,
    },
    Step {
        name: "script-types",
        extent: Extent::Fast,
        lane: Lane::Beside,
        needs: &[NODE, NPM],
        run: script_types,
    },
    Step {
        name: "import-tools",
        extent: Extent::Fast,
        lane: Lane::Beside,
        needs: &[PYTHON],
        run: import_tools,
    },
    Step { name: "format", extent: Extent::Fast, lane: Lane::First, needs: &[], run: format },
    Step { name: "widget-check", extent: Extent::Fast, lane: Lane::First, needs: &[], run: widget_check },
    Step { name: "dependencies", extent: Extent::Fast, lane: Lane::First, needs: &[], run: dependencies },
    Step { name: "clippy", extent: Extent::Fast, lane: Lane::First, needs: &[], run: clippy },
    Step { name: "docs", extent: Extent::Fast, lane: Lane::First, needs: &[], run: docs },
    Step { name: "cargo-test", extent: Extent::Fast, lane: Lane::First, needs: &[], run: cargo_test },
    Step { name: "import", extent: Extent::Fast, lane: Lane::Last, needs: &[PYTHON], run: import_documents },
    Step {
        name: "widget-rebuild",
        extent: Extent::Thorough,
        lane: Lane::Last,
        needs: &[NODE, NPM],
        run: widget_rebuild,
    },
    Step { name: "browser", extent: Extent::Usual, lane: Lane::Last, needs: &[NODE, CHROMIUM], run: browser },
];

/// What serves and opens attachments, besides Chromium. By default the browser tests use those that are
/// installed.
const HOSTS_AND_BROWSERS: [Program; 5] = [APACHE, NGINX, FIREFOX, WEBKIT, XVFB];

/// Installs what any of the following steps needs.
fn programs(_: &Workspace, extent: Extent) -> Result<Outcome> {
    let mut needed: Vec<Program> = Vec::new();
    let others: &[Program] = if extent == Extent::Thorough { &HOSTS_AND_BROWSERS } else { &[] };
    let of_steps = STEPS.iter().filter(|step| step.extent <= extent).flat_map(|step| step.needs);
    for program in of_steps.chain(others) {
        if !needed.contains(program) {
            needed.push(*program);
        }
    }
    programs::ensure(&needed)?;
    Ok(Outcome::Passed)
}

/// Where the browser tests are, from the root of the workspace.
pub(super) const BROWSER_TESTS: &str = "tests/browser";

fn npm_packages(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    only_with(workspace, "package.json", install_npm_packages)
}

/// Installs the npm packages of the browser tests, regardless of what was installed before.
fn install_npm_packages(folder: &Path) -> Result<()> {
    command::run(Command::new("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))
}

/// Returns the folder of the browser tests, installing its npm packages unless there are some.
///
/// # Errors
/// When they cannot be installed.
pub fn browser_tests(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.path(BROWSER_TESTS);
    if !folder.join("node_modules").is_dir() {
        install_npm_packages(&folder)?;
    }
    Ok(folder)
}

fn script_types(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    only_with(workspace, "tsconfig.json", |_| {
        let mut check = Command::new("npx");
        check.current_dir(browser_tests(workspace)?);
        command::run(check.args(["--no-install", "tsc", "-p", "tsconfig.json"]))
    })
}

/// Fetches what the step `import` makes its documents with; that step reports what is missing.
fn import_tools(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    Ok(match import::fetch(workspace) {
        Ok(()) => Outcome::Passed,
        Err(error) => Outcome::Skipped(format!("{error:#}")),
    })
}

fn format(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    passed(cargo(workspace).args(["fmt", "--all", "--check"]))
}

fn widget_check(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    widget::check(workspace)?;
    widget::report_size(workspace)?;
    Ok(Outcome::Passed)
}

/// Checks the dependencies against `deny.toml`, except for known vulnerabilities: their list is on GitHub,
/// which a test should not depend on. Compiling cargo-deny takes longer than all tests, so it is only used
/// where it is installed.
fn dependencies(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    if command::find("cargo-deny").is_none() {
        return Ok(Outcome::Skipped(
            "there is no cargo-deny: `cargo install cargo-deny --locked`".to_owned(),
        ));
    }
    passed(cargo(workspace).args(["deny", "check", "bans", "licenses", "sources"]))
}

/// Compiles everything, tests and programs, and lints our packages along the way.
fn clippy(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    passed(linting_cargo(workspace)?.args(["build", "--all-targets"]).args(compiler::CHOICE))
}

fn docs(workspace: &Workspace, extent: Extent) -> Result<Outcome> {
    clippy(workspace, extent)?;
    docs::check(workspace)?;
    Ok(Outcome::Passed)
}

/// How many random edits, phrases and kills a thorough run makes, and how long its longest line is.
const THOROUGH: [(&str, &str); 4] = [
    ("ACTAS_EDITS", "1000"),
    ("ACTAS_PHRASES", "10000"),
    ("ACTAS_KILLS", "24"),
    ("ACTAS_LINE_MEGABYTES", "50"),
];

fn cargo_test(workspace: &Workspace, extent: Extent) -> Result<Outcome> {
    let mut test = linting_cargo(workspace)?;
    test.arg("test").args(compiler::CHOICE);
    if extent == Extent::Thorough {
        test.envs(THOROUGH);
    }
    passed(&mut test)
}

fn import_documents(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    Ok(match import::test(workspace)? {
        import::Tested::Passed(note) => Outcome::Noted(note),
        import::Tested::Skipped(why) => Outcome::Skipped(why),
    })
}

fn widget_rebuild(workspace: &Workspace, _: Extent) -> Result<Outcome> {
    Ok(Outcome::Noted(widget::rebuild(workspace, &rebuilt_widget(workspace))?))
}

/// Runs the browser tests.
fn browser(workspace: &Workspace, extent: Extent) -> Result<Outcome> {
    only_with(workspace, "run.mjs", |_| browser_checks(workspace, extent, None))
}

/// Runs the browser tests, or one file of them, with the generator that the other tests have compiled:
/// compiling it for release would take longer than these tests. A thorough run makes them use the widget that
/// it has built.
pub(super) fn browser_checks(workspace: &Workspace, extent: Extent, only: Option<&str>) -> Result<()> {
    let folder = browser_tests(workspace)?;
    // Built together with a test: otherwise cargo would omit the features that tests enable in dependencies,
    // and recompile those.
    let mut build = linting_cargo(workspace)?;
    command::run(build.args(["build", "--bin", "actas", "--test", "cases"]).args(compiler::CHOICE))?;
    let mut tests = Command::new("node");
    tests.current_dir(workspace.root()).arg(folder.join("run.mjs")).args(only);
    tests.env("ACTAS_BIN", workspace.target("debug/actas"));
    if extent == Extent::Thorough {
        tests.env("ACTAS_WIDGET", rebuilt_widget(workspace)).env("ACTAS_ALL_BROWSERS", "1");
    }
    command::run(&mut tests)
}

/// Returns the folder of the rebuilt widget.
fn rebuilt_widget(workspace: &Workspace) -> PathBuf {
    workspace.target("widget-check")
}

/// Runs a command that is an entire step.
fn passed(step: &mut Command) -> Result<Outcome> {
    command::run(step)?;
    Ok(Outcome::Passed)
}

/// Runs a step on the folder of the browser tests, if its file exists.
fn only_with(workspace: &Workspace, file: &str, step: impl FnOnce(&Path) -> Result<()>) -> Result<Outcome> {
    let folder = workspace.path(BROWSER_TESTS);
    let is_there = folder.join(file).try_exists();
    if !is_there.with_context(|| format!("{BROWSER_TESTS}/{file} cannot be looked for"))? {
        return Ok(Outcome::Skipped(format!("there is no {BROWSER_TESTS}/{file}")));
    }
    step(&folder)?;
    Ok(Outcome::Passed)
}
