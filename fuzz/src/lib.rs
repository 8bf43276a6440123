//! What must hold for any input, one function for each fuzz target. Each takes arbitrary bytes, and panics
//! when its property does not hold.
//!
//! `tests/fuzz.rs` includes this file, and tries the same on the inputs of `corpus/` and on random ones.

use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::sync::OnceLock;

use actas::Request;
use actas::config::{Config, Overrides};
use actas::diagnostic::{Diagnostic, to_text};
use actas::import::{self, Options as ImportOptions, Site};
use actas::lock::{self, Published};
use actas::messages::Speech;
use actas::parse::{self, Context, Document, Kind, front_matter as front};
use actas::sections::Sections;
use actas::source::Source;
use actas::texts::Texts;
use actas_search_core::pack::{Reach, sealed};
use actas_search_core::present::{Amounts, Passages};
use actas_search_core::query::Query;
use actas_search_core::{Options, Outcome, Searcher};

/// A front matter, in TOML or YAML, is read, or its errors are reported.
pub fn front_matter(bytes: &[u8]) {
    let content = String::from_utf8_lossy(bytes);
    let config = config();
    for fence in ["+++", "---"] {
        let source = source("content/a.md", &format!("{fence}\n{content}\n{fence}\n1. Uno\n2. Dos\n"));
        for kind in [Kind::Report, Kind::Page] {
            let mut found = Vec::new();
            let (_, end) = front::parse(&source, kind, config, &mut found);
            assert!(source.text.is_char_boundary(end), "the text begins within a character");
            show(&found);
        }
    }
}

/// A document becomes passages with unique addresses, and HTML without scripts.
pub fn markdown_points(bytes: &[u8]) {
    let source = source("content/2020-01-01-a.md", &String::from_utf8_lossy(bytes));
    let mut found = Vec::new();
    let document = parse_document(&source, &mut found);
    show(&found);
    let anchors = document.passages.iter().map(|passage| passage.anchor.as_str());
    let mut anchors: Vec<&str> = anchors.filter(|anchor| !anchor.is_empty()).collect();
    for anchor in &anchors {
        assert!(document.body.anchors.contains(*anchor), "{anchor} is no anchor of the text");
    }
    anchors.sort_unstable();
    assert!(anchors.windows(2).all(|pair| pair[0] != pair[1]), "two passages of one address: {anchors:?}");
    let links = document.body.links.iter().map(|link| &link.range);
    for range in links.chain(document.body.edits.iter().map(|edit| &edit.range)) {
        assert!(source.text.get(range.clone()).is_some(), "{range:?} is no stretch of the text");
    }
    let html = document.html.read().to_lowercase();
    assert!(!html.contains("<script") && !html.contains("<iframe"), "{html}");
}

/// Anything is a query, and its parse is no longer than what was typed.
pub fn query_parser(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let facets = [vec!["pais".to_owned(), "country".to_owned()], vec!["tema".to_owned()]];
    let query = Query::parse(&text, &facets);
    assert!(query.clauses.len() + query.filters.len() <= text.len(), "{query:?}");
    assert_eq!(Query::parse(&text, &facets), query, "the same text is the same query");
    for clause in &query.clauses {
        assert!(clause.node.words().len() <= 4 * text.len() + 4, "{clause:?}");
    }
}

/// Files that may not be packs are searched or refused. The input is a query up to the end of its line, then
/// an entry file and other files, each after its length in two bytes, low byte first. Their checksums are
/// added here, since otherwise no changed file would be read.
pub fn pack_reader(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let query = String::from_utf8_lossy(&bytes[..end]);
    let mut files = chunks(bytes.get(end + 1..).unwrap_or_default()).into_iter();
    let entry = sealed("", files.next().unwrap_or_default().to_vec());
    let Ok(mut searcher) = Searcher::open(&entry) else { return };
    let folders: Vec<String> = searcher.segments().iter().map(|segment| segment.folder.clone()).collect();
    for (file, folder) in files.flat_map(|file| folders.iter().map(move |folder| (file, folder))) {
        // The content of a file says which part it is; its name only identifies the segment.
        let name = format!("{folder}/x");
        let _ = searcher.add_file(&name, &sealed(&name, file.to_vec()));
    }
    for (reach, facets, passages) in
        [(Reach::Strongest, false, Passages::Nearby(3)), (Reach::All, true, Passages::All)]
    {
        let amounts = Amounts { reports: 20, extracts: 40, passages, snippet_bytes: 240 };
        let options = Options { reach, facets, amounts, ..Options::default() };
        if let Ok(Outcome::Missing(names)) = searcher.search(&query, &options) {
            assert!(names.len() < 20_000, "{} files for one search", names.len());
        }
    }
}

