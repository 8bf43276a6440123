//! `tests/sites/<case>`: a site, and what is expected of it. In `expected/` whole files are compared, in
//! `expected-main/` only what is inside `<main>`, so that the theme can change around it, in `expected-head/` what
//! is inside `<head>`, but for links to the theme's files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{cases, check_file, expect_none, output};

#[test]
fn sites_are_built_as_expected() {
    let mut failures = Vec::new();
    for case in cases("sites") {
        let output = output(&case);
        check(&case.join("expected"), |path| output.get(path).map(<[u8]>::to_vec), &mut failures);
        let main = |path: &str| inside_main(output.get(path)?);
        check(&case.join("expected-main"), main, &mut failures);
        let head = |path: &str| inside_head(output.get(path)?);
        check(&case.join("expected-head"), head, &mut failures);
    }
    expect_none(&failures);
}

/// Compares every file of `folder` with what was built under the same path.
fn check(folder: &Path, built: impl Fn(&str) -> Option<Vec<u8>>, failures: &mut Vec<String>) {
    for (path, expected) in files(folder) {
        let shown = folder.join(&path);
        let Some(found) = built(&path) else {
            failures.push(format!("{}: was not built", shown.display()));
            continue;
        };
        check_file(&shown, &expected, &found, failures);
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries =
        walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    entries
        .map(|entry| {
            let path =
                entry.path().strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
            (path, fs::read(entry.path()).expect("readable"))
        })
        .collect()
}

/// The folder of the theme's files is named by their content.
fn inside_head(page: &[u8]) -> Option<Vec<u8>> {
    let page = std::str::from_utf8(page).ok()?;
    let (_, rest) = page.split_once("<head>")?;
    let (head, _) = rest.split_once("</head>")?;
    let lines = head.trim().lines().filter(|line| !line.contains("/assets/"));
    Some(lines.flat_map(|line| [line, "\n"]).collect::<String>().into_bytes())
}

fn inside_main(page: &[u8]) -> Option<Vec<u8>> {
    let page = std::str::from_utf8(page).ok()?;
    let start = page.find("<main")?;
    let start = start + page[start..].find('>')? + 1;
    let end = page.rfind("</main>")?;
    Some(format!("{}\n", page[start..end].trim()).into_bytes())
}
