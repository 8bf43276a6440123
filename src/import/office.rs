//! Has LibreOffice turn other formats into Word documents, where it is installed.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Failure;
use crate::diagnostic::code;

/// The names of the program.
const PROGRAMS: [&str; 2] = ["soffice", "libreoffice"];
/// Where it is installed outside the search path.
const PLACES: [&str; 2] = [
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
];
/// How long a conversion may take.
const TIME_MAX: Duration = Duration::from_secs(120);
/// How often it is looked whether it is done.
const INTERVAL: Duration = Duration::from_millis(50);

/// Returns where LibreOffice is.
pub fn find() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&folders).flat_map(|folder| PROGRAMS.map(|name| folder.join(name)));
    in_path.chain(PLACES.map(PathBuf::from)).find(|path| path.is_file())
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
    wait(command.spawn().map_err(failed)?)?;
    let made = folder.path().join(path.file_stem().unwrap_or_default()).with_added_extension("docx");
    std::fs::read(made).map_err(failed)
}

/// Returns the file to convert: the one at `path`, or of an RTF file a copy with one paragraph more, since LibreOffice
/// (7.4) takes the last one out of its list, and a sub-point becomes a point.
fn input(path: &Path, folder: &Path) -> io::Result<PathBuf> {
    if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("rtf")) {
        return path.canonicalize();
    }
    let mut bytes = std::fs::read(path)?;
    if let Some(end) = bytes.iter().rposition(|byte| *byte == b'}') {
        bytes.splice(end..end, *br"\par\pard\plain ");
    }
    let copies = folder.join("input");
    std::fs::create_dir(&copies)?;
    let copy = copies.join(path.file_name().unwrap_or_default());
    std::fs::write(&copy, bytes)?;
    Ok(copy)
}

fn wait(mut child: Child) -> Result<(), Failure> {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => return Ok(()),
            Ok(None) if started.elapsed() < TIME_MAX => std::thread::sleep(INTERVAL),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(Failure::new(code!("import::office-time")));
            }
            Err(_) => return Err(Failure::new(code!("import::office"))),
        }
    }
}
