//! Packs written and read again, and files that are not packs.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use actas_search_core::analysis::{Analyzer, Key, Language, is_stop_word};
use actas_search_core::pack::{
    FORMAT_VERSION, FacetTable, FacetValue, FamilyRecord, FormRecord, Name, PART_KINDS, PackError, PackFile,
    PassageKind, PassagePosting, PassageRecord, PostingCounts, Reach, ReportRecord, SegmentHeader,
    SegmentWriter, TermRecord, sealed, write_entry,
};
use actas_search_core::present::{Amounts, Passages};
use actas_search_core::schema::{FIELD_COUNT, Field, PassageId};
use actas_search_core::{Found, Outcome, SearchOptions, Searcher};
use proptest::prelude::*;

/// The folder of the one segment.
const FOLDER: &str = "es-0";

/// An index of one segment, its files with their checksums.
#[derive(Clone)]
struct Index {
    entry: Vec<u8>,
    files: Vec<PackFile>,
}

/// Returns a file with its checksum.
fn finished(PackFile { name, bytes }: PackFile) -> PackFile {
    PackFile { bytes: sealed(&format!("{FOLDER}/{name}"), bytes), name }
}

/// Returns a file without its checksum.
fn unfinished(file: &[u8]) -> &[u8] {
    &file[..file.len() - 4]
}

/// Writes an index of reports, each a list of passages, without a search engine.
fn write(reports: &[Vec<String>]) -> Index {
    write_with(reports, &[])
}

/// Writes the same with one vocabulary term, if there are names: each is an acronym.
fn write_with(reports: &[Vec<String>], names: &[&str]) -> Index {
    let mut families = BTreeMap::<String, BTreeMap<String, FormRecord>>::new();
    let mut tokens = [0; FIELD_COUNT];
    let mut records = Vec::new();
    let mut analyzer = Analyzer::new(Language::Spanish);
    let mut home = Analyzer::new(Language::Spanish);
    for (report, passages) in reports.iter().enumerate() {
        let mut record = ReportRecord {
            url: format!("r{report}/"),
            title: format!("R{report}"),
            day: 20_200_000 - report as u32,
            facets: vec![vec![report as u32 % 2]],
            ..ReportRecord::default()
        };
        for (passage, text) in passages.iter().enumerate() {
            let id = PassageId { report: report as u32, passage: passage as u32 };
            // Lengths below 24 stand for themselves.
            let norm = text.split_whitespace().count().min(23) as u8;
            record.passages.push(PassageRecord {
                kind: PassageKind::Head,
                anchor: "",
                label: "".into(),
                text: text.clone(),
            });
            let mut add =
                |key: Key, is_stemmed: bool, is_stop_word: bool, position: u32| {
                    let form = families.entry(key.family).or_default().entry(key.form.clone()).or_insert(
                        FormRecord { form: key.form, is_stemmed, is_stop_word, ..FormRecord::default() },
                    );
                    let postings = &mut form.fields[Field::Body as usize];
                    match postings.last_mut().filter(|posting| posting.id == id) {
                        Some(posting) => posting.positions.push(position),
                        None => postings.push(PassagePosting { id, norm, positions: vec![position] }),
                    }
                };
            let mut last: Option<String> = None;
            analyzer.tokens(text, &mut |token| {
                let key = match token.stem {
                    Some(stem) => Key::word(Language::Spanish, token.exact, stem),
                    None => Key::name(&mut home, token.exact),
                };
                tokens[Field::Body as usize] += 1;
                let is_small = is_stop_word(Language::Spanish, token.exact);
                let is_stop_word = token.stem.is_some() && is_small;
                add(key, token.stem.is_some() && !is_stop_word, is_stop_word, token.position);
                if let Some(last) = last.take().filter(|_| is_small) {
                    add(Key::pair(&last, token.exact), false, false, token.position - 1);
                }
                last = is_small.then(|| token.exact.to_owned());
            });
        }
        records.push(record);
    }
    let header = SegmentHeader {
        languages: vec!["es".to_owned()],
        tokens,
        facet_names: vec![vec!["pais".to_owned()]],
        facets: vec![countries()],
        ..SegmentHeader::default()
    };
    let term = term_of(names, &families, &mut home);
    // Half of the forms are not counted; they are written all the same.
    let mut counts = PostingCounts::default();
    families.values().flat_map(BTreeMap::values).step_by(2).for_each(|form| counts.add(form));
    let mut writer = SegmentWriter::new(header, &records, &counts);
    for (key, forms) in families {
        let is_named = names.iter().any(|name| Key::name(&mut home, &name.to_lowercase()).family == key);
        writer.add_family(&FamilyRecord {
            key,
            forms: forms.into_values().collect(),
            terms: if is_named { vec![Rc::clone(&term)] } else { Vec::new() },
            ..FamilyRecord::default()
        });
    }
    let segment = writer.finish();
    let entry = write_entry([("es", FOLDER, segment.root.as_slice())].into_iter());
    Index { entry, files: segment.files.into_iter().map(finished).collect() }
}

