//! Queries for an archive, drawn from its Spanish reports, which are in the default language.
//!
//! The words of a query come from one passage (a paragraph), so that it has an answer. Half of the words are
//! drawn by their frequency in the text, excluding stop words and the 200 most frequent other words; the rest
//! come from the middle of the vocabulary, ranks 1,000 to 10,000. Frequencies are measured in a sample of at
//! most 1,000 reports, evenly spread over the archive.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::language::Language;
use crate::random::{Purpose, Random};

/// The most reports that frequencies are taken from.
const SAMPLE_MAX: usize = 1_000;
/// How many of the most frequent words, besides stop words, are too frequent to search for.
const COMMON: usize = 200;
/// The ranks of the middle of the vocabulary.
const MIDDLE: Range<usize> = 1_000..10_000;
/// How many passages without a suitable word to try before giving up.
const ATTEMPTS_MAX: usize = 10_000;

/// The kind of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One word.
    Word,
    /// Two words of one passage.
    TwoWords,
    /// Three words of one passage.
    ThreeWords,
    /// The short name of an initiative or an organization.
    Acronym,
    /// A numbered act, like `A/RES/73/195`.
    Identifier,
    /// Two or three consecutive words of a text, in quotation marks.
    Phrase,
    /// The beginning of a word.
    Prefix,
    /// A word with a letter missing, doubled, or swapped with the next.
    Typo,
}

/// The kinds of consecutive queries, repeated: the first twelve include all.
const KINDS: [Kind; 12] = [
    Kind::Word,
    Kind::TwoWords,
    Kind::Acronym,
    Kind::ThreeWords,
    Kind::Identifier,
    Kind::Phrase,
    Kind::TwoWords,
    Kind::Prefix,
    Kind::Word,
    Kind::Typo,
    Kind::TwoWords,
    Kind::Word,
];

impl Kind {
    /// Its name in the list of queries.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Word => "word",
            Kind::TwoWords => "two words",
            Kind::ThreeWords => "three words",
            Kind::Acronym => "acronym",
            Kind::Identifier => "identifier",
            Kind::Phrase => "phrase",
            Kind::Prefix => "prefix",
            Kind::Typo => "typo",
        }
    }
}

/// A query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// As typed.
    pub text: String,
    /// Its kind.
    pub kind: Kind,
}

/// Returns queries for the site in a folder; the same for the same reports, seed and count.
///
/// # Errors
/// When the folder has no Spanish reports, or none with suitable words.
pub fn draw(folder: &Path, seed: u64, count: usize) -> Result<Vec<Query>> {
    let sample = Sample::read(folder)?;
    let mut random = Random::new(seed, Purpose::Queries, 0);
    KINDS.iter().cycle().take(count).map(|&kind| sample.query(kind, &mut random)).collect()
}

/// Reports that frequencies and queries are taken from.
struct Sample {
    files: Vec<PathBuf>,
    /// The rank of each word that is not a stop word, from 0.
    ranks: HashMap<String, usize>,
}

