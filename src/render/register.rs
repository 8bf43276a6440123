//! The register of agreements as templates are given it: an entry for each point, made into HTML once and then part of
//! every list that the point is in; the lists; the index of them.

use std::borrow::Cow;
use std::sync::{Mutex, OnceLock};

use serde::Serialize;
use tera::Value;

use super::context::{Contexts, Link};
use super::follow_up::{self, FollowUpItem};
use super::theme::Theme;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Act, LanguageSite, ListOf, PAGE_POINTS, Part, Point, PointList, PointPlace, Report, Target, TermPlace,
};
use crate::mutex::locked;
use crate::parse::passages::{Passage, PassageKind};
use crate::sections::votes::Vote;
use crate::texts::Text;

/// The template of one entry.
const ENTRY_TEMPLATE: &str = "agreement.html";
/// Points on the entry page of the register.
const LATEST_POINTS: usize = 20;
/// The characters of an entry's text; nearly every point is shorter.
const TEXT_CHARS_MAX: usize = 1000;
/// The points of a register whose lists all have them whole. In a larger one each point is whole in the list of its year
/// alone, and brief in others: a point is in four lists on average, which would make the register of 10,000 reports
/// five times as large as the reports.
const WHOLE_POINTS_MAX: usize = 20_000;
/// The characters of the text of a brief entry.
const BRIEF_CHARS_MAX: usize = 160;
/// The characters of the text of the point that a sub-point belongs to.
const LEAD_CHARS_MAX: usize = 160;

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
    /// The point that it belongs to: label, link, and the beginning of its text; may be none.
    pub parent: Option<Lead>,
    /// Whether that point stands before it in the list, so that nothing need be said of it.
    pub follows: bool,
    /// What it does, each kind once.
    pub kinds: Vec<ActItem>,
    /// How the vote on it went, in words; may be none.
    pub vote: Option<String>,
    /// What later reports say of it.
    pub followed: Vec<FollowUpItem>,
    /// The terms that it mentions and does not address.
    pub mentions: Vec<Link>,
    /// The lists that it is in: their addresses after that of the register, with spaces between.
    pub lists: String,
}

impl Agreement {
    /// Returns the entry with the beginning of its text alone.
    fn brief(mut self) -> Agreement {
        self.paragraphs = vec![shortened(&self.paragraphs.join(" "), BRIEF_CHARS_MAX)];
        self.parent = None;
        self.follows = false;
        self.kinds.clear();
        self.vote = None;
        self.followed.clear();
        self.mentions.clear();
        self
    }
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
struct Group {
    report: Value,
    entries: Value,
}

/// A way to list points: by kind, by year, by the terms of a taxonomy, by whom they address.
#[derive(Serialize)]
struct RegisterFacet {
    id: String,
    title: String,
    lists: Vec<ListItem>,
}

/// A list of points.
#[derive(Serialize)]
struct ListItem {
    /// What addresses of the register call it, beside the facet's id.
    value: String,
    /// What its entries are marked with.
    path: String,
    label: String,
    href: String,
    count: usize,
}

/// What the address of the register says to show the points of a list: `?country=mx`.
#[derive(Serialize)]
struct Filter {
    facet: String,
    value: String,
}

/// The pages of a long list.
#[derive(Serialize)]
pub(super) struct Pager {
    pub(super) page: usize,
    pub(super) count: usize,
    pub(super) newer: Option<String>,
    pub(super) older: Option<String>,
}

/// What the pages of one register are made from.
pub(super) struct Entries<'a> {
    theme: &'a Theme,
    /// Whether lists other than those of years have brief entries.
    are_brief: bool,
    /// For each report and each of its points the entry, made when the first list needs it.
    reports: Vec<Vec<OnceLock<Entry>>>,
    /// What is wrong with the template.
    failure: Mutex<Option<Box<Diagnostic>>>,
}

/// The HTML of a point's entry. All of a register are held at once, so that it is kept small.
#[derive(Clone, Default)]
struct Entry {
    passage: usize,
    /// The passage of the point that it belongs to.
    parent: Option<u32>,
    /// Its HTML in each form, one after another; those that there are not are empty.
    html: Text,
    /// Where the HTML of each form ends.
    ends: [u32; 3],
}

