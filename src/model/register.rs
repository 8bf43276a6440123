//! The register of agreements: every point of a language's reports, in lists by what it does, when, whom it speaks
//! to and what it mentions.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    let mut found = Lists::default();
    let lists_of: Vec<Vec<Vec<usize>>> =
        language.reports.iter().enumerate().map(|(at, report)| found.add_report(at, report)).collect();
    let point_count = language.reports.iter().map(|report| report.points.len()).sum();
    let (sorted, rank) = found.sort();
    let naming = Naming::new(language, acts);
    let list = |(of, points): (ListOf, Vec<PointPlace>)| {
        let (key, path) = (naming.key(of), naming.path(of));
        let url = UrlPath::page([language.register.url.as_str(), &path]);
        PointList { of, key, path, url, points }
    };
    let lists: Vec<PointList> = sorted.into_iter().map(list).collect();
    let mut lists_of = lists_of;
    for of_point in lists_of.iter_mut().flatten() {
        of_point.iter_mut().for_each(|list| *list = rank[*list]);
        of_point.sort_unstable();
    }
    let by_key = lists.iter().enumerate().map(|(at, list)| (list.key.clone(), at)).collect();
    Register { url: language.register.url.clone(), point_count, lists, lists_of, by_key }
}

/// The lists while points are added to them, in the order in which they are met.
#[derive(Default)]
struct Lists {
    lists: Vec<(ListOf, Vec<PointPlace>)>,
    places: FxHashMap<ListOf, usize>,
}

impl Lists {
    /// Adds the points of a report. Returns the lists of each.
    fn add_report(&mut self, at: usize, report: &Report) -> Vec<Vec<usize>> {
        let of_point = |(number, point): (usize, &Point)| {
            let place = PointPlace { report: at, point: number };
            let mut of_point = Vec::new();
            each_list(report, point, |of| {
                let list = *self.places.entry(of).or_insert_with(|| {
                    self.lists.push((of, Vec::new()));
                    self.lists.len() - 1
                });
                if !of_point.contains(&list) {
                    of_point.push(list);
                    self.lists[list].1.push(place);
                }
            });
            of_point
        };
        report.points.iter().enumerate().map(of_point).collect()
    }

    /// Returns the lists in the order of what they are of, and for each place before its place now.
    fn sort(self) -> (Vec<(ListOf, Vec<PointPlace>)>, Vec<usize>) {
        let mut numbered: Vec<_> = self.lists.into_iter().enumerate().collect();
        numbered.sort_unstable_by_key(|(_, (of, _))| *of);
        let mut rank = vec![0; numbered.len()];
        for (now, (before, _)) in numbered.iter().enumerate() {
            rank[*before] = now;
        }
        (numbered.into_iter().map(|(_, list)| list).collect(), rank)
    }
}

/// Calls `each` with the lists that a point belongs to, some of them more than once.
fn each_list(report: &Report, point: &Point, mut each: impl FnMut(ListOf)) {
    each(report.date.map_or(ListOf::Undated, |date| ListOf::Year(std::cmp::Reverse(date.year()))));
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
