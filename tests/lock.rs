//! `urls.lock` over the life of a site: written, checked, repaired.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::write_file;

const ACTAS: &str = env!("CARGO_BIN_EXE_actas");

/// A site in its own folder, changed step by step.
struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Site {
        let site = Site { folder: tempfile::tempdir().expect("a folder") };
        site.write(
            "site.toml",
            "title = \"x\"\nbase_url = \"https://example.org/\"\ndefault_language = \"es\"\n",
        );
        site
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, content: &str) {
        write_file(&self.path(path), content);
    }

    fn report(&self, name: &str, keys: &str, text: &str) {
        let content = format!("+++\ntitle = \"Acta\"\ndate = 2017-06-21\n{keys}\n+++\n{text}\n");
        self.write(&format!("content/{name}.md"), &content);
    }

    fn run(&self, command: &str) -> Output {
        Command::new(ACTAS).args([command, "--site"]).arg(self.folder.path()).output().expect("runs")
    }

    fn lock(&self) -> String {
        fs::read_to_string(self.path("urls.lock")).expect("a lock")
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.path("public").join(path)).expect("a page")
    }

    /// Builds and returns the codes of the errors, each with its subject.
    fn broken(&self) -> Vec<String> {
        let output = self.run("build");
        let text = String::from_utf8(output.stderr).expect("UTF-8");
        let told = text.lines().filter_map(|line| line.strip_prefix("error[")).map(|line| {
            let (code, message) = line.split_once("]: ").expect("a message");
            format!("{code} {}", message.split('`').nth(1).unwrap_or_default())
        });
        let told: Vec<String> = told.collect();
        assert_eq!(output.status.success(), told.is_empty(), "{text}");
        told
    }
}

#[test]
fn a_published_address_lasts() {
    let site = Site::new();
    site.report("a", "", "## Apertura\n\n1. uno\n2. dos\n3. tres");
    assert!(site.broken().is_empty(), "without a file nothing is checked");
    assert!(site.run("lock").status.success());
    let first = site.lock();
    assert!(first.contains("\n/informes/a/ #apertura #p1 #p2 #p3\n"), "{first}");
    assert!(site.broken().is_empty());

    fs::rename(site.path("content/a.md"), site.path("content/b.md")).expect("renamed");
    assert_eq!(site.broken(), ["lock::address /informes/a/"]);
    assert!(!site.run("lock").status.success(), "nothing is added to what is broken");
    assert_eq!(site.lock(), first);

    let moved = "aliases = [\"/informes/a/\"]";
    site.report("b", moved, "## Apertura\n\n1. uno\n2. dos\n3. tres");
    assert!(site.broken().is_empty());
    let page = site.page("informes/a/index.html");
    for part in [
        "<meta name=\"robots\" content=\"noindex\">",
        "<link rel=\"canonical\" href=\"https://example.org/informes/b/\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=/informes/b/\">",
        "data-to=\"/informes/b/\"></script>",
        "<a href=\"/informes/b/\">Acta</a>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!site.page("sitemap.xml").contains("/informes/a/"));

    site.report("b", moved, "## Inicio\n\n1. uno\n2. dos");
    assert_eq!(site.broken(), ["lock::anchor #apertura", "lock::anchor #p3"]);
    let anchors = format!("{moved}\nanchors = {{ apertura = \"inicio\", p3 = \"p2\" }}");
    site.report("b", &anchors, "## Inicio\n\n1. uno\n2. dos");
    assert!(site.broken().is_empty());
    let page = site.page("informes/b/index.html");
    assert!(
        page.contains("<h2 id=\"inicio\"><span class=\"former-anchor\" id=\"apertura\"></span>"),
        "{page}"
    );

    assert!(site.run("lock").status.success());
    let second = site.lock();
    let lines = "\n/informes/a/ #apertura #p1 #p2 #p3\n/informes/b/ #apertura #inicio #p1 #p2 #p3\n";
    assert!(second.contains(lines), "{second}");
    assert!(site.run("lock").status.success());
    assert_eq!(site.lock(), second, "what is there already is not added again");
    assert!(!has_hidden_files(site.folder.path()), "nothing is left beside the file");
}

#[test]
fn a_withdrawn_report_keeps_its_address_and_nothing_else() {
    let site = Site::new();
    site.report("a", "", "1. uno\n2. dos");
    assert!(site.run("lock").status.success());
    site.report("a", "status = \"withdrawn\"", "1. uno\n2. dos");
    assert_eq!(site.broken(), [] as [&str; 0], "the anchors of a withdrawn report are excused");
    assert!(site.page("informes/a/index.html").contains("noindex"));
    site.report("a", "status = \"withdrawn\"\ndraft = true", "1. uno");
    assert_eq!(site.broken(), ["lock::address /informes/a/"], "a draft has no address");
}

#[test]
fn a_list_that_is_empty_leads_to_the_one_above() {
    let site = Site::new();
    site.report("a", "city = \"Quito\"", "1. uno");
    site.report("b", "city = \"Lima\"", "texto");
    assert!(site.run("lock").status.success());
    let before = site.lock();
    assert!(before.contains("\n/ciudades/quito/\n"), "{before}");
    site.report("a", "city = \"Quito\"\nstatus = \"withdrawn\"", "1. uno");
    assert_eq!(site.broken(), [] as [&str; 0]);
    let page = site.page("ciudades/quito/index.html");
    assert!(page.contains("noindex") && page.contains("<a href=\"/ciudades/\">Ciudades</a>"), "{page}");
    assert!(
        !site.page("ciudades/lima/index.html").contains("noindex"),
        "a list that has something is itself"
    );
    assert!(!site.page("sitemap.xml").contains("quito"));
    assert!(site.run("lock").status.success());
    assert_eq!(site.lock(), before);
}

/// Whether hidden files were left, apart from the build's record, which may or may not exist, depending on
/// the clock.
fn has_hidden_files(folder: &Path) -> bool {
    let names = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").file_name());
    names.into_iter().any(|name| name.to_string_lossy().starts_with('.') && name != ".actas-cache")
}
