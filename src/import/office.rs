//! Has LibreOffice turn other formats into Word documents, where it is installed.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Failure;
use super::program::{self, Trouble};
use crate::diagnostic::code;

/// The names of the program.
const PROGRAMS: [&str; 2] = ["soffice", "libreoffice"];
/// Where it is installed outside the search path.
const PLACES: [&str; 2] = [
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
];

/// Returns where LibreOffice is.
pub fn find() -> Option<PathBuf> {
    program::find(&PROGRAMS, &PLACES)
}

/// Has `program` convert the file at `path`, and returns the bytes of a Word document.
///
/// # Errors
/// When LibreOffice is not installed, takes too long, or cannot read the file.
pub fn convert(path: &Path, program: Option<&Path>) -> Result<Vec<u8>, Failure> {
    let program = program.ok_or_else(|| Failure::new(code!("import::no-office")))?;
    let failed = |_: io::Error| Failure::new(code!("import::office"));
    let folder = tempfile::tempdir().map_err(failed)?;
    // A profile of its own, so that it works while LibreOffice is open.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let input = input(path, folder.path()).map_err(failed)?;
    let mut command = Command::new(program);
    command.arg(profile).args(["--headless", "--norestore", "--convert-to", "docx", "--outdir"]);
    command.arg(folder.path()).arg(input);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match program::wait(&mut command.spawn().map_err(failed)?) {
        Ok(_) => {}
        Err(Trouble::Time) => return Err(Failure::new(code!("import::office-time"))),
        Err(Trouble::Lost) => return Err(Failure::new(code!("import::office"))),
    }
    let made = folder.path().join(path.file_stem().unwrap_or_default()).with_added_extension("docx");
    std::fs::read(made).map_err(failed)
}

/// Returns the file to convert: the one at `path`, or of an RTF file a copy with one paragraph more, since LibreOffice
/// (7.4) takes the last one out of its list, and a sub-point becomes a point.
fn input(path: &Path, folder: &Path) -> io::Result<PathBuf> {
    let mut bytes = std::fs::read(path)?;
    if !bytes.starts_with(b"{\\rtf") {
        return path.canonicalize();
    }
    if let Some(end) = bytes.iter().rposition(|byte| *byte == b'}') {
        bytes.splice(end..end, *br"\par\pard\plain ");
    }
    let copies = folder.join("input");
    std::fs::create_dir(&copies)?;
    let copy = copies.join(path.file_name().unwrap_or_default());
    std::fs::write(&copy, bytes)?;
    Ok(copy)
}
