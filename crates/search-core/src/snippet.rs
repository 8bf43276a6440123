//! The extract of a passage that shows why it was found.

use std::ops::Range;

use crate::analysis::{Analyzer, Key, Language, Token};
use crate::plan::{Alternative, Matcher, Plan};
use crate::query::Occur;
use crate::sorted::{has, keep, sort_by};
use crate::text::{find, trim_end, trim_start};

/// How far back a snippet may begin, in bytes before its first marked word.
const LEAD_BYTES_MAX: usize = 90;
/// The most different forms kept for marking the page on arrival.
const FORMS_MAX: usize = 12;

/// Stands for an unknown position.
const NOWHERE: u32 = u32::MAX;

/// An extract with its marked words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snippet {
    /// Pieces of text; those with an odd index are marked.
    pub pieces: Vec<String>,
    /// The exact forms of the words marked anywhere in the passage, each once.
    pub forms: Vec<String>,
    /// How close together the words of the query are in the passage: 1 if adjacent and in order, 0 if fewer
    /// than two of them are there.
    pub closeness: f32,
}

/// Marks the words of a query in texts of one segment.
pub struct Marker {
    analyzers: Vec<Analyzer>,
    /// What each key stands for, by the text it is indexed under, ascending.
    keys: Vec<(String, Meant)>,
    clause_count: usize,
    /// How many parts each group has; a passage must have all of them.
    groups: Vec<usize>,
}

/// What a word means in a query.
#[derive(Clone, Copy)]
struct Meant {
    clause: usize,
    /// The group and the part of it, if the word counts only together with the rest of the group: *México* is
    /// marked for TRICAMEX only where the full name is.
    group: Option<(usize, usize)>,
}

struct Mark {
    range: Range<usize>,
    position: u32,
    exact: String,
    clause: usize,
}

impl Marker {
    /// Returns a marker for a plan, in a segment with these languages.
    pub fn new(plan: &Plan, analyzers: Vec<Analyzer>) -> Marker {
        let mut marker = Marker { analyzers, keys: Vec::new(), clause_count: 0, groups: Vec::new() };
        for clause in plan.clauses.iter().filter(|clause| clause.occur != Occur::MustNot) {
            for alternative in &clause.alternatives {
                marker.add(alternative);
            }
            marker.clause_count += 1;
        }
        sort_by(&mut marker.keys, &|a, b| a.0.cmp(&b.0));
        marker
    }

    fn add(&mut self, alternative: &Alternative) {
        let clause = self.clause_count;
        match &alternative.matcher {
            Matcher::All(parts) => {
                for (part, alternatives) in parts.iter().enumerate() {
                    let meant = Meant { clause, group: Some((self.groups.len(), part)) };
                    for alternative in alternatives {
                        alternative.each_key(&mut |key| self.add_key(key, meant));
                    }
                }
                self.groups.push(parts.len());
            }
            Matcher::Named { marked, .. } => {
                for name in marked {
                    self.add(name);
                }
            }
            _ => alternative.each_key(&mut |key| self.add_key(key, Meant { clause, group: None })),
        }
    }

    fn add_key(&mut self, key: &Key, meant: Meant) {
        self.keys.push((key.indexed_text(), meant));
    }

    /// Returns the extract of `text`, of about `bytes_max` bytes at most, that has the most clauses, with
    /// their words marked. If it has none, the extract is the beginning of the text.
    pub fn snippet(&mut self, text: &str, bytes_max: usize) -> Snippet {
        let marks = self.find_marks(text);
        let window = best_window(text, &marks, bytes_max);
        let mut pieces = vec![String::new()];
        if window.start > 0 {
            pieces[0].push_str("… ");
        }
        let mut at = window.start;
        for mark in
            marks.iter().filter(|mark| mark.range.start >= window.start && mark.range.end <= window.end)
        {
            if mark.range.start < at {
                continue;
            }
            push_plain(&mut pieces, &text[at..mark.range.start]);
            pieces.push(text[mark.range.clone()].to_owned());
            pieces.push(String::new());
            at = mark.range.end;
        }
        push_plain(&mut pieces, &text[at..window.end]);
        if window.end < text.len() {
            push_plain(&mut pieces, " …");
        }
        Snippet { pieces, forms: forms(&marks), closeness: closeness(&marks, self.clause_count) }
    }

    /// Returns how close together the words of the query are in a text ([`Snippet::closeness`]).
    pub fn closeness(&mut self, text: &str) -> f32 {
        closeness(&self.find_marks(text), self.clause_count)
    }

