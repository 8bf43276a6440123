//! `tests/invalid/<case>`: a site with a fault, and the diagnostics exactly as printed in each language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use actas::check::{CheckOptions, check};
use actas::config::Overrides;
use actas::diagnostic::{Diagnostic, Place, error, note, to_text, warning};
use actas::messages::{Speech, message};
use actas::{Request, Timings};
use libtest_mimic::Trial;

use crate::expected::check_file;
use crate::support::{cases, repository, request};
use crate::{import_cases, test};

const SPEECHES: [(Speech, &str); 2] = [(Speech::En, "en"), (Speech::Es, "es")];

/// Diagnostics that no small site causes, with the reason.
fn without_fixture() -> [Diagnostic; 20] {
    [
        // A folder that cannot be read while it is served.
        error!("load::io", detail = message!("reason_denied")),
        // A command line option.
        error!("site::base-url", "option", url = "example.org", problem = message!("address_no-scheme")),
        // More problems in one file than are reported one by one; `faults::a_line_of_megabytes_is_built` has
        // them.
        warning!("link::more", count = 7).at(Place::file("content/2017-06-21-acta.es.md")),
        error!("lock::more", count = 7).at(Place::file("urls.lock")),
        // Links and names that some systems cannot have; `hostile` makes them.
        warning!("load::link", "folder").at(Place::file("content/enlace")),
        warning!("load::link").at(Place::file("content/clave.md")),
        warning!("load::link", "broken").at(Place::file("content/nada.md")),
        warning!("load::no-file").at(Place::file("content/tubo")),
        warning!("load::name", name = "\"ses\\xF3n.md\"").at(Place::file("content/ses\u{fffd}n.md")),
        error!("attachment::same-name", file = "content/foto.png", other = "content/Foto.png")
            .at(Place::file("content/foto.png")),
        // A slow LibreOffice.
        error!("import::office-time").at(Place::file("acta.doc")),
        // Poppler, slow, and a PDF that it finds no text in; `import` has one.
        error!("import::poppler-time").at(Place::file("acta.pdf")),
        error!("import::scanned").at(Place::file("acta.pdf")),
        // Other servers, and a file of the machine; `check` has them.
        warning!(
            "check::external",
            address = "https://example.org/acta-2017.pdf",
            reason = message!("external_status", status = "404"),
            count = 2,
            files = "`content/reports/2017-06-21-acta.es.md`"
        )
        .at(Place::file("content/reports/2017-06-21-acta.es.md")),
        note!(
            "check::external",
            "unverified",
            address = "https://example.org/acta-2017.pdf",
            reason = message!("external_slow")
        )
        .at(Place::file("content/reports/2017-06-21-acta.es.md")),
        note!("check::external", "offline", count = 7),
        note!("check::cache", file = ".actas-cache/external-links.json"),
        note!(
            "check::cache",
            "unwritten",
            file = ".actas-cache/external-links.json",
            problem = message!("reason_denied")
        ),
        // A word lost by an import, which no known input causes.
        warning!("import::words", count = 1, words = "acta").at(Place::file("acta.docx")),
        warning!("export::large", address = "https://example.org/informes/2017/acta/#p3", megabytes = 12)
            .at(Place::file("content/reports/2017/acta.es.md")),
    ]
}

/// A site and its diagnostics, collected once however many tests need them.
struct Case {
    folder: PathBuf,
    found: OnceLock<Vec<Diagnostic>>,
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    cases("invalid").into_iter().map(|folder| Case { folder, found: OnceLock::new() }).collect()
});

impl Case {
    fn diagnostics(&self) -> &[Diagnostic] {
        self.found.get_or_init(|| diagnostics(&self.folder))
    }
}

/// Builds a site with its own `site.toml`, or runs the command given in the case's file `command`.
fn diagnostics(case: &Path) -> Vec<Diagnostic> {
    let request = Request { overrides: Overrides::default(), ..request(case) };
    let command = fs::read_to_string(case.join("command")).unwrap_or_else(|_| "build".to_owned());
    match command.trim() {
        "build" => actas::build(&request).expect("the site can be read").diagnostics,
        "check" => {
            let checked = check(&request, &CheckOptions::default(), Timings::default());
            checked.expect("the site can be read").diagnostics
        }
        other => panic!("{}: no command `{other}`", case.display()),
    }
}

