//! QMSum: transcripts of 35 meetings and questions about them, with the turns that answer them (Zhong et al.
//! 2021).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::collection::{Collection, Grade, Query, Scope};
use crate::forms::Frequencies;
use crate::site::{self, Settings, Text};

/// Turns per page: topics have 20 to 300 turns, and a page should cover less than a topic, not more.
const WINDOW: usize = 25;

/// The grade of a page with some of the turns that answer a question, however many.
const GRADE: Grade = 3;

#[derive(Deserialize)]
struct Meeting {
    meeting_transcripts: Vec<Turn>,
    specific_query_list: Vec<Question>,
    /// Mostly "summarise the meeting", which no page answers; few have spans.
    #[serde(default)]
    general_query_list: Vec<Question>,
}

#[derive(Deserialize)]
struct Turn {
    speaker: String,
    content: String,
}

#[derive(Deserialize)]
struct Question {
    query: String,
    /// The first and the last turn of each span, as text.
    #[serde(default)]
    relevant_text_span: Vec<[String; 2]>,
}

/// Makes a site of the transcripts, a page for each [`WINDOW`] turns.
pub(crate) fn make(source: &Path, folder: &Path) -> Result<Vec<Collection>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(source)? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let (mut texts, mut questions) = (Vec::new(), Vec::new());
    for path in &paths {
        let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let meeting: Meeting = serde_json::from_slice(&fs::read(path)?)
            .with_context(|| format!("{} is no meeting of QMSum", path.display()))?;
        let pages = pages(&name, &meeting.meeting_transcripts);
        let asked = meeting.specific_query_list.into_iter().chain(meeting.general_query_list);
        questions.extend(asked.map(|question| (relevant(&question, &pages), question.query)));
        texts.extend(pages);
    }
    site::write(folder, &Settings::of("QMSum", "en"), &texts)?;
    let mut frequencies = Frequencies::default();
    texts.iter().for_each(|text| frequencies.add(&text.whole()));
    let mut queries = Vec::new();
    for (relevant, question) in questions.into_iter().filter(|(relevant, _)| !relevant.is_empty()) {
        for (form, text) in frequencies.forms(&question) {
            let scope = Scope::Language("en".to_owned());
            queries.push(Query { text, category: form.to_owned(), scope, relevant: relevant.clone() });
        }
    }
    Ok(vec![Collection { name: "QMSum".to_owned(), site: folder.to_path_buf(), queries }])
}

fn pages(meeting: &str, turns: &[Turn]) -> Vec<Text> {
    let slug = meeting.to_lowercase().replace('_', "-");
    let page = |(number, window): (usize, &[Turn])| Text {
        name: format!("{slug}-{number:02}"),
        title: format!("Meeting {meeting}, part {number}"),
        paragraphs: window
            .iter()
            .map(|turn| format!("{}: {}", turn.speaker, spoken(&turn.content)))
            .collect(),
    };
    (1..).zip(turns.chunks(WINDOW)).map(page).collect()
}

/// Returns the spoken text, without sound marks (`{vocalsound}`) and without the spaces before punctuation.
fn spoken(content: &str) -> String {
    let mut text = String::new();
    for word in content.split_whitespace().filter(|word| !(word.starts_with('{') && word.ends_with('}'))) {
        let joins = word.starts_with([',', '.', '?', '!', ';', ':', '\'']);
        if !text.is_empty() && !joins {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Returns the pages with any of the turns that answer a question.
fn relevant(question: &Question, pages: &[Text]) -> BTreeMap<String, Grade> {
    let mut relevant = BTreeMap::new();
    for [first, last] in &question.relevant_text_span {
        let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else { continue };
        for page in pages.iter().take(last / WINDOW + 1).skip(first / WINDOW) {
            relevant.insert(page.address(), GRADE);
        }
    }
    relevant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_to_the_pages_that_they_overlap() {
        let turns: Vec<Turn> =
            (0..80).map(|turn| Turn { speaker: "A".to_owned(), content: turn.to_string() }).collect();
        let pages = pages("Bed_02", &turns);
        assert_eq!(pages.len(), 4);
        let spans = vec![["24".to_owned(), "25".to_owned()], ["70".to_owned(), "99".to_owned()]];
        let question = Question { query: String::new(), relevant_text_span: spans };
        let found: Vec<String> = relevant(&question, &pages).into_keys().collect();
        let expected =
            ["reports/bed-02-01/", "reports/bed-02-02/", "reports/bed-02-03/", "reports/bed-02-04/"];
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_of_sounds_are_taken_out() {
        assert_eq!(spoken("OK , we 're on {vocalsound} . So"), "OK, we're on. So");
    }
}
