//! The structured data of reports' texts: points with their acts, mentions of terms, and commitments.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::acts::ActFinder;
use super::decisions::{FoundAct, Within};
use super::features::{self, Counts};
use super::terms::{Vocabularies, VocabularyTerm};
use crate::config::{Config, Taxonomy};
use crate::diagnostic::{Diagnostic, Places, error, nearest};
use crate::language::dates;
use crate::language::words::Words;
use crate::parse::acts::Acts;
use crate::parse::commitments::{self, State};
use crate::parse::passages::{Passage, PassageKind};
use crate::parse::{Document, SUGGESTED_MAX};
use crate::sections::Sections;
use crate::sections::votes::Vote;
use crate::table::value::Spanned;
use crate::url::{slugify, slugify_or};
use crate::vocabulary::mentions::{Mention, NameFinder};

/// A term among the taxonomies of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermPlace {
    /// The index of the taxonomy in [`LanguageSite::taxonomies`](super::LanguageSite::taxonomies).
    pub taxonomy: usize,
    /// The index of the term in the taxonomy.
    pub term: usize,
}

/// A passage among the reports of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PassagePlace {
    /// The index of the report in [`LanguageSite::reports`](super::LanguageSite::reports).
    pub report: usize,
    /// The index of the passage in the report.
    pub passage: usize,
}

/// A point of a report, or a labelled agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The index of its passage in the report.
    pub passage: usize,
    /// Whether it decides something: it is labelled as an agreement, has acts, or is part of a point that has
    /// acts. Only such points are in the register.
    pub is_agreement: bool,
    /// Its acts, in order; empty if no verb indicates one.
    pub acts: Box<[Act]>,
    /// The sentences that decide, in bytes of its passage's text; empty if the whole text does.
    pub sentences: Box<[Range<usize>]>,
    /// How the vote on it went, if it tells.
    pub vote: Option<Vote>,
}

/// Something that a point does: thank, request, take note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The index of its kind in [`Site::acts`](super::Site::acts).
    pub kind: usize,
    /// Its addressees.
    pub addressees: Box<[TermPlace]>,
}

/// A commitment of a report.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The index, in the report, of the passage of the point that it comes from.
    pub passage: Option<usize>,
    /// The parties responsible.
    pub who: Vec<Party>,
    /// What is to be done.
    pub what: String,
    /// The due date.
    pub due: Option<Date>,
    /// The time for it as it is said, if no day is known.
    pub when: Option<Box<When>>,
    /// Where it stands.
    pub state: State,
}

/// A time as it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The words: `mediados de julio`.
    pub said: String,
    /// About which day that is, if it can be told.
    pub about: Option<Date>,
}

/// Someone with a commitment.
#[derive(Clone, Debug)]
pub struct Party {
    /// Its name: the short name of its term, or as written in the front matter.
    pub name: String,
    /// Its term, if it has one.
    pub term: Option<TermPlace>,
}

/// Reads texts for names of terms and for acts.
pub(super) struct TextReader<'a> {
    config: &'a Config,
    pub(super) names: Arc<NameFinder<VocabularyTerm>>,
    acts: ActFinder,
}

/// The data found in the text of a document.
#[derive(Debug, Default)]
pub(super) struct ReadText {
    /// The terms that each passage mentions, in order and without duplicates.
    pub(super) mentions: Vec<Vec<VocabularyTerm>>,
    /// The passages that are points or decide something.
    pub(super) points: Vec<ReadPoint>,
    /// Its words, for comparison with other documents.
    pub(super) words: Arc<Counts>,
}

/// A passage that is a point or decides something.
#[derive(Debug)]
pub(super) struct ReadPoint {
    /// The index of the passage.
    passage: usize,
    acts: Vec<FoundAct<VocabularyTerm>>,
    /// How the vote on it went, if it tells.
    vote: Option<Vote>,
    /// Whether it has the label of an agreement and tells that it was not carried.
    is_lost: bool,
}

/// The words by which texts are read.
#[derive(Clone, Copy)]
pub(super) struct ReadingWords<'a> {
    pub(super) acts: &'a Acts,
    pub(super) sections: &'a Sections,
}

impl<'a> TextReader<'a> {
    pub(super) fn new(config: &'a Config, words: ReadingWords<'_>, vocabularies: &Vocabularies<'_>) -> Self {
        let names = Arc::new(NameFinder::new(vocabularies.all_terms(&config.taxonomies)));
        TextReader { config, names, acts: ActFinder::new(words.acts, words.sections) }
    }

