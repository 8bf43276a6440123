//! A change of words alone: of a report whose text says otherwise what it says, and from which the model takes nothing
//! else than before. Then nothing else of the site is another, and the report's text is put in the place of the old
//! one. Most edits of a writer who looks at the preview are of this kind, and cost the same in an archive of any size.

use std::sync::Arc;

use super::assemble::Remembered;
use super::links::Targets;
use super::points::TextReader;
use super::resolve::{Resolution, Resolved, Resolver};
use super::terms::Vocabularies;
use super::{LanguageSite, Site, Written};
use crate::diagnostic::{Diagnostic, Revised};
use crate::load::Attachment;
use crate::parse::acts::Acts;
use crate::parse::vocabulary::Vocabulary;
use crate::parse::{Document, Kind};
use crate::url::UrlPath;

/// What the documents of a site were last resolved with.
pub(super) struct Setting {
    pub(super) vocabularies: Vec<Vocabulary>,
    pub(super) acts: Acts,
    pub(super) attachments: Vec<Attachment>,
    /// The documents that have an address, each with its own: first the published ones in order of path.
    pub(super) placed: Vec<(Arc<Document>, UrlPath)>,
    pub(super) withheld: Vec<Arc<Document>>,
}

/// Puts the text of a report in the place of the one before, in a site that was assembled with what is `remembered`. None
/// if more than words changed, and the site must be assembled anew.
pub(crate) fn revise(site: &Site, document: &Arc<Document>, remembered: &mut Remembered) -> Option<Revised> {
    let Remembered { resolutions, languages, setting } = remembered;
    let setting = setting.as_mut()?;
    let known = resolutions.get(&document.path)?;
    if document.kind != Kind::Report || !has_same_shape(&known.document, document) {
        return None;
    }
    let (language, at) = find(site, document)?;
    let of_language = languages.get_mut(&language.language.code)?;
    let has_same_anchors = known.document.anchors_hash == document.anchors_hash;
    let (resolved, now) = setting.resolve(site, document, has_same_anchors)?;
    let is_same =
        resolved.attachments == known.resolved.attachments && resolved.files == known.resolved.files;
    if !is_same || !of_language.located.revise(document, &resolved.read, &setting.acts) {
        return None;
    }
    let passages = document.passages.clone();
    let written = Written { html: resolved.html.clone(), markdown: resolved.markdown.clone(), passages };
    language.reports[at].write(written);
    language.likeness.revise(of_language.weighed.revise(at, &resolved.read.words));
    setting.replace(document);
    let resolution = Resolution { document: Arc::clone(document), resolved, diagnostics: now.clone() };
    let before = resolutions.replace(resolution).map(|before| before.diagnostics).unwrap_or_default();
    Some(Revised { before, now })
}

/// Whether two versions of a document differ in nothing but their words.
fn has_same_shape(before: &Document, now: &Document) -> bool {
    before.front == now.front
        && before.passages[..] == now.passages[..]
        && before.body.headings == now.body.headings
        && before.body.former_anchors == now.body.former_anchors
}

/// Returns the report that is made of a document.
fn find<'a>(site: &'a Site, document: &Document) -> Option<(&'a LanguageSite, usize)> {
    let mut languages = site.languages.iter();
    let language = languages.find(|language| language.language.code == document.language)?;
    let at = language.reports.iter().position(|report| report.source == document.path)?;
    Some((language, at))
}

impl Setting {
    /// Returns what a document says, and what is wrong with that. None if its paragraphs have other anchors than before, and
    /// another document leads to one.
    fn resolve(
        &self,
        site: &Site,
        document: &Document,
        has_same_anchors: bool,
    ) -> Option<(Resolved, Vec<Diagnostic>)> {
        let vocabularies = Vocabularies::new(&self.vocabularies);
        let is_it = |other: &Document| other.path == document.path;
        let placed = self.placed.iter().map(|(known, url)| (&**known, url));
        let placed = placed.map(|(known, url)| (if is_it(known) { document } else { known }, url));
        let withheld = self.withheld.iter().map(|document| &**document);
        let targets = Targets::new(&site.config, placed, withheld, &self.attachments);
        let leads_here =
            |(other, _): &(Arc<Document>, UrlPath)| !is_it(other) && targets.leads_to_anchor(other, document);
        if !has_same_anchors && self.placed.iter().any(leads_here) {
            return None;
        }
        let resolver = Resolver {
            config: &site.config,
            vocabularies: &vocabularies,
            acts: &self.acts,
            targets: &targets.with_repository(site.config.repository.as_ref()),
            reader: TextReader::new(&site.config, &self.acts, &vocabularies),
            texts: &site.texts,
        };
        Some(resolver.resolve(document))
    }

    fn replace(&mut self, document: &Arc<Document>) {
        let mut placed = self.placed.iter_mut();
        if let Some((known, _)) = placed.find(|(known, _)| known.path == document.path) {
            *known = Arc::clone(document);
        }
    }
}
