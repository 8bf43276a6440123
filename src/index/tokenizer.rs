//! The search core's analysis as a tantivy tokenizer: each word's form and, at the same position, its stem;
//! two stop words next to each other also as a pair, at the position of the first.
//!
//! A tantivy field has one tokenizer, but passages are in several languages, so each text begins with a sign
//! for its language ([`signed`]).

use std::collections::HashMap;
use std::ops::Range;

use actas_search_core::analysis::{Analyzer, Key, Language, is_stop_word, push_pair};
use rustc_hash::FxBuildHasher;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The tokenizer's name in tantivy.
pub(super) const NAME: &str = "passages";

/// Begins texts in a language without a mark.
const NO_MARK: char = '\0';

/// Words remembered before all are forgotten: bounds memory, and is far above any vocabulary.
const WORDS_MAX: usize = 1 << 20;

/// Returns a text for the tokenizer, with the sign of its language.
pub(super) fn signed(text: &str, language: Language) -> String {
    let mut signed = String::with_capacity(text.len() + 1);
    signed.push(language.mark().unwrap_or(NO_MARK));
    signed.push_str(text);
    signed
}

/// Tokenises texts in any language.
#[derive(Clone, Default)]
pub(super) struct PassageTokenizer {
    languages: Vec<Words>,
    /// The texts of the tokens, one after another.
    texts: String,
    tokens: Vec<Place>,
}

/// The analyser of a language, and its results so far: most words occur again and again.
#[derive(Clone)]
struct Words {
    analyzer: Analyzer,
    /// What is indexed of a word, by its exact form and whether it is a word rather than a name.
    indexed: [HashMap<String, Indexed, FxBuildHasher>; 2],
}

/// What is indexed of a word.
#[derive(Clone)]
struct Indexed {
    form: String,
    /// `None` for names and stop words.
    stem: Option<String>,
    /// Whether it has the spelling of a stop word.
    is_small: bool,
}

#[derive(Clone)]
struct Place {
    text: Range<usize>,
    position: usize,
}

impl Words {
    fn new(language: Language) -> Words {
        Words { analyzer: Analyzer::new(language), indexed: Default::default() }
    }

    /// Appends the tokens of a text.
    fn add(&mut self, text: &str, texts: &mut String, tokens: &mut Vec<Place>) {
        let Words { analyzer, indexed } = self;
        let language = analyzer.language();
        // The last word, if it has the spelling of a stop word, and its position.
        let (mut last, mut last_position) = (String::new(), 0);
        analyzer.tokens(text, &mut |token| {
            let known = &mut indexed[usize::from(token.stem.is_some())];
            if known.len() > WORDS_MAX {
                known.clear();
            }
            if !known.contains_key(token.exact) {
                known.insert(token.exact.to_owned(), Indexed::new(language, token.exact, token.stem));
            }
            let Some(indexed) = known.get(token.exact) else { return };
            let position = token.position as usize;
            if indexed.is_small && !last.is_empty() && last_position + 1 == position {
                let start = texts.len();
                push_pair(&last, token.exact, texts);
                tokens.push(Place { text: start..texts.len(), position: last_position });
            }
            for text in std::iter::once(&indexed.form).chain(&indexed.stem) {
                let start = texts.len();
                texts.push_str(text);
                tokens.push(Place { text: start..texts.len(), position });
            }
            if !token.joined {
                last.clear();
                last.push_str(if indexed.is_small { token.exact } else { "" });
                last_position = position;
            }
        });
    }
}

impl Indexed {
    fn new(language: Language, exact: &str, stem: Option<&str>) -> Indexed {
        let is_small = is_stop_word(language, exact);
        let Some(stem) = stem else { return Indexed { form: exact.to_owned(), stem: None, is_small } };
        Indexed {
            form: Key::word(language, exact, stem).indexed_text(),
            stem: (!is_small).then(|| Key::stem(language, stem).indexed_text()),
            is_small,
        }
    }
}

impl Tokenizer for PassageTokenizer {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        self.texts.clear();
        self.tokens.clear();
        // A sign is one byte.
        let (sign, text) = text.split_at_checked(1).unwrap_or_default();
        let language = Language::of_form(sign).unwrap_or(Language::Other);
        let known = self.languages.iter().position(|words| words.analyzer.language() == language);
        let place = known.unwrap_or_else(|| {
            self.languages.push(Words::new(language));
            self.languages.len() - 1
        });
        self.languages[place].add(text, &mut self.texts, &mut self.tokens);
        Tokens { texts: &self.texts, rest: self.tokens.iter(), token: Token::default() }
    }
}

/// The tokens of one text.
pub(super) struct Tokens<'a> {
    texts: &'a str,
    rest: std::slice::Iter<'a, Place>,
    token: Token,
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(place) = self.rest.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.texts[place.text.clone()]);
        self.token.position = place.position;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_analysed_in_its_language() {
        let mut tokenizer = PassageTokenizer::default();
        let mut tokens = |text: &str, language| {
            let text = signed(text, language);
            let mut stream = tokenizer.token_stream(&text);
            let mut found = Vec::new();
            while stream.advance() {
                found.push(format!("{}:{}", stream.token().position, stream.token().text));
            }
            found
        };
        let spanish = tokens("los talleres SICA", Language::Spanish);
        assert_eq!(spanish.len(), 4, "a stop word has no stem, a name neither: {spanish:?}");
        assert!(spanish[1].starts_with("1:talleres") && spanish[2].starts_with("1:tall"), "{spanish:?}");
        assert_eq!(spanish[3], "2:sica");
        assert_ne!(tokens("meetings", Language::English), tokens("meetings", Language::Spanish));
        assert_eq!(tokens("réunions", Language::Other), ["0:reunions"]);
        assert_eq!(tokens("los talleres SICA", Language::Spanish), spanish, "the second time as the first");
        assert!(tokens("", Language::Other).is_empty());
        let pairs = |tokens: Vec<String>| tokens.into_iter().filter(|token| token.contains(' ')).count();
        assert_eq!(pairs(tokens("de la DE LA que, sede de-la", Language::Spanish)), 5);
        assert_eq!(pairs(tokens("the end of talks of the day", Language::English)), 1);
    }
}
