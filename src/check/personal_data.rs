//! Personal data: e-mail addresses, telephone numbers, the numbers of passports and identity cards.
//!
//! The kinds are data: [`personal_data.toml`](KINDS) and `[check.personal_data]` of a site. The whole text of
//! a file is searched, including its front matter and comments, since all of it is public where the archive's
//! sources are; only web addresses are skipped. The Word, OpenDocument and text files that reports offer are
//! searched too. A finding is never shown whole.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::{Material, Text};
use crate::config::Config;
use crate::config::check::{Kind, kinds};
use crate::diagnostic::{Diagnostic, Place, Places};
use crate::import;
use crate::language::words::Words;
use crate::messages::Value;
use crate::model::links::join;
use crate::table::keys::{Codes, Keys};
use crate::table::value::{Excerpt, Spanned};

/// The built-in kinds, in the format of `[check.personal_data]`.
const KINDS: &str = include_str!("personal_data.toml");

/// How far before a number a context word may be, in bytes.
const CONTEXT_BEFORE_BYTES: usize = 80;
/// How far after it, in bytes.
const CONTEXT_AFTER_BYTES: usize = 40;

/// A web address; numbers in it are part of the address.
static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?:https?://|www\.)[^\s<>"]+"#).ok());

static BUILT_IN: LazyLock<Vec<Kind>> = LazyLock::new(|| built_in(&mut Vec::new()));

fn built_in(diagnostics: &mut Vec<Diagnostic>) -> Vec<Kind> {
    let codes = Codes { unknown_key: "site::unknown-key", wrong_value: "site::wrong-value" };
    let excerpt = Excerpt::whole("personal_data.toml", KINDS);
    let table = excerpt.read(diagnostics);
    let mut keys = Keys::new(excerpt, codes, table, diagnostics);
    let kinds = kinds(&mut keys);
    keys.finish();
    kinds
}

/// Something found in a text.
#[derive(Debug, PartialEq, Eq)]
struct Finding<'a> {
    /// The kind's name by language.
    name: Value,
    text: &'a str,
    range: Range<usize>,
}

/// What was found in the files, so that it can be masked in the output.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    /// By file: the texts and their masks, which have as many bytes.
    by_file: BTreeMap<String, Vec<(String, String)>>,
}

impl Secrets {
    /// Masks what was found in the excerpts and messages of all diagnostics, whatever they are about.
    pub(super) fn hide(&self, diagnostics: &mut [Diagnostic]) {
        for Diagnostic { message, place, .. } in diagnostics {
            let Some(place) = place else { continue };
            for (text, masked) in self.by_file.get(&place.file).into_iter().flatten() {
                place.excerpt = place.excerpt.replace(text, masked);
                message.hide(text, masked);
            }
        }
    }
}

/// Finds personal data in the documents and the vocabularies.
pub(super) fn check(material: &Material<'_>, diagnostics: &mut Vec<Diagnostic>) -> Secrets {
    let kinds = all_kinds(material.config);
    let mut secrets = Secrets::default();
    for source in material.documents.iter().chain(&material.sources.vocabularies) {
        let findings = find(&source.text, &kinds, material.config);
        if findings.is_empty() {
            continue;
        }
        let places = Places::new(&source.path, &source.text);
        let hidden = secrets.by_file.entry(source.path.clone()).or_default();
        hidden.extend(findings.iter().map(|found| (found.text.to_owned(), masked(found.text))));
        // The longer first: one number may be part of another.
        hidden.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        for Finding { name, text, range } in findings.into_iter().filter(|_| material.reads(&source.path)) {
            diagnostics.push(
                Diagnostic::warning("check::personal-data")
                    .with("kind", name)
                    .with("found", masked(text))
                    .at(places.at(range)),
            );
        }
    }
    for text in material.read() {
        let offered =
            text.document.front.standing.original.iter().chain(&text.document.front.standing.attachments);
        diagnostics.extend(offered.filter_map(|name| in_file(text, name, &kinds, material)));
    }
    secrets
}

/// Returns what is found in a file that a report offers, if its text can be read.
fn in_file(
    text: &Text<'_>,
    name: &Spanned<String>,
    kinds: &[&Kind],
    material: &Material<'_>,
) -> Option<Diagnostic> {
    let path = join(&text.document.content_path, &name.value)?;
    let files = &material.sources.attachments;
    // They are sorted as paths, folder by folder, not as strings.
    let at = files.binary_search_by(|file| Path::new(&file.path).cmp(Path::new(&path))).ok()?;
    let file = &files[at];
    let written = import::text(&file.path, &file.read().ok()?)?;
    let findings = find(&written, kinds, material.config);
    let first = findings.first()?;
    let found = Diagnostic::warning("check::personal-data").variant("file");
    let found = found.with("file", name.value.as_str()).with("kind", first.name.clone());
    let found = found.with("found", masked(first.text)).with("more", findings.len() - 1);
    Some(found.at(Place::in_text(&text.source.path, &text.source.text, name.range.clone())))
}

