//! A language's index in tantivy: schema, documents, and statistics of its reports.

use actas_search_core::analysis::{Analyzer, Language};
use actas_search_core::schema::{FIELD_COUNT, Field, PassageId};
use tantivy::directory::{Directory, RamDirectory};
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, ReloadPolicy, Searcher, SegmentReader, TantivyDocument};

use super::aside::AsideDirectory;
use super::passages::{SearchedPassage, searched_passages};
use super::tokenizer::{self, PassageTokenizer};
use super::vocabulary::{NameFinder, NamedTerm};
use crate::model::LanguageSite;
use crate::vocabulary::Term;

/// An index with more passages is set aside while it is built: reading it back takes a hundredth of the time
/// of a build.
const MEMORY_PASSAGES_MAX: usize = 200_000;

/// The memory that tantivy may use before it writes to its directory.
const WRITER_BYTES: usize = 256 * 1024 * 1024;

/// The index of the reports of one language, as one segment. tantivy's document numbers follow the order of
/// the passages: reports newest first.
pub struct LanguageIndex {
    language: String,
    searcher: Searcher,
    /// tantivy's fields, by [`Field`].
    fields: [tantivy::schema::Field; FIELD_COUNT],
    /// The passage of each tantivy document.
    ids: Vec<PassageId>,
    report_count: usize,
    /// The languages of the passages, the index's own first.
    languages: Vec<Language>,
    tokens: [u64; FIELD_COUNT],
    holders: [u64; FIELD_COUNT],
    terms: Vec<NamedTerm>,
}

impl LanguageIndex {
    /// Indexes the reports of a language, and finds the names of the terms of `vocabulary` in them.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn build(site: &LanguageSite, vocabulary: &[Term]) -> tantivy::Result<LanguageIndex> {
        LanguageIndex::build_in(directory(site), site, vocabulary)
    }

    pub(super) fn build_in(
        directory: Box<dyn Directory>,
        site: &LanguageSite,
        vocabulary: &[Term],
    ) -> tantivy::Result<LanguageIndex> {
        let language = site.language.code.as_str();
        let (schema, fields) = schema();
        let mut writer = Index::builder()
            .schema(schema)
            .tokenizers(tokenizers())
            .single_segment_index_writer(directory, WRITER_BYTES)?;
        let mut languages = vec![Language::from_tag(language)];
        let mut ids = Vec::new();
        for (report, found) in site.reports.iter().enumerate() {
            let written = &found.written;
            let texts = written.passages.read();
            for (passage, searched) in searched_passages(found, &texts, site).enumerate() {
                writer.add_document(document(&fields, &searched, languages[0]))?;
                if !languages.contains(&searched.language) {
                    languages.push(searched.language);
                }
                ids.push(PassageId { report: number(report), passage: number(passage) });
            }
        }
        let index: Index = writer.finalize()?;
        let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
        let (mut tokens, mut holders) = ([0; FIELD_COUNT], [0; FIELD_COUNT]);
        if let Some(segment) = searcher.segment_readers().first() {
            for (number, field) in fields.into_iter().enumerate() {
                (tokens[number], holders[number]) = field_counts(segment, field)?;
            }
        }
        let segment = searcher.segment_readers().first();
        let mut finder = NameFinder {
            segment,
            fields,
            analyzers: languages.iter().map(|language| Analyzer::new(*language)).collect(),
        };
        let terms = finder.terms(vocabulary, language)?;
        let language = language.to_owned();
        let report_count = site.reports.len();
        Ok(LanguageIndex { language, searcher, fields, ids, report_count, languages, tokens, holders, terms })
    }

    /// Returns the language's tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Returns how many reports there are.
    pub fn report_count(&self) -> usize {
        self.report_count
    }

    /// Returns how many passages there are.
    pub fn passage_count(&self) -> usize {
        self.ids.len()
    }

    /// Returns the languages of the passages, the index's own first.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// Returns the terms of the vocabulary that have several names.
    pub(super) fn terms(&self) -> &[NamedTerm] {
        &self.terms
    }

    pub(super) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    pub(super) fn tantivy_field(&self, field: usize) -> tantivy::schema::Field {
        self.fields[field]
    }

    pub(super) fn passage(&self, doc: tantivy::DocId) -> PassageId {
        self.ids[doc as usize]
    }

    /// Returns the only segment; `None` if there are no passages.
    pub(super) fn segment(&self) -> Option<&SegmentReader> {
        self.searcher.segment_readers().first()
    }

    /// Returns how many tokens there are, by field.
    pub fn token_counts(&self) -> [u64; FIELD_COUNT] {
        self.tokens
    }

    /// Returns how many passages have each field.
    pub fn holders(&self) -> [u64; FIELD_COUNT] {
        self.holders
    }
}

/// Returns how many tokens a field has in a segment, and how many documents have any.
fn field_counts(segment: &SegmentReader, field: tantivy::schema::Field) -> tantivy::Result<(u64, u64)> {
    let norms = segment.get_fieldnorms_reader(field)?;
    let holders = (0..segment.max_doc()).filter(|doc| norms.fieldnorm_id(*doc) > 0).count() as u64;
    Ok((segment.inverted_index(field)?.total_num_tokens(), holders))
}

/// Returns the directory that a language's index is built in.
fn directory(site: &LanguageSite) -> Box<dyn Directory> {
    let passages: usize = site.reports.iter().map(|report| report.passages.len()).sum();
    if passages > MEMORY_PASSAGES_MAX {
        Box::new(AsideDirectory::default())
    } else {
        Box::new(RamDirectory::create())
    }
}

fn schema() -> (Schema, [tantivy::schema::Field; FIELD_COUNT]) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer::NAME)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing);
    let fields = Field::ALL.map(|field| builder.add_text_field(field.name(), options.clone()));
    (builder.build(), fields)
}

fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::new();
    tokenizers.register(tokenizer::NAME, PassageTokenizer::default());
    tokenizers
}

/// Returns a passage as a document. Its title, heading and text are in its language, the names of its terms
/// in the index's language `own`. The words of a title count as words of the text as well: a title of few words
/// says how much a report is about them no better than its text does.
fn document(
    fields: &[tantivy::schema::Field; FIELD_COUNT],
    searched: &SearchedPassage<'_>,
    own: Language,
) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    let title = &searched.fields[Field::Title as usize];
    if !title.is_empty() {
        // A gap of positions follows, so that no phrase goes on from it into the text.
        document.add_text(fields[Field::Body as usize], tokenizer::signed(title, searched.language));
    }
    for (place, (field, text)) in fields.iter().zip(&searched.fields).enumerate() {
        if !text.is_empty() {
            let language = if place == Field::Terms as usize { own } else { searched.language };
            document.add_text(*field, tokenizer::signed(text, language));
        }
    }
    document
}

/// Numbers of reports and passages fit in 32 bits, like tantivy's document numbers.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
