//! `actas check`: its output for people and programs, its requests to other servers, its exit status.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actas::check::external;
use actas::check::{CheckOptions, Checked, check};
use actas::diagnostic::{Diagnostic, Severity};
use actas::messages::Speech;
use actas::{Request, Timings};
use jiff::Timestamp;
use serde_json::Value;

use crate::support::{corpus, repository, request, write_file};

const ACTAS: &str = env!("CARGO_BIN_EXE_actas");

fn run(site: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(ACTAS);
    command.args(["check", "--lang", "en", "--site"]).arg(site).args(arguments);
    command.current_dir(repository()).output().expect("runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn case(name: &str) -> PathBuf {
    Path::new("tests/invalid").join(name)
}

/// A site with one report with the given text.
fn site(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let reports = folder.path().join("content/reports");
    fs::create_dir_all(&reports).expect("writable");
    let config = "title = \"Prueba\"\ndefault_language = \"es\"\nbase_url = \"https://example.org/\"\n";
    fs::write(folder.path().join("site.toml"), config).expect("writable");
    let report = format!("+++\ntitle = \"Acta\"\ndate = 2020-01-15\n+++\n\n{text}\n");
    fs::write(reports.join("2020-01-15-acta.md"), report).expect("writable");
    folder
}

#[test]
fn the_sample_archive_has_no_findings() {
    let output = run(Path::new("."), &["--strict"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).ends_with("files read: 0 errors, 0 warnings, 0 notes\n"), "{}", said(&output));
}

#[test]
fn a_new_site_has_no_findings() {
    for speech in ["es", "en"] {
        let folder = tempfile::tempdir().expect("a folder");
        let init = Command::new(ACTAS).args(["init", "--yes", "--lang", speech]).arg(folder.path()).output();
        assert!(init.expect("runs").status.success());
        let output = run(folder.path(), &["--strict"]);
        assert!(output.status.success(), "{}", said(&output));
    }
}

#[test]
fn the_status_says_what_was_found() {
    let check = |site: &Path, arguments: &[&str], expect: i32| {
        let output = run(site, arguments);
        assert_eq!(output.status.code(), Some(expect), "{arguments:?}: {}", said(&output));
        output
    };
    check(site("Se tomó nota.").path(), &["--strict"], 0);
    let warned = site("Se tomó nota [aquí](../../site.toml).");
    check(warned.path(), &[], 0);
    check(warned.path(), &["--strict"], 1);
    check(&case("check-settings"), &[], 1);
    let nowhere = check(Path::new("no/such/folder"), &[], 2);
    assert!(String::from_utf8_lossy(&nowhere.stderr).starts_with("error: "), "{nowhere:?}");
    let unknown = check(warned.path(), &["content/reports/no-such.md"], 2);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("`content/reports/no-such.md`"));
    check(warned.path(), &["--external-age", "3"], 2);
}

#[test]
fn quiet_tells_of_errors_alone() {
    let output = run(&case("check-texts"), &["--quiet"]);
    assert_eq!(said(&output), "");
    let output = run(&case("check-settings"), &["--quiet"]);
    assert!(said(&output).contains("error[site::check-code]") && !said(&output).contains("warning"));
}

#[test]
fn files_that_are_named_are_told_of_alone() {
    let site = case("check-texts");
    let of = |arguments: &[&str]| {
        let output = run(&site, &[arguments, &["--format", "json"]].concat());
        let json: Value = serde_json::from_str(&said(&output)).expect("JSON");
        let found = json["diagnostics"].as_array().expect("a list").clone();
        let files: Vec<String> =
            found.iter().map(|found| found["place"]["file"].as_str().expect("a file").to_owned()).collect();
        (json["counts"]["files"].as_u64(), files)
    };
    let (files, all) = of(&[]);
    assert!(files == Some(3) && all.iter().any(|file| file.ends_with("primera.md")), "{all:?}");
    // Relative to here, relative to the site, and by its folder.
    let second = "content/reports/2020-03-02-segunda.md";
    let from_here = site.join(second).to_string_lossy().into_owned();
    for named in [second, from_here.as_str()] {
        let (files, told) = of(&[named]);
        assert_eq!((files, told.as_slice()), (Some(1), [second.to_owned()].as_slice()), "{named}");
    }
    assert_eq!(of(&["content/reports"]).0, Some(2));
    assert_eq!(of(&["site.toml"]), (Some(1), Vec::new()));
}

