//! Acronyms that no vocabulary explains.
//!
//! A word in capitals of at least three letters counts as an acronym, unless it is a Roman numeral or a
//! country code, has an accent, or stands among other words in capitals: a surname, a heading, a paragraph in
//! capitals.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::reading::Block;
use super::{Material, Text};
use crate::diagnostic::{Diagnostic, Place, listed};
use crate::language::words::Words;
use crate::source::Source;

/// The fewest capitals of an acronym.
const LETTERS_MIN: usize = 3;
/// The most capitals; a longer word is just in capitals.
const LETTERS_MAX: usize = 12;
/// The most acronyms, the most frequent ones, that get a message each. Together with the message that lists
/// the others, that is as many as people are shown.
const TOLD_MAX: usize = 11;
/// The most other acronyms that are listed.
const NAMED_MAX: usize = 40;
/// The most files listed in a message.
const FILES_MAX: usize = 3;
/// The most words before an acronym in parentheses that are searched for its name.
const NAME_WORDS_MAX: usize = 14;

/// The ISO 3166-1 alpha-3 codes.
static COUNTRIES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("countries.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Where an acronym occurs.
#[derive(Default)]
struct Uses<'a> {
    count: usize,
    /// The files, each once, in order.
    files: Vec<&'a str>,
    first: Option<(&'a Source, Range<usize>)>,
    /// What it probably stands for: the words before it, where it is in parentheses.
    name: Option<String>,
}

/// Reports each acronym that is in no vocabulary, once.
pub(super) fn check(material: &Material<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let known = known(material);
    let mut found: BTreeMap<String, Uses<'_>> = BTreeMap::new();
    for text in material.read() {
        for block in &text.reading.blocks {
            collect(text, block, &known, &mut found);
        }
    }
    found.retain(|acronym, _| !material.config.check.allows(acronym));
    let mut by_count: Vec<(String, Uses<'_>)> = found.into_iter().collect();
    by_count.sort_by_key(|(_, uses)| std::cmp::Reverse(uses.count));
    let rest = by_count.split_off(by_count.len().min(TOLD_MAX));
    diagnostics.extend(by_count.iter().map(|(acronym, uses)| told(acronym, uses)));
    if let Some((_, first)) = rest.first() {
        let names = listed(rest.iter().take(NAMED_MAX).map(|(acronym, _)| acronym.as_str()));
        let unnamed = rest.len().saturating_sub(NAMED_MAX);
        let names = if unnamed > 0 { format!("{names}, +{unnamed}") } else { names };
        let more = Diagnostic::warning("check::acronym").variant("more").with("count", rest.len());
        let file = first.files.first().copied().unwrap_or_default();
        diagnostics.push(more.with("acronyms", names).at(Place::file(file)));
    }
}

/// Returns the words in capitals among all names of terms.
fn known(material: &Material<'_>) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for term in material.vocabularies.iter().flat_map(|vocabulary| &vocabulary.terms) {
        for name in term.all_names().chain([term.id.as_str()]) {
            let words = Words::new(name);
            known.extend(
                (0..words.len()).map(|at| words.written(at)).filter(|w| is_acronym(w)).map(str::to_owned),
            );
        }
    }
    known
}

fn collect<'a>(
    text: &Text<'a>,
    block: &Block,
    known: &BTreeSet<String>,
    found: &mut BTreeMap<String, Uses<'a>>,
) {
    if is_shouted(&block.text) {
        return;
    }
    let words = Words::new(&block.text);
    for at in 0..words.len() {
        let acronym = singular(words.written(at));
        if !is_acronym(acronym)
            || known.contains(acronym)
            || is_in_company(&words, at)
            || is_in_address(&words, at)
        {
            continue;
        }
        let uses = found.entry(acronym.to_owned()).or_default();
        uses.count += 1;
        let path = text.document.path.as_str();
        if uses.files.last() != Some(&path) {
            uses.files.push(path);
        }
        uses.first.get_or_insert_with(|| (text.source, block.place(words.place(at))));
        if uses.name.is_none() {
            uses.name = name_before(&words, at, acronym);
        }
    }
}

fn told(acronym: &str, uses: &Uses<'_>) -> Diagnostic {
    let found = Diagnostic::warning("check::acronym")
        .with("acronym", acronym)
        .with("id", acronym.to_lowercase())
        .with("name", uses.name.as_deref().unwrap_or("…"))
        .with("count", uses.count)
        .with("more", uses.files.len().saturating_sub(FILES_MAX))
        .with("file-count", uses.files.len())
        .with("files", listed(uses.files.iter().copied().take(FILES_MAX)));
    match &uses.first {
        Some((source, range)) => found.at(Place::in_text(&source.path, &source.text, range.clone())),
        None => found,
    }
}

/// Returns a word without a plural `s`: `ONGs`.
fn singular(word: &str) -> &str {
    let stem = word.strip_suffix('s').unwrap_or(word);
    if stem.chars().all(char::is_uppercase) { stem } else { word }
}

fn is_acronym(word: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == 'Ñ';
    let letters = word.chars().filter(|c| c.is_uppercase()).count();
    word.starts_with(char::is_uppercase)
        && word.chars().all(is_sign)
        && (LETTERS_MIN..=LETTERS_MAX).contains(&letters)
        && !is_roman(word)
        && !COUNTRIES.contains(word)
}

