//! Adds explanations to acronyms in texts: `<abbr title="…">`, with a link to the term's page.
//!
//! Works on the HTML that `parse` writes, where every element is closed and every text escaped. In other HTML
//! it leaves alone what it does not understand.

use std::collections::{BTreeMap, BTreeSet};

use super::super::LanguageSite;
use crate::escape::push_escaped;
use crate::url::Base;

/// Elements in which acronyms are left unchanged: links, headings, code, and explained abbreviations.
const LEFT_ALONE: [&str; 19] = [
    "a", "abbr", "button", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "math", "pre", "samp",
    "script", "style", "svg", "var",
];
/// Elements without an end tag (HTML, section 13.1.2).
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "param",
];

/// The acronyms of a language's terms.
#[derive(Debug, Default)]
pub struct Acronyms {
    /// The acronyms as written, escaped as in HTML.
    acronyms: BTreeMap<String, Acronym>,
    /// The lengths in bytes of the acronyms that begin with a word, longest first.
    lengths: BTreeMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Acronym {
    /// The markup before and after it.
    open: String,
    close: &'static str,
    number: usize,
}

impl Acronyms {
    pub(super) fn new(language: &LanguageSite, base: &Base) -> Acronyms {
        let code = &language.language.code;
        let mut acronyms = Acronyms::default();
        for page in language.taxonomies.iter().flat_map(|pages| &pages.terms) {
            if let Some(acronym) = page.term.acronym.get(code).filter(|acronym| is_in_capitals(acronym)) {
                acronyms.add(acronym, page.term.label(code), &base.href(&page.url));
            }
        }
        acronyms
    }

    fn add(&mut self, acronym: &str, name: &str, href: &str) {
        let number = self.acronyms.len();
        let mut open = "<a class=\"acronym\" href=\"".to_owned();
        push_escaped(&mut open, href);
        open.push_str("\"><abbr title=\"");
        push_escaped(&mut open, name);
        open.push_str("\">");
        let mut written = String::new();
        push_escaped(&mut written, acronym);
        let lengths = self.lengths.entry(first_word(&written).to_owned()).or_default();
        if let Err(at) = lengths.binary_search_by(|length| written.len().cmp(length)) {
            lengths.insert(at, written.len());
        }
        // Of two terms with the same acronym the first is used, as for mentions.
        self.acronyms.entry(written).or_insert(Acronym { open, close: "</abbr></a>", number });
    }

    /// Returns `html` with the first occurrence of each acronym marked.
    pub fn mark(&self, html: String) -> String {
        if self.acronyms.is_empty() { html } else { self.marked(&html) }
    }

    fn marked(&self, html: &str) -> String {
        let mut marked = String::with_capacity(html.len() + 512);
        let mut used = BTreeSet::new();
        let mut open: Vec<String> = Vec::new();
        let mut rest = html;
        while !rest.is_empty() {
            let text = &rest[..rest.find('<').unwrap_or(rest.len())];
            if open.iter().any(|name| LEFT_ALONE.contains(&name.as_str())) {
                marked.push_str(text);
            } else {
                self.mark_text(text, &mut used, &mut marked);
            }
            rest = &rest[text.len()..];
            let tag = &rest[..tag_length(rest)];
            follow(tag, &mut open);
            marked.push_str(tag);
            rest = &rest[tag.len()..];
        }
        marked
    }

    fn mark_text(&self, text: &str, used: &mut BTreeSet<usize>, marked: &mut String) {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            // Most words begin in lower case, and acronyms never do.
            let found = if c.is_lowercase() { None } else { self.find(rest) };
            if let Some((written, acronym)) = found.filter(|(_, acronym)| !used.contains(&acronym.number)) {
                used.insert(acronym.number);
                marked.push_str(&acronym.open);
                marked.push_str(written);
                marked.push_str(acronym.close);
                at += written.len();
                continue;
            }
            let length = match c {
                '&' => entity_length(rest),
                c if c.is_alphanumeric() => first_word(rest).len(),
                c => c.len_utf8(),
            };
            marked.push_str(&rest[..length]);
            at += length;
        }
    }

    /// Returns the acronym at the beginning of `text`, which begins at a word.
    fn find(&self, text: &str) -> Option<(&String, &Acronym)> {
        let written =
            self.lengths.get(first_word(text))?.iter().filter_map(|length| text.split_at_checked(*length));
        let mut whole = written.filter(|(_, rest)| !rest.starts_with(char::is_alphanumeric));
        whole.find_map(|(written, _)| self.acronyms.get_key_value(written))
    }
}

