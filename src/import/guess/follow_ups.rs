//! Finds what a text says of agreements of earlier reports: that they are done, or no longer hold.

use super::lines::Line;
use super::{Guess, Guesses, Source, shortened};
use crate::language::known::{Languages, Phrase};
use crate::language::words::Words;
use crate::messages::message;

/// The most words between the agreement and its report, and from there to what became of it.
const OF_WITHIN: usize = 6;
const STATE_WITHIN: usize = 10;
/// The most proposals.
const FOUND_MAX: usize = 20;

/// What became of an agreement of an earlier report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The words that say it.
    pub said: String,
    /// Its state, as the front matter says it: `done`, `dropped` or `open`.
    pub state: &'static str,
}

/// Notes each place where an agreement with its number, of minutes with their number or day, is said to be done or dropped.
pub(super) fn guess(lines: &[Line], data: &Languages, guesses: &mut Guesses) {
    for line in lines {
        let words = Words::new(&line.text);
        let mut at = 0;
        while at < words.len() && guesses.follow_ups.len() < FOUND_MAX {
            let Some((state, end)) = follow_up(&words, at, data) else {
                at += 1;
                continue;
            };
            let said = &line.text[words.place(at).start..words.place(end - 1).end];
            let source = Source { block: Some(line.block), text: said.to_owned() };
            let from = message!("import-review-follow-up", text = shortened(said));
            let value = FollowUp { said: said.to_owned(), state };
            guesses.follow_ups.push(Guess { value, from, source });
            at = end;
        }
    }
}

/// Reads `acuerdo 3 del acta 12 se da por cumplido` from a word on, and returns the state and where it ends.
fn follow_up(words: &Words<'_>, at: usize, data: &Languages) -> Option<(&'static str, usize)> {
    let number = after_phrase(words, at, Phrase::EarlierItems, data)?;
    let of = (number + 1..words.len().min(number + 1 + OF_WITHIN)).find_map(|at| {
        is_together(words, number, at)
            .then(|| after_phrase(words, at, Phrase::EarlierReports, data))
            .flatten()
    })?;
    let last = words.len().min(of + 1 + STATE_WITHIN);
    let states =
        [(Phrase::StatesDone, "done"), (Phrase::StatesDropped, "dropped"), (Phrase::StatesOpen, "open")];
    (of + 1..last).filter(|at| is_together(words, of, *at)).find_map(|at| {
        // `no se da por cumplido`
        let is_denied = matches!(words.folded(at - 1), "no" | "not");
        let length = |phrase| data.length_at(phrase, words, at).filter(|_| !is_denied);
        states.iter().find_map(|(phrase, state)| Some((*state, at + length(*phrase)?)))
    })
}

/// Returns the place of the number after the phrase that begins at a word: `acuerdo n.º 3`.
fn after_phrase(words: &Words<'_>, at: usize, phrase: Phrase, data: &Languages) -> Option<usize> {
    let end = at + data.length_at(phrase, words, at)?;
    let is_sign = |at: usize| {
        matches!(words.folded(at), "n" | "no" | "nº" | "o" | "º" | "num" | "numero" | "nro" | "number")
    };
    let place = (end..words.len()).find(|at| !is_sign(*at)).filter(|place| *place <= end + 2)?;
    let is_number = words.folded(place).starts_with(|c: char| c.is_ascii_digit());
    is_number.then_some(place)
}

/// Whether two words stand in one sentence.
fn is_together(words: &Words<'_>, from: usize, to: usize) -> bool {
    !(from + 1..=to).any(|at| {
        let gap = words.gap_before(at);
        gap.contains([';', '\n']) || (gap.contains(". ") && words.written(at).starts_with(char::is_uppercase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_earlier_agreements_is_found() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let mut guesses = Guesses::default();
            let line = Line { text: text.to_owned(), ..Line::default() };
            guess(&[line], Languages::load(), &mut guesses);
            let found = guesses.follow_ups.iter().map(|guess| (guess.value.said.as_str(), guess.value.state));
            assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
        };
        check(
            "Se informa que el acuerdo 3 del acta 12 se da por cumplido.",
            &[("acuerdo 3 del acta 12 se da por cumplido", "done")],
        );
        check(
            "El acuerdo N.º 4 tomado en la sesión n.º 8-2021 queda sin efecto.",
            &[("acuerdo N.º 4 tomado en la sesión n.º 8-2021 queda sin efecto", "dropped")],
        );
        check(
            "Resolution 5 of minutes 2021-03 is rescinded.",
            &[("Resolution 5 of minutes 2021-03 is rescinded", "dropped")],
        );
        check("El acuerdo 3 del acta 12 no se da por cumplido.", &[]);
        check("El acuerdo 3 se da por cumplido.", &[]);
        check("Se aprueba el acta 12 y el acuerdo 3 se da por cumplido.", &[]);
        check("Se lee el acuerdo 3 del acta 12. Queda sin efecto la convocatoria.", &[]);
    }
}
