//! How far a ratio of means would differ with other queries of the same kind.

/// How many samples are drawn.
const SAMPLES: usize = 2000;

/// The bounds between which nineteen of twenty samples are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Interval {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// Returns the interval of the mean of `ours` over that of `theirs`, which are scores of the same queries: as
/// many queries are drawn with replacement, again and again (Efron and Tibshirani, "An Introduction to the
/// Bootstrap" (1993), percentile intervals). `None` if the others' mean is 0 in a sample.
pub(crate) fn of_ratio(ours: &[f64], theirs: &[f64]) -> Option<Interval> {
    let pairs: Vec<(f64, f64)> = ours.iter().copied().zip(theirs.iter().copied()).collect();
    let mut drawn = Draws(0x9e37_79b9_7f4a_7c15);
    let mut ratios = Vec::with_capacity(SAMPLES);
    for _ in 0..SAMPLES {
        let (mut our_sum, mut their_sum) = (0.0, 0.0);
        for _ in &pairs {
            let (our, their) = pairs[drawn.below(pairs.len())];
            our_sum += our;
            their_sum += their;
        }
        if their_sum <= 0.0 {
            return None;
        }
        ratios.push(our_sum / their_sum);
    }
    ratios.sort_by(f64::total_cmp);
    Some(Interval { low: ratios[SAMPLES / 40], high: ratios[SAMPLES - 1 - SAMPLES / 40] })
}

/// Numbers that are the same in every run: xorshift64* (Vigna 2016).
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or(0) % bound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_around_the_ratio_and_narrow_where_all_queries_agree() {
        let theirs: Vec<f64> = (1..=100).map(|number| f64::from(number) / 100.0).collect();
        let ours: Vec<f64> = theirs.iter().map(|score| score * 1.1).collect();
        let same = of_ratio(&ours, &theirs).expect("an interval");
        assert!((same.low - 1.1).abs() < 1e-9 && (same.high - 1.1).abs() < 1e-9, "{same:?}");
        let mixed: Vec<f64> = theirs.iter().rev().copied().collect();
        let wide = of_ratio(&mixed, &theirs).expect("an interval");
        assert!(wide.low < 0.95 && wide.high > 1.05 && wide.low > 0.6 && wide.high < 1.6, "{wide:?}");
        assert_eq!(of_ratio(&[1.0], &[0.0]), None);
    }
}
