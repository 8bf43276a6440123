//! The front matter of a document: TOML between `+++` lines, or YAML between `---` lines.

use std::ops::Range;

use jiff::civil::Date;

use super::DocumentKind;
use super::commitments::{self, DeclaredCommitment};
use super::dates;
use super::fences;
use super::follow_up::{self, FollowUp};
use super::foreign::{self, Taken};
use super::standing::{self, Standing};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Places, code, error, listed, nearest};
use crate::front_keys;
use crate::messages::message;
use crate::source::Source;
use crate::table::keys::{Codes, Keys};
use crate::table::review;
use crate::table::value::{Excerpt, Spanned, Table};
use crate::url::{is_long, long_name, slugify};

/// The keys that keep a document unpublished.
const KEEPING_BACK: [&str; 3] = ["draft", "publish_after", "access"];

/// The contents of a front matter. Every key is described in `docs/front-matter.md`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// Whether all or part of it could not be read. Values missing here may then be present in the file.
    pub is_broken: bool,
    /// The title.
    pub title: Option<String>,
    /// The day of the meeting, or its first day.
    pub date: Option<Date>,
    /// The last day of a meeting of several days.
    pub end_date: Option<Date>,
    /// The id that a document shares with its translations.
    pub id: String,
    /// Whether the session was ordinary or extraordinary.
    pub session: Option<Spanned<String>>,
    /// The city of the meeting.
    pub city: Option<String>,
    /// The country of the meeting, as an ISO 3166-1 code.
    pub country: Option<String>,
    /// Whether the meeting had no city: `place = "virtual"`.
    pub is_virtual: bool,
    /// The language, as written.
    pub language: Option<Spanned<String>>,
    /// The place of the country in the file.
    pub country_range: Option<Range<usize>>,
    /// The status of the report.
    pub status: Option<Status>,
    /// A summary of one or two sentences.
    pub summary: Option<String>,
    /// The last part of the address, if it differs from the file's name.
    pub slug: Option<String>,
    /// Whether the report is invented to demonstrate the software.
    pub demonstration: bool,
    /// The reason why the document is not published, if it is not.
    pub withheld: Option<Withheld>,
    /// Whether a key that would keep the document from being published may be meant by one that cannot be read.
    pub(super) is_doubtful: bool,
    /// The day of its release, as another generator reads it.
    pub(super) released: Option<Date>,
    /// Whether the document was published and later withdrawn.
    pub withdrawn: bool,
    /// The place of the status in the file.
    pub(super) status_range: Option<Range<usize>>,
    /// What changes after publication: corrections, former addresses, files.
    pub standing: Standing,
    /// Whether to recognise numbered points; `None` decides by their numbering.
    pub points: Option<bool>,
    /// The terms by the key of their taxonomy, with their places.
    pub terms: Vec<(String, Vec<Spanned<String>>)>,
    /// The acts of points whose verbs do not show them: ids of kinds of act, by the label of the point.
    pub acts: Vec<(Spanned<String>, Vec<Spanned<String>>)>,
    /// The commitments: who is to do what by when.
    pub commitments: Vec<DeclaredCommitment>,
    /// What became of agreements and commitments of earlier reports.
    pub follow_up: Vec<FollowUp>,
    /// The table `[extra]`, for the site's own theme and programs.
    pub extra: Table,
    /// The keys that are present, by their English names.
    pub given: Vec<Spanned<String>>,
}

/// The status of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not yet approved by the meeting.
    Provisional,
    /// Approved.
    Approved,
    /// Corrected after approval.
    Corrected,
}

impl Status {
    /// Returns the status as written in front matters.
    pub fn name(self) -> &'static str {
        match self {
            Status::Provisional => "provisional",
            Status::Approved => "approved",
            Status::Corrected => "corrected",
        }
    }
}

/// The reason why a document is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// `draft = true`.
    Draft,
    /// `publish_after` has this value.
    Until(Date),
    /// It cannot be read well enough to know.
    LeftOut,
}

