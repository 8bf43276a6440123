//! The features by which reports are compared: the words and terms with the highest tf-idf weights.
//!
//! A weight depends on the number of reports that have a word, so a change to one report can affect many. The
//! weights are kept from one assembly to the next, and only affected reports are weighed again: those with a
//! word or term whose number of reports has changed, and for which it weighs enough to be among the top
//! features.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::features::{Counts, TERM_MARK};
use super::TermNumbers;

/// The number of words that represent a report's text.
const FEATURE_WORDS_MAX: usize = 24;
/// The number of terms that represent a report.
const FEATURE_TERMS_MAX: usize = 24;
/// The weight of a term relative to a word of the same rarity.
const TERM_WEIGHT: f32 = 1.5;
/// The features of a report: terms and words with their weights, sorted by feature. The squares of the
/// weights add up to 1.
pub(in super::super) type Features = Vec<(u32, f32)>;

/// The reports of a language as last weighed.
#[derive(Default)]
pub(in super::super) struct Weighed {
    reports: Vec<WeighedReport>,
    /// The number of reports that have each word and term.
    holders: FxHashMap<u32, u32>,
    /// The first number of the terms of each taxonomy.
    numbers: TermNumbers,
}

#[derive(Default)]
struct WeighedReport {
    /// The path of its source.
    source: String,
    words: Arc<Counts>,
    terms: Counts,
    features: Arc<Features>,
    /// The minimum weights for a word and a term to be among its features.
    lowest: [f32; 2],
}

/// A report to be weighed.
pub(super) struct ToWeigh<'a> {
    /// The path of its source.
    pub(super) source: &'a str,
    pub(super) words: &'a Arc<Counts>,
    pub(super) terms: Counts,
}

impl Weighed {
    /// Weighs the reports that are affected by a change since the last time. `numbers` are the numbers of
    /// their terms.
    pub(super) fn update(&mut self, reports: Vec<ToWeigh<'_>>, numbers: &TermNumbers) {
        let is_same = self.numbers == *numbers
            && self.reports.len() == reports.len()
            && self.reports.iter().zip(&reports).all(|(known, report)| known.source == report.source);
        if !is_same {
            self.numbers = numbers.clone();
            self.weigh_all(reports);
            return;
        }
        let mut touched = BTreeSet::new();
        let mut changed = vec![false; reports.len()];
        for ((known, report), changed) in self.reports.iter_mut().zip(reports).zip(&mut changed) {
            let ToWeigh { words, terms, .. } = report;
            if Arc::ptr_eq(&known.words, words) && known.terms == terms {
                continue;
            }
            *changed = true;
            count_holders(&mut self.holders, &known.words, words, &mut touched);
            count_holders(&mut self.holders, &known.terms, &terms, &mut touched);
            known.words = Arc::clone(words);
            known.terms = terms;
        }
        self.weigh_reached(|at| changed[at], &touched);
    }

    /// Weighs the report at an index, whose words have changed, and those affected by the change. Returns all
    /// of them with their features.
    pub(in super::super) fn revise(&mut self, at: usize, words: &Arc<Counts>) -> Vec<(usize, Arc<Features>)> {
        let mut touched = BTreeSet::new();
        let report = &mut self.reports[at];
        count_holders(&mut self.holders, &report.words, words, &mut touched);
        report.words = Arc::clone(words);
        let reached = self.weigh_reached(|other| other == at, &touched);
        reached.into_iter().map(|at| (at, Arc::clone(&self.reports[at].features))).collect()
    }

    /// Weighs the reports that have changed, and those affected by changed numbers of holders. Returns their
    /// indices.
    fn weigh_reached(
        &mut self,
        is_changed: impl Fn(usize) -> bool + Sync,
        touched: &BTreeSet<u32>,
    ) -> Vec<usize> {
        let weigher = Weigher { holders: &self.holders, all: small_count(self.reports.len()) };
        let reports = self.reports.par_iter_mut().enumerate();
        let reached = reports.filter(|(at, report)| {
            is_changed(*at) || touched.iter().any(|feature| weigher.reaches(*feature, report))
        });
        let weighed = reached.map(|(at, report)| {
            weigher.weigh(report);
            at
        });
        weighed.collect()
    }