fn is_in_capitals(acronym: &str) -> bool {
    acronym.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !acronym.chars().any(char::is_lowercase)
        && acronym.starts_with(char::is_alphanumeric)
}

/// Returns the letters and digits at the beginning of a text.
fn first_word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())]
}

/// Returns the length of the entity at the beginning of a text; 1, for the `&`, if it is not an entity.
fn entity_length(text: &str) -> usize {
    let name =
        text[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#').map_or(text.len(), |at| at + 1);
    if name > 1 && text[name..].starts_with(';') { name + 1 } else { 1 }
}

/// Returns the length of the tag or comment at the beginning of a text; 0 for an empty text. An unclosed one
/// extends to the end of the text.
fn tag_length(text: &str) -> usize {
    if text.is_empty() {
        return 0;
    }
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Records the element that a tag opens or closes.
fn follow(tag: &str, open: &mut Vec<String>) {
    let name = tag.trim_start_matches('<').trim_start_matches('/');
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let name = name.to_ascii_lowercase();
    if tag.starts_with("</") {
        // An end tag without a start tag is ignored; unclosed elements inside end here too.
        if let Some(at) = open.iter().rposition(|known| *known == name) {
            open.truncate(at);
        }
    } else if !name.is_empty() && !tag.ends_with("/>") && !VOID.contains(&name.as_str()) {
        open.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let mut acronyms = Acronyms::default();
        acronyms.add("OIM", "Organización \"I\" & <M>", "/oim/");
        acronyms.add("R&D", "Research", "/rd/");
        acronyms.add("OIM-A", "Otra", "/otra/");
        let shown = acronyms
            .marked(html)
            .replace("<a class=\"acronym\" href=\"/oim/\"><abbr title=\"Organización &quot;I&quot; &amp; &lt;M&gt;\">", "[")
            .replace("<a class=\"acronym\" href=\"/rd/\"><abbr title=\"Research\">", "[")
            .replace("<a class=\"acronym\" href=\"/otra/\"><abbr title=\"Otra\">", "[")
            .replace("</abbr></a>", "]");
        assert_eq!(shown, expected, "{html}");
    }

    #[test]
    fn the_first_use_is_marked() {
        check("<p>La OIM y la OIM.</p><p>OIM</p>", "<p>La [OIM] y la OIM.</p><p>OIM</p>");
        check("<p>OIMs, aOIM, oim, (OIM)</p>", "<p>OIMs, aOIM, oim, ([OIM])</p>");
        check("OIM-A y OIM-B", "[OIM-A] y [OIM]-B");
        check("OIM", "[OIM]");
    }

    #[test]
    fn links_headings_and_code_stay_as_they_are() {
        check("<h2>OIM</h2><a>OIM</a><code>OIM</code>OIM", "<h2>OIM</h2><a>OIM</a><code>OIM</code>[OIM]");
        for name in LEFT_ALONE {
            check(
                &format!("<{name} x=\"1\"><b>OIM</b></{name}> OIM"),
                &format!("<{name} x=\"1\"><b>OIM</b></{name}> [OIM]"),
            );
        }
        check(
            "<pre>OIM<br>OIM</pre><p><img alt=\"OIM\">OIM</p>",
            "<pre>OIM<br>OIM</pre><p><img alt=\"OIM\">[OIM]</p>",
        );
    }

    #[test]
    fn attributes_comments_and_entities_are_no_text() {
        check("<p title=\"a>OIM\">x</p>", "<p title=\"a>OIM\">x</p>");
        check("<p title='a\">OIM'>OIM</p>", "<p title='a\">OIM'>[OIM]</p>");
        check("<!-- OIM > <a> -->OIM", "<!-- OIM > <a> -->[OIM]");
        check("&OIM; R&amp;D &amp;OIM", "&OIM; [R&amp;D] &amp;[OIM]");
        check("a & OIM", "a & [OIM]");
    }

    #[test]
    fn broken_html_is_passed_on() {
        check("<p>OIM <a", "<p>[OIM] <a");
        check("</p></a>OIM <", "</p></a>[OIM] <");
        check("<a><p>OIM</a>OIM<!--", "<a><p>OIM</a>[OIM]<!--");
        check("", "");
    }
}
