//! The index of the sample archive as delivered by a host that unpacks files on their way, so that gzip's
//! checksum is lost, with a byte changed.

use std::io::Read;

use actas::OutputTree;
use actas::index::Reader;
use actas_search_core::{Found, Options};
use flate2::read::GzDecoder;

use crate::support::{everything, output, repository};

/// Queries that read different files.
const QUERIES: [&str; 4] = ["consular ", "\"consulados conjuntos\"", "migracoin", "taller pais:mexico"];
/// In how many places of each file a byte is changed.
const PLACES: usize = 40;

fn unpacked(output: &OutputTree, path: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let packed = output.get(path).expect("a file");
    GzDecoder::new(packed).read_to_end(&mut bytes).expect("a gzip file");
    bytes
}

/// Returns an output with only the index, unpacked.
fn unpacked_index() -> OutputTree {
    let built = output(repository());
    let mut index = OutputTree::default();
    let packs = built.iter().map(|(path, _)| path).filter(|path| path.ends_with(".pack"));
    packs.for_each(|path| index.insert(path, unpacked(&built, path)));
    index
}

/// Returns what each query finds in each language and in all; `None` where it is refused.
fn answers(index: &OutputTree) -> Vec<Option<Found>> {
    let scopes: [Options; 3] = [Some("es"), Some("en"), None].map(everything);
    let asked = QUERIES.iter().flat_map(|query| scopes.iter().map(move |options| (query, options)));
    // Each as on a freshly opened page.
    asked.map(|(query, options)| Reader::open(index).ok()?.search(query, options).ok()).collect()
}

#[test]
fn a_changed_byte_of_the_unpacked_index_gives_no_wrong_answer() {
    let mut index = unpacked_index();
    let expected = answers(&index);
    assert!(expected.iter().all(Option::is_some), "the whole index answers");
    assert!(expected.iter().flatten().any(|found| !found.hits.is_empty()), "and something is found");
    let files: Vec<(String, Vec<u8>)> =
        index.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    assert!(files.len() >= 4, "two entry files, two languages");
    let mut refused = 0;
    for (path, whole) in &files {
        for place in (0..PLACES).map(|part| (whole.len() - 1) * part / (PLACES - 1)) {
            let mut changed = whole.clone();
            changed[place] ^= 0x20;
            index.insert(path.as_str(), changed);
            for (found, expected) in answers(&index).iter().zip(&expected) {
                assert!(found.is_none() || found == expected, "{path}, byte {place}");
                refused += usize::from(found.is_none());
            }
        }
        index.insert(path.as_str(), whole.clone());
    }
    assert!(refused > files.len() * PLACES / 2, "refused {refused} times");
}
