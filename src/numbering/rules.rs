//! What labels are and which may follow which: the rules that Markdown and imported documents share.

use std::ops::RangeInclusive;

use crate::language::numerals;

/// The largest gap in the numbering within the same list.
const GAP_MAX: u32 = 10;
/// The most letters or Roman numbers that may be missing between two sub-points. If more are, `c.` is some
/// abbreviation.
const LETTER_GAP_MAX: u32 = 2;
/// The most digits of a number, as in CommonMark (0.31.2, section 5.2).
const DIGITS_MAX: usize = 9;
/// The highest Roman number of a sub-point.
const ROMAN_MAX: u32 = 20;
/// How many of the following numbered lines are searched for the next number; those in between are years and
/// the like.
const AHEAD_MAX: usize = 8;
/// The fewest points that make a list of points.
pub(super) const POINTS_MIN: usize = 2;
/// Numbers that may begin a paragraph because they are years.
pub(super) const YEARS: RangeInclusive<u32> = 1900..=2100;

/// What a paragraph begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// `9`.
    Number(u32),
    /// `a`, `iv`.
    Letters(Letters),
    /// A bullet.
    Bullet,
}

/// A small letter, a small Roman number, or either: `i`, `v`, `x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters {
    letter: Option<char>,
    roman: Option<u32>,
}

impl Marker {
    /// Reads a number, a letter or a Roman number.
    pub fn read(label: &str) -> Option<Marker> {
        if is_number(label) {
            return label.parse().ok().map(Marker::Number);
        }
        Letters::read(label).map(Marker::Letters)
    }
}

impl Letters {
    fn read(label: &str) -> Option<Letters> {
        let mut characters = label.chars();
        let first = characters.next().filter(char::is_ascii_lowercase)?;
        let letter = characters.as_str().is_empty().then_some(first);
        let may_be_roman = ['i', 'v', 'x'].contains(&first);
        let roman = if may_be_roman { numerals::roman_value(label, ROMAN_MAX) } else { None };
        (letter.is_some() || roman.is_some()).then_some(Letters { letter, roman })
    }

    /// Returns the letters as written.
    pub(super) fn text(self) -> String {
        self.letter.map_or_else(|| self.roman.map_or_else(String::new, roman), String::from)
    }
}

fn roman(value: u32) -> String {
    numerals::write("lowerRoman", value)
}

/// Whether a label is a number of a list.
pub(super) fn is_number(label: &str) -> bool {
    (1..=DIGITS_MAX).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a list that has reached `last` can continue with `number`.
pub(super) fn can_follow(last: u32, number: u32) -> bool {
    number > last && number <= last + GAP_MAX
}

/// Whether the next number comes after `first`, as in a list; numbers far above it are skipped.
pub(super) fn goes_on(first: u32, after: impl Iterator<Item = u32>) -> bool {
    after.take(AHEAD_MAX).find(|number| *number <= first + GAP_MAX) == Some(first + 1)
}

/// The state of a point's sub-numbering.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Levels {
    letter: Option<char>,
    roman: Option<u32>,
}

/// A sub-point by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubPoint {
    Letter(char),
    Roman { under: Option<char>, value: u32 },
}

/// The labels missing between two sub-points.
#[derive(Debug)]
pub(super) struct LeftOut {
    /// The label of the previous sub-point.
    pub(super) before: String,
    pub(super) missing: Vec<String>,
    /// The label that the next one would have.
    pub(super) found: String,
}

impl SubPoint {
    /// Returns its label within the point with that number: `9-b`, `9-b-i`, `9-i`.
    pub(super) fn label(self, number: u32) -> String {
        match self {
            SubPoint::Letter(letter) => format!("{number}-{letter}"),
            SubPoint::Roman { under: Some(letter), value } => format!("{number}-{letter}-{}", roman(value)),
            SubPoint::Roman { under: None, value } => format!("{number}-{}", roman(value)),
        }
    }

    /// Returns its place in its list, from 1.
    pub(super) fn place(self) -> u32 {
        match self {
            SubPoint::Letter(letter) => letter as u32 - 'a' as u32 + 1,
            SubPoint::Roman { value, .. } => value,
        }
    }
}

impl Levels {
    /// Consumes the next letters. Returns the sub-point they begin, or `None` if they are out of order and so
    /// are text.
    pub(super) fn next(&mut self, letters: Letters) -> Option<SubPoint> {
        let follows = self.letter.map_or('a', |letter| char::from_u32(letter as u32 + 1).unwrap_or('{'));
        if letters.letter == Some(follows) {
            (self.letter, self.roman) = (letters.letter, None);
            return Some(SubPoint::Letter(follows));
        }
        let value = letters.roman.filter(|value| *value == self.roman.unwrap_or(0) + 1)?;
        self.roman = Some(value);
        Some(SubPoint::Roman { under: self.letter, value })
    }

    /// Returns the labels missing between the last sub-point of `number` and one that [`next`](Levels::next)
    /// would reject; `None` if it does not look like a sub-point.
    pub(super) fn left_out(self, number: u32, letters: Letters) -> Option<LeftOut> {
        let is_small = |last: u32, next: u32| (last + 2..=last + 1 + LETTER_GAP_MAX).contains(&next);
        if let (Some(last), Some(letter)) = (self.letter, letters.letter)
            && is_small(last as u32, letter as u32)
        {
            let label = |letter: char| SubPoint::Letter(letter).label(number);
            let before = match self.roman {
                Some(value) => SubPoint::Roman { under: Some(last), value }.label(number),
                None => label(last),
            };
            let missing = (last..letter).skip(1).map(label).collect();
            return Some(LeftOut { before, missing, found: label(letter) });
        }
        let (last, value) = (self.roman?, letters.roman?);
        let label = |value: u32| SubPoint::Roman { under: self.letter, value }.label(number);
        is_small(last, value).then(|| LeftOut {
            before: label(last),
            missing: (last + 1..value).map(label).collect(),
            found: label(value),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_as_they_are_written() {
        for text in ["a", "i", "z", "ii", "xx"] {
            assert_eq!(Letters::read(text).map(Letters::text).as_deref(), Some(text));
        }
        for text in ["", "A", "ab", "iiii", "xxi", "ñ", "c1"] {
            assert_eq!(Letters::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_sub_point_follows_the_one_before() {
        let check = |written: &[&str], expected: &[Option<&str>]| {
            let mut levels = Levels::default();
            let next = |text: &&str| levels.next(Letters::read(text)?).map(|found| found.label(9));
            let found: Vec<Option<String>> = written.iter().map(next).collect();
            assert_eq!(found.iter().map(Option::as_deref).collect::<Vec<_>>(), expected, "{written:?}");
        };
        check(&["a", "i", "ii", "b", "i"], &["9-a", "9-a-i", "9-a-ii", "9-b", "9-b-i"].map(Some));
        check(&["i", "ii", "a", "c", "b"], &[Some("9-i"), Some("9-ii"), Some("9-a"), None, Some("9-b")]);
    }

    #[test]
    fn a_list_goes_on_with_the_next_number() {
        assert!(goes_on(847, [2017, 848].into_iter()));
        assert!(!goes_on(12, [14, 13].into_iter()));
        assert!(!goes_on(1, (0..20).map(|at| 100 + at).chain([2])));
        assert!(can_follow(2, 12) && !can_follow(2, 13) && !can_follow(2, 2));
    }
}
