//! Reads the arguments and reports mistakes in the user's language.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use actas::cli::Cli;
use actas::help;
use actas::messages::{Message, Speech};
use clap::FromArgMatches;

/// Reads the arguments. Mistakes, or the help they ask for, are printed in the user's language.
pub(crate) fn parse(arguments: Vec<OsString>, speech: Speech) -> Result<Cli, ExitCode> {
    let parsed = help::command(speech).try_get_matches_from(arguments.clone());
    parsed.and_then(|matches| Cli::from_arg_matches(&matches)).map_err(|error| {
        match help::explain(&error, speech) {
            Some(problem) => {
                let named = arguments.iter().skip(1).filter_map(|argument| argument.to_str());
                let commands = named.take_while(|argument| !argument.starts_with('-')).take(1);
                let known = commands.filter(|name| help::command(speech).find_subcommand(name).is_some());
                let command = std::iter::once("actas").chain(known).collect::<Vec<_>>().join(" ");
                let hint = Message::new("usage_help").with("command", command).text(speech);
                let word = Message::new("error").text(speech);
                let _ = writeln!(io::stderr(), "{word}: {problem}\n\n{hint}");
            }
            None => drop(error.print()),
        }
        // 0 for help and version, 2 for mistakes, as in clap.
        u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
    })
}
