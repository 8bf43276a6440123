//! Fuzzes the readers: each target of `fuzz/`, one after the other.
//!
//! The targets state what must hold (`fuzz/src/lib.rs`); cargo-fuzz builds them with a nightly compiler. No
//! sanitizer is used: none of our crates has unsafe code, and without it twice as many inputs are tried in
//! the same time. Overflows and other assertions of debug builds count as crashes; so does an input that
//! takes ten seconds or two gigabytes.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::command;
use crate::workspace::Workspace;

/// The default time for each target, in seconds.
const SECONDS: u64 = 600;
/// The longest time for one input, in seconds.
const INPUT_SECONDS_MAX: u64 = 10;
/// The most memory of a target, in megabytes.
const MEMORY_MEGABYTES_MAX: u64 = 2048;
/// The longest input, in bytes: faults of longer inputs also occur with shorter ones.
const INPUT_BYTES_MAX: u64 = 8192;

/// The result of a target.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    executions: u64,
    /// How many places in the code were reached.
    coverage: u64,
    /// How many combinations of places and their counts were seen.
    features: u64,
    /// How many inputs are worth keeping.
    corpus: u64,
    /// The files with the inputs that crashed it.
    crashes: Vec<String>,
}

/// Runs each target for the given time and prints a table of the results. Inputs found beyond the corpora of
/// the repository are kept in the target folder, from which the next run continues.
///
/// # Errors
/// When cargo-fuzz or a nightly compiler is missing, a target cannot be built, or one crashed.
pub fn run(workspace: &Workspace, seconds: Option<&str>) -> Result<()> {
    let seconds =
        seconds.map_or(Ok(SECONDS), str::parse).context("how many seconds? `cargo xtask fuzz 60`")?;
    ensure_tools()?;
    let targets = targets(workspace)?;
    let mut build = cargo_fuzz(workspace, "build");
    command::run(&mut build).context("the targets cannot be built")?;
    let mut outcomes = Vec::new();
    for target in &targets {
        println!("==> {target}: {seconds} s, told in {}", log(workspace, target).display());
        outcomes.push(fuzz(workspace, target, seconds)?);
    }
    println!("\n{}", table(&targets, &outcomes));
    let crashes: Vec<&str> =
        outcomes.iter().flat_map(|outcome| &outcome.crashes).map(String::as_str).collect();
    if !crashes.is_empty() {
        bail!(
            "crashes, each of which belongs into `fuzz/corpus/<target>/` once it is mended:\n{}",
            crashes.join("\n")
        );
    }
    Ok(())
}

fn ensure_tools() -> Result<()> {
    if command::find("cargo-fuzz").is_none() {
        bail!("there is no cargo-fuzz: `cargo install cargo-fuzz --locked`");
    }
    if !command::succeeds(Command::new("rustup").args(["run", "nightly", "rustc", "--version"])) {
        bail!("there is no nightly compiler: `rustup toolchain install nightly --profile minimal`");
    }
    Ok(())
}

/// Returns the names of the targets, in order.
fn targets(workspace: &Workspace) -> Result<Vec<String>> {
    let folder = workspace.path("fuzz/fuzz_targets");
    let mut targets = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("rs")) {
            targets.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    targets.sort();
    Ok(targets)
}

fn cargo_fuzz(workspace: &Workspace, command: &str) -> Command {
    let mut cargo = Command::new("rustup");
    cargo.current_dir(workspace.root()).args([
        "run",
        "nightly",
        "cargo",
        "fuzz",
        command,
        "--sanitizer",
        "none",
    ]);
    cargo.arg("--target-dir").arg(workspace.target("fuzz"));
    // Cargo's variables about this program: a build script that depends on such variables would run again,
    // and everything built with it would be recompiled.
    for (name, _) in std::env::vars_os() {
        let is_of_package = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];
        if is_of_package.iter().any(|start| name.to_string_lossy().starts_with(start)) {
            cargo.env_remove(&name);
        }
    }
    cargo
}

fn log(workspace: &Workspace, target: &str) -> std::path::PathBuf {
    workspace.target("fuzz").join(format!("{target}.log"))
}

