//! The shown text of passages, compressed word by word.
//!
//! Result texts are fetched a few hundred bytes at a time, from anywhere in the archive, where
//! general-purpose compressors have nothing to work with. Here the segment's root holds a model made from all
//! of its texts: a table of frequent words with a Huffman code, and Huffman codes for the letters of all
//! other words, each depending on the letter before. On real notes, blocks of three kilobytes shrink to a
//! third of their size, where gzip shrinks them to half.
//!
//! A text is split into runs of letters and digits (*words*) and runs of anything else; a single space
//! between two words is left out. Each run is a symbol: [`END`] of the text; a word of the table; [`AGAIN`]
//! with the number of an earlier run of the block that was not in the table; or [`NEW`] with its letters.

use super::bits::{Bits, Code};
use super::varint::Bytes;
use super::{PackError, Wants};
use crate::analysis::{self, slug_of_label};
use crate::text::{begins, chars};

/// The text ends.
const END: u32 = 0;
/// A run that is spelled out follows.
const NEW: u32 = 1;
/// The number of an earlier such run in the block follows.
const AGAIN: u32 = 2;
/// The symbol of the first word of the table.
const WORDS: u32 = 3;

/// The spelled run ends.
const CHAR_END: u32 = 0;
/// A character without a code in the model follows, in [`CHAR_BITS`] bits.
#[cfg(feature = "write")]
const CHAR_OTHER: u32 = 1;
/// The symbol of the first character of the model.
const CHARS: u32 = 2;
const CHAR_BITS: u32 = 21;

/// The most that a block may decode to, in bytes: damaged files must not fill the memory.
const BLOCK_BYTES_MAX: usize = 4 << 20;

/// Stands for an anchor derived from the label ([`slug_of_label`]).
const FROM_LABEL: &str = "#";

/// Strings for a passage: anchor, label, text.
const PASSAGE_STRINGS: usize = 3;

/// What is shown of a passage and its report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownText {
    /// The report's address, from the root of the site, without a leading slash.
    pub url: String,
    /// The report's title.
    pub title: String,
    /// The report's date, as shown.
    pub date: String,
    /// A mark to show beside the title (that it is a demonstration); may be empty.
    pub mark: String,
    /// The passage's anchor, without `#`; empty for the head.
    pub anchor: String,
    /// The passage's name: `Punto 8`, or the heading of its section; empty for the head.
    pub label: String,
    /// The passage's text.
    pub text: String,
}

/// The codes of a segment's texts.
#[derive(Clone, Debug, Default)]
pub(super) struct TextModel {
    words: Vec<String>,
    runs: Code,
    chars: Vec<char>,
    /// By the preceding character: at the start of a run, after a character without a code, then after each
    /// of the first characters.
    letters: Vec<Code>,
}

impl TextModel {
    pub(super) fn decode(bytes: &mut Bytes<'_>) -> TextModel {
        let mut model = TextModel { words: bytes.table(), ..TextModel::default() };
        model.runs = Code::new(bytes.take(model.words.len() + WORDS as usize));
        model.chars = chars(bytes.str());
        for _ in 0..bytes.count() {
            model.letters.push(Code::new(bytes.take(model.chars.len() + CHARS as usize)));
        }
        model
    }

    fn context(&self, last: Option<u32>) -> usize {
        context(last, self.letters.len())
    }

    fn read_run(&self, bits: &mut Bits<'_>) -> String {
        let mut run = String::new();
        let mut last = None;
        loop {
            let symbol = self.letters.get(self.context(last)).map_or(CHAR_END, |code| code.read(bits));
            if symbol == CHAR_END {
                return run;
            }
            let c = match symbol.checked_sub(CHARS) {
                None => char::from_u32(bits.number(CHAR_BITS)),
                Some(place) => self.chars.get(place as usize).copied(),
            };
            match c {
                Some(c) => run.push(c),
                None => bits.damaged(PackError::Malformed),
            }
            last = Some(symbol);
        }
    }
}

/// Returns the number of the code, among `contexts`, for what follows the character of symbol `last`.
fn context(last: Option<u32>, contexts: usize) -> usize {
    match last {
        None => 0,
        Some(symbol) if symbol >= CHARS && (symbol as usize) < contexts => symbol as usize,
        Some(_) => 1,
    }
}

