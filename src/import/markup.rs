//! Reads Markdown, as CommonMark shows it; what stands above it as front matter is read as lines.

use std::path::Path;

use pulldown_cmark::{Options, Parser, html};

use super::blocks::{Block, Paragraph, SourceDocument, What};
use super::pictures::Pictures;
use super::plain;
use crate::parse::fences;

/// The keys with which MultiMarkdown, Pelican and their like begin a text.
const KEYS: [&str; 19] = [
    "title",
    "subtitle",
    "date",
    "modified",
    "author",
    "authors",
    "category",
    "tags",
    "slug",
    "summary",
    "link",
    "description",
    "type",
    "hidetitle",
    "status",
    "lang",
    "layout",
    "template",
    "keywords",
];

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
    let lines = lines.map(|line| Block::Paragraph(Paragraph::plain(&as_key(line))));
    let before = document.blocks.len();
    document.blocks.splice(0..0, lines);
    document.origin.front_lines = document.blocks.len() - before;
    document
}

/// Returns what stands above a text as front matter, and the rest: between lines `---` (also closed by `...`, as YAML allows) or
/// `+++`, or lines of keys before the first empty one, as MultiMarkdown has them.
fn front_matter(text: &str) -> (&str, &str) {
    let fenced = || {
        let block = fences::fenced(text).filter(|_| !text.starts_with(char::is_whitespace))?;
        Some((&text[block.content], &text[block.end..]))
    };
    let keys = || {
        let written = text.split_inclusive('\n');
        let end: usize = written.take_while(|line| !line.trim().is_empty()).map(str::len).sum();
        let is_front =
            0 < end && end < text.len() && text[..end].lines().all(|line| is_key(line) || is_link(line));
        is_front.then(|| (&text[..end], &text[end..]))
    };
    fenced().or_else(keys).unwrap_or(("", text))
}

/// Whether a line is a key of a front matter without lines around it, with its value.
fn is_key(line: &str) -> bool {
    let key = line.split_once(':').map(|(key, _)| key.to_ascii_lowercase());
    key.is_some_and(|key| KEYS.contains(&key.as_str()))
}

/// Whether a line says where links lead: `[Ana]: /people/ana`.
fn is_link(line: &str) -> bool {
    line.split_once("]: ").is_some_and(|(name, _)| name.starts_with('['))
}

/// Returns a line of a front matter as a key with its value, also where TOML is written.
fn as_key(line: &str) -> String {
    let line = line.trim();
    match line.split_once('=') {
        Some((key, value))
            if key.trim().chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) =>
        {
            format!("{}: {}", key.trim(), value.trim())
        }
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::blocks::text_of;

    #[test]
    fn front_matters_of_other_programs_are_known() {
        let check = |text: &str, expected: &str| assert_eq!(front_matter(text).0, expected, "{text}");
        check("---\ntitle: Acta 3\n---\nUno\n", "title: Acta 3\n");
        check("---\ntitle: Acta 3\n...\nUno\n", "title: Acta 3\n");
        check("+++ \ntitle = \"Acta 3\"\n+++", "title = \"Acta 3\"\n");
        check(
            "Date: 2014-06-22T11:27:00\n[Ana]: /ana\n\n# Acta\n",
            "Date: 2014-06-22T11:27:00\n[Ana]: /ana\n",
        );
        check("Date: 22 June\nPresent were Ana and Luis.\n\nUno\n", "");
        check("---\n\nUno\n", "");
        assert_eq!(as_key("title = \"Acta 3\""), "title: \"Acta 3\"");
    }

    #[test]
    fn markdown_is_read_as_it_is_shown() {
        let text = "---\ndate: 2019-05-03\n---\n# Acta *3*\n\n7. Uno\n8. Dos\n";
        let document = read(text.as_bytes(), Path::new(""));
        assert_eq!(text_of(&document.blocks), "date: 2019-05-03\nActa 3\nUno\nDos\n");
        let Some(Block::Paragraph(item)) = document.blocks.get(2) else { panic!("an item") };
        assert_eq!(item.label.as_ref().map(|label| label.text.as_str()), Some("7."));
    }
}
