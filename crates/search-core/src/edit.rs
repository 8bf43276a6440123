//! How far apart two spellings are.

use crate::text::chars;

/// Returns how many edits turn `a` into `b`, if at most `most`: a letter inserted, deleted or replaced, or
/// two neighbours swapped (optimal string alignment; Boytsov 2011, section 2.2).
pub fn edit_distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let b = chars(b);
    if a.chars().count().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = Vec::new();
    for distance in 0..=b.len() {
        last.push(distance);
    }
    let mut last_char = None;
    for (row, from) in a.chars().enumerate() {
        let mut next = vec![row + 1];
        for (column, to) in b.iter().enumerate() {
            let replaced = last[column] + usize::from(from != *to);
            let mut best = replaced.min(last[column + 1] + 1).min(next[column] + 1);
            if column > 0 && last_char == Some(*to) && b[column - 1] == from {
                best = best.min(before[column - 1] + 1);
            }
            next.push(best);
        }
        if next.iter().all(|distance| *distance > most) {
            return None;
        }
        before = std::mem::replace(&mut last, next);
        last_char = Some(from);
    }
    last.last().copied().filter(|distance| *distance <= most)
}

/// Returns how many edits may separate a mistyped word of this many letters from what was meant; 0 for words
/// too short to correct.
pub fn edits_allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_is_one_edit() {
        assert_eq!(edit_distance("migracoin", "migracion", 2), Some(1));
        assert_eq!(edit_distance("abc", "abc", 0), Some(0));
        assert_eq!(edit_distance("abc", "abcd", 1), Some(1));
        assert_eq!(edit_distance("xbc", "abc", 1), Some(1));
        assert_eq!(edit_distance("kitten", "sitting", 2), None);
        assert_eq!(edit_distance("kitten", "sitting", 3), Some(3));
        assert_eq!(edit_distance("", "ab", 2), Some(2));
        assert_eq!(edit_distance("", "", 0), Some(0));
    }
}
