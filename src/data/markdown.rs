//! A report as a Markdown file: a few keys in YAML between `---` lines, then its text.

use std::fmt::Write;

use super::report::Of;

/// Returns the file.
pub(super) fn file(of: Of<'_>) -> String {
    let report = of.report;
    let mut out = "---\n".to_owned();
    let mut add = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key}: {}", quoted(value));
        }
    };
    let date = report.front.date.map(|date| date.to_string());
    let end_date = report.front.end_date.map(|date| date.to_string());
    let url = of.url("");
    add("title", Some(&report.title));
    add("date", date.as_deref());
    add("end_date", end_date.as_deref());
    add("lang", Some(of.code()));
    add("id", Some(&report.id));
    add("url", Some(&url));
    add("place", report.place.as_deref());
    add("status", report.front.status.map(crate::parse::front_matter::Status::name));
    add("summary", report.front.summary.as_deref());
    add("license", of.site.config.license.as_ref().map(|license| license.url.as_str()));
    if report.front.demonstration {
        out.push_str("demonstration: true\n");
    }
    for (taxonomy, terms) in &report.terms {
        let taxonomy = &of.language.taxonomies[*taxonomy];
        let names = terms.iter().map(|term| quoted(taxonomy.terms[*term].term.label(of.code())));
        let names: Vec<String> = names.collect();
        let key = &taxonomy.taxonomy.key;
        let is_plain = key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
        let key = if is_plain { key.clone() } else { quoted(key) };
        let _ = writeln!(out, "{key}: [{}]", names.join(", "));
    }
    out.push_str("---\n\n");
    out.push_str(&report.written.markdown.read());
    out
}

/// Returns a text as a JSON string, which YAML 1.2 reads unchanged.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
