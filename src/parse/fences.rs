//! Finds the beginning of a front matter. Accepts empty lines above it, and reports fences whose mistakes
//! would publish it as text.

use std::ops::Range;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, error};
use crate::source::Source;
use crate::table::value::Form;

/// The maximum length of a word that is taken for a key, in bytes.
const KEY_BYTES_MAX: usize = 30;

/// The number of lines above a front matter that are searched for stray text.
const LINES_ABOVE_MAX: usize = 10;

/// The number of lines of a text that are searched for stray keys.
const LINES_BELOW_MAX: usize = 50;

/// The block of a front matter; ranges are byte offsets in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its format.
    pub(super) form: Form,
    /// The part between its fences.
    pub(crate) content: Range<usize>,
    /// The start of the text that follows.
    pub(crate) end: usize,
}

/// Finds the block between two `+++` or `---` lines at the top; empty lines may precede it, and spaces its
/// fences. Without one, reports an error if the first lines would be a front matter with correct fences: they
/// would be published, even those of a draft.
pub(super) fn find(source: &Source, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Option<Block> {
    let text = &source.text;
    let found = fenced(text);
    let slip = match &found {
        Some(block) => closed_early(text, block, config),
        None => {
            let lines: Vec<Line<'_>> = lines(text).collect();
            let slip = unclosed(&lines, config).or_else(|| stray(&lines, config));
            slip.or_else(|| lost(&lines, config)).or_else(|| stray_draft(&lines, config))
        }
    };
    let place = |range| Place::in_text(&source.path, text, range);
    diagnostics.extend(slip.map(|(slip, range)| slip.at(place(range))));
    found
}

/// Returns the number of bytes in `text` before its first visible character.
pub(super) fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_blank).len()
}

/// A byte order mark is invisible too, even one that is not at the very beginning.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// A line and its position.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Its text, trimmed.
    text: &'a str,
    /// The start of the line.
    start: usize,
    /// The start of the next line.
    end: usize,
    /// Whether the line is not indented.
    is_at_margin: bool,
}

impl Line<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it closes the block that `opening` opens; YAML may also end with `...`. An indented `---` can be part
    /// of a YAML string.
    fn closes(&self, opening: &Line<'_>) -> bool {
        let is_end = self.text == opening.text || (opening.text == "---" && self.text == "...");
        is_end && (self.is_at_margin || opening.text == "+++")
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> + Clone {
    let mut end = 0;
    text.split_inclusive('\n').map(move |written| {
        let start = end;
        end += written.len();
        Line { text: written.trim_matches(is_blank), start, end, is_at_margin: blank(written) == 0 }
    })
}

/// Returns the lines that are not blank.
fn written<'l, 'a>(lines: &'l [Line<'a>]) -> impl Iterator<Item = &'l Line<'a>> {
    lines.iter().filter(|line| !line.text.is_empty())
}

/// Finds a block with correct fences.
pub(crate) fn fenced(text: &str) -> Option<Block> {
    let mut below = lines(text).skip_while(|line| line.text.is_empty());
    let opening = below.next()?;
    let is_toml = opening.text == "+++";
    // A `---` is a thematic break, unless it begins the file or a key follows.
    let is_first = opening.start == 0 && opening.is_at_margin;
    let next = below.clone().find(|line| !line.text.is_empty());
    let is_yaml = opening.text == "---" && (is_first || next.as_ref().is_some_and(is_yaml_key));
    if !is_toml && !is_yaml {
        return None;
    }
    let closing = below.find(|line| line.closes(&opening))?;
    let form = if is_toml { Form::Toml } else { Form::Yaml };
    Some(Block { form, content: opening.end..closing.start, end: closing.end })
}

fn is_yaml_key(line: &Line<'_>) -> bool {
    matches!(Part::of(line.text), Part::Key { sign: ':', .. })
}

/// A diagnostic and the range that it is about.
type Slip = (Diagnostic, Range<usize>);

