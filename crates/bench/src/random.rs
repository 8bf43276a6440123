//! Random numbers derived from a seed, the same on every machine and in every version.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

/// What random numbers are for. Each purpose has its own sequence, so that none depends on how many numbers
/// another used.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// The base words of a language, by its number.
    Words,
    /// The words and phrases of a theme, by its number.
    Theme,
    /// A person's name, by number.
    Person,
    /// A meeting's participants, place and subjects, by meeting.
    Meeting,
    /// The text of a report, by meeting and language.
    Report,
    /// Queries.
    Queries,
}

/// An endless sequence of random numbers.
#[derive(Debug)]
pub struct Random(ChaCha8Rng);

impl Random {
    /// Returns the sequence for a seed, a purpose and a number below 2^56.
    #[must_use]
    pub fn new(seed: u64, purpose: Purpose, number: u64) -> Random {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut numbers = ChaCha8Rng::from_seed(key);
        numbers.set_stream((purpose as u64) << 56 | number);
        Random(numbers)
    }

    /// Returns a number from 0 up to, but not including, 1.
    pub fn fraction(&mut self) -> f64 {
        // The 53 bits that a double holds exactly.
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns whether something of this probability happens.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.fraction() < probability
    }

    /// Returns a number from 0 up to, but not including, `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.fraction() * bound as f64) as usize
    }

    /// Returns a number from `least` to `most`, both included.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// Returns one of `items`, of which there is at least one.
    pub fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Returns `count` different numbers below `bound`, or all of them, in ascending order.
    pub fn some_below(&mut self, bound: usize, count: usize) -> Vec<usize> {
        let mut numbers: Vec<usize> = (0..bound).collect();
        for at in 0..count.min(bound) {
            let other = self.between(at, bound - 1);
            numbers.swap(at, other);
        }
        numbers.truncate(count);
        numbers.sort_unstable();
        numbers
    }
}

/// Weights to draw by.
#[derive(Debug)]
pub struct Shares {
    cumulative: Vec<f64>,
}

impl Shares {
    /// Returns shares in proportion to these weights.
    pub fn new(weights: impl IntoIterator<Item = f64>) -> Shares {
        let mut sum = 0.0;
        let cumulative = weights.into_iter().map(|weight| {
            sum += weight;
            sum
        });
        Shares { cumulative: cumulative.collect() }
    }

    /// Returns the shares of `count` ranks by the law of Zipf and Mandelbrot, `(rank + offset)^-exponent`.
    #[must_use]
    pub fn zipf(count: usize, offset: f64, exponent: f64) -> Shares {
        Shares::new((1..=count).map(|rank| (rank as f64 + offset).powf(-exponent)))
    }

    /// Draws the number of a weight, with a probability equal to its share.
    pub fn draw(&self, random: &mut Random) -> usize {
        let sum = self.cumulative.last().copied().unwrap_or_default();
        let point = random.fraction() * sum;
        self.cumulative.partition_point(|&end| end <= point)
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, Random, Shares};

    #[test]
    fn numbers_follow_from_seed_purpose_and_number() {
        let mut numbers =
            [(1, Purpose::Words, 0), (1, Purpose::Words, 0), (2, Purpose::Words, 0), (1, Purpose::Theme, 0)]
                .map(|(seed, purpose, number)| Random::new(seed, purpose, number).below(1 << 30));
        assert_eq!(numbers[0], numbers[1]);
        numbers[1..].sort_unstable();
        assert!(numbers[1] != numbers[2] && numbers[2] != numbers[3]);
    }

    #[test]
    fn shares_are_kept() {
        let shares = Shares::new([1.0, 0.0, 3.0]);
        let mut random = Random::new(1, Purpose::Queries, 0);
        let mut counts = [0; 3];
        for _ in 0..4000 {
            counts[shares.draw(&mut random)] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((900..1100).contains(&counts[0]), "{counts:?}");
    }

    #[test]
    fn some_are_different() {
        let mut random = Random::new(1, Purpose::Queries, 0);
        let mut some = random.some_below(10, 6);
        some.dedup();
        assert_eq!(some.len(), 6);
        assert_eq!(random.some_below(3, 9), [0, 1, 2]);
    }
}
