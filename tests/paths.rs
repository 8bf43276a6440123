//! Folders and files with names as people give them: spaces, accents as one character and as two, emoji.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::server::Server;
use crate::support::write_file;

const ACTAS: &str = env!("CARGO_BIN_EXE_actas");
/// The folders from the root to the site: the first composed, the second decomposed as on a Mac.
const COMPOSED: &str = "Comit\u{e9} de A\u{f1}o \u{1f4c1}";
const DECOMPOSED: &str = "Reunio\u{301}n n\u{303}andu\u{301} (1)";

/// Makes a site below such folders and returns the root and the site's folder.
fn site() -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().expect("a folder");
    let site = root.path().join(COMPOSED).join(DECOMPOSED);
    let languages = "[languages]\nes = \"Español\"\nen = \"English\"\n";
    let settings = format!(
        "title = \"Archivo\"\nbase_url = \"https://example.org/\"\ndefault_language = \"es\"\n{languages}"
    );
    put(&site, "site.toml", &settings);
    // A report in a folder, with a file; and one whose file and translation have names in the other form than
    // links.
    let folder = "content/A\u{f1}o 2019 \u{1f5d3}";
    put(
        &site,
        &format!("{folder}/reuni\u{f3}n plenaria \u{2708}.es.md"),
        &report("Plenaria", "Acta firmada \u{f1} \u{1f4c4}.pdf"),
    );
    put(&site, &format!("{folder}/Acta firmada \u{f1} \u{1f4c4}.pdf"), "%PDF-1.4");
    put(&site, "content/sesio\u{301}n 2.es.md", &report("Sesi\u{f3}n", "Resoluci\u{f3}n n\u{ba} 1.pdf"));
    put(&site, "content/sesi\u{f3}n 2.en.md", &report("Session", "sesi\u{f3}n 2.es.md"));
    put(&site, "content/Resolucio\u{301}n n\u{ba} 1.pdf", "%PDF-1.4");
    (root, site)
}

fn report(title: &str, link: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = 2019-05-02\n+++\n\n1. Agradecer el [anexo](<{link}>).\n")
}

fn put(site: &Path, path: &str, text: &str) {
    write_file(&site.join(path), text);
}

/// Runs a command, which must succeed, and returns its output.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(ACTAS)
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder)
        .output()
        .expect("runs");
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {said}");
    said
}

#[test]
fn a_site_is_built_whatever_its_folders_and_files_are_called() {
    let (root, site) = site();
    let said = run(&site, &["build"]);
    assert!(!said.contains("warning"), "{said}");
    let page = |path: &str| fs::read_to_string(site.join("public").join(path)).expect(path);
    assert!(page("informes/ano-2019/reunion-plenaria/index.html").contains(
        "href=\"/files/A%C3%B1o%202019%20%F0%9F%97%93/Acta%20firmada%20%C3%B1%20%F0%9F%93%84.pdf\""
    ));
    // The file is published under its own name, and found by the name that a keyboard writes.
    assert!(
        page("informes/sesion-2/index.html").contains("href=\"/files/Resolucio%CC%81n%20n%C2%BA%201.pdf\"")
    );
    assert!(site.join("public/files/Resolucio\u{301}n n\u{ba} 1.pdf").is_file());
    let english = page("en/reports/sesion-2/index.html");
    assert!(english.contains("href=\"/informes/sesion-2/\""), "the link, and that of the language switch");
    assert!(english.contains("hreflang=\"es\" data-same-page"), "they are translations of each other");
    // From another folder, into a folder with such a name; the second time nothing has changed.
    let output = root.path().join("sa\u{301}lida \u{1f389}/p\u{fa}blico");
    let (from, to) = (site.to_str().expect("Unicode"), output.to_str().expect("Unicode"));
    run(root.path(), &["build", "--site", from, "--output", to]);
    assert!(output.join("informes/sesion-2/index.html").is_file());
    let again = run(root.path(), &["build", "--site", from, "--output", to, "--json"]);
    assert!(again.contains("\"unchanged\": true"), "{again}");
    assert!(run(root.path(), &["search", "--site", from, "agradecer"]).contains("informes/sesion-2/"));
}

#[test]
fn such_a_site_is_served_and_follows_changes() {
    let (_root, site) = site();
    let server = Server::start(&site);
    server.wait_for("/informes/sesion-2/", "Agradecer el");
    let file =
        server.get("/files/A%C3%B1o%202019%20%F0%9F%97%93/Acta%20firmada%20%C3%B1%20%F0%9F%93%84.pdf", None);
    assert!(file.starts_with("HTTP/1.1 200") && file.ends_with("%PDF-1.4"), "{file}");
    put(&site, "content/sesio\u{301}n 2.es.md", &report("Zanahoria", "Resoluci\u{f3}n n\u{ba} 1.pdf"));
    server.wait_for("/informes/sesion-2/", "Zanahoria");
}

