//! The Snowball stemmers of Spanish and English (<https://snowballstem.org>, version 3.2), as tables of
//! endings.
//!
//! They take words in lower case without accents, as [`super::fold_fully`] leaves them, so the endings with
//! accents are left out. What they return is what Snowball does; `tests/stem.rs` compares.

use super::Language;
use crate::sorted::has;
use crate::text::split;

/// Endings, their replacement, and a condition that depends on the table.
type Rule = (&'static str, &'static str, &'static str);

/// Stands for any letter outside ASCII, which counts as a consonant and occurs in no ending.
const OTHER: u8 = 0x80;

const SPANISH_VOWELS: &[u8] = b"aeiou";
const ENGLISH_VOWELS: &[u8] = b"aeiouy";

/// Pronouns that are attached to verbs.
const PRONOUNS: &[Rule] = &[("la las le les lo los me nos se sela selas selo selos", "", "")];
/// The endings that pronouns attach to; the text in the third column must precede them.
const WITH_PRONOUN: &[Rule] = &[("ando iendo ar er ir", "", ""), ("yendo", "", "u")];
/// Endings of nouns and adjectives; the text in the third column is removed too if it precedes them.
const SUFFIXES: &[Rule] = &[
    (
        "able ables amiento amientos anza anzas ible ibles ica icas ico icos imiento imientos ismo ismos ista \
         istas osa osas oso osos",
        "",
        "",
    ),
    ("acion aciones ador adora adoras adores ancia ancias ante antes", "", "ic"),
    ("ucion uciones", "u", ""),
    ("encia encias", "ente", ""),
    (ADVERB, "", "ic ad os iv"),
    ("mente", "", "able ible ante"),
    ("idad idades", "", "ic abil iv"),
    ("iva ivas ivo ivos", "", "at"),
];
/// The suffix whose region is larger.
const ADVERB: &str = "amente";
/// Endings of verbs whose stem ends in `u`.
const VERBS_WITH_Y: &[Rule] = &[("ya yais yamos yan yas ye yen yendo yeron yes yo", "", "u")];
/// Endings of verbs; where the third column says `gu`, its `u` is removed too.
const VERBS: &[Rule] = &[
    (
        "aba abais aban abas ad ada adas ado ados amos an ando ar ara arais aran aras aremos aron as ase aseis \
         asen ases aste asteis ed er eremos id ida idas ido idos iendo iera ierais ieran ieras ieron iese \
         ieseis iesen ieses imos ir iremos iste isteis",
        "",
        "",
    ),
    ("emos en es", "", "gu"),
];
/// Final vowels to remove; where the third column says `gu`, its `u` is removed too.
const LAST_VOWELS: &[Rule] = &[("a o os", "", ""), ("e", "", "gu")];

/// Whole words.
const EXCEPTIONS: &[Rule] = &[
    ("skis", "ski", ""),
    ("skies sky", "sky", ""),
    ("idly", "idl", ""),
    ("gently", "gentl", ""),
    ("ugly", "ugli", ""),
    ("early", "earli", ""),
    ("only", "onli", ""),
    ("singly", "singl", ""),
    ("andes", "andes", ""),
    ("atlas", "atlas", ""),
    ("bias", "bias", ""),
    ("cosmos", "cosmos", ""),
    ("howe", "howe", ""),
    ("news", "news", ""),
];
/// Beginnings that are always followed by an ending.
const BEGINNINGS: &str = "arsen commun emerg gener inter later organ past univers";
const PLURALS: &[Rule] =
    &[("sses", "ss", ""), ("ied ies", "i", ""), ("us", "us", ""), ("ss", "ss", ""), ("s", "", "")];
const PASTS: &[Rule] = &[("eed eedly", "ee", ""), ("ed edly ingly", "", ""), ("ing", "", "ing")];
/// Verbs that end in `eed` before their ending.
const WITH_EED: &[Rule] = &[("exc proc succ", "", "")];
/// Words whose `ing` is part of the stem.
const WITH_ING: &[Rule] = &[("cann earr even herr inn out", "", "")];
const WITHOUT_E: &[Rule] = &[("at bl iz", "", "")];
const DOUBLES: &[Rule] = &[("bb dd ff gg mm nn pp rr tt", "", "")];
/// Here and below, one of the letters of the third column must precede the ending.
const DERIVATIONS: &[Rule] = &[
    ("tional", "tion", ""),
    ("enci", "ence", ""),
    ("anci", "ance", ""),
    ("abli", "able", ""),
    ("entli", "ent", ""),
    ("ization izer", "ize", ""),
    ("ation ational ator", "ate", ""),
    ("alism aliti alli", "al", ""),
    ("fulli fulness", "ful", ""),
    ("ousli ousness", "ous", ""),
    ("iveness iviti", "ive", ""),
    ("biliti bli", "ble", ""),
    ("ogist", "og", ""),
    ("ogi", "og", "l"),
    ("lessli", "less", ""),
    ("li", "", "cdeghkmnrt"),
];
const SHORTER_DERIVATIONS: &[Rule] = &[
    ("tional", "tion", ""),
    ("ational", "ate", ""),
    ("alize", "al", ""),
    ("icate iciti ical", "ic", ""),
    ("ful ness", "", ""),
];
const ATIVE: &[Rule] = &[("ative", "", "")];
const LAST_SUFFIXES: &[Rule] =
    &[("able al ance ant ate ement ence ent er ible ic ism iti ive ize ment ous", "", ""), ("ion", "", "st")];
const LAST_L: &[Rule] = &[("l", "", "l")];

/// Appends the stem of a word to `stem`. Spanish is stemmed twice: Snowball leaves *taller* of *talleres* but
/// *tall* of *taller*.
pub(super) fn push_stem(language: Language, word: &str, stem: &mut String) {
    let mut letters = Vec::new();
    for c in word.chars() {
        letters.push(if c.is_ascii() { c as u8 } else { OTHER });
    }
    match language {
        Language::Spanish => {
            spanish(&mut letters);
            spanish(&mut letters);
            // `juez` and `jueces` are one word.
            if word.ends_with('z')
                && let Some(last @ b'z') = letters.last_mut()
            {
                *last = b'c';
            }
        }
        Language::English => english(&mut letters),
        Language::Other => {}
    }
    // No replacement is longer than its ending, so the other letters keep their places.
    for (letter, c) in letters.into_iter().zip(word.chars()) {
        stem.push(if letter == OTHER { c } else { char::from(letter.to_ascii_lowercase()) });
    }
}

/// Returns where the longest matching ending of `word` begins, and its rule.
fn longest(word: &[u8], rules: &'static [Rule]) -> Option<(usize, &'static Rule)> {
    let mut best = None;
    let mut length = 0;
    for rule in rules {
        for ending in rule.0.as_bytes().split(|byte| *byte == b' ') {
            if ending.len() > length && ending.last() == word.last() && word.ends_with(ending) {
                length = ending.len();
                best = Some((word.len() - length, rule));
            }
        }
    }
    best
}

fn replace(word: &mut Vec<u8>, at: usize, by: &str) {
    word.truncate(at);
    word.extend_from_slice(by.as_bytes());
}

/// Returns where the region after `from` begins: after the first consonant that follows a vowel.
fn region(word: &[u8], from: usize, vowels: &[u8]) -> usize {
    let mut at = from;
    for of_vowels in [false, true] {
        while at < word.len() && has(vowels, word[at]) == of_vowels {
            at += 1;
        }
    }
    (at + 1).min(word.len())
}

fn spanish(word: &mut Vec<u8>) {
    // Every ending ends in one of these letters.
    if !word.last().is_some_and(|last| has(b"adenors", *last)) {
        return;
    }
    let first = region(word, 0, SPANISH_VOWELS);
    let second = region(word, first, SPANISH_VOWELS);
    let of_verbs = verb_region(word);
    take_pronoun(word, of_verbs);
    if !take_suffix(word, first, second) {
        take_verb_ending(word, of_verbs);
    }
    if let Some((at, rule)) = longest(word, LAST_VOWELS)
        && at >= of_verbs
    {
        word.truncate(at);
        if !rule.2.is_empty() && at > of_verbs {
            take_u_of_gu(word);
        }
    }
}

/// Returns where the endings of verbs may begin.
fn verb_region(word: &[u8]) -> usize {
    let is_vowel = |letter: &u8| has(SPANISH_VOWELS, *letter);
    let [first, second, rest @ ..] = word else { return word.len() };
    let place = match (is_vowel(first), is_vowel(second)) {
        (_, false) => rest.iter().position(is_vowel),
        (true, true) => rest.iter().position(|letter| !is_vowel(letter)),
        (false, true) => Some(0),
    };
    place.map_or(word.len(), |place| (place + 3).min(word.len()))
}

fn take_pronoun(word: &mut Vec<u8>, of_verbs: usize) {
    if let Some((pronoun, _)) = longest(word, PRONOUNS)
        && let Some((at, rule)) = longest(&word[..pronoun], WITH_PRONOUN)
        && at >= of_verbs
        && word[..at].ends_with(rule.2.as_bytes())
    {
        word.truncate(pronoun);
    }
}

fn take_suffix(word: &mut Vec<u8>, first: usize, second: usize) -> bool {
    let Some((at, rule)) = longest(word, SUFFIXES) else { return false };
    let is_adverb = rule.0 == ADVERB;
    if at < if is_adverb { first } else { second } {
        return false;
    }
    replace(word, at, rule.1);
    let taken = take(word, second, rule.2);
    if is_adverb && taken == "iv" {
        take(word, second, "at");
    }
    true
}

/// Removes the first of some endings that the word has, and returns it.
fn take(word: &mut Vec<u8>, region: usize, endings: &'static str) -> &'static str {
    for ending in split(endings, &|c| c == ' ') {
        if word.ends_with(ending.as_bytes()) && word.len() - ending.len() >= region {
            word.truncate(word.len() - ending.len());
            return ending;
        }
    }
    ""
}

fn take_verb_ending(word: &mut Vec<u8>, of_verbs: usize) {
    if let Some((at, rule)) = longest(&word[of_verbs..], VERBS_WITH_Y)
        && word[..of_verbs + at].ends_with(rule.2.as_bytes())
    {
        word.truncate(of_verbs + at);
    } else if let Some((at, rule)) = longest(&word[of_verbs..], VERBS) {
        word.truncate(of_verbs + at);
        if !rule.2.is_empty() {
            take_u_of_gu(word);
        }
    }
}

fn take_u_of_gu(word: &mut Vec<u8>) {
    if word.ends_with(b"gu") {
        word.pop();
    }
}

fn english(word: &mut Vec<u8>) {
    if let Some((0, rule)) = longest(word, EXCEPTIONS) {
        return replace(word, 0, rule.1);
    }
    if word.len() < 3 {
        return;
    }
    mark_consonants(word);
    let mut beginnings = BEGINNINGS.as_bytes().split(|byte| *byte == b' ');
    let beginning = beginnings.find(|beginning| word.starts_with(beginning));
    let first = beginning.map_or_else(|| region(word, 0, ENGLISH_VOWELS), <[u8]>::len);
    let second = region(word, first, ENGLISH_VOWELS);
    take_plural(word);
    take_past(word, first);
    if let [_, .., before, last @ (b'y' | b'Y')] = word.as_mut_slice()
        && !has(ENGLISH_VOWELS, *before)
    {
        *last = b'i';
    }
    apply(word, first, DERIVATIONS);
    if !apply(word, first, SHORTER_DERIVATIONS) {
        apply(word, second, ATIVE);
    }
    apply(word, second, LAST_SUFFIXES);
    if let [before @ .., b'e'] = word.as_slice() {
        let at = before.len();
        if at >= second || at >= first && !is_short(before) {
            word.pop();
        }
    } else {
        apply(word, second, LAST_L);
    }
}

/// Makes each consonantal `y` a capital.
fn mark_consonants(word: &mut [u8]) {
    let mut after_vowel = true;
    for letter in word {
        if *letter == b'y' && after_vowel {
            *letter = b'Y';
        }
        after_vowel = has(ENGLISH_VOWELS, *letter);
    }
}

fn has_vowel(word: &[u8]) -> bool {
    word.iter().any(|letter| has(ENGLISH_VOWELS, *letter))
}

/// Whether a word ends in a short syllable.
fn is_short(word: &[u8]) -> bool {
    let is_vowel = |letter: &u8| has(ENGLISH_VOWELS, *letter);
    match word {
        [.., b'p', b'a', b's', b't'] => true,
        [first, last] => is_vowel(first) && !is_vowel(last),
        [.., before, vowel, last] => {
            !is_vowel(before) && is_vowel(vowel) && !is_vowel(last) && !matches!(last, b'w' | b'x' | b'Y')
        }
        _ => false,
    }
}

fn take_plural(word: &mut Vec<u8>) {
    let Some((at, rule)) = longest(word, PLURALS) else { return };
    match rule.0 {
        "ied ies" => replace(word, at, if at > 1 { "i" } else { "ie" }),
        "s" if !has_vowel(&word[..at.saturating_sub(1)]) => {}
        _ => replace(word, at, rule.1),
    }
}

fn take_past(word: &mut Vec<u8>, first: usize) {
    let Some((at, rule)) = longest(word, PASTS) else { return };
    let before = &word[..at];
    if !rule.1.is_empty() {
        if at >= first && !is_one_of(before, WITH_EED) {
            replace(word, at, rule.1);
        }
        return;
    }
    if !rule.2.is_empty() {
        if let [consonant, b'y'] = before
            && !has(ENGLISH_VOWELS, *consonant)
        {
            return replace(word, 1, "ie");
        }
        if is_one_of(before, WITH_ING) {
            return;
        }
    }
    if has_vowel(before) {
        word.truncate(at);
        mend(word, first);
    }
}

fn is_one_of(word: &[u8], words: &'static [Rule]) -> bool {
    longest(word, words).is_some_and(|(at, _)| at == 0)
}

/// Repairs the end of a word that lost `ed` or `ing`.
fn mend(word: &mut Vec<u8>, first: usize) {
    if longest(word, WITHOUT_E).is_some() {
        word.push(b'e');
    } else if longest(word, DOUBLES).is_some() {
        if !matches!(word.as_slice(), [b'a' | b'e' | b'o', _, _]) {
            word.pop();
        }
    } else if word.len() == first && is_short(word) {
        word.push(b'e');
    }
}

/// Replaces the longest ending that the word has, if it begins in the region. Returns whether it did.
fn apply(word: &mut Vec<u8>, region: usize, rules: &'static [Rule]) -> bool {
    let Some((at, rule)) = longest(word, rules) else { return false };
    let is_after =
        |letters: &str| letters.is_empty() || letters.bytes().any(|letter| word[..at].ends_with(&[letter]));
    let applies = at >= region && is_after(rule.2);
    if applies {
        replace(word, at, rule.1);
    }
    applies
}
