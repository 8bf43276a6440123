//! A complete search, over segments whose files arrive as they are requested.

use crate::analysis::{fold_fully, lowered};
use crate::evaluate::{ClauseMatches, Question, evaluate};
use crate::narrow::{Facet, Facets, Filters};
use crate::pack::{Entry, PackError, Reach, Root, Segment, Wants};
use crate::plan::{InScope, Notes, Plan, Planned, Statistics, plan};
use crate::present::{Amounts, Passages, ReportHit, Shown, present};
use crate::query::Query;
use crate::rank::{MatchedReport, Sort, clause_shares, gather, gather_all, rank};
use crate::schema::Weights;
use crate::text::{join, split_once};

/// The segments of an index, and the files of them that have arrived.
#[derive(Default)]
pub struct Searcher {
    segments: Vec<SearchedSegment>,
}

/// A segment with where it came from.
#[derive(Debug, Default)]
pub struct SearchedSegment {
    /// The tag of its language.
    pub language: String,
    /// Its folder, next to the entry file.
    pub folder: String,
    segment: Segment,
}

/// What to search and how much to show.
#[derive(Clone, Debug)]
pub struct SearchOptions {
    /// The tags of the languages whose reports are searched; all if empty, or if the index has none of them.
    pub languages: Vec<String>,
    /// What narrows the answer, besides what is typed.
    pub filters: Filters,
    /// The order of the reports.
    pub sort: Sort,
    /// Whether to count the facets.
    pub facets: bool,
    /// Reports left out before those shown.
    pub skip: usize,
    /// The only report to show, by language and place in its segment, with all of its passages.
    pub only: Option<(String, u32)>,
    /// How much is shown.
    pub amounts: Amounts,
    /// How many of the postings of frequent words are read.
    pub reach: Reach,
}

impl Default for SearchOptions {
    /// Ten extracts from all languages, by relevance.
    fn default() -> Self {
        SearchOptions {
            languages: Vec::new(),
            filters: Filters::default(),
            sort: Sort::Relevance,
            facets: false,
            skip: 0,
            only: None,
            amounts: Amounts { reports: 10, extracts: 10, passages: Passages::Nearby(3), snippet_bytes: 240 },
            reach: Reach::Strongest,
        }
    }
}

/// The result of a search.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// These files are needed first, each as `folder/name`: hand them in with [`Searcher::add_file`] and
    /// search again.
    Missing(Vec<String>),
    /// The answer.
    Found(Found),
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The best reports, as shown.
    pub hits: Vec<ReportHit>,
    /// All that match, in order.
    pub reports: Vec<MatchedReport>,
    /// Whether more may match: the postings of very frequent words are not all read.
    pub cut: bool,
    /// What the reader is told besides the answer.
    pub notes: Notes,
    /// The filters in force.
    pub filters: Vec<Facet>,
    /// The facets with their counts, if they were asked for.
    pub facets: Vec<Facet>,
}

impl Found {
    /// Returns how many passages match in all.
    pub fn passage_count(&self) -> usize {
        self.reports.iter().map(|report| report.passages.len()).sum()
    }
}

/// Finds what the plans match, segment by segment: [`evaluate`] over the pack, or another engine over the
/// same index.
pub trait Evaluator {
    /// What may go wrong.
    type Error: From<PackError>;

    /// Returns what each clause of the plan matches in a segment. Missing parts are added to `wants`.
    ///
    /// # Errors
    /// When the segment cannot be read.
    fn evaluate(
        &self,
        segment: &SearchedSegment,
        question: &Question<'_>,
        wants: &mut Wants,
    ) -> Result<Vec<ClauseMatches>, Self::Error>;
}

/// Evaluates over the files of the pack.
struct OverPack;

impl Evaluator for OverPack {
    type Error = PackError;

    fn evaluate(
        &self,
        segment: &SearchedSegment,
        question: &Question<'_>,
        wants: &mut Wants,
    ) -> Result<Vec<ClauseMatches>, PackError> {
        Ok(evaluate(&segment.segment, question, wants))
    }
}

impl Searcher {
    /// Returns a searcher without an index.
    pub const fn new() -> Searcher {
        Searcher { segments: Vec::new() }
    }

    /// Returns a searcher of the index with this entry file, decompressed.
    ///
    /// # Errors
    /// When the file is damaged or of another version.
    pub fn open(entry: &[u8]) -> Result<Searcher, PackError> {
        let mut searcher = Searcher::default();
        for listed in Entry::decode(entry)?.segments {
            let mut segment = Segment::default();
            if !listed.root.is_empty() {
                segment.set_root(listed.root)?;
            }
            let (language, folder) = (listed.language.to_owned(), listed.folder.to_owned());
            searcher.segments.push(SearchedSegment { language, folder, segment });
        }
        Ok(searcher)
    }

    /// Returns the segments.
    pub fn segments(&self) -> &[SearchedSegment] {
        &self.segments
    }