#[test]
fn json_says_what_a_build_says_and_more() {
    let output = run(&case("check-texts"), &["--format", "json"]);
    let json: Value = serde_json::from_str(&said(&output)).expect("JSON");
    let found = json["diagnostics"].as_array().expect("a list");
    let count = |severity: &str| json["counts"][severity].as_u64().unwrap_or_default();
    assert_eq!(count("warnings") + count("notes"), found.len() as u64);
    let image = found.iter().find(|found| found["code"] == "check::image").expect("the image");
    assert_eq!(image["place"]["line"], 8);
    assert_eq!(image["severity"], "warning");
    assert!(image["help"].as_str().is_some_and(|help| help.contains("![")));
}

/// The parts of SARIF 2.1.0 that scanners need, as a schema: the whole schema has 3,000 lines and would have
/// to be fetched.
const SARIF_SCHEMA: &str = include_str!("check-sarif.schema.json");

#[test]
fn sarif_is_valid_and_its_rules_are_those_of_its_results() {
    let schema: Value = serde_json::from_str(SARIF_SCHEMA).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for name in ["check-texts", "check-settings", "check-translations", "points"] {
        let output = run(&case(name), &["--format", "sarif"]);
        let log: Value = serde_json::from_str(&said(&output)).expect("JSON");
        let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let run = &log["runs"][0];
        for result in run["results"].as_array().expect("a list") {
            let at = result["ruleIndex"].as_u64().expect("a number") as usize;
            assert_eq!(run["tool"]["driver"]["rules"][at]["id"], result["ruleId"]);
            let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            let file = uri.as_str().expect("a path");
            assert!(file.starts_with("tests/invalid/") && repository().join(file).is_file(), "{file}");
        }
    }
}

#[test]
fn sarif_marks_the_words_that_are_meant() {
    let output = run(&case("check-acronyms"), &["--format", "sarif"]);
    let log: Value = serde_json::from_str(&said(&output)).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("a list");
    let is_meant =
        |result: &&Value| result["message"]["text"].as_str().is_some_and(|text| text.contains("`UAV`"));
    let region =
        &results.iter().find(is_meant).expect("the acronym")["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"], &region["endColumn"]),
        (&8.into(), &42.into(), &45.into())
    );
}

#[test]
fn github_is_told_by_commands() {
    let output = run(&case("check-texts"), &["--format", "github"]);
    let text = said(&output);
    let image = text.lines().find(|line| line.contains("check%3A%3Aimage")).expect("the image");
    let place =
        "file=tests/invalid/check-texts/content/reports/2020-01-15-primera.md,line=8,col=1,endColumn=14";
    assert!(
        image.starts_with(&format!("::warning {place},title=check%3A%3Aimage::the image has no")),
        "{image}"
    );
    // A help text of several lines stays in its command.
    let text = said(&run(&case("check-acronyms"), &["--format", "github"]));
    let commands = text.lines().filter(|line| line.starts_with("::")).count();
    assert_eq!(commands + 1, text.lines().count(), "{text}");
    assert!(text.contains("%0Aacronym = \"UAV\"%0Aname = \"Unión de Archivos Vecinales\""), "{text}");
}

#[test]
fn personal_data_are_shown_nowhere() {
    for format in ["text", "json", "sarif", "github"] {
        let text = said(&run(&case("check-personal-data"), &["--format", format]));
        assert!(text.contains("check::personal-data") || text.contains("check%3A%3Apersonal-data"), "{text}");
        for secret in ["00016297", "ana.perez", "12345678", "56789", "12345"] {
            assert!(!text.contains(secret), "{format}: {secret}\n{text}");
        }
    }
}

#[test]
fn much_of_one_kind_is_counted() {
    let images = "![](a.png)\n\n".repeat(40);
    let folder = site(&images);
    fs::write(folder.path().join("content/reports/a.png"), "x").expect("writable");
    let shown = |arguments: &[&str]| said(&run(folder.path(), arguments)).matches("[check::image]").count();
    assert_eq!(shown(&[]), 3);
    assert_eq!(shown(&["--verbose"]), 40);
    assert!(said(&run(folder.path(), &[])).contains("and 37 more of `check::image`"));
    assert_eq!(shown(&["content/reports/2020-01-15-acta.md"]), 40);
}

#[test]
fn real_notes_do_not_drown_a_person() {
    let Some(notes) = corpus("lang-team") else { return };
    let text = said(&run(&notes, &[]));
    assert!(text.lines().count() < 400, "{} lines", text.lines().count());
    assert!(text.contains("files read"), "{text}");
}

/// A local web server that answers by path, and records the requests.
struct Web {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    fn start() -> Web {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &noted);
            }
        });
        Web { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().expect("no panic"))
    }
}

