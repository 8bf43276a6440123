//! What becomes a passage with an address of its own: headings, points and agreements.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag};

use super::{HEAD_ANCHOR, OpenAgreement, OpenHeading, Walk};
use crate::numbering::TitleLabel;
use crate::parse::body::Heading;
use crate::parse::passages::{Passage, PassageKind};
use crate::parse::reserved;
use crate::sections::Role;
use crate::sections::labels::Label;
use crate::url::slugify;

impl<'a> Walk<'a> {
    pub(super) fn open_heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        let level = self.shown_level(level as u8);
        let number = self.numbered.title(range.start).filter(|_| self.items.is_empty());
        // The start tag is inserted when the heading ends, because its anchor depends on the text.
        self.heading = Some(OpenHeading { at: self.out.len(), level, text: String::new(), number });
        self.out.push(Event::InlineHtml(CowStr::Borrowed("")));
    }

    /// Returns the level of a heading on the page, where the title has level 1. Assistive technology reads
    /// the levels as an outline, so none is skipped: a `####` below a `##` is displayed one level deeper.
    pub(super) fn shown_level(&mut self, level: u8) -> u8 {
        if std::mem::take(&mut self.title_is_next) {
            return 2;
        }
        while self.outline.last().is_some_and(|above| *above >= level) {
            self.outline.pop();
        }
        self.outline.push(level);
        (self.outline.len() as u8 + 1).min(6)
    }

    pub(super) fn close_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        let text = heading.text.trim().to_owned();
        let anchor = match heading.number {
            Some(point) => self.point_anchor(point),
            None => self.unique_anchor(&slugify(&text)),
        };
        self.other_anchors.heading(&text, &anchor);
        self.out[heading.at] = Event::InlineHtml(format!("<h{} id=\"{anchor}\">", heading.level).into());
        self.out.push(Event::InlineHtml(format!("</h{}>\n", heading.level).into()));
        // A heading within a list or a block quote opens no section.
        if let Some(point) = heading.number {
            self.open_point(point, &anchor);
            self.texts[self.open[0]] = format!("{}\n", without_number(&text, point));
        } else if self.items.is_empty() {
            let is_agreement = self.options.sections.agreement_label(&text).is_some();
            let kind = if is_agreement { PassageKind::Agreement } else { PassageKind::Section };
            let label = text.clone();
            self.agreement = None;
            self.open = vec![self.add_passage(Passage { kind, anchor: anchor.clone(), label, is_agreement })];
            if is_agreement {
                self.texts[self.open[0]] = format!("{text}\n");
            }
        } else if let Some(passage) = self.open.last() {
            self.texts[*passage].push_str(&text);
            self.texts[*passage].push('\n');
        }
        self.body.headings.push(Heading { level: heading.level, anchor, text });
    }

    /// Returns the anchor of a point that is a heading or a line in bold.
    pub(super) fn point_anchor(&mut self, point: &TitleLabel) -> String {
        let anchor = format!("p{}", point.number);
        self.body.anchors.insert(anchor.clone());
        anchor
    }

    /// Begins a row of a table, which may be a point. Its passage ends with it.
    pub(super) fn open_row(&mut self, event: Event<'a>, range: &Range<usize>) {
        let point = self.numbered.title(range.start).filter(|_| self.items.is_empty());
        let Some(point) = point else { return self.out.push(event) };
        let (anchor, label) = (self.point_anchor(point), point.label.clone());
        self.out.push(Event::InlineHtml(format!("<tr id=\"{anchor}\">").into()));
        self.agreement = None;
        self.row = Some(self.open.len());
        let passage = Passage { kind: PassageKind::Point, anchor, label, is_agreement: false };
        let place = self.add_passage(passage);
        self.open.push(place);
    }

    /// Ends a row of a table.
    pub(super) fn close_row(&mut self, event: Event<'a>) {
        self.table.next_row();
        self.collect_text(&event);
        if let Some(depth) = self.row.take() {
            self.open.truncate(depth);
        }
        self.out.push(event);
    }

    /// Opens the passage of a point that is a heading or a line in bold.
    pub(super) fn open_point(&mut self, point: &TitleLabel, anchor: &str) {
        let (anchor, label) = (anchor.to_owned(), point.label.clone());
        let passage = Passage { kind: PassageKind::Point, anchor, label, is_agreement: false };
        self.agreement = None;
        self.open = vec![self.add_passage(passage)];
    }

    /// Returns a unique anchor: `apertura`, `apertura-2`. Reserved are `p` with a digit for points, `fn-`
    /// and `fnref-` for footnotes, `h` for the paragraphs of the head, and the ids in [`reserved`] for the page itself.
    pub(super) fn unique_anchor(&mut self, slug: &str) -> String {
        let looks_like_point =
            slug.strip_prefix('p').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let slug = match slug {
            "" => "s".to_owned(),
            slug if looks_like_point
                || slug.starts_with("fn-")
                || slug.starts_with("fnref-")
                || slug == HEAD_ANCHOR
                || reserved::is_of_page(slug) =>
            {
                format!("s-{slug}")
            }
            slug => slug.to_owned(),
        };
        loop {
            let count = self.used.entry(slug.clone()).or_insert(0);
            *count += 1;
            let anchor = if *count == 1 { slug.clone() } else { format!("{slug}-{count}") };
            if self.body.anchors.insert(anchor.clone()) {
                return anchor;
            }
        }
    }

    /// Begins a paragraph. A paragraph of running text has an address made of its passage and its place
    /// there: `p8:2`, `apertura:1`, `h:1` in the head; anchors of headings never contain a colon. The first
    /// paragraph of a point shares the point's address; paragraphs of notes and of plain lists have no
    /// address.
    pub(super) fn open_paragraph(&mut self, event: Event<'a>, range: &Range<usize>) {
        if let Some(point) = self.numbered.title(range.start).filter(|_| self.items.is_empty()) {
            let anchor = self.point_anchor(point);
            self.open_point(point, &anchor);
            self.paragraphs.resize(self.passages.len(), 1);
            self.out.push(Event::Html(format!("<p class=\"point-title\" id=\"{anchor}\">").into()));
            return;
        }
        if self.in_footnote || self.items.last() == Some(&None) {
            self.out.push(event);
            return;
        }
        if let Some(anchor) = self.begin_agreement(range.clone()) {
            self.paragraphs.resize(self.passages.len(), 1);
            self.out.push(Event::Html(format!("<p class=\"agreed\" id=\"{anchor}\">").into()));
            return;
        }
        let passage = self.open.last().copied().unwrap_or(0);
        self.paragraphs.resize(self.passages.len(), 0);
        self.paragraphs[passage] += 1;
        let place = self.paragraphs[passage];
        let Passage { kind, anchor, .. } = &self.passages[passage];
        if *kind == PassageKind::Point && place == 1 {
            self.out.push(event);
            return;
        }
        let name = if self.is_head(passage) { HEAD_ANCHOR } else { anchor };
        let id = format!("{name}:{place}");
        self.out.push(Event::Html(format!("<p id=\"{id}\">").into()));
        self.body.anchors.insert(id);
    }

    /// Begins the agreement whose label opens this part of the text, and returns its anchor. Without a label, ends
    /// the open agreement unless this part belongs to it.
    pub(super) fn begin_agreement(&mut self, range: Range<usize>) -> Option<String> {
        if let Some(label) = self.agreement_label(range.clone()) {
            return Some(self.begin_labelled(label, range));
        }
        let text = self.numbered.text.get(range)?;
        let goes_on = |open: &OpenAgreement| open.is_title || self.options.sections.continues_agreement(text);
        let ended = self.agreement.filter(|open| !goes_on(open))?;
        self.end_agreement(ended);
        None
    }

    /// Begins the agreement with this label at the beginning of a range of the text, and returns its anchor.
    fn begin_labelled(&mut self, label: Label, range: Range<usize>) -> String {
        if let Some(open) = self.agreement {
            self.end_agreement(open);
        }
        let is_title = !self.numbered.text[range][label.length..].contains(char::is_alphanumeric);
        self.agreement = Some(OpenAgreement { depth: self.open.len(), is_title });
        let anchor = match label.anchor {
            Some(anchor) if self.body.anchors.insert(anchor.clone()) => anchor,
            _ => self.unique_anchor(&slugify(&label.text)),
        };
        let passage = Passage {
            kind: PassageKind::Agreement,
            anchor: anchor.clone(),
            label: label.text,
            is_agreement: true,
        };
        let place = self.add_passage(passage);
        self.open.push(place);
        anchor
    }

    pub(super) fn end_agreement(&mut self, open: OpenAgreement) {
        self.open.truncate(open.depth);
        self.agreement = None;
    }

    /// Ends an agreement before a list that it does not introduce.
    pub(super) fn list_after_agreement(&mut self) {
        let announces = |place: &usize| self.texts[*place].trim_end().ends_with(':');
        let open = self.agreement.filter(|open| self.items.is_empty() && !open.is_title);
        if let Some(open) = open.filter(|_| !self.open.last().is_some_and(announces)) {
            self.end_agreement(open);
        }
    }

    /// Whether a passage is the head of the document: the first passage, or the one under the title.
    pub(super) fn is_head(&self, passage: usize) -> bool {
        let under_title = || {
            let Passage { kind, anchor, .. } = &self.passages[passage];
            let first = self.body.headings.first();
            self.options.title_in_text
                && *kind == PassageKind::Section
                && self.texts[0].is_empty()
                && first.is_some_and(|title| title.anchor == *anchor)
        };
        passage == 0 || under_title()
    }

    pub(super) fn label(&self, range: &Range<usize>) -> Option<&'a str> {
        self.numbered.label(range.start)
    }

    pub(super) fn open_list(&mut self, first: u64, range: &Range<usize>) {
        let Some(label) = self.label(range) else {
            self.list_after_agreement();
            self.out.push(Event::Start(Tag::List(Some(first))));
            return;
        };
        let class = match label.rsplit('-').next() {
            Some(last) if last.starts_with(|c: char| c.is_ascii_digit()) => "points",
            _ if label.matches('-').count() == 2 => "points points-roman",
            Some("i") => "points points-roman",
            _ => "points points-letter",
        };
        let start = if first == 1 { String::new() } else { format!(" start=\"{first}\"") };
        self.out.push(Event::Html(format!("<ol class=\"{class}\"{start}>\n").into()));
    }

    pub(super) fn open_item(&mut self, event: Event<'a>, range: &Range<usize>) {
        let Some(label) = self.label(range) else {
            return self.open_plain_item(event, range);
        };
        let anchor = format!("p{label}");
        self.agreement = None;
        self.items.push(Some(self.open.len()));
        self.body.anchors.insert(anchor.clone());
        let value = if label.contains('-') { String::new() } else { format!(" value=\"{label}\"") };
        self.out.push(Event::Html(format!("<li class=\"point\" id=\"{anchor}\"{value}>").into()));
        let is_agreement = self.is_of_agreements(range);
        let label = label.to_owned();
        let place = self.add_passage(Passage { kind: PassageKind::Point, anchor, label, is_agreement });
        self.open.push(place);
    }

    /// Begins a list item that is not a point. It is an agreement if it has the label of one, or if its list
    /// is in a section of agreements.
    pub(super) fn open_plain_item(&mut self, event: Event<'a>, range: &Range<usize>) {
        let depth = self.open.len();
        self.new_line();
        let text = range.start + self.mark_length(range)..range.end;
        let anchor = match self.agreement_label(text.clone()).filter(|_| !self.in_footnote) {
            Some(label) => Some(self.begin_labelled(label, text)),
            None => self.begin_agreement_of_section(range),
        };
        self.items.push(anchor.is_some().then_some(depth));
        self.out.push(match anchor {
            Some(anchor) => Event::Html(format!("<li class=\"agreed\" id=\"{anchor}\">").into()),
            None => event,
        });
        self.begin_agenda_item(range);
    }

    /// Opens the passage of an item in a section of agreements, named after the section's heading, and
    /// returns its anchor.
    pub(super) fn begin_agreement_of_section(&mut self, range: &Range<usize>) -> Option<String> {
        let is_one = self.items.is_empty() && !self.in_footnote && self.is_of_agreements(range);
        let section = &self.passages[*self.open.first().filter(|_| is_one)?];
        let (label, slug) = (section.label.clone(), section.anchor.clone());
        let anchor = self.unique_anchor(if slug.is_empty() { "s" } else { &slug });
        let kind = PassageKind::Agreement;
        let place = self.add_passage(Passage { kind, anchor: anchor.clone(), label, is_agreement: true });
        self.open.push(place);
        Some(anchor)
    }

    /// Whether an item stands in a section of agreements, and does not say that there is none.
    fn is_of_agreements(&self, item: &Range<usize>) -> bool {
        let text = item.start + self.mark_length(item)..item.end;
        let text = self.numbered.text.get(text).unwrap_or_default();
        self.numbered.role(item.start) == Some(Role::Agreements) && !self.options.sections.says_none(text)
    }

    /// Returns the length in bytes of an item's marker, such as `- `.
    pub(super) fn mark_length(&self, item: &Range<usize>) -> usize {
        let text = self.numbered.text.get(item.clone()).unwrap_or_default();
        text.find([' ', '\t']).map_or(0, |end| text.len() - text[end..].trim_start().len())
    }

    /// Returns the label of an agreement at the beginning of a range of the text.
    fn agreement_label(&self, range: Range<usize>) -> Option<Label> {
        self.options.sections.agreement_label(self.numbered.text.get(range)?)
    }

    /// Adds a passage without text, and returns its index.
    pub(super) fn add_passage(&mut self, passage: Passage) -> usize {
        self.passages.push(passage);
        self.texts.push(String::new());
        self.passages.len() - 1
    }

    pub(super) fn close_item(&mut self, event: Event<'a>) {
        if let Some(Some(depth)) = self.items.pop() {
            self.open.truncate(depth);
            self.agreement = None;
        } else {
            self.collect_text(&event);
        }
        self.out.push(event);
    }
}

/// Returns the text of a title without its leading number, if a sign follows it: `4. Sede`, `20/42 Sede`. Other
/// numbers are part of the text: `2º punto`.
fn without_number<'t>(text: &'t str, point: &TitleLabel) -> &'t str {
    let rest = text.strip_prefix(point.label.as_str()).unwrap_or(text);
    let signs = ['.', ')', '-', '–', '—', ':', '°', 'º', ' ', '\u{a0}'];
    let begins = rest.trim_start().starts_with(&signs[..signs.len() - 2]) || point.label.contains('/');
    if begins { rest.trim_start_matches(signs) } else { text }
}
