//! Nothing unpublished leaks: every part of every kind of withheld report contains a secret word, and the
//! whole output is searched for it.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use crate::support::write_file;

const ACTAS: &str = env!("CARGO_BIN_EXE_actas");

/// The kinds of withheld reports: a word for each, its keys, and a year and a country that no other report
/// has.
const KINDS: [(&str, &str, i16, &str); 4] = [
    ("borrador", "draft = true", 1981, "AA"),
    ("embargado", "publish_after = 2030-01-01", 1982, "BB"),
    ("retirado", "status = \"withdrawn\"", 1983, "CC"),
    ("ambos", "status = \"withdrawn\"\npublish_after = 2030-01-01", 1984, "DD"),
];

/// The parts of a report, each of which has its own secret word.
const PARTS: [&str; 11] = [
    "titulo",
    "texto",
    "resumen",
    "punto",
    "apartado",
    "termino",
    "archivo",
    "contenido",
    "ciudad",
    "alias",
    "motivo",
];

/// Returns the secret word of a part of a report of this kind.
fn secret(part: &str, kind: &str) -> String {
    format!("zq{part}{kind}")
}

/// Whether the tombstone of a published and then withdrawn report may contain this.
fn is_told_of_withdrawn(part: &str, kind: &str) -> bool {
    kind == "retirado" && ["titulo", "alias", "motivo"].contains(&part)
}

fn report(kind: &str, keys: &str, year: i16, country: &str) -> String {
    let word = |part| secret(part, kind);
    let withdrawal = if keys.contains("withdrawn") {
        format!("[withdrawal]\nreason = \"{}\"\n", word("motivo"))
    } else {
        String::new()
    };
    format!(
        "+++\ntitle = \"{title}\"\ndate = {year}-02-03\n{keys}\nsummary = \"{summary}\"\ncity = \"{city}\"\n\
         country = \"{country}\"\ndelegations = [\"MX\", \"{country}\"]\ninitiatives = [\"{term}\"]\n\
         topics = [\"{term}\"]\nsource = \"{file}.txt\"\nattachments = [\"{file}.csv\"]\naliases = [\"/{alias}/\"]\n\
         {withdrawal}+++\n{text} [x]({file}.pdf)\n\n## {heading}\n\n1. {point}\n2. otro\n",
        title = word("titulo"),
        summary = word("resumen"),
        city = word("ciudad"),
        term = word("termino"),
        file = word("archivo"),
        alias = word("alias"),
        text = word("texto"),
        heading = word("apartado"),
        point = word("punto"),
    )
}

/// Writes a site with one public report, and one withheld report of each of `kinds`.
fn write_site(site: &Path, kinds: &[(&str, &str, i16, &str)]) {
    let config = "title = \"x\"\nbase_url = \"https://example.org/\"\ndefault_language = \"es\"\n\
                  [languages]\nes = \"Español\"\nen = \"English\"\n";
    write_file(&site.join("site.toml"), config);
    let mut countries = "[MX]\nname = \"México\"\n".to_owned();
    let mut initiatives = "[publica]\nacronym = \"PUB\"\nname = \"zqpublica\"\n".to_owned();
    let mut topics = String::new();
    for (kind, keys, year, country) in kinds {
        let content = site.join("content/reports");
        write_file(
            &content.join(format!("{}.es.md", secret("nombre", kind))),
            report(kind, keys, *year, country),
        );
        for extension in ["txt", "csv", "pdf"] {
            let name = format!("{}.{extension}", secret("archivo", kind));
            write_file(&content.join(name), secret("contenido", kind));
        }
        let term = secret("termino", kind);
        countries += &format!("[{country}]\nname = \"zqpais{kind}\"\n");
        initiatives += &format!("[{term}]\nacronym = \"ZQ{kind}\"\nname = \"{term} larga\"\n");
        topics += &format!("[{term}]\nname = \"{term}\"\nvariants = [\"{term} variante\"]\n");
    }
    write_file(&site.join("content/vocabulary/countries.toml"), &countries);
    write_file(&site.join("content/vocabulary/initiatives.toml"), &initiatives);
    write_file(&site.join("content/vocabulary/topics.toml"), &topics);
    let public = "+++\ntitle = \"Pública\"\ndate = 2001-02-03\ndelegations = [\"MX\"]\n\
                  initiatives = [\"publica\"]\n+++\n1. zqtextopublico.\n2. [Borrador](zqnombreborrador.es.md)\n";
    write_file(&site.join("content/reports/publica.es.md"), public);
}

/// Returns every file of a folder by its path, unpacked if it is compressed.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries =
        walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let bytes = fs::read(entry.path()).expect("readable");
        let mut plain = Vec::new();
        let is_unpacked = flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).is_ok();
        let path = entry.path().strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
        (path, if is_unpacked { plain } else { bytes })
    };
    entries.map(read).collect()
}

/// Returns where `word` occurs in the output: in names or contents of files, ignoring case.
fn places(files: &[(String, Vec<u8>)], word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let has = |(path, bytes): &&(String, Vec<u8>)| {
        let bytes = bytes.to_ascii_lowercase();
        path.to_lowercase().contains(&word) || bytes.windows(word.len()).any(|found| found == word.as_bytes())
    };
    files.iter().filter(has).map(|(path, _)| path.clone()).collect()
}

