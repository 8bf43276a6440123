//! The browser's door to `actas-search-core`: owns a searcher, takes bytes and queries, returns plain data.

use actas_search_core as core;
use actas_search_core::present::Passages;
use wasm_bindgen::prelude::*;

/// Segments of an index, and the files of them that have arrived.
#[wasm_bindgen]
#[derive(Default)]
pub struct Searcher {
    inner: core::Searcher,
}

/// What came of a search: files that are needed first, or hits.
#[wasm_bindgen(getter_with_clone)]
pub struct Outcome {
    /// Files needed, as `segment/name`; if there are any, hand them in and search again.
    pub missing: Vec<String>,
    /// The best reports.
    pub hits: Vec<ReportHit>,
    /// How many reports match in all.
    pub report_count: usize,
    /// How many passages match in all.
    pub passage_count: usize,
}

/// A report that answers a query.
#[wasm_bindgen(getter_with_clone)]
#[derive(Clone)]
pub struct ReportHit {
    /// The report's address, from the root of the site, without a leading slash.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its date, as shown.
    pub date: String,
    /// A mark to show beside the title; may be empty.
    pub mark: String,
    /// Its language tag.
    pub language: String,
    /// Whether it has all that was asked for.
    pub complete: bool,
    /// The best of its passages that match.
    pub passages: Vec<PassageHit>,
    /// How many more of its passages match.
    pub more: usize,
    /// The score that the order follows.
    pub score: f32,
}

/// A passage that answers a query.
#[wasm_bindgen(getter_with_clone)]
#[derive(Clone)]
pub struct PassageHit {
    /// The passage's anchor, without `#`; empty for the head of the report.
    pub anchor: String,
    /// What the passage is called; empty for the head.
    pub label: String,
    /// The extract in pieces; those with an odd index are marked.
    pub pieces: Vec<String>,
    /// The exact forms of the marked words, for marking the page on arrival.
    pub forms: Vec<String>,
}

#[wasm_bindgen]
impl Searcher {
    /// Returns a searcher without segments.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Searcher {
        Searcher::default()
    }

    /// Adds a segment in the language of this tag and returns its number.
    #[wasm_bindgen(js_name = addSegment)]
    pub fn add_segment(&mut self, language: &str) -> usize {
        self.inner.add_segment(language)
    }

    /// Takes in a file of a segment, decompressed.
    ///
    /// # Errors
    /// Throws when the file is damaged or of another version.
    #[wasm_bindgen(js_name = addFile)]
    pub fn add_file(&mut self, segment: usize, file: &[u8]) -> Result<(), JsError> {
        self.inner.add_file(segment, file).map_err(thrown)
    }

    /// Searches the segments of these numbers. Of each report, the best passage is shown and after it up to
    /// `passages` in all of those whose text is at hand; all that match, if `passages` is not given.
    ///
    /// # Errors
    /// Throws when a file that was handed in is damaged.
    pub fn search(
        &self,
        query: &str,
        segments: &[usize],
        reports: usize,
        passages: Option<usize>,
    ) -> Result<Outcome, JsError> {
        let options = core::Options {
            segments: segments.to_vec(),
            reports,
            passages: passages.map_or(Passages::All, Passages::AtHand),
            snippet_bytes: SNIPPET_BYTES,
        };
        Ok(Outcome::from(self.inner.search(query, &options).map_err(thrown)?))
    }
}

/// Bytes of a snippet, about: three lines on a phone.
const SNIPPET_BYTES: usize = 240;

fn thrown(error: core::pack::PackError) -> JsError {
    JsError::new(&error.to_string())
}

impl From<core::Outcome> for Outcome {
    fn from(outcome: core::Outcome) -> Outcome {
        match outcome {
            core::Outcome::Missing(requests) => Outcome {
                missing: requests
                    .into_iter()
                    .map(|request| [&request.segment.to_string(), "/", &request.name].concat())
                    .collect(),
                hits: Vec::new(),
                report_count: 0,
                passage_count: 0,
            },
            core::Outcome::Found { hits, report_count, passage_count } => Outcome {
                missing: Vec::new(),
                hits: hits.into_iter().map(ReportHit::from).collect(),
                report_count,
                passage_count,
            },
        }
    }
}

impl From<core::present::ReportHit> for ReportHit {
    fn from(hit: core::present::ReportHit) -> ReportHit {
        ReportHit {
            url: hit.url,
            title: hit.title,
            date: hit.date,
            mark: hit.mark,
            language: hit.language,
            complete: hit.complete,
            passages: hit.passages.into_iter().map(PassageHit::from).collect(),
            more: hit.more,
            score: hit.score,
        }
    }
}

impl From<core::present::PassageHit> for PassageHit {
    fn from(hit: core::present::PassageHit) -> PassageHit {
        PassageHit {
            anchor: hit.anchor,
            label: hit.label,
            pieces: hit.snippet.pieces,
            forms: hit.snippet.forms,
        }
    }
}
