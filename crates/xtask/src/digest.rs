//! What the built widget was made from: a list of files with the BLAKE3 digest of each.
//!
//! The list is next to the built files, in `widget.digest`: one line `path = digest` for each source and each
//! built file. Recomputing it shows, without a build, which sources have changed since and which built files
//! were edited by hand.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

const HEADER: &str = "\
# What the search widget beside this file was made from and what came of it: path = BLAKE3 digest.
# Written by `cargo xtask widget`, compared by `cargo xtask widget --check`.
";

/// The line that names the compiler and the tools.
const BUILT_WITH: &str = "built with";

/// Digests of files, by their path from the root of the workspace, `/` between its parts.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Digests(BTreeMap<String, String>);

impl Digests {
    /// Digests files; a folder stands for everything in it except hidden files.
    pub fn of(workspace: &Workspace, paths: &[&str]) -> Result<Digests> {
        let mut digests = Digests::default();
        for path in paths {
            digests.add(workspace, path)?;
        }
        Ok(digests)
    }

    /// Adds those of `other`.
    pub fn extend(&mut self, other: Digests) {
        self.0.extend(other.0);
    }

    fn add(&mut self, workspace: &Workspace, path: &str) -> Result<()> {
        let absolute = workspace.path(path);
        if !absolute.is_dir() {
            let content = std::fs::read(&absolute).with_context(|| format!("{path} cannot be read"))?;
            self.0.insert(path.to_owned(), blake3::hash(&content).to_hex().to_string());
            return Ok(());
        }
        for name in visible_names(&absolute).with_context(|| format!("{path} cannot be listed"))? {
            self.add(workspace, &format!("{path}/{name}"))?;
        }
        Ok(())
    }
}

/// Returns the names in a folder; a name that is not Unicode is an error.
fn visible_names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        match entry?.file_name().into_string() {
            Ok(name) if name.starts_with('.') => {}
            Ok(name) => names.push(name),
            Err(name) => bail!("its file {} has no Unicode name", name.display()),
        }
    }
    Ok(names)
}

/// The content of `widget.digest`.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// The compiler and the tools that made the widget.
    pub built_with: String,
    /// Its sources and the built files.
    pub digests: Digests,
}

impl Record {
    /// Reads a record.
    pub fn parse(text: &str) -> Result<Record> {
        let mut built_with = None;
        let mut digests = Digests::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.split_once(" = ") {
                Some((BUILT_WITH, tools)) => built_with = Some(tools.to_owned()),
                Some((path, digest)) => {
                    digests.0.insert(path.to_owned(), digest.to_owned());
                }
                None => bail!("line `{line}` is not of the form `path = digest`"),
            }
        }
        let built_with = built_with.with_context(|| format!("there is no line `{BUILT_WITH} = …`"))?;
        Ok(Record { built_with, digests })
    }

    /// Compares with the files as they are now and returns a line for each that differs, in order.
    pub fn differences(&self, now: &Digests) -> Vec<String> {
        let gone = self.digests.0.keys().filter(|path| !now.0.contains_key(*path));
        let mut lines: Vec<String> = gone.map(|path| format!("{path} (removed)")).collect();
        for (path, digest) in &now.0 {
            match self.digests.0.get(path) {
                Some(recorded) if recorded == digest => {}
                Some(_) => lines.push(format!("{path} (changed)")),
                None => lines.push(format!("{path} (added)")),
            }
        }
        lines.sort();
        lines
    }
}

impl fmt::Display for Record {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(HEADER)?;
        writeln!(out, "{BUILT_WITH} = {}", self.built_with)?;
        self.digests.0.iter().try_for_each(|(path, digest)| writeln!(out, "{path} = {digest}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Digests, Record};

    fn digests(files: &[(&str, &str)]) -> Digests {
        Digests(files.iter().map(|(path, digest)| ((*path).to_owned(), (*digest).to_owned())).collect())
    }

    fn record() -> Record {
        Record { built_with: "rustc 1.0, tool 2".to_owned(), digests: digests(&[("a", "1"), ("b", "2")]) }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        assert_eq!(Record::parse(&record().to_string()).expect("it is well formed"), record());
    }

    #[test]
    fn other_text_is_no_record() {
        assert!(Record::parse("a = 1\n").is_err());
        assert!(Record::parse("built with = x\nconflict\n").is_err());
    }

    #[test]
    fn every_difference_is_named() {
        assert!(record().differences(&digests(&[("a", "1"), ("b", "2")])).is_empty());
        let differences = record().differences(&digests(&[("b", "3"), ("c", "4")]));
        assert_eq!(differences, ["a (removed)", "b (changed)", "c (added)"]);
    }
}
