//! Finds the title of a report.

use super::languages::{Kind, Languages};
use super::places::Countries;
use super::{Guess, Guesses, Line, Material, Role};
use crate::import::blocks::What;
use crate::messages::Message;
use crate::model::words::{Words, folded_words};

/// The longest title, in characters.
const TITLE_CHARS_MAX: usize = 240;

/// Guesses the title: a paragraph in the style of titles, else a line of the head with the words of titles, else
/// the first heading, else the first short line.
pub(super) fn guess(material: &Material<'_>, lines: &[Line], data: &Languages, guesses: &mut Guesses) {
    let is_short = |line: &&Line| line.text.chars().count() <= TITLE_CHARS_MAX && !line.text.contains('\n');
    let head: Vec<&Line> = lines.iter().filter(|line| line.is_head).filter(is_short).collect();
    let says_title = |line: &&&Line| {
        let words = Words::new(&line.text);
        (0..words.len()).any(|at| data.is(Kind::Titles, words.folded(at)))
            && !line.text.trim_end().ends_with(['.', ':', ';'])
    };
    let styled = head.iter().find(|line| line.role == Role::Title);
    let said = || head.iter().filter(says_title).max_by_key(|line| Words::new(&line.text).len());
    let heading = || head.iter().find(|line| matches!(line.role, Role::Heading(_)) && line.is_plain);
    let first = || head.iter().find(|line| line.is_plain && !line.text.is_empty());
    let Some(line) = styled.or_else(said).or_else(heading).or_else(first) else { return };
    let (title, is_recased) = recased(&line.text, material);
    let id = if is_recased { "import-review-title-capitals" } else { "import-review-title" };
    guesses.title = Some(Guess { value: title, from: Message::new(id) });
    if line.is_plain {
        guesses.used.push((line.block, What::Moved));
    }
    let of_title = folded_words(&line.text);
    let repeats = |other: &&&Line| {
        let words = folded_words(&other.text);
        other.block != line.block
            && other.is_plain
            && words.len() > 2
            && words.iter().all(|word| of_title.contains(word))
    };
    guesses.used.extend(head.iter().filter(repeats).map(|other| (other.block, What::Repeated)));
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
