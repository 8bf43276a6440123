//! Text to tokens: the one chain that indexing, queries and snippets share.
//!
//! A token has two forms. The *exact* form is the word in lower case without accents (but with `ñ`); the
//! *stem* is what Snowball leaves of it, folded further so that `ñ` becomes `n`. Acronyms, words with digits
//! and joined identifiers have no stem, so they are never altered: `SICA` is never *sic*.

mod fold;
mod key;
mod language;
mod letters;
mod lower;
mod stem;
mod stop_words;
mod words;

pub use fold::fold_fully;
#[cfg(feature = "write")]
pub use fold::slug;
pub(crate) use fold::slug_of_label;
pub(crate) use key::has_digit;
pub use key::{Key, push_pair, spelling};
pub use language::Language;
pub(crate) use letters::{is_letter, is_word};
pub(crate) use lower::{is_small, lowered};
pub use stop_words::is_stop_word;
pub(crate) use words::is_operator;

use std::ops::Range;

use stem::push_stem;
use words::Word;

/// The longest token kept, in bytes of its exact form. Longer ones (base64, rules of dashes) are skipped,
/// but keep their position.
pub const TOKEN_BYTES_MAX: usize = 64;

/// One token of a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Where the token stands in the text, in bytes.
    pub range: Range<usize>,
    /// The token's place among the words of the text, from 0. A joined identifier has the place of its
    /// first part.
    pub position: u32,
    /// Lower case, accents folded, `ñ` kept.
    pub exact: &'a str,
    /// The stem; `None` for a name (acronym, identifier, number), which is never stemmed, and in a language
    /// without a stemmer.
    pub stem: Option<&'a str>,
    /// Whether this is the joined form of an identifier whose parts follow as tokens of their own.
    pub joined: bool,
}

/// Turns texts of one language into tokens. Holds buffers, so that one analyser serves many texts.
#[derive(Clone)]
pub struct Analyzer {
    language: Language,
    exact: String,
    folded: String,
    stem: String,
    words: Vec<Word>,
    #[cfg(feature = "write")]
    known: Stems,
}

/// Stems by exact form: a generator meets most words again and again. The browser does not, and has no room
/// for it.
#[cfg(feature = "write")]
type Stems = rustc_hash::FxHashMap<String, String>;

/// Stems remembered before all are forgotten: bounds memory, and is far above any vocabulary.
#[cfg(feature = "write")]
const STEMS_MAX: usize = 1 << 20;

impl Analyzer {
    /// Returns an analyser for texts in `language`.
    pub fn new(language: Language) -> Self {
        Analyzer {
            language,
            exact: String::new(),
            folded: String::new(),
            stem: String::new(),
            words: Vec::new(),
            #[cfg(feature = "write")]
            known: Stems::default(),
        }
    }

    /// Returns the language of the texts.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the stem of a word in its exact form; `None` if the language has no stemmer.
    pub fn stem(&mut self, exact: &str) -> Option<&str> {
        self.exact.clear();
        self.exact.push_str(exact);
        self.stem_exact().then_some(self.stem.as_str())
    }