impl Sample {
    fn read(folder: &Path) -> Result<Sample> {
        let all = spanish_reports(&folder.join("content/reports"))?;
        let step = all.len().div_ceil(SAMPLE_MAX).max(1);
        let files: Vec<PathBuf> = all.into_iter().step_by(step).collect();
        if files.is_empty() {
            bail!("{} holds no Spanish reports", folder.display());
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        for file in &files {
            for word in text_of(file)?.split_whitespace().filter_map(plain_word) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let mut ranked: Vec<(String, usize)> = counts.into_iter().collect();
        ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let ranks = ranked.into_iter().enumerate().map(|(rank, (word, _))| (word, rank)).collect();
        Ok(Sample { files, ranks })
    }

    fn query(&self, kind: Kind, random: &mut Random) -> Result<Query> {
        for _ in 0..ATTEMPTS_MAX {
            let text = text_of(random.of(&self.files).as_path())?;
            let passages: Vec<&str> = text.split("\n\n").collect();
            let passage = *random.of(&passages);
            if let Some(text) = self.ask(kind, passage, random) {
                return Ok(Query { text, kind });
            }
        }
        bail!("no report holds anything for a query of the kind `{}`", kind.name());
    }

    /// Returns a query of a kind for a passage, if the passage allows it.
    fn ask(&self, kind: Kind, passage: &str, random: &mut Random) -> Option<String> {
        let tokens: Vec<&str> = passage.split_whitespace().collect();
        match kind {
            Kind::Word => self.words(&tokens, 1, random),
            Kind::TwoWords => self.words(&tokens, 2, random),
            Kind::ThreeWords => self.words(&tokens, 3, random),
            Kind::Acronym => one_of(&tokens, is_acronym, random),
            Kind::Identifier => one_of(&tokens, is_identifier, random),
            Kind::Phrase => self.phrase(&tokens, random),
            Kind::Prefix => self.long_word(&tokens, random).map(|word| beginning(&word)),
            Kind::Typo => self.long_word(&tokens, random).map(|word| misspelt(&word, random)),
        }
    }

    /// Returns `count` different words of a passage, in their order.
    fn words(&self, tokens: &[&str], count: usize, random: &mut Random) -> Option<String> {
        let mut places: Vec<usize> = (0..count).map(|_| self.place(tokens, random)).collect::<Option<_>>()?;
        places.sort_unstable();
        let words: Vec<String> = places.iter().filter_map(|&place| plain_word(tokens[place])).collect();
        let is_repeated = (1..words.len()).any(|at| words[..at].contains(&words[at]));
        (!is_repeated).then(|| words.join(" "))
    }

    /// Draws the place of a word to search for.
    fn place(&self, tokens: &[&str], random: &mut Random) -> Option<usize> {
        let ranks = if random.chance(0.5) { COMMON..usize::MAX } else { MIDDLE };
        let is_wanted = |token: &str| {
            plain_word(token)
                .is_some_and(|word| self.ranks.get(&word).is_some_and(|rank| ranks.contains(rank)))
        };
        let places: Vec<usize> = (0..tokens.len()).filter(|&place| is_wanted(tokens[place])).collect();
        (!places.is_empty()).then(|| *random.of(&places))
    }

    fn long_word(&self, tokens: &[&str], random: &mut Random) -> Option<String> {
        self.words(tokens, 1, random).filter(|word| word.chars().count() >= 6)
    }

    /// Returns two or three consecutive words, of which the first and the last are worth searching for.
    fn phrase(&self, tokens: &[&str], random: &mut Random) -> Option<String> {
        let length = random.between(2, 3);
        let first = self.place(tokens, random)?;
        let words = tokens.get(first..first + length)?;
        let is_interrupted = words[..length - 1].iter().any(|word| word.ends_with([',', '.']));
        let last = plain_word(words[length - 1])?;
        (!is_interrupted && self.ranks.contains_key(&last))
            .then(|| format!("\"{}\"", words.join(" ").trim_end_matches([',', '.']).to_lowercase()))
    }
}

/// Returns the Spanish reports below a folder with a folder for each year, in order.
fn spanish_reports(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for year in entries(folder)? {
        files.extend(entries(&year)?.into_iter().filter(|path| path.to_string_lossy().ends_with(".es.md")));
    }
    Ok(files)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).with_context(|| format!("{} cannot be listed", folder.display()))?;
    let mut paths = read.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<PathBuf>>>()?;
    paths.sort_unstable();
    Ok(paths)
}

/// Returns a report without its front matter.
fn text_of(file: &Path) -> Result<String> {
    let report = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(report.splitn(3, "+++\n").last().unwrap_or_default().to_owned())
}

/// Returns a token in lower case without punctuation, if it is a word of at least three letters and not a
/// stop word.
fn plain_word(token: &str) -> Option<String> {
    let word = token.trim_matches(|letter: char| !letter.is_alphanumeric());
    let is_word = word.chars().all(char::is_alphabetic) && word.chars().count() >= 3 && !is_acronym(word);
    let word = word.to_lowercase();
    (is_word && !Language::Spanish.stop_words().iter().any(|(stop_word, _)| *stop_word == word))
        .then_some(word)
}

fn is_acronym(word: &str) -> bool {
    word.len() >= 3 && word.chars().all(|letter| letter.is_ascii_uppercase())
}

fn is_identifier(word: &str) -> bool {
    word.contains(['-', '/'])
        && word.starts_with(|letter: char| letter.is_ascii_uppercase())
        && word.contains(|letter: char| letter.is_ascii_digit())
}

/// Returns one of the tokens that are `wanted`, without their punctuation.
fn one_of(tokens: &[&str], wanted: fn(&str) -> bool, random: &mut Random) -> Option<String> {
    let bare = tokens.iter().map(|token| token.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let found: Vec<&str> = bare.filter(|token| wanted(token)).collect();
    (!found.is_empty()).then(|| (*random.of(&found)).to_owned())
}

/// Returns the first three fifths of a word.
fn beginning(word: &str) -> String {
    word.chars().take(word.chars().count() * 3 / 5).collect()
}

/// Returns a word with a typing slip somewhere after its first letter.
fn misspelt(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let place = random.between(1, letters.len() - 2);
    match random.below(3) {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, letters[place]),
        _ => letters.swap(place, place + 1),
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{KINDS, Kind, beginning, draw, is_acronym, is_identifier, misspelt, plain_word};
    use crate::archive;
    use crate::random::{Purpose, Random};

    #[test]
    fn queries_are_of_every_kind_and_the_same_each_time() {
        let folder = tempfile::tempdir().expect("a folder");
        archive::write(folder.path(), 1, 30).expect("it is empty");
        let queries = draw(folder.path(), 1, 24).expect("there are reports");
        assert_eq!(queries, draw(folder.path(), 1, 24).expect("there are reports"));
        assert_ne!(queries, draw(folder.path(), 2, 24).expect("there are reports"));
        for (query, kind) in queries.iter().zip(KINDS.iter().cycle()) {
            assert_eq!(query.kind, *kind);
            let words = query.text.split(' ').count();
            let is_fit = match kind {
                Kind::Word | Kind::Prefix | Kind::Typo => words == 1,
                Kind::TwoWords => words == 2,
                Kind::ThreeWords => words == 3,
                Kind::Acronym => is_acronym(&query.text),
                Kind::Identifier => is_identifier(&query.text),
                Kind::Phrase => (2..=3).contains(&words) && query.text.starts_with('"'),
            };
            assert!(is_fit, "{query:?}");
        }
    }

    #[test]
    fn words_are_told_from_other_tokens() {
        assert_eq!(plain_word("Taller,").as_deref(), Some("taller"));
        assert!(
            ["de", "para", "RIAMAR", "2017", "EIP-1559", "-"].iter().all(|token| plain_word(token).is_none())
        );
        assert!(is_acronym("RIAMAR") && !is_acronym("Riamar"));
        assert!(is_identifier("A/RES/73/195") && is_identifier("EIP-1559") && !is_identifier("2017-2018"));
    }

    #[test]
    fn words_are_cut_and_misspelt() {
        assert_eq!(beginning("migración"), "migra");
        let mut random = Random::new(1, Purpose::Queries, 0);
        assert!((0..20).all(|_| misspelt("taller", &mut random).starts_with('t')));
    }
}
