//! Describes mistakes in a line of TOML in our own words: the parser's messages are in English, for
//! programmers.

use std::ops::Range;

use jiff::civil::Date;

use super::review;
use super::value::Excerpt;
use crate::diagnostic::Diagnostic;
use crate::front_keys::{self, Kind};
use crate::language::countries::country_code;
use crate::url::slugify;

const CODE: &str = "toml::syntax";

/// Words for yes and no that TOML does not know.
const YES_OR_NO: [&str; 12] =
    ["true", "false", "verdadero", "falso", "sí", "si", "no", "yes", "cierto", "on", "off", "nunca"];

/// Prefixes of the toml crate's messages that are replaced by our own, each with the variant of ours. A
/// message that matches none is shown unchanged.
const SLIPS: [(&str, &str); 36] = [
    ("string values must be quoted", "unquoted"),
    ("invalid float", "unquoted"),
    ("invalid integer", "unquoted"),
    ("unexpected leading zero", "unquoted"),
    ("unexpected sign", "unquoted"),
    ("redundant", "unquoted"),
    ("invalid hexadecimal", "unquoted"),
    ("invalid octal", "unquoted"),
    ("invalid binary", "unquoted"),
    ("invalid boolean", "boolean"),
    ("duplicate key", "duplicate"),
    ("key with no value", "no-equals"),
    ("missing assignment", "no-equals"),
    ("missing value", "no-value"),
    ("invalid date", "date"),
    ("unclosed array, expected", "unclosed-list"),
    ("missing comma between array elements", "no-comma"),
    ("unexpected key or value", "left-over"),
    ("invalid basic string, expected `\"`", "unclosed-text"),
    ("invalid basic string, expected `\"\"\"`", "unclosed-text"),
    ("invalid literal string, expected `'`", "unclosed-text"),
    ("invalid literal string, expected `'''`", "unclosed-text"),
    ("invalid multi-line", "unclosed-text"),
    ("missing opening quote", "unopened-text"),
    ("invalid unquoted key", "key"),
    ("unquoted keys cannot be empty", "key"),
    ("unclosed table", "unclosed-head"),
    ("unclosed array table", "unclosed-head"),
    ("unclosed inline table", "unclosed-braces"),
    ("missing comma between key-value pairs", "braces"),
    ("invalid inline table element", "braces"),
    ("missing key for inline table", "braces"),
    ("missing escaped value", "backslash"),
    ("too few unicode value digits", "backslash"),
    ("extra comma", "extra-comma"),
    ("extra", "extra-equals"),
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
        let variant = match () {
            () if self.says("missing comma between array elements") => "unclosed-list",
            () if self.says("missing comma between key-value pairs") => "unclosed-braces",
            () if self.says("missing key for inline table") => "unclosed-braces",
            () => return None,
        };
        let start = self.line_start();
        let is_at_start = self.excerpt.places.text.get(start..self.at)?.trim().is_empty();
        let is_key = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        let key = self.line().split_once('=').map_or("", |(key, _)| key.trim());
        let is_head = variant == "unclosed-braces" && self.line().starts_with('[');
        let is_next = is_head || (!key.is_empty() && key.chars().all(is_key));
        let begins_anew = is_at_start && is_next;
        let end = self.excerpt.places.text[..start].trim_end().len();
        begins_anew.then(|| (Diagnostic::error(CODE).variant(variant), Some(end..end + 1)))
    }

    /// A missing quotation mark, or an extra one within a text.
    fn in_quotes(&self) -> Option<(Diagnostic, Option<Range<usize>>)> {
        let slip = Diagnostic::error(CODE);
        let written = self.line_of_value();
        let (start, marks) = (self.line_start(), written.matches('"').count());
        let value = self.key_and_value().map_or(written.trim(), |(_, value)| value);
        let is_in_list = value.starts_with('[') || (value.starts_with('"') && value.ends_with([',', ']']));
        if is_in_list && marks % 2 == 1 && !written.contains("\\\"") {
            return Some((slip.variant("list-quotes"), None));
        }
        if self.says("unexpected key or value") && value.starts_with('"') && marks > 2 {
            return Some((slip.variant("inner-quotes"), None));
        }
        let mark = review::mark(self.line())?;
        let is_unclosed =
            SLIPS.iter().any(|(beginning, variant)| *variant == "unclosed-text" && self.says(beginning));
        let end = start + written.len();
        let slip = slip.variant("unclosed-text-review").with("mark", &self.line()[mark]);
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
        let slip = Diagnostic::error(CODE);
        let name = line.trim_matches(['[', ']']).trim();
        let brackets = if line.starts_with("[[") { ("[[", "]]") } else { ("[", "]") };
        let (open, close) = brackets;
        let is_country = self.excerpt.places.file.ends_with("countries.toml");
        if let Some(code) = country_code(name).filter(|_| is_country && is_closed) {
            let slip = slip.variant("head-country").with("name", name).with("head", format!("[{code}]"));
            return Some((slip, Some(self.line_start()..self.line_start() + line.len())));
        }
        if is_closed && slugify(name) != name && !slugify(name).is_empty() {
            let head = format!("{open}{}{close}", slugify(name));
            let slip = slip.variant("head").with("name", name).with("head", head);
            return Some((slip, Some(self.line_start()..self.line_start() + line.len())));
        }
        let missing = if line.matches('[').count() > line.matches(']').count() { "yes" } else { "no" };
        let slip = slip.variant("unclosed-head").with("missing", missing);
        Some((slip.with("head", format!("{open}{name}{close}")), None))
    }

    /// A table that is defined twice, or a key below a table header that occurs twice.
    fn twice(&self) -> Option<(Diagnostic, Option<Range<usize>>)> {
        let slip = Diagnostic::error(CODE);
        let (above, line) = (self.excerpt.places.text.get(..self.line_start())?, self.line_of_value().trim());
        if !self.says("duplicate key") {
            return None;
        }
        if line.starts_with('[') {
            let first =
                above.lines().position(|other| other.split('#').next().map(str::trim) == Some(line))?;
            let slip = slip.variant("duplicate-table").with("table", line).with("line", first + 1);
            return Some((slip, None));
        }
        // The report's own `date`, below a table that has a `date` too.
        let (key, _) = self.key_and_value()?;
        let head = self.excerpt.head_above(self.line_start())?;
        let mut own = above[self.excerpt.start..].lines().take_while(|line| !line.starts_with('['));
        let is_own = self.excerpt.outermost.contains(&key)
            && !own.any(|line| line.split_once('=').is_some_and(|(other, _)| other.trim() == key));
        let slip = slip.variant("duplicate-in-table").with("key", key).with("table", head);
        is_own.then_some((slip, None))
    }

    /// An unquoted date in words or with other separators: `date = 21 de junio de 2017`, `date = 21/06/2017`.
    fn unquoted_date(&self) -> Option<Diagnostic> {
        let (key, value) = self.key_and_value()?;
        let is_date = front_keys::find(key).is_some_and(|key| matches!(key.kind, Kind::Date));
        // A well-formed date has another problem: it occurs twice, or is in quotes that are not closed.
        let is_well_written = value.parse::<Date>().is_ok() || value.contains(['"', '\'']);
        let lines = self.excerpt.date_lines(key, value).filter(|_| is_date && !is_well_written);
        let slip = Diagnostic::error(CODE);
        match lines {
            Some(lines) => Some(slip.variant("date-in-words").with("lines", lines)),
            // Quotes do not help a day that does not exist.
            None if is_date && !is_well_written && value.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(slip.variant("date").with("line", self.excerpt.date_line(key)))
            }
            None => None,
        }
    }

    /// A word for yes or no: `draft = verdadero`.
    fn boolean(&self) -> Option<Diagnostic> {
        let (key, value) = self.key_and_value()?;
        let is_word = !value.is_empty() && value.chars().all(char::is_alphabetic);
        let is_boolean = front_keys::find(key).is_some_and(|key| matches!(key.kind, Kind::Boolean))
            || YES_OR_NO.contains(&value.to_lowercase().as_str());
        let is_of_value = SLIPS
            .iter()
            .any(|(beginning, variant)| ["unquoted", "boolean"].contains(variant) && self.says(beginning));
        let slip = Diagnostic::error(CODE).variant("boolean").with("key", key).with("value", value);
        (is_word && is_boolean && is_of_value).then_some(slip)
    }

    /// A key with accents or spaces.
    fn bad_key(&self) -> Option<Diagnostic> {
        let (key, _) = self.key_and_value()?;
        let meant = slugify(key).replace('-', "_");
        let is_bad = !key.is_empty() && !key.contains(['"', '[', '{']) && key != meant && !meant.is_empty();
        let is_of_key =
            self.says("invalid unquoted key") || self.says("missing assignment") || self.says("key with");
        let slip = Diagnostic::error(CODE).variant("key").with("key", key).with("meant", meant);
        (is_bad && is_of_key).then_some(slip)
    }

    fn in_our_words(&self) -> Diagnostic {
        let slip = Diagnostic::error(CODE);
        // The parser reports a missing value as an unquoted string.
        if self.is_nothing && self.says("string values must be quoted") {
            return slip.variant("no-value");
        }
        let (key, value) = self.key_and_value().unwrap_or(("…", "…"));
        match SLIPS.iter().find(|(beginning, _)| self.says(beginning)) {
            Some((_, "date")) => slip.variant("date").with("line", self.excerpt.date_line(key)),
            Some((_, "boolean")) => slip.variant("unquoted"),
            // Without a key, a more specific message is not possible.
            Some((_, "key")) => slip.variant("no-equals"),
            Some((_, "unclosed-head")) => {
                slip.variant("unclosed-head").with("missing", "yes").with("head", "[…]")
            }
            Some((_, "unopened-text")) if value.starts_with(['"', '\'']) => slip.variant("inner-quotes"),
            Some((_, variant)) => slip.variant(variant),
            None => slip.with("detail", self.message.trim_end_matches('.').replace('\n', ", ")),
        }
    }
}
