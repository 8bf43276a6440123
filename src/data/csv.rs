//! Tables as CSV (RFC 4180): UTF-8, a header, lines that end in CR LF.

use super::report::Of;
use crate::config::Config;
use crate::parse::front_matter::Status;
use crate::sections::votes::Vote;
use crate::visible::is_invisible;

/// Characters that begin a formula: a spreadsheet would evaluate such a cell, which a report's text must
/// never cause. Invisible characters before it – a byte order mark, a NUL, blanks – are dropped by some
/// programs. Such a cell gets a leading apostrophe, and so does one that begins with an apostrophe, so that
/// removing one leading apostrophe from every cell restores the texts.
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Other beginnings that get an apostrophe: blanks that some spreadsheets take as the start of a formula, and
/// the apostrophe itself.
const OTHER_STARTS: [char; 3] = ['\t', '\r', '\''];

/// The columns of the table of reports, before those of taxonomies.
pub(super) const REPORT_COLUMNS: [&str; 17] = [
    "id",
    "language",
    "title",
    "date",
    "end_date",
    "city",
    "country",
    "place",
    "session",
    "status",
    "demonstration",
    "summary",
    "points",
    "commitments",
    "url",
    "json",
    "markdown",
];

/// The columns of the table of points.
pub(super) const POINT_COLUMNS: [&str; 11] = [
    "report",
    "language",
    "date",
    "label",
    "anchor",
    "acts",
    "addressees",
    "mentions",
    "vote",
    "text",
    "url",
];

/// The columns of the table of commitments.
pub(super) const COMMITMENT_COLUMNS: [&str; 10] =
    ["report", "language", "date", "point", "who", "what", "due", "when", "state", "url"];

/// Returns the columns of the table of reports: the fixed ones, then `terms_…` for each taxonomy.
pub(super) fn report_columns(config: &Config) -> Vec<String> {
    let taxonomies = config.taxonomies.iter().map(|taxonomy| format!("terms_{}", taxonomy.id));
    REPORT_COLUMNS.iter().map(|column| (*column).to_owned()).chain(taxonomies).collect()
}

/// Returns a row, including its line end.
pub(super) fn row<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut row = String::new();
    for (number, cell) in cells.into_iter().enumerate() {
        if number > 0 {
            row.push(',');
        }
        push_cell(&mut row, cell.as_ref());
    }
    row.push_str("\r\n");
    row.into_bytes()
}

fn push_cell(row: &mut String, cell: &str) {
    let is_formula =
        cell.starts_with(OTHER_STARTS) || cell.trim_start_matches(is_invisible).starts_with(FORMULA_STARTS);
    let guard = if is_formula { "'" } else { "" };
    if cell.contains(['"', ',', '\n', '\r']) {
        row.push('"');
        row.push_str(guard);
        row.push_str(&cell.replace('"', "\"\""));
        row.push('"');
    } else {
        row.push_str(guard);
        row.push_str(cell);
    }
}

/// Returns the row of a report.
pub(super) fn report(of: Of<'_>) -> Vec<u8> {
    let report = of.report;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let fixed: [String; REPORT_COLUMNS.len()] = [
        report.id.clone(),
        of.code().to_owned(),
        report.title.clone(),
        date(report.front.date),
        date(report.front.end_date),
        text(&report.front.city),
        text(&report.front.country),
        text(&report.place),
        text(&report.session),
        report.front.status.map_or("", Status::name).to_owned(),
        report.front.demonstration.to_string(),
        text(&report.front.summary),
        report.points.len().to_string(),
        report.commitments.len().to_string(),
        of.url(""),
        of.file(super::names::REPORT_JSON),
        of.file(super::names::REPORT_MARKDOWN),
    ];
    let of_taxonomy = |taxonomy: &crate::config::Taxonomy| {
        let ids = report.terms.iter().filter_map(|(place, terms)| {
            let pages = &of.language.taxonomies[*place];
            (pages.taxonomy.id == taxonomy.id).then_some((pages, terms))
        });
        let ids = ids.flat_map(|(pages, terms)| terms.iter().map(|term| pages.terms[*term].term.id.as_str()));
        joined(ids)
    };
    row(fixed.into_iter().chain(of.site.config.taxonomies.iter().map(of_taxonomy)))
}

