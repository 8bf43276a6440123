//! File formats, by name and by content: which formats an archive serves as they are, and what a browser or a
//! web server would do with the others.
//!
//! The formats are an allow list. A deny list was tried: servers have types for hundreds of extensions, and
//! browsers sniff files without a type (MIME Sniffing Standard, section 7).

mod names;
mod svg;

use std::sync::LazyLock;

pub use names::{is_for_servers, is_page, without_inner_endings};

/// How many bytes at the beginning of a file identify it. Browsers look at 1,445 (MIME Sniffing Standard,
/// section 5.2); zip files may name their office format only after a few thousand.
pub const HEAD_BYTES: usize = 8192;

/// The longest SVG picture that is examined; a longer one counts as markup.
pub const SVG_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// How far from the beginning of a PDF its signature may be (ISO 32000-1, annex H.3, note 13).
const PDF_MARK_WITHIN: usize = 1024;

/// A family of formats that are verified in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// PDF.
    Pdf,
    /// Documents, spreadsheets and slides of office programs.
    Office,
    /// Raster images.
    Picture,
    /// Audio and video: one container can hold either.
    Media,
    /// Zip archives.
    Zip,
    /// Plain text, Markdown and tables as text.
    Text,
    /// SVG.
    Drawing,
}

/// The extensions of each family, in lower case.
const ENDINGS: [(Family, &[&str]); 7] = [
    (Family::Pdf, &["pdf"]),
    (
        Family::Office,
        &[
            "doc", "docx", "dot", "dotx", "odg", "odp", "ods", "odt", "otp", "ots", "ott", "pot", "potx",
            "pps", "ppsx", "ppt", "pptx", "rtf", "xls", "xlsx", "xlt", "xltx",
        ],
    ),
    (
        Family::Picture,
        &["avif", "bmp", "gif", "heic", "heif", "jfif", "jpeg", "jpg", "png", "tif", "tiff", "webp"],
    ),
    (
        Family::Media,
        &[
            "3gp", "aac", "amr", "avi", "flac", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg",
            "oga", "ogg", "ogv", "opus", "wav", "weba", "webm", "wma", "wmv",
        ],
    ),
    (Family::Zip, &["zip"]),
    (Family::Text, &["csv", "markdown", "md", "text", "tsv", "txt"]),
    (Family::Drawing, &["svg"]),
];

/// What a file's bytes contain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// Nothing.
    Empty,
    /// A format of this family, by its signature.
    Of(Family),
    /// Markup, or what a browser would take for markup without a type.
    Markup,
    /// An SVG picture with something that is not on the list of what only draws: the element, attribute or
    /// other part.
    ActiveDrawing(String),
    /// Any other format.
    Other,
}

/// Returns the family that an extension belongs to, ignoring case; `None` if it is not listed.
pub fn family(ending: &str) -> Option<Family> {
    let ending = ending.to_lowercase();
    ENDINGS.iter().find(|(_, endings)| endings.contains(&ending.as_str())).map(|(family, _)| *family)
}

/// Returns the part of a name after its last dot, in lower case; empty if there is none.
pub fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase())
}

impl Family {
    /// Whether a file of this family may have this content. Office documents are zip archives; those with a
    /// password, and older ones, have their own container.
    pub fn takes(self, content: &Content) -> bool {
        match content {
            Content::Empty => true,
            Content::Of(found) => *found == self || self == Family::Office && *found == Family::Zip,
            Content::Markup | Content::ActiveDrawing(_) | Content::Other => false,
        }
    }
}

/// Returns the content type of a file that begins with `head`: at most [`HEAD_BYTES`]. An SVG picture is
/// [`Content::Markup`] until [`drawing`] has examined the whole of it.
pub fn content(head: &[u8]) -> Content {
    if head.is_empty() {
        return Content::Empty;
    }
    if begins_with_markup(head) {
        // WebKit renders markup as a page, even in a file served as text, if it has bytes that no text has.
        return if is_text(head) { Content::Markup } else { Content::Other };
    }
    match marked(head) {
        Some(content) => content,
        None if is_text(head) => Content::Of(Family::Text),
        None => Content::Other,
    }
}

/// Returns whether an SVG picture only draws: [`Content::Of`] drawings, or the part that is not listed.
pub fn drawing(bytes: &[u8]) -> Content {
    match svg::active_part(bytes) {
        None => Content::Of(Family::Drawing),
        Some(part) => Content::ActiveDrawing(part),
    }
}

/// Whether a browser without a type might take the file for HTML or XML: all their patterns begin with `<`,
/// after white space and a byte order mark (MIME Sniffing Standard, section 7.1).
fn begins_with_markup(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    head.iter().find(|byte| !matches!(byte, b'\t' | b'\n' | 0x0C | b'\r' | b' ')) == Some(&b'<')
}

