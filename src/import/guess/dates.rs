//! Guesses when a meeting was. A day is taken from what says that it is the meeting's, never from the text.

use jiff::civil::Date;

use super::lines::{Labelled, Line, Text, all_labelled, labelled, unlabelled};
use super::{Guess, Guesses, Material, Source, found_in};
use crate::language::dates::{Found, date_in_name, find};
use crate::language::known::{Languages, Phrase, WordList};
use crate::language::words::Words;
use crate::messages::message;

/// How many words before a day may say that it is another's.
const BEFORE_MAX: usize = 7;
/// A record named within so many words before a day, and after so many of the line, is another: `the minutes of October 17`.
const RECORD_BEFORE_MAX: usize = 6;
const TITLE_WITHIN: usize = 1;
/// The most words of a line of the head that says the day without saying that it is the meeting's.
const ALONE_WORDS_MAX: usize = 12;
/// The most words of a title with a day, and of one that ends as a sentence does.
const TITLE_WORDS_MAX: usize = 45;
const SENTENCE_WORDS_MAX: usize = 14;
/// A title speaks of a report or a meeting within so many words.
const NAME_WITHIN: usize = 9;
/// A sentence opens the meeting if it says so, and when, within so many words; half as many after the head.
const OPENING_WORDS_MAX: usize = 60;
/// The language in which a day in figures may stand after its month.
const MONTH_FIRST: &str = "en";

/// A day, as a line says it.
struct Said {
    found: Found,
    /// Its words.
    shown: String,
    /// The language of the label before it.
    language: Option<String>,
    block: usize,
}

/// How a line may say the day of the meeting.
type Way = fn(&Line, &Languages) -> Option<Said>;

/// The ways, the surest first: after a label, in the title, in the sentence that opens the meeting, in a line by itself.
const WAYS: [Way; 4] = [after_label, in_title, in_opening, alone];

/// Guesses the day of the meeting; else that of the page's header, or of the file's name.
pub(super) fn guess(material: &Material<'_>, text: &Text, guesses: &mut Guesses) {
    let lines = &text.lines;
    let data = Languages::load();
    let first = |lines: &[Line]| WAYS.iter().find_map(|way| lines.iter().find_map(|line| way(line, data)));
    let named = date_in_name(material.name);
    let Some(said) = first(lines).or_else(|| first(&text.headers)) else {
        guesses.dates = named.map(|date| Guess {
            value: (date, None),
            from: message!("import-review-file-name", text = material.name),
            source: Source::default(),
        });
        return;
    };
    let is_month_first = said.language.as_deref().unwrap_or(material.language) == MONTH_FIRST;
    let mut found = said.found;
    if let Some(other) = found.other.filter(|_| is_month_first) {
        // What else says a day may say which of the two it is.
        let is_either = |day: &Date| *day == found.start || *day == other;
        let certain = lines.iter().find_map(|line| sure(line, data).filter(is_either));
        match certain.or_else(|| named.filter(is_either)) {
            Some(day) => found.start = day,
            _ => {
                let unclear = message!("import-review-date-unclear", text = said.shown.as_str(), ..);
                let days = [found.start, other].map(|date| date.to_string());
                guesses
                    .unclear
                    .push(("date", unclear.with("first", days[0].as_str()).with("second", days[1].as_str())));
                return;
            }
        }
    }
    let source = Source { block: Some(said.block), text: said.shown.clone() };
    guesses.dates = Some(Guess { value: (found.start, found.end), from: found_in(&said.shown), source });
}

/// Returns the day that a line says, in whatever way.
pub(super) fn said(line: &Line, data: &Languages) -> Option<Date> {
    first(&line.text, line.block, data)
        .filter(|_| Words::new(&line.text).len() <= TITLE_WORDS_MAX)
        .map(|said| said.found.start)
}

/// Returns a day that a line says in one way alone, whichever line of the head it is.
fn sure(line: &Line, data: &Languages) -> Option<Date> {
    let said = WAYS.iter().find_map(|way| way(line, data))?;
    said.found.other.is_none().then_some(said.found.start)
}

/// `Fecha: 3 de mayo de 2019`.
fn after_label(line: &Line, data: &Languages) -> Option<Said> {
    if !line.is_front {
        return None;
    }
    all_labelled(&line.text, data).into_iter().find_map(|Labelled { label, value }| {
        // `Sesión 1 (virtual): viernes, 16 de enero de 2026`
        let is_session = label
            .first()
            .is_some_and(|word| data.is(WordList::Titles, word) && !data.is(WordList::Records, word));
        let is_day = data.is_label_of(WordList::LabelDay, &label) || data.whole(Phrase::TitleLabels, &label);
        let said = first(value, line.block, data)
            .filter(|said| is_day || (is_session && said.found.words.start <= 1))?;
        let is_english = data.is_in(WordList::LabelDay, &label, MONTH_FIRST);
        let language = if is_english { MONTH_FIRST } else { "" };
        Some(Said { language: is_day.then(|| language.to_owned()), ..said })
    })
}