    fn find_marks(&mut self, text: &str) -> Vec<Mark> {
        let Some((home, others)) = self.analyzers.split_first_mut() else { return Vec::new() };
        let (keys, language) = (&self.keys, home.language());
        let mut found: Vec<(Mark, &[(String, Meant)])> = Vec::new();
        home.tokens(text, &mut |token| {
            let meant = meanings(keys, &token, language, others);
            if !meant.is_empty() {
                let Token { range, position, .. } = token;
                found.push((Mark { range, position, exact: token.exact.to_owned(), clause: 0 }, meant));
            }
        });
        let mut present: Vec<(usize, usize)> = Vec::new();
        for (_, meanings) in &found {
            for (_, meant) in *meanings {
                if let Some(part) = meant.group.filter(|part| !present.contains(part)) {
                    present.push(part);
                }
            }
        }
        let is_whole =
            |group: usize| present.iter().filter(|(of, _)| *of == group).count() == self.groups[group];
        let mut marks = Vec::new();
        for (mut mark, meanings) in found {
            let counts = |meant: &Meant| meant.group.is_none_or(|part| is_whole(part.0));
            if let Some((_, meant)) = meanings.iter().find(|(_, meant)| counts(meant)) {
                mark.clause = meant.clause;
                marks.push(mark);
            }
        }
        marks
    }
}

/// Returns what a token stands for: as the word itself, by its stem, by its stem in another language.
fn meanings<'a>(
    keys: &'a [(String, Meant)],
    token: &Token<'_>,
    language: Language,
    others: &mut [Analyzer],
) -> &'a [(String, Meant)] {
    let Some(stem) = token.stem else { return under(keys, token.exact) };
    let of = |language, stem: &str| {
        let word = under(keys, &Key::word(language, token.exact, stem).indexed_text());
        if word.is_empty() { under(keys, &Key::stem(language, stem).indexed_text()) } else { word }
    };
    let mut found = of(language, stem);
    for other in others {
        let language = other.language();
        if found.is_empty()
            && let Some(stem) = other.stem(token.exact)
        {
            found = of(language, stem);
        }
    }
    found
}

/// Returns the keys that are indexed under `text`.
fn under<'a>(keys: &'a [(String, Meant)], text: &str) -> &'a [(String, Meant)] {
    let start = keys.partition_point(|(key, _)| key.as_str() < text);
    let count = keys[start..].iter().take_while(|(key, _)| key == text).count();
    &keys[start..start + count]
}

/// Appends to the last piece, which is unmarked.
fn push_plain(pieces: &mut [String], text: &str) {
    if let Some(last) = pieces.last_mut() {
        last.push_str(text);
    }
}

fn forms(marks: &[Mark]) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for mark in marks {
        if !forms.contains(&mark.exact) {
            forms.push(mark.exact.clone());
        }
    }
    sort_by(&mut forms, &Ord::cmp);
    forms.truncate(FORMS_MAX);
    forms
}

/// Returns how many different clauses the marks belong to.
fn clauses(marks: &[Mark]) -> usize {
    let mut clauses: Vec<usize> = Vec::new();
    for mark in marks {
        if !has(&clauses, mark.clause) {
            clauses.push(mark.clause);
        }
    }
    clauses.len()
}

/// Returns how close together words of different clauses are: the number of words in the shortest stretch
/// that has one of each clause present, divided by the length of the stretch; less if some clauses are
/// missing or the order differs.
fn closeness(marks: &[Mark], clause_count: usize) -> f32 {
    let present = clauses(marks);
    if present < 2 {
        return 0.0;
    }
    // Where a word of each clause was last seen; `NOWHERE` if not yet.
    let mut last_seen = vec![NOWHERE; clause_count];
    let mut best = 0.0f32;
    for mark in marks {
        last_seen[mark.clause] = mark.position;
        let mut seen = last_seen.clone();
        keep(&mut seen, &|position| *position != NOWHERE);
        if seen.len() < present {
            continue;
        }
        let first = seen.iter().min().copied().unwrap_or(mark.position);
        let span = (mark.position - first).max(1) as f32;
        let order = if seen.is_sorted() { 1.0 } else { 0.8 };
        best = best.max(order * ((present - 1) as f32 / span).min(1.0));
    }
    best * present as f32 / clause_count as f32
}

/// Returns the stretch of `text` to show: the one with most different clauses, then most marks.
fn best_window(text: &str, marks: &[Mark], bytes_max: usize) -> Range<usize> {
    let mut best = (0, 0, 0);
    for (first, mark) in marks.iter().enumerate() {
        let end = mark.range.start + bytes_max.saturating_sub(LEAD_BYTES_MAX);
        let inside = &marks[first..];
        let count = inside.iter().position(|mark| mark.range.end > end).unwrap_or(inside.len());
        let distinct = clauses(&inside[..count]);
        if (distinct, count) > (best.0, best.1) {
            best = (distinct, count, first);
        }
    }
    let first_mark = marks.get(best.2).map_or(0, |mark| mark.range.start);
    let last_mark = marks.get((best.2 + best.1).wrapping_sub(1)).map_or(0, |mark| mark.range.end);
    let start = if text.len() <= bytes_max { 0 } else { start_before(text, first_mark) };
    start..end_after(text, start, last_mark, bytes_max)
}

