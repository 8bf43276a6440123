//! Guesses when a meeting was. A day is taken from what says that it is the meeting's, never from the text.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::lines::{Labelled, Line, Text, all_labelled, labelled, unlabelled};
use super::{Guess, Guesses, Material, Source, found_in};
use crate::import::blocks::Origin;
use crate::language::dates::{Found, Yearless, date_in_name, find, find_misspelt, find_yearless};
use crate::language::known::{Languages, Phrase, WordList};
use crate::language::words::Words;
use crate::messages::{Message, message};

/// How many words before a day may say that it is another's.
const BEFORE_MAX: usize = 7;
/// A record named within so many words before a day, and after so many of the line, is another: `the minutes of October 17`.
const RECORD_BEFORE_MAX: usize = 8;
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
/// An item of a list opens the meeting if it says so within so many words.
const ITEM_OPENS_WITHIN: usize = 2;
/// The language in which a day in figures may stand after its month.
const MONTH_FIRST: &str = "en";

/// The countries whose English has the day before the month.
const DAY_FIRST: [&str; 6] = ["en-GB", "en-AU", "en-NZ", "en-IE", "en-ZA", "en-IN"];
/// The years that a title or a name of a file may say without a day.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;
/// Minutes are written within so many days of the meeting, where its year is taken from their file.
const WRITTEN_WITHIN_DAYS: i32 = 92;

/// A day, as a line says it.
struct Said {
    found: Found,
    /// Its words.
    shown: String,
    /// The language of the label before it.
    language: Option<String>,
    block: usize,
    /// Whether it may be the day of publication.
    is_published: bool,
}

/// How days are read.
#[derive(Clone, Copy)]
enum Reading<'r> {
    /// With day, month and year.
    Whole,
    /// Likewise, the month misspelt by one letter.
    Misspelt,
    /// With day and month, in one of these years.
    Yearless(&'r BTreeSet<i16>),
}

/// What days are read with.
#[derive(Clone, Copy)]
struct Reader<'r> {
    data: &'r Languages,
    reading: Reading<'r>,
}

impl Reader<'_> {
    /// Returns the days in a text, in order.
    fn find(&self, words: &Words<'_>) -> Vec<Found> {
        match self.reading {
            Reading::Whole => find(words, self.data),
            Reading::Misspelt => find_misspelt(words, self.data),
            Reading::Yearless(years) => {
                let days = find_yearless(words, self.data).into_iter();
                let in_year = |day: Yearless| {
                    let dates: Vec<Date> = years.iter().filter_map(|year| day.in_year(*year)).collect();
                    let [start] = dates[..] else { return None };
                    Some(Found { start, end: None, other: None, is_day_first: None, words: day.words })
                };
                days.filter_map(in_year).collect()
            }
        }
    }

    /// Returns the day of the meeting that the lines say in one of these ways, else the headers of the pages.
    fn of_text(&self, ways: &[Way], text: &Text) -> Option<Said> {
        let first =
            |lines: &[Line]| ways.iter().find_map(|way| lines.iter().find_map(|line| way(line, self)));
        first(&text.lines).or_else(|| first(&text.headers))
    }
}

/// How a line may say the day of the meeting.
type Way = fn(&Line, &Reader<'_>) -> Option<Said>;

/// The ways, the surest first: after a label, in the title, also that of a front matter for programs, in a line that
/// says nothing else, in the sentence that opens the meeting, after a label of something else that the head tells, in a line by itself, in the other keys of a front matter,
/// where it may be the day of publication.
const WAYS: [Way; 8] =
    [after_label, in_title, in_front_title, only_day, in_opening, after_other_label, alone, in_front_matter];
/// So many of them say that the day is the meeting's.
const SURE_WAYS: usize = 5;

/// Guesses the day of the meeting; else that of the file's name.
pub(super) fn guess(material: &Material<'_>, text: &Text, guesses: &mut Guesses) {
    let data = Languages::load();
    let named = of_name(material.name, data);
    let readings = [Reading::Whole, Reading::Misspelt];
    let said = readings.into_iter().find_map(|reading| Reader { data, reading }.of_text(&WAYS, text));
    // A day of publication tells less than a day of the text without its year.
    let is_published = said.as_ref().is_some_and(|said| said.is_published);
    let without_year = |ways| yearless(ways, material, text, data);
    if let Some(guess) = is_published.then(|| without_year(&WAYS[..SURE_WAYS])).flatten() {
        guesses.dates = Some(guess);
        return;
    }
    if let Some(said) = said {
        return with_said(said, &Evidence { material, text, named, data }, guesses);
    }
    let source = Source::default();
    guesses.dates = without_year(&WAYS).or_else(|| {
        let from = message!("import-review-file-name", text = material.name);
        named.map(|date| Guess { value: (date, None), from, source })
    });
}

/// What else tells of the day that a text says.
struct Evidence<'e> {
    material: &'e Material<'e>,
    text: &'e Text,
    /// The day that the file's name says.
    named: Option<Date>,
    data: &'e Languages,
}

