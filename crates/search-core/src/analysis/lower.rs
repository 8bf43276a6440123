//! Lower case, from a table a twentieth the size of the standard library's.
//!
//! It covers the alphabets written today with capitals: Latin, Greek, Cyrillic and Armenian. Other capitals
//! (Cherokee, Georgian, Coptic, Deseret, Adlam, polytonic Greek, circled letters, single-character Roman
//! numerals) stay as they are, in the index and in queries alike.

/// Runs of capitals: the first, the last, and what to add to get the small letter. Where that is 1, capitals
/// and small letters alternate.
const CAPITALS: &[(u16, u16, i16)] = &[
    (0xc0, 0xd6, 32),
    (0xd8, 0xde, 32),
    (0x100, 0x12e, 1),
    (0x130, 0x130, -199),
    (0x132, 0x136, 1),
    (0x139, 0x147, 1),
    (0x14a, 0x176, 1),
    (0x178, 0x178, -121),
    (0x179, 0x17d, 1),
    (0x181, 0x181, 210),
    (0x182, 0x184, 1),
    (0x186, 0x186, 206),
    (0x187, 0x187, 1),
    (0x189, 0x18a, 205),
    (0x18b, 0x18b, 1),
    (0x18e, 0x18e, 79),
    (0x18f, 0x18f, 202),
    (0x190, 0x190, 203),
    (0x191, 0x191, 1),
    (0x193, 0x193, 205),
    (0x194, 0x194, 207),
    (0x196, 0x196, 211),
    (0x197, 0x197, 209),
    (0x198, 0x198, 1),
    (0x19c, 0x19c, 211),
    (0x19d, 0x19d, 213),
    (0x19f, 0x19f, 214),
    (0x1a0, 0x1a4, 1),
    (0x1a6, 0x1a6, 218),
    (0x1a7, 0x1a7, 1),
    (0x1a9, 0x1a9, 218),
    (0x1ac, 0x1ac, 1),
    (0x1ae, 0x1ae, 218),
    (0x1af, 0x1af, 1),
    (0x1b1, 0x1b2, 217),
    (0x1b3, 0x1b5, 1),
    (0x1b7, 0x1b7, 219),
    (0x1b8, 0x1b8, 1),
    (0x1bc, 0x1bc, 1),
    (0x1c4, 0x1c4, 2),
    (0x1c5, 0x1c5, 1),
    (0x1c7, 0x1c7, 2),
    (0x1c8, 0x1c8, 1),
    (0x1ca, 0x1ca, 2),
    (0x1cb, 0x1db, 1),
    (0x1de, 0x1ee, 1),
    (0x1f1, 0x1f1, 2),
    (0x1f2, 0x1f4, 1),
    (0x1f6, 0x1f6, -97),
    (0x1f7, 0x1f7, -56),
    (0x1f8, 0x21e, 1),
    (0x220, 0x220, -130),
    (0x222, 0x232, 1),
    (0x23a, 0x23a, 10795),
    (0x23b, 0x23b, 1),
    (0x23d, 0x23d, -163),
    (0x23e, 0x23e, 10792),
    (0x241, 0x241, 1),
    (0x243, 0x243, -195),
    (0x244, 0x244, 69),
    (0x245, 0x245, 71),
    (0x246, 0x24e, 1),
    (0x370, 0x372, 1),
    (0x376, 0x376, 1),
    (0x37f, 0x37f, 116),
    (0x386, 0x386, 38),
    (0x388, 0x38a, 37),
    (0x38c, 0x38c, 64),
    (0x38e, 0x38f, 63),
    (0x391, 0x3a1, 32),
    (0x3a3, 0x3ab, 32),
    (0x3cf, 0x3cf, 8),
    (0x3d8, 0x3ee, 1),
    (0x3f4, 0x3f4, -60),
    (0x3f7, 0x3f7, 1),
    (0x3f9, 0x3f9, -7),
    (0x3fa, 0x3fa, 1),
    (0x3fd, 0x3ff, -130),
    (0x400, 0x40f, 80),
    (0x410, 0x42f, 32),
    (0x460, 0x480, 1),
    (0x48a, 0x4be, 1),
    (0x4c0, 0x4c0, 15),
    (0x4c1, 0x4cd, 1),
    (0x4d0, 0x52e, 1),
    (0x531, 0x556, 48),
    (0x1e00, 0x1e94, 1),
    (0x1e9e, 0x1e9e, -7615),
    (0x1ea0, 0x1efe, 1),
    (0x2126, 0x2126, -7517),
    (0x212a, 0x212a, -8383),
    (0x212b, 0x212b, -8262),
    (0xff21, 0xff3a, 32),
];

/// Returns the small letter of a capital; returns any other character unchanged.
pub(crate) fn lower(c: char) -> char {
    let Ok(code) = u16::try_from(u32::from(c)) else { return c };
    if code < 0x80 {
        return c.to_ascii_lowercase();
    }
    let run = CAPITALS.get(CAPITALS.partition_point(|(_, last, _)| *last < code));
    match run {
        Some((first, _, step)) if *first <= code && (*step != 1 || (code - first) % 2 == 0) => {
            char::from_u32(u32::from(code.wrapping_add_signed(*step))).unwrap_or(c)
        }
        _ => c,
    }
}

/// Whether a character is a small letter: that of a capital, or one of the few in use that have no capital.
/// Letters of phonetic alphabets are left out, since this only serves to tell words from acronyms.
pub(crate) fn is_small(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_lowercase();
    }
    let Ok(code) = u16::try_from(u32::from(c)) else { return false };
    let is_of_run = |(first, last, step): &(u16, u16, i16)| {
        let capital = code.wrapping_add_signed(step.wrapping_neg());
        (*first..=*last).contains(&capital) && (*step != 1 || (capital - first) % 2 == 0)
    };
    matches!(c, 'ª' | 'º' | 'µ' | 'ß' | 'ı' | 'ĸ' | 'ŉ' | 'ſ' | 'ͺ' | 'ΐ' | 'ΰ' | 'ς')
        || CAPITALS.iter().any(is_of_run)
}

/// Returns `text` in lower case.
pub(crate) fn lowered(text: &str) -> String {
    let mut lowered = String::new();
    for c in text.chars() {
        lowered.push(lower(c));
    }
    lowered
}

#[cfg(test)]
mod tests {
    use super::{is_small, lower};

    #[test]
    fn small_letters_are_those_of_the_standard_library() {
        let known = ('\0'..'\u{180}').chain('\u{370}'..'\u{3d0}').chain('\u{400}'..'\u{530}');
        let others: String = known.filter(|c| is_small(*c) != c.is_lowercase()).collect();
        assert_eq!(others, "");
    }

    #[test]
    fn the_table_agrees_with_the_standard_library() {
        for c in ('\0'..'\u{557}').chain('\u{1e00}'..'\u{1f00}').chain('\u{ff00}'..'\u{ffff}') {
            // What the lower case of `İ` adds to the letter is dropped with the accents.
            assert_eq!(Some(lower(c)), c.to_lowercase().next(), "{c}");
        }
    }
}