fn build(site: &Path, day: &str, epoch: Option<&str>) -> Vec<(String, Vec<u8>)> {
    let mut command = Command::new(ACTAS);
    command.args(["build", "--site"]).arg(site).env_remove("SOURCE_DATE_EPOCH");
    match epoch {
        Some(epoch) => command.env("SOURCE_DATE_EPOCH", epoch),
        None => command.args(["--date", day]),
    };
    let output = command.output().expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    files(&site.join("public"))
}

#[test]
fn what_is_withheld_is_nowhere_in_the_output() {
    let site = tempfile::tempdir().expect("a folder");
    write_site(site.path(), &KINDS);
    let files = build(site.path(), "2029-12-31", None);
    for public in ["zqtextopublico", "zqpublica", "pública", "méxico"] {
        assert!(!places(&files, public).is_empty(), "`{public}` is published, and must be found");
    }
    for (kind, _, year, country) in KINDS {
        for part in PARTS.into_iter().filter(|part| !is_told_of_withdrawn(part, kind)) {
            let word = secret(part, kind);
            assert_eq!(places(&files, &word), [""; 0], "`{word}` leaks");
        }
        assert_eq!(places(&files, &format!("zqpais{kind}")), [""; 0], "a country of {kind} leaks");
        let lists = [format!("/{year}/"), format!("/{}/", country.to_lowercase())];
        for (path, _) in &files {
            assert!(lists.iter().all(|list| !path.contains(list)), "{path} is a list of {kind}");
        }
    }
    assert_eq!(places(&files, "1981"), [""; 0]);
}

/// The texts of the index are compressed word by word, so that searching its bytes for a word proves little;
/// that the bytes are the same proves it.
#[test]
fn the_output_is_the_same_as_if_nothing_were_withheld() {
    let (full, bare) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    write_site(full.path(), &KINDS);
    write_site(bare.path(), &[]);
    let mut full = build(full.path(), "2029-12-31", None);
    let mut bare = build(bare.path(), "2029-12-31", None);
    // Except for the notice of the withdrawn report.
    let is_common = |(path, _): &(String, Vec<u8>)| path != ".actas-files" && !path.contains("retirado");
    full.retain(is_common);
    bare.retain(is_common);
    full.sort();
    bare.sort();
    let paths = |files: &[(String, Vec<u8>)]| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&full), paths(&bare));
    for ((path, full), (_, bare)) in full.iter().zip(&bare) {
        assert!(full == bare, "{path} differs");
    }
}

#[test]
fn a_tombstone_stands_alone() {
    let site = tempfile::tempdir().expect("a folder");
    write_site(site.path(), &KINDS);
    let files = build(site.path(), "2029-12-31", None);
    let tombstone = "informes/zqnombreretirado/index.html";
    let alias = "zqaliasretirado/index.html";
    assert_eq!(places(&files, &secret("motivo", "retirado")), [tombstone]);
    let mut titled = places(&files, &secret("titulo", "retirado"));
    titled.sort();
    assert_eq!(titled, [tombstone, alias]);
    // `.actas-files` lists the output for the next build.
    let mut named = places(&files, "zqnombreretirado");
    named.sort();
    assert_eq!(named, [".actas-files", tombstone, alias]);
}

#[test]
fn the_day_lifts_an_embargo_however_it_is_given() {
    let site = tempfile::tempdir().expect("a folder");
    write_site(site.path(), &KINDS);
    let word = secret("texto", "embargado");
    // 2029-12-31T23:59:59Z, and a second later.
    assert!(places(&build(site.path(), "", Some("1893455999")), &word).is_empty());
    assert!(!places(&build(site.path(), "", Some("1893456000")), &word).is_empty());
    assert!(!places(&build(site.path(), "2030-01-01", None), &word).is_empty());
}

#[test]
fn a_restricted_report_stops_the_build() {
    let site = tempfile::tempdir().expect("a folder");
    write_site(site.path(), &KINDS);
    let restricted = report("restringido", "access = \"restricted\"", 1985, "MX");
    write_file(&site.path().join("content/reports/restringido.es.md"), &restricted);
    let output = Command::new(ACTAS).args(["build", "--site"]).arg(site.path()).output().expect("runs");
    assert!(!output.status.success());
    assert!(!site.path().join("public").exists(), "nothing is written");
}

#[test]
fn a_build_says_how_many_drafts_were_left_out() {
    let site = tempfile::tempdir().expect("a folder");
    write_site(site.path(), &KINDS);
    // Until the system distinguishes files already written from files written later.
    std::thread::sleep(std::time::Duration::from_millis(40));
    let run = |language: &str, arguments: &[&str]| {
        let mut command = Command::new(ACTAS);
        command.args(["build", "--lang", language, "--date", "2031-01-01", "--site"]).arg(site.path());
        let output = command.args(arguments).output().expect("runs");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let one = "One draft was left out: it is published when its line `draft = true` is gone.\n";
    let said = run("en", &[]);
    assert!(said.ends_with(one), "{said}");
    let said = run("en", &[]);
    assert!(said.starts_with("nothing has changed") && said.ends_with(one), "{said}");
    let json: serde_json::Value = serde_json::from_str(&run("en", &["--json"])).expect("JSON");
    assert_eq!(json["counts"]["drafts"], 1);
    let second = report("segundo", "draft = true", 1985, "MX").replace("zqterminosegundo", "publica");
    write_file(&site.path().join("content/reports/segundo.md"), &second);
    let said = run("es", &[]);
    assert!(said.contains("Quedaron fuera 2 borradores: "), "{said}");
}
