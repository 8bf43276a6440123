//! Assembles a site from documents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::attachments;
use super::links::Targets;
use super::located::Located;
use super::points::{self, PassagePlace, ReadText, ReadingWords, TermPlace, TermPlaces, TextReader};
use super::related::{self, NameIndex, TermWays, Weighed};
use super::resolve::{Resolutions, Resolved, Resolver};
use super::stand_ins::{self, Placed};
use super::strings::Strings;
use super::terms::{Vocabularies, VocabularyTerm};
use super::versions::{self, Documents};
use super::{
    CommitmentList, FixedUrls, LanguageSite, Page, Register, Report, Site, TaxonomyPages, TermPage, Written,
    Year, commitments, follow_up, held_back, place, register, sessions,
};
use crate::config::{Config, Language};
use crate::diagnostic::{Diagnostic, Place, error, warning};
use crate::language::locale::Locale;
use crate::load::{Attachment, Sources};
use crate::parse::acts::Acts;
use crate::parse::front_matter::Withheld;
use crate::parse::{Document, DocumentKind};
use crate::sections::Sections;
use crate::texts::Texts;
use crate::url::{UrlPath, slugify_or};
use crate::vocabulary::{Term, Vocabulary};

/// The input of an assembly.
pub struct Input<'a> {
    /// The configuration.
    pub config: Config,
    /// The documents, in the order of the sources.
    pub documents: Vec<Arc<Document>>,
    /// The vocabularies.
    pub vocabularies: Vec<Vocabulary>,
    /// The kinds of act.
    pub acts: Acts,
    /// The names of sections, and the words by which votes are read.
    pub sections: Sections,
    /// The other inputs: attachments, and the theme's texts.
    pub sources: &'a Sources,
    /// The day of the build, if given. Reports with a later `publish_after` are held back.
    pub date: Option<Date>,
    /// The store of texts.
    pub texts: Texts,
    /// All addresses that the site has ever published, if they are recorded.
    pub ever_published: Vec<UrlPath>,
}

/// Data that is kept from one assembly of a site to the next.
#[derive(Default)]
pub struct Remembered {
    pub(super) resolutions: Resolutions,
    /// By language.
    pub(super) languages: BTreeMap<String, RememberedLanguage>,
    pub(super) setting: Option<Setting>,
}

/// The data with which the documents of a site were last resolved.
pub(super) struct Setting {
    pub(super) vocabularies: Vec<Vocabulary>,
    pub(super) acts: Acts,
    pub(super) sections: Sections,
    pub(super) attachments: Vec<Attachment>,
    /// The documents that have an address, with the address.
    pub(super) placed: Vec<(Arc<Document>, UrlPath)>,
    pub(super) withheld: Vec<Arc<Document>>,
}

impl Setting {
    /// Returns the words by which texts are read.
    pub(super) fn words(&self) -> ReadingWords<'_> {
        ReadingWords { acts: &self.acts, sections: &self.sections }
    }

    /// Replaces the document at the same path.
    pub(super) fn replace(&mut self, document: &Arc<Document>) {
        let mut placed = self.placed.iter_mut();
        if let Some((known, _)) = placed.find(|(known, _)| known.path == document.path) {
            *known = Arc::clone(document);
        }
    }
}

/// The data that is kept of one language.
#[derive(Default)]
pub(super) struct RememberedLanguage {
    pub(super) located: Located,
    pub(super) weighed: Weighed,
}

