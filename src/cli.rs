//! The command line, as typed.

use std::io;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::export::Engine;
use crate::messages::{Message, Speech, io_error};

/// A static site generator and searchable archive for meeting reports.
#[derive(Debug, Parser)]
#[command(name = "actas", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The language of messages; by default that of the environment's locale.
    #[arg(long = "lang", global = true, value_name = "LANG")]
    pub speech: Option<Speech>,
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
    /// Add the addresses that the site publishes now to `urls.lock`, which later builds are held to.
    Lock(Lock),
    /// Write the reports for another search engine: documents, and the configuration of an index.
    Export(Export),
}

/// Which site.
#[derive(Clone, Debug, Args)]
pub struct SiteArgs {
    /// The folder with `site.toml`, or simply with reports.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// The day of the build, like 2026-11-24: reports with a later `publish_after` are held back. Without it,
    /// the day of `SOURCE_DATE_EPOCH`, if that is set.
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
}

impl SiteArgs {
    /// Returns the day of the build: the one given, else that of `epoch`, the value of `SOURCE_DATE_EPOCH`:
    /// seconds since 1970 in UTC (<https://reproducible-builds.org/specs/source-date-epoch/>).
    ///
    /// # Errors
    /// When `epoch` is needed and is no such number.
    pub fn day(&self, epoch: Option<&str>) -> io::Result<Option<Date>> {
        let (None, Some(epoch)) = (self.date, epoch) else { return Ok(self.date) };
        let seconds = epoch.trim().parse().ok();
        let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let wrong = || io_error(io::ErrorKind::InvalidInput, Message::new("io_epoch").with("value", epoch));
        moment.map(|moment| Some(TimeZone::UTC.to_datetime(moment).date())).ok_or_else(wrong)
    }
}

/// Add the addresses that the site publishes now to `urls.lock`.
#[derive(Debug, Args)]
pub struct Lock {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
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

/// Write the reports for another search engine.
#[derive(Debug, Args)]
pub struct Export {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The search engine.
    #[arg(long, value_name = "ENGINE")]
    pub to: Engine,
    /// The folder to write to.
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// Where the site stands, like `https://example.org/archive/`; wins over `base_url` in `site.toml`.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_given_or_that_of_the_epoch() {
        let check = |date: Option<&str>, epoch: Option<&str>, expect: Option<&str>| {
            let date = date.map(|date| date.parse().expect("a date"));
            let day = SiteArgs { site: PathBuf::new(), date }.day(epoch).expect("a day");
            assert_eq!(day.map(|day| day.to_string()).as_deref(), expect);
        };
        check(None, None, None);
        check(None, Some("1795478399"), Some("2026-11-23"));
        check(Some("2020-01-02"), Some("1795478399"), Some("2020-01-02"));
        assert!(SiteArgs { site: PathBuf::new(), date: None }.day(Some("ayer")).is_err());
    }
}
