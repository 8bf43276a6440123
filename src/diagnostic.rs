//! Diagnostics: what is wrong, where, and how to fix it. Every stage makes them; they are printed in one
//! place.

mod groups;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::{Deserialize, Serialize};

use crate::messages::{Message, Speech, Text, Value, message};
use crate::visible::{masked, shown};

pub use groups::{LINES_MAX, to_short_text};

pub use crate::{
    __code as code, __diagnostic as diagnostic, __error as error, __note as note, __warning as warning,
};

/// Makes a diagnostic of a code and, if one is named, of a variant of its text, as
/// [`message!`](crate::messages::message) makes a message: `diagnostic!(severity, "front-matter::dates",
/// "backwards", end = end)`. The compiler holds code, variant and names to the texts.
#[doc(hidden)]
#[macro_export]
macro_rules! __diagnostic {
    ($severity:expr, $code:literal, $variant:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::diagnostic::Diagnostic::of(
            $severity, $crate::__code!($code, $crate::__checked_text!(is_filled, $code, $variant $(, $name)*))
        )$(.with(stringify!($name), $value))*
    };
    ($severity:expr, $code:literal, $variant:literal $(, $name:ident = $value:expr)*, ..) => {
        $crate::diagnostic::Diagnostic::of(
            $severity,
            $crate::__code!($code, $crate::__checked_text!(is_partly_filled, $code, $variant $(, $name)*))
        )$(.with(stringify!($name), $value))*
    };
    ($severity:expr, $code:literal $($rest:tt)*) => {
        $crate::__diagnostic!($severity, $code, "" $($rest)*)
    };
}

/// Names the code of a diagnostic that is made elsewhere: `code!("front-matter::review")`. What goes into the
/// places of its text is not checked.
#[doc(hidden)]
#[macro_export]
macro_rules! __code {
    ($code:literal) => {
        $crate::__code!($code, $crate::__text!($code))
    };
    ($code:literal, $text:expr) => {{
        const CODE: $crate::diagnostic::Code = $crate::diagnostic::Code::new($code, $text);
        CODE
    }};
}

/// Makes an error: `error!("front-matter::dates", "backwards", end = end)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error {
    ($($of:tt)*) => { $crate::__diagnostic!($crate::diagnostic::Severity::Error, $($of)*) };
}

/// Makes a warning, likewise.
#[doc(hidden)]
#[macro_export]
macro_rules! __warning {
    ($($of:tt)*) => { $crate::__diagnostic!($crate::diagnostic::Severity::Warning, $($of)*) };
}

/// Makes a note, likewise.
#[doc(hidden)]
#[macro_export]
macro_rules! __note {
    ($($of:tt)*) => { $crate::__diagnostic!($crate::diagnostic::Severity::Note, $($of)*) };
}

/// The longest line shown, in bytes; a longer one is cut around the place in question.
const EXCERPT_BYTES_MAX: usize = 160;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published until it is fixed.
    Error,
    /// The site is built; a person should look at it.
    Warning,
    /// Possibly nothing is wrong; a person may want to know.
    Note,
}

impl Severity {
    /// Returns its name.
    pub fn message(self) -> Message {
        match self {
            Severity::Error => message!("error"),
            Severity::Warning => message!("warning"),
            Severity::Note => message!("note"),
        }
    }

    /// Returns how many of `diagnostics` have this severity.
    pub fn count(self, diagnostics: &[Diagnostic]) -> usize {
        diagnostics.iter().filter(|found| found.severity == self).count()
    }
}

/// The code of a diagnostic and one of its texts. The macros make it, and hold both to the texts that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code: `stage::what`.
    pub name: &'static str,
    text: Text,
}

impl Code {
    /// Returns a code with its text, which must say how to fix what is wrong.
    #[doc(hidden)]
    pub const fn new(name: &'static str, text: Text) -> Code {
        assert!(text.has_help(), "the text of a diagnostic needs a help");
        Code { name, text }
    }
}

/// Something a person should know about an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Its kind: `stage::what`, a stable name for looking it up.
    pub code: &'static str,
    /// What is wrong: lower case, no full stop, the user's own words in backticks. Its text has an attribute
    /// `help` that says how to fix it.
    pub message: Message,
    /// Where.
    pub place: Option<Place>,
}

/// A stretch of one line of an input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, relative to the site's folder, with `/`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line's text, cut if it is long. Empty for a place that is the whole file.
    #[serde(skip)]
    pub excerpt: String,
    /// The part in question, in bytes of the excerpt.
    #[serde(skip)]
    pub span: Range<usize>,
}

impl Place {
    /// Returns the place of a file as a whole.
    pub fn file(file: &str) -> Place {
        Place { file: file.to_owned(), line: 1, column: 1, excerpt: String::new(), span: 0..0 }
    }

    /// Returns the place of the bytes `range` of `text`, the content of `file`. Only the first line of the
    /// range is shown. For several places in one file, [`Places`] is cheaper.
    pub fn in_text(file: &str, text: &str, range: Range<usize>) -> Place {
        Places::new(file, text).at(range)
    }
}

