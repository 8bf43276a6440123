//! Finds where a meeting was and which countries took part.

use std::ops::Range;

use super::{Guess, Guesses, Line, Material, found_in};
use crate::import::blocks::What;
use crate::language::dates;
use crate::language::known::{Languages, WordList};
use crate::language::words::{Words, folded_words};
use crate::messages::message;
use crate::vocabulary::Term;
use crate::vocabulary::countries::countries;
use crate::vocabulary::mentions::{Mention, NameFinder};

/// The countries that can be found: those of the site's vocabulary, then those of ISO 3166-1.
pub(super) struct Countries {
    terms: Vec<Term>,
    finder: NameFinder<usize>,
}

impl Countries {
    pub(super) fn new(material: &Material<'_>) -> Countries {
        let of_countries = material.config.taxonomies.iter().find(|taxonomy| taxonomy.key == "delegations");
        let name = of_countries.and_then(|taxonomy| taxonomy.vocabulary.as_deref()).unwrap_or("countries");
        let own = material.vocabularies.iter().filter(|vocabulary| vocabulary.name == name);
        let mut terms: Vec<Term> = own.flat_map(|vocabulary| vocabulary.terms.clone()).collect();
        terms.extend(countries());
        let finder = NameFinder::new(terms.iter().enumerate());
        Countries { terms, finder }
    }

    fn find(&self, words: &Words<'_>) -> Vec<Mention<usize>> {
        self.finder.find(words)
    }

    fn code(&self, mention: &Mention<usize>) -> &str {
        &self.terms[mention.of].id
    }

    /// Returns the names of the country with this code.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().flat_map(Term::all_names)
    }
}

/// Guesses city and country: `San Salvador, El Salvador` in the head, at best as a line of its own.
pub(super) fn guess_place(lines: &[Line], countries: &Countries, data: &Languages, guesses: &mut Guesses) {
    let found = |line: &Line| {
        place(&line.text, countries, data).map(|(city, code, shown)| (city, code, shown, line.text.len()))
    };
    let head: Vec<_> = lines.iter().filter(|line| line.is_head).filter_map(found).collect();
    let best = head.into_iter().min_by_key(|(_, _, shown, len)| len - shown.len().min(*len));
    let Some((city, country, shown, _)) = best.or_else(|| lines.iter().find_map(found)) else { return };
    let from = found_in(&shown);
    guesses.city = Some(Guess { value: city, from: from.clone() });
    guesses.country = Some(Guess { value: country, from });
}

/// Returns city, country code and the words, if a text says `<city>, <country>`.
fn place(text: &str, countries: &Countries, data: &Languages) -> Option<(String, String, String)> {
    let words = Words::new(text);
    let mentions = countries.find(&words);
    for mention in &mentions {
        let first = mention.words.start;
        if first == 0 || words.gap_before(first).trim() != "," {
            continue;
        }
        let Some(city) = city_before(&words, first, data) else { continue };
        // `Guatemala, Honduras` are two countries; `Panamá, Panamá` is a city in its country.
        let other = mentions.partition_point(|other| other.words.end < city.end);
        let other = mentions.get(other).filter(|other| other.words.end == city.end);
        if other.is_some_and(|other| countries.code(other) != countries.code(mention)) {
            continue;
        }
        let name = &text[words.place(city.start).start..words.place(city.end - 1).end];
        let shown = &text[words.place(city.start).start..words.place(mention.words.end - 1).end];
        return Some((capitalised(name, data), countries.code(mention).to_owned(), shown.to_owned()));
    }
    None
}

/// The capitalised words before `end`, with small ones between them.
fn city_before(words: &Words<'_>, end: usize, data: &Languages) -> Option<Range<usize>> {
    const CITY_WORDS_MAX: usize = 6;
    let is_capital = |at: usize| words.written(at).starts_with(char::is_uppercase);
    let mut start = end;
    let mut at = end;
    while at > 0 && end - at < CITY_WORDS_MAX {
        at -= 1;
        if is_capital(at) && !data.is(WordList::At, words.folded(at)) {
            start = at;
        } else if !data.is(WordList::Small, words.folded(at)) {
            break;
        }
        if at > 0 && !words.gap_before(at).trim().is_empty() {
            break;
        }
    }
    (start < end && words.written(start).starts_with(char::is_alphabetic)).then_some(start..end)
}

/// Returns a name as it is usually written, if it stands in capitals.
fn capitalised(name: &str, data: &Languages) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let word = |word: &str| {
        let lower = word.to_lowercase();
        if data.is(WordList::Small, &lower) && !name.starts_with(word) {
            return lower;
        }
        let mut characters = lower.chars();
        characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Guesses who took part: the countries listed after words that say so, not those mentioned elsewhere.
pub(super) fn guess_delegations(
    lines: &[Line],
    countries: &Countries,
    data: &Languages,
    guesses: &mut Guesses,
) {
    let head = lines.iter().filter(|line| line.is_head);
    let rest = lines.iter().filter(|line| !line.is_head);
    for line in head.chain(rest) {
        let words = Words::new(&line.text);
        let Some(says) = (0..words.len()).find(|at| data.is(WordList::TookPart, words.folded(*at))) else {
            continue;
        };
        let mut listed = listed_after(&words, says, countries, data);
        let mut shown = line.text[words.place(says).start..].to_owned();
        if listed.len() < 2 && line.text.trim_end().ends_with(':') {
            let (items, text) = listed_below(&lines[line.block + 1..], countries);
            listed = items;
            shown = text;
        }
        listed.dedup();
        if listed.len() > 1 {
            let from = message!("import-review-listed", text = super::shortened(&shown));
            guesses.delegations = Some(Guess { value: listed, from });
            return;
        }
    }
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

/// Notes the lines of the head that say nothing but the place and the date that the front matter has.
pub(super) fn take_lines(lines: &[Line], countries: &Countries, data: &Languages, guesses: &mut Guesses) {
    let (Some(city), dates) = (&guesses.city, &guesses.dates) else { return };
    let mut used = Vec::new();
    for line in lines.iter().filter(|line| line.is_head && line.is_plain && line.role == super::Role::Text) {
        let words = Words::new(&line.text);
        let mut is_said = vec![false; words.len()];
        for found in dates::find(&words, data) {
            if dates.as_ref().is_some_and(|dates| dates.value == (found.start, found.end)) {
                is_said[found.words].fill(true);
            }
        }
        if let Some((name, code, _)) = place(&line.text, countries, data)
            && name == city.value
            && guesses.country.as_ref().is_some_and(|country| country.value == code)
        {
            for mention in countries.find(&words) {
                is_said[mention.words].fill(true);
            }
            let of_city = folded_words(&name);
            (0..words.len())
                .filter(|at| of_city.iter().any(|word| word == words.folded(*at)))
                .for_each(|at| is_said[at] = true);
        }
        if !is_said.is_empty() && is_said.iter().all(|said| *said) {
            used.push((line.block, What::Moved));
        }
    }
    guesses.used.extend(used);
}
