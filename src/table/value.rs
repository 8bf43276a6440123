//! TOML and YAML as one kind of value that knows where it stands in its file.

use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::diagnostic::{Place, Places, listed};
use crate::front_keys;
use crate::language::dates::{date_in_name, date_in_words};
use crate::messages::Message;

/// Something with its place in the file, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// What.
    pub value: T,
    /// Where.
    pub range: Range<usize>,
}

/// A value of a front matter, a `site.toml` or a vocabulary.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// A date or time, as written.
    Date(String),
    /// A list.
    List(Vec<Spanned<Value>>),
    /// Keys and values.
    Table(Table),
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Each key with its value.
    pub entries: Vec<(Spanned<String>, Spanned<Value>)>,
}

impl Value {
    /// Returns what kind of value it is, in words for another message.
    pub fn kind(&self) -> Message {
        Message::new(match self {
            Value::Text(_) => "kind_text",
            Value::Integer(_) | Value::Float(_) => "kind_number",
            Value::Boolean(_) => "kind_boolean",
            Value::Date(_) => "kind_date",
            Value::List(_) => "kind_list",
            Value::Table(_) => "kind_table",
        })
    }
}

/// How keys and values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `key = "value"`.
    Toml,
    /// `key: value`.
    Yaml,
}

/// A stretch of a file that holds TOML or YAML.
#[derive(Clone, Debug)]
pub struct Excerpt<'a> {
    /// Which of them.
    pub form: Form,
    /// The file, with its whole text.
    pub places: Places<'a>,
    /// Where the stretch begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The keys that belong above the head of every table, where others may have keys of the same name; none
    /// if that is not known.
    pub outermost: &'static [&'static str],
}

impl<'a> Excerpt<'a> {
    /// Returns the whole of a file, which is TOML.
    pub fn whole(file: &'a str, text: &'a str) -> Self {
        let places = Places::new(file, text);
        Excerpt { form: Form::Toml, places, start: 0, end: text.len(), outermost: &[] }
    }

    /// Returns a place in the file.
    pub fn place(&self, range: Range<usize>) -> Place {
        self.places.at(range)
    }

    /// Returns a line that gives `key` this value.
    pub fn line(&self, key: &str, value: &str) -> String {
        match self.form {
            Form::Toml => format!("{key} = {value}"),
            Form::Yaml => format!("{key}: {value}"),
        }
    }

    /// Returns the lines, for a message, that give `key` the day that `words` say (`21 de junio de 2017`),
    /// and the last day of a meeting that had several; none if they say no day, or days that the key cannot
    /// have.
    pub fn date_lines(&self, key: &str, words: &str) -> Option<String> {
        let (day, last) = date_in_words(words)?;
        let mut lines = vec![self.line(key, &day.to_string())];
        match (key, last) {
            (_, None) => {}
            (_, Some(last)) if is_first_day(key) => lines.push(self.line("end_date", &last.to_string())),
            _ => return None,
        }
        Some(listed(lines.iter().map(String::as_str)))
    }

    /// Returns a line that gives `key` a day as it could be: that of the file's name, if it has one.
    pub fn date_line(&self, key: &str) -> String {
        let name = self.places.file.rsplit('/').next().unwrap_or(self.places.file);
        let named = date_in_name(name).filter(|_| is_first_day(key));
        self.line(key, &named.map_or_else(|| "2017-06-21".to_owned(), |date| date.to_string()))
    }

    /// Returns the head of the table, `[withdrawal]` or `[[corrections]]`, that the line of the byte `at`
    /// stands under.
    pub fn head_above(&self, at: usize) -> Option<&'a str> {
        let above = self.places.text.get(self.start..at)?;
        // What stands within a line, or set in under a key, is there by its braces or its indentation.
        let is_line = above.is_empty() || above.ends_with('\n');
        let head = above.lines().rev().find(|line| is_line && line.starts_with('['));
        head.map(|line| line.split('#').next().unwrap_or(line).trim())
    }

    pub(super) fn content(&self) -> &'a str {
        &self.places.text[self.start..self.end]
    }
}

/// Whether a key, in whatever language, is the one for the day of a meeting.
fn is_first_day(key: &str) -> bool {
    front_keys::find(key).is_some_and(|key| key.name == "date")
}

/// Numbers stay numbers, tables keep the order of the file, and a date becomes a text.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Text(text) | Value::Date(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Float(number) => serializer.serialize_f64(*number),
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::List(values) => serializer.collect_seq(values.iter().map(|value| &value.value)),
            Value::Table(table) => table.serialize(serializer),
        }
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries.iter().map(|(key, value)| (&key.value, &value.value)))
    }
}
