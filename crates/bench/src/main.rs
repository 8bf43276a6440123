//! The command line: `actas-bench generate`, `actas-bench queries` and `actas-bench floor`.

use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use actas_bench::{archive, floor, queries};
use anyhow::Result;
use clap::{Parser, Subcommand};

/// Invented archives of meeting reports, and queries for them.
#[derive(Debug, Parser)]
#[command(name = "actas-bench", about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a site into an empty or new folder.
    Generate {
        /// How many reports; a meeting reported in two languages counts as two.
        #[arg(long, value_name = "N")]
        reports: usize,
        /// The seed of everything.
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// The folder.
        folder: PathBuf,
    },
    /// Print queries for such a site, each a line `{"text": "…", "kind": "…"}`.
    Queries {
        /// How many; the first twelve include every kind.
        #[arg(long, value_name = "K")]
        count: usize,
        /// The seed; the queries also depend on the reports.
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// The site's folder.
        folder: PathBuf,
    },
    /// Do the least that any generator of a site has to: read its sources word by word, and write what it
    /// publishes.
    Floor {
        /// The site's folder.
        #[arg(long)]
        site: PathBuf,
        /// The site's build.
        #[arg(long)]
        output: PathBuf,
        /// Where to write the same files.
        folder: PathBuf,
    },
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Generate { reports, seed, folder } => archive::write(&folder, seed, reports),
        Command::Queries { count, seed, folder } => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            for query in queries::draw(&folder, seed, count)? {
                writeln!(out, "{}", serde_json::json!({ "text": query.text, "kind": query.kind.name() }))?;
            }
            Ok(out.flush()?)
        }
        Command::Floor { site, output, folder } => {
            let work = floor::run(&site, &output, &folder)?;
            let floor::Work { read, words, files, written } = work;
            Ok(writeln!(
                std::io::stdout(),
                "{read} bytes with {words} words read, {files} files of {written} bytes written"
            )?)
        }
    }
}