/// Returns a term with these names, and the passages where the families have them.
fn term_of(
    names: &[&str],
    families: &BTreeMap<String, BTreeMap<String, FormRecord>>,
    home: &mut Analyzer,
) -> Rc<TermRecord> {
    let mut passages = BTreeMap::new();
    for name in names {
        let key = Key::name(home, &name.to_lowercase());
        let form = families.get(&key.family).and_then(|forms| forms.get(&key.form));
        for posting in form.into_iter().flat_map(|form| &form.fields[Field::Body as usize]) {
            passages.insert(posting.id, posting.clone());
        }
    }
    let mut fields: [Vec<PassagePosting>; FIELD_COUNT] = Default::default();
    fields[Field::Body as usize] = passages.into_values().collect();
    let names = names.iter().map(|name| Name { text: (*name).to_owned(), is_written: true }).collect();
    Rc::new(TermRecord { number: 7, names, fields })
}

/// The facet of the reports, which alternate between its two values.
fn countries() -> FacetTable {
    let value = |id: &str| FacetValue { id: id.to_owned(), label: id.to_owned(), names: vec![id.to_owned()] };
    FacetTable {
        id: "country".to_owned(),
        name: "País".to_owned(),
        values: vec![value("mexico"), value("guatemala")],
    }
}

/// The name of the entry file here.
const ENTRY: &str = "index";

impl Index {
    fn file(&self, name: &str) -> Option<&[u8]> {
        let other = || Some(self.files.iter().find(|file| file.name == name)?.bytes.as_slice());
        if name == ENTRY { Some(&self.entry) } else { other() }
    }
}

/// Searches an index, handing in the files that are requested. `None` if it is damaged.
fn search(index: &Index, query: &str) -> Option<Vec<String>> {
    let found = answer(index, query, ("", &[]), &mut Vec::new());
    found.map(|found| found.hits.into_iter().map(|hit| hit.url).collect())
}

/// Searches an index, handing in the files that are requested, one of them replaced by `spoilt`; adds their
/// names to `needed`. `None` if it is damaged.
fn answer(index: &Index, query: &str, spoilt: (&str, &[u8]), needed: &mut Vec<String>) -> Option<Found> {
    let read = |name: &str| if name == spoilt.0 { Some(spoilt.1) } else { index.file(name) };
    needed.push(ENTRY.to_owned());
    let mut searcher = Searcher::open(read(ENTRY)?).ok()?;
    let amounts =
        Amounts { reports: 1000, extracts: usize::MAX, passages: Passages::All, snippet_bytes: 100 };
    let options = SearchOptions { amounts, facets: true, ..SearchOptions::default() };
    for _ in 0..8 {
        match searcher.search(query, &options).ok()? {
            Outcome::Found(found) => return Some(found),
            Outcome::Missing(names) => {
                for name in names {
                    let (_, short) = name.split_once('/').expect("a folder");
                    needed.push(short.to_owned());
                    searcher.add_file(&name, read(short)?).ok()?;
                }
            }
        }
    }
    None
}

/// Enough reports for a segment of several files.
fn large() -> Vec<Vec<String>> {
    let word = |number: usize| format!("w{}", (number * 2_654_435_761) % 9973);
    (0..80)
        .map(|r| {
            (0..40)
                .map(|p| (0..30).map(|w| word(r * 1200 + p * 30 + w)).collect::<Vec<_>>().join(" "))
                .collect()
        })
        .collect()
}

#[test]
fn a_small_segment_is_one_file_and_a_large_one_several() {
    assert_eq!(write(&[vec!["uno dos".to_owned()]]).files.len(), 1);
    let files = write(&large());
    assert!(files.files.len() > 100, "{} files", files.files.len());
    let word = large()[3][5].split(' ').next().expect("a word").to_owned() + " ";
    assert!(search(&files, &word).expect("a whole pack").contains(&"r3/".to_owned()));
    let phrase = large()[7][39].split(' ').take(3).collect::<Vec<_>>().join(" ");
    let has_phrase = |passages: &[String]| {
        passages.iter().any(|text| format!(" {text} ").contains(&format!(" {phrase} ")))
    };
    let expected = large().iter().filter(|passages| has_phrase(passages)).count();
    let found = search(&files, &format!("\"{phrase}\"")).expect("a whole pack");
    assert!(
        found.len() == expected && found.contains(&"r7/".to_owned()),
        "{expected} reports, found {found:?}"
    );
}

