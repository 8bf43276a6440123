//! Compares results with expected files, and shows a difference or writes it there.

use std::path::Path;

use similar::TextDiff;

use crate::support::write_file;

/// Compares a result with the expected file at `path`. A difference is a failure or, with `ACTAS_BLESS` set,
/// is written there for a person to review.
pub(crate) fn check_file(path: &Path, expected: &[u8], found: &[u8], failures: &mut Vec<String>) {
    if found == expected {
        return;
    }
    if is_blessing() {
        write_file(path, found);
    } else {
        failures.push(difference(&path.display().to_string(), expected, found));
    }
}

/// Whether expected files are rewritten.
pub(crate) fn is_blessing() -> bool {
    std::env::var_os("ACTAS_BLESS").is_some()
}

/// How many lines of a difference are shown.
const DIFFERENCE_LINES: usize = 200;

/// Returns how a file differs from the expected one, in the format of `diff -u`.
fn difference(name: &str, expected: &[u8], found: &[u8]) -> String {
    let (Ok(expected), Ok(found)) = (std::str::from_utf8(expected), std::str::from_utf8(found)) else {
        return format!(
            "{name}: {} bytes are expected, {} other ones were made",
            expected.len(),
            found.len()
        );
    };
    let difference = TextDiff::from_lines(expected, found);
    let shown = difference.unified_diff().header(&format!("{name} (expected)"), "made now").to_string();
    let mut lines: Vec<&str> = shown.lines().collect();
    if lines.len() > DIFFERENCE_LINES {
        lines.truncate(DIFFERENCE_LINES);
        lines.push("… and more");
    }
    lines.join("\n")
}

/// Returns all the `failures`, and what to do if the changes are intended.
pub(crate) fn told(failures: &[String]) -> String {
    format!("{}\nif this is as it should be: ACTAS_BLESS=1 cargo test", failures.join("\n"))
}
