//! The `actas` command: arguments in, outcome out.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use actas::cli::{Build, Cli, Command, Export, Lock, Search, Serve, SiteArgs};
use actas::config::Overrides;
use actas::diagnostic::{self, Diagnostic, Severity};
use actas::messages::Speech;
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
        Command::Search(arguments) => search(&arguments),
        Command::Lock(arguments) => update_lock(&arguments, speech),
        Command::Export(arguments) => export(&arguments, speech),
    };
    result.unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "error: {error}");
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
    writeln!(
        out,
        "reports: {}, passages: {}, files: {}, in {:.0} ms: {}",
        built.counts.reports,
        built.counts.passages,
        files,
        built.timings.total().as_secs_f64() * 1e3,
        output.display()
    )?;
    Ok(ExitCode::SUCCESS)
}

fn run_server(arguments: &Serve, speech: Speech) -> io::Result<ExitCode> {
    let output = arguments.site.site.join(DEFAULT_OUTPUT);
    serve::serve(request(&arguments.site, &output, None)?, arguments.port, speech)?;
    Ok(ExitCode::SUCCESS)
}

fn search(arguments: &Search) -> io::Result<ExitCode> {
    let output = arguments.site.site.join(DEFAULT_OUTPUT);
    let text = arguments.query.join(" ");
    let request = request(&arguments.site, &output, None)?;
    let Some(answer) =
        actas::search::answer(&request, &text, arguments.language.as_deref(), arguments.limit)?
    else {
        let language = arguments.language.as_deref().unwrap_or_default();
        return Err(io::Error::other(format!("the site has no reports in `{language}`")));
    };
    let mut out = io::stdout().lock();
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&answer)?)?;
    } else {
        write!(out, "{}", answer.to_text(out.is_terminal()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn export(arguments: &Export, speech: Speech) -> io::Result<ExitCode> {
    let request = request(&arguments.site, &arguments.output, arguments.base_url.as_ref())?;
    let built = actas::build_export(&request, arguments.to)?;
    report(&built.diagnostics, speech)?;
    let Some(tree) = built.output else { return Ok(ExitCode::FAILURE) };
    write::write(&tree, &arguments.output)?;
    let (counts, folder) = (built.counts, arguments.output.display());
    writeln!(io::stdout().lock(), "reports: {}, documents: {}: {folder}", counts.reports, counts.passages)?;
    Ok(ExitCode::SUCCESS)
}

fn update_lock(arguments: &Lock, speech: Speech) -> io::Result<ExitCode> {
    let output = arguments.site.site.join(DEFAULT_OUTPUT);
    let (update, diagnostics) = actas::update_lock(&request(&arguments.site, &output, None)?)?;
    report(&diagnostics, speech)?;
    let Some(update) = update else { return Ok(ExitCode::FAILURE) };
    lock::write(&arguments.site.site, &update)?;
    let lock::Update { addresses_added, anchors_added, .. } = update;
    let path = arguments.site.site.join(load::LOCK_FILE);
    writeln!(
        io::stdout(),
        "addresses added: {addresses_added}, anchors added: {anchors_added}: {}",
        path.display()
    )?;
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
    let outcome = if errors > 0 { "; nothing was written" } else { "" };
    writeln!(out, "{errors} errors, {warnings} warnings{outcome}")
}
