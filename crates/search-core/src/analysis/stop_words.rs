//! Words too frequent to tell one report from another.
//!
//! They are indexed like any other, so that phrases can hold them; a query of several words leaves them
//! out of its scoring.

use super::Language;

/// Folded.
const SPANISH: &str = "a al ante como con cual cuando de del desde e el en entre es esta este esto fue ha han hasta la las \
    le les lo los mas me mi no nos o para pero por que quien se ser si sin sobre son su sus tambien un \
    una uno unos y ya";

/// Folded.
const ENGLISH: &str = "a about an and are as at be been but by did do does for from had has have how i if in into is it its \
    not of on or our s so t than that the their then there these they this to was we were what when \
    which who will with would you";

/// Whether `exact` (a token's exact form) is a stop word of `language`.
pub fn is_stop_word(language: Language, exact: &str) -> bool {
    let list = match language {
        Language::Spanish => SPANISH,
        Language::English => ENGLISH,
        Language::Other => "",
    };
    !exact.is_empty() && list.as_bytes().split(|byte| *byte == b' ').any(|word| word == exact.as_bytes())
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
