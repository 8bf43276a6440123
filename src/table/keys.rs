//! Reads a table key by key. Values of the wrong type and unknown keys become diagnostics.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::value::{Excerpt, Spanned, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Severity, code, error, listed, nearest};
use crate::front_keys::Names;
use crate::language::dates::date_in_words;
use crate::messages::{self, Message, Text, message, text};
use crate::url::slugify;

/// A text in several languages, by language code. The key `""` stands for all languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized {
    texts: BTreeMap<String, String>,
}

impl Localized {
    /// Returns a text that is the same in all languages.
    pub fn same(text: impl Into<String>) -> Localized {
        Localized { texts: BTreeMap::from([(String::new(), text.into())]) }
    }

    /// Returns the text in `language`; otherwise the one for all languages, otherwise any.
    pub fn get(&self, language: &str) -> Option<&str> {
        let text = self.texts.get(language).or_else(|| self.texts.get(""));
        text.or_else(|| self.texts.values().next()).map(String::as_str)
    }

    /// Returns the text of every language.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.texts.values().map(String::as_str)
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// Collects pairs of language and text.
impl FromIterator<(String, String)> for Localized {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(texts: I) -> Localized {
        Localized { texts: texts.into_iter().collect() }
    }
}

/// Takes known keys out of a table and reports problems with their values; [`Keys::finish`] reports the
/// remaining keys.
pub struct Keys<'a> {
    excerpt: Excerpt<'a>,
    /// The diagnostic codes for this kind of table: `front-matter`, `site`, `vocabulary`.
    code: Codes,
    /// The entries of the table; `None` once taken.
    entries: Vec<Option<Entry>>,
    /// The index of each key in `entries`.
    at: FxHashMap<String, usize>,
    known: Vec<String>,
    /// Alternative names of the keys, if there are any.
    names: Option<&'a Names>,
    /// The keys written by an alternative name: from the canonical name to the name in the file.
    written: BTreeMap<String, String>,
    /// The unknown keys of nested tables.
    unknown: Vec<Unknown>,
    /// The unknown keys of the enclosing table, if there is one.
    outer: Option<&'a mut Vec<Unknown>>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// A key and its value.
type Entry = (Spanned<String>, Spanned<Value>);

/// A key that its table does not have. Whether it belongs to the enclosing table is known only when that has
/// been read completely.
struct Unknown {
    key: Spanned<String>,
    /// The keys that its table has; empty if the table takes any key.
    known: Rc<[String]>,
    /// All names of these keys.
    names: Arc<[String]>,
}

/// The codes of the diagnostics about one kind of table.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// An unknown key.
    pub unknown_key: Code,
    /// The text about a key that stands below the head of a table and belongs above it.
    unknown_key_in_table: Text,
    /// A value of the wrong kind.
    pub wrong_value: Code,
}

impl Codes {
    /// Of `site.toml`.
    pub const SITE: Codes = Codes {
        unknown_key: code!("site::unknown-key"),
        unknown_key_in_table: text!("site::unknown-key", "in-table"),
        wrong_value: code!("site::wrong-value"),
    };
    /// Of a document's front matter.
    pub const FRONT_MATTER: Codes = Codes {
        unknown_key: code!("front-matter::unknown-key"),
        unknown_key_in_table: text!("front-matter::unknown-key", "in-table"),
        wrong_value: code!("front-matter::wrong-value"),
    };
    /// Of a vocabulary.
    pub const VOCABULARY: Codes = Codes {
        unknown_key: code!("vocabulary::unknown-key"),
        unknown_key_in_table: text!("vocabulary::unknown-key", "in-table"),
        wrong_value: code!("vocabulary::wrong-value"),
    };
}

impl<'a> Keys<'a> {
    /// Starts reading `table`, which is in `excerpt`.
    pub fn new(
        excerpt: Excerpt<'a>,
        code: Codes,
        table: Table,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Keys<'a> {
        let named = table.entries.iter().enumerate().map(|(at, (key, _))| (key.value.clone(), at));
        let at = named.rev().collect();
        let entries = table.entries.into_iter().map(Some).collect();
        Keys {
            excerpt,
            code,
            entries,
            at,
            known: Vec::new(),
            names: None,
            written: BTreeMap::new(),
            unknown: Vec::new(),
            outer: None,
            diagnostics,
        }
    }

