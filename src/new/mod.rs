//! `actas new report`: a report begun, with what the site asks of every report on top.
//!
//! What is asked follows from `site.toml` (`schema.required`) and the vocabularies. Nothing is overwritten; a
//! term that is new is added at the end of its vocabulary.

mod field;
mod file;

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::config::{Config, Overrides, Taxonomy};
use crate::diagnostic::nearest;
use crate::dialogue::{Choice, Dialogue};
use crate::front_keys::{self, KEYS, Kind};
use crate::load;
use crate::messages::{Message, Speech};
use crate::url::slugify;
use crate::vocabulary::index::COUNTRIES;
use crate::vocabulary::{self, Vocabulary};
use field::{Field, Filled};

/// The kinds of session that are offered; any text will do.
const SESSIONS: [&str; 2] = ["ordinary", "extraordinary"];

/// The values of keys that no report has when it is begun.
const NOT_OF_NEW: [&str; 3] = ["corrected", "withdrawn", "restricted"];

/// What every report of a site must say, and in which words.
pub struct Form {
    site: PathBuf,
    config: Config,
    vocabularies: Vec<Vocabulary>,
    content: String,
}

/// What was said on the command line.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The title.
    pub title: Option<String>,
    /// The day of the meeting.
    pub date: Option<String>,
    /// The language of the report.
    pub language: Option<String>,
    /// Other keys of the front matter, each with a value; a list has its key several times.
    pub values: Vec<(String, String)>,
}

/// A report, as far as it is known before it is written.
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
    /// The terms that are new.
    pub new_terms: Vec<NewTerm>,
}

/// A term that its vocabulary does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTerm {
    /// The vocabulary, without `.toml`.
    pub vocabulary: String,
    /// What reports call it.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Form {
    /// Reads what the site in the folder `site` asks of a report.
    ///
    /// # Errors
    /// When its files cannot be read.
    pub fn read(site: &Path) -> io::Result<Form> {
        // What is wrong in the files is told when the site is built.
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

    /// Fills the form with what is given, and asks for the rest if there is somebody to ask. `today` is
    /// suggested as the day.
    ///
    /// # Errors
    /// When the input has ended; without anybody to ask, when something required is missing or wrong.
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
            _ => Err(refuse(Message::new("new_missing").with("options", missing.join(", ")))),
        }
    }

    /// Returns what is given with the keys by their English names.
    ///
    /// # Errors
    /// Says which of them a front matter does not have, or cannot have in a line.
    fn with_canonical_keys(&self, given: &Given) -> Result<Given, Message> {
        let names = &self.config.key_names;
        let canonical = |(key, value): &(String, String)| {
            let known = names.canonical(key).filter(|known| !is_table(known));
            let near = || nearest(key, names.written().iter().map(String::as_str)).map(str::to_owned);
            let known = known.ok_or_else(|| {
                let near = if names.canonical(key).is_some() { None } else { near() };
                let message = Message::new("new_no-key").with("key", key.as_str());
                let suggestion = if near.is_some() { "yes" } else { "no" };
                message.with("suggestion", suggestion).with("meant", near.unwrap_or_default())
            })?;
            Ok((known.to_owned(), value.clone()))
        };
        let values = given.values.iter().map(canonical).collect::<Result<_, Message>>()?;
        Ok(Given { values, ..given.clone() })
    }

    /// Returns the language of the report: the outer result is that of asking, the inner one of what is
    /// given.
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
            let problem =
                || Message::new("new_no-language").with("language", code).with("languages", codes.join(", "));
            found.map(|language| language.code.clone()).ok_or_else(problem)
        };
        let default = self.config.default_language().code.as_str();
        Ok(match (&given.language, dialogue) {
            (Some(code), _) => read(code),
            (None, Some(dialogue)) if languages.len() > 1 => {
                let codes: Vec<&str> = languages.iter().map(|language| language.code.as_str()).collect();
                let question = Message::new("new_ask-language").with("languages", codes.join(", "));
                Ok(dialogue.ask_until(&question, Some(default), read)?)
            }
            _ => Ok(default.to_owned()),
        })
    }

    /// Returns the keys to be filled, beside title and date, in the order of the questions: the city, which
    /// names the file, what is required, and whatever else is given.
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

    /// Returns what is to be asked for a key, its choices as a language calls them.
    fn field(&self, key: &str, language: &str) -> Field {
        let kind = kind(key);
        let taxonomy: Option<&Taxonomy> = self.config.taxonomies.iter().find(|taxonomy| taxonomy.key == key);
        let vocabulary = match key {
            "country" => Some(COUNTRIES),
            _ => taxonomy.and_then(|taxonomy| taxonomy.vocabulary.as_deref()),
        };
        let terms = self.vocabularies.iter().find(|found| Some(found.name.as_str()) == vocabulary);
        let choices = match kind {
            Some(Kind::Choice(choices)) => fixed(choices),
            _ if key == "session" => SESSIONS.map(|kind| choice(kind, &[])).to_vec(),
            _ => terms.map(|terms| self::choices(terms, language)).unwrap_or_default(),
        };
        let is_single = kind.is_some_and(|kind| !matches!(kind, Kind::Texts));
        Field {
            key: key.to_owned(),
            is_text: is_single || taxonomy.is_none_or(|taxonomy| taxonomy.series),
            is_single: is_single || taxonomy.is_none(),
            is_closed: matches!(kind, Some(Kind::Choice(_))),
            vocabulary: terms.map(|terms| terms.name.clone()),
            choices,
        }
    }
}

