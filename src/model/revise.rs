//! Handles changes of wording: to reports whose texts changed, but from which the model derives nothing else
//! than before. The next site then shares everything else with the previous one. Most edits during a preview
//! are of this kind, and cost far less than an assembly.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::assemble::Remembered;
use super::links::Targets;
use super::points::TextReader;
use super::resolve::{Resolution, Resolver};
use super::terms::Vocabularies;
use super::{Report, Site, Written};
use crate::diagnostic::Diagnostic;
use crate::parse::{Document, DocumentKind};

/// What has changed in a site.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// The paths of new and changed documents.
    pub documents: BTreeSet<String>,
    /// Whether the theme or the configuration has changed.
    pub look: bool,
}

/// A document that differs from the one in the site only in wording.
pub(crate) struct Revision {
    /// The index of its language in the site, and that of its report in the language.
    place: (usize, usize),
    resolution: Resolution,
    /// The diagnostics of its previous wording.
    before: Vec<Diagnostic>,
}

impl Revision {
    /// Returns the document's previous and current diagnostics.
    pub(crate) fn diagnostics(&self) -> (&[Diagnostic], &[Diagnostic]) {
        (&self.before, &self.resolution.diagnostics)
    }
}

/// Determines whether `documents` differ only in wording from those in a site that was assembled with
/// `remembered`. Returns `None` if they differ in more, so that the site must be assembled again. Does not
/// change the site.
pub(crate) fn revisions(
    site: &Site,
    documents: &[Arc<Document>],
    remembered: &mut Remembered,
) -> Option<Vec<Revision>> {
    let Remembered { resolutions, languages, setting } = remembered;
    let setting = setting.as_mut()?;
    documents.iter().for_each(|document| setting.replace(document));
    let vocabularies = Vocabularies::new(&setting.vocabularies);
    let placed = setting.placed.iter().map(|(document, url)| (&**document, url));
    let withheld = setting.withheld.iter().map(|document| &**document);
    let targets = Targets::new(&site.config, placed, withheld, &setting.attachments);
    let resolver = Resolver {
        config: &site.config,
        vocabularies: &vocabularies,
        acts: &setting.acts,
        targets: &targets,
        reader: TextReader::new(&site.config, setting.words(), &vocabularies),
        texts: &site.texts,
    };
    let paths: BTreeSet<&str> = documents.iter().map(|document| document.path.as_str()).collect();
    let leads_from_elsewhere = |to: &Document| {
        let mut others = setting.placed.iter().filter(|(other, _)| !paths.contains(other.path.as_str()));
        others.any(|(other, _)| targets.leads_to_anchor(other, to))
    };
    let revision = |document: &Arc<Document>| {
        let known = resolutions.get(&document.path)?;
        let has_same_anchors = known.document.anchors_hash == document.anchors_hash;
        if !has_same_shape(&known.document, document) || !has_same_anchors && leads_from_elsewhere(document) {
            return None;
        }
        let place = find(site, document)?;
        let resolution = resolver.resolve(document);
        let resolved = &resolution.resolved;
        let located = &languages.get(&document.language)?.located;
        let is_same = resolved.attachments == known.resolved.attachments
            && resolved.files == known.resolved.files
            && located.is_same(document, &resolved.read, &setting.acts);
        let before = known.diagnostics.clone();
        is_same.then_some(Revision { place, resolution, before })
    };
    documents.iter().map(revision).collect()
}

/// Returns the site with the new wording of a revision that was made for it.
pub(crate) fn revise(site: &Site, revision: Revision, remembered: &mut Remembered) -> Site {
    let Revision { place: (language, at), resolution, .. } = revision;
    let mut site = site.clone();
    let language = &mut site.languages[language];
    let (document, resolved) = (&resolution.document, &resolution.resolved);
    let (html, markdown) = (resolved.html.clone(), resolved.markdown.clone());
    let written = Arc::new(Written::new(html, markdown, document.passages.clone()));
    language.reports[at] = Arc::new(Report { written, ..(*language.reports[at]).clone() });
    if let Some(known) = remembered.languages.get_mut(&language.language.code) {
        known.located.take_over(&document.path, &resolved.read);
        let weighed = known.weighed.revise(at, &resolved.read.words);
        language.likeness = Arc::new(language.likeness.revised(weighed));
    }
    remembered.resolutions.replace(resolution);
    site
}

/// Whether two versions of a report differ only in wording, as far as can be determined without reading the
/// words.
fn has_same_shape(before: &Document, now: &Document) -> bool {
    now.kind == DocumentKind::Report
        && before.front == now.front
        && before.passages[..] == now.passages[..]
        && before.body.headings == now.body.headings
        && before.body.agenda == now.body.agenda
        && before.body.former_anchors == now.body.former_anchors
}

/// Returns the index of a document's language in the site, and of its report in the language.
fn find(site: &Site, document: &Document) -> Option<(usize, usize)> {
    let of_language = site.languages.iter().position(|other| other.language.code == document.language)?;
    let reports = &site.languages[of_language].reports;
    Some((of_language, reports.iter().position(|report| report.source == document.path)?))
}
