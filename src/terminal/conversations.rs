//! `actas init` and `actas new`: questions on the terminal, files in a folder.

use std::io::{self, BufRead, IsTerminal, Write};
use std::process::ExitCode;

use actas::cli::{Init, NewReport};
use actas::dialogue::Dialogue;
use actas::init::{self, Plan, read_address, read_languages};
use actas::messages::{Message, Speech};
use actas::new::{Form, Given};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Makes a new site.
pub(crate) fn init(arguments: &Init, speech: Speech, quiet: bool) -> io::Result<ExitCode> {
    let refuse = |problem: Message| io::Error::other(problem.text(speech));
    let mut plan = Plan::suggested(&arguments.folder);
    if let Some(title) = &arguments.title {
        plan.title = title.trim().to_owned();
    }
    if let Some(languages) = &arguments.languages {
        plan.languages = read_languages(languages).map_err(refuse)?;
    }
    if let Some(address) = &arguments.address {
        plan.base_url = read_address(address).map_err(refuse)?;
    }
    if !arguments.yes {
        let (mut input, mut output) = terminal(speech)?;
        plan = plan.ask(&mut Dialogue::new(&mut input, &mut output, speech))?;
    }
    let written = init::write(&arguments.folder, &plan.files(speech))?;
    if quiet {
        return Ok(ExitCode::SUCCESS);
    }
    let folder = arguments.folder.display().to_string();
    let mut out = io::stdout().lock();
    let say = |out: &mut io::StdoutLock<'_>, message: Message| writeln!(out, "{}", message.text(speech));
    for (id, paths) in [("init_made", &written.made), ("init_kept", &written.kept)] {
        if !paths.is_empty() {
            let message = Message::new(id).with("count", paths.len()).with("folder", folder.as_str());
            say(&mut out, message)?;
            paths.iter().try_for_each(|path| writeln!(out, "  {path}"))?;
        }
    }
    for language in plan.unknown_languages() {
        say(&mut out, Message::new("init_lacks-language").with("language", language.as_str()))?;
    }
    if plan.has_no_address() {
        say(&mut out, Message::new("init_lacks-address").with("address", plan.base_url.as_str()))?;
    }
    let guide = if speech == Speech::Es { "GUIA.md" } else { "GUIDE.md" };
    // To be typed as it stands.
    let folder = if folder.contains(char::is_whitespace) { format!("\"{folder}\"") } else { folder };
    say(&mut out, Message::new("init_next").with("folder", folder).with("guide", guide))?;
    Ok(ExitCode::SUCCESS)
}

/// Begins a report.
pub(crate) fn new_report(arguments: &NewReport, speech: Speech, quiet: bool) -> io::Result<ExitCode> {
    let given = given(arguments).map_err(|problem| io::Error::other(problem.text(speech)))?;
    let form = Form::read(&arguments.site)?;
    let begun = if arguments.yes {
        form.fill(&given, today(), speech, None)?
    } else {
        let (mut input, mut output) = terminal(speech)?;
        let mut dialogue = Dialogue::new(&mut input, &mut output, speech);
        form.fill(&given, today(), speech, Some(&mut dialogue))?
    };
    let path = form.write(&begun, speech)?;
    if !quiet {
        let mut out = io::stdout().lock();
        for term in &begun.new_terms {
            let message = Message::new("new_term-added")
                .with("term", term.name.as_str())
                .with("id", term.id.as_str())
                .with("file", form.vocabulary_path(&term.vocabulary).display().to_string());
            writeln!(out, "{}", message.text(speech))?;
        }
        writeln!(out, "{}", Message::new("new_made").with("file", path).text(speech))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn given(arguments: &NewReport) -> Result<Given, Message> {
    let single = [("city", &arguments.city), ("country", &arguments.country)];
    let mut values: Vec<(String, String)> =
        single.iter().filter_map(|(key, value)| Some(((*key).to_owned(), value.as_ref()?.clone()))).collect();
    for pair in &arguments.values {
        let (key, value) = pair
            .split_once('=')
            .filter(|(key, value)| !key.trim().is_empty() && !value.trim().is_empty())
            .ok_or_else(|| Message::new("new_no-pair").with("text", pair.as_str()))?;
        values.push((key.trim().to_owned(), value.trim().to_owned()));
    }
    let NewReport { title, date, language, .. } = arguments;
    Ok(Given { title: title.clone(), date: date.clone(), language: language.clone(), values })
}

/// Today, which is only suggested.
fn today() -> Date {
    TimeZone::UTC.to_datetime(Timestamp::now()).date()
}

/// Returns the terminal to talk on.
///
/// # Errors
/// When the input is none, so that nobody would answer.
fn terminal(speech: Speech) -> io::Result<(impl BufRead, impl Write)> {
    if io::stdin().is_terminal() {
        Ok((io::stdin().lock(), io::stdout().lock()))
    } else {
        Err(io::Error::other(Message::new("dialogue_no-terminal").text(speech)))
    }
}
