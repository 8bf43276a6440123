//! Numbers as word processors write them before paragraphs.

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

#[cfg(test)]
mod tests {
    use super::*;

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
