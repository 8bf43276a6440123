//! Reads a text line by line and determines the section of the minutes that each line is in.
//!
//! A section begins with a heading, a line in bold, a label (`Asistentes:`), or a line that consists only of
//! its name. It ends with the next heading of the same or a higher level, with the next line in bold if it
//! began with one, and with the next section. An agenda ends with any heading, since what follows deals with
//! its items. A label followed by text applies only to its own paragraph. An agenda also ends where its
//! numbering starts again, and where a paragraph begins after its items; an attendance list ends where
//! sentences begin.

use super::{Role, Sections};

/// The number of words from which a paragraph is a sentence of the minutes rather than an entry of a list.
const SENTENCE_WORDS: usize = 12;
/// The fewest words of a sentence that begin with a small letter.
const SMALL_WORDS_MIN: usize = 4;

/// A line of a text, as relevant to sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// An empty line, or one that is irrelevant to sections.
    Blank,
    /// A heading with its level, from 1, and its text without marks.
    Heading(u8, &'a str),
    /// A line that is entirely in bold, without the marks.
    Bold(&'a str),
    /// A numbered item, and its text without the number.
    Number(u32, &'a str),
    /// Another item.
    Item,
    /// A line of a paragraph.
    Text(&'a str),
}

/// The way in which a section began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    Heading(u8),
    Bold,
    Label,
    /// A label followed by text: the section is this paragraph.
    Inline,
}

/// A section that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    role: Role,
    opening: Opening,
    /// The number of its last item.
    last: u32,
    has_items: bool,
}

/// The state after reading part of a text.
#[derive(Debug)]
pub struct Outline<'a> {
    sections: &'a Sections,
    open: Option<Open>,
    /// Whether the next line begins a paragraph.
    is_fresh: bool,
}