    /// Reads the passages of a document.
    pub(super) fn read(&self, document: &Document) -> ReadText {
        let texts = document.passages.read();
        let with_sections = self.config.sections_are_points;
        let mut text = ReadText::default();
        let mut telling = Vec::new();
        let mut earlier: Option<&str> = None;
        for (at, (passage, passage_text)) in document.passages.iter().zip(texts.iter()).enumerate() {
            let words = Words::new(passage_text);
            features::add_words(&words, &mut telling);
            let mentions = self.names.find(&words);
            let is_actor = |(taxonomy, _): VocabularyTerm| self.config.taxonomies[taxonomy].actors;
            let is_point = matches!(passage.kind, PassageKind::Point | PassageKind::Agreement);
            let may_be_made_of_acts = is_point || (with_sections && passage.kind == PassageKind::Section);
            let is_under =
                |above: &str| passage.anchor.strip_prefix(above).is_some_and(|rest| rest.starts_with('-'));
            let is_of_earlier = earlier.is_some_and(is_under);
            if !is_of_earlier {
                let title =
                    if is_point { passage_text.lines().next().unwrap_or_default() } else { &passage.label };
                earlier = self.acts.is_of_earlier(title).then_some(&passage.anchor);
            }
            let acts = if is_of_earlier {
                Vec::new()
            } else if may_be_made_of_acts {
                self.acts.find(&words, &mentions, is_actor)
            } else if passage.kind == PassageKind::Head {
                self.acts.decisions(&words, Within::Head)
            } else {
                self.acts.decisions(&words, Within::Section)
            };
            if is_point || !acts.is_empty() {
                // Acts that a front matter states may be of any point.
                let may_decide = passage.is_agreement || !acts.is_empty() || !document.front.acts.is_empty();
                let decisive = if passage.is_agreement { &[] } else { acts.as_slice() };
                let vote = if may_decide { self.acts.vote(&words, decisive) } else { None };
                let is_lost = passage.kind == PassageKind::Agreement && self.acts.is_lost(&words);
                text.points.push(ReadPoint { passage: at, acts, vote, is_lost });
            }
            text.mentions.push(each_once(&mentions));
        }
        text.words = Arc::new(features::count(telling));
        text
    }
}

fn each_once(mentions: &[Mention<VocabularyTerm>]) -> Vec<VocabularyTerm> {
    let mut known = FxHashSet::default();
    mentions.iter().map(|mention| mention.of).filter(|term| known.insert(*term)).collect()
}

/// The places of the terms that a language shows.
pub(super) type TermPlaces = BTreeMap<VocabularyTerm, TermPlace>;

/// Returns the points of a report, with the acts stated in the front matter or otherwise found in the text.
pub(super) fn points(document: &Document, text: &ReadText, acts: &Acts, places: &TermPlaces) -> Vec<Point> {
    let stated_of = Stated::new(document, acts);
    let point = |read: &ReadPoint| {
        let ReadPoint { passage, acts: found, vote, is_lost } = read;
        let of_report = found.iter().map(|act| Act {
            kind: act.kind,
            addressees: act.addressees.iter().filter_map(|term| places.get(term).copied()).collect(),
        });
        let acts: Vec<Act> = of_report.collect();
        let acts = match stated_of.kinds(&document.passages[*passage]) {
            Some(kinds) => stated_acts(kinds, acts),
            None => acts,
        };
        let is_whole = document.passages[*passage].is_agreement && !is_lost;
        let is_agreement = is_whole || !acts.is_empty();
        let sentences = found.iter().filter(|_| !is_whole).filter_map(|act| act.sentence.clone());
        let sentences: Vec<Range<usize>> = sentences.collect();
        let vote = vote.filter(|_| is_agreement);
        Point { passage: *passage, is_agreement, acts: acts.into(), sentences: sentences.into(), vote }
    };
    let is_of_meeting = |ReadPoint { passage, acts: found, .. }: &&ReadPoint| {
        // A text without a date may be a manual, which describes how decisions are made.
        document.front.date.is_some()
            || (document.passages[*passage].kind == PassageKind::Point
                && found.iter().all(|act| act.sentence.is_none()))
    };
    let mut points: Vec<Point> = text.points.iter().filter(is_of_meeting).map(point).collect();
    mark_parts(&mut points, document);
    points
}

/// Marks the sub-points of agreements as agreements: `a.` and `b.` are what `9.` agrees on.
fn mark_parts(points: &mut [Point], document: &Document) {
    let mut agreed: FxHashSet<&str> = FxHashSet::default();
    for point in points {
        let anchor = document.passages[point.passage].anchor.as_str();
        let whole = anchor.rsplit_once('-').map(|(whole, _)| whole);
        point.is_agreement |= whole.is_some_and(|whole| agreed.contains(whole));
        agreed.extend(point.is_agreement.then_some(anchor));
    }
}

/// Returns acts of these kinds, with the addressees that were found.
fn stated_acts(kinds: Vec<usize>, found: Vec<Act>) -> Vec<Act> {
    let act = |kind: usize| {
        let known = found.iter().find(|act| act.kind == kind).cloned();
        known.unwrap_or(Act { kind, addressees: Box::default() })
    };
    kinds.into_iter().map(act).collect()
}

/// By what parties to commitments are known in a language.
pub(super) struct Parties<'a> {
    pub(super) language: &'a str,
    pub(super) taxonomies: &'a [Taxonomy],
    pub(super) vocabularies: &'a Vocabularies<'a>,
    pub(super) places: &'a TermPlaces,
}

