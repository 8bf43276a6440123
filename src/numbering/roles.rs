//! Determines the section of the minutes that each line of a Markdown text is in.

use super::labels;
use super::lines::{Line, LineKind};
use crate::sections::outline::{self, Outline};
use crate::sections::{Role, Sections};

/// The maximum number of words in a line in bold that acts as a heading.
const BOLD_WORDS_MAX: usize = 25;

/// Returns the role of the section of each line.
pub(super) fn of(lines: &[Line<'_>], sections: &Sections) -> Vec<Option<Role>> {
    let mut outline = Outline::new(sections);
    lines.iter().map(|line| outline.next(read(line))).collect()
}

/// Converts a line to the form that outlines take.
fn read<'a>(line: &Line<'a>) -> outline::Line<'a> {
    let text = line.text.trim();
    match line.kind {
        LineKind::Blank | LineKind::Verbatim(_) => outline::Line::Blank,
        LineKind::Border => {
            heading(line).map_or(outline::Line::Blank, |(level, text)| outline::Line::Heading(level, text))
        }
        LineKind::Number(number) => {
            let length = labels::of_line(text).map_or(0, |(_, length)| length);
            outline::Line::Number(number, &text[length..])
        }
        LineKind::Letters(_) => outline::Line::Item,
        LineKind::Text if text.starts_with(['|', '>']) => outline::Line::Blank,
        LineKind::Text if is_item(line) || labels::of_line(text).is_some() => outline::Line::Item,
        LineKind::Text => bold(text).map_or(outline::Line::Text(text), outline::Line::Bold),
    }
}

/// Whether a line is an item with a letter or a bullet.
pub(super) fn is_item(line: &Line<'_>) -> bool {
    let bullet = |text: &str| {
        let mut characters = text.chars();
        characters.next().is_some_and(|first| "-*+•".contains(first))
            && characters.next().is_some_and(|next| " \t".contains(next))
    };
    match line.kind {
        LineKind::Letters(_) => true,
        LineKind::Text => bullet(line.text.trim_start()),
        _ => false,
    }
}

/// Returns the level and text of a heading; `None` for a thematic break.
pub(super) fn heading<'a>(line: &Line<'a>) -> Option<(u8, &'a str)> {
    let text = line.text.trim();
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let title = text[level..].trim_end_matches('#').trim().trim_matches(['*', '_']).trim();
    if !title.contains(char::is_alphanumeric) {
        return None;
    }
    // An underlined heading has no mark for its level.
    Some((if level == 0 { 2 } else { level.min(6) as u8 }, title))
}

/// Returns the text of a line that is entirely in bold.
pub(super) fn bold(line: &str) -> Option<&str> {
    let inner = line.trim_end_matches([':', '.', ' ']);
    let inner = ["**", "__"].iter().find_map(|mark| inner.strip_prefix(mark)?.strip_suffix(mark))?;
    let is_one = !inner.contains("**") && !inner.contains("__");
    (is_one && inner.split_whitespace().count() <= BOLD_WORDS_MAX).then_some(inner.trim())
}
