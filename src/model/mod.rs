//! Assembles documents into a site: addresses, languages, terms, neighbours and links. Afterwards every link
//! is resolved, and pages and index are made from the same data.

mod acts;
mod assemble;
pub(crate) mod attachments;
mod commitments;
mod counts;
mod decisions;
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
pub mod related;
mod resolve;
mod revise;
pub mod roles;
mod sessions;
pub mod stand_ins;
pub mod strings;
mod terms;
mod versions;

pub use assemble::{Input, Remembered, assemble};
pub use attachments::PublishedFile;
pub use commitments::{CommitmentList, CommitmentPlace, CommitmentStatus, PAGE_COMMITMENTS};
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
use related::{Acronyms, Extracts, Likeness, NameIndex, PlacePart, TermWays};
use stand_ins::StandIns;
use strings::Strings;
use terms::VocabularyTerm;

/// A whole site, ready to be rendered. Immutable: a change of wording makes a new site, which shares nearly
/// all of its data with the previous one.
#[derive(Clone, Debug)]
pub struct Site {
    /// The configuration.
    pub config: Arc<Config>,
    /// The site in each language, the default language first.
    pub languages: Vec<LanguageSite>,
    /// The terms of the vocabularies that a taxonomy uses.
    pub terms: Arc<[Term]>,
    /// The kinds of act, in the order of their vocabulary.
    pub acts: Arc<[ActKind]>,
    /// The day of the build, if given. Commitments due before it are overdue.
    pub date: Option<Date>,
    /// The attachments that a page links to.
    pub attachments: Arc<[PublishedFile]>,
    /// The store of its reports' texts.
    pub texts: Texts,
    /// Documents that are shown although they are not to be published. Empty outside of previews.
    pub held_back: Arc<[HeldBack]>,
}

/// The site in one language.
#[derive(Clone, Debug)]
pub struct LanguageSite {
    /// The language.
    pub language: Language,
    /// The interface texts.
    pub strings: Arc<Strings>,
    /// The rules for sorting and plurals.
    pub locale: Arc<Locale>,
    /// The addresses of the pages that every language has.
    pub urls: Arc<FixedUrls>,
    /// The reports, newest first.
    pub reports: Vec<Arc<Report>>,
    /// Other pages, by id.
    pub pages: Arc<[Page]>,
    /// The text of the home page, if there is one.
    pub home: Option<Arc<Page>>,
    /// The years with reports, latest first.
    pub years: Arc<[Year]>,
    /// The taxonomies whose terms occur in a report, in the order of the configuration.
    pub taxonomies: Arc<[TaxonomyPages]>,
    /// The pages at addresses without a document.
    pub stand_ins: Arc<StandIns>,
    /// The register of agreements.
    pub register: Arc<Register>,
    /// The commitments of the reports.
    pub commitment_list: Arc<CommitmentList>,
    /// What later reports say of earlier ones.
    pub follow_ups: Arc<FollowUps>,
    /// Every name of every term, by letter.
    pub index: Arc<NameIndex>,
    /// The acronyms that are explained in texts.
    pub acronyms: Arc<Acronyms>,
    /// The data by which similar reports are found.
    pub likeness: Arc<Likeness>,
    /// Finds the text around mentions; see [`LanguageSite::extracts`](LanguageSite::extracts()).
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
    /// The page shown when reading without a connection, in place of a page that is not stored.
    pub offline: UrlPath,
}

/// The report of a meeting.
#[derive(Clone, Debug)]
pub struct Report {
    /// The id that it shares with its translations.
    pub id: String,
    /// Its front matter.
    pub front: Arc<FrontMatter>,
    /// The path of the source, relative to the site's folder.
    pub source: String,
    /// Its address.
    pub url: UrlPath,
    /// Its title.
    pub title: String,
    /// City and country, as far as known.
    pub place: Option<String>,
    /// The kind of session, as displayed.
    pub session: Option<String>,
    /// The files offered with it.
    pub files: Files,
    /// The anchors that it preserves for points and headings that no longer exist.
    pub former_anchors: Vec<String>,
    /// The notices that replace it in languages that it is not translated to.
    pub notices: Vec<(String, UrlPath)>,
    /// The items of its agenda.
    pub agenda: Vec<AgendaItem>,
    /// Its passages, the head first.
    pub passages: Arc<[Passage]>,
    /// Its wording.
    pub written: Arc<Written>,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// Its terms: the index of the taxonomy, and the indices of the terms in it.
    pub terms: Vec<(usize, Vec<usize>)>,
    /// Its points, in order.
    pub points: Arc<[Point]>,
    /// The terms that each passage mentions, in order and without duplicates.
    pub mentions: Arc<[Box<[TermPlace]>]>,
    /// Its commitments, from the front matter.
    pub commitments: Vec<Commitment>,
    /// The parts of its place, city first.
    pub place_parts: Vec<PlacePart>,
    /// The languages it is translated to, with the translations' addresses.
    pub translations: Vec<(String, UrlPath)>,
}

