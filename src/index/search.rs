//! Searching natively, with tantivy itself: used by the command line, and to verify the pack.

use std::collections::BTreeMap;

use actas_search_core::analysis::Key;
use actas_search_core::bm25::{Scorer, average_length, idf, spread_tokens};
use actas_search_core::evaluate::{ClauseMatches, Question};
use actas_search_core::pack::{PackError, Wants};
use actas_search_core::plan::{Alternative, Matcher, Statistics};
use actas_search_core::schema::{FIELD_COUNT, Weights};
use actas_search_core::{Evaluator, SearchedSegment, schema};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, RegexPhraseQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, Term};

use super::listed::Listed;
use super::tantivy_index::LanguageIndex;

/// Finds matches with tantivy, using its statistics.
pub struct OverTantivy<'a> {
    indexes: &'a [LanguageIndex],
    /// All the indexes in scope; their statistics are summed.
    languages: Vec<&'a str>,
}

impl<'a> OverTantivy<'a> {
    /// Returns an evaluator over the indexes of these languages, or over all if none is named.
    pub fn new(indexes: &'a [LanguageIndex], languages: &[String]) -> Self {
        let is_wanted =
            |index: &&LanguageIndex| languages.iter().any(|language| language == index.language());
        let wanted: Vec<&LanguageIndex> = indexes.iter().filter(is_wanted).collect();
        let scope = if wanted.is_empty() { indexes.iter().collect() } else { wanted };
        OverTantivy { indexes, languages: scope.into_iter().map(LanguageIndex::language).collect() }
    }

    fn in_scope(&self) -> impl Iterator<Item = &'a LanguageIndex> {
        self.indexes.iter().filter(|index| self.languages.contains(&index.language()))
    }
}

/// Why tantivy could not answer.
#[derive(Debug)]
pub enum SearchError {
    /// tantivy failed.
    Tantivy(tantivy::TantivyError),
    /// The pack is damaged.
    Pack(PackError),
}

impl std::fmt::Display for SearchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            SearchError::Tantivy(error) => error.fmt(f),
            SearchError::Pack(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SearchError {}

impl From<PackError> for SearchError {
    fn from(error: PackError) -> Self {
        SearchError::Pack(error)
    }
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        SearchError::Tantivy(error)
    }
}

impl Evaluator for OverTantivy<'_> {
    type Error = SearchError;

    /// Evaluates each clause of a plan as one tantivy query.
    fn evaluate(
        &self,
        segment: &SearchedSegment,
        question: &Question<'_>,
        _wants: &mut Wants,
    ) -> Result<Vec<ClauseMatches>, SearchError> {
        let Question { plan, statistics, weights, .. } = *question;
        let Some(index) = self.indexes.iter().find(|index| index.language() == segment.language) else {
            return Ok(vec![ClauseMatches::default(); plan.clauses.len()]);
        };
        let provider = Provider::new(self.in_scope().collect(), index, statistics);
        let queries = Queries { index, statistics, weights };
        let mut all = Vec::new();
        for clause in &plan.clauses {
            let query = queries.any(&clause.alternatives);
            let mut found =
                index.searcher().search_with_statistics_provider(&query, &AllScored, &provider)?;
            found.sort_unstable_by_key(|(doc, _)| *doc);
            let passages = found.into_iter().map(|(doc, score)| (index.passage(doc), score)).collect();
            all.push(ClauseMatches { passages, cut: false });
        }
        Ok(all)
    }
}

/// Makes the tantivy queries of a plan for an index.
struct Queries<'a> {
    index: &'a LanguageIndex,
    statistics: &'a Statistics,
    weights: &'a Weights,
}

impl Queries<'_> {
    /// The best of the alternatives, plus a share of the others.
    fn any(&self, alternatives: &[Alternative]) -> DisjunctionMaxQuery {
        let queries = alternatives.iter().map(|alternative| self.alternative(alternative));
        DisjunctionMaxQuery::with_tie_breaker(queries.collect(), schema::TIE_BREAKER)
    }

    fn alternative(&self, alternative: &Alternative) -> Box<dyn Query> {
        let query: Box<dyn Query> = match &alternative.matcher {
            Matcher::All(parts) => {
                let part = |part: &Vec<Alternative>| -> (Occur, Box<dyn Query>) {
                    (Occur::Must, Box::new(self.any(part)))
                };
                Box::new(BooleanQuery::new(parts.iter().map(part).collect()))
            }
            matcher => {
                // Each field separately, weighted; the scores are summed.
                let fields = alternative.fields.numbers().map(|field| -> (Occur, Box<dyn Query>) {
                    let query = self.matcher(matcher, field);
                    (Occur::Should, Box::new(BoostQuery::new(query, self.weights.fields[field])))
                });
                Box::new(BooleanQuery::new(fields.collect()))
            }
        };
        Box::new(BoostQuery::new(query, alternative.weight))
    }

    fn matcher(&self, matcher: &Matcher, field: usize) -> Box<dyn Query> {
        let tantivy_field = self.index.tantivy_field(field);
        match matcher {
            Matcher::Term(key) => {
                Box::new(TermQuery::new(term(tantivy_field, key), IndexRecordOption::WithFreqs))
            }
            Matcher::Phrase(parts) => {
                let terms = parts.iter().map(|(place, keys)| (*place as usize, any_of(keys)));
                Box::new(RegexPhraseQuery::new_with_offset(tantivy_field, terms.collect()))
            }
            Matcher::Named { key, .. } => Box::new(self.named(key, field)),
            Matcher::All(_) => Box::new(tantivy::query::EmptyQuery),
        }
    }

    /// The documents that name a term in a field, treating its names as one word.
    fn named(&self, key: &Key, field: usize) -> Listed {
        let named = self.index.terms().iter().find(|term| Key::term_form(term.number) == key.form);
        let docs = named.map_or(&[][..], |term| &term.docs[field]);
        let Statistics { tokens, holders, passages, .. } = self.statistics;
        let idf = idf(self.statistics.doc_freq(key, field), *passages);
        let scorer = Scorer::new(idf, average_length(tokens[field], holders[field], *passages), 1.0);
        let norms = self
            .index
            .segment()
            .and_then(|segment| segment.get_fieldnorms_reader(self.index.tantivy_field(field)).ok());
        let norm = |doc: DocId| norms.as_ref().map_or(0, |norms| norms.fieldnorm_id(doc));
        let scored = |(doc, frequency): &(DocId, u32)| (*doc, scorer.score(norm(*doc), *frequency));
        Listed(docs.iter().map(scored).collect())
    }
}

