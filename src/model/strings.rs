//! The interface texts in one language: the theme's `i18n/<language>.toml`, overridden by the site's
//! `texts/<language>.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Place, error, warning};

/// The language of the interface texts for languages that the theme does not have.
const FALLBACK_LANGUAGE: &str = "en";

/// The interface texts, by key.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    /// All texts by key; those in a table by `table.key`.
    texts: BTreeMap<String, String>,
}

impl Strings {
    /// Reads the texts for `language` from the theme's files.
    pub fn load(theme: &[(String, Vec<u8>)], language: &str, diagnostics: &mut Vec<Diagnostic>) -> Strings {
        let path = format!("i18n/{language}.toml");
        let fallback = format!("i18n/{FALLBACK_LANGUAGE}.toml");
        let own = format!("texts/{language}.toml");
        let find = |path: &str| theme.iter().find(|(name, _)| name == path);
        let found = find(&path);
        if found.is_none() {
            diagnostics.push(
                warning!(
                    "theme::no-language",
                    language = language,
                    fallback = fallback.as_str(),
                    file = path.as_str()
                )
                .at(Place::file("site.toml")),
            );
        }
        let mut strings = Strings::default();
        for (name, bytes) in find(&fallback).into_iter().chain(found).chain(find(&own)) {
            match toml::from_str::<toml::Table>(&String::from_utf8_lossy(bytes)) {
                Ok(table) => strings.add("", &table),
                Err(error) => {
                    diagnostics.push(error!("theme::strings", detail = error.message()).at(Place::file(name)))
                }
            }
        }
        strings
    }

    fn add(&mut self, prefix: &str, table: &toml::Table) {
        for (key, value) in table {
            let name = format!("{prefix}{key}");
            match value {
                toml::Value::String(text) => {
                    self.texts.insert(name, text.clone());
                }
                toml::Value::Table(inner) => self.add(&format!("{name}."), inner),
                toml::Value::Array(values) => {
                    for (at, value) in values.iter().enumerate() {
                        self.texts
                            .insert(format!("{name}.{at}"), value.as_str().unwrap_or_default().to_owned());
                    }
                }
                other => {
                    self.texts.insert(name, other.to_string());
                }
            }
        }
    }

    /// Returns the text for `key`; the key itself if the theme has no text for it.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// Returns the text for `key`, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// Returns the texts whose keys begin with `table.`, by the rest of the key; for `""`, the texts outside
    /// of tables.
    pub fn table<'a>(&'a self, table: &str) -> BTreeMap<&'a str, &'a str> {
        let of_table = |key: &'a str| -> Option<&'a str> {
            if table.is_empty() {
                Some(key).filter(|key| !key.contains('.'))
            } else {
                key.strip_prefix(table)?.strip_prefix('.')
            }
        };
        self.texts.iter().filter_map(|(key, text)| Some((of_table(key)?, text.as_str()))).collect()
    }

    /// Returns a date, or a range of dates, in words.
    pub fn date(&self, date: Date, end: Option<Date>) -> String {
        self.date_as("dates", date, end)
    }

    /// Returns a date, or a range of dates, formatted with the patterns of a table: `day`, `days_of_month`,
    /// `days_of_year`.
    pub fn date_as(&self, table: &str, date: Date, end: Option<Date>) -> String {
        let fill = |pattern: &str, date, end| self.fill(&format!("{table}.{pattern}"), date, end);
        let Some(end) = end.filter(|end| *end != date) else { return fill("day", date, date) };
        if (date.year(), date.month()) == (end.year(), end.month()) {
            fill("days_of_month", date, end)
        } else if date.year() == end.year() {
            fill("days_of_year", date, end)
        } else {
            format!("{} – {}", fill("day", date, date), fill("day", end, end))
        }
    }

    fn fill(&self, pattern: &str, date: Date, end: Date) -> String {
        let month = |date: Date| {
            let key = format!("dates.months.{}", date.month() - 1);
            self.find(&key).map_or_else(|| date.month().to_string(), str::to_owned)
        };
        self.get(pattern)
            .replace("{day}", &date.day().to_string())
            .replace("{month}", &month(date))
            .replace("{year}", &date.year().to_string())
            .replace("{end_day}", &end.day().to_string())
            .replace("{end_month}", &month(end))
    }
}