    fn weigh_all(&mut self, reports: Vec<ToWeigh<'_>>) {
        self.holders.clear();
        for (feature, _) in reports.iter().flat_map(|report| report.words.iter().chain(&report.terms)) {
            *self.holders.entry(*feature).or_default() += 1;
        }
        let weigher = Weigher { holders: &self.holders, all: small_count(reports.len()) };
        let weighed = reports.into_par_iter().map(|ToWeigh { source, words, terms }| {
            let (source, words) = (source.to_owned(), Arc::clone(words));
            let mut report = WeighedReport { source, words, terms, ..WeighedReport::default() };
            weigher.weigh(&mut report);
            report
        });
        self.reports = weighed.collect();
    }

    /// Returns the features of each report.
    pub(super) fn features(&self) -> Vec<Arc<Features>> {
        self.reports.iter().map(|report| Arc::clone(&report.features)).collect()
    }
}

/// Adds a report to the holders of its current words and terms, and removes it from those of its former ones.
/// Records which counts change.
fn count_holders(
    holders: &mut FxHashMap<u32, u32>,
    before: &Counts,
    now: &Counts,
    touched: &mut BTreeSet<u32>,
) {
    for (feature, _) in before.iter().filter(|(feature, _)| count_of(now, *feature).is_none()) {
        if let Some(count) = holders.get_mut(feature) {
            *count -= 1;
        }
        touched.insert(*feature);
    }
    for (feature, _) in now.iter().filter(|(feature, _)| count_of(before, *feature).is_none()) {
        *holders.entry(*feature).or_default() += 1;
        touched.insert(*feature);
    }
}

fn count_of(counts: &Counts, feature: u32) -> Option<u32> {
    let at = counts.binary_search_by_key(&feature, |(feature, _)| *feature).ok()?;
    Some(counts[at].1)
}

/// Computes the weights of words and terms.
struct Weigher<'a> {
    holders: &'a FxHashMap<u32, u32>,
    /// The number of reports.
    all: f32,
}

