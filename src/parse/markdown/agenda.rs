//! Links from the items of the agenda to the points that deal with them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Walk;
use crate::parse::agenda::{self, Treated};

/// The most bytes of signs between the marker of an item and its text.
const SIGNS_MAX: usize = 4;

/// An item of the agenda whose text is a link if a point deals with it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AgendaLink {
    /// Its place among the items of the agenda.
    item: usize,
    /// The places of the events that open and close the link; 0 if it has not begun or ended yet.
    open: usize,
    close: usize,
}

impl<'a> Walk<'a> {
    /// Notes that an item of a list is one of the agenda; its text follows.
    pub(super) fn begin_agenda_item(&mut self, range: &Range<usize>) {
        let start = self.numbered.original(range.start..range.start).start;
        let text = start..=start + self.mark_length(range) + SIGNS_MAX;
        let item = self.numbered.agenda.iter().position(|item| text.contains(&item.range.start));
        self.agenda_link = item.map(|item| AgendaLink { item, ..AgendaLink::default() });
    }

    /// Opens the link of an item of the agenda before the first event of its text, and closes it before the one
    /// with which its line ends. A link in the text ends it.
    pub(super) fn agenda_event(&mut self, event: &Event<'_>) {
        let Some(mut link) = self.agenda_link else { return };
        let is_text = matches!(event, Event::Text(_) | Event::Code(_))
            || matches!(event, Event::Start(Tag::Strong | Tag::Emphasis | Tag::Strikethrough));
        let is_within =
            is_text || matches!(event, Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough));
        if link.open == 0 && is_text {
            link.open = self.out.len();
            self.html("");
            self.agenda_link = Some(link);
        } else if link.open > 0 && !is_within {
            link.close = self.out.len();
            self.html("");
            self.agenda_links.push(link);
            self.agenda_link = None;
        } else if !matches!(event, Event::Start(Tag::Paragraph)) && link.open == 0 {
            self.agenda_link = None;
        }
    }

    /// Writes the agenda into the body, and the links to what deals with its items.
    pub(super) fn link_agenda(&mut self, text: &str) {
        let treated = Treated { passages: &self.passages, texts: &self.texts };
        let items = agenda::items(treated, self.numbered, text);
        for AgendaLink { item, open, close } in std::mem::take(&mut self.agenda_links) {
            if let Some(anchor) = &items[item].anchor {
                self.out[open] = Event::InlineHtml(format!("<a href=\"#{anchor}\">").into());
                self.out[close] = Event::InlineHtml("</a>".into());
            }
        }
        // An item may be a picture, or a link without words.
        self.body.agenda = items.into_iter().filter(|item| !item.title.is_empty()).collect();
    }
}
