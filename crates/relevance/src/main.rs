//! Measures how well `actas`, Pagefind and plain BM25 answer searches over the same pages.
//!
//! A [collection] is a site and queries with the pages that answer them: [judged] by hand, or made from
//! [Cranfield](cranfield), [CISI](cisi), [QMSum](qmsum) or [XQuAD](xquad). Its site is [built](site) once; each
//! of the three [engines] answers all queries with the addresses of its best [`DEPTH`](collection::DEPTH) pages;
//! [metrics] scores them, [bootstrap] says how sure a difference is, and [report] shows the scores as text,
//! Markdown and JSON.

mod analysis;
mod bootstrap;
mod cisi;
mod collection;
mod cranfield;
mod engines;
mod forms;
mod html;
mod judged;
mod metrics;
mod qmsum;
mod records;
mod report;
mod site;
mod xquad;

use std::fs;
use std::io::{Write, stderr, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::collection::Collection;
use crate::engines::Folders;
use crate::report::{Measured, Report};

/// The variable that names a folder with collections that are not beside the repository.
const FURTHER: &str = "ACTAS_COLLECTIONS";

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
    let made: [(&str, Make); 4] = [
        ("cranfield", cranfield::make),
        ("qmsum", qmsum::make),
        ("cisi", cisi::make),
        ("xquad", xquad::make),
    ];
    let further = std::env::var_os(FURTHER).map(PathBuf::from);
    let places: Vec<PathBuf> = std::iter::once(shared.join("ir")).chain(further).collect();
    for (name, make) in made {
        match places.iter().map(|place| place.join(name)).find(|source| source.is_dir()) {
            Some(source) => collections.extend(make(&source, &folders.work.join(name).join("site"))?),
            None => note(&format!("skipped: {name}, which is in neither ../shared/ir nor ${FURTHER}")),
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
