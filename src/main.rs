//! The `actas` command: arguments in, outcome out.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use actas::cli::{Build, Cli, Command, Export, Lock, Search, Serve, SiteArgs};
use actas::config::Overrides;
use actas::diagnostic::{self, Diagnostic, Severity};
use actas::messages::{Message, Speech, error_text, io_error};
use actas::write::Staging;
use actas::{Request, load, lock, serve, write};
use clap::Parser;

/// Pages are made of many small texts by several threads at once, for which the allocators of most systems are slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The folder that a site is written to, within its own, unless another is named.
const DEFAULT_OUTPUT: &str = "public";

fn main() -> ExitCode {
    let Cli { command, speech } = Cli::parse();
    let speech = speech.unwrap_or_else(|| Speech::of_environment(|name| std::env::var(name).ok()));
    let result = match command {
        Command::Build(arguments) => build(&arguments, speech),
        Command::Serve(arguments) => run_server(&arguments, speech),
        Command::Search(arguments) => search(&arguments, speech),
        Command::Lock(arguments) => update_lock(&arguments, speech),
        Command::Export(arguments) => export(&arguments, speech),
    };
    result.unwrap_or_else(|error| {
        let (name, text) = (Severity::Error.message().text(speech), error_text(&error, speech));
        let _ = writeln!(io::stderr(), "{name}: {text}");
        ExitCode::FAILURE
    })
}

fn request(arguments: &SiteArgs, output: &Path, base_url: Option<&String>) -> io::Result<Request> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    Ok(Request {
        site: arguments.site.clone(),
        skip: vec![output.to_path_buf(), arguments.site.join("themes")],
        overrides: Overrides { base_url: base_url.cloned() },
        date: arguments.day(epoch.as_deref())?,
    })
}

fn build(arguments: &Build, speech: Speech) -> io::Result<ExitCode> {
    let output = arguments.output.clone().unwrap_or_else(|| arguments.site.site.join(DEFAULT_OUTPUT));
    let request = request(&arguments.site, &output, arguments.base_url.as_ref())?;
    let staging = Staging::open(&output)?;
    let mut built = actas::build_into(&request, &staging)?;
    report(&built.diagnostics, speech)?;
    if built.output.is_none() {
        return Ok(ExitCode::FAILURE);
    }
    let files = built.timings.time("publish", || staging.publish())?;
    let mut out = io::stdout().lock();
    if arguments.timings {
        write!(out, "{}", built.timings.to_text())?;
    }
    let summary = Message::new("summary_built")
        .with("reports", built.counts.reports)
        .with("passages", built.counts.passages)
        .with("files", files)
        .with("milliseconds", built.timings.total_ms())
        .with("folder", output.display().to_string());
    writeln!(out, "{}", summary.text(speech))?;
    Ok(ExitCode::SUCCESS)
}

fn run_server(arguments: &Serve, speech: Speech) -> io::Result<ExitCode> {
    let output = arguments.site.site.join(DEFAULT_OUTPUT);
    serve::serve(request(&arguments.site, &output, None)?, arguments.port, speech)?;
    Ok(ExitCode::SUCCESS)
}

fn search(arguments: &Search, speech: Speech) -> io::Result<ExitCode> {
    let output = arguments.site.site.join(DEFAULT_OUTPUT);
    let text = arguments.query.join(" ");
    let request = request(&arguments.site, &output, None)?;
    let Some(answer) =
        actas::search::answer(&request, &text, arguments.language.as_deref(), arguments.limit)?
    else {
        let language = arguments.language.as_deref().unwrap_or_default();
        let message = Message::new("search_no-language").with("language", language);
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

fn export(arguments: &Export, speech: Speech) -> io::Result<ExitCode> {
    let request = request(&arguments.site, &arguments.output, arguments.base_url.as_ref())?;
    let built = actas::build_export(&request, arguments.to)?;
    report(&built.diagnostics, speech)?;
    let Some(tree) = built.output else { return Ok(ExitCode::FAILURE) };
    write::write(&tree, &arguments.output)?;
    let summary = Message::new("summary_exported")
        .with("reports", built.counts.reports)
        .with("documents", built.counts.passages)
        .with("folder", arguments.output.display().to_string());
    writeln!(io::stdout(), "{}", summary.text(speech))?;
    Ok(ExitCode::SUCCESS)
}

fn update_lock(arguments: &Lock, speech: Speech) -> io::Result<ExitCode> {
    let output = arguments.site.site.join(DEFAULT_OUTPUT);
    let (update, diagnostics) = actas::update_lock(&request(&arguments.site, &output, None)?)?;
    report(&diagnostics, speech)?;
    let Some(update) = update else { return Ok(ExitCode::FAILURE) };
    lock::write(&arguments.site.site, &update)?;
    let summary = Message::new("summary_locked")
        .with("addresses", update.addresses_added)
        .with("anchors", update.anchors_added)
        .with("file", arguments.site.site.join(load::LOCK_FILE).display().to_string());
    writeln!(io::stdout(), "{}", summary.text(speech))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the diagnostics and a line that sums them up.
fn report(diagnostics: &[Diagnostic], speech: Speech) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let mut out = io::stderr().lock();
    write!(out, "{}", diagnostic::to_text(diagnostics, speech, out.is_terminal()))?;
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let id = if errors > 0 { "summary_nothing-written" } else { "summary_found" };
    let summary = Message::new(id).with("errors", errors).with("warnings", warnings);
    writeln!(out, "{}", summary.text(speech))
}
