//! The command line's help in the user's language: the arguments of [`cli`](crate::cli) with their texts from
//! the Fluent files.
//!
//! A command's text is `cli_<command>`, an argument's `cli_<command>_<argument>`, or `cli_any_<argument>` for
//! one with the same meaning everywhere; a value's name is `cli_value_<name>`.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::messages::{Message, Speech, Text, message};

/// Returns the command line with its texts in a language.
pub fn command(speech: Speech) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let root = Cli::command().disable_version_flag(true).arg(version);
    let mut root = translated(root, "cli", speech);
    // Usage is only known once the command is built; its words are clap's.
    root.build();
    with_usage(&mut root, speech);
    root
}

/// Returns the language that the arguments ask for, before they are parsed, or else the environment's.
pub fn speech(arguments: &[OsString], environment: Speech) -> Speech {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let after = texts.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let named = after.or_else(|| texts.iter().find_map(|text| text.strip_prefix("--lang=")));
    match named {
        Some("es") => Speech::Es,
        Some("en") => Speech::En,
        _ => environment,
    }
}

/// Returns the arguments with `help build` written as `build --help`.
pub fn without_help_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// Returns the text with this id, if there is one.
fn text(id: &str, speech: Speech) -> Option<String> {
    Text::find(id, "").map(|text| Message::of(text).text(speech))
}

fn translated(command: Command, path: &str, speech: Speech) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let say = |id: &str| text(id, speech).unwrap_or_default();
    let usage = say("cli_usage");
    command
        .about(text(path, speech).unwrap_or_default())
        .long_about(None)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help)
        .help_template(format!("{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}"))
        .subcommand_help_heading(say("cli_commands"))
        .subcommand_value_name(say("cli_value_command"))
        .mut_args(|argument| translated_argument(argument, path, speech))
        .mut_subcommands(|inner| {
            let path = format!("{path}_{}", inner.get_name());
            translated(inner, &path, speech)
        })
}

fn translated_argument(argument: Arg, path: &str, speech: Speech) -> Arg {
    let id = argument.get_id().to_string();
    let own = text(&format!("{path}_{id}"), speech);
    let mut help = own.or_else(|| text(&format!("cli_any_{id}"), speech)).unwrap_or_default();
    let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    let possible = argument.get_possible_values();
    if takes_value && !possible.is_empty() {
        let names: Vec<&str> = possible.iter().map(|value| value.get_name()).collect();
        help += &format!(" {}", message!("cli_possible", values = names.join(", ")).text(speech));
    }
    let defaults = argument.get_default_values();
    if takes_value && !defaults.is_empty() {
        let values: Vec<_> = defaults.iter().map(|value| value.to_string_lossy()).collect();
        help += &format!(" {}", message!("cli_default", values = values.join(", ")).text(speech));
    }
    let names = argument.get_value_names().unwrap_or_default().to_vec();
    let heading = if argument.is_positional() { "cli_arguments" } else { "cli_options" };
    let argument =
        argument.help(help).long_help(None).help_heading(text(heading, speech).unwrap_or_default());
    if !takes_value {
        return argument;
    }
    let argument = argument.hide_default_value(true).hide_possible_values(true);
    if names.is_empty() {
        argument
    } else {
        argument.value_names(names.iter().map(|name| value_name(name, speech)))
    }
}

fn value_name(name: &str, speech: Speech) -> String {
    let id = format!("cli_value_{}", name.to_lowercase().replace('=', "-"));
    text(&id, speech).unwrap_or_else(|| name.to_owned())
}

/// Sets the usage of each command, with `[OPTIONS]` in the language.
fn with_usage(command: &mut Command, speech: Speech) {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let options = text("cli_options-word", speech).unwrap_or_default();
    let usage = usage.replace("[OPTIONS]", &format!("[{options}]"));
    *command = command.clone().override_usage(usage);
    command.get_subcommands_mut().for_each(|inner| with_usage(inner, speech));
}

