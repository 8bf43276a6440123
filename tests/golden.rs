//! `tests/sites/<case>`: a site and its expected output. In `expected/` whole files are compared, in
//! `expected-main/` only what is inside `<main>`, so that the theme can change around it, in `expected-head/`
//! what is inside `<head>`, except for links to the theme's files. `expected-tree/` has every output file, so
//! that none comes, goes or changes unnoticed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use actas::OutputTree;
use libtest_mimic::Trial;

use crate::expected::{check_file, is_blessing};
use crate::support::{STYLE_PARTS, cases, output, repository, style_parts, write_file};
use crate::test_of_each;

/// A test for each site.
pub(crate) fn tests() -> Vec<Trial> {
    let has_tree = |case: &PathBuf| case.join("expected-tree").is_dir();
    assert!(cases("sites").iter().any(has_tree), "no site has an `expected-tree`");
    test_of_each("sites", "sites", |case, failures| {
        let output = output(case);
        check(&case.join("expected"), |path| output.get(path).map(<[u8]>::to_vec), failures);
        let main = |path: &str| inside_main(output.get(path)?);
        check(&case.join("expected-main"), main, failures);
        let head = |path: &str| inside_head(output.get(path)?);
        check(&case.join("expected-head"), head, failures);
        check_tree(&case.join("expected-tree"), &output, failures);
    })
}

/// Compares the whole output with `folder`, if that exists.
fn check_tree(folder: &Path, output: &OutputTree, failures: &mut Vec<String>) {
    if !folder.is_dir() {
        return;
    }
    let built: BTreeMap<String, Vec<u8>> = output.iter().map(|(path, bytes)| kept(path, bytes)).collect();
    let expected = files(folder);
    for path in expected.keys().filter(|path| !built.contains_key(*path)) {
        let path = folder.join(path);
        if is_blessing() {
            fs::remove_file(&path).expect("writable");
        } else {
            failures.push(format!("{}: was not built", path.display()));
        }
    }
    for (path, found) in &built {
        let expected = expected.get(path).map_or(&[][..], Vec::as_slice);
        let path = folder.join(path);
        if path.is_file() {
            check_file(&path, expected, found, failures);
        } else if is_blessing() {
            write_file(&path, found);
        } else {
            failures.push(format!("{}: is new", path.display()));
        }
    }
}

/// Returns how a file is stored in `expected-tree/`: text as it is, anything else as its digest, files copied
/// from the theme by their names there, and the style sheet by the names of its parts. The folder of the
/// theme's files is named by their content; here it is `@theme`, so that a change to the theme changes
/// nothing else.
fn kept(path: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    if let Some((hash, name)) = path.strip_prefix("assets/").and_then(|rest| rest.split_once('/')) {
        if name == "css/actas.css" {
            let parts = style_parts();
            let names: String = parts.keys().map(|part| format!("{STYLE_PARTS}/{part}\n")).collect();
            let joined = parts.into_values().collect::<Vec<_>>().join("\n");
            assert!(joined.as_bytes() == bytes, "{path} is not what the parts are, joined");
            return (format!("assets/@theme/{name}.joined"), names.into_bytes());
        }
        let source = format!("themes/default/static/{name}");
        assert!(
            fs::read(repository().join(&source)).is_ok_and(|there| there == bytes),
            "{path} is not {source}, in the folder {hash}"
        );
        return (format!("assets/@theme/{name}.copied"), format!("{source}\n").into_bytes());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (path.to_owned(), without_theme_folder(text).into_bytes()),
        Err(_) => (format!("{path}.blake3"), format!("{}\n", blake3::hash(bytes)).into_bytes()),
    }
}

/// Replaces the hash in the name of the theme's folder by `@theme`.
fn without_theme_folder(text: &str) -> String {
    let mut parts = text.split("/assets/");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        let is_hash = part.len() - rest.len() == 12;
        kept += if is_hash { "/assets/@theme" } else { "/assets/" };
        kept += if is_hash { rest } else { part };
    }
    kept
}

/// Compares every file of `folder` with the output file at the same path.
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

/// Leaves out links into the theme's folder, which is named by its content.
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
