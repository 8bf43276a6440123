//! Reads commitments – who is to do what until when – from what a text states: labels («Responsable: Ana.
//! Plazo: 15 de julio»), tables with a column of who and one of what, items of sections of commitments.
//!
//! Only what is certain is taken: without a what there is no commitment, and a name is one only where the
//! text shows it. A time that is no whole date stays as it is said.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;

use super::names::{self, Names};
use super::piece::{Piece, Shape};
use super::{Role, Sections};
use crate::language::dates;
use crate::language::known::Languages;
use crate::language::sentences;
use crate::language::words::{Words, folded_words};
use crate::table::keys::Keys;

/// The most words of a label or of the head of a column.
const LABEL_WORDS_MAX: usize = 6;
/// The fewest words of what is to be done before a label, as a title has fewer.
const WHAT_WORDS_MIN: usize = 3;
/// The most letters of a label that is one only before who does it: `AI`.
const SHORT_LABEL: usize = 2;
/// The most words of a time.
const TIME_WORDS_MAX: usize = 14;

/// A commitment that a text states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The label or anchor of the point or agreement that it comes from.
    pub point: Option<String>,
    /// Who is to do it, where that is certain.
    pub who: Vec<String>,
    /// What is to be done.
    pub what: String,
    /// The last day for it, if the text says a whole date.
    pub due: Option<Date>,
    /// The time as it is said, if it is no whole date.
    pub when: Option<String>,
    /// Whether the text says that it is done.
    pub is_done: bool,
    /// Where it was found.
    pub from: From,
    /// Where that begins, in bytes of the original.
    pub start: usize,
}

/// Where a commitment was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum From {
    /// Labels: «Responsable:», «Plazo:».
    #[default]
    Labels,
    /// A row of a table.
    Table,
    /// An item of a section of commitments.
    Section,
    /// An agreement that says until when.
    Agreement,
    /// A sentence of the narrative: it is only proposed.
    Sentence,
}

/// The words by which commitments are read: `[commitments]` of `sections.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommitmentWords {
    /// Labels and heads of columns, as folded words without those beside names.
    fields: Vec<(Field, Vec<String>)>,
    /// What a cell of state says of what is done.
    done: HashSet<Vec<String>>,
    /// What stands where there is nothing.
    none: HashSet<Vec<String>>,
    /// What a time begins with that is no last day: `a partir del`, `from`.
    from: Vec<Vec<String>>,
    /// What stands before a last day within a sentence: `antes del`, `by`.
    by: Vec<Vec<String>>,
    /// Those of them that are used of nothing else: `a más tardar el`.
    no_later: Vec<Vec<String>>,
    /// What titles say of commitments of an earlier meeting.
    earlier: HashSet<String>,
    pub(super) names: names::NameWords,
}

/// What a label or a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Who,
    What,
    Due,
    State,
}

impl CommitmentWords {
    /// Reads the words of a table of `sections.toml`; `core` takes the words off that may stand beside a
    /// name.
    pub(super) fn read(
        keys: &mut Keys<'_>,
        core: impl Fn(Vec<String>) -> Vec<String>,
    ) -> (CommitmentWords, Vec<String>) {
        let fields = [Field::Who, Field::What, Field::Due, Field::State];
        let mut words = CommitmentWords::default();
        let mut labels = Vec::new();
        for (field, key) in fields.into_iter().zip(["who", "what", "due", "state"]) {
            let names = keys.localized_lists(key);
            words.fields.extend(names.iter().map(|name| (field, core(folded_words(name)))));
            if matches!(field, Field::Who | Field::Due) {
                labels.extend(names);
            }
        }
        words.fields.retain(|(_, name)| !name.is_empty());
        let mut phrases =
            |key| keys.localized_lists(key).iter().map(|phrase| folded_words(phrase)).collect::<Vec<_>>();
        words.done = phrases("done").into_iter().collect();
        words.none = phrases("none").into_iter().collect();
        words.from = phrases("from");
        words.no_later = phrases("no_later");
        words.by = phrases("by").into_iter().chain(words.no_later.iter().cloned()).collect();
        words.earlier = phrases("earlier").into_iter().flatten().collect();
        words.names = names::NameWords::read(keys);
        (words, labels)
    }

