//! Splits text into words and stems for the engines that `actas` is compared with, without using its own
//! analysis.

use rust_stemmers::{Algorithm, Stemmer};

/// Returns the words of a text: runs of letters and digits, in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Returns the stems of a text's words, by Snowball for the language with this tag, without accents.
pub(crate) fn stems(text: &str, language: &str) -> Vec<String> {
    let stemmer = algorithm(language).map(Stemmer::create);
    words(text)
        .into_iter()
        .map(|word| match &stemmer {
            Some(stemmer) => fold(&stemmer.stem(&word)),
            None => fold(&word),
        })
        .collect()
}

fn algorithm(language: &str) -> Option<Algorithm> {
    match language {
        "en" => Some(Algorithm::English),
        "es" => Some(Algorithm::Spanish),
        _ => None,
    }
}

/// Removes the accents of the letters used in English and Spanish.
fn fold(word: &str) -> String {
    let plain = |letter| match letter {
        'á' | 'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    };
    word.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stemmed_by_language() {
        assert_eq!(words("RFC-2229: closures’ \"captures\""), ["rfc", "2229", "closures", "captures"]);
        assert_eq!(stems("Meetings, meeting", "en"), ["meet", "meet"]);
        assert_eq!(stems("migración migraciones", "es"), ["migracion", "migracion"]);
        assert_eq!(stems("Año", "x"), ["ano"]);
    }
}
