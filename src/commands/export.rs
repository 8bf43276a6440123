//! `actas export`.

use std::io::{self, Write};
use std::process::ExitCode;

use actas::cli::Export;
use actas::messages::message;
use actas::{export, write};

use super::request;
use crate::terminal::Verbosity;
use crate::terminal::report::report;

/// Writes the documents and configuration for another search engine.
pub(super) fn run(arguments: &Export, verbosity: Verbosity) -> io::Result<ExitCode> {
    let request = request(&arguments.site, &arguments.output, arguments.base_url.as_ref())?;
    let built = actas::build_export(&request, arguments.to)?;
    report(&built.diagnostics, verbosity)?;
    let Some(tree) = built.output else { return Ok(ExitCode::FAILURE) };
    write::write(&tree, &arguments.output)?;
    let summary = message!(
        "summary_exported",
        reports = built.counts.reports,
        documents = built.counts.passages,
        folder = arguments.output.display().to_string()
    );
    let load = message!(
        "summary_load",
        script = arguments.output.join(export::SCRIPT_FILE).display().to_string(),
        server = arguments.to.default_server()
    );
    if !verbosity.quiet {
        writeln!(io::stdout(), "{}", summary.text(verbosity.speech))?;
        writeln!(io::stdout(), "{}", load.text(verbosity.speech))?;
    }
    Ok(ExitCode::SUCCESS)
}
