//! Tests made of folders: each contains its input and its expected output, and is a test of its own, named by
//! its path below `tests/`. `cargo test --test cases -- invalid/links` runs one.
//!
//! The folders are listed when the tests run, so that a new folder is a new test without any Rust.

mod expected;
mod golden;
mod import_cases;
mod invalid;
mod query_cases;
#[expect(dead_code, reason = "the other tests need what these do not")]
mod support;
mod word_files;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let tests = [golden::tests(), invalid::tests(), import_cases::tests(), query_cases::tests()];
    libtest_mimic::run(&Arguments::from_args(), tests.into_iter().flatten().collect()).exit_code()
}

/// Makes a test of each folder directly within `tests/<folder>`, named `<name>/<its own name>`. The test
/// fails with whatever `check` adds to the failures.
fn test_of_each(folder: &str, name: &str, check: fn(&Path, &mut Vec<String>)) -> Vec<Trial> {
    let test = |case: std::path::PathBuf| {
        let own_name = case.file_name().expect("a name").to_string_lossy().into_owned();
        test(format!("{name}/{own_name}"), move |failures| check(&case, failures))
    };
    support::cases(folder).into_iter().map(test).collect()
}

/// Makes a test that fails with whatever `check` adds to the failures.
fn test(name: impl Into<String>, check: impl FnOnce(&mut Vec<String>) + Send + 'static) -> Trial {
    Trial::test(name, move || {
        let mut failures = Vec::new();
        check(&mut failures);
        if failures.is_empty() { Ok(()) } else { Err(Failed::from(expected::told(&failures))) }
    })
}
