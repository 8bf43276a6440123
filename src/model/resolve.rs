//! What each document says, once it is known where everything else is: links lead somewhere, terms are known, its text
//! is read. It is kept from one assembly to the next, so that the preview does this only for what has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::files::{self, Files, Wanted};
use super::links::{self, Targets};
use super::markdown;
use super::points::{self, ReadText, TextReader};
use super::terms::Vocabularies;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Places, Severity};
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

/// Documents as they were last resolved.
#[derive(Default)]
pub(super) struct Resolutions {
    /// By path.
    documents: BTreeMap<String, Resolution>,
    /// What tells the configuration, the vocabularies and the kinds of act from others.
    setting: Option<blake3::Hash>,
    /// What tells where links can lead from elsewhere.
    targets: Option<blake3::Hash>,
}

/// A document as it was resolved, and what is wrong with what it says.
#[derive(Clone)]
pub(super) struct Resolution {
    pub(super) document: Arc<Document>,
    pub(super) resolved: Resolved,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Resolutions {
    /// Returns what was resolved of the document at a path.
    pub(super) fn get(&self, path: &str) -> Option<&Resolution> {
        self.documents.get(path)
    }

    /// Puts a resolution in the place of the one before of the same document.
    pub(super) fn replace(&mut self, resolution: Resolution) {
        if let Some(known) = self.documents.get_mut(&resolution.document.path) {
            // The others were resolved with its anchors as they were.
            if known.document.anchors_hash != resolution.document.anchors_hash {
                self.targets = None;
            }
            *known = resolution;
        }
    }

    /// Resolves documents. What was resolved before and would be the same is taken over;
    /// everything else of before is forgotten.
    pub(super) fn resolve_all(
        &mut self,
        resolver: &Resolver<'_>,
        documents: &[Arc<Document>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Resolved> {
        if self.setting.replace(resolver.setting()) != self.setting {
            self.documents.clear();
        }
        let targets = Some(resolver.targets.hash());
        let same_targets = std::mem::replace(&mut self.targets, targets) == targets;
        let is_known = |known: &&Resolution, document: &Arc<Document>| {
            Arc::ptr_eq(&known.document, document) && (same_targets || !leads_anywhere(document))
        };
        let resolutions: Vec<Resolution> = documents
            .par_iter()
            .map(|document| {
                let known = self.documents.get(&document.path).filter(|known| is_known(known, document));
                known.cloned().unwrap_or_else(|| {
                    let (resolved, diagnostics) = resolver.resolve(document);
                    Resolution { document: Arc::clone(document), resolved, diagnostics }
                })
            })
            .collect();
        diagnostics.extend(resolutions.iter().flat_map(|resolution| resolution.diagnostics.iter().cloned()));
        let resolved = resolutions.iter().map(|resolution| resolution.resolved.clone()).collect();
        let by_path = |resolution: Resolution| (resolution.document.path.clone(), resolution);
        self.documents = resolutions.into_iter().map(by_path).collect();
        resolved
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
    pub(super) fn resolve(&self, document: &Document) -> (Resolved, Vec<Diagnostic>) {
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
        (Resolved { html, markdown, files, attachments, read }, found)
    }
}