fn answer(mut stream: TcpStream, asked: &Mutex<Vec<String>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let line = head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
    asked.lock().expect("no panic").push(line.clone());
    let (status, more) = match line.as_str() {
        "HEAD /good" | "GET /no-head" => ("200 OK", ""),
        "HEAD /no-head" => ("405 Method Not Allowed", ""),
        "HEAD /moved" => ("301 Moved Permanently", "Location: /good\r\n"),
        "HEAD /round" => ("302 Found", "Location: /round\r\n"),
        "HEAD /secret" | "GET /secret" => ("403 Forbidden", ""),
        "HEAD /busy" | "GET /busy" => ("503 Service Unavailable", ""),
        "HEAD /away" | "GET /away" => ("410 Gone", ""),
        line if line.ends_with("/slow") => {
            std::thread::sleep(Duration::from_millis(900));
            ("200 OK", "")
        }
        _ => ("404 Not Found", ""),
    };
    let _ = write!(stream, "HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n");
}

fn options(site: &Path, now: &str) -> external::LinkCheckOptions {
    let now: Timestamp = now.parse().expect("a time");
    let usual = external::LinkCheckOptions::new(site.join(external::cache::FILE), 7, now);
    external::LinkCheckOptions { timeout: Duration::from_millis(600), pause: Duration::ZERO, ..usual }
}

fn ask(site: &Path, now: &str) -> Checked {
    let options = CheckOptions { external: Some(options(site, now)), ..CheckOptions::default() };
    check(&Request { site: site.to_path_buf(), ..request(site) }, &options, Timings::default())
        .expect("readable")
}

fn texts(checked: &Checked) -> Vec<String> {
    let text = |found: &Diagnostic| format!("{:?} {}", found.severity, found.message.text(Speech::En));
    checked.diagnostics.iter().map(text).collect()
}

#[test]
fn links_to_other_sites_are_asked_after() {
    let web = Web::start();
    let paths = [
        "good",
        "good#a",
        "no-head",
        "moved",
        "round",
        "secret",
        "busy",
        "away",
        "missing",
        "missing#b",
        "slow",
    ];
    let links: Vec<String> =
        paths.iter().map(|path| format!("[Enlace {path}]({}/{path})", web.address)).collect();
    let folder = site(&links.join("\n\n"));
    let checked = ask(folder.path(), "2026-11-20T10:00:00Z");
    assert_eq!(checked.links, Some(9));
    let at = &web.address;
    let expect = [
        format!("Note `{at}/round` could not be checked: it is redirected again and again"),
        format!("Note `{at}/secret` could not be checked: the server answers 403"),
        format!("Note `{at}/busy` could not be checked: the server answers 503"),
        format!(
            "Warning `{at}/away` leads nowhere: the server answers 410 (once, in `content/reports/2020-01-15-acta.md`)"
        ),
        format!(
            "Warning `{at}/missing` leads nowhere: the server answers 404 (2 times, in `content/reports/2020-01-15-acta.md`)"
        ),
        format!("Note `{at}/slow` could not be checked: there was no answer in time"),
    ];
    assert_eq!(texts(&checked), expect);
    let asked = web.asked();
    for line in ["HEAD /good", "HEAD /no-head", "GET /no-head", "HEAD /missing", "GET /missing"] {
        assert!(asked.iter().any(|asked| asked == line), "{line}: {asked:?}");
    }
    assert_eq!(asked.iter().filter(|line| *line == "HEAD /missing").count(), 1, "each address once");
}

#[test]
fn what_answered_is_not_asked_again_for_some_days() {
    let web = Web::start();
    let folder = site(&format!("[Bien]({0}/good) y [mal]({0}/missing)", web.address));
    ask(folder.path(), "2026-11-20T10:00:00Z");
    assert_eq!(web.asked(), ["HEAD /good", "HEAD /missing", "GET /missing"]);
    let again = ask(folder.path(), "2026-11-27T09:00:00Z");
    assert_eq!((web.asked().len(), again.links, again.diagnostics.len()), (2, Some(2), 1));
    ask(folder.path(), "2026-11-27T10:00:00Z");
    assert!(web.asked().contains(&"HEAD /good".to_owned()));
    // A damaged file counts as missing, and is reported.
    let cache = folder.path().join(external::cache::FILE);
    fs::write(&cache, "{\"version\": 1, \"links\": ").expect("writable");
    let told = ask(folder.path(), "2026-11-27T11:00:00Z");
    assert!(web.asked().contains(&"HEAD /good".to_owned()));
    let note = told.diagnostics.iter().find(|found| found.code == "check::cache").expect("told");
    assert_eq!(note.severity, Severity::Note);
    let written: Value = serde_json::from_str(&fs::read_to_string(cache).expect("written")).expect("JSON");
    assert_eq!(written["links"][format!("{}/good", web.address)]["status"], 200);
}

