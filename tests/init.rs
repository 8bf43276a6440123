//! `actas init` and `actas new report`: they write a site without faults, whatever is asked for.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use actas::Request;
use actas::diagnostic::to_text;
use actas::dialogue::Dialogue;
use actas::init::{Plan, write};
use actas::messages::Speech;
use actas::new::{Form, Given};
use jiff::civil::date;

use crate::support::{repository, write_file};

const ACTAS: &str = env!("CARGO_BIN_EXE_actas");

fn plan(title: &str, languages: &[&str]) -> Plan {
    let languages = languages.iter().map(|language| (*language).to_owned()).collect();
    Plan { title: title.to_owned(), languages, base_url: "https://red.github.io/actas/".to_owned() }
}

/// Writes a new site and returns its folder.
fn site(plan: &Plan) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let written = write(folder.path(), &plan.files(Speech::Es)).expect("writable");
    assert!(written.kept.is_empty());
    folder
}

/// Returns a site's diagnostics, as text, and how many reports it has.
fn build(site: &Path, drafts: bool) -> (String, usize) {
    let mut request = Request { site: site.to_path_buf(), ..Request::default() };
    request.overrides.drafts = drafts;
    let built = actas::build(&request).expect("readable");
    (to_text(&built.diagnostics, Speech::En, false), built.counts.reports)
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(ACTAS);
    command
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .stdin(Stdio::null());
    command.output().expect("runs")
}

#[test]
fn a_new_site_builds_without_a_word_in_every_language() {
    for languages in [&["es"][..], &["en"], &["es", "en"], &["en", "es"]] {
        let site = site(&plan("Archivo", languages));
        assert_eq!(build(site.path(), false), (String::new(), languages.len()), "{languages:?}");
        let config = fs::read_to_string(site.path().join("site.toml")).expect("written");
        let spanish = config.contains("La configuración del sitio");
        assert_eq!(spanish, languages[0] == "es", "comments are in the site's first language");
    }
}

