//! The extract of a passage that shows why it was found.

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::sorted::SortedSet;

/// How far back a snippet may begin, in bytes before its first marked word.
const LEAD_BYTES_MAX: usize = 90;
/// The most different forms kept for marking the page on arrival.
const FORMS_MAX: usize = 12;

/// An extract with its marked words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Pieces of text; those with an odd index are marked.
    pub pieces: Vec<String>,
    /// The exact forms of the words marked anywhere in the passage, each once.
    pub forms: Vec<String>,
}

/// Returns the extract of at most about `bytes_max` bytes of `text` that has most of `keys`, words that
/// have one of them as exact form or stem marked. Without any, it is the beginning of the text.
pub fn snippet(text: &str, analyzer: &mut Analyzer, keys: &SortedSet<&str>, bytes_max: usize) -> Snippet {
    let marks = find_marks(text, analyzer, keys);
    let window = best_window(text, &marks, bytes_max);
    let mut pieces = vec![String::new()];
    if window.start > 0 {
        pieces[0].push_str("… ");
    }
    let mut at = window.start;
    for mark in marks.iter().filter(|mark| mark.range.start >= window.start && mark.range.end <= window.end) {
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
    Snippet { pieces, forms: forms(&marks) }
}

/// Appends to the last piece, which is a plain one.
fn push_plain(pieces: &mut [String], text: &str) {
    if let Some(last) = pieces.last_mut() {
        last.push_str(text);
    }
}

struct Mark {
    range: Range<usize>,
    exact: String,
    key: String,
}

fn find_marks(text: &str, analyzer: &mut Analyzer, keys: &SortedSet<&str>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    analyzer.tokens(text, |token| {
        let stem = token.stem.filter(|stem| keys.contains(*stem));
        let key = if keys.contains(token.exact) { Some(token.exact) } else { stem };
        if let Some(key) = key {
            marks.push(Mark { range: token.range, exact: token.exact.to_owned(), key: key.to_owned() });
        }
    });
    marks
}

fn forms(marks: &[Mark]) -> Vec<String> {
    let forms: SortedSet<&str> = marks.iter().map(|mark| mark.exact.as_str()).collect();
    forms.keys().take(FORMS_MAX).map(|form| (*form).to_owned()).collect()
}

/// Returns the stretch of `text` to show: the one with most different keys, then most marks.
fn best_window(text: &str, marks: &[Mark], bytes_max: usize) -> Range<usize> {
    let mut best = (0, 0, 0);
    for (first, mark) in marks.iter().enumerate() {
        let end = mark.range.start + bytes_max.saturating_sub(LEAD_BYTES_MAX);
        let inside = || marks[first..].iter().take_while(|mark| mark.range.end <= end);
        let distinct = inside().map(|mark| mark.key.as_str()).collect::<SortedSet<_>>().len();
        let count = inside().count();
        if (distinct, count) > (best.0, best.1) {
            best = (distinct, count, first);
        }
    }
    let first_mark = marks.get(best.2).map_or(0, |mark| mark.range.start);
    let start = start_before(text, first_mark);
    let start = if text.len() <= bytes_max { 0 } else { start };
    start..end_after(text, start, bytes_max)
}

/// Returns where a snippet begins whose first mark is at `mark`: the sentence, if it begins near enough,
/// else a word.
fn start_before(text: &str, mark: usize) -> usize {
    if mark <= LEAD_BYTES_MAX {
        return 0;
    }
    let earliest = text.floor_char_boundary(mark - LEAD_BYTES_MAX);
    let lead = &text[earliest..mark];
    let sentence = lead.rmatch_indices(['.', '?', '!', ';', '\n']).find_map(|(at, stop)| {
        let after = earliest + at + stop.len();
        text[after..].starts_with(char::is_whitespace).then_some(after)
    });
    let start = sentence.or_else(|| lead.find(' ').map(|at| earliest + at)).unwrap_or(earliest);
    start + text[start..].len() - text[start..].trim_start().len()
}

/// Returns where a snippet that begins at `start` ends: after at most `bytes_max` bytes, at a word.
fn end_after(text: &str, start: usize, bytes_max: usize) -> usize {
    if text.len() - start <= bytes_max {
        return text.trim_end().len().max(start);
    }
    let end = text.floor_char_boundary(start + bytes_max);
    text[start..end].rfind(char::is_whitespace).map_or(end, |at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Language;

    fn shown(text: &str, keys: &[&str], bytes_max: usize) -> String {
        let keys = keys.iter().copied().collect();
        let snippet = snippet(text, &mut Analyzer::new(Language::Spanish), &keys, bytes_max);
        let mark =
            |(at, piece): (usize, &String)| if at % 2 == 1 { format!("[{piece}]") } else { piece.clone() };
        snippet.pieces.iter().enumerate().map(mark).collect()
    }

    #[test]
    fn marks_words_by_exact_form_and_stem() {
        let text = "Talleres sobre Protección consular.";
        assert_eq!(shown(text, &["proteccion", "tall\u{1}"], 200), "[Talleres] sobre [Protección] consular.");
    }

    #[test]
    fn shows_the_sentence_of_the_best_window() {
        let filler = "Nada que decir aquí. ".repeat(20);
        let text = format!("{filler}La iniciativa TRICAMEX sigue. {filler}");
        let shown = shown(&text, &["tricamex"], 160);
        assert!(shown.starts_with("… La iniciativa [TRICAMEX] sigue."), "{shown}");
        assert!(shown.ends_with(" …"), "{shown}");
    }

    #[test]
    fn without_a_match_it_is_the_beginning() {
        assert_eq!(shown("uno dos tres cuatro", &["cinco"], 10), "uno dos …");
        assert_eq!(shown("", &["cinco"], 10), "");
    }
}
