//! The sections of minutes and their roles: agenda, attendance, discussion, agreements and so on.
//!
//! The names of sections are content: they are in a site's vocabulary file `sections.toml`, or in [`DEFAULT`]
//! for sites without one. [`Sections`] recognises headings and labels by these names; [`outline`] reads a
//! text line by line and determines the section that each line is in.

pub mod commitments;
pub mod labels;
mod names;
pub mod outline;
pub mod piece;
pub mod votes;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use commitments::CommitmentWords;
use votes::VoteWords;

use crate::diagnostic::{Diagnostic, error, listed, nearest};
use crate::language::words::{Words, folded_words};
use crate::source::Source;
use crate::table::keys::{Codes, Keys};
use crate::table::value::{Excerpt, Value};

/// The names of sections for sites without a vocabulary of sections.
pub const DEFAULT: &str = include_str!("../init/template/all/content/vocabulary/sections.toml");

/// The maximum number of words in a heading or label that can name a section.
const WORDS_MAX: usize = 12;
/// The most words at the end of a paragraph that announce a section.
const ANNOUNCED_WORDS_MAX: usize = 6;

/// The role of a section in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The items to be dealt with, listed in advance.
    Agenda,
    /// Who was present or absent.
    Attendance,
    /// What was discussed.
    Discussion,
    /// What was decided.
    Agreements,
    /// Who is to do what.
    Commitments,
    /// Results of votes.
    Votes,
    /// Date and place of the next meeting.
    NextMeeting,
    /// Attached documents.
    Annexes,
    /// Signatures.
    Signatures,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 9] = [
        Role::Agenda,
        Role::Attendance,
        Role::Discussion,
        Role::Agreements,
        Role::Commitments,
        Role::Votes,
        Role::NextMeeting,
        Role::Annexes,
        Role::Signatures,
    ];

    /// Returns the name of the role in `sections.toml` and in data.
    pub fn name(self) -> &'static str {
        match self {
            Role::Agenda => "agenda",
            Role::Attendance => "attendance",
            Role::Discussion => "discussion",
            Role::Agreements => "agreements",
            Role::Commitments => "commitments",
            Role::Votes => "votes",
            Role::NextMeeting => "next-meeting",
            Role::Annexes => "annexes",
            Role::Signatures => "signatures",
        }
    }

    /// Whether numbered lines in the section can be points of the report.
    pub fn has_points(self) -> bool {
        matches!(self, Role::Discussion | Role::Agreements | Role::Votes)
    }
}

/// The names of sections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sections {
    /// The names in all languages as folded words, without those in `beside`.
    names: HashMap<Vec<String>, Role>,
    /// The labels of paragraphs of each role, as folded words.
    labels: Vec<(Role, Vec<String>)>,
    /// Folded words that are ignored next to a name.
    beside: HashSet<String>,
    /// The words by which commitments are read.
    commitment_words: CommitmentWords,
    /// The words by which votes are read.
    vote_words: VoteWords,
    /// What points are called beside their number: `punto`, `agenda item`.
    point_words: Vec<Vec<String>>,
    /// The ordinals in words.
    ordinals: HashMap<String, u32>,
}

