//! Finds the title of a report.

mod capitals;
mod further;

use std::ops::Range;

use capitals::recased;

use super::lines::{Labelled, Line, Text, labelled};
use super::{Guess, Guesses, Material, Role, Source};
use crate::import::blocks::What;
use crate::language::dates;
use crate::language::known::{Languages, Phrase, WordList};
use crate::language::words::{Words, folded_words};
use crate::messages::message;
use crate::numbering::people;
use crate::sections::Sections;

/// Words of meetings that are held again and again.
const HOW_OFTEN: [&str; 12] = [
    "daily",
    "weekly",
    "fortnightly",
    "monthly",
    "quarterly",
    "annual",
    "yearly",
    "general",
    "semanal",
    "mensual",
    "anual",
    "meetings",
];
/// The longest title, in characters.
const TITLE_CHARS_MAX: usize = 240;
/// The most words of a title that ends as a sentence does.
const SENTENCE_WORDS_MAX: usize = 14;
/// A line that does not begin with the word for a report is one of so many.
const NAMED_WITHIN: usize = 3;
/// And among so many of the first blocks: further on a section may be called so.
const FIRST_BLOCKS_MAX: usize = 14;
/// What begins with another report, as `Minutes of the previous meeting`, says so within so many words.
const OTHER_WITHIN: usize = 6;
/// The name of a report stands among so many of the first lines that may be a title.
const FIRST_MAX: usize = 8;
/// So many lines may stand before the title that is taken out of the text: names of whoever met.
const BEFORE_MAX: usize = 3;
/// The most words of a line that names whoever met.
const NAME_WORDS_MAX: usize = 12;

/// Guesses the title: the first line of the head in the style of titles that may be one, else the first that begins with the
/// name of a report, else one that has its words, else what a sentence or a label says, else the first heading, else the first
/// line that may be one, else the name of the file.
pub(super) fn guess(material: &Material<'_>, text: &Text, guesses: &mut Guesses) {
    let lines = &text.lines;
    let data = Languages::load();
    let head: Vec<&Line> = lines.iter().filter(|line| line.is_head).collect();
    let before_text = head.iter().position(|line| opens(line, data)).unwrap_or(head.len());
    let all = joined(&head[..before_text], data);
    let good: Vec<Candidate> = all.iter().filter(|line| line.is_good(data)).cloned().collect();
    let of_header: Vec<&Line> = text.headers.iter().collect();
    let headers: Vec<Candidate> =
        joined(&of_header, data).into_iter().filter(|line| line.is_good(data)).collect();
    let own = || best(&good, data).map(|line| (whole(line, &all, data), false));
    let of_header = || headers.iter().find(|line| line.is_named(data)).map(|line| (line.clone(), true));
    let first = || fallback(&good, &all, data).map(|line| (whole(line, &all, data), false));
    let name = || headers.iter().find_map(Candidate::as_name).map(|line| (line, true));
    let said = || {
        further::of_sentence(&joined(&head, data), data)
            .or_else(|| further::of_label(lines, data))
            .map(|line| (line, false))
    };
    let found =
        titled(lines, data).or_else(own).or_else(of_header).or_else(said).or_else(first).or_else(name);
    let Some((line, is_header)) = found else {
        guesses.title = further::of_file(material.name, data);
        return;
    };
    let (title, is_recased) = recased(&line.text, material, lines);
    let from =
        if is_recased { message!("import-review-title-capitals") } else { message!("import-review-title") };
    let block = (!is_header).then_some(line.blocks.start);
    let source = Source { block, text: line.text.clone() };
    guesses.title = Some(Guess { value: title, from, source });
    if !is_header {
        take(&line, &head, guesses, data);
    }
}

