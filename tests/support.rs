//! What several tests need: sites, their builds, their packs.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use actas::config::{Config, Overrides};
use actas::diagnostic::Diagnostic;
use actas::load::{self, Sources};
use actas::{Built, OutputTree, Request, Timings};
use actas_search_core::present::Passages;
use actas_search_core::{FileRequest, Options, Outcome, Searcher};

/// Compares what was built with what is expected in the file at `path`. A difference is a failure, or with
/// `ACTAS_BLESS` set is written there; a person then reads it.
pub(crate) fn check_file(path: &Path, expected: &[u8], found: &[u8], failures: &mut Vec<String>) {
    if found == expected {
        return;
    }
    if std::env::var_os("ACTAS_BLESS").is_some() {
        fs::write(path, found).expect("writable");
    } else {
        failures.push(format!("{} is now:\n{}", path.display(), String::from_utf8_lossy(found)));
    }
}

/// Fails with all the `failures`, if there are any.
pub(crate) fn expect_none(failures: &[String]) {
    let help = "if this is as it should be: ACTAS_BLESS=1 cargo test";
    assert!(failures.is_empty(), "{}\n{help}", failures.join("\n"));
}

pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Prints a line that is seen although the test passes: what was skipped, what was measured.
pub(crate) fn note(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A folder of real notes that may lie beside the repository; says so when it does not.
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
        overrides: Overrides { base_url },
        skip: vec![site.join("expected")],
        date: None,
    }
}

pub(crate) fn build(site: &Path) -> Built {
    actas::build(&request(site)).expect("the site can be read")
}

/// Builds a site that has no errors.
pub(crate) fn output(site: &Path) -> OutputTree {
    let built = build(site);
    let errors = actas::diagnostic::to_text(&built.diagnostics, false);
    built.output.unwrap_or_else(|| panic!("{}: {errors}", site.display()))
}

/// What a site is built from, for building it in another order.
pub(crate) fn sources(site: &Path) -> (Config, Sources, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let request = request(site);
    let source = load::load_config(site, &mut diagnostics).expect("readable");
    let config = Config::resolve(source.as_ref(), "sample", &request.overrides, &mut diagnostics);
    let sources = load::load(site, &config, &request.skip, &mut diagnostics).expect("readable");
    (config, sources, diagnostics)
}

pub(crate) fn build_sources(config: Config, sources: &Sources) -> OutputTree {
    let built =
        actas::build_sources(config, sources, None, Vec::new(), Timings::default()).expect("tantivy works");
    built.output.expect("no errors")
}

/// The folders directly within one, by name.
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

/// A reader's browser without the browser: it fetches the files that the searcher asks for.
pub(crate) struct Reader<'a> {
    output: &'a OutputTree,
    searcher: Searcher,
    folders: Vec<String>,
    pub(crate) languages: Vec<String>,
    /// How many files were fetched since it was opened.
    pub(crate) fetched: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn open(output: &'a OutputTree) -> Self {
        let entry: serde_json::Value =
            serde_json::from_slice(output.get("search/index.json").expect("an entry file")).expect("JSON");
        let mut reader = Reader {
            output,
            searcher: Searcher::new(),
            folders: Vec::new(),
            languages: Vec::new(),
            fetched: 0,
        };
        for segment in entry["segments"].as_array().expect("segments") {
            let language = segment["language"].as_str().expect("a language");
            reader.searcher.add_segment(language);
            reader.languages.push(language.to_owned());
            reader.folders.push(segment["folder"].as_str().expect("a folder").to_owned());
        }
        reader
    }

    /// Searches in one language, or in all.
    pub(crate) fn search(&mut self, query: &str, language: Option<&str>, reports: usize) -> Outcome {
        let segments = (0..self.languages.len())
            .filter(|at| language.is_none_or(|wanted| self.languages[*at] == wanted));
        let options =
            Options { segments: segments.collect(), reports, passages: Passages::All, snippet_bytes: 240 };
        for _ in 0..6 {
            match self.searcher.search(query, &options).expect("a readable pack") {
                Outcome::Missing(files) => files.iter().for_each(|file| self.fetch(file)),
                found => return found,
            }
        }
        panic!("`{query}` needs more than six rounds of files");
    }

    fn fetch(&mut self, file: &FileRequest) {
        let path = format!("search/{}/{}.pack", self.folders[file.segment], file.name);
        let compressed = self.output.get(&path).unwrap_or_else(|| panic!("there is no {path}"));
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(compressed).read_to_end(&mut bytes).expect("gzip");
        self.searcher.add_file(file.segment, &bytes).expect("a readable file");
        self.fetched += 1;
    }
}

/// The addresses of all passages found, report by report.
pub(crate) fn addresses(outcome: &Outcome) -> Vec<String> {
    let Outcome::Found { hits, .. } = outcome else { panic!("not found") };
    let address =
        |url: &str, anchor: &str| if anchor.is_empty() { url.to_owned() } else { format!("{url}#{anchor}") };
    hits.iter()
        .flat_map(|hit| hit.passages.iter().map(move |passage| address(&hit.url, &passage.anchor)))
        .collect()
}
