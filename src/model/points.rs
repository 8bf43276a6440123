//! What the texts of reports say, as data: points with their acts, terms that are mentioned, commitments.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::acts::{ActFinder, FoundAct};
use super::mentions::{Mention, NameFinder};
use super::terms::Vocabularies;
use super::ways;
use super::words::Words;
use crate::config::{Config, Taxonomy};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::parse::Document;
use crate::parse::acts::Acts;
use crate::parse::commitments::{self, State};
use crate::parse::passages::{Passage, PassageKind};
use crate::parse::value::Spanned;
use crate::url::slugify_or;

/// Where a term is among the taxonomies of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermPlace {
    /// The place of the taxonomy in [`LanguageSite::taxonomies`](super::LanguageSite::taxonomies).
    pub taxonomy: usize,
    /// The place of the term in the taxonomy.
    pub term: usize,
}

/// Where a passage is among the reports of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PassagePlace {
    /// The place of the report in [`LanguageSite::reports`](super::LanguageSite::reports).
    pub report: usize,
    /// The place of the passage in the report.
    pub passage: usize,
}

/// A point of a report: something that the meeting agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The place of its passage in the report.
    pub passage: usize,
    /// What it does, in order; empty if no verb tells.
    pub acts: Box<[Act]>,
}

/// One thing that a point does: it thanks, requests, takes note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The place of its kind in [`Site::acts`](super::Site::acts).
    pub kind: usize,
    /// Whom it speaks to.
    pub addressees: Box<[TermPlace]>,
}

/// A commitment of a report.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The place in the report of the point that it comes from.
    pub passage: Option<usize>,
    /// Who is to do it.
    pub who: Vec<Party>,
    /// What is to be done.
    pub what: String,
    /// The last day for it.
    pub due: Option<Date>,
    /// Where it stands.
    pub state: State,
}

/// Someone with a commitment.
#[derive(Clone, Debug)]
pub struct Party {
    /// What they are called: a term's short name, or as the front matter has it.
    pub name: String,
    /// The term, if it is one.
    pub term: Option<TermPlace>,
}

/// A term of a vocabulary: the taxonomy's place in the configuration, the term's in the vocabulary.
pub(super) type VocabularyTerm = (usize, usize);

/// Reads texts for names of terms and for acts.
pub(super) struct TextReader<'a> {
    config: &'a Config,
    pub(super) names: Arc<NameFinder<VocabularyTerm>>,
    acts: ActFinder,
}

/// What the text of a document says.
#[derive(Debug, Default)]
pub(super) struct ReadText {
    /// For each passage the terms that it mentions, in order, each once.
    pub(super) mentions: Vec<Vec<VocabularyTerm>>,
    /// The passages that are points, with their acts.
    pub(super) points: Vec<(usize, Vec<FoundAct<VocabularyTerm>>)>,
    /// Its words, to compare it by.
    pub(super) words: Arc<ways::Counts>,
}

impl<'a> TextReader<'a> {
    pub(super) fn new(config: &'a Config, acts: &Acts, vocabularies: &Vocabularies<'_>) -> Self {
        let names = Arc::new(NameFinder::new(vocabularies.all_terms(&config.taxonomies)));
        TextReader { config, names, acts: ActFinder::new(acts) }
    }

    /// Reads the passages of a document.
    pub(super) fn read(&self, document: &Document) -> ReadText {
        let texts = document.passages.read();
        let with_sections = self.config.sections_are_points;
        let mut text = ReadText::default();
        let mut telling = Vec::new();
        for (at, (passage, passage_text)) in document.passages.iter().zip(texts.iter()).enumerate() {
            let words = Words::new(passage_text);
            ways::add_words(&words, &mut telling);
            let mentions = self.names.find(&words);
            let is_point = match passage.kind {
                PassageKind::Point => true,
                PassageKind::Section => with_sections,
                PassageKind::Head => false,
            };
            if is_point {
                let acts = self
                    .acts
                    .find(&words, &mentions, |(taxonomy, _)| self.config.taxonomies[taxonomy].actors);
                if !with_sections || !acts.is_empty() {
                    text.points.push((at, acts));
                }
            }
            text.mentions.push(each_once(&mentions));
        }
        text.words = Arc::new(ways::count(telling));
        text
    }
}

