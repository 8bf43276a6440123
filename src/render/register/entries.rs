//! The entries of a register. Each point's entry is rendered to HTML once, and used in every list that
//! contains the point.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::agreement::{agreement, brief, parent};
use crate::diagnostic::Diagnostic;
use crate::model::{LanguageSite, Part, PointPlace, Report, Target};
use crate::render::context::{Contexts, Variables};
use crate::render::follow_up;
use crate::render::items::ReportItems;
use crate::render::templates::{Agreement, AgreementData, Html, PageData, PointGroup};
use crate::render::theme::Theme;
use crate::render::view::View;
use crate::texts::Text;

/// The maximum number of points in a register whose lists all show them in full. In a larger register, points
/// are shown in full only in the list of their year, and briefly in others: a point is in four lists on
/// average, which would make the register of 10,000 reports five times as large as the reports.
const WHOLE_POINTS_MAX: usize = 20_000;

/// An entry, or the error in its template.
type Rendered = Result<Entry, Box<Diagnostic>>;

/// The entries of a register that are kept, by report and point. Each is made when the first list needs it.
/// Empty if entries are not kept.
#[derive(Default)]
pub(in crate::render) struct Kept(Vec<Vec<OnceLock<Rendered>>>);

impl Kept {
    /// Returns an empty slot for each entry of a language's register.
    pub(in crate::render) fn of(language: &LanguageSite) -> Kept {
        let of_report = |report: &Arc<Report>| report.points.iter().map(|_| OnceLock::new()).collect();
        Kept(language.reports.iter().map(of_report).collect())
    }
}

/// The data from which the pages of a register are made.
pub(in crate::render) struct Entries<'a> {
    pub(in crate::render) contexts: Contexts<'a>,
    pub(in crate::render) theme: &'a Theme,
    pub(in crate::render) kept: &'a Kept,
}

/// The HTML of a point's entry. Kept small, because all entries of a register are in memory at the same time.
#[derive(Clone, Default)]
struct Entry {
    passage: usize,
    /// The passage of the point that it is part of.
    parent: Option<u32>,
    /// Its HTML in each form, concatenated; unused forms are empty.
    html: Text,
    /// The end of the HTML of each form.
    ends: [u32; 3],
}

/// How an entry is shown.
#[derive(Clone, Copy)]
enum Form {
    /// On its own.
    Alone,
    /// After the point that it is part of.
    Below,
    /// As an entry of a brief list.
    Brief,
}

impl<'a> Entries<'a> {
    pub(super) fn view(&self) -> View<'a> {
        self.contexts.view
    }

    /// Whether lists other than those of years show brief entries.
    pub(super) fn are_brief(&self) -> bool {
        self.view().language.register.point_count > WHOLE_POINTS_MAX
    }

    fn are_kept(&self) -> bool {
        !self.kept.0.is_empty()
    }

    fn entry(&self, place: PointPlace) -> Result<Cow<'_, Entry>, Box<Diagnostic>> {
        match self.kept.0.get(place.report()) {
            Some(points) => {
                let kept = points[place.point()].get_or_init(|| self.render(place));
                kept.as_ref().map(Cow::Borrowed).map_err(Clone::clone)
            }
            None => self.render(place).map(Cow::Owned),
        }
    }

    fn render(&self, place: PointPlace) -> Rendered {
        let view = self.view();
        let report = &view.language.reports[place.report()];
        let point = &report.points[place.point()];
        let target = Target { report: place.report(), part: Part::Passage(point.passage) };
        let followed = follow_up::of(view, target);
        let mut agreement = Agreement { followed, ..agreement(view, report, point) };
        let alone = self.html(report, &agreement)?;
        agreement.follows = true;
        let parent = parent(report, point).and_then(|passage| u32::try_from(passage).ok());
        let below = if parent.is_some() { self.html(report, &agreement)? } else { String::new() };
        let brief = if self.are_brief() { self.html(report, &brief(agreement))? } else { String::new() };
        let small = |end| u32::try_from(end).unwrap_or(u32::MAX);
        let to_below = alone.len() + below.len();
        let ends = [alone.len(), to_below, to_below + brief.len()].map(small);
        let html = [alone, below, brief].concat();
        let html = if self.are_kept() { view.site.texts.keep(html) } else { html.into() };
        Ok(Entry { passage: point.passage, parent, html, ends })
    }

    /// Returns the HTML that the template makes from an entry.
    fn html(&self, report: &Report, entry: &Agreement) -> Result<String, Box<Diagnostic>> {
        let page = self.contexts.page("agreement", &report.title, &report.url, Vec::new());
        let Variables { template, context } =
            self.contexts.variables(&PageData { page, own: AgreementData { entry } })?;
        let html = self.theme.render_with(template, &context, &report.source)?;
        Ok(html.trim_end().to_owned())
    }

    /// Returns these points by report, each in full.
    pub(super) fn whole(
        &self,
        points: &[PointPlace],
        items: &ReportItems,
    ) -> Result<Vec<PointGroup>, Box<Diagnostic>> {
        self.groups(points, items, Entry::form_after)
    }

    /// Returns these points by report, in brief if the register is large.
    pub(super) fn shortened(
        &self,
        points: &[PointPlace],
        items: &ReportItems,
    ) -> Result<Vec<PointGroup>, Box<Diagnostic>> {
        if self.are_brief() {
            self.groups(points, items, |_, _| Form::Brief)
        } else {
            self.whole(points, items)
        }
    }

    /// Returns these points by report, each in the form that suits the passages before it.
    fn groups(
        &self,
        points: &[PointPlace],
        items: &ReportItems,
        form: fn(&Entry, &[usize]) -> Form,
    ) -> Result<Vec<PointGroup>, Box<Diagnostic>> {
        let group = |points: &[PointPlace]| {
            let mut before = Vec::new();
            let html = |place: &PointPlace| {
                let entry = self.entry(*place)?;
                before.push(entry.passage);
                Ok(Html::new(&entry.html(form(&entry, &before))))
            };
            let entries = points.iter().map(html).collect::<Result<_, Box<Diagnostic>>>()?;
            Ok(PointGroup { report: items.at(points[0].report()), entries })
        };
        points.chunk_by(|a, b| a.report() == b.report()).map(group).collect()
    }
}

impl Entry {
    /// Returns the form to use after these passages of the report.
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