impl Sections {
    /// Returns the names of sections for sites without a vocabulary of sections.
    pub fn built_in() -> &'static Sections {
        static BUILT_IN: LazyLock<Sections> = LazyLock::new(|| {
            let source = Source { path: "sections.toml".to_owned(), text: DEFAULT.into() };
            parse(&source, &mut Vec::new())
        });
        &BUILT_IN
    }

    /// Returns the names of a site: those of its `sections.toml`, or the built-in ones if it has none.
    pub fn of_site(source: Option<&Source>, diagnostics: &mut Vec<Diagnostic>) -> Sections {
        source.map_or_else(|| Sections::built_in().clone(), |source| parse(source, diagnostics))
    }

    /// Returns the role of the section that a heading begins. A number before the name and a colon after it
    /// are ignored.
    pub fn of_heading(&self, text: &str) -> Option<Role> {
        let text = without_brackets(without_number(text));
        // Most lines are too long for a name, and need not be taken apart.
        let written = text.split_whitespace().filter(|part| part.contains(char::is_alphanumeric));
        if written.take(WORDS_MAX + 1).count() > WORDS_MAX {
            return None;
        }
        let words = folded_words(text);
        let is_short = !words.is_empty() && words.len() <= WORDS_MAX;
        let own = is_short.then(|| self.core(words)).and_then(|core| self.names.get(&core).copied());
        own.or_else(|| self.of_both(text))
    }

    /// Returns the role that both parts of a title have: `Action items/Commitments`.
    fn of_both(&self, text: &str) -> Option<Role> {
        let (first, second) = text.split_once('/')?;
        let role = |part: &str| self.names.get(&self.core(folded_words(part))).copied();
        role(first).filter(|own| role(second) == Some(*own))
    }

    /// Returns the role of the section that a label like `Asistentes:` begins, and the length of the label in
    /// bytes.
    pub fn of_label(&self, line: &str) -> Option<(Role, usize)> {
        let end = line.find(':').map(|at| at + 1).or_else(|| line.find(".-").map(|at| at + 2))?;
        let role = self.of_heading(&line[..end])?;
        Some((role, end))
    }

    /// Returns the role of the section that a paragraph announces with its last words: `se propone el siguiente
    /// orden del día:`. Only an agenda is announced so.
    pub fn announced(&self, paragraph: &str) -> Option<Role> {
        let text = paragraph.trim_end_matches([' ', '\u{a0}', '-', '–', '—', '*', '_', '\\']);
        let is_open = text.ends_with(':') || paragraph.len() > text.len() + 1;
        let words = folded_words(text.get(text.len().saturating_sub(80)..).filter(|_| is_open)?);
        let names = (1..=words.len().min(ANNOUNCED_WORDS_MAX)).map(|count| &words[words.len() - count..]);
        let mut roles = names.filter_map(|name| self.names.get(&self.core(name.to_vec())));
        roles.any(|role| *role == Role::Agenda).then_some(Role::Agenda)
    }

    /// Whether an item of a section says that there is none: `(none)`, `Ninguno.`
    pub(crate) fn says_none(&self, text: &str) -> bool {
        self.commitment_words.is_none(text)
    }

    /// Returns the word after what points are called, if that stands at a word: `punto del día`.
    pub(crate) fn point_word(&self, words: &Words<'_>, at: usize) -> Option<usize> {
        let is_here = |phrase: &&Vec<String>| words.continues(at, phrase);
        let longest = self.point_words.iter().filter(is_here).map(Vec::len).max()?;
        Some(at + longest)
    }

    /// Returns the value of a folded ordinal: `segundo`.
    pub(crate) fn ordinal(&self, word: &str) -> Option<u32> {
        self.ordinals.get(word).copied()
    }

    /// Returns the significant words of a name: without numbers and words in `beside`.
    fn core(&self, words: Vec<String>) -> Vec<String> {
        let is_figure = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        words.into_iter().filter(|word| !self.beside.contains(word) && !is_figure(word)).collect()
    }
}

/// Returns a heading without the remark in brackets after its name: `Attendance (please add yourself)`.
fn without_brackets(text: &str) -> &str {
    let whole = text.trim_end_matches([' ', ':', '*', '_']);
    let start = whole.strip_suffix(')').and_then(|inner| inner.rfind('('));
    start.filter(|start| *start > 0).map_or(text, |start| &text[..start])
}

/// Returns a heading without the number or letter before its name: `2. Agenda`, `II) Agenda`, `a. Agenda`.
fn without_number(text: &str) -> &str {
    let text = text.trim_start();
    let Some(end) = text.find(['.', ')', '-', '–', '°']).filter(|end| *end <= 5) else { return text };
    let label = &text[..end];
    let is_roman = |label: &str| label.bytes().all(|byte| b"IVXLivxl".contains(&byte));
    let is_number = label.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_letter = label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !label.is_empty() && (is_number || is_roman(label) || is_letter) {
        text[end..].trim_start_matches(|c: char| !c.is_alphabetic())
    } else {
        text
    }
}

