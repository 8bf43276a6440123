//! `actas new report`: creates a report with the front matter that the site requires of every report.
//!
//! The questions follow from `site.toml` (`schema.required`) and the vocabularies. Existing files are not
//! overwritten; new terms are appended to their vocabulary.

mod field;
mod file;

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::config::{Config, Overrides, Taxonomy};
use crate::diagnostic::nearest;
use crate::dialogue::{Choice, Dialogue};
use crate::front_keys::{self, KEYS, KeyKind};
use crate::load;
use crate::messages::{Message, Speech, message};
use crate::url::slugify;
use crate::vocabulary::index::COUNTRIES;
use crate::vocabulary::{self, Vocabulary};
use field::{Field, Filled};

/// The suggested kinds of session; any other text is accepted.
const SESSIONS: [&str; 2] = ["ordinary", "extraordinary"];

/// Values of keys that a new report cannot have.
const NOT_OF_NEW: [&str; 3] = ["corrected", "withdrawn", "restricted"];

/// The keys that every report of a site must have, and the vocabularies for their values.
pub struct Form {
    site: PathBuf,
    config: Config,
    vocabularies: Vec<Vocabulary>,
    content: String,
}

/// The values given on the command line.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The title.
    pub title: Option<String>,
    /// The day of the meeting.
    pub date: Option<String>,
    /// The language of the report.
    pub language: Option<String>,
    /// Other keys of the front matter with their values. The key of a list is repeated for each value.
    pub values: Vec<(String, String)>,
}

/// The data of a new report, before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Its language.
    pub language: String,
    /// Its title.
    pub title: String,
    /// The day of the meeting.
    pub date: Date,
    /// Other keys of its front matter, with their values.
    pub values: Vec<(String, Vec<String>)>,
    /// The new terms.
    pub new_terms: Vec<NewTerm>,
}

