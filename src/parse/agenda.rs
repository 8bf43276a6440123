//! The agenda of a report: its items, and where the report deals with each.

use pulldown_cmark::{Event, Parser};

use super::body::AgendaItem;
use super::passages::{Passage, PassageKind};
use crate::commonmark::EXTENSIONS;
use crate::language::words::folded_words;
use crate::numbering::{self, Numbered};

/// The number of words at the beginning of an item that are compared to find the passage that deals with it.
const SAME_WORDS: usize = 3;

/// The passages of a text, with the text of each.
#[derive(Clone, Copy)]
pub(super) struct Treated<'a> {
    pub(super) passages: &'a [Passage],
    pub(super) texts: &'a [String],
}

/// Returns the items of the agenda that were found, each with the anchor of what deals with it. `text` is the
/// original Markdown.
pub(super) fn items(treated_by: Treated<'_>, numbered: &Numbered, text: &str) -> Vec<AgendaItem> {
    let treated = treated(treated_by);
    let by_number = by_number(treated_by, numbered);
    let item = |(at, item): (usize, &numbering::AgendaItem)| {
        let title = plain(text.get(item.range.clone()).unwrap_or_default());
        let words = beginning(&title);
        let begins_alike = treated.iter().find(|(known, _)| !words.is_empty() && *known == words);
        let anchor = begins_alike.map(|(_, anchor)| anchor.clone()).or_else(|| by_number.get(at).cloned());
        AgendaItem { number: item.number, anchor, title }
    };
    numbered.agenda.iter().enumerate().map(item).collect()
}

/// Returns the anchors of the points, if their numbers match those of the agenda one for one.
fn by_number(treated: Treated<'_>, numbered: &Numbered) -> Vec<String> {
    let is_outermost =
        |passage: &&Passage| passage.kind == PassageKind::Point && !passage.label.contains('-');
    let points: Vec<&Passage> = treated.passages.iter().filter(is_outermost).collect();
    let is_of = |(point, item): (&&Passage, &numbering::AgendaItem)| {
        item.number.is_some_and(|number| point.anchor == format!("p{number}"))
    };
    let are_same = points.len() == numbered.agenda.len() && points.iter().zip(&numbered.agenda).all(is_of);
    if are_same { points.into_iter().map(|point| point.anchor.clone()).collect() } else { Vec::new() }
}

/// Returns the first words of each section and point, with its anchor.
fn treated(treated: Treated<'_>) -> Vec<(Vec<String>, String)> {
    let passages = treated.passages.iter().zip(treated.texts).skip(1);
    let words = passages.map(|(passage, text)| {
        let begins = match passage.kind {
            PassageKind::Section => beginning(&passage.label),
            _ => beginning(text),
        };
        (begins, passage.anchor.clone())
    });
    words.collect()
}

/// Returns the first words of a title, without a leading number.
fn beginning(title: &str) -> Vec<String> {
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    folded_words(title).into_iter().skip_while(is_number).take(SAME_WORDS).collect()
}

/// Returns the plain text of a line of Markdown.
fn plain(markdown: &str) -> String {
    let text = |event| match event {
        Event::Text(text) | Event::Code(text) => text.into_string(),
        Event::SoftBreak | Event::HardBreak => " ".to_owned(),
        _ => String::new(),
    };
    let text: String = Parser::new_ext(markdown, EXTENSIONS).map(text).collect();
    text.trim().trim_end_matches(['.', ';', ',']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::markdown::{self, MarkdownOptions};
    use crate::source::Source;

    #[test]
    fn items_have_titles_and_lead_to_what_treats_them() {
        let text =
            "## Agenda\n\n- ![](a.png)\n- **Acta** anterior;\n- Varios\n\n## Acta anterior\n\nSe lee.\n";
        let source = Source { path: "a.md".to_owned(), text: text.into() };
        let body = markdown::parse(&source, &MarkdownOptions::default(), &mut Vec::new());
        let items: Vec<_> = body.agenda.iter().map(|item| (&*item.title, item.anchor.as_deref())).collect();
        assert_eq!(items, [("Acta anterior", Some("acta-anterior")), ("Varios", None)]);
    }
}