/// Notes the day that the text says; where it can be read in two ways, the one that something else tells, or that it is unclear.
fn with_said(said: Said, evidence: &Evidence<'_>, guesses: &mut Guesses) {
    let is_month_first = said.language.as_deref().unwrap_or(evidence.material.language) == MONTH_FIRST;
    let shown = said.shown.as_str();
    let (start, from) = match said.found.other.filter(|_| is_month_first) {
        None => (said.found.start, found_in(shown)),
        Some(other) => match evidence.settled(&said, other) {
            Some(settled) => settled,
            None => {
                let [first, second] = [said.found.start, other].map(|date| date.to_string());
                let unclear = message!("import-review-date-unclear", text = shown, ..);
                let unclear = unclear.with("first", first.as_str()).with("second", second.as_str());
                guesses.unclear.push(("date", unclear));
                return;
            }
        },
    };
    let front = evidence.of_front_matter().filter(|front| *front != start);
    let from = match front {
        Some(front) => message!("import-review-date-front", text = shown, other = front.to_string()),
        None => from,
    };
    let source = Source { block: Some(said.block), text: said.shown.clone() };
    guesses.dates = Some(Guess { value: (start, said.found.end), from, source });
}

impl Evidence<'_> {
    /// Returns which of two days is meant, and what tells so.
    fn settled(&self, said: &Said, other: Date) -> Option<(Date, Message)> {
        let (first, shown) = (said.found.start, said.shown.as_str());
        let is_either = |day: &Date| *day == first || *day == other;
        let reader = Reader { data: self.data, reading: Reading::Whole };
        let certain = self.text.lines.iter().find_map(|line| sure(line, &reader).filter(is_either));
        if let Some(day) = certain.or_else(|| self.named.filter(is_either)) {
            return Some((day, found_in(shown)));
        }
        if let Some(is_day_first) = self.order() {
            let day = if is_day_first { first } else { other };
            return Some((day, message!("import-review-date-order", text = shown)));
        }
        let Origin { changed, language, .. } = self.material.origin;
        // Minutes are no older than the meeting.
        let may_be = |day: &Date| changed.is_none_or(|changed| *day <= changed);
        if let Some(changed) = changed.filter(|_| may_be(&first) != may_be(&other)) {
            let (day, later) = if may_be(&first) { (first, other) } else { (other, first) };
            let from = message!("import-review-date-file", text = shown, ..);
            let from = from.with("later", later.to_string()).with("changed", changed.to_string());
            return Some((day, from));
        }
        let language = language.as_deref().filter(|language| DAY_FIRST.contains(language))?;
        Some((first, message!("import-review-date-country", text = shown, language = language)))
    }

    /// Whether days stand before months in all days of the text in figures that can be read in one way alone.
    fn order(&self) -> Option<bool> {
        let days = |line: &Line| find(&Words::new(&line.text), self.data);
        let found = self.text.lines.iter().flat_map(days);
        let orders: BTreeSet<bool> = found.filter_map(|found| found.is_day_first).collect();
        if orders.len() == 1 { orders.first().copied() } else { None }
    }

    /// Returns the day that a front matter for programs says.
    fn of_front_matter(&self) -> Option<Date> {
        let reader = Reader { data: self.data, reading: Reading::Whole };
        let said = self.text.lines.iter().find_map(|line| in_front_matter(line, &reader))?;
        said.found.other.is_none().then_some(said.found.start)
    }
}