/// Places in one file, whose lines are located once, at the first request.
#[derive(Clone, Debug)]
pub struct Places<'a> {
    /// The file, relative to the site's folder.
    pub file: &'a str,
    /// Its whole text.
    pub text: &'a str,
    lines: Rc<OnceCell<Lines>>,
}

impl<'a> Places<'a> {
    /// Returns the places of `file`, where `text` is its whole content.
    pub fn new(file: &'a str, text: &'a str) -> Places<'a> {
        Places { file, text, lines: Rc::default() }
    }

    /// Returns the place of these bytes of the text. Only the first line of the range is shown.
    pub fn at(&self, range: Range<usize>) -> Place {
        let text = self.text;
        let lines = self.lines.get_or_init(|| Lines::new(text));
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let (line, line_start, line_end) = lines.around(start, text);
        let end = text.ceil_char_boundary(range.end.clamp(start, line_end.max(start)));
        let cut_start = text.floor_char_boundary(start.saturating_sub(EXCERPT_BYTES_MAX / 2)).max(line_start);
        let cut_end = text.floor_char_boundary(cut_start + EXCERPT_BYTES_MAX).min(line_end).max(start);
        Place {
            file: self.file.to_owned(),
            line: line + 1,
            column: lines.characters_before(start, text) - lines.characters_before(line_start, text) + 1,
            excerpt: text[cut_start..cut_end].to_owned(),
            span: start - cut_start..end.min(cut_end).max(start) - cut_start,
        }
    }
}

/// The number of characters is recorded each time this many bytes of a text have passed, so that the
/// characters of a long line are not counted over and over.
const COUNTED_BYTES: usize = 1024;

/// The lines of a text.
#[derive(Debug)]
struct Lines {
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
    /// How many characters begin in the first [`COUNTED_BYTES`], in twice as many, and so on; the first
    /// element is 0.
    characters: Vec<usize>,
}

impl Lines {
    fn new(text: &str) -> Lines {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let mut characters = vec![0];
        for bytes in text.as_bytes().chunks(COUNTED_BYTES) {
            let before = characters.last().copied().unwrap_or(0);
            characters.push(before + count_characters(bytes));
        }
        Lines { starts: std::iter::once(0).chain(ends).collect(), characters }
    }

    /// Returns the number, from 0, of the line with this byte, where it begins, and where it ends without its
    /// line end.
    fn around(&self, at: usize, text: &str) -> (usize, usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at) - 1;
        let (start, next) = (self.starts[line], self.starts.get(line + 1));
        let end = next.map_or(text.len(), |next| next - 1);
        (line, start, start + text[start..end].trim_end_matches('\r').len())
    }

    /// Returns how many characters begin before this byte.
    fn characters_before(&self, at: usize, text: &str) -> usize {
        let counted = at / COUNTED_BYTES;
        self.characters[counted] + count_characters(&text.as_bytes()[counted * COUNTED_BYTES..at])
    }
}

/// Returns how many characters begin in these bytes of UTF-8.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count()
}

impl Diagnostic {
    /// Returns a diagnostic with the text of its code and nothing in its places. The macros [`error!`](error),
    /// [`warning!`](warning) and [`note!`](note) make one with what goes into them.
    pub fn of(severity: Severity, code: Code) -> Diagnostic {
        Diagnostic { severity, code: code.name, message: Message::of(code.text), place: None }
    }

    /// Uses another of the code's texts, with nothing in its places: `text!("front-matter::dates",
    /// "backwards")`.
    #[must_use]
    pub fn with_text(self, text: Text) -> Diagnostic {
        Diagnostic { message: Message::of(text), ..self }
    }

    /// Fills in the argument `name` of the text and of its help.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<Value>) -> Diagnostic {
        Diagnostic { message: self.message.with(name, value), ..self }
    }

    /// Fills in the word that was probably meant as the argument `meant`, and sets `suggestion` to whether there is
    /// one, by which the text chooses its wording.
    #[must_use]
    pub fn suggesting(self, meant: Option<&str>) -> Diagnostic {
        self.with("suggestion", meant.is_some()).with("meant", meant.unwrap_or_default())
    }

    /// Sets the place.
    #[must_use]
    pub fn at(self, place: Place) -> Diagnostic {
        Diagnostic { place: Some(place), ..self }
    }

    /// Returns how to fix it.
    pub fn help_text(&self, speech: Speech) -> Option<String> {
        self.message.attribute("help", speech)
    }

    /// Returns it as JSON, with texts in the given language. `docs/writing.md` describes the format.
    pub fn to_json(&self, speech: Speech) -> serde_json::Value {
        serde_json::json!({
            "severity": self.severity,
            "code": self.code,
            "message": self.message.text(speech),
            "help": self.help_text(speech),
            "place": self.place,
        })
    }
}

/// Whether any of `diagnostics` is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Sorts errors and warnings by file and line.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    let key = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.clone();
        place.map_or((String::new(), 0, 0), |place| (place.file, place.line, place.column))
    };
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)).then(a.severity.cmp(&b.severity)));
}

