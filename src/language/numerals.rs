//! Numbers as word processors write them before paragraphs, and in words.

use super::known::Languages;
use super::words::Words;

/// Writes a number in one of Word's formats (ISO/IEC 29500-1, 17.18.59), or in figures if the format is
/// unknown.
pub(crate) fn write(format: &str, number: u32) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        "ordinal" => format!("{number}.º"),
        _ => number.to_string(),
    }
}

/// Word continues after `z` with `aa`, `bb`.
fn letters(number: u32) -> String {
    let Some(at) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + (at % 26) as u8);
    std::iter::repeat_n(letter, (at / 26 + 1).min(50) as usize).collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

/// Returns the value of a Roman number in small letters, if it is at most `max`.
pub(crate) fn roman_value(text: &str, max: u32) -> Option<u32> {
    (1..=max).find(|number| roman(*number) == text)
}

/// Reads a number in words that begins with the word at `at`, and returns where it ends: `treinta y uno`, `dos mil
/// diecinueve`, `two thousand and nineteen`. It ends before a word that does not go on with it.
pub(crate) fn in_words(words: &Words<'_>, at: usize, data: &Languages) -> Option<(u32, usize)> {
    let value = |at: usize| if at < words.len() { data.number(words.folded(at)) } else { None };
    let (mut total, mut part, mut last) = (0, 0, u32::MAX);
    let mut end = at;
    loop {
        let is_joined = end > at && end < words.len() && matches!(words.folded(end), "y" | "and");
        let place = end + usize::from(is_joined);
        let Some(next) = value(place) else { break };
        // `dos y tres` are two numbers, `treinta y uno` is one.
        let is_tens = last % 10 == 0 && (20..100).contains(&last);
        let goes_on = match next {
            1000 if total == 0 && !is_joined => {
                total = part.max(1) * 1000;
                part = 0;
                true
            }
            100 if (1..10).contains(&part) && !is_joined => {
                part *= 100;
                true
            }
            _ if next < last && next < 1000 && (part == 0 || last >= 100 || (is_tens && next < 10)) => {
                let may_join = !is_joined || is_tens || last >= 100;
                part += if may_join { next } else { 0 };
                may_join
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        last = next;
        end = place + 1;
    }
    (end > at).then_some((total + part, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_words() {
        let check = |text: &str, expected: Option<(u32, usize)>| {
            assert_eq!(in_words(&Words::new(text), 0, Languages::load()), expected, "{text}");
        };
        check("treinta y uno de mayo", Some((31, 3)));
        check("dos y tres", Some((2, 1)));
        check("dos mil diecinueve", Some((2019, 3)));
        check("dos mil", Some((2000, 2)));
        check("mil novecientos noventa y nueve", Some((1999, 5)));
        check("two thousand and nineteen", Some((2019, 4)));
        check("nineteen hundred", Some((19, 1)));
        check("veinte treinta", Some((20, 1)));
        check("mayo", None);
    }

    #[test]
    fn numbers_are_written_in_formats() {
        let check = |format: &str, number: u32, expected: &str| assert_eq!(write(format, number), expected);
        check("decimal", 12, "12");
        check("lowerLetter", 2, "b");
        check("upperLetter", 28, "BB");
        check("lowerRoman", 14, "xiv");
        check("upperRoman", 1999, "MCMXCIX");
        assert_eq!(roman_value("iv", 20), Some(4));
        assert_eq!(roman_value("iiii", 20), None);
    }
}