/// Begins a pattern of tantivy's; no form does.
const PATTERN: char = '(';

/// Returns the pattern of a word that is any of these forms.
fn any_of(keys: &[Key]) -> String {
    let mut pattern = PATTERN.to_string();
    for (number, key) in keys.iter().enumerate() {
        pattern.push_str(if number == 0 { "" } else { "|" });
        for c in key.indexed_text().chars() {
            pattern.push_str(if c.is_ascii_punctuation() { "\\" } else { "" });
            pattern.push(c);
        }
    }
    pattern.push(')');
    pattern
}

/// Returns the forms that a pattern stands for; a text that is none stands for itself.
fn forms_of(text: &str) -> Vec<String> {
    let Some(pattern) = text.strip_prefix(PATTERN) else { return vec![text.to_owned()] };
    let mut forms = vec![String::new()];
    let mut signs = pattern.chars();
    while let Some(c) = signs.next() {
        match (c, forms.last_mut()) {
            (')', _) => break,
            ('|', _) => forms.push(String::new()),
            ('\\', Some(form)) => form.extend(signs.next()),
            (c, Some(form)) => form.push(c),
            (_, None) => {}
        }
    }
    forms
}

fn term(field: Field, key: &Key) -> Term {
    Term::from_field_text(field, &key.indexed_text())
}

/// Provides tantivy with the statistics of all the indexes in scope.
struct Provider<'a> {
    indexes: Vec<&'a LanguageIndex>,
    statistics: &'a Statistics,
    /// The fields of the index being searched, by number.
    fields: BTreeMap<u32, usize>,
    tokens: [u64; FIELD_COUNT],
    holders: [u64; FIELD_COUNT],
}

impl<'a> Provider<'a> {
    fn new(indexes: Vec<&'a LanguageIndex>, searched: &LanguageIndex, statistics: &'a Statistics) -> Self {
        let sum_of = |counts: fn(&LanguageIndex) -> [u64; FIELD_COUNT]| {
            std::array::from_fn(|field| indexes.iter().map(|index| counts(index)[field]).sum())
        };
        let (tokens, holders) = (sum_of(LanguageIndex::token_counts), sum_of(LanguageIndex::holders));
        let fields =
            (0..FIELD_COUNT).map(|field| (searched.tantivy_field(field).field_id(), field)).collect();
        Provider { indexes, statistics, fields, tokens, holders }
    }

    fn number(&self, field: Field) -> usize {
        self.fields.get(&field.field_id()).copied().unwrap_or(0)
    }
}

impl tantivy::query::Bm25StatisticsProvider for Provider<'_> {
    /// tantivy divides this by the number of all documents, but the average should be over those that have
    /// the field.
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let number = self.number(field);
        Ok(spread_tokens(self.tokens[number], self.holders[number], self.total_num_docs()?))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.indexes.iter().map(|index| index.passage_count() as u64).sum())
    }

    /// A single index counts for itself; among several, those count whose plan has the term. The forms of a
    /// pattern count as one.
    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let (field, number) = (term.field(), self.number(term.field()));
        let value = term.value();
        let mut count = 0;
        for form in forms_of(value.as_str().unwrap_or_default()) {
            count += match self.indexes.as_slice() {
                [only] => only.searcher().doc_freq(&Term::from_field_text(field, &form))?,
                _ => self.statistics.doc_freq_of(&form, number),
            };
        }
        Ok(count.min(self.total_num_docs()?))
    }
}

/// Collects every document that matches, with its score.
struct AllScored;

impl Collector for AllScored {
    type Fruit = Vec<(DocId, Score)>;
    type Child = AllScoredSegment;

    fn for_segment(
        &self,
        _segment: SegmentOrdinal,
        _reader: &SegmentReader,
    ) -> tantivy::Result<AllScoredSegment> {
        Ok(AllScoredSegment(Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits.into_iter().flatten().collect())
    }
}

struct AllScoredSegment(Vec<(DocId, Score)>);

impl SegmentCollector for AllScoredSegment {
    type Fruit = Vec<(DocId, Score)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.0.push((doc, score));
    }

    fn harvest(self) -> Self::Fruit {
        self.0
    }
}
