//! Searching natively, with tantivy itself: what the command line does, and what the pack is held against.

use std::collections::BTreeMap;

use actas_search_core::analysis::Language;
use actas_search_core::evaluate::ClauseMatches;
use actas_search_core::pack::Wants;
use actas_search_core::plan::{Matcher, Plan, PlannedClause, Statistics, plan};
use actas_search_core::present::{Amounts, ReportHit, Shown, present};
use actas_search_core::query::Query as ReaderQuery;
use actas_search_core::rank::{RankedReport, rank};
use actas_search_core::schema::{FIELD_COUNT, Weights};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, Term};

use super::tantivy_index::LanguageIndex;

/// Which indexes are searched, and how matches count.
pub struct Scope<'a> {
    /// The indexes; their results are ranked together.
    pub indexes: Vec<&'a LanguageIndex>,
    /// How much each way of matching counts.
    pub weights: Weights,
}

/// What came of a search.
#[derive(Debug)]
pub struct Found {
    /// The best reports, as shown.
    pub hits: Vec<ReportHit>,
    /// Every report that matches, best first.
    pub ranked: Vec<RankedReport>,
}

/// Searches for what a reader would type.
///
/// # Errors
/// When tantivy fails.
pub fn search(text: &str, scope: &Scope<'_>, amounts: Amounts) -> tantivy::Result<Found> {
    let query = ReaderQuery::parse(text);
    let wants = &mut Wants::new();
    let mut plans = Vec::new();
    let mut statistics = Statistics::default();
    for index in &scope.indexes {
        let plan = plan(&query, Language::from_tag(index.language()), &scope.weights, *index, wants)?;
        statistics.add(index.passage_count() as u64, index.token_counts()?, &plan, *index, wants)?;
        plans.push(plan);
    }
    let mut matches = Vec::new();
    for (index, plan) in scope.indexes.iter().zip(&plans) {
        matches.push(evaluate(index, plan, &statistics, &scope.weights)?);
    }
    let ranked = rank(&matches);
    let shown: Vec<Shown<'_, LanguageIndex>> = scope
        .indexes
        .iter()
        .zip(&plans)
        .map(|(index, plan)| Shown { texts: *index, language: index.language(), plan })
        .collect();
    let hits = present(&ranked, &shown, amounts, &mut vec![Wants::new(); shown.len()])?;
    Ok(Found { hits, ranked })
}

/// Evaluates each clause of a plan as one tantivy query.
fn evaluate(
    index: &LanguageIndex,
    plan: &Plan,
    statistics: &Statistics,
    weights: &Weights,
) -> tantivy::Result<Vec<ClauseMatches>> {
    let provider = Provider::new(index, plan, statistics);
    let mut all = Vec::new();
    for clause in &plan.clauses {
        let query = clause_query(clause, index, weights);
        let mut found = index.searcher().search_with_statistics_provider(&query, &AllScored, &provider)?;
        found.sort_unstable_by_key(|(doc, _)| *doc);
        let passages = found.into_iter().map(|(doc, score)| (index.passage(doc), score)).collect();
        all.push(ClauseMatches { occur: clause.occur, passages });
    }
    Ok(all)
}

/// The best of the alternatives, each the weighted sum over the fields.
fn clause_query(clause: &PlannedClause, index: &LanguageIndex, weights: &Weights) -> DisjunctionMaxQuery {
    let alternatives = clause.alternatives.iter().map(|alternative| {
        let fields = (0..FIELD_COUNT).map(|field| {
            let query = matcher_query(&alternative.matcher, index.tantivy_field(field));
            let boosted: Box<dyn Query> = Box::new(BoostQuery::new(query, weights.fields[field]));
            (Occur::Should, boosted)
        });
        let sum = Box::new(BooleanQuery::new(fields.collect()));
        Box::new(BoostQuery::new(sum, alternative.weight)) as Box<dyn Query>
    });
    DisjunctionMaxQuery::new(alternatives.collect())
}

fn matcher_query(matcher: &Matcher, field: Field) -> Box<dyn Query> {
    let term = |key: &str| Term::from_field_text(field, key);
    match matcher {
        Matcher::Term(key) => Box::new(TermQuery::new(term(key), IndexRecordOption::WithFreqs)),
        Matcher::Phrase(parts) => {
            let terms = parts.iter().map(|(distance, key)| (*distance as usize, term(key)));
            Box::new(PhraseQuery::new_with_offset(terms.collect()))
        }
    }
}

/// Gives tantivy the statistics of all the indexes in scope.
struct Provider<'a> {
    statistics: &'a Statistics,
    fields: [Field; FIELD_COUNT],
    doc_freqs: BTreeMap<Term, u64>,
}

impl<'a> Provider<'a> {
    fn new(index: &LanguageIndex, plan: &Plan, statistics: &'a Statistics) -> Self {
        let fields: [Field; FIELD_COUNT] = std::array::from_fn(|field| index.tantivy_field(field));
        let mut doc_freqs = BTreeMap::new();
        for key in plan.searched_keys().keys() {
            for (number, field) in fields.iter().enumerate() {
                doc_freqs.insert(Term::from_field_text(*field, key), statistics.doc_freq(key, number));
            }
        }
        Provider { statistics, fields, doc_freqs }
    }
}

impl tantivy::query::Bm25StatisticsProvider for Provider<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let number = self.fields.iter().position(|known| *known == field);
        Ok(number.map_or(0, |number| self.statistics.tokens[number]))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.statistics.passages)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        Ok(self.doc_freqs.get(term).copied().unwrap_or(0))
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
