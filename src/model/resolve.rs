//! Resolves each document once the addresses of all others are known: its links get addresses, its terms are
//! checked, and its text is read. The results are kept from one assembly to the next, so that the preview
//! does this only for what has changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::files::{self, Files, Wanted};
use super::links::{self, Targets};
use super::markdown;
use super::points::{self, ReadText, TextReader};
use super::terms::Vocabularies;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Places, Severity};
use crate::memo::{Memo, Remembered};
use crate::parse::acts::Acts;
use crate::parse::{Document, DocumentKind};
use crate::texts::{Text, Texts};

/// The data for resolving all documents of a site.
pub(super) struct Resolver<'a> {
    pub(super) config: &'a Config,
    pub(super) vocabularies: &'a Vocabularies<'a>,
    pub(super) acts: &'a Acts,
    pub(super) targets: &'a Targets<'a>,
    pub(super) reader: TextReader<'a>,
    pub(super) texts: &'a Texts,
}

/// The contents of a document.
#[derive(Clone)]
pub(super) struct Resolved {
    /// Its text as HTML, with links resolved.
    pub(super) html: Text,
    /// The text of a report as Markdown.
    pub(super) markdown: Text,
    pub(super) files: Files,
    /// The attachments that it links to or offers, by path.
    pub(super) attachments: BTreeSet<String>,
    pub(super) read: Arc<ReadText>,
}

/// Documents as last resolved, by path. Their setting is a hash of the configuration, the vocabularies and
/// the kinds of act.
#[derive(Default)]
pub(super) struct Resolutions(Memo<blake3::Hash, Resolution>);

/// A resolved document, and its diagnostics.
#[derive(Clone)]
pub(super) struct Resolution {
    pub(super) document: Arc<Document>,
    leads: Leads,
    pub(super) resolved: Resolved,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What the resolution of a document depends on elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leads {
    /// No other document and no file.
    Nowhere,
    /// Others; this is the hash of the link targets at the time.
    To(blake3::Hash),
    /// Others; to be looked up again.
    Unknown,
}

impl Remembered for Resolution {
    /// The document, and the hash of the link targets.
    type Of<'a> = (Arc<Document>, blake3::Hash);

    fn is_of(&self, (document, targets): &Self::Of<'_>) -> bool {
        Arc::ptr_eq(&self.document, document) && [Leads::Nowhere, Leads::To(*targets)].contains(&self.leads)
    }
}

impl Resolutions {
    /// Returns the resolution of the document at a path.
    pub(super) fn get(&self, path: &str) -> Option<&Resolution> {
        self.0.get(path)
    }

    /// Replaces the resolution of a document.
    pub(super) fn replace(&mut self, resolution: Resolution) {
        let path = resolution.document.path.clone();
        self.0.replace(&path, resolution);
    }

    /// Resolves documents. Reuses earlier resolutions that would come out the same, and forgets all others.
    pub(super) fn resolve_all(
        &mut self,
        resolver: &Resolver<'_>,
        documents: &[Arc<Document>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Resolved> {
        let targets = resolver.targets.hash();
        let wanted = |document: &Arc<Document>| (document.path.clone(), (Arc::clone(document), targets));
        let wanted = documents.iter().map(wanted).collect();
        let resolve = |(document, targets): (Arc<Document>, blake3::Hash)| {
            let resolution = resolver.resolve(&document);
            let leads = if resolution.leads == Leads::Nowhere { Leads::Nowhere } else { Leads::To(targets) };
            Resolution { leads, ..resolution }
        };
        self.0.run(resolver.setting(), wanted, resolve);
        let resolutions = || documents.iter().filter_map(|document| self.0.get(&document.path));
        diagnostics.extend(resolutions().flat_map(|resolution| resolution.diagnostics.iter().cloned()));
        resolutions().map(|resolution| resolution.resolved.clone()).collect()
    }
}

/// Whether a document depends on the addresses of other documents and files.
fn leads_anywhere(document: &Document) -> bool {
    let standing = &document.front.standing;
    !document.body.links.is_empty() || standing.original.is_some() || !standing.attachments.is_empty()
}

impl Resolver<'_> {
    fn setting(&self) -> blake3::Hash {
        let Resolver { config, vocabularies, acts, .. } = self;
        blake3::hash(format!("{config:?}\0{vocabularies:?}\0{acts:?}").as_bytes())
    }

    /// Returns the contents of a document, and its diagnostics.
    pub(super) fn resolve(&self, document: &Arc<Document>) -> Resolution {
        let mut found = Vec::new();
        let text = &*document.source.read();
        let places = Places::new(&document.path, text);
        self.vocabularies.check(document, &places, &self.config.taxonomies, &mut found);
        points::check(document, &places, self.acts, &mut found);
        let links::Resolved { html, mut attachments } = self.targets.resolve(document, &places, &mut found);
        let severity = if self.config.strict { Severity::Error } else { Severity::Warning };
        let wanted = Wanted { document, places: &places, severity };
        let files = files::offered(&wanted, self.targets, &mut attachments, &mut found);
        self.config.soften(&mut found);
        let markdown = match document.kind {
            DocumentKind::Report => markdown::published(document, text, self.targets),
            DocumentKind::Page | DocumentKind::Home => String::new(),
        };
        // A text without links is unchanged, and has been set aside already.
        let html = html.map_or_else(|| document.html.clone(), |html| self.texts.keep(html));
        let markdown = self.texts.keep(markdown);
        let read = Arc::new(self.reader.read(document));
        Resolution {
            document: Arc::clone(document),
            leads: if leads_anywhere(document) { Leads::Unknown } else { Leads::Nowhere },
            resolved: Resolved { html, markdown, files, attachments, read },
            diagnostics: found,
        }
    }
}
