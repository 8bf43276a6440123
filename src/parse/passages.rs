//! The passages of a document. Their texts are set aside together: they are most of what is known of a report, and few
//! stages read them.

use std::borrow::Cow;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::texts::{Text, Texts};

/// A stretch of a document's text with an address of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its anchor, without `#`; empty for the head.
    pub anchor: String,
    /// The label of a point (`9-b`) or an agreement (`Acuerdo 3`), the heading of a section; empty for the head.
    pub label: String,
    /// Whether it decides something whatever its words are: it has the label of an agreement, or is an item of a section of
    /// agreements.
    pub is_agreement: bool,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PassageKind {
    /// What stands before the first point or heading.
    #[default]
    Head,
    /// A section under a heading.
    Section,
    /// A numbered point or sub-point.
    Point,
    /// A paragraph or an item with the label of an agreement: `Acuerdo 3:`.
    Agreement,
}

/// The passages of a document, the head first, with their texts.
#[derive(Clone, Debug, Default)]
pub struct Passages {
    list: Arc<[Passage]>,
    /// Where the text of each ends in that of all.
    ends: Arc<[usize]>,
    text: Text,
}

impl Passages {
    /// Returns these passages, whose texts – as many, in the same order – are set aside.
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

    /// Returns the text of one passage: paragraphs separated by line breaks. For those of many, [`Passages::read`] is
    /// cheaper.
    pub fn text(&self, at: usize) -> Cow<'_, str> {
        self.text.part(range(&self.ends, at))
    }

    /// Returns how long the text of a passage is, in bytes.
    pub fn length(&self, at: usize) -> usize {
        range(&self.ends, at).len()
    }

    /// Returns a part of the text of a passage, in bytes of it, and where that begins: whole characters, and no more than
    /// there are.
    pub fn part(&self, at: usize, part: Range<usize>) -> (usize, Cow<'_, str>) {
        let Range { start, end } = range(&self.ends, at);
        let within = |at: usize| start.saturating_add(at).min(end);
        let (from, text) = self.text.within(within(part.start)..within(part.end));
        (from - start, text)
    }

    /// Returns the texts of all.
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
    /// Returns the text of a passage: paragraphs separated by line breaks.
    pub fn get(&self, at: usize) -> &str {
        self.text.get(range(self.ends, at)).unwrap_or_default()
    }

    /// Returns the text of each, the head's first.
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