/// A term that is missing from its vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTerm {
    /// The name of the vocabulary, without `.toml`.
    pub vocabulary: String,
    /// Its id in reports.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Form {
    /// Reads what the site in the folder `site` requires of a report.
    ///
    /// # Errors
    /// If its files cannot be read.
    pub fn read(site: &Path) -> io::Result<Form> {
        // Problems in the files are reported when the site is built.
        let ignored = &mut Vec::new();
        let source = load::load_config(site, ignored)?;
        let config = Config::resolve(source.as_ref(), "", &Overrides::default(), ignored);
        let sources = load::load(
            &load::Folders { site, config: &config, skip: &[] },
            &mut load::Kept::default(),
            ignored,
        )?;
        let vocabularies =
            sources.vocabularies.iter().map(|source| vocabulary::parse(source, ignored)).collect();
        Ok(Form { site: site.to_path_buf(), config, vocabularies, content: sources.content })
    }

    /// Fills the form with the values given, and asks for the rest if there is a dialogue. `today` is
    /// suggested as the date.
    ///
    /// # Errors
    /// If the input ends; without a dialogue, if a required value is missing or wrong.
    pub fn fill(
        &self,
        given: &Given,
        today: Date,
        speech: Speech,
        mut dialogue: Option<&mut Dialogue<'_>>,
    ) -> io::Result<Begun> {
        let refuse = |problem: Message| io::Error::other(problem.text(speech));
        let language = self.language(given, dialogue.as_deref_mut())?.map_err(refuse)?;
        let title = title(given, dialogue.as_deref_mut())?;
        let date = date(given, today, dialogue.as_deref_mut())?.map_err(refuse)?;
        let given = &self.with_canonical_keys(given).map_err(refuse)?;
        let mut missing: Vec<String> = Vec::new();
        missing.extend(title.is_none().then(|| "--title".to_owned()));
        missing.extend(date.is_none().then(|| "--date".to_owned()));
        let mut filled = Filled::default();
        for key in self.keys(given) {
            let field = self.field(&key, &language);
            let is_required = self.config.required.contains(&key);
            let of_key = given.values.iter().filter(|(name, _)| *name == key);
            let of_key: Vec<&str> = of_key.map(|(_, value)| value.as_str()).collect();
            if !of_key.is_empty() {
                filled.take(&field, &of_key).map_err(refuse)?;
            } else if let Some(dialogue) = dialogue.as_deref_mut() {
                filled.ask(&field, is_required, dialogue)?;
            } else if is_required {
                let has_option = ["city", "country"].contains(&key.as_str());
                missing.push(if has_option { format!("--{key}") } else { format!("--set {key}=…") });
            }
        }
        match (title, date) {
            (Some(title), Some(date)) if missing.is_empty() => {
                Ok(Begun { language, title, date, values: filled.values, new_terms: filled.new_terms })
            }
            _ => Err(refuse(message!("new_missing", options = missing.join(", ")))),
        }
    }

    /// Returns the given values with the keys by their English names.
    ///
    /// # Errors
    /// If a front matter does not have one of the keys, or cannot have it in one line.
    fn with_canonical_keys(&self, given: &Given) -> Result<Given, Message> {
        let names = &self.config.key_names;
        let canonical = |(key, value): &(String, String)| {
            let known = names.canonical(key).filter(|known| !is_table(known));
            let near = || nearest(key, names.written().iter().map(String::as_str)).map(str::to_owned);
            let known = known.ok_or_else(|| {
                let near = if names.canonical(key).is_some() { None } else { near() };
                let message = message!("new_no-key", key = key.as_str(), ..);
                let suggestion = if near.is_some() { "yes" } else { "no" };
                message.with("suggestion", suggestion).with("meant", near.unwrap_or_default())
            })?;
            Ok((known.to_owned(), value.clone()))
        };
        let values = given.values.iter().map(canonical).collect::<Result<_, Message>>()?;
        Ok(Given { values, ..given.clone() })
    }

    /// Returns the language of the report. The outer result is that of the dialogue, the inner one that of
    /// the given value.
    fn language(
        &self,
        given: &Given,
        dialogue: Option<&mut Dialogue<'_>>,
    ) -> io::Result<Result<String, Message>> {
        let languages = &self.config.languages;
        let read = |code: &str| {
            let found =
                languages.iter().find(|known| known.code == code || slugify(&known.name) == slugify(code));
            let codes: Vec<&str> = languages.iter().map(|language| language.code.as_str()).collect();
            let problem = || message!("new_no-language", language = code, languages = codes.join(", "));
            found.map(|language| language.code.clone()).ok_or_else(problem)
        };
        let default = self.config.default_language().code.as_str();
        Ok(match (&given.language, dialogue) {
            (Some(code), _) => read(code),
            (None, Some(dialogue)) if languages.len() > 1 => {
                let codes: Vec<&str> = languages.iter().map(|language| language.code.as_str()).collect();
                let question = message!("new_ask-language", languages = codes.join(", "));
                Ok(dialogue.ask_until(&question, Some(default), read)?)
            }
            _ => Ok(default.to_owned()),
        })
    }

    /// Returns the keys to be filled other than title and date, in the order of the questions: the city,
    /// which is part of the file name, then required keys, then all others that are given.
    fn keys(&self, given: &Given) -> Vec<String> {
        let wanted = std::iter::once("city")
            .chain(self.config.required.iter().map(String::as_str))
            .chain(given.values.iter().map(|(key, _)| key.as_str()));
        let mut keys: Vec<String> = Vec::new();
        for key in wanted.filter(|key| !["title", "date"].contains(key)) {
            if !keys.iter().any(|known| known == key) {
                keys.push(key.to_owned());
            }
        }
        keys
    }

    /// Returns the field for a key, with its choices in a language.
    fn field(&self, key: &str, language: &str) -> Field {
        let kind = kind(key);
        let taxonomy: Option<&Taxonomy> = self.config.taxonomies.iter().find(|taxonomy| taxonomy.key == key);
        let vocabulary = match key {
            "country" => Some(COUNTRIES),
            _ => taxonomy.and_then(|taxonomy| taxonomy.vocabulary.as_deref()),
        };
        let terms = self.vocabularies.iter().find(|found| Some(found.name.as_str()) == vocabulary);
        let choices = match kind {
            Some(KeyKind::Choice(choices)) => fixed(choices),
            _ if key == "session" => SESSIONS.map(|kind| choice(kind, &[])).to_vec(),
            _ => terms.map(|terms| self::choices(terms, language)).unwrap_or_default(),
        };
        let is_single = kind.is_some_and(|kind| !matches!(kind, KeyKind::Texts));
        Field {
            key: key.to_owned(),
            is_text: is_single || taxonomy.is_none_or(|taxonomy| taxonomy.series),
            is_single: is_single || taxonomy.is_none(),
            is_closed: matches!(kind, Some(KeyKind::Choice(_))),
            vocabulary: terms.map(|terms| terms.name.clone()),
            choices,
        }
    }
}

