//! Keeps all parsed documents, so that the preview parses only those that changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::front_matter::FrontMatter;
use super::values::{Meanings, Values};
use super::{Context, Document, parse};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::load::Sources;
use crate::memo::{Memo, Remembered};
use crate::sections::Sections;
use crate::source::Source;
use crate::texts::Texts;

/// The documents as last parsed.
#[derive(Default)]
pub struct Parsed {
    /// Documents by path. Their settings are the configuration as text, since patterns in it cannot be
    /// compared, and the names of sections.
    documents: Memo<(String, Sections), ParsedDocument>,
    /// The names used to look up values.
    values: Values,
    texts: Texts,
    changed: BTreeSet<String>,
}

#[derive(Clone)]
struct ParsedDocument {
    document: Arc<Document>,
    /// The front matter before its names were replaced by ids.
    written: Arc<FrontMatter>,
    diagnostics: Vec<Diagnostic>,
}

impl Remembered for ParsedDocument {
    type Of<'a> = Source;

    fn is_of(&self, source: &Source) -> bool {
        // Sources share their text with the previous run if their files have not changed.
        self.document.source.is(&source.text)
    }
}

impl ParsedDocument {
    fn new(source: Source, context: &Context<'_>, meanings: &Meanings<'_>) -> ParsedDocument {
        let mut diagnostics = Vec::new();
        let mut document = parse(source, context, &mut diagnostics);
        let written = Arc::clone(&document.front);
        document.front = meanings.of(&written);
        ParsedDocument { document: Arc::new(document), written, diagnostics }
    }

    /// Returns the document with the names in its front matter looked up again; `None` if they still mean the
    /// same.
    fn with_meanings(&self, meanings: &Meanings<'_>) -> Option<ParsedDocument> {
        let front = meanings.of(&self.written);
        (*front != *self.document.front).then(|| {
            let document = Arc::new(Document { front, ..(*self.document).clone() });
            ParsedDocument { document, ..self.clone() }
        })
    }
}

/// What the parsing of documents depends on, besides their sources.
pub struct Setting<'a> {
    /// The site's settings.
    pub config: &'a Config,
    /// What its minutes call their sections.
    pub sections: &'a Sections,
    /// The names of values in front matters.
    pub values: Values,
}

impl Parsed {
    /// Parses every document, in order of path regardless of the order of the sources. Reuses documents that
    /// have not changed, and forgets those that no longer exist. Takes ownership of the sources and drops
    /// each once it is parsed, since they are the largest part of the input.
    pub fn parse_all(
        &mut self,
        setting: Setting<'_>,
        sources: &mut Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Document>> {
        let Setting { config, sections, values } = setting;
        let setting = (format!("{config:?}"), sections.clone());
        if self.documents.setting() != Some(&setting) {
            (self.texts, self.changed) = (Texts::default(), BTreeSet::new());
        }
        let same_values = self.values == values;
        self.values = values;
        let documents = std::mem::take(&mut sources.documents);
        let documents = documents.into_iter().map(|source| (source.path.clone(), source)).collect();
        let meanings = Meanings::new(&self.values, config);
        let context = Context { content: &sources.content, config, sections, texts: &self.texts };
        let parse = |source| ParsedDocument::new(source, &context, &meanings);
        self.changed.extend(self.documents.run(setting, documents, parse));
        if !same_values {
            let known: Vec<&ParsedDocument> = self.documents.values().collect();
            let looked_up = known.into_par_iter().filter_map(|known| known.with_meanings(&meanings));
            for parsed in looked_up.collect::<Vec<_>>() {
                self.changed.insert(parsed.document.path.clone());
                let path = parsed.document.path.clone();
                self.documents.replace(&path, parsed);
            }
        }
        diagnostics.extend(self.documents.values().flat_map(|parsed| parsed.diagnostics.iter().cloned()));
        self.documents.values().map(|parsed| Arc::clone(&parsed.document)).collect()
    }

    /// Parses a document again with the configuration of the last run. Returns `None` if it was not parsed
    /// then.
    pub(crate) fn parse_again(
        &mut self,
        source: Source,
        content: &str,
        config: &Config,
    ) -> Option<Arc<Document>> {
        self.documents.get(&source.path)?;
        let (_, sections) = self.documents.setting()?;
        let context = Context { content, config, sections, texts: &self.texts };
        let parsed = ParsedDocument::new(source, &context, &Meanings::new(&self.values, config));
        let document = Arc::clone(&parsed.document);
        self.documents.replace(&document.path, parsed);
        self.changed.insert(document.path.clone());
        Some(document)
    }

    /// Returns the diagnostics of the document at a path, as of its parsing.
    pub(crate) fn diagnostics(&self, path: &str) -> &[Diagnostic] {
        self.documents.get(path).map_or(&[], |parsed| &parsed.diagnostics)
    }

    /// Returns the store of the documents' texts.
    pub fn texts(&self) -> Texts {
        self.texts.clone()
    }

    /// Returns the paths of the documents that were parsed since the last call.
    pub fn take_changed(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.changed)
    }

    /// Puts these paths back, so that the next call returns them again.
    pub(crate) fn put_back(&mut self, changed: BTreeSet<String>) {
        self.changed.extend(changed);
    }
}