fn fuzz(workspace: &Workspace, target: &str, seconds: u64) -> Result<Outcome> {
    let found = workspace.target("fuzz").join("corpus").join(target);
    fs::create_dir_all(&found).with_context(|| format!("{} cannot be made", found.display()))?;
    let path = log(workspace, target);
    let open = || File::create(&path).with_context(|| format!("{} cannot be written", path.display()));
    let mut fuzz = cargo_fuzz(workspace, "run");
    // New inputs go into the first folder.
    fuzz.arg(target).arg(&found).arg(workspace.path("fuzz/corpus").join(target)).arg("--");
    fuzz.arg(format!("-max_total_time={seconds}")).arg(format!("-timeout={INPUT_SECONDS_MAX}"));
    fuzz.arg(format!("-rss_limit_mb={MEMORY_MEGABYTES_MAX}")).arg(format!("-max_len={INPUT_BYTES_MAX}"));
    fuzz.arg("-print_final_stats=1").stdout(Stdio::null()).stderr(open()?);
    let ended_well = fuzz.status().context("`rustup` cannot be started")?.success();
    let said = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut outcome = read(&String::from_utf8_lossy(&said));
    if !ended_well && outcome.crashes.is_empty() {
        outcome.crashes.push(shown(workspace, &path));
    }
    Ok(outcome)
}

fn shown(workspace: &Workspace, path: &Path) -> String {
    path.strip_prefix(workspace.root()).unwrap_or(path).display().to_string()
}

/// Reads libFuzzer's output: progress lines (`#12 NEW cov: 3 ft: 4 corp: 2/8b …`), statistics at the end, and
/// the files of inputs that crashed.
fn read(said: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for line in said.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let after = |name: &str| {
            let word = words.iter().position(|word| *word == name).and_then(|at| words.get(at + 1))?;
            word.split('/').next()?.parse::<u64>().ok()
        };
        if line.starts_with('#') {
            outcome.executions = words[0].trim_matches(['#', ':']).parse().unwrap_or(outcome.executions);
            outcome.coverage = after("cov:").unwrap_or(outcome.coverage);
            outcome.features = after("ft:").unwrap_or(outcome.features);
            outcome.corpus = after("corp:").unwrap_or(outcome.corpus);
        }
        outcome.executions = after("stat::number_of_executed_units:").unwrap_or(outcome.executions);
        if let Some((_, file)) = line.split_once("Test unit written to ") {
            outcome.crashes.push(file.trim().to_owned());
        }
    }
    outcome
}

fn table(targets: &[String], outcomes: &[Outcome]) -> String {
    let mut table = format!(
        "{:<16} {:>12} {:>9} {:>9} {:>7} {:>8}\n",
        "target", "executions", "coverage", "features", "corpus", "crashes"
    );
    for (target, outcome) in targets.iter().zip(outcomes) {
        let Outcome { executions, coverage, features, corpus, crashes } = outcome;
        let crashes = crashes.len();
        table +=
            &format!("{target:<16} {executions:>12} {coverage:>9} {features:>9} {corpus:>7} {crashes:>8}\n");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fuzzer_says_is_read() {
        let said = "INFO: seed corpus: files: 5\n\
                    #6\tINITED cov: 310 ft: 620 corp: 5/1016b exec/s: 0 rss: 60Mb\n\
                    #4096\tNEW    cov: 320 ft: 700 corp: 9/3Kb lim: 100 exec/s: 10 rss: 61Mb\n\
                    #9000\tDONE   cov: 321 ft: 710 corp: 10/3Kb\n\
                    stat::number_of_executed_units: 9001\n";
        let expected =
            Outcome { executions: 9001, coverage: 321, features: 710, corpus: 10, crashes: vec![] };
        assert_eq!(read(said), expected);
        let crashed = "#2048\tpulse cov: 1 ft: 2 corp: 1/1b\n\
                       artifact_prefix='fuzz/artifacts/x/'; Test unit written to fuzz/artifacts/x/crash-1\n";
        let found = read(crashed);
        assert_eq!((found.executions, found.crashes), (2048, vec!["fuzz/artifacts/x/crash-1".to_owned()]));
    }
}