/// Returns the day that the text says without its year, in the year that its head says, else the name or the days of its file.
fn yearless(
    ways: &[Way],
    material: &Material<'_>,
    text: &Text,
    data: &Languages,
) -> Option<Guess<(Date, Option<Date>)>> {
    let of_head = text.lines.iter().chain(&text.headers).filter(|line| line.is_head);
    let heads: Vec<(i16, &str)> = of_head.flat_map(|line| years(&line.text)).collect();
    let names = years(material.name);
    for years in [heads, names] {
        let known: BTreeSet<i16> = years.iter().map(|(year, _)| *year).collect();
        let Some(said) = (Reader { data, reading: Reading::Yearless(&known) }).of_text(ways, text) else {
            continue;
        };
        let year = said.found.start.year();
        let of = years.iter().find(|(known, _)| *known == year).map_or("", |(_, text)| *text);
        let from =
            message!("import-review-date-year", text = said.shown.as_str(), year = super::shortened(of));
        return Some(of_year(&said, from));
    }
    let changed = material.origin.made.or(material.origin.changed)?;
    let known = BTreeSet::from([changed.year() - 1, changed.year()]);
    let is_near = |day: Date| {
        let days = day.until(changed).map_or(-1, |span| span.get_days());
        (0..=WRITTEN_WITHIN_DAYS).contains(&days)
    };
    // Of the two years the one in which the minutes were written soon after.
    let mut near = known.iter().rev().filter_map(|year| {
        let one = BTreeSet::from([*year]);
        let said = Reader { data, reading: Reading::Yearless(&one) }.of_text(ways, text)?;
        is_near(said.found.start).then_some(said)
    });
    let said = near.next()?;
    let from =
        message!("import-review-date-year-file", text = said.shown.as_str(), changed = changed.to_string());
    Some(of_year(&said, from))
}

fn of_year(said: &Said, from: Message) -> Guess<(Date, Option<Date>)> {
    let source = Source { block: Some(said.block), text: said.shown.clone() };
    Guess { value: (said.found.start, None), from, source }
}

/// Returns the years that a text says, each with the text.
fn years(text: &str) -> Vec<(i16, &str)> {
    let numbers = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() == 4);
    let years = numbers.filter_map(|word| word.parse().ok()).filter(|year| YEARS.contains(year));
    years.map(|year| (year, text)).collect()
}

/// Returns the day that a file's name says, if it says one alone: `acta-2019-05-03`, `Minutes 3 May 2019`, `acta_14032020`.
fn of_name(name: &str, data: &Languages) -> Option<Date> {
    let single = |text: &str| match find(&Words::new(text), data).as_slice() {
        [Found { start, other: None, .. }] => Some(*start),
        _ => None,
    };
    let figures = name.replace('_', "-");
    let words = name.replace(['_', '-', '.', '+'], " ");
    date_in_name(name).or_else(|| single(&figures)).or_else(|| single(&words)).or_else(|| in_one_number(name))
}

/// Returns the day that is a number of eight figures in a name, if it can be read in one way alone: `20190503`, `14032020`.
fn in_one_number(name: &str) -> Option<Date> {
    let numbers = name.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 8);
    let part = |number: &str, place: std::ops::Range<usize>| number.get(place)?.parse::<i16>().ok();
    let date = |year: Option<i16>, month: Option<i16>, day: Option<i16>| {
        let date = Date::new(year?, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok()?;
        YEARS.contains(&date.year()).then_some(date)
    };
    let readings = numbers.flat_map(|number| {
        let (first, second) = (part(number, 0..2), part(number, 2..4));
        let (year, last) = (part(number, 4..8), part(number, 6..8));
        [
            date(part(number, 0..4), part(number, 4..6), last),
            date(year, second, first),
            date(year, first, second),
        ]
    });
    let days: BTreeSet<Date> = readings.flatten().collect();
    if days.len() == 1 { days.first().copied() } else { None }
}

/// Returns the day that a line says, in whatever way.
pub(super) fn said(line: &Line, data: &Languages) -> Option<Date> {
    let reader = Reader { data, reading: Reading::Whole };
    first(&line.text, line.block, &reader)
        .filter(|_| Words::new(&line.text).len() <= TITLE_WORDS_MAX)
        .map(|said| said.found.start)
}

/// Whether a text says a day that is not said to be another's.
pub(super) fn has_own(text: &str, data: &Languages) -> bool {
    first(text, 0, &Reader { data, reading: Reading::Whole }).is_some()
}

/// Returns a day that a line says in one way alone, whichever line of the head it is.
fn sure(line: &Line, reader: &Reader<'_>) -> Option<Date> {
    let said = WAYS.iter().find_map(|way| way(line, reader))?;
    said.found.other.is_none().then_some(said.found.start)
}

