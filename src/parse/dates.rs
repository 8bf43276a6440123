//! Finds the day of a meeting where a front matter does not give it: in the file's name, its folders, the title,
//! or a line of the head.

use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Place, Places, note, warning};
use crate::language::dates::{self, Found, date_in_folders, date_in_name, date_within_name};
use crate::language::known::{Languages, Phrase, WordList};
use crate::language::words::{Words, folded_words};
use crate::messages::{Message, message};

/// How many lines of a text that are not blank can be its head.
const HEAD_LINES_MAX: usize = 15;
/// The most words of a line that says the day without a label, and the most beside those of the day.
const ALONE_WORDS_MAX: usize = 12;
const BESIDE_WORDS_MAX: usize = 6;
/// The most words of a label.
const LABEL_WORDS_MAX: usize = 5;
/// The language in which a day in figures stands after its month.
const MONTH_FIRST: &str = "en";

/// Returns the day that a value of a front matter says, as a date or in words.
pub(super) fn written(text: &str) -> Option<Date> {
    let text = text.trim();
    let date = text.get(..10).and_then(|day| day.parse().ok());
    date.or_else(|| dates::date_in_words(text).map(|(first, _)| first))
}

/// What a document says of its day, beside its front matter.
pub(super) struct Material<'a> {
    pub(super) places: &'a Places<'a>,
    /// Where the text begins, in bytes.
    pub(super) start: usize,
    pub(super) folder: &'a str,
    pub(super) stem: &'a str,
    pub(super) title: Option<&'a str>,
    pub(super) language: &'a str,
}

/// A day, and where it stands.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) date: Date,
    pub(super) end: Option<Date>,
    from: From,
}

/// Where a day stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum From {
    /// At the beginning of the file's name, as documented.
    Name,
    WithinName,
    Folders,
    Title,
    /// These bytes of the file.
    Text(Range<usize>),
}

impl Material<'_> {
    /// Returns the days that are said of the meeting, the surest first.
    pub(super) fn days(&self) -> Vec<Said> {
        let whole = |from: From| move |date: Date| Said { date, end: None, from };
        let name = date_in_name(self.stem).map(whole(From::Name));
        let within = || date_within_name(self.stem, self.is_month_first()).map(whole(From::WithinName));
        let folders = || date_in_folders(self.folder, self.stem).map(whole(From::Folders));
        let named = name.or_else(within).or_else(folders);
        named.into_iter().chain(self.in_title()).chain(self.in_head()).collect()
    }

    fn is_month_first(&self) -> bool {
        self.language == MONTH_FIRST
    }

    fn said(&self, found: &Found, from: From) -> Said {
        Said { date: found.read(self.is_month_first()), end: found.end, from }
    }

    fn in_title(&self) -> Option<Said> {
        let found = dates::find(&Words::new(self.title?), Languages::load());
        let [found] = found.as_slice() else { return None };
        Some(self.said(found, From::Title))
    }

    /// Returns the day that a line of the head says: after a label, or alone.
    fn in_head(&self) -> Option<Said> {
        let text = &self.places.text[self.start..];
        let mut at = self.start;
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            if !lines.is_empty() && ends_head(line) {
                break;
            }
            if !line.trim().is_empty() {
                lines.push((line.trim_end(), at));
            }
            at += line.len();
            if lines.len() == HEAD_LINES_MAX {
                break;
            }
        }
        let said = |way: fn(&str) -> Option<Found>| {
            let found = lines.iter().filter_map(|(line, at)| Some((way(line)?, *at..*at + line.len())));
            found.map(|(found, range)| self.said(&found, From::Text(range))).collect::<Vec<Said>>()
        };
        // Lines with several days are a list of them.
        let mut alone = said(alone);
        let is_one = alone.iter().all(|said| said.date == alone[0].date);
        alone.truncate(usize::from(is_one));
        said(after_label).into_iter().chain(alone).next()
    }

    /// Reports where the day was taken from, and another place that says another day.
    pub(super) fn tell(&self, days: &[Said], diagnostics: &mut Vec<Diagnostic>) {
        let Some((taken, others)) = days.split_first() else { return };
        let date = taken.date.to_string();
        if taken.from != From::Name {
            let told = note!("front-matter::date-taken", date = date.as_str(), from = taken.from.message());
            diagnostics.push(told.at(self.place(&taken.from)));
        }
        let last = taken.end.unwrap_or(taken.date);
        let differs = |other: &&Said| {
            let end = other.end.unwrap_or(other.date);
            end < taken.date || other.date > last
        };
        if let Some(other) = others.iter().find(differs) {
            let differs = warning!(
                "front-matter::date-differs",
                date = date,
                from = taken.from.message(),
                other = other.date.to_string(),
                elsewhere = other.from.message()
            );
            diagnostics.push(differs.at(self.place(&other.from)));
        }
    }

    fn place(&self, from: &From) -> Place {
        match from {
            From::Text(range) => self.places.at(range.clone()),
            From::Title => self.title_range().map_or_else(|| self.file(), |range| self.places.at(range)),
            From::Name | From::WithinName | From::Folders => self.file(),
        }
    }

    fn file(&self) -> Place {
        Place::file(self.places.file)
    }

    fn title_range(&self) -> Option<Range<usize>> {
        let title = self.title?;
        let at = self.places.text.find(title)?;
        Some(at..at + title.len())
    }
}

impl From {
    fn message(&self) -> Message {
        match self {
            From::Name | From::WithinName => message!("date-from_name"),
            From::Folders => message!("date-from_folders"),
            From::Title => message!("date-from_title"),
            From::Text(_) => message!("date-from_text"),
        }
    }
}

/// Returns a line without its marks of Markdown.
fn plain(line: &str) -> String {
    line.replace(['*', '`', '|', '#', '>'], " ").replace("__", " ").trim().to_owned()
}

/// Whether a line is the heading of a section after the head: `## Agenda`, `## Next date`.
fn ends_head(line: &str) -> bool {
    let Some(heading) = line.trim_start().strip_prefix('#') else { return false };
    let data = Languages::load();
    let words = folded_words(heading);
    data.whole(Phrase::Sections, &words) || data.find(Phrase::OtherDays, &Words::new(heading)).is_some()
}

/// Returns the day in a line like `Date: 21 June 2017`.
fn after_label(line: &str) -> Option<Found> {
    let line = plain(line);
    let (label, value) = line.split_once(':')?;
    let words = folded_words(label);
    let data = Languages::load();
    if words.len() > LABEL_WORDS_MAX || !data.is_label_of(WordList::LabelDay, &words) {
        return None;
    }
    dates::find(&Words::new(value), data).into_iter().next()
}

/// Returns the day in a line that says little else, and not that it is another meeting's.
fn alone(line: &str) -> Option<Found> {
    let line = plain(line);
    let words = Words::new(&line);
    let data = Languages::load();
    if words.len() > ALONE_WORDS_MAX || line.contains("](") || line.contains("://") {
        return None;
    }
    let mut found = dates::find(&words, data);
    let is_other =
        [Phrase::OtherDays, Phrase::OtherRecords].iter().any(|kind| data.find(*kind, &words).is_some());
    let found = (found.len() == 1).then(|| found.remove(0))?;
    let beside = words.len() - found.words.len();
    (!is_other && beside <= BESIDE_WORDS_MAX).then_some(found)
}
