//! Prints diagnostics on the standard error.

use std::io::{self, IsTerminal, Write};

use actas::diagnostic::{self, Diagnostic, Severity};
use actas::messages::{Message, Speech, error_help, error_text};

use super::Manner;

/// Prints why nothing was done.
pub(crate) fn say_error(error: &io::Error, speech: Speech) {
    let (name, text) = (Severity::Error.message().text(speech), error_text(error, speech));
    let _ = writeln!(io::stderr(), "{name}: {text}");
    if let Some(help) = error_help(error, speech) {
        let _ = writeln!(io::stderr(), "  = {}: {help}", Message::new("help").text(speech));
    }
}

/// Prints the diagnostics and a line that sums them up; only the errors if output is quiet.
pub(crate) fn report(diagnostics: &[Diagnostic], manner: Manner) -> io::Result<()> {
    let is_said = |found: &&Diagnostic| !manner.quiet || found.severity == Severity::Error;
    let said: Vec<Diagnostic> = diagnostics.iter().filter(is_said).cloned().collect();
    if said.is_empty() {
        return Ok(());
    }
    let mut out = io::stderr().lock();
    write!(out, "{}", diagnostic::to_text(&said, manner.speech, out.is_terminal()))?;
    let (errors, warnings) = (Severity::Error.count(diagnostics), Severity::Warning.count(diagnostics));
    let id = if errors > 0 { "summary_nothing-written" } else { "summary_found" };
    let summary = Message::new(id).with("errors", errors).with("warnings", warnings);
    writeln!(out, "{}", summary.text(manner.speech))
}