/// Reads the front matter of `source`. Also returns the byte offset at which the text begins; 0 without a
/// front matter.
pub fn parse(
    source: &Source,
    kind: DocumentKind,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> (FrontMatter, usize) {
    let before = diagnostics.len();
    let Some(block) = fences::find(source, config, diagnostics) else {
        let is_broken = diagnostics.len() > before;
        return (FrontMatter { is_broken, ..FrontMatter::default() }, 0);
    };
    let places = Places::new(&source.path, &source.text);
    let Range { start, end } = block.content;
    let excerpt = Excerpt { form: block.form, places, start, end, outermost: front_keys::outermost() };
    let is_in_place = diagnostics.len() == before;
    let (mut table, is_whole) = excerpt.read_as_far(diagnostics);
    let is_twice = keeps_back_twice(&table, config);
    let taken = foreign::take(&mut table, config);
    // An unclosed string ends at the end of its line.
    let read_so_far = diagnostics.len();
    if is_whole {
        review::report_in_values(&excerpt, &table, code!("front-matter::review"), diagnostics);
    }
    if is_in_place && is_whole && diagnostics.len() == read_so_far {
        let keys = Keys::new(excerpt, Codes::FRONT_MATTER, table, diagnostics);
        let keys = keys.named(&config.key_names).renamed(&taken.renamed);
        let mut front = read(keys, kind, config).with_foreign(taken);
        front.is_doubtful |= is_twice;
        return (front, block.end);
    }
    // Problems in the rest may only be consequences of the part that could not be read, so they are not
    // reported.
    let mut unreported = Vec::new();
    let keys = Keys::new(excerpt, Codes::FRONT_MATTER, table, &mut unreported);
    let rest = read(keys.named(&config.key_names), kind, config);
    (broken(rest.with_foreign(taken)), block.end)
}

/// Whether a key that keeps a document unpublished is there twice.
fn keeps_back_twice(table: &Table, config: &Config) -> bool {
    let canonical = |key: &str| config.key_names.canonical(key).map(str::to_owned);
    let keys: Vec<String> = table.entries.iter().filter_map(|(key, _)| canonical(&key.value)).collect();
    KEEPING_BACK.iter().any(|key| keys.iter().filter(|there| there == key).count() > 1)
}

/// Returns what is kept of a front matter that could not be read completely: the document's identity, and
/// whether it may be published. Nothing else is kept, so nothing else is reported.
fn broken(rest: FrontMatter) -> FrontMatter {
    let FrontMatter { title, date, end_date, id, slug, withheld, withdrawn, points, given, released, .. } =
        rest;
    FrontMatter {
        is_broken: true,
        title,
        date,
        end_date,
        id,
        slug,
        withheld,
        withdrawn,
        points,
        given,
        released,
        ..FrontMatter::default()
    }
}

fn read(mut keys: Keys<'_>, kind: DocumentKind, config: &Config) -> FrontMatter {
    let given = keys.left().cloned().collect();
    let mut front = FrontMatter { given, ..FrontMatter::default() };
    front.title = keys.text("title").map(|text| text.value);
    let date = keys.date("date");
    let end_date = keys.date("end_date");
    if let (Some(date), Some(end)) = (&date, &end_date)
        && end.value < date.value
    {
        let backwards = error!("front-matter::dates", "backwards", ..);
        let backwards = backwards.with("end", end.value.to_string()).with("date", date.value.to_string());
        keys.report(backwards, end.range.clone());
    }
    front.date = date.map(|date| date.value);
    front.end_date = end_date.map(|date| date.value);
    front.language = keys.text("language");
    front.id = keys.text("id").map(|text| text.value).unwrap_or_default();
    // Keys that every front matter has can also be taxonomies: meetings by city.
    let single = ["session", "city", "country"].map(|key| (key, keys.text(key)));
    let [session, city, country] = single.each_ref().map(|(_, text)| text.clone());
    front.session = session;
    front.is_virtual = read_place(&mut keys, city.as_ref());
    front.country_range = country.as_ref().map(|country| country.range.clone());
    (front.city, front.country) = (city.map(|text| text.value), country.map(|text| text.value));
    front.summary = keys.text("summary").map(|text| text.value);
    front.slug = slug(&mut keys);
    front.demonstration = keys.boolean("demonstration").unwrap_or(false);
    front.points = keys.boolean("points");
    read_publication(&mut keys, &mut front);
    let corrected = front.status_range.clone().filter(|_| front.status == Some(Status::Corrected));
    let meeting = standing::Meeting { date: front.date, corrected, withdrawn: front.withdrawn };
    front.standing = standing::read(&mut keys, &meeting);
    if kind == DocumentKind::Report {
        for taxonomy in &config.taxonomies {
            let single = single.iter().find(|(key, _)| *key == taxonomy.key);
            let terms = match single {
                Some((_, text)) => text.iter().cloned().collect(),
                None => keys.texts(&taxonomy.key),
            };
            front.terms.push((taxonomy.key.clone(), terms));
        }
        front.commitments = commitments::read(&mut keys);
        front.follow_up = follow_up::read(&mut keys);
        front.acts = acts(&mut keys);
    }
    let (extra, is_stray) = extra(&mut keys);
    front.extra = extra;
    front.is_doubtful |= is_stray || keys.left().any(|key| is_near_to_keeping_back(&key.value));
    keys.finish();
    front
}

/// Whether an unknown key is probably one that keeps a document unpublished.
fn is_near_to_keeping_back(key: &str) -> bool {
    let known = front_keys::KEYS.iter().filter(|known| KEEPING_BACK.contains(&known.name));
    nearest(key, known.flat_map(|known| std::iter::once(&known.name).chain(known.spanish).copied())).is_some()
}

/// Reads whether the meeting had no city.
fn read_place(keys: &mut Keys<'_>, city: Option<&Spanned<String>>) -> bool {
    let Some(Spanned { value: written, range }) = keys.text("place") else { return false };
    let is_virtual = front_keys::chosen("place", &written) == Some("virtual");
    if !is_virtual {
        let place = error!("front-matter::place", key = keys.as_written("place"), place = written);
        keys.report(place, range);
    } else if let Some(city) = city {
        keys.report(error!("front-matter::place", "city", city = city.value.as_str()), range);
    }
    is_virtual
}

/// Reads the table of the acts of points by label: `[acts]`, `9-b = ["takes-note"]`. It is read last, when
/// all other keys are known: a known key below `[acts]` is not a label.
fn acts(keys: &mut Keys<'_>) -> Vec<(Spanned<String>, Vec<Spanned<String>>)> {
    let Some(Table { entries }) = keys.table("acts") else { return Vec::new() };
    let (strays, entries): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|(label, _)| keys.knows(&label.value));
    strays.into_iter().for_each(|(key, _)| keys.stray(key));
    let labels: Vec<Spanned<String>> = entries.iter().map(|(label, _)| label.clone()).collect();
    let mut inner = keys.inside(Table { entries });
    labels.into_iter().map(|label| (label.clone(), inner.texts(&label.value))).collect()
}

