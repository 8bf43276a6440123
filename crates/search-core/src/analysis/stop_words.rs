//! Words too frequent to distinguish one report from another.
//!
//! They are indexed like any other, so that phrases can contain them; a query of several words ignores them
//! when scoring.

use super::Language;

/// Folded, by length from 1, so that a word is compared only with those of its own length.
type ByLength = &'static [&'static str];

const SPANISH: ByLength = &[
    "a e o y",
    "al de el en es ha la le lo me mi no se si su un ya",
    "con del fue han las les los mas nos por que ser sin son sus una uno",
    "ante como cual esta este esto para pero unos",
    "desde entre hasta quien sobre",
    "cuando",
    "tambien",
];

const ENGLISH: ByLength = &[
    "a i s t",
    "an as at be by do if in is it of on or so to we",
    "and are but did for had has how its not our the was who you",
    "been does from have into than that then they this were what when will with",
    "about their there these which would",
];

/// Whether `exact` (a token's exact form) is a stop word of `language`.
pub fn is_stop_word(language: Language, exact: &str) -> bool {
    let lists = match language {
        Language::Spanish => SPANISH,
        Language::English => ENGLISH,
        Language::Other => &[],
    };
    let exact = exact.as_bytes();
    let list = exact.len().checked_sub(1).and_then(|place| lists.get(place));
    // Each word is followed by a space, except the last.
    list.is_some_and(|list| list.as_bytes().chunks(exact.len() + 1).any(|word| word.starts_with(exact)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found() {
        let spanish = |word| is_stop_word(Language::Spanish, word);
        assert!(spanish("a") && spanish("entre") && spanish("ya"));
        assert!(!spanish("") && !spanish("entr") && !spanish("a al") && !spanish("the"));
        assert!(is_stop_word(Language::English, "the") && !is_stop_word(Language::Other, ""));
    }
}