    pub(super) fn is_none(&self, text: &str) -> bool {
        let words = folded_words(text);
        words.is_empty() || self.none.contains(&words)
    }
}

impl Sections {
    /// Returns the commitments that a text states, in its order. `known` are names of whom commitments may
    /// be, as the terms of a site; `language` is that of the text.
    pub fn commitments(&self, pieces: &[Piece], known: &BTreeSet<String>, language: &str) -> Vec<Stated> {
        let names = Names::of(pieces, known, self);
        let mut reader = Reader {
            sections: self,
            names,
            language,
            found: Vec::new(),
            last: None,
            group: None,
            is_earlier: false,
            is_other_list: false,
        };
        pieces.iter().for_each(|piece| reader.piece(piece));
        reader.found
    }

    /// Returns what a label or the head of a column holds.
    fn field(&self, text: &str) -> Option<Field> {
        let words: Vec<String> = folded_words(text).into_iter().filter(|word| word.len() > 1).collect();
        if words.len() > LABEL_WORDS_MAX {
            return None;
        }
        let core = self.core(words);
        let own =
            self.commitment_words.fields.iter().find(|(_, name)| *name == core).map(|(field, _)| *field);
        // `Acuerdo / Tarea`
        own.or_else(|| {
            text.split_once('/').and_then(|(first, second)| self.field(second).or_else(|| self.field(first)))
        })
    }
}

struct Reader<'a> {
    sections: &'a Sections,
    names: Names<'a>,
    language: &'a str,
    found: Vec<Stated>,
    /// What the labels of the next paragraph belong to.
    last: Option<&'a Piece>,
    /// Whose the items are that follow, in a section of commitments: `**Ana**`, `Ana:`.
    group: Option<Vec<String>>,
    /// Whether the last title names commitments of an earlier meeting.
    is_earlier: bool,
    /// Whether a paragraph of the section has announced another list, whose items are tasks only where they
    /// say who.
    is_other_list: bool,
}

impl<'a> Reader<'a> {
    fn piece(&mut self, piece: &'a Piece) {
        let in_section = piece.role == Some(Role::Commitments);
        match &piece.shape {
            Shape::Title => self.title(piece),
            Shape::Item(_) if self.ticked(piece) => {}
            _ if self.is_earlier => {}
            Shape::Table(rows) => self.table(piece, rows),
            // Tasks of an agenda and duties of those present are none.
            _ if piece.role.is_some_and(|role| !role.has_points() && role != Role::Commitments) => {}
            _ if self.labels(piece) => {}
            _ if piece.is_agreement && self.deadlines(piece) => {}
            Shape::Item(depth) if in_section || self.group.is_some() => self.item(piece, *depth),
            Shape::Paragraph if in_section => self.paragraph(piece),
            _ => {
                self.group = None;
                self.narrative(piece);
            }
        }
        self.last = (piece.shape != Shape::Title).then_some(piece);
    }

    /// Takes a heading: in a section of commitments, and right after the items of somebody, it may be whose
    /// items follow.
    fn title(&mut self, piece: &Piece) {
        let is_in_section = self.group.is_some() || self.last_role() == Some(Role::Commitments);
        let who = if piece.role == Some(Role::Commitments) || is_in_section {
            self.names.all_proper(piece.text.trim_end_matches(':'))
        } else {
            None
        };
        let opens = piece.role == Some(Role::Commitments);
        self.is_other_list = false;
        let words = folded_words(&piece.text);
        self.is_earlier = words.iter().any(|word| self.words().earlier.contains(word));
        self.group = who.or(opens.then(Vec::new));
    }

    fn last_role(&self) -> Option<Role> {
        self.last.and_then(|last| last.role)
    }

