//! Measures how well `actas`, Pagefind and plain BM25 answer searches over the same pages.
//!
//! A [collection] is a site and queries with the pages that answer them: [judged] by hand, or made from
//! [Cranfield](cranfield) or [QMSum](qmsum). Its site is [built](site) once; each of the three [engines]
//! answers all queries with the addresses of its best [`DEPTH`](collection::DEPTH) pages; [metrics] scores
//! them, and [report] shows the scores as text, Markdown and JSON.

mod analysis;
mod collection;
mod cranfield;
mod engines;
mod forms;
mod html;
mod judged;
mod metrics;
mod qmsum;
mod report;
mod site;

use std::fs;
use std::io::{Write, stderr, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::collection::Collection;
use crate::engines::Folders;
use crate::report::{Measured, Report};

const USAGE: &str = "usage: actas-relevance <root of the workspace> <target folder> [--verbose]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            note(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Measures all collections; prints the report and writes it into the target folder.
fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (root, target, verbose) = match arguments[..] {
        [root, target] => (root, target, false),
        [root, target, "--verbose"] => (root, target, true),
        _ => bail!("{USAGE}"),
    };
    let folders = Folders { root: PathBuf::from(root), work: Path::new(target).join("relevance") };
    let mut measured = Vec::new();
    for collection in collections(&folders)? {
        note(&format!("{}: {} queries", collection.name, collection.queries.len()));
        let answered = engines::answer_all(&collection, &folders)?;
        measured.push(Measured::new(collection, answered));
    }
    let report = Report::new(measured);
    write(&Path::new(target).join("relevance.md"), &report.to_markdown())?;
    write(&Path::new(target).join("relevance.json"), &report.to_json()?)?;
    stdout().write_all(report.to_text(verbose).as_bytes())?;
    Ok(())
}

/// Returns the collections that exist; names those that are missing.
fn collections(folders: &Folders) -> Result<Vec<Collection>> {
    let shared = folders.root.join("../shared");
    let mut collections = Vec::new();
    for collection in judged::read_all(&folders.root)? {
        if collection.site.is_dir() {
            collections.push(collection);
        } else {
            note(&format!("skipped: {}, there is no {}", collection.name, collection.site.display()));
        }
    }
    type Make = fn(&Path, &Path) -> Result<Vec<Collection>>;
    let made: [(&str, Make); 2] = [("cranfield", cranfield::make), ("qmsum", qmsum::make)];
    for (name, make) in made {
        let source = shared.join("ir").join(name);
        if source.is_dir() {
            collections.extend(make(&source, &folders.work.join(name).join("site"))?);
        } else {
            note(&format!("skipped: {name}, there is no {}", source.display()));
        }
    }
    Ok(collections)
}

/// Prints a progress line, separate from the report.
fn note(line: &str) {
    let _ = writeln!(stderr(), "{line}");
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}
