//! Which Markdown is read: CommonMark with a few extensions. Whatever parses a text must use the same.

use pulldown_cmark::Options;

/// What is understood beyond CommonMark.
pub(crate) const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);