/// Returns what a key of every front matter takes; nothing for the key of a taxonomy alone.
fn kind(key: &str) -> Option<Kind> {
    KEYS.iter().find(|known| known.name == key).map(|known| known.kind)
}

/// Whether a key takes more than a line can hold.
fn is_table(key: &str) -> bool {
    matches!(kind(key), Some(Kind::Table(_) | Kind::Tables(_) | Kind::Open))
}

/// Returns the values that a report can have when it is begun.
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

/// Returns the title: the one given, else the answer; none if there is nobody to ask.
fn title(given: &Given, dialogue: Option<&mut Dialogue<'_>>) -> io::Result<Option<String>> {
    let said = given.title.as_ref().map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    match (said, dialogue) {
        (None, Some(dialogue)) => {
            dialogue.ask_until(&Message::new("new_ask-title"), None, not_empty).map(Some)
        }
        (said, _) => Ok(said),
    }
}

/// Returns the day: the outer result is that of asking, the inner one of what is given.
fn date(
    given: &Given,
    today: Date,
    dialogue: Option<&mut Dialogue<'_>>,
) -> io::Result<Result<Option<Date>, Message>> {
    Ok(match (&given.date, dialogue) {
        (Some(date), _) => read_date(date).map(Some),
        (None, Some(dialogue)) => {
            let question = Message::new("new_ask-date");
            Ok(Some(dialogue.ask_until(&question, Some(&today.to_string()), read_date)?))
        }
        (None, None) => Ok(None),
    })
}

/// Reads a day: year, month and day as numbers.
///
/// # Errors
/// Says how a day is written.
fn read_date(text: &str) -> Result<Date, Message> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let date = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let numbers = (year.parse().ok(), month.parse().ok(), day.parse().ok());
            let (Some(year), Some(month), Some(day)) = numbers else {
                return Err(Message::new("new_no-date").with("date", text));
            };
            Date::new(year, month, day).ok()
        }
        _ => None,
    };
    date.ok_or_else(|| Message::new("new_no-date").with("date", text))
}

fn not_empty(answer: &str) -> Result<String, Message> {
    if answer.is_empty() { Err(Message::new("dialogue_needed")) } else { Ok(answer.to_owned()) }
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
