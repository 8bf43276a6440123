//! Finds similar reports, by the terms that they share and by their characteristic words.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::Report;
use super::super::features::{Counts, TERM_MARK, count};
use super::super::points::TermPlace;
use super::weights::{Features, ToWeigh, Weighed};
use super::{Input, LanguageSite, TermNumbers};

/// The maximum number of related reports shown for a report.
const RELATED_REPORTS_MAX: usize = 5;
/// The maximum number of shared terms given as the reason.
const SHARED_TERMS_MAX: usize = 3;
/// The number of reports before and after a report, among those that share a word or term, that it is
/// compared with: those nearest in time.
const WINDOW_REPORTS: usize = 48;
/// The minimum similarity of a related report; identical reports have 1.
const SIMILARITY_MIN: f32 = 0.04;

/// A report that is similar to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Its index in the language's list.
    pub report: usize,
    /// The rarest terms that both have, at most 3.
    pub shared: Vec<TermPlace>,
}

/// The number of maps that hold the reports by feature. With many maps, a change touches few features other
/// than its own.
const MAPS: usize = 1024;

/// The reports that have each feature, newest first, with its weight there.
type HoldersOf = FxHashMap<u32, Arc<Vec<(u32, f32)>>>;

/// The reports that have each feature, in [`MAPS`] maps. A copy shares the maps that do not change.
#[derive(Clone, Debug, PartialEq)]
struct Holders(Vec<Arc<HoldersOf>>);

impl Default for Holders {
    fn default() -> Self {
        Holders(vec![Arc::default(); MAPS])
    }
}

impl Holders {
    fn get(&self, feature: u32) -> Option<&[(u32, f32)]> {
        self.0[map_of(feature)].get(&feature).map(|holders| holders.as_slice())
    }

    fn of(&mut self, feature: u32) -> &mut HoldersOf {
        Arc::make_mut(&mut self.0[map_of(feature)])
    }
}

fn map_of(feature: u32) -> usize {
    usize::try_from(feature).unwrap_or(0) % MAPS
}

/// The data by which the reports of a language are compared.
///
/// Reports are vectors of the words and terms with the highest tf-idf weights, compared by cosine similarity.
/// Only reports that share a feature are considered, through lists of the reports with each feature; of a
/// long list, only a window.
#[derive(Debug, Default)]
pub struct Likeness {
    compared: Compared,
    numbers: TermNumbers,
}

/// The data by which reports are compared, by report and by feature. Copies are cheap, since they share what
/// has not changed.
#[derive(Clone, Debug, Default)]
struct Compared {
    features: Vec<Arc<Features>>,
    holders: Holders,
}

impl Likeness {
    pub(super) fn new(language: &LanguageSite, input: &Input<'_>, weighed: &mut Weighed) -> Likeness {
        let numbers = TermNumbers::new(language);
        let reports = language.reports.par_iter().zip(input.reports).map(|(report, (_, text))| {
            let terms = terms(report, &numbers);
            ToWeigh { source: &report.source, words: &text.words, terms }
        });
        weighed.update(reports.collect(), &numbers);
        Likeness { compared: Compared::new(weighed.features()), numbers }
    }

    /// Returns a copy in which the given reports, by index, have other features.
    pub(in super::super) fn revised(&self, revised: Vec<(usize, Arc<Features>)>) -> Likeness {
        let mut compared = self.compared.clone();
        for (report, features) in revised {
            compared.replace(report, features);
        }
        Likeness { compared, numbers: self.numbers.clone() }
    }

    /// Returns the reports most similar to a report, most similar first; at most 5.
    pub fn related(&self, report: usize) -> Vec<Related> {
        let Compared { features, holders } = &self.compared;
        let own = &features[report];
        let related =
            |other: usize| Related { report: other, shared: shared(own, &features[other], &self.numbers) };
        nearest(report, own, holders).into_iter().map(related).collect()
    }
}

impl Compared {
    fn new(features: Vec<Arc<Features>>) -> Compared {
        let mut holders = Holders::default();
        for (report, features) in features.iter().enumerate() {
            for (feature, weight) in features.iter() {
                let of_feature = holders.of(*feature).entry(*feature).or_default();
                Arc::make_mut(of_feature).push((number(report), *weight));
            }
        }
        // The lists of all features are in memory at the same time.
        let maps = holders.0.iter_mut().map(Arc::make_mut);
        maps.flat_map(HoldersOf::values_mut).map(Arc::make_mut).for_each(Vec::shrink_to_fit);
        Compared { features, holders }
    }

    fn replace(&mut self, report: usize, features: Arc<Features>) {
        let place =
            |holders: &[(u32, f32)]| holders.binary_search_by_key(&number(report), |(holder, _)| *holder);
        for (feature, _) in self.features[report].iter() {
            let of = self.holders.of(*feature);
            let Some(holders) = of.get_mut(feature) else { continue };
            if let Ok(at) = place(holders) {
                Arc::make_mut(holders).remove(at);
            }
            if holders.is_empty() {
                of.remove(feature);
            }
        }
        for (feature, weight) in features.iter() {
            let holders = self.holders.of(*feature).entry(*feature).or_default();
            let at = place(holders).unwrap_or_else(|at| at);
            Arc::make_mut(holders).insert(at, (number(report), *weight));
        }
        self.features[report] = features;
    }
}

