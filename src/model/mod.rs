//! Documents assembled into a site: addresses, languages, terms, neighbours, links. After this no link is
//! open, and page and index are made from the same thing.

mod acts;
mod agenda;
mod assemble;
pub(crate) mod attachments;
mod counts;
mod features;
pub mod files;
mod follow_up;
mod held_back;
pub(crate) mod links;
mod located;
mod markdown;
mod place;
mod points;
mod register;
mod resolve;
mod revise;
pub mod roles;
mod sessions;
pub mod stand_ins;
pub mod strings;
mod terms;
mod versions;
pub mod ways;

pub use agenda::{Agenda, CommitmentPlace, PAGE_COMMITMENTS, Standing};
pub use assemble::{Input, Remembered, assemble};
pub use attachments::PublishedFile;
pub use counts::Counts;
pub use follow_up::{FollowUps, Part, Said, Target};
pub use held_back::HeldBack;
pub use points::{Act, Commitment, Party, PassagePlace, Point, TermPlace, When};
pub use register::{ListOf, PAGE_POINTS, PointList, PointPlace, Register};
pub use revise::Changed;
pub(crate) use revise::{revise, revisions};
pub(crate) use sessions::kinds as session_kinds;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::config::{Config, Language, Taxonomy};
use crate::language::locale::Locale;
use crate::parse::acts::ActKind;
use crate::parse::body::AgendaItem;
use crate::parse::body::Heading;
use crate::parse::front_matter::FrontMatter;
use crate::parse::passages::{Passage, Passages};
use crate::parse::public_anchors;
use crate::table::value::Table;
use crate::texts::{Text, Texts};
use crate::url::UrlPath;
use crate::vocabulary::Term;
use files::Files;
use stand_ins::StandIns;
use strings::Strings;
use terms::VocabularyTerm;
use ways::{Acronyms, Extracts, Likeness, NameIndex, PlacePart, TermWays};

/// A whole site, ready to be rendered. It never changes: where words alone are others there is a new one,
/// which shares nearly all with the one before.
#[derive(Clone, Debug)]
pub struct Site {
    /// What it is configured to be.
    pub config: Arc<Config>,
    /// The site in each language, the default one first.
    pub languages: Vec<LanguageSite>,
    /// The terms of the vocabularies that some taxonomy uses.
    pub terms: Arc<[Term]>,
    /// The kinds of act that points can be, in the order of their vocabulary.
    pub acts: Arc<[ActKind]>,
    /// The day of the build, if it was given: commitments due before it are overdue.
    pub date: Option<Date>,
    /// Files beside the reports that a page links to.
    pub attachments: Arc<[PublishedFile]>,
    /// Where the texts of its reports are set aside.
    pub texts: Texts,
    /// What is shown although it is not to be published: none but in a preview.
    pub held_back: Arc<[HeldBack]>,
}

/// The site in one language.
#[derive(Clone, Debug)]
pub struct LanguageSite {
    /// The language.
    pub language: Language,
    /// The texts of the interface.
    pub strings: Arc<Strings>,
    /// How the language sorts and counts.
    pub locale: Arc<Locale>,
    /// The addresses of the pages that are always there.
    pub urls: Arc<FixedUrls>,
    /// The reports, newest first.
    pub reports: Vec<Arc<Report>>,
    /// Other pages, by id.
    pub pages: Arc<[Page]>,
    /// The text of the home page, if it has one.
    pub home: Option<Arc<Page>>,
    /// The years that have reports, latest first.
    pub years: Arc<[Year]>,
    /// The taxonomies whose terms some report has, in the order of the configuration.
    pub taxonomies: Arc<[TaxonomyPages]>,
    /// What stands at addresses that no document has.
    pub stand_ins: Arc<StandIns>,
    /// The points of the reports, in lists.
    pub register: Arc<Register>,
    /// The commitments of the reports.
    pub agenda: Arc<Agenda>,
    /// What later reports say of earlier ones.
    pub follow_ups: Arc<FollowUps>,
    /// Every name of every term, by letter.
    pub index: Arc<NameIndex>,
    /// The acronyms that its texts explain.
    pub acronyms: Arc<Acronyms>,
    /// Which reports resemble each other.
    pub likeness: Arc<Likeness>,
    /// What finds the text around mentions; see [`LanguageSite::extracts`](LanguageSite::extracts()).
    pub extracts: Arc<Extracts>,
}

