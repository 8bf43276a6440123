//! Reading a table key by key: wrong kinds of values and unknown keys become diagnostics.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::value::{Excerpt, Spanned, Table, Value};
use crate::diagnostic::{Diagnostic, listed, nearest};
use crate::front_keys::Names;
use crate::messages::{self, Message};
use crate::url::slugify;

/// A text in several languages: by language code. A text for all languages is under `""`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized {
    texts: BTreeMap<String, String>,
}

impl Localized {
    /// Returns a text for all languages.
    pub fn same(text: impl Into<String>) -> Localized {
        Localized { texts: BTreeMap::from([(String::new(), text.into())]) }
    }

    /// Returns the text in `language`, else the one for all, else any.
    pub fn get(&self, language: &str) -> Option<&str> {
        let text = self.texts.get(language).or_else(|| self.texts.get(""));
        text.or_else(|| self.texts.values().next()).map(String::as_str)
    }

    /// Returns every text, each once per language.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.texts.values().map(String::as_str)
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// Makes a text of those in each language.
impl FromIterator<(String, String)> for Localized {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(texts: I) -> Localized {
        Localized { texts: texts.into_iter().collect() }
    }
}

/// Takes known keys out of a table and reports what is wrong with them; [`Keys::finish`] reports the rest.
pub struct Keys<'a> {
    excerpt: Excerpt<'a>,
    /// What the table is, for messages: `front-matter`, `site`, `vocabulary`.
    code: Codes,
    /// What the table has, each until it is taken.
    entries: Vec<Option<Entry>>,
    /// Where each key is among them.
    at: FxHashMap<String, usize>,
    known: Vec<String>,
    /// The other names of the keys, if they have any.
    names: Option<&'a Names>,
    /// The keys written under another name: the canonical name, and the name in the file.
    written: BTreeMap<String, String>,
    /// The unknown keys of the tables inside this one.
    unknown: Vec<Unknown>,
    /// Those of the table around this one, if there is one.
    outer: Option<&'a mut Vec<Unknown>>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// A key with its value.
type Entry = (Spanned<String>, Spanned<Value>);

/// A key that its table does not have. Whether it belongs to the table around is known when that one is read
/// to the end.
struct Unknown {
    key: Spanned<String>,
    /// The keys that its table has; none if it takes any.
    known: Rc<[String]>,
    /// All names of those keys.
    names: Arc<[String]>,
}

/// The codes of the diagnostics about one kind of table.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// An unknown key.
    pub unknown_key: &'static str,
    /// A value of the wrong kind.
    pub wrong_value: &'static str,
}

impl<'a> Keys<'a> {
    /// Begins to read `table`, which stands in `excerpt`.
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

