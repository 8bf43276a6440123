//! Titles of documents whose front matter has none: the first heading, unless it is the name of a section or says
//! no more than that these are minutes; otherwise one made of the file's name, its folder and the day.

use jiff::civil::Date;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::commonmark::EXTENSIONS;
use crate::language::dates;
use crate::language::headings::is_part_of_minutes;
use crate::language::known::{Languages, Phrase, WordList};
use crate::language::words::{Words, folded_words};
use crate::sections::Sections;

/// How much of a text is searched for its first heading, in bytes.
const SEARCHED_BYTES: usize = 8192;
/// The most letters of a word that is written in capitals because it is an acronym.
const ACRONYM_MAX: usize = 4;

/// The most letters of a day, as `21st`.
const DAY_LETTERS_MAX: usize = 4;
/// How long `2021-11` is.
const MONTH_BYTES: usize = 7;

/// The names of files that are the text of their folder, in lower case.
const INDEX_STEMS: [&str; 3] = ["readme", "index", "_index"];

/// The first heading of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FirstHeading {
    pub(super) text: String,
    /// Whether nothing is shown above it.
    pub(super) is_at_top: bool,
    /// Whether it is of the highest level.
    pub(super) is_highest: bool,
}

/// Finds the first heading in the beginning of a text.
pub(super) fn first_heading(text: &str) -> Option<FirstHeading> {
    let searched = &text[..text.floor_char_boundary(SEARCHED_BYTES)];
    let mut is_at_top = true;
    let mut heading: Option<(String, HeadingLevel)> = None;
    for event in Parser::new_ext(searched, EXTENSIONS) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { level, .. }), _) => heading = Some((String::new(), level)),
            (Event::End(TagEnd::Heading(_)), Some((text, level))) => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                return Some(FirstHeading { text, is_at_top, is_highest: *level == HeadingLevel::H1 });
            }
            (Event::Text(part) | Event::Code(part), Some((text, _))) => text.push_str(&part),
            (Event::SoftBreak | Event::HardBreak, Some((text, _))) => text.push(' '),
            (Event::Text(_) | Event::Code(_) | Event::Rule, None) => is_at_top = false,
            _ => {}
        }
    }
    None
}

/// Whether the first heading is the title: that of the front matter, or one where the front matter has none. Below
/// other text, only a heading of the highest level is.
pub(super) fn is_in_text(heading: Option<&FirstHeading>, title: Option<&str>, sections: &Sections) -> bool {
    let Some(heading) = heading else { return false };
    match title {
        Some(title) => heading.is_at_top && is_same(title, &heading.text),
        None => (heading.is_at_top || heading.is_highest) && is_title(&heading.text, sections),
    }
}

/// Whether two texts are the same words.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    folded_words(one) == folded_words(other)
}

/// What a heading says beside naming a part of minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// What the document is about.
    Subject,
    /// That these are minutes, or when the meeting was.
    Kind,
    /// The name of a section, as `Agenda` or `Participants`; nothing at all.
    Nothing,
}

/// Whether a heading can be a title by itself.
pub(super) fn is_title(heading: &str, sections: &Sections) -> bool {
    says(heading, sections) == Says::Subject
}

