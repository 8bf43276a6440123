//! What each document says, once it is known where everything else is: links lead somewhere, terms are known, its text
//! is read. It is kept from one assembly to the next, so that the preview does this only for what has changed.

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
use crate::parse::{Document, Kind};
use crate::texts::{Text, Texts};

/// What all documents of a site are resolved with.
pub(super) struct Resolver<'a> {
    pub(super) config: &'a Config,
    pub(super) vocabularies: &'a Vocabularies<'a>,
    pub(super) acts: &'a Acts,
    pub(super) targets: &'a Targets<'a>,
    pub(super) reader: TextReader<'a>,
    pub(super) texts: &'a Texts,
}

/// What a document says.
#[derive(Clone)]
pub(super) struct Resolved {
    /// Its text as HTML, links resolved.
    pub(super) html: Text,
    /// That of a report as Markdown.
    pub(super) markdown: Text,
    pub(super) files: Files,
    /// The attachments that it links to or offers, by path.
    pub(super) attachments: BTreeSet<String>,
    pub(super) read: Arc<ReadText>,
}

/// Documents as they were last resolved, by path. Their setting is what tells the configuration, the
/// vocabularies and the kinds of act from others.
#[derive(Default)]
pub(super) struct Resolutions(Memo<blake3::Hash, Resolution>);

/// A document as it was resolved, and what is wrong with what it says.
#[derive(Clone)]
pub(super) struct Resolution {
    pub(super) document: Arc<Document>,
    leads: Leads,
    pub(super) resolved: Resolved,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Where a document leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leads {
    /// To no other document and no file.
    Nowhere,
    /// Elsewhere, when what told where links could lead was this.
    To(blake3::Hash),
    /// Elsewhere, which is to be looked up again.
    Unknown,
}

impl Remembered for Resolution {
    /// The document, and where links can lead.
    type Of<'a> = (Arc<Document>, blake3::Hash);

    fn is_of(&self, (document, targets): &Self::Of<'_>) -> bool {
        Arc::ptr_eq(&self.document, document) && [Leads::Nowhere, Leads::To(*targets)].contains(&self.leads)
    }
}

impl Resolutions {
    /// Returns what was resolved of the document at a path.
    pub(super) fn get(&self, path: &str) -> Option<&Resolution> {
        self.0.get(path)
    }

    /// Puts a resolution in the place of the one before of the same document.
    pub(super) fn replace(&mut self, resolution: Resolution) {
        let path = resolution.document.path.clone();
        self.0.replace(&path, resolution);
    }

    /// Resolves documents. What was resolved before and would be the same is taken over;
    /// everything else of before is forgotten.
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

/// Whether what a document says depends on where other documents and files are.
fn leads_anywhere(document: &Document) -> bool {
    let standing = &document.front.standing;
    !document.body.links.is_empty() || standing.original.is_some() || !standing.attachments.is_empty()
}

impl Resolver<'_> {
    fn setting(&self) -> blake3::Hash {
        let Resolver { config, vocabularies, acts, .. } = self;
        blake3::hash(format!("{config:?}\0{vocabularies:?}\0{acts:?}").as_bytes())
    }

    /// Returns what a document says, and what is wrong with it.
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
        let markdown = match document.kind {
            Kind::Report => markdown::published(document, text, self.targets),
            Kind::Page | Kind::Home => String::new(),
        };
        // Where nothing was put in, the text is the one that is kept already.
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