/// Returns where a snippet begins whose first mark is at `mark`: at the sentence, if it begins near enough,
/// otherwise at a word.
fn start_before(text: &str, mark: usize) -> usize {
    if mark <= LEAD_BYTES_MAX {
        return 0;
    }
    let earliest = text.floor_char_boundary(mark - LEAD_BYTES_MAX);
    let lead = &text[earliest..mark];
    let start = last_sentence_end(lead)
        .map(|at| earliest + at)
        .or_else(|| find(lead, &|c| c == ' ').map(|at| earliest + at))
        .unwrap_or(earliest);
    text.len() - trim_start(&text[start..], &char::is_whitespace).len()
}

/// Returns where a snippet that begins at `start` ends: after at most `bytes_max` bytes, at the end of a
/// sentence in its last third, otherwise at a word; never before `last_mark` if that fits.
fn end_after(text: &str, start: usize, last_mark: usize, bytes_max: usize) -> usize {
    if text.len() - start <= bytes_max {
        return trim_end(text, &char::is_whitespace).len().max(start);
    }
    let end = text.floor_char_boundary(start + bytes_max);
    let earliest = (start + bytes_max * 2 / 3).max(last_mark);
    let sentence = last_sentence_end(&text[start..end]).map(|at| start + at).filter(|at| *at >= earliest);
    sentence.or_else(|| last_space(&text[start..end]).map(|at| start + at)).unwrap_or(end)
}

fn last_space(text: &str) -> Option<usize> {
    let mut space = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            space = Some(at);
        }
    }
    space
}

/// Returns where the last sentence in `text` ends: after its full stop.
fn last_sentence_end(text: &str) -> Option<usize> {
    let mut end = None;
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        if last == '\n' || (matches!(last, '.' | '?' | '!' | ';') && c.is_whitespace()) {
            end = Some(at);
        }
        last = c;
    }
    if last == '\n' {
        end = Some(text.len());
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::PlannedClause;
    use crate::schema::Fields;

    fn spanish() -> Analyzer {
        Analyzer::new(Language::Spanish)
    }

    fn marker(words: &[&str]) -> Marker {
        let clause = |word: &&str| {
            let key = match spanish().stem(word) {
                Some(stem) if word.chars().any(char::is_lowercase) => Key::stem(Language::Spanish, stem),
                _ => Key::name(&mut spanish(), &word.to_lowercase()),
            };
            let matcher = Matcher::Term(key);
            let alternatives = vec![Alternative { matcher, weight: 1.0, fields: Fields::ALL }];
            PlannedClause { occur: Occur::Should, words: (*word).to_owned(), alternatives }
        };
        Marker::new(&Plan { clauses: words.iter().map(clause).collect() }, vec![spanish()])
    }

    fn shown(text: &str, words: &[&str], bytes_max: usize) -> String {
        let snippet = marker(words).snippet(text, bytes_max);
        let mark =
            |(at, piece): (usize, &String)| if at % 2 == 1 { format!("[{piece}]") } else { piece.clone() };
        snippet.pieces.iter().enumerate().map(mark).collect()
    }

    #[test]
    fn marks_words_by_stem_and_names_as_they_are() {
        let text = "Talleres sobre Protección consular de la SICA.";
        assert_eq!(
            shown(text, &["proteccion", "taller", "SICA"], 200),
            "[Talleres] sobre [Protección] consular de la [SICA]."
        );
    }

    #[test]
    fn shows_whole_sentences_of_the_best_window() {
        let filler = "Nada que decir aquí. ".repeat(20);
        let text = format!("{filler}La iniciativa TRICAMEX sigue. {filler}");
        let shown = shown(&text, &["TRICAMEX"], 160);
        assert!(shown.starts_with("… La iniciativa [TRICAMEX] sigue."), "{shown}");
        assert!(shown.ends_with("aquí. …"), "{shown}");
    }

    #[test]
    fn without_a_match_it_is_the_beginning() {
        assert_eq!(shown("uno dos tres cuatro", &["CINCO"], 10), "uno dos …");
        assert_eq!(shown("", &["CINCO"], 10), "");
    }

    #[test]
    fn words_next_to_each_other_are_closest() {
        let close = |text: &str| marker(&["cooperacion", "tecnica"]).snippet(text, 200).closeness;
        assert_eq!(close("La cooperación técnica sigue."), 1.0);
        assert!(close("Una técnica cooperación sigue.") < 1.0);
        assert!(
            close("La cooperación, que es cosa de la técnica.") < close("Una técnica cooperación sigue.")
        );
        assert_eq!(close("La cooperación sigue."), 0.0);
    }
}