fn says(heading: &str, sections: &Sections) -> Says {
    let data = Languages::load();
    let words = folded_words(heading);
    let is_section = |words: &[String]| {
        data.whole(Phrase::Sections, words)
            || data.is_label(words)
            || is_part_of_minutes(words)
            || sections.of_heading(&words.join(" ")).is_some()
    };
    let is_kind = |word: &String| {
        [WordList::Records, WordList::Titles, WordList::Small, WordList::At]
            .iter()
            .any(|kind| data.is(*kind, word))
    };
    let said = Words::new(heading);
    let dated: Vec<usize> = dates::find(&said, data).iter().flat_map(|found| found.words.clone()).collect();
    // Also the day of no year: `November 1`, `3rd March`.
    let is_figures =
        |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= DAY_LETTERS_MAX;
    let has_day =
        words.iter().any(|word| data.month(word).is_some()) && words.iter().any(|word| is_figures(word));
    let is_of_day = |word: &str| has_day && (data.month(word).is_some() || is_figures(word));
    let is_day =
        |at: usize| dated.contains(&at) || data.weekday(&words[at]).is_some() || is_of_day(&words[at]);
    let rest = || words.iter().enumerate().filter(|(at, word)| !is_kind(word) && !is_day(*at));
    // `Repository: https://…` leads elsewhere.
    if words.is_empty() || is_numbered(heading) || heading.contains("://") {
        return Says::Nothing;
    }
    if rest().next().is_none() {
        return Says::Kind;
    }
    if sections.of_heading(heading).is_some() || is_section(&words) {
        return Says::Nothing;
    }
    // `Call agenda`
    let rest: Vec<String> = rest().map(|(_, word)| word.clone()).collect();
    if is_section(&rest) { Says::Nothing } else { Says::Subject }
}

/// Whether a heading is one of several: `1. Opening`.
fn is_numbered(heading: &str) -> bool {
    let digits = heading.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let length = heading.trim_start().len() - digits.len();
    (1..=2).contains(&length) && digits.starts_with(['.', ')']) && digits[1..].starts_with(' ')
}

/// What a title is made of.
pub(super) struct Parts<'a> {
    pub(super) heading: Option<&'a str>,
    pub(super) folder: &'a str,
    pub(super) stem: &'a str,
    pub(super) date: Option<Date>,
    pub(super) sections: &'a Sections,
}

impl Parts<'_> {
    /// Returns a title that is made of the file's name, its folder and the day. It is never empty.
    pub(super) fn title(&self) -> String {
        let is_kind = |heading: &&str| says(heading, self.sections) == Says::Kind;
        let kind = self.heading.filter(is_kind).map(str::to_owned);
        let name = named(self.stem).filter(|_| !INDEX_STEMS.contains(&self.stem.to_lowercase().as_str()));
        let has_name = name.is_some();
        let (name, is_telling) = match name {
            Some(name) if is_title(&name, self.sections) => (Some(name), true),
            name => (kind.or(name), false),
        };
        let mut folders = self.folder.rsplit('/').filter_map(named);
        // The text of a folder is called as it is, however little that says.
        let folder =
            if has_name { folders.find(|name| is_title(name, self.sections)) } else { folders.next() };
        let title = match (folder.filter(|_| !is_telling), name) {
            (Some(folder), Some(name)) => format!("{folder} – {name}"),
            (Some(folder), None) => folder,
            (None, Some(name)) => name,
            (None, None) => String::new(),
        };
        let date = self.date.map(|date| date.to_string()).or_else(|| month_in(self.stem));
        let date = date.filter(|_| dates::date_in_words(&title).is_none());
        match (title.is_empty(), date) {
            (false, Some(date)) => format!("{title}, {date}"),
            (false, None) => title,
            (true, Some(date)) => date,
            (true, None) => self.stem.to_owned(),
        }
    }
}

/// Returns the month that a file's name begins with: `2021-11` of `2021-11-update`.
fn month_in(stem: &str) -> Option<String> {
    let (month, rest) = stem.split_at_checked(MONTH_BYTES)?;
    let month = month.replace('_', "-");
    let is_month = format!("{month}-01").parse::<Date>().is_ok();
    (is_month && !rest.starts_with(|c: char| c.is_ascii_digit())).then_some(month)
}

