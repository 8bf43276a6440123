//! The command line, as typed.

use std::io;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::check::format::Format;
use crate::export::Engine;
use crate::messages::{Speech, io_error, message};

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
    /// Say nothing but errors.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say everything that was found, each with its place.
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site into a folder.
    Build(Build),
    /// Look for what should be put right before publishing.
    Check(Check),
    /// Serve the site on this machine and show changes as they are made.
    Serve(Serve),
    /// Search the reports, as the site's search would.
    Search(Search),
    /// Add the addresses that the site now publishes to `urls.lock`, against which later builds are checked.
    Lock(Lock),
    /// Write the reports for another search engine: documents, and the configuration of an index.
    Export(Export),
    /// Make reports of Word files and other documents.
    Import(Import),
    /// Make a new site in a folder.
    Init(Init),
    /// Begin something new in the site.
    New(New),
    /// Write the completions of a shell to the standard output.
    Completions(Completions),
    /// Write the manual pages into a folder.
    Man(Man),
}

/// Which site.
#[derive(Clone, Debug, Args)]
pub struct SiteArgs {
    /// The folder with `site.toml`, or just with reports.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// The day of the build, like 2026-11-24: reports with a later `publish_after` are held back. Defaults to
    /// the day of `SOURCE_DATE_EPOCH`, if that is set.
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
}

impl SiteArgs {
    /// Returns the day of the build: the one given, else that of `epoch`, the value of `SOURCE_DATE_EPOCH`:
    /// seconds since 1970 in UTC (<https://reproducible-builds.org/specs/source-date-epoch/>). A blank value
    /// counts as unset, since shells and workflows pass unset variables on as blank.
    ///
    /// # Errors
    /// When `epoch` is needed and is not such a number.
    pub fn day(&self, epoch: Option<&str>) -> io::Result<Option<Date>> {
        let epoch = epoch.map(str::trim).filter(|epoch| !epoch.is_empty());
        let (None, Some(epoch)) = (self.date, epoch) else { return Ok(self.date) };
        let seconds = epoch.parse().ok();
        let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let wrong = || io_error(io::ErrorKind::InvalidInput, message!("io_epoch", value = epoch));
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
    /// Where the site will be published, like `https://example.org/archive/`; overrides `base_url` in
    /// `site.toml`.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Print how long each stage took.
    #[arg(long)]
    pub timings: bool,
    /// Print counts, times and diagnostics as JSON, in the form that `docs/writing.md` describes.
    #[arg(long, conflicts_with = "timings")]
    pub json: bool,
    /// Build even if nothing has changed since the last build.
    #[arg(long)]
    pub no_cache: bool,
    /// Build nothing if anything is wrong with a document.
    #[arg(long)]
    pub strict: bool,
}

/// Look for what should be put right before publishing.
#[derive(Debug, Args)]
pub struct Check {
    /// The files or folders to report on; all if none is named.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Where the site will be published; overrides `base_url` in `site.toml`.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The output format.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// Treat warnings as errors.
    #[arg(long)]
    pub strict: bool,
    /// Ask other sites whether the linked pages exist.
    #[arg(long)]
    pub external: bool,
    /// How many days a page that was found is not requested again.
    #[arg(long, value_name = "DAYS", default_value_t = 7, requires = "external")]
    pub external_age: u32,
}

/// Serve the site on this machine.
#[derive(Debug, Args)]
pub struct Serve {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The port on 127.0.0.1; 0 takes any free one.
    #[arg(long, value_name = "PORT", default_value_t = 8017)]
    pub port: u16,
    /// Open the browser.
    #[arg(long)]
    pub open: bool,
    /// Show the site as it would be published: without drafts and what is held back.
    #[arg(long)]
    pub no_drafts: bool,
    /// Check files regularly, for folders without change notifications, such as network folders.
    #[arg(long)]
    pub poll: bool,
}

/// Search the reports.
#[derive(Debug, Args)]
pub struct Search {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// What to search for, as typed into the site's search box.
    #[arg(required = true, value_name = "QUERY")]
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
    /// Where the site is published, like `https://example.org/archive/`; overrides `base_url` in `site.toml`.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
}

/// Make a new site in a folder.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder, which is made if it does not exist.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The name of the archive.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Its languages with commas between them, the main one first.
    #[arg(long, value_name = "LANGS")]
    pub languages: Option<String>,
    /// Where it will be published: an address, or a GitHub repository as `owner/repository`.
    #[arg(long, value_name = "ADDRESS")]
    pub address: Option<String>,
    /// Ask nothing: use the given values and the defaults.
    #[arg(long, short)]
    pub yes: bool,
}

/// Begin something new in the site.
#[derive(Debug, Args)]
pub struct New {
    /// What.
    #[command(subcommand)]
    pub what: NewKind,
}

/// What can be begun.
#[derive(Debug, Subcommand)]
pub enum NewKind {
    /// Begin a report.
    Report(NewReport),
}

/// Begin a report.
#[derive(Debug, Args)]
pub struct NewReport {
    /// The folder with `site.toml`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// The title.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The day of the meeting, like 2025-03-12.
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The language of the report, like `es`.
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// The city of the meeting.
    #[arg(long, value_name = "TEXT")]
    pub city: Option<String>,
    /// The country of the meeting, by its code or name.
    #[arg(long, value_name = "TEXT")]
    pub country: Option<String>,
    /// Another key of the front matter with its value, like `body=junta`; repeat for several.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub values: Vec<String>,
    /// Ask nothing: use the given values.
    #[arg(long, short)]
    pub yes: bool,
}

/// Write the completions of a shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// Write the manual pages.
#[derive(Debug, Args)]
pub struct Man {
    /// The folder, which is made if it does not exist.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// Make reports of documents.
#[derive(Debug, Args)]
pub struct Import {
    /// The documents: .docx, .odt, .html, .md, .txt, with Poppler .pdf, and with LibreOffice .doc and .rtf.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The folder with `site.toml`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// The folder to write to, within the site's; by default that of its reports.
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// The reports' language, like `es`; by default that of their text.
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// The name of the report's file without language and extension; by default its date and city.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Make one report also of a document that seems to hold several minutes.
    #[arg(long)]
    pub as_one: bool,
    /// Print the account as JSON.
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{error_help, error_text};

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
        for blank in ["", " ", "\n"] {
            check(None, Some(blank), None);
        }
    }

    #[test]
    fn a_wrong_epoch_is_told_with_what_is_expected() {
        for wrong in ["ayer", "1795478399.5", "99999999999999"] {
            let error = SiteArgs { site: PathBuf::new(), date: None }.day(Some(wrong)).expect_err(wrong);
            for speech in [Speech::En, Speech::Es] {
                let said = error_text(&error, speech);
                assert!(said.contains(&format!("`{wrong}`")), "{said}");
                assert!(error_help(&error, speech).is_some_and(|help| help.contains("1970")), "{said}");
            }
        }
    }
}
