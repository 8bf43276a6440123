//! Makes the documents for the import test, with programs that write such documents, and runs that test.
//!
//! python-docx makes Word files; LibreOffice converts them, where it is installed. The test documents of
//! python-docx and of pandoc are imported as well, where they are available.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command;
use crate::compiler::{self, linting_cargo};
use crate::programs::{self, PYTHON};
use crate::workspace::Workspace;

/// The maker of Word files; pinned, so that the test is the same everywhere.
const PYTHON_DOCX: &str = "python-docx==1.2.0";
/// The report as its secretariat wrote it, which is not part of the repository.
const SEED: &str = "../shared/seed/2017-06-21-san-salvador.txt";

/// The result of the test.
pub enum Tested {
    /// It passed; what was left out, if anything.
    Passed(String),
    /// It could not be run, and why.
    Skipped(String),
}

/// Runs only this step, and prints the result.
///
/// # Errors
/// As [`test()`].
pub fn run(workspace: &Workspace) -> Result<()> {
    programs::ensure(&[PYTHON])?;
    match test(workspace)? {
        Tested::Passed(note) => println!("imported as expected: {note}"),
        Tested::Skipped(why) => println!("skipped: {why}"),
    }
    Ok(())
}

/// Fetches the programs that make documents, and the documents of other projects, unless they are already
/// there.
///
/// # Errors
/// When something is not available.
pub fn fetch(workspace: &Workspace) -> Result<()> {
    let tools = tools(workspace)?;
    let python = python(&tools)?;
    python_docx_tests(&python, &tools)?;
    pandoc_tests(&tools)?;
    Ok(())
}

/// Returns the folder that all of it is kept in.
fn tools(workspace: &Workspace) -> Result<PathBuf> {
    let tools = workspace.target("tools/import");
    std::fs::create_dir_all(&tools).with_context(|| format!("{} cannot be made", tools.display()))?;
    Ok(tools)
}

/// Makes the documents and imports them. Without a network it is skipped, unless everything was fetched
/// before.
///
/// # Errors
/// When documents cannot be made, or one of them is not imported correctly.
pub fn test(workspace: &Workspace) -> Result<Tested> {
    let tools = tools(workspace)?;
    let python = match python(&tools) {
        Ok(python) => python,
        Err(error) => {
            return Ok(Tested::Skipped(format!(
                "{PYTHON_DOCX} cannot be installed, is there a network? {error:#}"
            )));
        }
    };
    let mut notes = Vec::new();
    let documents = workspace.target("import-documents");
    if documents.exists() {
        std::fs::remove_dir_all(&documents)?;
    }
    let mut make = Command::new(&python);
    make.arg(workspace.path("tests/import/documents.py")).arg(&documents);
    if workspace.path(SEED).is_file() {
        make.arg("--seed").arg(workspace.path(SEED));
    } else {
        notes.push("the original report is not beside the repository");
    }
    match command::find("soffice").or_else(|| command::find("libreoffice")) {
        Some(program) => {
            make.arg("--soffice").arg(program);
        }
        None => notes.push("LibreOffice is not installed"),
    }
    for (others, name) in
        [(python_docx_tests(&python, &tools), "python-docx"), (pandoc_tests(&tools), "pandoc")]
    {
        match others {
            Ok(folder) => {
                make.arg("--others").arg(folder);
            }
            Err(error) => {
                println!("no test documents of {name}: {error:#}");
                notes.push(if name == "pandoc" {
                    "no documents of pandoc"
                } else {
                    "no documents of python-docx"
                });
            }
        }
    }
    command::run(&mut make)?;
    let mut test = linting_cargo(workspace)?;
    test.arg("test").args(compiler::CHOICE);
    test.args(["--test", "main", "--", "--nocapture", "import::import_documents"]);
    command::run(test.env("ACTAS_IMPORT_DOCUMENTS", &documents))?;
    let left_out = || format!("without: {}", notes.join("; "));
    Ok(Tested::Passed(if notes.is_empty() { "all documents".to_owned() } else { left_out() }))
}

/// Returns a Python that has python-docx, in its own folder.
fn python(tools: &Path) -> Result<PathBuf> {
    let folder = tools.join("python");
    let python = folder.join("bin/python");
    if command::succeeds(Command::new(&python).args(["-c", "import docx"])) {
        return Ok(python);
    }
    programs::install_python_package(&folder, PYTHON_DOCX)?;
    Ok(python)
}

/// Fetches the source of python-docx, which contains test documents.
fn python_docx_tests(python: &Path, tools: &Path) -> Result<PathBuf> {
    let folder = tools.join("python-docx");
    if !folder.is_dir() {
        let archives = tools.join("archives");
        let mut fetch = Command::new(python);
        fetch.args([
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--no-binary",
            ":all:",
            PYTHON_DOCX,
            "--dest",
        ]);
        command::run(fetch.arg(&archives))?;
        unpack(&archives, "python_docx", &folder)?;
    }
    Ok(folder)
}

/// Fetches Debian's source of pandoc, which contains test documents.
fn pandoc_tests(tools: &Path) -> Result<PathBuf> {
    let folder = tools.join("pandoc");
    if folder.is_dir() {
        return Ok(folder);
    }
    let archives = tools.join("archives");
    let lists = archives.join("lists");
    std::fs::create_dir_all(lists.join("partial"))?;
    let release = std::fs::read_to_string("/etc/os-release").context("this is not Debian")?;
    let suite =
        release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME=")).context("no code name")?;
    let key = "/usr/share/keyrings/debian-archive-keyring.gpg";
    let sources = archives.join("sources.list");
    std::fs::write(
        &sources,
        format!("deb-src [signed-by={key}] http://deb.debian.org/debian {suite} main\n"),
    )?;
    let apt_get = || {
        let mut apt_get = Command::new("apt-get");
        apt_get.current_dir(&archives).arg("--quiet");
        apt_get.arg("-o").arg(format!("Dir::Etc::sourcelist={}", sources.display()));
        apt_get.args(["-o", "Dir::Etc::sourceparts=/dev/null", "-o"]);
        apt_get.arg(format!("Dir::State::lists={}", lists.display()));
        apt_get
    };
    command::run(apt_get().arg("update"))?;
    command::run(apt_get().args(["source", "--download-only", "pandoc"]))?;
    unpack(&archives, "pandoc_", &folder)?;
    Ok(folder)
}

/// Unpacks the archive whose name begins with `start`.
fn unpack(archives: &Path, start: &str, folder: &Path) -> Result<()> {
    let mut names = std::fs::read_dir(archives)?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let is_meant = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(start) && name.ends_with(".tar.gz")
    };
    let archive = names.find(is_meant).with_context(|| format!("there is no archive {start}"))?;
    std::fs::create_dir_all(folder)?;
    command::run(Command::new("tar").arg("xzf").arg(archive).arg("-C").arg(folder))
}
