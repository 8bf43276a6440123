//! Runs other programs.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fmt;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// A program that ran and did not succeed.
#[derive(Debug)]
pub struct Failed {
    command: String,
    status: ExitStatus,
}

impl fmt::Display for Failed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}` failed ({})", self.command, self.status)
    }
}

impl std::error::Error for Failed {}

/// Returns the exit code to end with: that of the failed program, or 1.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    let code = error.chain().find_map(|cause| cause.downcast_ref::<Failed>()?.status.code());
    ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

thread_local! {
    /// What this thread's programs print, while it is being captured.
    static CAPTURED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs a closure and returns its result, and the output of the programs that it ran in this thread.
pub fn captured<T>(run: impl FnOnce() -> T) -> (T, String) {
    CAPTURED.set(Some(String::new()));
    let result = run();
    (result, CAPTURED.take().unwrap_or_default())
}

/// Prints a line of our own among the output of programs.
pub fn say(line: &str) {
    CAPTURED.with_borrow_mut(|captured| match captured {
        Some(text) => text.extend([line, "\n"]),
        None => println!("{line}"),
    });
}

/// Runs a program to its end, sending its output where ours goes.
pub fn run(command: &mut Command) -> Result<()> {
    let status =
        if CAPTURED.with_borrow(Option::is_some) { run_captured(command)? } else { run_shown(command)? };
    if status.success() { Ok(()) } else { Err(Failed { command: shown(command), status }.into()) }
}

fn run_shown(command: &mut Command) -> Result<ExitStatus> {
    command.status().with_context(|| cannot_start(command))
}

fn run_captured(command: &mut Command) -> Result<ExitStatus> {
    let (mut reader, writer) = std::io::pipe().context("there is no pipe to be had")?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    // Drops our own ends of the pipe: it ends when those of the program are closed.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut printed = Vec::new();
    reader.read_to_end(&mut printed)?;
    CAPTURED
        .with_borrow_mut(|text| text.get_or_insert_default().push_str(&String::from_utf8_lossy(&printed)));
    Ok(child.wait()?)
}

/// Runs a program to its end and returns its output, trimmed.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        return Err(Failed { command: shown(command), status: output.status }.into());
    }
    let text = String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed something other than text", shown(command)))?;
    Ok(text.trim().to_owned())
}

/// Returns whether a program starts and succeeds; hides its output.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Returns where a program is in the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Returns a command for the cargo that runs this program, with the root of the workspace as its working
/// folder.
pub fn cargo(workspace: &Workspace) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.current_dir(workspace.root());
    command
}

fn cannot_start(command: &Command) -> String {
    format!("`{}` cannot be started", shown(command))
}

/// Returns a command as one would type it, without the program's folder.
fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str()).to_os_string();
    let words = std::iter::once(program.as_os_str()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
