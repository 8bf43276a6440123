//! Takes away what word processors and mail leave in texts: double spaces, line ends, marks of bookmarks.

use super::blocks::{Block, Change, Content, Paragraph, Role, SourceDocument, Span, What};
use super::symbols;
use super::words::is_invisible;
use crate::language::known::{Languages, WordList};
use crate::language::words::Words;
use crate::numbering::labels;

/// What Word and LibreOffice leave of bookmarks in a text that is saved plain.
const BOOKMARK: &str = "[bookmark: ";
/// A line of so many characters may have ended because it was full.
const FULL_CHARS_MIN: usize = 60;
/// The most characters of a label at the beginning of a line.
const LABEL_CHARS_MAX: usize = 40;

/// Cleans a document's text, its tables and its notes.
pub fn clean(document: &mut SourceDocument) {
    let mut log = SourceDocument::default();
    let blocks = std::mem::take(&mut document.blocks);
    document.blocks = clean_blocks(blocks, &mut log);
    for note in &mut document.notes {
        let blocks = std::mem::take(&mut note.blocks);
        note.blocks = clean_blocks(blocks, &mut log);
    }
    document.dropped.append(&mut log.dropped);
    document.changed.append(&mut log.changed);
}

fn clean_blocks(blocks: Vec<Block>, log: &mut SourceDocument) -> Vec<Block> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let lines = split(paragraph, log);
                out.extend(
                    lines.into_iter().filter_map(|line| clean_paragraph(line, log)).map(Block::Paragraph),
                );
            }
            Block::Table(mut table) => {
                for cell in table.rows.iter_mut().flatten() {
                    let blocks = std::mem::take(cell);
                    *cell = clean_blocks(blocks, log);
                }
                let is_empty = table.rows.iter().flatten().all(Vec::is_empty);
                out.extend((!is_empty).then_some(Block::Table(table)));
            }
        }
    }
    out
}

/// Splits a paragraph at line ends that separate: an item or, after an empty line, a paragraph begins, or what was before is
/// no line that was full.
fn split(paragraph: Paragraph, log: &mut SourceDocument) -> Vec<Paragraph> {
    let head = Paragraph { spans: Vec::new(), ..paragraph.clone() };
    let is_item = paragraph.label.is_some() || labels::typed(paragraph.text().trim_start()).is_some();
    let mut lines: Vec<Paragraph> = vec![head.clone()];
    let spans = paragraph.spans;
    for (at, span) in spans.iter().enumerate() {
        let begins_anew = span.content == Content::Break && {
            let next = line_start(&spans[at + 1..]);
            let next = next.trim_start_matches([' ', '\t', '\u{a0}']);
            let before = line_end(&spans[..at]);
            let may_separate = head.role == Role::Text;
            next.starts_with('\n')
                || labels::typed(next).is_some()
                || (may_separate && separates(&before, next))
        };
        if begins_anew {
            log.change(Change::LineEnd, "", "");
            let is_typed = labels::typed(line_start(&spans[at + 1..]).trim_start()).is_some();
            let indented = head.indented || (is_item && !is_typed);
            lines.push(Paragraph { label: None, indented, ..head.clone() });
        } else if let Some(line) = lines.last_mut() {
            line.spans.push(span.clone());
        }
    }
    lines
}

/// Returns enough of the end of a line to see whether it was full; nothing for an empty one.
fn line_end(spans: &[Span]) -> String {
    const ENOUGH_BYTES: usize = 4 * FULL_CHARS_MIN;
    let mut pieces = Vec::new();
    let mut length = 0;
    for span in spans.iter().rev().take_while(|span| span.content != Content::Break) {
        pieces.push(span.as_text());
        length += span.as_text().len();
        if length >= ENOUGH_BYTES {
            break;
        }
    }
    pieces.reverse();
    pieces.concat().trim().to_owned()
}

