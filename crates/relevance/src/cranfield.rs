//! The Cranfield collection: 1400 abstracts on aerodynamics, 225 questions, graded judgements (Cleverdon
//! 1967).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::collection::{Collection, Grade, Query, Scope};
use crate::forms::Frequencies;
use crate::records::{Record, records};
use crate::site::{self, Settings, Text};

/// Makes a site of the abstracts, one page each.
pub(crate) fn make(source: &Path, folder: &Path) -> Result<Vec<Collection>> {
    let read = |file: &str| {
        fs::read_to_string(source.join(file)).with_context(|| format!("cranfield: {file} cannot be read"))
    };
    let texts: Vec<Text> = records(&read("cran.all.1400")?).iter().map(text).collect();
    site::write(folder, &Settings::of("Cranfield", "en"), &texts)?;
    let mut frequencies = Frequencies::default();
    texts.iter().for_each(|text| frequencies.add(&text.whole()));
    let judgements = judgements(&read("cranqrel")?, &texts);
    let questions = records(&read("cran.qry")?);
    let mut queries = Vec::new();
    for (number, question) in (1..).zip(&questions) {
        let Some(relevant) = judgements.get(&number) else { continue };
        let question = question.get("W").map_or("", String::as_str).trim_end_matches([' ', '.']);
        for (form, text) in frequencies.forms(question) {
            let scope = Scope::Language("en".to_owned());
            queries.push(Query { text, category: form.to_owned(), scope, relevant: relevant.clone() });
        }
    }
    Ok(vec![Collection { name: "Cranfield".to_owned(), site: folder.to_path_buf(), queries }])
}

/// Returns the page of an abstract. Abstracts begin with their title, which is removed.
fn text(record: &Record) -> Text {
    let field = |letter: &str| record.get(letter).map_or("", String::as_str).trim();
    let (number, title, body) = (field("I"), field("T"), field("W"));
    let body = body.strip_prefix(title).unwrap_or(body).trim();
    let title = title.trim_end_matches([' ', '.']);
    Text {
        name: format!("document-{number:0>4}"),
        title: if title.is_empty() { format!("Document {number}") } else { title.to_owned() },
        paragraphs: if body.is_empty() { Vec::new() } else { vec![body.to_owned()] },
    }
}

/// Returns the relevant pages of each question; questions are numbered by their order in the file.
fn judgements(file: &str, texts: &[Text]) -> BTreeMap<usize, BTreeMap<String, Grade>> {
    let mut judgements: BTreeMap<usize, BTreeMap<String, Grade>> = BTreeMap::new();
    for line in file.lines() {
        let numbers: Vec<i64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [question, document, code] = numbers[..] else { continue };
        let Ok(question) = usize::try_from(question) else { continue };
        let document = usize::try_from(document).ok().and_then(|number| texts.get(number.checked_sub(1)?));
        if let (Some(document), Some(grade)) = (document, grade(code)) {
            judgements.entry(question).or_default().insert(document.address(), grade);
        }
    }
    judgements
}

/// Returns the grade for a code: 1 is a complete answer, 2 highly relevant, 3 useful as background, 4 of
/// minimal interest, 5 of none. The code −1, given to one document per question, counts as of none.
fn grade(code: i64) -> Option<Grade> {
    match code {
        1 => Some(3),
        2 => Some(2),
        3 | 4 => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_pages_and_judgements_are_read() {
        let records = records(".I 1\n.T\na wing .\n.A\nsmith\n.W\na wing .\nlifts\nwell .\n.I 2\n.T\n.W\n");
        let texts: Vec<Text> = records.iter().map(text).collect();
        assert_eq!(
            (texts[0].title.as_str(), texts[0].paragraphs.join("|")),
            ("a wing", "lifts well .".to_owned())
        );
        assert_eq!((texts[1].title.as_str(), texts[1].paragraphs.len()), ("Document 2", 0));
        let judged = judgements("1 2 1 \n1 1 4\n2 1 -1\n2 9 1\n", &texts);
        let expected = [("reports/document-0001/".to_owned(), 1), ("reports/document-0002/".to_owned(), 3)];
        assert_eq!(judged, BTreeMap::from([(1, BTreeMap::from(expected))]));
    }
}