/// Returns the content that a file's signature indicates; `None` if it has no known signature.
fn marked(head: &[u8]) -> Option<Content> {
    static MARKS: LazyLock<infer::Infer> = LazyLock::new(|| {
        let mut marks = infer::Infer::new();
        // Further brands of MPEG-4 (ISO/IEC 14496-12, section 4.3), besides those that the library lists.
        marks.add("video/mp4", "mp4", |head| head.get(4..8) == Some(b"ftyp"));
        marks
    });
    if is_pdf(head) {
        return Some(Content::Of(Family::Pdf));
    }
    // The library takes the beginning of any text in Latin-1 or UTF-16 for text, and so do we, below.
    let known = MARKS.get(head)?;
    let family = match known.matcher_type() {
        infer::MatcherType::Doc => Family::Office,
        infer::MatcherType::Image => Family::Picture,
        infer::MatcherType::Audio | infer::MatcherType::Video | infer::MatcherType::Custom => Family::Media,
        infer::MatcherType::Archive => match known.mime_type() {
            "application/rtf" | "application/x-ole-storage" => Family::Office,
            "application/zip" => Family::Zip,
            "application/pdf" => Family::Pdf,
            _ => return Some(Content::Other),
        },
        infer::MatcherType::Text => return None,
        _ => return Some(Content::Other),
    };
    Some(Content::Of(family))
}

fn is_pdf(head: &[u8]) -> bool {
    let head = &head[..head.len().min(PDF_MARK_WITHIN)];
    head.windows(5).any(|part| part == b"%PDF-")
}

/// Whether bytes can be read as text: they have no byte that text never has (MIME Sniffing Standard, section
/// 3, "binary data byte"), or are UTF-16 with a byte order mark.
fn is_text(head: &[u8]) -> bool {
    let is_binary = |byte: &u8| matches!(byte, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F);
    head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || !head.iter().any(is_binary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_what_a_file_is() {
        let zip = b"PK\x03\x04\x14\0\0\0";
        let cases: [(&[u8], Content); 22] = [
            (b"", Content::Empty),
            (b"%PDF-1.7\n", Content::Of(Family::Pdf)),
            (b"\r\njunk\n%PDF-1.4\n", Content::Of(Family::Pdf)),
            (b"<html>%PDF-1.4", Content::Markup),
            (b"\xEF\xBB\xBF \n<script>", Content::Markup),
            (b"<b> ftypisom\0\0\0", Content::Other),
            (b"uno;dos\n", Content::Of(Family::Text)),
            ("año;señal\n".as_bytes(), Content::Of(Family::Text)),
            (b"a\xF1o;se\xF1al\n", Content::Of(Family::Text)),
            (b"\xFF\xFEa\0;\0", Content::Of(Family::Text)),
            (b"#!/bin/sh\n", Content::Of(Family::Text)),
            (b"{\\rtf1\\ansi", Content::Of(Family::Office)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Content::Of(Family::Office)),
            (zip, Content::Of(Family::Zip)),
            (b"\x89PNG\r\n\x1A\n\0\0", Content::Of(Family::Picture)),
            (b"GIF89a\x01\0", Content::Of(Family::Picture)),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Content::Of(Family::Picture)),
            (b"ID3\x03\0\0\0\0", Content::Of(Family::Media)),
            (b"\0\0\0\x18ftypXXXX\0\0\0\0", Content::Of(Family::Media)),
            (b"\x7FELF\x02\x01\x01\0\0\0\0\0", Content::Other),
            (b"\x1F\x8B\x08\0\0\0", Content::Other),
            (b"MZ\x90\0\x03\0", Content::Other),
        ];
        for (bytes, expected) in cases {
            assert_eq!(content(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn endings_are_of_one_family() {
        assert_eq!(family("PDF"), Some(Family::Pdf));
        assert_eq!((family("php"), family(""), family("html")), (None, None, None));
        assert_eq!((ending("a.b/c"), ending("a/B.Pdf")), (String::new(), "pdf".to_owned()));
        let mut all: Vec<&str> = ENDINGS.iter().flat_map(|(_, endings)| *endings).copied().collect();
        assert!(all.iter().all(|ending| !is_page(ending) || *ending == "svg"));
        assert!(all.iter().all(|ending| !is_for_servers(ending)));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "each ending stands once");
    }

    #[test]
    fn an_ending_needs_its_bytes() {
        assert!(Family::Office.takes(&content(b"PK\x03\x04\x14\0\0\0")));
        assert!(!Family::Zip.takes(&content(b"{\\rtf1")) && !Family::Pdf.takes(&content(b"text")));
        assert!(!Family::Drawing.takes(&content(b"<svg>")), "until it was looked at");
    }
}
