//! `actas check`: prints what was found on the standard output and sets the exit status.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use actas::Request;
use actas::check::external::{self, cache};
use actas::check::format::{CheckReport, Format};
use actas::check::{self, CheckOptions, Checked};
use actas::cli::Check;
use actas::diagnostic::Severity;
use jiff::Timestamp;

use super::{default_output, request};
use crate::terminal::Verbosity;
use crate::terminal::progress::Progress;
use crate::terminal::report::say_error;

/// The exit status of a check that could not be done. 1 means that something was found.
const NOT_CHECKED: u8 = 2;

/// Checks a site. A check that cannot be done has an exit status of its own.
pub(super) fn run(arguments: &Check, verbosity: Verbosity) -> ExitCode {
    let output = default_output(&arguments.site);
    let checked = request(&arguments.site, &output, arguments.base_url.as_ref())
        .and_then(|request| check(arguments, &request, verbosity));
    checked.unwrap_or_else(|error| {
        say_error(&error, verbosity.speech);
        ExitCode::from(NOT_CHECKED)
    })
}

/// Checks the site of `request` and prints what was found.
fn check(arguments: &Check, request: &Request, verbosity: Verbosity) -> io::Result<ExitCode> {
    let Verbosity { speech, quiet, verbose } = verbosity;
    let cache = arguments.site.site.join(cache::FILE);
    let progress = Progress::new(speech, quiet || arguments.format != Format::Text);
    let ask = || {
        let usual = external::LinkCheckOptions::new(cache, arguments.external_age, Timestamp::now());
        external::LinkCheckOptions { listener: progress.links(), ..usual }
    };
    let options = CheckOptions { only: arguments.files.clone(), external: arguments.external.then(ask) };
    let checked = check::check(request, &options, progress.timings());
    progress.finish();
    let checked = checked?;
    let mut out = io::stdout().lock();
    let report = CheckReport {
        checked: &checked,
        site: &arguments.site.site,
        speech,
        quiet,
        all: verbose || !arguments.files.is_empty(),
        colours: out.is_terminal(),
    };
    write!(out, "{}", report.to_text(arguments.format))?;
    Ok(status(&checked, arguments.strict))
}

fn status(checked: &Checked, strict: bool) -> ExitCode {
    let has = |severity: Severity| severity.count(&checked.diagnostics) > 0;
    let is_found = has(Severity::Error) || (strict && has(Severity::Warning));
    if is_found { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
