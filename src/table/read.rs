//! Reads an excerpt: converts the values and errors of the TOML and YAML parsers to ours.

use std::borrow::Cow;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::toml_errors::Mistake;
use super::value::{Excerpt, Form, Spanned, Table, Value};
use super::{plain_keys, yaml};
use crate::diagnostic::{Diagnostic, error};
use crate::messages::{Text, text};

impl Excerpt<'_> {
    /// Reads the table. Leaves out what cannot be read, and reports an error for each.
    pub fn read(&self, diagnostics: &mut Vec<Diagnostic>) -> Table {
        self.read_as_far(diagnostics).0
    }

    /// Reads the table, likewise. Also returns whether every key and value is in it: a line of YAML that is wrong by
    /// itself is taken as the text that stands there.
    pub fn read_as_far(&self, diagnostics: &mut Vec<Diagnostic>) -> (Table, bool) {
        match self.form {
            Form::Toml => {
                let before = diagnostics.len();
                let table = read_toml(self, diagnostics);
                (table, diagnostics.len() == before)
            }
            Form::Yaml => read_yaml(self, diagnostics),
        }
    }
}

fn read_toml(excerpt: &Excerpt<'_>, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let content = if excerpt.outermost.is_empty() {
        Cow::Borrowed(excerpt.content())
    } else {
        plain_keys::written_plainly(excerpt.content())
    };
    let (table, errors) = DeTable::parse_recoverable(&content);
    let mut table = excerpt.convert_table(table.get_ref());
    // A single mistake often causes several errors in a row; the first describes it best.
    if let Some(error) = errors.first() {
        let at = error.span().unwrap_or(0..0);
        let range = excerpt.start + at.start..excerpt.start + at.end.max(at.start + 1);
        let (message, is_nothing) = (error.message(), at.is_empty());
        let mistake = Mistake { excerpt, message, at: range.start, is_nothing };
        let (slip, elsewhere) = mistake.slip();
        let range = elsewhere.unwrap_or(range);
        diagnostics.push(slip.at(excerpt.place(range)));
    }
    // Parts that could not be read are left as empty values, which need no further report.
    if !errors.is_empty() {
        table.entries.retain(
            |(_, value)| !matches!(&value.value, Value::Text(text) | Value::Date(text) if text.is_empty()),
        );
    }
    table
}

impl Excerpt<'_> {
    /// Converts a span of the parser to a byte range of the file.
    fn range(&self, span: Range<usize>) -> Range<usize> {
        self.start + span.start..self.start + span.end
    }

    fn convert_table(&self, table: &DeTable<'_>) -> Table {
        let entry = |(key, value): (&toml::Spanned<Cow<'_, str>>, &toml::Spanned<DeValue<'_>>)| {
            let range = self.range(key.span());
            let name = plain_keys::as_written(&self.places.text[range.clone()]);
            let name = name.map_or_else(|| key.get_ref().to_string(), str::to_owned);
            (Spanned { value: name, range }, self.convert(value))
        };
        let mut entries: Vec<_> = table.iter().map(entry).collect();
        entries.sort_by_key(|(key, _)| key.range.start);
        Table { entries }
    }

    fn convert(&self, value: &toml::Spanned<DeValue<'_>>) -> Spanned<Value> {
        let converted = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => {
                let number = i64::from_str_radix(number.as_str(), number.radix());
                Value::Integer(number.unwrap_or(i64::MAX))
            }
            DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(value) => Value::Boolean(*value),
            DeValue::Datetime(date) => Value::Date(date.to_string()),
            DeValue::Array(values) => Value::List(values.iter().map(|value| self.convert(value)).collect()),
            DeValue::Table(table) => Value::Table(self.convert_table(table)),
        };
        Spanned { value: converted, range: self.range(value.span()) }
    }
}

fn read_yaml(excerpt: &Excerpt<'_>, diagnostics: &mut Vec<Diagnostic>) -> (Table, bool) {
    let mut text = Cow::Borrowed(excerpt.content());
    let mut loose: Vec<Entry> = Vec::new();
    let first = diagnostics.len();
    loop {
        let error = match yaml::read(&text, excerpt.start) {
            Ok(mut table) => {
                table.entries.extend(loose);
                table.entries.sort_by_key(|(key, _)| key.range.start);
                return (table, true);
            }
            Err(error) => error,
        };
        diagnostics.push(yaml_mistake(excerpt, &error));
        let line = line_of(&error, &text)
            .filter(|line| loose.len() < LOOSE_LINES_MAX && !is_list_open(&text[..line.start]));
        let Some((range, entry)) = line.and_then(|line| loose_line(&text, line, excerpt.start)) else {
            // What follows the first may only be its consequence.
            diagnostics.truncate(first + 1);
            return (Table::default(), false);
        };
        // Blanked, so that everything else stays where it is.
        let blank = " ".repeat(range.len());
        text.to_mut().replace_range(range, &blank);
        loose.push(entry);
    }
}

