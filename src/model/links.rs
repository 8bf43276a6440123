//! Resolves the links of texts.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::attachments;
use crate::config::Config;
use crate::config::security::{Security, allows_image};
use crate::diagnostic::{Diagnostic, Place, Places, warning};
use crate::escape::push_escaped;
use crate::load::Attachment;
use crate::names::composed;
use crate::parse::Document;
use crate::parse::body::{Body, Link, Piece, pieces};
use crate::url::{Base, LINK_SCHEMES, UrlPath, decode, scheme};

/// The possible targets of links.
pub(super) struct Targets<'a> {
    base: &'a Base,
    /// The sources from which external images are allowed, and the rules for attachments.
    pub(super) security: &'a Security,
    /// Documents by their path relative to the content folder, with their addresses.
    documents: BTreeMap<&'a str, (&'a UrlPath, &'a Document)>,
    attachments: BTreeMap<&'a str, &'a Attachment>,
    /// The paths of documents and attachments that are not in Unicode NFC, by their NFC form.
    decomposed: BTreeMap<String, &'a str>,
    /// Documents that are not published.
    withheld: BTreeSet<&'a str>,
    /// The address of the content folder on the web, if it has one.
    repository: Option<&'a Base>,
}

/// Splits a destination into path and anchor; either may be empty.
fn path_and_anchor(destination: &str) -> (String, &str) {
    let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
    (decode(path.split('?').next().unwrap_or(path)), anchor)
}

/// A text with its links resolved.
pub(super) struct Resolved {
    /// Its HTML; `None` if it has no links and so is unchanged.
    pub(super) html: Option<String>,
    /// The attachments it links to, by path.
    pub(super) attachments: BTreeSet<String>,
}

/// The target of a link.
enum Target {
    Address(String),
    Attachment(String, String),
    Nowhere,
}

impl<'a> Targets<'a> {
    pub(super) fn new(
        config: &'a Config,
        published: impl Iterator<Item = (&'a Document, &'a UrlPath)>,
        withheld: impl Iterator<Item = &'a Document>,
        attachments: &'a [Attachment],
    ) -> Self {
        let documents: BTreeMap<&str, (&UrlPath, &Document)> =
            published.map(|(document, url)| (document.content_path.as_str(), (url, document))).collect();
        let attachments: BTreeMap<&str, &Attachment> =
            attachments.iter().map(|attachment| (attachment.path.as_str(), attachment)).collect();
        let paths = documents.keys().chain(attachments.keys()).copied();
        let decomposed = paths.map(|path| (composed(path), path)).filter(|(composed, path)| composed != path);
        let decomposed = decomposed.map(|(composed, path)| (composed.into_owned(), path)).collect();
        Targets {
            base: &config.base,
            security: &config.security,
            documents,
            attachments,
            decomposed,
            withheld: withheld.map(|document| document.content_path.as_str()).collect(),
            repository: config.repository.as_ref(),
        }
    }

