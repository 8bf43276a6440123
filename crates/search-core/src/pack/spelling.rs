//! The spellings of an index, for finding words close to one that is not in it.
//!
//! A word with one mistake has either its first or its second half right. So the spellings are kept twice,
//! each time sorted and in parts of a few kilobytes: as they are, and reversed. One part of each usually
//! holds every word that a mistyped one may stand for.

use super::Wants;
use super::varint::Bytes;

/// A spelling of the index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpellingEntry {
    /// The form, as in [`crate::analysis::Key`].
    pub form: String,
    /// The binary logarithm of how many passages it is in.
    pub frequency: u8,
}

/// The direction in which spellings are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    Reversed,
}

impl Direction {
    pub(super) const ALL: [Direction; 2] = [Direction::Forward, Direction::Reversed];

    /// Returns a spelling as it is sorted.
    pub(super) fn sorted_form(self, text: &str) -> String {
        match self {
            Direction::Forward => text.to_owned(),
            Direction::Reversed => text.chars().rev().collect(),
        }
    }
}

/// Reads the spellings of a part that begin with `beginning`, in the order of `direction`.
pub(super) fn read_spellings(
    part: &[u8],
    direction: Direction,
    beginning: &str,
    out: &mut Vec<SpellingEntry>,
    wants: &mut Wants,
) {
    let mut bytes = Bytes::new(part);
    let spellings = bytes.table();
    let (marks, frequencies) = (bytes.take(spellings.len()), bytes.take(spellings.len()));
    for ((spelling, mark), frequency) in spellings.iter().zip(marks).zip(frequencies) {
        if spelling.starts_with(beginning) {
            let mut form = direction.sorted_form(spelling);
            if *mark != 0 {
                form.push(char::from(*mark));
            }
            out.push(SpellingEntry { form, frequency: *frequency });
        }
    }
    bytes.tell(wants);
}