    /// Accepts keys by any of their `names`. If two entries name the same key, the first is used and the
    /// second reported.
    #[must_use]
    pub fn named(mut self, names: &'a Names) -> Self {
        let mut at: FxHashMap<String, usize> = FxHashMap::default();
        let mut twice = Vec::new();
        for (place, entry) in self.entries.iter_mut().enumerate() {
            let Some((key, _)) = entry else { continue };
            let canonical = names.canonical(&key.value).unwrap_or(&key.value).to_owned();
            if let Some(first) = at.get(&canonical) {
                twice.push((*first, entry.take()));
                continue;
            }
            if canonical != key.value {
                self.written.insert(canonical.clone(), std::mem::replace(&mut key.value, canonical.clone()));
            }
            at.insert(canonical, place);
        }
        for (first, second) in twice {
            let (Some((first, _)), Some((second, _))) = (&self.entries[first], second) else { continue };
            let (key, range) = (first.value.clone(), second.range);
            let written = self.as_written(&key).to_owned();
            let same = if written == second.value {
                error!("front-matter::same-key", "twice", key = written)
            } else {
                error!("front-matter::same-key", key = key, first = written, second = second.value)
            };
            self.report(same, range);
        }
        Keys { at, names: Some(names), ..self }
    }

    /// Tells of keys by the names in the file: from the canonical name to that.
    #[must_use]
    pub fn renamed(mut self, written: &BTreeMap<String, String>) -> Self {
        self.written.extend(written.iter().map(|(key, name)| (key.clone(), name.clone())));
        self
    }

    /// Returns the keys that have not been taken, by their canonical names.
    pub fn left(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.entries.iter().flatten().map(|(key, _)| key)
    }

    /// Returns a key as written in the file.
    pub fn as_written<'k>(&'k self, key: &'k str) -> &'k str {
        self.written.get(key).map_or(key, String::as_str)
    }

    /// Returns the canonical name of the key that is written as `written`.
    fn canonical<'k>(&'k self, written: &'k str) -> &'k str {
        self.names.and_then(|names| names.canonical(written)).unwrap_or(written)
    }

    /// Takes a value of any kind.
    pub fn any(&mut self, key: &str) -> Option<Spanned<Value>> {
        self.known.push(key.to_owned());
        let (_, value) = self.entries.get_mut(*self.at.get(key)?)?.take()?;
        Some(value)
    }

    /// Whether a key of this name has been requested so far.
    pub fn knows(&self, key: &str) -> bool {
        let canonical = self.canonical(key);
        self.known.iter().any(|known| known == canonical)
    }

    /// Reports a misplaced key of a table that otherwise takes any key. The report is made when the enclosing
    /// tables have been read completely.
    pub fn stray(&mut self, key: Spanned<String>) {
        self.unknown.push(Unknown { key, known: Rc::default(), names: Arc::default() });
    }

    /// Takes all remaining keys, which then count as known.
    pub fn rest(&mut self) -> Vec<(Spanned<String>, Spanned<Value>)> {
        std::mem::take(&mut self.entries).into_iter().flatten().collect()
    }

    /// Reports a value that its key does not take, with an example of a valid line.
    pub fn wrong(
        &mut self,
        key: &str,
        range: Range<usize>,
        expected: Message,
        found: impl Into<messages::Value>,
    ) {
        let key = self.as_written(key).to_owned();
        let key = key.as_str();
        let line = match expected.id() {
            "kind_table" => Some(format!("[{key}]")),
            "expected_date" => Some(self.excerpt.date_line(key)),
            id => example(id).map(|value| self.excerpt.line(key, value)),
        };
        let wrong = Diagnostic::of(Severity::Error, self.code.wrong_value)
            .with("key", key)
            .with("expected", expected)
            .with("found", found)
            .with("example", line.is_some())
            .with("line", line.unwrap_or_default());
        self.diagnostics.push(wrong.at(self.excerpt.place(range)));
    }

