//! XQuAD: 240 paragraphs of an encyclopedia in English and Spanish, and 1,190 questions in both languages, each
//! about one paragraph (Artetxe et al. 2020).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::collection::{Collection, Grade, Query, Scope};
use crate::forms::Frequencies;
use crate::site::{self, Settings, Text};

/// The grade of the paragraph that a question is about.
const GRADE: Grade = 3;

#[derive(Deserialize)]
struct File {
    data: Vec<Article>,
}

#[derive(Deserialize)]
struct Article {
    paragraphs: Vec<Paragraph>,
}

#[derive(Deserialize)]
struct Paragraph {
    context: String,
    qas: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    question: String,
}

/// Makes three collections: questions in each language over the paragraphs in that language, and those in
/// Spanish over the paragraphs in English.
pub(crate) fn make(source: &Path, folder: &Path) -> Result<Vec<Collection>> {
    let read = |language: &str| {
        let path = source.join(format!("xquad.{language}.json"));
        let file: File = serde_json::from_slice(&fs::read(&path)?)
            .with_context(|| format!("{} is not XQuAD", path.display()))?;
        Ok::<_, anyhow::Error>(
            file.data.into_iter().flat_map(|article| article.paragraphs).collect::<Vec<_>>(),
        )
    };
    let (english, spanish) = (read("en")?, read("es")?);
    let mut collections = Vec::new();
    for (language, paragraphs) in [("en", &english), ("es", &spanish)] {
        let folder = folder.join(language);
        let texts: Vec<Text> = (1..).zip(paragraphs).map(text).collect();
        let name = format!("XQuAD {language}");
        site::write(&folder, &Settings::of(&name, language), &texts)?;
        let queries = own_queries(language, paragraphs, &texts);
        collections.push(Collection { name, site: folder, queries });
    }
    let folder = folder.join("es-en");
    let texts: Vec<Text> = (1..).zip(&english).map(text).collect();
    let name = "XQuAD es over en".to_owned();
    site::write(&folder, &Settings { other_language: Some("es"), ..Settings::of(&name, "en") }, &texts)?;
    let scope = Scope::All { words: "es".to_owned() };
    let queries = questions(&spanish).map(|(number, question)| Query {
        text: question.to_owned(),
        category: "full question".to_owned(),
        scope: scope.clone(),
        relevant: relevant("en", number),
    });
    collections.push(Collection { name, site: folder, queries: queries.collect() });
    Ok(collections)
}

/// Returns the questions in the language of the paragraphs, in all forms.
fn own_queries(language: &str, paragraphs: &[Paragraph], texts: &[Text]) -> Vec<Query> {
    let mut frequencies = Frequencies::default();
    texts.iter().for_each(|text| frequencies.add(&text.whole()));
    let query = |number: usize, (form, text): (&str, String)| Query {
        text,
        category: form.to_owned(),
        scope: Scope::Language(language.to_owned()),
        relevant: relevant(language, number),
    };
    questions(paragraphs)
        .flat_map(|(number, question)| frequencies.forms(question).map(|form| query(number, form)))
        .collect()
}

/// Returns the questions with the numbers of their paragraphs.
fn questions(paragraphs: &[Paragraph]) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(paragraphs).flat_map(|(number, paragraph)| {
        paragraph.qas.iter().map(move |question| (number, question.question.as_str()))
    })
}

/// Returns the page of a paragraph. It has no title of its own.
fn text((number, paragraph): (usize, &Paragraph)) -> Text {
    Text { name: name(number), title: format!("{number}"), paragraphs: vec![paragraph.context.clone()] }
}

fn name(number: usize) -> String {
    format!("paragraph-{number:03}")
}

fn relevant(language: &str, number: usize) -> BTreeMap<String, Grade> {
    BTreeMap::from([(site::address(language, &name(number)), GRADE)])
}
