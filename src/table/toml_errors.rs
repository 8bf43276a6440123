//! Describes mistakes in a line of TOML in our own words: the parser's messages are in English, for
//! programmers.

use std::ops::Range;

use jiff::civil::Date;

use super::review;
use super::value::Excerpt;
use crate::diagnostic::{Diagnostic, error};
use crate::front_keys::{self, KeyKind};
use crate::language::countries::country_code;
use crate::messages::{Text, text};
use crate::url::slugify;

const UNQUOTED: Text = text!("toml::syntax", "unquoted");
const BOOLEAN: Text = text!("toml::syntax", "boolean");
const DATE: Text = text!("toml::syntax", "date");
const KEY: Text = text!("toml::syntax", "key");
const UNCLOSED_HEAD: Text = text!("toml::syntax", "unclosed-head");
const UNCLOSED_TEXT: Text = text!("toml::syntax", "unclosed-text");
const UNOPENED_TEXT: Text = text!("toml::syntax", "unopened-text");
const UNCLOSED_LIST: Text = text!("toml::syntax", "unclosed-list");
const UNCLOSED_BRACES: Text = text!("toml::syntax", "unclosed-braces");
const INNER_QUOTES: Text = text!("toml::syntax", "inner-quotes");
const NO_EQUALS: Text = text!("toml::syntax", "no-equals");

/// Words for yes and no that TOML does not know.
const YES_OR_NO: [&str; 12] =
    ["true", "false", "verdadero", "falso", "sí", "si", "no", "yes", "cierto", "on", "off", "nunca"];

/// Prefixes of the toml crate's messages that are replaced by our own, each with the variant of ours. A
/// message that matches none is shown unchanged.
const SLIPS: [(&str, Text); 36] = [
    ("string values must be quoted", UNQUOTED),
    ("invalid float", UNQUOTED),
    ("invalid integer", UNQUOTED),
    ("unexpected leading zero", UNQUOTED),
    ("unexpected sign", UNQUOTED),
    ("redundant", UNQUOTED),
    ("invalid hexadecimal", UNQUOTED),
    ("invalid octal", UNQUOTED),
    ("invalid binary", UNQUOTED),
    ("invalid boolean", BOOLEAN),
    ("duplicate key", text!("toml::syntax", "duplicate")),
    ("key with no value", NO_EQUALS),
    ("missing assignment", NO_EQUALS),
    ("missing value", text!("toml::syntax", "no-value")),
    ("invalid date", DATE),
    ("unclosed array, expected", UNCLOSED_LIST),
    ("missing comma between array elements", text!("toml::syntax", "no-comma")),
    ("unexpected key or value", text!("toml::syntax", "left-over")),
    ("invalid basic string, expected `\"`", UNCLOSED_TEXT),
    ("invalid basic string, expected `\"\"\"`", UNCLOSED_TEXT),
    ("invalid literal string, expected `'`", UNCLOSED_TEXT),
    ("invalid literal string, expected `'''`", UNCLOSED_TEXT),
    ("invalid multi-line", UNCLOSED_TEXT),
    ("missing opening quote", UNOPENED_TEXT),
    ("invalid unquoted key", KEY),
    ("unquoted keys cannot be empty", KEY),
    ("unclosed table", UNCLOSED_HEAD),
    ("unclosed array table", UNCLOSED_HEAD),
    ("unclosed inline table", UNCLOSED_BRACES),
    ("missing comma between key-value pairs", text!("toml::syntax", "braces")),
    ("invalid inline table element", text!("toml::syntax", "braces")),
    ("missing key for inline table", text!("toml::syntax", "braces")),
    ("missing escaped value", text!("toml::syntax", "backslash")),
    ("too few unicode value digits", text!("toml::syntax", "backslash")),
    ("extra comma", text!("toml::syntax", "extra-comma")),
    ("extra", text!("toml::syntax", "extra-equals")),
];

/// A mistake that the parser found.
#[derive(Clone, Copy)]
pub(super) struct Mistake<'a> {
    pub(super) excerpt: &'a Excerpt<'a>,
    /// The parser's message.
    pub(super) message: &'a str,
    /// The byte offset in the file.
    pub(super) at: usize,
    /// Whether something is missing there.
    pub(super) is_nothing: bool,
}

impl<'a> Mistake<'a> {
    /// Returns the diagnostic, and its range if that differs from the parser's.
    pub(super) fn slip(&self) -> (Diagnostic, Option<Range<usize>>) {
        let found = self.unclosed().or_else(|| self.in_quotes()).or_else(|| self.in_head());
        let found = found.or_else(|| self.twice());
        let here = || self.unquoted_date().or_else(|| self.boolean()).or_else(|| self.bad_key());
        found.unwrap_or_else(|| (here().unwrap_or_else(|| self.in_our_words()), None))
    }