    /// Returns a hash of these targets, to detect changes.
    pub(super) fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for (path, (url, document)) in &self.documents {
            for text in [path.as_bytes(), b"\0", url.as_str().as_bytes(), b"\0"] {
                hasher.update(text);
            }
            hasher.update(document.anchors_hash.as_bytes());
        }
        let mut add = |text: &str| {
            hasher.update(text.as_bytes());
            hasher.update(b"\0");
        };
        add("");
        for (path, attachment) in &self.attachments {
            add(path);
            add(attachments::url(attachment, self.security).as_ref().map_or("", UrlPath::as_str));
            add(&attachment.size_bytes.to_string());
        }
        add("");
        self.withheld.iter().for_each(|path| add(path));
        hasher.finalize()
    }

    /// Returns the attachment that a document refers to as `name`, relative to itself.
    pub(super) fn attachment(&self, from: &Document, name: &str) -> Option<&'a Attachment> {
        self.attachment_at(&join(&from.content_path, name)?)
    }

    /// Returns the attachment at a path in the content folder.
    pub(super) fn attachment_at(&self, path: &str) -> Option<&'a Attachment> {
        let found = self.attachments.get(path).copied();
        found.or_else(|| self.attachments.get(&*self.respelled(path)).copied())
    }

    /// Returns the path of the file with this name, treating composed and decomposed characters as equal.
    fn respelled<'b>(&'b self, path: &'b str) -> Cow<'b, str> {
        let composed = composed(path);
        self.decomposed.get(&*composed).map_or(composed, |path| Cow::Borrowed(*path))
    }

    /// Returns the paths of all attachments.
    pub(super) fn attachment_paths(&self) -> impl Iterator<Item = &'a str> {
        self.attachments.keys().copied()
    }

    /// Assembles the text of `document`; `places` is its source. A link to a missing target is reported as a
    /// warning, and becomes an `<a>` without an address.
    pub(super) fn resolve(
        &self,
        document: &Document,
        places: &Places<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Resolved {
        if document.body.links.is_empty() {
            return Resolved { html: None, attachments: BTreeSet::new() };
        }
        let mut html = String::new();
        let mut attachments = BTreeSet::new();
        let mut problems = Vec::new();
        let source_html = document.html.read();
        for piece in pieces(&source_html, document.body.links.len()) {
            let link = match piece {
                Piece::Html(text) => {
                    html.push_str(text);
                    continue;
                }
                Piece::Link(number) => &document.body.links[number],
            };
            let (target, problem) = match self.picture(link) {
                Some(address) => (Target::Address(address), None),
                None => self.target(document, &link.destination),
            };
            problems.extend(problem.map(|problem| (link.range.clone(), problem)));
            match target {
                Target::Address(address) => push_escaped(&mut html, &address),
                Target::Attachment(path, address) => {
                    attachments.insert(path);
                    push_escaped(&mut html, &address);
                }
                Target::Nowhere => without_address(&mut html),
            }
        }
        report(places, problems, diagnostics);
        Resolved { html: Some(html), attachments }
    }

    /// Returns the address of an external image from an allowed source.
    fn picture(&self, link: &Link) -> Option<String> {
        let address = link.destination.trim();
        (link.is_picture && allows_image(self.security.image_sources(), address)).then(|| address.to_owned())
    }

    /// Returns the full address that a link in `from` leads to; `None` if its target does not exist.
    pub(super) fn absolute(&self, from: &Document, destination: &str) -> Option<String> {
        match self.target(from, destination).0 {
            Target::Address(address) | Target::Attachment(_, address) => Some(self.base.resolve(&address)),
            Target::Nowhere => None,
        }
    }

    /// Returns the target of a link, and a diagnostic if something is wrong.
    fn target(&self, from: &Document, destination: &str) -> (Target, Option<Diagnostic>) {
        let destination = destination.trim();
        let nowhere = |problem| (Target::Nowhere, Some(problem));
        if destination.is_empty() {
            return nowhere(warning!("link::empty"));
        }
        if let Some(scheme) = scheme(destination) {
            if LINK_SCHEMES.contains(&scheme.as_str()) {
                return (Target::Address(destination.to_owned()), None);
            }
            return nowhere(warning!("link::scheme", scheme = scheme));
        }
        let (path, fragment) = path_and_anchor(destination);
        let Some(wanted) = join(&from.content_path, &path) else {
            return match self.in_repository(from, destination) {
                Some(address) => (Target::Address(address), None),
                None => nowhere(warning!("link::outside", link = destination)),
            };
        };
        if let Some((url, document)) = self.find_document(&wanted, &from.language) {
            let address = self.base.href(url);
            return match find_anchor(&document.body, fragment) {
                Some("") => (Target::Address(address), None),
                Some(anchor) => (Target::Address(format!("{address}#{anchor}")), None),
                None => {
                    let problem = warning!("link::no-anchor", file = wanted, anchor = fragment);
                    (Target::Address(address), Some(problem))
                }
            };
        }
        if let Some(attachment) = self.attachment_at(&wanted) {
            return match attachments::url(attachment, self.security) {
                Some(url) => (Target::Attachment(attachment.path.clone(), self.base.href(&url)), None),
                None => (Target::Nowhere, attachments::left_out(attachment, self.security)),
            };
        }
        nowhere(if self.withheld.contains(wanted.as_str()) {
            warning!("link::broken", "withheld", file = path)
        } else {
            warning!("link::broken", file = path)
        })
    }

    /// Whether a document links to an anchor in another.
    pub(super) fn leads_to_anchor(&self, from: &Document, to: &Document) -> bool {
        let leads_there = |link: &Link| {
            let (path, anchor) = path_and_anchor(link.destination.trim());
            let wanted = join(&from.content_path, &path).filter(|_| !anchor.is_empty());
            let found = wanted.and_then(|wanted| self.find_document(&wanted, &from.language));
            found.is_some_and(|(_, found)| found.path == to.path)
        };
        from.body.links.iter().any(leads_there)
    }

    /// Returns the address in the repository for a link that leads out of the content folder.
    fn in_repository(&self, from: &Document, destination: &str) -> Option<String> {
        let repository = self.repository?;
        let path = join(&format!("{}{}", repository.path(), from.content_path), destination)?;
        Some(repository.resolve(&format!("/{path}")))
    }

    /// Finds a document by its path. `report.md` also finds `report.es.md`, in the language of the link, as do
    /// `report` and `report.html`, which other generators write; a folder finds its index.
    fn find_document(&self, path: &str, language: &str) -> Option<(&UrlPath, &Document)> {
        let find = |path: &str| {
            let found = self.documents.get(path).copied();
            found.or_else(|| self.documents.get(&*self.respelled(path)).copied())
        };
        let in_language = |stem: &str| find(&format!("{stem}.{language}.md"));
        let file = |stem: &str| find(&format!("{stem}.md")).or_else(|| in_language(stem));
        let folder = path.trim_end_matches('/');
        let index = |name: &&str| match folder {
            "" => file(name),
            folder => file(&format!("{folder}/{name}")),
        };
        let as_written = find(path).or_else(|| in_language(path.strip_suffix(".md")?));
        let by_stem = || file(path.strip_suffix(".html").unwrap_or(path));
        as_written.or_else(by_stem).or_else(|| INDEXES.iter().find_map(index))
    }
}

