//! The data found in the reports of a language, with terms by their places in that language. It is kept from
//! one assembly to the next: it stays the same as long as the text of the report and the places of the terms
//! do.

use std::sync::Arc;

use super::points::{self, Point, ReadText, TermPlace, TermPlaces};
use crate::memo::{Memo, Remembered};
use crate::parse::Document;
use crate::parse::acts::Acts;

/// The reports of a language as last located, by the paths of their sources. Their setting is the places of
/// the terms.
#[derive(Default)]
pub(super) struct Located(Memo<TermPlaces, LocatedReport>);

/// The located data of a report.
#[derive(Clone)]
pub(super) struct LocatedReport {
    /// The data from which it was derived.
    read: Arc<ReadText>,
    /// The terms that each passage mentions, in order and without duplicates.
    pub(super) mentions: Arc<[Box<[TermPlace]>]>,
    pub(super) points: Arc<[Point]>,
}

impl Remembered for LocatedReport {
    type Of<'a> = (&'a Document, &'a Arc<ReadText>);

    fn is_of(&self, (_, read): &Self::Of<'_>) -> bool {
        // A text is read again whenever the report or the kinds of act have changed.
        Arc::ptr_eq(&self.read, read)
    }
}

impl Located {
    /// Returns the located data of reports, in their order. Reuses earlier results that would come out the
    /// same, and forgets all others.
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

    /// Whether the data newly read from a report has the same points and terms as before.
    pub(super) fn is_same(&self, document: &Document, read: &ReadText, acts: &Acts) -> bool {
        let (Some(known), Some(places)) = (self.0.get(&document.path), self.0.setting()) else {
            return false;
        };
        known.read.mentions == read.mentions
            && known.points[..] == points::points(document, read, acts, places)[..]
    }

    /// Records that the report at a path is located from newly read data.
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
