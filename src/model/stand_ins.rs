//! Pages at addresses without a document: former addresses, withdrawn documents and missing translations.
//!
//! They are left out of lists, feeds, the sitemap and the index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::LanguageSite;
use crate::config::Taxonomy;
use crate::diagnostic::{Diagnostic, Place, Places, error};
use crate::parse::Document;
use crate::parse::standing::Withdrawal;
use crate::table::value::Spanned;
use crate::url::UrlPath;

/// The pages at addresses without a document, in one language.
#[derive(Clone, Debug, Default)]
pub struct StandIns {
    /// Former addresses.
    pub redirects: Vec<Redirect>,
    /// Withdrawn documents.
    pub tombstones: Vec<Tombstone>,
    /// Reports that are not translated to this language.
    pub untranslated: Vec<Untranslated>,
    /// Pages of lists that were published before. Each is used only if its list no longer exists.
    pub emptied: Vec<Emptied>,
}

/// A former address, which redirects to the document.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The former address.
    pub from: UrlPath,
    /// The document's current address.
    pub to: UrlPath,
    /// The document's title.
    pub title: String,
    /// The place of the former address in the front matter.
    pub place: Place,
    /// Whether it was written for another site, and gives way to any other page without a word.
    pub gives_way: bool,
}

/// A withdrawn document: its address, its title, and the reason.
#[derive(Clone, Debug)]
pub struct Tombstone {
    /// The id that it shares with its translations.
    pub id: String,
    /// The path of the source, relative to the site's folder.
    pub source: String,
    /// Its address.
    pub url: UrlPath,
    /// Its title.
    pub title: String,
    /// The first day of the meeting.
    pub date: Option<Date>,
    /// The last day of a meeting of several days.
    pub end_date: Option<Date>,
    /// The date and reason of the withdrawal.
    pub withdrawal: Withdrawal,
    /// Its counterparts in other languages: documents or tombstones.
    pub translations: Vec<(String, UrlPath)>,
}

/// A report that exists only in other languages.
#[derive(Clone, Debug)]
pub struct Untranslated {
    /// The address that its translation would have.
    pub url: UrlPath,
    /// The source of the original.
    pub source: String,
    /// The original's language.
    pub language: String,
    /// The original's title.
    pub title: String,
    /// The first day of the meeting.
    pub date: Option<Date>,
    /// The last day of a meeting of several days.
    pub end_date: Option<Date>,
    /// The languages that have it, with its address in each.
    pub translations: Vec<(String, UrlPath)>,
}

/// A page of a list – a year, a term, a part of the register – that was published before and may be empty
/// now.
#[derive(Clone, Debug)]
pub struct Emptied {
    /// Its address.
    pub url: UrlPath,
    /// The nearest existing list above it.
    pub above: UrlPath,
    /// The title of that list.
    pub above_title: String,
}

/// A document with its address.
pub(super) struct Placed<'a> {
    pub(super) document: &'a Document,
    pub(super) url: &'a UrlPath,
}

