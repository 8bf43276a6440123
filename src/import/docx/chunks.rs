//! Documents that stand in a Word document.

use std::path::Path;

use crate::import::blocks::SourceDocument;
use crate::import::pictures::Pictures;
use crate::import::{html, plain};

/// Reads a document by its content: a Word document, HTML, or text; `depth` is how deep others may stand in it. None for
/// what is neither.
pub(super) fn read(bytes: &[u8], depth: usize) -> Option<SourceDocument> {
    let start = bytes.trim_ascii_start();
    if bytes.starts_with(b"PK") {
        return super::read_within(bytes, depth).ok();
    }
    if start.starts_with(b"<") {
        return Some(html::read(bytes, Pictures::beside(Path::new(""))));
    }
    let is_text = !bytes.contains(&0) && !start.starts_with(b"{\\rtf");
    is_text.then(|| plain::read(bytes))
}
