//! `actas new`: asks questions on the terminal and makes a report in the site.

use std::io::{self, Write};
use std::process::ExitCode;

use actas::cli::NewReport;
use actas::dialogue::Dialogue;
use actas::messages::{Message, message};
use actas::new::{Form, Given};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::terminal::{self, Verbosity};

/// Begins a report.
pub(super) fn report(
    arguments: &NewReport,
    Verbosity { speech, quiet, .. }: Verbosity,
) -> io::Result<ExitCode> {
    let given = given(arguments).map_err(|problem| io::Error::other(problem.text(speech)))?;
    let form = Form::read(&arguments.site)?;
    let begun = if arguments.yes {
        form.fill(&given, today(), speech, None)?
    } else {
        let (mut input, mut output) = terminal::open(speech)?;
        let mut dialogue = Dialogue::new(&mut input, &mut output, speech);
        form.fill(&given, today(), speech, Some(&mut dialogue))?
    };
    let path = form.write(&begun, speech)?;
    if !quiet {
        let mut out = io::stdout().lock();
        for term in &begun.new_terms {
            let message = message!(
                "new_term-added",
                term = term.name.as_str(),
                id = term.id.as_str(),
                file = form.vocabulary_path(&term.vocabulary).display().to_string()
            );
            writeln!(out, "{}", message.text(speech))?;
        }
        writeln!(out, "{}", message!("new_made", file = path).text(speech))?;
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
            .ok_or_else(|| message!("new_no-pair", text = pair.as_str()))?;
        values.push((key.trim().to_owned(), value.trim().to_owned()));
    }
    let NewReport { title, date, language, .. } = arguments;
    Ok(Given { title: title.clone(), date: date.clone(), language: language.clone(), values })
}

/// Today, used only as a suggestion.
fn today() -> Date {
    TimeZone::UTC.to_datetime(Timestamp::now()).date()
}
