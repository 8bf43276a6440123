//! What guessing knows of languages: `languages.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::words::{Words, folded_words};

/// The languages by their codes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Languages {
    languages: BTreeMap<String, Language>,
}

/// What guessing knows of one language. See `languages.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Language {
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
    sessions: BTreeMap<String, Vec<String>>,
}

/// A list of small words.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Of,
    Until,
    At,
    Small,
    TookPart,
    Between,
    Titles,
}

impl Languages {
    /// Reads what is known. It is part of the program, and held to its form by a test.
    pub fn load() -> Languages {
        toml::from_str(include_str!("languages.toml")).unwrap_or_default()
    }

    /// Whether a word, without case and accents, is of that kind in any language.
    pub(super) fn is(&self, kind: Kind, word: &str) -> bool {
        self.languages.values().any(|language| {
            let list = match kind {
                Kind::Of => &language.of,
                Kind::Until => &language.until,
                Kind::At => &language.at,
                Kind::Small => &language.small,
                Kind::TookPart => &language.took_part,
                Kind::Between => &language.between,
                Kind::Titles => &language.titles,
            };
            list.iter().any(|known| folded(known) == word)
        })
    }

    /// Returns the number of a month that is called so, without case and accents.
    pub(super) fn month(&self, word: &str) -> Option<i8> {
        self.languages.values().find_map(|language| {
            let number = language.months.iter().position(|month| folded(month) == word);
            let number = number.and_then(|at| i8::try_from(at + 1).ok());
            number.or_else(|| language.other_months.get(word).copied())
        })
    }

    /// Returns the kinds of session, each with a way to say it, as folded words.
    pub(super) fn sessions(&self) -> impl Iterator<Item = (&str, Vec<String>)> {
        let all = self.languages.values().flat_map(|language| &language.sessions);
        all.flat_map(|(kind, ways)| ways.iter().map(move |way| (kind.as_str(), folded_words(way))))
    }
}

fn folded(word: &str) -> String {
    folded_words(word).concat()
}

/// Returns the language that most frequent words of a text belong to; none if there are none.
pub fn language_of(text: &str) -> Option<String> {
    let data = Languages::load();
    let words = Words::new(text);
    let count = |language: &Language| {
        (0..words.len()).filter(|at| language.stop_words.iter().any(|word| word == words.folded(*at))).count()
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
