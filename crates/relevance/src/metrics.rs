//! The quality of an answer.

use std::collections::BTreeMap;

use crate::collection::{DEPTH, Grade};

/// The pages that answer a query, with their grades.
type Relevant = BTreeMap<String, Grade>;

/// The scores of an answer, or the mean over several.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Scores {
    /// Normalised discounted cumulative gain over [`DEPTH`] pages: 0 to 1.
    pub(crate) ndcg: f64,
    /// One over the rank of the first relevant page within [`DEPTH`], else 0; its mean is the MRR.
    pub(crate) reciprocal_rank: f64,
    /// 1 if the first page is relevant, else 0.
    pub(crate) success: f64,
    /// 1 if there is no page at all, else 0; over several answers, how many are empty.
    pub(crate) empty: f64,
}

impl Scores {
    /// Returns the scores of an answer.
    pub(crate) fn of(answer: &[String], relevant: &Relevant) -> Scores {
        let reciprocal_rank = reciprocal_rank(answer, relevant);
        Scores {
            ndcg: ndcg(answer, relevant),
            reciprocal_rank,
            success: if reciprocal_rank >= 1.0 { 1.0 } else { 0.0 },
            empty: if answer.is_empty() { 1.0 } else { 0.0 },
        }
    }

    /// Returns the means, and how many are empty.
    pub(crate) fn mean<'a>(scores: impl IntoIterator<Item = &'a Scores>) -> Scores {
        let mut sum = Scores::default();
        let mut count = 0.0;
        for score in scores {
            sum.ndcg += score.ndcg;
            sum.reciprocal_rank += score.reciprocal_rank;
            sum.success += score.success;
            sum.empty += score.empty;
            count += 1.0;
        }
        let count = f64::max(count, 1.0);
        Scores {
            ndcg: sum.ndcg / count,
            reciprocal_rank: sum.reciprocal_rank / count,
            success: sum.success / count,
            empty: sum.empty,
        }
    }
}

/// Returns the gain of the first [`DEPTH`] pages divided by the greatest possible gain: Järvelin and
/// Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), with Burges' gain of 2^grade − 1.
fn ndcg(answer: &[String], relevant: &Relevant) -> f64 {
    let found = answer.iter().map(|page| relevant.get(page).copied().unwrap_or(0));
    let mut best: Vec<Grade> = relevant.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal = discounted_gain(best.into_iter());
    if ideal > 0.0 { discounted_gain(found) / ideal } else { 0.0 }
}

fn discounted_gain(grades: impl Iterator<Item = Grade>) -> f64 {
    let places = (2_u32..).map(f64::from);
    let gains =
        grades.take(DEPTH).zip(places).map(|(grade, place)| (f64::from(grade).exp2() - 1.0) / place.log2());
    // An empty `sum` would be −0.
    gains.fold(0.0, |sum, gain| sum + gain)
}

fn reciprocal_rank(answer: &[String], relevant: &Relevant) -> f64 {
    let ranks = (1_u32..).map(f64::from);
    let first = answer.iter().take(DEPTH).zip(ranks).find(|(page, _)| relevant.contains_key(*page));
    first.map_or(0.0, |(_, rank)| 1.0 / rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relevant() -> Relevant {
        [("a", 3), ("b", 2), ("c", 1)].map(|(page, grade)| (page.to_owned(), grade)).into()
    }

    fn check(answer: &str, ndcg: f64, reciprocal_rank: f64, success: f64, empty: f64) {
        let answer: Vec<String> = answer.split_whitespace().map(str::to_owned).collect();
        let found = Scores::of(&answer, &relevant());
        assert!((found.ndcg - ndcg).abs() < 0.0001, "{answer:?}: nDCG {}", found.ndcg);
        assert!((found.reciprocal_rank - reciprocal_rank).abs() < 0.0001, "{answer:?}");
        assert_eq!((found.success, found.empty), (success, empty), "{answer:?}");
    }

    // The ideal gain is 7/log2(2) + 3/log2(3) + 1/log2(4) = 7 + 1.89279 + 0.5 = 9.39279.
    #[test]
    fn answers_are_worth_what_the_formulas_say() {
        check("a b c", 1.0, 1.0, 1.0, 0.0);
        // 1/1 + 3/1.58496 + 7/2 = 1 + 1.89279 + 3.5 = 6.39279
        check("c b a", 0.68061, 1.0, 1.0, 0.0);
        // 7/2 = 3.5
        check("x y a", 0.37263, 1.0 / 3.0, 0.0, 0.0);
        check("x y z", 0.0, 0.0, 0.0, 0.0);
        check("", 0.0, 0.0, 0.0, 1.0);
    }

    #[test]
    fn what_comes_after_the_tenth_page_does_not_count() {
        check("1 2 3 4 5 6 7 8 9 a", 7.0 / 11_f64.log2() / 9.39279, 0.1, 0.0, 0.0);
        check("1 2 3 4 5 6 7 8 9 10 a", 0.0, 0.0, 0.0, 0.0);
    }

    #[test]
    fn the_best_answer_is_worth_one_however_many_pages_there_are() {
        let relevant: Relevant = (0..30).map(|page| (page.to_string(), 1)).collect();
        let answer: Vec<String> = (0..10).map(|page| page.to_string()).collect();
        assert!((Scores::of(&answer, &relevant).ndcg - 1.0).abs() < 1e-9);
    }

    #[test]
    fn empty_answers_are_counted_and_the_rest_averaged() {
        let worst = Scores { empty: 1.0, ..Scores::default() };
        let best = Scores { ndcg: 1.0, reciprocal_rank: 0.5, success: 1.0, empty: 0.0 };
        let mean = Scores::mean([&worst, &best, &worst, &best]);
        assert_eq!(mean, Scores { ndcg: 0.5, reciprocal_rank: 0.25, success: 0.5, empty: 2.0 });
    }
}
