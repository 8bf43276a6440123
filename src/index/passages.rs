//! What is indexed and shown of each report.

use std::borrow::Cow;

use actas_search_core::analysis::Language;
use actas_search_core::pack::{self, PassageRecord, ReportRecord, Reports};
use actas_search_core::schema::{FIELD_COUNT, Field};

use super::passage_language::passage_language;
use crate::config::Config;
use crate::language::known::Languages;
use crate::model::{LanguageSite, Report, Site, TaxonomyPages, TermPage};
use crate::parse::passages::{Passage, PassageKind, PassageTexts};

/// A passage longer than this (in bytes) is indexed in several pieces with the same address, so that a hit
/// costs the reader a piece rather than a chapter.
const PASSAGE_BYTES_MAX: usize = 2_400;

/// A passage, or a piece of one, as it is searched.
#[derive(Clone, Debug)]
pub(super) struct SearchedPassage<'a> {
    /// Its searched text, by field.
    pub(super) fields: [Cow<'a, str>; FIELD_COUNT],
    /// Its language.
    pub(super) language: Language,
}

/// Returns what is searched of a report, given the texts of its passages: as many passages as its record has.
pub(super) fn searched_passages<'a>(
    report: &'a Report,
    texts: &'a PassageTexts<'_>,
    language: &'a LanguageSite,
) -> impl Iterator<Item = SearchedPassage<'a>> {
    let own = Language::from_tag(&language.language.code);
    let point_label = language.strings.get("point_label");
    pieces_of(report, texts).enumerate().map(move |(number, piece)| {
        let mut fields: [Cow<'a, str>; FIELD_COUNT] = Default::default();
        if number == 0 {
            fields[Field::Title as usize] = report.title.as_str().into();
            fields[Field::Terms as usize] = term_names(report, language).into();
        }
        // Only the first piece has the heading.
        if piece.is_first {
            fields[Field::Heading as usize] = match piece.passage.kind {
                PassageKind::Head => cited_as(report, language).into(),
                PassageKind::Section => piece.passage.label.as_str().into(),
                PassageKind::Point => point_label.replace("{label}", &piece.passage.label).into(),
                // Its text begins with its label.
                PassageKind::Agreement => "".into(),
            };
        }
        fields[Field::Body as usize] = piece.text.into();
        SearchedPassage { fields, language: passage_language(piece.text, own) }
    })
}

/// Returns what a report is cited by besides its title: its dates in words, in the language of its page and in
/// those that are analysed, and in figures; the name of its file, and of its page.
fn cited_as(report: &Report, language: &LanguageSite) -> String {
    let mut names = Vec::new();
    if let Some(date) = report.front.date {
        names.push(language.strings.date(date, report.front.end_date));
        for day in [Some(date), report.front.end_date.filter(|end| *end != date)].into_iter().flatten() {
            names.push(day.to_string());
            for tag in
                Language::KNOWN.map(Language::tag).into_iter().filter(|tag| *tag != language.language.code)
            {
                let month = Languages::load().month_name(tag, day.month()).unwrap_or_default();
                names.push(format!("{} {month} {}", day.day(), day.year()));
            }
        }
    }
    names.extend(report.source.rsplit('/').next().map(str::to_owned));
    names.extend(report.url.as_str().trim_end_matches('/').rsplit('/').next().map(str::to_owned));
    names.join("\n")
}

/// What is shown of a language's reports, and what they are found by, newest first. Records are made one at a
/// time, since the texts of all are as large as the index.
pub struct Records<'a> {
    site: &'a Site,
    language: &'a LanguageSite,
    places: FacetPlaces,
}

impl<'a> Records<'a> {
    /// Returns the records of a language of a site.
    pub fn new(site: &'a Site, language: &'a LanguageSite) -> Records<'a> {
        Records { site, language, places: facet_places(language) }
    }
}

impl Reports for Records<'_> {
    fn count(&self) -> usize {
        self.language.reports.len()
    }

    fn report(&self, number: usize) -> ReportRecord<'_> {
        let Records { site, language, places } = self;
        let report = &language.reports[number];
        let Config { base, .. } = &*site.config;
        ReportRecord {
            url: base.href(&report.url).trim_start_matches(base.path()).to_owned(),
            title: report.title.clone(),
            date: report
                .front
                .date
                .map(|date| language.strings.date(date, report.front.end_date))
                .unwrap_or_default(),
            mark: if report.front.demonstration { language.strings.get("demonstration_mark") } else { "" }
                .to_owned(),
            day: report.front.date.map_or(0, day_number),
            facets: facet_values(report, language, &site.config, places),
            passages: passage_records(report, language),
        }
    }
}

