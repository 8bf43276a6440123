//! `actas lock`.

use std::io::{self, Write};
use std::process::ExitCode;

use actas::cli::Lock;
use actas::lock;
use actas::messages::message;
use actas::source::LOCK_FILE;

use super::{default_output, request};
use crate::terminal::Verbosity;
use crate::terminal::report::report;

/// Adds the addresses of a site to its `urls.lock`.
pub(super) fn run(arguments: &Lock, verbosity: Verbosity) -> io::Result<ExitCode> {
    let output = default_output(&arguments.site);
    let (update, diagnostics) = actas::update_lock(&request(&arguments.site, &output, None)?)?;
    report(&diagnostics, verbosity)?;
    let Some(update) = update else { return Ok(ExitCode::FAILURE) };
    lock::write(&arguments.site.site, &update)?;
    let summary = message!(
        "summary_locked",
        addresses = update.addresses_added,
        anchors = update.anchors_added,
        file = arguments.site.site.join(LOCK_FILE).display().to_string()
    );
    if !verbosity.quiet {
        writeln!(io::stdout(), "{}", summary.text(verbosity.speech))?;
    }
    Ok(ExitCode::SUCCESS)
}
