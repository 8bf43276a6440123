//! Signs that documents write as places in a font of symbols, in Unicode's private area or as letters of that font.

use super::blocks::{SourceDocument, What};

/// Where fonts of symbols have their characters in Unicode's private area.
const PRIVATE: u32 = 0xF000;
/// The most characters of a text that a font of symbols makes signs of: a longer one is text, whatever its font.
const SIGNS_MAX: usize = 3;

/// Returns the character that a font of symbols shows at a place, if there is one of its own.
pub(super) fn character(font: &str, code: u32) -> Option<char> {
    let place = if (PRIVATE..PRIVATE + 0x100).contains(&code) { code - PRIVATE } else { code };
    match font.to_lowercase().as_str() {
        "symbol" => symbol(place),
        name if is_dingbats(name) => wingdings(place),
        _ => char::from_u32(place).filter(|character| !character.is_control()),
    }
}

/// Returns what a few characters show in a font of symbols; none if it is no such font, or one of them has no character.
pub(super) fn in_font(font: &str, text: &str) -> Option<String> {
    let lower = font.to_lowercase();
    let is_private = |character: char| (PRIVATE..PRIVATE + 0x100).contains(&u32::from(character));
    let is_sign =
        |character: char| is_private(character) || (is_dingbats(&lower) && !character.is_whitespace());
    if !(is_dingbats(&lower) || lower == "symbol") || text.chars().count() > SIGNS_MAX {
        return None;
    }
    let shown = |sign: char| if is_sign(sign) { character(&lower, sign.into()) } else { Some(sign) };
    text.chars().map(shown).collect()
}

/// Puts signs in the place of private characters of a text whose font is not known. One that is not known is left out, and what
/// stood on its sides is not glued together.
pub(super) fn replace(text: &mut String, log: &mut SourceDocument) {
    let is_private = |character: char| matches!(character, '\u{e000}'..='\u{f8ff}');
    if !text.contains(is_private) {
        return;
    }
    let shown = |character: char| {
        if !is_private(character) {
            return character;
        }
        let place = u32::from(character).wrapping_sub(PRIVATE);
        usual(place).unwrap_or_else(|| {
            log.drop(What::Symbol, "");
            ' '
        })
    };
    *text = text.chars().map(shown).collect();
}

fn is_dingbats(font: &str) -> bool {
    matches!(
        font,
        "wingdings" | "wingdings 2" | "wingdings 3" | "webdings" | "zapfdingbats" | "zapf dingbats"
    )
}

/// The signs that are meant most often where the font is not told: bullets, check marks, dashes.
fn usual(place: u32) -> Option<char> {
    match place {
        0xB7 => Some('•'),
        0x2D | 0xBE => Some('–'),
        0x20..=0x3F | 0x5B | 0x5D => char::from_u32(place),
        0x76 => Some('❖'),
        0x71 => Some('❑'),
        0x6E | 0xA7 => Some('▪'),
        _ => wingdings(place),
    }
}

/// The font Symbol: Greek letters and signs, by Adobe's table.
fn symbol(place: u32) -> Option<char> {
    const GREEK: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    match place {
        0x41..=0x5A => GREEK.chars().nth((place - 0x41) as usize),
        0x61..=0x7A => SMALL.chars().nth((place - 0x61) as usize),
        0x22 => Some('∀'),
        0x24 => Some('∃'),
        0x27 => Some('∋'),
        0x2D => Some('−'),
        0x40 => Some('≅'),
        0x5C => Some('∴'),
        0x5E => Some('⊥'),
        0x5B | 0x5D | 0x5F | 0x7B..=0x7D => char::from_u32(place),
        0x7E => Some('∼'),
        0xA2 => Some('′'),
        0xA3 => Some('≤'),
        0xA5 => Some('∞'),
        0xA7 => Some('♣'),
        0xA8 => Some('♦'),
        0xA9 => Some('♥'),
        0xAA => Some('♠'),
        0xAB => Some('↔'),
        0xAC => Some('←'),
        0xAD => Some('↑'),
        0xAE => Some('→'),
        0xAF => Some('↓'),
        0xB0 => Some('°'),
        0xB1 => Some('±'),
        0xB2 => Some('″'),
        0xB3 => Some('≥'),
        0xB4 => Some('×'),
        0xB7 => Some('•'),
        0xB8 => Some('÷'),
        0xB9 => Some('≠'),
        0xBA => Some('≡'),
        0xBB => Some('≈'),
        0xBC => Some('…'),
        0xD6 => Some('√'),
        0xE5 => Some('∑'),
        0x20..=0x3F => char::from_u32(place),
        _ => None,
    }
}

fn wingdings(place: u32) -> Option<char> {
    match place {
        0xFC => Some('✓'),
        0xFB => Some('✗'),
        0xFE | 0x78 | 0xFD => Some('☒'),
        0x52 => Some('☑'),
        0xA8 | 0x6F => Some('☐'),
        0xA7 | 0x6E => Some('▪'),
        0x71 => Some('❑'),
        0x76 => Some('❖'),
        0x75 => Some('◆'),
        0xD8 => Some('➢'),
        0xE0 | 0xE8 | 0xF0 => Some('→'),
        0xDF => Some('←'),
        0x6C | 0x9F => Some('•'),
        0xA1 => Some('○'),
        0x4A => Some('☺'),
        0x28 | 0x29 => Some('☎'),
        0x2A => Some('✉'),
        0x46 => Some('☞'),
        0xAB => Some('★'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_characters() {
        assert_eq!(character("Symbol", 0xF05B), Some('['));
        assert_eq!(character("Wingdings", 0xFC), Some('✓'));
        assert_eq!(in_font("Wingdings", "ü").as_deref(), Some("✓"));
        assert_eq!(in_font("Wingdings", "\u{f0a8} ").as_deref(), Some("☐ "));
        assert_eq!(in_font("Symbol", "Acta"), None);
        assert_eq!(in_font("Arial", "ü"), None);
    }

    #[test]
    fn private_characters_glue_no_words() {
        let mut log = SourceDocument::default();
        let mut text = "ICA\u{f8f0}Instituto \u{f0fc} sí".to_owned();
        replace(&mut text, &mut log);
        assert_eq!((text.as_str(), log.dropped.len()), ("ICA Instituto ✓ sí", 1));
    }
}
