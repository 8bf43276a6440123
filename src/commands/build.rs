//! `actas build`.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use actas::Timings;
use actas::cache::{Before, BuildResult, Cache};
use actas::cli::Build;
use actas::write::Staging;

use super::{default_output, request};
use crate::terminal::Verbosity;
use crate::terminal::progress::Progress;
use crate::terminal::report::report;
use crate::terminal::summary::Summary;

/// Builds a site into a folder.
pub(super) fn run(arguments: &Build, verbosity: Verbosity) -> io::Result<ExitCode> {
    let output = arguments.output.clone().unwrap_or_else(|| default_output(&arguments.site));
    let mut request = request(&arguments.site, &output, arguments.base_url.as_ref())?;
    request.overrides.strict = arguments.strict;
    // The build reports what is wrong with the folders.
    let cache = Cache::new(&request, &output).ok().filter(|_| !arguments.no_cache);
    let start = Instant::now();
    if let Some(record) = cache.as_ref().and_then(|cache| cache.unchanged(&request)) {
        let diagnostics = record.diagnostics();
        let (counts, timings) = (record.counts, Timings::of_one("compare", start.elapsed()));
        let written = Some((record.files, output.as_path()));
        let summary =
            Summary { counts, diagnostics: &diagnostics, timings: &timings, written, unchanged: true };
        return tell(&summary, arguments, verbosity);
    }
    let before = Before::look(&request).ok();
    let staging = Staging::open(&output)?;
    let progress = Progress::new(verbosity.speech, verbosity.quiet || arguments.json);
    let built = actas::build_into(&request, &staging, progress.timings());
    let mut built = built.inspect_err(|_| progress.finish())?;
    let files = match built.output {
        Some(()) => built.timings.time("publish", || staging.publish()).map(Some),
        None => Ok(None),
    };
    progress.finish();
    let files = files?;
    if let (Some(cache), Some(before), Some(files)) = (&cache, &before, files) {
        let result = BuildResult { files, counts: built.counts, diagnostics: &built.diagnostics };
        cache.remember(&request, before, &result);
    }
    let written = files.map(|files| (files, output.as_path()));
    let (counts, diagnostics, timings) = (built.counts, built.diagnostics.as_slice(), &built.timings);
    tell(&Summary { counts, diagnostics, timings, written, unchanged: false }, arguments, verbosity)
}

/// Prints the result of a build.
fn tell(summary: &Summary<'_>, arguments: &Build, verbosity: Verbosity) -> io::Result<ExitCode> {
    if arguments.json {
        let json = summary.to_json(verbosity.speech);
        writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&json)?)?;
    } else {
        report(summary.diagnostics, verbosity)?;
    }
    let Some(done) = summary.message() else { return Ok(ExitCode::FAILURE) };
    let mut out = io::stdout().lock();
    if arguments.timings {
        write!(out, "{}", summary.timings.to_text())?;
    }
    if !verbosity.quiet && !arguments.json {
        for line in [Some(done), summary.drafts()].into_iter().flatten() {
            writeln!(out, "{}", line.text(verbosity.speech))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
