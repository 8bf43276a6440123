//! The index of one language in tantivy: schema, statistics, dictionary, postings.

use actas_search_core::analysis::{Analyzer, Language};
use actas_search_core::pack::{ReportRecord, ShownText, Wants};
use actas_search_core::plan::Dictionary;
use actas_search_core::present::Texts;
use actas_search_core::schema::{FIELD_COUNT, Field, PassageId};
use tantivy::directory::RamDirectory;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, ReloadPolicy, Searcher, SegmentReader, TantivyDocument};

use super::passages::IndexedReport;

/// What tantivy may use before it writes to its directory, which is in memory too.
const WRITER_BYTES: usize = 256 * 1024 * 1024;

/// The index of the reports of one language, in memory, as one segment. tantivy's document numbers follow
/// the order of the passages: reports newest first.
pub struct LanguageIndex {
    language: String,
    searcher: Searcher,
    /// tantivy's fields, by [`Field`].
    fields: [tantivy::schema::Field; FIELD_COUNT],
    /// The passage of each tantivy document.
    ids: Vec<PassageId>,
    /// What is shown of each report.
    reports: Vec<ReportRecord>,
}

impl LanguageIndex {
    /// Indexes the reports of the language with this tag.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn build(language: &str, reports: Vec<IndexedReport>) -> tantivy::Result<LanguageIndex> {
        let (schema, fields) = schema();
        let mut writer = Index::builder()
            .schema(schema)
            .single_segment_index_writer(RamDirectory::create(), WRITER_BYTES)?;
        let mut analyzer = Analyzer::new(Language::from_tag(language));
        let mut ids = Vec::new();
        let mut records = Vec::new();
        for (report, indexed) in reports.into_iter().enumerate() {
            for (passage, texts) in indexed.fields.iter().enumerate() {
                writer.add_document(document(&fields, texts, &mut analyzer))?;
                ids.push(PassageId { report: number(report), passage: number(passage) });
            }
            records.push(indexed.record);
        }
        let index: Index = writer.finalize()?;
        let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
        Ok(LanguageIndex { language: language.to_owned(), searcher, fields, ids, reports: records })
    }

    /// Returns the language's tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Returns how many reports there are.
    pub fn report_count(&self) -> usize {
        self.reports.len()
    }

    /// Returns how many passages there are.
    pub fn passage_count(&self) -> usize {
        self.ids.len()
    }

    /// Returns what is shown of each report.
    pub fn reports(&self) -> &[ReportRecord] {
        &self.reports
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

    /// Returns the only segment; none if there is no passage at all.
    pub(super) fn segment(&self) -> Option<&SegmentReader> {
        self.searcher.segment_readers().first()
    }

    /// Returns how many tokens there are, by field.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn token_counts(&self) -> tantivy::Result<[u64; FIELD_COUNT]> {
        let mut counts = [0; FIELD_COUNT];
        if let Some(segment) = self.segment() {
            for (count, field) in counts.iter_mut().zip(self.fields) {
                *count = segment.inverted_index(field)?.total_num_tokens();
            }
        }
        Ok(counts)
    }
}

fn schema() -> (Schema, [tantivy::schema::Field; FIELD_COUNT]) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing);
    let fields = Field::ALL.map(|field| builder.add_text_field(field.name(), options.clone()));
    (builder.build(), fields)
}

fn document(
    fields: &[tantivy::schema::Field; FIELD_COUNT],
    texts: &[String; FIELD_COUNT],
    analyzer: &mut Analyzer,
) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    for (field, text) in fields.iter().zip(texts) {
        if !text.is_empty() {
            document.add_pre_tokenized_text(*field, pre_tokenized(text, analyzer));
        }
    }
    document
}

/// Returns the exact forms and the stems of a text, a stem at the position of its word.
fn pre_tokenized(text: &str, analyzer: &mut Analyzer) -> PreTokenizedString {
    let mut tokens = Vec::new();
    analyzer.tokens(text, |token| {
        for form in [Some(token.exact), token.stem].into_iter().flatten() {
            tokens.push(Token {
                offset_from: token.range.start,
                offset_to: token.range.end,
                position: token.position as usize,
                text: form.to_owned(),
                position_length: 1,
            });
        }
    });
    PreTokenizedString { text: String::new(), tokens }
}

/// Numbers of reports and passages fit 32 bits, as tantivy's documents do.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Dictionary for LanguageIndex {
    type Error = tantivy::TantivyError;

    fn doc_freqs(&self, key: &str, _wants: &mut Wants) -> tantivy::Result<Option<[u32; FIELD_COUNT]>> {
        let mut counts = [0; FIELD_COUNT];
        for (count, field) in counts.iter_mut().zip(self.fields) {
            let term = tantivy::Term::from_field_text(field, key);
            *count = u32::try_from(self.searcher.doc_freq(&term)?).unwrap_or(u32::MAX);
        }
        Ok(Some(counts).filter(|counts| counts.iter().any(|count| *count > 0)))
    }

    fn with_prefix(
        &self,
        prefix: &str,
        limit: usize,
        _wants: &mut Wants,
        each: &mut dyn FnMut(&str, u32),
    ) -> tantivy::Result<()> {
        let Some(segment) = self.segment() else { return Ok(()) };
        let mut found = std::collections::BTreeMap::<String, u32>::new();
        for field in self.fields {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
            let mut seen = 0;
            while seen < limit && stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
                let key = String::from_utf8_lossy(stream.key()).into_owned();
                *found.entry(key).or_default() += stream.value().doc_freq;
                seen += 1;
            }
        }
        found.iter().take(limit).for_each(|(key, postings)| each(key, *postings));
        Ok(())
    }
}

impl Texts for LanguageIndex {
    type Error = tantivy::TantivyError;

    fn is_at_hand(&self, _id: PassageId) -> bool {
        true
    }

    fn text(&self, id: PassageId, _wants: &mut Wants) -> tantivy::Result<Option<ShownText<'_>>> {
        let report = self.reports.get(id.report as usize);
        Ok(report.and_then(|report| {
            let passage = report.passages.get(id.passage as usize)?;
            Some(ShownText {
                url: &report.url,
                title: &report.title,
                date: &report.date,
                mark: &report.mark,
                anchor: &passage.anchor,
                label: &passage.label,
                text: &passage.text,
            })
        }))
    }
}
