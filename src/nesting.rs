//! Limits how deeply elements may nest: deeper than any text needs, but not so deep that a reader – an HTML
//! parser, a browser – takes time that grows with the square of the depth. Deeper nesting is flattened: the
//! tags go, the words stay.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Place};

/// The deepest nesting of elements, quotations, lists and items.
pub(crate) const NESTING_MAX: usize = 256;

/// Elements without an end tag (HTML, section 13.1.2, and obsolete ones).
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
];
/// Elements that contain only text, even if it looks like tags (HTML, section 13.2.5).
const TEXT_ALONE: &[&str] =
    &["iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"];
/// Formatting elements, which continue after the element around them ends (HTML, section 13.2.4.3).
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that a parser creates itself: their tags open nothing.
const OUTERMOST: &[&str] = &["body", "frameset", "head", "html"];
/// Elements that end a paragraph when they begin.
const AFTER_PARAGRAPHS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
];
/// Elements that the end tag of an element around them does not close (HTML, section 13.2.4.2).
const BORDERS: &[&str] = &[
    "annotation-xml",
    "applet",
    "caption",
    "desc",
    "foreignobject",
    "marquee",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "object",
    "table",
    "td",
    "template",
    "th",
    "title",
];
/// The parts of a table.
const TABLE_PARTS: &[&str] = &["caption", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"];
/// The other elements that the end tag of an unknown or inline element does not close.
const SPECIAL: &[&str] = &["button", "iframe", "noscript", "select", "tbody", "tfoot", "thead", "tr"];

/// Returns the warning that something was nested too deeply and was flattened.
pub(crate) fn nested(place: Place) -> Diagnostic {
    Diagnostic::warning("text::nesting").with("most", NESTING_MAX).at(place)
}

/// Returns how many bytes at the start of a line of Markdown are quotation and item marks – `> - 1.` – beyond
/// the limit: without them, the line is as deep as lines may be.
pub(crate) fn marks_too_many(line: &str) -> usize {
    if line.len() <= NESTING_MAX {
        return 0;
    }
    let mut marks = Vec::new();
    let mut reached = 0;
    while let Some(length) = mark_length(&line[reached..]) {
        marks.push(reached);
        reached += length;
    }
    // `* * *` is a thematic break.
    let rest = line[reached..].trim();
    let is_rule = ["*", "-", "_"].iter().any(|mark| line.split_whitespace().all(|part| part == *mark));
    let too_many = marks.len().saturating_sub(NESTING_MAX);
    if too_many == 0 || (rest.is_empty() && is_rule) {
        return 0;
    }
    let left = &line[marks[too_many.min(marks.len() - 1)]..];
    line.len() - left.trim_start_matches([' ', '\t']).len()
}

/// Returns the length of the quotation or item mark at the start of a line, including the space before it.
fn mark_length(line: &str) -> Option<usize> {
    let mark = line.trim_start_matches([' ', '\t']);
    let space = line.len() - mark.len();
    let digits = mark.bytes().take_while(u8::is_ascii_digit).count();
    let length = match mark.as_bytes().get(digits)? {
        b'>' if digits == 0 => return Some(space + 1),
        b'-' | b'+' | b'*' if digits == 0 => 1,
        b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    let is_followed = mark[length..].is_empty() || mark[length..].starts_with([' ', '\t']);
    is_followed.then_some(space + length)
}

/// Follows the tags of HTML as a browser would, as far as nesting is concerned. Where it errs, it assumes
/// deeper nesting than there is.
#[derive(Debug, Default)]
pub(crate) struct Nesting {
    /// The open elements, outermost first.
    open: Vec<String>,
    /// Formatting elements, which continue after the element around them ends.
    formatting: Vec<String>,
    /// How many end tags of each element to remove, since their start tags were removed.
    dropped: FxHashMap<String, usize>,
    /// The text-only element being read, whose content may look like tags.
    text_of: Option<String>,
}

/// HTML from which deep tags were removed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Flattened {
    /// The HTML. A line break stands where a removed tag would have begun a block after some text.
    pub(crate) html: String,
    /// Where the first removed tag stood, in bytes.
    pub(crate) first: usize,
}

/// A tag of HTML.
struct Tag<'a> {
    name: String,
    is_end: bool,
    closes_itself: bool,
    /// The tag as written.
    written: &'a str,
}

