//! Prints diagnostics on the standard error.

use std::io::{self, IsTerminal, Write};

use actas::diagnostic::{self, Diagnostic, Severity};
use actas::messages::{Message, Speech, error_help, error_text, message, text};

use super::Verbosity;

/// Prints why nothing was done.
pub(crate) fn say_error(error: &io::Error, speech: Speech) {
    let (name, text) = (Severity::Error.message().text(speech), error_text(error, speech));
    let _ = writeln!(io::stderr(), "{name}: {text}");
    if let Some(help) = error_help(error, speech) {
        let _ = writeln!(io::stderr(), "  = {}: {help}", message!("help").text(speech));
    }
}

/// Prints the diagnostics and a line that sums them up; only the errors if output is quiet.
pub(crate) fn report(diagnostics: &[Diagnostic], verbosity: Verbosity) -> io::Result<()> {
    let is_said = |found: &&Diagnostic| !verbosity.quiet || found.severity == Severity::Error;
    let said: Vec<Diagnostic> = diagnostics.iter().filter(is_said).cloned().collect();
    if said.is_empty() {
        return Ok(());
    }
    let mut out = io::stderr().lock();
    let to_text = if verbosity.verbose { diagnostic::to_text } else { diagnostic::to_short_text };
    write!(out, "{}", to_text(&said, verbosity.speech, out.is_terminal()))?;
    let (errors, warnings) = (Severity::Error.count(diagnostics), Severity::Warning.count(diagnostics));
    let text = if errors > 0 { text!("summary_nothing-written") } else { text!("summary_found") };
    let summary = Message::of(text).with("errors", errors).with("warnings", warnings);
    writeln!(out, "{}", summary.text(verbosity.speech))
}
