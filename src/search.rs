//! What `actas search` answers, as data and as text.

use std::fmt::Write;
use std::io;

use actas_search_core::present::{Amounts, Passages, ReportHit};
use serde::Serialize;

use crate::index::{LanguageIndex, Scope, search};
use crate::{Request, build_indexes};

/// Passages shown of a report.
const PASSAGES: usize = 3;
/// Bytes of a snippet, about.
const SNIPPET_BYTES: usize = 240;

/// The answer to a query.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// The query, as typed.
    pub query: String,
    /// How many reports match in all.
    pub report_count: usize,
    /// How many passages match in all.
    pub passage_count: usize,
    /// The best reports.
    pub reports: Vec<Report>,
}

/// A report that answers a query.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// Its date in words.
    pub date: String,
    /// Its language's tag.
    pub language: String,
    /// Its address, from the root of the site.
    pub url: String,
    /// The score that the order follows.
    pub score: f32,
    /// Whether it has all that was asked for.
    pub complete: bool,
    /// The best of its passages.
    pub passages: Vec<Passage>,
    /// How many more of its passages match.
    pub more: usize,
}

/// A passage that answers a query.
#[derive(Debug, Serialize)]
pub struct Passage {
    /// Its address, from the root of the site.
    pub url: String,
    /// What it is called.
    pub label: String,
    /// Its score.
    pub score: f32,
    /// The extract in pieces; those with an odd index are marked.
    pub snippet: Vec<String>,
}

/// Searches a site; `None` if it has no such language.
///
/// # Errors
/// When the site cannot be read.
pub fn answer(
    request: &Request,
    query: &str,
    language: Option<&str>,
    limit: usize,
) -> io::Result<Option<Answer>> {
    let (site, indexes, _) = build_indexes(request)?;
    let indexes: Vec<&LanguageIndex> =
        indexes.iter().filter(|index| language.is_none_or(|language| index.language() == language)).collect();
    if indexes.is_empty() {
        return Ok(None);
    }
    let scope = Scope { indexes, weights: site.config.weights };
    let amounts =
        Amounts { reports: limit, passages: Passages::AtHand(PASSAGES), snippet_bytes: SNIPPET_BYTES };
    let found = search(query, &scope, amounts).map_err(io::Error::other)?;
    Ok(Some(Answer {
        query: query.to_owned(),
        report_count: found.ranked.len(),
        passage_count: found.ranked.iter().map(|report| report.passages.len()).sum(),
        reports: found.hits.into_iter().map(report).collect(),
    }))
}

fn report(hit: ReportHit) -> Report {
    let passage = |passage: actas_search_core::present::PassageHit| {
        let fragment = if passage.anchor.is_empty() { String::new() } else { format!("#{}", passage.anchor) };
        Passage {
            url: format!("{}{fragment}", hit.url),
            label: passage.label,
            score: passage.score,
            snippet: passage.snippet.pieces,
        }
    };
    Report {
        passages: hit.passages.into_iter().map(passage).collect(),
        title: hit.title,
        date: hit.date,
        language: hit.language,
        url: hit.url,
        score: hit.score,
        complete: hit.complete,
        more: hit.more,
    }
}

impl Answer {
    /// Returns the answer as text for a terminal; marked words stand between `*`, or are bold.
    pub fn to_text(&self, colours: bool) -> String {
        let (open, close) = if colours { ("\u{1b}[1m", "\u{1b}[0m") } else { ("*", "*") };
        let mut out = String::new();
        for report in &self.reports {
            let _ =
                writeln!(out, "{} ({}, {})  {:.3}", report.title, report.date, report.language, report.score);
            for passage in &report.passages {
                let label =
                    if passage.label.is_empty() { String::new() } else { format!("{}: ", passage.label) };
                let mark = |(at, piece): (usize, &String)| match at % 2 {
                    1 => format!("{open}{piece}{close}"),
                    _ => piece.replace('\n', " "),
                };
                let snippet: String = passage.snippet.iter().enumerate().map(mark).collect();
                let _ =
                    writeln!(out, "    {:.3}  /{}\n           {label}{snippet}", passage.score, passage.url);
            }
            if report.more > 0 {
                let _ = writeln!(out, "           and {} more passages", report.more);
            }
        }
        let _ = writeln!(out, "{} reports, {} passages", self.report_count, self.passage_count);
        out
    }
}
