//! The types of value about points and commitments.

use serde::Serialize;

use super::{Html, Link, Prepared, ReportItem};

/// A point as an entry of the register.
#[derive(Serialize)]
pub struct Agreement {
    /// Its label, `9-b`, or the heading of a section.
    pub label: String,
    /// Whether it is numbered; otherwise the label is a heading.
    pub numbered: bool,
    /// The link to the point in the report.
    pub href: String,
    /// Its text by paragraph; a very long text is cut and ends in `…`.
    pub paragraphs: Vec<String>,
    /// The point that it is part of.
    pub parent: Option<Lead>,
    /// Whether that point precedes it in the list, so that it need not be shown again.
    pub follows: bool,
    /// How the vote on it went, in words.
    pub vote: Option<String>,
    /// What later reports say of it.
    pub followed: Vec<FollowUpItem>,
    /// What it does, each kind once.
    pub kinds: Vec<ActItem>,
    /// The terms that it mentions, except for its addressees.
    pub mentions: Vec<Link>,
    /// The lists that contain it: their addresses relative to the register, separated by spaces.
    pub lists: String,
}

/// The point that a sub-point is part of.
#[derive(Serialize)]
pub struct Lead {
    /// Its label.
    pub label: String,
    /// The link to it.
    pub href: String,
    /// The beginning of its text.
    pub text: String,
}

/// A kind of act, as a tag of a point or a report.
#[derive(Serialize)]
pub struct ActItem {
    /// Its name: *Agradece*.
    pub title: String,
    /// The link to the points of that kind.
    pub href: String,
    /// Its addressees.
    pub addressees: Vec<Link>,
    /// The number of points of this kind in the report; 1 for the tag of a point.
    pub count: usize,
}

/// A link to a list of points.
#[derive(Serialize)]
pub struct ListLink {
    /// The link.
    pub href: String,
    /// The number of points in the list.
    pub count: usize,
}

/// The points of one report in a list.
#[derive(Serialize)]
pub struct PointGroup {
    /// The report.
    pub report: Prepared<ReportItem>,
    /// The points, each as HTML made by `agreement.html`.
    pub entries: Vec<Html>,
}

/// A way to group points: by kind, year, term of a taxonomy, or addressee.
#[derive(Serialize)]
pub struct RegisterFacet {
    /// Its id in addresses of the register: `kind`, `year`, `to`, or the id of a taxonomy.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its lists.
    pub lists: Vec<PointListItem>,
}

/// A list of points.
#[derive(Serialize)]
pub struct PointListItem {
    /// Its value in addresses of the register, next to the facet's id.
    pub value: String,
    /// The mark of its entries: it is in their `lists`.
    pub path: String,
    /// Its label.
    pub label: String,
    /// The link to its first page.
    pub href: String,
    /// The number of its points.
    pub count: usize,
}

/// The parameter with which the register's address selects a list: `?country=mx`.
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
    /// The number of this page, counting from 1.
    pub page: usize,
    /// The number of pages.
    pub count: usize,
    /// The link to the previous page.
    pub newer: Option<String>,
    /// The link to the next page.
    pub older: Option<String>,
}

/// A commitment.
#[derive(Serialize)]
pub struct CommitmentItem {
    /// The task.
    pub what: String,
    /// The parties responsible.
    pub who: Vec<Link>,
    /// The due date in words.
    pub due: Option<String>,
    /// The due date as `2017-07-15`.
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
    /// Their state: `overdue`, `open`, `done` or `dropped`.
    pub state: &'static str,
    /// The commitments.
    pub commitments: Vec<CommitmentItem>,
}
