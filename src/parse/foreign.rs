//! Takes the keys of other generators out of a front matter, before ours are read: those that mean one of ours
//! become that, the others are kept as extras.

use std::collections::{BTreeMap, BTreeSet};

use super::dates;
use crate::config::Config;
use crate::front_keys::{self, Foreign, Key, KeyKind, foreign};
use crate::table::value::{Spanned, Table, Value};

/// The key of the taxonomy of topics, in the default settings of a site.
const TOPICS: &str = "topics";

/// A key and its value.
type Entry = (Spanned<String>, Spanned<Value>);

/// What the keys of other generators say.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// The keys that were renamed: from ours to the name in the file.
    pub(super) renamed: BTreeMap<String, String>,
    /// Those that are kept as extras.
    pub(super) kept: Vec<Entry>,
    /// The addresses that the page has on another site.
    pub(super) addresses: Vec<Spanned<String>>,
    /// The day of its release, which may be that of the meeting, too.
    pub(super) released: Option<jiff::civil::Date>,
    /// Whether it is not to be published.
    pub(super) is_private: bool,
    /// Whether the day of its release is there and cannot be read.
    pub(super) is_doubtful: bool,
}

/// Takes the keys of other generators out of `table`. Names of the site's own keys come first.
pub(super) fn take(table: &mut Table, config: &Config) -> Taken {
    let mut taken = Taken::default();
    let is_own = |key: &str| config.key_names.canonical(key).is_some();
    let (mut own, mut others): (Vec<Entry>, Vec<(usize, Foreign, Entry)>) = (Vec::new(), Vec::new());
    for (key, value) in std::mem::take(&mut table.entries) {
        match (is_own(&key.value), foreign(&key.value), value.value) {
            (false, Some((_, Foreign::Taxonomies)), Value::Table(inner)) => {
                for (key, value) in inner.entries {
                    let (rank, meaning) = foreign(&key.value).unwrap_or((0, Foreign::Topics));
                    others.push((rank, meaning, (key, value)));
                }
            }
            // Where a `slug` may be a whole address, as in Docusaurus.
            (true, _, Value::Text(slug)) if is_slug(&key.value, config) && slug.contains('/') => {
                let value = Spanned { value: Value::Text(slug), range: value.range };
                others.push((0, Foreign::Address, (key, value)));
            }
            (false, Some((rank, meaning)), inner) => {
                others.push((rank, meaning, (key, Spanned { value: inner, range: value.range })));
            }
            (_, _, inner) => own.push((key, Spanned { value: inner, range: value.range })),
        }
    }
    others.sort_by_key(|(rank, ..)| *rank);
    let mut there: BTreeSet<String> =
        own.iter().filter_map(|(key, _)| canonical(&key.value, config)).collect();
    for (_, meaning, entry) in others {
        taken.take(meaning, entry, &mut Own { entries: &mut own, there: &mut there, config });
    }
    own.sort_by_key(|(key, _)| key.range.start);
    table.entries = own;
    taken
}

fn is_slug(key: &str, config: &Config) -> bool {
    config.key_names.canonical(key).is_some_and(|key| key == "slug")
}

fn canonical(key: &str, config: &Config) -> Option<String> {
    config.key_names.canonical(key).map(str::to_owned)
}

/// The entries that are read as our own.
struct Own<'a> {
    entries: &'a mut Vec<Entry>,
    /// Their keys.
    there: &'a mut BTreeSet<String>,
    config: &'a Config,
}

impl Own<'_> {
    /// Adds an entry under one of our names unless there is one. Returns it if there is.
    fn add(&mut self, name: &str, entry: Entry) -> Option<Entry> {
        if !self.there.insert(name.to_owned()) {
            return Some(entry);
        }
        let (key, value) = entry;
        self.entries.push((Spanned { value: name.to_owned(), range: key.range }, value));
        None
    }

    fn has_topics(&self) -> bool {
        self.config.taxonomies.iter().any(|taxonomy| taxonomy.key == TOPICS)
    }
}

