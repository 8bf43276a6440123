//! What tells the title where no line is one: the sentence that a text begins with, the label of its subject, the file's name.

use super::{Candidate, FIRST_MAX, NAMED_WITHIN};
use crate::import::guess::lines::{Line, labelled};
use crate::import::guess::{Guess, Source};
use crate::language::dates;
use crate::language::known::{Languages, Phrase, WordList};
use crate::language::words::Words;
use crate::messages::message;

/// The fewest and the most words of a title that is the beginning of a sentence.
const SENTENCE_WORDS: std::ops::RangeInclusive<usize> = 3..=30;
/// The most digits of the number of a report in a file's name: longer ones are days and codes.
const NUMBER_DIGITS_MAX: usize = 3;
/// The most words of a title that the name of a file says.
const WORDS_MAX: usize = 7;
/// The most words of a title that a label says.
const LABEL_WORDS_MAX: usize = 16;

/// Returns the beginning of a sentence that names the report and then its day: `Reunión de la Comisión Directiva del 3 de mayo de
/// 2019, por IRC.`
pub(super) fn of_sentence(all: &[Candidate], data: &Languages) -> Option<Candidate> {
    all.iter().take(FIRST_MAX).find_map(|line| {
        let words = Words::new(&line.text);
        let is_named = data.has(WordList::Titles, &words, 0..words.len().min(NAMED_WITHIN));
        let days = dates::find(&words, data);
        let day = days.first().filter(|_| is_named && !line.is_item)?;
        let end = before_day(&words, day.words.start, data);
        let title = words.text.get(words.place(0).start..words.place(end.checked_sub(1)?).end)?;
        let is_open = title.matches('(').count() > title.matches(')').count();
        let title = if is_open { format!("{title})") } else { title.to_owned() };
        let line = Candidate { text: title, is_plain: false, ..line.clone() };
        (SENTENCE_WORDS.contains(&end) && line.is_good(data) && !line.is_general(data)).then_some(line)
    })
}

/// Returns how many words stand before a day and what leads to it: `celebrada el día`, `held on`.
fn before_day(words: &Words<'_>, day: usize, data: &Languages) -> usize {
    const LEADS: [&str; 14] = [
        "el",
        "la",
        "dia",
        "los",
        "fecha",
        "con",
        "on",
        "the",
        "held",
        "celebrada",
        "celebrado",
        "realizada",
        "realizado",
        "efectuada",
    ];
    let leads = |at: usize| {
        let word = words.folded(at);
        LEADS.contains(&word)
            || data.weekday(word).is_some()
            || [WordList::Of, WordList::At].iter().any(|kind| data.is(*kind, word))
    };
    (0..day).rev().find(|at| !leads(*at)).map_or(0, |at| at + 1)
}

/// Returns what the label of a subject says, if it speaks of a meeting: `Asunto: Reunión con la junta`.
pub(super) fn of_label(lines: &[Line], data: &Languages) -> Option<Candidate> {
    lines.iter().filter(|line| line.is_front).take(FIRST_MAX).find_map(|line| {
        let found = labelled(&line.text).filter(|found| data.whole(Phrase::SubjectLabels, &found.label))?;
        let candidate = Candidate {
            blocks: line.block..line.block + 1,
            text: found.value.trim().to_owned(),
            ..Candidate::default()
        };
        let is_short = Words::new(&candidate.text).len() <= LABEL_WORDS_MAX;
        (is_short && candidate.is_good(data) && candidate.speaks_of_it(data)).then_some(candidate)
    })
}

/// Returns the title that the name of a file says: `Acta 3`, `2017-03-14 - board meeting`.
pub(super) fn of_file(name: &str, data: &Languages) -> Option<Guess<String>> {
    let spaced = name.replace(['_', '-', '+', '.'], " ");
    let words = Words::new(&spaced);
    // The words of a day are the same with the signs between them.
    let found = |text: &str| dates::find(&Words::new(text), data).into_iter().map(|found| found.words);
    let days: Vec<_> = found(&spaced).chain(found(&name.replace('_', "-"))).collect();
    let is_code = |word: &str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        // `Minuta 3`, but not the day and month of `2026-02-27`.
        digits > NUMBER_DIGITS_MAX || (digits > 0 && digits < word.len()) || word.starts_with('0')
    };
    let said: Vec<&str> = (0..words.len())
        .filter(|at| !days.iter().any(|day| day.contains(at)) && !is_code(words.folded(*at)))
        .map(|at| words.written(at))
        .collect();
    let said = said.join(" ");
    let candidate = Candidate { text: said.clone(), ..Candidate::default() };
    // What else names have is seldom a title: `obf-docs--minutes--2021-Sept`.
    let words = Words::new(&said);
    let speaks = |at: usize| data.is(WordList::Titles, words.folded(at));
    let is_named = (1..=WORDS_MAX).contains(&words.len())
        && (speaks(0) || speaks(words.len() - 1))
        && !candidate.is_bare(data);
    let mut letters = said.chars();
    let value = letters.next()?.to_uppercase().chain(letters).collect::<String>();
    let from = message!("import-review-file-name", text = name);
    is_named.then(|| Guess { value, from, source: Source::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_may_begin_with_the_title() {
        let check = |text: &str, expected: Option<&str>| {
            let line = Candidate { text: text.to_owned(), ..Candidate::default() };
            let found = of_sentence(&[line], Languages::load()).map(|line| line.text);
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check(
            "Reunión de la Comisión de Aguas (CA) del 12 de abril de 2016, por correo, con sus cinco miembros.",
            Some("Reunión de la Comisión de Aguas (CA)"),
        );
        check(
            "ACTA CERTIFICADA DE LA SESIÓN, CELEBRADA POR EL PLENO DE ESTE PUEBLO, EL DÍA 16 DE MAYO DE 2025.",
            Some("ACTA CERTIFICADA DE LA SESIÓN, CELEBRADA POR EL PLENO DE ESTE PUEBLO"),
        );
        check("Minutes of the meeting held on 3 May 2019 in the hall.", None);
        check("En Quito, a 3 de mayo de 2019, se celebra la reunión.", None);
    }

    #[test]
    fn names_of_files_may_be_titles() {
        let check = |name: &str, expected: Option<&str>| {
            let found = of_file(name, Languages::load()).map(|guess| guess.value);
            assert_eq!(found.as_deref(), expected, "{name}");
        };
        check("Acta 3", Some("Acta 3"));
        check("2017-03-14 - board meeting", Some("Board meeting"));
        check("minutes_2024_02_29", None);
        check("191202_acta", None);
        check("2015-10-08", None);
        check("informe-comision-aguas-2019-05-03", Some("Informe comision aguas"));
    }
}