/// Returns what is wrong with the arguments, in the user's language; `None` where only clap has a text for
/// it.
pub fn explain(error: &clap::Error, speech: Speech) -> Option<String> {
    let context = |kind: ContextKind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::UnknownArgument => match context(ContextKind::SuggestedArg) {
            Some(near) => message!("usage_unknown-argument-near", argument = argument, near = near),
            None => message!("usage_unknown-argument", argument = argument),
        },
        ErrorKind::InvalidSubcommand => {
            let command = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            match context(ContextKind::SuggestedSubcommand) {
                Some(near) => message!("usage_unknown-command-near", command = command, near = near),
                None => message!("usage_unknown-command", command = command),
            }
        }
        ErrorKind::MissingRequiredArgument => message!("usage_missing", arguments = argument),
        ErrorKind::InvalidValue if value.is_empty() => {
            message!("usage_no-value", argument = argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match context(ContextKind::ValidValue) {
            Some(values) => {
                message!("usage_wrong-value-of", values = values, value = value, argument = argument)
            }
            None => message!("usage_wrong-value", value = value, argument = argument),
        },
        ErrorKind::ArgumentConflict if context(ContextKind::PriorArg).as_ref() == Some(&argument) => {
            message!("usage_twice", argument = argument)
        }
        _ => return None,
    };
    Some(message.text(speech))
}

/// Writes a shell's completions, with the help in a language.
pub fn write_completions(shell: Shell, speech: Speech, out: &mut dyn Write) {
    let mut command = command(speech);
    clap_complete::generate(shell, &mut command, "actas", out);
}

/// Writes a manual page for each command into `folder`, creating it if it does not exist. Returns their
/// names.
///
/// # Errors
/// When a file cannot be written.
pub fn write_manual(folder: &Path, speech: Speech) -> io::Result<Vec<String>> {
    fs::create_dir_all(folder)?;
    write_pages(&command(speech), "actas", folder, speech)
}

/// Writes the pages of a command and of those below it; returns their names.
fn write_pages(command: &Command, name: &str, folder: &Path, speech: Speech) -> io::Result<Vec<String>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone().name(name.to_owned())).render(&mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    // These headings come from clap_mangen.
    for heading in ["NAME", "SYNOPSIS", "DESCRIPTION", "VERSION"] {
        let own = text(&format!("cli_man-{}", heading.to_lowercase()), speech).unwrap_or_default();
        page = page.replace(&format!(".SH {heading}\n"), &format!(".SH {own}\n"));
    }
    let file = format!("{name}.1");
    fs::write(folder.join(&file), page)?;
    let mut names = vec![file];
    for inner in command.get_subcommands() {
        names.extend(write_pages(inner, &format!("{name}-{}", inner.get_name()), folder, speech)?);
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls `look` with every command and the path of its texts.
    fn walk(command: &Command, path: &str, look: &mut dyn FnMut(&Command, &str)) {
        look(command, path);
        for inner in command.get_subcommands() {
            walk(inner, &format!("{path}_{}", inner.get_name()), look);
        }
    }

    #[test]
    fn every_command_and_argument_has_a_text_in_both_languages() {
        for speech in [Speech::Es, Speech::En] {
            let mut lacking = Vec::new();
            walk(&command(speech), "cli", &mut |command, path| {
                lacking.extend(text(path, speech).is_none().then(|| path.to_owned()));
                for argument in command.get_arguments() {
                    let id = format!("{path}_{}", argument.get_id());
                    let any = format!("cli_any_{}", argument.get_id());
                    lacking
                        .extend((text(&id, speech).or_else(|| text(&any, speech)).is_none()).then_some(id));
                }
            });
            walk(&Cli::command(), "cli", &mut |command, _| {
                for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
                    let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
                    for name in argument.get_value_names().unwrap_or_default().iter().filter(|_| takes_value)
                    {
                        let id = format!("cli_value_{}", name.to_lowercase().replace('=', "-"));
                        lacking.extend(text(&id, speech).is_none().then_some(id));
                    }
                }
            });
            assert!(lacking.is_empty(), "{speech:?}: no text for {lacking:?}");
        }
    }

    #[test]
    fn spanish_help_has_no_english_headings() {
        let mut all = String::new();
        walk(&command(Speech::Es), "cli", &mut |command, _| {
            all += &command.clone().render_long_help().to_string();
        });
        for word in [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "[OPTIONS]",
            "<COMMAND>",
            "[default",
            "[possible",
            "Print",
        ] {
            assert!(!all.contains(word), "{word} in:\n{all}");
        }
        assert!(all.contains("Uso: actas build [OPCIONES]"), "{all}");
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
        for speech in [Speech::Es, Speech::En] {
            let found = command(speech).try_get_matches_from(["actas", "build", "--quiet", "--lang", "es"]);
            assert!(found.is_ok());
        }
    }

    #[test]
    fn mistakes_are_explained_in_spanish() {
        let check = |arguments: &[&str], expect: &str| {
            let arguments = std::iter::once("actas").chain(arguments.iter().copied());
            let error = command(Speech::Es).try_get_matches_from(arguments).expect_err("a mistake");
            assert_eq!(explain(&error, Speech::Es).as_deref(), Some(expect));
        };
        check(&["biuld"], "no existe el comando `biuld`; ¿quiso decir `build`?");
        check(&["build", "--outptu", "x"], "no existe la opción `--outptu`; ¿quiso decir `--output`?");
        check(&["init"], "falta lo siguiente: <CARPETA>");
        check(&["build", "--date", "ayer"], "`ayer` no vale para `--date <FECHA>`");
        check(&["build", "--lang", "fr"], "`fr` no vale para `--lang <IDIOMA>`; es uno de: en, es");
    }

    #[test]
    fn the_language_is_asked_for_before_all_else() {
        let check = |arguments: &[&str], expect: Speech| {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            assert_eq!(speech(&arguments, Speech::En), expect);
        };
        check(&["actas", "--lang", "es", "--help"], Speech::Es);
        check(&["actas", "build", "--lang=es"], Speech::Es);
        check(&["actas", "build"], Speech::En);
    }
}