/// Addresses of pages that every language has.
#[derive(Debug)]
pub struct FixedUrls {
    /// The home page.
    pub home: UrlPath,
    /// The list of all reports.
    pub reports: UrlPath,
    /// The search page.
    pub search: UrlPath,
    /// The Atom feed.
    pub feed: UrlPath,
    /// The page about the data.
    pub data: UrlPath,
    /// The page that is shown in the place of one that is not kept, where the archive is read without a connection.
    pub offline: UrlPath,
}

/// The report of a meeting.
#[derive(Clone, Debug)]
pub struct Report {
    /// What pairs it with its translations.
    pub id: String,
    /// What its front matter says.
    pub front: Arc<FrontMatter>,
    /// The source's path, relative to the site's folder.
    pub source: String,
    /// Its address.
    pub url: UrlPath,
    /// Its title.
    pub title: String,
    /// City and country, as far as known.
    pub place: Option<String>,
    /// What kind of session it was, as shown.
    pub session: Option<String>,
    /// The files that are offered with it.
    pub files: Files,
    /// The anchors of points and headings that are gone, which it keeps.
    pub former_anchors: Vec<String>,
    /// What stands for it in the languages that it is not translated to, if anything: a notice.
    pub notices: Vec<(String, UrlPath)>,
    /// What was to be treated.
    pub agenda: Vec<AgendaItem>,
    /// Its passages, the head first.
    pub passages: Arc<[Passage]>,
    /// What is written in it, word for word.
    pub written: Arc<Written>,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// Its terms: the taxonomy, and the terms' places in it.
    pub terms: Vec<(usize, Vec<usize>)>,
    /// Its points, in order.
    pub points: Arc<[Point]>,
    /// For each passage the terms that it mentions, in order, each once.
    pub mentions: Arc<[Box<[TermPlace]>]>,
    /// Its commitments, as its front matter has them.
    pub commitments: Vec<Commitment>,
    /// The parts of its place, city first.
    pub place_parts: Vec<PlacePart>,
    /// The languages it is translated to, with the translations' addresses.
    pub translations: Vec<(String, UrlPath)>,
}

impl LanguageSite {
    /// Returns a text of one of its documents as pages show it: with acronyms that explain themselves.
    pub fn shown(&self, html: &Text) -> String {
        self.acronyms.mark(html.read().into_owned())
    }

    /// Returns the term at a place.
    pub fn term(&self, place: TermPlace) -> &TermPage {
        &self.taxonomies[place.taxonomy].terms[place.term]
    }
}

impl Site {
    /// Returns the files of the reports that have points and no agreement, in order.
    pub fn undecided(&self) -> Vec<String> {
        let reports = self.languages.iter().flat_map(|language| language.reports.iter());
        let is_undecided = |report: &&Arc<Report>| {
            !report.points.is_empty() && report.points.iter().all(|point| !point.is_agreement)
        };
        let mut files: Vec<String> =
            reports.filter(is_undecided).map(|report| report.source.clone()).collect();
        files.sort_unstable();
        files
    }
}

impl Report {
    /// Returns the anchors of its points and headings, today's and former ones.
    pub fn anchors(&self) -> BTreeSet<&str> {
        public_anchors(&self.passages, &self.headings, &self.former_anchors)
    }

    /// Returns the places of the terms that it is filed under.
    pub fn filed(&self) -> impl Iterator<Item = TermPlace> + '_ {
        self.terms.iter().flat_map(|(taxonomy, terms)| {
            terms.iter().map(|term| TermPlace { taxonomy: *taxonomy, term: *term })
        })
    }

    /// Returns the last day on which something about it is known to have changed: that of its latest correction or
    /// status, else of the meeting.
    pub fn updated(&self) -> Option<Date> {
        let standing = &self.front.standing;
        let corrections = standing.corrections.iter().map(|correction| correction.date);
        corrections.chain(standing.status_date).chain(self.front.date).max()
    }
}