/// Assembles a site. `remembered` is the data of the last assembly, if it was kept.
pub fn assemble(input: Input<'_>, remembered: &mut Remembered, diagnostics: &mut Vec<Diagnostic>) -> Site {
    let Input { config, documents, vocabularies, acts, sections, sources, date, texts, ever_published } =
        input;
    let all_vocabularies = vocabularies;
    let vocabularies = Vocabularies::new(&all_vocabularies);
    let Sorted { published, withdrawn, withheld } = sorted(documents, &config, date, diagnostics);
    let mut languages: Vec<LanguageSite> = config
        .languages
        .iter()
        .map(|language| empty_language(language, &config, sources, diagnostics))
        .collect();
    let urls = addresses(&published, &languages);
    let withdrawn_urls = addresses(&withdrawn, &languages);
    let urls = if config.strict { urls } else { apart(&published, urls, diagnostics) };
    report_duplicates(&published, &urls, diagnostics);
    published.iter().for_each(|document| sessions::check(document, &languages, diagnostics));
    let with_address = published.iter().zip(&urls).chain(withdrawn.iter().zip(&withdrawn_urls));
    let with_address = with_address.map(|(document, url)| (&**document, url));
    let hidden = withheld.iter().map(|document| &**document);
    let targets = Targets::new(&config, with_address, hidden, &sources.attachments);
    let resolver = Resolver {
        config: &config,
        vocabularies: &vocabularies,
        acts: &acts,
        targets: &targets,
        reader: TextReader::new(&config, ReadingWords { acts: &acts, sections: &sections }, &vocabularies),
        texts: &texts,
    };
    let resolved = remembered.resolutions.resolve_all(&resolver, &published, diagnostics);
    let mut linked = BTreeSet::new();
    let members = members(published.iter().zip(&urls), resolved, &languages, &mut linked);
    Assembly { resolver: &resolver, date }.fill_all(&mut languages, members, remembered);
    follow_up::check(&published, &languages, diagnostics);
    let published_at: Vec<Placed<'_>> = placed(&published, &urls).collect();
    let withdrawn_at: Vec<Placed<'_>> = placed(&withdrawn, &withdrawn_urls).collect();
    stand_ins::add(&mut languages, &published_at, &withdrawn_at, diagnostics);
    let add_emptied = |language| stand_ins::add_emptied(language, &config.taxonomies, &ever_published);
    languages.iter_mut().for_each(add_emptied);
    let attachments = attachments::published(sources, &linked, &config, diagnostics);
    config.soften(diagnostics);
    let mut terms = vocabularies.used_by(&config.taxonomies);
    let hidden = hidden_terms(&published, withheld.iter().chain(&withdrawn));
    terms.retain(|term| !hidden.contains(term.id.as_str()));
    let held_back = held_back::held_back(&published, &urls, date);
    let placed = published.into_iter().zip(urls).chain(withdrawn.into_iter().zip(withdrawn_urls));
    remembered.setting = Some(Setting {
        placed: placed.collect(),
        withheld,
        vocabularies: all_vocabularies,
        acts: acts.clone(),
        sections: sections.clone(),
        attachments: sources.attachments.clone(),
    });
    Site {
        config: Arc::new(config),
        languages,
        terms: terms.into(),
        acts: acts.kinds.into(),
        date,
        attachments: attachments.into(),
        held_back: held_back.into(),
        texts,
    }
}

/// Documents by what becomes of them.
struct Sorted {
    published: Vec<Arc<Document>>,
    /// Without their texts.
    withdrawn: Vec<Arc<Document>>,
    withheld: Vec<Arc<Document>>,
}

/// Sorts documents by what becomes of them on `date`, and reports where translations differ in it.
fn sorted(
    documents: Vec<Arc<Document>>,
    config: &Config,
    date: Option<Date>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Sorted {
    let (released, withheld): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|document| config.drafts || is_released(document, date, diagnostics));
    let (mut withdrawn, published): (Vec<_>, Vec<_>) =
        released.into_iter().partition(|document| document.front.withdrawn);
    let by_standing = Documents { published: &published, withdrawn: &withdrawn, held_back: &withheld };
    versions::check(&by_standing, config, diagnostics);
    withdrawn.iter_mut().for_each(|document| Arc::make_mut(document).clear());
    Sorted { published, withdrawn, withheld }
}

/// Returns the documents of each language, with their addresses and what was resolved of them. The attachments that
/// they link to are added to `linked`.
fn members<'a>(
    placed: impl Iterator<Item = (&'a Arc<Document>, &'a UrlPath)> + Clone,
    resolved: Vec<Resolved>,
    languages: &[LanguageSite],
    linked: &mut BTreeSet<String>,
) -> Vec<Vec<Member<'a>>> {
    let translations = translations(placed.clone());
    let mut members: Vec<Vec<Member<'_>>> = languages.iter().map(|_| Vec::new()).collect();
    for ((document, url), mut resolved) in placed.zip(resolved) {
        linked.append(&mut resolved.attachments);
        let translations = translations_of(&translations, document);
        let of = languages.iter().position(|language| language.language.code == document.language);
        if let Some(of) = of {
            members[of].push(Member { document, url: url.clone(), resolved, translations });
        }
    }
    members
}

