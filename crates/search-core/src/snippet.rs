//! The extract of a passage that shows why it was found.

use std::ops::Range;

use crate::analysis::{Analyzer, Key};
use crate::plan::{Alternative, Matcher, Plan};
use crate::query::Occur;
use crate::sorted::{SortedMap, SortedSet};

/// How far back a snippet may begin, in bytes before its first marked word.
const LEAD_BYTES_MAX: usize = 90;
/// The most different forms kept for marking the page on arrival.
const FORMS_MAX: usize = 12;

/// An extract with its marked words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snippet {
    /// Pieces of text; those with an odd index are marked.
    pub pieces: Vec<String>,
    /// The exact forms of the words marked anywhere in the passage, each once.
    pub forms: Vec<String>,
    /// How close together the words of the query are in the passage: 1 if next to each other and in order, 0
    /// if there are not two of them.
    pub closeness: f32,
}

/// Marks the words of a query in texts of one segment.
pub struct Marker {
    analyzers: Vec<Analyzer>,
    /// What each key stands for, by the text that the key is indexed under.
    keys: SortedMap<String, Vec<Meant>>,
    clause_count: usize,
    /// How many parts each of the groups has of which a passage must have all.
    groups: Vec<usize>,
}

/// What a word stands for in a query.
#[derive(Clone, Copy)]
struct Meant {
    clause: usize,
    /// The group, and the part of it, if the word counts only with the others of the group: *México* is
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
        let mut marker = Marker { analyzers, keys: SortedMap::new(), clause_count: 0, groups: Vec::new() };
        for clause in plan.clauses.iter().filter(|clause| clause.occur != Occur::MustNot) {
            for alternative in &clause.alternatives {
                marker.add(alternative);
            }
            marker.clause_count += 1;
        }
        marker
    }

    fn add(&mut self, alternative: &Alternative) {
        let clause = self.clause_count;
        let Matcher::All(parts) = &alternative.matcher else {
            alternative.each_key(&mut |key| self.add_key(key, Meant { clause, group: None }));
            return;
        };
        let group = self.groups.len();
        self.groups.push(parts.len());
        for (part, alternatives) in parts.iter().enumerate() {
            let meant = Meant { clause, group: Some((group, part)) };
            for alternative in alternatives {
                alternative.each_key(&mut |key| self.add_key(key, meant));
            }
        }
    }

    fn add_key(&mut self, key: &Key, meant: Meant) {
        self.keys.entry(key.indexed_text()).push(meant);
    }

    /// Returns the extract of at most about `bytes_max` bytes of `text` that has most of the clauses, their
    /// words marked. Without any, it is the beginning of the text.
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

    fn find_marks(&mut self, text: &str) -> Vec<Mark> {
        let mut found: Vec<(Mark, &[Meant])> = Vec::new();
        let Some((home, others)) = self.analyzers.split_first_mut() else { return Vec::new() };
        let keys = &self.keys;
        let own = home.language();
        home.tokens(text, &mut |token| {
            let meant = match token.stem {
                None => keys.get(token.exact),
                Some(stem) => {
                    let of = |language, stem: &str| {
                        let word = keys.get(&Key::word(language, token.exact, stem).indexed_text());
                        word.or_else(|| keys.get(&Key::stem(language, stem).indexed_text()))
                    };
                    of(own, stem).or_else(|| {
                        others.iter_mut().find_map(|other| {
                            let language = other.language();
                            other.stem(token.exact).and_then(|stem| of(language, stem))
                        })
                    })
                }
            };
            if let Some(meant) = meant {
                let (range, position) = (token.range, token.position);
                found.push((Mark { range, position, exact: token.exact.to_owned(), clause: 0 }, meant));
            }
        });
        let mut present: Vec<Vec<bool>> = self.groups.iter().map(|parts| vec![false; *parts]).collect();
        for (group, part) in found.iter().flat_map(|(_, meant)| *meant).filter_map(|meant| meant.group) {
            present[group][part] = true;
        }
        let counts =
            |meant: &&Meant| meant.group.is_none_or(|(group, _)| present[group].iter().all(|part| *part));
        let with_clause = |(mark, meant): (Mark, &[Meant])| {
            meant.iter().find(counts).map(|meant| Mark { clause: meant.clause, ..mark })
        };
        found.into_iter().filter_map(with_clause).collect()
    }
}