/// Whether a run is a word: made of letters and digits.
fn is_word(run: &str) -> bool {
    begins(run, &analysis::is_word)
}

/// Decodes the strings of a block, one after the other.
struct Strings<'a> {
    model: &'a TextModel,
    bits: Bits<'a>,
    spelled: Vec<String>,
    left: usize,
}

impl Strings<'_> {
    fn next(&mut self) -> String {
        let mut text = String::new();
        let mut after_word = false;
        loop {
            let symbol = self.model.runs.read(&mut self.bits);
            let run = match symbol {
                END => break,
                NEW => {
                    self.spelled.push(self.model.read_run(&mut self.bits));
                    self.spelled.last()
                }
                AGAIN => {
                    let place = self.bits.number(place_bits(self.spelled.len()));
                    self.spelled.get(place as usize)
                }
                word => self.model.words.get((word - WORDS) as usize),
            };
            let Some(run) = run.filter(|run| run.len() < self.left) else {
                self.bits.damaged(PackError::Malformed);
                break;
            };
            self.left -= run.len() + 1;
            if after_word && is_word(run) {
                text.push(' ');
            }
            after_word = is_word(run);
            text.push_str(run);
        }
        text
    }
}

/// Returns how many bits the place of one of `count` earlier runs takes.
fn place_bits(count: usize) -> u32 {
    usize::BITS - count.saturating_sub(1).leading_zeros()
}

/// Reads passage `place` of a text part.
pub(super) fn decode_text(model: &TextModel, content: &[u8], place: u32, wants: &mut Wants) -> ShownText {
    let mut strings = Strings { model, bits: Bits::new(content), spelled: Vec::new(), left: BLOCK_BYTES_MAX };
    let mut shown = ShownText {
        url: strings.next(),
        title: strings.next(),
        date: strings.next(),
        mark: strings.next(),
        ..ShownText::default()
    };
    // A damaged posting may name passage four billion.
    for _ in 0..place as usize * PASSAGE_STRINGS {
        if strings.bits.is_damaged() {
            break;
        }
        strings.next();
    }
    shown.anchor = strings.next();
    shown.label = strings.next();
    if shown.anchor == FROM_LABEL {
        shown.anchor = slug_of_label(&shown.label);
    }
    shown.text = strings.next();
    strings.bits.tell(wants);
    shown
}

#[cfg(feature = "write")]
pub(super) use writing::TextCoder;

#[cfg(feature = "write")]
mod writing {
    use rustc_hash::FxHashMap;
    use std::collections::BTreeMap;

    use super::super::bits::{BitWriter, Codewords, code_lengths};
    use super::super::varint::{put_slice, put_table, put_varint};
    use super::super::write::{PassageRecord, ReportRecord, Reports};
    use super::*;

    /// The most words in the table.
    const TABLE_WORDS_MAX: usize = 1500;
    /// A less frequent word is not worth a place in the table.
    const TABLE_COUNT_MIN: u64 = 6;
    /// The most characters with codes of their own; also the number of contexts that predict the next
    /// character.
    const CHARS_MAX: usize = 120;
    const CONTEXT_CHARS_MAX: usize = 28;
    /// The model is made from about this many bytes of text; more would not improve it.
    const TRAINING_BYTES: usize = 2 << 20;
    /// Strings are cut to this many bytes.
    const STRING_BYTES_MAX: usize = 8 << 10;

