//! The site as files.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::meeting::{self, Meeting};
use crate::report;
use crate::terms::Terms;
use crate::themes::Themes;

const SITE: &str = r#"title = { es = "Archivo inventado", en = "Invented archive" }
description = { es = "Informes inventados de reuniones que nunca se celebraron.", en = "Invented reports of meetings that were never held." }
base_url = "https://example.org/"
default_language = "es"

[languages]
es = "Español"
en = "English"

[schema]
required = ["title", "date", "body", "country", "delegations"]
"#;

/// What all reports of an archive have in common.
#[derive(Debug)]
pub struct World {
    /// The seed of everything.
    pub seed: u64,
    /// The vocabulary.
    pub terms: Terms,
    /// What the meetings discuss.
    pub themes: Themes,
    lexicons: [Lexicon; 2],
}

impl World {
    /// Makes the world of a seed.
    #[must_use]
    pub fn new(seed: u64) -> World {
        let lexicons = Language::ALL.map(|language| Lexicon::new(seed, language));
        World { seed, terms: Terms::new(), themes: Themes::new(seed), lexicons }
    }

    /// The words of a language.
    #[must_use]
    pub fn lexicon(&self, language: Language) -> &Lexicon {
        &self.lexicons[language as usize]
    }
}

/// Writes a site with `reports` reports into a folder.
///
/// The meeting with a given number has the same text in archives of any size; only its date depends on the
/// size.
///
/// # Errors
/// When the folder is not empty, or cannot be written.
pub fn write(folder: &Path, seed: u64, reports: usize) -> Result<()> {
    let is_taken = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    ensure!(!is_taken, "{} is not empty", folder.display());
    let world = World::new(seed);
    write_file(&folder.join("site.toml"), SITE)?;
    for (name, content) in world.terms.files() {
        write_file(&folder.join("content/vocabulary").join(name).with_extension("toml"), &content)?;
    }
    let meetings = meeting::meetings_for(reports);
    let mut left = reports;
    for number in 0..meetings {
        let meeting = Meeting::new(seed, number, meetings, &world.themes);
        for &language in meeting::languages(number).iter().take(left) {
            left -= 1;
            let name = format!("{}.{}.md", report::stem(&meeting), language.code());
            let path = folder.join("content/reports").join(meeting.date.year().to_string()).join(name);
            write_file(&path, &report::markdown(&world, &meeting, language))?;
        }
    }
    Ok(())
}

fn write_file(path: &Path, content: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::write;

    #[test]
    fn an_archive_has_as_many_reports_as_wanted_and_is_not_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), 1, 7).expect("it is empty");
        let years = fs::read_dir(folder.path().join("content/reports")).expect("it was written");
        let count: usize =
            years.map(|year| fs::read_dir(year.expect("a year").path()).expect("a folder").count()).sum();
        assert_eq!(count, 7);
        assert!(write(folder.path(), 1, 7).is_err());
    }
}
