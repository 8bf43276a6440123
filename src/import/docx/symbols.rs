//! Characters that Word writes as places in a font of symbols.

use crate::import::xml::Element;

/// Where fonts of symbols have their characters in Unicode's private area.
const PRIVATE: u32 = 0xF000;

/// Returns what an element `w:sym` shows, if there is a character for it.
pub(super) fn text(element: &Element) -> Option<String> {
    let code = u32::from_str_radix(element.get("w:char")?, 16).ok()?;
    let place = if (PRIVATE..PRIVATE + 0x100).contains(&code) { code - PRIVATE } else { code };
    let font = element.get("w:font").unwrap_or_default().to_lowercase();
    let character = match font.as_str() {
        "symbol" => symbol(place),
        "wingdings" | "wingdings 2" | "wingdings 3" | "webdings" => wingdings(place),
        _ => char::from_u32(place).filter(|character| !character.is_control()),
    };
    character.map(String::from)
}

/// The font Symbol: Greek letters and signs, by Adobe's table.
fn symbol(place: u32) -> Option<char> {
    const GREEK: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    match place {
        0x41..=0x5A => GREEK.chars().nth((place - 0x41) as usize),
        0x61..=0x7A => SMALL.chars().nth((place - 0x61) as usize),
        0xA3 => Some('≤'),
        0xB3 => Some('≥'),
        0xB1 => Some('±'),
        0xB4 => Some('×'),
        0xB7 => Some('•'),
        0xB9 => Some('≠'),
        0xAE => Some('→'),
        0xB0 => Some('°'),
        0xD6 => Some('√'),
        0x20..=0x3F => char::from_u32(place),
        _ => None,
    }
}

fn wingdings(place: u32) -> Option<char> {
    match place {
        0xFC => Some('✓'),
        0xFB => Some('✗'),
        0xFE | 0x78 | 0xFD => Some('☒'),
        0xA8 | 0x6F => Some('☐'),
        0xA7 | 0x6E => Some('▪'),
        0xD8 => Some('➢'),
        0xE0 => Some('→'),
        0x6C | 0x9F => Some('•'),
        0x4A => Some('☺'),
        _ => None,
    }
}