/// Returns the kinds to look for: those of the site, and the built-in ones that it does not replace.
fn all_kinds(config: &Config) -> Vec<&Kind> {
    let own = &config.check.kinds;
    let is_kept = |kind: &&Kind| own.iter().all(|other| other.id != kind.id);
    own.iter().chain(BUILT_IN.iter().filter(is_kept)).collect()
}

/// Returns what is found in a text, in order, without what is allowed.
fn find<'a>(text: &'a str, kinds: &[&Kind], config: &Config) -> Vec<Finding<'a>> {
    let addresses: Vec<Range<usize>> =
        ADDRESS.iter().flat_map(|pattern| pattern.find_iter(text).map(|found| found.range())).collect();
    let mut findings: Vec<Finding<'_>> = Vec::new();
    for kind in kinds {
        for found in kind.pattern.find_iter(text).filter(|found| !found.is_empty()) {
            let range = found.range();
            let overlaps = |other: &Range<usize>| other.start < range.end && range.start < other.end;
            let is_told = findings.iter().any(|finding| overlaps(&finding.range));
            let is_whole = stands_alone(text, &range) && !addresses.iter().any(overlaps);
            let is_right = kind.check_digit.is_none_or(|digit| digit.holds(found.as_str()));
            let is_meant = !is_told && is_whole && is_right && has_context(text, &range, &kind.context);
            if is_meant {
                let by = |language| kind.name.get(language).unwrap_or(&kind.id).to_owned();
                let name = Value::Spoken { en: by("en"), es: by("es") };
                findings.push(Finding { name, text: found.as_str(), range });
            }
        }
    }
    findings.retain(|found| !config.check.allows(found.text));
    findings.sort_by_key(|found| found.range.start);
    findings
}

/// Whether a match is not part of a longer token: `1-2-3456` in `x1-2-3456-7` is.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let mut before = text[..range.start].chars().rev();
    let is_cut_before = match before.next() {
        Some(c) if c.is_alphanumeric() || c == '_' || c == '@' => true,
        Some('-' | '.' | '/' | '+') => before.next().is_some_and(char::is_alphanumeric),
        _ => false,
    };
    let mut after = text[range.end..].chars();
    let is_cut_after = match after.next() {
        Some(c) if c.is_alphanumeric() || c == '_' || c == '@' => true,
        Some('-' | '.' | '/' | ',') => after.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    !is_cut_before && !is_cut_after
}

fn has_context(text: &str, range: &Range<usize>, wanted: &[Vec<String>]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let from = text.ceil_char_boundary(range.start.saturating_sub(CONTEXT_BEFORE_BYTES));
    let to = text.floor_char_boundary((range.end + CONTEXT_AFTER_BYTES).min(text.len()));
    let is_in = |part: &str| {
        let words = Words::new(part);
        (0..words.len()).any(|at| wanted.iter().any(|phrase| words.continues(at, phrase)))
    };
    is_in(&text[from..range.start]) || is_in(&text[range.end..to])
}

