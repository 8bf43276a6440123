//! The stemmers compared with those of Snowball.

use std::collections::BTreeSet;
use std::path::Path;

use actas_search_core::analysis::{Analyzer, Language, fold_fully};
use frostem::{Algorithm, Stemmer};
use proptest::prelude::*;

/// Beginnings of words.
const BEGINNINGS: &str =
    "a o u y b ab at yo by gu qu ban vis past univers commun inter exc succ even theo hab ж aж";
/// Endings of words, of both languages.
const ENDINGS: &str = "a e o os u y s ss us l ll e ee eed eedly ed edly ing ingly ied ies sses at bl iz bb dd ff gg \
    mm nn pp rr tt ble ate ize ic ad os iv ativ abil ive ative ical iciti icate alize alism aliti alli ational \
    tional ation ator ization izer enci anci abli entli fulli fulness ful ness lessli ousli ousness iveness iviti \
    biliti bli ogi ogist logi logist li ance ence able ible ant ent ment ement ism ion sion tion iti ous er \
    la las le les lo los me nos se sela selas selo selos ando iendo yendo uyendo ar er ir arlo erla irse \
    ables amiento amientos anza anzas ible ibles ica icas ico icos imiento imientos ismo ismos ista istas osa osas \
    oso osos acion aciones ador adora adoras adores ancia ancias ante antes ucion uciones encia encias amente \
    icamente adamente osamente ivamente ativamente mente ablemente antemente idad idades icidad abilidad ividad \
    iva ivas ivo ivos ativa ya yais yamos yan yas ye yen yeron yes yo uya uyo guen gues guemos gue aba abais aban \
    abas ada adas ado ados amos an ara arais aran aras aremos aron as ase aseis asen ases aste asteis eremos id \
    ida idas ido idos iera ierais ieran ieras ieron iese ieseis iesen ieses imos iremos iste isteis emos en es";

/// Fails if a stem differs from Snowball's.
fn check(words: impl IntoIterator<Item = String>) {
    let words: Vec<String> = words.into_iter().collect();
    for (language, algorithm, times) in
        [(Language::Spanish, Algorithm::Spanish, 2), (Language::English, Algorithm::English, 1)]
    {
        let (mut analyzer, stemmer) = (Analyzer::new(language), Stemmer::new(algorithm));
        for word in &words {
            let mut expected = (0..times).fold(word.clone(), |stem, _| stemmer.stem(&stem).into_owned());
            // The plural of a Spanish word in -z is in -ces, which Snowball leaves apart.
            if language == Language::Spanish && word.ends_with('z') && expected.ends_with('z') {
                expected.replace_range(expected.len() - 1.., "c");
            }
            assert_eq!(analyzer.stem(word), Some(expected.as_str()), "{word} in {language:?}");
        }
    }
}

/// Adds the words of all the texts in a folder of the repository.
fn words_below(folder: &Path, words: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            words_below(&path, words);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            words.extend(text.split(|c: char| !c.is_alphanumeric()).map(fold_fully));
        }
    }
}

#[test]
fn words_of_the_repository_have_the_stems_of_snowball() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut words = BTreeSet::new();
    for folder in ["content", "docs", "crates", "src", "tests", "themes"] {
        words_below(&repository.join(folder), &mut words);
    }
    assert!(words.len() > 5000, "{} words", words.len());
    check(words);
}

#[test]
fn words_put_together_have_the_stems_of_snowball() {
    let (beginnings, endings) = (BEGINNINGS.split_whitespace(), || ENDINGS.split_whitespace());
    for beginning in beginnings {
        let short = endings().map(|ending| format!("{beginning}{ending}"));
        let long = endings().flat_map(|a| endings().map(move |b| format!("{beginning}{a}{b}")));
        check(short.chain(long));
    }
    let exceptions =
        "skis skies idly gently ugly early only singly sky news howe atlas cosmos bias andes yy aye";
    check(exceptions.split(' ').map(str::to_owned));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5000, ..ProptestConfig::default() })]

    #[test]
    fn any_letters_have_the_stem_of_snowball(word in "[a-z]{0,10}|[aeiouyngsltdr]{0,12}|[aegsuyж]{0,8}") {
        check([word]);
    }
}
