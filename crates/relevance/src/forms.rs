//! The forms in which a question is asked: whole, and as its rarest words.

use std::collections::{BTreeSet, HashMap};

use crate::analysis::words;

/// How many pages have a word.
#[derive(Default)]
pub(crate) struct Frequencies {
    pages: HashMap<String, usize>,
}

impl Frequencies {
    /// Counts the words of a page.
    pub(crate) fn add(&mut self, text: &str) {
        for word in words(text).into_iter().collect::<BTreeSet<_>>() {
            *self.pages.entry(word).or_default() += 1;
        }
    }

    /// Returns the question whole and as its three and two rarest words, each with the name of the form.
    pub(crate) fn forms(&self, question: &str) -> [(&'static str, String); 3] {
        [
            ("full question", question.to_owned()),
            ("3 rarest words", self.rarest(question, 3)),
            ("2 rarest words", self.rarest(question, 2)),
        ]
    }

    /// Returns the rarest words that occur on any page, in the question's order. Words without content are
    /// frequent, so the remaining words have content.
    fn rarest(&self, question: &str, count: usize) -> String {
        let mut seen = BTreeSet::new();
        let mut found: Vec<(usize, usize, String)> = words(question)
            .into_iter()
            .enumerate()
            .filter(|(_, word)| seen.insert(word.clone()))
            .filter_map(|(place, word)| Some((*self.pages.get(&word)?, place, word)))
            .collect();
        found.sort();
        found.truncate(count);
        found.sort_by_key(|(_, place, _)| *place);
        found.into_iter().map(|(_, _, word)| word).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_words_keep_their_order() {
        let mut frequencies = Frequencies::default();
        for page in ["the wing of the aircraft", "the wing in flow", "the flow of air", "flutter of the wing"]
        {
            frequencies.add(page);
        }
        let forms = frequencies.forms("What of the wing's flutter in the aircraft?");
        assert_eq!(forms[1].1, "flutter in aircraft");
        assert_eq!(forms[2].1, "flutter in");
    }
}