/// Returns the masked form of a text: its first and last letter or digit, and the separators. It has as many
/// bytes as the text.
fn masked(text: &str) -> String {
    let is_sign = |c: char| c.is_alphanumeric();
    let (first, last) = (text.find(is_sign), text.rfind(is_sign));
    let shown = |(at, c): (usize, char)| {
        let is_kept = !is_sign(c) || Some(at) == first || Some(at) == last;
        if is_kept { c.to_string() } else { "*".repeat(c.len_utf8()) }
    };
    text.char_indices().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Overrides;

    fn check(text: &str, expect: &[&str]) {
        let config = Config::resolve(None, "x", &Overrides::default(), &mut Vec::new());
        let kind = |name: &Value| match name {
            Value::Spoken { en, .. } => en.clone(),
            _ => String::new(),
        };
        let found = find(text, &all_kinds(&config), &config);
        let found: Vec<String> = found.iter().map(|f| format!("{}: {}", kind(&f.name), f.text)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn the_built_in_kinds_can_be_read() {
        let mut diagnostics = Vec::new();
        let kinds = built_in(&mut diagnostics);
        assert_eq!(diagnostics, []);
        assert!(kinds.len() > 20 && kinds.iter().all(|kind| kind.name.all().count() == 2));
    }

    #[test]
    fn each_kind_is_found() {
        check("escriba a ana.lopez@example.org.", &["an e-mail address: ana.lopez@example.org"]);
        check("CURP HEGG560427MVZRRL04", &["a Mexican CURP: HEGG560427MVZRRL04"]);
        check("clave GMVLMR80070599M100", &[]);
        check("clave GMVLMR80070509M100", &["a Mexican voter's key: GMVLMR80070509M100"]);
        check("RFC: GODE561231GR8", &["a Mexican person's RFC: GODE561231GR8"]);
        check("00016297-5, DUI 000162975", &["a Salvadoran DUI: 00016297-5", "a Salvadoran DUI: 000162975"]);
        check("con DNI 0801-1990-12345", &["a Honduran DNI: 0801-1990-12345"]);
        check("Identidad: 0801199012345", &["a Honduran DNI: 0801199012345"]);
        check("el 1234 56789 0101", &["a Guatemalan CUI: 1234 56789 0101"]);
        check("001-150785-0001A", &["a Nicaraguan identity card: 001-150785-0001A"]);
        check("001-1391820-5", &["a Dominican identity card: 001-1391820-5"]);
        check("la cédula 00113918205", &["a Dominican identity card: 00113918205"]);
        check("1-0455-0175", &["a Costa Rican identity card: 1-0455-0175"]);
        check("DIMEX 155800000001", &["a Costa Rican DIMEX: 155800000001"]);
        check(
            "cédula PE-123-4567 y 8-123-456",
            &["a Panamanian identity card: PE-123-4567", "a Panamanian identity card: 8-123-456"],
        );
        check(
            "900-70-1234 123-45-6789",
            &["an ITIN of the United States: 900-70-1234", "a social security number: 123-45-6789"],
        );
        check("Social Security 000123456", &["a social security number: 000123456"]);
        check("123-456-782", &["a Canadian SIN: 123-456-782"]);
        check("SIN 123 456 782", &["a Canadian SIN: 123 456 782"]);
        check("pasaporte n.º G12345678", &["a passport number: G12345678"]);
        check(
            "+503 2222-3333, (+52) 55 1234 5678",
            &["a telephone number: +503 2222-3333", "a telephone number: (+52) 55 1234 5678"],
        );
        check("llame al +1-202-555-0147", &["a telephone number: +1-202-555-0147"]);
        check("Tel.: 2222-3333", &["a telephone number: 2222-3333"]);
    }

    #[test]
    fn what_only_looks_alike_is_left_alone() {
        // Wrong check digits, and numbers that are part of something longer.
        check("HEGG560427MVZRRL05 00016297-4 001-1391820-4 123-456-789 1234 56780 0101", &[]);
        check("x00016297-5 00016297-5-1 100016297-5", &[]);
        // Dates, years, sums, articles, addresses.
        check("el 21-06-2017 y 2017-06-21, 2016-2017, 1 500 000 personas, 12-05-2017, USD 12345678", &[]);
        check("resolución 70-147, artículo 36, A/RES/70/147, 8-123-456", &[]);
        check("<https://example.org/a/00016297-5?id=123-45-6789> y www.example.org/1-0455-0175", &[]);
        check("el pasaporte se renovó en 2017, con 1200 visitas", &[]);
        check("@usuario, a @ b, git@", &[]);
    }

    #[test]
    fn nothing_is_shown_whole() {
        assert_eq!(masked("00016297-5"), "0*******-5");
        assert_eq!(masked("ana@example.org"), "a**@*******.**g");
        assert_eq!(masked("ñÑñ").len(), "ñÑñ".len());
        let place = Place::in_text("a.md", "x 00016297-5 y", 2..3);
        let told = Diagnostic::warning("check::link-text").with("text", "DUI 00016297-5").at(place);
        let mut diagnostics = [told];
        let pair = ("00016297-5".to_owned(), masked("00016297-5"));
        Secrets { by_file: BTreeMap::from([("a.md".to_owned(), vec![pair])]) }.hide(&mut diagnostics);
        assert_eq!(diagnostics[0].place.as_ref().map(|place| place.excerpt.as_str()), Some("x 0*******-5 y"));
        let said = diagnostics[0].message.text(crate::messages::Speech::En);
        assert!(said.contains("`DUI 0*******-5`"), "{said}");
    }
}
