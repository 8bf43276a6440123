//! `actas init`: asks questions on the terminal and makes a site in a folder.

use std::io::{self, Write};
use std::process::ExitCode;

use actas::cli::Init;
use actas::dialogue::Dialogue;
use actas::init::{self, Plan, read_address, read_languages};
use actas::messages::{Message, Speech, message, text};

use crate::terminal::{self, Verbosity};

/// Makes a new site.
pub(super) fn run(arguments: &Init, Verbosity { speech, quiet, .. }: Verbosity) -> io::Result<ExitCode> {
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
        let (mut input, mut output) = terminal::open(speech)?;
        plan = plan.ask(&mut Dialogue::new(&mut input, &mut output, speech))?;
    }
    let written = init::write(&arguments.folder, &plan.files(speech))?;
    if quiet {
        return Ok(ExitCode::SUCCESS);
    }
    let folder = arguments.folder.display().to_string();
    let mut out = io::stdout().lock();
    let say = |out: &mut io::StdoutLock<'_>, message: Message| writeln!(out, "{}", message.text(speech));
    for (text, paths) in [(text!("init_made"), &written.made), (text!("init_kept"), &written.kept)] {
        if !paths.is_empty() {
            let message = Message::of(text).with("count", paths.len()).with("folder", folder.as_str());
            say(&mut out, message)?;
            paths.iter().try_for_each(|path| writeln!(out, "  {path}"))?;
        }
    }
    for language in plan.unknown_languages() {
        say(&mut out, message!("init_lacks-language", language = language.as_str()))?;
    }
    if plan.has_no_address() {
        say(&mut out, message!("init_lacks-address", address = plan.base_url.as_str()))?;
    }
    let guide = if speech == Speech::Es { "GUIA.md" } else { "GUIDE.md" };
    // Quoted so that it can be typed as it stands.
    let folder = if folder.contains(char::is_whitespace) { format!("\"{folder}\"") } else { folder };
    say(&mut out, message!("init_next", folder = folder, guide = guide))?;
    Ok(ExitCode::SUCCESS)
}
