//! An archive as read from its files, from which the input of other generators is made.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use toml::{Table, Value};
use walkdir::WalkDir;

/// A report from `content/reports/<year>/<stem>.<language>.md`.
pub(super) struct Report {
    /// The name of its file without language and extension; the same in every language.
    pub(super) stem: String,
    /// Its language, like `es`.
    pub(super) language: String,
    /// The folder it is in.
    pub(super) year: String,
    /// Its front matter.
    pub(super) front_matter: Table,
    /// Everything after the front matter.
    pub(super) text: String,
}

/// A term of a vocabulary.
pub(super) struct Term {
    /// Its id in front matters.
    pub(super) id: String,
    /// Its full name by language.
    pub(super) names: BTreeMap<String, String>,
    /// Its short name by language; empty if it has none.
    pub(super) acronyms: BTreeMap<String, String>,
}

/// Calls `each` for every report of an archive, one after another, and returns how many there were.
///
/// # Errors
/// When a report cannot be read, or `each` fails.
pub(super) fn each_report(site: &Path, mut each: impl FnMut(Report) -> Result<()>) -> Result<usize> {
    let mut count = 0;
    for entry in WalkDir::new(site.join("content/reports")).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path();
            each(report(path).with_context(|| format!("{} cannot be converted", path.display()))?)?;
            count += 1;
        }
    }
    Ok(count)
}

fn report(path: &Path) -> Result<Report> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bare = name.strip_suffix(".md").context("this is no Markdown file")?;
    let (stem, language) = bare.rsplit_once('.').context("its name has no language")?;
    let year = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let content = std::fs::read_to_string(path)?;
    let parts: Vec<&str> = content.splitn(3, "+++\n").collect();
    ensure!(parts.len() == 3 && parts[0].is_empty(), "it has no front matter in TOML");
    Ok(Report {
        stem: stem.to_owned(),
        language: language.to_owned(),
        year,
        front_matter: parts[1].parse().context("its front matter is no TOML")?,
        text: parts[2].to_owned(),
    })
}

/// Returns the terms of a vocabulary, `content/vocabulary/<name>.toml`.
///
/// # Errors
/// When it cannot be read or a term has no name.
pub(super) fn terms(site: &Path, vocabulary: &str) -> Result<Vec<Term>> {
    let path = site.join("content/vocabulary").join(vocabulary).with_extension("toml");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let table: Table = text.parse().with_context(|| format!("{} is no TOML", path.display()))?;
    let term = |(id, entry): (String, Value)| {
        let names = by_language(entry.get("name"));
        ensure!(!names.is_empty(), "the term `{id}` has no name");
        Ok(Term { id, names, acronyms: by_language(entry.get("acronym")) })
    };
    table.into_iter().map(term).collect()
}

fn by_language(value: Option<&Value>) -> BTreeMap<String, String> {
    let entries = value.and_then(Value::as_table).into_iter().flatten();
    entries.filter_map(|(language, text)| Some((language.clone(), text.as_str()?.to_owned()))).collect()
}