    /// Takes a table, if a row of it names columns of who and what: the rows below are commitments.
    fn table(&mut self, piece: &Piece, rows: &[Vec<String>]) {
        let is_list = piece.role == Some(Role::Commitments);
        let mut columns: Option<Columns> = if is_list { self.columns_without_head(rows) } else { None };
        for row in rows {
            if let Some(head) = Columns::of(row, self.sections) {
                columns = head.is_of_commitments().then_some(head);
                continue;
            }
            let ends = row.iter().all(|cell| cell.trim().is_empty())
                || row
                    .iter()
                    .find(|cell| !cell.trim().is_empty())
                    .is_some_and(|cell| self.names_section(cell));
            if ends {
                columns = None;
            }
            let Some(columns) = &columns else { continue };
            let stated = match columns.who {
                Some(_) => self.row(piece, row, columns).into_iter().collect(),
                None => self.lines_of_cell(piece, row, columns),
            };
            self.found.extend(stated);
        }
    }

    /// Returns the columns of a table in a section of commitments that has no head, or one that says nothing: who in
    /// the first, what in the one with most text.
    fn columns_without_head(&self, rows: &[Vec<String>]) -> Option<Columns> {
        let named =
            rows.iter().filter(|row| row.first().is_some_and(|cell| self.names.look_like_names(cell)));
        let named: Vec<&Vec<String>> = named.collect();
        if named.is_empty() || named.len() + 1 < rows.len() {
            return None;
        }
        let width = named.iter().map(|row| row.len()).max().unwrap_or(0);
        let words = |at: usize| -> usize {
            named.iter().filter_map(|row| row.get(at)).map(|cell| cell.split_whitespace().count()).sum()
        };
        let what = (1..width).rev().max_by_key(|at| words(*at))?;
        let is_day = |at: &usize| {
            named
                .iter()
                .filter_map(|row| row.get(*at))
                .any(|cell| dates::date_in_words(cell.trim()).is_some())
        };
        let due = (1..width).filter(|at| *at != what).find(is_day);
        Some(Columns { who: Some(0), what: Some(what), due, state: None, is_guessed: true })
    }

    fn names_section(&self, cell: &str) -> bool {
        self.sections.of_heading(cell).is_some()
    }

