//! The variables of each template, in addition to those that all have.

use serde::Serialize;

use super::{
    ActItem, Agreement, Alternate, Chart, CitationContext, Column, CommitmentItem, CorrectionItem,
    DataFileItem, DateItem, FeedEntry, FileItem, FollowUpItem, Format, Html, LetterItem, Link, ListFilter,
    ListLink, MentionDate, MentionGroup, Pager, PointGroup, Prepared, RegisterFacet, RelatedItem, ReportItem,
    SeriesItem, SitemapEntry, StandingGroup, TargetItem, TaxonomyItem, Template, TermItem, TocItem, YearItem,
};

/// The home page.
#[derive(Serialize)]
pub struct HomeData {
    /// The text of `README.md`.
    pub html: Option<Html>,
    /// The latest reports, at most 20.
    pub reports: Vec<Prepared<ReportItem>>,
    /// The years, latest first.
    pub years: Vec<YearItem>,
    /// The taxonomies with their terms.
    pub taxonomies: Vec<TaxonomyItem>,
}

impl Template for HomeData {
    const FILE: &'static str = "home.html";
}

/// The list of all reports.
#[derive(Serialize)]
pub struct ReportsData {
    /// The years, latest first.
    pub years: Vec<YearItem>,
    /// The reports without a date.
    pub undated: Vec<Prepared<ReportItem>>,
    /// The years from the first to the last, with the number of reports in each.
    pub timeline: Vec<Column>,
}

impl Template for ReportsData {
    const FILE: &'static str = "reports.html";
}

/// A year.
#[derive(Serialize)]
pub struct YearData {
    /// The year.
    pub year: i16,
    /// Its reports.
    pub reports: Vec<Prepared<ReportItem>>,
}

impl Template for YearData {
    const FILE: &'static str = "year.html";
}

/// The terms of a taxonomy.
#[derive(Serialize)]
pub struct TaxonomyData {
    /// The taxonomy with all its terms.
    pub taxonomy: TaxonomyItem,
    /// The terms that have reports.
    pub filed: Vec<TermItem>,
    /// The terms that are only mentioned.
    pub mentioned: Vec<TermItem>,
}

impl Template for TaxonomyData {
    const FILE: &'static str = "taxonomy.html";
}

/// A report.
#[derive(Serialize)]
pub struct ReportData<'a> {
    /// The report as an item of lists.
    pub report: Prepared<ReportItem>,
    /// Its text.
    pub html: Html,
    /// The taxonomies, each with only the terms of the report.
    pub taxonomies: Vec<TaxonomyItem>,
    /// Its headings.
    pub toc: Vec<TocItem<'a>>,
    /// The kind of session, in words.
    pub session: Option<&'a str>,
    /// Its status: a key of `t_status`.
    pub status: Option<&'static str>,
    /// The next report by date.
    pub newer: Option<Prepared<ReportItem>>,
    /// The previous report by date.
    pub older: Option<Prepared<ReportItem>>,
    /// The kinds of act of its points, each with the number of points.
    pub kinds: Vec<ActItem>,
    /// Its commitments.
    pub commitments: Vec<CommitmentItem>,
    /// What later reports say of it, and what it says of earlier ones.
    #[serde(flatten)]
    pub follow_ups: ReportFollowUps,
    /// How it is cited.
    pub citation: CitationContext,
    /// Its text and data in other formats.
    pub data_formats: Vec<Format>,
    /// Its corrections and files.
    #[serde(flatten)]
    pub standing: ReportStanding,
    /// Links to other reports and places.
    #[serde(flatten)]
    pub ways: ReportWays,
}

impl Template for ReportData<'_> {
    const FILE: &'static str = "report.html";
}

/// What is said of a report, and what it says of earlier ones.
#[derive(Serialize)]
pub struct ReportFollowUps {
    /// What later reports say of its agreements.
    pub followed: Vec<FollowUpItem>,
    /// What it says of agreements and commitments of earlier reports.
    pub follows: Vec<FollowUpItem>,
}

/// How a report stands over time.
#[derive(Serialize)]
pub struct ReportStanding {
    /// The date since which it has its `status`.
    pub status_date: Option<DateItem>,
    /// The corrections, newest first.
    pub corrections: Vec<CorrectionItem>,
    /// The file that the report was made from.
    pub original: Option<FileItem>,
    /// Other files offered with it.
    pub files: Vec<FileItem>,
}

