//! Tells formats by what is in a file: the end of its name may be wrong.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Failure;
use crate::diagnostic::code;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As a Word document.
    Word,
    /// As an OpenDocument text.
    OpenDocument,
    /// As HTML.
    Html,
    /// As Markdown.
    Markdown,
    /// As plain text.
    Text,
    /// As a PDF, by Poppler.
    Pdf,
    /// As what LibreOffice makes of it.
    Office,
}

/// So many bytes at the beginning of a file may stand before the mark of a PDF (Adobe's implementation note 13).
const PDF_WITHIN: usize = 1024;
/// How far the beginning of a text is looked at for tags.
const TAG_WITHIN: usize = 512;
/// The mark of a compound file ([MS-CFB], 2.2): of Word before 2007, and of files with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The most bytes of a part that tells the format.
const PART_BYTES_MAX: u64 = 1 << 20;

/// Returns the format of a file whose name ends so, in lower case.
///
/// # Errors
/// When it is empty, has a password, or has a format that is not read.
pub fn of(bytes: &[u8], extension: &str) -> Result<Format, Failure> {
    if bytes.is_empty() {
        return Err(Failure::new(code!("import::blank")));
    }
    if bytes[..bytes.len().min(PDF_WITHIN)].windows(5).any(|window| window == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK") {
        return of_package(bytes, extension);
    }
    if bytes.starts_with(COMPOUND) {
        return of_compound(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Ok(Format::Office);
    }
    of_text(bytes, extension)
}

/// Tells by the parts of a package.
fn of_package(bytes: &[u8], extension: &str) -> Result<Format, Failure> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return by_name(extension) };
    let mut part = |name: &str| {
        let entry = archive.by_name(name).ok()?;
        let mut text = Vec::new();
        entry.take(PART_BYTES_MAX).read_to_end(&mut text).ok()?;
        Some(String::from_utf8_lossy(&text).into_owned())
    };
    if part("META-INF/manifest.xml").is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Failure::new(code!("import::encrypted")));
    }
    let kind = part("mimetype").unwrap_or_default();
    if kind.starts_with("application/vnd.oasis.opendocument.text") {
        return Ok(Format::OpenDocument);
    }
    if kind.starts_with("application/") {
        return Err(Failure::new(code!("import::other-format"))
            .with("format", kind.trim().rsplit('.').next().unwrap_or("")));
    }
    let types = part("[Content_Types].xml").unwrap_or_default();
    let has = |name: &str| types.contains(name);
    if part("word/document.xml").is_some()
        || has("wordprocessingml.document")
        || has("wordprocessingml.template")
    {
        return Ok(Format::Word);
    }
    let other = [("spreadsheetml", "Excel"), ("presentationml", "PowerPoint")];
    if let Some((_, format)) = other.iter().find(|(name, _)| has(name)) {
        return Err(Failure::new(code!("import::other-format")).with("format", *format));
    }
    if part("content.xml").is_some() { Ok(Format::OpenDocument) } else { by_name(extension) }
}

/// Tells by the names of the streams in a compound file, which are UTF-16.
fn of_compound(bytes: &[u8]) -> Result<Format, Failure> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        return Err(Failure::new(code!("import::encrypted")));
    }
    let other = [("Workbook", "Excel"), ("PowerPoint SourceDocument", "PowerPoint")];
    match other.iter().find(|(name, _)| !has("WordDocument") && has(name)) {
        Some((_, format)) => Err(Failure::new(code!("import::other-format")).with("format", *format)),
        None => Ok(Format::Office),
    }
}

fn of_text(bytes: &[u8], extension: &str) -> Result<Format, Failure> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(TAG_WITHIN)]).to_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    let is_html = ["<!doctype html", "<html"].iter().any(|tag| start.starts_with(tag))
        || (start.starts_with("<?xml") && start.contains("<html"));
    if is_html { Ok(Format::Html) } else { by_name(extension) }
}

fn by_name(extension: &str) -> Result<Format, Failure> {
    Ok(match extension {
        "docx" | "docm" | "dotx" => Format::Word,
        "odt" | "ott" => Format::OpenDocument,
        "html" | "htm" | "xhtml" => Format::Html,
        "md" | "markdown" => Format::Markdown,
        "txt" | "text" => Format::Text,
        "doc" | "rtf" | "dot" | "wpd" | "pages" => Format::Office,
        "pdf" => return Err(Failure::new(code!("import::not-pdf"))),
        _ => return Err(Failure::new(code!("import::format")).with("extension", extension)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_what_is_in_the_file() {
        let check = |bytes: &[u8], extension: &str, expected: Result<Format, Failure>| {
            assert_eq!(of(bytes, extension), expected, "{extension}");
        };
        check(b"%PDF-1.4", "docx", Ok(Format::Pdf));
        check(b"{\\rtf1 }", "doc", Ok(Format::Office));
        check(b"\n<HTML><body>", "doc", Ok(Format::Html));
        check(b"Acta", "txt", Ok(Format::Text));
        check(b"# Acta", "md", Ok(Format::Markdown));
        check(b"", "docx", Err(Failure::new(code!("import::blank"))));
        let wide = |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        check(
            &[COMPOUND, &wide("EncryptedPackage")].concat(),
            "docx",
            Err(Failure::new(code!("import::encrypted"))),
        );
        check(&[COMPOUND, &wide("WordDocument")].concat(), "docx", Ok(Format::Office));
        let excel = Failure::new(code!("import::other-format")).with("format", "Excel");
        check(&[COMPOUND, &wide("Workbook")].concat(), "doc", Err(excel));
    }
}
