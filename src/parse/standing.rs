//! The keys of a front matter about a report's life after publication: corrections, withdrawal, former
//! addresses, and the files that belong to it. Every key is described in `docs/front-matter.md`.

use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostic::{error, warning};
use crate::front_keys;
use crate::messages::message;
use crate::table::keys::Keys;
use crate::table::value::{Spanned, Value};
use crate::url::{UrlPath, decode};

/// The corrections, withdrawal, former addresses and files of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// The date since which the report has its status.
    pub status_date: Option<Date>,
    /// The corrections, newest first.
    pub corrections: Vec<Correction>,
    /// The reason and date of the withdrawal, as far as given; `None` if the report was not withdrawn.
    pub withdrawal: Option<Withdrawal>,
    /// Former addresses, with their places in the front matter.
    pub aliases: Vec<Spanned<UrlPath>>,
    /// Addresses on another site, which lead here as far as they are free.
    pub other_addresses: Vec<Spanned<UrlPath>>,
    /// Former anchors, each with its replacement.
    pub former_anchors: Vec<(Spanned<String>, Spanned<String>)>,
    /// The file that the report was made from, as a path relative to the report.
    pub original: Option<Spanned<String>>,
    /// Other files offered with the report, as paths relative to it.
    pub attachments: Vec<Spanned<String>>,
}

/// A correction of a published report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The date of the correction.
    pub date: Date,
    /// A description of the correction, in the report's language.
    pub what: String,
}

/// The withdrawal of a published report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withdrawal {
    /// The date of the withdrawal.
    pub date: Option<Date>,
    /// The reason, in the report's language.
    pub reason: Option<String>,
}

/// Values of a front matter that are read before these keys.
pub(super) struct Meeting {
    /// The date of the meeting.
    pub(super) date: Option<Date>,
    /// The place of the status, if it is that of a corrected report.
    pub(super) corrected: Option<Range<usize>>,
    /// Whether the status is that of a withdrawn report.
    pub(super) withdrawn: bool,
}

/// Reads the keys.
pub(super) fn read(keys: &mut Keys<'_>, meeting: &Meeting) -> Standing {
    let status_date = keys.date("status_date");
    check_date(keys, meeting, status_date.as_ref());
    Standing {
        status_date: status_date.map(|date| date.value),
        corrections: corrections(keys, meeting),
        withdrawal: withdrawal(keys, meeting),
        aliases: aliases(keys),
        other_addresses: Vec::new(),
        former_anchors: former_anchors(keys),
        original: keys.text("source"),
        attachments: keys.texts("attachments"),
    }
}

fn corrections(keys: &mut Keys<'_>, meeting: &Meeting) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for Spanned { value: table, range } in keys.tables("corrections") {
        let mut inner = keys.inside(table).named(front_keys::of_correction());
        let is_whole = ["date", "what"].iter().all(|wanted| inner.left().any(|key| key.value == *wanted));
        let (date, what) = (inner.date("date"), inner.text("what"));
        check_date(&mut inner, meeting, date.as_ref());
        if let (Some(date), Some(what)) = (date, what) {
            corrections.push(Correction { date: date.value, what: what.value });
        }
        inner.finish();
        if !is_whole {
            keys.report(error!("front-matter::correction"), range);
        }
    }
    corrections.sort_by_key(|correction| std::cmp::Reverse(correction.date));
    if let Some(status) = &meeting.corrected
        && corrections.is_empty()
    {
        keys.report(warning!("front-matter::no-corrections"), status.clone());
    }
    corrections
}