/// The links from a report to others.
#[derive(Serialize)]
pub struct ReportWays {
    /// City and country; a part without a page has no address.
    pub place: Vec<Link>,
    /// The most similar reports, most similar first; at most 5.
    pub related: Vec<RelatedItem>,
    /// Its neighbours among the meetings of each body.
    pub series: Vec<SeriesItem>,
    /// Whether the neighbours in one of the series are `newer` and `older`.
    pub same_neighbours: bool,
}

/// A list that was published before and is now empty.
#[derive(Serialize)]
pub struct EmptiedData {
    /// The page above it.
    pub above: TargetItem,
}

impl Template for EmptiedData {
    const FILE: &'static str = "emptied.html";
}

/// A former address.
#[derive(Serialize)]
pub struct RedirectData {
    /// Its target.
    pub target: TargetItem,
}

impl Template for RedirectData {
    const FILE: &'static str = "redirect.html";
}

/// A withdrawn document.
#[derive(Serialize)]
pub struct WithdrawnData<'a> {
    /// The date of the meeting in words.
    pub date: Option<String>,
    /// The same as `2017-06-21`.
    pub datetime: Option<String>,
    /// The date of the withdrawal.
    pub withdrawn_on: Option<DateItem>,
    /// The reason.
    pub reason: Option<&'a str>,
}

impl Template for WithdrawnData<'_> {
    const FILE: &'static str = "withdrawn.html";
}

/// The notice in place of a missing translation.
#[derive(Serialize)]
pub struct UntranslatedData<'a> {
    /// The tag of the title's language.
    pub original_lang: &'a str,
    /// The report in the languages that have it.
    pub originals: Vec<Alternate>,
    /// The date of the meeting in words.
    pub date: Option<String>,
    /// The same as `2017-06-21`.
    pub datetime: Option<String>,
}

impl Template for UntranslatedData<'_> {
    const FILE: &'static str = "untranslated.html";
}

/// A term.
#[derive(Serialize)]
pub struct TermData<'a> {
    /// Its taxonomy, without terms.
    pub taxonomy: TaxonomyItem,
    /// The term.
    pub term: TermItem,
    /// The points about it.
    pub agreements: Option<ListLink>,
    /// The points that address it.
    pub addressed: Option<ListLink>,
    /// Its feeds; empty if it has none.
    pub feed: Vec<Format>,
    /// Its mentions, reports and related terms.
    #[serde(flatten)]
    pub ways: TermWaysData<'a>,
}

impl Template for TermData<'_> {
    const FILE: &'static str = "term.html";
}

/// The context of a term.
#[derive(Serialize)]
pub struct TermWaysData<'a> {
    /// The latest reports filed under it; at most 100.
    pub reports: Vec<Prepared<ReportItem>>,
    /// The heading of these reports, if the taxonomy defines one.
    pub reports_label: Option<&'a str>,
    /// The address of the full list, if there are more.
    pub reports_more: Option<String>,
    /// Its other names.
    pub names: Vec<&'a str>,
    /// The first mention in a dated report.
    pub first: Option<MentionDate>,
    /// The last mention in a dated report.
    pub last: Option<MentionDate>,
    /// A chart of its years; absent for a single year.
    pub chart: Option<Chart>,
    /// The latest mentions by report; at most 50.
    pub mentions: Vec<MentionGroup>,
    /// The number of mentions.
    pub mention_count: usize,
    /// The address of the full list, if there are more.
    pub mentions_more: Option<String>,
    /// The most closely related terms, nearest first; at most 8.
    pub related: Vec<TermItem>,
}

/// The index of names.
#[derive(Serialize)]
pub struct NamesData<'a> {
    /// The names by first letter.
    pub letters: Vec<LetterItem<'a>>,
}

impl Template for NamesData<'_> {
    const FILE: &'static str = "names.html";
}

/// A page other than a report.
#[derive(Serialize)]
pub struct OtherPageData {
    /// Its text.
    pub html: Html,
}

impl Template for OtherPageData {
    const FILE: &'static str = "page.html";
}

