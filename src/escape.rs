//! Escapes text for HTML.

/// Appends `text`, escaped for an element's text or for an attribute in double quotes.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(out, text);
}
