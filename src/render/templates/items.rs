//! The kinds of value in what templates are given.

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
    /// One or two sentences.
    pub summary: Option<String>,
    /// Whether it is invented, to show the software.
    pub demonstration: bool,
    /// The table [`[extra]`](front-matter.md#extra) of its front matter, as it is written.
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
    /// What front matters call it.
    pub id: String,
    /// Its full name.
    pub label: String,
    /// The letter under which an index has the name: `A`, `Ñ`; `#` if it begins with no letter.
    pub initial: String,
    /// Its acronym.
    pub acronym: Option<String>,
    /// One or two sentences.
    pub description: Option<String>,
    /// Its link.
    pub href: String,
    /// How many reports have it.
    pub count: usize,
    /// How many reports mention it.
    pub mentioned_in: usize,
}

/// A taxonomy.
#[derive(Clone, Serialize)]
pub struct TaxonomyItem {
    /// Its name in `site.toml`.
    pub id: String,
    /// What one term is called.
    pub name: String,
    /// What the terms are called together.
    pub title: String,
    /// The link to the list of terms.
    pub href: String,
    /// Whether some term has reports.
    pub has_reports: bool,
    /// Whether some term is only mentioned.
    pub has_mentioned: bool,
    /// The terms that are meant, by label.
    pub terms: Vec<TermItem>,
}

/// A date in words.
#[derive(Serialize)]
pub struct DateItem {
    /// In words.
    pub text: String,
    /// As `2017-06-21`.
    pub datetime: String,
}

/// A correction of a report.
#[derive(Serialize)]
pub struct CorrectionItem {
    /// When it was made.
    pub date: DateItem,
    /// What was corrected.
    pub what: String,
}

/// A file that is offered with a report.
#[derive(Serialize)]
pub struct FileItem {
    /// Its name.
    pub name: String,
    /// Its link.
    pub href: String,
    /// What kind of file it is, in words.
    pub kind: String,
    /// How long it is, in words: `340 KB`.
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

/// How a report is cited.
#[derive(Serialize)]
pub struct CitationContext {
    /// The reference in words, as HTML that is safe.
    pub html: String,
    /// Files for reference managers: the format's name and the link.
    pub formats: Vec<Link>,
}

/// A report that resembles another.
#[derive(Serialize)]
pub struct RelatedItem {
    /// The report.
    pub report: Prepared<ReportItem>,
    /// The terms that both have, the rarest first.
    pub shared: Vec<TermItem>,
}

/// A report among the meetings of one body.
#[derive(Serialize)]
pub struct SeriesItem {
    /// What the body is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// The number of this meeting, the first being 1.
    pub number: usize,
    /// How many meetings there are.
    pub count: usize,
    /// The meeting after this one.
    pub newer: Option<Prepared<ReportItem>>,
    /// The meeting before this one.
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
    /// The sentence before the name; what is left out is `…`.
    pub before: String,
    /// The name as it is written.
    pub name: String,
    /// The sentence after the name, likewise.
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

/// Mentions of a term by year, or its reports where nothing mentions it.
#[derive(Serialize)]
pub struct Chart {
    /// Whether mentions are drawn, or else reports.
    pub of_mentions: bool,
    /// The width of the drawing, which is 100 high.
    pub width: usize,
    /// The rectangles of the drawing.
    pub bars: Vec<Bar>,
    /// The years in order, those without anything too.
    pub columns: Vec<Column>,
    /// The highest column.
    pub most: Column,
    /// The years that have something.
    pub years: Vec<ChartYear>,
}

/// A year of a chart by year.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Column {
    /// The year.
    pub year: i16,
    /// How many.
    pub count: usize,
    /// The height of its column, from 0 to 100.
    pub share: usize,
    /// Where the year's column leads.
    pub href: Option<String>,
}

/// A rectangle of a drawing that is 100 high.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Bar {
    /// From the left.
    pub x: usize,
    /// From the top.
    pub y: usize,
    /// Its width.
    pub width: usize,
    /// Its height.
    pub height: usize,
}

/// A year of a chart in numbers.
#[derive(Serialize)]
pub struct ChartYear {
    /// The year.
    pub year: i16,
    /// The year's page.
    pub href: Option<String>,
    /// How many passages mention the term.
    pub mentions: usize,
    /// How many reports are filed under it.
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
    /// What the term is called, if `name` is something else.
    pub label: Option<&'a str>,
    /// What kind of term it is.
    pub taxonomy: &'a str,
}

/// Where an address without a page of its own leads.
#[derive(Serialize)]
pub struct TargetItem {
    /// The title of that page.
    pub title: String,
    /// Its link.
    pub href: String,
    /// Its full address.
    pub url: String,
}

/// A file about the whole archive.
#[derive(Serialize)]
pub struct DataFileItem {
    /// What it is: `list`, `dump`, `reports`, `points`, `commitments`, `report_schema`, `list_schema` or
    /// `oai`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its link.
    pub href: String,
    /// What it holds.
    pub description: String,
    /// Its size, like `12 kB`.
    pub size: String,
    /// How many records it has.
    pub records: Option<usize>,
    /// The columns of a table; empty for others, and for the further parts of a long one.
    pub columns: Vec<TableColumn>,
}

/// A column of a table of data.
#[derive(Serialize)]
pub struct TableColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub description: String,
}

/// A report in a feed (RFC 4287, section 4.1.2).
#[derive(Serialize)]
pub struct FeedEntry<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its full address.
    pub url: String,
    /// The beginning of the day of the meeting (RFC 3339).
    pub published: String,
    /// The beginning of the day on which something of it last changed (RFC 3339).
    pub updated: String,
    /// One or two sentences, or the opening words.
    pub summary: String,
    /// The whole text as HTML, with full addresses; none in the feeds of terms.
    pub content: Option<String>,
    /// The bodies that met.
    pub authors: Vec<&'a str>,
    /// Its terms.
    pub categories: Vec<Category<'a>>,
}

/// A term of a report in a feed.
#[derive(Serialize)]
pub struct Category<'a> {
    /// What front matters call it.
    pub id: &'a str,
    /// What it is called.
    pub label: &'a str,
    /// The full address of the list of its taxonomy.
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
