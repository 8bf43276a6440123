//! Finds the title of a report.

use std::ops::Range;

use super::places::Countries;
use super::{Guess, Guesses, Line, Material, Role};
use crate::import::blocks::What;
use crate::language::dates;
use crate::language::known::{Languages, WordList};
use crate::language::words::{Words, folded_words};
use crate::messages::message;

/// The longest title, in characters.
const TITLE_CHARS_MAX: usize = 240;

/// Guesses the title: a paragraph in the style of titles, else a line of the head with the words of titles, else
/// the first heading, else the first short line.
pub(super) fn guess(material: &Material<'_>, lines: &[Line], data: &Languages, guesses: &mut Guesses) {
    let is_short = |line: &&Line| line.text.chars().count() <= TITLE_CHARS_MAX && !line.text.contains('\n');
    let head: Vec<&Line> = lines.iter().filter(|line| line.is_head).filter(is_short).collect();
    let joined = joined(&head, data);
    let says_title = |line: &&Candidate| {
        let words = Words::new(&line.text);
        (0..words.len()).any(|at| data.is(WordList::Titles, words.folded(at)))
            && !line.text.trim_end().ends_with(['.', ':', ';'])
    };
    let styled = joined.iter().find(|line| line.role == Role::Title);
    let said = || joined.iter().filter(says_title).max_by_key(|line| Words::new(&line.text).len());
    let heading = || joined.iter().find(|line| matches!(line.role, Role::Heading(_)) && line.is_plain);
    let first = || joined.iter().find(|line| line.is_plain && !line.text.is_empty());
    let Some(line) = styled.or_else(said).or_else(heading).or_else(first) else { return };
    let (title, is_recased) = recased(&line.text, material);
    let from =
        if is_recased { message!("import-review-title-capitals") } else { message!("import-review-title") };
    guesses.title = Some(Guess { value: title, from });
    if line.is_plain {
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

/// What may be the title: a line, or several that read on.
struct Candidate {
    /// The places of its lines among the blocks.
    blocks: Range<usize>,
    text: String,
    role: Role,
    is_plain: bool,
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
                text: line.text.clone(),
                role: line.role,
                is_plain: line.is_plain,
            }),
        }
    }
    joined
}

/// Whether a line goes on with what stands before it: both in the style of titles, or one ends or begins in the middle
/// of a sentence. A line with a date does not, nor one in other letters.
fn reads_on(before: &Candidate, line: &Line, data: &Languages) -> bool {
    let (first, second) = (Words::new(&before.text), Words::new(&line.text));
    let is_next = before.blocks.end == line.block && before.role == line.role;
    let is_plain = before.is_plain && line.is_plain && first.len() > 0 && second.len() > 0;
    let length = before.text.chars().count() + line.text.chars().count();
    let has_date = |words: &Words<'_>| !dates::find(words, data).is_empty();
    let is_capitals = |text: &str| !text.chars().any(char::is_lowercase);
    if !is_next
        || !is_plain
        || length >= TITLE_CHARS_MAX
        || has_date(&first)
        || has_date(&second)
        || is_capitals(&before.text) != is_capitals(&line.text)
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
}

/// Writes a title that stands in capitals as a sentence, with the names that the site knows as they are written.
fn recased(text: &str, material: &Material<'_>) -> (String, bool) {
    let text = text.trim().trim_matches('"').trim();
    if text.chars().any(char::is_lowercase) || !text.chars().any(char::is_uppercase) {
        return (text.to_owned(), false);
    }
    let mut lower = text.to_lowercase();
    let first = lower.chars().next().map_or(String::new(), |first| first.to_uppercase().collect());
    lower = first + &lower.chars().skip(1).collect::<String>();
    let terms = material.vocabularies.iter().flat_map(|vocabulary| &vocabulary.terms);
    let countries = Countries::new(material);
    let mut names: Vec<&str> = terms.flat_map(|term| term.all_names()).chain(countries.names()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
    for name in names {
        let words = Words::new(&lower);
        let wanted = folded_words(name);
        // A short name in capitals may be a word: `ST`, `DO`.
        if wanted.is_empty() || name.len() < 3 {
            continue;
        }
        let found = (0..words.len()).find(|at| words.continues(*at, &wanted));
        let Some(at) = found else { continue };
        let range = words.place(at).start..words.place(at + wanted.len() - 1).end;
        let is_free = taken.iter().all(|other| other.end <= range.start || range.end <= other.start);
        if is_free && range.len() == name.len() && lower[range.clone()].to_lowercase() == name.to_lowercase()
        {
            taken.push(range.clone());
            lower.replace_range(range, name);
        }
    }
    (lower, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_read_on_are_one_title() {
        let check = |lines: &[(&str, Role)], expected: &[&str]| {
            let line = |(block, (text, role)): (usize, &(&str, Role))| Line {
                block,
                text: (*text).to_owned(),
                role: *role,
                is_plain: true,
                is_head: true,
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
        check(&[("Informe", text), ("de la Red", title)], &["Informe", "de la Red"]);
        check(&[("Asistieron:", text), ("de México, Ana", text)], &["Asistieron:", "de México, Ana"]);
    }
}