/// Returns the kind of a key of all front matters; `None` for the key of a taxonomy.
fn kind(key: &str) -> Option<KeyKind> {
    KEYS.iter().find(|known| known.name == key).map(|known| known.kind)
}

/// Whether a key takes more than fits in a line.
fn is_table(key: &str) -> bool {
    matches!(kind(key), Some(KeyKind::Table(_) | KeyKind::Tables(_) | KeyKind::Open))
}

/// Returns the values that a new report can have.
fn fixed(choices: &[front_keys::Choice]) -> Vec<Choice> {
    let of_new = choices.iter().filter(|known| !NOT_OF_NEW.contains(&known.name));
    of_new.map(|known| choice(known.name, known.names)).collect()
}

fn choice(id: &str, names: &[&str]) -> Choice {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    Choice { id: id.to_owned(), label: id.to_owned(), names }
}

/// Returns the terms of a vocabulary as choices.
fn choices(vocabulary: &Vocabulary, language: &str) -> Vec<Choice> {
    let choice = |term: &vocabulary::Term| Choice {
        id: term.id.clone(),
        label: match term.acronym.get(language) {
            Some(acronym) => format!("{acronym} – {}", term.label(language)),
            None => term.label(language).to_owned(),
        },
        names: term.all_names().map(str::to_owned).collect(),
    };
    vocabulary.terms.iter().map(choice).collect()
}

/// Returns the title that is given or entered; `None` without a dialogue.
fn title(given: &Given, dialogue: Option<&mut Dialogue<'_>>) -> io::Result<Option<String>> {
    let said = given.title.as_ref().map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    match (said, dialogue) {
        (None, Some(dialogue)) => dialogue.ask_until(&message!("new_ask-title"), None, not_empty).map(Some),
        (said, _) => Ok(said),
    }
}

/// Returns the date. The outer result is that of the dialogue, the inner one that of the given value.
fn date(
    given: &Given,
    today: Date,
    dialogue: Option<&mut Dialogue<'_>>,
) -> io::Result<Result<Option<Date>, Message>> {
    Ok(match (&given.date, dialogue) {
        (Some(date), _) => read_date(date).map(Some),
        (None, Some(dialogue)) => {
            let question = message!("new_ask-date");
            Ok(Some(dialogue.ask_until(&question, Some(&today.to_string()), read_date)?))
        }
        (None, None) => Ok(None),
    })
}

/// Parses a date of year, month and day as numbers.
///
/// # Errors
/// A message that explains the format.
fn read_date(text: &str) -> Result<Date, Message> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let date = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let numbers = (year.parse().ok(), month.parse().ok(), day.parse().ok());
            let (Some(year), Some(month), Some(day)) = numbers else {
                return Err(message!("new_no-date", date = text));
            };
            Date::new(year, month, day).ok()
        }
        _ => None,
    };
    date.ok_or_else(|| message!("new_no-date", date = text))
}

fn not_empty(answer: &str) -> Result<String, Message> {
    if answer.is_empty() { Err(message!("dialogue_needed")) } else { Ok(answer.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_year_first() {
        for text in ["2025-03-12", "2025/3/12", " 2025.03.12 "] {
            assert_eq!(read_date(text).map(|date| date.to_string()).as_deref(), Ok("2025-03-12"), "{text}");
        }
        for text in ["2025-02-30", "12/3/2025", "mañana", "", "2025-13-01", "-5-1-1"] {
            assert!(read_date(text).is_err(), "{text}");
        }
    }
}
