//! How labels are written: in Markdown, where CommonMark has two forms, and in documents, where there are many.

use super::rules::{Marker, is_number};

/// What stands for a bullet where it is typed.
const BULLETS: [char; 10] = ['*', '•', '·', '▪', '◦', '●', '-', '–', '—', '\u{f0b7}'];

/// How a number is written, and how a Markdown list writes it, if that is otherwise.
pub type Form = Option<(String, String)>;

/// A label that was read in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What it is.
    pub marker: Marker,
    /// What a Markdown list has after it: `.` or `)`.
    pub delimiter: char,
    /// How many bytes of the text it has, the space after it included.
    pub length: usize,
    /// How it is written.
    pub form: Form,
}

impl Label {
    /// Returns the label of a bullet.
    pub fn bullet(length: usize) -> Label {
        Label { marker: Marker::Bullet, delimiter: '-', length, form: None }
    }
}

/// Reads `9. `, `9) `, `a. ` or `a) ` off the front of a line of Markdown; also returns how many bytes it has.
pub(super) fn of_line(trimmed: &str) -> Option<(Marker, usize)> {
    let label_len = trimmed.find(['.', ')'])?;
    let rest = &trimmed[label_len + 1..];
    let space = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    if space == 0 || rest.trim().is_empty() {
        return None;
    }
    Some((Marker::read(&trimmed[..label_len])?, label_len + 1 + space))
}

/// Reads a label that is typed at the beginning of a text.
pub fn typed(text: &str) -> Option<Label> {
    let bullet = text.chars().next().filter(|first| BULLETS.contains(first));
    if let Some(bullet) = bullet {
        let rest = &text[bullet.len_utf8()..];
        let space = rest.len() - rest.trim_start().len();
        return (space > 0 && space < rest.len()).then(|| Label::bullet(bullet.len_utf8() + space));
    }
    let opens = text.starts_with('(');
    let label_len = text[usize::from(opens)..].find(|c: char| !c.is_ascii_alphanumeric())?;
    let label = &text[usize::from(opens)..][..label_len];
    let after = &text[usize::from(opens) + label_len..];
    let closing = after.chars().next()?;
    let close =
        [").-", ".-", ")-", ").", ")", ".", "º.", "°."].into_iter().find(|close| after.starts_with(close))?;
    if opens && closing != ')' {
        return None;
    }
    let len = usize::from(opens) + label_len + close.len();
    let rest = &text[len..];
    let space = rest.len() - rest.trim_start().len();
    // `9.Agradecer` is a point, `9.1` and `a.m.` are not.
    let is_glued = space == 0 && is_number(label) && rest.starts_with(char::is_uppercase);
    if rest.trim().is_empty() || (space == 0 && !is_glued) {
        return None;
    }
    let label = shown(&text[..len], label, close)?;
    Some(Label { length: len + space, ..label })
}

/// Reads a label that a word processor makes.
pub fn automatic(text: &str) -> Option<Label> {
    let core = text.trim_start_matches('(');
    let end = core.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(core.len());
    let (core, after) = core.split_at(end);
    if !matches!(after, "" | "." | ")" | ".-" | ")." | ").-" | ")-" | "º" | ".º" | "°" | "-") {
        return None;
    }
    shown(text, core, after)
}

fn shown(written: &str, core: &str, after: &str) -> Option<Label> {
    let delimiter = if after.starts_with(')') { ')' } else { '.' };
    let usual = format!("{core}{delimiter}");
    let form = (usual != written).then(|| (written.to_owned(), usual));
    Some(Label { marker: Marker::read(core)?, delimiter, length: 0, form })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_text() {
        for text in ["9.1 x", "a.m. y", "21 de junio", "y. ", "(ver) x", "etc. x", "-5 grados"] {
            assert!(typed(text).is_none(), "{text}");
        }
        for text in ["9. x", "9) x", "(9) x", "9.- x", "9.Xx", "a. x", "iv) x", "• x", "– x"] {
            assert!(typed(text).is_some(), "{text}");
        }
    }

    #[test]
    fn other_forms_are_noted() {
        let form = |label: Option<Label>| label.and_then(|label| label.form);
        let written = |before: &str, after: &str| Some((before.to_owned(), after.to_owned()));
        assert_eq!(form(typed("(9) x")), written("(9)", "9)"));
        assert_eq!(form(typed("9. x")), None);
        assert_eq!(form(automatic("9")), written("9", "9."));
        assert_eq!(form(automatic("a)")), None);
    }
}
