//! Reading an excerpt: the parsers of TOML and YAML, their values and mistakes made ours.

use std::ops::Range;

use rustc_hash::FxHashMap;
use toml::de::{DeTable, DeValue};

use super::slips::Mistake;
use super::value::{Excerpt, Form, Spanned, Table, Value};
use crate::diagnostic::Diagnostic;

impl Excerpt<'_> {
    /// Reads its table. What cannot be read is left out, with an error each.
    pub fn read(&self, diagnostics: &mut Vec<Diagnostic>) -> Table {
        match self.form {
            Form::Toml => read_toml(self, diagnostics),
            Form::Yaml => read_yaml(self, diagnostics),
        }
    }
}

fn read_toml(excerpt: &Excerpt<'_>, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let (table, errors) = DeTable::parse_recoverable(excerpt.content());
    let mut table = convert_table(table.get_ref(), excerpt.start);
    // One slip often makes several errors in a row; the first says it best.
    if let Some(error) = errors.first() {
        let at = error.span().unwrap_or(0..0);
        let range = excerpt.start + at.start..excerpt.start + at.end.max(at.start + 1);
        let (message, is_nothing) = (error.message(), at.is_empty());
        let mistake = Mistake { excerpt, message, at: range.start, is_nothing };
        let (slip, elsewhere) = mistake.slip();
        let range = elsewhere.unwrap_or(range);
        diagnostics.push(slip.at(excerpt.place(range)));
    }
    // What could not be read is left as an empty value, which need not be told of again.
    if !errors.is_empty() {
        table.entries.retain(
            |(_, value)| !matches!(&value.value, Value::Text(text) | Value::Date(text) if text.is_empty()),
        );
    }
    table
}

fn convert_table(table: &DeTable<'_>, start: usize) -> Table {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let range = start + key.span().start..start + key.span().end;
            (Spanned { value: key.get_ref().to_string(), range }, convert(value, start))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.range.start);
    Table { entries }
}

fn convert(value: &toml::Spanned<DeValue<'_>>, start: usize) -> Spanned<Value> {
    let range = start + value.span().start..start + value.span().end;
    let converted = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            let number = i64::from_str_radix(number.as_str(), number.radix());
            Value::Integer(number.unwrap_or(i64::MAX))
        }
        DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(value) => Value::Boolean(*value),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(values) => Value::List(values.iter().map(|value| convert(value, start)).collect()),
        DeValue::Table(table) => Value::Table(convert_table(table, start)),
    };
    Spanned { value: converted, range }
}

/// Everything under a key is placed at the line of that key.
fn read_yaml(excerpt: &Excerpt<'_>, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let parsed: Result<Option<serde_json::Map<String, serde_json::Value>>, _> =
        serde_saphyr::from_str(excerpt.content());
    match parsed {
        Ok(map) => {
            let keys = YamlKeys::new(excerpt);
            let entry = |(key, value): (String, _)| {
                let (key_range, value_range) = keys.ranges(&key);
                (Spanned { value: key, range: key_range }, convert_yaml(value, &value_range))
            };
            Table { entries: map.unwrap_or_default().into_iter().map(entry).collect() }
        }
        Err(error) => {
            let at = error.location().map_or(excerpt.start, |location| {
                let before: usize = excerpt
                    .content()
                    .split_inclusive('\n')
                    .take(usize::try_from(location.line()).unwrap_or(1).saturating_sub(1))
                    .map(str::len)
                    .sum();
                excerpt.start + before
            });
            let message = error.without_snippet().to_string();
            // The place that it names counts from the front matter's first line; ours is the file's.
            let message = message.lines().next().unwrap_or("this is not YAML");
            let message = message.split(" at line ").next().unwrap_or(message).to_owned();
            let wrong = Diagnostic::error("yaml::syntax");
            let before = excerpt.places.text[excerpt.start..at].trim_end();
            let line_before = before.lines().next_back().unwrap_or_default();
            let is_open = line_before.contains(": [") && !line_before.contains(']');
            let end = excerpt.start + before.len();
            let (wrong, range) = if is_open {
                (wrong.variant("unclosed-list"), end..end + 1)
            } else if message.starts_with("mapping values are not allowed") {
                (wrong.variant("colon"), at..excerpt.end)
            } else {
                (wrong.with("detail", message), at..excerpt.end)
            };
            diagnostics.push(wrong.at(excerpt.place(range)));
            Table::default()
        }
    }
}

/// The most colons of a line that may end its key. A key has none; what is in quotes may.
const KEY_COLONS_MAX: usize = 8;

/// Where the keys of a YAML mapping stand: at the beginning of a line, the first one that begins so.
struct YamlKeys<'a> {
    /// What stands before a colon, with where its line begins and the line itself.
    lines: FxHashMap<&'a str, (usize, &'a str)>,
    start: usize,
}

impl<'a> YamlKeys<'a> {
    fn new(excerpt: &Excerpt<'a>) -> YamlKeys<'a> {
        let mut lines = FxHashMap::default();
        let mut at = excerpt.start;
        for line in excerpt.content().split_inclusive('\n') {
            for (colon, _) in line.match_indices(':').take(KEY_COLONS_MAX) {
                lines.entry(line[..colon].trim_end()).or_insert((at, line));
            }
            at += line.len();
        }
        YamlKeys { lines, start: excerpt.start }
    }

    /// Returns where a key stands, and its value as far as it is on the same line.
    fn ranges(&self, key: &str) -> (Range<usize>, Range<usize>) {
        let Some((at, line)) = self.lines.get(key) else {
            return (self.start..self.start, self.start..self.start);
        };
        let value = line[key.len()..].trim_start().trim_start_matches(':').trim_start();
        let value_start = at + line.len() - value.len();
        (*at..at + key.len(), value_start..value_start + value.trim_end().len())
    }
}

fn convert_yaml(value: serde_json::Value, range: &Range<usize>) -> Spanned<Value> {
    let converted = match value {
        serde_json::Value::Null => Value::Text(String::new()),
        serde_json::Value::Bool(value) => Value::Boolean(value),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(integer) => Value::Integer(integer),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Array(values) => {
            Value::List(values.into_iter().map(|value| convert_yaml(value, range)).collect())
        }
        serde_json::Value::Object(map) => {
            let entry =
                |(key, value)| (Spanned { value: key, range: range.clone() }, convert_yaml(value, range));
            Value::Table(Table { entries: map.into_iter().map(entry).collect() })
        }
    };
    Spanned { value: converted, range: range.clone() }
}
