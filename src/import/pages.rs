//! What stands in the margins of printed pages: headers and footers that repeat, numbers of pages and of lines.

use std::collections::BTreeMap;

use super::blocks::What;
use super::clean::is_page_number;

/// So many lines at the top and at the bottom of a page may be its header and its footer.
const MARGIN_LINES: usize = 3;
/// The fewest numbered lines of a page whose lines are numbered.
const NUMBERED_MIN: usize = 8;
/// The most digits of the number of a line.
const DIGITS_MAX: usize = 4;

/// Returns for each line of each page what it is, if it stands in a margin: it repeats on most pages but for its numbers, or is
/// the number of the page.
pub(super) fn margins(pages: &[Vec<String>]) -> Vec<Vec<Option<What>>> {
    let mut counts: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for page in pages {
        let mut seen: Vec<(bool, String)> =
            edges(page).map(|(at, is_top)| (is_top, masked(&page[at]))).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
    }
    let of_page = |(number, page): (usize, &Vec<String>)| {
        let mut found = vec![None; page.len()];
        for (at, is_top) in edges(page) {
            let repeats = counts.get(&(is_top, masked(&page[at]))).copied().unwrap_or(0);
            let is_most = pages.len() > 1 && repeats > 1 && repeats * 5 >= pages.len() * 3;
            let text = page[at].trim();
            let is_number = is_page_number(text) || text == (number + 1).to_string();
            let has_letters = text.chars().any(char::is_alphabetic);
            found[at] = match (is_number || (is_most && !has_letters), is_most) {
                (true, _) => Some(What::PageNumber),
                (_, true) => Some(if is_top { What::Header } else { What::Footer }),
                _ => None,
            };
        }
        found
    };
    pages.iter().enumerate().map(of_page).collect()
}

/// The places of the lines at the edges of a page, and whether each is at the top.
fn edges(page: &[String]) -> impl Iterator<Item = (usize, bool)> {
    let said: Vec<usize> = (0..page.len()).filter(|at| !page[*at].trim().is_empty()).collect();
    let half = said.len() / 2;
    let (top, bottom) = (said.len().min(MARGIN_LINES).min(half.max(1)), MARGIN_LINES.min(half));
    let first: Vec<(usize, bool)> = said[..top].iter().map(|at| (*at, true)).collect();
    let last: Vec<(usize, bool)> = said[said.len() - bottom..].iter().map(|at| (*at, false)).collect();
    first.into_iter().chain(last)
}

/// Returns a line with its numbers as one sign each.
fn masked(line: &str) -> String {
    let mut out = String::new();
    for character in line.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match character.is_ascii_digit() {
            true if out.ends_with('#') => {}
            true => out.push('#'),
            false => out.push(character),
        }
    }
    out
}

/// Whether numbers at the margin of a page, from the top, are those of its lines: they go on by one step.
pub(super) fn are_of_lines(numbers: &[u32]) -> bool {
    let steps: Vec<u32> = numbers.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).collect();
    let is_one_step = steps
        .first()
        .is_some_and(|first| [1, 5, 10].contains(first) && steps.iter().all(|step| step == first));
    let fewest = if steps.first() == Some(&1) { NUMBERED_MIN } else { 3 };
    numbers.len() >= fewest && is_one_step
}

/// Returns a number of a line and how many bytes it and the space after it have, if a text begins with one.
pub(super) fn line_number(text: &str) -> Option<(u32, usize)> {
    let rest = text.trim_start();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &rest[digits..];
    let space = after.len() - after.trim_start().len();
    let is_apart = after.is_empty() || space > 0;
    let number = rest[..digits].parse().ok().filter(|_| digits <= DIGITS_MAX && is_apart)?;
    Some((number, text.len() - rest.len() + digits + space))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: &[&[&str]], expected: &[&[Option<What>]]) {
        let pages: Vec<Vec<String>> =
            pages.iter().map(|page| page.iter().map(|line| (*line).to_owned()).collect()).collect();
        assert_eq!(margins(&pages), expected);
    }

    #[test]
    fn what_repeats_on_pages_is_no_text() {
        let (head, foot, number) = (Some(What::Header), Some(What::Footer), Some(What::PageNumber));
        check(
            &[
                &["Acta 3", "Uno", "Dos", "Tres", "Confidencial", "Página 1 de 2"],
                &["Acta 4", "Cuatro", "Cinco", "Seis", "Confidencial", "Página 2 de 2"],
            ],
            &[&[head, None, None, None, foot, number], &[head, None, None, None, foot, number]],
        );
        check(&[&["Acta 3", "Uno", "Dos", "1"]], &[&[None, None, None, number]]);
        check(&[&["Acta 3"], &["Uno"]], &[&[None], &[None]]);
    }

    #[test]
    fn lines_may_be_numbered() {
        assert!(are_of_lines(&[1, 2, 3, 4, 5, 6, 7, 8]) && are_of_lines(&[5, 10, 15]));
        assert!(!are_of_lines(&[1, 2, 3]) && !are_of_lines(&[1, 2, 4, 5, 6, 7, 8, 9]));
        assert_eq!(line_number(" 12  Uno"), Some((12, 5)));
        assert_eq!((line_number("12. Uno"), line_number("12")), (None, Some((12, 2))));
    }
}
