//! What the texts of a language's reports say, with the places that its terms have there. It is kept from one assembly to
//! the next: what a report says is the same as long as its text is, and the places of the terms are.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::points::{self, Point, ReadText, TermPlace, TermPlaces};
use crate::parse::Document;
use crate::parse::acts::Acts;

/// The reports of a language as they were last located.
#[derive(Default)]
pub(super) struct Located {
    places: TermPlaces,
    /// By the sources' paths.
    reports: FxHashMap<String, LocatedReport>,
}

/// What a report says.
#[derive(Clone)]
pub(super) struct LocatedReport {
    /// What it was made of.
    read: Arc<ReadText>,
    /// For each passage the terms that it mentions, in order, each once.
    pub(super) mentions: Arc<[Box<[TermPlace]>]>,
    pub(super) points: Arc<[Point]>,
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
        if self.places != *places {
            *self = Located { places: places.clone(), reports: FxHashMap::default() };
        }
        let locate = |(document, read): &(&Document, Arc<ReadText>)| {
            let known = self.reports.get(&document.path);
            // A text is read anew whenever the report or the kinds of act have changed.
            let known = known.filter(|known| Arc::ptr_eq(&known.read, read)).cloned();
            known.unwrap_or_else(|| LocatedReport {
                read: Arc::clone(read),
                mentions: mentions(read, places),
                points: points::points(document, read, acts, places).into(),
            })
        };
        let located: Vec<LocatedReport> = reports.par_iter().map(locate).collect();
        let paths = reports.iter().map(|(document, _)| document.path.clone());
        self.reports = paths.zip(located.iter().cloned()).collect();
        located
    }

    /// Whether what was read anew in a report says the same of points and terms as what was read before.
    pub(super) fn is_same(&self, document: &Document, read: &ReadText, acts: &Acts) -> bool {
        self.reports.get(&document.path).is_some_and(|known| {
            known.read.mentions == read.mentions
                && known.points[..] == points::points(document, read, acts, &self.places)[..]
        })
    }

    /// Takes what was read anew in the report at a path for what it was located from.
    pub(super) fn take_over(&mut self, path: &str, read: &Arc<ReadText>) {
        if let Some(known) = self.reports.get_mut(path) {
            known.read = Arc::clone(read);
        }
    }
}

fn mentions(read: &ReadText, places: &TermPlaces) -> Arc<[Box<[TermPlace]>]> {
    let of_passage = |terms: &Vec<_>| terms.iter().filter_map(|term| places.get(term).copied()).collect();
    read.mentions.iter().map(of_passage).collect()
}