fn passage_records<'a>(report: &'a Report, language: &LanguageSite) -> Vec<PassageRecord<'a>> {
    let point_label = language.strings.get("point_label");
    let written = &report.written;
    let texts = written.passages.read();
    let record = |piece: PassagePiece<'a, '_>| {
        let passage = piece.passage;
        let (kind, label) = match passage.kind {
            PassageKind::Head => (pack::PassageKind::Head, passage.label.as_str().into()),
            PassageKind::Section => (pack::PassageKind::Section, passage.label.as_str().into()),
            PassageKind::Agreement => (pack::PassageKind::Point, passage.label.as_str().into()),
            PassageKind::Point => {
                (pack::PassageKind::Point, point_label.replace("{label}", &passage.label).into())
            }
        };
        PassageRecord { kind, anchor: &passage.anchor, label, text: piece.text.to_owned() }
    };
    pieces_of(report, &texts).map(record).collect()
}

/// Returns a date as year · 10,000 + month · 100 + day.
fn day_number(date: jiff::civil::Date) -> u32 {
    let year = u32::try_from(date.year()).unwrap_or(0);
    year * 10_000 + date.month().unsigned_abs() as u32 * 100 + u32::from(date.day().unsigned_abs())
}

/// For each term of each taxonomy, its place in the facet's table, which lists the terms that some report
/// has.
type FacetPlaces = Vec<Vec<u32>>;

fn facet_places(language: &LanguageSite) -> FacetPlaces {
    let of_taxonomy = |pages: &TaxonomyPages| {
        let mut next = 0;
        let place = |page: &TermPage| {
            let place = next;
            next += u32::from(!page.reports.is_empty());
            place
        };
        pages.terms.iter().map(place).collect()
    };
    language.taxonomies.iter().map(of_taxonomy).collect()
}

/// Returns the places of the report's terms, by taxonomy of the configuration.
fn facet_values(
    report: &Report,
    language: &LanguageSite,
    config: &Config,
    places: &FacetPlaces,
) -> Vec<Vec<u32>> {
    let of_taxonomy = |id: &str| -> Vec<u32> {
        let terms = report.terms.iter().filter(|(place, _)| language.taxonomies[*place].taxonomy.id == id);
        terms.flat_map(|(taxonomy, terms)| terms.iter().map(|term| places[*taxonomy][*term])).collect()
    };
    config.taxonomies.iter().map(|taxonomy| of_taxonomy(&taxonomy.id)).collect()
}

/// A passage of a report, or a part of a long one under the same address.
struct PassagePiece<'a, 't> {
    passage: &'a Passage,
    is_first: bool,
    text: &'t str,
}

/// Returns the passages of a report, each in as many pieces as needed.
fn pieces_of<'a, 't>(
    report: &'a Report,
    texts: &'t PassageTexts<'_>,
) -> impl Iterator<Item = PassagePiece<'a, 't>> {
    report.passages.iter().zip(texts.iter()).flat_map(|(passage, text)| {
        let pieces = pieces(text, PASSAGE_BYTES_MAX).into_iter().enumerate();
        pieces.map(move |(number, text)| PassagePiece { passage, is_first: number == 0, text })
    })
}

/// Returns the names of the report's terms in every language, and of its place.
fn term_names(report: &Report, language: &LanguageSite) -> String {
    let terms = report.filed().map(|place| &language.term(place).term);
    let names = terms.flat_map(|term| term.all_names()).chain(report.place.as_deref());
    names.collect::<Vec<_>>().join("\n")
}

/// A piece that begins within a line repeats this many words of the one before, so that a phrase of some words
/// is in one of them wherever the text is cut.
const WORDS_REPEATED: usize = 7;

/// Splits a text into pieces of at most `bytes_max` bytes: after a line if one ends in the second half, else
/// after a word, else anywhere. An empty text is one piece.
fn pieces(text: &str, bytes_max: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > bytes_max {
        let limit = rest.floor_char_boundary(bytes_max);
        let window = &rest[..limit];
        let line = window.rfind('\n').filter(|at| *at >= bytes_max / 2);
        let word = || window.rfind(char::is_whitespace).filter(|at| *at > 0);
        let cut = line.or_else(word).unwrap_or(limit);
        pieces.push(rest[..cut].trim_end());
        let from = if line.is_some() { cut } else { start_of_last_words(&rest[..cut]) };
        rest = rest[from..].trim_start();
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(rest);
    }
    pieces
}

/// Returns where the last words of a piece begin that the next one repeats: never in the first half.
fn start_of_last_words(piece: &str) -> usize {
    let spaces = piece.trim_end().rmatch_indices(char::is_whitespace).map(|(at, _)| at);
    let starts = spaces.take(WORDS_REPEATED).take_while(|at| *at > piece.len() / 2);
    starts.last().unwrap_or(piece.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_paragraphs_and_words() {
        assert_eq!(pieces("", 10), [""]);
        assert_eq!(pieces("uno dos", 10), ["uno dos"]);
        assert_eq!(pieces("uno dos\ntres cuatro", 12), ["uno dos", "tres cuatro"]);
        assert_eq!(pieces("uno dos tres", 9), ["uno dos", "tres"]);
        assert_eq!(pieces("uno dos tres cuatro cinco", 14), ["uno dos tres", "tres cuatro", "cinco"]);
        assert_eq!(pieces("ñññññ", 4), ["ññ", "ññ", "ñ"]);
    }
}
