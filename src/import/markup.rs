//! Reads Markdown, as CommonMark shows it; what stands above it as front matter is read as lines.

use std::path::Path;

use pulldown_cmark::{Options, Parser, html};

use super::blocks::{Block, Paragraph, SourceDocument, What};
use super::pictures::Pictures;
use super::plain;

/// Reads a text in Markdown, and those of its pictures that lie below the file at `path`.
pub fn read(bytes: &[u8], path: &Path) -> SourceDocument {
    let text = plain::decode(bytes);
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (front, body) = front_matter(&text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_HEADING_ATTRIBUTES;
    // `::: {.centre}` begins a look of Pandoc's.
    let is_fence = |line: &&str| line.starts_with(":::");
    let fences = body.lines().filter(is_fence).count();
    let body: String =
        body.lines().map(|line| if is_fence(&line) { "\n" } else { line }).collect::<Vec<_>>().join("\n");
    let mut shown = String::from("<!doctype html><html><body>");
    html::push_html(&mut shown, Parser::new_ext(&body, options));
    let mut document = super::html::read(shown.as_bytes(), Pictures::beside(path));
    document.raw.push(front.to_owned());
    (0..fences).for_each(|_| document.drop(What::Look, ""));
    let lines = front.lines().filter(|line| line.chars().any(char::is_alphanumeric));
    let lines = lines.map(|line| Block::Paragraph(Paragraph::plain(line.trim())));
    let before = document.blocks.len();
    document.blocks.splice(0..0, lines);
    document.origin.front_lines = document.blocks.len() - before;
    document
}

/// Returns what stands between lines `---` or `+++` at the beginning of a text, and the rest.
fn front_matter(text: &str) -> (&str, &str) {
    let found = ["---\n", "+++\n"].into_iter().find_map(|mark| {
        let rest = text.strip_prefix(mark)?;
        let end = rest.find(&format!("\n{mark}"))?;
        Some((&rest[..end], &rest[end + 1 + mark.len()..]))
    });
    found.unwrap_or(("", text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::blocks::text_of;

    #[test]
    fn markdown_is_read_as_it_is_shown() {
        let text = "---\ndate: 2019-05-03\n---\n# Acta *3*\n\n7. Uno\n8. Dos\n";
        let document = read(text.as_bytes(), Path::new(""));
        assert_eq!(text_of(&document.blocks), "date: 2019-05-03\nActa 3\nUno\nDos\n");
        let Some(Block::Paragraph(item)) = document.blocks.get(2) else { panic!("an item") };
        assert_eq!(item.label.as_ref().map(|label| label.text.as_str()), Some("7."));
    }
}