/// Reads `sections.toml`.
pub fn parse(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Sections {
    let excerpt = Excerpt::whole(&source.path, &source.text);
    let table = excerpt.read(diagnostics);
    let mut all = Keys::new(excerpt, Codes::VOCABULARY, table, diagnostics);
    let beside = all.localized_lists("beside");
    let mut sections = Sections {
        beside: beside.iter().flat_map(|word| folded_words(word)).collect(),
        ..Sections::default()
    };
    for (id, value) in all.rest() {
        let role = Role::ALL.into_iter().find(|role| role.name() == id.value);
        let (Some(role), Value::Table(table)) = (role, value.value) else {
            let names = || Role::ALL.iter().map(|role| role.name());
            let unknown = error!("vocabulary::section", ..)
                .suggesting(nearest(&id.value, names()))
                .with("section", id.value)
                .with("known", listed(names()));
            all.report(unknown, id.range);
            continue;
        };
        let mut keys = all.inside(table);
        let [names, mut labels] = ["names", "labels"].map(|key| keys.localized_lists(key));
        if role == Role::Commitments {
            let (words, labels_of_words) = CommitmentWords::read(&mut keys, |words| sections.core(words));
            sections.commitment_words = words;
            labels.extend(labels_of_words);
        }
        if role == Role::Discussion {
            sections.point_words =
                keys.localized_lists("points").iter().map(|word| folded_words(word)).collect();
            sections.ordinals = ordinals(&keys.localized_lists("ordinals"));
        }
        if role == Role::Votes {
            sections.vote_words = VoteWords::read(&mut keys);
        }
        keys.finish();
        for name in names {
            let core = sections.core(folded_words(&name));
            if !core.is_empty() {
                sections.names.entry(core).or_insert(role);
            }
        }
        sections.labels.extend(labels.iter().map(|label| (role, folded_words(label))));
    }
    all.finish();
    sections
}

/// Returns the values of ordinals: of entries such as `3 tercero tercer tercera`.
fn ordinals(entries: &[String]) -> HashMap<String, u32> {
    let mut values = HashMap::new();
    for entry in entries {
        let words = folded_words(entry);
        let Some((number, forms)) = words.split_first() else { continue };
        let Ok(number) = number.parse() else { continue };
        values.extend(forms.iter().map(|form| (form.clone(), number)));
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_may_say_that_there_is_none() {
        let says_none = |text: &str| Sections::built_in().says_none(text);
        assert!(says_none("(none)") && says_none("Ninguno.") && says_none(""));
        assert!(!says_none("None of the chairs is paid for."));
    }

    #[test]
    fn headings_are_recognised_by_names_and_words_beside_them() {
        let sections = Sections::built_in();
        let check =
            |text: &str, expect: Option<Role>| assert_eq!(sections.of_heading(text), expect, "{text}");
        for text in [
            "Orden del día",
            "ORDEN DEL DÍA:",
            "2. Orden del Dia",
            "II. Agenda de la reunión",
            "Temas a tratar",
        ] {
            check(text, Some(Role::Agenda));
        }
        check("Acuerdos de la sesión 2023", Some(Role::Agreements));
        check("Agenda (please add items)", Some(Role::Agenda));
        check("Acuerdan por unanimidad:", Some(Role::Agreements));
        check("(Agenda)", Some(Role::Agenda));
        check("Lista de asistentes", Some(Role::Attendance));
        check("Action items", Some(Role::Commitments));
        check("Desarrollo del orden del día", Some(Role::Discussion));
        check("Agenda de la próxima reunión", Some(Role::NextMeeting));
        // Texts that only mention a section.
        for text in ["Lectura del orden del día", "Agenda digital", "Aprobación del acta", "", "2.", "1. a"]
        {
            check(text, None);
        }
    }

    #[test]
    fn labels_end_with_a_colon() {
        let sections = Sections::built_in();
        assert_eq!(sections.of_label("Asistentes: Ana"), Some((Role::Attendance, 11)));
        assert_eq!(sections.of_label("Orden del día.- 1"), Some((Role::Agenda, "Orden del día.-".len())));
        assert_eq!(sections.of_label("Asistentes"), None);
        assert_eq!(sections.of_label("Ana dijo: no"), None);
    }

    #[test]
    fn every_role_has_names_and_the_default_is_right() {
        let mut found = Vec::new();
        let source = Source { path: "sections.toml".to_owned(), text: DEFAULT.into() };
        let sections = parse(&source, &mut found);
        assert!(found.is_empty(), "{found:?}");
        assert!(Role::ALL.iter().all(|role| sections.names.values().any(|of| of == role)));
    }
}