/// The register of agreements.
#[derive(Serialize)]
pub struct AgreementsData {
    /// The latest points by report.
    pub groups: Vec<PointGroup>,
    /// All lists of points.
    pub facets: Vec<RegisterFacet>,
    /// The number of points.
    pub point_count: usize,
    /// The number of points on a page of a list.
    pub page_points: usize,
    /// Whether points are shown in full only in the list of their year.
    pub are_brief: bool,
}

impl Template for AgreementsData {
    const FILE: &'static str = "agreements.html";
}

/// A page of a list of points.
#[derive(Serialize)]
pub struct AgreementListData {
    /// Its points by report.
    pub groups: Vec<PointGroup>,
    /// The number of points in the list.
    pub point_count: usize,
    /// The page's place in the list.
    pub pager: Pager,
    /// The term that the list is about.
    pub about: Option<Link>,
    /// The parameter with which the register's address selects the list.
    pub filter: ListFilter,
}

impl Template for AgreementListData {
    const FILE: &'static str = "agreement_list.html";
}

/// A point as an entry of these lists. This is not a page: it is rendered once and used in all lists.
#[derive(Serialize)]
pub struct AgreementData<'a> {
    /// The point.
    pub entry: &'a Agreement,
}

impl Template for AgreementData<'_> {
    const FILE: &'static str = "agreement.html";
}

/// A page of the commitments.
#[derive(Serialize)]
pub struct CommitmentsData {
    /// Its commitments, by state.
    pub groups: Vec<StandingGroup>,
    /// The number of commitments.
    pub commitment_count: usize,
    /// The page's place in the list.
    pub pager: Pager,
    /// The day of the build in words.
    pub day: Option<String>,
    /// The calendar of due dates.
    pub calendar: Option<String>,
}

impl Template for CommitmentsData {
    const FILE: &'static str = "commitments.html";
}

/// The search page; the contents of `#without-search` are hidden once the search has loaded.
#[derive(Serialize)]
pub struct SearchData {
    /// The taxonomies with their terms.
    pub taxonomies: Vec<TaxonomyItem>,
    /// The years, latest first.
    pub years: Vec<YearItem>,
}

impl Template for SearchData {
    const FILE: &'static str = "search.html";
}

/// The page that a server shows for a wrong address; one file, in the default language.
#[derive(Serialize)]
pub struct NotFoundData {
    /// The taxonomies with their terms.
    pub taxonomies: Vec<TaxonomyItem>,
}

impl Template for NotFoundData {
    const FILE: &'static str = "404.html";
}

/// The page shown without a connection in place of a page that is not stored; only if `[offline]` is on.
#[derive(Serialize)]
pub struct OfflineData {}

impl Template for OfflineData {
    const FILE: &'static str = "offline.html";
}

/// The page about the data.
#[derive(Serialize)]
pub struct DataPageData {
    /// The files about the whole archive.
    pub files: Vec<DataFileItem>,
    /// The taxonomies whose terms have feeds.
    pub term_feeds: Vec<Link>,
    /// The licence of the data.
    pub license: Option<Link>,
    /// The formats of the latest report, as an example.
    pub example: Vec<Format>,
}

impl Template for DataPageData {
    const FILE: &'static str = "data.html";
}

/// The feeds of a language and of terms (RFC 4287).
#[derive(Serialize)]
pub struct AtomData<'a> {
    /// Its reports, newest first.
    pub entries: Vec<FeedEntry<'a>>,
    /// The time of the latest change (RFC 3339).
    pub updated: String,
    /// The full address of the feed.
    pub feed_url: String,
    /// The full address of its JSON Feed version.
    pub feed_json_url: String,
    /// Its title.
    pub feed_title: &'a str,
    /// A description of one or two sentences.
    pub feed_description: Option<&'a str>,
    /// The full address of the page to which it belongs.
    pub feed_page: String,
}

impl Template for AtomData<'_> {
    const FILE: &'static str = "atom.xml";
}

/// The sitemap; one file.
#[derive(Serialize)]
pub struct SitemapData {
    /// All pages listed for search engines.
    pub entries: Vec<SitemapEntry>,
}

impl Template for SitemapData {
    const FILE: &'static str = "sitemap.xml";
}

/// The rules for search engines; one file.
#[derive(Serialize)]
pub struct RobotsData {
    /// The full address of the sitemap.
    pub sitemap: String,
}

impl Template for RobotsData {
    const FILE: &'static str = "robots.txt";
}
