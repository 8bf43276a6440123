//! Every document parsed, and kept, so that the preview parses only those that changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Context, Document, parse};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::load::Sources;
use crate::memo::{Memo, Remembered};
use crate::sections::Sections;
use crate::source::Source;
use crate::texts::Texts;

/// Documents as they were last parsed.
#[derive(Default)]
pub struct Parsed {
    /// By path. Their setting is the configuration as text, since patterns in it cannot be compared, and what
    /// sections are called.
    documents: Memo<(String, Sections), ParsedDocument>,
    texts: Texts,
    changed: BTreeSet<String>,
}

#[derive(Clone)]
struct ParsedDocument {
    document: Arc<Document>,
    diagnostics: Vec<Diagnostic>,
}

impl Remembered for ParsedDocument {
    type Of<'a> = Source;

    fn is_of(&self, source: &Source) -> bool {
        // Sources whose files have not changed share their text.
        self.document.source.is(&source.text)
    }
}

impl ParsedDocument {
    fn new(source: Source, context: &Context<'_>) -> ParsedDocument {
        let mut diagnostics = Vec::new();
        let document = Arc::new(parse(source, context, &mut diagnostics));
        ParsedDocument { document, diagnostics }
    }
}

impl Parsed {
    /// Parses every document, in order of path, whatever the order of the sources. What was parsed before and has not
    /// changed is taken over; everything else of before is forgotten. Takes the documents' sources, and lets go of each once it
    /// is parsed: they are the largest of all that is read.
    pub fn parse_all(
        &mut self,
        (config, sections): (&Config, &Sections),
        sources: &mut Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Document>> {
        let setting = (format!("{config:?}"), sections.clone());
        if self.documents.setting() != Some(&setting) {
            (self.texts, self.changed) = (Texts::default(), BTreeSet::new());
        }
        let documents = std::mem::take(&mut sources.documents);
        let documents = documents.into_iter().map(|source| (source.path.clone(), source)).collect();
        let context = Context { content: &sources.content, config, sections, texts: &self.texts };
        let parsed = self.documents.run(setting, documents, |source| ParsedDocument::new(source, &context));
        self.changed.extend(parsed);
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
        self.documents.get(&source.path)?;
        let (_, sections) = self.documents.setting()?;
        let context = Context { content, config, sections, texts: &self.texts };
        let parsed = ParsedDocument::new(source, &context);
        let document = Arc::clone(&parsed.document);
        self.documents.replace(&document.path, parsed);
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