    /// Reports a text that is not a date, and suggests one if its words contain it.
    fn wrong_date(&mut self, key: &str, range: Range<usize>, written: &str) {
        if written.trim().is_empty() {
            let empty = Diagnostic::of(Severity::Error, self.code.wrong_value)
                .with_text(text!("front-matter::wrong-value", "empty"))
                .with("key", self.as_written(key))
                .with("line", self.excerpt.date_line(self.as_written(key)));
            return self.diagnostics.push(empty.at(self.excerpt.place(range)));
        }
        let Some(lines) = self.excerpt.date_lines(self.as_written(key), written) else {
            return self.wrong(key, range, message!("expected_date"), format!("`{written}`"));
        };
        let wrong = Diagnostic::of(Severity::Error, self.code.wrong_value)
            .with_text(text!("front-matter::wrong-value", "date"))
            .with("key", self.as_written(key))
            .with("found", written)
            .with("lines", lines);
        self.diagnostics.push(wrong.at(self.excerpt.place(range)));
    }

    /// Adds a diagnostic about a range of the file.
    pub fn report(&mut self, diagnostic: Diagnostic, range: Range<usize>) {
        let place = self.excerpt.place(range);
        self.diagnostics.push(diagnostic.at(place));
    }

    /// Adds a diagnostic without a place in the file.
    pub fn report_bare(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes a text; a blank one counts as absent.
    pub fn text(&mut self, key: &str) -> Option<Spanned<String>> {
        let value = self.any(key)?;
        match value.value {
            Value::Text(text) if text.trim().is_empty() => None,
            Value::Text(text) => Some(Spanned { value: text.trim().to_owned(), range: value.range }),
            other => {
                self.wrong(key, value.range, message!("kind_text"), other.kind());
                None
            }
        }
    }

    /// Takes `true` or `false`.
    pub fn boolean(&mut self, key: &str) -> Option<bool> {
        let value = self.any(key)?;
        match value.value {
            Value::Boolean(value) => Some(value),
            other => {
                self.wrong(key, value.range, message!("kind_boolean"), other.kind());
                None
            }
        }
    }

    /// Takes a number from 0 to `max`.
    pub fn number(&mut self, key: &str, max: f64) -> Option<f32> {
        let value = self.any(key)?;
        let number = match value.value {
            #[expect(clippy::cast_precision_loss, reason = "weights are small numbers")]
            Value::Integer(number) => number as f64,
            Value::Float(number) => number,
            _ => f64::NAN,
        };
        if (0.0..=max).contains(&number) {
            #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
            return Some(number as f32);
        }
        let found: messages::Value =
            if number.is_nan() { value.value.kind().into() } else { format!("`{number}`").into() };
        let expected = message!("expected_number", max = max.to_string());
        self.wrong(key, value.range, expected, found);
        None
    }

    /// Takes a date: a TOML date, or a text like `2017-06-21`.
    pub fn date(&mut self, key: &str) -> Option<Spanned<Date>> {
        let value = self.any(key)?;
        let written = match &value.value {
            Value::Date(text) | Value::Text(text) => text.clone(),
            other => {
                self.wrong(key, value.range, message!("expected_date"), other.kind());
                return None;
            }
        };
        let date = written.trim().get(..10).and_then(|day| day.parse::<Date>().ok());
        match date {
            Some(date) if written.trim().len() == 10 || written.contains(['T', ' ']) => {
                Some(Spanned { value: date, range: value.range })
            }
            _ => {
                self.wrong_date(key, value.range.clone(), &written);
                let said = date_in_words(&written).filter(|(_, last)| last.is_none());
                said.map(|(date, _)| Spanned { value: date, range: value.range })
            }
        }
    }

    /// Takes a list of texts; a single text counts as a list of one.
    pub fn texts(&mut self, key: &str) -> Vec<Spanned<String>> {
        let Some(value) = self.any(key) else { return Vec::new() };
        let values = match value.value {
            Value::List(values) => values,
            Value::Text(text) if text.trim().is_empty() => return Vec::new(),
            text @ Value::Text(_) => vec![Spanned { value: text, range: value.range }],
            other => {
                self.wrong(key, value.range, message!("expected_texts-example"), other.kind());
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for value in values {
            match value.value {
                Value::Text(text) => {
                    texts.push(Spanned { value: text.trim().to_owned(), range: value.range })
                }
                other => self.wrong(key, value.range, message!("expected_texts"), other.kind()),
            }
        }
        texts
    }

    /// Takes a text, or a table of texts by language.
    pub fn localized(&mut self, key: &str) -> Localized {
        let Some(value) = self.any(key) else { return Localized::default() };
        match value.value {
            Value::Text(text) => Localized::same(text),
            Value::Table(table) => {
                let mut texts = BTreeMap::new();
                for (language, text) in table.entries {
                    match text.value {
                        Value::Text(content) => {
                            texts.insert(language.value, content);
                        }
                        other => {
                            self.wrong(key, text.range, message!("expected_text-by-language"), other.kind())
                        }
                    }
                }
                Localized { texts }
            }
            other => {
                self.wrong(key, value.range, message!("expected_localized"), other.kind());
                Localized::default()
            }
        }
    }

    /// Reports texts, or texts by language, of these keys that contain neither letters nor digits, such as a
    /// `name = "…"` copied from a message. `of` is what they would name. Takes no keys.
    pub fn expect_names(&mut self, of: &str, keys: &[&str]) {
        let named = self.entries.iter().flatten().filter(|(key, _)| keys.contains(&key.value.as_str()));
        let values = named.flat_map(|(key, value)| match &value.value {
            Value::Table(table) => table.entries.iter().map(|(_, text)| (key, text)).collect(),
            _ => vec![(key, value)],
        });
        let is_empty = |text: &str| !text.chars().any(char::is_alphanumeric);
        let found: Vec<(Diagnostic, Range<usize>)> = values
            .filter_map(|(key, value)| match &value.value {
                Value::Text(text) if is_empty(text) => {
                    let empty = error!("vocabulary::no-name", id = of, ..);
                    let is_blank = if text.trim().is_empty() { "yes" } else { "no" };
                    let empty = empty.with("key", key.value.as_str()).with("text", text.as_str());
                    let empty = empty.with("blank", is_blank);
                    Some((empty, value.range.clone()))
                }
                _ => None,
            })
            .collect();
        found.into_iter().for_each(|(empty, range)| self.report(empty, range));
    }

    /// Takes a list of texts, or a table of such lists by language, as one list.
    pub fn localized_lists(&mut self, key: &str) -> Vec<String> {
        let Some(value) = self.any(key) else { return Vec::new() };
        let lists = match value.value {
            Value::Table(table) => table.entries.into_iter().map(|(_, list)| list).collect(),
            other => vec![Spanned { value: other, range: value.range }],
        };
        let mut texts = Vec::new();
        for list in lists {
            let Value::List(values) = list.value else {
                self.wrong(key, list.range, message!("expected_localized-lists"), list.value.kind());
                continue;
            };
            texts.extend(values.into_iter().filter_map(|value| match value.value {
                Value::Text(text) => Some(text),
                _ => None,
            }));
        }
        texts
    }

    /// Takes a table.
    pub fn table(&mut self, key: &str) -> Option<Table> {
        let value = self.any(key)?;
        match value.value {
            Value::Table(table) => Some(table),
            other => {
                self.wrong(key, value.range, message!("kind_table"), other.kind());
                None
            }
        }
    }

    /// Takes a list of tables, written as `[[key]]`; a single table counts as a list of one.
    pub fn tables(&mut self, key: &str) -> Vec<Spanned<Table>> {
        let Some(value) = self.any(key) else { return Vec::new() };
        let values = match value.value {
            Value::List(values) => values,
            table @ Value::Table(_) => vec![Spanned { value: table, range: value.range }],
            other => {
                self.wrong(key, value.range, message!("kind_table"), other.kind());
                return Vec::new();
            }
        };
        let mut tables = Vec::new();
        for value in values {
            match value.value {
                Value::Table(table) => tables.push(Spanned { value: table, range: value.range }),
                other => self.wrong(key, value.range, message!("kind_table"), other.kind()),
            }
        }
        tables
    }

    /// Takes the label of a point: a text like `9-b`, or an integer.
    pub fn label(&mut self, key: &str) -> Option<Spanned<String>> {
        let value = self.any(key)?;
        match value.value {
            Value::Text(text) => Some(Spanned { value: text.trim().to_owned(), range: value.range }),
            Value::Integer(number) => Some(Spanned { value: number.to_string(), range: value.range }),
            other => {
                self.wrong(key, value.range, message!("expected_point"), other.kind());
                None
            }
        }
    }

    /// Reads a nested table, with the same codes.
    pub fn inside(&mut self, table: Table) -> Keys<'_> {
        let outer = match &mut self.outer {
            Some(outer) => &mut **outer,
            None => &mut self.unknown,
        };
        Keys { outer: Some(outer), ..Keys::new(self.excerpt.clone(), self.code, table, self.diagnostics) }
    }

    /// Reports every key that was not taken, with the known key that was probably meant or the table that it
    /// belongs to. Must be called for each table, the outermost last.
    pub fn finish(mut self) {
        let known: Rc<[String]> = self.known.as_slice().into();
        let names = self.names.map(Names::written).unwrap_or_default();
        for (key, _) in self.rest() {
            self.unknown.push(Unknown { key, known: Rc::clone(&known), names: Arc::clone(&names) });
        }
        if let Some(outer) = self.outer {
            outer.append(&mut self.unknown);
            return;
        }
        for unknown in std::mem::take(&mut self.unknown) {
            let range = unknown.key.range.clone();
            let told = self.unknown(unknown);
            self.report(told, range);
        }
    }

    /// Reports an unknown key of this table or of a nested one.
    fn unknown(&self, Unknown { key, known, names }: Unknown) -> Diagnostic {
        let own = self.known.iter().any(|own| own == self.canonical(&key.value));
        let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
        let unknown = Diagnostic::of(Severity::Error, self.code.unknown_key);
        let head = own.then(|| self.excerpt.head_above(key.range.start));
        let unknown = match head.flatten() {
            Some(head) => unknown.with_text(self.code.unknown_key_in_table).with("table", head),
            None => {
                let others = names.iter().map(String::as_str).filter(|_| !known.is_empty());
                let all = || known.iter().copied().chain(others.clone());
                // `language` where `default_language` is known.
                let is_longer = |known: &&str| {
                    known.strip_suffix(key.value.as_str()).is_some_and(|rest| rest.ends_with('_'))
                };
                let meant = known.iter().copied().find(is_longer).or_else(|| nearest(&key.value, all()));
                // A missing or extra accent does not count as a difference.
                unknown.suggesting(meant.or_else(|| nearest(&slugify(&key.value), all())))
            }
        };
        let unknown = unknown.with("any", known.is_empty());
        unknown.with("known", listed(known)).with("key", key.value)
    }
}

/// Returns an example of a value, by the text that describes the expected type; `None` where that text
/// suffices.
fn example(expected: &str) -> Option<&'static str> {
    Some(match expected {
        "kind_text" | "expected_language-name" => "\"…\"",
        "kind_boolean" => "true",
        "expected_texts" | "expected_texts-example" => "[\"…\", \"…\"]",
        "expected_text-by-language" | "expected_localized" => "{ es = \"…\", en = \"…\" }",
        "expected_localized-lists" => "{ es = [\"…\"], en = [\"…\"] }",
        "expected_point" => "\"9-b\"",
        "expected_anchor" => "\"p8\"",
        "expected_web-address" => "\"https://example.org/\"",
        _ => return None,
    })
}
