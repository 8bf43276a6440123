//! How long archives of growing size take to build, compared with Hugo with Pagefind, and Zola if it is
//! given.
//!
//! One run measures all of them, in turns (A B C, A B C …), on the same reports. Their output is counted, so
//! that a site is not compared with half of one. `docs/benchmarks.md` says what is compared and how.

mod actas;
mod archive;
mod files;
mod hugo;
mod machine;
mod measure;
mod output;
mod table;
mod zola;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::command::{self, cargo};
use crate::programs::{self, NODE, NPM, PYTHON};
use crate::test::browser_tests;
use crate::workspace::Workspace;
use measure::Cost;
use output::Output;

/// The default sizes, in reports.
const REPORTS: [usize; 2] = [100, 1_000];
/// The largest size, in reports, at which everything is measured several times.
const REPEATED_REPORTS_MAX: usize = 1_000;
/// How many times that is.
const ROUNDS: usize = 3;

/// The programs that are measured, and the one that makes archives.
struct Programs {
    actas: PathBuf,
    generator: PathBuf,
    hugo: PathBuf,
    pagefind: PathBuf,
    /// If it is given.
    zola: Option<PathBuf>,
}

/// A way of building a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Contender {
    /// Everything, with its own search.
    Actas,
    /// Hugo's pages with Pagefind's search.
    HugoPages,
    /// The same with feeds, data and citations.
    HugoAll,
    /// Zola's pages, without any search.
    ZolaPages,
}

impl Contender {
    fn name(self) -> &'static str {
        match self {
            Contender::Actas => "actas",
            Contender::HugoPages => "Hugo + Pagefind, pages only",
            Contender::HugoAll => "Hugo + Pagefind, all outputs",
            Contender::ZolaPages => "Zola, pages without search",
        }
    }
}

/// What a contender's runs cost, and what it wrote.
struct Measured {
    contender: Contender,
    runs: Vec<Vec<Step>>,
    output: Output,
}

/// A program within a run.
struct Step {
    program: &'static str,
    cost: Cost,
    /// For actas: its stages, in milliseconds.
    stages: Vec<(String, f64)>,
}

/// An archive in the format of each contender, and their output folder.
struct Field {
    reports: usize,
    /// In actas's format.
    site: PathBuf,
    /// In Hugo's format.
    hugo: PathBuf,
    /// In Zola's format; missing unless Zola is given.
    zola: PathBuf,
    /// The output folder, emptied before each run.
    scratch: PathBuf,
}

