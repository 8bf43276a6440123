//! The types of value in the data of templates.

use serde::Serialize;

use super::{Link, Prepared};
use crate::table::value::Table;

/// A report in a list.
#[derive(Serialize)]
pub struct ReportItem {
    /// Its title.
    pub title: String,
    /// Its link.
    pub href: String,
    /// Its date in words.
    pub date: Option<String>,
    /// Its date as `2017-06-21`.
    pub datetime: Option<String>,
    /// City and country.
    pub place: Option<String>,
    /// A summary of one or two sentences.
    pub summary: Option<String>,
    /// Whether it is invented, to demonstrate the software.
    pub demonstration: bool,
    /// The table [`[extra]`](front-matter.md#extra) of its front matter, unchanged.
    pub extra: Table,
}

/// A year with its reports.
#[derive(Serialize)]
pub struct YearItem {
    /// The year.
    pub year: i16,
    /// Its page.
    pub href: String,
    /// Its reports.
    pub reports: Vec<Prepared<ReportItem>>,
}

/// A term in a list.
#[derive(Clone, Serialize)]
pub struct TermItem {
    /// Its id in front matters.
    pub id: String,
    /// Its full name.
    pub label: String,
    /// The letter under which an index lists the name: `A`, `Ñ`; `#` for a name that does not begin with a
    /// letter.
    pub initial: String,
    /// Its acronym.
    pub acronym: Option<String>,
    /// A description of one or two sentences.
    pub description: Option<String>,
    /// Its link.
    pub href: String,
    /// The number of reports filed under it.
    pub count: usize,
    /// The number of reports that mention it.
    pub mentioned_in: usize,
}

/// A taxonomy.
#[derive(Clone, Serialize)]
pub struct TaxonomyItem {
    /// Its name in `site.toml`.
    pub id: String,
    /// The name of one term.
    pub name: String,
    /// The name of the terms as a group.
    pub title: String,
    /// The link to the list of terms.
    pub href: String,
    /// Whether any term has reports.
    pub has_reports: bool,
    /// Whether any term is only mentioned.
    pub has_mentioned: bool,
    /// Its terms, or those that apply, by label.
    pub terms: Vec<TermItem>,
}

/// A date in words.
#[derive(Serialize)]
pub struct DateItem {
    /// In words.
    pub text: String,
    /// The same as `2017-06-21`.
    pub datetime: String,
}

/// A correction of a report.
#[derive(Serialize)]
pub struct CorrectionItem {
    /// The date of the correction.
    pub date: DateItem,
    /// A description of the correction.
    pub what: String,
}

/// A file offered with a report.
#[derive(Serialize)]
pub struct FileItem {
    /// Its name.
    pub name: String,
    /// Its link.
    pub href: String,
    /// Its type, in words.
    pub kind: String,
    /// Its size, in words: `340 KB`.
    pub size: String,
}

/// A heading in a table of contents.
#[derive(Serialize)]
pub struct TocItem<'a> {
    /// Its level, from 2.
    pub level: u8,
    /// Its anchor.
    pub anchor: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// The citation of a report.
#[derive(Serialize)]
pub struct CitationContext {
    /// The reference in words, as safe HTML.
    pub html: String,
    /// Files for reference managers: the name of each format and the link.
    pub formats: Vec<Link>,
}

/// A report that is similar to another.
#[derive(Serialize)]
pub struct RelatedItem {
    /// The report.
    pub report: Prepared<ReportItem>,
    /// The terms that both have, rarest first.
    pub shared: Vec<TermItem>,
}

/// The place of a report among the meetings of one body.
#[derive(Serialize)]
pub struct SeriesItem {
    /// The name of the body.
    pub label: String,
    /// Its page.
    pub href: String,
    /// The number of this meeting, counting from 1.
    pub number: usize,
    /// The number of meetings.
    pub count: usize,
    /// The next meeting.
    pub newer: Option<Prepared<ReportItem>>,
    /// The previous meeting.
    pub older: Option<Prepared<ReportItem>>,
}

/// The mentions of a term in one report.
#[derive(Serialize)]
pub struct MentionGroup {
    /// The report.
    pub report: Prepared<ReportItem>,
    /// The passages that mention the term.
    pub passages: Vec<MentionItem>,
}

/// A passage that mentions a term.
#[derive(Serialize)]
pub struct MentionItem {
    /// The link to the passage.
    pub href: String,
    /// `Point 9-b`, or the heading of a section.
    pub label: String,
    /// The sentence before the name; omitted parts are replaced by `…`.
    pub before: String,
    /// The name as written.
    pub name: String,
    /// The sentence after the name, shortened in the same way.
    pub after: String,
}

