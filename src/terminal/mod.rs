//! What the commands print and ask on a terminal. The library does not use one.

pub(crate) mod arguments;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod summary;

use std::io::{self, BufRead, IsTerminal, Write};

use actas::messages::{Speech, message};

/// The language and verbosity of the command's output.
#[derive(Clone, Copy)]
pub(crate) struct Verbosity {
    pub(crate) speech: Speech,
    pub(crate) quiet: bool,
    /// Whether each finding is printed with its place, however many there are.
    pub(crate) verbose: bool,
}

/// Returns the terminal for a dialogue.
///
/// # Errors
/// When the input is not a terminal, so that nobody would answer.
pub(crate) fn open(speech: Speech) -> io::Result<(impl BufRead, impl Write)> {
    if io::stdin().is_terminal() {
        Ok((io::stdin().lock(), io::stdout().lock()))
    } else {
        Err(io::Error::other(message!("dialogue_no-terminal").text(speech)))
    }
}