    fn row(&self, piece: &Piece, row: &[String], columns: &Columns) -> Option<Stated> {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim());
        let what = one_line(cell(columns.what)).trim_start_matches(['•', '-', '·', ' ']).to_owned();
        let is_of_none = columns.is_guessed && !self.names.look_like_names(cell(columns.who));
        if is_of_none || self.words().is_none(&what) {
            return None;
        }
        let mut stated = self.stated(piece, &what, From::Table);
        stated.who = self.names.parties(cell(columns.who), self.words().is_none(cell(columns.who)));
        self.time(cell(columns.due), &mut stated);
        stated.is_done = self.words().done.contains(&folded_words(cell(columns.state)));
        Some(stated)
    }

    /// Returns what the lines of a cell say that somebody is to do, in a table without a column of who.
    fn lines_of_cell(&self, piece: &Piece, row: &[String], columns: &Columns) -> Vec<Stated> {
        let cell = columns.what.and_then(|at| row.get(at)).map_or("", String::as_str);
        let said = cell.lines().map(one_line).filter(|line| self.names.doer(line).is_some());
        said.map(|line| Stated { from: From::Table, ..self.doing(piece, &line) }).collect()
    }

    fn words(&self) -> &'a CommitmentWords {
        &self.sections.commitment_words
    }

    fn stated(&self, piece: &Piece, what: &str, from: From) -> Stated {
        let what = one_line(what).trim_end_matches([';', ',']).to_owned();
        Stated { point: piece.point.clone(), what, from, start: piece.start, ..Stated::default() }
    }

    /// Writes a time into a commitment: as a day, if it says one whole date; else as it is said.
    fn time(&self, said: &str, stated: &mut Stated) {
        let said = one_line(said).trim_end_matches(['.', ';', ')']).to_owned();
        if self.words().is_none(&said) || said.split(' ').count() > TIME_WORDS_MAX {
            return;
        }
        let words = Words::new(&said);
        let begins = self.words().from.iter().any(|phrase| words.continues(0, phrase));
        let day = dates::date_in_words(&said).filter(|_| !begins && self.is_certain(&words));
        match day {
            Some((first, last)) => stated.due = Some(last.unwrap_or(first)),
            None => stated.when = Some(said),
        }
    }

    /// Whether a date in figures can be read in one way only: in English the month may stand first.
    fn is_certain(&self, words: &Words<'_>) -> bool {
        let number = |at: usize| words.folded(at).parse::<u8>().ok().filter(|number| *number <= 12);
        let is_open = |at: usize| {
            let (first, second) = (number(at), number(at + 1));
            words.gap_before(at + 1) == "/" && first.is_some() && second.is_some() && first != second
        };
        self.language != "en" || !(0..words.len().saturating_sub(2)).any(is_open)
    }

    /// Takes the labels of a paragraph or an item, if it has some of commitments.
    fn labels(&mut self, piece: &'a Piece) -> bool {
        if let Some(text) = self.sections.after_capitals(&piece.text) {
            let stated = Stated { from: From::Labels, ..self.doing(piece, &one_line(text)) };
            self.found.push(stated);
            return true;
        }
        let labels = self.sections.labels_in(&piece.text);
        let Some(first) = labels.first() else { return false };
        let (own, from_own) = self.subject(piece, first);
        let value = |field: Field| labels.iter().find(|label| label.field == field).map(|label| label.value);
        let what = value(Field::What).unwrap_or(&own);
        // `AI: the new models` is no task, `AI: Ana to call` is one.
        if first.is_short && self.names.doer(&one_line(first.value)).is_none() {
            return false;
        }
        let is_own_item = from_own && matches!(piece.shape, Shape::Item(_)) && first.field == Field::Who;
        let is_of_point =
            piece.point.is_some() || is_own_item || piece.role.is_some_and(|role| role != Role::Discussion);
        let has_what = value(Field::What).is_some();
        // `ACTION: AB` says who is to do what stands before it.
        let is_task = has_what
            && what
                .split_whitespace()
                .any(|word| word.chars().count() > 2 && word.starts_with(char::is_lowercase));
        let is_said =
            is_task || (!has_what && is_of_point && what.split_whitespace().count() >= WHAT_WORDS_MIN);
        // `Plan de acción: se asigna a Ana` says who does what stands before it.
        let assigns = self.sections.of_label(what).is_some_and(|(role, _)| role == Role::Commitments);
        if !is_said || assigns || self.words().is_none(what) {
            return false;
        }
        let mut stated = self.stated(piece, what, From::Labels);
        match value(Field::Who) {
            Some(who) => {
                let names = without_open_bracket(first_sentence(who));
                stated.who = self.names.parties(names, self.words().is_none(who));
            }
            None if has_what => stated = Stated { from: From::Labels, ..self.doing(piece, &one_line(what)) },
            None => {}
        }
        self.time(first_sentence(value(Field::Due).unwrap_or_default()), &mut stated);
        self.push(stated, from_own);
        true
    }

    /// Takes the sentences of an agreement that say until when something is to be done.
    fn deadlines(&mut self, piece: &Piece) -> bool {
        let text = &piece.text[self.sections.agreement_label(&piece.text).map_or(0, |label| label.length)..];
        let before = self.found.len();
        let words = Words::new(text);
        for sentence in sentences::of(&words) {
            let sentence = &text[sentences::place(&words, &sentence)];
            let Some(end) = self.deadline(sentence) else { continue };
            let mut stated = self.stated(piece, sentence, From::Agreement);
            self.time(&sentence[end..], &mut stated);
            stated.who = self.names.addressed(sentence).into_iter().collect();
            self.found.push(stated);
        }
        self.found.len() > before
    }

    /// Returns where the time begins that a sentence says something is to be done by, if it names a day of a
    /// month.
    fn deadline(&self, sentence: &str) -> Option<usize> {
        let words = Words::new(sentence);
        let is_day = |at: usize| {
            let near: Vec<&str> = (at..words.len().min(at + 4)).map(|at| words.folded(at)).collect();
            let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
            near.iter().any(|word| Languages::load().month(word).is_some()) && near.iter().any(is_number)
        };
        let phrase = |at: usize| {
            let phrases = self.words().no_later.iter().filter(|phrase| words.continues(at, phrase));
            phrases.map(Vec::len).max().map(|length| at + length)
        };
        let end = (0..words.len()).filter_map(phrase).find(|end| is_day(*end))?;
        Some(words.place(end).start)
    }

    /// Adds a commitment, or what a later paragraph says of the one before it.
    fn push(&mut self, stated: Stated, is_new: bool) {
        let before = self.found.last_mut().filter(|before| {
            !is_new
                && before.from == From::Labels
                && before.what == stated.what
                && before.point == stated.point
        });
        match before {
            Some(before) => {
                if before.who.is_empty() {
                    before.who = stated.who;
                }
                if before.due.is_none() && before.when.is_none() {
                    (before.due, before.when) = (stated.due, stated.when);
                }
            }
            None => self.found.push(stated),
        }
    }

    /// Returns what is to be done, as it stands before the labels of a paragraph or, if nothing does, in the
    /// paragraph before; and whether it stands in its own.
    fn subject(&self, piece: &Piece, first: &Labelled<'_>) -> (String, bool) {
        let own = self.without_label(&piece.text[..first.start]);
        if !own.is_empty() {
            return (own, true);
        }
        // Labels line by line go on from what the first of them belongs to.
        let before = self.found.last().filter(|found| {
            let goes_on = self.last.is_some_and(|last| {
                self.sections.labels_in(&last.text).first().is_some_and(|label| label.start == 0)
            });
            goes_on && found.from == From::Labels && found.point == piece.point
        });
        if let Some(before) = before {
            return (before.what.clone(), false);
        }
        let last =
            self.last.filter(|last| last.point == piece.point && !matches!(last.shape, Shape::Table(_)));
        (last.map(|last| self.without_label(&last.text)).unwrap_or_default(), false)
    }

    fn without_label(&self, text: &str) -> String {
        let length = self.sections.agreement_label(text).map_or(0, |label| label.length);
        one_line(text[length.min(text.len())..].trim_end_matches(['(', ' ', '–', '—', '-', '[']))
    }

    /// Takes an item with a box that says who does it: `[ ] @ana Send the minutes`, `[x] Ana: …`. Returns whether it
    /// is one.
    fn ticked(&mut self, piece: &Piece) -> bool {
        let Some((is_done, text)) = without_box(&piece.text) else { return false };
        let text = one_line(text);
        let in_section = piece.role == Some(Role::Commitments);
        if !in_section && self.names.doer(&text).is_none() {
            return false;
        }
        let stated = Stated { is_done, ..self.doing(piece, &text) };
        self.found.push(stated);
        true
    }

    /// Takes an item of a section of commitments.
    fn item(&mut self, piece: &Piece, depth: usize) {
        let text = one_line(&piece.text);
        if let Some(who) = text.strip_suffix(':').and_then(|who| self.names.all(who)) {
            self.group = Some(who);
            return;
        }
        let has_group = self.group.as_ref().is_some_and(|who| !who.is_empty());
        let is_own = depth == 1 || has_group;
        if !is_own || text.ends_with([':', '?']) || self.words().is_none(&text) || !text.contains(' ') {
            return;
        }
        let stated = self.doing(piece, &text);
        if self.is_other_list && stated.who.is_empty() {
            return;
        }
        self.found.push(stated);
    }

    /// Takes a paragraph of a section of commitments: one only if it says who.
    fn paragraph(&mut self, piece: &Piece) {
        let text = one_line(&piece.text);
        if let Some(who) = self.names.all(text.trim_end_matches(':')) {
            self.group = Some(who);
        } else if text.ends_with(':') {
            self.is_other_list |= self.found.last().is_some_and(|found| found.from == From::Section);
        } else if self.names.doer(&text).is_some() {
            let stated = self.doing(piece, &text);
            self.found.push(stated);
        }
    }

    /// Takes the sentences of a narrative in which somebody who was there undertakes something.
    fn narrative(&mut self, piece: &Piece) {
        let words = Words::new(&piece.text);
        for sentence in sentences::of(&words) {
            let text = &piece.text[sentences::place(&words, &sentence)];
            let Some(who) = self.names.undertaker(text).filter(|_| !text.ends_with('?')) else { continue };
            let due = self.last_day(text);
            self.found.push(Stated { who, due, ..self.stated(piece, text, From::Sentence) });
        }
    }

    /// Returns the last day that a sentence says by words such as `antes del`.
    fn last_day(&self, text: &str) -> Option<Date> {
        let words = Words::new(text);
        let found = dates::find(&words, Languages::load());
        let [day] = found.as_slice() else { return None };
        let before = day.words.start.saturating_sub(2)..=day.words.start;
        let is_by = |phrase: &Vec<String>| {
            before.clone().any(|end| end >= phrase.len() && words.continues(end - phrase.len(), phrase))
        };
        let is_said = self.words().by.iter().any(is_by) && self.is_certain(&words);
        is_said.then(|| day.end.unwrap_or(day.start))
    }

    fn doing(&self, piece: &Piece, text: &str) -> Stated {
        let doer = self.names.doer(text);
        let what = doer.as_ref().map_or(text, |doer| &text[doer.what.clone()]);
        let mut stated = self.stated(piece, what, From::Section);
        stated.due = self.last_day(text);
        stated.who = match doer {
            Some(doer) => doer.who,
            None => self.group.clone().unwrap_or_default(),
        };
        stated
    }
}