/// The data common to the assembly of all documents.
struct Assembly<'a> {
    resolver: &'a Resolver<'a>,
    date: Option<Date>,
}

impl Assembly<'_> {
    /// Fills the site in every language with its documents, side by side.
    fn fill_all(
        &self,
        languages: &mut [LanguageSite],
        members: Vec<Vec<Member<'_>>>,
        remembered: &mut Remembered,
    ) {
        let mut known: Vec<RememberedLanguage> = languages
            .iter()
            .map(|language| remembered.languages.remove(&language.language.code).unwrap_or_default())
            .collect();
        let with_members = languages.par_iter_mut().zip(members).zip(&mut known);
        with_members.for_each(|((language, members), known)| self.fill(language, members, known));
        let codes = languages.iter().map(|language| language.language.code.clone());
        remembered.languages = codes.zip(known).collect();
    }

    /// Fills the site in one language with its documents.
    fn fill(
        &self,
        language: &mut LanguageSite,
        mut members: Vec<Member<'_>>,
        known: &mut RememberedLanguage,
    ) {
        let Resolver { config, vocabularies, acts, .. } = *self.resolver;
        let code = language.language.code.clone();
        members.sort_by(|a, b| newest_first(a.document).cmp(&newest_first(b.document)));
        let (reports, others): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|member| member.document.kind == DocumentKind::Report);
        let (mut homes, pages): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|member| member.document.kind == DocumentKind::Home);
        language.home = (!homes.is_empty()).then(|| Arc::new(page(homes.swap_remove(0))));
        let mut pages: Vec<Page> = pages.into_iter().map(page).collect();
        pages.sort_by(|a, b| a.id.cmp(&b.id));
        language.pages = pages.into();
        let (made, texts): (Vec<Arc<Report>>, Vec<ReadDocument<'_>>) =
            reports.into_iter().map(|member| report(member, language, vocabularies)).unzip();
        language.reports = made;
        language.years = years(language);
        let read: Vec<(&Document, &ReadText)> =
            texts.iter().map(|(document, read)| (*document, &**read)).collect();
        let places = add_terms(language, &read, config, vocabularies);
        let located = known.located.update(&texts, acts, &places);
        for ((report, (document, _)), located) in language.reports.iter_mut().zip(&texts).zip(located) {
            let report = Arc::make_mut(report);
            (report.mentions, report.points) = (located.mentions, located.points);
            report.commitments = points::Parties {
                language: &code,
                taxonomies: &config.taxonomies,
                vocabularies,
                places: &places,
            }
            .commitments(document);
        }
        follow_up::add(language);
        language.register = Arc::new(register::register(language, &acts.kinds));
        let commitments = commitments::commitments(&language.reports, self.date);
        Arc::make_mut(&mut language.commitment_list).commitments = commitments;
        let reader = &self.resolver.reader;
        let input = related::Input { config, reader, vocabularies, places: &places, reports: &read };
        related::add(language, &input, &mut known.weighed);
    }
}

/// Returns documents with their addresses.
fn placed<'a>(documents: &'a [Arc<Document>], urls: &'a [UrlPath]) -> impl Iterator<Item = Placed<'a>> {
    documents.iter().zip(urls).map(|(document, url)| Placed { document, url })
}

/// Returns the terms that only unpublished documents have; showing them would reveal something about these
/// documents.
fn hidden_terms<'a>(
    published: &'a [Arc<Document>],
    others: impl Iterator<Item = &'a Arc<Document>>,
) -> BTreeSet<&'a str> {
    fn terms(document: &Document) -> impl Iterator<Item = &str> {
        let listed = document.front.terms.iter().flat_map(|(_, terms)| terms);
        listed.map(|term| term.value.as_str()).chain(document.front.country.as_deref())
    }
    let mut hidden: BTreeSet<&str> = others.flat_map(|document| terms(document)).collect();
    if !hidden.is_empty() {
        published.iter().flat_map(|document| terms(document)).for_each(|term| {
            hidden.remove(term);
        });
    }
    hidden
}

