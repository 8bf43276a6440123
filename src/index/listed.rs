//! A tantivy query for documents that are known in advance, with their scores.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

/// Documents of the only segment with their scores, ascending.
#[derive(Clone, Debug)]
pub(super) struct Listed(pub(super) Arc<[(DocId, Score)]>);

impl Query for Listed {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Listed {
    fn scorer(&self, _: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ListedDocs { listed: self.clone(), at: 0, boost }))
    }

    fn explain(&self, _: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let found = self.0.binary_search_by_key(&doc, |(listed, _)| *listed);
        let at = found.map_err(|_| TantivyError::InvalidArgument(format!("document {doc} is not listed")))?;
        Ok(Explanation::new("listed", self.0[at].1))
    }
}

/// Iterates over listed documents.
struct ListedDocs {
    listed: Listed,
    at: usize,
    boost: Score,
}

impl DocSet for ListedDocs {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.listed.0.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.listed.0.len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for ListedDocs {
    fn score(&mut self) -> Score {
        self.listed.0.get(self.at).map_or(0.0, |(_, score)| score * self.boost)
    }
}
