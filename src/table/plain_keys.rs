//! Keys with letters that TOML accepts only in quotes: `órgano = "…"`.

use std::borrow::Cow;

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

/// The characters of bare keys; each encodes six bits.
const PLAIN: &[u8; 64] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/// Returns a text in which the letters that TOML does not accept in bare keys are replaced by ASCII
/// characters, one for each byte. Offsets stay the same, and different letters get different characters. The
/// caller finds the key itself in the original text, with [`as_written`].
pub(super) fn written_plainly(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let tokens: Vec<Token> = Source::new(text).lex().filter(|token| !is_gap(token)).collect();
    let mut plain = String::with_capacity(text.len());
    let mut done = 0;
    for at in 0..tokens.len() {
        let span = tokens[at].span();
        let word = &text[span.start()..span.end()];
        if is_key(&tokens, at) && as_written(word).is_some() {
            plain.push_str(&text[done..span.start()]);
            word.chars().for_each(|letter| push_plainly(letter, &mut plain));
            done = span.end();
        }
    }
    plain.push_str(&text[done..]);
    Cow::Owned(plain)
}

fn is_gap(token: &Token) -> bool {
    token.kind() == TokenKind::Whitespace
}

/// Whether a word is a key by its position: before an equals sign or a dot, or last in a table header.
fn is_key(tokens: &[Token], at: usize) -> bool {
    let kind = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(Token::kind);
    let (before, after) = (kind(at.checked_sub(1)), kind(Some(at + 1)));
    let is_in_head = || {
        after == Some(TokenKind::RightSquareBracket)
            && matches!(before, Some(TokenKind::LeftSquareBracket | TokenKind::Dot))
    };
    kind(Some(at)) == Some(TokenKind::Atom)
        && (matches!(after, Some(TokenKind::Equals | TokenKind::Dot)) || is_in_head())
}

/// Returns a key as it is written, if TOML would not accept it without quotes.
pub(super) fn as_written(word: &str) -> Option<&str> {
    let is_word = word.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    (is_word && !word.is_ascii()).then_some(word)
}

fn push_plainly(letter: char, plain: &mut String) {
    if letter.is_ascii() {
        plain.push(letter);
        return;
    }
    for place in 0..letter.len_utf8() {
        let bits = u32::from(letter) >> (6 * place);
        plain.push(char::from(PLAIN[(bits % 64) as usize]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_alone_are_written_plainly() {
        for (text, is_plain) in [
            ("órgano = 1", true),
            ("título   = \"Órgano\"\n", true),
            ("[[compromisos]]\nqué = 'qué'", true),
            ("[adición]", true),
            ("a = { qué = 1 }", true),
            ("a.ñ.b = 1", true),
            ("a = 'ñ = 1'", false),
            ("a = \"\"\"\nñ = 1\n\"\"\"", false),
            ("# ñ = 1", false),
            ("\"ñ\" = 1", false),
            ("a = ñ", false),
            ("ñ ñ", false),
        ] {
            let plain = written_plainly(text);
            assert_eq!(plain.len(), text.len(), "{text}");
            assert_eq!(plain != text, is_plain, "{text}");
            let keys = plain.split('=').next().expect("a key");
            assert!(!is_plain || keys.is_ascii(), "{plain}");
        }
    }

    #[test]
    fn each_letter_has_its_own() {
        let plain = |text| written_plainly(text).into_owned();
        assert_ne!(plain("año = 1"), plain("aúo = 1"));
        assert_ne!(plain("日 = 1"), plain("本 = 1"));
    }
}
