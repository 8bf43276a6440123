//! The language of a passage: reports quote and append texts in other languages.

use std::borrow::Cow;

use actas_search_core::analysis::{Language, fold_fully, is_stop_word};

/// With fewer words the language cannot be determined.
const WORDS_MIN: usize = 12;
/// How many stop words the other language must have, and how many times as many as the report's own.
const STOP_WORDS_MIN: usize = 4;
const RATIO_MIN: usize = 3;

/// Returns the language of a text in a report in language `own`, judging by its stop words.
pub(super) fn passage_language(text: &str, own: Language) -> Language {
    if own == Language::Other {
        return own;
    }
    let words: Vec<Cow<'_, str>> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(folded).collect();
    if words.len() < WORDS_MIN {
        return own;
    }
    let count = |language| words.iter().filter(|word| is_stop_word(language, word)).count();
    let own_count = count(own);
    let others = Language::KNOWN.into_iter().filter(|language| *language != own);
    let best = others.map(|language| (count(language), language)).max_by_key(|(count, _)| *count);
    match best {
        Some((other, language)) if other >= STOP_WORDS_MIN && other >= RATIO_MIN * own_count => language,
        _ => own,
    }
}

fn folded(word: &str) -> Cow<'_, str> {
    let is_folded = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if is_folded { Cow::Borrowed(word) } else { Cow::Owned(fold_fully(word)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_known_by_its_stop_words() {
        let english = "The delegations were of the opinion that this workshop should be held in the spring";
        let spanish =
            "Las delegaciones fueron de la opinión de que el taller debe celebrarse en la primavera";
        assert_eq!(passage_language(english, Language::Spanish), Language::English);
        assert_eq!(passage_language(spanish, Language::Spanish), Language::Spanish);
        assert_eq!(passage_language(spanish, Language::English), Language::Spanish);
        assert_eq!(passage_language("The delegations", Language::Spanish), Language::Spanish);
        assert_eq!(passage_language(english, Language::Other), Language::Other);
    }
}