/// Reports a block that ends before the last of its keys. An extra fence would turn `draft = true` into text.
fn closed_early(text: &str, block: &Block, config: &Config) -> Option<Slip> {
    let below: Vec<Line<'_>> = lines(&text[block.end..]).take(LINES_BELOW_MAX).collect();
    let guess = Guess::of(below.iter(), config);
    let is_same = guess.sign == Some(if block.form == Form::Toml { '=' } else { ':' });
    let is_part = is_same && guess.fence_above.is_none() && guess.is_front_matter();
    let closing = block.content.end..block.end;
    let slip = error!("front-matter::unopened", "early", ..);
    is_part.then(|| (slip.with("fence", text[closing.clone()].trim()), closing))
}

/// Reports a front matter that is opened by the first line and never closed.
fn unclosed(lines: &[Line<'_>], config: &Config) -> Option<Slip> {
    let opening = written(lines).next()?;
    let below = || Guess::of(lines.iter().filter(|line| line.start >= opening.end), config);
    // A lone `---` is a thematic break.
    let is_open = opening.text == "+++" || (opening.text == "---" && below().is_front_matter());
    let unclosed = error!("front-matter::unclosed", fence = opening.text);
    is_open.then(|| (unclosed, opening.range()))
}

/// Reports text above a front matter.
fn stray(lines: &[Line<'_>], config: &Config) -> Option<Slip> {
    let above: Vec<&Line<'_>> = written(lines).take(LINES_ABOVE_MAX).collect();
    let first = *above.first()?;
    let is_opening = |pair: &[&Line<'_>]| match (pair[0].text, Part::of(pair[1].text)) {
        ("+++", Part::Key { name, sign: '=' }) => is_known(name, config),
        // A line of text with `---` below it is a heading.
        ("---", Part::Key { name, sign: ':' }) => is_known(name, config) && is_like_fence(first.text),
        _ => false,
    };
    let place = above.windows(2).position(is_opening).filter(|place| *place > 0)?;
    let is_code = above[..place].iter().any(|line| is_code_fence(line));
    let (fence, line) = (above[place].text, line_number(lines, above[place]));
    let slip = error!("front-matter::unopened", "stray", fence = fence, line = line);
    (!is_code).then(|| (slip, first.range()))
}

/// Reports a front matter whose fences are missing or misspelt.
fn lost(lines: &[Line<'_>], config: &Config) -> Option<Slip> {
    let opening = written(lines).next()?;
    let guess = Guess::of(lines.iter(), config);
    let is_toml = guess.sign == Some('=');
    let has_end = is_toml && lines.iter().any(|line| line.text == "+++");
    let is_ended = has_end && guess.first.is_some() && guess.fence_above.is_none();
    if !is_ended && !guess.is_front_matter() {
        return None;
    }
    let fence = if is_toml { "+++" } else { "---" };
    if guess.fence_above.is_some() {
        let slip = error!("front-matter::unopened", "miswritten", fence = fence, found = opening.text);
        return Some((slip, opening.range()));
    }
    let (first, last) = (guess.first?, guess.last?);
    if has_end || guess.fence_below.is_some_and(|below| below == fence) {
        return Some((error!("front-matter::unopened", fence = fence), first.range()));
    }
    let line = line_number(lines, &last);
    let slip = error!("front-matter::unopened", "no-fences", fence = fence, line = line);
    Some((slip, first.range()))
}

/// Reports a line `draft = true` in the text, whatever precedes it.
fn stray_draft(lines: &[Line<'_>], config: &Config) -> Option<Slip> {
    let top = lines.get(..LINES_BELOW_MAX.min(lines.len()))?;
    let draft = top.iter().find(|line| match Part::of(line.text) {
        Part::Key { name, sign } => {
            let value = line.text.split_once(sign).map_or("", |(_, value)| value.trim_start());
            config.key_names.canonical(name) == Some("draft") && value.starts_with("true")
        }
        _ => false,
    })?;
    let is_code = top.iter().any(|line| line.start < draft.start && is_code_fence(line));
    let fence = if draft.text.contains('=') { "+++" } else { "---" };
    let slip = error!("front-matter::unopened", "draft", fence = fence);
    (!is_code).then(|| (slip, draft.range()))
}

/// Whether the line begins or ends a code block. In a text about front matters, keys in code blocks are
/// examples.
fn is_code_fence(line: &Line<'_>) -> bool {
    line.text.starts_with("```") || line.text.starts_with("~~~")
}

/// Returns the number of a line in the file.
fn line_number(lines: &[Line<'_>], line: &Line<'_>) -> usize {
    lines.iter().take_while(|other| other.start <= line.start).count()
}

/// What a line would be in a front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    Key {
        name: &'a str,
        sign: char,
    },
    /// A fence, or an attempt at one.
    Fence,
    /// A table header, a comment, or the continuation of a value.
    Other,
    /// A line of text.
    Text,
}

impl Part<'_> {
    fn of(line: &str) -> Part<'_> {
        if line.is_empty() || line.starts_with(['#', '[', ']']) {
            return Part::Other;
        }
        // In `+++draft = true` the line break after the fence is missing.
        if is_like_fence(line) || line.starts_with("++") {
            return Part::Fence;
        }
        let Some(at) = line.find(['=', ':']) else { return Part::Text };
        let name = line[..at].trim();
        let is_sign = line[at..].starts_with('=');
        // Notes often begin with a line like `Date: 21 June`, so a key before a colon must be in lower case.
        // A key before `=` may be misspelt.
        let is_of_key =
            |c: char| c.is_lowercase() || c == '_' || (is_sign && (c.is_alphabetic() || c == ' '));
        let is_key = !name.is_empty() && name.len() <= KEY_BYTES_MAX && name.chars().all(is_of_key);
        let sign = if is_sign { '=' } else { ':' };
        if is_key { Part::Key { name, sign } } else { Part::Text }
    }
}

/// Whether a line consists of a few characters that resemble a fence.
fn is_like_fence(line: &str) -> bool {
    let is_sign = |c: char| c.is_whitespace() || "+-=*_~–—＋".contains(c);
    (2..=10).contains(&line.len()) && line.chars().all(is_sign)
}

fn is_known(key: &str, config: &Config) -> bool {
    config.key_names.canonical(key).is_some()
}

/// The first lines of a text, read as a front matter.
#[derive(Default)]
struct Guess<'a> {
    /// The separator between keys and values.
    sign: Option<char>,
    /// The line of the first key.
    first: Option<Line<'a>>,
    /// The line of the last key.
    last: Option<Line<'a>>,
    /// The fence, or attempt at one, above the keys.
    fence_above: Option<&'a str>,
    /// The fence, or attempt at one, below the keys.
    fence_below: Option<&'a str>,
    /// The number of keys that are known keys of front matters.
    known: usize,
    /// Whether `draft` is one of them.
    has_draft: bool,
}

