//! Turns the Markdown of a document into HTML and the passages that are searched, linked and cited.

mod addresses;
mod alerts;
mod links;
mod other_anchors;
mod passages;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Parser, Tag, TagEnd, TextMergeWithOffset, html};
use rustc_hash::FxHashMap;

use self::other_anchors::OtherAnchors;
use super::body::{Body, LINK_SCHEME};
use super::hidden::Covered;
use super::passages::Passage;
use super::{agenda, raw_html};
use crate::commonmark::EXTENSIONS;
use crate::config::security::RawHtml;
use crate::diagnostic::{Diagnostic, Place, Places, warning};
use crate::nesting::{NESTING_MAX, Nesting, nested};
use crate::numbering::{self, Numbered, TitleLabel};
use crate::sections::Sections;
use crate::source::Source;

/// The prefix of the addresses of paragraphs before the first point or heading.
const HEAD_ANCHOR: &str = "h";

/// What closes a link, an image, and a link or image of which only the text is shown.
const LINK: &str = "</a>";
const PICTURE: &str = "/>";
const NOTHING: &str = "";

/// How to read a text.
#[derive(Clone, Copy, Debug)]
pub struct MarkdownOptions<'a> {
    /// The byte offset at which it begins in its source, after the front matter.
    pub start: usize,
    /// The tag of its language.
    pub language: &'a str,
    /// The value of the front matter's key for numbered points.
    pub points: Option<bool>,
    /// The names of sections of minutes.
    pub sections: &'a Sections,
    /// Whether the first heading is the title, and is removed from the text.
    pub title_in_text: bool,
    /// How raw HTML is treated.
    pub raw_html: RawHtml,
    /// The sources outside the site from which images are allowed.
    pub image_sources: &'a [String],
}

impl Default for MarkdownOptions<'_> {
    fn default() -> Self {
        MarkdownOptions {
            start: 0,
            language: "en",
            points: None,
            sections: Sections::built_in(),
            title_in_text: false,
            raw_html: RawHtml::default(),
            image_sources: &[],
        }
    }
}

/// Parses the text of `source`.
pub fn parse(source: &Source, options: &MarkdownOptions<'_>, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let MarkdownOptions { start, points, sections, .. } = *options;
    let numbered = numbering::number(&source.text[start..], points, sections);
    if let Some(at) = numbered.restart.filter(|_| start > 0) {
        let line = |at: usize| source.text[..start + at].matches('\n').count() + 1;
        let (restart, at) = match &numbered.twins {
            None => (warning!("numbering::restart"), at),
            Some(twins) => {
                let [first, second] = twins.both.map(line);
                let (number, missing) = (twins.number.to_string(), twins.missing.to_string());
                let restart = warning!(
                    "numbering::restart",
                    "twins",
                    number = number,
                    missing = missing,
                    first = first,
                    second = second
                );
                (restart, twins.wrong)
            }
        };
        let range = start + at..start + at + 2;
        diagnostics.push(restart.at(Place::in_text(&source.path, &source.text, range)));
    }
    let mut walk = Walk::new(*options, &numbered);
    let mut covered = Covered::default();
    let events = Parser::new_ext(&numbered.text, EXTENSIONS).into_offset_iter();
    for (event, range) in TextMergeWithOffset::new(events) {
        covered.note(&event, &range);
        walk.event(event, range);
    }
    for definition in covered.definitions(&numbered.text) {
        walk.edit(definition, String::new());
    }
    let places = Places::new(&source.path, &source.text);
    let place = |range: Range<usize>| places.at(range);
    let deep = numbered.deep.map(|at| start + at..start + at + 1);
    let first_deep = deep.into_iter().chain(walk.deep.take()).min_by_key(|range| range.start);
    diagnostics.extend(first_deep.map(|range| nested(place(range))));
    for (address, range) in walk.pictures.drain(..) {
        diagnostics.push(warning!("link::picture", address = address).at(place(range)));
    }
    if let Some(first) = walk.taken_away_at.take() {
        let names: Vec<String> = walk.taken_away.iter().map(|name| format!("`{name}`")).collect();
        diagnostics.push(warning!("html::removed", names = names.join(", ")).at(place(first)));
    }
    let mut body = walk.finish();
    agenda::add(&mut body, &numbered, &source.text[start..]);
    body
}