/// Which columns of a table hold what.
#[derive(Clone, Debug, Default)]
struct Columns {
    who: Option<usize>,
    what: Option<usize>,
    due: Option<usize>,
    state: Option<usize>,
    /// Whether no head names them.
    is_guessed: bool,
}

impl Columns {
    /// Returns what the columns below a row hold; none if it is no head.
    fn of(row: &[String], sections: &Sections) -> Option<Columns> {
        let mut columns = Columns::default();
        for (at, cell) in row.iter().enumerate() {
            let place = match sections.field(cell) {
                Some(Field::Who) => &mut columns.who,
                Some(Field::What) => &mut columns.what,
                Some(Field::Due) => &mut columns.due,
                Some(Field::State) => &mut columns.state,
                None => continue,
            };
            place.get_or_insert(at);
        }
        let cells = row.iter().filter(|cell| !cell.trim().is_empty()).count();
        let is_head = columns.who.is_some() || (columns.what.is_some() && cells > 1);
        is_head.then_some(columns)
    }

    fn is_of_commitments(&self) -> bool {
        self.what.is_some()
    }
}

/// A label of commitments within a text, with what it says.
struct Labelled<'t> {
    field: Field,
    /// Where it begins, in bytes.
    start: usize,
    /// Whether it is so short that it is one only before who does it: `AI:`.
    is_short: bool,
    value: &'t str,
}

