//! The documentation is a site made by the program: it builds without warnings, can be searched, and
//! documents every setting.

use std::collections::BTreeSet;
use std::fs;

use actas::Request;
use actas::config::Overrides;
use actas::diagnostic::to_text;
use actas::front_keys::{KEYS, OF_TAXONOMIES};
use actas::index::Reader;
use actas::messages::Speech;

use crate::support::{addresses, everything, repository, request};

/// Builds the documentation with its own `site.toml`.
fn built() -> actas::Built {
    let request = Request { overrides: Overrides::default(), ..request(&repository().join("docs")) };
    actas::build(&request).expect("the documentation can be read")
}

/// A manual lists and numbers things, and tells how meetings decide; it decides nothing.
#[test]
fn nothing_in_the_documentation_is_an_agreement() {
    let output = built().output.expect("no errors");
    let registers: Vec<&str> =
        output.iter().map(|(path, _)| path).filter(|path| path.contains("agreements/")).collect();
    assert!(registers.is_empty(), "{registers:?}");
}

#[test]
fn the_documentation_is_built_without_a_diagnostic() {
    let built = built();
    assert!(built.diagnostics.is_empty(), "{}", to_text(&built.diagnostics, Speech::En, false));
}

#[test]
fn the_search_of_the_documentation_finds_the_right_chapter() {
    let output = built().output.expect("no errors");
    let mut reader = Reader::open(&output).expect("an index");
    let mut check = |language: &str, query: &str, expected: &str| {
        let found = reader.search(query, &everything(Some(language))).expect("a readable pack");
        let addresses = addresses(&found);
        let first = addresses.first().map(|address| address.split('#').next().unwrap_or_default());
        assert_eq!(first, Some(expected), "`{query}` found {addresses:#?}");
    };
    check("en", "weights", "chapters/site-toml/");
    check("en", "publish_after", "chapters/front-matter/");
    check("en", "title:import", "chapters/import/");
    check("en", "import::pdf", "chapters/diagnostics/");
    check("es", "GitHub Desktop", "es/capitulos/guide/");
    check("es", "import::pdf", "es/capitulos/diagnostics/");
}

/// Returns the keys that a source file reads: the arguments of `keys.text("…")` and the like.
fn keys_read(path: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(repository().join(path)).expect("readable");
    let code = text.split("#[cfg(test)]").next().expect("some code");
    let methods =
        ["text", "texts", "date", "boolean", "table", "tables", "localized", "number", "take", "ranged_text"];
    let mut keys = BTreeSet::new();
    for method in methods {
        for (at, call) in code.match_indices(&format!(".{method}(\"")) {
            let key = code[at + call.len()..].split('"').next().expect("the end of a key");
            keys.insert(key.to_owned());
        }
    }
    assert!(keys.len() > 1, "{path}: no keys found");
    keys
}

/// Fails unless each key is in `code` in a chapter: on its own, as the last part of `table.key`, or at the
/// beginning of a line.
fn expect_documented(chapter: &str, keys: impl IntoIterator<Item = String>) {
    let text = fs::read_to_string(repository().join("docs").join(chapter)).expect("readable");
    let is_there = |key: &str| {
        [
            format!("`{key}`"),
            format!(".{key}`"),
            format!("`{key}."),
            format!("\n{key} = "),
            format!("[{key}]"),
            format!(".{key}."),
        ]
        .iter()
        .any(|written| text.contains(written))
    };
    let missing: Vec<String> = keys.into_iter().filter(|key| !is_there(key)).collect();
    assert!(missing.is_empty(), "docs/{chapter} does not tell of: {missing:?}");
}

#[test]
fn every_setting_is_documented() {
    let defaults: toml::Table =
        toml::from_str(&fs::read_to_string(repository().join("src/defaults.toml")).expect("readable"))
            .expect("TOML");
    let mut keys: BTreeSet<String> = keys_read("src/config.rs");
    keys.extend(keys_read("src/config/offline.rs"));
    keys.extend(defaults.keys().cloned());
    let taxonomies = defaults["taxonomies"].as_table().expect("a table");
    keys.extend(
        taxonomies.values().filter_map(toml::Value::as_table).flat_map(|table| table.keys().cloned()),
    );
    expect_documented("site-toml.md", keys);
}

