//! The pages of reports in a built site, and their text.

use actas::OutputTree;

/// A report's page.
pub(crate) struct Page {
    /// Its address from the root of the site, with `/` at the end.
    pub(crate) address: String,
    /// The tag of its language.
    pub(crate) language: String,
    /// Its whole HTML.
    pub(crate) html: String,
    /// Its title and text, in reading order.
    pub(crate) text: String,
}

/// How the default theme marks the page of a report.
const REPORT: &str = "<body class=\"kind-report\"";

/// Returns the pages of all reports, in order of address.
pub(crate) fn report_pages(output: &OutputTree) -> Vec<Page> {
    output.iter().filter_map(|(path, bytes)| page(path, bytes)).collect()
}

fn page(path: &str, bytes: &[u8]) -> Option<Page> {
    let address = path.strip_suffix("index.html")?;
    let html = String::from_utf8_lossy(bytes).into_owned();
    if !html.contains(REPORT) {
        return None;
    }
    let language = between(&html, "<html lang=\"", "\"")?.to_owned();
    let text = text(between(&html, "<main", "</main>")?);
    Some(Page { address: address.to_owned(), language, html, text })
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let rest = &text[text.find(start)? + start.len()..];
    Some(&rest[..rest.find(end)?])
}

/// Elements that Pagefind omits, so that every engine gets the same text.
const LEFT_OUT: [&str; 5] = ["nav", "footer", "form", "script", "svg"];

/// Returns the text of HTML written by a template: well-formed, with `<` and `>` escaped in text and
/// attributes.
fn text(html: &str) -> String {
    let mut text = String::new();
    let mut left_out = 0_usize;
    for piece in html.split('<').skip(1) {
        let Some((tag, after)) = piece.split_once('>') else { continue };
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if LEFT_OUT.contains(&name) {
            left_out = if tag.starts_with('/') { left_out.saturating_sub(1) } else { left_out + 1 };
        }
        if left_out == 0 {
            text.push_str(if INLINE.contains(&name) { "" } else { " " });
            text.push_str(&unescape(after));
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Elements that may stand within a word.
const INLINE: [&str; 10] = ["a", "abbr", "b", "code", "del", "em", "i", "span", "strong", "sub"];

fn unescape(text: &str) -> String {
    let named =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_without_what_is_around_it() {
        let html = "<html lang=\"en\"><head><title>No</title></head><body class=\"kind-report\"><main id=\"m\">\
                    <nav><ol><li>No</li></ol></nav><h1>Title</h1><p>f&lt;T&gt;<em>oo</em></p><p>bar</p></main>";
        let page = page("reports/a/index.html", html.as_bytes()).expect("a report");
        assert_eq!((page.address.as_str(), page.language.as_str()), ("reports/a/", "en"));
        assert_eq!(page.text, "Title f<T>oo bar");
    }
}