/// Reads the table `[extra]`. Reports a key in it that would keep the document from being published.
///
/// Returns also whether there is one.
fn extra(keys: &mut Keys<'_>) -> (Table, bool) {
    let Some(table) = keys.table("extra") else { return (Table::default(), false) };
    let keeps_back = |key: &str| front_keys::find(key).is_some_and(|key| KEEPING_BACK.contains(&key.name));
    let strays = table.entries.iter().map(|(key, _)| key).filter(|key| keeps_back(&key.value));
    let strays: Vec<Spanned<String>> = strays.cloned().collect();
    let is_stray = !strays.is_empty();
    strays.into_iter().for_each(|key| keys.stray(key));
    (table, is_stray)
}

fn slug(keys: &mut Keys<'_>) -> Option<String> {
    let slug = keys.text("slug")?;
    let plain = slugify(&slug.value);
    if plain != slug.value {
        let wrong = error!("front-matter::slug", ..);
        keys.report(wrong.with("slug", slug.value).with("plain", plain.as_str()), slug.range);
    } else if is_long(&plain) {
        keys.report(long_name(&plain), slug.range);
    }
    Some(plain)
}

/// Reads the keys that decide whether the document may be published. It is doubtful if one of them is there and cannot
/// be read.
fn read_publication(keys: &mut Keys<'_>, front: &mut FrontMatter) {
    let is_given = |front: &FrontMatter, key: &str| front.given.iter().any(|given| given.value == key);
    let after = keys.date("publish_after");
    front.is_doubtful |= after.is_none() && is_given(front, "publish_after");
    front.withheld = after.map(|after| Withheld::Until(after.value));
    let draft = keys.boolean("draft");
    front.is_doubtful |= draft.is_none() && is_given(front, "draft");
    if draft == Some(true) {
        front.withheld = Some(Withheld::Draft);
    }
    read_status(keys, front);
    read_access(keys, front);
}

