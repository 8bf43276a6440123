//! `site.toml` made into a [`Config`] with every default filled in, so that nothing is optional without need.

pub mod check;
pub(crate) mod check_digits;
pub mod offline;
pub mod security;

use std::collections::BTreeSet;

use actas_search_core::schema::{Field, Weights};

use crate::diagnostic::{Diagnostic, Place, Severity, error, warning};
use crate::front_keys::Names;
use crate::license::License;
use crate::messages::message;
use crate::source::Source;
use crate::table::keys::{Codes, Keys, Localized};
use crate::table::value::{Excerpt, Spanned, Table, Value};
use crate::url::Base;
use check::Settings;
use offline::Offline;
use security::Security;

/// The defaults, in the format of `site.toml`.
const DEFAULTS: &str = include_str!("defaults.toml");

/// Parameters in the search page's addresses, besides those for taxonomies, which have the taxonomy's name.
const RESERVED_NAMES: [&str; 9] = ["q", "lang", "sort", "from", "to", "h", "year", "language", "kind"];

/// The largest search weight.
const WEIGHT_MAX: f64 = 10.0;

/// The code of what is never softened: a report that must not be published.
const RESTRICTED: &str = "front-matter::restricted";

/// The configuration of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's title.
    pub title: Localized,
    /// One sentence about the site, for its home page, feeds and search engines.
    pub description: Localized,
    /// Where the site will be published.
    pub base: Base,
    /// The languages of the site, the default one first.
    pub languages: Vec<Language>,
    /// The folder with reports, relative to the site's; empty if it is the site's own folder.
    pub content: String,
    /// The web address of that folder, if it has one: links that leave the folder lead there.
    pub repository: Option<Base>,
    /// The theme's name: a folder of `themes/`, over the built-in one.
    pub theme: String,
    /// The keys that every report must have.
    pub required: Vec<String>,
    /// Whether what is wrong with a document stops the build. Otherwise it is a warning, and a document that
    /// cannot be read is left out.
    pub strict: bool,
    /// Whether sections can be points too; then only passages with an act are points.
    pub sections_are_points: bool,
    /// How reports are classified.
    pub taxonomies: Vec<Taxonomy>,
    /// What the keys of front matters may be called.
    pub key_names: Names,
    /// How much each way of matching counts in a search.
    pub weights: Weights,
    /// Which preview pictures are made for links on other sites.
    pub social: SocialImages,
    /// The licence of the reports' texts, if one is named.
    pub license: Option<License>,
    /// The OAI-PMH static repository's settings, if there is to be one.
    pub oai: Option<Oai>,
    /// What `actas check` looks for, and what it accepts.
    pub check: Settings,
    /// What pages may load, and how strangers' files are restricted.
    pub security: Security,
    /// Whether readers' browsers keep a copy of the archive.
    pub offline: Offline,
    /// Whether links in pages are relative and lead to files, for reading without a server.
    pub relative: bool,
    /// Whether drafts and held-back reports are shown: only in the writer's preview, never by `site.toml`.
    pub drafts: bool,
}

/// What an OAI-PMH static repository must state about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oai {
    /// The contact address.
    pub email: String,
    /// The address of its gateway.
    pub gateway: String,
}

/// Which preview pictures are made for links on other sites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SocialImages {
    /// None.
    None,
    /// One for each language.
    #[default]
    Languages,
    /// One for each report as well.
    Reports,
}

/// A language of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its BCP 47 tag: `es`, `en`.
    pub code: String,
    /// Its name in itself.
    pub name: String,
}

/// A way to classify reports.
#[derive(Clone, Debug, Default)]
pub struct Taxonomy {
    /// Its name in `site.toml`, templates and CSS.
    pub id: String,
    /// The front matter key that lists a report's terms.
    pub key: String,
    /// The vocabulary file with its terms, without `.toml`; `None` if any value is accepted.
    pub vocabulary: Option<String>,
    /// The name of one term.
    pub name: Localized,
    /// The name of several terms.
    pub plural: Localized,
    /// The folder of its pages.
    pub slug: Localized,
    /// Its other names in queries (`organismo:oim`), besides its id, key and names.
    pub aliases: Vec<String>,
    /// Whether its terms are actors, to whom an act can be addressed: countries, bodies, organizations.
    pub actors: bool,
    /// Whether each of its terms has feeds of its own.
    pub feeds: bool,
    /// Whether its terms hold successive meetings: bodies.
    pub series: bool,
    /// The heading of the reports on a term's page, like `Took part in`; the theme's heading if empty.
    pub reports_label: Localized,
}

