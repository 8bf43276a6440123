//! Text made safe to stand in HTML.

/// Appends `text`, escaped for an element's text or for an attribute in double quotes.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    // A string takes whatever is written to it.
    let _ = pulldown_cmark_escape::escape_html(out, text);
}
