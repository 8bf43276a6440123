//! The register of agreements: all points of a language's reports that decide something, in lists by kind of
//! act, year, addressee and term mentioned.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::points::{Point, TermPlace};
use super::{LanguageSite, Report, Site};
use crate::config::Language;
use crate::parse::acts::ActKind;
use crate::url::{UrlPath, slugify_or};

/// The number of points on a page of a list.
pub const PAGE_POINTS: usize = 100;

/// The register of one language.
#[derive(Debug, Default)]
pub struct Register {
    /// The address of its entry page.
    pub url: UrlPath,
    /// The number of points.
    pub point_count: usize,
    /// The lists that have points, in the order of [`ListOf`].
    pub lists: Vec<PointList>,
    /// The indices of the lists by key.
    by_key: BTreeMap<String, usize>,
}

/// A point among the reports of its language. Kept small, since each point is in several lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PointPlace {
    report: u32,
    point: u32,
}

impl PointPlace {
    /// Returns the place of a point: `report` is the index of its report in [`LanguageSite::reports`], and
    /// `point` its index in [`Report::points`].
    pub fn new(report: usize, point: usize) -> PointPlace {
        let small = |place| u32::try_from(place).unwrap_or(u32::MAX);
        PointPlace { report: small(report), point: small(point) }
    }

    /// Returns the index of the report in [`LanguageSite::reports`].
    pub fn report(self) -> usize {
        self.report as usize
    }

    /// Returns the index of the point in [`Report::points`].
    pub fn point(self) -> usize {
        self.point as usize
    }
}

/// What the points of a list have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListOf {
    /// A kind of act, by its index in [`Site::acts`].
    Kind(usize),
    /// The year of the report; the latest comes first.
    Year(std::cmp::Reverse<i16>),
    /// A report without a date.
    Undated,
    /// A term that they mention or address.
    Term(TermPlace),
    /// An addressee.
    Addressee(TermPlace),
}

/// Points that have something in common.
#[derive(Debug)]
pub struct PointList {
    /// What the points have in common.
    pub of: ListOf,
    /// Its key, the same in every language: `kind/thanks`, `country/MX`.
    pub key: String,
    /// Its address relative to the register, without a `/` at the end: `tipos/thanks`.
    pub path: String,
    /// The address of its first page.
    pub url: UrlPath,
    /// Its points, those of the newest report first.
    pub points: Vec<PointPlace>,
}

impl Register {
    /// Returns the register of a language without points.
    pub(super) fn empty(root: &UrlPath, folder: &str) -> Register {
        Register { url: UrlPath::page([root.as_str(), folder]), ..Register::default() }
    }

    /// Returns the list with this key, which is the same in all languages.
    pub fn list(&self, key: &str) -> Option<&PointList> {
        self.by_key.get(key).map(|at| &self.lists[*at])
    }

    /// Returns the lists that a point of a report is in, in order.
    pub fn lists_with<'a>(&'a self, report: &Report, point: &Point) -> Vec<&'a PointList> {
        let mut lists_of = Vec::new();
        each_list(report, point, |of| lists_of.push(of));
        lists_of.sort_unstable();
        lists_of.dedup();
        lists_of.into_iter().filter_map(|of| self.list_of(of)).collect()
    }

    /// Returns the list for `of`, if it has points.
    pub fn list_of(&self, of: ListOf) -> Option<&PointList> {
        let at = self.lists.binary_search_by_key(&of, |list| list.of).ok()?;
        Some(&self.lists[at])
    }
}

impl PointList {
    /// Returns the number of its pages.
    pub fn page_count(&self) -> usize {
        self.points.len().div_ceil(PAGE_POINTS)
    }

    /// Returns the address of a page, counting from 1.
    pub fn page_url(&self, page: usize) -> UrlPath {
        self.url.numbered(page)
    }
}

/// Builds the register of a language whose reports are complete.
pub(super) fn register(language: &LanguageSite, acts: &[ActKind]) -> Register {
    let mut found = Lists::default();
    for (at, report) in language.reports.iter().enumerate() {
        found.add_report(at, report);
    }
    let agreements = |report: &Arc<Report>| report.points.iter().filter(|point| point.is_agreement).count();
    let point_count = language.reports.iter().map(agreements).sum();
    let naming = Naming::new(language, acts);
    let list = |(of, mut points): (ListOf, Vec<PointPlace>)| {
        points.shrink_to_fit();
        let (key, path) = (naming.key(of), naming.path(of));
        let url = UrlPath::page([language.register.url.as_str(), &path]);
        PointList { of, key, path, url, points }
    };
    let lists: Vec<PointList> = found.sorted().into_iter().map(list).collect();
    let by_key = lists.iter().enumerate().map(|(at, list)| (list.key.clone(), at)).collect();
    Register { url: language.register.url.clone(), point_count, lists, by_key }
}

/// The lists while points are added, in order of their first appearance.
#[derive(Default)]
struct Lists {
    lists: Vec<(ListOf, Vec<PointPlace>)>,
    places: FxHashMap<ListOf, usize>,
}

impl Lists {
    /// Adds the points of a report.
    fn add_report(&mut self, at: usize, report: &Report) {
        let points = report.points.iter().enumerate();
        for (number, point) in points.filter(|(_, point)| point.is_agreement) {
            let place = PointPlace::new(at, number);
            each_list(report, point, |of| {
                let list = *self.places.entry(of).or_insert_with(|| {
                    self.lists.push((of, Vec::new()));
                    self.lists.len() - 1
                });
                let points = &mut self.lists[list].1;
                if points.last() != Some(&place) {
                    points.push(place);
                }
            });
        }
    }

    /// Returns the lists in the order of [`ListOf`].
    fn sorted(mut self) -> Vec<(ListOf, Vec<PointPlace>)> {
        self.lists.sort_unstable_by_key(|(of, _)| *of);
        self.lists
    }
}

/// Calls `each` with the lists that a point belongs to; may repeat some.
fn each_list(report: &Report, point: &Point, mut each: impl FnMut(ListOf)) {
    each(report.front.date.map_or(ListOf::Undated, |date| ListOf::Year(std::cmp::Reverse(date.year()))));
    let mentions = report.mentions.get(point.passage).into_iter().flatten().copied();
    mentions.map(ListOf::Term).for_each(&mut each);
    for act in &point.acts {
        each(ListOf::Kind(act.kind));
        for addressee in &act.addressees {
            each(ListOf::Term(*addressee));
            each(ListOf::Addressee(*addressee));
        }
    }
}

/// The names of lists, in all languages and in addresses.
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
    /// Returns the name of a kind of act in a language.
    pub fn act_name(&self, kind: usize, language: &Language) -> &str {
        let kind = &self.acts[kind];
        kind.name.get(&language.code).unwrap_or(&kind.id)
    }
}
