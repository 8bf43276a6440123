//! CISI: 1,460 abstracts on information science, and 76 questions with the abstracts that answer them
//! (University of Glasgow; Salton 1983).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::collection::{Collection, Grade, Query, Scope};
use crate::forms::Frequencies;
use crate::records::{Record, records};
use crate::site::{self, Settings, Text};

/// The grade of an abstract that answers a question: judgements are not graded.
const GRADE: Grade = 3;

/// Makes a site of the abstracts, one page each.
pub(crate) fn make(source: &Path, folder: &Path) -> Result<Vec<Collection>> {
    let read = |file: &str| {
        let bytes = fs::read(source.join(file)).with_context(|| format!("cisi: {file} cannot be read"))?;
        Ok::<_, anyhow::Error>(String::from_utf8_lossy(&bytes).into_owned())
    };
    let mut texts: Vec<Text> = records(&read("CISI.ALL")?).iter().map(text).collect();
    texts.dedup_by(|later, earlier| later.name == earlier.name);
    site::write(folder, &Settings::of("CISI", "en"), &texts)?;
    let mut frequencies = Frequencies::default();
    texts.iter().for_each(|text| frequencies.add(&text.whole()));
    let judgements = judgements(&read("CISI.REL")?);
    let mut queries = Vec::new();
    for record in records(&read("CISI.QRY")?) {
        let Some(relevant) = judgements.get(field(&record, "I")) else { continue };
        for (form, text) in frequencies.forms(field(&record, "W")) {
            let scope = Scope::Language("en".to_owned());
            queries.push(Query { text, category: form.to_owned(), scope, relevant: relevant.clone() });
        }
    }
    Ok(vec![Collection { name: "CISI".to_owned(), site: folder.to_path_buf(), queries }])
}

fn field<'r>(record: &'r Record, letter: &str) -> &'r str {
    record.get(letter).map_or("", String::as_str).trim()
}

/// Returns the page of an abstract.
fn text(record: &Record) -> Text {
    let (number, title, body) = (field(record, "I"), field(record, "T"), field(record, "W"));
    Text {
        name: name(number),
        title: if title.is_empty() { format!("Document {number}") } else { title.to_owned() },
        paragraphs: if body.is_empty() { Vec::new() } else { vec![body.to_owned()] },
    }
}

fn name(number: &str) -> String {
    format!("document-{number:0>4}")
}

/// Returns the relevant pages of each question, by its number.
fn judgements(file: &str) -> BTreeMap<String, BTreeMap<String, Grade>> {
    let mut judgements: BTreeMap<String, BTreeMap<String, Grade>> = BTreeMap::new();
    for line in file.lines() {
        let mut words = line.split_whitespace();
        if let (Some(question), Some(document)) = (words.next(), words.next()) {
            let address = site::address("en", &name(document));
            judgements.entry(question.to_owned()).or_default().insert(address, GRADE);
        }
    }
    judgements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_judgements_are_read() {
        let texts: Vec<Text> = records(".I 7\n.T \nUse\n.A \nSlater\n.W\n  of\nlibraries\n.X\n1 5 1\n")
            .iter()
            .map(text)
            .collect();
        assert_eq!((texts[0].title.as_str(), texts[0].paragraphs[0].as_str()), ("Use", "of libraries"));
        let judged = judgements("     1     28\t0\t0.000000\n");
        assert_eq!(judged["1"], BTreeMap::from([("reports/document-0028/".to_owned(), 3)]));
    }
}
