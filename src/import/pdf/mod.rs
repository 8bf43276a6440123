//! Reads PDF files through Poppler's `pdftotext`, where it is installed: the places of words on pages become paragraphs, lists
//! and tables. What a PDF does not have – what is a heading, which list an item is of – is not made up.

mod layout;
mod sides;
mod text;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Failure;
use super::blocks::{Origin, SourceDocument, What};
use super::program::{self, Trouble};
use super::xml::{self, Element};
use crate::diagnostic::code;

/// The name of the program.
const PROGRAMS: [&str; 2] = ["pdftotext", "pdftotext.exe"];
/// Where it is installed outside the search path.
const PLACES: [&str; 2] = ["/opt/homebrew/bin/pdftotext", "/usr/local/bin/pdftotext"];
/// The largest description of pages that is read, in bytes: ten times what a document of a thousand pages has.
const LAYOUT_BYTES_MAX: u64 = 512 << 20;

/// Returns where Poppler's `pdftotext` is.
pub fn find() -> Option<PathBuf> {
    program::find(&PROGRAMS, &PLACES)
}

/// Reads the file at `path` with `program`.
///
/// # Errors
/// When Poppler is not installed, takes too long, or cannot read the file; when the file has a password, or no text.
pub fn read(path: &Path, program: Option<&Path>) -> Result<SourceDocument, Failure> {
    let program = program.ok_or_else(|| Failure::new(code!("import::no-poppler")))?;
    let layout = layout_of(path, program)?;
    let root = xml::parse(&layout, "bbox-layout").map_err(|_| Failure::new(code!("import::poppler")))?;
    let mut pages = layout::pages(&root);
    if pages.iter().all(|page| page.lines.is_empty()) {
        return Err(Failure::new(code!("import::scanned")));
    }
    let mut document = SourceDocument { origin: origin(&root), ..SourceDocument::default() };
    for (number, page) in pages.iter().enumerate() {
        document.raw.extend(page.lines.iter().map(layout::Line::text));
        if page.lines.is_empty() {
            document.drop(What::Page, (number + 1).to_string());
        }
    }
    pages.iter_mut().for_each(|page| sides::take(page, &mut document));
    layout::take_margins(&mut pages, &mut document);
    document.blocks = text::blocks(pages, &mut document);
    Ok(document)
}

/// Reads what the file says of itself.
fn origin(root: &Element) -> Origin {
    let mut origin = Origin::default();
    root.each(&mut |element| {
        let day = || element.get("content").and_then(Origin::day);
        match element.get("name").filter(|_| element.name == "meta") {
            Some("CreationDate") => origin.made = day(),
            Some("ModDate") => origin.changed = day(),
            _ => {}
        }
    });
    origin
}

/// Has `program` tell of the places of all words, as XHTML.
fn layout_of(path: &Path, program: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |_: io::Error| Failure::new(code!("import::poppler"));
    let folder = tempfile::tempdir().map_err(failed)?;
    let (made, said) = (folder.path().join("layout.html"), folder.path().join("errors"));
    let mut command = Command::new(program);
    command.args(["-bbox-layout", "-enc", "UTF-8"]).arg(path.canonicalize().map_err(failed)?).arg(&made);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.stderr(std::fs::File::create(&said).map_err(failed)?);
    match program::wait(&mut command.spawn().map_err(failed)?) {
        Ok(true) => {}
        Ok(false) => {
            let errors = std::fs::read_to_string(&said).unwrap_or_default();
            let code = if errors.contains("password") {
                code!("import::encrypted")
            } else {
                code!("import::poppler")
            };
            return Err(Failure::new(code));
        }
        Err(Trouble::Time) => return Err(Failure::new(code!("import::poppler-time"))),
        Err(Trouble::Lost) => return Err(Failure::new(code!("import::poppler"))),
    }
    if std::fs::metadata(&made).map_err(failed)?.len() > LAYOUT_BYTES_MAX {
        return Err(Failure::new(code!("import::too-large")));
    }
    std::fs::read(&made).map_err(failed)
}
