//! The commands, each in its own file: takes arguments, calls the library, reports the result.

mod build;
mod check;
mod export;
mod import;
mod init;
mod lock;
mod new;
mod search;
mod serve;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use actas::cli::{Command, NewKind, SiteArgs};
use actas::config::Overrides;
use actas::{Request, help};

use crate::terminal::Manner;

/// The folder that a site is written to, within its own, unless another is named.
const DEFAULT_OUTPUT: &str = "public";

/// Runs a command.
pub(crate) fn run(command: Command, manner: Manner) -> io::Result<ExitCode> {
    match command {
        Command::Build(arguments) => build::run(&arguments, manner),
        Command::Check(arguments) => Ok(check::run(&arguments, manner)),
        Command::Serve(arguments) => serve::run(&arguments, manner),
        Command::Search(arguments) => search::run(&arguments, manner),
        Command::Lock(arguments) => lock::run(&arguments, manner),
        Command::Export(arguments) => export::run(&arguments, manner),
        Command::Import(arguments) => import::run(&arguments, manner),
        Command::Init(arguments) => init::run(&arguments, manner),
        Command::New(arguments) => match arguments.what {
            NewKind::Report(arguments) => new::report(&arguments, manner),
        },
        Command::Completions(arguments) => {
            help::write_completions(arguments.shell, manner.speech, &mut io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        Command::Man(arguments) => {
            help::write_manual(&arguments.folder, manner.speech).map(|_| ExitCode::SUCCESS)
        }
    }
}

/// Returns the output folder to use if none is named.
fn default_output(arguments: &SiteArgs) -> PathBuf {
    arguments.site.join(DEFAULT_OUTPUT)
}

/// Returns the library's request for a site whose output is in `output`.
fn request(arguments: &SiteArgs, output: &Path, base_url: Option<&String>) -> io::Result<Request> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    Ok(Request {
        site: arguments.site.clone(),
        skip: vec![output.to_path_buf(), arguments.site.join("themes")],
        overrides: Overrides { base_url: base_url.cloned(), ..Overrides::default() },
        date: arguments.day(epoch.as_deref())?,
    })
}
