//! What the texts of a language's reports say, with the places that its terms have there. It is kept from one assembly to
//! the next: what a report says is the same as long as its text is, and the places of the terms are.

use std::sync::Arc;

use super::points::{self, Point, ReadText, TermPlace, TermPlaces};
use crate::memo::{Memo, Remembered};
use crate::parse::Document;
use crate::parse::acts::Acts;

/// The reports of a language as they were last located, by the sources' paths. Their setting is where the
/// terms are.
#[derive(Default)]
pub(super) struct Located(Memo<TermPlaces, LocatedReport>);

/// What a report says.
#[derive(Clone)]
pub(super) struct LocatedReport {
    /// What it was made of.
    read: Arc<ReadText>,
    /// For each passage the terms that it mentions, in order, each once.
    pub(super) mentions: Arc<[Box<[TermPlace]>]>,
    pub(super) points: Arc<[Point]>,
}

impl Remembered for LocatedReport {
    type Of<'a> = (&'a Document, &'a Arc<ReadText>);

    fn is_of(&self, (_, read): &Self::Of<'_>) -> bool {
        // A text is read anew whenever the report or the kinds of act have changed.
        Arc::ptr_eq(&self.read, read)
    }
}

impl Located {
    /// Returns what reports say, in their order. What was located before and would be the same is taken over; everything
    /// else of before is forgotten.
    pub(super) fn update(
        &mut self,
        reports: &[(&Document, Arc<ReadText>)],
        acts: &Acts,
        places: &TermPlaces,
    ) -> Vec<LocatedReport> {
        let wanted = reports.iter().map(|(document, read)| (document.path.clone(), (*document, read)));
        self.0.run(places.clone(), wanted.collect(), |(document, read)| LocatedReport {
            read: Arc::clone(read),
            mentions: mentions(read, places),
            points: points::points(document, read, acts, places).into(),
        });
        reports.iter().filter_map(|(document, _)| self.0.get(&document.path).cloned()).collect()
    }

    /// Whether what was read anew in a report says the same of points and terms as what was read before.
    pub(super) fn is_same(&self, document: &Document, read: &ReadText, acts: &Acts) -> bool {
        let (Some(known), Some(places)) = (self.0.get(&document.path), self.0.setting()) else {
            return false;
        };
        known.read.mentions == read.mentions
            && known.points[..] == points::points(document, read, acts, places)[..]
    }

    /// Takes what was read anew in the report at a path for what it was located from.
    pub(super) fn take_over(&mut self, path: &str, read: &Arc<ReadText>) {
        if let Some(known) = self.0.get(path) {
            self.0.replace(path, LocatedReport { read: Arc::clone(read), ..known.clone() });
        }
    }
}

fn mentions(read: &ReadText, places: &TermPlaces) -> Arc<[Box<[TermPlace]>]> {
    let of_passage = |terms: &Vec<_>| terms.iter().filter_map(|term| places.get(term).copied()).collect();
    read.mentions.iter().map(of_passage).collect()
}
