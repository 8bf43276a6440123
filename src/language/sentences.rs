//! Where the sentences of a text begin and end.

use std::ops::Range;

use super::words::Words;

/// The most letters of a word with a capital letter before a full stop that is an abbreviation: `Sr.`, `No.`.
const ABBREVIATION_LETTERS_MAX: usize = 2;

/// Returns the sentences of a text, each as the range of its words.
///
/// A sentence ends with `!`, `?` or a line break, or with a full stop before a capital letter or a digit that
/// does not follow an abbreviation.
pub(crate) fn of(words: &Words<'_>) -> Vec<Range<usize>> {
    let starts = (0..words.len()).filter(|at| *at == 0 || ends_before(words, *at));
    let starts: Vec<usize> = starts.chain([words.len()]).collect();
    starts.windows(2).map(|pair| pair[0]..pair[1]).filter(|sentence| !sentence.is_empty()).collect()
}

/// Whether a sentence ends before a word.
pub(crate) fn ends_before(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap_before(at);
    let begins = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let is_abbreviation = || {
        let before = at.checked_sub(1).map_or("", |before| words.written(before));
        let letters = before.chars().count();
        let is_short = letters == 1 || before.starts_with(char::is_uppercase);
        is_short && letters <= ABBREVIATION_LETTERS_MAX && before.chars().all(char::is_alphabetic)
    };
    gap.contains(['!', '?', '\n'])
        // `3.5` has no space.
        || (gap.contains('.') && gap.len() > 1 && begins(words.written(at)) && !is_abbreviation())
}

/// Returns the range of a sentence in bytes of its text, with the signs that end it.
pub(crate) fn place(words: &Words<'_>, sentence: &Range<usize>) -> Range<usize> {
    let Some(last) = sentence.end.checked_sub(1).filter(|last| *last >= sentence.start) else { return 0..0 };
    let (start, end) = (words.place(sentence.start).start, words.place(last).end);
    let after = words.text[end..].chars().take_while(|c| ".!?)»”\"".contains(*c));
    start..end + after.map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = Words::new(text);
        let found: Vec<&str> = of(&words).iter().map(|sentence| &text[place(&words, sentence)]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn sentences_end_with_signs_and_lines() {
        check("Uno. Dos! Tres?\nCuatro; cinco", &["Uno.", "Dos!", "Tres?", "Cuatro; cinco"]);
        check("A favor: 7. En contra: 0.", &["A favor: 7.", "En contra: 0."]);
        check("(Uno.) Dos", &["Uno.)", "Dos"]);
        check("", &[]);
    }

    #[test]
    fn not_every_full_stop_ends_one() {
        check("El Sr. Paz y el acta No. 7 de 3.5 hojas", &["El Sr. Paz y el acta No. 7 de 3.5 hojas"]);
        check("Ver etc. y más", &["Ver etc. y más"]);
        check("Set one up. K. Paz agreed.", &["Set one up.", "K. Paz agreed."]);
    }
}
