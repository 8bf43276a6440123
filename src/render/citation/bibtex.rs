//! BibTeX, as classic styles and biblatex read it.

use jiff::civil::Date;

use super::{Citation, one_line};

/// The macros for months, which every style defines; they are written without braces.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes a reference as one entry, a `@techreport`: the only type of classic BibTeX for reports.
pub(super) fn write(citation: &Citation) -> String {
    let mut entry = format!("@techreport{{{},\n", citation.key);
    let mut add = |name: &str, value: &str| entry.push_str(&format!("  {name} = {value},\n"));
    // Extra braces around a name mark it as that of a body, without a surname.
    let authors: Vec<String> = citation.authors.iter().map(|author| braced(author)).collect();
    add("author", &format!("{{{}}}", authors.join(" and ")));
    add("title", &format!("{{{}}}", braced(&citation.title)));
    add("type", &braced(&citation.kind));
    add("institution", &braced(&citation.publisher));
    if let Some(place) = &citation.place {
        add("address", &braced(place));
    }
    if let Some(date) = citation.date {
        add("date", &format!("{{{}}}", span(date, citation.end_date)));
        add("year", &format!("{{{}}}", date.year()));
        add("month", MONTHS[usize::from(date.month().unsigned_abs()) - 1]);
    }
    if let Some(summary) = &citation.summary {
        add("abstract", &braced(summary));
    }
    add("langid", &format!("{{{}}}", language_name(&citation.language)));
    add("language", &format!("{{{}}}", citation.language));
    // Addresses are not escaped: they are percent-encoded, so they contain no braces.
    add("url", &format!("{{{}}}", citation.url));
    entry.push_str("}\n");
    entry
}

/// Returns a date, or two with `/` between them (ISO 8601-2, as biblatex reads it).
fn span(date: Date, end: Option<Date>) -> String {
    end.map_or_else(|| date.to_string(), |end| format!("{date}/{end}"))
}

/// Returns babel's name of a language; its tag if unknown.
fn language_name(code: &str) -> &str {
    match code.split('-').next().unwrap_or(code) {
        "es" => "spanish",
        "en" => "english",
        "fr" => "french",
        "pt" => "portuguese",
        _ => code,
    }
}

/// Returns a text in braces, so that styles do not change its case.
fn braced(text: &str) -> String {
    let mut out = String::from("{");
    for c in one_line(text).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            // BibTeX counts even escaped braces; these two commands contain balanced ones.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '$' | '&' | '%' | '#' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.push('}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_escaped() {
        assert_eq!(
            write(&super::super::sample()),
            r"@techreport{acta-es,
  author = {{Red de Enlace, A.C.} and {Consejo}},
  title = {{100 \% de \textbraceleft{}cobertura\textbraceright{} \& \textbackslash{}más\_ \#1}},
  type = {Informe},
  institution = {Archivo},
  address = {San José, Costa Rica},
  date = {2017-06-30/2017-07-02},
  year = {2017},
  month = jun,
  langid = {spanish},
  language = {es},
  url = {https://example.org/a/%C3%B1_1/},
}
"
        );
    }
}