/// Whether a document is released to the public. Reports one that is held back because the day of the build
/// is unknown.
fn is_released(document: &Document, date: Option<Date>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    match document.front.withheld {
        None => true,
        Some(Withheld::Draft | Withheld::LeftOut) => false,
        Some(Withheld::Until(after)) => {
            if date.is_none() {
                diagnostics.push(
                    warning!("model::held-back", date = after.to_string()).at(Place::file(&document.path)),
                );
            }
            date.is_some_and(|date| date >= after)
        }
    }
}

/// The sort key of reports: dated before undated, later before earlier, then by file.
fn newest_first(document: &Document) -> (bool, std::cmp::Reverse<Option<Date>>, &str) {
    let date = document.front.date;
    (date.is_none(), std::cmp::Reverse(date), document.path.as_str())
}

fn empty_language(
    language: &Language,
    config: &Config,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> LanguageSite {
    let strings = Strings::load(&sources.theme, &language.code, diagnostics);
    let prefix = prefix(language, config);
    let path = |key: &str| UrlPath::page([prefix, strings.get(key)]);
    let urls = FixedUrls {
        home: UrlPath::page([prefix]),
        reports: path("paths.reports"),
        search: path("paths.search"),
        feed: UrlPath::file(format!("{}atom.xml", UrlPath::page([prefix]))),
        data: path("paths.data"),
        // A file like `404.html`, so that no page of a site can have its address.
        offline: UrlPath::file(format!("offline.{}.html", language.code)),
    };
    LanguageSite {
        language: language.clone(),
        register: Arc::new(Register::empty(&urls.home, strings.get("paths.agreements"))),
        commitment_list: Arc::new(CommitmentList::empty(&urls.home, strings.get("paths.commitments"))),
        index: Arc::new(NameIndex::empty(&urls, strings.get("paths.names"))),
        acronyms: Arc::default(),
        follow_ups: Arc::default(),
        likeness: Arc::default(),
        extracts: Arc::default(),
        strings: Arc::new(strings),
        locale: Arc::new(Locale::new(&language.code)),
        urls: Arc::new(urls),
        reports: Vec::new(),
        pages: Arc::default(),
        home: None,
        years: Arc::default(),
        taxonomies: Arc::default(),
        stand_ins: Arc::default(),
    }
}

/// Returns the folder of a language's pages; empty for the default language.
fn prefix<'a>(language: &'a Language, config: &Config) -> &'a str {
    if language == config.default_language() { "" } else { &language.code }
}

/// Returns the address of each document.
fn addresses(documents: &[Arc<Document>], languages: &[LanguageSite]) -> Vec<UrlPath> {
    let address = |document: &Arc<Document>| {
        let language = languages.iter().find(|language| language.language.code == document.language);
        let Some(language) = language else { return UrlPath::default() };
        let root = match document.kind {
            DocumentKind::Report => language.urls.reports.as_str(),
            DocumentKind::Page => language.urls.home.as_str(),
            DocumentKind::Home => return language.urls.home.clone(),
        };
        let folders: Vec<String> = document.folder.split('/').map(|folder| slugify_or(folder, "")).collect();
        let slug = slugify_or(document.front.slug.as_ref().unwrap_or(&document.stem), "report");
        UrlPath::page([root].into_iter().chain(folders.iter().map(String::as_str)).chain([slug.as_str()]))
    };
    documents.iter().map(address).collect()
}

/// Gives documents with the same address another with a number, and reports them.
fn apart(documents: &[Arc<Document>], urls: Vec<UrlPath>, diagnostics: &mut Vec<Diagnostic>) -> Vec<UrlPath> {
    let key = |url: &UrlPath| url.as_str().to_lowercase();
    let mut owners: FxHashMap<String, &Document> = FxHashMap::default();
    let mut taken: BTreeSet<String> = urls.iter().map(key).collect();
    let mut found = Vec::new();
    let placed = documents.iter().zip(urls).map(|(document, url)| {
        let Some(first) = owners.get(&key(&url)) else {
            owners.insert(key(&url), document);
            return url;
        };
        let folder = url.as_str().trim_end_matches('/');
        let other = |number: usize| UrlPath::page([format!("{folder}-{number}").as_str()]);
        let free = (2..).map(other).find(|other| taken.insert(key(other))).unwrap_or_default();
        let (address, now) = (format!("/{url}"), format!("/{free}"));
        let same = warning!(
            "model::same-address",
            "apart",
            address = address,
            file = first.path.as_str(),
            now = now
        );
        found.push(same.at(Place::file(&document.path)));
        free
    });
    let placed = placed.collect();
    diagnostics.append(&mut found);
    placed
}