impl LanguageSite {
    /// Returns the HTML of a text as shown on pages, with acronyms explained.
    pub fn shown(&self, html: &Text) -> String {
        self.acronyms.mark(html.read().into_owned())
    }

    /// Whether there are reports, and none has a date: then nothing is sorted, filtered or announced by one.
    pub fn is_undated(&self) -> bool {
        !self.reports.is_empty() && self.years.is_empty()
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
    /// Returns the current and former anchors of its points and headings.
    pub fn anchors(&self) -> BTreeSet<&str> {
        public_anchors(&self.passages, &self.headings, &self.former_anchors)
    }

    /// Returns the places of the terms that it is filed under.
    pub fn filed(&self) -> impl Iterator<Item = TermPlace> + '_ {
        self.terms.iter().flat_map(|(taxonomy, terms)| {
            terms.iter().map(|term| TermPlace { taxonomy: *taxonomy, term: *term })
        })
    }

    /// Returns the date of its last known change: of its latest correction or status, otherwise of the
    /// meeting.
    pub fn updated(&self) -> Option<Date> {
        let standing = &self.front.standing;
        let corrections = standing.corrections.iter().map(|correction| correction.date);
        corrections.chain(standing.status_date).chain(self.front.date).max()
    }
}

/// The wording of a report. A change of wording alone, from which the model derives nothing else, changes
/// only this.
#[derive(Debug)]
pub struct Written {
    /// Its text as HTML, with links resolved; see [`LanguageSite::shown`].
    pub html: Text,
    /// Its text as Markdown, without unpublished parts and with full addresses in links.
    pub markdown: Text,
    /// The texts of its passages.
    pub passages: Passages,
    /// The mentions in its long passages, each found on first use.
    mentioned: FxHashMap<usize, OnceLock<Box<Mentioned>>>,
}

/// The terms that a passage mentions, each with the byte range of its first mention.
type Mentioned = [(VocabularyTerm, Range<usize>)];

/// The length, in bytes, from which the mentions in a passage are kept, because each of its terms asks for
/// them.
const LONG_PASSAGE_BYTES: usize = 2048;

impl Written {
    fn new(html: Text, markdown: Text, passages: Passages) -> Written {
        let is_long = |at: &usize| passages.length(*at) >= LONG_PASSAGE_BYTES;
        let long = (0..passages.list().len()).filter(is_long);
        let mentioned = long.map(|at| (at, OnceLock::new())).collect();
        Written { html, markdown, passages, mentioned }
    }

    /// Returns the mentions in a passage; `find` finds them in its text.
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

/// A page other than a report.
#[derive(Debug)]
pub struct Page {
    /// The id that it shares with its translations.
    pub id: String,
    /// The path of the source, relative to the site's folder.
    pub source: String,
    /// Its address.
    pub url: UrlPath,
    /// Its title.
    pub title: String,
    /// A summary of one or two sentences.
    pub summary: Option<String>,
    /// The table `[extra]` of its front matter, for the site's own theme.
    pub extra: Table,
    /// Its text as HTML, with links resolved; see [`LanguageSite::shown`].
    pub html: Text,
    /// The current and former anchors of its headings.
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
    /// Its reports, by index in the language's list.
    pub reports: Vec<usize>,
}

/// A taxonomy with the terms that reports have or mention.
#[derive(Clone, Debug)]
pub struct TaxonomyPages {
    /// The taxonomy.
    pub taxonomy: Taxonomy,
    /// The address of the list of terms.
    pub url: UrlPath,
    /// The terms, sorted by label in the order of the language.
    pub terms: Vec<TermPage>,
    /// Whether any term has reports.
    pub has_reports: bool,
    /// Whether any term is mentioned only.
    pub has_mentioned: bool,
    /// The indices of the terms by id.
    places: FxHashMap<String, usize>,
}

impl TaxonomyPages {
    /// Returns a taxonomy with these terms, in the given order.
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

/// A term with its reports. A term that is only mentioned has none.
#[derive(Clone, Debug)]
pub struct TermPage {
    /// The term.
    pub term: Term,
    /// The address of its page.
    pub url: UrlPath,
    /// Its reports, by index in the language's list.
    pub reports: Vec<usize>,
    /// The passages that mention it, newest report first.
    pub mentions: Vec<PassagePlace>,
    /// The other data of its page.
    pub ways: TermWays,
}
