//! The kinds of value about points and commitments.

use serde::Serialize;

use super::{Html, Link, Prepared, ReportItem};

/// A point as an entry of the register.
#[derive(Serialize)]
pub struct Agreement {
    /// Its label, `9-b`, or the heading of a section.
    pub label: String,
    /// Whether it is numbered, so that the label is no heading.
    pub numbered: bool,
    /// The link to the report at the point.
    pub href: String,
    /// Its text by paragraph; a very long one is cut and then ends in `…`.
    pub paragraphs: Vec<String>,
    /// The point that it belongs to.
    pub parent: Option<Lead>,
    /// Whether that point stands before it in the list, so that nothing need be said of it.
    pub follows: bool,
    /// How the vote on it went, in words.
    pub vote: Option<String>,
    /// What later reports say of it.
    pub followed: Vec<FollowUpItem>,
    /// What it does, each kind once.
    pub kinds: Vec<ActItem>,
    /// The terms that it mentions and does not address.
    pub mentions: Vec<Link>,
    /// The lists that it is in: their addresses after that of the register, with spaces between.
    pub lists: String,
}

/// The point that a sub-point belongs to.
#[derive(Serialize)]
pub struct Lead {
    /// Its label.
    pub label: String,
    /// The link to it.
    pub href: String,
    /// The beginning of its text.
    pub text: String,
}

/// A kind of act as a tag of a point or of a report.
#[derive(Serialize)]
pub struct ActItem {
    /// Its name: *Agradece*.
    pub title: String,
    /// The link to the points of that kind.
    pub href: String,
    /// Whom it speaks to.
    pub addressees: Vec<Link>,
    /// How many points of the report are of this kind; 1 for the tag of a point.
    pub count: usize,
}

/// The link to a list of points.
#[derive(Serialize)]
pub struct ListLink {
    /// The link.
    pub href: String,
    /// How many points the list has.
    pub count: usize,
}

/// The points of one report in a list.
#[derive(Serialize)]
pub struct PointGroup {
    /// The report.
    pub report: Prepared<ReportItem>,
    /// The points, each as HTML that `agreement.html` made.
    pub entries: Vec<Html>,
}

/// A way to list points: by kind, by year, by the terms of a taxonomy, by whom they address.
#[derive(Serialize)]
pub struct RegisterFacet {
    /// What addresses of the register call it: `kind`, `year`, `to`, or the id of a taxonomy.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its lists.
    pub lists: Vec<PointListItem>,
}

/// A list of points.
#[derive(Serialize)]
pub struct PointListItem {
    /// What addresses of the register call it, beside the facet's id.
    pub value: String,
    /// What its entries are marked with: their `lists` have it.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// The link to its first page.
    pub href: String,
    /// How many points it has.
    pub count: usize,
}

/// What the address of the register says to show the points of a list: `?country=mx`.
#[derive(Serialize)]
pub struct ListFilter {
    /// The facet: `country`.
    pub facet: String,
    /// The value: `mx`.
    pub value: String,
}

/// The pages of a long list.
#[derive(Serialize)]
pub struct Pager {
    /// This page, the first being 1.
    pub page: usize,
    /// How many there are.
    pub count: usize,
    /// The link to the page before.
    pub newer: Option<String>,
    /// The link to the page after.
    pub older: Option<String>,
}

/// A commitment.
#[derive(Serialize)]
pub struct CommitmentItem {
    /// What is to be done.
    pub what: String,
    /// Who is to do it.
    pub who: Vec<Link>,
    /// The last day for it, in words.
    pub due: Option<String>,
    /// The last day as `2017-07-15`.
    pub due_date: Option<String>,
    /// The time as it is said, where there is no last day.
    pub when: Option<String>,
    /// About which day that is, in words.
    pub about: Option<String>,
    /// Where it stands: `overdue`, `open`, `done` or `dropped`.
    pub state: &'static str,
    /// The label of the point that it comes from.
    pub point: Option<String>,
    /// Whether that is the label of a numbered point, as `9-b`.
    pub numbered: bool,
    /// The link to that point, or to the report.
    pub href: String,
    /// What later reports say of it.
    pub followed: Vec<FollowUpItem>,
    /// The report.
    pub report: Prepared<ReportItem>,
}

/// What a report says of an agreement or a commitment of an earlier one.
#[derive(Serialize)]
pub struct FollowUpItem {
    /// Where it stands now: `open`, `done`, `dropped`.
    pub state: Option<&'static str>,
    /// The new last day, in words.
    pub due: Option<String>,
    /// What else is said.
    pub note: Option<String>,
    /// What it is said of: the label of an agreement, or what is to be done.
    pub what: String,
    /// The link to that.
    pub what_href: String,
    /// The title of the other report: the earlier one where the later is shown, and the other way round.
    pub report: String,
    /// The link to that report.
    pub href: String,
}

/// Commitments that stand alike.
#[derive(Serialize)]
pub struct StandingGroup {
    /// Where they stand: `overdue`, `open`, `done` or `dropped`.
    pub state: &'static str,
    /// The commitments.
    pub commitments: Vec<CommitmentItem>,
}