/// The names of files that stand for their folder, on GitHub and in other generators.
const INDEXES: [&str; 3] = ["README", "index", "_index"];

/// The maximum number of links in a file that are reported individually.
const PROBLEMS_MAX: usize = 50;

fn report(places: &Places<'_>, problems: Vec<(Range<usize>, Diagnostic)>, diagnostics: &mut Vec<Diagnostic>) {
    let more = problems.len().saturating_sub(PROBLEMS_MAX);
    for (range, problem) in problems.into_iter().take(PROBLEMS_MAX) {
        diagnostics.push(problem.at(places.at(range)));
    }
    if more > 0 {
        diagnostics.push(warning!("link::more", count = more).at(Place::file(places.file)));
    }
}

/// Returns the anchor that `fragment` refers to; `Some("")` for an empty fragment.
fn find_anchor<'a>(body: &'a Body, fragment: &str) -> Option<&'a str> {
    if fragment.is_empty() { Some("") } else { body.anchor(&decode(fragment)) }
}

/// Resolves `path` relative to the file `from`; `None` if it leaves the content folder.
pub(crate) fn join(from: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = if path.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|part| !part.is_empty()).collect()
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Removes the `href="` or `src="` just written, for a link without a target.
fn without_address(html: &mut String) {
    for attribute in [" href=\"", " src=\""] {
        if html.ends_with(attribute) {
            html.truncate(html.len() - attribute.len());
            html.push_str(" data-broken=\"");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_their_file() {
        assert_eq!(join("reports/a.md", "b.md").as_deref(), Some("reports/b.md"));
        assert_eq!(join("reports/2017/a.md", "../b.md").as_deref(), Some("reports/b.md"));
        assert_eq!(join("a.md", "/x/b.md").as_deref(), Some("x/b.md"));
        assert_eq!(join("a.md", "../b.md"), None);
        assert_eq!(join("a.md", "").as_deref(), Some("a.md"));
    }
}
