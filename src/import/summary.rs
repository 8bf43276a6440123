//! The table that a batch of imports ends with: each file, what it became, what is missing, what to look at.

use crate::messages::{Message, Speech, Text, text};
use crate::visible::shown;

/// The most characters of a column but the last.
const COLUMN_CHARS_MAX: usize = 44;

/// What became of a file.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The file, as the user calls it.
    pub file: String,
    /// The report's file; none if it was not imported.
    pub report: Option<String>,
    /// The keys of the front matter that nothing was found for.
    pub missing: Vec<String>,
    /// What a person should look at, or why the file was not imported.
    pub look: Vec<Message>,
}

/// Returns the table, with a line of headings.
pub fn table(rows: &[Row], speech: Speech) -> String {
    let say = |text: Text| Message::of(text).text(speech);
    let mut lines = vec![["file", "report", "missing", "look"].map(|column| match column {
        "file" => say(text!("import-table-file")),
        "report" => say(text!("import-table-report")),
        "missing" => say(text!("import-table-missing")),
        _ => say(text!("import-table-look")),
    })];
    for row in rows {
        let look: Vec<String> = row.look.iter().map(|message| message.text(speech)).collect();
        lines.push([
            shown(&row.file).into_owned(),
            row.report
                .as_ref()
                .map_or_else(|| say(text!("import-table-none")), |report| shown(report).into_owned()),
            or_dash(&row.missing.join(", ")),
            or_dash(&look.join("; ")),
        ]);
    }
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..3).map(|column| width(column).min(COLUMN_CHARS_MAX)).collect();
    let mut out = String::new();
    for line in &lines {
        for (cell, width) in line.iter().zip(&widths) {
            out.push_str(&format!("{}  ", padded(cell, *width)));
        }
        out.push_str(&format!("{}\n", line[3]));
    }
    out
}

fn or_dash(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}

/// Returns a text at a width; of one that is longer its end, which tells files apart.
fn padded(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length > width {
        return "…".chars().chain(text.chars().skip(length + 1 - width)).collect();
    }
    text.chars().chain(std::iter::repeat_n(' ', width - length)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::message;

    #[test]
    fn columns_stand_below_each_other() {
        let row = |file: &str, report: Option<&str>| Row {
            file: file.to_owned(),
            report: report.map(str::to_owned),
            missing: vec!["city".to_owned()],
            look: vec![message!("import-look-private")],
        };
        let long = "carpeta/".repeat(8) + "acta.docx";
        let text = table(&[row(&long, Some("a.md")), row("b.docx", None)], Speech::En);
        let places: Vec<usize> =
            text.lines().map(|line| line.chars().take_while(|c| *c != ' ').count()).collect();
        assert_eq!(places[1], COLUMN_CHARS_MAX, "{text}");
        assert!(text.lines().all(|line| line.chars().nth(COLUMN_CHARS_MAX) == Some(' ')), "{text}");
        assert!(text.contains("acta.docx  a.md"), "{text}");
    }
}
