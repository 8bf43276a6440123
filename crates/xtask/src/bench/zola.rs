//! Zola: the archive in Zola's format, and its build. The theme is in `crates/bench/zola`.
//!
//! Zola's terms have only a name, so their other properties go into the front matter of every report, where
//! templates find them without a lookup.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use toml::{Table, Value};
use walkdir::WalkDir;

use super::archive::{self, Report, Term};
use super::files::{address, copy_theme, write};
use super::{Field, Programs, Step, measure};
use crate::workspace::Workspace;

/// The sources of the site; everything else was left by a build.
pub(super) const SOURCES: &[&str] = &["config.toml", "content", "names.toml", "static", "templates"];
/// The taxonomies, and the report key for each.
const TAXONOMIES: [(&str, &str); 5] = [
    ("initiatives", "initiatives"),
    ("countries", "delegations"),
    ("organizations", "organizations"),
    ("bodies", "body"),
    ("cities", "city"),
];
/// The language of files without a language in their names.
const DEFAULT_LANGUAGE: &str = "es";
/// The languages, the titles of the list of reports, and the months.
const LANGUAGES: [(&str, &str, [&str; 12]); 2] = [
    (
        DEFAULT_LANGUAGE,
        "Informes",
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    ),
    (
        "en",
        "Reports",
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
];

/// Builds the site.
///
/// # Errors
/// When Zola is missing, fails, or leaves reports out.
pub(super) fn build(programs: &Programs, field: &Field, folder: &Path) -> Result<Step> {
    let mut zola = Command::new(programs.zola.as_ref().context("ZOLA names no program")?);
    zola.arg("--root").arg(&field.zola).arg("build").arg("--output-dir").arg(folder);
    let (cost, _) = measure::run(&mut zola, &field.cache())?;
    let reports = reports_in(folder)?;
    ensure!(reports == field.reports, "Zola published {reports} of {} reports", field.reports);
    Ok(Step { program: "Zola", cost, stages: Vec::new() })
}

/// Counts the pages `reports/<year>/<report>/index.html` of all languages.
fn reports_in(folder: &Path) -> Result<usize> {
    let mut count = 0;
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        let above = entry.path().ancestors().nth(3).and_then(Path::file_name);
        count +=
            usize::from(entry.file_name() == "index.html" && above.is_some_and(|name| name == "reports"));
    }
    Ok(count)
}

/// Writes an archive as a Zola site into a new folder.
///
/// # Errors
/// When the archive cannot be read or the site cannot be written.
pub(super) fn convert(workspace: &Workspace, site: &Path, folder: &Path) -> Result<()> {
    copy_theme(workspace, "zola", folder)?;
    let mut names = Names::read(site)?;
    let content = folder.join("content");
    let mut years = BTreeSet::new();
    archive::each_report(site, |report| {
        names.note_city(&report);
        years.insert((report.language.clone(), report.year.clone()));
        let page = file(&report.stem, &report.language);
        let text = format!("+++\n{}+++\n{}", front_matter(&report, &names)?, report.text);
        write(&content.join("reports").join(&report.year).join(page), text)
    })?;
    for (language, year) in &years {
        let page = content.join("reports").join(year).join(file("_index", language));
        write(&page, format!("+++\ntitle = \"{year}\"\nsort_by = \"date\"\ntransparent = true\n+++\n"))?;
    }
    for (language, title, _) in LANGUAGES {
        let index = file("_index", language);
        let list =
            format!("+++\ntitle = \"{title}\"\nsort_by = \"date\"\ntemplate = \"reports.html\"\n+++\n");
        write(&content.join("reports").join(&index), list)?;
        write(&content.join(&index), format!("+++\n[extra]\nreports = \"reports/{index}\"\n+++\n"))?;
    }
    write(&folder.join("names.toml"), toml::to_string(&names.by_language)?)
}

/// The names of terms: by language, taxonomy and address part.
struct Names {
    by_language: BTreeMap<String, BTreeMap<String, BTreeMap<String, Name>>>,
}

#[derive(Clone, serde::Serialize)]
struct Name {
    name: String,
    /// Empty if there is none.
    acronym: String,
}

impl Names {
    fn read(site: &Path) -> Result<Names> {
        let mut names = Names { by_language: BTreeMap::new() };
        for (taxonomy, _) in TAXONOMIES.iter().filter(|(taxonomy, _)| *taxonomy != "cities") {
            for Term { id, names: full, acronyms } in archive::terms(site, taxonomy)? {
                for (language, name) in full {
                    let acronym = acronyms.get(&language).cloned().unwrap_or_default();
                    names.add(&language, taxonomy, &id, Name { name, acronym });
                }
            }
        }
        Ok(names)
    }