fn each_once(mentions: &[Mention<VocabularyTerm>]) -> Vec<VocabularyTerm> {
    let mut terms = Vec::new();
    for mention in mentions {
        if !terms.contains(&mention.of) {
            terms.push(mention.of);
        }
    }
    terms
}

/// The places of the terms that a language shows.
pub(super) type TermPlaces = BTreeMap<VocabularyTerm, TermPlace>;

/// Returns the points of a report: the acts that were found, or those that its front matter states.
pub(super) fn points(document: &Document, text: &ReadText, acts: &Acts, places: &TermPlaces) -> Vec<Point> {
    let point = |(passage, found): &(usize, Vec<FoundAct<VocabularyTerm>>)| {
        let found = found.iter().map(|act| Act {
            kind: act.kind,
            addressees: act.addressees.iter().filter_map(|term| places.get(term).copied()).collect(),
        });
        let found: Vec<Act> = found.collect();
        let stated = document.front.acts.iter().find(|(label, _)| names(label, &document.passages[*passage]));
        let acts = match stated {
            Some((_, kinds)) => stated_acts(kinds, acts, found),
            None => found,
        };
        Point { passage: *passage, acts: acts.into() }
    };
    text.points.iter().map(point).collect()
}

/// Returns the acts of these kinds, with the addressees that were found.
fn stated_acts(kinds: &[Spanned<String>], acts: &Acts, found: Vec<Act>) -> Vec<Act> {
    let act = |kind: usize| {
        let known = found.iter().find(|act| act.kind == kind).cloned();
        known.unwrap_or(Act { kind, addressees: Box::default() })
    };
    kinds.iter().filter_map(|kind| acts.find(&kind.value)).map(act).collect()
}

/// Returns the commitments of a report, whose language is `language`.
pub(super) fn commitments(
    document: &Document,
    language: &str,
    taxonomies: &[Taxonomy],
    vocabularies: &Vocabularies<'_>,
    places: &TermPlaces,
) -> Vec<Commitment> {
    let party = |who: &Spanned<String>| match vocabularies.place_of(taxonomies, &who.value) {
        Some((place, term)) => {
            Party { name: term.short(language).to_owned(), term: places.get(&place).copied() }
        }
        None => Party { name: who.value.clone(), term: None },
    };
    let commitment = |commitment: &commitments::Commitment| Commitment {
        passage: commitment.point.as_ref().and_then(|label| find(document, label)),
        who: commitment.who.iter().map(party).collect(),
        what: commitment.what.clone(),
        due: commitment.due,
        state: commitment.state,
    };
    document.front.commitments.iter().map(commitment).collect()
}

fn names(label: &Spanned<String>, passage: &Passage) -> bool {
    passage.kind != PassageKind::Head && (passage.label == label.value || passage.anchor == label.value)
}

fn find(document: &Document, label: &Spanned<String>) -> Option<usize> {
    document.passages.iter().position(|passage| names(label, passage))
}

/// Reports points and kinds of act that a front matter names and that are not there.
pub(super) fn check(document: &Document, source: &str, acts: &Acts, diagnostics: &mut Vec<Diagnostic>) {
    let place = |of: &Spanned<String>| Place::in_text(&document.path, source, of.range.clone());
    let labels = document.front.acts.iter().map(|(label, _)| label);
    let of_commitments = document.front.commitments.iter().filter_map(|commitment| commitment.point.as_ref());
    for label in labels.chain(of_commitments).filter(|label| find(document, label).is_none()) {
        let known = document.passages.iter().skip(1).map(|passage| passage.label.as_str());
        // One figure is as near to any other.
        let meant = nearest(&label.value, known).filter(|_| label.value.len() > 1);
        let missing = Diagnostic::error("front-matter::no-point").with("point", label.value.as_str());
        diagnostics.push(missing.suggesting(meant).at(place(label)));
    }
    let kinds = document.front.acts.iter().flat_map(|(_, kinds)| kinds);
    for kind in kinds.filter(|kind| acts.find(&kind.value).is_none()) {
        let known = acts.kinds.iter().map(|kind| kind.id.as_str());
        let unknown = Diagnostic::error("front-matter::unknown-act").with("act", kind.value.as_str());
        let unknown = unknown.with("id", slugify_or(&kind.value, "act"));
        diagnostics.push(unknown.suggesting(nearest(&kind.value, known)).at(place(kind)));
    }
}