    /// A block of passages before it is coded.
    type Block<'a> = (&'a ReportRecord<'a>, &'a [PassageRecord<'a>]);

    /// Codes texts by a model made from them.
    pub(crate) struct TextCoder {
        table: FxHashMap<String, u32>,
        runs: Codewords,
        chars: FxHashMap<char, u32>,
        letters: Vec<Codewords>,
        /// The model, as it is stored.
        pub(crate) model: Vec<u8>,
    }

    impl TextCoder {
        /// Makes a model for blocks of `passages_per_block` passages whose texts have `text_bytes` bytes in
        /// all.
        pub(crate) fn new(reports: &dyn Reports, text_bytes: usize, passages_per_block: usize) -> TextCoder {
            let step = text_bytes.div_ceil(TRAINING_BYTES).max(1);
            let sample: Vec<ReportRecord<'_>> =
                (0..reports.count()).step_by(step).map(|number| reports.report(number)).collect();
            let mut blocks: Vec<Vec<&str>> = Vec::new();
            for report in &sample {
                blocks.extend(report.passages.chunks(passages_per_block).map(|p| strings((report, p))));
            }
            let words = frequent_words(&blocks);
            let table: FxHashMap<String, u32> =
                words.iter().enumerate().map(|(place, word)| (word.clone(), place as u32 + WORDS)).collect();
            let chars = frequent_chars(&blocks, &table);
            let counts = Counts::of(&blocks, &table, &chars);
            let run_lengths = code_lengths(&counts.runs);
            let letter_lengths: Vec<Vec<u8>> =
                counts.letters.iter().map(|counts| code_lengths(counts)).collect();
            let model = encode_model(&words, &run_lengths, &chars, &letter_lengths);
            TextCoder {
                table,
                runs: Codewords::new(&run_lengths),
                chars: char_symbols(&chars),
                letters: letter_lengths.iter().map(|lengths| Codewords::new(lengths)).collect(),
                model,
            }
        }

        /// Returns a text part.
        pub(crate) fn encode(&self, block: Block<'_>) -> Vec<u8> {
            let mut sink = Writing { coder: self, bits: BitWriter::default() };
            each_run(&strings(block), &self.table, &mut sink);
            sink.bits.finish()
        }
    }

    /// Receives the symbols of a block.
    trait Sink {
        fn run(&mut self, symbol: u32);
        fn again(&mut self, place: usize, count: usize);
        fn spelled(&mut self, run: &str);
    }

    /// Hands the symbols of a block's strings to `sink`.
    fn each_run(block: &[&str], table: &FxHashMap<String, u32>, sink: &mut impl Sink) {
        let mut spelled: FxHashMap<&str, usize> = FxHashMap::default();
        for text in block {
            for run in runs(cut(text)) {
                if let Some(symbol) = table.get(run) {
                    sink.run(*symbol);
                } else if let Some(place) = spelled.get(run) {
                    sink.run(AGAIN);
                    sink.again(*place, spelled.len());
                } else {
                    sink.run(NEW);
                    sink.spelled(run);
                    spelled.insert(run, spelled.len());
                }
            }
            sink.run(END);
        }
    }

    /// Returns the strings of a block.
    fn strings<'a>((report, passages): Block<'a>) -> Vec<&'a str> {
        let of_report = [&report.url, &report.title, &report.date, &report.mark].map(String::as_str);
        let of_passages = passages.iter().flat_map(|passage| {
            let is_from_label = !passage.anchor.is_empty() && passage.anchor == slug_of_label(&passage.label);
            let anchor = if is_from_label { FROM_LABEL } else { passage.anchor };
            let strings: [&str; PASSAGE_STRINGS] = [anchor, &passage.label, &passage.text];
            strings
        });
        of_report.into_iter().chain(of_passages).collect()
    }

    fn cut(text: &str) -> &str {
        &text[..text.floor_char_boundary(STRING_BYTES_MAX)]
    }

    /// Splits a text into its runs, without the single spaces between words.
    fn runs(text: &str) -> impl Iterator<Item = &str> {
        let mut rest = text;
        let mut after_word = false;
        std::iter::from_fn(move || {
            if after_word && let Some(next) = rest.strip_prefix(' ').filter(|next| is_word(next)) {
                rest = next;
            }
            let first = analysis::is_word(rest.chars().next()?);
            let end = rest.find(|c: char| analysis::is_word(c) != first).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            rest = after;
            after_word = first;
            Some(run)
        })
    }

    /// Returns the words of the table, ascending.
    fn frequent_words(blocks: &[Vec<&str>]) -> Vec<String> {
        let mut counts: FxHashMap<&str, u64> = FxHashMap::default();
        for text in blocks.iter().flatten() {
            for run in runs(cut(text)) {
                *counts.entry(run).or_default() += 1;
            }
        }
        let mut frequent: Vec<(&str, u64)> =
            counts.into_iter().filter(|(_, n)| *n >= TABLE_COUNT_MIN).collect();
        // What a place in the table saves: the word's letters, at each occurrence.
        let saved = |(run, count): &(&str, u64)| count * (run.chars().count() as u64 + 1);
        frequent.sort_unstable_by(|a, b| saved(b).cmp(&saved(a)).then(a.0.cmp(b.0)));
        frequent.truncate(TABLE_WORDS_MAX);
        let mut words: Vec<String> = frequent.into_iter().map(|(run, _)| run.to_owned()).collect();
        words.sort_unstable();
        words
    }

    /// Returns the characters of the spelled-out runs, most frequent first, up to the limit.
    fn frequent_chars(blocks: &[Vec<&str>], table: &FxHashMap<String, u32>) -> Vec<char> {
        struct Chars(BTreeMap<char, u64>);
        impl Sink for Chars {
            fn run(&mut self, _symbol: u32) {}
            fn again(&mut self, _place: usize, _count: usize) {}
            fn spelled(&mut self, run: &str) {
                run.chars().for_each(|c| *self.0.entry(c).or_default() += 1);
            }
        }
        let mut chars = Chars(BTreeMap::new());
        blocks.iter().for_each(|block| each_run(block, table, &mut chars));
        let mut frequent: Vec<(char, u64)> = chars.0.into_iter().filter(|(_, count)| *count > 1).collect();
        frequent.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        frequent.truncate(CHARS_MAX);
        frequent.into_iter().map(|(c, _)| c).collect()
    }

    fn char_symbols(chars: &[char]) -> FxHashMap<char, u32> {
        chars.iter().enumerate().map(|(place, c)| (*c, place as u32 + CHARS)).collect()
    }

    /// How often each symbol occurs.
    struct Counts {
        runs: Vec<u64>,
        letters: Vec<Vec<u64>>,
        chars: FxHashMap<char, u32>,
    }

    impl Counts {
        fn of(blocks: &[Vec<&str>], table: &FxHashMap<String, u32>, chars: &[char]) -> Counts {
            let contexts = CHARS as usize + chars.len().min(CONTEXT_CHARS_MAX);
            // Every run, the end of a run and the escape for any character must have a code, trained or not.
            let mut letters = vec![0; chars.len() + CHARS as usize];
            letters[CHAR_END as usize] = 1;
            letters[CHAR_OTHER as usize] = 1;
            let mut counts = Counts {
                runs: vec![1; table.len() + WORDS as usize],
                letters: vec![letters; contexts],
                chars: char_symbols(chars),
            };
            blocks.iter().for_each(|block| each_run(block, table, &mut counts));
            counts
        }
    }

    impl Sink for Counts {
        fn run(&mut self, symbol: u32) {
            self.runs[symbol as usize] += 1;
        }

        fn again(&mut self, _place: usize, _count: usize) {}

        fn spelled(&mut self, run: &str) {
            let contexts = self.letters.len();
            let mut last = None;
            for c in run.chars() {
                let symbol = self.chars.get(&c).copied().unwrap_or(CHAR_OTHER);
                self.letters[context(last, contexts)][symbol as usize] += 1;
                last = Some(symbol);
            }
            self.letters[context(last, contexts)][CHAR_END as usize] += 1;
        }
    }

    struct Writing<'a> {
        coder: &'a TextCoder,
        bits: BitWriter,
    }

    impl Sink for Writing<'_> {
        fn run(&mut self, symbol: u32) {
            self.coder.runs.write(symbol, &mut self.bits);
        }

        fn again(&mut self, place: usize, count: usize) {
            self.bits.number(place as u32, place_bits(count));
        }

        fn spelled(&mut self, run: &str) {
            let TextCoder { chars, letters, .. } = self.coder;
            let mut last = None;
            for c in run.chars() {
                let codes = &letters[context(last, letters.len())];
                let symbol = chars.get(&c).copied().filter(|symbol| codes.has(*symbol)).unwrap_or(CHAR_OTHER);
                codes.write(symbol, &mut self.bits);
                if symbol == CHAR_OTHER {
                    self.bits.number(u32::from(c), CHAR_BITS);
                }
                last = Some(symbol);
            }
            letters[context(last, letters.len())].write(CHAR_END, &mut self.bits);
        }
    }

    fn encode_model(words: &[String], runs: &[u8], chars: &[char], letters: &[Vec<u8>]) -> Vec<u8> {
        let mut out = Vec::new();
        put_table(&mut out, words.iter().map(String::as_str));
        out.extend_from_slice(runs);
        put_slice(&mut out, chars.iter().collect::<String>().as_bytes());
        put_varint(&mut out, letters.len() as u64);
        letters.iter().for_each(|lengths| out.extend_from_slice(lengths));
        out
    }
}
