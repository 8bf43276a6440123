//! Joining and splitting texts. The standard library's formatting and patterns are compiled anew for each
//! kind of pattern, and every reader who downloads the WebAssembly would pay for that.

/// Returns the texts, one after the other, with `between` between them.
pub fn join<S: AsRef<str>>(texts: &[S], between: &str) -> String {
    let mut joined = String::new();
    for (place, text) in texts.iter().enumerate() {
        if place > 0 {
            joined.push_str(between);
        }
        joined.push_str(text.as_ref());
    }
    joined
}

/// Returns the stretches of a text between the characters for which `splits` is true; at least one, possibly
/// empty.
pub fn split<'a>(text: &'a str, splits: &dyn Fn(char) -> bool) -> Vec<&'a str> {
    let mut stretches = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if splits(c) {
            stretches.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    stretches.push(&text[start..]);
    stretches
}

/// Returns the characters of a text.
pub fn chars(text: &str) -> Vec<char> {
    let mut chars = Vec::new();
    for c in text.chars() {
        chars.push(c);
    }
    chars
}

/// Whether a text begins with a character for which `is_meant` is true.
pub fn begins(text: &str, is_meant: &dyn Fn(char) -> bool) -> bool {
    text.chars().next().is_some_and(is_meant)
}

/// Returns the place of the first character for which `is_meant` is true.
pub fn find(text: &str, is_meant: &dyn Fn(char) -> bool) -> Option<usize> {
    for (at, c) in text.char_indices() {
        if is_meant(c) {
            return Some(at);
        }
    }
    None
}

/// Returns a text without the leading characters for which `is_cut` is true.
pub fn trim_start<'a>(text: &'a str, is_cut: &dyn Fn(char) -> bool) -> &'a str {
    find(text, &|c| !is_cut(c)).map_or("", |start| &text[start..])
}

/// Returns a text without the trailing characters for which `is_cut` is true.
pub fn trim_end<'a>(text: &'a str, is_cut: &dyn Fn(char) -> bool) -> &'a str {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if !is_cut(c) {
            end = at + c.len_utf8();
        }
    }
    &text[..end]
}

/// Returns the text before and after the first `sign`, which must be ASCII.
pub fn split_once(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Returns the number that decimal digits stand for.
pub fn number(text: &str) -> Option<u32> {
    let mut number = 0u32;
    for byte in text.bytes() {
        let digit = char::from(byte).to_digit(10)?;
        number = number.checked_mul(10)?.checked_add(digit)?;
    }
    (!text.is_empty()).then_some(number)
}

/// Returns a number in decimal digits.
pub fn decimal(number: u32) -> String {
    let mut text = if number >= 10 { decimal(number / 10) } else { String::new() };
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_decimal() {
        for number in [0, 9, 10, 907, u32::MAX] {
            assert_eq!(decimal(number), number.to_string());
            assert_eq!(self::number(&number.to_string()), Some(number));
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", "x", "1x", "-1", "4294967296", "99999999999"] {
            assert_eq!(number(text), None);
        }
    }

    #[test]
    fn texts_are_split() {
        assert_eq!(split("a-b/", &|c| c == '-' || c == '/'), ["a", "b", ""]);
        assert_eq!(split("", &|_| true), [""]);
        assert_eq!(split_once("é=b=c", b'='), Some(("é", "b=c")));
        assert_eq!(split_once("é", b'='), None);
    }

    #[test]
    fn characters_are_found_and_cut() {
        assert_eq!(find("aéi", &|c| c == 'i'), Some(3));
        assert_eq!(
            (find("a", &|c| c == 'i'), begins("", &|_| true), begins("ab", &|c| c == 'a')),
            (None, false, true)
        );
        assert_eq!((trim_start("--é-", &|c| c == '-'), trim_start("--", &|c| c == '-')), ("é-", ""));
        assert_eq!((trim_end("-é--", &|c| c == '-'), trim_end("--", &|c| c == '-')), ("-é", ""));
    }

    #[test]
    fn texts_are_joined() {
        assert_eq!(join(&["a", "", "b"], "-"), "a--b");
        assert_eq!(join::<&str>(&[], "-"), "");
    }
}