fn read_status(keys: &mut Keys<'_>, front: &mut FrontMatter) {
    let (status, is_near) = one_of(keys, "status");
    front.is_doubtful |= is_near == Some("withdrawn");
    let Some(status) = status else { return };
    front.status_range = Some(status.range);
    match status.value {
        "provisional" => front.status = Some(Status::Provisional),
        "approved" => front.status = Some(Status::Approved),
        "corrected" => front.status = Some(Status::Corrected),
        _ => front.withdrawn = true,
    }
}

/// Reads the access level of the document, and reports a restricted one.
fn read_access(keys: &mut Keys<'_>, front: &mut FrontMatter) {
    let Some(access) = keys.text("access") else { return };
    match front_keys::chosen("access", &access.value) {
        Some("restricted") => keys.report(error!("front-matter::restricted"), access.range),
        Some(_) => {}
        None => {
            let found = format!("`{}`", access.value);
            keys.wrong("access", access.range, message!("expected_access"), found);
            front.is_doubtful = true;
        }
    }
}

/// Reads a key that takes one of a fixed set of values. Also returns the one that an unknown value probably means.
fn one_of(keys: &mut Keys<'_>, key: &str) -> (Option<Spanned<&'static str>>, Option<&'static str>) {
    let Some(Spanned { value: written, range }) = keys.text(key) else { return (None, None) };
    if let Some(value) = front_keys::chosen(key, &written) {
        return (Some(Spanned { value, range }), None);
    }
    let near = nearest(&written, front_keys::choices(key).iter().flat_map(front_keys::all_names));
    let wrong = error!("front-matter::wrong-value", "choice", ..)
        .suggesting(near)
        .with("key", keys.as_written(key))
        .with("choices", listed(front_keys::choices(key).iter().map(|choice| choice.name)))
        .with("value", written);
    keys.report(wrong, range);
    (None, near.and_then(|near| front_keys::chosen(key, near)))
}

impl FrontMatter {
    /// Adds what the keys of other generators say.
    fn with_foreign(mut self, taken: Taken) -> FrontMatter {
        self.extra.entries.extend(taken.kept);
        self.extra.entries.sort_by_key(|(key, _)| key.range.start);
        self.standing.add_addresses(taken.addresses);
        self.released = taken.released;
        self.is_doubtful |= taken.is_doubtful;
        if taken.is_private {
            self.withheld = Some(Withheld::Draft);
        }
        self
    }

    /// Takes the day of the meeting from what is said beside the front matter, or else from that of the release, and
    /// reports it.
    pub(super) fn take_day(&mut self, said: &dates::Material<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let days = said.days();
        said.tell(&days, diagnostics);
        self.date = days.first().map(|day| day.date).or(self.released);
        self.end_date = self.end_date.or(days.first().and_then(|day| day.end));
    }

    /// Holds the document back until its release, unless that was on the day of the meeting or before.
    pub(super) fn decide_release(&mut self) {
        let Some(released) = self.released else { return };
        if self.withheld.is_none() && self.date.is_none_or(|date| date < released) {
            self.withheld = Some(Withheld::Until(released));
        }
    }

