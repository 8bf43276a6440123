//! The results of the steps, as printed.

use std::time::Duration;

use super::Extent;

/// The result of a step that did not fail.
pub(super) enum Outcome {
    Passed,
    /// Passed, with something worth reading.
    Noted(String),
    /// There was nothing to run.
    Skipped(String),
}

/// A step's entry in the final table.
pub(super) enum Verdict {
    Ran(Outcome, Duration),
    Failed(Duration),
    NotRun,
    /// It belongs only to this extent or a larger one.
    LeftOut(Extent),
}

/// Returns the line of a step.
pub(super) fn row(name: &str, verdict: &Verdict) -> String {
    let (result, took) = match verdict {
        Verdict::Ran(Outcome::Passed, took) => ("passed".to_owned(), Some(took)),
        Verdict::Ran(Outcome::Noted(note), took) => (format!("passed: {note}"), Some(took)),
        Verdict::Ran(Outcome::Skipped(reason), took) => (format!("skipped: {reason}"), Some(took)),
        Verdict::Failed(took) => ("FAILED".to_owned(), Some(took)),
        Verdict::NotRun => ("not run".to_owned(), None),
        Verdict::LeftOut(Extent::Thorough) => ("left to --thorough".to_owned(), None),
        Verdict::LeftOut(_) => ("left out by --fast".to_owned(), None),
    };
    let took = took.map_or(String::new(), |took| seconds(*took));
    format!("{name:<16} {took:>8}  {result}")
}

/// Returns a time as the table shows it.
pub(super) fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}
