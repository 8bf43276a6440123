//! Reads plain text: a line is a paragraph, or in a text of short lines, what stands between blank lines.

use super::blocks::{Block, Change, Paragraph, SourceDocument};

/// The longest line of a text whose paragraphs are broken into lines.
const WRAPPED_CHARS_MAX: usize = 100;
/// The shortest line that can have been broken because it was full.
const FULL_CHARS_MIN: usize = 50;

/// Reads a text in UTF-8, UTF-16 with a byte order mark, or Windows-1252.
pub fn read(bytes: &[u8]) -> SourceDocument {
    let text = decode(bytes);
    let mut document = SourceDocument { raw: vec![text.clone()], ..SourceDocument::default() };
    let lines: Vec<&str> = text.split(['\n', '\u{c}']).map(|line| line.trim_end_matches('\r')).collect();
    let is_wrapped = is_wrapped(&lines);
    let mut open: Option<Open> = None;
    let mut before = "";
    for line in lines {
        let goes_on = is_wrapped
            && before.chars().count() >= FULL_CHARS_MIN
            && !starts_an_item(line)
            && is_in_capitals(before) == is_in_capitals(line);
        if line.trim().is_empty() {
            close(&mut open, &mut document);
        } else if let Some(paragraph) = open.as_mut().filter(|_| goes_on) {
            join(&mut paragraph.text, line.trim(), &mut document);
        } else {
            close(&mut open, &mut document);
            let is_indented = line.starts_with('\t') || line.starts_with("  ");
            open = Some(Open { text: line.trim().to_owned(), is_indented });
        }
        before = line;
    }
    close(&mut open, &mut document);
    document
}

/// A paragraph that may go on.
struct Open {
    text: String,
    is_indented: bool,
}

/// Returns the text of a file.
pub fn decode(bytes: &[u8]) -> String {
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.unwrap_or_else(|| {
        if std::str::from_utf8(bytes).is_ok() { encoding_rs::UTF_8 } else { encoding_rs::WINDOWS_1252 }
    });
    encoding.decode(bytes).0.into_owned()
}

fn close(open: &mut Option<Open>, document: &mut SourceDocument) {
    let closed = |open: Open| Paragraph { indented: open.is_indented, ..Paragraph::plain(&open.text) };
    document.blocks.extend(open.take().map(closed).map(Block::Paragraph));
}

fn is_wrapped(lines: &[&str]) -> bool {
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let full = lines
        .windows(2)
        .filter(|pair| pair[0].chars().count() >= FULL_CHARS_MIN && !pair[1].trim().is_empty());
    longest <= WRAPPED_CHARS_MAX && full.count() > 0
}

/// Whether a line stands in capitals, as titles do.
fn is_in_capitals(line: &str) -> bool {
    !line.chars().any(char::is_lowercase)
}

fn starts_an_item(line: &str) -> bool {
    crate::numbering::labels::typed(line.trim_start()).is_some()
}

/// Adds a line to a paragraph, and joins the two parts of a word that the line end divides.
fn join(text: &mut String, line: &str, document: &mut SourceDocument) {
    let stem = text.strip_suffix('-').filter(|stem| stem.ends_with(char::is_alphabetic));
    let Some(stem) = stem.filter(|_| line.starts_with(char::is_lowercase)) else {
        text.push(' ');
        return text.push_str(line);
    };
    let first = stem.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let second: String = line.chars().take_while(|character| character.is_alphanumeric()).collect();
    document.change(Change::Hyphenation, format!("{first}- {second}"), format!("{first}{second}"));
    text.pop();
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let blocks = read(text.as_bytes()).blocks;
        let texts = blocks.iter().map(|block| super::super::blocks::text_of(std::slice::from_ref(block)));
        assert_eq!(texts.map(|text| text.trim_end().to_owned()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lines_are_paragraphs_unless_they_are_full() {
        check("San José\n1 de mayo\n\n1. Uno:\na. A\n", &["San José", "1 de mayo", "1. Uno:", "a. A"]);
        let full = "Una línea que tiene bastantes palabras para haberse partido aquí mis-";
        check(&format!("{full}\nmo\n2. Dos"), &[&format!("{}mo", full.trim_end_matches('-')), "2. Dos"]);
    }

    #[test]
    fn old_encodings_are_read() {
        assert_eq!(decode(b"a\xf1o"), "año");
        assert_eq!(decode(b"\xff\xfea\0"), "a");
    }
}
