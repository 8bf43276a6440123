//! `actas import`.

use std::io::{self, Write};
use std::process::ExitCode;

use actas::cli::Import;
use actas::{diagnostic, import};

use crate::terminal::Verbosity;
use crate::terminal::progress::Progress;
use crate::terminal::report::report;

/// Converts documents to reports.
pub(super) fn run(arguments: &Import, verbosity: Verbosity) -> io::Result<ExitCode> {
    let progress = Progress::new(verbosity.speech, verbosity.quiet || arguments.json);
    let batch = import::Batch {
        files: arguments.files.clone(),
        site: arguments.site.clone(),
        output: arguments.output.clone(),
        language: arguments.language.clone(),
        name: arguments.name.clone(),
        as_one: arguments.as_one,
    };
    let all = import::import_all(&batch, verbosity.speech, progress.imports(arguments.files.len()));
    progress.finish();
    let all = all?;
    report(&all.diagnostics, verbosity)?;
    let mut out = io::stdout().lock();
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&all.accounts)?)?;
    } else {
        let said = all.accounts.iter().filter(|_| !verbosity.quiet);
        said.into_iter().try_for_each(|account| writeln!(out, "{}", account.to_text(verbosity.speech)))?;
        if all.rows.len() > 1 && !verbosity.quiet {
            write!(out, "{}", import::summary::table(&all.rows, verbosity.speech))?;
        }
    }
    Ok(if diagnostic::has_errors(&all.diagnostics) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
