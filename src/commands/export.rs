//! `actas export`.

use std::io::{self, Write};
use std::process::ExitCode;

use actas::cli::Export;
use actas::messages::Message;
use actas::{export, write};

use super::request;
use crate::terminal::Manner;
use crate::terminal::report::report;

/// Writes the documents and configuration for another search engine.
pub(super) fn run(arguments: &Export, manner: Manner) -> io::Result<ExitCode> {
    let request = request(&arguments.site, &arguments.output, arguments.base_url.as_ref())?;
    let built = actas::build_export(&request, arguments.to)?;
    report(&built.diagnostics, manner)?;
    let Some(tree) = built.output else { return Ok(ExitCode::FAILURE) };
    write::write(&tree, &arguments.output)?;
    let summary = Message::new("summary_exported")
        .with("reports", built.counts.reports)
        .with("documents", built.counts.passages)
        .with("folder", arguments.output.display().to_string());
    let load = Message::new("summary_load")
        .with("script", arguments.output.join(export::SCRIPT_FILE).display().to_string())
        .with("server", arguments.to.default_server());
    if !manner.quiet {
        writeln!(io::stdout(), "{}", summary.text(manner.speech))?;
        writeln!(io::stdout(), "{}", load.text(manner.speech))?;
    }
    Ok(ExitCode::SUCCESS)
}
