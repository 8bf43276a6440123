//! Guesses when a meeting was.

use super::{Guess, Guesses, Line, found_in};
use crate::language::dates::find;
use crate::language::known::Languages;
use crate::language::words::Words;

/// Guesses the day of the meeting: the first date of the report's head, else of the text.
pub(super) fn guess(lines: &[Line], data: &Languages, guesses: &mut Guesses) {
    let first = |line: &Line| {
        find(&Words::new(&line.text), data).into_iter().next().map(|found| (found, line.text.clone()))
    };
    let head = lines.iter().filter(|line| line.is_head).find_map(first);
    let Some((found, text)) = head.or_else(|| lines.iter().find_map(first)) else { return };
    let words = Words::new(&text);
    let shown = &text[words.place(found.words.start).start..words.place(found.words.end - 1).end];
    guesses.dates = Some(Guess { value: (found.start, found.end), from: found_in(shown) });
}