impl Parties<'_> {
    /// Returns the commitments of a report in the language.
    pub(super) fn commitments(&self, document: &Document) -> Vec<Commitment> {
        let passages = Labels::new(document);
        let commitment = |commitment: &commitments::DeclaredCommitment| Commitment {
            passage: commitment.point.as_ref().and_then(|label| passages.find(&label.value)),
            who: commitment.who.iter().map(|who| self.party(who)).collect(),
            what: commitment.what.clone(),
            due: commitment.due,
            when: when(commitment, document.front.date),
            state: commitment.state,
        };
        document.front.commitments.iter().map(commitment).collect()
    }

    fn party(&self, who: &Spanned<String>) -> Party {
        match self.vocabularies.place_of(self.taxonomies, &who.value) {
            Some((place, term)) => {
                let name = term.short(self.language).to_owned();
                Party { name, term: self.places.get(&place).copied() }
            }
            None => Party { name: who.value.clone(), term: None },
        }
    }
}

/// Returns the time of a commitment as it is said, if it has no day. `day` is that of the meeting.
fn when(commitment: &commitments::DeclaredCommitment, day: Option<Date>) -> Option<Box<When>> {
    let said = commitment.when.clone().filter(|_| commitment.due.is_none())?;
    let about = day.and_then(|day| dates::about(&said, day));
    Some(Box::new(When { said, about }))
}

/// The acts that a front matter states, by the labels and anchors that it calls points by.
struct Stated<'a> {
    document: &'a Document,
    /// The index of each among the acts.
    places: FxHashMap<&'a str, usize>,
    /// The indices of the kinds of act, by all their names.
    kinds: FxHashMap<String, usize>,
}

impl<'a> Stated<'a> {
    fn new(document: &'a Document, acts: &'a Acts) -> Stated<'a> {
        let stated = &document.front.acts;
        let labels = stated.iter().enumerate().map(|(at, (label, _))| (label.value.as_str(), at));
        // Few documents state acts.
        let kinds = if stated.is_empty() { FxHashMap::default() } else { acts.places() };
        Stated { document, places: labels.rev().collect(), kinds }
    }

    /// Returns the kinds of act that the front matter states for a point. The first of two statements wins.
    fn kinds(&self, passage: &Passage) -> Option<Vec<usize>> {
        let [label, anchor] = names(passage)?.map(|name| self.places.get(name));
        let place = label.into_iter().chain(anchor).min()?;
        let (_, kinds) = &self.document.front.acts[*place];
        Some(kinds.iter().filter_map(|kind| self.kinds.get(&slugify(&kind.value)).copied()).collect())
    }
}

/// The passages of a document except for the head, by their labels and anchors.
struct Labels<'a> {
    places: FxHashMap<&'a str, usize>,
}

impl<'a> Labels<'a> {
    fn new(document: &'a Document) -> Labels<'a> {
        let mut places = FxHashMap::default();
        let front = &document.front;
        // Few documents need these.
        if !front.acts.is_empty() || front.commitments.iter().any(|commitment| commitment.point.is_some()) {
            for (at, passage) in document.passages.iter().enumerate() {
                names(passage).into_iter().flatten().for_each(|name| {
                    places.entry(name).or_insert(at);
                });
            }
        }
        Labels { places }
    }

    /// Returns the index of the first passage with this name.
    fn find(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }
}

/// Returns the names by which a front matter can refer to a passage.
fn names(passage: &Passage) -> Option<[&str; 2]> {
    (passage.kind != PassageKind::Head).then_some([&passage.label, &passage.anchor])
}

/// Reports points and kinds of act that are named in a front matter and do not exist.
pub(super) fn check(
    document: &Document,
    places: &Places<'_>,
    acts: &Acts,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let place = |of: &Spanned<String>| places.at(of.range.clone());
    let labels = document.front.acts.iter().map(|(label, _)| label);
    let of_commitments = document.front.commitments.iter().filter_map(|commitment| commitment.point.as_ref());
    let passages = Labels::new(document);
    let missing = labels.chain(of_commitments).filter(|label| passages.find(&label.value).is_none());
    for (number, label) in missing.enumerate() {
        let known = document.passages.iter().skip(1).map(|passage| passage.label.as_str());
        // All single digits are equally similar.
        let is_sought = label.value.len() > 1 && number < SUGGESTED_MAX;
        let meant = if is_sought { nearest(&label.value, known) } else { None };
        let missing = error!("front-matter::no-point", point = label.value.as_str(), ..);
        diagnostics.push(missing.suggesting(meant).at(place(label)));
    }
    let kinds = document.front.acts.iter().flat_map(|(_, kinds)| kinds);
    // Few documents state acts.
    let by_name = if document.front.acts.is_empty() { FxHashMap::default() } else { acts.places() };
    let unknown = kinds.filter(|kind| !by_name.contains_key(&slugify(&kind.value)));
    for (number, kind) in unknown.enumerate() {
        let known = acts.kinds.iter().map(|kind| kind.id.as_str());
        let meant = if number < SUGGESTED_MAX { nearest(&kind.value, known) } else { None };
        let unknown = error!("front-matter::unknown-act", act = kind.value.as_str(), ..);
        let unknown = unknown.with("id", slugify_or(&kind.value, "act"));
        diagnostics.push(unknown.suggesting(meant).at(place(kind)));
    }
}
