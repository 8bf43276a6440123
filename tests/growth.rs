//! The cost of any kind of input must grow in proportion to it: four times as much takes some four times as
//! long. The inputs are of a kind that no person writes, but a machine or an attacker might.
//!
//! What is measured is the processor time of a single thread, where the system provides it: other programs
//! may run during the tests. `ACTAS_GROWTH=name` measures the inputs whose names contain that, at more sizes,
//! and prints the figures.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use actas::diagnostic::to_text;
use actas::import;
use actas::messages::Speech;
use actas::{NullSink, Timings};

use crate::support::{note, repository, request, write_file};

/// How many times larger the larger input is.
const FACTOR: usize = 4;
/// The most that its time may grow, compared with the smaller one: 2.3 for each doubling.
const RATIO_MAX: f64 = 2.3 * 2.3;
/// How often both are measured before the test fails: other programs may be running.
const ROUNDS_MAX: usize = 5;
/// How many doublings at most are measured when `ACTAS_GROWTH` asks for figures.
const DOUBLINGS: u32 = 4;

/// Files of a site by their paths in it, or the one file of an import.
type Files = BTreeMap<String, String>;

/// A kind of input.
struct Case {
    name: &'static str,
    /// How many units the smaller input has.
    size: usize,
    make: fn(usize) -> Files,
    run: fn(&Path),
}

const fn site(name: &'static str, size: usize, make: fn(usize) -> Files) -> Case {
    Case { name, size, make, run: build }
}

const fn document(name: &'static str, size: usize, make: fn(usize) -> Files) -> Case {
    Case { name, size, make, run: import }
}

const fn checked(name: &'static str, size: usize, make: fn(usize) -> Files) -> Case {
    Case { name, size, make, run: check }
}

const CASES: &[Case] = &[
    site("names that begin alike, in one report", 100, |n| named(n, n)),
    site("names that begin alike, ten in each report", 100, |n| named(n, 10)),
    site("div in div", 2_000, |n| text(&"<div>\n".repeat(n))),
    site("div in div, inline", 2_000, |n| text(&format!("a {}", "<div>".repeat(n)))),
    site("ul in li, as HTML", 1_000, |n| text(&"<ul><li>\n".repeat(n))),
    site("style that is not closed", 8_000, |n| text(&"<style>\n".repeat(n))),
    site("style that is closed", 8_000, |n| text(&format!("<div>\n{}", "<style>a</style>\n".repeat(n)))),
    site("footnotes", 2_000, |n| text(&(each(n, "a[^#]\n\n") + &each(n, "[^#]: b\n\n")))),
    site("unknown keys in TOML", 1_500, |n| front(&each(n, "unknown# = 1\n"), "")),
    site("unknown keys in YAML", 1_500, |n| yaml(&each(n, "unknown#: 1\n"))),
    site("unknown tables", 1_500, |n| front(&each(n, "[unknown#]\na = 1\n"), "")),
    site("unknown terms", 300, |n| {
        let terms = each(n, "\"nowhere#\", ");
        with_terms(front(&format!("topics = [{terms}]\n"), ""), n)
    }),
    site("known terms", 1_600, |n| {
        let terms = each(n, "\"term#\", ");
        with_terms(front(&format!("topics = [{terms}]\n"), ""), n)
    }),
    site("missing attachments", 3_000, |n| {
        front(&format!("attachments = [{}]\n", each(n, "\"a#.pdf\", ")), "")
    }),
    site("points", 1_000, |n| text(&each(n, "#. Acordar algo.\n"))),
    site("code and HTML in points", 300, |n| {
        text(&each(n, "#. Uno\n\n````\n```\n1. x\n````\n\n<pre>\n2. y\n</pre>\n\n    ~~~\n    a. z\n\n"))
    }),
    document("import of div in div", 2_000, |n| Files::from([("a.html".to_owned(), "<div>a ".repeat(n))])),
    document("import of wrapped lines", 4_000, |n| {
        let line = "Una línea que tiene bastantes palabras para haberse partido aquí\n";
        Files::from([("a.txt".to_owned(), line.repeat(n))])
    }),
    checked("checks of pictures in pictures", 4_000, |n| text(&("![".repeat(n) + "x" + &"](a)".repeat(n)))),
    checked("checks of the same heading", 300, |n| text(&"#### Acuerdos\n\na\n\n## b\n\n".repeat(n))),
    checked("checks of unknown acronyms", 300, |n| text(&each(n, "La ABC# dijo.\n\n"))),
    site("pictures", 3_000, |n| text(&each(n, "![a](https://x.org/#.png) "))),
    site("aliases", 3_000, |n| front(&format!("aliases = [{}]\n", each(n, "\"/viejo/#/\", ")), "")),
    site("former anchors", 500, |n| {
        let anchors = each(n, "p9# = \"p#\"\n");
        front(&format!("[anchors]\n{anchors}"), &each(n, "#. Acordar algo.\n"))
    }),
    site("unknown anchors", 300, |n| {
        let anchors = each(n, "q# = \"q9#\"\n");
        front(&format!("[anchors]\n{anchors}"), &each(n, "#. Acordar algo.\n"))
    }),
    site("acts", 500, |n| front(&format!("[acts]\n{}", each(n, "# = []\n")), &each(n, "#. Acordar algo.\n"))),
    site("acts of points that are not there", 300, |n| {
        front(&format!("[acts]\n{}", each(n, "a# = []\n")), &each(n, "#. Acordar algo.\n"))
    }),
    site("commitments", 500, |n| {
        let commitments = each(n, "[[commitments]]\npoint = \"#\"\nwho = [\"term#\"]\nwhat = \"x\"\n");
        with_terms(front(&commitments, &each(n, "#. Acordar algo.\n")), n)
    }),
    site("follow-ups", 1_000, |n| follow_ups("p#", n)),
    site("follow-ups of what is not there", 1_000, |n| follow_ups("a#", n)),
    checked("checks of commitments of the text", 300, |n| {
        text(&each(n, "Acuerdo #: Comprar sillas# nuevas.\n\nResponsable: Ana\n\n"))
    }),
    site("corrections that lack something", 1_000, |n| {
        front(&"[[corrections]]\nwhat = \"x\"\n".repeat(n), "")
    }),
    site("delegations", 300, |n| front(&format!("delegations = [{}]\n", each(n, "\"X#\", ")), "")),
    site("b in b", 1_000, |n| text(&each(n, "<b title=\"#\">a\n\n"))),
    site("pictures in pictures", 16_000, |n| text(&("![".repeat(n) + &"](a)".repeat(n)))),
    site("bad commitments", 300, |n| front(&each(n, "[[commitments]]\nwhat = \"x\"\nunknown# = 1\n"), "")),
];