/// A Word file is imported or refused, and the imported report can be built. Input that is not a zip file is
/// taken as the text of a Word file.
pub fn docx_import(bytes: &[u8]) {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder for the document"));
    // The tests do this in several threads at once.
    let name = format!("{:?}.docx", std::thread::current().id());
    let path = folder.path().join(name);
    let packed = if bytes.starts_with(b"PK") { bytes.to_vec() } else { word_file(bytes) };
    std::fs::write(&path, packed).expect("the document is written");
    let site = Site {
        folder: PathBuf::new(),
        config: config().clone(),
        vocabularies: Vec::new(),
        sections: Sections::built_in().clone(),
    };
    match import::import(&path, &site, &ImportOptions::default()) {
        Ok(imported) => {
            show(&imported.diagnostics);
            let report = String::from_utf8(imported.files[0].1.clone()).expect("a report is UTF-8");
            let mut found = Vec::new();
            parse_document(&source("content/2020-01-01-a.md", &report), &mut found);
            let unreadable = found.iter().find(|found| found.code.ends_with("::syntax"));
            assert!(unreadable.is_none(), "{unreadable:?} in\n{report}");
        }
        Err(refused) => show(&[*refused]),
    }
}

/// Any `urls.lock` is read, or its errors are reported; the updated file is correct.
pub fn urls_lock(bytes: &[u8]) {
    let published = published();
    let mut found = Vec::new();
    let old = source("urls.lock", &String::from_utf8_lossy(bytes));
    lock::check(Some(&old), published, &mut found);
    show(&found);
    let update = lock::update(Some(&old), published);
    let new = source("urls.lock", &update.text);
    let mut found = Vec::new();
    lock::check(Some(&new), published, &mut found);
    let wrong =
        found.iter().find(|found| !["lock::address", "lock::anchor", "lock::more"].contains(&found.code));
    assert!(wrong.is_none(), "{wrong:?} in\n{}", update.text);
    let again = lock::update(Some(&new), published);
    assert_eq!((again.text, again.addresses_added, again.anchors_added), (update.text, 0, 0));
}

/// Returns the chunks of `bytes`, each after its length in two bytes. The last may be cut short.
fn chunks(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut chunks = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let length = usize::from(u16::from_le_bytes(*length)).min(rest.len());
        let (chunk, rest) = rest.split_at(length);
        chunks.push(chunk);
        bytes = rest;
    }
    chunks
}

/// Returns a Word file with this text, which may not be valid XML.
fn word_file(document: &[u8]) -> Vec<u8> {
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", options).expect("a part");
    archive.write_all(document).expect("a part");
    archive.finish().expect("a package").into_inner()
}

fn source(path: &str, text: &str) -> Source {
    // As the program reads files: with one kind of line end, and without NUL.
    let text = text.replace("\r\n", "\n").replace(['\r', '\0'], "\n");
    Source { path: path.to_owned(), text: text.into() }
}

fn parse_document(source: &Source, found: &mut Vec<Diagnostic>) -> Document {
    let texts = Texts::default();
    parse::parse(
        source.clone(),
        &Context { content: "content", config: config(), sections: Sections::built_in(), texts: &texts },
        found,
    )
}

fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| Config::resolve(None, "x", &Overrides::default(), &mut Vec::new()))
}

/// Returns what a site of two reports publishes.
fn published() -> &'static Published {
    static PUBLISHED: OnceLock<Published> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let site = tempfile::tempdir().expect("a folder for the site");
        let write = |name: &str, text: &str| std::fs::write(site.path().join(name), text).expect("writable");
        std::fs::create_dir(site.path().join("content")).expect("writable");
        write("site.toml", "title = \"x\"\nbase_url = \"https://example.org/\"\n");
        write(
            "content/uno.md",
            "+++\ntitle = \"Uno\"\ndate = 2020-01-01\n+++\n1. a\n2. b\n   a. c\n   b. d\n",
        );
        write(
            "content/dos.md",
            "+++\ntitle = \"Dos\"\ndate = 2020-01-02\naliases = [\"tres\"]\n+++\n## Título\n",
        );
        let request = Request { site: site.path().to_path_buf(), ..Request::default() };
        actas::build(&request).expect("the site is built").published
    })
}

/// Formats the diagnostics, which must not fail wherever their places are.
fn show(found: &[Diagnostic]) {
    for speech in [Speech::Es, Speech::En] {
        to_text(found, speech, false);
    }
}