impl Sections {
    /// Returns the text after a label in capitals without a colon, as `TODO Ana …` and `ACTION 2006-10-27 Ana
    /// …` have it.
    fn after_capitals<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (label, rest) = text.split_once(' ')?;
        let is_label = label.len() > 3
            && label.chars().all(char::is_uppercase)
            && self.field(label) == Some(Field::What);
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || " -/".contains(c));
        let is_sentence =
            rest.split_whitespace().count() >= WHAT_WORDS_MIN && rest.contains(char::is_lowercase);
        (is_label && is_sentence && !rest.starts_with([':', '–', '—'])).then_some(rest)
    }

    /// Returns the labels of commitments in a text, each with the text up to the next.
    fn labels_in<'t>(&self, text: &'t str) -> Vec<Labelled<'t>> {
        let found: Vec<(Field, usize, usize)> =
            text.match_indices(':').filter_map(|(colon, _)| self.label_before(text, colon)).collect();
        let label = |(at, (field, start, end)): (usize, &(Field, usize, usize))| {
            let next = found.get(at + 1).map_or(text.len(), |next| next.1);
            let value =
                text[*end..next].trim_matches([' ', '\n', '(', ';', ',', '–', '—', '-', '*', '[', ']']);
            let is_short =
                *field == Field::What && text[*start..*end].trim_end_matches(':').len() <= SHORT_LABEL;
            Labelled { field: *field, start: *start, is_short, value }
        };
        found
            .iter()
            .enumerate()
            .map(label)
            .filter(|label| label.value.contains(char::is_alphanumeric))
            .collect()
    }

    /// Returns the label that ends with a colon: what it is of, where it begins, and where its value does.
    fn label_before(&self, text: &str, colon: usize) -> Option<(Field, usize, usize)> {
        let from = text[..colon].rfind(['\n', ':', '.', ';', '(', '[', '–', '—', '|', ',']);
        let from = from.map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let words = Words::new(&text[from..colon]);
        let first = words.len().saturating_sub(LABEL_WORDS_MAX);
        (first..words.len()).find_map(|at| {
            let start = from + words.place(at).start;
            let field = self.field(&text[start..colon])?;
            let is_apart =
                at == 0 || (words.written(at).starts_with(char::is_uppercase) && field != Field::What);
            // What is to be done begins a sentence or a line.
            let is_said = field != Field::What
                || text[..start].trim_end_matches([' ', '*']).ends_with(['\n', '.', ';'])
                || text[..start].trim().is_empty();
            (is_apart && is_said && field != Field::State).then_some((field, start, colon + 1))
        })
    }
}