/// Returns the diagnostics as text for a terminal, each followed by a blank line: errors first, since a
/// warning may be the result of one.
pub fn to_text(diagnostics: &[Diagnostic], speech: Speech, colours: bool) -> String {
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let mut diagnostics: Vec<&Diagnostic> = diagnostics.iter().collect();
    diagnostics.sort_by_key(|found| found.severity);
    let text = |diagnostic| renderer.render(&[group(diagnostic, speech)]).to_string() + "\n\n";
    diagnostics.into_iter().map(text).collect()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// Returns a diagnostic for a terminal, without any misleading characters of the excerpt or the file name;
/// its texts contain none.
fn group(diagnostic: &Diagnostic, speech: Speech) -> Group<'_> {
    let level = level(diagnostic.severity).with_name(diagnostic.severity.message().text(speech));
    let title = level.primary_title(diagnostic.message.text(speech)).id(diagnostic.code);
    let mut group = match &diagnostic.place {
        Some(place) if !place.excerpt.is_empty() => {
            let before = masked(&place.excerpt[..place.span.start]).len();
            let meant = masked(&place.excerpt[place.span.clone()]).len();
            let snippet = Snippet::source(masked(&place.excerpt))
                .line_start(place.line)
                .path(shown(&place.file))
                .annotation(AnnotationKind::Primary.span(before..before + meant));
            title.element(snippet)
        }
        Some(place) => title.element(annotate_snippets::Origin::path(shown(&place.file))),
        None => Group::with_title(title),
    };
    if let Some(help) = diagnostic.help_text(speech) {
        group = group.element(Level::HELP.with_name(message!("help").text(speech)).message(help));
    }
    group
}

/// Returns the `choices` as a list for a text, each in backticks.
pub fn listed<'a>(choices: impl IntoIterator<Item = &'a str>) -> String {
    choices.into_iter().map(|choice| format!("`{choice}`")).collect::<Vec<_>>().join(", ")
}

/// Returns the one of `known` that `word` was probably meant to be: the nearest, if at most a third of its
/// characters differ.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = lower(word);
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    let letters = letters(&word);
    let distance = |candidate: &str| {
        let candidate = lower(candidate);
        // Most candidates differ by too much in length, or in their letters, of which one edit changes at
        // most two.
        let is_far = candidate.chars().count().abs_diff(length) > allowed
            || (self::letters(&candidate) ^ letters).count_ones() as usize > 2 * allowed;
        if is_far {
            None
        } else {
            Some(strsim::osa_distance(&word, &candidate)).filter(|found| *found <= allowed)
        }
    };
    let near = known.into_iter().filter_map(|candidate| Some((distance(candidate)?, candidate)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { word.into() } else { word.to_lowercase().into() }
}

/// Returns the letters of a word as bits; some letters share a bit.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % u64::BITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_shows_the_line_and_counts_characters() {
        let text = "uno\náéí dos\r\ntres";
        let at = text.find("dos").expect("in the text");
        let place = Place::in_text("a.md", text, at..at + 3);
        assert_eq!((place.line, place.column), (2, 5));
        assert_eq!(&place.excerpt[place.span.clone()], "dos");
        assert_eq!(place.excerpt, "áéí dos");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}AQUÍ{}", "é".repeat(5000), "x".repeat(5000));
        let at = text.find("AQUÍ").expect("in the text");
        let place = Place::in_text("a.md", &text, at..at + 5);
        assert!(place.excerpt.len() <= EXCERPT_BYTES_MAX);
        assert_eq!(&place.excerpt[place.span], "AQUÍ");
    }

    #[test]
    fn places_of_a_long_text_are_those_of_its_lines() {
        let text = "añb\r\n\n".repeat(700) + &"é".repeat(3000) + "AQUÍ\nx";
        for range in [0..2, 4..5, 4900..4901, 4905..4990, text.len() - 1..text.len(), text.len()..text.len()]
        {
            let place = Places::new("a.md", &text).at(range.clone());
            let start = text.floor_char_boundary(range.start);
            let before = &text[..start];
            let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
            assert_eq!((place.line, place.column), (before.matches('\n').count() + 1, column), "{range:?}");
        }
    }

    #[test]
    fn any_range_is_a_place() {
        for (start, end) in [(0, 0), (3, 99), (50, 60), (5, 2)] {
            Place::in_text("a.md", "añb\n", start..end);
        }
        Place::in_text("a.md", "", 0..1);
    }

    #[test]
    fn the_nearest_word_is_near() {
        assert_eq!(nearest("titel", ["title", "date"]), Some("title"));
        assert_eq!(nearest("xyzzy", ["title", "date"]), None);
        assert_eq!(nearest("Ñandúes", ["nandues", "ñandú", "ÑANDUES"]), Some("ÑANDUES"));
        assert_eq!(nearest("ab", ["cb", "ba"]), Some("cb"));
        assert_eq!(nearest("abc", ["xyz", "xbz"]), None);
    }
}