/// Adds the pages at addresses without a document to each language. The texts of `withdrawn` documents have
/// already been removed.
pub(super) fn add(
    languages: &mut [LanguageSite],
    published: &[Placed<'_>],
    withdrawn: &[Placed<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Addresses that differ only in case are the same folder on many systems.
    let key = |url: &UrlPath| url.as_str().to_lowercase();
    let mut taken: BTreeSet<String> = published.iter().map(|placed| key(placed.url)).collect();
    for placed in withdrawn {
        if !taken.insert(key(placed.url)) {
            diagnostics.push(address_of_withdrawn_is_taken(placed));
        }
    }
    let mut aliases: BTreeMap<String, &str> = BTreeMap::new();
    let all = || published.iter().chain(withdrawn);
    let own = all().flat_map(|placed| redirects(placed, false).into_iter().map(move |moved| (placed, moved)));
    let others =
        all().flat_map(|placed| redirects(placed, true).into_iter().map(move |moved| (placed, moved)));
    for (placed, redirect) in own.chain(others) {
        let Some(language) = language_of(languages, &placed.document.language) else { continue };
        match aliases.get(&key(&redirect.from)) {
            None => {
                aliases.insert(key(&redirect.from), &placed.document.path);
                Arc::make_mut(&mut language.stand_ins).redirects.push(redirect);
            }
            Some(first) if !redirect.gives_way => diagnostics.push(two_moved_from(redirect, first)),
            Some(_) => {}
        }
    }
    taken.extend(aliases.into_keys());
    add_tombstones(languages, published, withdrawn);
    add_untranslated(languages, &mut taken);
}

/// Adds the addresses of a language's lists among `published`, all addresses that the site has ever
/// published. If the last report of a list is removed, links to the list still lead to a page that says where
/// to look.
pub(super) fn add_emptied(language: &mut LanguageSite, taxonomies: &[Taxonomy], published: &[UrlPath]) {
    if published.is_empty() {
        return;
    }
    let lists = lists(language);
    let folders = list_folders(language, taxonomies);
    let is_list = |url: &UrlPath| folders.iter().any(|folder| url.as_str().starts_with(folder.as_str()));
    let emptied = published.iter().filter(|url| is_list(url) && !lists.contains_key(url)).map(|url| {
        let above = above(url).find_map(|above| lists.get_key_value(&above));
        let (above, title) = above.map_or_else(
            || (language.urls.reports.clone(), language.strings.get("reports_title").to_owned()),
            |(above, title)| (above.clone(), title.clone()),
        );
        Emptied { url: url.clone(), above, above_title: title }
    });
    let emptied = emptied.collect();
    Arc::make_mut(&mut language.stand_ins).emptied = emptied;
}

/// Returns the existing lists with their titles.
fn lists(language: &LanguageSite) -> BTreeMap<UrlPath, String> {
    let mut lists = BTreeMap::new();
    let code = &language.language.code;
    for pages in language.taxonomies.iter() {
        let name = pages.taxonomy.plural.get(code).unwrap_or(&pages.taxonomy.id);
        lists.insert(pages.url.clone(), name.to_owned());
        lists.extend(pages.terms.iter().map(|page| (page.url.clone(), page.term.label(code).to_owned())));
    }
    if language.register.point_count > 0 {
        let title = language.strings.get("agreements_title");
        let urls = language.register.lists.iter().map(|list| &list.url).chain([&language.register.url]);
        lists.extend(urls.map(|url| (url.clone(), title.to_owned())));
    }
    if !language.commitment_list.commitments.is_empty() {
        lists.insert(
            language.commitment_list.url.clone(),
            language.strings.get("commitments_title").to_owned(),
        );
    }
    lists
}

/// Returns the folders whose pages are lists, whether or not they contain any.
fn list_folders(language: &LanguageSite, taxonomies: &[Taxonomy]) -> Vec<UrlPath> {
    let home = language.urls.home.as_str();
    let slug = |taxonomy: &'_ Taxonomy| {
        let slug = taxonomy.slug.get(&language.language.code).unwrap_or(&taxonomy.id);
        UrlPath::page([home, slug])
    };
    let mut folders: Vec<UrlPath> = taxonomies.iter().map(slug).collect();
    folders.push(UrlPath::page([home, language.strings.get("paths.years")]));
    folders.extend([language.register.url.clone(), language.commitment_list.url.clone()]);
    folders
}

/// Returns the addresses above an address, the nearest first, without the site's root.
fn above(url: &UrlPath) -> impl Iterator<Item = UrlPath> {
    let parts: Vec<String> =
        url.as_str().split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    (1..parts.len()).rev().map(move |count| UrlPath::page(parts[..count].iter().map(String::as_str)))
}

fn language_of<'a>(languages: &'a mut [LanguageSite], code: &str) -> Option<&'a mut LanguageSite> {
    languages.iter_mut().find(|language| language.language.code == code)
}

/// Returns the redirects to a document: those of its former addresses, or of its addresses on another site.
fn redirects(placed: &Placed<'_>, gives_way: bool) -> Vec<Redirect> {
    let standing = &placed.document.front.standing;
    let aliases = if gives_way { &standing.other_addresses } else { &standing.aliases };
    if aliases.is_empty() {
        return Vec::new();
    }
    let text = placed.document.source.read();
    let places = Places::new(&placed.document.path, &text);
    let redirect = |alias: &Spanned<UrlPath>| Redirect {
        from: alias.value.clone(),
        to: placed.url.clone(),
        title: title(placed.document),
        place: places.at(alias.range.clone()),
        gives_way,
    };
    aliases.iter().map(redirect).collect()
}

