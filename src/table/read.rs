//! Reads an excerpt: converts the values and errors of the TOML and YAML parsers to ours.

use std::borrow::Cow;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::toml_errors::Mistake;
use super::value::{Excerpt, Form, Spanned, Table, Value};
use super::{plain_keys, yaml};
use crate::diagnostic::{Diagnostic, error};

impl Excerpt<'_> {
    /// Reads the table. Leaves out what cannot be read, and reports an error for each.
    pub fn read(&self, diagnostics: &mut Vec<Diagnostic>) -> Table {
        match self.form {
            Form::Toml => read_toml(self, diagnostics),
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

fn read_yaml(excerpt: &Excerpt<'_>, diagnostics: &mut Vec<Diagnostic>) -> Table {
    match yaml::read(excerpt.content(), excerpt.start) {
        Ok(table) => table,
        Err(error) => {
            diagnostics.push(yaml_mistake(excerpt, &error));
            Table::default()
        }
    }
}

/// Converts an error of the YAML parser to a diagnostic.
fn yaml_mistake(excerpt: &Excerpt<'_>, error: &serde_saphyr::Error) -> Diagnostic {
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
    // The position in the message is relative to the front matter; ours is relative to the file.
    let message = message.lines().next().unwrap_or("this is not YAML");
    let message = message.split(" at line ").next().unwrap_or(message).to_owned();
    let before = excerpt.places.text[excerpt.start..at].trim_end();
    let line_before = before.lines().next_back().unwrap_or_default();
    let is_open = line_before.contains(": [") && !line_before.contains(']');
    let end = excerpt.start + before.len();
    let (wrong, range) = if is_open {
        (error!("yaml::syntax", "unclosed-list"), end..end + 1)
    } else if message.starts_with("mapping values are not allowed") {
        (error!("yaml::syntax", "colon"), at..excerpt.end)
    } else {
        (error!("yaml::syntax", detail = message), at..excerpt.end)
    };
    wrong.at(excerpt.place(range))
}