/// How an entry is shown.
#[derive(Clone, Copy)]
enum Form {
    /// By itself.
    Alone,
    /// Where the point that it belongs to stands before it.
    Below,
    /// In lists of brief entries.
    Brief,
}

impl<'a> Entries<'a> {
    /// Returns the entries of a language's register, none of them made yet. Unless they `are_kept`, each is made whenever it
    /// is wanted.
    pub(super) fn new(language: &LanguageSite, theme: &'a Theme, are_kept: bool) -> Entries<'a> {
        let reports = if are_kept { language.reports.as_slice() } else { &[] };
        let of_report = |report: &Report| report.points.iter().map(|_| OnceLock::new()).collect();
        Entries {
            theme,
            are_brief: language.register.point_count > WHOLE_POINTS_MAX,
            reports: reports.iter().map(of_report).collect(),
            failure: Mutex::default(),
        }
    }

    /// Returns what was wrong with the template, if it failed since this was last asked. Lists made meanwhile lack
    /// entries.
    pub(super) fn take_failure(&self) -> Option<Box<Diagnostic>> {
        locked(&self.failure).take()
    }

    fn are_kept(&self) -> bool {
        !self.reports.is_empty()
    }

    fn entry(&self, contexts: &Contexts<'_>, place: PointPlace) -> Cow<'_, Entry> {
        let make = || {
            self.render(contexts, place).unwrap_or_else(|failure| {
                locked(&self.failure).get_or_insert(failure);
                Entry::default()
            })
        };
        match self.reports.get(place.report()) {
            Some(points) => Cow::Borrowed(points[place.point()].get_or_init(make)),
            None => Cow::Owned(make()),
        }
    }

    fn render(&self, contexts: &Contexts<'_>, place: PointPlace) -> Result<Entry, Box<Diagnostic>> {
        let report = &contexts.language.reports[place.report()];
        let point = &report.points[place.point()];
        let target = Target { report: place.report(), part: Part::Passage(point.passage) };
        let followed = follow_up::of(contexts, target);
        let mut agreement = Agreement { followed, ..agreement(contexts, report, point) };
        let html = |agreement: &Agreement| -> Result<String, Box<Diagnostic>> {
            let page = contexts.page("agreement", &report.title, &report.url, Vec::new());
            let context = contexts.context(&page, vec![("entry", Value::from_serializable(agreement))]);
            let html = self.theme.render_with(ENTRY_TEMPLATE, &context, &report.source)?;
            Ok(html.trim_end().to_owned())
        };
        let alone = html(&agreement)?;
        agreement.follows = true;
        let parent = parent(report, point).and_then(|passage| u32::try_from(passage).ok());
        let below = if parent.is_some() { html(&agreement)? } else { String::new() };
        let brief = if self.are_brief { html(&agreement.brief())? } else { String::new() };
        let small = |end| u32::try_from(end).unwrap_or(u32::MAX);
        let to_below = alone.len() + below.len();
        let ends = [alone.len(), to_below, to_below + brief.len()].map(small);
        let html = [alone, below, brief].concat();
        let html = if self.are_kept() { contexts.site.texts.keep(html) } else { html.into() };
        Ok(Entry { passage: point.passage, parent, html, ends })
    }

    /// Returns these points by report; `items` are all reports as items of lists.
    fn groups(
        &self,
        contexts: &Contexts<'_>,
        points: &[PointPlace],
        items: &[Value],
        are_whole: bool,
    ) -> Value {
        let groups = points.chunk_by(|a, b| a.report() == b.report()).map(|points| {
            let mut before = Vec::new();
            let entries: Vec<Value> = points
                .iter()
                .map(|place| {
                    let entry = self.entry(contexts, *place);
                    before.push(entry.passage);
                    let is_brief = self.are_brief && !are_whole;
                    let form = if is_brief { Form::Brief } else { entry.form_after(&before) };
                    Value::safe_string(&entry.html(form))
                })
                .collect();
            Group { report: items[points[0].report()].clone(), entries: entries.into() }
        });
        Value::from_serializable(&groups.collect::<Vec<_>>())
    }

    /// Returns what the entry page is given: the latest points and all lists.
    pub(super) fn index(&self, contexts: &Contexts<'_>, items: &[Value]) -> Vec<(&'static str, Value)> {
        let reports = contexts.language.reports.iter().enumerate();
        let all = reports.flat_map(|(report, found)| {
            let points = found.points.iter().enumerate().filter(|(_, point)| point.is_agreement);
            points.map(move |(point, _)| PointPlace::new(report, point))
        });
        let latest: Vec<PointPlace> = all.take(LATEST_POINTS).collect();
        vec![
            ("groups", self.groups(contexts, &latest, items, true)),
            ("facets", Value::from_serializable(&facets(contexts))),
            ("point_count", Value::from(contexts.language.register.point_count)),
            ("page_points", Value::from(PAGE_POINTS)),
            ("are_brief", Value::from(self.are_brief)),
        ]
    }

    /// Returns what a page of a list is given; the first is 1.
    pub(super) fn page(
        &self,
        contexts: &Contexts<'_>,
        list: &PointList,
        page: usize,
        items: &[Value],
    ) -> Vec<(&'static str, Value)> {
        let start = (page - 1) * PAGE_POINTS;
        let points = &list.points[start..list.points.len().min(start + PAGE_POINTS)];
        let pager = pager(page, list.page_count(), |page| contexts.href(&list.page_url(page)));
        let (facet, value) = address(contexts, list);
        let filter = Filter { facet, value };
        let about = match list.of {
            ListOf::Term(place) | ListOf::Addressee(place) => Some(term_link(contexts, place)),
            ListOf::Kind(_) | ListOf::Year(_) | ListOf::Undated => None,
        };
        let are_whole = matches!(list.of, ListOf::Year(_) | ListOf::Undated);
        vec![
            ("groups", self.groups(contexts, points, items, are_whole)),
            ("point_count", Value::from(list.points.len())),
            ("pager", Value::from_serializable(&pager)),
            ("about", Value::from_serializable(&about)),
            ("filter", Value::from_serializable(&filter)),
        ]
    }
}

impl Entry {
    /// Returns the form that it has where these passages of the report stand before it.
    fn form_after(&self, before: &[usize]) -> Form {
        let is_below = self.parent.is_some_and(|parent| before.binary_search(&(parent as usize)).is_ok());
        if is_below { Form::Below } else { Form::Alone }
    }

    /// Returns its HTML in one form.
    fn html(&self, form: Form) -> Cow<'_, str> {
        let [alone, below, brief] = self.ends.map(|end| end as usize);
        self.html.part(match form {
            Form::Alone => 0..alone,
            Form::Below => alone..below,
            Form::Brief => below..brief,
        })
    }
}

/// Returns the pages around one; the first is 1.
pub(super) fn pager(page: usize, count: usize, href: impl Fn(usize) -> String) -> Pager {
    let newer = (page > 1).then(|| href(page - 1));
    let older = (page < count).then(|| href(page + 1));
    Pager { page, count, newer, older }
}

/// Returns the title of a list: *Acuerdos sobre TRICAMEX*.
pub(super) fn title(contexts: &Contexts<'_>, list: &PointList) -> String {
    let name = label(contexts, list.of);
    let pattern = match list.of {
        ListOf::Kind(_) | ListOf::Undated => "agreements_of_kind",
        ListOf::Year(_) => "agreements_of_year",
        ListOf::Term(_) => "agreements_about",
        ListOf::Addressee(_) => "agreements_to",
    };
    contexts.text(pattern).replace("{name}", &name)
}

/// Returns the kinds of act of a report's points, in the order of the vocabulary, with the number of points of each.
pub(super) fn kinds_of_report(contexts: &Contexts<'_>, report: &Report) -> Vec<ActItem> {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for point in &*report.points {
        let kinds: std::collections::BTreeSet<usize> = point.acts.iter().map(|act| act.kind).collect();
        for kind in kinds {
            *counts.entry(kind).or_default() += 1;
        }
    }
    let item = |(kind, count)| ActItem { count, ..act_item(contexts, kind) };
    counts.into_iter().map(item).collect()
}