fn title(document: &Document) -> String {
    document.front.title.clone().unwrap_or_else(|| document.stem.clone())
}

fn two_moved_from(redirect: Redirect, first: &str) -> Diagnostic {
    let address = format!("/{}", redirect.from);
    let same = if redirect.place.file == first {
        error!("model::same-alias", "twice", address = address)
    } else {
        error!("model::same-alias", file = first, address = address)
    };
    same.at(redirect.place)
}

fn address_of_withdrawn_is_taken(placed: &Placed<'_>) -> Diagnostic {
    error!("model::same-address", "withdrawn", address = format!("/{}", placed.url))
        .at(Place::file(&placed.document.path))
}

/// The addresses of documents by kind and id, each with its language.
type ById<'a> = BTreeMap<(bool, &'a str), Vec<(&'a str, &'a UrlPath)>>;

fn add_tombstones(languages: &mut [LanguageSite], published: &[Placed<'_>], withdrawn: &[Placed<'_>]) {
    if withdrawn.is_empty() {
        return;
    }
    let mut by_id = ById::new();
    for Placed { document, url, .. } in published.iter().chain(withdrawn) {
        let group = by_id.entry(document.pairing()).or_default();
        if group.iter().all(|(language, _)| *language != document.language) {
            group.push((&document.language, url));
        }
    }
    for Placed { document, url, .. } in withdrawn {
        let Some(language) = language_of(languages, &document.language) else { continue };
        let front = &document.front;
        let group = &by_id[&document.pairing()];
        let others = group.iter().filter(|(language, _)| *language != document.language);
        Arc::make_mut(&mut language.stand_ins).tombstones.push(Tombstone {
            id: front.id.clone(),
            source: document.path.clone(),
            url: (*url).clone(),
            title: title(document),
            date: front.date,
            end_date: front.end_date,
            withdrawal: front.standing.withdrawal.clone().unwrap_or_default(),
            translations: others.map(|(code, url)| ((*code).to_owned(), (*url).clone())).collect(),
        });
    }
}

/// Adds, for each report, a notice to each language that lacks it, and records the notice in the report. No
/// notice is added at an address that is `taken`.
fn add_untranslated(languages: &mut [LanguageSite], taken: &mut BTreeSet<String>) {
    let roots: Vec<(String, String)> = languages
        .iter()
        .map(|language| (language.language.code.clone(), language.urls.reports.as_str().to_owned()))
        .collect();
    // The notices by language and id of the report.
    let mut notices: BTreeMap<(usize, String), UrlPath> = BTreeMap::new();
    for (at, language) in languages.iter().enumerate() {
        let tombstones = language.stand_ins.tombstones.iter();
        notices.extend(tombstones.map(|tombstone| ((at, tombstone.id.clone()), tombstone.url.clone())));
    }
    let mut untranslated: Vec<Vec<Untranslated>> = languages.iter().map(|_| Vec::new()).collect();
    for (language, (code, root)) in languages.iter_mut().zip(&roots) {
        for report in language.reports.iter_mut().map(Arc::make_mut) {
            for (at, (other, other_root)) in roots.iter().enumerate() {
                if other == code || report.translations.iter().any(|(language, _)| language == other) {
                    continue;
                }
                let place = (at, report.id.clone());
                if !notices.contains_key(&place) {
                    let rest = report.url.as_str().strip_prefix(root.as_str()).unwrap_or_default();
                    let url = UrlPath::page([other_root.as_str(), rest]);
                    if !taken.insert(url.as_str().to_lowercase()) {
                        continue;
                    }
                    let mut translations = report.translations.clone();
                    translations.push((code.clone(), report.url.clone()));
                    untranslated[at].push(Untranslated {
                        url: url.clone(),
                        source: report.source.clone(),
                        language: code.clone(),
                        title: report.title.clone(),
                        date: report.front.date,
                        end_date: report.front.end_date,
                        translations,
                    });
                    notices.insert(place.clone(), url);
                }
                report.notices.extend(notices.get(&place).map(|url| (other.clone(), url.clone())));
            }
        }
    }
    for (language, of_language) in languages.iter_mut().zip(untranslated) {
        Arc::make_mut(&mut language.stand_ins).untranslated = of_language;
    }
}
