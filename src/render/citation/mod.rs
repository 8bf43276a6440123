//! Citations of reports: one description of the reference, written in each format that reference managers
//! read.

mod bibtex;
mod csl;
mod ris;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::escape::push_escaped;
use crate::model::strings::Strings;
use crate::model::{LanguageSite, Report, Site, roles};
use crate::output::Output;
use crate::url::UrlPath;

/// The data of a reference to a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Citation {
    /// The key of the reference: the report's id and language, in the characters `a-z`, `0-9`, `-` and `.`.
    pub(super) key: String,
    /// The report's title.
    pub(super) title: String,
    /// The bodies that met; the archive if none is known.
    pub(super) authors: Vec<String>,
    /// The first day of the meeting.
    pub(super) date: Option<Date>,
    /// The last day of a meeting of several days.
    pub(super) end_date: Option<Date>,
    /// City and country, as far as known.
    pub(super) place: Option<String>,
    /// The kind of document, in words.
    pub(super) kind: String,
    /// The archive.
    pub(super) publisher: String,
    /// The report's full address.
    pub(super) url: String,
    /// Its language's tag.
    pub(super) language: String,
    /// A summary of one or two sentences.
    pub(super) summary: Option<String>,
}

/// A file format for references.
pub(super) struct Format {
    /// Its display name.
    pub(super) name: &'static str,
    /// The file name, next to the report's page.
    file: &'static str,
    write: fn(&Citation) -> String,
}

/// The formats, in the order in which they are offered.
pub(super) const FORMATS: [Format; 3] = [
    Format { name: "BibTeX", file: "cite.bib", write: bibtex::write },
    Format { name: "RIS", file: "cite.ris", write: ris::write },
    Format { name: "CSL-JSON", file: "cite.json", write: csl::write },
];

impl Format {
    /// Returns the address of a report's file in this format.
    pub(super) fn url(&self, report: &Report) -> UrlPath {
        UrlPath::file(format!("{}{}", report.url, self.file))
    }
}

/// Adds the files of every report.
pub(super) fn add_files(site: &Site, output: &Output<'_>) {
    for language in &site.languages {
        language.reports.par_iter().for_each(|report| {
            let citation = Citation::new(site, language, report);
            for format in &FORMATS {
                output.insert(format.url(report).output_path(), (format.write)(&citation).into_bytes());
            }
        });
    }
}

impl Citation {
    /// Returns the citation of a report.
    pub(super) fn new(site: &Site, language: &LanguageSite, report: &Report) -> Citation {
        let code = &language.language.code;
        let publisher = site.config.title.get(code).unwrap_or_default().to_owned();
        let bodies = language.terms_of(report, roles::BODY).map(|term| term.label(code).to_owned());
        let mut authors: Vec<String> = bodies.collect();
        if authors.is_empty() {
            authors.push(publisher.clone());
        }
        let kind = if report.front.demonstration { "cite.kind_demonstration" } else { "cite.kind" };
        Citation {
            key: key(&report.id, code),
            title: report.title.clone(),
            authors,
            date: report.front.date,
            end_date: report.front.end_date.filter(|end| report.front.date.is_some_and(|date| *end > date)),
            place: report.place.clone(),
            kind: language.strings.get(kind).to_owned(),
            publisher,
            url: site.config.base.absolute(&report.url),
            language: code.clone(),
            summary: report.front.summary.clone(),
        }
    }

    /// Returns the reference as HTML in words: the theme's pattern `cite.plain`, with the title in `<cite>`.
    pub(super) fn plain_html(&self, strings: &Strings) -> String {
        let author = self.authors.join(", ");
        // An author who is also the publisher is named once (APA 7, section 9.29).
        let pattern = if author == self.publisher { "cite.plain_own" } else { "cite.plain" };
        let date = match self.date {
            Some(date) => strings.date_as("cite", date, self.end_date),
            None => strings.get("cite.undated").to_owned(),
        };
        let kind = [Some(self.kind.as_str()), self.place.as_deref()];
        let kind = kind.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let value = |name: &str| match name {
            // The pattern contains the full stop.
            "author" => Some(author.trim_end_matches('.')),
            "date" => Some(date.as_str()),
            "title" => Some(self.title.as_str()),
            "kind" => Some(kind.as_str()),
            "publisher" => Some(self.publisher.trim_end_matches('.')),
            "url" => Some(self.url.as_str()),
            _ => None,
        };
        let mut html = String::new();
        for (at, piece) in strings.get(pattern).split(['{', '}']).enumerate() {
            match value(piece).filter(|_| at % 2 == 1) {
                Some(title) if piece == "title" => {
                    html.push_str("<cite>");
                    push_escaped(&mut html, title);
                    html.push_str("</cite>");
                }
                Some(value) => push_escaped(&mut html, value),
                None => push_escaped(&mut html, piece),
            }
        }
        html
    }
}

/// Returns the key of a reference, which needs no escaping in any format.
fn key(id: &str, language: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || "-.".contains(*c);
    let id: String = crate::url::slugify(id).chars().filter(plain).collect();
    let name = if id.is_empty() { "report" } else { &id };
    format!("{name}-{}", language.to_ascii_lowercase())
}

/// Returns a text in one line; control characters become spaces.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
pub(super) fn sample() -> Citation {
    Citation {
        key: "acta-es".to_owned(),
        title: "100 % de {cobertura} & \\más_\n#1".to_owned(),
        authors: vec!["Red de Enlace, A.C.".to_owned(), "Consejo".to_owned()],
        date: Some(jiff::civil::date(2017, 6, 30)),
        end_date: Some(jiff::civil::date(2017, 7, 2)),
        place: Some("San José, Costa Rica".to_owned()),
        kind: "Informe".to_owned(),
        publisher: "Archivo".to_owned(),
        url: "https://example.org/a/%C3%B1_1/".to_owned(),
        language: "es".to_owned(),
        summary: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(language: &str) -> Strings {
        let files = ["es", "en"].map(|code| {
            let path = format!("{}/themes/default/i18n/{code}.toml", env!("CARGO_MANIFEST_DIR"));
            (format!("i18n/{code}.toml"), std::fs::read(path).expect("the theme's texts"))
        });
        Strings::load(&files, language, &mut Vec::new())
    }

    #[test]
    fn a_reference_in_words_follows_the_language() {
        let check = |language: &str, citation: &Citation, expect: &str| {
            assert_eq!(citation.plain_html(&strings(language)), expect);
        };
        let citation = Citation { title: "Actas < 3".to_owned(), ..sample() };
        check(
            "es",
            &citation,
            "Red de Enlace, A.C., Consejo. (2017, 30 de junio – 2 de julio). <cite>Actas &lt; 3</cite> [Informe, San José, Costa Rica]. Archivo. https://example.org/a/%C3%B1_1/",
        );
        let own =
            Citation { authors: vec!["Archivo".to_owned()], end_date: None, place: None, ..citation.clone() };
        check(
            "en",
            &own,
            "Archivo. (2017, June 30). <cite>Actas &lt; 3</cite> [Informe]. https://example.org/a/%C3%B1_1/",
        );
        let undated = Citation { date: None, end_date: None, ..own };
        assert!(undated.plain_html(&strings("es")).starts_with("Archivo. (s. f.). "));
    }

    #[test]
    fn a_key_needs_no_escaping() {
        assert_eq!(key("2017-06-21 Ñandú_{x}", "pt-BR"), "2017-06-21-nandu-x-pt-br");
        assert_eq!(key("…", "es"), "report-es");
    }
}
