//! Text analysis in Elasticsearch and OpenSearch: their own analyzers for each language
//! (<https://www.elastic.co/docs/reference/text-analysis/analysis-lang-analyzer>), extended for accents: each
//! word is indexed both with and without accents before it is stemmed.

use serde_json::{Map, Value, json};

/// The analyzer, and the normalizer, for texts without a language: words in lower case, without accents.
pub(super) const FOLDED: &str = "folded";
/// The filter that adds words without their accents.
const UNACCENTED: &str = "unaccented";

/// The engine's support for a language.
struct Known {
    code: &'static str,
    /// The language's list of stop words.
    stop_words: &'static str,
    stemmer: &'static str,
    /// Filters between lower-casing and stop words.
    first: &'static [&'static str],
    /// Words that an apostrophe joins to the next word.
    elided: &'static [&'static str],
}

const fn known(code: &'static str, stop_words: &'static str, stemmer: &'static str) -> Known {
    Known { code, stop_words, stemmer, first: &[], elided: &[] }
}

/// The languages with a stemmer. Texts in other languages are split into words in lower case, without
/// accents.
const KNOWN: &[Known] = &[
    Known { first: &["decimal_digit", "arabic_normalization"], ..known("ar", "_arabic_", "arabic") },
    Known { elided: &["d", "l", "m", "n", "s", "t"], ..known("ca", "_catalan_", "catalan") },
    Known { first: &["german_normalization"], ..known("de", "_german_", "light_german") },
    known("en", "_english_", "english"),
    known("es", "_spanish_", "light_spanish"),
    known("eu", "_basque_", "basque"),
    Known {
        elided: &["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"],
        ..known("fr", "_french_", "light_french")
    },
    known("gl", "_galician_", "galician"),
    Known {
        elided: &[
            "c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl", "degl",
            "negl", "sugl", "un", "m", "t", "s", "v", "d",
        ],
        ..known("it", "_italian_", "light_italian")
    },
    known("nl", "_dutch_", "dutch"),
    known("pt", "_portuguese_", "light_portuguese"),
    known("ru", "_russian_", "russian"),
];

/// Returns the name of the analyzer for texts in a language.
pub(super) fn analyzer(code: &str) -> &str {
    let language = primary(code);
    if KNOWN.iter().any(|known| known.code == language) { language } else { FOLDED }
}

/// Returns the `analysis` settings of an index with texts in these languages.
pub(super) fn settings<'a>(codes: impl Iterator<Item = &'a str>) -> Value {
    let folding = json!(["lowercase", "asciifolding"]);
    let mut analyzers = Map::new();
    let mut filters = Map::new();
    analyzers
        .insert(FOLDED.to_owned(), json!({ "type": "custom", "tokenizer": "standard", "filter": folding }));
    filters.insert(UNACCENTED.to_owned(), json!({ "type": "asciifolding", "preserve_original": true }));
    for known in codes.filter_map(|code| KNOWN.iter().find(|known| known.code == primary(code))) {
        let (stop, stemmer) = (format!("{}_stop", known.code), format!("{}_stemmer", known.code));
        let mut chain = Vec::new();
        if !known.elided.is_empty() {
            let elision = format!("{}_elision", known.code);
            let filter = json!({ "type": "elision", "articles": known.elided, "articles_case": true });
            filters.insert(elision.clone(), filter);
            chain.push(elision);
        }
        chain.push("lowercase".to_owned());
        chain.extend(known.first.iter().map(|filter| (*filter).to_owned()));
        chain.extend([stop.clone(), UNACCENTED.to_owned(), stemmer.clone()]);
        filters.insert(stop, json!({ "type": "stop", "stopwords": known.stop_words }));
        filters.insert(stemmer, json!({ "type": "stemmer", "language": known.stemmer }));
        let analyzer = json!({ "type": "custom", "tokenizer": "standard", "filter": chain });
        analyzers.insert(known.code.to_owned(), analyzer);
    }
    let normalizer = json!({ FOLDED: { "type": "custom", "filter": folding } });
    json!({ "analyzer": analyzers, "filter": filters, "normalizer": normalizer })
}

fn primary(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}