/// Returns the link to a list, if it has points.
pub(super) fn list_link(contexts: &Contexts<'_>, of: ListOf) -> Option<ListLink> {
    let list = contexts.language.register.list_of(of)?;
    Some(ListLink { href: contexts.href(&list.url), count: list.points.len() })
}

fn agreement(contexts: &Contexts<'_>, report: &Report, point: &Point) -> Agreement {
    let passage = &report.passages[point.passage];
    let written = report.written();
    let register = &contexts.language.register;
    let lists = register.lists_with(report, point);
    let lists: Vec<&str> = lists.iter().map(|list| list.path.as_str()).collect();
    let kinds = kinds(contexts, &point.acts);
    let addressed = |term: &TermPlace| point.acts.iter().any(|act| act.addressees.contains(term));
    let mentions = report.mentions.get(point.passage).into_iter().flatten();
    let mentions = mentions.filter(|term| !addressed(term)).map(|term| list_of_term(contexts, *term));
    Agreement {
        label: passage.label.clone(),
        numbered: passage.kind == PassageKind::Point,
        href: contexts.passage_href(report, point.passage),
        paragraphs: paragraphs(&written.passages.text(point.passage), point),
        parent: parent(report, point).map(|at| Lead {
            label: report.passages[at].label.clone(),
            href: contexts.passage_href(report, at),
            text: shortened(written.passages.text(at).lines().next().unwrap_or_default(), LEAD_CHARS_MAX),
        }),
        follows: false,
        followed: Vec::new(),
        vote: point.vote.as_ref().map(|vote| told(contexts, vote)),
        kinds,
        mentions: mentions.collect(),
        lists: lists.join(" "),
    }
}

