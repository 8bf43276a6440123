//! What several tests need: sites, their builds, their packs.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use actas::config::{Config, Overrides};
use actas::diagnostic::Diagnostic;
use actas::load::{self, Folders, Kept, Sources};
use actas::{Built, Loaded, OutputTree, Request, RunLog};
use actas_search_core::pack::Reach;
use actas_search_core::present::{Amounts, Passages};
use actas_search_core::{Found, SearchOptions};
use proptest::test_runner::{Config as ProptestConfig, FileFailurePersistence};

/// Returns the settings for a test with this many random cases. Cases that failed once are stored next to the
/// test.
pub(crate) fn random_cases(cases: u32) -> ProptestConfig {
    let kept = FileFailurePersistence::WithSource("regressions");
    ProptestConfig { cases, failure_persistence: Some(Box::new(kept)), ..ProptestConfig::default() }
}

/// Random numbers derived from a seed: SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).expect("below a usize")
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Prints a line even if the test passes: what was skipped, what was measured.
pub(crate) fn note(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Writes a file, creating its parent folders.
pub(crate) fn write_file(path: &Path, content: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
    fs::write(path, content).expect("writable");
}

/// A folder of real notes that may be next to the repository; prints a note if it is missing.
pub(crate) fn corpus(name: &str) -> Option<PathBuf> {
    let folder = repository().join("../shared/corpora").join(name);
    if !folder.is_dir() {
        note(&format!("skipped: the corpus `{name}` is not beside the repository"));
        return None;
    }
    Some(folder)
}

pub(crate) fn request(site: &Path) -> Request {
    let base_url = Some("https://example.org/repo/".to_owned());
    Request {
        site: site.to_path_buf(),
        overrides: Overrides { base_url, ..Overrides::default() },
        skip: vec![site.join("expected")],
        date: None,
    }
}

pub(crate) fn build(site: &Path) -> Built {
    actas::build(&request(site)).expect("the site can be read")
}

/// Builds a site, which must have no errors.
pub(crate) fn output(site: &Path) -> OutputTree {
    let built = build(site);
    let errors = actas::diagnostic::to_text(&built.diagnostics, actas::messages::Speech::En, false);
    built.output.unwrap_or_else(|| panic!("{}: {errors}", site.display()))
}

/// The input of a site's build, for building it in another order.
pub(crate) fn sources(site: &Path) -> (Config, Sources, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let request = request(site);
    let source = load::load_config(site, &mut diagnostics).expect("readable");
    let config = Config::resolve(source.as_ref(), "sample", &request.overrides, &mut diagnostics);
    let folders = Folders { site, config: &config, skip: &request.skip };
    let sources = load::load(&folders, &mut Kept::default(), &mut diagnostics).expect("readable");
    (config, sources, diagnostics)
}

pub(crate) fn build_sources(config: Config, sources: Sources) -> OutputTree {
    let tree = Mutex::new(OutputTree::default());
    let loaded = Loaded { config, sources };
    let built = actas::build_sources(loaded, None, RunLog::default(), &tree).expect("tantivy works");
    built.with_output(tree).output.expect("no errors")
}

/// The folder of the parts of the default theme's style sheet.
pub(crate) const STYLE_PARTS: &str = "themes/default/css";

/// The parts of the default theme's style sheet, by name.
pub(crate) fn style_parts() -> BTreeMap<String, String> {
    let entries = fs::read_dir(repository().join(STYLE_PARTS)).expect("the folder of parts");
    let part = |path: PathBuf| {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        (name, fs::read_to_string(path).expect("readable"))
    };
    entries.map(|entry| part(entry.expect("readable").path())).collect()
}

/// The folders directly within a folder, by name.
pub(crate) fn cases(folder: &str) -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(repository().join("tests").join(folder))
        .expect("the folder of cases")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no cases in {folder}");
    cases
}

/// Options for everything that matches in one language, or in all.
pub(crate) fn everything(language: Option<&str>) -> SearchOptions {
    let amounts =
        Amounts { reports: usize::MAX, extracts: usize::MAX, passages: Passages::All, snippet_bytes: 240 };
    let languages = language.map(str::to_owned).into_iter().collect();
    SearchOptions { languages, amounts, reach: Reach::All, ..SearchOptions::default() }
}

/// The addresses of all passages found, report by report.
pub(crate) fn addresses(found: &Found) -> Vec<String> {
    let address =
        |url: &str, anchor: &str| if anchor.is_empty() { url.to_owned() } else { format!("{url}#{anchor}") };
    found
        .hits
        .iter()
        .flat_map(|hit| hit.passages.iter().map(move |passage| address(&hit.url, &passage.anchor)))
        .collect()
}

/// The content of a folder: every file below it with the hash of its content.
pub(crate) type Tree = BTreeMap<PathBuf, blake3::Hash>;

/// Returns the content of a folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    tree_without(folder, &[])
}

/// Returns the content of a folder, without the given names directly in it.
pub(crate) fn tree_without(folder: &Path, left_out: &[&str]) -> Tree {
    let is_in = |entry: &walkdir::DirEntry| {
        entry.depth() != 1 || !left_out.iter().any(|name| entry.file_name() == *name)
    };
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_entry(is_in).filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|file| {
            let name = file.path().strip_prefix(folder).expect("within it").to_path_buf();
            (name, blake3::hash(&fs::read(file.path()).expect("readable")))
        })
        .collect()
}

/// Compares two trees and reports how they differ: only by name, so that hashes do not fill the screen.
pub(crate) fn expect_same(found: &Tree, expected: &Tree, what: &str) {
    let differs = |name: &&PathBuf| found.get(*name) != expected.get(*name);
    let names: Vec<&PathBuf> = expected.keys().chain(found.keys()).filter(differs).take(10).collect();
    assert!(names.is_empty(), "{what}: {names:?} differ, or are in one alone");
}
