//! The yardstick: tantivy's BM25 (k1 1.2, b 0.75) over one field with the stemmed title and text of a page;
//! the words of a query are joined by *or*. Nothing is tuned.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use anyhow::Result;
use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use super::Input;
use crate::analysis::stems;
use crate::collection::{Answer, DEPTH, Scope};
use crate::html::Page;

const WRITER_BYTES: usize = 64 * 1024 * 1024;

/// Returns the best pages for each query.
pub(super) fn answer(input: &Input<'_>) -> Result<Vec<Answer>> {
    let mut indexes: BTreeMap<Option<&str>, PageIndex<'_>> = BTreeMap::new();
    let mut answers = Vec::new();
    for query in &input.collection.queries {
        let scope = query.scope.language();
        let index = match indexes.entry(scope) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(PageIndex::build(in_scope(input.pages, &query.scope))?),
        };
        answers.push(index.search(&query.text)?);
    }
    Ok(answers)
}

fn in_scope<'a>(pages: &'a [Page], scope: &Scope) -> Vec<&'a Page> {
    pages.iter().filter(|page| scope.language().is_none_or(|language| page.language == language)).collect()
}

/// An index of pages; tantivy's document numbers are their places.
struct PageIndex<'a> {
    pages: Vec<&'a Page>,
    languages: BTreeSet<&'a str>,
    field: Field,
    searcher: Searcher,
}

impl<'a> PageIndex<'a> {
    fn build(pages: Vec<&'a Page>) -> Result<Self> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
        let field = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let mut writer = Index::builder()
            .schema(schema.build())
            .single_segment_index_writer(RamDirectory::create(), WRITER_BYTES)?;
        for page in &pages {
            let mut document = TantivyDocument::new();
            document.add_pre_tokenized_text(field, pre_tokenized(&stems(&page.text, &page.language)));
            writer.add_document(document)?;
        }
        let index: Index = writer.finalize()?;
        let languages = pages.iter().map(|page| page.language.as_str()).collect();
        Ok(PageIndex { pages, languages, field, searcher: index.reader()?.searcher() })
    }

    fn search(&self, text: &str) -> Result<Answer> {
        let stems: BTreeSet<String> =
            self.languages.iter().flat_map(|language| stems(text, language)).collect();
        let term = |stem: &String| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(self.field, stem);
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        };
        let query = BooleanQuery::new(stems.iter().map(term).collect());
        let found = self.searcher.search(&query, &TopDocs::with_limit(DEPTH).order_by_score())?;
        Ok(found.into_iter().map(|(_, place)| self.pages[place.doc_id as usize].address.clone()).collect())
    }
}

fn pre_tokenized(stems: &[String]) -> PreTokenizedString {
    let token = |(position, stem): (usize, &String)| Token {
        position,
        text: stem.clone(),
        position_length: 1,
        ..Token::default()
    };
    PreTokenizedString { text: String::new(), tokens: stems.iter().enumerate().map(token).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(address: &str, language: &str, text: &str) -> Page {
        Page {
            address: address.to_owned(),
            language: language.to_owned(),
            html: String::new(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn any_word_is_enough_and_the_page_with_most_comes_first() {
        let pages = [
            page("a/", "en", "a meeting about birds and trees"),
            page("b/", "en", "meetings on trees"),
            page("c/", "es", "reuniones sobre árboles"),
        ];
        let index = PageIndex::build(pages.iter().collect()).expect("an index");
        assert_eq!(index.search("birds meeting").expect("an answer"), ["a/", "b/"]);
        assert_eq!(index.search("árbol reunión").expect("an answer"), ["c/"]);
        assert!(index.search("nothing").expect("an answer").is_empty());
    }
}