/// A test for each site, and one for all of them together.
pub(crate) fn tests() -> Vec<Trial> {
    let test_of = |case: &'static Case| {
        let name = case.folder.file_name().expect("a name").to_string_lossy();
        test(format!("invalid/{name}"), |failures| expect_diagnostics(case, failures))
    };
    let together = [
        test("invalid: every text of a diagnostic has a fixture", |_| expect_a_fixture_of_every_text()),
        test("invalid: the page of codes shows what is printed", expect_the_page_of_codes),
    ];
    CASES.iter().map(test_of).chain(together).collect()
}

/// The diagnostics are as expected in each language.
fn expect_diagnostics(case: &Case, failures: &mut Vec<String>) {
    for (speech, language) in SPEECHES {
        let found = to_text(case.diagnostics(), speech, false).trim_end().to_owned() + "\n";
        assert!(!found.contains("{$"), "{}: a place of a text is empty:\n{found}", case.folder.display());
        let path = case.folder.join(format!("expected.{language}.txt"));
        let expected = fs::read(&path).unwrap_or_default();
        check_file(&path, &expected, found.as_bytes(), failures);
    }
}

fn expect_a_fixture_of_every_text() {
    let texts = fs::read_to_string(repository().join("src/messages/en.ftl")).expect("the texts");
    let lines: Vec<&str> = texts.lines().collect();
    // The texts of diagnostics are those with a help text, except for failures of files and folders, which
    // are not diagnostics.
    let is_failure = |id: &&str| id.starts_with("io_") || id.starts_with("reason_");
    let helped = lines.iter().enumerate().filter(|(_, line)| line.starts_with("    .help"));
    let id = |at: usize| lines[..at].iter().rev().find_map(|line| line.split_once(" = ")).expect("a text").0;
    let mut missing: BTreeSet<&str> = helped.map(|(at, _)| id(at)).filter(|id| !is_failure(id)).collect();
    for found in without_fixture() {
        let id = found.message.id();
        assert!(missing.remove(id), "`{id}` is no text of a diagnostic");
    }
    for found in CASES.iter().flat_map(Case::diagnostics).chain(import_cases::diagnostics()) {
        missing.remove(found.message.id());
    }
    assert!(missing.is_empty(), "nothing in tests/invalid has: {missing:?}");
}

fn expect_the_page_of_codes(failures: &mut Vec<String>) {
    let printed = CASES.iter().flat_map(Case::diagnostics).chain(import_cases::diagnostics()).cloned();
    let found: Vec<Diagnostic> = printed.chain(without_fixture()).collect();
    for (speech, page) in [(Speech::En, "docs/diagnostics.md"), (Speech::Es, "docs/diagnostics.es.md")] {
        let path = repository().join(page);
        let expected = fs::read_to_string(&path).expect("the page");
        let (head, _) = expected.split_once("-->\n").expect("a mark where the examples begin");
        let text = format!("{head}-->\n{}", examples(&found, speech));
        check_file(&path, expected.as_bytes(), text.as_bytes(), failures);
    }
}

/// Returns a section for each code, by name, with the first diagnostic for each of its texts.
fn examples(found: &[Diagnostic], speech: Speech) -> String {
    let mut by_code: BTreeMap<&str, BTreeMap<&str, &Diagnostic>> = BTreeMap::new();
    for diagnostic in found {
        let texts = by_code.entry(diagnostic.code).or_default();
        texts.entry(diagnostic.message.id()).or_insert(diagnostic);
    }
    let section = |(code, texts): (&str, BTreeMap<&str, &Diagnostic>)| {
        let examples = texts.into_values().cloned().collect::<Vec<_>>();
        let severity = examples[0].severity.message().text(speech);
        let text = to_text(&examples, speech, false);
        format!("\n## {code}\n\n{severity}\n\n```text\n{}\n```\n", text.trim_end())
    };
    by_code.into_iter().map(section).collect()
}