#[test]
fn an_empty_segment_finds_nothing() {
    assert_eq!(search(&write(&[]), "uno"), Some(Vec::new()));
}

#[test]
fn a_pack_of_another_version_is_refused() {
    let index = write(&[vec!["uno".to_owned()]]);
    let error = |entry: Vec<u8>| Searcher::open(&entry).err();
    let mut content = unfinished(&index.entry).to_vec();
    // Versions before the fifth had no checksum.
    content[0] = 4;
    assert_eq!(error(content.clone()), Some(PackError::Version(4)));
    content[0] = 99;
    assert_eq!(error(sealed("", content.clone())), Some(PackError::Version(99)));
    assert_eq!(error(content), Some(PackError::Malformed), "no version at all");
    assert_eq!(error(b"<!doctype html>\n<title>Welcome to our network".to_vec()), Some(PackError::Malformed));
}

/// Returns a passage whose words have only letters, each in a few passages, so that misspellings have similar
/// words around them.
fn spelled(report: usize, passage: usize) -> String {
    let word = |number: usize| {
        let mixed = number * 7919 % 10_000;
        let letters = (0..6).map(|at| b"abcdefghil"[(mixed / 10usize.pow(at % 4) + number / 600) % 10]);
        String::from_utf8(letters.collect()).expect("letters")
    };
    format!("comun {} comun {}", word(report * 7 + passage), word(report + passage * 3))
}

/// Returns a file's kind: its name without the numbers.
fn kind(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-')
}

/// Returns copies of a file damaged in many ways and places, each with a description.
fn damaged(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let last = file.len() - 1;
    let places: BTreeSet<usize> =
        (0..8).chain((0..16).map(|part| last * part / 16)).chain(last.saturating_sub(8)..=last).collect();
    let mut spoilt = vec![("longer".to_owned(), [file, &[0]].concat())];
    for place in places.into_iter().filter(|place| *place <= last) {
        for (what, change) in
            [("a bit", &[0x10][..]), ("a byte", &[0xff]), ("a burst", &[0x5a, 0, 0x3c, 0x81])]
        {
            let mut bytes = file.to_vec();
            bytes[place..].iter_mut().zip(change).for_each(|(byte, change)| *byte ^= change);
            spoilt.push((format!("{what} at {place}"), bytes));
        }
        spoilt.push((format!("cut at {place}"), file[..place].to_vec()));
        spoilt.push((format!("without byte {place}"), [&file[..place], &file[place + 1..]].concat()));
    }
    spoilt
}

/// Returns files that may take the place of a file, each with a description: others of its kind, and the file
/// of that name from another version of the site.
fn exchanged((index, former): (&Index, &Index), name: &str) -> Vec<(String, Vec<u8>)> {
    let is_other =
        |other: &&PackFile| other.name != name && (kind(&other.name) == kind(name) || name == ENTRY);
    let others = index.files.iter().filter(is_other).take(20);
    let mut others: Vec<_> = others.map(|other| (other.name.clone(), other.bytes.clone())).collect();
    if let Some(file) = former.file(name).filter(|_| name != ENTRY) {
        others.push(("former".to_owned(), sealed(&format!("es-1/{name}"), unfinished(file).to_vec())));
    }
    others
}

/// Spoils a file of each kind that a query needs, in each way, and counts how often the kind was refused.
/// Fails if an answer is wrong.
fn spoil((index, former): (&Index, &Index), query: &str, refused: &mut BTreeMap<String, usize>) {
    let mut needed = Vec::new();
    let expected = answer(index, query, ("", &[]), &mut needed);
    assert!(expected.is_some(), "{query}");
    let mut kinds = BTreeSet::new();
    needed.retain(|name| kinds.insert(kind(name).to_owned()));
    for name in needed {
        let file = index.file(&name).expect("a file");
        for (what, spoilt) in damaged(file).into_iter().chain(exchanged((index, former), &name)) {
            let found = answer(index, query, (&name, &spoilt), &mut Vec::new());
            assert!(found.is_none() || found == expected, "{query}: {name}, {what}");
            *refused.entry(kind(&name).to_owned()).or_default() += usize::from(found.is_none());
        }
    }
}

