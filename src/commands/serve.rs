//! `actas serve`.

use std::io;
use std::process::ExitCode;

use actas::cli::Serve;
use actas::serve;

use super::{default_output, request};
use crate::terminal::Verbosity;

/// Serves a site until interrupted.
pub(super) fn run(arguments: &Serve, verbosity: Verbosity) -> io::Result<ExitCode> {
    let output = default_output(&arguments.site);
    let mut request = request(&arguments.site, &output, None)?;
    request.overrides.drafts = !arguments.no_drafts;
    let Serve { port, open, poll, .. } = *arguments;
    let Verbosity { speech, quiet, .. } = verbosity;
    serve::serve(request, &serve::ServeOptions { port, speech, open, poll, quiet })?;
    Ok(ExitCode::SUCCESS)
}