fn number(report: usize) -> u32 {
    u32::try_from(report).unwrap_or(u32::MAX)
}

/// Returns the reports nearest to a report.
fn nearest(report: usize, own: &Features, holders: &Holders) -> Vec<usize> {
    let mut products: Vec<(u32, f32)> = Vec::new();
    for (feature, weight) in own {
        let Some(holders) = holders.get(*feature) else { continue };
        let at = holders.partition_point(|(holder, _)| (*holder as usize) < report);
        let window = at.saturating_sub(WINDOW_REPORTS)..holders.len().min(at + WINDOW_REPORTS + 1);
        let others = holders[window].iter().filter(|(holder, _)| *holder as usize != report);
        products.extend(others.map(|(holder, other)| (*holder, weight * other)));
    }
    // The sort is stable, so that sums add the same numbers in the same order.
    products.sort_by_key(|(holder, _)| *holder);
    let sums = products.chunk_by(|(a, _), (b, _)| a == b);
    let sums = sums.map(|group| (group[0].0, group.iter().map(|(_, product)| product).sum::<f32>()));
    let mut sums: Vec<(u32, f32)> = sums.filter(|(_, sum)| *sum >= SIMILARITY_MIN).collect();
    sums.sort_by(|(a, one), (b, other)| other.total_cmp(one).then(a.cmp(b)));
    sums.iter().take(RELATED_REPORTS_MAX).map(|(holder, _)| *holder as usize).collect()
}

/// Returns the terms shared by two reports that have the highest weights in both.
fn shared(one: &Features, other: &Features, numbers: &TermNumbers) -> Vec<TermPlace> {
    let terms = one.iter().filter(|(feature, _)| feature & TERM_MARK != 0);
    let in_both = terms.filter_map(|(feature, weight)| {
        let at = other.binary_search_by_key(feature, |(feature, _)| *feature).ok()?;
        Some((*feature, weight * other[at].1))
    });
    let mut shared: Vec<(u32, f32)> = in_both.collect();
    shared.sort_by(|(a, one), (b, other)| other.total_cmp(one).then(a.cmp(b)));
    let number = |feature: u32| usize::try_from(feature & !TERM_MARK).unwrap_or(usize::MAX);
    shared.iter().take(SHARED_TERMS_MAX).map(|(feature, _)| numbers.place(number(*feature))).collect()
}

/// Returns the terms of a report. Being filed under a term counts as much as two mentions.
fn terms(report: &Report, numbers: &TermNumbers) -> Counts {
    let twice = report.filed().flat_map(|place| [place, place]);
    let all = twice.chain(report.mentions.iter().flatten().copied());
    let feature = |place| u32::try_from(numbers.number(place)).unwrap_or(0) | TERM_MARK;
    count(all.map(feature).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(all: &[Features]) -> Compared {
        Compared::new(all.iter().cloned().map(Arc::new).collect())
    }

    fn holders(all: &[Features]) -> Holders {
        compared(all).holders
    }

    #[test]
    fn a_report_is_found_by_what_took_the_place_of_its_features() {
        let mut all = vec![vec![(1, 0.8), (2, 0.6)], vec![(1, 1.0)], vec![(2, 1.0)], vec![(3, 1.0)]];
        let first = compared(&all);
        let mut compared = first.clone();
        let holders_at_first = holders(&all);
        for (report, features) in [(1, vec![(3, 1.0)]), (0, vec![(1, 0.6), (4, 0.8)]), (3, Vec::new())] {
            compared.replace(report, Arc::new(features.clone()));
            all[report] = features;
            assert!(compared.features.iter().map(|features| &**features).eq(&all));
            assert_eq!(compared.holders, holders(&all));
            assert_eq!(first.holders, holders_at_first, "what it was copied from stays");
        }
    }

    #[test]
    fn the_nearest_share_most_and_none_is_related_to_itself() {
        let all = [vec![(1, 0.8), (2, 0.6)], vec![(1, 1.0)], vec![(2, 1.0)], vec![(3, 1.0)]];
        let holders = holders(&all);
        assert_eq!(nearest(0, &all[0], &holders), [1, 2]);
        assert_eq!(nearest(1, &all[1], &holders), [0]);
        assert!(nearest(3, &all[3], &holders).is_empty());
    }

    #[test]
    fn what_all_share_is_compared_near_in_time_only() {
        let all = vec![vec![(1, 1.0)]; 1_000];
        let holders = holders(&all);
        let near = nearest(500, &all[500], &holders);
        assert_eq!(near.len(), RELATED_REPORTS_MAX);
        assert!(near.iter().all(|other| other.abs_diff(500) <= WINDOW_REPORTS), "{near:?}");
        assert_eq!(nearest(0, &all[0], &holders), [1, 2, 3, 4, 5]);
    }
}
