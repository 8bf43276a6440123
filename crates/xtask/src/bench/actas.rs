//! The builds of actas.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use walkdir::WalkDir;

use super::measure::{self, Cost};
use super::{Field, Programs, Step};

/// The sources of an archive; everything else was left by a build.
pub(super) const SOURCES: &[&str] = &["site.toml", "content"];

/// The costs of rebuilding, build by build.
pub(super) struct Again {
    /// With no changes.
    pub(super) unchanged: Vec<Cost>,
    /// With one report changed.
    pub(super) edited: Vec<Cost>,
    /// The unavoidable work: reading the sources word by word, and writing the same files.
    pub(super) floor: Vec<Cost>,
}

/// Builds the archive.
///
/// # Errors
/// When the build fails or leaves reports out.
pub(super) fn build(program: &Path, field: &Field, folder: &Path) -> Result<Step> {
    let mut build = Command::new(program);
    build.args(["build", "--json", "--base-url", "https://example.org/", "--site"]).arg(&field.site);
    let (cost, printed) = measure::run(build.arg("--output").arg(folder), &field.cache())?;
    let told: Value = serde_json::from_str(&printed).context("`actas build --json` printed no JSON")?;
    let reports = told["counts"]["reports"].as_u64().unwrap_or_default();
    ensure!(reports == field.reports as u64, "actas published {reports} of {} reports", field.reports);
    let stages = told["milliseconds"]["stages"].as_object().context("it does not tell its stages")?;
    let stages = stages.iter().map(|(name, time)| (name.clone(), time.as_f64().unwrap_or_default()));
    Ok(Step { program: "actas", cost, stages: stages.collect() })
}

/// Builds the archive once, then alternately unchanged and with one report changed, and each time also
/// measures the unavoidable work.
///
/// # Errors
/// As [`build`], or when the report cannot be changed.
pub(super) fn measure_again(programs: &Programs, field: &Field, rounds: usize) -> Result<Again> {
    let program = &programs.actas;
    let folder = field.fresh()?;
    build(program, field, &folder)?;
    let file = some_report(&field.site)?;
    let text = std::fs::read_to_string(&file)?;
    let mut again = Again { unchanged: Vec::new(), edited: Vec::new(), floor: Vec::new() };
    for round in 0..rounds {
        again.unchanged.push(build(program, field, &folder)?.cost);
        std::fs::write(&file, format!("{text}\n\nCorrección número {round}.\n"))?;
        again.edited.push(build(program, field, &folder)?.cost);
        again.floor.push(floor(programs, field, &folder)?);
        println!("round {}: actas again, unchanged and edited; the floor", round + 1);
    }
    std::fs::write(&file, text)?;
    Ok(again)
}

/// Reads the sources and writes the content of `folder` elsewhere.
fn floor(programs: &Programs, field: &Field, folder: &Path) -> Result<Cost> {
    let copy = field.scratch.join("floor");
    if copy.exists() {
        std::fs::remove_dir_all(&copy)?;
    }
    let mut floor = Command::new(&programs.generator);
    floor.arg("floor").arg("--site").arg(&field.site).arg("--output").arg(folder).arg(&copy);
    Ok(measure::run(&mut floor, &field.cache())?.0)
}

/// Returns a report from the middle of the archive.
fn some_report(site: &Path) -> Result<PathBuf> {
    let mut files = Vec::new();
    for entry in WalkDir::new(site.join("content/reports")) {
        let entry = entry?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    files.sort_unstable();
    let middle = files.len() / 2;
    files.into_iter().nth(middle).context("the archive has no reports")
}
