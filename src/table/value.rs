//! TOML and YAML as one type of value that knows its place in the file.

use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::diagnostic::{Place, Places, listed};
use crate::front_keys;
use crate::language::dates::{date_in_name, date_in_words};
use crate::messages::{Message, message};

/// A value and its place in the file, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub range: Range<usize>,
}

/// A value in a front matter, a `site.toml` or a vocabulary.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A floating-point number.
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

/// Keys and values in file order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Each key and its value.
    pub entries: Vec<(Spanned<String>, Spanned<Value>)>,
}

impl Value {
    /// Returns the name of the value's type, for use in another message.
    pub fn kind(&self) -> Message {
        match self {
            Value::Text(_) => message!("kind_text"),
            Value::Integer(_) | Value::Float(_) => message!("kind_number"),
            Value::Boolean(_) => message!("kind_boolean"),
            Value::Date(_) => message!("kind_date"),
            Value::List(_) => message!("kind_list"),
            Value::Table(_) => message!("kind_table"),
        }
    }
}

/// The syntax of keys and values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `key = "value"`.
    Toml,
    /// `key: value`.
    Yaml,
}

/// A part of a file that contains TOML or YAML.
#[derive(Clone, Debug)]
pub struct Excerpt<'a> {
    /// Its syntax.
    pub form: Form,
    /// The file, with its full text.
    pub places: Places<'a>,
    /// The byte offset of its start.
    pub start: usize,
    /// The byte offset of its end.
    pub end: usize,
    /// The keys that belong above all table headers even where tables have keys of the same name; empty if
    /// unknown.
    pub outermost: &'static [&'static str],
}

impl<'a> Excerpt<'a> {
    /// Returns an excerpt that is a whole TOML file.
    pub fn whole(file: &'a str, text: &'a str) -> Self {
        let places = Places::new(file, text);
        Excerpt { form: Form::Toml, places, start: 0, end: text.len(), outermost: &[] }
    }

    /// Returns a place in the file.
    pub fn place(&self, range: Range<usize>) -> Place {
        self.places.at(range)
    }

    /// Returns a line that sets `key` to this value.
    pub fn line(&self, key: &str, value: &str) -> String {
        match self.form {
            Form::Toml => format!("{key} = {value}"),
            Form::Yaml => format!("{key}: {value}"),
        }
    }

    /// Returns the lines, for a message, that set `key` to the day in `words` (`21 de junio de 2017`), and
    /// the end date if the meeting lasted several days. `None` if the words contain no day, or days that the
    /// key does not take.
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

    /// Returns a line that sets `key` to an example date: the one in the file's name, if it has one.
    pub fn date_line(&self, key: &str) -> String {
        let name = self.places.file.rsplit('/').next().unwrap_or(self.places.file);
        let named = date_in_name(name).filter(|_| is_first_day(key));
        self.line(key, &named.map_or_else(|| "2017-06-21".to_owned(), |date| date.to_string()))
    }

    /// Returns the table header, such as `[withdrawal]` or `[[corrections]]`, above the line at byte `at`.
    pub fn head_above(&self, at: usize) -> Option<&'a str> {
        let above = self.places.text.get(self.start..at)?;
        // A key within a line, or indented, belongs to a table by its braces or indentation.
        let is_line = above.is_empty() || above.ends_with('\n');
        let head = above.lines().rev().find(|line| is_line && line.starts_with('['));
        head.map(|line| line.split('#').next().unwrap_or(line).trim())
    }

    pub(super) fn content(&self) -> &'a str {
        &self.places.text[self.start..self.end]
    }
}

/// Whether a key, in any language, is that of a meeting's date.
fn is_first_day(key: &str) -> bool {
    front_keys::find(key).is_some_and(|key| key.name == "date")
}

/// Numbers stay numbers, tables keep file order, and dates become strings.
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