    /// Calls `each` with every token of `text`, in order of position.
    pub fn tokens(&mut self, text: &str, each: &mut dyn FnMut(Token<'_>)) {
        let mut words = std::mem::take(&mut self.words);
        words::split(text, &mut words);
        let mut next = 0;
        for (position, word) in words.iter().enumerate() {
            let position = position as u32;
            if position >= next {
                let parts = words::identifier_parts(text, &words[position as usize..]);
                if parts > 1 {
                    let last = position as usize + parts - 1;
                    self.joined(text, &words[position as usize..=last], position, each);
                    next = last as u32 + 1;
                }
            }
            self.single(text, word, position, each);
        }
        self.words = words;
    }

    fn joined(&mut self, text: &str, parts: &[Word], position: u32, each: &mut dyn FnMut(Token<'_>)) {
        self.exact.clear();
        for part in parts {
            fold::fold_exact(&text[part.range()], &mut self.exact);
        }
        if self.exact.len() <= TOKEN_BYTES_MAX {
            let range = parts[0].start..parts[parts.len() - 1].end;
            each(Token { range, position, exact: &self.exact, stem: None, joined: true });
        }
    }

    fn single(&mut self, text: &str, word: &Word, position: u32, each: &mut dyn FnMut(Token<'_>)) {
        self.exact.clear();
        fold::fold_exact(&text[word.range()], &mut self.exact);
        if self.exact.is_empty() || self.exact.len() > TOKEN_BYTES_MAX {
            return;
        }
        let stemmed = word.may_be_stemmed() && self.stem_exact();
        each(Token {
            range: word.range(),
            position,
            exact: &self.exact,
            stem: stemmed.then_some(self.stem.as_str()),
            joined: false,
        });
    }

    /// Puts the stem of `self.exact` into `self.stem`; false if the language has no stemmer.
    ///
    /// Accents go before stemming, so that a word typed without them gets the same stem.
    fn stem_exact(&mut self) -> bool {
        if self.language.mark().is_none() {
            return false;
        }
        self.stem.clear();
        #[cfg(feature = "write")]
        if let Some(stem) = self.known.get(&self.exact) {
            self.stem.push_str(stem);
            return true;
        }
        self.folded.clear();
        fold::fold_fully_into(&self.exact, &mut self.folded);
        push_stem(self.language, &self.folded, &mut self.stem);
        #[cfg(feature = "write")]
        {
            if self.known.len() > STEMS_MAX {
                self.known.clear();
            }
            self.known.insert(self.exact.clone(), self.stem.clone());
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(language: Language, text: &str) -> String {
        let mut out = Vec::new();
        Analyzer::new(language).tokens(text, &mut |token| {
            let stem = token.stem.map(|stem| format!("({stem})"));
            out.push(format!("{}:{}{}", token.position, token.exact, stem.unwrap_or_default()));
        });
        out.join(" ")
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        let plain = forms(Language::Spanish, "migracion asesorias");
        assert_eq!(forms(Language::Spanish, "Migración asesorías"), plain);
        assert_eq!(forms(Language::Spanish, "MIGRACIO\u{301}N Asesori\u{301}as"), plain);
    }

    #[test]
    fn enye_is_kept_in_the_exact_form_and_folded_in_the_stem() {
        assert_eq!(forms(Language::Spanish, "año ano"), "0:año(ano) 1:ano(ano)");
        assert_eq!(forms(Language::Spanish, "an\u{303}o"), "0:año(ano)");
    }

    #[test]
    fn inflections_share_a_stem() {
        assert_eq!(forms(Language::Spanish, "taller talleres"), "0:taller(tall) 1:talleres(tall)");
        assert_eq!(forms(Language::English, "meeting meetings"), "0:meeting(meet) 1:meetings(meet)");
        assert_eq!(
            forms(Language::Spanish, "luz luces juez plaza"),
            "0:luz(luc) 1:luces(luc) 2:juez(juec) 3:plaza(plaz)"
        );
    }

    #[test]
    fn acronyms_are_not_stemmed_but_shouted_sentences_are() {
        assert_eq!(forms(Language::Spanish, "La SICA"), "0:la(la) 1:sica");
        assert_eq!(forms(Language::Spanish, "INFORME DE LA REUNIÓN").matches('(').count(), 4);
    }

    #[test]
    fn identifiers_are_whole_and_in_parts() {
        assert_eq!(forms(Language::English, "EIP-1559"), "0:eip1559 0:eip 1:1559");
        assert_eq!(forms(Language::English, "A/RES/73/195"), "0:ares73195 0:a(a) 1:res 2:73 3:195");
        assert_eq!(forms(Language::English, "C.169"), "0:c169 0:c(c) 1:169");
        assert_eq!(forms(Language::English, "memory64"), "0:memory64");
        assert_eq!(forms(Language::English, "EIP 1559"), "0:eip1559 0:eip 1:1559");
        assert_eq!(forms(Language::English, "in May 2020"), "0:in(in) 1:may(may) 2:2020");
        assert_eq!(forms(Language::Spanish, "y/o"), "0:y(y) 1:o(o)");
        assert_eq!(forms(Language::English, "v8.x #1559"), "0:v8x 0:v8 1:x(x) 2:1559");
    }

    #[test]
    fn words_are_found_together_and_apart() {
        let forms = |text| forms(Language::Other, text);
        assert_eq!(forms("ShadowRealm OpenSSL"), "0:shadowrealm 0:shadow 1:realm 2:openssl 2:open 3:ssl");
        assert_eq!(
            forms("PhD McDonald iPhone DEMOCRACIA fooBAR"),
            "0:phd 1:mcdonald 2:iphone 3:democracia 4:foobar 4:foo 5:bar"
        );
        assert_eq!(forms("O.N.U. EE. UU."), "0:onu 0:o 1:n 2:u 3:eeuu 3:ee 4:uu");
        assert_eq!(forms("array.prototype.at"), "0:arrayprototypeat 0:array 1:prototype 2:at");
        assert_eq!(forms("tele\u{ad}conferencia ru\u{200b}ta"), "0:teleconferencia 1:ruta");
        assert_eq!(forms("x ?? y => z -- que?? a--b"), "0:x 1:?? 2:y 3:=> 4:z 5:que 6:a 7:b");
    }

    #[test]
    fn a_language_without_stemmer_has_exact_forms_only() {
        assert_eq!(forms(Language::Other, "Réunions été"), "0:reunions 1:ete");
    }

    #[test]
    fn what_is_too_long_is_skipped_and_keeps_its_place() {
        let text = format!("a {} b", "x".repeat(100));
        assert_eq!(forms(Language::Other, &text), "0:a 2:b");
    }
}