impl<'a> Outline<'a> {
    /// Returns the outline of a text that begins outside of any section.
    pub fn new(sections: &'a Sections) -> Outline<'a> {
        Outline { sections, open: None, is_fresh: true }
    }

    /// Reads the next line. Returns the role of the section that it is in or begins.
    pub fn next(&mut self, line: Line<'_>) -> Option<Role> {
        let is_fresh = std::mem::replace(&mut self.is_fresh, !matches!(line, Line::Text(_)));
        match line {
            Line::Blank => {}
            Line::Heading(level, text) => self.title(text, Opening::Heading(level)),
            Line::Bold(text) => self.title(text, Opening::Bold),
            Line::Number(number, _) => {
                self.end_paragraph(is_fresh);
                self.number(number);
            }
            Line::Item => self.item(),
            Line::Text(text) if is_fresh => self.paragraph(text),
            Line::Text(text) => self.line(text),
        }
        self.open.map(|open| open.role)
    }

    fn begin(&mut self, role: Role, opening: Opening) {
        self.open = Some(Open { role, opening, last: 0, has_items: false });
    }

    fn title(&mut self, text: &str, opening: Opening) {
        if let Some(role) = self.sections.of_heading(text) {
            return self.begin(role, opening);
        }
        let goes_on = |open: &Open| match (open.opening, opening) {
            (Opening::Heading(own), Opening::Heading(level)) => level > own && open.role != Role::Agenda,
            (Opening::Heading(_), _) => open.role != Role::Agenda,
            _ => false,
        };
        self.open = self.open.filter(goes_on);
    }

    /// Ends the list of who was there that is a paragraph, as a list begins after it: `Present: Ana, Luis`.
    fn end_paragraph(&mut self, is_fresh: bool) {
        let ends = |open: &Open| open.opening == Opening::Inline && open.role == Role::Attendance && is_fresh;
        self.open = self.open.filter(|open| !ends(open));
    }

    fn number(&mut self, number: u32) {
        let starts_again = self.open.is_some_and(|open| open.role == Role::Agenda && open.last >= number);
        if starts_again {
            self.open = None;
        }
        if let Some(open) = &mut self.open {
            (open.last, open.has_items) = (number, true);
        }
    }

    fn item(&mut self) {
        if let Some(open) = &mut self.open {
            open.has_items = true;
        }
    }

    /// Reads the first line of a paragraph.
    fn paragraph(&mut self, text: &str) {
        if self.label(text) {
            return;
        }
        let is_sentence = is_sentence(text);
        let ends = |open: &Open| match (open.opening, open.role) {
            (Opening::Inline, _) => true,
            (_, Role::Agenda) => open.has_items,
            (_, Role::Attendance) => is_sentence,
            _ => false,
        };
        self.open = self.open.filter(|open| !ends(open));
    }

    /// Reads another line of a paragraph, which may have its own label: in the head of minutes each line
    /// often has one.
    fn line(&mut self, text: &str) {
        let is_label = self.sections.of_label(text).is_some() || self.sections.announced(text).is_some();
        if is_label {
            self.label(text);
        }
    }

    /// Begins the section named by a label, or by a line that consists only of a name. Returns whether there
    /// is one.
    fn label(&mut self, text: &str) -> bool {
        if let Some((role, end)) = self.sections.of_label(text) {
            let has_text = text[end..].contains(char::is_alphanumeric);
            self.begin(role, if has_text { Opening::Inline } else { Opening::Label });
            return true;
        }
        let role = self.sections.of_heading(text).or_else(|| self.sections.announced(text));
        if let Some(role) = role {
            self.begin(role, Opening::Label);
        }
        role.is_some()
    }
}

/// Whether a paragraph is a sentence rather than a list of names, whose words mostly have capital letters.
pub(crate) fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
    let small = words.clone().filter(|word| word.starts_with(char::is_lowercase)).count();
    words.count() >= SENTENCE_WORDS && small >= SMALL_WORDS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads lines of Markdown and returns the role of each.
    fn roles(text: &str) -> Vec<&'static str> {
        let sections = Sections::built_in();
        let mut outline = Outline::new(sections);
        let line = |line| match line {
            "" => Line::Blank,
            line if line.starts_with('#') => {
                Line::Heading(line.matches('#').count() as u8, line.trim_start_matches(['#', ' ']))
            }
            line if line.starts_with("**") => Line::Bold(line.trim_matches('*')),
            line if line.starts_with("- ") => Line::Item,
            line => match line.split_once(". ").map(|(number, text)| (number.parse(), text)) {
                Some((Ok(number), text)) => Line::Number(number, text),
                _ => Line::Text(line),
            },
        };
        text.lines().map(|written| outline.next(line(written)).map_or("-", Role::name)).collect()
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(roles(text), expected, "{text}");
    }

    #[test]
    fn sections_begin_with_headings_bold_lines_and_labels() {
        check("# Acta\n## Agenda\n1. a\n## Uno\nb", &["-", "agenda", "agenda", "-", "-"]);
        check("**Acuerdos**\n1. a\n**Otro**\nb", &["agreements", "agreements", "-", "-"]);
        check("Orden del día:\n1. a\n2. b", &["agenda"; 3]);
        check("## Acuerdos\n### Sede\nx\n**y**\nz", &["agreements"; 5]);
    }

    #[test]
    fn an_agenda_ends_where_its_numbers_start_again_or_a_paragraph_begins() {
        check("Agenda:\n1. a\n2. b\n1. a\n2. b", &["agenda", "agenda", "agenda", "-", "-"]);
        check("Agenda:\n- a\n\nSe abre la sesión.\n\n1. a", &["agenda", "agenda", "agenda", "-", "-", "-"]);
        check("Agenda:\n\nSe propone:\n\n1. a", &["agenda"; 5]);
        check("## Agenda\n1. a\n**Uno**", &["agenda", "agenda", "-"]);
        check("## Agenda\n### 1. a\nb", &["agenda", "-", "-"]);
    }

    #[test]
    fn a_label_with_text_holds_for_its_paragraph() {
        check(
            "Asistentes: Ana\ny Luis\n\nTexto\n1. a",
            &["attendance", "attendance", "attendance", "-", "-"],
        );
        check("Asistentes: Ana y Luis\n\n1. a", &["attendance", "attendance", "-"]);
        check("Lugar: X\nAsistentes: Ana\nAgenda:\n1. a", &["-", "attendance", "agenda", "agenda"]);
    }

    #[test]
    fn a_list_of_who_was_there_ends_where_sentences_begin() {
        let sentence = "Siendo las diez horas se da inicio a la sesión con la asistencia de la mayoría.";
        check(
            &format!("Asistentes\nAna\nLuis\n\n{sentence}\n1. a"),
            &["attendance", "attendance", "attendance", "attendance", "-", "-"],
        );
    }
}
