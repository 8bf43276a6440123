//! Fields of a Word document: text that Word makes, with the code that says how (ISO/IEC 29500-1, 17.16).

use crate::nesting::NESTING_MAX;

/// The fields that are open at a place, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many more are open, which are taken for parts of the innermost.
    deeper: usize,
}

#[derive(Debug, Default)]
struct Field {
    code: String,
    shows_result: bool,
}

/// What is to become of text within fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is text.
    Text,
    /// It is text that leads somewhere.
    Link(String),
    /// It is the number of a page.
    PageNumber,
    /// It is part of a table of contents.
    Contents,
    /// It belongs to a code.
    Code,
}

impl Fields {
    /// A field begins.
    pub(super) fn begin(&mut self) {
        self.push(Field::default());
    }

    /// The code of a field goes on.
    pub(super) fn code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.shows_result) {
            field.code.push_str(text);
        }
    }

    /// The code is over and what it shows begins.
    pub(super) fn separate(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.shows_result = true;
        }
    }

    /// A field ends.
    pub(super) fn end(&mut self) {
        match self.deeper.checked_sub(1) {
            Some(deeper) => self.deeper = deeper,
            None => self.open.truncate(self.open.len().saturating_sub(1)),
        }
    }

    fn push(&mut self, field: Field) {
        if self.open.len() < NESTING_MAX { self.open.push(field) } else { self.deeper += 1 }
    }

    /// Begins a field whose code is known.
    pub(super) fn begin_with(&mut self, code: &str) {
        self.push(Field { code: code.to_owned(), shows_result: true });
    }

    /// Returns what is to become of text here.
    pub(super) fn fate(&self) -> Fate {
        if self.open.iter().any(|field| !field.shows_result) {
            return Fate::Code;
        }
        let fates: Vec<Fate> = self.open.iter().map(Field::fate).collect();
        let special = [Fate::Contents, Fate::PageNumber].into_iter().find(|fate| fates.contains(fate));
        let link = || fates.iter().rev().find(|fate| matches!(fate, Fate::Link(_))).cloned();
        special.or_else(link).unwrap_or(Fate::Text)
    }
}

impl Field {
    fn fate(&self) -> Fate {
        let words = words(&self.code);
        let name = words.first().map(|word| word.to_uppercase()).unwrap_or_default();
        match name.as_str() {
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "PAGEREF" => Fate::PageNumber,
            "TOC" => Fate::Contents,
            "HYPERLINK" => hyperlink(&words[1..]).map_or(Fate::Text, Fate::Link),
            _ => Fate::Text,
        }
    }
}

/// `HYPERLINK "https://…" \l "anchor" \o "tip"`. Links within the document lead nowhere outside it.
fn hyperlink(words: &[String]) -> Option<String> {
    let first = words.first()?;
    (!first.starts_with('\\')).then(|| first.clone())
}

/// The words of a code; what stands between quotation marks is one.
fn words(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, piece) in code.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_becomes_of_their_text() {
        let check = |code: &str, expected: Fate| {
            let mut fields = Fields::default();
            fields.begin_with(code);
            assert_eq!(fields.fate(), expected, "{code}");
        };
        check(
            " HYPERLINK \"https://example.org/a b\" \\o \"x\"",
            Fate::Link("https://example.org/a b".to_owned()),
        );
        check("HYPERLINK \\l \"_Toc1\"", Fate::Text);
        check(" page \\* MERGEFORMAT", Fate::PageNumber);
        check("TOC \\o \"1-3\"", Fate::Contents);
        check("REF x", Fate::Text);
    }
}
