//! The check digits of identity numbers, which keep other numbers from being taken for identity numbers.
//!
//! Sources of the rules: Mexico, Registro Nacional de Población (CURP) and Servicio de Administración
//! Tributaria (RFC, Anexo 20); Guatemala, RENAP (CUI, modulus 11); El Salvador, RNPN (DUI, modulus 10);
//! Dominican Republic (JCE) and Canada (SIN), the formula of Luhn, ISO/IEC 7812-1, annex B.

/// How a number is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckDigit {
    /// The formula of Luhn, over all digits.
    Luhn,
    /// The last digit of a Mexican CURP.
    Curp,
    /// The last character of a person's Mexican RFC.
    Rfc,
    /// The ninth digit of a Guatemalan CUI, and the existence of its department.
    Cui,
    /// The last digit of a Salvadoran DUI.
    Dui,
}

/// The value of a character in a CURP is its place here.
const CURP_SIGNS: &str = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

/// The value of a character in an RFC is its place here.
const RFC_SIGNS: &str = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

/// How many departments Guatemala has.
const DEPARTMENTS: u32 = 22;

impl CheckDigit {
    const ALL: [(&'static str, CheckDigit); 5] = [
        ("luhn", CheckDigit::Luhn),
        ("curp", CheckDigit::Curp),
        ("rfc", CheckDigit::Rfc),
        ("cui", CheckDigit::Cui),
        ("dui", CheckDigit::Dui),
    ];

    /// Returns the rule that settings call `name`.
    pub fn named(name: &str) -> Option<CheckDigit> {
        CheckDigit::ALL.iter().find(|(known, _)| *known == name).map(|(_, digit)| *digit)
    }

    /// Returns the names of the rules in settings.
    pub fn names() -> impl Iterator<Item = &'static str> {
        CheckDigit::ALL.iter().map(|(name, _)| *name)
    }

    /// Whether the number `found`, with or without separators, satisfies the rule.
    pub fn holds(self, found: &str) -> bool {
        let signs: Vec<char> = found.chars().filter(|c| c.is_alphanumeric() || *c == '&').collect();
        let digits: Vec<u32> = signs.iter().filter_map(|sign| sign.to_digit(10)).collect();
        match self {
            CheckDigit::Luhn => luhn(&digits),
            CheckDigit::Curp => last_digit_is(&signs, curp),
            CheckDigit::Rfc => rfc(&signs),
            CheckDigit::Cui => cui(&digits),
            CheckDigit::Dui => last_digit_is(&signs, dui),
        }
    }
}

fn luhn(digits: &[u32]) -> bool {
    let doubled = |(at, digit): (usize, &u32)| match (at % 2, digit * 2) {
        (0, _) => *digit,
        (_, double) if double > 9 => double - 9,
        (_, double) => double,
    };
    let is_only_zeros = digits.iter().all(|digit| *digit == 0);
    !is_only_zeros && digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// Whether the last sign is the digit that `rule` computes from the others.
fn last_digit_is(signs: &[char], rule: fn(&[char]) -> Option<u32>) -> bool {
    let Some((last, others)) = signs.split_last() else { return false };
    last.to_digit(10).is_some_and(|last| rule(others) == Some(last))
}

/// Returns the weighted sum of the signs' values; the first has the weight `first`, each next one a weight
/// one less.
fn weighted(values: impl Iterator<Item = Option<u32>>, first: u32) -> Option<u32> {
    values.zip((1..=first).rev()).try_fold(0, |sum, (value, weight)| Some(sum + value? * weight))
}

fn value_in(signs: &str, sign: char) -> Option<u32> {
    signs.chars().position(|known| known == sign).and_then(|at| u32::try_from(at).ok())
}

fn curp(signs: &[char]) -> Option<u32> {
    let sum = weighted(signs.iter().map(|sign| value_in(CURP_SIGNS, *sign)), 18)?;
    Some((10 - sum % 10) % 10)
}

fn dui(signs: &[char]) -> Option<u32> {
    let sum = weighted(signs.iter().map(|sign| sign.to_digit(10)), 9)?;
    Some((10 - sum % 10) % 10)
}

fn rfc(signs: &[char]) -> bool {
    let Some((last, others)) = signs.split_last() else { return false };
    let Some(sum) = weighted(others.iter().map(|sign| value_in(RFC_SIGNS, *sign)), 13) else { return false };
    let expected = match 11 - sum % 11 {
        11 => '0',
        10 => 'A',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    *last == expected
}

fn cui(digits: &[u32]) -> bool {
    let [number @ .., check, department, department_low, town, town_low] = digits else { return false };
    let sum: u32 = number.iter().zip(2..).map(|(digit, weight)| digit * weight).sum();
    let department = department * 10 + department_low;
    let has_place = (1..=DEPARTMENTS).contains(&department) && town * 10 + town_low > 0;
    number.len() == 8 && has_place && sum > 0 && sum % 11 == *check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_their_check_digit_hold_and_others_do_not() {
        let check = |digit: CheckDigit, right: &[&str], wrong: &[&str]| {
            for text in right {
                assert!(digit.holds(text), "{digit:?} {text}");
            }
            for text in wrong {
                assert!(!digit.holds(text), "{digit:?} {text}");
            }
        };
        // Examples published by the authorities and by libraries for such numbers.
        check(CheckDigit::Luhn, &["001-1391820-5", "123-456-782"], &["001-1391820-4", "123-456-789", "000"]);
        check(CheckDigit::Curp, &["BOXW310820HNERXN09", "HEGG560427MVZRRL04"], &["BOXW310820HNERXN08", ""]);
        check(CheckDigit::Rfc, &["GODE561231GR8"], &["GODE561231GR7", "GODE561231GRA", ""]);
        check(
            CheckDigit::Cui,
            &["1234 56789 0101"],
            &["1234 56780 0101", "1234 56789 2301", "0000 00000 0101"],
        );
        check(CheckDigit::Dui, &["00016297-5"], &["00016297-4", "00016297", ""]);
    }

    #[test]
    fn each_has_a_name() {
        for (name, digit) in CheckDigit::ALL {
            assert_eq!(CheckDigit::named(name), Some(digit));
        }
        assert_eq!(CheckDigit::named("mod97"), None);
    }
}