#[test]
fn a_host_that_does_not_answer_is_left_alone_and_so_is_what_is_allowed() {
    let web = Web::start();
    let text = format!(
        "[a]({0}/a/slow) [b]({0}/b/slow) [c]({0}/c/slow) [d](https://intra.example.org/x)",
        web.address
    );
    let folder = site(&text);
    let config = folder.path().join("site.toml");
    let settings = fs::read_to_string(&config).expect("written");
    fs::write(&config, settings + "[check]\nallow = [\"https://intra.example.org/*\"]\n").expect("writable");
    let checked = ask(folder.path(), "2026-11-20T10:00:00Z");
    assert_eq!((checked.links, checked.diagnostics.len()), (Some(3), 3), "{:?}", texts(&checked));
    assert!(!web.asked().iter().any(|line| line.contains("/c/slow")));
}

#[test]
fn a_machine_without_a_connection_is_told_once() {
    // Ports that nobody listens on.
    let closed =
        || TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let folder = site(&format!("[uno](http://{}/) y [dos](http://{}/)", closed(), closed()));
    let checked = ask(folder.path(), "2026-11-20T10:00:00Z");
    let expect = "Note none of 2 links to other sites could be checked: no server answered";
    assert_eq!(texts(&checked), [expect]);
}

#[test]
fn nothing_is_asked_unless_it_is_wanted() {
    let web = Web::start();
    let folder = site(&format!("[Mal]({}/missing)", web.address));
    assert!(run(folder.path(), &["--strict"]).status.success());
    assert_eq!(web.asked(), [""; 0]);
    assert!(!folder.path().join(".actas-cache").exists());
    let output = run(folder.path(), &["--strict", "--external", "--external-age", "1"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).ends_with("2 files read, one link to other sites: 0 errors, 1 warning, 0 notes\n"));
}

#[test]
fn it_is_told_how_many_links_were_asked_after() {
    let web = Web::start();
    let folder = site(&format!("[Uno]({0}/good), [dos]({0}/moved) y [tres]({0}/missing)", web.address));
    let told = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&told);
    let listener = external::Listener::new(move |done, all| noted.lock().expect("whole").push((done, all)));
    let asked = external::LinkCheckOptions { listener, ..options(folder.path(), "2026-11-20T10:00:00Z") };
    let options = CheckOptions { external: Some(asked), ..CheckOptions::default() };
    check(&request(folder.path()), &options, Timings::default()).expect("readable");
    assert_eq!(*told.lock().expect("whole"), [(0, 3), (1, 3), (2, 3), (3, 3)]);
}

/// A draft will be published without another look, so a check reports what a build would report then.
#[test]
fn drafts_are_checked_as_if_they_were_published() {
    let folder = site("Se tomó nota.");
    let write = |path: &str, text: &str| write_file(&folder.path().join("content").join(path), text);
    write("vocabulary/bodies.toml", "[asamblea]\nname = \"Asamblea\"\n");
    let keys = "title = \"Otra\"\ndate = 2020-02-15\nbody = \"junta\"\nsession = \"ordinarai\"\nsource = \"falta.docx\"";
    write("reports/2020-02-15-otra.md", &format!("+++\ndraft = true\n{keys}\n+++\n\n[Anexo](no.pdf).\n"));
    let codes = |found: &[Diagnostic]| found.iter().map(|found| found.code).collect::<Vec<_>>();
    let of_build = actas::build(&request(folder.path())).expect("readable").diagnostics;
    assert_eq!(codes(&of_build), [""; 0]);
    let checked =
        check(&request(folder.path()), &CheckOptions::default(), Timings::default()).expect("readable");
    let mut found = codes(&checked.diagnostics);
    found.sort_unstable();
    let expect =
        ["front-matter::no-file", "front-matter::session", "link::broken", "vocabulary::unknown-term"];
    assert_eq!(found, expect);
    // Without the line, a build reports the same.
    let path = folder.path().join("content/reports/2020-02-15-otra.md");
    let text = fs::read_to_string(&path).expect("written").replace("draft = true\n", "");
    fs::write(path, text).expect("writable");
    let mut of_build = codes(&actas::build(&request(folder.path())).expect("readable").diagnostics);
    of_build.sort_unstable();
    assert_eq!(of_build, expect);
}

#[test]
fn errors_stand_before_warnings() {
    let said = said(&run(&case("broken-front-matter"), &[]));
    let first_warning = said.find("\nwarning[").expect("a warning");
    let last_error = said.rfind("\nerror[").expect("an error");
    assert!(said.starts_with("error[") && last_error < first_warning, "{said}");
}