/// Returns the rows of a report's points.
pub(super) fn points(of: Of<'_>) -> Vec<Vec<u8>> {
    let report = of.report;
    let date = report.front.date.map(|date| date.to_string()).unwrap_or_default();
    let written = &report.written;
    let texts = written.passages.read();
    let point = |point: &crate::model::Point| {
        let passage = &report.passages[point.passage];
        let acts = point.acts.iter().map(|act| of.site.acts[act.kind].id.as_str());
        let addressees = point.acts.iter().flat_map(|act| &act.addressees);
        let mut addressees: Vec<String> = addressees.map(|place| of.term_key(*place)).collect();
        let mut seen = std::collections::BTreeSet::new();
        addressees.retain(|key| seen.insert(key.clone()));
        let mentions = report.mentions.get(point.passage).into_iter().flatten();
        let mentions: Vec<String> = mentions.map(|place| of.term_key(*place)).collect();
        let cells: [String; POINT_COLUMNS.len()] = [
            report.id.clone(),
            of.code().to_owned(),
            date.clone(),
            passage.label.clone(),
            passage.anchor.clone(),
            joined(acts),
            joined(&addressees),
            joined(&mentions),
            point.vote.as_ref().map(vote).unwrap_or_default(),
            texts.get(point.passage).to_owned(),
            of.url(&passage.anchor),
        ];
        row(cells)
    };
    report.points.iter().map(point).collect()
}

/// Returns a vote in one cell: `for 9; against 2`.
fn vote(vote: &Vote) -> String {
    let count = |name: &str, count: Option<u32>| count.map(|count| format!("{name} {count}"));
    let counts = [
        count("for", vote.in_favour),
        count("against", vote.against),
        count("abstentions", vote.abstentions),
    ];
    joined(vote.unanimous.then(|| "unanimous".to_owned()).into_iter().chain(counts.into_iter().flatten()))
}

/// Returns the rows of a report's commitments.
pub(super) fn commitments(of: Of<'_>) -> Vec<Vec<u8>> {
    let report = of.report;
    let commitment = |commitment: &crate::model::Commitment| {
        let passage = commitment.passage.map(|place| &report.passages[place]);
        let who =
            commitment.who.iter().map(|party| party.term.map_or(party.name.clone(), |at| of.term_key(at)));
        let cells: [String; COMMITMENT_COLUMNS.len()] = [
            report.id.clone(),
            of.code().to_owned(),
            report.front.date.map(|date| date.to_string()).unwrap_or_default(),
            passage.map(|passage| passage.label.clone()).unwrap_or_default(),
            joined(who),
            commitment.what.clone(),
            commitment.due.map(|due| due.to_string()).unwrap_or_default(),
            commitment.when.as_ref().map(|when| when.said.clone()).unwrap_or_default(),
            commitment.state.name().to_owned(),
            of.url(passage.map_or("", |passage| &passage.anchor)),
        ];
        row(cells)
    };
    report.commitments.iter().map(commitment).collect()
}

/// Joins several values in one cell.
fn joined<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> String {
    let values: Vec<String> = values.into_iter().map(|value| value.as_ref().to_owned()).collect();
    values.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, expect: &str) {
        assert_eq!(String::from_utf8_lossy(&row([cell])), format!("{expect}\r\n"));
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        check("a b", "a b");
        check("a, b", "\"a, b\"");
        check("a \"b\"", "\"a \"\"b\"\"\"");
        check("a\nb", "\"a\nb\"");
        assert_eq!(row(["a", "", "b"]), b"a,,b\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        check("=1+1", "'=1+1");
        check("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        for start in ["+", "-", "@", "\t", "'", "＝"] {
            check(&format!("{start}a"), &format!("'{start}a"));
        }
        check("a=1", "a=1");
        let unseen =
            ["\0", "\u{1}", "\u{7f}", "\u{85}", "\u{200b}", "\u{200d}", "\u{202e}", "\u{feff}", "\u{ad}"];
        let blank =
            [" ", "\u{a0}", "\u{3000}", "\u{3164}", "\u{2800}", "\u{e0001}", "\u{301}", "\u{feff}\0 "];
        for before in unseen.into_iter().chain(blank) {
            for start in FORMULA_STARTS {
                check(&format!("{before}{start}1"), &format!("'{before}{start}1"));
            }
            check(&format!("{before}a=1"), &format!("{before}a=1"));
        }
    }
}