/// Repeats a text, with the number of each repetition in place of `#`.
fn each(n: usize, text: &str) -> String {
    (1..=n).map(|at| text.replace('#', &at.to_string())).collect()
}

fn with_settings(mut files: Files) -> Files {
    let settings = "title = \"x\"\nbase_url = \"https://example.org/\"\ndefault_language = \"es\"\n";
    files.insert("site.toml".to_owned(), settings.to_owned());
    files
}

/// A site of one report with this text.
fn text(text: &str) -> Files {
    front("", text)
}

/// A site of one report with these lines in its front matter.
fn front(lines: &str, text: &str) -> Files {
    report(&format!("+++\ntitle = \"x\"\ndate = 2020-01-01\n{lines}+++\n{text}"))
}

/// A site of one report that follows up so many of its own points, by anchors like this one.
fn follow_ups(anchor: &str, n: usize) -> Files {
    let written = format!("[[follow_up]]\nof = \"2020-01-01-acta§{anchor}\"\nstate = \"done\"\n");
    front(&each(n, &written).replace('§', "#"), &each(n, "#. Acordar algo.\n"))
}

fn yaml(lines: &str) -> Files {
    report(&format!("---\ntitle: x\ndate: 2020-01-01\n{lines}---\n"))
}

fn report(text: &str) -> Files {
    with_settings(Files::from([("content/reports/2020-01-01-acta.es.md".to_owned(), text.to_owned())]))
}

fn with_terms(mut files: Files, n: usize) -> Files {
    files.insert("content/vocabulary/topics.toml".to_owned(), each(n, "[term#]\nname = \"Tema #\"\n"));
    files
}

/// A vocabulary of names that share their first words; each report mentions `in_each` of them.
fn named(n: usize, in_each: usize) -> Files {
    let name = |at: usize| format!("Ministerio de Relaciones Exteriores y Cooperación de {at:05}");
    let terms: String =
        (0..n).map(|at| format!("[m{at}]\nacronym = \"M-{at:05}\"\nname = \"{}\"\n", name(at))).collect();
    let report = |at: usize| {
        let names: String =
            (at..at + in_each).map(|at| format!("{}. Agradecer al {}.\n", at + 1, name(at))).collect();
        let text = format!("+++\ntitle = \"Acta {at}\"\ndate = 2020-01-01\n+++\n{names}");
        (format!("content/reports/acta-{at}.es.md"), text)
    };
    let mut files = with_settings((0..n).step_by(in_each.max(1)).map(report).collect());
    files.insert("content/vocabulary/organizations.toml".to_owned(), terms);
    files
}