/// Whether a line end between two lines was meant: the one before is not full, the next begins as lines do.
fn separates(before: &str, next: &str) -> bool {
    let next = next.trim_start();
    if before.is_empty() || next.is_empty() {
        return false;
    }
    if ["http://", "https://", "www."].iter().any(|start| next.starts_with(start)) {
        return true;
    }
    let label = next.split_once(':').map(|(label, _)| label.chars().count());
    if label.is_some_and(|length| length <= LABEL_CHARS_MAX) && next.starts_with(char::is_uppercase) {
        return true;
    }
    let words = Words::new(before);
    let is_small = |at: usize| {
        let word = words.folded(at);
        [WordList::Small, WordList::Of, WordList::At].iter().any(|kind| Languages::load().is(*kind, word))
    };
    let goes_on = next.starts_with(char::is_lowercase)
        || before.ends_with(['-', ','])
        || words.len().checked_sub(1).is_some_and(is_small);
    let is_full = before.chars().count() >= FULL_CHARS_MIN && !before.ends_with(['.', ':', ';', '!', '?']);
    !goes_on && !is_full
}

/// Returns enough of the beginning of a line to see a label in it; `\n` for an empty one.
fn line_start(spans: &[Span]) -> String {
    const ENOUGH_BYTES: usize = 40;
    let mut start = String::new();
    for span in spans {
        let text = span.as_text();
        start.push_str(text);
        if start.len() >= ENOUGH_BYTES || text == "\n" {
            break;
        }
    }
    if start.trim().is_empty() && start.ends_with('\n') {
        "\n".to_owned()
    } else {
        start.trim_end_matches('\n').to_owned()
    }
}

/// Cleans one paragraph; none is left of one that is empty or has only the number of a page.
fn clean_paragraph(mut paragraph: Paragraph, log: &mut SourceDocument) -> Option<Paragraph> {
    join_lines(&mut paragraph, log);
    paragraph.spans = merge(paragraph.spans);
    for span in &mut paragraph.spans {
        if let Content::Text(text) = &mut span.content {
            take_bookmarks(text, log);
            symbols::replace(text, log);
            if text.contains('\u{a0}') {
                log.change(Change::NonBreakingSpace, "", "");
            }
            *text = text.chars().filter(|character| !is_invisible(*character)).map(as_space).collect();
        }
    }
    single_spaces(&mut paragraph.spans, log);
    paragraph.spans.retain(|span| span.content != Content::Text(String::new()));
    if paragraph.is_empty() {
        return None;
    }
    if is_page_number(&paragraph.text()) && paragraph.label.is_none() {
        log.drop(What::PageNumber, paragraph.text());
        return None;
    }
    Some(paragraph)
}

fn as_space(character: char) -> char {
    if character.is_whitespace() || character.is_control() { ' ' } else { character }
}

/// Makes one line of a paragraph, and one word of what a line end divides.
fn join_lines(paragraph: &mut Paragraph, log: &mut SourceDocument) {
    for at in 0..paragraph.spans.len() {
        if paragraph.spans[at].content != Content::Break {
            continue;
        }
        log.change(Change::LineEnd, "", "");
        let next = paragraph.spans.get(at + 1).map(|span| span.as_text().to_owned()).unwrap_or_default();
        let before =
            at.checked_sub(1).map(|before| paragraph.spans[before].as_text().to_owned()).unwrap_or_default();
        let stem = before.strip_suffix('-').filter(|stem| stem.ends_with(char::is_alphabetic));
        if let Some(stem) = stem.filter(|_| next.starts_with(char::is_lowercase)) {
            let word = |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric()).collect() };
            let reversed: String = stem.chars().rev().collect();
            let first: String = word(&reversed).chars().rev().collect();
            let second = word(&next);
            log.change(Change::Hyphenation, format!("{first}- {second}"), format!("{first}{second}"));
            paragraph.spans[at - 1].content = Content::Text(stem.to_owned());
            paragraph.spans[at].content = Content::Text(String::new());
        } else {
            paragraph.spans[at].content = Content::Text(" ".to_owned());
        }
    }
}