fn report_duplicates(documents: &[Arc<Document>], urls: &[UrlPath], diagnostics: &mut Vec<Diagnostic>) {
    let mut by_url: FxHashMap<String, &Document> = FxHashMap::default();
    let mut by_id: FxHashMap<(&str, &str, &str), &Document> = FxHashMap::default();
    for (document, url) in documents.iter().zip(urls) {
        // Addresses that differ only in case are the same folder on many systems.
        if let Some(first) = by_url.insert(url.as_str().to_lowercase(), document) {
            diagnostics.push(
                error!("model::same-address", address = format!("/{url}"), file = first.path.as_str())
                    .at(Place::file(&document.path)),
            );
        }
        let folder = if document.front.given.iter().any(|key| key.value == "id") {
            ""
        } else {
            document.folder.as_str()
        };
        if let Some(first) = by_id.insert((&document.language, folder, &document.front.id), document) {
            diagnostics.push(
                error!("model::same-id", id = document.front.id.as_str(), file = first.path.as_str())
                    .at(Place::file(&document.path)),
            );
        }
    }
}

/// The languages and addresses of documents that are translations of each other, by kind, folder and id.
type Translations<'a> = FxHashMap<(bool, &'a str), Vec<(&'a str, &'a UrlPath)>>;

fn translations<'a>(placed: impl Iterator<Item = (&'a Arc<Document>, &'a UrlPath)>) -> Translations<'a> {
    let mut all = Translations::default();
    for (document, url) in placed {
        all.entry(document.pairing()).or_default().push((&document.language, url));
    }
    all
}

fn translations_of(all: &Translations<'_>, document: &Document) -> Vec<(String, UrlPath)> {
    let group = all.get(&document.pairing());
    let others = group.into_iter().flatten().filter(|(language, _)| *language != document.language);
    others.map(|(language, url)| ((*language).to_owned(), (*url).clone())).collect()
}

/// A document, and what the assembly has found out about it.
struct Member<'a> {
    document: &'a Document,
    url: UrlPath,
    resolved: Resolved,
    translations: Vec<(String, UrlPath)>,
}

/// A document, and the data found in its text.
type ReadDocument<'a> = (&'a Document, Arc<ReadText>);

/// Returns a report, and the data found in its text.
fn report<'a>(
    member: Member<'a>,
    language: &LanguageSite,
    vocabularies: &Vocabularies<'_>,
) -> (Arc<Report>, ReadDocument<'a>) {
    let Member { document, url, resolved, translations } = member;
    let Resolved { html, markdown, files, read, .. } = resolved;
    let front = &document.front;
    let place = place::shown(&place::parts(front, language, vocabularies));
    let session = front.session.as_ref().map(|session| sessions::name(&session.value, language));
    let report = Report {
        id: front.id.clone(),
        front: Arc::clone(front),
        source: document.path.clone(),
        url,
        title: front.title.clone().unwrap_or_else(|| document.stem.clone()),
        place,
        session,
        files,
        former_anchors: document.body.former_anchors.clone(),
        notices: Vec::new(),
        agenda: document.body.agenda.clone(),
        passages: document.passages.list(),
        written: Arc::new(Written::new(html, markdown, document.passages.clone())),
        headings: document.body.headings.clone(),
        terms: Vec::new(),
        points: Arc::default(),
        mentions: Arc::default(),
        commitments: Vec::new(),
        place_parts: Vec::new(),
        translations,
    };
    (Arc::new(report), (document, read))
}

fn page(member: Member<'_>) -> Page {
    let Member { document, url, resolved, translations } = member;
    Page {
        id: document.front.id.clone(),
        source: document.path.clone(),
        url,
        title: document.front.title.clone().unwrap_or_else(|| document.stem.clone()),
        summary: document.front.summary.clone(),
        extra: document.front.extra.clone(),
        html: resolved.html,
        anchors: document.public_anchors().into_iter().map(str::to_owned).collect(),
        translations,
    }
}

