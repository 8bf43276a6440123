//! Every test that needs more than one module: input and output folders; searches; faults.

mod attachments;
mod cache;
mod check;
mod damage;
mod data;
mod determinism;
mod docs;
mod edits;
mod embargo;
mod examples;
mod expected;
mod export;
mod faults;
mod fuzz;
mod growth;
mod hostile;
mod import;
mod init;
mod kills;
mod layers;
mod lock;
mod numbering;
mod offline;
mod oracle;
mod paths;
mod points;
mod queries;
mod register;
mod server;
mod structure;
mod style_sheet;
mod support;
mod term_pages;
mod theme;
mod word_files;

/// A file that is a module neither of this binary nor of `cases` is never compiled, and its tests are never
/// run.
#[test]
fn every_file_of_tests_is_part_of_a_binary() {
    let roots = [include_str!("main.rs"), include_str!("cases.rs")];
    let is_module = |name: &str| roots.iter().any(|root| root.contains(&format!("\nmod {name};\n")));
    let folder = support::repository().join("tests");
    for entry in std::fs::read_dir(folder).expect("the folder of tests") {
        let path = entry.expect("readable").path();
        let Some(name) = path.file_stem().and_then(|name| name.to_str()) else { continue };
        if path.extension().is_some_and(|extension| extension == "rs") && !["main", "cases"].contains(&name) {
            assert!(is_module(name), "{} is in neither tests/main.rs nor tests/cases.rs", path.display());
        }
    }
}
