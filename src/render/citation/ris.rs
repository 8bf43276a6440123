//! RIS, the format of Reference Manager, which all reference managers read.

use super::{Citation, one_line};

/// Writes a reference as one record. Each value is a line: a tag of two characters, two spaces, a hyphen, a
/// space and the value. Lines end in CRLF.
pub(super) fn write(citation: &Citation) -> String {
    let mut record = String::new();
    let mut add = |tag: &str, value: &str| {
        record.push_str(tag);
        record.push_str("  - ");
        record.push_str(&one_line(value));
        record.push_str("\r\n");
    };
    add("TY", "RPRT");
    add("ID", &citation.key);
    for author in &citation.authors {
        // A comma would separate surname and given name, and it cannot be escaped.
        add("AU", &author.replace(',', ""));
    }
    add("TI", &citation.title);
    add("M3", &citation.kind);
    if let Some(date) = citation.date {
        add("PY", &date.year().to_string());
        add("DA", &format!("{:04}/{:02}/{:02}", date.year(), date.month(), date.day()));
    }
    if let Some(place) = &citation.place {
        add("CY", place);
    }
    add("PB", &citation.publisher);
    add("LA", &citation.language);
    if let Some(summary) = &citation.summary {
        add("AB", summary);
    }
    add("UR", &citation.url);
    add("ER", "");
    record
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_line() {
        let lines = [
            "TY  - RPRT",
            "ID  - acta-es",
            "AU  - Red de Enlace A.C.",
            "AU  - Consejo",
            "TI  - 100 % de {cobertura} & \\más_ #1",
            "M3  - Informe",
            "PY  - 2017",
            "DA  - 2017/06/30",
            "CY  - San José, Costa Rica",
            "PB  - Archivo",
            "LA  - es",
            "UR  - https://example.org/a/%C3%B1_1/",
            "ER  - ",
            "",
        ];
        assert_eq!(write(&super::super::sample()), lines.join("\r\n"));
    }
}