/// Builds a site and formats its diagnostics.
fn build(folder: &Path) {
    let built = actas::build_into(&request(folder), &NullSink, Timings::default()).expect("readable");
    let said = to_text(&built.diagnostics, Speech::Es, false);
    if std::env::var_os("ACTAS_GROWTH").is_some() {
        let stages: Vec<String> =
            built.timings.stages().iter().map(|stage| format!("{} {:.0?}", stage.name, stage.time)).collect();
        note(&format!("    {}; {} bytes said", stages.join(", "), said.len()));
    }
}

/// Checks a site and formats the result.
fn check(folder: &Path) {
    let checked =
        actas::check::check(&request(folder), &Default::default(), Timings::default()).expect("readable");
    to_text(&checked.diagnostics, Speech::Es, false);
}

/// Imports the document of a folder.
fn import(folder: &Path) {
    let path = ["a.html", "a.txt"].map(|name| folder.join(name)).into_iter().find(|path| path.exists());
    let path = path.expect("a document");
    // What it costs without any input; an empty file is refused.
    if std::fs::metadata(&path).expect("a document").len() == 0 {
        return;
    }
    let site = import::Site::load(repository()).expect("a site");
    import::import(&path, &site, &import::ImportOptions::default()).expect("a report");
}

/// Returns how long a closure takes on one thread.
fn time(run: impl FnOnce() + Send) -> Duration {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(|| {
        let (start, before) = (Instant::now(), processor_time());
        run();
        let took = before.zip(processor_time()).map(|(before, after)| after - before);
        took.unwrap_or_else(|| start.elapsed())
    })
}

/// Returns this thread's processor time so far: the first figure of `schedstat` (Linux,
/// `Documentation/scheduler/sched-stats.rst`), in nanoseconds.
fn processor_time() -> Option<Duration> {
    let figures = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    figures.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// An input on the disk.
struct Measured {
    folder: tempfile::TempDir,
    best: Duration,
}

impl Measured {
    fn new(case: &Case, size: usize) -> Measured {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in (case.make)(size) {
            write_file(&folder.path().join(path), text);
        }
        Measured { folder, best: Duration::MAX }
    }

    fn measure(&mut self, case: &Case) {
        let folder = self.folder.path();
        self.best = self.best.min(time(|| (case.run)(folder)));
    }
}

/// Returns how many times longer the larger input takes than the smaller one, after subtracting the time of
/// an empty one.
fn ratio(case: &Case) -> f64 {
    let mut sizes = [0, case.size, FACTOR * case.size].map(|size| Measured::new(case, size));
    let mut ratio = f64::INFINITY;
    for round in 0..ROUNDS_MAX {
        sizes.iter_mut().for_each(|size| size.measure(case));
        let [none, small, large] = sizes.each_ref().map(|size| size.best.as_secs_f64());
        ratio = (large - none) / (small - none).max(1e-3);
        if round > 0 && ratio <= RATIO_MAX && ratio > 0.0 {
            break;
        }
    }
    let [none, small, large] = sizes.map(|size| size.best);
    note(&format!("{:50} {:>6} {none:>9.1?} {small:>9.1?} {large:>9.1?} ×{ratio:.1}", case.name, case.size));
    ratio
}

#[test]
fn what_input_costs_grows_as_it_does() {
    if let Ok(wanted) = std::env::var("ACTAS_GROWTH") {
        return CASES.iter().filter(|case| case.name.contains(&wanted)).for_each(print);
    }
    let slow = CASES.iter().map(|case| (case.name, ratio(case))).filter(|(_, ratio)| *ratio > RATIO_MAX);
    let slow: Vec<_> = slow.collect();
    assert!(slow.is_empty(), "four times the input takes so many times as long: {slow:?}");
}

/// Prints the time of an input at several sizes.
fn print(case: &Case) {
    for doubling in 0..=DOUBLINGS {
        let size = case.size << doubling;
        let mut measured = Measured::new(case, size);
        measured.measure(case);
        note(&format!("{:50} {size:>7} {:>9.1?}", case.name, measured.best));
    }
}

/// Returns a different word for each level.
fn words(n: usize) -> impl Iterator<Item = String> {
    (0..n).map(|at| format!("palabra{at}"))
}

/// The depth of the inputs that are flattened.
const DEEP: usize = 600;

#[test]
fn deep_texts_are_told_and_keep_every_word() {
    let html = words(DEEP).map(|word| format!("<div>\n{word}\n")).collect::<String>();
    let items = words(DEEP).map(|word| format!("<ul>\n<li>\n{word}\n")).collect::<String>();
    let emphasis: String =
        words(DEEP).map(|word| format!("*{word} **")).collect::<String>() + &"fin** fin* ".repeat(DEEP);
    for (name, deep) in [
        ("quotations", format!("{}palabra0\n\npalabra1\n", "> ".repeat(DEEP))),
        ("items", format!("{}palabra0\n\npalabra1\n", "- ".repeat(DEEP))),
        ("elements", html),
        ("lists", items),
        ("emphasis", emphasis),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        text(&deep).iter().for_each(|(path, text)| write_file(&folder.path().join(path), text));
        let built = crate::support::build(folder.path());
        let told: Vec<_> = built.diagnostics.iter().filter(|found| found.code == "text::nesting").collect();
        let line = told.first().and_then(|found| found.place.as_ref()).map_or(0, |place| place.line);
        assert!(told.len() == 1 && line > 4, "{name}: {:?}", built.diagnostics);
        let output = built.output.expect("no errors");
        let page = output.iter().find(|(path, _)| path.ends_with("acta/index.html")).expect("a page").1;
        let page = scraper::Html::parse_document(&String::from_utf8_lossy(page));
        let shown: Vec<&str> = page.root_element().text().flat_map(str::split_whitespace).collect();
        let missing: Vec<String> =
            words(DEEP).filter(|word| deep.contains(&**word) && !shown.contains(&word.as_str())).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
        let depth = page.tree.nodes().map(|node| node.ancestors().count()).max().unwrap_or(0);
        assert!(depth < DEEP, "{name}: {depth}");
    }
}

/// Packs the parts of a document.
fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a package");
        std::io::Write::write_all(&mut archive, text.as_bytes()).expect("a package");
    }
    archive.finish().expect("a package").into_inner()
}