/// `Fecha: 3 de mayo de 2019`.
fn after_label(line: &Line, reader: &Reader<'_>) -> Option<Said> {
    if !line.is_front || line.is_front_matter {
        return None;
    }
    let data = reader.data;
    all_labelled(&line.text, data).into_iter().find_map(|Labelled { label, value }| {
        // `Sesión 1 (virtual): viernes, 16 de enero de 2026`
        let is_session = label
            .first()
            .is_some_and(|word| data.is(WordList::Titles, word) && !data.is(WordList::Records, word));
        let is_day = is_day_label(&label, data);
        let said = first(value, line.block, reader)
            .filter(|said| is_day || (is_session && said.found.words.start <= 1))?;
        let is_english = data.is_in(WordList::LabelDay, &label, MONTH_FIRST);
        let language = if is_english { MONTH_FIRST } else { "" };
        Some(Said { language: is_day.then(|| language.to_owned()), ..said })
    })
}

fn is_day_label(label: &[String], data: &Languages) -> bool {
    data.is_label_of(WordList::LabelDay, label) || data.whole(Phrase::TitleLabels, label)
}

/// `Hora: 16:00, 3 de mayo de 2019`, `Lugar: Quito, 3 de mayo de 2019`.
fn after_other_label(line: &Line, reader: &Reader<'_>) -> Option<Said> {
    if !line.is_front || line.is_front_matter {
        return None;
    }
    let data = reader.data;
    let of_head = |label: &[String]| {
        data.is_label_of(WordList::LabelRest, label) || data.is_label_of(WordList::LabelPlace, label)
    };
    let labels = all_labelled(&line.text, data).into_iter().filter(|found| of_head(&found.label));
    labels.into_iter().find_map(|Labelled { value, .. }| first(value, line.block, reader))
}

/// `date: 2019-05-03`, above the text.
fn in_front_matter(line: &Line, reader: &Reader<'_>) -> Option<Said> {
    let Labelled { label, value } = labelled(&line.text).filter(|_| line.is_front_matter)?;
    let said = first(value, line.block, reader).filter(|_| is_day_label(&label, reader.data))?;
    Some(Said { is_published: true, ..said })
}

/// `title: Acta del 3 de mayo de 2019`, above the text.
fn in_front_title(line: &Line, reader: &Reader<'_>) -> Option<Said> {
    let Labelled { label, value } = labelled(&line.text).filter(|_| line.is_front_matter)?;
    first(value, line.block, reader).filter(|_| reader.data.whole(Phrase::TitleLabels, &label))
}

/// `Acta de la sesión del 3 de mayo de 2019`.
fn in_title(line: &Line, reader: &Reader<'_>) -> Option<Said> {
    let data = reader.data;
    let words = Words::new(&line.text);
    let is_sentence = line.text.trim_end().ends_with('.') && words.len() > SENTENCE_WORDS_MAX;
    // `Reunión de la Junta del 10 de mayo de 2016, por IRC.`
    let begins_so = words.len() > 0 && data.is(WordList::Titles, words.folded(0)) && !line.is_item;
    let is_sentence = is_sentence && !begins_so;
    let is_short = line.is_head
        && !line.is_front_matter
        && words.len() <= TITLE_WORDS_MAX
        && !is_sentence
        && labelled_otherwise(line, data).is_none();
    let speaks_of_it = || data.has(WordList::Titles, &words, 0..words.len().min(NAME_WITHIN));
    (is_short && speaks_of_it()).then(|| first(&line.text, line.block, reader)).flatten()
}

/// `Lunes, 3 de mayo de 2019`, and nothing else.
fn only_day(line: &Line, reader: &Reader<'_>) -> Option<Said> {
    let said = alone(line, reader)?;
    let words = Words::new(unlabelled(&line.text));
    let is_day =
        |at: usize| said.found.words.contains(&at) || reader.data.weekday(words.folded(at)).is_some();
    // Days in figures stand in tables of versions too.
    let is_in_words = said.found.words.clone().any(|at| reader.data.month(words.folded(at)).is_some());
    (is_in_words && (0..words.len()).all(is_day)).then_some(said)
}

/// `En Quito, a los tres días del mes de mayo de dos mil diecinueve, se reúnen …`.
fn in_opening(line: &Line, reader: &Reader<'_>) -> Option<Said> {
    let data = reader.data;
    let words = Words::new(unlabelled(&line.text));
    // `1. Siendo las nueve horas …`: of a list it is the first item.
    let may_open = line.is_near && (!line.is_item || line.is_first_item);
    let opens = data.find(Phrase::Opening, &words).filter(|_| may_open)?;
    let said = first(unlabelled(&line.text), line.block, reader)?;
    let last = opens.max(said.found.words.start);
    let is_opening = last <= if line.is_front { OPENING_WORDS_MAX } else { OPENING_WORDS_MAX / 2 };
    // The day is in the sentence that opens the meeting.
    // An item that opens the meeting begins so: `The minutes of the meeting held on …` is another.
    let is_first_item = !line.is_item || opens <= ITEM_OPENS_WITHIN;
    let (from, to) = (opens.min(said.found.words.start), opens.max(said.found.words.start));
    let is_one_sentence = (from + 1..=to).all(|at| !ends_sentence(&words, at));
    (is_opening && is_one_sentence && is_first_item).then_some(said)
}