impl Taken {
    fn take(&mut self, meaning: Foreign, entry: Entry, own: &mut Own<'_>) {
        let written = entry.0.value.clone();
        let left = match (meaning, &entry.1.value) {
            (Foreign::Same(name), value) if takes(name, value) => self.rename(name, &written, entry, own),
            (Foreign::Topics, value) if own.has_topics() && are_texts(value) => {
                let (key, value) = entry;
                self.rename(TOPICS, &written, (key, in_parts(value)), own)
            }
            (Foreign::Published, value) => {
                self.is_private |= says(value) == Some(false);
                says(value).is_none().then_some(entry)
            }
            (Foreign::Private, value) => {
                self.is_private |= says(value) == Some(true);
                says(value).is_none().then_some(entry)
            }
            (Foreign::Released, Value::Text(text) | Value::Date(text)) => {
                self.released = dates::written(text).or(self.released);
                self.is_doubtful |= self.released.is_none() && !text.trim().is_empty();
                self.released.is_none().then_some(entry)
            }
            // `embargo: true`
            (Foreign::Released, Value::Boolean(is_kept_back)) => {
                self.is_private |= *is_kept_back;
                None
            }
            (Foreign::Address, value) => {
                self.addresses.extend(addresses(value, &entry.1.range));
                Some(entry)
            }
            _ => Some(entry),
        };
        self.kept.extend(left);
    }

    /// Makes an entry one of ours; returns it if there is one of that name.
    fn rename(&mut self, name: &str, written: &str, entry: Entry, own: &mut Own<'_>) -> Option<Entry> {
        let left = own.add(name, entry);
        if left.is_none() {
            self.renamed.insert(name.to_owned(), written.to_owned());
        }
        left
    }
}

/// Returns whether a value says yes or no, as one of the words for it as well.
fn says(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(said) => Some(*said),
        Value::Text(text) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Whether one of our keys can take a value.
fn takes(name: &str, value: &Value) -> bool {
    let kind = front_keys::KEYS.iter().find(|key| key.name == name).map(|key: &Key| key.kind);
    match (kind, value) {
        (Some(KeyKind::Text), Value::Text(_)) | (Some(KeyKind::Boolean), Value::Boolean(_)) => true,
        (Some(KeyKind::Date), Value::Text(text) | Value::Date(text)) => dates::written(text).is_some(),
        (Some(KeyKind::Texts), value) => are_texts(value),
        _ => false,
    }
}

fn are_texts(value: &Value) -> bool {
    match value {
        Value::Text(_) => true,
        Value::List(values) => values.iter().all(|value| matches!(value.value, Value::Text(_))),
        _ => false,
    }
}

/// Returns `a, b` as a list of two texts, and other values as they are.
fn in_parts(value: Spanned<Value>) -> Spanned<Value> {
    let Value::Text(text) = &value.value else { return value };
    let range = value.range.clone();
    let part = |text: &str| Spanned { value: Value::Text(text.trim().to_owned()), range: range.clone() };
    Spanned { value: Value::List(text.split(',').map(part).collect()), range: range.clone() }
}

/// Returns the addresses in a value that begin at a site's root and have no parts to be filled in.
fn addresses(value: &Value, range: &std::ops::Range<usize>) -> Vec<Spanned<String>> {
    let texts: Vec<(&Value, &std::ops::Range<usize>)> = match value {
        Value::List(values) => values.iter().map(|value| (&value.value, &value.range)).collect(),
        value => vec![(value, range)],
    };
    let address = |(value, range): (&Value, &std::ops::Range<usize>)| match value {
        Value::Text(text) if text.starts_with('/') && !text.contains([':', '{']) => {
            Some(Spanned { value: text.clone(), range: range.clone() })
        }
        _ => None,
    };
    texts.into_iter().filter_map(address).collect()
}
