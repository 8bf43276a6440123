//! The register of agreements: every point of a language's reports, in lists by what it does, when, whom it speaks
//! to and what it mentions.

use std::collections::{BTreeMap, BTreeSet};

use super::points::{Point, TermPlace};
use super::{LanguageSite, Report, Site};
use crate::config::Language;
use crate::parse::acts::ActKind;
use crate::url::{UrlPath, slugify_or};

/// Points on one page of a list.
pub const PAGE_POINTS: usize = 100;

/// The register of one language.
#[derive(Debug, Default)]
pub struct Register {
    /// The address of its entry page.
    pub url: UrlPath,
    /// How many points there are.
    pub point_count: usize,
    /// The lists that have points, in the order of [`ListOf`].
    pub lists: Vec<PointList>,
    /// For each report and each of its points the lists that it is in, in order.
    pub lists_of: Vec<Vec<Vec<usize>>>,
    /// The places of the lists by key.
    by_key: BTreeMap<String, usize>,
}

/// Where a point is among the reports of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PointPlace {
    /// The place of the report in [`LanguageSite::reports`].
    pub report: usize,
    /// The place of the point in [`Report::points`].
    pub point: usize,
}

/// What the points of a list have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListOf {
    /// A kind of act, by its place in [`Site::acts`].
    Kind(usize),
    /// The year of the report, the latest first.
    Year(std::cmp::Reverse<i16>),
    /// That their reports have no date.
    Undated,
    /// A term that they mention or address.
    Term(TermPlace),
    /// Whom they address.
    Addressee(TermPlace),
}

/// Points that have something in common.
#[derive(Debug)]
pub struct PointList {
    /// What it is.
    pub of: ListOf,
    /// What it is called in every language: `kind/thanks`, `country/MX`.
    pub key: String,
    /// Its address after that of the register, without `/` at the end: `tipos/thanks`.
    pub path: String,
    /// The address of its first page.
    pub url: UrlPath,
    /// Its points, those of the newest report first.
    pub points: Vec<PointPlace>,
}

impl Register {
    /// Returns the register of a language that has no points yet.
    pub(super) fn empty(root: &UrlPath, folder: &str) -> Register {
        Register { url: UrlPath::page([root.as_str(), folder]), ..Register::default() }
    }

    /// Returns the list that other languages know by this key.
    pub fn list(&self, key: &str) -> Option<&PointList> {
        self.by_key.get(key).map(|at| &self.lists[*at])
    }

    /// Returns the list of what `of` says, if it has points.
    pub fn list_of(&self, of: ListOf) -> Option<&PointList> {
        let at = self.lists.binary_search_by_key(&of, |list| list.of).ok()?;
        Some(&self.lists[at])
    }
}

impl PointList {
    /// Returns how many pages it has.
    pub fn page_count(&self) -> usize {
        self.points.len().div_ceil(PAGE_POINTS)
    }

    /// Returns the address of a page; the first is 1.
    pub fn page_url(&self, page: usize) -> UrlPath {
        self.url.numbered(page)
    }
}

/// Makes the register of a language whose reports are complete.
pub(super) fn register(language: &LanguageSite, acts: &[ActKind]) -> Register {
    let mut points: BTreeMap<ListOf, Vec<PointPlace>> = BTreeMap::new();
    let mut point_count = 0;
    for (at, report) in language.reports.iter().enumerate() {
        point_count += report.points.len();
        for (number, point) in report.points.iter().enumerate() {
            for of in lists_of(report, point) {
                points.entry(of).or_default().push(PointPlace { report: at, point: number });
            }
        }
    }
    let mut lists_of: Vec<Vec<Vec<usize>>> =
        language.reports.iter().map(|report| vec![Vec::new(); report.points.len()]).collect();
    let naming = Naming::new(language, acts);
    let mut lists = Vec::new();
    for (of, points) in points {
        for place in &points {
            lists_of[place.report][place.point].push(lists.len());
        }
        let (key, path) = (naming.key(of), naming.path(of));
        let url = UrlPath::page([language.register.url.as_str(), &path]);
        lists.push(PointList { of, key, path, url, points });
    }
    let by_key = lists.iter().enumerate().map(|(at, list)| (list.key.clone(), at)).collect();
    Register { url: language.register.url.clone(), point_count, lists, lists_of, by_key }
}

/// Returns the lists that a point belongs to.
fn lists_of(report: &Report, point: &Point) -> BTreeSet<ListOf> {
    let addressees = || point.acts.iter().flat_map(|act| &act.addressees).copied();
    let mentions = report.mentions.get(point.passage).into_iter().flatten().copied();
    let year = report.date.map_or(ListOf::Undated, |date| ListOf::Year(std::cmp::Reverse(date.year())));
    let kinds = point.acts.iter().map(|act| ListOf::Kind(act.kind));
    let terms = mentions.chain(addressees()).map(ListOf::Term);
    kinds.chain([year]).chain(terms).chain(addressees().map(ListOf::Addressee)).collect()
}

/// What lists are called, in all languages and in addresses.
struct Naming<'a> {
    language: &'a LanguageSite,
    acts: &'a [ActKind],
}

impl<'a> Naming<'a> {
    fn new(language: &'a LanguageSite, acts: &'a [ActKind]) -> Self {
        Naming { language, acts }
    }

    fn key(&self, of: ListOf) -> String {
        let term = |place: TermPlace| {
            let pages = &self.language.taxonomies[place.taxonomy];
            format!("{}/{}", pages.taxonomy.id, pages.terms[place.term].term.id)
        };
        match of {
            ListOf::Kind(kind) => format!("kind/{}", self.acts[kind].id),
            ListOf::Year(year) => format!("year/{}", year.0),
            ListOf::Undated => "year/".to_owned(),
            ListOf::Term(place) => term(place),
            ListOf::Addressee(place) => format!("to/{}", term(place)),
        }
    }

    fn path(&self, of: ListOf) -> String {
        let folder = |key| self.language.strings.get(key);
        let term = |place: TermPlace| {
            let pages = &self.language.taxonomies[place.taxonomy];
            let slug = pages.taxonomy.slug.get(&self.language.language.code).unwrap_or(&pages.taxonomy.id);
            format!("{slug}/{}", slugify_or(&pages.terms[place.term].term.id, "term"))
        };
        match of {
            ListOf::Kind(kind) => {
                format!("{}/{}", folder("paths.kinds"), slugify_or(&self.acts[kind].id, "term"))
            }
            ListOf::Year(year) => format!("{}/{}", folder("paths.years"), year.0),
            ListOf::Undated => format!("{}/{}", folder("paths.years"), folder("paths.undated")),
            ListOf::Term(place) => term(place),
            ListOf::Addressee(place) => format!("{}/{}", folder("paths.addressees"), term(place)),
        }
    }
}

impl Site {
    /// Returns what a kind of act is called in a language.
    pub fn act_name(&self, kind: usize, language: &Language) -> &str {
        let kind = &self.acts[kind];
        kind.name.get(&language.code).unwrap_or(&kind.id)
    }
}
