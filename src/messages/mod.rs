//! The texts that the program shows to people, in their language: [Fluent](https://projectfluent.org) texts
//! in `es.ftl` and `en.ftl` in this folder, which have the same ids.
//!
//! A [`Message`] is an id and the values of its variables; it is formatted when it is printed.
//! [`message!`](message) makes one, and the compiler checks it against the texts.

mod error;
#[cfg(test)]
mod tests;
mod texts;

pub use crate::{__message as message, __text as text};
pub(crate) use error::unread;
pub use error::{error_help, error_text, io_error, reason};
pub use texts::Text;

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

use crate::visible::shown;

/// A language of the program, independent of the languages of sites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Speech {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Speech {
    /// Returns the language of the locale in the environment: the first of `LC_ALL`, `LC_MESSAGES` and `LANG`
    /// that is set (POSIX, Base Definitions, 8.2). English unless that is Spanish.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Speech {
        let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default();
        let language = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("es") { Speech::Es } else { Speech::En }
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static ENGLISH: LazyLock<FluentBundle<FluentResource>> =
            LazyLock::new(|| bundle("en", include_str!("en.ftl")));
        static SPANISH: LazyLock<FluentBundle<FluentResource>> =
            LazyLock::new(|| bundle("es", include_str!("es.ftl")));
        match self {
            Speech::En => &ENGLISH,
            Speech::Es => &SPANISH,
        }
    }
}

/// A message: the id of a text, and the values of its variables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    id: Cow<'static, str>,
    values: Vec<(Cow<'static, str>, Value)>,
}

/// The value of a variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Arbitrary text, such as user input, a name or an address. It is shown in one line, with characters
    /// that could mislead a terminal escaped.
    Text(String),
    /// The output of another program, in lines, each of which is treated like a text.
    Lines(String),
    /// A number, which selects singular or plural.
    Count(usize),
    /// Another message.
    Message(Message),
    /// A text that the data contain in both languages.
    Spoken {
        /// The English text.
        en: String,
        /// The Spanish text.
        es: String,
    },
}

impl Message {
    /// Returns the message of a text without values. [`message!`](message) makes one with values.
    pub fn of(text: Text) -> Message {
        Message { id: text.id.into(), values: Vec::new() }
    }

    /// Puts `value` into the place `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Message {
        self.values.push((name.into(), value.into()));
        self
    }

    /// Replaces every occurrence of `text`, which is not to be shown, by `other` in its values.
    pub(crate) fn hide(&mut self, text: &str, other: &str) {
        for (_, value) in &mut self.values {
            match value {
                Value::Text(value) | Value::Lines(value) => *value = value.replace(text, other),
                Value::Message(message) => message.hide(text, other),
                Value::Count(_) | Value::Spoken { .. } => {}
            }
        }
    }

    /// Returns the text in the place `name`, if it is one.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find_map(|(place, value)| match value {
            Value::Text(text) if place == name => Some(text.as_str()),
            _ => None,
        })
    }

    /// Returns the id of its text.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether this is its text.
    pub fn is(&self, text: Text) -> bool {
        self.id == text.id
    }

    /// Returns the message as text. Without a text of that id, the id itself.
    pub fn text(&self, speech: Speech) -> String {
        self.pattern(speech, None).unwrap_or_else(|| self.id.clone().into_owned())
    }

    /// Formats the attribute `name` of the message's text, such as `.help` of a diagnostic, if it has one.
    pub fn attribute(&self, name: &str, speech: Speech) -> Option<String> {
        self.pattern(speech, Some(name))
    }

    fn pattern(&self, speech: Speech, attribute: Option<&str>) -> Option<String> {
        let bundle = speech.bundle();
        let message = bundle.get_message(&self.id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let values: FluentArgs =
            self.values.iter().map(|(name, value)| (name.clone(), value.fluent(speech))).collect();
        // A missing value is shown as its name; the tests check that none is missing.
        Some(bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned())
    }
}

impl Value {
    fn fluent(&self, speech: Speech) -> FluentValue<'static> {
        match self {
            // Quoted text can be anything: a file name, a line written by a stranger.
            Value::Text(text) => FluentValue::from(shown(text).into_owned()),
            Value::Lines(lines) => FluentValue::from(lines.lines().map(shown).collect::<Vec<_>>().join("\n")),
            Value::Count(count) => FluentValue::from(*count),
            Value::Message(message) => FluentValue::from(message.text(speech)),
            Value::Spoken { en, es } => {
                let text = if speech == Speech::Es { es } else { en };
                FluentValue::from(shown(text).into_owned())
            }
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

/// A selector for texts: `yes` or `no`.
impl From<bool> for Value {
    fn from(is_so: bool) -> Value {
        Value::Text(if is_so { "yes" } else { "no" }.to_owned())
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Value {
        Value::Count(count)
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Value {
        Value::Message(message)
    }
}

/// Returns the texts of a language. They are part of the program; the tests check that they can be read.
fn bundle(language: &str, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle =
        FluentBundle::new_concurrent(vec![language.parse().unwrap_or(LanguageIdentifier::default())]);
    // Isolation marks around values, for mixed text directions, would be visible on terminals.
    bundle.set_use_isolating(false);
    let texts = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
    bundle.add_resource_overriding(texts);
    bundle
}
