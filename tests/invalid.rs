//! `tests/invalid/<case>`: a site with something wrong in it, and the diagnostics exactly as printed.

use std::fs;

use actas::diagnostic::to_text;

use crate::support::{build, cases, is_blessing};

#[test]
fn diagnostics_are_as_expected() {
    let mut failures = Vec::new();
    for case in cases("invalid") {
        let built = build(&case);
        let found = to_text(&built.diagnostics, false).trim_end().to_owned() + "\n";
        let path = case.join("expected.txt");
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            if is_blessing() {
                fs::write(&path, found).expect("writable");
            } else {
                failures.push(format!("{}: now says\n{found}", case.display()));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{}\nif this is as it should be: ACTAS_BLESS=1 cargo test",
        failures.join("\n")
    );
}
