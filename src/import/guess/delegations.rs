//! Finds which countries took part.

use super::countries::Countries;
use super::lines::Line;
use super::{Guess, Guesses, Source, shortened};
use crate::import::blocks::{Block, text_of};
use crate::language::known::{Languages, Phrase, WordList};
use crate::language::words::{Words, folded_words};
use crate::messages::message;

/// Guesses who took part: the countries listed after words that say so, or in the column of countries of a table of people; not
/// those mentioned elsewhere.
pub(super) fn guess(blocks: &[Block], lines: &[Line], countries: &Countries, guesses: &mut Guesses) {
    let data = Languages::load();
    let in_tables =
        || blocks.iter().enumerate().find_map(|(at, block)| in_column(at, block, countries, data));
    guesses.delegations = listed(lines, countries, data).or_else(in_tables);
}

/// Returns the countries of a table of people: those in the column that is called so.
fn in_column(
    at: usize,
    block: &Block,
    countries: &Countries,
    data: &Languages,
) -> Option<Guess<Vec<String>>> {
    let Block::Table(table) = block else { return None };
    let text = |cell: &Vec<Block>| text_of(cell).trim().to_owned();
    let (head, rows) = table.rows.split_first()?;
    let names: Vec<String> = head.iter().map(text).collect();
    let column_of = |phrase: Phrase| names.iter().position(|name| data.whole(phrase, &folded_words(name)));
    let (column, _) = (column_of(Phrase::Countries)?, column_of(Phrase::People)?);
    let cells: Vec<String> = rows.iter().filter_map(|row| row.get(column)).map(text).collect();
    let mut codes: Vec<String> = Vec::new();
    for cell in &cells {
        let words = Words::new(cell);
        if let [mention] = countries.find(&words).as_slice()
            && mention.words.len() == words.len()
            && !codes.iter().any(|code| code == countries.code(mention))
        {
            codes.push(countries.code(mention).to_owned());
        }
    }
    let shown = format!("{}: {}", names[column], cells.join(", "));
    let from = message!("import-review-column", text = shortened(&shown));
    let source = Source { block: Some(at), text: shown };
    (!codes.is_empty()).then_some(Guess { value: codes, from, source })
}

/// Returns the countries listed after words that say who took part.
fn listed(lines: &[Line], countries: &Countries, data: &Languages) -> Option<Guess<Vec<String>>> {
    let (head, rest): (Vec<_>, Vec<_>) = lines.iter().enumerate().partition(|(_, line)| line.is_head);
    for (at, line) in head.into_iter().chain(rest) {
        let words = Words::new(&line.text);
        let Some(says) = (0..words.len()).find(|at| data.is(WordList::TookPart, words.folded(*at))) else {
            continue;
        };
        let mut listed = listed_after(&words, says, countries, data);
        let mut shown = line.text[words.place(says).start..].to_owned();
        if listed.len() < 2 && line.text.trim_end().ends_with(':') {
            (listed, shown) = listed_below(&lines[at + 1..], countries);
        }
        listed.dedup();
        if listed.len() > 1 {
            let from = message!("import-review-listed", text = shortened(&shown));
            return Some(Guess {
                value: listed,
                from,
                source: Source { block: Some(line.block), text: shown },
            });
        }
    }
    None
}

/// Returns the longest list of countries after `from` in the same sentence.
fn listed_after(words: &Words<'_>, from: usize, countries: &Countries, data: &Languages) -> Vec<String> {
    let ends_sentence = |at: usize| {
        at > from + 1 && words.gap_before(at).contains(". ") && {
            words.written(at).starts_with(char::is_uppercase)
                && !words.written(at - 1).starts_with(char::is_uppercase)
        }
    };
    let end = (from + 1..words.len()).find(|at| ends_sentence(*at)).unwrap_or(words.len());
    let mut best: Vec<String> = Vec::new();
    let mut list: Vec<String> = Vec::new();
    let mut last_end = from;
    for mention in countries
        .find(words)
        .into_iter()
        .filter(|mention| mention.words.start > from && mention.words.end <= end)
    {
        let goes_on = !list.is_empty()
            && (last_end..mention.words.start).all(|at| data.is(WordList::Between, words.folded(at)));
        if !goes_on {
            list.clear();
        }
        let code = countries.code(&mention).to_owned();
        if !list.contains(&code) {
            list.push(code);
        }
        last_end = mention.words.end;
        if list.len() > best.len() {
            best.clone_from(&list);
        }
    }
    best
}

/// Returns the countries that have a line each, and these lines.
fn listed_below(lines: &[Line], countries: &Countries) -> (Vec<String>, String) {
    let mut listed = Vec::new();
    let mut shown = Vec::new();
    for line in lines {
        let words = Words::new(&line.text);
        match countries.find(&words).as_slice() {
            [mention] if words.len() <= mention.words.len() + 2 => {
                listed.push(countries.code(mention).to_owned());
                shown.push(line.text.as_str());
            }
            _ => break,
        }
    }
    (listed, shown.join(", "))
}
