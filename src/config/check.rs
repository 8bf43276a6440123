//! `[check]` in `site.toml`: what else [`check`](crate::check) looks for, and what it accepts.

use regex::{Regex, RegexBuilder};

use super::check_digits::CheckDigit;
use crate::diagnostic::{error, listed, nearest};
use crate::language::words::folded_words;
use crate::messages::message;
use crate::table::keys::{Keys, Localized};
use crate::table::value::{Spanned, Table, Value};

/// The most memory that a compiled pattern may take, in bytes: enough for long ones, and a limit for slips
/// like `[0-9]{1,100000}`.
const PATTERN_BYTES_MAX: usize = 4 << 20;

/// The codes of diagnostics that only a check reports, which `ignore` can name.
pub const CODES: [&str; 15] = [
    "check::untranslated",
    "check::translation",
    "check::heading",
    "check::numbering",
    "check::agreements",
    "check::image",
    "check::link-text",
    "check::title",
    "check::date",
    "check::acronym",
    "check::personal-data",
    "check::review",
    "check::commitments",
    "check::external",
    "check::cache",
];

/// A site's settings for its checks.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Values that are right although they look wrong.
    pub allow: Vec<Allowed>,
    /// The codes that are not reported.
    pub ignore: Vec<String>,
    /// Kinds of personal data defined by the site; they replace built-in ones with the same id.
    pub kinds: Vec<PersonalDataKind>,
}

/// An accepted value: as it is, or with `*` for anything and `?` for one character. Case is ignored.
#[derive(Clone, Debug)]
pub struct Allowed(Option<Regex>);

/// A kind of personal data, and how to recognise it.
#[derive(Clone, Debug)]
pub struct PersonalDataKind {
    /// Its id in data and settings.
    pub id: String,
    /// Its name, with its article: `an e-mail address`.
    pub name: Localized,
    /// The pattern it is written in.
    pub pattern: Regex,
    /// The rule for its check digit.
    pub check_digit: Option<CheckDigit>,
    /// Words of which one must be near; empty if the pattern is enough. Each is a list of folded words.
    pub context: Vec<Vec<String>>,
}

impl Allowed {
    /// Reads a value, or a pattern of values.
    pub fn new(text: &str) -> Allowed {
        let pattern = regex::escape(text).replace("\\*", ".*").replace("\\?", ".");
        Allowed(RegexBuilder::new(&format!("^{pattern}$")).case_insensitive(true).build().ok())
    }

    /// Whether it matches `text`.
    pub fn is(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }
}

impl Settings {
    /// Whether a finding is accepted.
    pub fn allows(&self, text: &str) -> bool {
        self.allow.iter().any(|allowed| allowed.is(text))
    }

    /// Whether diagnostics with this code are ignored.
    pub fn ignores(&self, code: &str) -> bool {
        self.ignore.iter().any(|ignored| ignored == code)
    }
}

/// Reads the table `check`.
pub fn read(keys: &mut Keys<'_>) -> Settings {
    let mut settings = Settings::default();
    let Some(table) = keys.table("check") else { return settings };
    let mut inner = keys.inside(table);
    settings.allow = inner.texts("allow").iter().map(|text| Allowed::new(&text.value)).collect();
    for code in inner.texts("ignore") {
        if CODES.contains(&code.value.as_str()) {
            settings.ignore.push(code.value);
            continue;
        }
        let wrong = error!("site::check-code", ..)
            .suggesting(nearest(&code.value, CODES))
            .with("codes", listed(CODES))
            .with("code", code.value);
        inner.report(wrong, code.range);
    }
    if let Some(table) = inner.table("personal_data") {
        settings.kinds = kinds(&mut inner.inside(table));
    }
    inner.finish();
    settings
}

/// Reads a table of kinds of personal data, by id.
pub fn kinds(keys: &mut Keys<'_>) -> Vec<PersonalDataKind> {
    let mut kinds = Vec::new();
    for (id, value) in keys.rest() {
        match value.value {
            Value::Table(table) => kinds.extend(kind(keys, &id, table)),
            other => keys.wrong(&id.value, value.range, message!("kind_table"), other.kind()),
        }
    }
    kinds
}

fn kind(keys: &mut Keys<'_>, id: &Spanned<String>, table: Table) -> Option<PersonalDataKind> {
    let mut inner = keys.inside(table);
    let name = inner.localized("name");
    let pattern = inner.text("pattern");
    let check_digit = inner.text("check_digit");
    let context = inner.localized_lists("context");
    inner.finish();
    let check_digit = check_digit.and_then(|written| {
        let found = CheckDigit::named(&written.value);
        if found.is_none() {
            let names = CheckDigit::names();
            let found = format!("`{}`", written.value);
            let expected = message!("expected_one-of", values = listed(names));
            keys.wrong("check_digit", written.range, expected, found);
        }
        found
    });
    let Some(written) = pattern else {
        let missing = error!("site::check-pattern", "missing", ..);
        keys.report(missing.with("kind", id.value.as_str()), id.range.clone());
        return None;
    };
    match RegexBuilder::new(&written.value).size_limit(PATTERN_BYTES_MAX).build() {
        Ok(pattern) => Some(PersonalDataKind {
            name: if name.is_empty() { Localized::same(&id.value) } else { name },
            id: id.value.clone(),
            pattern,
            check_digit,
            context: context.iter().map(|word| folded_words(word)).collect(),
        }),
        Err(error) => {
            let detail = error.to_string();
            let detail = detail.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            keys.report(error!("site::check-pattern", detail = detail), written.range);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_is_a_value_or_a_pattern() {
        let check = |allowed: &str, text: &str, expect: bool| {
            assert_eq!(Allowed::new(allowed).is(text), expect, "{allowed} {text}");
        };
        check("contacto@example.org", "Contacto@example.org", true);
        check("contacto@example.org", "contacto@exampleXorg", false);
        check("*@example.org", "ana.b@example.org", true);
        check("*@example.org", "ana@example.org.sv", false);
        check("+503 2???-*", "+503 2222-1234", true);
        check("[a", "[a", true);
        check("", "x", false);
    }
}
