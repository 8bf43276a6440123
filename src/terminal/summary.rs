//! What a build came to, as JSON for other programs. `docs/writing.md` describes the form.

use std::path::Path;

use actas::diagnostic::{Diagnostic, Severity};
use actas::messages::Speech;
use actas::{Counts, Timings};
use serde_json::{Value, json};

/// What is told of a build.
pub(crate) struct Summary<'a> {
    pub(crate) counts: Counts,
    pub(crate) diagnostics: &'a [Diagnostic],
    pub(crate) timings: &'a Timings,
    /// How many files were written and where; none if there were errors.
    pub(crate) written: Option<(usize, &'a Path)>,
}

impl Summary<'_> {
    /// Returns it as JSON, texts in the language of the person.
    pub(crate) fn to_json(&self, speech: Speech) -> Value {
        let count = |severity| self.diagnostics.iter().filter(|found| found.severity == severity).count();
        let diagnostic = |found: &Diagnostic| {
            json!({
                "severity": found.severity,
                "code": found.code,
                "message": found.message.text(speech),
                "help": found.help_text(speech),
                "place": found.place,
            })
        };
        let stages: serde_json::Map<String, Value> = self
            .timings
            .stages()
            .iter()
            .map(|stage| (stage.name.to_owned(), json!(ms(stage.time))))
            .collect();
        json!({
            "written": self.written.is_some(),
            "output": self.written.map(|(_, folder)| folder),
            "counts": {
                "reports": self.counts.reports,
                "passages": self.counts.passages,
                "files": self.written.map(|(files, _)| files),
                "errors": count(Severity::Error),
                "warnings": count(Severity::Warning),
            },
            "milliseconds": { "total": ms(self.timings.total()), "stages": stages },
            "diagnostics": self.diagnostics.iter().map(diagnostic).collect::<Vec<_>>(),
        })
    }
}

/// Milliseconds with one decimal.
fn ms(time: std::time::Duration) -> f64 {
    (time.as_secs_f64() * 1e4).round() / 10.0
}