/// What overrides `site.toml`: the command line.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Where the site will be published.
    pub base_url: Option<String>,
    /// Whether drafts and reports that are held back are shown.
    pub drafts: bool,
    /// Whether what is wrong with a document stops the build.
    pub strict: bool,
    /// Whether the site is only shown on this machine: browsers should not keep it, and there is a server.
    pub preview: bool,
}

impl Config {
    /// Returns the default language.
    pub fn default_language(&self) -> &Language {
        &self.languages[0]
    }

    /// Makes warnings of what is wrong with documents, unless the site is strict. A report that must not be published
    /// stops every build.
    pub fn soften(&self, found: &mut [Diagnostic]) {
        let is_of_document = |found: &Diagnostic| {
            found.place.as_ref().is_some_and(|place| is_document(&place.file)) && found.code != RESTRICTED
        };
        if !self.strict {
            let errors =
                found.iter_mut().filter(|found| found.severity == Severity::Error && is_of_document(found));
            errors.for_each(|found| found.severity = Severity::Warning);
        }
    }

    /// Returns the language with this tag.
    pub fn language(&self, code: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.code == code)
    }

    /// Reads `site.toml`; without it everything has its default and the title is `folder_name`.
    pub fn resolve(
        source: Option<&Source>,
        folder_name: &str,
        overrides: &Overrides,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Config {
        let (excerpt, table) = with_defaults(source, diagnostics);
        let mut keys = Keys::new(excerpt, Codes::SITE, table, diagnostics);
        let title = Some(keys.localized("title")).filter(|title| !title.is_empty());
        let description = keys.localized("description");
        let base = base(&mut keys, overrides);
        let languages = languages(&mut keys);
        let content = keys.text("content").map_or_else(|| "content".to_owned(), |text| text.value);
        let content = if content == "." { String::new() } else { content };
        let repository = repository(&mut keys);
        let theme = keys.text("theme").map_or_else(|| "default".to_owned(), |text| text.value);
        let (required, strict) = schema(&mut keys);
        let sections_are_points = sections_are_points(&mut keys);
        let taxonomies = taxonomies(&mut keys);
        let weights = weights(&mut keys);
        let social = social(&mut keys);
        let license = license(&mut keys);
        let oai = oai(&mut keys);
        let check = check::read(&mut keys);
        let mut security = Security::read(&mut keys);
        let offline = Offline::read(&mut keys);
        let relative = offline::relative(&mut keys) && !overrides.preview;
        let offline = if overrides.preview { Offline::Never } else { offline };
        security.allow_worker(offline.is_kept());
        keys.finish();
        let title = title.unwrap_or_else(|| Localized::same(folder_name));
        let key_names = key_names(&taxonomies);
        let canonical = |key: String| key_names.canonical(&key).map_or(key.clone(), str::to_owned);
        let required = required.into_iter().map(canonical).collect();
        Config {
            title,
            description,
            base,
            languages,
            content,
            repository,
            theme,
            required,
            strict: strict || overrides.strict,
            sections_are_points,
            key_names,
            taxonomies,
            weights,
            social,
            license,
            oai,
            check,
            security,
            offline,
            relative,
            drafts: overrides.drafts,
        }
    }
}

/// Reads `site.toml`, with the defaults of the keys that it has not.
fn with_defaults<'a>(source: Option<&'a Source>, diagnostics: &mut Vec<Diagnostic>) -> (Excerpt<'a>, Table) {
    let defaults = Excerpt::whole("defaults.toml", DEFAULTS).read(&mut Vec::new());
    let (excerpt, table) = match source {
        Some(source) => {
            let excerpt = Excerpt::whole(&source.path, &source.text);
            let table = excerpt.read(diagnostics);
            (excerpt, table)
        }
        None => (Excerpt::whole("site.toml", ""), Table::default()),
    };
    // A key of the site replaces the default of that name as a whole, except for [schema].
    let own: BTreeSet<&str> = table.entries.iter().map(|(key, _)| key.value.as_str()).collect();
    let (replaced, mut kept): (Vec<_>, Vec<_>) =
        defaults.entries.into_iter().partition(|(key, _)| own.contains(key.value.as_str()));
    kept.extend(table.entries);
    let mut all = Table { entries: kept };
    add_missing(&mut all, replaced.into_iter().find(|(key, _)| key.value == "schema"));
    (excerpt, all)
}