/// Returns which of the lines that may be the title is the best.
fn best<'c>(good: &'c [Candidate], data: &Languages) -> Option<&'c Candidate> {
    let first = || good.iter().take(FIRST_MAX).filter(|line| line.blocks.start < FIRST_BLOCKS_MAX);
    let styled = first().find(|line| line.role == Role::Title);
    // `# Steering Committee 2015-10-08`
    let heading = || {
        let line = first().next().filter(|line| matches!(line.role, Role::Heading(_)))?;
        (line.is_short() && (line.has_day(data) || line.speaks_of_it(data)) && !line.is_bare_or_dated(data))
            .then_some(line)
    };
    // `Secretary's report` further on is a section.
    let may_be_named = |at: usize, line: &Candidate| at < NAMED_WITHIN || line.begins_so(data);
    let named = || {
        let lines = first().enumerate().filter(|(at, line)| may_be_named(*at, line));
        lines.map(|(_, line)| line).find(|line| line.is_named(data) && !line.is_bare(data))
    };
    let speaks = || {
        let mut lines = first().take(NAMED_WITHIN + 1);
        lines.find(|line| line.speaks_of_it(data) && line.is_short() && !line.is_bare(data))
    };
    // `Minutes:` further on is a section.
    let bare = || first().take(NAMED_WITHIN).find(|line| line.is_bare(data));
    styled.or_else(heading).or_else(named).or_else(speaks).or_else(bare)
}

/// Returns which of the lines that may be the title is it where none speaks of a report or a meeting: one with a day, the first
/// heading, the first.
fn fallback<'c>(good: &'c [Candidate], all: &[Candidate], data: &Languages) -> Option<&'c Candidate> {
    let first = || good.iter().take(FIRST_MAX);
    let dated = first().find(|line| line.is_short() && super::dates::has_own(&line.text, data));
    // After a label there are the values of others, and what is printed on the paper.
    let labels =
        all.iter().filter(|line| labelled(&line.text).is_some() || line.text.trim_end().ends_with(':'));
    let first_label = labels.map(|line| line.blocks.start).min().unwrap_or(usize::MAX);
    // A name alone may be that of whoever wrote the text.
    let is_person = |line: &Candidate| people::is_person(&line.text) && !line.names_body(data);
    let is_before = |line: &Candidate| line.blocks.start < first_label;
    let heading = || {
        first().find(|line| matches!(line.role, Role::Heading(_)) && (is_before(line) || !is_person(line)))
    };
    let plain = || good.first().filter(|line| is_before(line) && !is_person(line));
    dated.or_else(heading).or_else(plain)
}

/// Whether a line is the sentence that opens the meeting: what follows is text.
fn opens(line: &Line, data: &Languages) -> bool {
    let words = Words::new(&line.text);
    let is_named = words.len() > 0 && data.is(WordList::Records, words.folded(0));
    let is_sentence = line.text.trim_end().ends_with('.') && words.len() > SENTENCE_WORDS_MAX / 2;
    is_sentence && !is_named && line.role != Role::Title && data.find(Phrase::Opening, &words).is_some()
}

/// Returns a title with what it is of, where it says no more than that it is a report: the line after it that goes on with it,
/// else the name of whoever met, before it. One that is no more than such a name gets the words for a report after it.
fn whole(title: &Candidate, all: &[Candidate], data: &Languages) -> Candidate {
    let at = all.iter().position(|line| line.blocks == title.blocks).unwrap_or(0);
    // After `Minutes:` stands no list.
    let next = all.get(at + 1).map(|next| Candidate { is_announced: false, ..next.clone() });
    let next = next.filter(|next| next.blocks.start == title.blocks.end && next.is_good(data));
    let next = next.as_ref();
    let before = at.checked_sub(1).map(|at| &all[at]);
    let before = before.filter(|before| before.blocks.end == title.blocks.start);
    let is_name = |line: &&Candidate| line.is_name_of_body(data);
    if title.is_bare_or_dated(data) {
        let goes_on = |next: &&Candidate| {
            !next.is_bare(data)
                && next.is_short()
                && (next.is_plain || title.text.trim_end().ends_with(':'))
                && !next.ends_open(data)
                && (next.speaks_of_it(data) || next.names_body(data))
                && !title.has_day(data)
        };
        if let Some(next) = next.filter(goes_on) {
            return title.lowered_beside(next).with(next);
        }
        let named = |before: &Candidate| before.with(&title.lowered_beside(before));
        return before.filter(is_name).map_or_else(|| title.clone(), named);
    }
    let is_bare = |next: &&Candidate| next.is_bare_or_dated(data);
    match next.filter(is_bare) {
        Some(next) if title.is_name_of_body(data) => title.with(&next.lowered_beside(title)),
        _ => title.clone(),
    }
}