/// A key and its value.
type Entry = (Spanned<String>, Spanned<Value>);

/// The most lines of one front matter that are taken as they are.
const LOOSE_LINES_MAX: usize = 8;

/// Returns the range of the line with an error, without its end.
fn line_of(error: &serde_saphyr::Error, text: &str) -> Option<Range<usize>> {
    let number = usize::try_from(error.location()?.line()).ok()?.checked_sub(1)?;
    let start = text.split_inclusive('\n').take(number).map(str::len).sum::<usize>();
    let length = text.get(start..)?.lines().next()?.len();
    Some(start..start + length)
}

/// Reads a line `key: value` whose value is a text but for its quotes. `start` is where `text` begins in its file.
fn loose_line(text: &str, line: Range<usize>, start: usize) -> Option<(Range<usize>, Entry)> {
    let written = &text[line.clone()];
    let (key, value) = written.split_once(':')?;
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let goes_on = text[line.end..].lines().nth(1).is_some_and(|next| next.starts_with([' ', '\t', '-']));
    let is_plain = key.starts_with(char::is_alphabetic) && key.chars().all(is_key);
    let value = value.trim();
    if !is_plain || goes_on || value.is_empty() || value.starts_with(['[', '{', '|', '>']) {
        return None;
    }
    let at = start + line.start;
    let offset = at + written.rfind(value)?;
    let key = Spanned { value: key.trim().to_owned(), range: at..at + key.len() };
    let content = value.trim_matches(['"', '\'']).to_owned();
    let value = Spanned { value: Value::Text(content), range: offset..offset + value.len() };
    Some((line, (key, value)))
}

/// Whether the last line of a text opens a list without closing it.
fn is_list_open(text: &str) -> bool {
    let line = text.trim_end().lines().next_back().unwrap_or_default();
    line.contains(": [") && !line.contains(']')
}

/// Parts of the parser's messages, each with our text.
const MISTAKES: [(&str, Text); 13] = [
    ("mapping values are not allowed", text!("yaml::syntax", "colon")),
    ("unclosed quote", text!("yaml::syntax", "quote")),
    ("invalid trailing content", text!("yaml::syntax", "quote")),
    ("indentation in multiline quoted", text!("yaml::syntax", "quote")),
    ("unexpected document indicator", text!("yaml::syntax", "quote")),
    ("tab", text!("yaml::syntax", "tab")),
    ("a quoted scalar", text!("yaml::syntax", "backslash")),
    ("unexpected character", text!("yaml::syntax", "sign")),
    ("scalar cannot start", text!("yaml::syntax", "sign")),
    ("anchor", text!("yaml::syntax", "sign")),
    ("tag", text!("yaml::syntax", "sign")),
    ("bracket", text!("yaml::syntax", "bracket")),
    ("flow", text!("yaml::syntax", "bracket")),
];

/// Converts an error of the YAML parser to a diagnostic.
fn yaml_mistake(excerpt: &Excerpt<'_>, error: &serde_saphyr::Error) -> Diagnostic {
    let at = line_of(error, excerpt.content()).map_or(excerpt.start, |line| excerpt.start + line.start);
    let message = error.without_snippet().to_string();
    // The position in the message is relative to the front matter; ours is relative to the file.
    let message = message.lines().next().unwrap_or("this is not YAML");
    let message = message.split(" at line ").next().unwrap_or(message).to_owned();
    let before = excerpt.places.text[excerpt.start..at].trim_end();
    let end = excerpt.start + before.len();
    let known = MISTAKES.iter().find(|(part, _)| message.contains(part));
    let (wrong, range) = match known {
        _ if is_list_open(before) => (error!("yaml::syntax", "unclosed-list"), end..end + 1),
        Some((_, text)) => (error!("yaml::syntax", ..).with_text(*text), at..excerpt.end),
        None => (error!("yaml::syntax", detail = message), at..excerpt.end),
    };
    wrong.at(excerpt.place(range))
}