/// Appends to the last piece, which is a plain one.
fn push_plain(pieces: &mut [String], text: &str) {
    if let Some(last) = pieces.last_mut() {
        last.push_str(text);
    }
}

fn forms(marks: &[Mark]) -> Vec<String> {
    let forms: SortedSet<&str> = marks.iter().map(|mark| mark.exact.as_str()).collect();
    forms.keys().take(FORMS_MAX).map(|form| (*form).to_owned()).collect()
}

/// Returns how close together words of different clauses are: the words of the shortest stretch that has one of
/// each clause that is there at all, over the length of the stretch; less if some clauses are not there, or if
/// the order is another.
fn closeness(marks: &[Mark], clause_count: usize) -> f32 {
    let present = marks.iter().map(|mark| mark.clause).collect::<SortedSet<_>>().len();
    if present < 2 {
        return 0.0;
    }
    let mut last_seen: Vec<Option<u32>> = vec![None; clause_count];
    let mut best = 0.0f32;
    for mark in marks {
        last_seen[mark.clause] = Some(mark.position);
        let seen: Vec<u32> = last_seen.iter().flatten().copied().collect();
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
        let inside = || marks[first..].iter().take_while(|mark| mark.range.end <= end);
        let distinct = inside().map(|mark| mark.clause).collect::<SortedSet<_>>().len();
        let count = inside().count();
        if (distinct, count) > (best.0, best.1) {
            best = (distinct, count, first);
        }
    }
    let first_mark = marks.get(best.2).map_or(0, |mark| mark.range.start);
    let last_mark = marks.get((best.2 + best.1).wrapping_sub(1)).map_or(0, |mark| mark.range.end);
    let start = if text.len() <= bytes_max { 0 } else { start_before(text, first_mark) };
    start..end_after(text, start, last_mark, bytes_max)
}

/// Returns where a snippet begins whose first mark is at `mark`: the sentence, if it begins near enough,
/// else a word.
fn start_before(text: &str, mark: usize) -> usize {
    if mark <= LEAD_BYTES_MAX {
        return 0;
    }
    let earliest = text.floor_char_boundary(mark - LEAD_BYTES_MAX);
    let lead = &text[earliest..mark];
    let start = sentence_ends(lead)
        .last()
        .map(|at| earliest + at)
        .or_else(|| lead.find(' ').map(|at| earliest + at))
        .unwrap_or(earliest);
    start + text[start..].len() - text[start..].trim_start().len()
}

/// Returns where a snippet that begins at `start` ends: after at most `bytes_max` bytes, at the end of a
/// sentence in its last third, else at a word; never before `last_mark` if that fits.
fn end_after(text: &str, start: usize, last_mark: usize, bytes_max: usize) -> usize {
    if text.len() - start <= bytes_max {
        return text.trim_end().len().max(start);
    }
    let end = text.floor_char_boundary(start + bytes_max);
    let earliest = (start + bytes_max * 2 / 3).max(last_mark);
    let sentence = sentence_ends(&text[start..end]).last().map(|at| start + at).filter(|at| *at >= earliest);
    sentence.unwrap_or_else(|| text[start..end].rfind(char::is_whitespace).map_or(end, |at| start + at))
}

/// Returns where sentences end in `text`: after their stop.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        if last == '\n' || (matches!(last, '.' | '?' | '!' | ';') && c.is_whitespace()) {
            ends.push(at);
        }
        last = c;
    }
    if last == '\n' {
        ends.push(text.len());
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Language;
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
