//! The answer of `actas search`, as data and as text.

use std::fmt::Write;
use std::io;

use actas_search_core::plan::Notes;
use actas_search_core::present::{Amounts, PassageHit, Passages, ReportHit};
use actas_search_core::{Found, Outcome, SearchOptions, Searcher};
use serde::Serialize;

use crate::index::{OverTantivy, export};
use crate::messages::{Message, Speech, message};
use crate::pipeline::{Request, build_indexes};
use crate::visible::shown;

/// Passages shown of a report.
const PASSAGES: usize = 3;
/// About how many bytes a snippet has.
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
    /// Whether the counts are lower bounds: more may match.
    pub at_least: bool,
    /// Words that are in no report.
    pub absent: Vec<String>,
    /// Words that were searched by another spelling.
    pub corrected: Vec<Corrected>,
    /// Terms that were also searched by their other names.
    pub also: Vec<Also>,
    /// The end of the query if it was too long to be searched.
    pub unread: String,
    /// The best reports.
    pub reports: Vec<ReportAnswer>,
}

/// A word that was searched by another spelling.
#[derive(Debug, Serialize)]
pub struct Corrected {
    /// As it was typed.
    pub word: String,
    /// What was searched.
    pub to: Vec<String>,
    /// Whether it was searched instead of the word, or in addition to it.
    pub instead: bool,
}

/// Words that name a term, and the term's other names.
#[derive(Debug, Serialize)]
pub struct Also {
    /// As they were typed.
    pub words: String,
    /// The names that were also searched.
    pub names: Vec<String>,
}

/// A report that answers a query.
#[derive(Debug, Serialize)]
pub struct ReportAnswer {
    /// Its title.
    pub title: String,
    /// Its date in words.
    pub date: String,
    /// Its language's tag.
    pub language: String,
    /// Its address, from the root of the site.
    pub url: String,
    /// The score that decides the order.
    pub score: f32,
    /// The words of the query that it lacks.
    pub without: Vec<String>,
    /// Whether it has those elsewhere than in its best passage.
    pub is_apart: bool,
    /// The best of its passages.
    pub passages: Vec<PassageAnswer>,
    /// How many more of its passages match.
    pub more: usize,
}

/// A passage that answers a query.
#[derive(Debug, Serialize)]
pub struct PassageAnswer {
    /// Its address, from the root of the site.
    pub url: String,
    /// Its name.
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
    if language.is_some_and(|language| !indexes.iter().any(|index| index.language() == language)) {
        return Ok(None);
    }
    let languages: Vec<String> = language.map(str::to_owned).into_iter().collect();
    let pack = export(&indexes, &site).map_err(io::Error::other)?;
    let searcher = pack.open().map_err(io::Error::other)?;
    let amounts = Amounts {
        reports: limit,
        extracts: usize::MAX,
        passages: Passages::Nearby(PASSAGES),
        snippet_bytes: SNIPPET_BYTES,
    };
    let options = SearchOptions { languages: languages.clone(), amounts, ..SearchOptions::default() };
    let found = search(&searcher, &OverTantivy::new(&indexes, &languages), query, &options)?;
    Ok(Some(to_answer(query, found)))
}

fn search(
    searcher: &Searcher,
    engine: &OverTantivy<'_>,
    query: &str,
    options: &SearchOptions,
) -> io::Result<Found> {
    match searcher.search_with(engine, query, options).map_err(io::Error::other)? {
        Outcome::Found(found) => Ok(found),
        Outcome::Missing(files) => Err(io::Error::other(format!("the index lacks {}", files.join(", ")))),
    }
}

fn to_answer(query: &str, found: Found) -> Answer {
    let (report_count, passage_count) = (found.reports.len(), found.passage_count());
    let Notes { absent, corrected, also, unread } = found.notes;
    let corrected =
        corrected.into_iter().map(|note| Corrected { word: note.word, to: note.to, instead: note.instead });
    Answer {
        query: query.to_owned(),
        report_count,
        passage_count,
        at_least: found.cut,
        absent,
        corrected: corrected.collect(),
        also: also.into_iter().map(|note| Also { words: note.words, names: note.names }).collect(),
        unread,
        reports: found.hits.into_iter().map(report).collect(),
    }
}

fn report(hit: ReportHit) -> ReportAnswer {
    let passage = |passage: PassageHit| {
        let fragment = if passage.anchor.is_empty() { String::new() } else { format!("#{}", passage.anchor) };
        PassageAnswer {
            url: format!("{}{fragment}", hit.url),
            label: passage.label,
            score: passage.score,
            snippet: passage.snippet.pieces,
        }
    };
    ReportAnswer {
        passages: hit.passages.into_iter().map(passage).collect(),
        title: hit.title,
        date: hit.date,
        language: hit.language,
        url: hit.url,
        score: hit.score,
        without: hit.without,
        is_apart: hit.is_apart,
        more: hit.more,
    }
}

impl Answer {
    /// Returns the answer as text for a terminal; marked words are enclosed in `*`, or bold.
    pub fn to_text(&self, speech: Speech, colours: bool) -> String {
        let (open, close) = if colours { ("\u{1b}[1m", "\u{1b}[0m") } else { ("*", "*") };
        let mut out: String = self.notes().map(|note| note.text(speech) + "\n").collect();
        for report in &self.reports {
            let _ = writeln!(
                out,
                "{} ({}, {})  {:.3}",
                shown(&report.title),
                report.date,
                report.language,
                report.score
            );
            if !report.without.is_empty() {
                let words = report.without.join(", ");
                let without = if report.is_apart {
                    message!("search_apart", words = words)
                } else {
                    message!("search_without", words = words)
                };
                let _ = writeln!(out, "    {}", without.text(speech));
            }
            for passage in &report.passages {
                let label = if passage.label.is_empty() {
                    String::new()
                } else {
                    format!("{}: ", shown(&passage.label))
                };
                let mark = |(at, piece): (usize, &String)| match at % 2 {
                    1 => format!("{open}{}{close}", shown(piece)),
                    _ => shown(&piece.replace('\n', " ")).into_owned(),
                };
                let snippet: String = passage.snippet.iter().enumerate().map(mark).collect();
                let _ =
                    writeln!(out, "    {:.3}  /{}\n           {label}{snippet}", passage.score, passage.url);
            }
            if report.more > 0 {
                let more = message!("search_more", count = report.more);
                let _ = writeln!(out, "           {}", more.text(speech));
            }
        }
        let (reports, passages) = (self.report_count, self.passage_count);
        let found = if self.at_least {
            message!("search_found-at-least", reports = reports, passages = passages)
        } else {
            message!("search_found", reports = reports, passages = passages)
        };
        let _ = writeln!(out, "{}", found.text(speech));
        out
    }

    /// Returns notes on how the query was understood.
    fn notes(&self) -> impl Iterator<Item = Message> {
        let corrected = self.corrected.iter().map(|note| {
            let (to, word) = (note.to.join(", "), note.word.as_str());
            if note.instead {
                message!("search_instead", to = to, word = word)
            } else {
                message!("search_beside", to = to, word = word)
            }
        });
        let also = self
            .also
            .iter()
            .map(|note| message!("search_also", words = note.words.as_str(), names = note.names.join("; ")));
        let absent = self.absent.iter().map(|word| message!("search_absent", word = word.as_str()));
        let unread =
            (!self.unread.is_empty()).then(|| message!("search_unread", words = self.unread.as_str()));
        corrected.chain(also).chain(absent).chain(unread)
    }
}
