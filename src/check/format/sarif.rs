//! SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>), which code scanners
//! show.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Region, Report};
use crate::diagnostic::{Diagnostic, Severity};
use crate::messages::{Message, Speech};
use crate::source::CONFIG_FILE;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The page that explains each code.
const CODES_PAGE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/diagnostics");

/// Characters that stand unencoded in the path of a URI (RFC 3986, section 3.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Returns the log of one run.
pub(super) fn log(report: &Report<'_>) -> Value {
    let diagnostics = &report.checked.diagnostics;
    // The first diagnostic of each code, which describes the rule.
    let mut rules: BTreeMap<&str, &Diagnostic> = BTreeMap::new();
    for found in diagnostics {
        rules.entry(found.code).or_insert(found);
    }
    let places: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(at, code)| (*code, at)).collect();
    let results: Vec<Value> =
        diagnostics.iter().map(|found| result(report, found, places[found.code])).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "actas",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.values().map(|found| rule(report, found)).collect::<Vec<_>>(),
            } },
            "language": if report.speech == Speech::Es { "es" } else { "en" },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(report: &Report<'_>, found: &Diagnostic) -> Value {
    let own = Message::new(format!("rule_{}", found.code.replace("::", "-")));
    let title = own.text(report.speech);
    // A build's diagnostics have no title except their text.
    let title = if title == own.id() { found.message.text(report.speech) } else { title };
    let help = found.help_text(report.speech).unwrap_or_else(|| title.clone());
    let page = if report.speech == Speech::Es { ".es.md" } else { ".md" };
    let anchor = found.code.replace("::", "");
    json!({
        "id": found.code,
        "shortDescription": { "text": title },
        "help": { "text": help },
        "helpUri": format!("{CODES_PAGE}{page}#{anchor}"),
        "defaultConfiguration": { "level": level(found.severity) },
    })
}

fn result(report: &Report<'_>, found: &Diagnostic, rule: usize) -> Value {
    let help = found.help_text(report.speech).map(|help| format!("\n{help}")).unwrap_or_default();
    json!({
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": level(found.severity),
        "message": { "text": found.message.text(report.speech) + &help },
        "locations": [location(report, found)],
    })
}

fn location(report: &Report<'_>, found: &Diagnostic) -> Value {
    // Scanners drop results without a place; what concerns the site as a whole is placed in its settings.
    let file = found.place.as_ref().map_or(CONFIG_FILE, |place| place.file.as_str());
    let Region { line, column, end_column } =
        Region::of(found).unwrap_or(Region { line: 1, column: 1, end_column: 2 });
    json!({ "physicalLocation": {
        "artifactLocation": artifact(&report.path(file)),
        "region": { "startLine": line, "startColumn": column, "endColumn": end_column },
    } })
}

/// Returns the location of a file: relative paths are relative to the repository.
fn artifact(path: &str) -> Value {
    let encoded = utf8_percent_encode(path, PATH);
    if path.starts_with('/') {
        json!({ "uri": format!("file://{encoded}") })
    } else {
        json!({ "uri": encoded.to_string(), "uriBaseId": "%SRCROOT%" })
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