    fn note_city(&mut self, report: &Report) {
        if let Some(city) = report.front_matter.get("city").and_then(Value::as_str) {
            for (language, ..) in LANGUAGES {
                self.add(language, "cities", city, Name { name: city.to_owned(), acronym: String::new() });
            }
        }
    }

    fn add(&mut self, language: &str, taxonomy: &str, id: &str, name: Name) {
        let taxonomies = self.by_language.entry(language.to_owned()).or_default();
        taxonomies.entry(taxonomy.to_owned()).or_default().insert(address(id), name);
    }

    fn get(&self, language: &str, taxonomy: &str, id: &str) -> Result<&Name> {
        let found = self.by_language.get(language).and_then(|taxonomies| taxonomies.get(taxonomy));
        found
            .and_then(|terms| terms.get(&address(id)))
            .with_context(|| format!("the term `{id}` has no name"))
    }
}

/// Returns the front matter of a report for Zola, in TOML.
fn front_matter(report: &Report, names: &Names) -> Result<String> {
    let given = &report.front_matter;
    let text = |key: &str| given.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut taxonomies = Table::new();
    let mut all = Vec::new();
    for (taxonomy, key) in TAXONOMIES {
        let ids: Vec<&str> = match given.get(key) {
            Some(Value::String(id)) => vec![id],
            Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        for id in &ids {
            let Name { name, acronym } = names.get(&report.language, taxonomy, id)?;
            let values =
                [("taxonomy", taxonomy), ("address", &address(id)), ("name", name), ("acronym", acronym)];
            all.push(Value::Table(table(values.map(|(key, value)| (key, value.into())))));
        }
        let ids = ids.iter().map(|id| Value::String(address(id))).collect();
        taxonomies.insert(taxonomy.to_owned(), Value::Array(ids));
    }
    let country = &names.get(&report.language, "countries", text("country"))?.name;
    let extra = table([
        ("place", format!("{}, {country}", text("city")).into()),
        ("status", text("status").into()),
        ("body", names.get(&report.language, "bodies", text("body"))?.name.clone().into()),
        ("date_text", long_date(given, &report.language)?.into()),
        ("terms", Value::Array(all)),
    ]);
    let matter = table([
        ("title", text("title").into()),
        ("date", given.get("date").context("it has no date")?.clone()),
        ("taxonomies", taxonomies.into()),
        ("extra", extra.into()),
    ]);
    Ok(toml::to_string(&matter)?)
}

fn table<const N: usize>(entries: [(&str, Value); N]) -> Table {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Returns the date in words: `1 de enero de 2009`, `1 January 2009`.
fn long_date(front_matter: &Table, language: &str) -> Result<String> {
    let date = front_matter.get("date").and_then(Value::as_datetime).and_then(|date| date.date);
    let date = date.context("its date is none")?;
    let (.., months) =
        LANGUAGES.iter().find(|(code, ..)| *code == language).context("its language is unknown")?;
    let month = months.get(usize::from(date.month) - 1).context("there is no such month")?;
    Ok(match language {
        DEFAULT_LANGUAGE => format!("{} de {month} de {}", date.day, date.year),
        _ => format!("{} {month} {}", date.day, date.year),
    })
}

/// Returns the name of a file in a language.
fn file(stem: &str, language: &str) -> String {
    if language == DEFAULT_LANGUAGE { format!("{stem}.md") } else { format!("{stem}.{language}.md") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Name, Names, Report, front_matter};

    #[test]
    fn front_matters_become_zolas() {
        let mut names = Names { by_language: BTreeMap::new() };
        for (taxonomy, id, name) in [("bodies", "fsc", "Forum"), ("countries", "CR", "Costa Rica")] {
            names.add("en", taxonomy, id, Name { name: name.to_owned(), acronym: String::new() });
        }
        let report = Report {
            stem: "2005-01-31-anos-1".to_owned(),
            language: "en".to_owned(),
            year: "2005".to_owned(),
            front_matter:
                "title = \"Workshop\"\ndate = 2005-01-31\nbody = \"fsc\"\ncity = \"Años\"\ncountry = \"CR\"\n\
                           delegations = [\"CR\"]\nstatus = \"approved\"\n"
                    .parse()
                    .expect("TOML"),
            text: String::new(),
        };
        names.note_city(&report);
        let text = front_matter(&report, &names).expect("all terms have names");
        for line in [
            "date = 2005-01-31",
            "date_text = \"31 January 2005\"",
            "place = \"Años, Costa Rica\"",
            "cities = [\"anos\"]",
            "countries = [\"cr\"]",
        ] {
            assert!(text.lines().any(|other| other == line), "no {line} in\n{text}");
        }
    }
}