    /// Returns the start of the line with the mistake.
    fn line_start(&self) -> usize {
        self.excerpt.places.text.get(..self.at).and_then(|above| above.rfind('\n')).map_or(0, |end| end + 1)
    }

    /// Returns the line with the mistake.
    fn line(&self) -> &'a str {
        self.excerpt
            .places
            .text
            .get(self.line_start()..)
            .and_then(|rest| rest.lines().next())
            .unwrap_or_default()
    }

    /// Returns the line without a review comment.
    fn line_of_value(&self) -> &'a str {
        let line = self.line();
        review::mark(line).map_or(line, |mark| &line[..mark.start]).trim_end()
    }

    fn key_and_value(&self) -> Option<(&'a str, &'a str)> {
        let (key, value) = self.line_of_value().split_once('=')?;
        Some((key.trim(), value.trim()))
    }

    fn says(&self, beginning: &str) -> bool {
        self.message.starts_with(beginning)
    }

    /// An unclosed list or inline table. The parser reports a missing comma because it reads the next key as
    /// part of it; the mistake is at the end of the previous line.
    fn unclosed(&self) -> Option<(Diagnostic, Option<Range<usize>>)> {
        let text = match () {
            () if self.says("missing comma between array elements") => UNCLOSED_LIST,
            () if self.says("missing comma between key-value pairs") => UNCLOSED_BRACES,
            () if self.says("missing key for inline table") => UNCLOSED_BRACES,
            () => return None,
        };
        let start = self.line_start();
        let is_at_start = self.excerpt.places.text.get(start..self.at)?.trim().is_empty();
        let is_key = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        let key = self.line().split_once('=').map_or("", |(key, _)| key.trim());
        let is_head = text == UNCLOSED_BRACES && self.line().starts_with('[');
        let is_next = is_head || (!key.is_empty() && key.chars().all(is_key));
        let begins_anew = is_at_start && is_next;
        let end = self.excerpt.places.text[..start].trim_end().len();
        begins_anew.then(|| (worded(text), Some(end..end + 1)))
    }

    /// A missing quotation mark, or an extra one within a text.
    fn in_quotes(&self) -> Option<(Diagnostic, Option<Range<usize>>)> {
        let written = self.line_of_value();
        let (start, marks) = (self.line_start(), written.matches('"').count());
        let value = self.key_and_value().map_or(written.trim(), |(_, value)| value);
        let is_in_list = value.starts_with('[') || (value.starts_with('"') && value.ends_with([',', ']']));
        if is_in_list && marks % 2 == 1 && !written.contains("\\\"") {
            return Some((error!("toml::syntax", "list-quotes"), None));
        }
        if self.says("unexpected key or value") && value.starts_with('"') && marks > 2 {
            return Some((worded(INNER_QUOTES), None));
        }
        let mark = review::mark(self.line())?;
        let is_unclosed =
            SLIPS.iter().any(|(beginning, text)| *text == UNCLOSED_TEXT && self.says(beginning));
        let end = start + written.len();
        let slip = error!("toml::syntax", "unclosed-text-review", mark = &self.line()[mark]);
        is_unclosed.then_some((slip, Some(end.saturating_sub(1)..end)))
    }

    /// A table header that is not closed, or contains more than a bare name.
    fn in_head(&self) -> Option<(Diagnostic, Option<Range<usize>>)> {
        let line = self.line_of_value().trim();
        let is_closed = line.ends_with(']');
        if !line.starts_with('[')
            || !(self.says("unclosed")
                || self.says("invalid unquoted key")
                || self.says("unquoted keys cannot"))
        {
            return None;
        }
        let name = line.trim_matches(['[', ']']).trim();
        let brackets = if line.starts_with("[[") { ("[[", "]]") } else { ("[", "]") };
        let (open, close) = brackets;
        let is_country = self.excerpt.places.file.ends_with("countries.toml");
        if let Some(code) = country_code(name).filter(|_| is_country && is_closed) {
            let slip = error!("toml::syntax", "head-country", name = name, head = format!("[{code}]"));
            return Some((slip, Some(self.line_start()..self.line_start() + line.len())));
        }
        if is_closed && slugify(name) != name && !slugify(name).is_empty() {
            let head = format!("{open}{}{close}", slugify(name));
            let slip = error!("toml::syntax", "head", name = name, head = head);
            return Some((slip, Some(self.line_start()..self.line_start() + line.len())));
        }
        let is_missing = line.matches('[').count() > line.matches(']').count();
        let head = format!("{open}{name}{close}");
        Some((error!("toml::syntax", "unclosed-head", missing = is_missing, head = head), None))
    }

    /// A table that is defined twice, or a key below a table header that occurs twice.
    fn twice(&self) -> Option<(Diagnostic, Option<Range<usize>>)> {
        let (above, line) = (self.excerpt.places.text.get(..self.line_start())?, self.line_of_value().trim());
        if !self.says("duplicate key") {
            return None;
        }
        if line.starts_with('[') {
            let first =
                above.lines().position(|other| other.split('#').next().map(str::trim) == Some(line))?;
            let slip = error!("toml::syntax", "duplicate-table", table = line, line = first + 1);
            return Some((slip, None));
        }
        // The report's own `date`, below a table that has a `date` too.
        let (key, _) = self.key_and_value()?;
        let head = self.excerpt.head_above(self.line_start())?;
        let mut own = above[self.excerpt.start..].lines().take_while(|line| !line.starts_with('['));
        let is_own = self.excerpt.outermost.contains(&key)
            && !own.any(|line| line.split_once('=').is_some_and(|(other, _)| other.trim() == key));
        let slip = error!("toml::syntax", "duplicate-in-table", key = key, table = head);
        is_own.then_some((slip, None))
    }

    /// An unquoted date in words or with other separators: `date = 21 de junio de 2017`, `date = 21/06/2017`.
    fn unquoted_date(&self) -> Option<Diagnostic> {
        let (key, value) = self.key_and_value()?;
        let is_date = front_keys::find(key).is_some_and(|key| matches!(key.kind, KeyKind::Date));
        // A well-formed date has another problem: it occurs twice, or is in quotes that are not closed.
        let is_well_written = value.parse::<Date>().is_ok() || value.contains(['"', '\'']);
        let lines = self.excerpt.date_lines(key, value).filter(|_| is_date && !is_well_written);
        match lines {
            Some(lines) => Some(error!("toml::syntax", "date-in-words", lines = lines)),
            // Quotes do not help a day that does not exist.
            None if is_date && !is_well_written && value.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(error!("toml::syntax", "date", line = self.excerpt.date_line(key)))
            }
            None => None,
        }
    }

    /// A word for yes or no: `draft = verdadero`.
    fn boolean(&self) -> Option<Diagnostic> {
        let (key, value) = self.key_and_value()?;
        let is_word = !value.is_empty() && value.chars().all(char::is_alphabetic);
        let is_boolean = front_keys::find(key).is_some_and(|key| matches!(key.kind, KeyKind::Boolean))
            || YES_OR_NO.contains(&value.to_lowercase().as_str());
        let is_of_value =
            SLIPS.iter().any(|(beginning, text)| [UNQUOTED, BOOLEAN].contains(text) && self.says(beginning));
        let slip = error!("toml::syntax", "boolean", key = key, value = value);
        (is_word && is_boolean && is_of_value).then_some(slip)
    }

    /// A key with accents or spaces.
    fn bad_key(&self) -> Option<Diagnostic> {
        let (key, _) = self.key_and_value()?;
        let meant = slugify(key).replace('-', "_");
        let is_bad = !key.is_empty() && !key.contains(['"', '[', '{']) && key != meant && !meant.is_empty();
        let is_of_key =
            self.says("invalid unquoted key") || self.says("missing assignment") || self.says("key with");
        let slip = error!("toml::syntax", "key", key = key, meant = meant);
        (is_bad && is_of_key).then_some(slip)
    }

    fn in_our_words(&self) -> Diagnostic {
        // The parser reports a missing value as an unquoted string.
        if self.is_nothing && self.says("string values must be quoted") {
            return error!("toml::syntax", "no-value");
        }
        let (key, value) = self.key_and_value().unwrap_or(("…", "…"));
        match SLIPS.iter().find(|(beginning, _)| self.says(beginning)) {
            Some((_, DATE)) => error!("toml::syntax", "date", line = self.excerpt.date_line(key)),
            Some((_, BOOLEAN)) => worded(UNQUOTED),
            // Without a key there is nothing to be said about it.
            Some((_, KEY)) => worded(NO_EQUALS),
            Some((_, UNCLOSED_HEAD)) => {
                error!("toml::syntax", "unclosed-head", missing = true, head = "[…]")
            }
            Some((_, UNOPENED_TEXT)) if value.starts_with(['"', '\'']) => worded(INNER_QUOTES),
            Some((_, text)) => worded(*text),
            None => {
                let detail = self.message.trim_end_matches('.').replace('\n', ", ");
                error!("toml::syntax", detail = detail)
            }
        }
    }
}

fn worded(text: Text) -> Diagnostic {
    error!("toml::syntax", ..).with_text(text)
}
