//! The `actas` command.

mod commands;
mod terminal;

use std::process::ExitCode;

use actas::cli::Cli;
use actas::help;
use actas::messages::Speech;
use terminal::report::say_error;
use terminal::{Verbosity, arguments};

/// Pages are made of many small texts by several threads at once, for which most systems' allocators are
/// slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = help::without_help_command(std::env::args_os().collect());
    let speech = help::speech(&arguments, Speech::of_environment(|name| std::env::var(name).ok()));
    let Cli { command, quiet, verbose, .. } = match arguments::parse(arguments, speech) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    commands::run(command, Verbosity { speech, quiet, verbose }).unwrap_or_else(|error| {
        say_error(&error, speech);
        ExitCode::FAILURE
    })
}