    /// Takes in a file that was requested as `folder/name`, decompressed. A file of an unknown segment is
    /// ignored.
    ///
    /// # Errors
    /// When the file is damaged, or is not the one requested.
    pub fn add_file(&mut self, name: &str, file: &[u8]) -> Result<(), PackError> {
        let folder = split_once(name, b'/').map_or(name, |(folder, _)| folder);
        let segment = self.segments.iter_mut().find(|segment| segment.folder == folder);
        segment.map_or(Ok(()), |segment| segment.segment.add_file(name, file))
    }

    /// Searches for what the reader typed.
    ///
    /// Needs one round of files for each of: terms; positions or lists; texts. Other spellings, facets, and
    /// the roots of languages that the entry file lacks take one more round each.
    ///
    /// # Errors
    /// When a file that was handed in is damaged.
    pub fn search(&self, text: &str, options: &SearchOptions) -> Result<Outcome, PackError> {
        self.search_with(&OverPack, text, options)
    }

    /// Searches with another engine to find what matches.
    ///
    /// # Errors
    /// When a file that was handed in is damaged, or the engine fails.
    pub fn search_with<E: Evaluator>(
        &self,
        engine: &E,
        text: &str,
        options: &SearchOptions,
    ) -> Result<Outcome, E::Error> {
        let scope = self.scope(&options.languages);
        let mut round = Round { scope: &scope, wants: Vec::new() };
        round.wants.resize_with(scope.len(), Wants::default);
        let Some(roots) = round.roots() else { return Ok(round.missing()?) };
        let Some(root) = roots.first() else { return Ok(Outcome::Found(Found::default())) };
        let search = Search { roots: &roots, query: Query::parse(text, &root.facets), options };
        let facets = search.facets(&mut round);
        let planned = search.plan(&mut round);
        let statistics = search.statistics(&planned.plans, &mut round);
        if !round.is_whole() {
            return Ok(round.missing()?);
        }
        let mut found = Found { notes: planned.notes, ..Found::default() };
        search.find(engine, &planned.plans, &statistics, &mut round, &mut found)?;
        if !round.is_whole() {
            return Ok(round.missing()?);
        }
        search.arrange(facets, &mut found);
        found.hits = search.present(&planned.plans, &found.reports, &mut round);
        if !round.is_whole() {
            return Ok(round.missing()?);
        }
        write_as_found(&mut found);
        Ok(Outcome::Found(found))
    }

    fn scope(&self, languages: &[String]) -> Vec<&SearchedSegment> {
        let is_wanted = |segment: &SearchedSegment| languages.contains(&segment.language);
        let all = !self.segments.iter().any(is_wanted);
        let mut scope = Vec::new();
        for segment in &self.segments {
            if all || is_wanted(segment) {
                scope.push(segment);
            }
        }
        scope
    }
}

/// Spells corrected words as the hits do, since the dictionary has no accents.
fn write_as_found(found: &mut Found) {
    for to in found.notes.corrected.iter_mut().flat_map(|correction| &mut correction.to) {
        let folded = fold_fully(to);
        for passage in found.hits.iter().flat_map(|hit| &hit.passages) {
            // Those with an odd index are marked.
            for piece in passage.snippet.pieces.iter().skip(1).step_by(2) {
                if fold_fully(piece) == folded {
                    *to = lowered(piece);
                }
            }
        }
    }
}

/// Returns which reports are shown, and how much of them.
fn page<'a>(
    reports: &'a [MatchedReport],
    scope: &[&SearchedSegment],
    options: &SearchOptions,
) -> (&'a [MatchedReport], Amounts) {
    let Some((language, number)) = &options.only else {
        return (reports.get(options.skip..).unwrap_or_default(), options.amounts);
    };
    let amounts = Amounts { passages: Passages::All, ..options.amounts };
    let is_meant =
        |report: &MatchedReport| report.report == *number && scope[report.segment].language == *language;
    let place = reports.iter().position(is_meant);
    (place.map_or(&[], |place| &reports[place..=place]), amounts)
}

/// What is searched, once the roots of all segments in scope have arrived; its methods are the steps of a
/// search.
struct Search<'a> {
    roots: &'a [&'a Root],
    query: Query,
    options: &'a SearchOptions,
}