/// What is written in a report. All else that the model knows of it stays the same as long as only words change that it
/// takes nothing from.
#[derive(Debug)]
pub struct Written {
    /// Its text as HTML, links resolved; see [`LanguageSite::shown`].
    pub html: Text,
    /// Its text as Markdown, without what is not published; links are full addresses.
    pub markdown: Text,
    /// The texts of its passages.
    pub passages: Passages,
    /// What its long passages mention, each once somebody has asked.
    mentioned: FxHashMap<usize, OnceLock<Box<Mentioned>>>,
}

/// The terms that a passage mentions, with where it first names each, in bytes of its text.
type Mentioned = [(VocabularyTerm, Range<usize>)];

/// From this length on, in bytes, what a passage mentions is kept: each of its terms asks for it.
const LONG_PASSAGE_BYTES: usize = 2048;

impl Written {
    fn new(html: Text, markdown: Text, passages: Passages) -> Written {
        let is_long = |at: &usize| passages.length(*at) >= LONG_PASSAGE_BYTES;
        let long = (0..passages.list().len()).filter(is_long);
        let mentioned = long.map(|at| (at, OnceLock::new())).collect();
        Written { html, markdown, passages, mentioned }
    }

    /// Returns what a passage mentions, which `find` finds in its text.
    fn mentioned(
        &self,
        passage: usize,
        find: impl Fn(&str) -> Vec<(VocabularyTerm, Range<usize>)>,
    ) -> Cow<'_, Mentioned> {
        let found = || find(&self.passages.text(passage));
        match self.mentioned.get(&passage) {
            Some(known) => Cow::Borrowed(known.get_or_init(|| found().into())),
            None => Cow::Owned(found()),
        }
    }
}

/// A page that is no report.
#[derive(Debug)]
pub struct Page {
    /// What pairs it with its translations.
    pub id: String,
    /// The source's path, relative to the site's folder.
    pub source: String,
    /// Its address.
    pub url: UrlPath,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// What its front matter has for the site's own theme.
    pub extra: Table,
    /// Its text as HTML, links resolved; see [`LanguageSite::shown`].
    pub html: Text,
    /// The anchors of its headings, today's and former ones.
    pub anchors: BTreeSet<String>,
    /// The languages it is translated to, with the translations' addresses.
    pub translations: Vec<(String, UrlPath)>,
}

/// A year with its reports.
#[derive(Debug)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// The address of its page.
    pub url: UrlPath,
    /// Its reports, by place in the language's list.
    pub reports: Vec<usize>,
}

/// A taxonomy with the terms that some report has, or mentions.
#[derive(Clone, Debug)]
pub struct TaxonomyPages {
    /// The taxonomy.
    pub taxonomy: Taxonomy,
    /// The address of the list of terms.
    pub url: UrlPath,
    /// The terms, by label, as the language sorts them.
    pub terms: Vec<TermPage>,
    /// Whether some term has reports.
    pub has_reports: bool,
    /// Whether some term is mentioned alone.
    pub has_mentioned: bool,
    /// The places of the terms by their ids.
    places: FxHashMap<String, usize>,
}

impl TaxonomyPages {
    /// Returns a taxonomy with these terms, in their order.
    fn new(taxonomy: Taxonomy, url: UrlPath, terms: Vec<TermPage>) -> TaxonomyPages {
        let has_reports = terms.iter().any(|term| !term.reports.is_empty());
        let has_mentioned = terms.iter().any(|term| term.reports.is_empty());
        let places = terms.iter().enumerate().map(|(place, term)| (term.term.id.clone(), place)).collect();
        TaxonomyPages { taxonomy, url, terms, has_reports, has_mentioned, places }
    }

    /// Returns the term with this id.
    pub fn term(&self, id: &str) -> Option<&TermPage> {
        self.places.get(id).map(|place| &self.terms[*place])
    }
}

/// A term with its reports. One that is only mentioned has none.
#[derive(Clone, Debug)]
pub struct TermPage {
    /// The term.
    pub term: Term,
    /// The address of its page.
    pub url: UrlPath,
    /// Its reports, by place in the language's list.
    pub reports: Vec<usize>,
    /// The passages that mention it, newest report first.
    pub mentions: Vec<PassagePlace>,
    /// What else its page can tell.
    pub ways: TermWays,
}
