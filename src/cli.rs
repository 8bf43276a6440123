//! The command line, as typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

/// A static site generator and searchable archive for meeting reports.
#[derive(Debug, Parser)]
#[command(name = "actas", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site into a folder.
    Build(Build),
    /// Serve the site on this machine and show changes as they are made.
    Serve(Serve),
    /// Search the reports, as the site's search would.
    Search(Search),
}

/// Which site.
#[derive(Clone, Debug, Args)]
pub struct SiteArgs {
    /// The folder with `site.toml`, or simply with reports.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// The day of the build, like 2026-11-24: reports with a later `publish_after` are held back.
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
}

/// Build the site into a folder.
#[derive(Debug, Args)]
pub struct Build {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The folder to write to; by default `public` in the site's folder.
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Where the site will stand, like `https://example.org/archive/`; wins over `base_url` in `site.toml`.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Print how long each stage took.
    #[arg(long)]
    pub timings: bool,
}

/// Serve the site on this machine.
#[derive(Debug, Args)]
pub struct Serve {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The port on 127.0.0.1; 0 takes any free one.
    #[arg(long, default_value_t = 8017)]
    pub port: u16,
}

/// Search the reports.
#[derive(Debug, Args)]
pub struct Search {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// What to search for, as typed into the site's search box.
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Search the reports in this language only, like `es`; by default in all.
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// How many reports to show.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}