/// Returns the title that a text says with a label: `title: Reunión 3`.
fn titled(lines: &[Line], data: &Languages) -> Option<(Candidate, bool)> {
    let said = |line: &&Line| {
        labelled(&line.text).is_some_and(|found| data.whole(Phrase::TitleLabels, &found.label))
    };
    let line = lines.iter().take(FIRST_MAX).find(said)?;
    let value = labelled(&line.text)?.value.trim().trim_matches(['"', '\'']);
    let text = Some(value.to_owned()).filter(|text| text.chars().any(char::is_alphabetic))?;
    let blocks = line.block..line.block + 1;
    Some((Candidate { blocks, text, is_plain: line.is_plain, ..Candidate::default() }, false))
}

/// Notes the title's lines as taken out of the text, if they are the first or have a title's style, and those of the head that
/// say the same again.
fn take(line: &Candidate, head: &[&Line], guesses: &mut Guesses, data: &Languages) {
    let before = head.iter().take_while(|other| other.block < line.blocks.start);
    let is_name = |other: &&Line| {
        let words = Words::new(&other.text);
        words.len() <= NAME_WORDS_MAX
            && !other.is_item
            && !other.text.contains(':')
            && dates::find(&words, data).is_empty()
    };
    let is_first = before.clone().count() <= BEFORE_MAX && before.clone().all(is_name);
    let is_key = head.iter().any(|other| line.blocks.contains(&other.block) && other.is_front_matter);
    if line.is_plain && (is_first || is_key || line.role != Role::Text) {
        guesses.used.extend(line.blocks.clone().map(|block| (block, What::Moved)));
    }
    let of_title = folded_words(&line.text);
    let repeats = |other: &&&Line| {
        let words = folded_words(&other.text);
        !line.blocks.contains(&other.block)
            && other.is_plain
            && words.len() > 2
            && words.iter().all(|word| of_title.contains(word))
    };
    guesses.used.extend(head.iter().filter(repeats).map(|other| (other.block, What::Repeated)));
}

impl Candidate {
    /// Whether it may be a title: no label, number, date, list, sentence.
    fn is_good(&self, data: &Languages) -> bool {
        let text = self.text.trim();
        let words = Words::new(text);
        let has_letters = text.chars().filter(|c| c.is_alphabetic()).count() > 2;
        let is_long = text.chars().count() > TITLE_CHARS_MAX || text.contains('\n');
        let is_named_label = text.ends_with(':') && self.is_bare(data);
        let is_list =
            (text.ends_with([':', ';', ',']) && !is_named_label) || self.is_item || self.is_announced;
        let is_address = text.contains("://");
        let is_other = data.find(Phrase::OtherRecords, &words).is_some_and(|at| at < OTHER_WITHIN);
        let is_virtual = words.len() <= 3 && data.find(Phrase::Virtual, &words).is_some();
        let most = if self.begins_so(data) { SENTENCE_WORDS_MAX } else { SENTENCE_WORDS_MAX / 2 };
        let opens = words.len() > SENTENCE_WORDS_MAX
            && !self.begins_so(data)
            && data.find(Phrase::Opening, &words).is_some();
        let is_sentence = (text.ends_with('.') && words.len() > most) || opens;
        let is_label = data.is_label(&folded_words(text))
            || labelled(text).is_some_and(|found| {
                let is_record =
                    |word: Option<&String>| word.is_some_and(|word| data.is(WordList::Records, word));
                let is_number = !found.value.chars().any(char::is_alphabetic) && !self.has_day(data);
                is_number
                    || !(is_record(found.label.first())
                        || is_record(found.label.last())
                        || self.is_prefixed(&found, data))
            });
        let found = dates::find(&words, data);
        let dated: usize = found.iter().map(|found| found.words.len()).sum();
        let begins_so = found.first().is_some_and(|found| found.words.start == 0);
        // `Voting Agenda, May 28, 2020`
        let is_agenda = (1..words.len()).any(|at| words.folded(at) == "agenda");
        // `# Steering Committee 2015-10-08`
        let is_heading = self.role != Role::Text && words.len() > dated && !text.contains(',');
        let is_date = dated > 0
            && (begins_so || (words.len() <= dated + 4 && !is_agenda && !is_heading))
            && !self.speaks_of_it(data);
        has_letters
            && !is_long
            && !self.is_logo()
            && !is_list
            && !is_sentence
            && !is_address
            && !is_other
            && !is_virtual
            && (!is_label || is_named_label)
            && !is_date
            && !data.whole(Phrase::Sections, &folded_words(text))
            && (self.speaks_of_it(data) || Sections::built_in().of_heading(text).is_none())
            && !are_people(text)
    }

