//! The result of a build, as JSON for other programs. `docs/writing.md` describes the format.

use std::path::Path;

use actas::diagnostic::{Diagnostic, Severity};
use actas::messages::{Message, Speech};
use actas::{Counts, Timings};
use serde_json::{Value, json};

/// The result of a build, for the user.
pub(crate) struct Summary<'a> {
    pub(crate) counts: Counts,
    pub(crate) diagnostics: &'a [Diagnostic],
    pub(crate) timings: &'a Timings,
    /// How many files were written and where; `None` if there were errors.
    pub(crate) written: Option<(usize, &'a Path)>,
    /// Whether the files were already up to date.
    pub(crate) unchanged: bool,
}

impl Summary<'_> {
    /// Returns the line that sums it up; `None` if nothing was written.
    pub(crate) fn message(&self) -> Option<Message> {
        let (files, folder) = self.written?;
        let id = if self.unchanged { "summary_unchanged" } else { "summary_built" };
        let message = Message::new(id)
            .with("reports", self.counts.reports)
            .with("passages", self.counts.passages)
            .with("files", files)
            .with("milliseconds", self.timings.total_ms())
            .with("folder", folder.display().to_string());
        Some(message)
    }

    /// Returns the line about drafts that were left out, if there are any.
    pub(crate) fn drafts(&self) -> Option<Message> {
        let drafts = self.counts.drafts;
        (drafts > 0).then(|| Message::new("summary_drafts").with("drafts", drafts))
    }

    /// Returns it as JSON, with texts in the given language.
    pub(crate) fn to_json(&self, speech: Speech) -> Value {
        let stages: serde_json::Map<String, Value> = self
            .timings
            .stages()
            .iter()
            .map(|stage| (stage.name.to_owned(), json!(ms(stage.time))))
            .collect();
        json!({
            "written": self.written.is_some(),
            "unchanged": self.unchanged,
            "output": self.written.map(|(_, folder)| folder),
            "counts": {
                "reports": self.counts.reports,
                "passages": self.counts.passages,
                "drafts": self.counts.drafts,
                "files": self.written.map(|(files, _)| files),
                "errors": Severity::Error.count(self.diagnostics),
                "warnings": Severity::Warning.count(self.diagnostics),
            },
            "milliseconds": { "total": ms(self.timings.total()), "stages": stages },
            "diagnostics": self.diagnostics.iter().map(|found| found.to_json(speech)).collect::<Vec<_>>(),
        })
    }
}

/// Returns milliseconds, with one decimal.
fn ms(time: std::time::Duration) -> f64 {
    (time.as_secs_f64() * 1e4).round() / 10.0
}