/// The first or the last mention of a term.
#[derive(Serialize)]
pub struct MentionDate {
    /// The report's date in words.
    pub date: String,
    /// The same as `2017-06-21`.
    pub datetime: String,
    /// The link to the passage.
    pub href: String,
    /// `Point 9-b`, or the heading of a section.
    pub label: String,
    /// The report's title.
    pub report: String,
}

/// Mentions of a term by year, or its reports if it is never mentioned.
#[derive(Serialize)]
pub struct Chart {
    /// Whether the columns count mentions; otherwise they count reports.
    pub of_mentions: bool,
    /// The width of the drawing; its height is 100.
    pub width: usize,
    /// The rectangles of the drawing.
    pub bars: Vec<Bar>,
    /// The years in order, including empty ones.
    pub columns: Vec<Column>,
    /// The highest column.
    pub most: Column,
    /// The years that are not empty.
    pub years: Vec<ChartYear>,
}

/// A column of a chart by year.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Column {
    /// The year.
    pub year: i16,
    /// The number that it shows.
    pub count: usize,
    /// Its height, from 0 to 100.
    pub share: usize,
    /// The link of the column.
    pub href: Option<String>,
}

/// A rectangle in a drawing with a height of 100.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Bar {
    /// Its distance from the left.
    pub x: usize,
    /// Its distance from the top.
    pub y: usize,
    /// Its width.
    pub width: usize,
    /// Its height.
    pub height: usize,
}

/// The figures of a year in a chart.
#[derive(Serialize)]
pub struct ChartYear {
    /// The year.
    pub year: i16,
    /// The year's page.
    pub href: Option<String>,
    /// The number of passages that mention the term.
    pub mentions: usize,
    /// The number of reports filed under it.
    pub reports: usize,
}

/// A letter of the index of names.
#[derive(Serialize)]
pub struct LetterItem<'a> {
    /// The letter.
    pub letter: &'a str,
    /// The names that begin with it.
    pub entries: Vec<NameItem<'a>>,
}

/// A name in the index of names.
#[derive(Serialize)]
pub struct NameItem<'a> {
    /// The name.
    pub name: &'a str,
    /// The page of its term.
    pub href: String,
    /// The label of the term, if it differs from `name`.
    pub label: Option<&'a str>,
    /// The kind of term.
    pub taxonomy: &'a str,
}

/// The target of an address without a page of its own.
#[derive(Serialize)]
pub struct TargetItem {
    /// Its title.
    pub title: String,
    /// Its link.
    pub href: String,
    /// Its full address.
    pub url: String,
}

/// A file about the whole archive.
#[derive(Serialize)]
pub struct DataFileItem {
    /// Its kind: `list`, `dump`, `reports`, `points`, `commitments`, `report_schema`, `list_schema` or `oai`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its link.
    pub href: String,
    /// A description of its contents.
    pub description: String,
    /// Its size, like `12 kB`.
    pub size: String,
    /// The number of its records.
    pub records: Option<usize>,
    /// The columns of a table; empty for other files, and for all but the first part of a long table.
    pub columns: Vec<TableColumn>,
}

/// A column of a table of data.
#[derive(Serialize)]
pub struct TableColumn {
    /// Its name.
    pub name: String,
    /// A description of its contents.
    pub description: String,
}

/// A report in a feed (RFC 4287, section 4.1.2).
#[derive(Serialize)]
pub struct FeedEntry<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its full address.
    pub url: String,
    /// The start of the day of the meeting (RFC 3339).
    pub published: String,
    /// The start of the day of the latest change (RFC 3339).
    pub updated: String,
    /// A summary of one or two sentences, or the opening words.
    pub summary: String,
    /// The full text as HTML, with full addresses; absent in feeds of terms.
    pub content: Option<String>,
    /// The bodies that met.
    pub authors: Vec<&'a str>,
    /// Its terms.
    pub categories: Vec<Category<'a>>,
}

/// A term of a report in a feed.
#[derive(Serialize)]
pub struct Category<'a> {
    /// Its id in front matters.
    pub id: &'a str,
    /// Its label.
    pub label: &'a str,
    /// The full address of its taxonomy's list.
    pub scheme: String,
}

/// A page in the sitemap.
#[derive(Serialize)]
pub struct SitemapEntry {
    /// Its full address.
    pub url: String,
    /// The languages that have it.
    pub alternates: Vec<super::Alternate>,
}