/// Turns parser events into HTML events and passages.
struct Walk<'a> {
    options: MarkdownOptions<'a>,
    numbered: &'a Numbered,
    out: Vec<Event<'a>>,
    body: Body,
    passages: Vec<Passage>,
    /// The text of each passage.
    texts: Vec<String>,
    /// The passages that are open: the section, then the points around the current position.
    open: Vec<usize>,
    /// For each open list item, the number of passages that were open before it, if the item itself is a
    /// passage: a point or an agreement.
    items: Vec<Option<usize>>,
    /// The agreement that is the innermost open passage.
    agreement: Option<OpenAgreement>,
    table: Table,
    heading: Option<OpenHeading<'a>>,
    /// The levels, as written, of the headings around the current position.
    outline: Vec<u8>,
    /// Whether the next heading is the title, which is removed from the text.
    title_is_next: bool,
    /// The number of paragraphs in each passage so far.
    paragraphs: Vec<usize>,
    in_footnote: bool,
    /// The numbers of the footnotes, by name.
    footnotes: FxHashMap<String, usize>,
    /// For each open element that can be nested in its own kind, whether it is displayed. Also counts those
    /// that are.
    nested: Vec<bool>,
    depth: usize,
    /// The elements around the current position, including those of raw HTML.
    elements: Nesting,
    /// The place in the source of the first element that is nested too deeply.
    deep: Option<Range<usize>>,
    /// Whether the text may contain raw HTML.
    may_have_html: bool,
    has_raw_html: bool,
    /// What the sanitiser removes from the raw HTML, and the place of the first occurrence in the source.
    taken_away: BTreeSet<String>,
    taken_away_at: Option<Range<usize>>,
    /// Whether the current position is in code, or in a link of raw HTML: addresses there are only text.
    is_verbatim: bool,
    /// The names of places other than our anchors.
    other_anchors: OtherAnchors,
    /// For each footnote definition, the place of its label in the output, its number, and its place in the
    /// text.
    footnote_labels: Vec<(usize, usize, Range<usize>)>,
    /// The closing tag of each open link and image.
    closing: Vec<&'static str>,
    /// The external images that became links, and their places in the source.
    pictures: Vec<(String, Range<usize>)>,
    /// The block of raw HTML around the current position, and its place.
    html_block: Option<(String, Range<usize>)>,
    used: BTreeMap<String, usize>,
}

/// The current position in a table.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    /// The element of the current cell: `th` in the head, `td` below.
    cell: &'static str,
}

/// An open agreement that has a label.
#[derive(Clone, Copy)]
struct OpenAgreement {
    /// The number of passages that were open before it.
    depth: usize,
    /// Whether its label stands alone, so that the text follows in the next blocks.
    is_title: bool,
}

struct OpenHeading<'a> {
    at: usize,
    level: u8,
    text: String,
    /// Its number, if it is a point.
    number: Option<&'a TitleLabel>,
}