    /// Whether what looks like a label is the name of whoever met before that of the meeting: `# Comp 3: Meeting One`.
    fn is_prefixed(&self, found: &Labelled<'_>, data: &Languages) -> bool {
        let value = Candidate { text: found.value.trim().to_owned(), ..Candidate::default() };
        self.role != Role::Text && !data.is_label(&found.label) && value.speaks_of_it(data)
    }

    /// Whether it is the name of whoever met, not a line with a number, a day, a label.
    fn is_name_of_body(&self, data: &Languages) -> bool {
        let words = Words::new(&self.text);
        self.is_plain
            && self.is_good(data)
            && (2..=NAME_WORDS_MAX).contains(&words.len())
            && !self.text.contains([':', '@', '®', '™'])
            && !self.text.trim_end().ends_with('.')
            && !self.text.chars().any(|c| c.is_ascii_digit())
            && !self.has_day(data)
            && !self.is_named(data)
            && !self.ends_open(data)
            && !data.whole(Phrase::People, &[words.folded(0).to_owned()])
            && words.written(0).starts_with(char::is_uppercase)
    }

    /// Whether it ends with a small word, as a line does that goes on, or a label without its colon: `Convened by`.
    fn ends_open(&self, data: &Languages) -> bool {
        const SMALL: [WordList; 4] = [WordList::Of, WordList::At, WordList::Small, WordList::Until];
        let words = Words::new(&self.text);
        let last = words.len().checked_sub(1).map_or("", |last| words.folded(last));
        SMALL.iter().any(|kind| data.is(*kind, last))
            || matches!(last, "por" | "by" | "para" | "for" | "con" | "with")
    }

    /// Returns words for a report in small letters, if they stand in capitals and what they are put beside does not.
    fn lowered_beside(&self, other: &Candidate) -> Candidate {
        if has_small(&self.text) || !has_small(&other.text) {
            return self.clone();
        }
        let mut characters = self.text.chars();
        let first: String = characters.next().into_iter().collect();
        Candidate { text: first + &characters.as_str().to_lowercase(), ..self.clone() }
    }

    /// Whether a line is what is printed on the paper of a firm.
    fn is_logo(&self) -> bool {
        self.text.contains(['®', '™'])
    }

    /// Returns a line of a page's header that is a name, without the number of the page at its end.
    fn as_name(&self) -> Option<Candidate> {
        let text = self.text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        let is_name = text.split_whitespace().count() > 1 && !text.contains(|c: char| c.is_ascii_digit());
        is_name.then(|| Candidate { text: text.to_owned(), ..self.clone() })
    }

    fn has_day(&self, data: &Languages) -> bool {
        !dates::find(&Words::new(&self.text), data).is_empty()
    }

    /// Whether it says no more than that it is a report, and perhaps of which day.
    fn is_bare_or_dated(&self, data: &Languages) -> bool {
        let words = Words::new(&self.text);
        let Some(day) = dates::find(&words, data).into_iter().next() else { return self.is_general(data) };
        let before = &self.text[..words.place(day.words.start).start];
        let weekday = |word: &str| data.weekday(word).is_some() || data.is(WordList::Of, word);
        let rest = Words::new(before);
        let end = (0..rest.len()).rev().find(|at| !weekday(rest.folded(*at))).map_or(0, |at| at + 1);
        let named = (0..end).map(|at| rest.written(at)).collect::<Vec<_>>().join(" ");
        day.words.end == words.len() && Candidate { text: named, ..self.clone() }.is_general(data)
    }

