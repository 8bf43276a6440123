//! The words that are known of each language: `known.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::words::{Words, folded_words};

/// The languages by their codes.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    languages: BTreeMap<String, Language>,
    /// The small words of each kind, without case and accents.
    small: FxHashMap<Kind, FxHashSet<String>>,
    /// The months by their names, without case and accents.
    months: FxHashMap<String, i8>,
    /// The numbers up to twenty by their words, without case and accents.
    numbers: FxHashMap<String, u32>,
}

static KNOWN: LazyLock<Languages> = LazyLock::new(|| {
    // Built into the program; a test checks its format.
    Languages::new(toml::from_str(include_str!("known.toml")).unwrap_or_default())
});

/// What is known of one language; see `known.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Language {
    months: Vec<String>,
    other_months: BTreeMap<String, i8>,
    stop_words: Vec<String>,
    of: Vec<String>,
    until: Vec<String>,
    at: Vec<String>,
    small: Vec<String>,
    took_part: Vec<String>,
    between: Vec<String>,
    titles: Vec<String>,
    numbers: Vec<String>,
    other_numbers: BTreeMap<String, u32>,
    early: Vec<String>,
    middle: Vec<String>,
    sessions: BTreeMap<String, Vec<String>>,
}

/// A list of small words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Of,
    Until,
    At,
    Small,
    TookPart,
    Between,
    Titles,
    Early,
    Middle,
}

impl Kind {
    const ALL: [Kind; 9] = [
        Kind::Of,
        Kind::Until,
        Kind::At,
        Kind::Small,
        Kind::TookPart,
        Kind::Between,
        Kind::Titles,
        Kind::Early,
        Kind::Middle,
    ];

    /// Returns the words of this kind.
    fn words(self, language: &Language) -> &[String] {
        match self {
            Kind::Of => &language.of,
            Kind::Until => &language.until,
            Kind::At => &language.at,
            Kind::Small => &language.small,
            Kind::TookPart => &language.took_part,
            Kind::Between => &language.between,
            Kind::Titles => &language.titles,
            Kind::Early => &language.early,
            Kind::Middle => &language.middle,
        }
    }
}

impl Languages {
    /// Returns all languages.
    pub(crate) fn load() -> &'static Languages {
        &KNOWN
    }

    fn new(languages: BTreeMap<String, Language>) -> Languages {
        let words = |kind: Kind| {
            let words = languages.values().flat_map(|language| kind.words(language));
            (kind, words.map(|word| folded(word)).collect())
        };
        let mut months = FxHashMap::default();
        for language in languages.values() {
            let named = language.months.iter().zip(1..).map(|(month, number)| (folded(month), number));
            let others = language.other_months.iter().map(|(month, number)| (month.clone(), *number));
            for (month, number) in named.chain(others) {
                months.entry(month).or_insert(number);
            }
        }
        let named = |language: &Language| {
            let others = language.other_numbers.iter().map(|(word, number)| (word.clone(), *number));
            language.numbers.iter().map(|word| folded(word)).zip(0..).chain(others).collect::<Vec<_>>()
        };
        let numbers = languages.values().flat_map(named).collect();
        Languages { numbers, small: Kind::ALL.map(words).into_iter().collect(), months, languages }
    }

    /// Whether a word, without case and accents, is of that kind in any language.
    pub(crate) fn is(&self, kind: Kind, word: &str) -> bool {
        self.small.get(&kind).is_some_and(|words| words.contains(word))
    }

    /// Returns the number of the month with this name, without case and accents.
    pub(crate) fn month(&self, word: &str) -> Option<i8> {
        self.months.get(word).copied()
    }

    /// Returns the number up to twenty that a word means, without case and accents.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// Returns the kinds of session, each with one of its names as folded words.
    pub(crate) fn sessions(&self) -> impl Iterator<Item = (&str, Vec<String>)> {
        let all = self.languages.values().flat_map(|language| &language.sessions);
        all.flat_map(|(kind, ways)| ways.iter().map(move |way| (kind.as_str(), folded_words(way))))
    }
}

fn folded(word: &str) -> String {
    folded_words(word).concat()
}

/// Returns the language with the most stop words in a text; `None` if the text has none.
pub(crate) fn language_of(text: &str) -> Option<String> {
    let data = Languages::load();
    let words = Words::new(text);
    let count = |language: &Language| {
        let stop_words: FxHashSet<&str> = language.stop_words.iter().map(String::as_str).collect();
        (0..words.len()).filter(|at| stop_words.contains(words.folded(*at))).count()
    };
    let counts: Vec<(usize, &String)> =
        data.languages.iter().map(|(code, language)| (count(language), code)).collect();
    let (count, code) = counts.into_iter().max()?;
    (count > 0).then(|| code.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_can_be_read_and_tell_languages() {
        assert_eq!(Languages::load().month("septiembre"), Some(9));
        assert_eq!(Languages::load().month("june"), Some(6));
        assert_eq!(language_of("La Red agradeció a las delegaciones sus informes.").as_deref(), Some("es"));
        assert_eq!(
            language_of("The network thanked the delegations for their reports.").as_deref(),
            Some("en")
        );
        assert_eq!(language_of("123"), None);
    }
}