    /// Makes the keys of the table known by all their `names`. Of two entries for one key the first counts,
    /// and the second is reported.
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
            let same = Diagnostic::error("front-matter::same-key").with("key", first.value.as_str());
            let same = same.with("first", self.as_written(&first.value).to_owned());
            let range = second.range;
            self.report(same.with("second", second.value), range);
        }
        Keys { at, names: Some(names), ..self }
    }

    /// Returns the keys that were not taken yet, by their canonical names.
    pub fn left(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.entries.iter().flatten().map(|(key, _)| key)
    }

    /// Returns a key as it is written in the file.
    pub fn as_written<'k>(&'k self, key: &'k str) -> &'k str {
        self.written.get(key).map_or(key, String::as_str)
    }

    /// Returns the canonical name of a key of this table that is written so.
    fn canonical<'k>(&'k self, written: &'k str) -> &'k str {
        self.names.and_then(|names| names.canonical(written)).unwrap_or(written)
    }

    /// Takes a value of any kind.
    pub fn any(&mut self, key: &str) -> Option<Spanned<Value>> {
        self.known.push(key.to_owned());
        let (_, value) = self.entries.get_mut(*self.at.get(key)?)?.take()?;
        Some(value)
    }

    /// Whether a key of this name was asked for so far.
    pub fn knows(&self, key: &str) -> bool {
        let canonical = self.canonical(key);
        self.known.iter().any(|known| known == canonical)
    }

    /// Reports a key of a table that takes any, but not this one: that is done when the tables around are
    /// read to the end.
    pub fn stray(&mut self, key: Spanned<String>) {
        self.unknown.push(Unknown { key, known: Rc::default(), names: Arc::default() });
    }

    /// Takes all the keys that are left, as known.
    pub fn rest(&mut self) -> Vec<(Spanned<String>, Spanned<Value>)> {
        std::mem::take(&mut self.entries).into_iter().flatten().collect()
    }

    /// Reports a value that is not what the key takes, with a line as it could be.
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
        let wrong = Diagnostic::error(self.code.wrong_value)
            .with("key", key)
            .with("expected", expected)
            .with("found", found)
            .with("example", if line.is_some() { "yes" } else { "no" })
            .with("line", line.unwrap_or_default());
        self.diagnostics.push(wrong.at(self.excerpt.place(range)));
    }

    /// Reports a text that is no date, with what to write, if days can be read out of its words.
    fn wrong_date(&mut self, key: &str, range: Range<usize>, written: &str) {
        let Some(lines) = self.excerpt.date_lines(self.as_written(key), written) else {
            return self.wrong(key, range, Message::new("expected_date"), format!("`{written}`"));
        };
        let wrong =
            Diagnostic::error(self.code.wrong_value).variant("date").with("key", self.as_written(key));
        let wrong = wrong.with("found", written).with("lines", lines);
        self.diagnostics.push(wrong.at(self.excerpt.place(range)));
    }

    /// Adds a diagnostic about a stretch of the file.
    pub fn report(&mut self, diagnostic: Diagnostic, range: Range<usize>) {
        let place = self.excerpt.place(range);
        self.diagnostics.push(diagnostic.at(place));
    }

    /// Adds a diagnostic that is not about the file.
    pub fn report_bare(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes a text; blank counts as absent.
    pub fn text(&mut self, key: &str) -> Option<Spanned<String>> {
        let value = self.any(key)?;
        match value.value {
            Value::Text(text) if text.trim().is_empty() => None,
            Value::Text(text) => Some(Spanned { value: text.trim().to_owned(), range: value.range }),
            other => {
                self.wrong(key, value.range, Message::new("kind_text"), other.kind());
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
                self.wrong(key, value.range, Message::new("kind_boolean"), other.kind());
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
        let expected = Message::new("expected_number").with("max", max.to_string());
        self.wrong(key, value.range, expected, found);
        None
    }

    /// Takes a date, written as a TOML date or as a text `2017-06-21`.
    pub fn date(&mut self, key: &str) -> Option<Spanned<Date>> {
        let value = self.any(key)?;
        let written = match &value.value {
            Value::Date(text) | Value::Text(text) => text.clone(),
            other => {
                self.wrong(key, value.range, Message::new("expected_date"), other.kind());
                return None;
            }
        };
        let date = written.trim().get(..10).and_then(|day| day.parse::<Date>().ok());
        match date {
            Some(date) if written.trim().len() == 10 || written.contains(['T', ' ']) => {
                Some(Spanned { value: date, range: value.range })
            }
            _ => {
                self.wrong_date(key, value.range, &written);
                None
            }
        }
    }

    /// Takes a list of texts; a single text is a list of one.
    pub fn texts(&mut self, key: &str) -> Vec<Spanned<String>> {
        let Some(value) = self.any(key) else { return Vec::new() };
        let values = match value.value {
            Value::List(values) => values,
            text @ Value::Text(_) => vec![Spanned { value: text, range: value.range }],
            other => {
                self.wrong(key, value.range, Message::new("expected_texts-example"), other.kind());
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for value in values {
            match value.value {
                Value::Text(text) => {
                    texts.push(Spanned { value: text.trim().to_owned(), range: value.range })
                }
                other => self.wrong(key, value.range, Message::new("expected_texts"), other.kind()),
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
                        other => self.wrong(
                            key,
                            text.range,
                            Message::new("expected_text-by-language"),
                            other.kind(),
                        ),
                    }
                }
                Localized { texts }
            }
            other => {
                self.wrong(key, value.range, Message::new("expected_localized"), other.kind());
                Localized::default()
            }
        }
    }

    /// Reports texts, or texts by language, of these keys that no letter and no digit is in: what stood in a
    /// message as `name = "…"`. `of` is what they would name. Takes nothing.
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
                    let empty = Diagnostic::error("vocabulary::no-name").with("id", of);
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
                self.wrong(key, list.range, Message::new("expected_localized-lists"), list.value.kind());
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
                self.wrong(key, value.range, Message::new("kind_table"), other.kind());
                None
            }
        }
    }

    /// Takes a list of tables, as `[[key]]` writes it; a single table is a list of one.
    pub fn tables(&mut self, key: &str) -> Vec<Spanned<Table>> {
        let Some(value) = self.any(key) else { return Vec::new() };
        let values = match value.value {
            Value::List(values) => values,
            table @ Value::Table(_) => vec![Spanned { value: table, range: value.range }],
            other => {
                self.wrong(key, value.range, Message::new("kind_table"), other.kind());
                return Vec::new();
            }
        };
        let mut tables = Vec::new();
        for value in values {
            match value.value {
                Value::Table(table) => tables.push(Spanned { value: table, range: value.range }),
                other => self.wrong(key, value.range, Message::new("kind_table"), other.kind()),
            }
        }
        tables
    }

    /// Takes the label of a point: a text like `9-b`, or a whole number.
    pub fn label(&mut self, key: &str) -> Option<Spanned<String>> {
        let value = self.any(key)?;
        match value.value {
            Value::Text(text) => Some(Spanned { value: text.trim().to_owned(), range: value.range }),
            Value::Integer(number) => Some(Spanned { value: number.to_string(), range: value.range }),
            other => {
                self.wrong(key, value.range, Message::new("expected_point"), other.kind());
                None
            }
        }
    }

    /// Reads a table inside this one with the same codes.
    pub fn inside(&mut self, table: Table) -> Keys<'_> {
        let outer = match &mut self.outer {
            Some(outer) => &mut **outer,
            None => &mut self.unknown,
        };
        Keys { outer: Some(outer), ..Keys::new(self.excerpt.clone(), self.code, table, self.diagnostics) }
    }

    /// Reports every key that was not taken, with the known one it was probably meant to be, or the table
    /// that it belongs to. Each table is to be finished, the outermost last.
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

    /// Says that a key is unknown, of this table or of one inside.
    fn unknown(&self, Unknown { key, known, names }: Unknown) -> Diagnostic {
        let own = self.known.iter().any(|own| own == self.canonical(&key.value));
        let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
        let unknown = Diagnostic::error(self.code.unknown_key);
        let head = own.then(|| self.excerpt.head_above(key.range.start));
        let unknown = match head.flatten() {
            Some(head) => unknown.variant("in-table").with("table", head),
            None => {
                let others = names.iter().map(String::as_str).filter(|_| !known.is_empty());
                let all = || known.iter().copied().chain(others.clone());
                let meant = nearest(&key.value, all());
                // A missing or superfluous accent does not count as a mistake.
                unknown.suggesting(meant.or_else(|| nearest(&slugify(&key.value), all())))
            }
        };
        let unknown = unknown.with("any", if known.is_empty() { "yes" } else { "no" });
        unknown.with("known", listed(known)).with("key", key.value)
    }
}

/// Returns a value as it could be, by the text that says what is expected; none where that text says it by
/// itself.
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