    /// Returns the value, as it would be written, of a key on which translations must agree.
    pub fn plain(&self, key: &str) -> Option<String> {
        match key {
            "date" => self.date.map(|date| date.to_string()),
            "end_date" => self.end_date.map(|date| date.to_string()),
            "country" => self.country.clone(),
            "session" => self.session.as_ref().map(|session| session.value.clone()),
            "place" => self.is_virtual.then(|| "virtual".to_owned()),
            "status" => self.status.map(|status| status.name().to_owned()),
            "status_date" => self.standing.status_date.map(|date| date.to_string()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::Overrides;
    use crate::front_keys::{KEYS, Key, KeyKind as Takes};
    use crate::messages::Speech;

    fn config() -> Config {
        Config::resolve(None, "x", &Overrides::default(), &mut Vec::new())
    }

    fn parsed(content: &str, kind: DocumentKind) -> (FrontMatter, Vec<Diagnostic>) {
        let source = Source { path: "a.md".to_owned(), text: format!("+++\n{content}\n+++\n").into() };
        let mut diagnostics = Vec::new();
        let (front, _) = parse(&source, kind, &config(), &mut diagnostics);
        (front, diagnostics)
    }

    /// Returns the keys that are read, as the diagnostic about an unknown key lists them.
    fn read_keys(content: &str, kind: DocumentKind) -> BTreeSet<String> {
        let (_, diagnostics) = parsed(content, kind);
        let unknown = diagnostics
            .iter()
            .find(|found| found.code == Codes::FRONT_MATTER.unknown_key.name)
            .expect("an unknown key");
        let help = unknown.help_text(Speech::En).expect("a help");
        help.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    fn names<'a>(keys: impl Iterator<Item = &'a Key>) -> BTreeSet<String> {
        keys.map(|key| key.name.to_owned()).collect()
    }

    #[test]
    fn the_keys_of_the_table_are_read_and_no_others() {
        let mut known = names(KEYS.iter());
        known.extend(config().taxonomies.into_iter().map(|taxonomy| taxonomy.key));
        assert_eq!(read_keys("xyzzy = 1", DocumentKind::Report), known);
        let of_pages = names(KEYS.iter().filter(|key| !key.of_reports));
        assert_eq!(read_keys("xyzzy = 1", DocumentKind::Page), of_pages);
    }

    #[test]
    fn the_keys_of_tables_within_are_read_and_no_others() {
        for key in KEYS {
            let head = match key.kind {
                Takes::Tables(_) => format!("[[{}]]", key.name),
                Takes::Table(_) => format!("[{}]", key.name),
                _ => continue,
            };
            let read = read_keys(&format!("{head}\nxyzzy = 1"), DocumentKind::Report);
            assert_eq!(read, names(key.inner().iter()), "{}", key.name);
        }
    }

    /// Every key takes the kind of value that the table states.
    #[test]
    fn every_key_takes_what_the_table_says() {
        for key in KEYS {
            let (good, bad) = match key.kind {
                Takes::Text => ("\"2017-06-21\"", "[1]"),
                Takes::Date => ("2017-06-21", "true"),
                Takes::Boolean => ("true", "2017-06-21"),
                Takes::Texts => ("[\"a\"]", "true"),
                Takes::Choice(choices) => (choices[0].name, "[1]"),
                Takes::Table(_) | Takes::Tables(_) | Takes::Open => ("{}", "true"),
            };
            let is_choice = matches!(key.kind, Takes::Choice(_));
            let good = if is_choice { format!("\"{good}\"") } else { good.to_owned() };
            let told = |value: &str| {
                let (_, diagnostics) = parsed(&format!("{} = {value}", key.name), DocumentKind::Report);
                diagnostics.iter().any(|found| found.code == Codes::FRONT_MATTER.wrong_value.name)
            };
            assert!(!told(&good), "{} = {good}", key.name);
            assert!(told(bad), "{} = {bad}", key.name);
        }
    }

    /// Values are comparable for exactly the keys on which translations must agree.
    #[test]
    fn values_that_agree_are_known() {
        for key in KEYS {
            let value = match key.kind {
                Takes::Date => "2017-06-21".to_owned(),
                Takes::Choice(choices) => format!("\"{}\"", choices[0].name),
                Takes::Text => "\"virtual\"".to_owned(),
                _ => continue,
            };
            let (front, _) = parsed(&format!("{} = {value}", key.name), DocumentKind::Report);
            assert_eq!(front.plain(key.name).is_some(), key.agrees, "{}", key.name);
        }
    }
}