impl Weigher<'_> {
    /// Returns the weight of a feature that occurs `count` times in a report; `None` for one that no other
    /// report has, since it makes the report similar to no other.
    fn weight(&self, feature: u32, count: u32) -> Option<f32> {
        let holders = self.holders.get(&feature).copied().filter(|holders| *holders > 1)?;
        let factor = if feature & TERM_MARK == 0 { 1.0 } else { TERM_WEIGHT };
        Some(factor * (1.0 + small(count).ln()) * (self.all / small(holders)).ln())
    }

    /// Whether a change in the number of reports with `feature` can change the features of a report.
    fn reaches(&self, feature: u32, report: &WeighedReport) -> bool {
        let is_term = feature & TERM_MARK != 0;
        let counts = if is_term { &report.terms } else { &*report.words };
        let Some(count) = count_of(counts, feature) else { return false };
        report.features.binary_search_by_key(&feature, |(feature, _)| *feature).is_ok()
            || self.weight(feature, count).is_some_and(|weight| weight >= report.lowest[usize::from(is_term)])
    }

    fn weigh(&self, report: &mut WeighedReport) {
        let (mut features, lowest_word) = self.first(&report.words, FEATURE_WORDS_MAX);
        let (terms, lowest_term) = self.first(&report.terms, FEATURE_TERMS_MAX);
        features.extend(terms);
        features.retain(|(_, weight)| *weight > 0.0);
        features.sort_unstable_by_key(|(feature, _)| *feature);
        let length = features.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        features.iter_mut().for_each(|(_, weight)| *weight /= length);
        // It was allocated for all words of the report, and the features of all reports are in memory at the
        // same time.
        features.shrink_to_fit();
        report.features = Arc::new(features);
        report.lowest = [lowest_word, lowest_term];
    }

    /// Returns the `most` features with the highest weights, and the minimum weight for a feature to be among
    /// them.
    fn first(&self, counts: &Counts, most: usize) -> (Features, f32) {
        let weighed =
            counts.iter().filter_map(|(feature, count)| Some((*feature, self.weight(*feature, *count)?)));
        let mut weights: Features = weighed.collect();
        let heavier = |(a, one): &(u32, f32), (b, other): &(u32, f32)| other.total_cmp(one).then(a.cmp(b));
        if weights.len() > most {
            weights.select_nth_unstable_by(most, heavier);
            weights.truncate(most);
        }
        let lightest = weights.iter().map(|(_, weight)| *weight).fold(f32::INFINITY, f32::min);
        let lowest = if weights.len() < most { f32::NEG_INFINITY } else { lightest };
        (weights, lowest)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of reports are small")]
fn small(count: u32) -> f32 {
    count as f32
}

fn small_count(count: usize) -> f32 {
    small(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::super::super::features::count;
    use super::*;

    type Reports = Vec<(Arc<Counts>, Counts)>;

    fn update(weighed: &mut Weighed, reports: &Reports) -> Vec<Arc<Features>> {
        let reports =
            reports.iter().map(|(words, terms)| ToWeigh { source: "a", words, terms: terms.clone() });
        weighed.update(reports.collect(), &TermNumbers::default());
        weighed.features()
    }

    /// A report with words derived from `seed`; all reports have some of them, and no other report has some.
    fn report(seed: u32) -> (Arc<Counts>, Counts) {
        let number = |at: u32| seed.wrapping_mul(2_654_435_761).rotate_left(at % 31).wrapping_add(at * at);
        let words = (0..60).map(|at| number(at) % (3 + at * 7)).collect();
        let terms = (0..40).map(|at| (number(at * 3) % (2 + at)) | TERM_MARK).collect();
        (Arc::new(count(words)), count(terms))
    }

    #[test]
    fn a_change_weighs_as_much_as_a_new_beginning() {
        let mut reports: Reports = (0..80).map(report).collect();
        let mut kept = Weighed::default();
        update(&mut kept, &reports);
        let mut spared = 0;
        for round in 0..60_u32 {
            let place = (round * 37 % 80) as usize;
            let before = reports[place].clone();
            if round % 3 == 0 {
                reports[place] = report(1_000 + round);
            } else {
                // One more word, which few or many reports have.
                let mut words: Vec<u32> =
                    before.0.iter().flat_map(|(word, n)| vec![*word; *n as usize]).collect();
                words.push(round % 50);
                reports[place].0 = Arc::new(count(words));
            }
            assert_eq!(
                update(&mut kept, &reports),
                update(&mut Weighed::default(), &reports),
                "round {round}"
            );
            let weigher = Weigher { holders: &kept.holders, all: 80.0 };
            spared += kept.reports.iter().filter(|report| !weigher.reaches(round % 50, report)).count();
        }
        assert!(spared > 1_000, "changes reach some reports only: {spared}");
        reports.pop();
        assert_eq!(update(&mut kept, &reports), update(&mut Weighed::default(), &reports));
    }

    #[test]
    fn one_revised_report_weighs_as_much_as_all_weighed_anew() {
        let mut reports: Reports = (0..80).map(report).collect();
        let mut kept = Weighed::default();
        let mut features = update(&mut kept, &reports);
        for round in 0..60_u32 {
            let place = (round * 37 % 80) as usize;
            reports[place].0 = report(2_000 + round).0;
            for (at, revised) in kept.revise(place, &reports[place].0) {
                features[at] = revised;
            }
            assert_eq!(features, update(&mut Weighed::default(), &reports), "round {round}");
        }
    }
}
