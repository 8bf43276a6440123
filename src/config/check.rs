//! `[check]` in `site.toml`: what [`check`](crate::check) is to look for besides, and what it is to let pass.

use regex::{Regex, RegexBuilder};

use super::check_digits::CheckDigit;
use crate::diagnostic::{Diagnostic, listed, nearest};
use crate::language::words::folded_words;
use crate::messages::Message;
use crate::table::keys::{Keys, Localized};
use crate::table::value::{Spanned, Table, Value};

/// The most memory that a pattern may take when it is compiled, in bytes: enough for long ones, and a bound for slips
/// like `[0-9]{1,100000}`.
const PATTERN_BYTES_MAX: usize = 4 << 20;

/// The codes of what is told beyond a build's diagnostics: what `ignore` can name.
pub const CODES: [&str; 13] = [
    "check::untranslated",
    "check::translation",
    "check::heading",
    "check::numbering",
    "check::image",
    "check::link-text",
    "check::title",
    "check::date",
    "check::acronym",
    "check::personal-data",
    "check::review",
    "check::external",
    "check::cache",
];

/// What a site says of its checks.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What is right although it looks like something to be told of.
    pub allow: Vec<Allowed>,
    /// The codes that are not to be told of.
    pub ignore: Vec<String>,
    /// Kinds of personal data of the site, over the built-in ones of the same id.
    pub kinds: Vec<Kind>,
}

/// A value that is let pass: as it is, or with `*` for anything and `?` for one character. Upper and lower case are one.
#[derive(Clone, Debug)]
pub struct Allowed(Option<Regex>);

/// A kind of personal data: how it is written.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its name in data and settings.
    pub id: String,
    /// What it is called, with its article: `an e-mail address`.
    pub name: Localized,
    /// How it is written.
    pub pattern: Regex,
    /// What its digits must come to.
    pub check_digit: Option<CheckDigit>,
    /// Words, one of which must stand near; none if the pattern says enough. Each as its folded words.
    pub context: Vec<Vec<String>>,
}

impl Allowed {
    /// Reads a value, or a pattern of values.
    pub fn new(text: &str) -> Allowed {
        let pattern = regex::escape(text).replace("\\*", ".*").replace("\\?", ".");
        Allowed(RegexBuilder::new(&format!("^{pattern}$")).case_insensitive(true).build().ok())
    }

    /// Whether it means `text`.
    pub fn is(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }
}

impl Settings {
    /// Whether something found is to be let pass.
    pub fn allows(&self, text: &str) -> bool {
        self.allow.iter().any(|allowed| allowed.is(text))
    }

    /// Whether diagnostics with this code are not to be told.
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
        let wrong = Diagnostic::error("site::check-code")
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

/// Reads a table of kinds of personal data, each under its id.
pub fn kinds(keys: &mut Keys<'_>) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for (id, value) in keys.rest() {
        match value.value {
            Value::Table(table) => kinds.extend(kind(keys, &id, table)),
            other => keys.wrong(&id.value, value.range, Message::new("kind_table"), other.kind()),
        }
    }
    kinds
}

fn kind(keys: &mut Keys<'_>, id: &Spanned<String>, table: Table) -> Option<Kind> {
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
            let expected = Message::new("expected_one-of").with("values", listed(names));
            keys.wrong("check_digit", written.range, expected, found);
        }
        found
    });
    let Some(written) = pattern else {
        let missing = Diagnostic::error("site::check-pattern").variant("missing");
        keys.report(missing.with("kind", id.value.as_str()), id.range.clone());
        return None;
    };
    match RegexBuilder::new(&written.value).size_limit(PATTERN_BYTES_MAX).build() {
        Ok(pattern) => Some(Kind {
            name: if name.is_empty() { Localized::same(&id.value) } else { name },
            id: id.value.clone(),
            pattern,
            check_digit,
            context: context.iter().map(|word| folded_words(word)).collect(),
        }),
        Err(error) => {
            let detail = error.to_string();
            let detail = detail.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            keys.report(Diagnostic::error("site::check-pattern").with("detail", detail), written.range);
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
