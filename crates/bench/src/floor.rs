//! The least that any generator of an archive has to do: read its sources, split them into words, write the
//! files that it publishes. A build can be compared with the time that this takes.

use std::fs;
use std::path::{Path, PathBuf};

use actas_search_core::analysis::{Analyzer, Language};
use anyhow::{Context as _, Result};
use rayon::prelude::*;
use walkdir::WalkDir;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Bytes read from the sources.
    pub read: usize,
    /// Words found, counting each occurrence.
    pub words: usize,
    /// Files written.
    pub files: usize,
    /// Their bytes.
    pub written: usize,
}

/// Reads the content of `site` word by word, and writes the files of its build `output` into `folder`. Uses
/// all cores.
///
/// # Errors
/// When something cannot be read or written.
pub fn run(site: &Path, output: &Path, folder: &Path) -> Result<Work> {
    let sources = files(&site.join("content"))?;
    let read: Vec<Work> = sources
        .par_iter()
        .map_init(
            || [Analyzer::new(Language::Spanish), Analyzer::new(Language::English)],
            |analyzers, path| tell_apart(path, analyzers),
        )
        .collect::<Result<_>>()?;
    let published = files(output)?;
    let written: Vec<Work> =
        published.par_iter().map(|path| copy(path, output, folder)).collect::<Result<_>>()?;
    let sum = |all: Work, one: &Work| Work {
        read: all.read + one.read,
        words: all.words + one.words,
        files: all.files + one.files,
        written: all.written + one.written,
    };
    Ok(read.iter().chain(&written).fold(Work::default(), sum))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn tell_apart(path: &Path, analyzers: &mut [Analyzer; 2]) -> Result<Work> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let is_english = path.to_string_lossy().ends_with(".en.md");
    let mut words = 0;
    analyzers[usize::from(is_english)].tokens(&text, &mut |_| words += 1);
    Ok(Work { read: text.len(), words, ..Work::default() })
}

fn copy(path: &Path, from: &Path, to: &Path) -> Result<Work> {
    let target = to.join(path.strip_prefix(from)?);
    let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&target, &bytes).with_context(|| format!("{} cannot be written", target.display()))?;
    Ok(Work { files: 1, written: bytes.len(), ..Work::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_and_files_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let [site, output, copy] = ["site", "output", "copy"].map(|name| folder.path().join(name));
        fs::create_dir_all(site.join("content")).expect("writable");
        fs::create_dir_all(output.join("a")).expect("writable");
        fs::write(site.join("content/x.es.md"), "Los puntos acordados").expect("writable");
        fs::write(output.join("a/index.html"), "<p>").expect("writable");
        let work = run(&site, &output, &copy).expect("it works");
        assert_eq!(work, Work { read: 20, words: 3, files: 1, written: 3 });
        assert_eq!(fs::read(copy.join("a/index.html")).expect("written"), b"<p>");
    }
}
