//! The pages at addresses without a document: former addresses, withdrawn documents, missing translations.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::context::{Alternate, Contexts};
use super::page::PageToRender;
use super::standing::date_item;
use crate::diagnostic::Diagnostic;
use crate::model::Site;
use crate::model::stand_ins::{Emptied, Redirect, Tombstone, Untranslated};
use crate::url::UrlPath;

const REDIRECT_TEMPLATE: &str = "redirect.html";
const EMPTIED_TEMPLATE: &str = "emptied.html";

/// Where a former address leads.
#[derive(Serialize)]
struct TargetItem {
    title: String,
    href: String,
    url: String,
}

/// Returns the pages of one language. Each gives way to any other page with its address.
pub(super) fn pages<'a>(contexts: &'a Contexts<'a>) -> Vec<PageToRender<'a>> {
    let stand_ins = &contexts.language.stand_ins;
    let emptied = stand_ins
        .emptied
        .iter()
        .map(|list| PageToRender::new(EMPTIED_TEMPLATE, &list.url, move || emptied(contexts, list)));
    let untranslated = stand_ins.untranslated.iter().map(|report| {
        let context = move || notice(contexts, report);
        PageToRender::new("untranslated.html", &report.url, context).of_document(&report.source)
    });
    let tombstones = stand_ins.tombstones.iter().map(|tombstone| {
        let context = move || withdrawn(contexts, tombstone);
        PageToRender::new("withdrawn.html", &tombstone.url, context).of_document(&tombstone.source)
    });
    let redirects = stand_ins.redirects.iter().map(|moved| {
        let context = move || redirect(contexts, moved);
        PageToRender::new(REDIRECT_TEMPLATE, &moved.from, context).of_document(&moved.place.file)
    });
    // One whose address something else has now gives way to it.
    emptied.chain(untranslated).chain(tombstones).chain(redirects).collect()
}

fn notice(contexts: &Contexts<'_>, report: &Untranslated) -> tera::Context {
    let strings = &contexts.language.strings;
    let alternates = contexts.translated(&report.url, &report.translations);
    let originals: Vec<Alternate> =
        alternates.iter().filter(|other| !other.current && other.same_page).cloned().collect();
    let about = contexts.page("untranslated", &report.title, &report.url, alternates);
    let date = report.date.map(|date| strings.date(date, report.end_date));
    let values = vec![
        ("original_lang", Value::from_serializable(&report.language)),
        ("originals", Value::from_serializable(&originals)),
        ("date", Value::from_serializable(&date)),
        ("datetime", Value::from_serializable(&report.date.map(|date| date.to_string()))),
    ];
    contexts.context(&about, values)
}

fn withdrawn(contexts: &Contexts<'_>, tombstone: &Tombstone) -> tera::Context {
    let strings = &contexts.language.strings;
    let alternates = contexts.translated(&tombstone.url, &tombstone.translations);
    let about = contexts.page("withdrawn", &tombstone.title, &tombstone.url, alternates);
    let date = tombstone.date.map(|date| strings.date(date, tombstone.end_date));
    let withdrawal = &tombstone.withdrawal;
    let withdrawn_on = withdrawal.date.map(|date| date_item(date, strings));
    let values = vec![
        ("date", Value::from_serializable(&date)),
        ("datetime", Value::from_serializable(&tombstone.date.map(|date| date.to_string()))),
        ("withdrawn_on", Value::from_serializable(&withdrawn_on)),
        ("reason", Value::from_serializable(&withdrawal.reason)),
    ];
    contexts.context(&about, values)
}

fn emptied(contexts: &Contexts<'_>, list: &Emptied) -> tera::Context {
    let about = contexts.titled("emptied", "emptied_title", &list.url, Vec::new());
    let above = target(contexts, &list.above_title, &list.above);
    contexts.context(&about, vec![("above", Value::from_serializable(&above))])
}

fn target(contexts: &Contexts<'_>, title: &str, url: &UrlPath) -> TargetItem {
    TargetItem { title: title.to_owned(), href: contexts.href(url), url: contexts.absolute(url) }
}

fn redirect(contexts: &Contexts<'_>, moved: &Redirect) -> tera::Context {
    let about = contexts.titled("redirect", "moved_title", &moved.from, Vec::new());
    let target = target(contexts, &moved.title, &moved.to);
    let values = vec![("target", Value::from_serializable(&target))];
    contexts.context(&about, values)
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
    let gives_way = |template: &str| [REDIRECT_TEMPLATE, EMPTIED_TEMPLATE].contains(&template);
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
