//! Writes titles in capitals as other titles are written.

use rustc_hash::FxHashMap;

use super::has_small;
use crate::import::guess::Material;
use crate::import::guess::countries::Countries;
use crate::import::guess::lines::Line;
use crate::language::words::{Words, folded_words};

/// Writes a title that stands in capitals as a sentence, with the names that the site knows as they are written.
pub(super) fn recased(text: &str, material: &Material<'_>, lines: &[Line]) -> (String, bool) {
    let text = text.trim().trim_matches('"').trim();
    if has_small(text) || !text.chars().any(char::is_uppercase) {
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
    (with_acronyms(&lower, lines), true)
}

/// Writes words in capitals that the text has in capitals among small letters, and never small: `CPA`.
fn with_acronyms(title: &str, lines: &[Line]) -> String {
    let mut forms: FxHashMap<String, bool> = FxHashMap::default();
    for line in lines.iter().filter(|line| line.text.chars().any(char::is_lowercase)) {
        let words = Words::new(&line.text);
        for at in 0..words.len() {
            let written = words.written(at);
            let is_capitals = written.chars().count() > 1 && written.chars().all(char::is_uppercase);
            *forms.entry(written.to_lowercase()).or_insert(true) &= is_capitals;
        }
    }
    let words = Words::new(title);
    let mut out = title.to_owned();
    for at in (0..words.len()).filter(|at| forms.get(words.written(*at)).copied().unwrap_or(false)) {
        let upper = words.written(at).to_uppercase();
        if upper.len() == words.place(at).len() {
            out.replace_range(words.place(at), &upper);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_of_the_text_stay() {
        let line = |text: &str| Line { text: text.to_owned(), ..Line::default() };
        let lines =
            [line("ACTA DEL CPA DE OBRAS"), line("El CPA se reunió por las OBRAS, y sin obras no hay acta.")];
        assert_eq!(with_acronyms("Acta del cpa de obras", &lines), "Acta del CPA de obras");
    }
}