impl Search<'_> {
    /// The weights of the first segment apply to all, so that scores are comparable.
    fn weights(&self) -> &Weights {
        &self.roots[0].weights
    }

    fn is_by_relevance(&self) -> bool {
        self.options.sort == Sort::Relevance
    }

    /// Whether the answer is narrowed or counted.
    fn needs_facets(&self) -> bool {
        self.options.facets || !self.options.filters.is_empty() || !self.query.filters.is_empty()
    }

    /// Reads the facets, if they or the dates are needed, and returns them with the typed values that no
    /// facet has.
    fn facets(&self, round: &mut Round<'_>) -> Option<(Facets, Vec<String>)> {
        let needs_dates = !self.is_by_relevance() && self.roots.len() > 1;
        if !needs_dates && !self.needs_facets() {
            return None;
        }
        let mut scope: Vec<(&str, &Segment)> = Vec::new();
        for searched in round.scope {
            scope.push((&searched.language, &searched.segment));
        }
        Facets::read(&scope, &self.options.filters, &self.query.filters, &mut round.wants)
    }

    fn plan(&self, round: &mut Round<'_>) -> Planned {
        let mut in_scope = Vec::new();
        for (searched, root) in round.scope.iter().zip(self.roots) {
            in_scope.push(InScope::new(&searched.segment, root));
        }
        plan(&self.query, in_scope, self.weights(), &mut round.wants)
    }

    fn statistics(&self, plans: &[Plan], round: &mut Round<'_>) -> Statistics {
        let mut statistics = Statistics::default();
        for (number, plan) in plans.iter().enumerate() {
            let segment = &round.scope[number].segment;
            statistics.add(self.roots[number], plan, segment, &mut round.wants[number]);
        }
        statistics
    }

    /// Finds the reports that match, segment by segment.
    fn find<E: Evaluator>(
        &self,
        engine: &E,
        plans: &[Plan],
        statistics: &Statistics,
        round: &mut Round<'_>,
        found: &mut Found,
    ) -> Result<(), E::Error> {
        let weights = self.weights();
        let needs_all = self.needs_facets() || !self.is_by_relevance();
        let reach = if needs_all { Reach::All } else { self.options.reach };
        if self.query.clauses.is_empty() {
            for number in 0..plans.len() {
                let reports = if self.needs_facets() { self.roots[number].reports } else { 0 };
                found.reports.append(&mut gather_all(number, reports));
            }
            return Ok(());
        }
        let mut matched: Vec<Vec<ClauseMatches>> = Vec::new();
        for (number, plan) in plans.iter().enumerate() {
            let question = Question { plan, statistics, weights, reach };
            let matches = engine.evaluate(round.scope[number], &question, &mut round.wants[number])?;
            found.cut |= matches.iter().any(|clause| clause.cut);
            matched.push(matches);
        }
        // The clauses are the same in every segment; what they match differs.
        let clauses = plans.first().map_or(&[][..], |plan| &plan.clauses);
        let shares = clause_shares(clauses, &matched);
        for (number, plan) in plans.iter().enumerate() {
            let steps = &self.roots[number].steps;
            found.reports.append(&mut gather(number, steps, plan, &matched[number], &shares, weights));
        }
        Ok(())
    }

    /// Puts the reports in order, and applies filters and counts facets.
    fn arrange(&self, facets: Option<(Facets, Vec<String>)>, found: &mut Found) {
        let sort = self.options.sort;
        let Some((facets, mut unknown)) = facets else { return rank(&mut found.reports, sort, &|_| 0) };
        found.notes.absent.append(&mut unknown);
        found.filters = facets.chosen();
        rank(&mut found.reports, sort, &|report| facets.date(report));
        let counted = facets.narrow(&mut found.reports);
        if self.options.facets {
            found.facets = counted;
        }
    }

    fn present(&self, plans: &[Plan], reports: &[MatchedReport], round: &mut Round<'_>) -> Vec<ReportHit> {
        let mut shown: Vec<Shown<'_>> = Vec::new();
        for (number, plan) in plans.iter().enumerate() {
            let SearchedSegment { segment, language, .. } = round.scope[number];
            shown.push(Shown { segment, root: self.roots[number], language, plan });
        }
        let (page, amounts) = page(reports, round.scope, self.options);
        present(page, &shown, self.weights(), self.is_by_relevance(), amounts, &mut round.wants)
    }
}

/// One attempt at an answer, and the parts it lacks.
struct Round<'a> {
    scope: &'a [&'a SearchedSegment],
    wants: Vec<Wants>,
}

impl<'a> Round<'a> {
    fn is_whole(&self) -> bool {
        self.wants.iter().all(Wants::is_empty)
    }

    /// Returns the files of all missing parts, each once.
    ///
    /// # Errors
    /// When a file was damaged.
    fn missing(&self) -> Result<Outcome, PackError> {
        let mut files = Vec::new();
        for (segment, wants) in self.scope.iter().zip(&self.wants) {
            for part in wants.parts()? {
                let name = join(&[&segment.folder, "/", &part.file_name()], "");
                if !files.contains(&name) {
                    files.push(name);
                }
            }
        }
        Ok(Outcome::Missing(files))
    }

    fn roots(&mut self) -> Option<Vec<&'a Root>> {
        let mut roots = Vec::new();
        for (searched, wants) in self.scope.iter().zip(&mut self.wants) {
            roots.extend(searched.segment.root(wants));
        }
        (roots.len() == self.scope.len()).then_some(roots)
    }
}
