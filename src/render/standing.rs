//! The status of a report for `report.html`: corrections, and the files offered with it.

use super::templates::{CorrectionItem, FileItem, ReportStanding};
use super::view::View;
use crate::model::Report;
use crate::model::files::OfferedFile;
use crate::model::strings::Strings;
use crate::parse::standing::Correction;

/// Returns the data of `report.html` about it.
pub(super) fn of_report(view: View<'_>, report: &Report) -> ReportStanding {
    let strings = &view.language.strings;
    let correction = |correction: &Correction| CorrectionItem {
        date: view.date_item(correction.date),
        what: correction.what.clone(),
    };
    let file = |file: &OfferedFile| FileItem {
        name: file.name.clone(),
        href: view.href(&file.url),
        kind: kind(&file.extension(), strings),
        size: size(file.size_bytes, strings),
    };
    ReportStanding {
        status_date: report.front.standing.status_date.map(|date| view.date_item(date)),
        corrections: report.front.standing.corrections.iter().map(correction).collect(),
        original: report.files.original.as_ref().map(file),
        files: report.files.others.iter().map(file).collect(),
    }
}

/// Returns the type of a file with this extension, in words.
fn kind(extension: &str, strings: &Strings) -> String {
    match strings.find(&format!("files.kind_{extension}")) {
        Some(kind) => kind.to_owned(),
        None if extension.is_empty() => strings.get("files.kind_unknown").to_owned(),
        None => strings.get("files.kind_other").replace("{extension}", &extension.to_uppercase()),
    }
}

/// Returns a size in words, in units of 1,000; below ten megabytes with one decimal.
fn size(bytes: u64, strings: &Strings) -> String {
    let (key, number) = match bytes {
        0..1_000 => ("files.size_bytes", bytes.to_string()),
        1_000..1_000_000 => ("files.size_kb", ((bytes + 500) / 1_000).to_string()),
        1_000_000..9_950_000 => {
            let tenths = (bytes + 50_000) / 100_000;
            ("files.size_mb", format!("{}{}{}", tenths / 10, strings.get("files.decimal"), tenths % 10))
        }
        _ => ("files.size_mb", ((bytes + 500_000) / 1_000_000).to_string()),
    };
    strings.get(key).replace("{size}", &number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_units_of_the_reader() {
        let theme = b"[files]\nsize_bytes = \"{size} bytes\"\nsize_kb = \"{size} KB\"\nsize_mb = \"{size} MB\"\ndecimal = \",\"\n";
        let strings = Strings::load(&[("i18n/en.toml".to_owned(), theme.to_vec())], "en", &mut Vec::new());
        let check = |bytes, expect: &str| assert_eq!(size(bytes, &strings), expect);
        check(0, "0 bytes");
        check(999, "999 bytes");
        check(1_499, "1 KB");
        check(339_700, "340 KB");
        check(1_250_000, "1,3 MB");
        check(9_949_999, "9,9 MB");
        check(9_950_000, "10 MB");
    }
}