#[test]
fn a_damaged_or_exchanged_file_gives_no_wrong_answer() {
    // The same reports in another order: the coded content differs, the codes do not.
    let of_reports = |first: usize| -> Index {
        let reports = (0..200).map(|r| (0..50).map(|p| spelled((first + r) % 200, p)).collect());
        write(&reports.collect::<Vec<_>>())
    };
    let (index, former) = (of_reports(0), of_reports(1));
    // Without a root in the entry file, the root is fetched.
    let bare = Index { entry: write_entry([("es", FOLDER, &[][..])].into_iter()), ..index.clone() };
    let text = spelled(3, 5);
    let words: Vec<&str> = text.split(' ').collect();
    let [first, second] = [words[1], words[3]];
    let mut refused = BTreeMap::new();
    spoil((&bare, &former), &format!("{first} "), &mut refused);
    spoil((&index, &former), &format!("\"{first} comun\" desde:2019"), &mut refused);
    spoil((&index, &former), "\"comun comun\" -nada", &mut refused);
    // Misspelt: looked for among words with the same beginning, and those with the same end.
    spoil((&index, &former), &format!("{}z{} ", &second[..2], &second[3..]), &mut refused);
    spoil((&index, &former), &format!("{}z{} ", &second[..4], &second[5..]), &mut refused);
    spoil((&index, &former), &second[..2], &mut refused);
    let kinds = PART_KINDS.iter().map(|part| part.file_name()).chain([ENTRY.to_owned()]);
    for name in kinds {
        let count = refused.get(kind(&name)).copied().unwrap_or_default();
        assert!(count > 50, "{name}: refused {count} times, of all {refused:?}");
    }
}

#[test]
fn a_frequent_word_has_lists_of_its_own() {
    let reports: Vec<Vec<String>> = (0..200)
        .map(|r| (0..50).map(|p| format!("comun palabra{} comun otra{p}", r * 50 + p)).collect())
        .collect();
    let index = write(&reports);
    let lists = |letter: &str| index.files.iter().filter(|file| file.name.starts_with(letter)).count();
    assert_eq!((lists("l0-"), lists("lp0-")), (2, 2));
    // With facets requested, all its places are read.
    assert_eq!(search(&index, "comun ").map(|found| found.len()), Some(200));
    assert_eq!(search(&index, "\"palabra777 comun\"").map(|found| found.len()), Some(1));
}

#[test]
fn the_strongest_places_of_a_frequent_word_hold_its_best_reports() {
    // Longer passages weigh less; every report has the word in each of its passages.
    let text = |r: usize, p: usize| format!("comun{}", " relleno".repeat((r * 31 + p * 17) % 22));
    let reports: Vec<Vec<String>> = (0..200).map(|r| (0..50).map(|p| text(r, p)).collect()).collect();
    let index = write(&reports);
    let amounts =
        Amounts { reports: 10, extracts: usize::MAX, passages: Passages::Nearby(1), snippet_bytes: 100 };
    let best = |reach: Reach| {
        let mut searcher = Searcher::open(&index.entry).expect("a readable entry file");
        for file in &index.files {
            searcher.add_file(&format!("{FOLDER}/{}", file.name), &file.bytes).expect("a readable file");
        }
        match searcher.search("comun ", &SearchOptions { amounts, reach, ..SearchOptions::default() }) {
            Ok(Outcome::Found(found)) => {
                (found.cut, found.hits.into_iter().map(|hit| hit.url).collect::<Vec<_>>())
            }
            other => panic!("{other:?}"),
        }
    };
    let (cut, strongest) = best(Reach::Strongest);
    assert!(cut, "that there may be more is said");
    assert_eq!((false, strongest), best(Reach::All));
}

#[test]
fn a_term_is_found_by_its_other_name() {
    // Few passages are kept with the names, more in one list, very many in two.
    for (reports, passages, lists) in [(10, 1, 0), (100, 2, 1), (300, 40, 2)] {
        let text = |r: usize| match r % 5 {
            0 => "habla la CRM".to_owned(),
            1 => "habla la RCM y la RCM".to_owned(),
            _ => "habla otra".to_owned(),
        };
        let name = |r: usize| format!("r{r}/");
        let reports: Vec<Vec<String>> = (0..reports).map(|r| vec![text(r); passages]).collect();
        let index = write_with(&reports, &["CRM", "RCM"]);
        let found = search(&index, "CRM ").expect("a whole pack");
        assert_eq!(found.len(), reports.len() * 2 / 5);
        assert!(found.contains(&name(1)) && !found.contains(&name(2)), "{found:?}");
        let is_list = |file: &&PackFile| file.name.starts_with('l') && !file.name.starts_with("lp");
        let lists_of_term =
            index.files.iter().filter(is_list).filter(|file| {
                !index.files.iter().any(|other| other.name == file.name.replacen('l', "lp", 1))
            });
        assert_eq!(lists_of_term.count(), if index.files.len() > 1 { lists } else { 0 });
    }
}

