//! `urls.lock`: every address that the site has ever published, with the anchors of its points and headings.
//!
//! A build compares itself with the file and reports what would break; `actas lock` adds what is new. Lines
//! are only ever removed by a person. The format is described in `docs/urls-lock.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::model::{LanguageSite, Site};
use crate::parse::reserved::is_of_page;
use crate::source::{LOCK_FILE, Source};
use crate::url::{UrlPath, decode};
use crate::write::{about, put_file};

/// The first line: what the file is, and the version of its format.
const HEADER: &str = "actas-urls 1";
/// The beginning of the first line in any version.
const HEADER_NAME: &str = "actas-urls ";

/// The most broken addresses and anchors that are reported one by one.
const PROBLEMS_MAX: usize = 50;

/// The page that a server shows for a wrong address; it has no address of its own.
const NOT_FOUND_PAGE: &str = "404.html";

/// Whether an output page is shown in place of others, so that its own address need not be kept.
fn is_stand_in(path: &str, site: &Site) -> bool {
    let is_offline = |language: &LanguageSite| language.urls.offline.as_str() == path;
    path == NOT_FOUND_PAGE || site.config.offline.is_kept() && site.languages.iter().any(is_offline)
}

/// What a build publishes that links from elsewhere can refer to.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Every page by its address, like `/informes/2017-06-21-san-salvador/`.
    pages: BTreeMap<String, Page>,
    /// Former addresses, and where they lead.
    redirects: BTreeMap<String, String>,
}

/// What links can refer to in a page.
#[derive(Clone, Debug, Default)]
struct Page {
    anchors: BTreeSet<String>,
    /// The file that it is made from; empty for lists and the like.
    source: String,
    /// Only the address of a withdrawn document is left.
    is_withdrawn: bool,
}

impl Published {
    /// Returns what the files of `output`, made from `site`, publish: its HTML pages except those shown in
    /// place of others, redirects, and notices that something is not translated.
    pub fn new(site: &Site, output: &BTreeSet<String>) -> Published {
        let mut published = Published::default();
        let files: BTreeSet<String> = site.attachments.iter().map(|file| file.url.output_path()).collect();
        let pages = output.iter().filter(|path| path.ends_with(".html"));
        for path in pages.filter(|path| !is_stand_in(path, site) && !files.contains(*path)) {
            published.pages.insert(address_of_file(path), Page::default());
        }
        for language in &site.languages {
            for untranslated in &language.stand_ins.untranslated {
                published.pages.remove(&address(&untranslated.url));
            }
            for redirect in &language.stand_ins.redirects {
                let from = address(&redirect.from);
                published.pages.remove(&from);
                published.redirects.insert(from, address(&redirect.to));
            }
        }
        published.add_documents(site);
        published
    }

    fn add_documents(&mut self, site: &Site) {
        for language in &site.languages {
            for report in &language.reports {
                let anchors = report.anchors().into_iter().map(str::to_owned).collect();
                self.add(&report.url, Page { anchors, source: report.source.clone(), is_withdrawn: false });
            }
            for page in language.pages.iter().chain(language.home.as_deref()) {
                let (anchors, source) = (page.anchors.clone(), page.source.clone());
                self.add(&page.url, Page { anchors, source, is_withdrawn: false });
            }
            for tombstone in &language.stand_ins.tombstones {
                let (anchors, source) = (BTreeSet::new(), tombstone.source.clone());
                self.add(&tombstone.url, Page { anchors, source, is_withdrawn: true });
            }
        }
    }

    fn add(&mut self, url: &UrlPath, page: Page) {
        self.pages.insert(address(url), page);
    }

    /// Returns the page at an address, or the one it redirects to.
    fn find(&self, address: &str) -> Option<(&str, &Page)> {
        let address = self.redirects.get(address).map_or(address, String::as_str);
        self.pages.get_key_value(address).map(|(address, page)| (address.as_str(), page))
    }
}

/// Returns an address as it is written in the file: from the site's root, percent-encoded.
fn address(url: &UrlPath) -> String {
    format!("/{}", url.encoded())
}

fn address_of_file(path: &str) -> String {
    address(&UrlPath::of_output(path))
}

/// A line of the file: an address with its anchors.
struct Entry<'a> {
    /// The number of the line, from 1.
    line: usize,
    text: &'a str,
    address: &'a str,
    anchors: Vec<&'a str>,
}

impl Entry<'_> {
    /// Returns the place of a part of the line.
    fn place(&self, part: &str) -> Place {
        place(self.line, self.text, part)
    }
}

/// Returns the place of `part` in a line, without scanning the whole file.
fn place(line: usize, text: &str, part: &str) -> Place {
    let start = text.find(part).unwrap_or(0);
    Place { line, ..Place::in_text(LOCK_FILE, text, start..start + part.len()) }
}