/// Adds the entries of the default of a table to that table, as far as it lacks them.
fn add_missing(all: &mut Table, default: Option<(Spanned<String>, Spanned<Value>)>) {
    let Some((name, Spanned { value: Value::Table(default), .. })) = default else { return };
    let own = all.entries.iter_mut().find(|(key, _)| key.value == name.value);
    if let Some((_, Spanned { value: Value::Table(own), .. })) = own {
        let lacks = |key: &str| !own.entries.iter().any(|(known, _)| known.value == key);
        let missing: Vec<_> = default.entries.into_iter().filter(|(key, _)| lacks(&key.value)).collect();
        own.entries.extend(missing);
    }
}

/// Returns what the keys of front matters may be called: those of taxonomies by the names of these as well.
fn key_names(taxonomies: &[Taxonomy]) -> Names {
    Names::of_front_matter(taxonomies.iter().map(|taxonomy| {
        let names = taxonomy.name.all().chain(taxonomy.plural.all());
        (taxonomy.key.as_str(), names.collect())
    }))
}

fn base(keys: &mut Keys<'_>, overrides: &Overrides) -> Base {
    let written = keys.text("base_url");
    if let Some(url) = &overrides.base_url {
        return Base::parse(url).unwrap_or_else(|problem| {
            let wrong = error!("site::base-url", "option", ..);
            keys.report_bare(wrong.with("url", url.as_str()).with("problem", problem));
            Base::default()
        });
    }
    let Some(written) = written else { return Base::default() };
    Base::parse(&written.value).unwrap_or_else(|problem| {
        keys.report(error!("site::base-url", problem = problem), written.range);
        Base::default()
    })
}

fn repository(keys: &mut Keys<'_>) -> Option<Base> {
    let written = keys.text("repository")?;
    let parsed = Base::parse(&written.value);
    if parsed.is_err() {
        let found = format!("`{}`", written.value);
        keys.wrong("repository", written.range, message!("expected_web-address"), found);
    }
    parsed.ok()
}

fn languages(keys: &mut Keys<'_>) -> Vec<Language> {
    let default = keys.text("default_language").map_or_else(|| "en".to_owned(), |text| text.value);
    let mut languages = Vec::new();
    if let Some(table) = keys.table("languages") {
        let mut inner = keys.inside(table);
        for (code, value) in inner.rest() {
            if !is_language_code(&code.value) {
                inner.report(error!("site::language", language = code.value), code.range);
                continue;
            }
            let Value::Text(name) = value.value else {
                let expected = message!("expected_language-name");
                inner.wrong(&code.value, value.range, expected, value.value.kind());
                continue;
            };
            languages.push(Language { code: code.value, name });
        }
    }
    if !languages.iter().any(|language| language.code == default) {
        languages.push(Language { name: own_name(&default), code: default.clone() });
    }
    languages.sort_by_key(|language| language.code != default);
    languages
}

/// Whether a file of the content is a document, by the end of its name.
pub fn is_document(path: &str) -> bool {
    let lower = path.to_lowercase();
    [".md", ".markdown", ".mdx"].iter().any(|ending| lower.ends_with(ending))
}