#[test]
fn a_value_of_a_facet_narrows() {
    let index = write(&[vec!["uno".to_owned()], vec!["uno dos".to_owned()]]);
    assert_eq!(search(&index, "uno pais:guatemala"), Some(vec!["r1/".to_owned()]));
}

/// Returns an input of the fuzzer's target `pack_reader`: a query, then the files, each after its length.
fn seed(query: &str, files: &[&[u8]]) -> Vec<u8> {
    let mut seed = format!("{query}\n").into_bytes();
    for file in files {
        seed.extend_from_slice(&u16::try_from(file.len()).expect("a small file").to_le_bytes());
        seed.extend_from_slice(file);
    }
    seed
}

/// Returns the content of the first part of a file, and what follows that part.
fn first_part(file: &[u8]) -> (&[u8], &[u8]) {
    // The kind and two numbers take one byte each, then the length.
    let (mut length, mut at) = (0, 3);
    for shift in (0..).step_by(7) {
        at += 1;
        length |= usize::from(file[at - 1] & 0x7f) << shift;
        if file[at - 1] < 0x80 {
            break;
        }
    }
    file[at..].split_at(length)
}

/// The fuzzer begins with these packs; `ACTAS_BLESS=1` writes those of a new format.
#[test]
fn the_packs_that_the_fuzzer_begins_with_are_todays() {
    let words = ["uno dos tres", "tres dos", "dos uno uno", "taller talleres SICA", "cuatro"];
    let reports: Vec<Vec<String>> =
        words.iter().map(|text| vec![(*text).to_owned(), format!("cinco {text}")]).collect();
    let index = write(&reports);
    let whole = unfinished(&index.files[0].bytes);
    let (root, others) = first_part(whole);
    let apart = write_entry([("es", FOLDER, root)].into_iter());
    let [entry, apart] = [&index.entry, &apart].map(|entry| unfinished(entry));
    let seeds = [
        ("one-file", seed("dos tall", &[entry, whole])),
        ("phrase", seed("\"dos uno\" -tres", &[apart, others])),
        ("facets", seed("pais:mexico desde:2019", &[apart, others])),
        ("misspelt", seed("cuatri", &[entry, whole])),
        ("missing", seed("uno", &[apart])),
    ];
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/pack_reader");
    for (name, seed) in seeds {
        let path = folder.join(name);
        if std::env::var_os("ACTAS_BLESS").is_some() {
            std::fs::write(&path, &seed).expect("writable");
        }
        let kept = std::fs::read(&path).unwrap_or_default();
        assert!(kept == seed, "{name} is not the pack of today: ACTAS_BLESS=1 cargo test");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..400), query in "\\PC{0,20}") {
        let files = vec![finished(PackFile { name: "all".to_owned(), bytes: bytes.clone() })];
        search(&Index { files, ..write(&[]) }, &query);
        let entry = sealed("", [&[FORMAT_VERSION], bytes.as_slice()].concat());
        search(&Index { entry, files: Vec::new() }, &query);
    }

    #[test]
    fn a_damaged_pack_is_read_without_harm(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let reports = [vec!["uno dos tres".to_owned(), "tres dos CRM".to_owned()], vec!["dos uno RCM".to_owned()]];
        let whole = write_with(&reports, &["CRM", "RCM"]);
        // As if whoever damaged it had also updated its checksum.
        let with = |bytes: &[u8]| {
            let file = finished(PackFile { bytes: bytes.to_vec(), ..whole.files[0].clone() });
            Index { files: vec![file], ..whole.clone() }
        };
        let mut bytes = unfinished(&whole.files[0].bytes).to_vec();
        let place = at.index(bytes.len());
        bytes[place] = byte;
        for query in ["uno", "\"uno dos\"", "tr", "dos -tres", "desconocido", "CRM "] {
            search(&with(&bytes), query);
        }
        search(&with(&bytes[..cut.index(bytes.len())]), "\"uno dos\"");
    }

    #[test]
    fn what_is_written_is_found(reports in prop::collection::vec(prop::collection::vec("[a-d]{1,2}( [a-d]{1,2}){0,6}", 1..4), 1..6)) {
        let files = write(&reports);
        for (number, passages) in reports.iter().enumerate() {
            let found = search(&files, &format!("\"{}\"", passages[0])).expect("a whole pack");
            prop_assert!(found.contains(&format!("r{number}/")), "{:?} not in {:?}", passages[0], found);
        }
    }
}