/// Reads the file and reports malformed lines. A file that cannot be read as a whole has no entries.
fn read<'a>(source: &'a Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry<'a>> {
    let mut lines = (1..).zip(source.text.lines());
    let (_, first) = lines.next().unwrap_or((1, ""));
    if first.trim_end() != HEADER {
        diagnostics.push(wrong_header(first));
        return Vec::new();
    }
    let mut entries = Vec::new();
    for (line, text) in lines {
        let mut parts = text.split_whitespace();
        let Some(address) = parts.next() else { continue };
        let anchors: Option<Vec<&str>> =
            parts.map(|part| part.strip_prefix('#').filter(|anchor| !anchor.is_empty())).collect();
        match anchors {
            Some(anchors) if address.starts_with('/') => {
                entries.push(Entry { line, text, address, anchors });
            }
            _ => diagnostics.push(wrong_line(line, text)),
        }
        // Half of the lines of an unmerged file are wrong; reporting each would not help.
        if is_conflict(text) {
            return Vec::new();
        }
    }
    entries
}

fn wrong_header(first: &str) -> Diagnostic {
    if is_conflict(first) {
        return wrong_line(1, first);
    }
    let diagnostic = Diagnostic::error("lock::version");
    let diagnostic = if first.starts_with(HEADER_NAME) {
        diagnostic.with("line", first)
    } else {
        diagnostic.variant("header").with("header", HEADER)
    };
    diagnostic.at(place(1, first, first))
}

fn wrong_line(line: usize, text: &str) -> Diagnostic {
    let code = if is_conflict(text) { "lock::conflict" } else { "lock::line" };
    Diagnostic::error(code).at(place(line, text, text))
}

fn is_conflict(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark))
}

/// Returns the addresses of the file that can be read as such.
pub fn addresses(source: &Source) -> Vec<UrlPath> {
    let entries = read(source, &mut Vec::new());
    entries.iter().map(|entry| UrlPath::file(decode(entry.address.trim_start_matches('/')))).collect()
}

/// Reports every address and anchor of the file that is missing from `published`. Without a file, nothing is
/// checked.
pub fn check(source: Option<&Source>, published: &Published, diagnostics: &mut Vec<Diagnostic>) {
    let Some(source) = source else { return };
    let entries = read(source, diagnostics);
    let known: BTreeSet<&str> = entries.iter().map(|entry| entry.address).collect();
    let broken = entries.iter().flat_map(|entry| broken(entry, published));
    let mut broken: Vec<Broken<'_>> = broken.collect();
    let more = broken.len().saturating_sub(PROBLEMS_MAX);
    broken.truncate(PROBLEMS_MAX);
    // A new address may have replaced the missing one.
    let is_new =
        |(address, page): &(&String, &Page)| !known.contains(address.as_str()) && !page.source.is_empty();
    let new: BTreeMap<&str, &Page> =
        published.pages.iter().filter(is_new).map(|(address, page)| (address.as_str(), page)).collect();
    diagnostics.extend(broken.iter().map(|broken| broken.diagnostic(&new)));
    if more > 0 {
        diagnostics.push(Diagnostic::error("lock::more").with("count", more).at(Place::file(LOCK_FILE)));
    }
}

/// An address or an anchor that is gone.
enum Broken<'a> {
    Address(&'a Entry<'a>),
    Anchor { entry: &'a Entry<'a>, anchor: &'a str, page: &'a Page },
}

fn broken<'a>(entry: &'a Entry<'a>, published: &'a Published) -> Vec<Broken<'a>> {
    match published.find(entry.address) {
        None => vec![Broken::Address(entry)],
        Some((_, page)) if page.is_withdrawn => Vec::new(),
        Some((_, page)) => entry
            .anchors
            .iter()
            // An anchor of the page's own layout is still there.
            .filter(|anchor| !page.anchors.contains(**anchor) && !is_of_page(anchor))
            .map(|anchor| Broken::Anchor { entry, anchor, page })
            .collect(),
    }
}

/// The most new addresses that are searched for a suggestion.
const CANDIDATES_MAX: usize = 1_000;

impl Broken<'_> {
    fn diagnostic(&self, new: &BTreeMap<&str, &Page>) -> Diagnostic {
        match self {
            Broken::Address(entry) => {
                let address = entry.address;
                let candidates = new.keys().copied().take(CANDIDATES_MAX);
                let meant = nearest(address, candidates).and_then(|address| new.get(address));
                Diagnostic::error("lock::address")
                    .with("address", address)
                    .suggesting(meant.map(|page| page.source.as_str()))
                    .at(entry.place(address))
            }
            Broken::Anchor { entry, anchor, page } => Diagnostic::error("lock::anchor")
                .with("anchor", *anchor)
                .with("address", entry.address)
                .with("source", if page.source.is_empty() { "unknown" } else { "known" })
                .with("file", page.source.as_str())
                .suggesting(nearest(anchor, page.anchors.iter().map(String::as_str)))
                .at(entry.place(&format!("#{anchor}"))),
        }
    }
}

