//! The `actas` command: arguments in, outcome out.

mod terminal;

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use actas::cache::{Before, Cache};
use actas::cli::{Build, Check, Cli, Command, Export, Import, Lock, NewKind, Search, Serve, SiteArgs};
use actas::config::Overrides;
use actas::diagnostic::{self, Diagnostic, Severity};
use actas::messages::{Message, Speech, error_help, error_text, io_error};
use actas::source::LOCK_FILE;
use actas::write::Staging;
use actas::{Request, Timings, help, import, lock, serve, write};
use terminal::progress::Progress;
use terminal::summary::Summary;
use terminal::{arguments, checking, conversations};

/// Pages are made of many small texts by several threads at once, for which the allocators of most systems are slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The folder that a site is written to, within its own, unless another is named.
const DEFAULT_OUTPUT: &str = "public";

/// How the command talks.
#[derive(Clone, Copy)]
struct Manner {
    speech: Speech,
    quiet: bool,
}

fn main() -> ExitCode {
    let arguments = help::without_help_command(std::env::args_os().collect());
    let speech = help::speech(&arguments, Speech::of_environment(|name| std::env::var(name).ok()));
    let Cli { command, quiet, .. } = match arguments::parse(arguments, speech) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let manner = Manner { speech, quiet };
    let result = match command {
        Command::Build(arguments) => build(&arguments, manner),
        Command::Check(arguments) => check(&arguments, manner),
        Command::Serve(arguments) => run_server(&arguments, manner),
        Command::Search(arguments) => search(&arguments, speech),
        Command::Lock(arguments) => update_lock(&arguments, manner),
        Command::Export(arguments) => export(&arguments, manner),
        Command::Init(arguments) => conversations::init(&arguments, speech, quiet),
        Command::New(arguments) => match arguments.what {
            NewKind::Report(arguments) => conversations::new_report(&arguments, speech, quiet),
        },
        Command::Completions(arguments) => {
            help::write_completions(arguments.shell, speech, &mut io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        Command::Man(arguments) => help::write_manual(&arguments.folder, speech).map(|_| ExitCode::SUCCESS),
        Command::Import(arguments) => import_files(&arguments, manner),
    };
    result.unwrap_or_else(|error| {
        say_error(&error, speech);
        ExitCode::FAILURE
    })
}

fn say_error(error: &io::Error, speech: Speech) {
    let (name, text) = (Severity::Error.message().text(speech), error_text(error, speech));
    let _ = writeln!(io::stderr(), "{name}: {text}");
    if let Some(help) = error_help(error, speech) {
        let _ = writeln!(io::stderr(), "  = {}: {help}", Message::new("help").text(speech));
    }
}

fn request(arguments: &SiteArgs, output: &Path, base_url: Option<&String>) -> io::Result<Request> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    Ok(Request {
        site: arguments.site.clone(),
        skip: vec![output.to_path_buf(), arguments.site.join("themes")],
        overrides: Overrides { base_url: base_url.cloned(), ..Overrides::default() },
        date: arguments.day(epoch.as_deref())?,
    })
}

fn build(arguments: &Build, manner: Manner) -> io::Result<ExitCode> {
    let output = arguments.output.clone().unwrap_or_else(|| arguments.site.site.join(DEFAULT_OUTPUT));
    let request = request(&arguments.site, &output, arguments.base_url.as_ref())?;
    // What is wrong with the folders, the build tells.
    let cache = Cache::new(&request, &output).ok().filter(|_| !arguments.no_cache);
    let start = Instant::now();
    if let Some(record) = cache.as_ref().and_then(|cache| cache.unchanged(&request)) {
        let diagnostics = record.diagnostics();
        let (counts, timings) = (record.counts, Timings::of_one("compare", start.elapsed()));
        let written = Some((record.files, output.as_path()));
        let summary =
            Summary { counts, diagnostics: &diagnostics, timings: &timings, written, unchanged: true };
        return tell(&summary, arguments, manner);
    }
    let before = Before::look(&request).ok();
    let staging = Staging::open(&output)?;
    let progress = Progress::new(manner.speech, manner.quiet || arguments.json);
    let built = actas::build_into(&request, &staging, progress.timings());
    let mut built = built.inspect_err(|_| progress.finish())?;
    let files = match built.output {
        Some(()) => built.timings.time("publish", || staging.publish()).map(Some),
        None => Ok(None),
    };
    progress.finish();
    let files = files?;
    if let (Some(cache), Some(before), Some(files)) = (&cache, &before, files) {
        cache.remember((&request, before), (files, built.counts), &built.diagnostics);
    }
    let written = files.map(|files| (files, output.as_path()));
    let (counts, diagnostics, timings) = (built.counts, built.diagnostics.as_slice(), &built.timings);
    tell(&Summary { counts, diagnostics, timings, written, unchanged: false }, arguments, manner)
}

/// Prints what a build came to.
fn tell(summary: &Summary<'_>, arguments: &Build, manner: Manner) -> io::Result<ExitCode> {
    if arguments.json {
        let json = summary.to_json(manner.speech);
        writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&json)?)?;
    } else {
        report(summary.diagnostics, manner)?;
    }
    let Some(done) = summary.message() else { return Ok(ExitCode::FAILURE) };
    let mut out = io::stdout().lock();
    if arguments.timings {
        write!(out, "{}", summary.timings.to_text())?;
    }
    if !manner.quiet && !arguments.json {
        for line in [Some(done), summary.drafts()].into_iter().flatten() {
            writeln!(out, "{}", line.text(manner.speech))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn check(arguments: &Check, manner: Manner) -> io::Result<ExitCode> {
    let Manner { speech, quiet } = manner;
    let output = arguments.site.site.join(DEFAULT_OUTPUT);
    let checked = request(&arguments.site, &output, arguments.base_url.as_ref())
        .and_then(|request| checking::check(arguments, &request, speech, quiet));
    Ok(checked.unwrap_or_else(|error| {
        say_error(&error, speech);
        ExitCode::from(checking::NOT_CHECKED)
    }))
}

fn run_server(arguments: &Serve, manner: Manner) -> io::Result<ExitCode> {
    let output = arguments.site.site.join(DEFAULT_OUTPUT);
    let mut request = request(&arguments.site, &output, None)?;
    request.overrides.drafts = !arguments.no_drafts;
    let Serve { port, open, poll, .. } = *arguments;
    let Manner { speech, quiet } = manner;
    serve::serve(request, &serve::Options { port, speech, open, poll, quiet })?;
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

fn export(arguments: &Export, manner: Manner) -> io::Result<ExitCode> {
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
        .with("script", arguments.output.join(actas::export::SCRIPT_FILE).display().to_string())
        .with("server", arguments.to.default_server());
    if !manner.quiet {
        writeln!(io::stdout(), "{}", summary.text(manner.speech))?;
        writeln!(io::stdout(), "{}", load.text(manner.speech))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn import_files(arguments: &Import, manner: Manner) -> io::Result<ExitCode> {
    let progress = Progress::new(manner.speech, manner.quiet || arguments.json);
    let batch = import::Batch {
        files: arguments.files.clone(),
        site: arguments.site.clone(),
        output: arguments.output.clone(),
        language: arguments.language.clone(),
        name: arguments.name.clone(),
    };
    let all = import::import_all(&batch, manner.speech, progress.imports(arguments.files.len()));
    progress.finish();
    let all = all?;
    report(&all.diagnostics, manner)?;
    let mut out = io::stdout().lock();
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&all.accounts)?)?;
    } else {
        let said = all.accounts.iter().filter(|_| !manner.quiet);
        said.into_iter().try_for_each(|account| writeln!(out, "{}", account.to_text(manner.speech)))?;
    }
    Ok(if diagnostic::has_errors(&all.diagnostics) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn update_lock(arguments: &Lock, manner: Manner) -> io::Result<ExitCode> {
    let output = arguments.site.site.join(DEFAULT_OUTPUT);
    let (update, diagnostics) = actas::update_lock(&request(&arguments.site, &output, None)?)?;
    report(&diagnostics, manner)?;
    let Some(update) = update else { return Ok(ExitCode::FAILURE) };
    lock::write(&arguments.site.site, &update)?;
    let summary = Message::new("summary_locked")
        .with("addresses", update.addresses_added)
        .with("anchors", update.anchors_added)
        .with("file", arguments.site.site.join(LOCK_FILE).display().to_string());
    if !manner.quiet {
        writeln!(io::stdout(), "{}", summary.text(manner.speech))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the diagnostics and a line that sums them up; only the errors when all else is to be quiet.
fn report(diagnostics: &[Diagnostic], manner: Manner) -> io::Result<()> {
    let is_said = |found: &&Diagnostic| !manner.quiet || found.severity == Severity::Error;
    let said: Vec<Diagnostic> = diagnostics.iter().filter(is_said).cloned().collect();
    if said.is_empty() {
        return Ok(());
    }
    let mut out = io::stderr().lock();
    write!(out, "{}", diagnostic::to_text(&said, manner.speech, out.is_terminal()))?;
    let (errors, warnings) = (Severity::Error.count(diagnostics), Severity::Warning.count(diagnostics));
    let id = if errors > 0 { "summary_nothing-written" } else { "summary_found" };
    let summary = Message::new(id).with("errors", errors).with("warnings", warnings);
    writeln!(out, "{}", summary.text(manner.speech))
}