/// Whether a word is a correctly written Roman numeral: `XVII`, not `CDC`.
fn is_roman(word: &str) -> bool {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        'D' => Some(500),
        'M' => Some(1000),
        _ => None,
    };
    let Some(values) = word.chars().map(value).collect::<Option<Vec<u32>>>() else { return false };
    let next = values.iter().skip(1).chain([&0]);
    let number: i64 = values
        .iter()
        .zip(next)
        .map(|(value, next)| if value < next { -i64::from(*value) } else { i64::from(*value) })
        .sum();
    let written = u32::try_from(number).map(|number| crate::language::numerals::write("upperRoman", number));
    written.is_ok_and(|written| written == word)
}

/// Whether a whole text is in capitals: a title that is not marked as one in Markdown.
fn is_shouted(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

/// Whether the word before or after, separated only by a space, is in capitals too.
fn is_in_company(words: &Words<'_>, at: usize) -> bool {
    let is_upper = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    let joined = |at: usize| words.gap_before(at).chars().all(|c| c == ' ');
    let before = at.checked_sub(1).is_some_and(|before| joined(at) && is_upper(words.written(before)));
    let after = at + 1 < words.len() && joined(at + 1) && is_upper(words.written(at + 1));
    before || after
}

/// Whether a word is part of something with a colon and slashes, an at sign or an underscore: an address or a
/// code identifier.
fn is_in_address(words: &Words<'_>, at: usize) -> bool {
    let place = words.place(at);
    let is_end = |c: char| c.is_whitespace() || "()[]«»\"".contains(c);
    let from = words.text[..place.start].rfind(is_end).map_or(0, |at| at + 1);
    let from = words.text.ceil_char_boundary(from);
    let to = words.text[place.end..].find(is_end).map_or(words.text.len(), |end| place.end + end);
    let chunk = &words.text[from..to];
    chunk.contains("://") || chunk.contains("www.") || chunk.contains(['@', '_', '\\', '='])
}

/// Returns the name that an acronym in parentheses stands for: the words before it, starting with the one
/// that has its first letter, if their capitals spell it.
fn name_before(words: &Words<'_>, at: usize, acronym: &str) -> Option<String> {
    if !words.gap_before(at).ends_with('(') || at == 0 {
        return None;
    }
    let initials = |from: usize| -> String {
        let firsts = (from..at).filter_map(|word| words.written(word).chars().next());
        let firsts: String = firsts.filter(|c| c.is_uppercase()).collect();
        actas_search_core::analysis::fold_fully(&firsts)
    };
    let wanted = acronym.to_lowercase();
    let starts = (at.saturating_sub(NAME_WORDS_MAX)..at).rev();
    let start = starts
        .into_iter()
        .find(|from| words.written(*from).starts_with(char::is_uppercase) && initials(*from) == wanted)?;
    let name = &words.text[words.place(start).start..words.place(at - 1).end];
    (!name.contains(['.', ';', '"', '\\'])).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_told_from_numerals_codes_and_words() {
        for word in ["OIM", "ACNUR", "CA4X", "COVID19", "CDC", "MIC", "RROCM"] {
            assert!(is_acronym(word), "{word}");
        }
        for word in ["OI", "G20", "XVII", "MMXVII", "SLV", "PÉREZ", "Oim", "4ABC", "EXTRAORDINARIAMENTE"] {
            assert!(!is_acronym(word), "{word}");
        }
        assert_eq!((singular("ONGs"), singular("OIMs2"), singular("las")), ("ONG", "OIMs2", "las"));
        assert_eq!(COUNTRIES.len(), 249);
    }

    #[test]
    fn names_stand_before_parentheses() {
        let check = |text: &str, acronym: &str, expect: Option<&str>| {
            let words = Words::new(text);
            let at = (0..words.len()).find(|at| words.written(*at) == acronym).expect("in the text");
            assert_eq!(name_before(&words, at, acronym).as_deref(), expect, "{text}");
        };
        check(
            "el Sistema de la Integración Centroamericana (SIC)",
            "SIC",
            Some("Sistema de la Integración Centroamericana"),
        );
        check(
            "Agradece al Alto Comisionado para Refugiados (ACR)",
            "ACR",
            Some("Alto Comisionado para Refugiados"),
        );
        check("la cooperación (ABC)", "ABC", None);
        check("Alto Cargo ABC", "ABC", None);
    }

    #[test]
    fn capitals_in_company_are_no_acronyms() {
        let check = |text: &str, word: &str, expect: bool| {
            let words = Words::new(text);
            let at = (0..words.len()).find(|at| words.written(*at) == word).expect("in the text");
            assert_eq!(is_in_company(&words, at) || is_in_address(&words, at), expect, "{text}");
        };
        check("la señora ANA LOPEZ habló", "LOPEZ", true);
        check("OIM, OIT y ABC", "OIT", false);
        check("en https://x.org/ABC dice", "ABC", true);
        check("con X_ABC", "ABC", true);
        check("la (ABC)", "ABC", false);
        assert!(is_shouted("ACTA FINAL"));
        assert!(!is_shouted("La OIM y la OIT"));
    }
}