/// Returns the deep middle of a document: each level opens, has a word, and closes.
fn levels(open: &str, close: &str) -> String {
    words(DEEP).map(|word| open.replace('#', &word)).collect::<String>() + &close.repeat(DEEP)
}

#[test]
fn deep_documents_are_told_and_keep_every_word() {
    const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    const SPACES: [&str; 3] = ["office", "text", "table"];
    let tables = levels("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>#</w:t></w:r></w:p>", "</w:tc></w:tr></w:tbl>");
    let docx = format!("<w:document {WORD}><w:body>{tables}</w:body></w:document>");
    let odt = |deep: &str| {
        let spaces =
            SPACES.map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""));
        let body = format!("<office:body><office:text>{deep}</office:text></office:body>");
        let content = format!("<office:document-content{}>{body}</office:document-content>", spaces.concat());
        package(&[("content.xml", content)])
    };
    let lists = levels("<text:list><text:list-item><text:p>#</text:p>", "</text:list-item></text:list>");
    let row = "<table:table><table:table-row><table:table-cell><text:p>#</text:p>";
    let rows = levels(row, "</table:table-cell></table:table-row></table:table>");
    for (name, bytes) in [
        ("a.docx", package(&[("word/document.xml", docx)])),
        ("a.odt", odt(&lists)),
        ("b.odt", odt(&rows)),
        ("a.html", levels("<div>#", "</div>").into_bytes()),
        ("b.html", levels("<table><tr><td>#", "</td></tr></table>").into_bytes()),
        ("c.html", levels("<ul><li>#", "</li></ul>").into_bytes()),
        ("d.html", levels("<span>#<blockquote>", "</blockquote></span>").into_bytes()),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        write_file(&path, bytes);
        let site = import::Site::load(repository()).expect("a site");
        let imported = import::import(&path, &site, &import::ImportOptions::default()).expect(name);
        let told = imported.diagnostics.iter().find(|found| found.code == "text::nesting");
        let file = told.and_then(|found| found.place.as_ref()).map(|place| place.file.as_str());
        assert_eq!(file, path.to_str(), "{name}: {:?}", imported.diagnostics);
        let report = String::from_utf8_lossy(&imported.files[0].1).into_owned();
        let missing: Vec<String> = words(DEEP).filter(|word| !report.contains(&**word)).collect();
        assert!(missing.is_empty() && imported.account.words.missing.is_empty(), "{name}: {missing:?}");
    }
}
