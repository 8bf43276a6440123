//! Labels of paragraphs: `Acuerdo 3:`, `ACUERDO N.º 3-2023.`, `RESOLVED:`, `Plazo:`.

use super::{Role, Sections};
use crate::language::words::Words;
use crate::url::slugify;

/// The maximum number of words in a label before its number.
const NAME_WORDS_MAX: usize = 4;
/// Words that may precede the number of a label, folded.
const NUMBER_WORDS: [&str; 8] = ["n", "no", "nº", "nro", "num", "numero", "number", "o"];
/// The maximum length of a label's number, in bytes: `CM-SO-003-2023`.
const NUMBER_BYTES_MAX: usize = 24;

/// The label of an agreement at the beginning of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its text as written, without the final punctuation: `Acuerdo N.º 3-2023`.
    pub text: String,
    /// The anchor made from its name and number, `acuerdo-3-2023`; `None` for a label without a number.
    pub anchor: Option<String>,
    /// Its length in bytes, including the final punctuation.
    pub length: usize,
}

impl Sections {
    /// Returns the label of an agreement at the beginning of a paragraph. Emphasis marks before and after it
    /// are ignored.
    ///
    /// A label with a number ends with punctuation or at the end of its line, one without a number with a
    /// colon.
    pub fn agreement_label(&self, paragraph: &str) -> Option<Label> {
        let start = paragraph.len() - paragraph.trim_start_matches(['*', '_', ' ']).len();
        let line = paragraph[start..].lines().next()?;
        let name = self.label_of(line, Role::Agreements)?;
        let after = &line[name..];
        let (number_start, number) = number(after);
        let end = name + number_start + number.len();
        let sign = sign(&line[end..], number.is_empty())?;
        let anchor = (!number.is_empty()).then(|| slugify(&format!("{} {number}", &line[..name])));
        let text = line[..if number.is_empty() { name } else { end }].trim().to_owned();
        Some(Label { text, anchor, length: start + end + sign })
    }

    /// Whether a paragraph continues the agreement before it: it begins with a label of commitments and a colon, or
    /// with one of votes, `Moved by`.
    pub fn continues_agreement(&self, paragraph: &str) -> bool {
        let line = paragraph.trim_start_matches(['*', '_', ' ']);
        let end = self.label_of(line, Role::Commitments);
        let is_closed =
            end.is_some_and(|end| line[end..].trim_start_matches(['*', '_', ' ']).starts_with(':'));
        is_closed || self.label_of(line, Role::Votes).is_some()
    }

    /// Returns the length in bytes of the longest label of a role at the beginning of a line.
    fn label_of(&self, line: &str, role: Role) -> Option<usize> {
        let beginning = line.char_indices().nth(80).map_or(line, |(end, _)| &line[..end]);
        let words = Words::new(beginning);
        let first = (words.len() > 0).then(|| words.place(0).start)?;
        let begins = |label: &[String]| first == 0 && words.continues(0, label);
        let of_role = self.labels.iter().filter(|(of, label)| *of == role && label.len() <= NAME_WORDS_MAX);
        let longest =
            of_role.map(|(_, label)| label).filter(|label| begins(label)).max_by_key(|label| label.len())?;
        Some(words.place(longest.len() - 1).end)
    }
}

/// Returns the number after a label, such as `3-2023` in ` N.º 3-2023.`, and its position; empty if there is
/// none.
fn number(after: &str) -> (usize, &str) {
    let words = Words::new(after);
    let is_before = |at: &usize| NUMBER_WORDS.contains(&words.folded(*at));
    let skipped = (0..words.len()).take_while(is_before).count();
    let Some(start) = (skipped < words.len()).then(|| words.place(skipped).start) else { return (0, "") };
    let is_apart = after[..start].chars().all(|c| c.is_alphanumeric() || " .º°#\u{a0}*_".contains(c));
    let is_of_number = |c: char| c.is_ascii_alphanumeric() || "-/".contains(c);
    let end = after[start..].find(|c| !is_of_number(c)).map_or(after.len(), |end| start + end);
    let number = after[start..end].trim_end_matches(['-', '/']);
    let is_roman = number.bytes().all(|byte| b"IVXL".contains(&byte));
    let is_number = is_roman || number.bytes().any(|byte| byte.is_ascii_digit());
    if is_apart && is_number && number.len() <= NUMBER_BYTES_MAX { (start, number) } else { (0, "") }
}

/// Returns the length in bytes of the punctuation that ends a label; `None` if there is none.
fn sign(after: &str, needs_colon: bool) -> Option<usize> {
    let rest = after.trim_start_matches(['*', '_', ' ', '\u{a0}']);
    let skipped = after.len() - rest.len();
    if rest.is_empty() {
        return (!needs_colon).then_some(skipped);
    }
    let allowed: &[&str] =
        if needs_colon { &[":"] } else { &[":", ".-", ".–", ". ", ".", ")", "–", "—", "- "] };
    let sign = allowed.iter().find(|sign| rest.starts_with(**sign))?;
    Some(skipped + sign.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &str, expected: Option<(&str, Option<&str>, &str)>) {
        let label = Sections::built_in().agreement_label(paragraph);
        let found = label
            .as_ref()
            .map(|label| (label.text.as_str(), label.anchor.as_deref(), paragraph[label.length..].trim()));
        assert_eq!(found, expected, "{paragraph}");
    }

    #[test]
    fn labels_have_a_name_and_a_number() {
        check("Acuerdo 1: Aprobar.", Some(("Acuerdo 1", Some("acuerdo-1"), "Aprobar.")));
        check(
            "**ACUERDO N.º 3-2023.** Comprar.",
            Some(("ACUERDO N.º 3-2023", Some("acuerdo-3-2023"), "** Comprar.")),
        );
        check(
            "Acuerdo No. JD-4/2021 – Pagar",
            Some(("Acuerdo No. JD-4/2021", Some("acuerdo-jd-4-2021"), "Pagar")),
        );
        check("Resolución II.- Pagar", Some(("Resolución II", Some("resolucion-ii"), "Pagar")));
        check("Acuerdo 7", Some(("Acuerdo 7", Some("acuerdo-7"), "")));
    }

    #[test]
    fn labels_without_a_number_end_with_a_colon() {
        check("RESOLVED: to pay", Some(("RESOLVED", None, "to pay")));
        check("Se acuerda: pagar", Some(("Se acuerda", None, "pagar")));
        check("**Acuerdo:** pagar", Some(("Acuerdo", None, "** pagar")));
        check("Consensus: yes", Some(("Consensus", None, "yes")));
    }

    #[test]
    fn sentences_are_no_labels() {
        for text in [
            "Acuerdo 1 del acta anterior",
            "Se acuerda pagar.",
            "Resolved to pay",
            "Acuerdos: a",
            "El acuerdo 1: x",
            "Acuerdo de pago: x",
            "",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn commitments_go_on_from_agreements() {
        let sections = Sections::built_in();
        assert!(sections.continues_agreement("**Responsable:** Guatemala"));
        assert!(sections.continues_agreement("Plazo: 15 de julio"));
        assert!(!sections.continues_agreement("Responsable de todo"));
        assert!(sections.continues_agreement("Moved by Ana, seconded by Luis."));
        assert!(!sections.continues_agreement("Moved to the next meeting"));
    }
}