impl<'a> Walk<'a> {
    fn new(options: MarkdownOptions<'a>, numbered: &'a Numbered) -> Self {
        let body = Body { start: options.start, ..Body::default() };
        Walk {
            options,
            numbered,
            out: Vec::new(),
            body,
            passages: vec![Passage::default()],
            texts: vec![String::new()],
            open: vec![0],
            items: Vec::new(),
            agreement: None,
            table: Table::default(),
            heading: None,
            outline: Vec::new(),
            title_is_next: options.title_in_text,
            paragraphs: Vec::new(),
            in_footnote: false,
            footnotes: FxHashMap::default(),
            nested: Vec::new(),
            depth: 0,
            elements: Nesting::default(),
            deep: None,
            may_have_html: numbered.text.contains('<'),
            has_raw_html: false,
            taken_away: BTreeSet::new(),
            taken_away_at: None,
            is_verbatim: false,
            other_anchors: OtherAnchors::default(),
            footnote_labels: Vec::new(),
            closing: Vec::new(),
            pictures: Vec::new(),
            html_block: None,
            used: BTreeMap::new(),
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match &event {
            Event::Start(tag) => {
                if !self.is_shown(tag, &range) {
                    return self.flatten(&event);
                }
                if let Some(name) = element(&tag.to_end()).filter(|_| self.may_have_html) {
                    self.elements.open(name);
                }
            }
            Event::End(tag) => {
                if can_nest(tag) && self.nested.pop() == Some(false) {
                    return self.flatten(&event);
                }
                self.depth -= usize::from(can_nest(tag));
                if let Some(name) = element(tag).filter(|_| self.may_have_html) {
                    self.elements.close(name);
                }
            }
            _ => {}
        }
        self.shown(event, range);
    }

    /// Whether an element that begins here is displayed as such. Those nested too deeply are not.
    fn is_shown(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> bool {
        if !can_nest(&tag.to_end()) {
            return true;
        }
        let is_shown = self.depth < NESTING_MAX;
        self.nested.push(is_shown);
        self.depth += usize::from(is_shown);
        if !is_shown {
            let place = self.source_range(range.clone());
            self.deep.get_or_insert(place);
        }
        is_shown
    }

    /// Handles the start or end of an element that is nested too deeply: the contents of blocks become lines.
    fn flatten(&mut self, event: &Event<'a>) {
        let is_item = match event {
            Event::Start(Tag::Item) => {
                self.items.push(None);
                true
            }
            Event::End(TagEnd::Item) => {
                self.items.pop();
                self.collect_text(event);
                true
            }
            _ => false,
        };
        if is_item && matches!(self.out.last(), Some(Event::Text(_) | Event::Code(_) | Event::End(_))) {
            self.html("<br>");
        }
    }

    fn shown(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.open_heading(level, &range),
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::Item) => self.open_item(event, &range),
            Event::End(TagEnd::Item) => self.close_item(event),
            Event::Start(Tag::List(Some(first))) => self.open_list(first, &range),
            Event::Start(Tag::List(None)) => {
                self.list_after_agreement();
                self.out.push(event);
            }
            Event::Start(Tag::Link { .. }) if self.closing.contains(&PICTURE) => self.closing.push(NOTHING),
            Event::Start(Tag::Link { dest_url, title, .. }) => self.open_link(&dest_url, &title, range),
            Event::End(TagEnd::Link) => self.close_link(),
            Event::Start(Tag::Image { .. }) => self.open_picture(event, range),
            Event::End(TagEnd::Image) => self.close_picture(event),
            Event::FootnoteReference(name) => self.footnote_reference(&name, range),
            Event::Start(Tag::FootnoteDefinition(name)) => self.footnote_definition(&name, &range),
            Event::End(TagEnd::FootnoteDefinition) => {
                self.in_footnote = false;
                self.out.push(event);
            }
            Event::Start(Tag::Paragraph) => self.open_paragraph(event, &range),
            Event::TaskListMarker(done) => self.out.push(Event::Text(if done { "☑ " } else { "☐ " }.into())),
            Event::Start(Tag::BlockQuote(Some(kind))) => self.open_alert(kind),
            Event::Start(Tag::CodeBlock(_)) => self.code_block(true, "<pre tabindex=\"0\"><code>"),
            Event::End(TagEnd::CodeBlock) => self.code_block(false, "</code></pre>"),
            Event::Text(text) => self.text(text, range),
            _ => self.table_or_html(event, range),
        }
    }

