//! Finds the lines of a Markdown text that begin points.

use super::agenda;
use super::lines::{Line, LineKind, NumberLine, marker_range};
use super::numbered::{Twins, Unread};
use super::rules::{self, POINTS_MIN, YEARS};
use super::titles::{self, Title};
use crate::sections::{Role, Sections};

/// The numbered lines found, by line number.
#[derive(Default)]
pub(super) struct Found {
    /// The lines that begin a point.
    pub(super) points: Vec<usize>,
    /// The headings, lines in bold, paragraphs or rows that are points. If there are any, no list is.
    pub(super) titles: Vec<Title>,
    /// The items of the agenda.
    pub(super) agenda: Vec<usize>,
    /// The line where the numbering starts again, if it does.
    pub(super) restart: Option<usize>,
    pub(super) unread: Option<Unread>,
}

/// Returns the lines that begin a point, unless `wanted` overrides this, and those of the agenda. `roles` are
/// the roles of the sections that the lines are in.
pub(super) fn find(
    lines: &[Line<'_>],
    roles: &[Option<Role>],
    wanted: Option<bool>,
    sections: &Sections,
) -> Found {
    let number = |(at, line): (usize, &Line<'_>)| match line.kind {
        LineKind::Number(number) => Some((at, number)),
        _ => None,
    };
    let numbers: Vec<NumberLine> = lines.iter().enumerate().filter_map(number).collect();
    let titles = titles::find(lines, roles, sections);
    let apart = agenda::apart(lines, roles, &numbers, &titles);
    let numbers: Vec<NumberLine> =
        numbers.into_iter().filter(|(line, _)| apart.lines.binary_search(line).is_err()).collect();
    let by_titles = wanted != Some(false) && !titles.is_empty() && !is_list_of_agreements(&numbers, roles);
    let found =
        if by_titles { Found { titles, ..Found::default() } } else { find_list(lines, &numbers, wanted) };
    let others = if by_titles || wanted == Some(false) {
        Vec::new()
    } else {
        without_list(lines, roles, sections, &found)
    };
    let found = if others.is_empty() { found } else { Found { titles: others, ..Found::default() } };
    Found { agenda: apart.agenda, ..found }
}

/// Returns the paragraphs, or the rows of a table, that are points of a text without a list of points, or whose
/// list stands within one of the paragraphs.
fn without_list(lines: &[Line<'_>], roles: &[Option<Role>], sections: &Sections, list: &Found) -> Vec<Title> {
    let paragraphs = titles::paragraphs(lines, roles, sections);
    if list.points.len() < POINTS_MIN {
        return if paragraphs.is_empty() { titles::rows(lines, sections) } else { paragraphs };
    }
    let above = |line: usize| paragraphs.partition_point(|title| title.line < line);
    let [first, last] =
        [list.points.first(), list.points.last()].map(|line| above(line.copied().unwrap_or(0)));
    if first > 0 && first == last { paragraphs } else { Vec::new() }
}

/// Whether all numbered lines are in sections of agreements, and so are points rather than titles of
/// sections.
fn is_list_of_agreements(numbers: &[NumberLine], roles: &[Option<Role>]) -> bool {
    let starts_once = numbers.windows(2).all(|pair| pair[0].1 < pair[1].1);
    let is_agreement = |(line, _): &NumberLine| roles[*line] == Some(Role::Agreements);
    numbers.len() >= POINTS_MIN && starts_once && numbers.iter().all(is_agreement)
}

/// Returns the lines of a list that begin a point.
fn find_list(lines: &[Line<'_>], numbers: &[NumberLine], wanted: Option<bool>) -> Found {
    let one = numbers.iter().position(|(_, number)| *number == 1);
    match wanted {
        Some(false) => Found::default(),
        Some(true) => {
            let begins = |at: &usize| begins_block(lines, numbers[*at].0);
            let meant = (0..numbers.len()).find(|at| Some(*at) == one || is_list(lines, numbers, *at));
            let first = meant.or_else(|| (0..numbers.len()).find(begins));
            first.map(|first| follow(&numbers[first..])).unwrap_or_default()
        }
        None => guess_points(lines, numbers, one),
    }
}

/// Returns the list that begins with 1, at `one`, or, if that is not a list, another one whose numbers cannot
/// be years.
fn guess_points(lines: &[Line<'_>], numbers: &[NumberLine], one: Option<usize>) -> Found {
    let from_one = one.map(|one| follow(&numbers[one..])).unwrap_or_default();
    let is_taken = from_one.points.len() >= POINTS_MIN;
    let is_other = |at: &usize| {
        !(is_taken && from_one.points.binary_search(&numbers[*at].0).is_ok()) && is_list(lines, numbers, *at)
    };
    let Some(other) = (0..numbers.len()).find(is_other) else { return from_one };
    let (line, first) = numbers[other];
    let found = follow(&numbers[other..]);
    if !is_taken && !YEARS.contains(&first) {
        return found;
    }
    let last = found.points.last().and_then(|last| numbers.iter().find(|(line, _)| line == last));
    let last = last.map_or(first, |(_, number)| *number);
    Found { unread: Some(Unread { first, last, range: marker_range(lines[line]) }), ..from_one }
}

/// Whether a list begins at a place of `numbers`: the line begins a paragraph, rather than continuing a
/// sentence, and the next number follows it.
fn is_list(lines: &[Line<'_>], numbers: &[NumberLine], at: usize) -> bool {
    let (line, first) = numbers[at];
    let after = numbers[at + 1..].iter().map(|(_, number)| *number);
    rules::goes_on(first, after) && begins_block(lines, line)
}

/// Whether a line cannot continue the one before it.
fn begins_block(lines: &[Line<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| lines[before].kind);
    matches!(before, None | Some(LineKind::Blank | LineKind::Border | LineKind::Verbatim(_)))
}

/// Returns the lines whose numbers continue from the first of `numbers`, and where they restart.
fn follow(numbers: &[NumberLine]) -> Found {
    let mut found = Found::default();
    let Some(((first_line, mut last), rest)) = numbers.split_first().map(|(first, rest)| (*first, rest))
    else {
        return found;
    };
    found.points.push(first_line);
    for (line, number) in rest {
        if *number <= last {
            found.restart = Some(*line);
            break;
        }
        if rules::can_follow(last, *number) {
            found.points.push(*line);
            last = *number;
        }
    }
    found
}

/// Returns the point whose number the line `restart` repeats, if one of the two should have had the number
/// before or after. If numbering starts over from there, it is another list.
pub(super) fn find_twins(lines: &[Line<'_>], points: &[usize], restart: usize) -> Option<Twins> {
    let number = |at: usize| match lines[at].kind {
        LineKind::Number(number) => Some(number),
        _ => None,
    };
    let first = *points.last()?;
    let twice = number(first).filter(|twice| number(restart) == Some(*twice))?;
    let before = points.len().checked_sub(2).and_then(|before| number(points[before]));
    let after = (restart + 1..lines.len()).find_map(number);
    let (missing, wrong) = match (before, after) {
        (_, Some(after)) if after <= twice => return None,
        (Some(before), _) if before + 2 == twice => (twice - 1, first),
        (_, Some(after)) if after == twice + 2 => (twice + 1, restart),
        _ => return None,
    };
    let both = [lines[first].start, lines[restart].start];
    Some(Twins { number: twice, missing, both, wrong: lines[wrong].start })
}
