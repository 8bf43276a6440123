//! The pages at addresses without a document: former addresses, withdrawn documents, missing translations.

use std::collections::BTreeMap;

use super::maker::Maker;
use super::page::PageToRender;
use super::templates::{
    Alternate, EmptiedData, PageData, RedirectData, TargetItem, Template, UntranslatedData, WithdrawnData,
};
use super::view::View;
use crate::diagnostic::{Diagnostic, error};
use crate::model::stand_ins::StandIns;
use crate::model::{LanguageSite, Site};
use crate::url::UrlPath;

/// Returns the pages for a language, by its index. Any other page at the same address takes precedence.
pub(super) fn pages(place: usize, language: &LanguageSite) -> Vec<PageToRender> {
    let StandIns { redirects, tombstones, untranslated, emptied } = &*language.stand_ins;
    let emptied = emptied.iter().enumerate().map(|(at, list)| {
        PageToRender::new::<EmptiedData>(place, &list.url, move |maker| maker.variables(&maker.emptied(at)))
    });
    let untranslated = untranslated.iter().enumerate().map(|(at, report)| {
        let page = PageToRender::new::<UntranslatedData<'_>>(place, &report.url, move |maker| {
            maker.variables(&maker.untranslated(at))
        });
        page.of_document(&report.source)
    });
    let tombstones = tombstones.iter().enumerate().map(|(at, tombstone)| {
        let page = PageToRender::new::<WithdrawnData<'_>>(place, &tombstone.url, move |maker| {
            maker.variables(&maker.withdrawn(at))
        });
        page.of_document(&tombstone.source)
    });
    let redirects = redirects.iter().enumerate().map(|(at, moved)| {
        let page = PageToRender::new::<RedirectData>(place, &moved.from, move |maker| {
            maker.variables(&maker.redirect(at))
        });
        page.of_document(&moved.place.file)
    });
    // Pages at addresses that are in use again are dropped.
    emptied.chain(untranslated).chain(tombstones).chain(redirects).collect()
}

impl<'a> Maker<'a> {
    fn untranslated(&self, at: usize) -> PageData<UntranslatedData<'a>> {
        let report = &self.view.language.stand_ins.untranslated[at];
        let alternates = self.view.translated(&report.url, &report.translations);
        let originals: Vec<Alternate> =
            alternates.iter().filter(|other| !other.current && other.same_page).cloned().collect();
        let own = UntranslatedData {
            original_lang: &report.language,
            originals,
            date: report.date.map(|date| self.view.date(date, report.end_date)),
            datetime: report.date.map(|date| date.to_string()),
        };
        PageData { page: self.contexts.page("untranslated", &report.title, &report.url, alternates), own }
    }

    fn withdrawn(&self, at: usize) -> PageData<WithdrawnData<'a>> {
        let view = self.view;
        let tombstone = &view.language.stand_ins.tombstones[at];
        let alternates = view.translated(&tombstone.url, &tombstone.translations);
        let withdrawal = &tombstone.withdrawal;
        let own = WithdrawnData {
            date: tombstone.date.map(|date| view.date(date, tombstone.end_date)),
            datetime: tombstone.date.map(|date| date.to_string()),
            withdrawn_on: withdrawal.date.map(|date| view.date_item(date)),
            reason: withdrawal.reason.as_deref(),
        };
        PageData { page: self.contexts.page("withdrawn", &tombstone.title, &tombstone.url, alternates), own }
    }

    fn emptied(&self, at: usize) -> PageData<EmptiedData> {
        let list = &self.view.language.stand_ins.emptied[at];
        let page = self.contexts.titled("emptied", "emptied_title", &list.url, Vec::new());
        let above = target(self.view, &list.above_title, &list.above);
        PageData { page, own: EmptiedData { above } }
    }

    fn redirect(&self, at: usize) -> PageData<RedirectData> {
        let moved = &self.view.language.stand_ins.redirects[at];
        let page = self.contexts.titled("redirect", "moved_title", &moved.from, Vec::new());
        let target = target(self.view, &moved.title, &moved.to);
        PageData { page, own: RedirectData { target } }
    }
}

fn target(view: View<'_>, title: &str, url: &UrlPath) -> TargetItem {
    TargetItem { title: title.to_owned(), href: view.href(url), url: view.absolute(url) }
}

/// Reports every former address that is in use again: by one of `pages`, or by a file according to `is_file`.
pub(super) fn check_redirects(
    site: &Site,
    pages: &[PageToRender],
    is_file: &dyn Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let redirects = || {
        site.languages
            .iter()
            .flat_map(|language| &language.stand_ins.redirects)
            .filter(|redirect| !redirect.gives_way)
    };
    if redirects().next().is_none() {
        return;
    }
    let gives_way = |template: &str| [RedirectData::FILE, EmptiedData::FILE].contains(&template);
    let others = pages.iter().filter(|page| !gives_way(page.template));
    let by_path: BTreeMap<String, &str> =
        others.map(|page| (page.output.to_lowercase(), page.source.as_deref().unwrap_or_default())).collect();
    for redirect in redirects() {
        let path = redirect.from.output_path();
        let owner = by_path.get(&path.to_lowercase()).copied();
        let address = format!("/{}", redirect.from);
        let in_use = match owner {
            Some(owner) if owner == redirect.place.file => {
                error!("model::alias-in-use", "own", address = address)
            }
            Some(owner) if owner.ends_with(".md") => {
                error!("model::alias-in-use", "file", owner = owner, address = address)
            }
            None if !is_file(&path) => continue,
            _ => error!("model::alias-in-use", address = address),
        };
        diagnostics.push(in_use.at(redirect.place.clone()));
    }
}