    /// Takes a part of a table, HTML, or anything that is shown as it is.
    fn table_or_html(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.html_block = Some((String::new(), range)),
            Event::End(TagEnd::HtmlBlock) => {
                // The lines of a block arrive one by one, but a comment may span several.
                if let Some((html, range)) = self.html_block.take() {
                    self.raw_html(html.into(), range);
                }
                self.collect_text(&event);
            }
            Event::Html(html) | Event::InlineHtml(html) => match &mut self.html_block {
                Some((block, _)) => block.push_str(&html),
                None => self.raw_html(html, range),
            },
            Event::Start(Tag::Table(alignments)) => {
                self.html("<div class=\"table\" tabindex=\"0\">");
                self.out.push(Event::Start(Tag::Table(Vec::new())));
                self.table = Table { alignments, column: 0, cell: "th" };
            }
            Event::End(TagEnd::Table) => {
                self.out.push(event);
                self.html("</div>");
            }
            Event::Start(Tag::TableCell) => self.open_cell(),
            Event::End(TagEnd::TableCell) => {
                self.collect_text(&event);
                self.out.push(Event::InlineHtml(format!("</{}>", self.table.cell).into()));
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                self.table.column = 0;
                self.table.cell = "td";
                self.collect_text(&event);
                self.out.push(event);
            }
            _ => {
                self.collect_text(&event);
                self.out.push(event);
            }
        }
    }

    /// Begins a cell. Its alignment is a class, since the content security policy of the pages forbids inline
    /// styles.
    fn open_cell(&mut self) {
        let Table { alignments, column, cell } = &mut self.table;
        let class = match alignments.get(*column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        *column += 1;
        self.out.push(Event::InlineHtml(format!("<{cell}{class}>").into()));
    }

    /// Begins or ends a block of code.
    fn code_block(&mut self, is_open: bool, tag: &'static str) {
        self.is_verbatim = is_open;
        self.html(tag);
    }

    fn html(&mut self, html: &'static str) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// Adds the text of an event to the open passage or heading.
    fn collect_text(&mut self, event: &Event<'_>) {
        let text: &str = match event {
            Event::Text(text) | Event::Code(text) => text,
            Event::SoftBreak | Event::HardBreak => " ",
            Event::End(TagEnd::TableCell) => " ",
            Event::Start(_) => return,
            Event::End(end) if is_block(*end) => "\n",
            _ => return,
        };
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
            return;
        }
        let Some(passage) = self.open.last().map(|open| &mut self.texts[*open]) else { return };
        if !(text == "\n" && (passage.is_empty() || passage.ends_with('\n'))) {
            passage.push_str(text);
        }
    }

    fn finish(mut self) -> Body {
        self.finish_other_anchors();
        self.finish_footnotes();
        let mut rendered = String::new();
        html::push_html(&mut rendered, self.out.into_iter());
        if self.has_raw_html && self.options.raw_html == RawHtml::Sanitise {
            let allowed = raw_html::Allowed {
                anchors: self.body.anchors.clone(),
                image_sources: self.options.image_sources.to_vec(),
                link_scheme: LINK_SCHEME.trim_end_matches(':'),
            };
            rendered = raw_html::sanitise(&rendered, allowed);
        }
        self.body.html = rendered;
        self.texts.iter_mut().for_each(|text| text.truncate(text.trim_end().len()));
        (self.body.passages, self.body.texts) = (self.passages, self.texts);
        self.body
    }
}

/// Whether an element can be nested in another of its kind.
fn can_nest(end: &TagEnd) -> bool {
    matches!(
        end,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Image
    )
}

/// Returns the HTML element for an event that has an end tag of its own on the page.
fn element(end: &TagEnd) -> Option<&'static str> {
    Some(match end {
        TagEnd::Paragraph => "p",
        TagEnd::Heading(_) => "h2",
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::CodeBlock => "pre",
        TagEnd::List(true) => "ol",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::FootnoteDefinition => "div",
        TagEnd::Table => "table",
        TagEnd::TableHead | TagEnd::TableRow => "tr",
        TagEnd::TableCell => "td",
        _ => return None,
    })
}