fn withdrawal(keys: &mut Keys<'_>, meeting: &Meeting) -> Option<Withdrawal> {
    let Some(Spanned { value: table, range }) = keys.tables("withdrawal").into_iter().next() else {
        return meeting.withdrawn.then(Withdrawal::default);
    };
    let mut inner = keys.inside(table).named(front_keys::of_withdrawal());
    let date = inner.date("date");
    check_date(&mut inner, meeting, date.as_ref());
    let withdrawal =
        Withdrawal { date: date.map(|date| date.value), reason: inner.text("reason").map(|text| text.value) };
    inner.finish();
    if !meeting.withdrawn {
        keys.report(error!("front-matter::withdrawal"), range);
        return None;
    }
    Some(withdrawal)
}

/// Reports a date that is before the meeting.
fn check_date(keys: &mut Keys<'_>, meeting: &Meeting, date: Option<&Spanned<Date>>) {
    let (Some(day), Some(date)) = (meeting.date, date) else { return };
    if date.value < day {
        let before = error!("front-matter::dates", ..);
        let before = before.with("date", date.value.to_string()).with("meeting", day.to_string());
        keys.report(before, date.range.clone());
    }
}

impl Standing {
    /// Adds addresses that the page has on another site, as far as they can be addresses here.
    pub(super) fn add_addresses(&mut self, addresses: Vec<Spanned<String>>) {
        let known = |written: Spanned<String>| {
            Some(Spanned { value: address(&written.value)?, range: written.range })
        };
        self.other_addresses.extend(addresses.into_iter().filter_map(known));
    }
}

fn aliases(keys: &mut Keys<'_>) -> Vec<Spanned<UrlPath>> {
    let mut aliases = Vec::new();
    for written in keys.texts("aliases") {
        match address(&written.value) {
            Some(value) => aliases.push(Spanned { value, range: written.range }),
            None => {
                let wrong = error!("front-matter::alias", address = written.value);
                keys.report(wrong, written.range);
            }
        }
    }
    aliases
}

/// Parses an address that is relative to the site's root; `None` if it points outside the site.
fn address(written: &str) -> Option<UrlPath> {
    let path = decode(written);
    let path = path.strip_prefix('/').unwrap_or(&path);
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    let is_path = path.split('/').enumerate().all(|(at, part)| {
        // The last part is empty in an address that ends in `/`.
        is_plain(part) || (part.is_empty() && at > 0 && path.split('/').count() == at + 1)
    });
    if !is_path || path.contains([':', '#', '?', '\\']) || path.contains(char::is_control) {
        return None;
    }
    let is_page = !path.ends_with(".html") && !path.ends_with(".htm");
    Some(if is_page { UrlPath::page([path]) } else { UrlPath::file(path) })
}

fn former_anchors(keys: &mut Keys<'_>) -> Vec<(Spanned<String>, Spanned<String>)> {
    let Some(table) = keys.table("anchors") else { return Vec::new() };
    let mut inner = keys.inside(table);
    let mut anchors = Vec::new();
    let plain = |text: &str| text.trim().trim_start_matches('#').to_owned();
    for (former, value) in inner.rest() {
        let former = Spanned { value: plain(&former.value), range: former.range };
        match value.value {
            Value::Text(text) => anchors.push((former, Spanned { value: plain(&text), range: value.range })),
            // A key of the report that was written below `[anchors]`.
            Value::Boolean(_) | Value::Date(_) | Value::List(_) => inner.stray(former),
            other => {
                let expected = message!("expected_anchor");
                inner.wrong(&former.value, value.range, expected, other.kind());
            }
        }
    }
    inner.finish();
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_addresses_of_the_site() {
        let check = |written: &str, expect: Option<&str>| {
            assert_eq!(address(written).as_ref().map(UrlPath::as_str), expect, "{written}");
        };
        check("/informes/2017/viejo/", Some("informes/2017/viejo/"));
        check("informes/viejo", Some("informes/viejo/"));
        check("/acta%20vieja.html", Some("acta vieja.html"));
        for wrong in ["", "/", "//x.org/", "https://x.org/", "/a/../b", "/a//b", "/a#p1", "/a?b", "./a"] {
            check(wrong, None);
        }
    }
}
