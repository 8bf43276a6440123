//! The calendar of commitments (iCalendar, RFC 5545), with an all-day event on each due date.
//!
//! They are events rather than to-dos, because the calendars on the web and on phones in which people
//! subscribe do not show `VTODO`.

use jiff::civil::Date;

use crate::model::{Commitment, CommitmentPlace, CommitmentStatus, LanguageSite, Report, Site};
use crate::parse::commitments::State;

/// The maximum length of a line in bytes, without its line break (RFC 5545, section 3.1).
const LINE_BYTES_MAX: usize = 75;

/// Returns the calendar of a language; `None` if no commitment has a due date.
pub(super) fn calendar(site: &Site, language: &LanguageSite) -> Option<String> {
    let places = &language.commitment_list.commitments;
    let mut due: Vec<(Date, &CommitmentPlace)> =
        places.iter().filter_map(|place| Some((language.commitment(place).1.due?, place))).collect();
    due.sort_by_key(|(day, place)| (*day, place.report, place.commitment));
    if due.is_empty() {
        return None;
    }
    let code = &language.language.code;
    let name = format!(
        "{} – {}",
        site.config.title.get(code).unwrap_or_default(),
        language.strings.get("commitments_title")
    );
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", &format!("-//actas//actas//{}", code.to_uppercase()));
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    // Programs read the first property; the second is its standard form (RFC 7986, section 5.1).
    out.text("X-WR-CALNAME", &name);
    out.text("NAME", &name);
    for (day, place) in due {
        out.0.push_str(&event(site, language, place, day).0);
    }
    out.line("END", "VCALENDAR");
    Some(out.0)
}

/// Returns the event of a commitment that is due on `day`.
fn event(site: &Site, language: &LanguageSite, place: &CommitmentPlace, day: Date) -> Lines {
    let mut out = Lines::default();
    let (report, commitment) = language.commitment(place);
    let status = match commitment.state {
        State::Dropped => "CANCELLED",
        State::Open | State::Done => "CONFIRMED",
    };
    out.line("BEGIN", "VEVENT");
    out.line("UID", &uid(report, place.commitment));
    // The date of the commitment, as far as known: the current time would make every build differ.
    out.line("DTSTAMP", &format!("{}T000000Z", basic(report.front.date.unwrap_or(day))));
    out.line("DTSTART;VALUE=DATE", &basic(day));
    out.line("TRANSP", "TRANSPARENT");
    out.line("STATUS", status);
    out.text("SUMMARY", &summary(language, report, commitment));
    out.text("DESCRIPTION", &description(language, report, commitment));
    out.line("URL", &address(site, report, commitment));
    out.line("END", "VEVENT");
    out
}

/// Returns the permanent identifier of the commitment, whatever its wording (RFC 7986, section 5.3, advises
/// against host names).
fn uid(report: &Report, number: usize) -> String {
    let hash = blake3::hash(format!("{}#{number}", report.url).as_bytes());
    hash.to_hex()[..32].to_owned()
}

/// Returns the task, preceded by its state unless it is open, and by a mark if the report is invented.
fn summary(language: &LanguageSite, report: &Report, commitment: &Commitment) -> String {
    let invented = report.front.demonstration.then(|| language.strings.get("demonstration_mark"));
    let closed = (commitment.state != State::Open).then(|| state(language, commitment));
    let parts = invented.into_iter().chain(closed).chain([commitment.what.as_str()]);
    parts.collect::<Vec<_>>().join(": ")
}

fn description(language: &LanguageSite, report: &Report, commitment: &Commitment) -> String {
    let who: Vec<&str> = commitment.who.iter().map(|party| party.name.as_str()).collect();
    let label = |key| language.strings.get(key);
    let mut lines = Vec::new();
    if !who.is_empty() {
        lines.push(format!("{}: {}", label("commitment_who"), who.join(", ")));
    }
    lines.push(format!("{}: {}", label("status_label"), state(language, commitment)));
    lines.push(match commitment.passage {
        Some(passage) => label("commitment_point")
            .replace("{label}", &report.passages[passage].label)
            .replace("{report}", &report.title),
        None => report.title.clone(),
    });
    lines.join("\n")
}

/// Returns the state as recorded. Nothing is called overdue, because a calendar is used long after the day of
/// the build.
fn state<'a>(language: &'a LanguageSite, commitment: &Commitment) -> &'a str {
    match CommitmentStatus::of(commitment, None) {
        CommitmentStatus::Open | CommitmentStatus::Overdue => language.strings.get("commitment_states.open"),
        CommitmentStatus::Done => language.strings.get("commitment_states.done"),
        CommitmentStatus::Dropped => language.strings.get("commitment_states.dropped"),
    }
}

fn address(site: &Site, report: &Report, commitment: &Commitment) -> String {
    let url = site.config.base.absolute(&report.url);
    match commitment.passage {
        Some(passage) => {
            let anchor = crate::url::UrlPath::file(report.passages[passage].anchor.as_str());
            format!("{url}#{}", anchor.encoded())
        }
        None => url,
    }
}

/// Returns a date in the format of RFC 5545 (section 3.3.4): `20170715`.
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// The lines of a calendar, folded and ended according to RFC 5545 (section 3.1).
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Writes a property with an unescaped value.
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LINE_BYTES_MAX;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE_BYTES_MAX - 1;
            }
            self.0.push(character);
            room -= character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Writes a property with a text value, escaped (section 3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for character in value.chars() {
            match character {
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                '\n' => escaped.push_str("\\n"),
                // Texts may contain no other control characters.
                character if character.is_control() => escaped.push(' '),
                character => escaped.push(character),
            }
        }
        self.line(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"ñ".repeat(100));
        let folded: Vec<&str> = lines.0.split_terminator("\r\n").collect();
        assert!(folded.iter().all(|line| line.len() <= LINE_BYTES_MAX), "{folded:?}");
        assert!(folded[1..].iter().all(|line| line.starts_with(' ')));
        assert_eq!(lines.0.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "ñ".repeat(100)));
    }

    #[test]
    fn texts_are_escaped() {
        let check = |text, expect: &str| {
            let mut lines = Lines::default();
            lines.text("X", text);
            assert_eq!(lines.0, format!("X:{expect}\r\n"));
        };
        check("uno, dos; tres\\", "uno\\, dos\\; tres\\\\");
        check("una línea\r\ny otra: así", "una línea \\ny otra: así");
        check("\"comillas\"\u{7}", "\"comillas\" ");
    }
}