    /// Whether it says no more than that it is a report, or of which kind of meeting: `Acta de la sesión ordinaria`,
    /// `Monthly meeting`.
    fn is_general(&self, data: &Languages) -> bool {
        const KINDS: [WordList; 4] = [WordList::Records, WordList::Titles, WordList::Of, WordList::Small];
        let words = Words::new(&self.text);
        let is_kind = |word: &str| data.sessions().any(|(_, way)| way.iter().any(|part| part == word));
        let is_known = |at: usize| {
            let word = words.folded(at);
            KINDS.iter().any(|kind| data.is(*kind, word)) || is_kind(word) || HOW_OFTEN.contains(&word)
        };
        let speaks =
            [WordList::Records, WordList::Titles].iter().any(|kind| data.has(*kind, &words, 0..words.len()));
        speaks && (0..words.len()).all(is_known)
    }

    /// Returns it with another line after it.
    fn with(&self, other: &Candidate) -> Candidate {
        let between = if self.text.trim_end().ends_with(':') { " " } else { " – " };
        Candidate {
            blocks: self.blocks.start..other.blocks.end,
            text: format!("{}{between}{}", self.text.trim(), other.text.trim()),
            is_plain: self.is_plain && other.is_plain,
            role: if other.role == Role::Text { self.role } else { other.role },
            ..Candidate::default()
        }
    }

    /// Whether it is short as titles are.
    fn is_short(&self) -> bool {
        Words::new(&self.text).len() <= 30
    }

    /// Whether its first word names a report.
    fn begins_so(&self, data: &Languages) -> bool {
        let words = Words::new(&self.text);
        words.len() > 0 && data.is(WordList::Records, words.folded(0))
    }

    /// Whether it has a word that names a report within its first words.
    fn is_named(&self, data: &Languages) -> bool {
        const NAME_WITHIN: usize = 4;
        let words = Words::new(&self.text);
        self.is_short() && data.has(WordList::Records, &words, 0..words.len().min(NAME_WITHIN))
    }

    /// Whether it says no more than that it is a report, not which one: `MINUTES`, `Acta de reunión`.
    fn is_bare(&self, data: &Languages) -> bool {
        let words = Words::new(&self.text);
        words.len() > 0
            && (0..words.len()).all(|at| {
                let word = words.folded(at);
                data.is(WordList::Records, word) || ["meeting", "meetings", "of", "the"].contains(&word)
            })
            && data.has(WordList::Records, &words, 0..words.len())
    }

    /// Whether it has a word for a body, as a committee.
    fn names_body(&self, data: &Languages) -> bool {
        let words = Words::new(&self.text);
        data.has(WordList::Bodies, &words, 0..words.len())
    }

    /// Whether it has words of titles.
    fn speaks_of_it(&self, data: &Languages) -> bool {
        let words = Words::new(&self.text);
        data.has(WordList::Titles, &words, 0..words.len())
    }
}

/// What may be the title: a line, or several that read on.
#[derive(Clone, Default)]
struct Candidate {
    /// The places of its lines among the blocks.
    blocks: Range<usize>,
    text: String,
    role: Role,
    is_plain: bool,
    is_item: bool,
    is_announced: bool,
}

/// Returns the lines of the head, those that read on as one: a title is often set in several paragraphs.
fn joined(head: &[&Line], data: &Languages) -> Vec<Candidate> {
    let mut joined: Vec<Candidate> = Vec::new();
    for line in head {
        match joined.last_mut().filter(|before| reads_on(before, line, data)) {
            Some(before) => {
                before.text = format!("{} {}", before.text.trim_end(), line.text.trim_start());
                before.blocks.end = line.block + 1;
            }
            None => joined.push(Candidate {
                blocks: line.block..line.block + 1,
                text: without_address(&line.text).to_owned(),
                role: line.role,
                is_plain: line.is_plain && without_address(&line.text) == line.text,
                is_item: line.is_item,
                is_announced: line.is_announced,
            }),
        }
    }
    joined
}

