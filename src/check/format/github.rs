//! Workflow commands of GitHub Actions, which become annotations on the lines of a change
//! (<https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>).

use std::fmt::Write;

use super::{Region, Report};
use crate::diagnostic::{Diagnostic, Severity};
use crate::visible::shown;

/// Returns a command for each diagnostic, and the summary line, which is not a command.
pub(super) fn commands(report: &Report<'_>) -> String {
    let mut text = String::new();
    for found in &report.checked.diagnostics {
        let _ = writeln!(text, "{}", command(report, found));
    }
    text + &report.summary() + "\n"
}

fn command(report: &Report<'_>, found: &Diagnostic) -> String {
    let name = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = String::new();
    if let Some(place) = &found.place {
        let _ = write!(properties, "file={},", property(&shown(&report.path(&place.file))));
    }
    if let Some(Region { line, column, end_column }) = Region::of(found) {
        let _ = write!(properties, "line={line},col={column},endColumn={end_column},");
    }
    let help = found.help_text(report.speech).map(|help| format!("\n{help}")).unwrap_or_default();
    let message = data(&(found.message.text(report.speech) + &help));
    format!("::{name} {properties}title={}::{message}", property(found.code))
}

/// Escapes the text after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, where colons and commas are separators.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_a_command_is_escaped() {
        assert_eq!(data("50 %:\r\na, b"), "50 %25:%0D%0Aa, b");
        assert_eq!(property("check::a, 50 %"), "check%3A%3Aa%2C 50 %25");
    }
}
