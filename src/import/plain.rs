//! Reads plain text: a line is a paragraph, or in a text of short lines, what stands between blank lines.

use super::blocks::{Block, Change, Paragraph, SourceDocument, What};
use super::pages;

/// The longest line of a text whose paragraphs are broken into lines.
const WRAPPED_CHARS_MAX: usize = 100;
/// The shortest line that can have been broken because it was full.
const FULL_CHARS_MIN: usize = 50;

/// Reads a text in UTF-8, UTF-16 with a byte order mark, or Windows-1252.
pub fn read(bytes: &[u8]) -> SourceDocument {
    let text = decode(bytes);
    let mut document = SourceDocument { raw: vec![text.clone()], ..SourceDocument::default() };
    let lines = without_margins(&text, &mut document);
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

/// Returns the lines of a text without what its pages, if form feeds divide it into such, have in their margins, and without the
/// numbers of its lines.
fn without_margins<'t>(text: &'t str, document: &mut SourceDocument) -> Vec<&'t str> {
    let lines = |page: &'t str| page.split('\n').map(|line| line.trim_end_matches('\r')).collect::<Vec<_>>();
    let pages: Vec<Vec<&str>> = text.split('\u{c}').map(lines).collect();
    if pages.len() < 2 {
        return pages.into_iter().flat_map(|page| without_line_numbers(page, document)).collect();
    }
    let owned: Vec<Vec<String>> =
        pages.iter().map(|page| page.iter().map(|line| (*line).to_owned()).collect()).collect();
    let mut out = Vec::new();
    for (page, found) in pages.into_iter().zip(pages::margins(&owned)) {
        let mut kept = Vec::new();
        for (line, what) in page.into_iter().zip(found) {
            match what {
                Some(what) => document.drop(what, line.trim()),
                None => kept.push(line),
            }
        }
        out.extend(without_line_numbers(kept, document));
    }
    out
}

fn without_line_numbers<'t>(lines: Vec<&'t str>, document: &mut SourceDocument) -> Vec<&'t str> {
    let found: Vec<Option<(u32, usize)>> = lines.iter().map(|line| pages::line_number(line)).collect();
    let numbers: Vec<u32> = found.iter().flatten().map(|(number, _)| *number).collect();
    let said = lines.iter().filter(|line| !line.trim().is_empty()).count();
    // Each line has one, as far as it has text.
    if numbers.len() < said || !pages::are_of_lines(&numbers) {
        return lines;
    }
    let without = |(line, found): (&'t str, Option<(u32, usize)>)| {
        let Some((number, length)) = found else { return line };
        document.drop(What::LineNumber, number.to_string());
        &line[length..]
    };
    lines.into_iter().zip(found).map(without).collect()
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

/// Adds a line to a paragraph. A hyphen at the end stays, with the next word after it, if `is_compound` says that of the two
/// parts: `well-` and `attended`; else the parts of a word that the line end divides are joined.
pub(super) fn join_unless(
    text: &mut String,
    line: &str,
    document: &mut SourceDocument,
    is_compound: impl Fn(&str, &str) -> bool,
) {
    match divided(text, line) {
        Some((first, second)) if is_compound(&first, &second) => text.push_str(line),
        _ => join(text, line, document),
    }
}

/// Returns the parts of a word that the end of a line divides, if it seems to.
fn divided(text: &str, line: &str) -> Option<(String, String)> {
    let stem = text.strip_suffix('-').filter(|stem| stem.ends_with(char::is_alphabetic))?;
    let first = stem.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let second: String = line.chars().take_while(|character| character.is_alphanumeric()).collect();
    line.starts_with(char::is_lowercase).then(|| (first.to_owned(), second))
}

/// Adds a line to a paragraph, and joins the two parts of a word that the line end divides.
fn join(text: &mut String, line: &str, document: &mut SourceDocument) {
    let Some((first, second)) = divided(text, line) else {
        // `2021-` and `03` are one number.
        let is_number =
            text.strip_suffix('-').is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()))
                && line.starts_with(|c: char| c.is_ascii_digit());
        if !is_number {
            text.push(' ');
        }
        return text.push_str(line);
    };
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
    fn margins_of_pages_are_no_text() {
        let page = |text: &str, number: usize| format!("Acta 3\n{text}\nPágina {number} de 2\n");
        let pages = format!("{}\u{c}{}", page("Uno\nDos\nTres", 1), page("Cuatro\nCinco\nSeis", 2));
        check(&pages, &["Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis"]);
        let numbered: String = (1..10).map(|number| format!("{number}  Línea {number}0\n")).collect();
        let expected: Vec<String> = (1..10).map(|number| format!("Línea {number}0")).collect();
        check(&numbered, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn old_encodings_are_read() {
        assert_eq!(decode(b"a\xf1o"), "año");
        assert_eq!(decode(b"\xff\xfea\0"), "a");
    }
}
