//! `actas search`.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use actas::cli::Search;
use actas::messages::{io_error, message};
use actas::search;

use super::{default_output, request};
use crate::terminal::Verbosity;

/// Searches a site.
pub(super) fn run(arguments: &Search, Verbosity { speech, .. }: Verbosity) -> io::Result<ExitCode> {
    let output = default_output(&arguments.site);
    let text = arguments.query.join(" ");
    let request = request(&arguments.site, &output, None)?;
    let Some(answer) = search::answer(&request, &text, arguments.language.as_deref(), arguments.limit)?
    else {
        let language = arguments.language.as_deref().unwrap_or_default();
        let message = message!("search_no-language", language = language);
        return Err(io_error(io::ErrorKind::InvalidInput, message));
    };
    let mut out = io::stdout().lock();
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&answer)?)?;
    } else {
        write!(out, "{}", answer.to_text(speech, out.is_terminal()))?;
    }
    Ok(ExitCode::SUCCESS)
}