/// Whether `code` can name a language in a file name and in an address.
pub fn is_language_code(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn own_name(code: &str) -> String {
    match code {
        "es" => "Español",
        "en" => "English",
        other => other,
    }
    .to_owned()
}

/// Reads the keys that every report must have, and whether the site is strict.
fn schema(keys: &mut Keys<'_>) -> (Vec<String>, bool) {
    let Some(table) = keys.table("schema") else { return (Vec::new(), false) };
    let mut inner = keys.inside(table);
    let required = inner.texts("required").into_iter().map(|text| text.value).collect();
    let strict = inner.boolean("strict").unwrap_or(false);
    inner.finish();
    (required, strict)
}

fn sections_are_points(keys: &mut Keys<'_>) -> bool {
    let Some(table) = keys.table("points") else { return false };
    let mut inner = keys.inside(table);
    let sections = inner.boolean("sections").unwrap_or(false);
    inner.finish();
    sections
}

fn taxonomies(keys: &mut Keys<'_>) -> Vec<Taxonomy> {
    let Some(table) = keys.table("taxonomies") else { return Vec::new() };
    let mut taxonomies = Vec::new();
    let mut all = keys.inside(table);
    for (id, value) in all.rest() {
        let Value::Table(table) = value.value else {
            all.wrong(&id.value, value.range, message!("kind_table"), value.value.kind());
            continue;
        };
        if RESERVED_NAMES.contains(&id.value.as_str()) {
            let reserved = error!("site::reserved-name", name = id.value.as_str());
            all.report(reserved, id.range.clone());
        }
        let mut inner = all.inside(table);
        let or_id = |text: Localized| if text.is_empty() { Localized::same(&id.value) } else { text };
        let taxonomy = Taxonomy {
            key: inner.text("key").map_or_else(|| id.value.clone(), |text| text.value),
            vocabulary: inner.text("vocabulary").map(|text| text.value),
            name: or_id(inner.localized("name")),
            plural: or_id(inner.localized("plural")),
            slug: or_id(inner.localized("slug")),
            aliases: inner.texts("aliases").into_iter().map(|text| text.value).collect(),
            actors: inner.boolean("actors").unwrap_or(false),
            feeds: inner.boolean("feeds").unwrap_or(false),
            series: inner.boolean("series").unwrap_or(false),
            reports_label: inner.localized("reports_label"),
            id: id.value.clone(),
        };
        inner.finish();
        taxonomies.push(taxonomy);
    }
    taxonomies
}

fn weights(keys: &mut Keys<'_>) -> Weights {
    let mut weights = Weights::default();
    let Some(search) = keys.table("search") else { return weights };
    let mut search = keys.inside(search);
    if let Some(table) = search.table("weights") {
        let mut inner = search.inside(table);
        for field in Field::ALL {
            let weight = &mut weights.fields[field as usize];
            *weight = inner.number(field.name(), WEIGHT_MAX).unwrap_or(*weight);
        }
        for (name, weight) in [
            ("stem", &mut weights.stem),
            ("prefix", &mut weights.prefix),
            ("synonym", &mut weights.synonym),
            ("spelling", &mut weights.spelling),
            ("proximity", &mut weights.proximity),
            ("recency", &mut weights.recency),
        ] {
            *weight = inner.number(name, 1.0).unwrap_or(*weight);
        }
        inner.finish();
    }
    search.finish();
    weights
}

fn social(keys: &mut Keys<'_>) -> SocialImages {
    let Some(table) = keys.table("social") else { return SocialImages::default() };
    let mut inner = keys.inside(table);
    let images = inner.text("images");
    let chosen = match images.as_ref().map(|images| images.value.as_str()) {
        None | Some("languages") => SocialImages::Languages,
        Some("reports") => SocialImages::Reports,
        Some("none") => SocialImages::None,
        Some(other) => {
            let found = format!("`{other}`");
            let range = images.as_ref().map_or(0..0, |images| images.range.clone());
            inner.wrong("images", range, message!("expected_social-images"), found);
            SocialImages::default()
        }
    };
    inner.finish();
    chosen
}

fn license(keys: &mut Keys<'_>) -> Option<License> {
    let written = keys.text("license")?;
    let license = License::parse(&written.value).ok();
    if license.is_none() {
        keys.report(error!("site::license", license = written.value), written.range);
    }
    license
}

fn oai(keys: &mut Keys<'_>) -> Option<Oai> {
    let table = keys.table("oai")?;
    let mut inner = keys.inside(table);
    let (email, gateway) = (inner.text("email"), inner.text("gateway"));
    inner.finish();
    let is_email =
        |text: &str| text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    match (email, gateway) {
        (Some(email), Some(gateway)) if is_email(&email.value) && Base::parse(&gateway.value).is_ok() => {
            Some(Oai { email: email.value, gateway: gateway.value })
        }
        (email, gateway) => {
            let range = email.or(gateway).map_or(0..0, |written| written.range);
            keys.report(error!("site::oai"), range);
            None
        }
    }
}

/// Returns a warning if feeds and the sitemap will not have the site's own addresses.
pub fn check_published(config: &Config) -> Option<Diagnostic> {
    let is_unknown = config.base == Base::default();
    is_unknown.then(|| warning!("site::no-base-url").at(Place::file("site.toml")))
}