fn is_block(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::CodeBlock
            | TagEnd::Item
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::HtmlBlock
    )
}

#[cfg(test)]
mod tests {
    use super::super::body::{Piece, pieces};
    use super::*;

    fn parsed(text: &str) -> Body {
        let source = Source { path: "a.md".to_owned(), text: text.into() };
        parse(&source, &MarkdownOptions::default(), &mut Vec::new())
    }

    fn html(text: &str) -> String {
        let piece = |piece: &Piece<'_>| match piece {
            Piece::Html(html) => (*html).to_owned(),
            Piece::Link(number) => format!("[{number}]"),
        };
        let Body { html, links, .. } = parsed(text);
        pieces(&html, links.len()).iter().map(piece).collect()
    }

    fn passages(text: &str) -> Vec<String> {
        let Body { passages, texts, .. } = parsed(text);
        let show =
            |(passage, text): (&Passage, &String)| format!("#{} {}: {text}", passage.anchor, passage.label);
        passages.iter().zip(&texts).map(show).collect()
    }

    #[test]
    fn points_are_passages_with_anchors() {
        assert_eq!(
            passages("Intro.\n\n1. Uno\n\nSuelto\n\n2. Dos:\na. A\nb. B\n"),
            ["# : Intro.", "#p1 1: Uno\nSuelto", "#p2 2: Dos:", "#p2-a 2-a: A", "#p2-b 2-b: B"]
        );
        let html = html("1. Uno\n2. Dos:\na. A\n");
        assert!(html.contains("<li class=\"point\" id=\"p2\" value=\"2\">"), "{html}");
        assert!(
            html.contains("<ol class=\"points points-letter\">\n<li class=\"point\" id=\"p2-a\">"),
            "{html}"
        );
    }

    #[test]
    fn sections_are_passages_and_go_on_after_points() {
        assert_eq!(
            passages("## A\nuno\n\n1. x\n2. y\n\nfin\n\n## A\ndos\n"),
            ["# : ", "#a A: uno\nfin", "#p1 1: x", "#p2 2: y", "#a-2 A: dos"]
        );
    }

    #[test]
    fn an_anchor_of_a_heading_is_never_that_of_a_point() {
        assert_eq!(passages("## P1\nx\n"), ["# : ", "#s-p1 P1: x"]);
        assert_eq!(passages("## ¿?\nx\n"), ["# : ", "#s ¿?: x"]);
    }

    #[test]
    fn an_anchor_of_a_heading_is_never_that_of_the_page() {
        let anchors =
            |text: &str| parsed(text).headings.into_iter().map(|heading| heading.anchor).collect::<Vec<_>>();
        assert_eq!(
            anchors(
                "## Main\n## Main\n## S Main\n## Site search\n## Search-input\n## Register\n## Search option 3\n"
            ),
            [
                "s-main",
                "s-main-2",
                "s-main-3",
                "s-site-search",
                "s-search-input",
                "s-register",
                "s-search-option-3"
            ]
        );
        let others = "## Mains\n## Registers\n## Search option\n## Results\n## Latest\n";
        assert_eq!(anchors(others), ["mains", "registers", "search-option", "results", "latest"]);
    }

    #[test]
    fn paragraphs_have_addresses_by_place() {
        let ids = |text: &str, title_in_text| {
            let source = Source { path: "a.md".to_owned(), text: text.into() };
            let body = parse(
                &source,
                &MarkdownOptions { title_in_text, ..MarkdownOptions::default() },
                &mut Vec::new(),
            );
            let colon = |anchor: &String| anchor.contains(':');
            body.anchors.into_iter().filter(colon).collect::<Vec<_>>().join(" ")
        };
        let check = |text: &str, expect: &str| assert_eq!(ids(text, false), expect, "{text}");
        check("Uno\n\nDos\n\n## A\n\ntres\n\n> cuatro\n", "a:1 a:2 h:1 h:2");
        check("1. Uno\n\n   Dos\n\n   a. A\n\n   Tres\n\n2. X\n", "p1-a:2 p1:2");
        check("1. Uno\n2. Dos\n", "");
        check("- a\n\n- b\n\nx[^1]\n\n[^1]: nota\n", "h:1");
        check("## H\n\nx\n", "s-h:1");
        check("## 2.1\n\nx\n\n## 2.1\n\ny\n", "2.1-2:1 2.1:1");
        assert_eq!(ids("# T\n\nx\n\n## B\n\ny\n", true), "b:1 h:1");
        assert_eq!(ids("x\n\n# T\n\ny\n", true), "h:1 t:1");
    }

    #[test]
    fn levels_of_headings_are_not_skipped() {
        let levels = |text| parsed(text).headings.iter().map(|heading| heading.level).collect::<Vec<_>>();
        assert_eq!(levels("## A\n#### B\n#### C\n## D\n"), [2, 3, 3, 2]);
        assert_eq!(levels("# A\n## B\n"), [2, 3]);
    }

    #[test]
    fn links_are_left_open() {
        assert_eq!(
            html("[a](b.md \"t\\\"\")"),
            "<p id=\"h:1\"><a href=\"[0]\" title=\"t&quot;\">a</a></p>\n"
        );
        assert_eq!(parsed("![x](y.png)").links[0].destination, "y.png");
    }

    #[test]
    fn html_is_sanitised_and_what_is_no_html_is_text() {
        assert_eq!(
            html("a <b onclick=\"x()\">b</b> <script>alert(1)</script>"),
            "<p id=\"h:1\">a <b>b</b> </p>\n"
        );
        assert_eq!(
            html("`a` Vec<T> y <img src=x onerror=alert(1)>"),
            "<p id=\"h:1\"><code>a</code> Vec&lt;T&gt; y <img></p>\n"
        );
        let with_link = html("<b>x</b> [a](b.md)");
        assert_eq!(with_link, "<p id=\"h:1\"><b>x</b> <a href=\"[0]\">a</a></p>\n");
    }

    #[test]
    fn pictures_from_elsewhere_are_links() {
        assert_eq!(html("![m](https://x/a.png)"), "<p id=\"h:1\"><a href=\"[0]\">m</a></p>\n");
        assert_eq!(html("[![m](//x/a.png) b](c.md)"), "<p id=\"h:1\"><a href=\"[0]\">m b</a></p>\n");
        assert_eq!(html("![m ![n](//y)](a.png)"), "<p id=\"h:1\"><img src=\"[0]\" alt=\"m n\" /></p>\n");
        let source = Source { path: "a.md".to_owned(), text: "![m](https://x/a.png)".into() };
        let image_sources = &["https://x".to_owned()];
        let mut found = Vec::new();
        let body =
            parse(&source, &MarkdownOptions { image_sources, ..MarkdownOptions::default() }, &mut found);
        assert!(body.html.contains("<img") && body.links[0].is_picture && found.is_empty(), "{}", body.html);
    }

    #[test]
    fn raw_html_is_kept_where_writers_are_trusted() {
        let source = Source { path: "a.md".to_owned(), text: "a <iframe src=\"x\"></iframe> <T>".into() };
        let options = MarkdownOptions { raw_html: RawHtml::Keep, ..MarkdownOptions::default() };
        let body = parse(&source, &options, &mut Vec::new());
        assert_eq!(body.html, "<p id=\"h:1\">a <iframe src=\"x\"></iframe> &lt;T&gt;</p>\n");
    }

    #[test]
    fn the_title_may_be_the_first_heading() {
        let mut body = parsed("# Título\n\nIntro\n\n## Otro\n");
        assert_eq!(body.take_title().as_deref(), Some("Título"));
        assert_eq!(body.texts[0], "Intro");
        assert_eq!(body.headings.len(), 1);
    }
}