/// Runs a command, which may fail, and returns its output as bytes.
fn printed(site: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(ACTAS).args(arguments).arg("--site").arg(site).output().expect("runs");
    [output.stdout, output.stderr].concat()
}

/// All names that are not UTF-8 become the same text; none may be taken for another.
#[test]
#[cfg(target_os = "linux")]
fn names_that_are_not_utf_8_are_told_and_left_out() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let (_root, site) = site();
    for (number, name) in [&b"a\xff.es.md"[..], b"a\xfe.es.md", b"\xf1/b.es.md"].into_iter().enumerate() {
        write_file(
            &site.join("content").join(OsStr::from_bytes(name)),
            report(&format!("Odd {number}"), "x.pdf"),
        );
    }
    write_file(&site.join("content").join(OsStr::from_bytes(b"foto\xe9.png")), "1");
    let said = run(&site, &["build"]);
    for name in ["\"a\\xFF.es.md\"", "\"a\\xFE.es.md\"", "\"\\xF1\"", "\"foto\\xE9.png\""] {
        assert!(said.contains(name), "{name} is not in:\n{said}");
    }
    assert_eq!(said.matches("load::name").count(), 4, "{said}");
    let list = fs::read_to_string(site.join("public/data/reports.json")).expect("a list");
    assert!(!list.contains("Odd"), "{list}");
    // A build that is not remembered, in case the files were too new.
    run(&site, &["build"]);
    let again = run(&site, &["build", "--json"]);
    assert!(again.contains("\"unchanged\": true") && again.contains("load::name"), "{again}");
}

/// The contents of names, titles and values reach a terminal or a log as text: no sequence moves the cursor,
/// and no line is begun.
#[test]
#[cfg(unix)]
fn what_would_act_on_a_terminal_is_written_out() {
    let (_root, site) = site();
    let evil = "\u{1b}]0;x\u{7}\u{1b}[2J\r\n::error::forged\u{9b}31m\u{202e}\u{2028}\u{200b}";
    let text = format!(
        "+++\ntitle = \"x\"\ndate = 2020-01-01\n\"k{0}\" = 1\n+++\n\n1. a\n[x]({0}y.md) {0}\n",
        "\u{1b}[2J\u{9b}\u{202e}"
    );
    put(&site, &format!("content/mal{evil}.es.md"), &text);
    put(
        &site,
        "content/fin.es.md",
        "+++\ntitle = \"Zanahoria \\u001b[2J\\u202e\"\ndate = 2020-01-02\n+++\n\nZanahoria \u{1b}[2J.\n",
    );
    let missing = format!("nada{}", evil.replace(['\r', '\n'], " "));
    let commands: [&[&str]; 6] = [
        &["build"],
        &["check"],
        &["check", "--format", "github"],
        &["search", "zanahoria"],
        &["import", &missing],
        &["lock"],
    ];
    for arguments in commands {
        let bytes = printed(&site, arguments);
        let said = String::from_utf8(bytes).expect("UTF-8");
        let is_bad = |c: char| c.is_control() && c != '\n' || "\u{202e}\u{2028}\u{200b}".contains(c);
        let found: Vec<char> = said.chars().filter(|c| is_bad(*c)).collect();
        assert!(found.is_empty(), "{arguments:?}: {found:?} in\n{}", said.escape_debug());
        let forged = said.lines().any(|line| line.starts_with("::error::forged"));
        assert!(!forged, "{arguments:?}: {said}");
    }
    let said = String::from_utf8(printed(&site, &["build", "--json"])).expect("UTF-8");
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let file = format!("content/mal{evil}.es.md");
    let found = json["diagnostics"].as_array().expect("some").iter();
    assert!(
        found.into_iter().any(|found| found["place"]["file"] == file.as_str()),
        "a program is told the name: {said}"
    );
}

#[test]
fn documents_with_such_names_are_imported() {
    let (_root, site) = site();
    let text = "ACTA DE LA REUNI\u{d3}N\n\nManagua, 12 de noviembre de 2019\n\n1. Agradecer los informes.\n2. Tomar nota.\n";
    for (name, to) in
        [("Acta de la reuni\u{f3}n \u{2708} (final).txt", "uno"), ("Acta de la reunio\u{301}n.txt", "dos")]
    {
        put(&site, name, text);
        let said = run(&site, &["import", name, "--name", to]);
        assert!(said.contains(name), "{said}");
        assert!(site.join(format!("content/reports/{to}.es.md")).is_file(), "{said}");
    }
    assert!(!run(&site, &["build"]).contains("warning"));
}