/// Returns how a vote went, in words.
fn told(contexts: &Contexts<'_>, vote: &Vote) -> String {
    let text = |key: &str| contexts.language.strings.get(key).to_owned();
    let count = |(count, one, other): (Option<u32>, &str, &str)| {
        let count = count?;
        Some(text(if count == 1 { one } else { other }).replace("{count}", &count.to_string()))
    };
    let counts = [
        (vote.in_favour, "vote_in_favour", "vote_in_favour"),
        (vote.against, "vote_against", "vote_against"),
        (vote.abstentions, "vote_abstention", "vote_abstentions"),
    ];
    let unanimous = vote.unanimous.then(|| text("vote_unanimous"));
    unanimous.into_iter().chain(counts.into_iter().filter_map(count)).collect::<Vec<_>>().join(", ")
}

/// Returns what of the text of a point is shown: the sentences that decide something, or all of it, up to a length.
fn paragraphs(text: &str, point: &Point) -> Vec<String> {
    let sentences = point.sentences.iter().filter_map(|range| text.get(range.clone()));
    let decisive: String = sentences.collect::<Vec<_>>().join("\n");
    let shown = if decisive.is_empty() { text } else { &decisive };
    shortened(shown, TEXT_CHARS_MAX).lines().map(str::to_owned).collect()
}

/// Returns the passage of the point that a sub-point belongs to.
fn parent(report: &Report, point: &Point) -> Option<usize> {
    let is_point = |passage: &Passage| passage.kind == PassageKind::Point;
    let passage = Some(&report.passages[point.passage]).filter(|passage| is_point(passage))?;
    let (label, _) = passage.anchor.rsplit_once('-')?;
    let before = &report.passages[..point.passage];
    before.iter().rposition(|passage| is_point(passage) && passage.anchor == label)
}

/// Returns the kinds of these acts, each once, with all whom acts of that kind address.
fn kinds(contexts: &Contexts<'_>, acts: &[Act]) -> Vec<ActItem> {
    let mut merged: Vec<(usize, Vec<TermPlace>)> = Vec::new();
    for act in acts {
        let at = merged.iter().position(|(kind, _)| *kind == act.kind).unwrap_or_else(|| {
            merged.push((act.kind, Vec::new()));
            merged.len() - 1
        });
        for addressee in &act.addressees {
            if !merged[at].1.contains(addressee) {
                merged[at].1.push(*addressee);
            }
        }
    }
    let item = |(kind, addressees): (usize, Vec<TermPlace>)| ActItem {
        addressees: addressees.iter().map(|place| list_of_term(contexts, *place)).collect(),
        ..act_item(contexts, kind)
    };
    merged.into_iter().map(item).collect()
}