/// Returns the first line of a text, up to the end of its first sentence if more follow.
fn first_sentence(text: &str) -> &str {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let ends = |(at, _): &(usize, &str)| {
        let word = line[..*at].rsplit(' ').next().unwrap_or_default();
        let next = line[at + 1..].trim_start();
        word.chars().count() > 4 && next.starts_with(char::is_uppercase)
    };
    let end = line.match_indices(". ").find(ends).map_or(line.len(), |(at, _)| at);
    line[..end].trim().trim_end_matches(['.', ';', ')'])
}

/// Returns a text without a remark in brackets that do not close in it.
fn without_open_bracket(text: &str) -> &str {
    let is_open = text.matches('(').count() > text.matches(')').count();
    text.rfind('(').filter(|_| is_open).map_or(text, |at| text[..at].trim_end())
}

/// Returns the text after a box at its beginning, and whether the box is ticked.
fn without_box(text: &str) -> Option<(bool, &str)> {
    let boxes = [("[ ]", false), ("[x]", true), ("[X]", true), ("☐", false), ("☑", true), ("☒", true)];
    boxes
        .into_iter()
        .find_map(|(sign, is_done)| Some((is_done, text.trim_start().strip_prefix(sign)?.trim_start())))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows the commitments of paragraphs of a point; one that begins with `- ` is an item of a section of
    /// commitments.
    fn check(paragraphs: &[&str], expected: &[&str]) {
        let piece = |text: &&str| match text.strip_prefix("- ") {
            Some(item) => Piece {
                shape: Shape::Item(1),
                text: item.to_owned(),
                role: Some(Role::Commitments),
                ..Piece::default()
            },
            None => Piece {
                text: (*text).to_owned(),
                point: Some("1".to_owned()),
                is_agreement: true,
                ..Piece::default()
            },
        };
        let pieces: Vec<Piece> = paragraphs.iter().map(piece).collect();
        let known = ["Ana Pérez", "Luis", "Honduras"].map(str::to_owned).into_iter().collect();
        let show = |stated: &Stated| {
            let due = stated.due.map(|due| due.to_string());
            let time = due.or_else(|| stated.when.clone()).unwrap_or_default();
            format!("{} | {} | {time}", stated.who.join("+"), stated.what)
        };
        let found = Sections::built_in().commitments(&pieces, &known, "es");
        assert_eq!(found.iter().map(show).collect::<Vec<_>>(), expected, "{paragraphs:?}");
    }

    #[test]
    fn labels_belong_to_what_stands_before_them() {
        check(
            &["Acuerdo 1: Enviar una circular. Responsable: Ana Pérez y Luis. Plazo: 15 de julio de 2024."],
            &["Ana Pérez+Luis | Enviar una circular. | 2024-07-15"],
        );
        check(
            &["Enviar una circular al mes.", "Responsable: Secretaría", "Plazo: mediados de julio"],
            &["Secretaría | Enviar una circular al mes. | mediados de julio"],
        );
        check(
            &["Enviar dos circulares (Responsable: Ana; plazo: antes del 15 de julio de 2024)"],
            &["Ana | Enviar dos circulares | 2024-07-15"],
        );
        check(&["ACCIÓN: Ana enviará la circular"], &["Ana | Ana enviará la circular | "]);
        check(&["Acción: Enviar todo Responsable: Ana Plazo: pronto"], &["Ana | Enviar todo | pronto"]);
    }

    #[test]
    fn what_is_not_said_is_not_there() {
        check(&["Tema", "Responsable: Ana"], &[]);
        check(&["El responsable de todo es Ana: viene."], &[]);
        check(&["Enviar una circular al mes. Plazo: ninguno"], &[" | Enviar una circular al mes. | "]);
        check(&["Responsable: Ana"], &[]);
        check(&["ACCIÓN: Ana y Luis"], &[]);
    }

    #[test]
    fn items_of_sections_name_who_where_it_is_certain() {
        check(&["- Ana: enviar el acta"], &["Ana | enviar el acta | "]);
        check(&["- [Luis] enviar el acta"], &["Luis | enviar el acta | "]);
        check(&["- Luis y Ana enviarán el acta"], &["Luis+Ana | Luis y Ana enviarán el acta | "]);
        check(&["- Enviar el acta (Luis)"], &["Luis | Enviar el acta | "]);
        check(&["- Enviar el acta – Ana Pérez"], &["Ana Pérez | Enviar el acta | "]);
        check(&["- Programa: enviar el acta"], &[" | Programa: enviar el acta | "]);
        check(&["- Enviar el acta (en papel)"], &[" | Enviar el acta (en papel) | "]);
        check(&["- Ninguno", "- ¿Quién envía el acta?", "- Acta"], &[]);
    }

    #[test]
    fn boxes_and_accounts_say_who() {
        check(&["- [ ] @ana enviar el acta"], &["@ana | enviar el acta | "]);
        check(&["- @ana, @luis: enviar el acta"], &["@ana+@luis | enviar el acta | "]);
        check(&["- [x] Luis: enviar el acta"], &["Luis | enviar el acta | "]);
        check(&["- [ ] enviar el acta"], &[" | enviar el acta | "]);
        check(&["AI: @ana to send it"], &["@ana | to send it | "]);
        check(&["AI: the new models are good"], &[]);
    }

    #[test]
    fn sentences_of_a_narrative_say_who_undertakes_something() {
        let check = |text: &str, expected: &[&str]| {
            let told = "Members present were Ana Paz, Luis Sol and Eva Mar.";
            let pieces = [told, text].map(|text| Piece { text: text.to_owned(), ..Piece::default() });
            let found = Sections::built_in().commitments(&pieces, &BTreeSet::new(), "en");
            let shown: Vec<String> = found.iter().map(|stated| stated.who.join("+")).collect();
            assert_eq!(shown, expected, "{text}");
            assert!(found.iter().all(|stated| stated.from == From::Sentence));
        };
        check("Ana to call the clerk.", &["Ana"]);
        check("It was late. Luis Sol will write to the clerk.", &["Luis Sol"]);
        check("It was said that Eva will write.", &["Eva"]);
        // Others are named, or nothing is undertaken.
        check("This is about how the board will write.", &[]);
        check("The 2019 Executive Council will begin in May.", &[]);
        check("Maria to call the clerk.", &[]);
        check("Ana to be the clerk.", &[]);
    }

    #[test]
    fn an_item_names_who_with_a_label() {
        let item = |text: &str| Piece { shape: Shape::Item(1), text: text.to_owned(), ..Piece::default() };
        let who = |text: &str| {
            let found = Sections::built_in().commitments(&[item(text)], &BTreeSet::new(), "es");
            found
                .into_iter()
                .map(|stated| format!("{}: {}", stated.who.join("+"), stated.what))
                .collect::<Vec<_>>()
        };
        assert_eq!(who("Se acuerda sacar 100 más. Responsable: Ana."), ["Ana: Se acuerda sacar 100 más."]);
        assert_eq!(who("Comprar dos mesas más. Responsable: Ana (ya está"), ["Ana: Comprar dos mesas más."]);
    }

    #[test]
    fn agreements_have_a_last_day_where_they_say_so() {
        check(
            &["Se solicita a Honduras enviar el acta a más tardar el 30 de noviembre. Se toma nota."],
            &[
                "Honduras | Se solicita a Honduras enviar el acta a más tardar el 30 de noviembre. | 30 de noviembre",
            ],
        );
        check(&["Se solicita a Honduras enviar el acta."], &[]);
    }
}