/// A piece of HTML.
enum Piece<'a> {
    Text(&'a str),
    Tag(Tag<'a>),
    /// A comment, a declaration, or an unclosed piece at the end of the text.
    Other(&'a str),
}

impl Nesting {
    /// Follows the tags of a text, and removes those that are too deep. Returns `None` if there are none, so
    /// that the text can be used as it is.
    pub(crate) fn flatten(&mut self, html: &str) -> Option<Flattened> {
        let (mut reached, mut ends_line) = (0, true);
        let mut flattened: Option<Flattened> = None;
        while reached < html.len() {
            let piece = self.next_piece(&html[reached..]);
            let (written, replaced) = match &piece {
                Piece::Text(text) => {
                    ends_line &= text.trim().is_empty();
                    (*text, None)
                }
                Piece::Other(other) => (*other, None),
                Piece::Tag(tag) if self.follow(tag) => (tag.written, None),
                Piece::Tag(tag) if is_block(&tag.name) && !std::mem::replace(&mut ends_line, true) => {
                    (tag.written, Some("<br>"))
                }
                Piece::Tag(tag) => (tag.written, Some("")),
            };
            if replaced.is_some() {
                flattened
                    .get_or_insert_with(|| Flattened { html: html[..reached].to_owned(), first: reached });
            }
            if let Some(Flattened { html, .. }) = &mut flattened {
                html.push_str(replaced.unwrap_or(written));
            }
            reached += written.len();
        }
        flattened
    }

    /// Records that an element begins, even if it is too deep.
    pub(crate) fn open(&mut self, name: &str) {
        if self.text_of.is_none() {
            self.begin(name);
            self.open.push(name.to_owned());
        }
    }

    /// Records that an element ends.
    pub(crate) fn close(&mut self, name: &str) {
        if self.text_of.is_none() {
            self.end(name);
        }
    }

    fn next_piece<'a>(&mut self, html: &'a str) -> Piece<'a> {
        let Some(name) = self.text_of.take() else { return piece(html) };
        match end_of_text(html, &name) {
            Some(0) => piece(html),
            end => {
                self.text_of = Some(name);
                Piece::Text(&html[..end.unwrap_or(html.len())])
            }
        }
    }

    /// Follows a tag. Returns whether to keep it.
    fn follow(&mut self, tag: &Tag<'_>) -> bool {
        let name = tag.name.as_str();
        if VOID.contains(&name) || OUTERMOST.contains(&name) {
            return true;
        }
        if tag.is_end {
            return self.follow_end(name);
        }
        if TEXT_ALONE.contains(&name) {
            self.text_of = Some(name.to_owned());
            return true;
        }
        // A tag can close itself only within SVG and MathML.
        if tag.closes_itself && self.open.iter().any(|open| open == "svg" || open == "math") {
            return true;
        }
        let is_formatting = FORMATTING.contains(&name);
        if name == "a" {
            self.take_formatting(name);
        }
        if !is_formatting {
            self.begin(name);
            // A table part outside a table is ignored.
            if name != "table" && TABLE_PARTS.contains(&name) && self.table().is_none() {
                return true;
            }
        }
        if self.open.len() + self.formatting.len() >= NESTING_MAX {
            *self.dropped.entry(name.to_owned()).or_default() += 1;
            return false;
        }
        if is_formatting { &mut self.formatting } else { &mut self.open }.push(name.to_owned());
        true
    }

    fn follow_end(&mut self, name: &str) -> bool {
        if let Some(dropped) = self.dropped.get_mut(name).filter(|dropped| **dropped > 0) {
            *dropped -= 1;
            return false;
        }
        if FORMATTING.contains(&name) {
            self.take_formatting(name);
        } else if !TEXT_ALONE.contains(&name) {
            self.end(name);
        }
        true
    }

    fn take_formatting(&mut self, name: &str) {
        if let Some(at) = self.formatting.iter().rposition(|open| open == name) {
            self.formatting.remove(at);
        }
    }

    /// Returns the place of the innermost table.
    fn table(&self) -> Option<usize> {
        self.open.iter().rposition(|open| open == "table")
    }

    /// Closes the elements that the start of an element ends.
    fn begin(&mut self, name: &str) {
        match name {
            "li" => self.close_item(&["li"]),
            "dd" | "dt" => self.close_item(&["dd", "dt"]),
            "option" | "optgroup" if self.open.last().is_some_and(|open| open == "option") => {
                self.open.pop();
            }
            _ => {}
        }
        if AFTER_PARAGRAPHS.contains(&name) {
            self.close_up_to(|open| open == "p", |open| open == "button" || BORDERS.contains(&open));
        }
        let within: &[&str] = match name {
            "td" | "th" => &["td", "th"],
            "tr" => &["td", "th", "tr", "caption"],
            "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => {
                &["td", "th", "tr", "tbody", "thead", "tfoot", "caption", "colgroup"]
            }
            _ => return,
        };
        if let Some(table) = self.table() {
            let first = self.open[table..].iter().position(|open| within.contains(&open.as_str()));
            self.open.truncate(first.map_or(self.open.len(), |first| table + first));
        }
    }

    /// Closes the previous item of a list.
    fn close_item(&mut self, names: &[&str]) {
        let is_border = |open: &str| is_special(open) && !["address", "div", "p"].contains(&open);
        self.close_up_to(|open| names.contains(&open), is_border);
    }

    /// Closes the elements that an end tag closes.
    fn end(&mut self, name: &str) {
        let is_heading = |name: &str| matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
        match name {
            "table" => self.close_up_to(|open| open == name, |_| false),
            _ if TABLE_PARTS.contains(&name) => self.close_up_to(|open| open == name, |open| open == "table"),
            "li" => self.close_up_to(
                |open| open == name,
                |open| ["ol", "ul"].contains(&open) || BORDERS.contains(&open),
            ),
            "p" => self.close_up_to(|open| open == name, |open| open == "button" || BORDERS.contains(&open)),
            _ if is_heading(name) => self.close_up_to(is_heading, |open| BORDERS.contains(&open)),
            _ if is_block(name) || name == "button" => {
                self.close_up_to(|open| open == name, |open| BORDERS.contains(&open));
            }
            _ => self.close_up_to(|open| open == name, is_special),
        }
    }

    /// Closes the innermost element for which `is_meant` is true, and everything in it, unless a border is in
    /// between.
    fn close_up_to(&mut self, is_meant: impl Fn(&str) -> bool, is_border: impl Fn(&str) -> bool) {
        let nearest = self.open.iter().rposition(|open| is_meant(open) || is_border(open));
        if let Some(at) = nearest.filter(|at| is_meant(&self.open[*at])) {
            self.open.truncate(at);
        }
    }
}