/// Measures archives of the sizes given in `arguments`, by default 100 and 1,000 reports; prints the tables
/// and writes them to `target/bench.md`.
///
/// `ACTAS_BIN` and `ACTAS_BENCH` give the paths of programs that are already built; otherwise they are built
/// for release. `ZOLA` gives the path of Zola, which is left out otherwise. `ACTAS_BENCH_FOLDER` gives the
/// folder for the archives and their output, by default `target/bench`: use one in memory if the disk's speed
/// varies.
///
/// # Errors
/// When an argument is not a number, a program is missing or fails, or a site lacks reports.
pub fn run(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let sizes = sizes(arguments)?;
    let programs = Programs::find(workspace)?;
    let mut text = machine::describe(workspace, &programs.versions()?)?;
    println!("{text}");
    for reports in sizes {
        let field = Field::prepare(workspace, &programs, reports)?;
        let rounds = if reports <= REPEATED_REPORTS_MAX { ROUNDS } else { 1 };
        let measured = measure_all(&programs, &field, rounds)?;
        let again = actas::measure_again(&programs, &field, rounds)?;
        let tables = table::size(reports, rounds, &measured, &again);
        println!("\n{tables}");
        let _ = write!(text, "\n{tables}");
        // Written after each size, since the next may take an hour.
        let file = workspace.target("bench.md");
        std::fs::write(&file, &text).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

fn sizes(arguments: &[&str]) -> Result<Vec<usize>> {
    if arguments.is_empty() {
        return Ok(REPORTS.to_vec());
    }
    let size = |argument: &&str| {
        let size: usize =
            argument.parse().with_context(|| format!("`{argument}` is no number of reports, like 1000"))?;
        ensure!(size > 0, "an archive has one report at least");
        Ok(size)
    };
    arguments.iter().map(size).collect()
}

impl Programs {
    fn find(workspace: &Workspace) -> Result<Programs> {
        programs::ensure(&[NODE, NPM, PYTHON])?;
        Ok(Programs {
            actas: released(workspace, "actas", "ACTAS_BIN")?,
            generator: released(workspace, "actas-bench", "ACTAS_BENCH")?,
            hugo: hugo::install(workspace)?,
            pagefind: hugo::pagefind(&browser_tests(workspace)?)?,
            zola: given("ZOLA")?,
        })
    }

    fn contenders(&self) -> Vec<Contender> {
        let mut all = vec![Contender::Actas, Contender::HugoPages, Contender::HugoAll];
        if self.zola.is_some() {
            all.push(Contender::ZolaPages);
        }
        all
    }

    fn versions(&self) -> Result<Vec<String>> {
        let mut asked =
            vec![(&self.actas, "--version"), (&self.hugo, "version"), (&self.pagefind, "--version")];
        asked.extend(self.zola.iter().map(|zola| (zola, "--version")));
        asked.iter().map(|(program, argument)| command::output(Command::new(program).arg(argument))).collect()
    }
}

/// Returns the program or folder that an environment variable gives.
fn given(variable: &str) -> Result<Option<PathBuf>> {
    let program = std::env::var_os(variable).map(std::path::absolute).transpose();
    program.with_context(|| format!("{variable} cannot be used"))
}

/// Returns a program of the workspace, built for release: the one that a variable gives, or a new one.
fn released(workspace: &Workspace, package: &str, variable: &str) -> Result<PathBuf> {
    if let Some(program) = given(variable)? {
        return Ok(program);
    }
    command::run(cargo(workspace).args(["build", "--release", "--package", package]))?;
    Ok(workspace.target("release").join(package))
}

impl Field {
    /// Makes an archive and converts it.
    fn prepare(workspace: &Workspace, programs: &Programs, reports: usize) -> Result<Field> {
        println!("\n==> {reports} reports");
        let folder = given("ACTAS_BENCH_FOLDER")?.unwrap_or_else(|| workspace.target("bench"));
        let folder = folder.join(reports.to_string());
        empty(&folder)?;
        let field = Field {
            reports,
            site: folder.join("actas"),
            hugo: folder.join("hugo"),
            zola: folder.join("zola"),
            scratch: folder.join("scratch"),
        };
        let mut generate = Command::new(&programs.generator);
        generate.args(["generate", "--reports", &reports.to_string()]).arg(&field.site);
        command::run(&mut generate)?;
        hugo::convert(workspace, &field.site, &field.hugo)?;
        if programs.zola.is_some() {
            zola::convert(workspace, &field.site, &field.zola)?;
        }
        Ok(field)
    }

    /// Returns a contender's output folder, emptied of all earlier runs.
    fn fresh(&self) -> Result<PathBuf> {
        empty(&self.scratch)?;
        let sources =
            [(&self.site, actas::SOURCES), (&self.hugo, hugo::SOURCES), (&self.zola, zola::SOURCES)];
        for (folder, own) in sources.into_iter().filter(|(folder, _)| folder.is_dir()) {
            remove_others(folder, own)?;
        }
        Ok(self.scratch.join("public"))
    }

    /// Returns the folder where programs may keep files until the next run.
    fn cache(&self) -> PathBuf {
        self.scratch.join("cache")
    }
}

/// Removes a folder and everything in it, and makes it again.
fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

/// Removes what a program left next to the sources of a site: caches, records, outputs.
fn remove_others(folder: &Path, own: &[&str]) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if own.iter().any(|&name| entry.file_name() == name) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            std::fs::remove_dir_all(entry.path())?;
        } else {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Runs all contenders, one after another, for the given number of rounds.
fn measure_all(programs: &Programs, field: &Field, rounds: usize) -> Result<Vec<Measured>> {
    let mut all: Vec<Measured> = Vec::new();
    for round in 0..rounds {
        for contender in programs.contenders() {
            let folder = field.fresh()?;
            let steps = match contender {
                Contender::Actas => vec![actas::build(&programs.actas, field, &folder)?],
                Contender::HugoPages => hugo::build(programs, field, &folder, hugo::Outputs::Pages)?,
                Contender::HugoAll => hugo::build(programs, field, &folder, hugo::Outputs::All)?,
                Contender::ZolaPages => vec![zola::build(programs, field, &folder)?],
            };
            let wall: f64 = steps.iter().map(|step| step.cost.wall_seconds).sum();
            println!("round {}: {}, {wall:.2} s", round + 1, contender.name());
            match all.iter_mut().find(|measured| measured.contender == contender) {
                Some(measured) => measured.runs.push(steps),
                None => {
                    let output = Output::count(&folder)?;
                    all.push(Measured { contender, runs: vec![steps], output });
                }
            }
        }
    }
    Ok(all)
}
