//! The data of templates for the register of agreements: the lists of points, and their index.

mod agreement;
mod entries;

pub(super) use agreement::kinds_of_report;
pub(super) use entries::{Entries, Kept};

use super::items::{ReportItems, pager};
use super::templates::{
    AgreementListData, AgreementsData, ListFilter, ListLink, PointListItem, RegisterFacet,
};
use super::view::View;
use crate::diagnostic::Diagnostic;
use crate::model::{ListOf, PAGE_POINTS, PointList, PointPlace};

/// The number of points on the entry page of the register.
const LATEST_POINTS: usize = 20;

/// Returns the data of the entry page: the latest points and all lists.
pub(super) fn index(entries: &Entries<'_>, items: &ReportItems) -> Result<AgreementsData, Box<Diagnostic>> {
    let view = entries.view();
    let reports = view.language.reports.iter().enumerate();
    let all = reports.flat_map(|(report, found)| {
        let points = found.points.iter().enumerate().filter(|(_, point)| point.is_agreement);
        points.map(move |(point, _)| PointPlace::new(report, point))
    });
    let latest: Vec<PointPlace> = all.take(LATEST_POINTS).collect();
    Ok(AgreementsData {
        groups: entries.whole(&latest, items)?,
        facets: facets(view),
        point_count: view.language.register.point_count,
        page_points: PAGE_POINTS,
        are_brief: entries.are_brief(),
    })
}

/// Returns the data of a page of a list, counting from 1.
pub(super) fn page(
    entries: &Entries<'_>,
    list: &PointList,
    page: usize,
    items: &ReportItems,
) -> Result<AgreementListData, Box<Diagnostic>> {
    let view = entries.view();
    let start = (page - 1) * PAGE_POINTS;
    let points = &list.points[start..list.points.len().min(start + PAGE_POINTS)];
    let groups = match list.of {
        ListOf::Year(_) | ListOf::Undated => entries.whole(points, items)?,
        ListOf::Kind(_) | ListOf::Term(_) | ListOf::Addressee(_) => entries.shortened(points, items)?,
    };
    let about = match list.of {
        ListOf::Term(place) | ListOf::Addressee(place) => Some(view.term_link(place)),
        ListOf::Kind(_) | ListOf::Year(_) | ListOf::Undated => None,
    };
    Ok(AgreementListData {
        groups,
        point_count: list.points.len(),
        pager: pager(page, list.page_count(), |page| view.href(&list.page_url(page))),
        about,
        filter: address(view, list),
    })
}

/// Returns the title of a list: *Acuerdos sobre TRICAMEX*.
pub(super) fn title(view: View<'_>, list: &PointList) -> String {
    let name = label(view, list.of);
    let pattern = match list.of {
        ListOf::Kind(_) | ListOf::Undated => "agreements_of_kind",
        ListOf::Year(_) => "agreements_of_year",
        ListOf::Term(_) => "agreements_about",
        ListOf::Addressee(_) => "agreements_to",
    };
    view.text(pattern).replace("{name}", &name)
}

/// Returns the link to a list, if it has points.
pub(super) fn list_link(view: View<'_>, of: ListOf) -> Option<ListLink> {
    let list = view.language.register.list_of(of)?;
    Some(ListLink { href: view.href(&list.url), count: list.points.len() })
}

/// Returns the label of a list within its facet.
fn label(view: View<'_>, of: ListOf) -> String {
    match of {
        ListOf::Kind(kind) => view.site.act_name(kind, &view.language.language).to_owned(),
        ListOf::Year(year) => year.0.to_string(),
        ListOf::Undated => view.text("undated").to_owned(),
        ListOf::Term(place) | ListOf::Addressee(place) => {
            let term = &view.language.term(place).term;
            term.short(view.code()).to_owned()
        }
    }
}

/// Returns the facet of a list and its value, as in addresses of the register: `country` and `mx`.
fn address(view: View<'_>, list: &PointList) -> ListFilter {
    let (_, value) = list.path.split_once('/').unwrap_or_default();
    let facet = match list.of {
        ListOf::Kind(_) => "kind",
        ListOf::Year(_) | ListOf::Undated => "year",
        ListOf::Addressee(_) => "to",
        ListOf::Term(place) => &view.language.taxonomies[place.taxonomy].taxonomy.id,
    };
    ListFilter { facet: facet.to_owned(), value: value.to_owned() }
}

/// Returns all lists by facet, kinds first.
fn facets(view: View<'_>) -> Vec<RegisterFacet> {
    let mut facets: Vec<RegisterFacet> = Vec::new();
    for list in &view.language.register.lists {
        let ListFilter { facet: id, value } = address(view, list);
        let item = PointListItem {
            value,
            path: list.path.clone(),
            label: label(view, list.of),
            href: view.href(&list.url),
            count: list.points.len(),
        };
        match facets.last_mut().filter(|facet| facet.id == id) {
            Some(facet) => facet.lists.push(item),
            None => facets.push(RegisterFacet { id, title: facet_title(view, list.of), lists: vec![item] }),
        }
    }
    facets
}

/// Returns the title of a list's facet.
fn facet_title(view: View<'_>, of: ListOf) -> String {
    let title = match of {
        ListOf::Kind(_) => view.text("agreements_kind"),
        ListOf::Year(_) | ListOf::Undated => view.text("facet_year"),
        ListOf::Addressee(_) => view.text("agreements_addressee"),
        ListOf::Term(place) => {
            let taxonomy = &view.language.taxonomies[place.taxonomy].taxonomy;
            taxonomy.name.get(view.code()).unwrap_or_default()
        }
    };
    title.to_owned()
}
