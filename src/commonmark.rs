//! The Markdown dialect: CommonMark with a few extensions. All code that parses a text must use the same.

use pulldown_cmark::Options;

/// The extensions to CommonMark.
pub(crate) const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    // Alerts: `> [!NOTE]`.
    .union(Options::ENABLE_GFM);
