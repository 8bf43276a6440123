//! The whole of a search, over segments whose files arrive as they are asked for.

use crate::analysis::Language;
use crate::evaluate::evaluate;
use crate::pack::{PackError, Segment, Wants};
use crate::plan::{Plan, Statistics, plan};
use crate::present::{Amounts, Passages, ReportHit, Shown, present};
use crate::query::Query;
use crate::rank::rank;

/// Segments of an index, and the files of them that have arrived.
#[derive(Default)]
pub struct Searcher {
    segments: Vec<(String, Segment)>,
}

/// What to search and how much to show.
#[derive(Clone, Debug)]
pub struct Options {
    /// The segments in scope, by number; their results are ranked together.
    pub segments: Vec<usize>,
    /// Reports shown at most.
    pub reports: usize,
    /// Which passages of a report are shown.
    pub passages: Passages,
    /// Bytes of a snippet, about.
    pub snippet_bytes: usize,
}

/// A file that a search needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRequest {
    /// The segment, by number.
    pub segment: usize,
    /// The file's name, without folder or extension.
    pub name: String,
}

/// What came of a search.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// These files are needed first: hand them in with [`Searcher::add_file`] and search again.
    Missing(Vec<FileRequest>),
    /// The answer.
    Found {
        /// The best reports.
        hits: Vec<ReportHit>,
        /// How many reports match in all.
        report_count: usize,
        /// How many passages match in all.
        passage_count: usize,
    },
}

impl Searcher {
    /// Returns a searcher without segments.
    pub fn new() -> Self {
        Searcher::default()
    }

    /// Adds a segment in the language of this BCP 47 tag and returns its number.
    pub fn add_segment(&mut self, language: &str) -> usize {
        self.segments.push((language.to_owned(), Segment::new()));
        self.segments.len() - 1
    }

    /// Takes in a file of a segment, decompressed. A segment that does not exist is ignored.
    ///
    /// # Errors
    /// When the file is damaged or of another version.
    pub fn add_file(&mut self, segment: usize, file: &[u8]) -> Result<(), PackError> {
        self.segments.get_mut(segment).map_or(Ok(()), |(_, segment)| segment.add_file(file))
    }

    /// Searches for what the reader typed.
    ///
    /// Needs at most four rounds of files: roots, terms, positions (for phrases), texts.
    ///
    /// # Errors
    /// When a file that was handed in is damaged.
    pub fn search(&self, text: &str, options: &Options) -> Result<Outcome, PackError> {
        let query = Query::parse(text);
        let scope: Vec<usize> =
            options.segments.iter().copied().filter(|number| *number < self.segments.len()).collect();
        let mut wants = vec![Wants::new(); scope.len()];
        for (number, wants) in scope.iter().zip(&mut wants) {
            self.segments[*number].1.is_open(wants);
        }
        if let Some(missing) = missing(&scope, &wants) {
            return Ok(missing);
        }
        let plans = self.plan(&query, &scope, &mut wants)?;
        let statistics = self.statistics(&plans, &scope, &mut wants)?;
        if let Some(missing) = missing(&scope, &wants) {
            return Ok(missing);
        }
        let mut matches = Vec::new();
        for ((number, plan), wants) in scope.iter().zip(&plans).zip(&mut wants) {
            let segment = &self.segments[*number].1;
            matches.push(evaluate(segment, plan, &statistics, &segment.weights(), wants)?);
        }
        if let Some(missing) = missing(&scope, &wants) {
            return Ok(missing);
        }
        let ranked = rank(&matches);
        let shown: Vec<Shown<'_, Segment>> = scope
            .iter()
            .zip(&plans)
            .map(|(number, plan)| {
                let (language, segment) = &self.segments[*number];
                Shown { texts: segment, language, plan }
            })
            .collect();
        let amounts = Amounts {
            reports: options.reports,
            passages: options.passages,
            snippet_bytes: options.snippet_bytes,
        };
        let hits = present(&ranked, &shown, amounts, &mut wants)?;
        if let Some(missing) = missing(&scope, &wants) {
            return Ok(missing);
        }
        let passage_count = ranked.iter().map(|report| report.passages.len()).sum();
        Ok(Outcome::Found { hits, report_count: ranked.len(), passage_count })
    }

    fn plan(&self, query: &Query, scope: &[usize], wants: &mut [Wants]) -> Result<Vec<Plan>, PackError> {
        let segments = scope.iter().map(|number| &self.segments[*number]);
        segments
            .zip(wants)
            .map(|((language, segment), wants)| {
                plan(query, Language::from_tag(language), &segment.weights(), segment, wants)
            })
            .collect()
    }

    fn statistics(
        &self,
        plans: &[Plan],
        scope: &[usize],
        wants: &mut [Wants],
    ) -> Result<Statistics, PackError> {
        let mut statistics = Statistics::default();
        for ((number, plan), wants) in scope.iter().zip(plans).zip(wants) {
            let segment = &self.segments[*number].1;
            let passages = u64::from(segment.passage_count());
            statistics.add(passages, segment.token_counts(), plan, segment, wants)?;
        }
        Ok(statistics)
    }
}

/// Returns the files of all wanted parts, if any are wanted.
fn missing(scope: &[usize], wants: &[Wants]) -> Option<Outcome> {
    let requests: Vec<FileRequest> = scope
        .iter()
        .zip(wants)
        .flat_map(|(segment, wants)| {
            wants.keys().map(|part| FileRequest { segment: *segment, name: part.file_name() })
        })
        .collect();
    (!requests.is_empty()).then_some(Outcome::Missing(requests))
}