/// `Quito, 3 de mayo de 2019`.
fn alone(line: &Line, reader: &Reader<'_>) -> Option<Said> {
    let is_short = line.is_head && !line.is_front_matter && Words::new(&line.text).len() <= ALONE_WORDS_MAX;
    let is_other = labelled_otherwise(line, reader.data).is_some();
    (is_short && !is_other).then(|| first(unlabelled(&line.text), line.block, reader)).flatten()
}

/// Returns the label of a line that is none of days.
fn labelled_otherwise(line: &Line, data: &Languages) -> Option<Vec<String>> {
    let Labelled { label, .. } = labelled(&line.text)?;
    let is_title =
        label.iter().any(|word| data.is(WordList::Records, word) || data.is(WordList::Titles, word));
    (!is_title && !data.is_label_of(WordList::LabelDay, &label)).then_some(label)
}

/// Returns the first day of a text that is not said to be another's.
fn first(text: &str, block: usize, reader: &Reader<'_>) -> Option<Said> {
    let words = Words::new(text);
    let is_own = |found: &Found| !is_other(&words, found.words.start, reader.data);
    let found = reader.find(&words).into_iter().find(is_own)?;
    let shown = &text[words.place(found.words.start).start..words.place(found.words.end - 1).end];
    Some(Said { shown: shown.to_owned(), found, language: None, block, is_published: false })
}

/// Whether the words before a day, in its sentence, say that it is another's: `próxima reunión`, `a más tardar`.
fn is_other(words: &Words<'_>, day: usize, data: &Languages) -> bool {
    // `Approved minutes of May 3, 2019` are those of that day.
    let lead = data.length_at(Phrase::OtherDays, words, 0).filter(|_| words.len() > 0);
    let is_of_title = |end: &usize| *end < day && data.is(WordList::Records, words.folded(*end));
    let from = day.saturating_sub(BEFORE_MAX).max(lead.filter(is_of_title).unwrap_or(0));
    let from = (from + 1..=day).rev().find(|at| ends_sentence(words, *at)).unwrap_or(from);
    let Some(end) = day.checked_sub(1).filter(|_| from < day) else { return false };
    let before = &words.text[words.place(from).start..words.place(end).end];
    // `that the minutes of the October 17 meeting are adopted`, but not the title itself.
    let records = (day.saturating_sub(RECORD_BEFORE_MAX)..day)
        .filter(|at| data.is(WordList::Records, words.folded(*at)));
    // `The minutes of …` are named in a sentence.
    let begins =
        |at: usize| at > TITLE_WITHIN || matches!(words.folded(0), "the" | "el" | "la" | "las" | "los");
    let is_of_record =
        records.into_iter().any(|at| begins(at) && !words.written(at).starts_with(char::is_uppercase));
    is_of_record || data.find(Phrase::OtherDays, &Words::new(before)).is_some()
}

/// Whether a sentence ends before a word.
fn ends_sentence(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap_before(at);
    gap.contains(". ") && words.written(at).starts_with(char::is_uppercase) && words.written(at - 1).len() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_say_days() {
        let check = |name: &str, expected: Option<&str>| {
            let found = of_name(name, Languages::load()).map(|day| day.to_string());
            assert_eq!(found.as_deref(), expected, "{name}");
        };
        check("2019-05-03-acta", Some("2019-05-03"));
        check("acta_2019_05_03", Some("2019-05-03"));
        check("Acta del 3 de mayo de 2019", Some("2019-05-03"));
        check("acta-del-3-de-mayo-de-2019", Some("2019-05-03"));
        check("minutes-may-3-2019-final", Some("2019-05-03"));
        check("acta-14032020", Some("2020-03-14"));
        check("minutes 20200314", Some("2020-03-14"));
        check("acta-03042020", None);
        check("acta 03-04-2020", None);
        check("actas 2019-05-03 y 2019-06-04", None);
        check("acta-12", None);
    }
}
