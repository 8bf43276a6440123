//! What goes wrong from outside: hostile files, interrupted builds, folders that are not ours.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use proptest::prelude::*;

use crate::support::{build, note, random_cases, repository};

const ACTAS: &str = env!("CARGO_BIN_EXE_actas");

fn write(path: &Path, content: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
    fs::write(path, content).expect("writable");
}

/// Builds a site with one report of these bytes and returns the codes of the diagnostics.
fn codes(content: &[u8]) -> Vec<&'static str> {
    let site = tempfile::tempdir().expect("a folder");
    write(&site.path().join("site.toml"), "title = \"x\"\nbase_url = \"https://example.org/\"\n");
    write(&site.path().join("content/2020-01-01-a.md"), content);
    let built = build(site.path());
    built.diagnostics.iter().map(|found| found.code).collect()
}

#[test]
fn hostile_files_are_told_or_built() {
    assert_eq!(codes(b"\x89PNG\r\n\0\0"), ["load::binary"]);
    assert_eq!(codes(b"+++\ntitle = \"\xff\"\n+++\n"), ["load::not-utf8"]);
    assert_eq!(codes(b""), ["front-matter::none"]);
    assert_eq!(
        codes("\u{feff}+++\r\ntitle = \"x\"\r\ndate = 2020-01-01\r\n+++\r\nuno\r\n".as_bytes()),
        [""; 0]
    );
    assert_eq!(codes(b"+++\ntitle = \"x\"\n"), ["front-matter::unclosed"]);
    assert_eq!(codes(b"---\ntitle: x\ndate: 2020-01-01\n---\n1. a\n2. b\n"), [""; 0]);
    assert_eq!(codes(b"---\ntitle: [x\n---\n")[0], "yaml::syntax");
}

#[test]
fn a_line_of_50_megabytes_is_built() {
    let mut content = b"+++\ntitle = \"x\"\ndate = 2020-01-01\n+++\n".to_vec();
    content.extend("palabra ".bytes().cycle().take(50 << 20));
    content.extend(b"[x](y.md) ".repeat(10_000));
    let found = codes(&content);
    assert_eq!((found.len(), found[0], found[50]), (51, "link::more", "link::broken"));
}

#[test]
fn a_failing_build_leaves_the_last_output_as_it_was() {
    let site = tempfile::tempdir().expect("a folder");
    write(&site.path().join("site.toml"), "title = \"x\"\nbase_url = \"https://example.org/\"\n");
    let report = site.path().join("content/a.md");
    write(&report, "+++\ntitle = \"Uno\"\ndate = 2020-01-01\n+++\n");
    let run = || {
        let status = Command::new(ACTAS)
            .args(["build", "--site"])
            .arg(site.path())
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .status();
        status.expect("runs").success()
    };
    let page = site.path().join("public/reports/a/index.html");
    assert!(run());
    let before = fs::read(&page).expect("a page");
    write(&report, "+++\ntitle = \"Dos\"\n+++\n");
    assert!(!run());
    assert_eq!(fs::read(&page).expect("a page"), before);
    write(&report, "+++\ntitle = \"Dos\"\ndate = 2020-01-01\n+++\n");
    assert!(run());
    assert_ne!(fs::read(&page).expect("a page"), before);
}

#[test]
fn files_that_are_not_ours_stay() {
    let site = tempfile::tempdir().expect("a folder");
    write(&site.path().join("site.toml"), "title = \"x\"\nbase_url = \"https://example.org/\"\n");
    write(&site.path().join("content/a.md"), "+++\ntitle = \"Uno\"\ndate = 2020-01-01\n+++\n");
    write(&site.path().join("public/CNAME"), "example.org");
    write(&site.path().join("public/otro/x.txt"), "x");
    let run = || {
        Command::new(ACTAS)
            .args(["build", "--site"])
            .arg(site.path())
            .stdout(Stdio::null())
            .status()
            .expect("runs")
    };
    assert!(run().success());
    fs::rename(site.path().join("content/a.md"), site.path().join("content/b.md")).expect("renamed");
    assert!(run().success());
    assert_eq!(fs::read_to_string(site.path().join("public/CNAME")).expect("kept"), "example.org");
    assert_eq!(fs::read_to_string(site.path().join("public/otro/x.txt")).expect("kept"), "x");
    assert!(site.path().join("public/reports/b/index.html").exists());
    assert!(!site.path().join("public/reports/a").exists(), "what was ours and is no more goes");
    assert!(!site.path().join(".public.actas").exists(), "nothing is left beside the output");
}

#[test]
fn a_killed_build_leaves_one_whole_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("public");
    let start = |base: &str| {
        Command::new(ACTAS)
            .args(["build", "--site"])
            .arg(repository())
            .arg("--output")
            .arg(&output)
            .args(["--base-url", base])
            .stdout(Stdio::null())
            .spawn()
            .expect("runs")
    };
    let begin = Instant::now();
    assert!(start("https://example.org/0/").wait().expect("ends").success());
    let whole = begin.elapsed();
    let mut finished = 0;
    for round in 1..=60u32 {
        let mut child = start(&format!("https://example.org/{round}/"));
        // From the first moment to well after a build's usual end.
        std::thread::sleep(whole * (round * 37 % 60) / 30);
        let _ = child.kill();
        finished += u32::from(child.wait().expect("ends").success());
        check_whole(&output);
    }
    let moments = "builds killed at different moments";
    note(&format!("60 {moments}, of which {finished} had ended; the output was whole each time"));
    assert!(start("https://example.org/last/").wait().expect("ends").success());
    check_whole(&output);
}

/// Checks that every file of the output is of one and the same build.
fn check_whole(output: &Path) {
    let manifest = fs::read_to_string(output.join(".actas-files")).expect("a list of files");
    let mut bases = std::collections::BTreeSet::new();
    for path in manifest.lines() {
        let bytes = fs::read(output.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        if path.ends_with(".html") {
            let page = String::from_utf8(bytes).expect("UTF-8");
            assert!(page.trim_end().ends_with("</html>"), "{path} is cut off");
            let at = page.find("https://example.org/").expect("an address");
            bases.insert(page[at..].split('/').nth(3).expect("a base").to_owned());
        }
    }
    assert_eq!(bases.len(), 1, "pages of several builds: {bases:?}");
}

proptest! {
    #![proptest_config(random_cases(200))]

    #[test]
    fn any_text_is_parsed(text in "(\\+\\+\\+\n|---\n)?([0-9a-c]{1,2}[.)] |#{1,3} |title = |\\[x\\]\\(y\\)|<b>|```|\\PC|\n|   ){0,60}") {
        codes(text.as_bytes());
    }
}
