//! Packs with impossible numbers: a few bytes that ask for billions are refused at once, without allocating
//! memory.

use actas_search_core::pack::{FORMAT_VERSION, Part, Reach, sealed};
use actas_search_core::present::{Amounts, Passages};
use actas_search_core::{Outcome, SearchOptions, Searcher};

/// The numbers written into a root: of facets, of reports, and so on.
#[derive(Default)]
struct Numbers {
    reports: u64,
    passages_per_block: u64,
    facets: u64,
    /// The directory, after the number of its entries.
    directory: (u64, Vec<u8>),
}

fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_slice(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Returns an entry file with one segment, in the folder `f`.
fn entry(numbers: &Numbers) -> Vec<u8> {
    let mut root = Vec::new();
    put(&mut root, numbers.reports);
    put(&mut root, 1);
    // Tokens and holders by field, the steps of the dates, of which there are none, then the weights.
    [1; 8].iter().for_each(|count| put(&mut root, *count));
    put(&mut root, 0);
    (0..10).for_each(|_| root.extend_from_slice(&1f32.to_le_bytes()));
    put(&mut root, 1);
    put_slice(&mut root, b"es");
    put(&mut root, numbers.facets);
    // A facet without names.
    root.resize(root.len() + numbers.facets as usize, 0);
    put(&mut root, numbers.passages_per_block);
    // A model without words: the end of a text is the only run, in one bit; no characters, and no codes for
    // them.
    root.extend_from_slice(&[0, 1, 0, 0, 0, 0]);
    // Codes of postings: the only head is that of a passage whose number has 32 bits; lengths of fields are
    // written as they are.
    let mut heads = [0; 129];
    heads[128] = 1;
    put_slice(&mut root, &heads);
    (0..4).for_each(|_| put_slice(&mut root, &[1]));
    put(&mut root, numbers.directory.0);
    root.extend_from_slice(&numbers.directory.1);
    root.extend_from_slice(&[0, 0]);
    let mut entry = vec![FORMAT_VERSION];
    put_slice(&mut entry, b"es");
    put_slice(&mut entry, b"f");
    put_slice(&mut entry, &root);
    sealed("", entry)
}

/// Returns the directory of one terms part, which begins with `0`: one new byte, and the frequency.
fn one_part() -> (u64, Vec<u8>) {
    (1, vec![1, b'0', 0])
}

fn part(part: Part, number: u64, content: &[u8]) -> Vec<u8> {
    let mut file = vec![part.kind()];
    put(&mut file, number);
    put(&mut file, 0);
    put_slice(&mut file, content);
    file
}

/// Searches for a name with all facets. Returns the names of the missing files, or why the pack is refused.
fn search(entry: &[u8], files: &[Vec<u8>]) -> Result<Vec<String>, String> {
    let refused = |error: actas_search_core::pack::PackError| error.to_string();
    let mut searcher = Searcher::open(entry).map_err(refused)?;
    for file in files {
        searcher.add_file("f/x", &sealed("f/x", file.clone())).map_err(refused)?;
    }
    let amounts = Amounts { reports: 10, extracts: 10, passages: Passages::All, snippet_bytes: 100 };
    let options =
        SearchOptions { amounts, facets: !files.is_empty(), reach: Reach::All, ..SearchOptions::default() };
    match searcher.search("a1 ", &options).map_err(refused)? {
        Outcome::Missing(names) => Ok(names),
        Outcome::Found(found) => Ok(found.hits.into_iter().map(|hit| hit.url).collect()),
    }
}

const DAMAGED: &str = "a search file is damaged";
const INCOMPLETE: &str = "a search file is incomplete";

#[test]
fn the_packs_here_are_packs() {
    let whole = Numbers { passages_per_block: 1, directory: one_part(), ..Numbers::default() };
    assert_eq!(search(&entry(&whole), &[]), Ok(vec!["f/t0".to_owned()]));
    let files = [part(Part::Terms(0), 0, &[]), part(Part::FacetValues, 0, &[])];
    assert_eq!(search(&entry(&whole), &files), Ok(Vec::new()));
}

#[test]
fn billions_of_reports_are_refused() {
    let numbers = Numbers { reports: u64::from(u32::MAX), passages_per_block: 1, ..Numbers::default() };
    assert_eq!(search(&entry(&numbers), &[]), Err(DAMAGED.to_owned()));
}

#[test]
fn keys_that_unfold_to_gigabytes_are_refused() {
    // One long key, then very many that share all of it and add a letter, each without a family.
    let (mut content, mut shared) = (vec![0], 1_000u64);
    put_slice(&mut content, &[b'0'; 1_000]);
    content.push(0);
    for _ in 0..100_000 {
        put(&mut content, shared);
        put_slice(&mut content, b"0");
        content.push(0);
        shared += 1;
    }
    let numbers = Numbers { passages_per_block: 1, directory: one_part(), ..Numbers::default() };
    let files = [part(Part::Terms(0), 0, &content), part(Part::FacetValues, 0, &[])];
    assert_eq!(search(&entry(&numbers), &files), Err(DAMAGED.to_owned()));
}

/// Returns a terms part with the name `a1`, whose head and what follows are `body`.
fn terms(body: &[u8]) -> Vec<u8> {
    let mut content = vec![0];
    put_slice(&mut content, b"a1");
    put_slice(&mut content, body);
    part(Part::Terms(0), 0, &content)
}

#[test]
fn billions_of_lists_are_refused() {
    let numbers = Numbers { passages_per_block: 1, directory: one_part(), ..Numbers::default() };
    // One form, its postings in lists: list 0, of 2³² - 1 parts. The form is all of the stem, in one text.
    let mut body = vec![1 << 3 | 1, 0];
    put(&mut body, u64::from(u32::MAX));
    body.extend_from_slice(&[0, 0b0100, 1]);
    let files = [terms(&body), part(Part::FacetValues, 0, &[])];
    assert_eq!(search(&entry(&numbers), &files), Err(DAMAGED.to_owned()));
}

#[test]
fn billions_of_postings_are_refused() {
    let numbers = Numbers { passages_per_block: 1, directory: one_part(), ..Numbers::default() };
    let mut body = vec![1 << 3, 0, 0b0100];
    put(&mut body, u64::from(u32::MAX));
    body.extend_from_slice(&[0; 12]);
    let files = [terms(&body), part(Part::FacetValues, 0, &[])];
    assert_eq!(search(&entry(&numbers), &files), Err(INCOMPLETE.to_owned()));
}

#[test]
fn a_passage_that_cannot_be_is_refused() {
    let numbers =
        Numbers { reports: 1, passages_per_block: u64::from(u32::MAX), directory: one_part(), facets: 0 };
    // One form in one passage: report 0, the last passage but one that a number can name. In bits: 0 (the
    // head), 31 bits of the passage after the highest, 0 (the report), 0 and eight bits of the field's
    // length.
    let body = [1 << 3, 0, 0b0100, 1, 0x7f, 0xff, 0xff, 0xfe, 0x00, 0x40];
    let facets = part(Part::Facets(0), 0, &[1, 0, 0]);
    let text = part(Part::Text(0, 0), 0, &[0; 8]);
    let files = [terms(&body), part(Part::FacetValues, 0, &[]), facets, text];
    assert_eq!(search(&entry(&numbers), &files), Err(INCOMPLETE.to_owned()));
}

#[test]
fn facets_that_reports_do_not_have_are_refused() {
    let numbers = Numbers { reports: 20_000, passages_per_block: 1, facets: 20_000, directory: one_part() };
    let mut content = Vec::new();
    put(&mut content, 20_000);
    content.resize(content.len() + 20_000, 0);
    let facets = (0..5).map(|number| part(Part::Facets(0), number, &content));
    let files: Vec<Vec<u8>> = facets.chain([terms(&[0]), part(Part::FacetValues, 0, &[])]).collect();
    assert_eq!(search(&entry(&numbers), &files), Err(INCOMPLETE.to_owned()));
}
