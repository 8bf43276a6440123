//! The passages of a document. Their texts are set aside together: they are the bulk of a report's data, and
//! few stages read them.

use std::borrow::Cow;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::texts::{Text, Texts};

/// A part of a document's text that has an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Its kind.
    pub kind: PassageKind,
    /// Its anchor, without `#`; empty for the head.
    pub anchor: String,
    /// The label of a point (`9-b`) or an agreement (`Acuerdo 3`), or the heading of a section; empty for the
    /// head.
    pub label: String,
    /// Whether it is an agreement regardless of its wording: it is labelled as one, or is an item of a
    /// section of agreements.
    pub is_agreement: bool,
}

/// The kind of a passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PassageKind {
    /// The text before the first point or heading.
    #[default]
    Head,
    /// A section under a heading.
    Section,
    /// A numbered point or sub-point.
    Point,
    /// A paragraph or list item labelled as an agreement: `Acuerdo 3:`.
    Agreement,
}

/// The passages of a document, the head first, with their texts.
#[derive(Clone, Debug, Default)]
pub struct Passages {
    list: Arc<[Passage]>,
    /// The end of each passage's text in the concatenated text.
    ends: Arc<[usize]>,
    text: Text,
}

impl Passages {
    /// Returns these passages with their texts set aside. `texts` has one text per passage, in the same
    /// order.
    pub(super) fn keep(passages: Vec<Passage>, texts: &[String], aside: &Texts) -> Passages {
        let mut end = 0;
        let ends = texts.iter().map(|text| {
            end += text.len();
            end
        });
        Passages { ends: ends.collect(), text: aside.keep(texts.concat()), list: passages.into() }
    }

    /// Returns the passages without their texts.
    pub fn list(&self) -> Arc<[Passage]> {
        Arc::clone(&self.list)
    }

    /// Returns the text of one passage, with paragraphs separated by line breaks. To read many,
    /// [`Passages::read`] is cheaper.
    pub fn text(&self, at: usize) -> Cow<'_, str> {
        self.text.part(range(&self.ends, at))
    }

    /// Returns the length of a passage's text, in bytes.
    pub fn length(&self, at: usize) -> usize {
        range(&self.ends, at).len()
    }

    /// Returns part of a passage's text, and the byte offset at which it begins. `part` is in bytes; it is
    /// clamped to the text and to character boundaries.
    pub fn part(&self, at: usize, part: Range<usize>) -> (usize, Cow<'_, str>) {
        let Range { start, end } = range(&self.ends, at);
        let within = |at: usize| start.saturating_add(at).min(end);
        let (from, text) = self.text.within(within(part.start)..within(part.end));
        (from - start, text)
    }

    /// Returns the texts of all passages.
    pub fn read(&self) -> PassageTexts<'_> {
        PassageTexts { ends: &self.ends, text: self.text.read() }
    }
}

impl Deref for Passages {
    type Target = [Passage];

    fn deref(&self) -> &[Passage] {
        &self.list
    }
}

/// The texts of a document's passages.
pub struct PassageTexts<'a> {
    ends: &'a [usize],
    text: Cow<'a, str>,
}

impl PassageTexts<'_> {
    /// Returns the text of a passage, with paragraphs separated by line breaks.
    pub fn get(&self, at: usize) -> &str {
        self.text.get(range(self.ends, at)).unwrap_or_default()
    }

    /// Returns the text of each passage, the head first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|at| self.get(at))
    }
}

fn range(ends: &[usize], at: usize) -> Range<usize> {
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    start..ends[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_passage_has_its_text() {
        let passages = vec![Passage::default(); 3];
        let texts = ["Acuerdan:", "", "ñandú"].map(str::to_owned);
        let kept = Passages::keep(passages, &texts, &Texts::default());
        assert_eq!(kept.read().iter().collect::<Vec<_>>(), texts);
        assert_eq!((0..kept.len()).map(|at| kept.text(at)).collect::<Vec<_>>(), texts);
        assert_eq!((kept.length(0), kept.length(1)), (9, 0));
        assert_eq!(kept.part(2, 1..99), (2, "andú".into()));
        assert_eq!(kept.part(0, 2..4), (2, "ue".into()));
    }
}
