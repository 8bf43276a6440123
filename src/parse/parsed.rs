//! Every document parsed, and kept, so that the preview parses only those that changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::front_matter::FrontMatter;
use super::values::{Meanings, Values};
use super::{Context, Document, parse};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::load::Sources;
use crate::sections::Sections;
use crate::source::Source;
use crate::texts::Texts;

/// Documents as they were last parsed.
#[derive(Default)]
pub struct Parsed {
    documents: BTreeMap<String, ParsedDocument>,
    /// The configuration that they were parsed with, as text: patterns in it cannot be compared.
    config: String,
    /// The names that their values were looked up by.
    values: Values,
    /// What sections are called in them.
    sections: Sections,
    texts: Texts,
    changed: BTreeSet<String>,
}

#[derive(Clone)]
struct ParsedDocument {
    document: Arc<Document>,
    /// Its front matter before names were replaced by ids.
    written: Arc<FrontMatter>,
    diagnostics: Vec<Diagnostic>,
}

impl ParsedDocument {
    fn new(source: Source, context: &Context<'_>, meanings: &Meanings<'_>) -> ParsedDocument {
        let mut diagnostics = Vec::new();
        let mut document = parse(source, context, &mut diagnostics);
        let written = Arc::clone(&document.front);
        document.front = meanings.of(&written);
        ParsedDocument { document: Arc::new(document), written, diagnostics }
    }

    /// Returns it with the names in its front matter looked up again.
    fn with_meanings(mut self, meanings: &Meanings<'_>) -> ParsedDocument {
        let front = meanings.of(&self.written);
        if *front != *self.document.front {
            Arc::make_mut(&mut self.document).front = front;
        }
        self
    }
}

impl Parsed {
    /// Parses every document, in order of path, whatever the order of the sources. What was parsed before and
    /// has not changed is taken over; everything else of before is forgotten. Takes the documents' sources,
    /// and lets go of each once it is parsed: they are the largest of all that is read.
    pub fn parse_all(
        &mut self,
        (config, sections): (&Config, &Sections),
        sources: &mut Sources,
        values: Values,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Document>> {
        let configured = format!("{config:?}");
        if self.config != configured || self.sections != *sections {
            *self = Parsed { config: configured, sections: sections.clone(), ..Parsed::default() };
        }
        let same_values = self.values == values;
        self.values = values;
        let documents = std::mem::take(&mut sources.documents);
        let meanings = Meanings::new(&self.values, config);
        let context = Context { content: &sources.content, config, sections, texts: &self.texts };
        let parsed: BTreeMap<String, ParsedDocument> = documents
            .into_par_iter()
            .map(|source| {
                let path = source.path.clone();
                // Sources whose files have not changed share their text.
                let known = self.documents.get(&path);
                let known = known.filter(|known| known.document.source.is(&source.text)).cloned();
                let parsed = match known {
                    Some(known) if same_values => known,
                    Some(known) => known.with_meanings(&meanings),
                    None => ParsedDocument::new(source, &context, &meanings),
                };
                (path, parsed)
            })
            .collect();
        let is_known = |path: &str, new: &ParsedDocument| {
            self.documents.get(path).is_some_and(|known| Arc::ptr_eq(&known.document, &new.document))
        };
        self.changed
            .extend(parsed.iter().filter(|(path, new)| !is_known(path, new)).map(|(path, _)| path.clone()));
        self.documents = parsed;
        diagnostics.extend(self.documents.values().flat_map(|parsed| parsed.diagnostics.iter().cloned()));
        self.documents.values().map(|parsed| Arc::clone(&parsed.document)).collect()
    }

    /// Parses a document again that was parsed before with the same configuration. None if it was not.
    pub(crate) fn parse_again(
        &mut self,
        source: Source,
        content: &str,
        config: &Config,
    ) -> Option<Arc<Document>> {
        let known = self.documents.get_mut(&source.path)?;
        let context = Context { content, config, sections: &self.sections, texts: &self.texts };
        *known = ParsedDocument::new(source, &context, &Meanings::new(&self.values, config));
        let document = Arc::clone(&known.document);
        self.changed.insert(document.path.clone());
        Some(document)
    }

    /// Returns what was wrong with the document at a path as it was parsed.
    pub(crate) fn diagnostics(&self, path: &str) -> &[Diagnostic] {
        self.documents.get(path).map_or(&[], |parsed| &parsed.diagnostics)
    }

    /// Returns where the texts of the documents are set aside.
    pub fn texts(&self) -> Texts {
        self.texts.clone()
    }

    /// Returns the paths of the documents that were parsed since this was last asked.
    pub fn take_changed(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.changed)
    }

    /// Has these be among those that it returns next time.
    pub(crate) fn put_back(&mut self, changed: BTreeSet<String>) {
        self.changed.extend(changed);
    }
}
