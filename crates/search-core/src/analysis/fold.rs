//! Case and accent folding for Latin scripts.

use super::letters::is_word;
use super::lower::lower;
use crate::text::trim_end;

/// Appends `text` in lower case without accents; `ñ` stays.
pub(super) fn fold_exact(text: &str, out: &mut String) {
    for c in text.chars() {
        push_folded(lower(c), out);
    }
}

/// Appends an exact form with `ñ` folded too.
pub(super) fn fold_fully_into(exact: &str, out: &mut String) {
    for c in exact.chars() {
        out.push(if c == 'ñ' { 'n' } else { c });
    }
}

/// Returns `text` in lower case without any accents, `ñ` folded too. Stems are made from this.
pub fn fold_fully(text: &str) -> String {
    let mut exact = String::with_capacity(text.len());
    fold_exact(text, &mut exact);
    let mut out = String::with_capacity(exact.len());
    fold_fully_into(&exact, &mut out);
    out
}

/// Returns `text` as part of an address: lower case, without accents, words joined by `-`. Dots stay.
#[cfg(feature = "write")]
pub fn slug(text: &str) -> String {
    slug_of(text, &char::is_alphanumeric)
}

/// Returns the address that a label has if it has letters and digits of today's languages.
pub(crate) fn slug_of_label(label: &str) -> String {
    slug_of(label, &is_word)
}

fn slug_of(text: &str, is_word: &dyn Fn(char) -> bool) -> String {
    let folded = fold_fully(text);
    let mut slug = String::with_capacity(folded.len());
    for c in folded.chars() {
        if is_word(c) || (c == '.' && !slug.is_empty() && !slug.ends_with(".")) || c == '_' {
            slug.push(c);
        } else if !slug.ends_with("-") && !slug.is_empty() {
            slug.push('-');
        }
    }
    trim_end(&slug, &|c| matches!(c, '-' | '.')).to_owned()
}

/// Whether a character only says where a word may be broken or joined: soft hyphens, and those without width.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Appends a lower-case character without its accent.
///
/// A combining tilde makes `ñ` of an `n` before it (text in decomposed form, as macOS file names have);
/// other combining marks are dropped.
fn push_folded(c: char, out: &mut String) {
    let plain = match c {
        '\u{303}' if out.ends_with("n") => {
            out.pop();
            'ñ'
        }
        '\u{300}'..='\u{36f}' => return,
        c if is_invisible(c) => return,
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ª' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'º' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'æ' => return out.push_str("ae"),
        'œ' => return out.push_str("oe"),
        'ß' => return out.push_str("ss"),
        other => other,
    };
    out.push(plain);
}