/// Returns a line without the web address that it ends with, if more than that is left.
fn without_address(text: &str) -> &str {
    let address = text.find(" http://").or_else(|| text.find(" https://"));
    let before = address.map_or("", |at| text[..at].trim_end());
    if before.split_whitespace().count() > 2 { before } else { text }
}

/// Whether a line goes on with what stands before it: both in the style of titles, or one ends or begins in the middle
/// of a sentence. A line with a date does not, nor one in other letters.
fn reads_on(before: &Candidate, line: &Line, data: &Languages) -> bool {
    let (first, second) = (Words::new(&before.text), Words::new(&line.text));
    let is_next = before.blocks.end == line.block && before.role == line.role;
    let is_plain = before.is_plain && line.is_plain && first.len() > 0 && second.len() > 0;
    let length = before.text.chars().count() + line.text.chars().count();
    let has_date = |words: &Words<'_>| !dates::find(words, data).is_empty();
    if !is_next
        || !is_plain
        || before.is_item
        || line.is_item
        || length >= TITLE_CHARS_MAX
        || has_date(&first)
        || has_date(&second)
        || has_small(&before.text) != has_small(&line.text)
        || before.text.trim_end().ends_with(['.', ':', ';'])
    {
        return false;
    }
    let is_one_of = |kinds: &[WordList], word: &str| kinds.iter().any(|kind| data.is(*kind, word));
    line.role == Role::Title
        || before.text.trim_end().ends_with(',')
        || is_one_of(
            &[WordList::Of, WordList::At, WordList::Small, WordList::Until],
            first.folded(first.len() - 1),
        )
        || line.text.trim_start().starts_with(char::is_lowercase)
        || is_one_of(&[WordList::Of], second.folded(0))
        || names_on(before, &first, line, &second, data)
}

/// Whether a line goes on with the name of a meeting: `… DE LA SESIÓN` with `ORDINARIA N.º 4`, `ACTA` with `N.º 4`, and a
/// heading `Meeting of the Oak` with the heading `Grove Library Board`.
fn names_on(
    before: &Candidate,
    first: &Words<'_>,
    line: &Line,
    second: &Words<'_>,
    data: &Languages,
) -> bool {
    let pair = [first.folded(first.len() - 1), second.folded(0)];
    let is_session = data.sessions().any(|(_, way)| way == pair);
    let is_figures = |at: usize| at < second.len() && second.folded(at).bytes().all(|b| b.is_ascii_digit());
    let is_number = matches!(pair[1], "n" | "no" | "nº" | "num" | "numero" | "nro" | "number")
        && (is_figures(1) || is_figures(2))
        || (line.text.trim_start().starts_with('#') && is_figures(0));
    let speaks = |words: &Words<'_>| data.has(WordList::Titles, words, 0..words.len());
    let has_of = (1..first.len()).any(|at| data.is(WordList::Of, first.folded(at)));
    let is_name = second.written(0).starts_with(char::is_uppercase)
        && second.len() <= NAME_WORDS_MAX
        && !speaks(second)
        && !data.whole(Phrase::Sections, &folded_words(&line.text))
        && labelled(&line.text).is_none();
    let is_heading = matches!(line.role, Role::Heading(_)) && before.blocks.len() == 1;
    is_session || (is_number && speaks(first)) || (is_heading && speaks(first) && has_of && is_name)
}

/// Whether a line names several people: `Ana Ruiz, Luis Paz`.
fn are_people(text: &str) -> bool {
    let names: Vec<&str> = text.split([',', ';']).collect();
    names.len() > 1 && names.iter().all(|name| people::is_person(name))
}

