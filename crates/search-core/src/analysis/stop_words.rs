//! Words too frequent to distinguish one report from another.
//!
//! A query of several words ignores them. A pack has no positions of them: in a phrase any word may stand in
//! their place. Two next to each other are indexed as a pair, for phrases of nothing else.

use super::Language;

/// Folded, by length from 1, so that a word is compared only with those of its own length.
type ByLength = &'static [&'static str];

const SPANISH: ByLength = &[
    "a e o u y",
    "al de el en es ha he la le lo me mi ni no se si su te tu un ya yo",
    "con del era esa ese eso fue han hay las les los mas mis muy nos por que ser sin son sus tal una uno",
    "ante cada como cual cuya cuyo ella ello eran esas esos esta este esto haya nada otra otro para pero pues sean sido sino toda todo unas unos",
    "cuyas cuyos desde donde ellas ellos entre estan estar estas estos fuera haber habia hacia hasta otras otros quien segun sobre tiene todas todos",
    "alguna alguno aunque contra cuales cuando cuanta cuanto fueron porque siendo tienen",
    "algunas algunos cuantas cuantos durante nuestra nuestro quienes tambien",
];

const ENGLISH: ByLength = &[
    "a i s t",
    "am an as at be by do he if in is it me my of on or so to we",
    "all and any are but can did for had has her him his how its nor not our she the too was who why you",
    "also been both does each from have here into just more most only such than that them then they this very were what when whom will with your",
    "about being could doing other shall their there these those under until where which while whose would",
    "should",
    "because",
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