/// `Acta de la sesión del 3 de mayo de 2019`.
fn in_title(line: &Line, data: &Languages) -> Option<Said> {
    let words = Words::new(&line.text);
    let is_sentence = line.text.trim_end().ends_with('.') && words.len() > SENTENCE_WORDS_MAX;
    // `Reunión de la Junta del 10 de mayo de 2016, por IRC.`
    let begins_so = words.len() > 0 && data.is(WordList::Titles, words.folded(0)) && !line.is_item;
    let is_sentence = is_sentence && !begins_so;
    let is_short = line.is_head
        && words.len() <= TITLE_WORDS_MAX
        && !is_sentence
        && labelled_otherwise(line, data).is_none();
    let speaks_of_it =
        || (0..words.len().min(NAME_WITHIN)).any(|at| data.is(WordList::Titles, words.folded(at)));
    (is_short && speaks_of_it()).then(|| first(&line.text, line.block, data)).flatten()
}

/// `En Quito, a los tres días del mes de mayo de dos mil diecinueve, se reúnen …`.
fn in_opening(line: &Line, data: &Languages) -> Option<Said> {
    let words = Words::new(&line.text);
    let opens = data.find(Phrase::Opening, &words).filter(|_| line.is_near && !line.is_item)?;
    let said = first(&line.text, line.block, data)?;
    let last = opens.max(said.found.words.start);
    let is_opening = last <= if line.is_front { OPENING_WORDS_MAX } else { OPENING_WORDS_MAX / 2 };
    // The day is in the sentence that opens the meeting.
    let (from, to) = (opens.min(said.found.words.start), opens.max(said.found.words.start));
    let is_one_sentence = (from + 1..=to).all(|at| !ends_sentence(&words, at));
    (is_opening && is_one_sentence).then_some(said)
}

/// `Quito, 3 de mayo de 2019`.
fn alone(line: &Line, data: &Languages) -> Option<Said> {
    let is_short = line.is_head && Words::new(&line.text).len() <= ALONE_WORDS_MAX;
    let is_other = labelled_otherwise(line, data).is_some();
    (is_short && !is_other).then(|| first(unlabelled(&line.text), line.block, data)).flatten()
}

/// Returns the label of a line that is none of days.
fn labelled_otherwise(line: &Line, data: &Languages) -> Option<Vec<String>> {
    let Labelled { label, .. } = labelled(&line.text)?;
    let is_title =
        label.iter().any(|word| data.is(WordList::Records, word) || data.is(WordList::Titles, word));
    (!is_title && !data.is_label_of(WordList::LabelDay, &label)).then_some(label)
}

/// Returns the first day of a text that is not said to be another's.
fn first(text: &str, block: usize, data: &Languages) -> Option<Said> {
    let words = Words::new(text);
    let found = find(&words, data).into_iter().find(|found| !is_other(&words, found.words.start, data))?;
    let shown = &text[words.place(found.words.start).start..words.place(found.words.end - 1).end];
    Some(Said { shown: shown.to_owned(), found, language: None, block })
}

/// Whether the words before a day, in its sentence, say that it is another's: `próxima reunión`, `a más tardar`.
fn is_other(words: &Words<'_>, day: usize, data: &Languages) -> bool {
    let from = day.saturating_sub(BEFORE_MAX);
    let from = (from + 1..=day).rev().find(|at| ends_sentence(words, *at)).unwrap_or(from);
    let Some(end) = day.checked_sub(1).filter(|_| from < day) else { return false };
    let before = &words.text[words.place(from).start..words.place(end).end];
    // `that the minutes of the October 17 meeting are adopted`, but not the title itself.
    let records = (day.saturating_sub(RECORD_BEFORE_MAX)..day)
        .filter(|at| data.is(WordList::Records, words.folded(*at)));
    let is_of_record =
        records.into_iter().any(|at| at > TITLE_WITHIN && !words.written(at).starts_with(char::is_uppercase));
    is_of_record || data.find(Phrase::OtherDays, &Words::new(before)).is_some()
}

/// Whether a sentence ends before a word.
fn ends_sentence(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap_before(at);
    gap.contains(". ") && words.written(at).starts_with(char::is_uppercase) && words.written(at - 1).len() > 2
}