/// Whether a text has small letters; the signs of `N.º` and `2.ª` are none.
fn has_small(text: &str) -> bool {
    text.chars().any(|c| c.is_lowercase() && !matches!(c, 'º' | 'ª'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_only_that_it_is_a_report_gets_what_it_is_of() {
        let check = |lines: &[&str], of: usize, expected: &str| {
            let candidate = |(block, text): (usize, &&str)| Candidate {
                blocks: block..block + 1,
                text: (*text).to_owned(),
                is_plain: true,
                ..Candidate::default()
            };
            let all: Vec<Candidate> = lines.iter().enumerate().map(candidate).collect();
            assert_eq!(whole(&all[of], &all, Languages::load()).text, expected);
        };
        check(&["Oak Grove Residents", "Meeting Minutes"], 1, "Oak Grove Residents – Meeting Minutes");
        check(&["Oak Grove Residents", "Meeting Minutes"], 0, "Oak Grove Residents – Meeting Minutes");
        check(
            &["Oak Grove Residents", "Minutes of 3 May 2019"],
            1,
            "Oak Grove Residents – Minutes of 3 May 2019",
        );
        check(&["MINUTES:", "Special Meeting of the Board"], 0, "Minutes: Special Meeting of the Board");
        check(&["Oak Grove Residents", "MONTHLY MEETING"], 1, "Oak Grove Residents – Monthly meeting");
        check(&["OAK GROVE RESIDENTS", "AGM REPORT"], 1, "OAK GROVE RESIDENTS – AGM REPORT");
        check(&["Acta de reunión", "Reunión convocada por"], 0, "Acta de reunión");
        check(&["Nombre del grupo", "Acta de reunión"], 1, "Acta de reunión");
        check(&["Quito, 3 de mayo de 2019", "Acta"], 1, "Acta");
        check(&["Junta Vecinal", "Acta 12"], 1, "Acta 12");
        check(&["Junta Vecinal", "Presentes"], 0, "Junta Vecinal");
    }

    #[test]
    fn lines_that_read_on_are_one_title() {
        let check = |lines: &[(&str, Role)], expected: &[&str]| {
            let line = |(block, (text, role)): (usize, &(&str, Role))| Line {
                block,
                text: (*text).to_owned(),
                role: *role,
                is_plain: true,
                is_head: true,
                ..Line::default()
            };
            let lines: Vec<Line> = lines.iter().enumerate().map(line).collect();
            let joined = joined(&lines.iter().collect::<Vec<_>>(), Languages::load());
            let texts: Vec<&str> = joined.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(texts, expected);
        };
        let (text, title) = (Role::Text, Role::Title);
        check(
            &[("INFORME DE LA REUNIÓN", text), ("DE LA RED", text), ("EL SALVADOR", text)],
            &["INFORME DE LA REUNIÓN DE LA RED", "EL SALVADOR"],
        );
        check(
            &[("Acta de la reunión de la", text), ("Junta directiva", text)],
            &["Acta de la reunión de la Junta directiva"],
        );
        check(
            &[("Minutes", title), ("Harbour Board", title), ("12 March 2025", title)],
            &["Minutes Harbour Board", "12 March 2025"],
        );
        check(
            &[("Conferencia Regional", text), ("Informe de la reunión", text)],
            &["Conferencia Regional", "Informe de la reunión"],
        );
        check(&[("INFORME DE LA", text), ("Reunión", text)], &["INFORME DE LA", "Reunión"]);
        check(
            &[("ACTA DE LA SESIÓN", text), ("ORDINARIA N.º 4", text), ("DEL CONSEJO", text)],
            &["ACTA DE LA SESIÓN ORDINARIA N.º 4 DEL CONSEJO"],
        );
        check(&[("Minutes", text), ("No. 12", text)], &["Minutes No. 12"]);
        check(&[("SESIÓN", text), ("NORMAS", text)], &["SESIÓN", "NORMAS"]);
        let heading = Role::Heading(1);
        check(
            &[("Meeting of the Oak", heading), ("Grove Library Board", heading), ("Agenda", heading)],
            &["Meeting of the Oak Grove Library Board", "Agenda"],
        );
        check(&[("Informe", text), ("de la Red", title)], &["Informe", "de la Red"]);
        check(&[("Asistieron:", text), ("de México, Ana", text)], &["Asistieron:", "de México, Ana"]);
    }
}
