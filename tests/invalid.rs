//! `tests/invalid/<case>`: a site with something wrong in it, and the diagnostics exactly as printed.

use std::fs;

use actas::diagnostic::to_text;
use actas::messages::Speech;

use crate::support::{build, cases, check_file, expect_none};

#[test]
fn diagnostics_are_as_expected() {
    let mut failures = Vec::new();
    for case in cases("invalid") {
        let built = build(&case);
        let found = to_text(&built.diagnostics, Speech::En, false).trim_end().to_owned() + "\n";
        let path = case.join("expected.txt");
        let expected = fs::read(&path).unwrap_or_default();
        check_file(&path, &expected, found.as_bytes(), &mut failures);
    }
    expect_none(&failures);
}
