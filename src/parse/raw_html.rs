//! HTML that people write into Markdown: what of it is kept, and what is only text.

/// Elements that people write into Markdown on purpose. What is not here is shown as text.
const HTML_ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
];

/// Whether a piece of raw HTML is a comment or the tag of an element that exists.
pub(super) fn is_known(html: &str) -> bool {
    let Some(rest) = html.trim_start().strip_prefix('<') else { return true };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name: String =
        rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    rest.starts_with("!--") || HTML_ELEMENTS.binary_search(&name.as_str()).is_ok()
}

/// Returns what a piece of HTML says, each tag as a space. Comments, scripts and styles say nothing.
pub(super) fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        text.push(' ');
        rest = after_tag(&rest[open..]);
    }
    text.push_str(rest);
    text
}

/// Returns what follows the tag, or the whole that says nothing, at the beginning of `html`.
fn after_tag(html: &str) -> &str {
    let after = |end: &str| html.find(end).map_or("", |at| &html[at + end.len()..]);
    if html.starts_with("<!--") {
        return after("-->");
    }
    for (open, close) in [("<script", "</script>"), ("<style", "</style>")] {
        let is_open = html.get(..open.len()).is_some_and(|start| start.eq_ignore_ascii_case(open));
        if is_open && let Some(at) = html.to_ascii_lowercase().find(close) {
            return &html[at + close.len()..];
        }
    }
    after(">")
}

/// Returns what stands in published Markdown for a piece of HTML that says `text`.
pub(super) fn as_markdown(html: &str, text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match () {
        () if html.ends_with('\n') => format!("{text}\n"),
        () if html.starts_with("<br") => " ".to_owned(),
        () => text,
    }
}

/// Takes away whatever could act on the reader: scripts, handlers, frames, forms, foreign schemes.
///
/// `link_scheme` is allowed too: links that are resolved later have it.
pub(super) fn sanitise(html: &str, link_scheme: &str) -> String {
    ammonia::Builder::default()
        .add_url_schemes([link_scheme])
        .url_relative(ammonia::UrlRelative::Deny)
        .add_generic_attributes(["id", "class", "tabindex"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("ol", ["start"])
        .link_rel(None)
        .clean(html)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_element_list_is_sorted() {
        assert!(HTML_ELEMENTS.is_sorted());
    }

    #[test]
    fn tags_are_told_from_types() {
        assert!(is_known("<b>") && is_known("</DIV>") && is_known("<!-- x -->"));
        assert!(!is_known("<T>") && !is_known("<bool>") && !is_known("<iframe src=x>"));
    }

    #[test]
    fn what_acts_is_taken_away() {
        assert_eq!(sanitise("<a href=\"javascript:x()\">a</a>", "later"), "<a>a</a>");
        assert_eq!(sanitise("<a href=\"later:1\">a</a>", "later"), "<a href=\"later:1\">a</a>");
        assert_eq!(sanitise("<p style=\"x\" onclick=\"y\">a</p><svg onload=z>", "later"), "<p>a</p>");
    }
}
