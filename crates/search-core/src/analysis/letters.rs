//! Which characters are letters and digits, from tables a tenth the size of the standard library's.
//!
//! They agree with the standard library's in what is written today, except that marks within a word are
//! letters: a vowel sign or a virama does not end a word.

/// Runs of signs, punctuation and spaces from U+0080 on: the first and the last of each.
const SIGNS: &[(u16, u16)] = &[
    (0x80, 0xa9),
    (0xab, 0xb1),
    (0xb4, 0xb4),
    (0xb6, 0xb8),
    (0xbb, 0xbb),
    (0xbf, 0xbf),
    (0xd7, 0xd7),
    (0xf7, 0xf7),
    (0x2c2, 0x2c5),
    (0x2d2, 0x2df),
    (0x37e, 0x37e),
    (0x384, 0x385),
    (0x387, 0x387),
    (0x55a, 0x55f),
    (0x589, 0x58f),
    (0x5be, 0x5be),
    (0x5c0, 0x5c0),
    (0x5c3, 0x5c3),
    (0x5f3, 0x60f),
    (0x61b, 0x61f),
    (0x66a, 0x66d),
    (0x6d4, 0x6d4),
    (0x964, 0x965),
    (0x1ffd, 0x206f),
    (0x207a, 0x207e),
    (0x208a, 0x208e),
    (0x20a0, 0x20cf),
    (0x2190, 0x245f),
    (0x249c, 0x24b5),
    (0x2500, 0x2775),
    (0x2794, 0x2bff),
    (0x2e00, 0x2e2e),
    (0x2e30, 0x3004),
    (0x3008, 0x3020),
    (0x3030, 0x3030),
    (0x303d, 0x3040),
    (0x30fb, 0x30fb),
    (0xd800, 0xf8ff),
    (0xfdfc, 0xfe1f),
    (0xfe30, 0xfe6b),
    (0xff00, 0xff0f),
    (0xff1a, 0xff20),
    (0xff3b, 0xff40),
    (0xff5b, 0xff65),
    (0xffe0, 0xffff),
];

/// Runs of digits from U+0080 on, fractions and circled numbers among them.
const DIGITS: &[(u16, u16)] = &[
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0xbc, 0xbe),
    (0x660, 0x669),
    (0x6f0, 0x6f9),
    (0x2070, 0x2070),
    (0x2074, 0x2089),
    (0x2150, 0x2189),
    (0x2460, 0x249b),
    (0xff10, 0xff19),
];

/// Whether a character is a letter or a digit.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    match u16::try_from(u32::from(c)) {
        Ok(code) => !is_in(SIGNS, code),
        // Games, emoji and other pictures.
        Err(_) => !('\u{1f000}'..='\u{1faff}').contains(&c),
    }
}

/// Whether a character is a digit, in any script.
pub(crate) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || u16::try_from(u32::from(c)).is_ok_and(|code| is_in(DIGITS, code))
}

/// Whether a character is a letter.
pub(crate) fn is_letter(c: char) -> bool {
    is_word(c) && !is_digit(c)
}

fn is_in(runs: &[(u16, u16)], code: u16) -> bool {
    runs.iter().any(|(first, last)| (*first..=*last).contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_those_of_the_standard_library() {
        let blocks = [
            '\0'..'\u{2c2}',
            '\u{37f}'..'\u{380}',
            '\u{384}'..'\u{38b}',
            '\u{38e}'..'\u{3a2}',
            '\u{3a3}'..'\u{3f6}',
            '\u{400}'..'\u{482}',
            '\u{48a}'..'\u{530}',
            '\u{531}'..'\u{557}',
            '\u{561}'..'\u{590}',
            '\u{5d0}'..'\u{5eb}',
            '\u{5f3}'..'\u{610}',
            '\u{61b}'..'\u{658}',
            '\u{1e00}'..'\u{1f16}',
            '\u{2000}'..'\u{2072}',
            '\u{2200}'..'\u{24b6}',
            '\u{2500}'..'\u{2776}',
            '\u{3041}'..'\u{3097}',
            '\u{30a1}'..'\u{3100}',
            '\u{4e00}'..'\u{a000}',
            '\u{ac00}'..'\u{d7a4}',
            '\u{ff01}'..'\u{ffbf}',
        ];
        let differs = |c: &char| {
            is_word(*c) != c.is_alphanumeric()
                || is_digit(*c) != c.is_numeric()
                || is_letter(*c) != c.is_alphabetic()
        };
        let others: Vec<char> = blocks.into_iter().flatten().filter(differs).collect();
        assert_eq!(others, []);
        assert!(is_word('\u{94d}') && is_letter('ん') && !is_word('😀') && is_word('𠀀'));
    }
}