/// The table of the chapter has the keys of the program's own, with their names, and no other.
#[test]
fn every_key_of_front_matters_is_documented() {
    let text = fs::read_to_string(repository().join("docs/front-matter.md")).expect("readable");
    let names = |cell: &str| -> BTreeSet<String> {
        let names = cell.split('`').skip(1).step_by(2);
        names.map(|name| name.trim_matches(['[', ']']).to_owned()).collect()
    };
    let mut documented = BTreeSet::new();
    for row in text.lines().filter_map(|line| line.strip_prefix("| ")) {
        let cells: Vec<&str> = row.split('|').collect();
        let keys = KEYS.iter().chain(OF_TAXONOMIES).filter(|key| names(cells[0]).contains(key.name));
        let spanish: BTreeSet<String> =
            keys.flat_map(|key| key.spanish).map(|name| (*name).to_owned()).collect();
        assert_eq!(names(cells[1]), spanish, "{row}");
        documented.extend(names(cells[0]));
    }
    let known: BTreeSet<String> = KEYS.iter().chain(OF_TAXONOMIES).map(|key| key.name.to_owned()).collect();
    assert_eq!(documented, known);
    let inner = KEYS.iter().flat_map(|key| key.inner());
    let inner = inner.flat_map(|key| std::iter::once(&key.name).chain(key.spanish));
    expect_documented("front-matter.md", inner.map(|name| (*name).to_owned()));
}

/// What an import writes is read.
#[test]
fn imports_write_keys_that_there_are() {
    let code = fs::read_to_string(repository().join("src/import/front_matter.rs")).expect("readable");
    let calls = ["out.guess(\"", "optional(&mut out, \""];
    let written: BTreeSet<&str> = calls
        .iter()
        .flat_map(|call| code.split(call).skip(1))
        .map(|rest| rest.split('"').next().expect("the end of a key"))
        .collect();
    assert!(written.len() > 4, "{written:?}");
    for key in written {
        assert!(KEYS.iter().chain(OF_TAXONOMIES).any(|known| known.name == key), "`{key}` is no key");
    }
}

/// Links that leave the documentation lead into the repository: the files must exist.
#[test]
fn links_into_the_repository_lead_to_files() {
    let folder = repository().join("docs");
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("readable") {
        let path = entry.expect("readable").path();
        // The pages of codes quote broken links.
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.ends_with(".md") || name.starts_with("diagnostics") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("readable");
        for (at, _) in text.match_indices("](../") {
            let target = text[at + 2..].split([')', '#']).next().expect("the end of a link");
            assert!(folder.join(target).exists(), "{}: there is no {target}", path.display());
            count += 1;
        }
    }
    assert!(count > 1, "no links found");
}

/// Returns the code spans of a file of the repository, each with its line; code blocks are skipped.
fn named_in(file: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(repository().join(file)).expect("readable");
    let prose = text.split("```").step_by(2);
    let lines = prose.flat_map(str::lines);
    let named = |line: &str| -> Vec<(String, String)> {
        line.split('`').skip(1).step_by(2).map(|name| (name.to_owned(), line.to_owned())).collect()
    };
    lines.flat_map(named).collect()
}

/// Whether there is a file or folder with this name: in the repository, in `src/`, or in the folder that the
/// line of a table is about.
fn is_there(path: &str, line: &str) -> bool {
    let about = line.strip_prefix("| `").and_then(|rest| rest.split('`').next()).unwrap_or_default();
    let folders = ["", "src", about.trim_end_matches(".rs")];
    folders.iter().any(|folder| repository().join(folder).join(path).exists())
}

/// Returns the code of a module of `src/`, or of a crate; all code if there is none with this name.
fn code_of(module: &str) -> String {
    let (src, crates) = (repository().join("src"), repository().join("crates"));
    let own = [src.join(module), src.join(format!("{module}.rs")), crates.join(module.replace('_', "-"))];
    let own: Vec<_> = own.into_iter().filter(|path| path.exists()).collect();
    let roots = if own.is_empty() { vec![src, crates] } else { own };
    let files =
        roots.iter().flat_map(walkdir::WalkDir::new).map(|entry| entry.expect("readable").into_path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    files.map(|path| fs::read_to_string(path).expect("readable")).collect()
}

#[test]
fn what_the_architecture_names_is_there() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, line) in ["ARCHITECTURE.md", "docs/decisions.md"].iter().flat_map(|file| named_in(file)) {
        let is_path = name.contains('/') || name.ends_with(".rs");
        let is_name = name.contains("::") && name.chars().all(|c| c.is_alphanumeric() || "_:".contains(c));
        if is_path && !name.starts_with('/') && !name.contains([' ', '<', '*']) && !name.ends_with("://") {
            wrong.extend((!is_there(&name, &line)).then(|| name.clone()));
        } else if is_name {
            let mut parts = name.split("::");
            let code = code_of(parts.next().unwrap_or_default());
            let words: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            wrong.extend((!parts.all(|part| words.contains(part))).then(|| name.clone()));
        } else {
            continue;
        }
        count += 1;
    }
    assert!(count > 50, "only {count} names were found");
    assert!(wrong.is_empty(), "these are not there: {wrong:?}");
}