fn act_item(contexts: &Contexts<'_>, kind: usize) -> ActItem {
    let list = list_link(contexts, ListOf::Kind(kind));
    ActItem {
        title: label(contexts, ListOf::Kind(kind)),
        href: list.map(|list| list.href).unwrap_or_default(),
        addressees: Vec::new(),
        count: 1,
    }
}

/// Returns the link to a term's own page.
pub(super) fn term_link(contexts: &Contexts<'_>, place: TermPlace) -> Link {
    let page = contexts.language.term(place);
    Link { title: page.term.short(contexts.code()).to_owned(), href: contexts.href(&page.url) }
}

/// Returns the link to the points about a term.
fn list_of_term(contexts: &Contexts<'_>, place: TermPlace) -> Link {
    let link = term_link(contexts, place);
    match list_link(contexts, ListOf::Term(place)) {
        Some(list) => Link { href: list.href, ..link },
        None => link,
    }
}

/// Returns what a list is called among others of its facet.
fn label(contexts: &Contexts<'_>, of: ListOf) -> String {
    match of {
        ListOf::Kind(kind) => contexts.site.act_name(kind, &contexts.language.language).to_owned(),
        ListOf::Year(year) => year.0.to_string(),
        ListOf::Undated => contexts.text("undated").to_owned(),
        ListOf::Term(place) | ListOf::Addressee(place) => {
            let term = &contexts.language.term(place).term;
            term.short(contexts.code()).to_owned()
        }
    }
}

/// Returns the facet of a list and its value, as addresses of the register have them: `country` and `mx`.
fn address(contexts: &Contexts<'_>, list: &PointList) -> (String, String) {
    let (_, value) = list.path.split_once('/').unwrap_or_default();
    let facet = match list.of {
        ListOf::Kind(_) => "kind",
        ListOf::Year(_) | ListOf::Undated => "year",
        ListOf::Addressee(_) => "to",
        ListOf::Term(place) => &contexts.language.taxonomies[place.taxonomy].taxonomy.id,
    };
    (facet.to_owned(), value.to_owned())
}

/// Returns all lists by facet, kinds first.
fn facets(contexts: &Contexts<'_>) -> Vec<RegisterFacet> {
    let mut facets: Vec<RegisterFacet> = Vec::new();
    for list in &contexts.language.register.lists {
        let (id, value) = address(contexts, list);
        let item = ListItem {
            value,
            path: list.path.clone(),
            label: label(contexts, list.of),
            href: contexts.href(&list.url),
            count: list.points.len(),
        };
        match facets.last_mut().filter(|facet| facet.id == id) {
            Some(facet) => facet.lists.push(item),
            None => {
                let title = match list.of {
                    ListOf::Kind(_) => contexts.text("agreements_kind").to_owned(),
                    ListOf::Year(_) | ListOf::Undated => contexts.text("facet_year").to_owned(),
                    ListOf::Addressee(_) => contexts.text("agreements_addressee").to_owned(),
                    ListOf::Term(place) => {
                        let taxonomy = &contexts.language.taxonomies[place.taxonomy].taxonomy;
                        taxonomy.name.get(contexts.code()).unwrap_or_default().to_owned()
                    }
                };
                facets.push(RegisterFacet { id, title, lists: vec![item] });
            }
        }
    }
    facets
}

/// Returns a text cut after a word, so that it has no more than these characters; then it ends in `…`.
fn shortened(text: &str, chars_max: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars_max) else { return text.to_owned() };
    let cut = &text[..end];
    let cut = cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space]);
    format!("{}…", cut.trim_end_matches(|c: char| c.is_whitespace() || ",;:.".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_after_a_word() {
        let check = |text, chars, expect| assert_eq!(shortened(text, chars), expect);
        check("años y años", 11, "años y años");
        check("años, y años", 7, "años…");
        check("ñandúes", 3, "ñan…");
        check("", 3, "");
    }
}