fn is_block(name: &str) -> bool {
    AFTER_PARAGRAPHS.contains(&name) || TABLE_PARTS.contains(&name)
}

fn is_special(name: &str) -> bool {
    is_block(name) || BORDERS.contains(&name) || SPECIAL.contains(&name)
}

/// Returns where the content of a text-only element ends: where its end tag begins.
fn end_of_text(html: &str, name: &str) -> Option<usize> {
    let ends = |at: &usize| {
        let rest = &html[at + 2..];
        let is_name = rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        is_name && !rest[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    html.match_indices("</").map(|(at, _)| at).find(ends)
}

/// Reads the piece at the start of HTML.
fn piece(html: &str) -> Piece<'_> {
    let Some(open) = html.find('<') else { return Piece::Text(html) };
    if open > 0 {
        return Piece::Text(&html[..open]);
    }
    let up_to =
        |end: &str, from: usize| html[from..].find(end).map_or(html.len(), |at| from + at + end.len());
    if html.starts_with("<!--") {
        return Piece::Other(&html[..up_to("-->", 2)]);
    }
    if html.starts_with("<!") || html.starts_with("<?") {
        return Piece::Other(&html[..up_to(">", 1)]);
    }
    let is_end = html.starts_with("</");
    let name_start = if is_end { 2 } else { 1 };
    if !html[name_start..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return if is_end { Piece::Other(&html[..up_to(">", 1)]) } else { Piece::Text(&html[..1]) };
    }
    let name_end = html[name_start..].find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
    let name = html[name_start..name_end.map_or(html.len(), |end| name_start + end)].to_ascii_lowercase();
    match tag_length(html) {
        Some(length) => {
            let written = &html[..length];
            Piece::Tag(Tag { name, is_end, closes_itself: written.ends_with("/>"), written })
        }
        // An unclosed tag is text.
        None => Piece::Other(html),
    }
}

/// Returns the length in bytes of the tag at the start of HTML; `None` if it is not closed.
fn tag_length(html: &str) -> Option<usize> {
    let (mut quote, mut is_value) = (None, false);
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => (quote, is_value) = (None, false),
            (Some(_), _) => {}
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if is_value => quote = Some(byte),
            (None, b'=') => is_value = true,
            (None, byte) => is_value &= byte.is_ascii_whitespace(),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns how deep the tree is that a parser makes of this HTML.
    fn depth(html: &str) -> usize {
        let tree = scraper::Html::parse_fragment(html);
        tree.tree.nodes().map(|node| node.ancestors().count()).max().unwrap_or(0)
    }

    fn flattened(html: &str) -> String {
        Nesting::default().flatten(html).map_or_else(|| html.to_owned(), |flat| flat.html)
    }

    #[test]
    fn lines_lose_the_marks_that_are_too_many() {
        let left = |line: &str| line[marks_too_many(line)..].to_owned();
        for mark in [">", "> ", "- ", "  * ", "12. ", "\t1) ", ">- "] {
            let line = mark.repeat(2 * NESTING_MAX) + "uno - dos";
            let marks = if mark == ">- " { NESTING_MAX / 2 } else { NESTING_MAX };
            assert_eq!(left(&line), mark.repeat(marks).trim_start().to_owned() + "uno - dos");
        }
        for line in ["- ".repeat(2 * NESTING_MAX), "a ".repeat(400), "-".repeat(400), "-a ".repeat(400)] {
            assert_eq!(left(&line), line);
        }
    }

    #[test]
    fn what_is_not_deep_stays_as_it_is() {
        let many = 3 * NESTING_MAX;
        for html in [
            "<div>a</div>",
            "<p>a",
            "<li>a",
            "<dt>a<dd>b",
            "<br>",
            "<tr><td>a",
            "<table><tr><td>a<td>b</table>",
            "<ul><li>a<li>b</ul>",
            "<b>a</b>",
            "<a href=x>a",
            "<style>a<b></style>",
            "<!-- <b> -->",
            "<p>a</P >",
            "<b title='a>\"<b>'>x</b>",
            "1 < 2",
            "<svg><path/></svg>",
            "<h1>a</h1>",
        ] {
            assert_eq!(Nesting::default().flatten(&html.repeat(many)), None, "{html}");
        }
    }

    #[test]
    fn nothing_is_deeper_than_the_bound() {
        let many = 3 * NESTING_MAX;
        for html in [
            "<div>a",
            "<ul><li>a",
            "<b>a",
            "<b title=#>a<p>",
            "<table><tr><td>a",
            "<span>a",
            "<x>a",
            "<x/>a",
            "<a href=x>a<div>",
            "<div><style></div></style>",
            "<div><textarea></div></textarea>",
            "<div><!-- </div> -->",
            "<table><div></table><i>",
            "<blockquote>a</p>",
            "<li><ul></li>",
            "<div title='</div>'>",
            "<div></span>",
            "<span><div></span>",
            "<dl><dd></dl",
            "<p><table></p>",
            "<section><td></section>",
            "<select><option>",
            "<button><p></button><div>",
            "<font color=#><p>",
            "<svg><g>",
            "<svg><desc><b>",
            "<details><summary>",
            "<ruby><rt>",
        ] {
            let deep: String = (0..many).map(|at| html.replace('#', &at.to_string())).collect();
            let flat = flattened(&deep);
            let depth = depth(&flat);
            assert!(depth <= 2 * NESTING_MAX + 8, "{html}: {depth}");
        }
    }

    #[test]
    fn words_stay_and_blocks_begin_lines() {
        let deep = "<div>".repeat(NESTING_MAX) + "<div>uno<div>dos <b>tres</b></div></div>cuatro</div>cinco";
        let expected = "<div>".repeat(NESTING_MAX) + "uno<br>dos tres<br>cuatro</div>cinco";
        let flat = Nesting::default().flatten(&deep).expect("it is deep");
        assert_eq!((flat.html, flat.first), (expected, 5 * NESTING_MAX));
    }

    #[test]
    fn it_is_followed_from_piece_to_piece() {
        let mut nesting = Nesting::default();
        for _ in 0..NESTING_MAX {
            assert_eq!(nesting.flatten("<div>"), None);
        }
        assert_eq!(nesting.flatten("<div>").map(|flat| flat.html).as_deref(), Some(""));
        assert_eq!(nesting.flatten("</div>").map(|flat| flat.html).as_deref(), Some(""));
        assert_eq!(nesting.flatten("</div><div>"), None);
        let mut nesting = Nesting::default();
        assert_eq!(nesting.flatten("<style>"), None);
        assert_eq!(nesting.flatten(&"<div>".repeat(2 * NESTING_MAX)), None);
        assert_eq!(nesting.flatten("</style>"), None);
    }
}