fn years(language: &LanguageSite) -> Arc<[Year]> {
    let mut by_year: BTreeMap<i16, Vec<usize>> = BTreeMap::new();
    for (at, report) in language.reports.iter().enumerate() {
        if let Some(date) = report.front.date {
            by_year.entry(date.year()).or_default().push(at);
        }
    }
    let folder = language.strings.get("paths.years");
    let url = |year: i16| UrlPath::page([language.urls.home.as_str(), folder, &year.to_string()]);
    by_year.into_iter().rev().map(|(year, reports)| Year { year, url: url(year), reports }).collect()
}

/// Adds the taxonomies, with the terms that the language's reports have or mention, and adds their terms to
/// the reports. Returns the places of the vocabularies' terms in them.
fn add_terms(
    language: &mut LanguageSite,
    reports: &[(&Document, &ReadText)],
    config: &Config,
    vocabularies: &Vocabularies<'_>,
) -> TermPlaces {
    let code = language.language.code.clone();
    let mut all_places = TermPlaces::new();
    let mut mentions = mentions_by_term(reports);
    let mut all: Vec<TaxonomyPages> = Vec::new();
    for (at, taxonomy) in config.taxonomies.iter().enumerate() {
        let mut by_id: BTreeMap<&str, TermPage> = BTreeMap::new();
        let slug = taxonomy.slug.get(&code).unwrap_or(&taxonomy.id);
        let url = UrlPath::page([language.urls.home.as_str(), slug]);
        let page = |term: Term| {
            let folder = term.slug(&code);
            TermPage {
                url: UrlPath::page([url.as_str(), &folder]),
                term,
                reports: Vec::new(),
                mentions: Vec::new(),
                ways: TermWays::default(),
            }
        };
        for (report, (document, _)) in reports.iter().enumerate() {
            let terms = document.front.terms.iter().filter(|(key, _)| *key == taxonomy.key);
            for id in terms.flat_map(|(_, terms)| terms).map(|term| term.value.as_str()) {
                let Some(term) = vocabularies.find(taxonomy, id) else { continue };
                let page = by_id.entry(id).or_insert_with(|| page(term.into_owned()));
                if page.reports.last() != Some(&report) {
                    page.reports.push(report);
                }
            }
        }
        for ((_, term), passages) in mentions.range_mut((at, 0)..(at + 1, 0)) {
            let Some(term) = vocabularies.term(taxonomy, *term) else { continue };
            by_id.entry(&term.id).or_insert_with(|| page(term.clone())).mentions = std::mem::take(passages);
        }
        let mut terms: Vec<TermPage> = by_id.into_values().collect();
        terms.sort_by(|a, b| {
            let by_label = language.locale.compare(a.term.label(&code), b.term.label(&code));
            by_label.then_with(|| a.term.id.cmp(&b.term.id))
        });
        if terms.is_empty() {
            continue;
        }
        let number = all.len();
        for (place, page) in terms.iter().enumerate() {
            add_to_reports(language, page, TermPlace { taxonomy: number, term: place });
            let term = vocabularies.place_in(&config.taxonomies, at, &page.term.id);
            all_places.extend(term.map(|term| (term, TermPlace { taxonomy: number, term: place })));
        }
        all.push(TaxonomyPages::new(taxonomy.clone(), url, terms));
    }
    language.taxonomies = all.into();
    all_places
}

/// Adds a term to the reports that have it.
fn add_to_reports(language: &mut LanguageSite, page: &TermPage, at: TermPlace) {
    for report in &page.reports {
        let of_report = &mut Arc::make_mut(&mut language.reports[*report]).terms;
        match of_report.last_mut().filter(|(taxonomy, _)| *taxonomy == at.taxonomy) {
            Some((_, places)) => places.push(at.term),
            None => of_report.push((at.taxonomy, vec![at.term])),
        }
    }
}

/// Returns the passages that mention each term.
fn mentions_by_term(reports: &[(&Document, &ReadText)]) -> BTreeMap<VocabularyTerm, Vec<PassagePlace>> {
    let mut by_term: FxHashMap<VocabularyTerm, Vec<PassagePlace>> = FxHashMap::default();
    for (report, (_, text)) in reports.iter().enumerate() {
        for (passage, terms) in text.mentions.iter().enumerate() {
            for term in terms {
                by_term.entry(*term).or_default().push(PassagePlace { report, passage });
            }
        }
    }
    by_term.values_mut().for_each(Vec::shrink_to_fit);
    by_term.into_iter().collect()
}
