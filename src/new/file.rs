//! Writes the file of a new report, and adds new terms to their vocabularies.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use super::{Begun, Form, NewTerm};
use crate::front_keys::KeyKind;
use crate::messages::{Speech, message};
use crate::url::slugify_or;

/// The text of a new report, in each language that has one; English for all others.
const TEMPLATES: [(&str, &str); 2] =
    [("es", include_str!("report.es.md")), ("en", include_str!("report.en.md"))];

/// The folder for reports in the content folder, if it exists.
const REPORTS_FOLDER: &str = "reports";

impl Form {
    /// Returns the path of the report's file, relative to the site's folder: `<date>-<place>.<language>.md`.
    /// Without a city, the title is used instead of the place.
    pub fn path(&self, begun: &Begun) -> String {
        let city = begun.values.iter().find(|(key, _)| key == "city").and_then(|(_, values)| values.first());
        let place = slugify_or(city.unwrap_or(&begun.title), "report");
        let reports = self.site.join(&self.content).join(REPORTS_FOLDER);
        let folder = if reports.is_dir() { REPORTS_FOLDER } else { "" };
        let name = format!("{}-{place}.{}.md", begun.date, begun.language);
        let parts = [self.content.as_str(), folder, &name];
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/")
    }

    /// Returns the contents of the report's file.
    pub fn text(&self, begun: &Begun) -> String {
        let template = TEMPLATES.iter().find(|(language, _)| *language == begun.language);
        let (_, template) = template.unwrap_or(&TEMPLATES[1]);
        let mut lines =
            vec![format!("title = {}", toml_text(&begun.title)), format!("date = {}", begun.date)];
        for (key, values) in &begun.values {
            let texts: Vec<String> = values.iter().map(|value| toml_text(value)).collect();
            let written = match texts.as_slice() {
                [one] if matches!(super::kind(key), Some(KeyKind::Date | KeyKind::Boolean)) => {
                    one.trim_matches('"').to_owned()
                }
                [one] if self.field(key, &begun.language).is_text => one.clone(),
                several => format!("[{}]", several.join(", ")),
            };
            lines.push(format!("{key} = {written}"));
        }
        // Further keys, each with an example value.
        for taxonomy in &self.config.taxonomies {
            let field = self.field(&taxonomy.key, &begun.language);
            let is_there = begun.values.iter().any(|(key, _)| *key == taxonomy.key);
            if let (false, Some(example)) = (is_there, field.choices.first()) {
                lines.push(format!("# {} = [{}]", taxonomy.key, toml_text(&example.id)));
            }
        }
        template.replace("# {{ front matter }}", &lines.join("\n"))
    }

    /// Writes the report, and adds its new terms to their vocabularies. Returns the path of the file,
    /// relative to the site's folder.
    ///
    /// # Errors
    /// If the file exists already, or something cannot be written.
    pub fn write(&self, begun: &Begun, speech: Speech) -> io::Result<String> {
        let path = self.path(begun);
        let target = self.site.join(&path);
        let failed = |error: io::Error| {
            let message = if error.kind() == io::ErrorKind::AlreadyExists {
                message!("new_exists", file = path.as_str())
            } else {
                message!("new_unwritable", file = path.as_str(), problem = error.to_string())
            };
            io::Error::new(error.kind(), message.text(speech))
        };
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut file = fs::File::options().write(true).create_new(true).open(&target).map_err(failed)?;
        file.write_all(self.text(begun).as_bytes()).map_err(failed)?;
        for term in &begun.new_terms {
            self.add_term(term).map_err(failed)?;
        }
        Ok(path)
    }

    /// Adds a term at the end of its vocabulary.
    fn add_term(&self, term: &NewTerm) -> io::Result<()> {
        let path = self.vocabulary_path(&term.vocabulary);
        let before = fs::read_to_string(&path)?;
        let gap = if before.ends_with('\n') || before.is_empty() { "\n" } else { "\n\n" };
        let table = format!("{gap}[{}]\nname = {}\n", term.id, toml_text(&term.name));
        fs::File::options().append(true).open(&path)?.write_all(table.as_bytes())
    }

    /// Returns the path of a vocabulary's file.
    pub fn vocabulary_path(&self, name: &str) -> PathBuf {
        self.site.join(&self.content).join("vocabulary").join(format!("{name}.toml"))
    }
}

fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
