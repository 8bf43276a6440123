//! `actas build` after an earlier one: what has changed is built, and nothing else.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::support::{repository, write_file};

/// Runs `actas build` in a site's folder. Returns its standard output and standard error.
fn build(site: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_actas"))
        .args(["build", "--lang", "en", "--site"])
        .arg(site)
        .args(arguments)
        .output()
        .expect("runs");
    assert!(output.status.success(), "{output:?}");
    format!("{}{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout))
}

/// Makes a site with a report, a warning, a vocabulary and a template of its own, all of it written long ago.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| write_file(&site.path().join(name), text);
    write("site.toml", "title = \"Archivo\"\nbase_url = \"https://example.org/\"\n");
    write("content/a.md", "+++\ntitle = \"Uno\"\ndate = 2020-01-01\n+++\n1. [x](b.md)\n2. y\n");
    write("content/file.pdf", "%PDF");
    write("content/vocabulary/topics.toml", "[rio]\nname = \"Río\"\n");
    let template = "themes/default/templates/404.html";
    write(template, &fs::read_to_string(repository().join(template)).expect("the default theme"));
    settle();
    site
}

/// Waits until the system distinguishes files already written from files written later.
fn settle() {
    std::thread::sleep(Duration::from_millis(40));
}

const UNCHANGED: &str = "nothing has changed";

#[test]
fn what_has_not_changed_is_not_built_and_its_warnings_are_told_again() {
    let site = site();
    let first = build(site.path(), &[]);
    assert!(!first.contains(UNCHANGED) && first.contains("link::broken"), "{first}");
    let second = build(site.path(), &[]);
    assert!(second.contains(UNCHANGED) && second.contains("one report"), "{second}");
    let told =
        |text: &str| text.lines().filter(|line| !line.contains(" ms: ")).collect::<Vec<_>>().join("\n");
    assert_eq!(told(&second), told(&first));
    let json = build(site.path(), &["--json"]);
    assert!(json.contains("\"unchanged\": true") && json.contains("\"written\": true"), "{json}");
    assert!(!build(site.path(), &["--no-cache"]).contains(UNCHANGED));
    assert!(!build(site.path(), &["--base-url", "https://example.org/other/"]).contains(UNCHANGED));
}

#[test]
fn new_times_alone_are_no_change() {
    let site = site();
    build(site.path(), &[]);
    let file = fs::File::options().write(true).open(site.path().join("content/a.md")).expect("there");
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).expect("times can be set");
    settle();
    assert!(build(site.path(), &[]).contains(UNCHANGED));
}

#[test]
fn whatever_a_build_reads_is_a_change() {
    let site = site();
    let append = |name: &str, text: &str| {
        let path = site.path().join(name);
        let before = fs::read_to_string(&path).unwrap_or_default();
        fs::write(&path, before + text).expect("writable");
    };
    let changes = [
        ("site.toml", "# a comment\n"),
        ("content/a.md", "3. z\n"),
        ("content/b.md", "+++\ntitle = \"Dos\"\ndate = 2020-01-02\n+++\n"),
        ("content/file.pdf", "%"),
        ("content/vocabulary/topics.toml", "[mar]\nname = \"Mar\"\n"),
        ("themes/default/templates/404.html", "\n"),
        ("urls.lock", "actas-urls 1\n/\n"),
    ];
    for (name, text) in changes {
        build(site.path(), &[]);
        settle();
        assert!(build(site.path(), &[]).contains(UNCHANGED), "before {name}");
        append(name, text);
        settle();
        assert!(!build(site.path(), &[]).contains(UNCHANGED), "{name}");
    }
    fs::remove_file(site.path().join("content/b.md")).expect("there");
    assert!(!build(site.path(), &[]).contains(UNCHANGED), "a report that is gone");
}

#[test]
fn an_output_that_was_touched_is_built_again() {
    let site = site();
    build(site.path(), &[]);
    let page = site.path().join("public/index.html");
    let whole = fs::read(&page).expect("there");
    for damage in ["changed", "removed"] {
        if damage == "removed" {
            fs::remove_file(&page).expect("there");
        } else {
            fs::write(&page, "x").expect("writable");
        }
        assert!(!build(site.path(), &[]).contains(UNCHANGED), "{damage}");
        assert_eq!(fs::read(&page).expect("there"), whole, "{damage}");
        assert!(build(site.path(), &[]).contains(UNCHANGED), "{damage}");
    }
    fs::write(site.path().join("public/CNAME"), "example.org").expect("writable");
    assert!(build(site.path(), &[]).contains(UNCHANGED), "a file that no build wrote");
}

#[test]
fn a_damaged_record_is_none() {
    let site = site();
    build(site.path(), &[]);
    let folder = site.path().join(".actas-cache");
    let record = fs::read_dir(&folder).expect("there").filter_map(|entry| Some(entry.ok()?.path()));
    let record = record.into_iter().find(|path| path.to_string_lossy().contains("build-")).expect("a record");
    let whole = fs::read_to_string(&record).expect("readable");
    let damaged =
        [String::new(), whole[..whole.len() / 2].to_owned(), whole.replace("\"files\":", "\"files\":1")];
    for text in damaged {
        fs::write(&record, &text).expect("writable");
        assert!(!build(site.path(), &[]).contains(UNCHANGED), "{text}");
        assert!(build(site.path(), &[]).contains(UNCHANGED));
    }
    fs::remove_dir_all(&folder).expect("there");
    assert!(!build(site.path(), &[]).contains(UNCHANGED));
}