impl<'a> Guess<'a> {
    fn of<'l>(lines: impl Iterator<Item = &'l Line<'a>>, config: &Config) -> Guess<'a>
    where
        'a: 'l,
    {
        let mut guess = Guess::default();
        for line in lines {
            match Part::of(line.text) {
                Part::Key { sign, .. } if guess.sign.is_some_and(|other| other != sign) => break,
                Part::Key { name, sign } => guess.key(name, sign, *line, config),
                Part::Fence if guess.first.is_none() => {
                    guess.fence_above = Some(line.text);
                    if let Part::Key { name, sign } = Part::of(line.text.trim_start_matches(['+', ' '])) {
                        guess.key(name, sign, *line, config);
                    }
                }
                Part::Fence => {
                    guess.fence_below = Some(line.text);
                    break;
                }
                Part::Other => {}
                Part::Text => break,
            }
        }
        guess
    }

    fn key(&mut self, name: &str, sign: char, line: Line<'a>, config: &Config) {
        self.sign = Some(sign);
        self.first.get_or_insert(line);
        self.last = Some(line);
        self.known += usize::from(is_known(name, config));
        self.has_draft |= config.key_names.canonical(name) == Some("draft");
    }

    /// Whether the lines are almost certainly a front matter. A single `date: …` may begin a note.
    fn is_front_matter(&self) -> bool {
        let has_fence = self.fence_above.is_some() || self.fence_below.is_some();
        match self.sign {
            Some('=') => self.known > 0,
            _ => self.has_draft || self.known > 1 || (self.known > 0 && has_fence),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Overrides;

    fn found(text: &str) -> (Option<Block>, Vec<String>) {
        let source = Source { path: "a.md".to_owned(), text: text.into() };
        let config = Config::resolve(None, "x", &Overrides::default(), &mut Vec::new());
        let mut diagnostics = Vec::new();
        let block = find(&source, &config, &mut diagnostics);
        let told = |found: &Diagnostic| {
            let line = found.place.as_ref().map_or(0, |place| place.line);
            format!("{} {line}", found.message.id())
        };
        (block, diagnostics.iter().map(told).collect())
    }

    #[test]
    fn nothing_that_cannot_be_seen_hides_a_front_matter() {
        for text in [
            "+++\ndate = 1\n+++\nTexto",
            "\n \n  +++ \ndate = 1\n +++\nTexto",
            "\n\u{feff}+++\ndate = 1\n+++\nTexto",
            "---\ndate: 1\n---\nTexto",
            "\n ---\ndate: 1\n---\nTexto",
            "\n---\n\ndate: 1\n---\nTexto",
        ] {
            let (block, told) = found(text);
            let block = block.unwrap_or_else(|| panic!("{text}: {told:?}"));
            assert!(text[block.content].trim().starts_with("date"), "{text}");
            assert_eq!(&text[block.end..], "Texto");
            assert_eq!(told, [""; 0]);
        }
    }

    #[test]
    fn a_fence_too_many_is_told() {
        for (text, expected) in [
            ("+++\n+++\ndraft = true\n+++\n", "front-matter_unopened_early 2"),
            ("+++\ntitle = \"a\"\n+++\n\ndraft = true\n+++\n", "front-matter_unopened_early 3"),
            ("---\ntitle: a\n---\ndraft: true\n---\n", "front-matter_unopened_early 3"),
        ] {
            let (block, told) = found(text);
            assert!(block.is_some(), "{text}");
            assert_eq!(told, [expected], "{text}");
        }
    }

    #[test]
    fn what_would_be_published_by_mistake_is_told() {
        for (text, expected) in [
            ("++\ndraft = true\n+++\n", "front-matter_unopened_miswritten 1"),
            ("++\n+++\ndraft = true\n+++\n", "front-matter_unopened_stray 1"),
            ("Borrador\n\n+++\ntitle = \"a\"\n+++\n", "front-matter_unopened_stray 1"),
            ("\ndraft = true\n\nTexto", "front-matter_unopened_no-fences 2"),
            ("draft: true\n\nTexto", "front-matter_unopened_no-fences 1"),
            ("title: a\ndate: 1\n---\nTexto", "front-matter_unopened 1"),
            ("nada = 1\n+++\nTexto", "front-matter_unopened 1"),
            ("+++draft = true\n+++\n", "front-matter_unopened_miswritten 1"),
            ("+++ # uno\ndraft = true\n+++\n", "front-matter_unopened_miswritten 1"),
            ("***\nDraft = true\n***\n", "front-matter_unopened_miswritten 1"),
            ("título = \"a\"\ndraft = true\n", "front-matter_unopened_no-fences 1"),
            ("borrador: true\n\nTexto", "front-matter_unopened_no-fences 1"),
            ("++\nórgano = \"a\"\n++\n", "front-matter_unopened_miswritten 1"),
            ("título: a\nfecha: 1\n---\nTexto", "front-matter_unopened 1"),
            ("Acta de junio\n\nBorrador = true\n", "front-matter_unopened_draft 3"),
            ("Acta de junio\n\nnada\ndraft = true\n", "front-matter_unopened_draft 4"),
            ("+++\ndraft = true\n", "front-matter_unclosed 1"),
            ("\n---\ndraft: true\n\nTexto", "front-matter_unclosed 2"),
        ] {
            assert_eq!(found(text), (None, vec![expected.to_owned()]), "{text}");
        }
    }

    #[test]
    fn texts_are_left_alone() {
        for text in [
            "",
            "Texto",
            "---\n\nTexto",
            "\n---\nTexto\n---\n",
            "# Acta\n\nx = 1\n",
            "date: 21 de junio\n\nTexto",
            "fecha: 21 de junio\n\nTexto",
            "Date: 2017\nTitle: x\n\nTexto",
            "Así:\n```\n+++\ntitle = \"a\"\n+++\n```\n",
            "Acta\n---\ndate: hoy\n",
            "-- \nTexto",
            "Así:\n```\ndraft = true\n```\n",
            "Un borrador (draft) = true\n",
            "***\n\nTexto\n",
        ] {
            assert_eq!(found(text), (None, Vec::new()), "{text}");
        }
    }
}