/// Joins neighbours that look alike; a space between two looks like the one before it.
fn merge(spans: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        let Content::Text(text) = &span.content else {
            merged.push(span);
            continue;
        };
        match merged.last_mut() {
            Some(Span { content: Content::Text(before), style, link })
                if (*style == span.style && *link == span.link) || text.is_empty() =>
            {
                before.push_str(text);
            }
            _ => merged.push(span),
        }
    }
    merged
}

fn take_bookmarks(text: &mut String, log: &mut SourceDocument) {
    if !text.contains(BOOKMARK) {
        return;
    }
    let mut left = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(BOOKMARK)
        && let Some(len) = rest[start..].find(']')
    {
        left.push_str(&rest[..start]);
        log.drop(What::Bookmark, &rest[start..=start + len]);
        rest = &rest[start + len + 1..];
    }
    left.push_str(rest);
    *text = left;
}

fn single_spaces(spans: &mut [Span], log: &mut SourceDocument) {
    let mut after_space = true;
    let mut doubled = 0;
    for span in spans.iter_mut() {
        let Content::Text(text) = &mut span.content else {
            after_space = false;
            continue;
        };
        let mut clean = String::with_capacity(text.len());
        for character in text.chars() {
            if character == ' ' && after_space {
                doubled += 1;
                continue;
            }
            after_space = character == ' ';
            clean.push(character);
        }
        *text = clean;
    }
    // Spaces around a paragraph are nobody's intention, nor worth telling of.
    if let Some(Span { content: Content::Text(text), .. }) = spans.last_mut() {
        text.truncate(text.trim_end().len());
    }
    if doubled > 0 {
        log.change(Change::Spaces, "", "");
    }
}

/// Whether a paragraph is the number of a page: `Página 3 de 9`, `- 3 -`.
pub(super) fn is_page_number(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_number = |word: &&str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    match words[..] {
        ["página" | "pagina" | "pág." | "page", number] => is_number(&number),
        ["página" | "pagina" | "pág." | "page", number, "de" | "of", all] => {
            is_number(&number) && is_number(&all)
        }
        ["-" | "–", number, "-" | "–"] => is_number(&number),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::blocks::text_of;

    fn check(spans: impl Into<Vec<Span>>, expected: &[&str]) {
        let paragraph = Paragraph { spans: spans.into(), ..Paragraph::default() };
        let mut document =
            SourceDocument { blocks: vec![Block::Paragraph(paragraph)], ..SourceDocument::default() };
        clean(&mut document);
        let texts =
            document.blocks.iter().map(|block| text_of(std::slice::from_ref(block)).trim_end().to_owned());
        assert_eq!(texts.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn marks_and_spaces_go() {
        check(
            vec![Span::text("b. [bookmark: _GoBack]Tomar  nota\u{a0}de\tla so\u{ad}licitud ")],
            &["b. Tomar nota de la solicitud"],
        );
        check(vec![Span::text(" Página 3 de 9")], &[]);
    }

    #[test]
    fn lines_go_on_or_begin_an_item() {
        let end = || Span { content: Content::Break, ..Span::default() };
        check(
            vec![Span::text("9. Aprobar:"), end(), Span::text("a. Un taller"), end(), Span::text("virtual")],
            &["9. Aprobar:", "a. Un taller virtual"],
        );
        check(vec![Span::text("protec-"), end(), Span::text("ción")], &["protección"]);
        let lines = ["Lugar: Quito", "Ana Pérez", "Luis Gómez"];
        check(
            [Span::text(lines[0]), end(), Span::text(lines[1]), end(), Span::text(lines[2])],
            &["Lugar: Quito", "Ana Pérez", "Luis Gómez"],
        );
        let full = "Una línea que tiene bastantes palabras para haberse partido en";
        check(vec![Span::text(full), end(), Span::text("México")], &[&format!("{full} México")]);
        check(vec![Span::text("El 3 de"), end(), Span::text("Mayo")], &["El 3 de Mayo"]);
    }
}
