//! A trie of phrases by words, which finds the phrases at a position of a text. The cost of a lookup depends
//! on the words at that position, even if many phrases begin alike.

use rustc_hash::FxHashMap;

use crate::language::words::Words;

/// The number of the root node, where every phrase begins.
const ROOT: u32 = 0;

/// Phrases, each with a value. Phrases that begin alike share nodes.
#[derive(Debug)]
pub(crate) struct Phrases<V> {
    /// The numbers of the folded words.
    words: FxHashMap<String, u32>,
    /// The node that a word leads to from another node.
    steps: FxHashMap<(u32, u32), u32>,
    /// The value of the phrase that ends at each node, if there is one.
    values: Vec<Option<V>>,
}

impl<V: Default> Phrases<V> {
    pub(crate) fn new() -> Phrases<V> {
        Phrases { words: FxHashMap::default(), steps: FxHashMap::default(), values: vec![None] }
    }

    /// Returns the value of a phrase of folded words; inserts it if missing.
    pub(crate) fn value(&mut self, phrase: &[String]) -> &mut V {
        let mut at = ROOT;
        for word in phrase {
            let next = number(self.words.len());
            let word = match self.words.get(word) {
                Some(known) => *known,
                None => *self.words.entry(word.clone()).or_insert(next),
            };
            at = *self.steps.entry((at, word)).or_insert_with(|| {
                self.values.push(None);
                number(self.values.len() - 1)
            });
        }
        self.values[at as usize].get_or_insert_default()
    }
}

impl<V> Phrases<V> {
    /// Returns the longest phrase that begins at the word `at` and is `accepted`: its length in words, and
    /// the result of `accepted` for its value and length.
    pub(crate) fn longest<'v, R>(
        &'v self,
        words: &Words<'_>,
        at: usize,
        accepted: impl Fn(&'v V, usize) -> Option<R>,
    ) -> Option<(usize, R)> {
        let (mut reached, mut found) = (ROOT, None);
        for (length, word) in (1..).zip(at..words.len()) {
            let Some(word) = self.words.get(words.folded(word)) else { break };
            let Some(next) = self.steps.get(&(reached, *word)) else { break };
            reached = *next;
            let value = self.values[reached as usize].as_ref();
            if let Some(made) = value.and_then(|value| accepted(value, length)) {
                found = Some((length, made));
            }
        }
        found
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::words::folded_words;

    #[test]
    fn the_longest_that_is_accepted_is_found() {
        let mut phrases = Phrases::<u8>::new();
        for (phrase, value) in [("a b", 1), ("a b c", 2), ("a", 3), ("b c", 4)] {
            *phrases.value(&folded_words(phrase)) = value;
        }
        let words = Words::new("A b c d a c b");
        let longest =
            |at, refused| phrases.longest(&words, at, |value, _| Some(*value).filter(|v| *v != refused));
        assert_eq!(longest(0, 0), Some((3, 2)));
        assert_eq!(longest(0, 2), Some((2, 1)));
        assert_eq!(longest(1, 0), Some((2, 4)));
        assert_eq!(longest(4, 0), Some((1, 3)));
        assert_eq!((longest(3, 0), longest(6, 0)), (None, None));
    }
}