/// The file with a build's addresses added to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// The whole text.
    pub text: String,
    /// How many addresses were added.
    pub addresses_added: usize,
    /// How many anchors were added, over all addresses.
    pub anchors_added: usize,
}

/// Adds `published` to the file. Nothing is removed.
pub fn update(source: Option<&Source>, published: &Published) -> Update {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let entries = source.map(|source| read(source, &mut Vec::new())).unwrap_or_default();
    for entry in &entries {
        all.entry(entry.address).or_default().extend(&entry.anchors);
    }
    let mut update = Update { text: format!("{HEADER}\n"), addresses_added: 0, anchors_added: 0 };
    let anchor_count = |all: &BTreeMap<&str, BTreeSet<&str>>| all.values().map(BTreeSet::len).sum::<usize>();
    let before = (all.len(), anchor_count(&all));
    for (address, page) in &published.pages {
        all.entry(address).or_default().extend(page.anchors.iter().map(String::as_str));
    }
    (update.addresses_added, update.anchors_added) = (all.len() - before.0, anchor_count(&all) - before.1);
    for (address, anchors) in &all {
        update.text.push_str(address);
        for anchor in anchors {
            update.text.push_str(" #");
            update.text.push_str(anchor);
        }
        update.text.push('\n');
    }
    update
}

/// Writes the file into the site's folder atomically: it has either the old text or the new one.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(site: &Path, update: &Update) -> io::Result<()> {
    let path = site.join(LOCK_FILE);
    put_file(&path, update.text.as_bytes()).map_err(|error| about(&path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { path: LOCK_FILE.to_owned(), text: text.into() }
    }

    fn published(pages: &[(&str, &[&str])]) -> Published {
        let page = |anchors: &[&str]| Page {
            anchors: anchors.iter().map(|anchor| (*anchor).to_owned()).collect(),
            source: "content/a.md".to_owned(),
            is_withdrawn: false,
        };
        let pages = pages.iter().map(|(address, anchors)| ((*address).to_owned(), page(anchors)));
        Published { pages: pages.collect(), redirects: BTreeMap::new() }
    }

    fn codes(text: &str, published: &Published) -> Vec<(&'static str, usize)> {
        let mut found = Vec::new();
        check(Some(&source(text)), published, &mut found);
        found.iter().map(|found| (found.code, found.place.as_ref().map_or(0, |place| place.line))).collect()
    }

    #[test]
    fn addresses_and_anchors_that_are_gone_are_told() {
        let mut now = published(&[("/", &[]), ("/a/", &["p1"])]);
        assert_eq!(codes("actas-urls 1\n/\n/a/ #p1\n", &now), []);
        assert_eq!(
            codes("actas-urls 1\n/\n/a/ #p1 #p2\n/b/ #p1\n", &now),
            [("lock::anchor", 3), ("lock::address", 4)]
        );
        now.redirects.insert("/b/".to_owned(), "/a/".to_owned());
        assert_eq!(codes("actas-urls 1\n/b/ #p1 #p3\n", &now), [("lock::anchor", 2)]);
        now.pages.get_mut("/a/").expect("there").is_withdrawn = true;
        assert_eq!(codes("actas-urls 1\n/a/ #p9\n/b/ #p3\n", &now), []);
    }

    #[test]
    fn what_is_no_lock_is_told() {
        let now = published(&[("/a/", &[])]);
        assert_eq!(codes("", &now), [("lock::version", 1)]);
        assert_eq!(codes("actas-urls 2\n/b/\n", &now), [("lock::version", 1)]);
        assert_eq!(codes("<<<<<<< HEAD\nactas-urls 1\n", &now), [("lock::conflict", 1)]);
        let merged = "actas-urls 1\n<<<<<<< HEAD\n/a/\n=======\n/a/\n>>>>>>> x\n";
        assert_eq!(codes(merged, &now), [("lock::conflict", 2)]);
        assert_eq!(codes("actas-urls 1\n/a/ p1\nb/\n", &now), [("lock::line", 2), ("lock::line", 3)]);
    }

    #[test]
    fn an_update_adds_and_never_removes() {
        let old = source("actas-urls 1\n/b/\n/a/ #p9 #p1\n");
        let update = update(Some(&old), &published(&[("/a/", &["p1", "p2"]), ("/c/", &[])]));
        assert_eq!(update.text, "actas-urls 1\n/a/ #p1 #p2 #p9\n/b/\n/c/\n");
        assert_eq!((update.addresses_added, update.anchors_added), (1, 1));
    }

    #[test]
    fn a_page_is_named_by_its_folder() {
        assert_eq!(address_of_file("index.html"), "/");
        assert_eq!(address_of_file("a b/index.html"), "/a%20b/");
        assert_eq!(address_of_file("x-index.html"), "/x-index.html");
    }
}
