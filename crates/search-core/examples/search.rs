//! Answers queries over the files of a pack, and lists the files that each query fetches, round by round:
//!
//!     cargo run --release -p actas-search-core --example search -- public/search LANGUAGE QUERY…
//!
//! Each query is answered as on a freshly opened page in that language.

#![allow(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::io::Read;
use std::path::Path;

use actas_search_core::{Found, Options, Outcome, Searcher};
use flate2::read::GzDecoder;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, language, queries @ ..] = arguments.as_slice() else {
        return Err("say a folder, a language and queries".into());
    };
    let options = Options { languages: vec![language.clone()], ..Options::default() };
    for query in queries {
        println!("# {query}");
        let found = answer(Path::new(folder), query, &options)?;
        println!("  {} reports, {} extracts", found.reports.len(), found.hits.len());
    }
    Ok(())
}

/// Searches, handing in files until none are missing.
fn answer(folder: &Path, query: &str, options: &Options) -> Result<Found, Box<dyn Error>> {
    let (bytes, entry) = read(folder, &format!("index.{}", options.languages[0]))?;
    println!("  entry file: {bytes}");
    let mut searcher = Searcher::open(&entry)?;
    loop {
        let missing = match searcher.search(query, options)? {
            Outcome::Found(found) => return Ok(found),
            Outcome::Missing(files) => files,
        };
        let mut told = Vec::new();
        for name in missing {
            let (bytes, file) = read(folder, &name)?;
            let (_, short) = name.split_once('/').unwrap_or(("", &name));
            told.push(format!("{short} {bytes}"));
            searcher.add_file(&name, &file)?;
        }
        println!("  {} files: {}", told.len(), told.join(", "));
    }
}

/// Returns how many bytes a file has, and its content, decompressed.
fn read(folder: &Path, name: &str) -> Result<(usize, Vec<u8>), Box<dyn Error>> {
    let packed = std::fs::read(folder.join(format!("{name}.pack")))?;
    let mut file = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut file)?;
    Ok((packed.len(), file))
}
