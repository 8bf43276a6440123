//! Texts put together. The standard library's formatting would be paid for by every reader who downloads the
//! WebAssembly.

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

/// Returns the stretches of a text between the characters that `splits` is true for; at least one, maybe empty.
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

/// Returns what is before and what is after the first `sign`, which is ASCII.
pub fn split_once(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((&text[..at], &text[at + 1..]))
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
    fn texts_are_joined() {
        assert_eq!(join(&["a", "", "b"], "-"), "a--b");
        assert_eq!(join::<&str>(&[], "-"), "");
    }
}