/// Returns the words of a name of a file or folder as a text: without a date and figures, the first letter in upper
/// case. `None` if there are none.
fn named(name: &str) -> Option<String> {
    let spaced = name.replace(['_', '-', '.'], " ");
    let dashed = name.replace('_', "-");
    let words = Words::new(&spaced);
    let data = Languages::load();
    let dated: Vec<usize> =
        dates::find(&Words::new(&dashed), data).iter().flat_map(|found| found.words.clone()).collect();
    let is_word = |at: &usize| {
        // Also the `08b` of `2019-08-08b`.
        let letters = words.folded(*at).trim_start_matches(|c: char| c.is_ascii_digit());
        let is_figures = letters.len() < words.folded(*at).len() && letters.len() < 2;
        !dated.contains(at) && !is_figures && data.month(words.folded(*at)).is_none()
    };
    let kept: Vec<&str> = (0..words.len()).filter(is_word).map(|at| words.written(at)).collect();
    let mut text = kept.join(" ");
    let first = text.chars().next()?;
    if text.len() <= ACRONYM_MAX && !text.contains(['a', 'e', 'i', 'o', 'u']) {
        return Some(text.to_uppercase());
    }
    text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sections_and_kinds_are_no_titles() {
        let check = |heading: &str, expected: Says| {
            assert_eq!(says(heading, Sections::built_in()), expected, "{heading}");
        };
        for nothing in [
            "Agenda",
            "Call agenda",
            "Orden del día",
            "Participants",
            "1. Opening",
            "Attendees:",
            "TOPs",
            "Repository: https://example.org/x",
            "议程",
            "—",
        ] {
            check(nothing, Says::Nothing);
        }
        for kind in [
            "Meeting notes",
            "Minutes",
            "Acta de la reunión",
            "Notes 2018-07-23",
            "June 21, 2017",
            "November 1",
            "3rd March",
        ] {
            check(kind, Says::Kind);
        }
        for subject in [
            "Council of May",
            "Acta de la Junta Directiva",
            "Budget meeting",
            "Agenda of the Harbour Board",
            "Meeting of March",
        ] {
            check(subject, Says::Subject);
        }
    }

    #[test]
    fn titles_are_made_of_name_folder_and_day() {
        let check = |heading: Option<&str>, path: &str, expected: &str| {
            let (folder, stem) = path.rsplit_once('/').unwrap_or(("", path));
            let date = Date::constant(2023, 12, 18);
            let parts = Parts { heading, folder, stem, date: Some(date), sections: Sections::built_in() };
            assert_eq!(parts.title(), expected, "{path}");
        };
        check(Some("Agenda"), "2023/telcons/12-18-minutes", "Telcons – Minutes, 2023-12-18");
        check(Some("Meeting notes"), "tsc/2023-12-18", "TSC – Meeting notes, 2023-12-18");
        check(Some("Participants"), "2023-12-18-harbour-board", "Harbour board, 2023-12-18");
        check(None, "2023/2023-12-18", "2023-12-18");
        check(Some("Annexes"), "actas/anexos/README", "Anexos, 2023-12-18");
        check(None, "minutos/2023-12-18b", "Minutos, 2023-12-18");
        check(Some("18 December 2023"), "council/2023-12-18", "Council – 18 December 2023");
    }

    #[test]
    fn titles_without_a_day_have_the_month_of_the_name() {
        let parts = Parts {
            heading: Some("November 1"),
            folder: "",
            stem: "2021-11-council-update",
            date: None,
            sections: Sections::built_in(),
        };
        assert_eq!(parts.title(), "Council update, 2021-11");
        assert_eq!(month_in("2021-112"), None);
        assert_eq!(month_in("minutes"), None);
    }

    #[test]
    fn the_first_heading_is_found() {
        let check = |text: &str, expected: Option<(&str, bool, bool)>| {
            let found = first_heading(text);
            let found = found.as_ref().map(|found| (found.text.as_str(), found.is_at_top, found.is_highest));
            assert_eq!(found, expected, "{text}");
        };
        check("# A *b* `c`\n\nx\n# D\n", Some(("A b c", true, true)));
        check("x\n\n## A\n", Some(("A", false, false)));
        check("```\n# a\n```\n\nA\n=\n", Some(("A", false, true)));
        check("<!-- # x -->\n\n# A [b](c)\n", Some(("A b", true, true)));
        check("x\n", None);
    }
}
