//! Makes the links of a page relative, so that the output can be read from a folder, without a server.
//!
//! An address from the host's root, `/repo/informes/`, becomes `../informes/index.html`. Full addresses stay:
//! they say where the archive is published. Pages that servers show at other addresses than their own keep
//! their links unchanged.

use lol_html::errors::RewritingError;
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

use crate::url::Base;

/// The attributes that can contain an address: those of HTML, and those that pass one to a script.
const ATTRIBUTES: [&str; 8] =
    ["href", "src", "action", "poster", "data-index", "data-root", "data-to", "data-worker"];
/// The attribute with the root to which scripts append addresses. It is always a folder, however the page is
/// opened.
const ROOT: &str = "data-root";
/// The text before the address in a refresh.
const REFRESH: &str = "url=";

/// Returns the page at `path` of the output with relative links; unchanged if it is not HTML that can be
/// rewritten.
pub(super) fn relative(page: &str, path: &str, base: &Base) -> String {
    rewrite(page, &Here { path, base }).unwrap_or_else(|_| page.to_owned())
}

fn rewrite(html: &str, here: &Here<'_>) -> Result<String, RewritingError> {
    let elements = element!("*", |element| {
        for name in ATTRIBUTES {
            let address = element.get_attribute(name);
            if let Some(address) = address.and_then(|address| here.relative(&address, name == ROOT)) {
                element.set_attribute(name, &address)?;
            }
        }
        let refresh = element.get_attribute("content");
        if let Some((before, address)) = refresh.as_ref().and_then(|content| content.split_once(REFRESH))
            && let Some(address) = here.relative(address, false)
        {
            element.set_attribute("content", &format!("{before}{REFRESH}{address}"))?;
        }
        Ok(())
    });
    // To the parser the contents of `<noscript>` are text, which may arrive in chunks.
    let mut inside = String::new();
    let without_scripts = text!("noscript", move |piece| {
        inside.push_str(piece.as_str());
        if piece.last_in_text_node() {
            piece.replace(&rewrite(&std::mem::take(&mut inside), here)?, ContentType::Html);
        } else {
            piece.remove();
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(elements)
        .append_element_content_handler(without_scripts)
        // In strict mode, ambiguous text would be an error; this way it is left unchanged.
        .with_strict(false);
    rewrite_str(html, settings)
}

/// The location of a page.
struct Here<'a> {
    path: &'a str,
    base: &'a Base,
}

impl Here<'_> {
    /// Converts an address from the host's root to one relative to this page; `None` for other addresses, and
    /// for those outside the site.
    fn relative(&self, address: &str, is_folder: bool) -> Option<String> {
        let rest = address.strip_prefix(self.base.path()).filter(|_| !address.starts_with("//"))?;
        let end = rest.find(['?', '#']).unwrap_or(rest.len());
        let (target, behind) = rest.split_at(end);
        let mut up: Vec<&str> = self.path.split('/').collect();
        up.pop();
        let mut down: Vec<&str> = target.split('/').collect();
        let name = down.pop().unwrap_or_default();
        let shared = up.iter().zip(&down).take_while(|(up, down)| up == down).count();
        let mut parts = vec![".."; up.len() - shared];
        parts.extend(&down[shared..]);
        parts.push(if name.is_empty() && !is_folder { "index.html" } else { name });
        let path = parts.join("/");
        // The first segment of a relative address could be mistaken for a scheme (RFC 3986, section 4.2).
        let path = if path.is_empty() || path.split('/').next().is_some_and(|first| first.contains(':')) {
            format!("./{path}")
        } else {
            path
        };
        Some(path + behind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_from_page_to_file() {
        let base = Base::parse("https://example.org/repo/").expect("an address");
        let check = |path: &str, address: &str, expect: &str| {
            let html = format!("<a href=\"{address}\">x</a>");
            assert_eq!(relative(&html, path, &base), format!("<a href=\"{expect}\">x</a>"));
        };
        check("index.html", "/repo/", "index.html");
        check("index.html", "/repo/informes/", "informes/index.html");
        check("informes/a/index.html", "/repo/", "../../index.html");
        check("informes/a/index.html", "/repo/informes/b/#p9-b", "../b/index.html#p9-b");
        check("informes/a/index.html", "/repo/informes/a/?h=x#p1", "index.html?h=x#p1");
        check("informes/a/index.html", "/repo/assets/0/css/a.css", "../../assets/0/css/a.css");
        check("en/index.html", "/repo/a:b.pdf", "../a:b.pdf");
        check("index.html", "/repo/a:b.pdf", "./a:b.pdf");
        for address in
            ["#p1", "https://example.org/repo/", "/other/", "//example.org/repo/", "mailto:a@b.example"]
        {
            check("informes/index.html", address, address);
        }
    }

    #[test]
    fn only_attributes_with_addresses_are_changed() {
        let check = |html: &str, expect: &str| {
            assert_eq!(relative(html, "en/index.html", &Base::default()), expect);
        };
        check("<p>href=\"/x/\" <b title=\"/x/\">y</b>", "<p>href=\"/x/\" <b title=\"/x/\">y</b>");
        check("<form data-root=\"/\" action=\"/s/\">", "<form data-root=\"../\" action=\"../s/index.html\">");
        check(
            "<noscript><meta http-equiv=\"refresh\" content=\"0; url=/a/\"></noscript>",
            "<noscript><meta http-equiv=\"refresh\" content=\"0; url=../a/index.html\"></noscript>",
        );
        check(
            "<script type=\"application/ld+json\">{\"a\":\"<a href='/'>\"}</script>",
            "<script type=\"application/ld+json\">{\"a\":\"<a href='/'>\"}</script>",
        );
    }
}
