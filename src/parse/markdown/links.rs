//! What leads elsewhere or comes from elsewhere: links, pictures, footnotes and HTML that the writer wrote.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};

use super::{LINK, NOTHING, PICTURE, Walk};
use crate::config::security::{RawHtml, allows_image};
use crate::escape::push_escaped;
use crate::parse::body::{Edit, LINK_SCHEME, Link};
use crate::parse::raw_html;
use crate::url::scheme;

impl<'a> Walk<'a> {
    /// Begins an image. An external image would reveal the reader to its host, so it becomes a link to the
    /// image – or, within a link, only its description – unless the site allows images from that source.
    pub(super) fn open_picture(&mut self, event: Event<'a>, range: Range<usize>) {
        let Event::Start(Tag::Image { dest_url, title, link_type, id }) = event else { return };
        // An image inside an image's description is reduced to its own text.
        let is_in_picture = self.closing.contains(&PICTURE);
        let is_from_elsewhere =
            scheme(&dest_url).is_some() && !allows_image(self.options.image_sources, &dest_url);
        if is_in_picture || !is_from_elsewhere {
            self.closing.push(PICTURE);
            let dest_url = self.link_to(&dest_url, range, true).into();
            self.out.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            return;
        }
        if matches!(scheme(&dest_url).as_deref(), Some("http" | "https")) {
            let original = self.source_range(range.clone());
            self.pictures.push((dest_url.to_string(), original));
        }
        if self.closing.contains(&LINK) {
            self.closing.push(NOTHING);
        } else {
            self.open_link(&dest_url, &title, range);
        }
    }

    pub(super) fn close_picture(&mut self, event: Event<'a>) {
        match self.closing.last() {
            Some(&PICTURE) => {
                self.closing.pop();
                self.out.push(event);
            }
            _ => self.close_link(),
        }
    }

    pub(super) fn close_link(&mut self) {
        if self.closing.pop() == Some(LINK) {
            self.html(LINK);
        }
    }

    pub(super) fn open_link(&mut self, destination: &str, title: &str, range: Range<usize>) {
        self.closing.push(LINK);
        let href = self.link(destination, range);
        let mut tag = format!("<a href=\"{href}\"");
        if !title.is_empty() {
            tag.push_str(" title=\"");
            push_escaped(&mut tag, title);
            tag.push('"');
        }
        tag.push('>');
        self.out.push(Event::InlineHtml(tag.into()));
    }

    /// Records a link, and returns its placeholder.
    pub(super) fn link(&mut self, destination: &str, range: Range<usize>) -> String {
        self.link_to(destination, range, false)
    }

    pub(super) fn link_to(&mut self, destination: &str, range: Range<usize>, is_picture: bool) -> String {
        let range = self.source_range(range);
        self.body.links.push(Link { destination: destination.to_owned(), range, is_picture });
        format!("{LINK_SCHEME}{}", self.body.links.len() - 1)
    }

    /// Returns the number of a footnote: its position among the footnotes referred to or defined.
    pub(super) fn footnote_number(&mut self, name: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(name.to_owned()).or_insert(next)
    }

    pub(super) fn footnote_reference(&mut self, name: &str, range: Range<usize>) {
        let number = self.footnote_number(name);
        let href = self.link(&format!("#fn-{number}"), range);
        let anchor = format!("fnref-{number}");
        let is_first = self.body.anchors.insert(anchor.clone());
        let id = if is_first { format!(" id=\"{anchor}\"") } else { String::new() };
        let html = format!("<sup class=\"footnote-reference\"{id}><a href=\"{href}\">{number}</a></sup>");
        self.out.push(Event::InlineHtml(html.into()));
    }

    pub(super) fn footnote_definition(&mut self, name: &str, range: &Range<usize>) {
        self.in_footnote = true;
        let number = self.footnote_number(name);
        self.body.anchors.insert(format!("fn-{number}"));
        self.out.push(Event::Html(format!("<div class=\"footnote-definition\" id=\"fn-{number}\">").into()));
        self.footnote_labels.push((self.out.len(), number, range.start..range.start));
        self.html(NOTHING);
    }

    /// Writes the labels of footnotes: links back to where a footnote was first referred to.
    pub(super) fn finish_footnotes(&mut self) {
        for (place, number, range) in std::mem::take(&mut self.footnote_labels) {
            let reference = format!("fnref-{number}");
            let label = match self.body.anchors.contains(&reference) {
                true => format!("<a href=\"{}\">{number}</a>", self.link(&format!("#{reference}"), range)),
                false => number.to_string(),
            };
            let html = format!("<sup class=\"footnote-definition-label\">{label}</sup>\n");
            self.out[place] = Event::Html(html.into());
        }
    }

    /// Keeps HTML tags of existing elements, to be sanitised later; anything else (`Vec<T>`) is text.
    pub(super) fn raw_html(&mut self, html: CowStr<'a>, range: Range<usize>) {
        if raw_html::is_known(&html, self.options.raw_html) {
            self.has_raw_html = true;
            self.note_names(&html);
            self.note_raw_link(&html);
            let html = self.flat_html(html, &range);
            if self.options.raw_html == RawHtml::Sanitise {
                let names = raw_html::taken_away(&html, self.options.image_sources);
                if !names.is_empty() && self.taken_away_at.is_none() {
                    self.taken_away_at = Some(self.source_range(range.clone()));
                }
                self.taken_away.extend(names);
            }
            let text = raw_html::without_tags(&html);
            self.edit(range, raw_html::as_markdown(&html, &text));
            self.collect_text(&Event::Text(text.into()));
            self.out.push(Event::InlineHtml(html));
        } else {
            self.edit(range, format!("\\{html}"));
            let event = Event::Text(html);
            self.collect_text(&event);
            self.out.push(event);
        }
    }

    /// Follows the links of raw HTML in running text.
    fn note_raw_link(&mut self, tag: &str) {
        let begins = |with: &str| tag.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
        if self.html_block.is_none() && (begins("<a ") || begins("</a")) {
            self.is_verbatim = begins("<a ");
        }
    }

    /// Returns HTML without the tags that are nested too deeply.
    pub(super) fn flat_html(&mut self, html: CowStr<'a>, range: &Range<usize>) -> CowStr<'a> {
        let Some(flat) = self.elements.flatten(&html) else { return html };
        let line = html[..flat.first].matches('\n').count();
        // In nested blocks, the lines of the HTML may lack the prefix that they have in the text.
        let written = self.numbered.text.get(range.clone()).unwrap_or_default();
        let start = written.split_inclusive('\n').take(line).map(str::len).sum::<usize>() + range.start;
        let place = self.source_range(start..start + 1);
        self.deep.get_or_insert(place);
        flat.html.into()
    }

    /// Records the replacement, for publication, of a part of the rewritten text.
    pub(super) fn edit(&mut self, range: Range<usize>, text: String) {
        let range = self.source_range(range);
        self.body.edits.push(Edit { range, text });
    }

    /// Converts a range of the rewritten text to a range of the source.
    pub(super) fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let original = self.numbered.original(range);
        self.options.start + original.start..self.options.start + original.end
    }
}
