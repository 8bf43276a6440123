//! Finds the numbered lines that list the agenda or attendance, and so are not points.

use std::collections::BTreeSet;

use super::lines::{Line, LineKind, NumberLine};
use super::rules;
use super::titles::Title;
use super::{labels, people, roles};
use crate::language::words::folded_words;
use crate::sections::Role;

/// The maximum length of agenda items including what is under them, in words on average. Longer items deal
/// with their subject there.
const ITEM_WORDS_MAX: usize = 30;
/// The same for items without numbers.
const MARKED_WORDS_MAX: usize = 12;
/// The number of words at the beginning of two titles that must be the same for a match.
const SAME_WORDS: usize = 3;
/// The minimum number of items in a list without a heading that counts as an agenda.
const ECHOES_MIN: usize = 2;

/// Lines that are not points.
#[derive(Default)]
pub(super) struct Apart {
    /// All of them, in order.
    pub(super) lines: Vec<usize>,
    /// Those of an agenda.
    pub(super) agenda: Vec<usize>,
}

/// Returns the numbered lines that are not points: those in sections without points, a first list that names
/// the subjects of the headings or of the list after it, and one that names people.
pub(super) fn apart(
    lines: &[Line<'_>],
    roles: &[Option<Role>],
    numbers: &[NumberLine],
    titles: &[Title],
) -> Apart {
    let mut apart = Apart::default();
    let runs = runs(numbers);
    for (at, run) in runs.iter().enumerate() {
        let people = || people::are_people(run.iter().map(|(line, _)| item_text(&lines[*line])));
        let is_followed = at + 1 < runs.len() || titles.iter().any(|title| title.line > run[0].0);
        let is_agenda = match role(run, roles) {
            Some(Role::Agenda) if people() => false,
            Some(Role::Agenda) if is_bare(lines, run) => true,
            Some(Role::Agenda) => continue,
            Some(role) if !role.has_points() => false,
            _ if at == 0 && is_followed && people() => false,
            _ if at == 0 && is_echoed(lines, run, &runs[1..], titles) => true,
            _ => continue,
        };
        let of_run = || run.iter().map(|(line, _)| *line);
        apart.lines.extend(of_run());
        apart.agenda.extend(of_run().filter(|_| is_agenda));
    }
    apart
}

/// Splits numbered lines where the numbers do not increase.
fn runs(numbers: &[NumberLine]) -> Vec<&[NumberLine]> {
    numbers.chunk_by(|before, after| rules::can_follow(before.1, after.1)).collect()
}

/// Returns the role of the section that contains the whole run.
fn role(run: &[NumberLine], roles: &[Option<Role>]) -> Option<Role> {
    let role = roles[run.first()?.0];
    role.filter(|_| run.iter().all(|(line, _)| roles[*line] == role))
}

/// Whether the items of a run are only titles, so that their subjects are dealt with elsewhere.
fn is_bare(lines: &[Line<'_>], run: &[NumberLine]) -> bool {
    let (Some((first, _)), Some((last, _))) = (run.first(), run.last()) else { return false };
    let count = |line: &Line<'_>| line.text.split_whitespace().count();
    let words: usize = lines[*first..=*last].iter().map(count).sum();
    words <= ITEM_WORDS_MAX * run.len()
}

/// Returns the items of an agenda with bullets or letters, if they are only titles.
pub(super) fn marked(lines: &[Line<'_>], roles: &[Option<Role>]) -> Vec<usize> {
    let of_agenda = || lines.iter().filter(|line| roles[line.at] == Some(Role::Agenda));
    let has_numbers = of_agenda().any(|line| matches!(line.kind, LineKind::Number(_)));
    let items: Vec<usize> = of_agenda().filter(|line| roles::is_item(line)).map(|line| line.at).collect();
    let words: usize = of_agenda().map(|line| line.text.split_whitespace().count()).sum();
    let are_titles = !has_numbers && words <= MARKED_WORDS_MAX * (items.len() + 1);
    if are_titles { items } else { Vec::new() }
}

/// Whether a run names what follows it: titles, or the items of the next run, half of which begin like its
/// own.
fn is_echoed(lines: &[Line<'_>], run: &[NumberLine], later: &[&[NumberLine]], titles: &[Title]) -> bool {
    let beginning = |text: &str| folded_words(text).into_iter().take(SAME_WORDS).collect::<Vec<String>>();
    let item = |(line, _): &NumberLine| beginning(item_text(&lines[*line]));
    let Some((last, _)) = run.last() else { return false };
    let titles = titles.iter().filter(|title| title.line > *last).map(|title| beginning(&title.text));
    let items = later.first().into_iter().copied().flatten().map(item);
    let treated: Vec<Vec<String>> = titles.chain(items).collect();
    let echoes = run.iter().map(item).filter(|item| treated.contains(item)).count();
    // Items that all begin alike are no evidence.
    let distinct: BTreeSet<Vec<String>> = run.iter().map(item).collect();
    echoes >= ECHOES_MIN && 2 * echoes >= run.len() && distinct.len() >= ECHOES_MIN && is_bare(lines, run)
}

/// Returns the text of an item without its number or bullet.
pub(super) fn item_text<'a>(line: &Line<'a>) -> &'a str {
    let text = line.text.trim();
    match line.kind {
        LineKind::Number(_) | LineKind::Letters(_) => {
            text[labels::of_line(text).map_or(0, |(_, length)| length)..].trim()
        }
        _ => text.trim_start_matches(['-', '*', '+', '•']).trim(),
    }
}
