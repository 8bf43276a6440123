//! What the commands show and ask on a terminal. The library knows of none.

pub(crate) mod arguments;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod summary;

use std::io::{self, BufRead, IsTerminal, Write};

use actas::messages::{Message, Speech};

/// How the command talks.
#[derive(Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) speech: Speech,
    pub(crate) quiet: bool,
}

/// Returns the terminal to talk on.
///
/// # Errors
/// When the input is none, so that nobody would answer.
pub(crate) fn open(speech: Speech) -> io::Result<(impl BufRead, impl Write)> {
    if io::stdin().is_terminal() {
        Ok((io::stdin().lock(), io::stdout().lock()))
    } else {
        Err(io::Error::other(Message::new("dialogue_no-terminal").text(speech)))
    }
}
