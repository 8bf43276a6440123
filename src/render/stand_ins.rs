//! The pages at addresses without a document: former addresses, withdrawn documents, missing translations.

use std::collections::BTreeMap;

use super::context::Contexts;
use super::page::PageToRender;
use super::templates::{
    Alternate, EmptiedData, PageData, RedirectData, TargetItem, Template, UntranslatedData, WithdrawnData,
};
use super::view::View;
use crate::diagnostic::Diagnostic;
use crate::model::Site;
use crate::model::stand_ins::{Emptied, Redirect, Tombstone, Untranslated};
use crate::url::UrlPath;

/// Returns the pages of one language. Each gives way to any other page with its address.
pub(super) fn pages<'a>(contexts: &'a Contexts<'a>) -> Vec<PageToRender<'a>> {
    let stand_ins = &contexts.view.language.stand_ins;
    let emptied = stand_ins
        .emptied
        .iter()
        .map(|list| PageToRender::new(contexts, &list.url, move || Ok(emptied(contexts, list))));
    let untranslated = stand_ins.untranslated.iter().map(|report| {
        let data = move || Ok(notice(contexts, report));
        PageToRender::new(contexts, &report.url, data).of_document(&report.source)
    });
    let tombstones = stand_ins.tombstones.iter().map(|tombstone| {
        let data = move || Ok(withdrawn(contexts, tombstone));
        PageToRender::new(contexts, &tombstone.url, data).of_document(&tombstone.source)
    });
    let redirects = stand_ins.redirects.iter().map(|moved| {
        let data = move || Ok(redirect(contexts, moved));
        PageToRender::new(contexts, &moved.from, data).of_document(&moved.place.file)
    });
    // One whose address something else has now gives way to it.
    emptied.chain(untranslated).chain(tombstones).chain(redirects).collect()
}

fn notice<'a>(contexts: &Contexts<'_>, report: &'a Untranslated) -> PageData<UntranslatedData<'a>> {
    let alternates = contexts.view.translated(&report.url, &report.translations);
    let originals: Vec<Alternate> =
        alternates.iter().filter(|other| !other.current && other.same_page).cloned().collect();
    let own = UntranslatedData {
        original_lang: &report.language,
        originals,
        date: report.date.map(|date| contexts.view.date(date, report.end_date)),
        datetime: report.date.map(|date| date.to_string()),
    };
    PageData { page: contexts.page("untranslated", &report.title, &report.url, alternates), own }
}

fn withdrawn<'a>(contexts: &Contexts<'_>, tombstone: &'a Tombstone) -> PageData<WithdrawnData<'a>> {
    let view = contexts.view;
    let alternates = view.translated(&tombstone.url, &tombstone.translations);
    let withdrawal = &tombstone.withdrawal;
    let own = WithdrawnData {
        date: tombstone.date.map(|date| view.date(date, tombstone.end_date)),
        datetime: tombstone.date.map(|date| date.to_string()),
        withdrawn_on: withdrawal.date.map(|date| view.date_item(date)),
        reason: withdrawal.reason.as_deref(),
    };
    PageData { page: contexts.page("withdrawn", &tombstone.title, &tombstone.url, alternates), own }
}

fn emptied(contexts: &Contexts<'_>, list: &Emptied) -> PageData<EmptiedData> {
    let page = contexts.titled("emptied", "emptied_title", &list.url, Vec::new());
    let above = target(contexts.view, &list.above_title, &list.above);
    PageData { page, own: EmptiedData { above } }
}

fn target(view: View<'_>, title: &str, url: &UrlPath) -> TargetItem {
    TargetItem { title: title.to_owned(), href: view.href(url), url: view.absolute(url) }
}

fn redirect(contexts: &Contexts<'_>, moved: &Redirect) -> PageData<RedirectData> {
    let page = contexts.titled("redirect", "moved_title", &moved.from, Vec::new());
    let target = target(contexts.view, &moved.title, &moved.to);
    PageData { page, own: RedirectData { target } }
}

/// Reports every former address that something has today: among `pages`, or where `is_file` says so.
pub(super) fn check_redirects(
    site: &Site,
    pages: &[PageToRender<'_>],
    is_file: &dyn Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let redirects = || site.languages.iter().flat_map(|language| &language.stand_ins.redirects);
    if redirects().next().is_none() {
        return;
    }
    let gives_way = |template: &str| [RedirectData::FILE, EmptiedData::FILE].contains(&template);
    let others = pages.iter().filter(|page| !gives_way(page.template));
    let by_path: BTreeMap<String, &str> =
        others.map(|page| (page.output.to_lowercase(), page.source.unwrap_or_default())).collect();
    for redirect in redirects() {
        let path = redirect.from.output_path();
        let owner = by_path.get(&path.to_lowercase()).copied();
        let in_use = Diagnostic::error("model::alias-in-use");
        let in_use = match owner {
            Some(owner) if owner == redirect.place.file => in_use.variant("own"),
            Some(owner) if owner.ends_with(".md") => in_use.variant("file").with("owner", owner),
            Some(_) => in_use,
            None if is_file(&path) => in_use,
            None => continue,
        };
        let address = format!("/{}", redirect.from);
        diagnostics.push(in_use.with("address", address).at(redirect.place.clone()));
    }
}