#[test]
fn a_language_without_texts_is_told_of_and_is_the_only_fault() {
    for languages in [&["fr"][..], &["es", "fr"], &["fr", "en"]] {
        let plan = plan("Archive", languages);
        assert_eq!(plan.unknown_languages().collect::<Vec<_>>(), ["fr"]);
        let site = site(&plan);
        let (told, reports) = build(site.path(), false);
        assert_eq!(reports, languages.len() - 1);
        assert_eq!((told.matches("theme::no-language").count(), told.matches("[").count()), (1, 1), "{told}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(&["init", "--yes", "--languages", "es,fr", &folder.path().to_string_lossy()]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("`fr`"), "{output:?}");
}

#[test]
fn any_name_makes_valid_settings() {
    for title in
        ["L'Acta \"ñandú\"", "C:\\actas", "'''", "\"\"\"", "a # b", "{{ title }}", "Ünïcode – Øresund", "\t"]
    {
        let site = site(&plan(title, &["es", "en"]));
        let config = fs::read_to_string(site.path().join("site.toml")).expect("written");
        let table: toml::Table = config.parse().unwrap_or_else(|error| panic!("{title}: {error}\n{config}"));
        assert_eq!(table["title"].as_str(), Some(title));
        if !title.trim().is_empty() {
            assert_eq!(build(site.path(), false).0, "", "{title}");
        }
    }
}

#[test]
fn kinds_of_act_and_sections_are_those_of_the_sample() {
    for name in ["acts.toml", "sections.toml"] {
        let template = repository().join("src/init/template/all/content/vocabulary").join(name);
        let sample = repository().join("content/vocabulary").join(name);
        assert_eq!(fs::read_to_string(template).expect("there"), fs::read_to_string(sample).expect("there"));
    }
}

#[test]
fn the_workflow_can_be_read_and_publishes() {
    for languages in [&["es"][..], &["en"]] {
        let files = plan("x", languages).files(Speech::En);
        let text = &files[".github/workflows/pages.yml"];
        let workflow: serde_json::Value = serde_saphyr::from_str(text).expect("YAML");
        let steps = |job: &str| {
            let steps = workflow["jobs"][job]["steps"].as_array().expect("steps").clone();
            steps.iter().filter_map(|step| step["uses"].as_str().map(str::to_owned)).collect::<Vec<_>>()
        };
        let build = steps("build");
        for action in ["actions/configure-pages@v5", "actions/upload-pages-artifact@v4"] {
            assert!(build.iter().any(|used| used == action), "{build:?}");
        }
        assert_eq!(steps("deploy"), ["actions/deploy-pages@v4"]);
        assert_eq!(workflow["permissions"]["id-token"], "write");
        assert_eq!(workflow["concurrency"]["group"], "pages");
    }
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let mine = folder.path().join("content/pages/about.es.md");
    write_file(&mine, "mío");
    let path = folder.path().to_string_lossy().into_owned();
    let output = run(&["init", "--yes", "--lang", "es", &path]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("ya existía") && said.contains("content/pages/about.es.md"), "{said}");
    assert_eq!(fs::read_to_string(&mine).expect("there"), "mío");
    let said = String::from_utf8_lossy(&run(&["init", "--yes", &path]).stdout).into_owned();
    assert!(said.contains("were left as they are") && !said.contains("written"), "{said}");
}

#[test]
fn without_a_terminal_nobody_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("site").to_string_lossy().into_owned();
    for (language, expect) in [("en", "add `--yes`"), ("es", "añada `--yes`")] {
        let output = run(&["init", "--lang", language, &path]);
        assert!(!output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains(expect), "{output:?}");
    }
    assert!(!Path::new(&path).exists());
}

#[test]
fn a_report_is_begun_without_questions() {
    let site = site(&plan("Archivo", &["es", "en"]));
    let folder = site.path().to_string_lossy().into_owned();
    let new = |more: &[&str]| run(&[&["new", "report", "--site", &folder, "--yes"], more].concat());
    let missing = String::from_utf8_lossy(&new(&[]).stderr).into_owned();
    for option in ["--title", "--date", "--city", "--set body=…"] {
        assert!(missing.contains(option), "{missing}");
    }
    let whole =
        ["--title", "La \"primera\"", "--date", "2025-4-1", "--city", "San José", "--set", "body=junta"];
    let wrong = new(&[&whole[..], &["--set", "organizations=secretarai"]].concat());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("`secretaria`"), "{wrong:?}");
    for (key, expected) in [("órgan=junta", "`órgano`"), ("compromisos=x", "`compromisos`")] {
        let wrong = new(&[&whole[..], &["--set", key]].concat());
        assert!(String::from_utf8_lossy(&wrong.stderr).contains(expected), "{wrong:?}");
    }
    let keys = ["--country", "costa rica", "--set", "Delegaciones=MX", "--set", "estado=Aprobada"];
    let output = new(&[&whole[..], &keys].concat());
    assert!(output.status.success(), "{output:?}");
    let path = site.path().join("content/reports/2025-04-01-san-jose.es.md");
    let text = fs::read_to_string(&path).expect("made");
    for line in [
        "country = \"CR\"",
        "delegations = [\"MX\"]",
        "body = \"junta\"",
        "draft = true",
        "status = \"approved\"",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    // A second time, the file already exists.
    assert!(!new(&whole).status.success());
    assert_eq!(fs::read_to_string(&path).expect("there"), text);
    assert_eq!(build(site.path(), false), (String::new(), 2), "a draft is not published");
    assert_eq!(build(site.path(), true), (String::new(), 3));
}

#[test]
fn a_report_is_begun_in_conversation() {
    let site = site(&plan("Archivo", &["es", "en"]));
    let form = Form::read(site.path()).expect("readable");
    let answers = [
        "klingon",       // not a language of the site
        "en",            // language
        "",              // a title is needed
        "First meeting", // title
        "12/3/2025",     // not a date
        "2025-03-12",
        "",                    // the city is required
        "Mexico City",         // city
        "2, Comité de prueba", // the second body, and a new one
        "n",                   // declined: asked again
        "Assemlby, Comité de prueba",
        "y", // the Assembly was meant
        "y", // the new one is added
    ];
    let input = answers.join("\n") + "\n";
    let mut said = Vec::new();
    let mut reader = input.as_bytes();
    let mut dialogue = Dialogue::new(&mut reader, &mut said, Speech::En);
    let begun =
        form.fill(&Given::default(), date(2026, 1, 2), Speech::En, Some(&mut dialogue)).expect("filled");
    let said = String::from_utf8(said).expect("text");
    assert!(said.contains("[2026-01-02]") && said.contains("Did you mean “Assembly”"), "{said}");
    let path = form.write(&begun, Speech::En).expect("written");
    assert_eq!(path, "content/reports/2025-03-12-mexico-city.en.md");
    let text = fs::read_to_string(site.path().join(&path)).expect("written");
    assert!(text.contains("body = [\"asamblea\", \"comite-de-prueba\"]"), "{text}");
    assert_eq!(build(site.path(), true), (String::new(), 3));
}

#[test]
fn a_build_is_told_as_json() {
    let site = site(&plan("Archivo", &["es", "en"]));
    let folder = site.path().to_string_lossy().into_owned();
    let json = |output: &Output| -> serde_json::Value {
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
    };
    let good = json(&run(&["build", "--json", "--site", &folder]));
    assert_eq!((&good["written"], &good["counts"]["reports"]), (&true.into(), &2.into()), "{good}");
    assert!(good["milliseconds"]["stages"]["render"].is_number(), "{good}");
    let report = site.path().join("content/reports/2025-03-12-demo-villa-abierta.es.md");
    let text = fs::read_to_string(&report).expect("there").replace("title =", "titel =");
    fs::write(&report, text).expect("writable");
    let output = run(&["build", "--json", "--site", &folder]);
    let bad = json(&output);
    assert!(!output.status.success() && output.stderr.is_empty(), "{output:?}");
    assert_eq!(bad["written"], false);
    assert!(bad["diagnostics"][0]["place"]["line"].is_number(), "{bad}");
    assert_eq!(bad["diagnostics"][0]["severity"], "error");
    let quiet = run(&["build", "--quiet", "--site", &folder]);
    assert!(quiet.stdout.is_empty() && !quiet.stderr.is_empty(), "{quiet:?}");
}

#[test]
fn completions_and_manual_pages_are_written_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, word) in [("es", "Construir"), ("en", "Build")] {
        for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
            let output = run(&["completions", shell, "--lang", language]);
            assert!(output.status.success() && !output.stdout.is_empty(), "{shell}");
        }
        let zsh = run(&["completions", "zsh", "--lang", language]);
        assert!(String::from_utf8_lossy(&zsh.stdout).contains(word));
        let pages = folder.path().join(language);
        assert!(run(&["man", "--lang", language, &pages.to_string_lossy()]).status.success());
        let page = fs::read_to_string(pages.join("actas-build.1")).expect("written");
        assert!(
            page.contains(word) && page.contains(if language == "es" { ".SH NOMBRE" } else { ".SH NAME" })
        );
        assert!(pages.join("actas-new-report.1").is_file());
    }
}
