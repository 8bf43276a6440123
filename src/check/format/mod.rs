//! Formats what was found for its reader: a person, a program, a code scanner, GitHub's workflows.

mod github;
mod sarif;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::Checked;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::messages::{Speech, message};

/// The most errors, warnings and notes, each, with the same code that a person is shown.
const SHOWN_MAX: usize = 3;

/// The output format of a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// As in `actas build --json`.
    Json,
    /// The Static Analysis Results Interchange Format, version 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// A report to be formatted.
#[derive(Clone, Copy, Debug)]
pub struct CheckReport<'a> {
    /// What was found.
    pub checked: &'a Checked,
    /// The site's folder as the user named it: paths for programs are relative to the current folder.
    pub site: &'a Path,
    /// The language.
    pub speech: Speech,
    /// Whether people see only errors.
    pub quiet: bool,
    /// Whether people see everything, however many findings of one kind there are.
    pub all: bool,
    /// Whether the text is coloured.
    pub colours: bool,
}

impl CheckReport<'_> {
    /// Returns the report in a format, ready to be printed.
    pub fn to_text(&self, format: Format) -> String {
        match format {
            Format::Text => self.for_people(),
            Format::Json => line(&self.json()),
            Format::Sarif => line(&sarif::log(self)),
            Format::Github => github::commands(self),
        }
    }

    fn for_people(&self) -> String {
        let is_said = |found: &&Diagnostic| !self.quiet || found.severity == Severity::Error;
        let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
        let mut shown = Vec::new();
        for found in self.checked.diagnostics.iter().filter(is_said) {
            let count = counts.entry((found.severity, found.code)).or_default();
            *count += 1;
            if self.all || *count <= SHOWN_MAX {
                shown.push(found.clone());
            }
        }
        let mut text = diagnostic::to_text(&shown, self.speech, self.colours);
        for ((_, code), count) in counts {
            if !self.all && count > SHOWN_MAX {
                let more = message!("check-more", count = count - SHOWN_MAX, code = code);
                text += &format!("{}\n", more.text(self.speech));
            }
        }
        if self.quiet { text } else { text + &self.summary() + "\n" }
    }

    /// Returns the summary line.
    fn summary(&self) -> String {
        let Checked { diagnostics, files, links } = self.checked;
        let message = message!(
            "summary_checked",
            files = *files,
            asked = links.is_some(),
            links = links.unwrap_or_default(),
            errors = Severity::Error.count(diagnostics),
            warnings = Severity::Warning.count(diagnostics),
            notes = Severity::Note.count(diagnostics)
        );
        message.text(self.speech)
    }

    fn json(&self) -> Value {
        let Checked { diagnostics, files, links } = self.checked;
        json!({
            "counts": {
                "files": files,
                "external_links": links,
                "errors": Severity::Error.count(diagnostics),
                "warnings": Severity::Warning.count(diagnostics),
                "notes": Severity::Note.count(diagnostics),
            },
            "diagnostics": diagnostics.iter().map(|found| found.to_json(self.speech)).collect::<Vec<_>>(),
        })
    }

    /// Returns a path for programs: relative to the current folder if the site is within it.
    fn path(&self, file: &str) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        let site = self.site.strip_prefix(&here).unwrap_or(self.site);
        let parts = site.components().filter(|part| !matches!(part, std::path::Component::CurDir));
        let folder: std::path::PathBuf = parts.collect();
        folder.join(file).to_string_lossy().replace('\\', "/")
    }
}

fn line(value: &Value) -> String {
    // A value that we made ourselves can be serialised.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// The part of a line in question, counted in characters.
struct Region {
    line: usize,
    column: usize,
    /// The column after its last character.
    end_column: usize,
}

impl Region {
    /// Returns it, unless the place is a whole file.
    fn of(found: &Diagnostic) -> Option<Region> {
        let place = found.place.as_ref()?;
        let meant = place.excerpt.get(place.span.clone()).unwrap_or_default();
        let end_column = place.column + meant.chars().count().max(1);
        Some(Region { line: place.line, column: place.column, end_column })
    }
}
