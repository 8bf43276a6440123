//! Invisible and misleading characters, which must not reach a terminal, a log or a spreadsheet unchanged.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Letters and signs that print as nothing: Korean fillers, the empty Braille cell.
const FILLERS: [char; 5] = ['\u{115f}', '\u{1160}', '\u{2800}', '\u{3164}', '\u{ffa0}'];

/// Whether a character moves the cursor of a terminal, begins a line or an escape sequence, changes the
/// direction of a text, or is an invisible mark: C0 and C1 (ISO/IEC 6429), line separators, bidirectional
/// controls (UAX #9), and Unicode's format characters except the joiners and the soft hyphen, which scripts
/// and emoji need.
fn misleads(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character is invisible at the start of a text: blanks, controls, format characters, combining
/// marks without a letter to combine with, and code points that no version of Unicode has assigned.
pub(crate) fn is_invisible(character: char) -> bool {
    // Rust escapes unprintable characters, and these three.
    let is_escaped = || !"\\'\"".contains(character) && character.escape_debug().len() > 1;
    character.is_whitespace() || misleads(character) || FILLERS.contains(&character) || is_escaped()
}

/// Returns a text as shown on a terminal or in a log: on one line, with misleading characters written as in
/// Rust and JavaScript (`\n`, `\u{1b}`).
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(misleads) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if misleads(character) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "{}", character.escape_default());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Returns a text of the same length in characters, with a visible sign in place of each misleading
/// character.
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains(misleads) {
        return Cow::Borrowed(text);
    }
    let sign = |character: char| match character {
        '\t' => ' ',
        // The pictures of the controls (Unicode, "Control Pictures").
        '\0'..='\u{1f}' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'),
        _ if misleads(character) => '\u{fffd}',
        _ => character,
    };
    Cow::Owned(text.chars().map(sign).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_mislead_is_written_out() {
        let check = |text: &str, expect: &str| assert_eq!(shown(text), expect, "{text:?}");
        check(
            "Reunión n\u{303}andú ✈\u{fe0f} 👩\u{200d}👧 – «x»",
            "Reunión n\u{303}andú ✈\u{fe0f} 👩\u{200d}👧 – «x»",
        );
        check("a\u{1b}[2Jb", "a\\u{1b}[2Jb");
        check("a\n::error::b\r\tc", "a\\n::error::b\\r\\tc");
        check("a\u{9b}1mb\u{85}", "a\\u{9b}1mb\\u{85}");
        check(
            "acta\u{202e}fdp.md\u{2028}\u{feff}\u{e0041}",
            "acta\\u{202e}fdp.md\\u{2028}\\u{feff}\\u{e0041}",
        );
    }

    #[test]
    fn what_is_masked_keeps_its_place() {
        let text = "a\u{1b}b\u{9b}c\u{202e}d\te";
        assert_eq!(masked(text), "a␛b\u{fffd}c\u{fffd}d e");
        assert_eq!(masked(text).chars().count(), text.chars().count());
    }

    #[test]
    fn nothing_is_seen_of_blanks_and_marks() {
        let invisible = "\0\u{1}\u{7f}\u{85} \t\r\n\u{a0}\u{ad}\u{34f}\u{200b}\u{200d}\u{2028}\u{202e}\u{3000}\u{3164}\u{2800}\u{fe0f}\u{feff}\u{e0001}\u{301}";
        for character in invisible.chars() {
            assert!(is_invisible(character), "{character:?}");
        }
        for character in "aÑ=1+-@'\"\\«✈漢".chars() {
            assert!(!is_invisible(character), "{character:?}");
        }
    }
}
