//! Addresses: a type for a place within the site, and a type for where the site is published.

pub(crate) mod fixed;

use std::fmt;

/// Returns a text as part of an address.
pub use actas_search_core::analysis::slug as slugify;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::diagnostic::Diagnostic;
use crate::messages::Message;
use crate::names::NAME_BYTES_MAX;

/// How much of a long text is shown in messages, in characters.
const LONG_SHOWN: usize = 60;

/// How many bytes of a part of an address are kept when it is shortened.
const KEPT_BYTES: usize = 180;

/// How many hexadecimal digits of its hash replace the rest.
const HASH_DIGITS: usize = 12;

/// Returns a text as part of an address that can also be the name of a file or folder, and `fallback` for a
/// text that leaves nothing. A name that is too long is shortened, with a hash that distinguishes it from
/// others with the same beginning.
pub fn slugify_or(text: &str, fallback: &str) -> String {
    let slug = slugify(text);
    if slug.is_empty() {
        return fallback.to_owned();
    }
    if slug.len() <= NAME_BYTES_MAX {
        return slug;
    }
    let start = slug[..slug.floor_char_boundary(KEPT_BYTES)].trim_end_matches(['-', '.']);
    let hash = blake3::hash(slug.as_bytes()).to_hex();
    format!("{start}-{}", &hash[..HASH_DIGITS])
}

/// Whether a text is too long to be a part of an address as it is: over 255 bytes.
pub(crate) fn is_long(text: &str) -> bool {
    slugify(text).len() > NAME_BYTES_MAX
}

/// Returns a warning that a text is too long to be a part of an address.
pub(crate) fn long_name(text: &str) -> Diagnostic {
    let start: String = text.chars().take(LONG_SHOWN).collect();
    let slug = slugify_or(text, "");
    Diagnostic::warning("address::long").with("text", format!("{start}…")).with("slug", slug)
}

/// The schemes that a link may have.
pub const LINK_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Returns the scheme of an address; `None` for a path. `//host` counts as a scheme that is not allowed.
pub fn scheme(destination: &str) -> Option<String> {
    if destination.starts_with("//") {
        return Some("//".to_owned());
    }
    let (scheme, _) = destination.split_once(':')?;
    let valid = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(valid);
    is_scheme.then(|| scheme.to_lowercase())
}

/// The address of something within the site: a path from its root, without a leading slash.
///
/// The address of a page ends in `/` (or is empty, for the home page); that of a file does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(String);

impl UrlPath {
    /// Returns the address of a page in these folders. Blank ones are skipped.
    pub fn page<'a>(folders: impl IntoIterator<Item = &'a str>) -> UrlPath {
        let mut path = String::new();
        for folder in
            folders.into_iter().flat_map(|folders| folders.split('/')).filter(|part| !part.is_empty())
        {
            path.push_str(folder);
            path.push('/');
        }
        UrlPath(path)
    }

    /// Returns the address of a page, from 1, of a long list that begins here.
    pub fn numbered(&self, page: usize) -> UrlPath {
        if page == 1 { self.clone() } else { UrlPath::page([self.as_str(), &page.to_string()]) }
    }

    /// Returns the address of a file.
    pub fn file(path: impl Into<String>) -> UrlPath {
        UrlPath(path.into())
    }

    /// Returns the address as written after the site's root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address percent-encoded, as it stands in a link.
    pub fn encoded(&self) -> String {
        encode(&self.0)
    }

    /// Returns the address of a file in the folder of this page.
    pub fn with_file(&self, name: &str) -> UrlPath {
        UrlPath(format!("{}{name}", self.0))
    }

    /// Returns the path in the output: pages are folders with an `index.html`.
    pub fn output_path(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') {
            format!("{}index.html", self.0)
        } else {
            self.0.clone()
        }
    }
}

impl UrlPath {
    /// Returns the address of an output file, the reverse of [`output_path`](UrlPath::output_path).
    pub fn of_output(path: &str) -> UrlPath {
        let page = path.strip_suffix("index.html").filter(|page| page.is_empty() || page.ends_with('/'));
        UrlPath::file(page.unwrap_or(path))
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address that the site is published at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    origin: String,
    path: String,
}

impl Default for Base {
    fn default() -> Self {
        Base { origin: "http://localhost".to_owned(), path: "/".to_owned() }
    }
}

impl Base {
    /// Reads an address like `https://example.org/archive`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(url: &str) -> Result<Base, Message> {
        let url = url.trim();
        let scheme = ["https://", "http://"].into_iter().find(|scheme| url.starts_with(scheme));
        let Some(scheme) = scheme else { return Err(Message::new("address_no-scheme")) };
        let rest = &url[scheme.len()..];
        let (host, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        let valid = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]@%".contains(c);
        if host.is_empty() || !rest.chars().all(valid) {
            return Err(Message::new("address_wrong"));
        }
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Ok(Base { origin: format!("{scheme}{host}"), path })
    }

    /// Returns the path of the site's root, `/` or `/repo/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the host, with its port if one is given.
    pub fn host(&self) -> &str {
        self.origin.split_once("//").map_or(self.origin.as_str(), |(_, host)| host)
    }

    /// Returns the full address of a link written from the host's root, `/repo/…`, and other links unchanged.
    pub fn resolve(&self, href: &str) -> String {
        if href.starts_with('/') { format!("{}{href}", self.origin) } else { href.to_owned() }
    }

    /// Returns HTML with links from the host's root replaced by full addresses.
    pub fn resolve_html(&self, html: &str) -> String {
        let origin = &self.origin;
        html.replace(" href=\"/", &format!(" href=\"{origin}/"))
            .replace(" src=\"/", &format!(" src=\"{origin}/"))
    }

    /// Returns the link to `target` from anywhere in the site.
    pub fn href(&self, target: &UrlPath) -> String {
        format!("{}{}", self.path, encode(&target.0))
    }

    /// Returns the full address of `target`.
    pub fn absolute(&self, target: &UrlPath) -> String {
        format!("{}{}", self.origin, self.href(target))
    }
}

/// Characters that stand unencoded in a path (RFC 3986, section 3.3), except the apostrophe and `&`.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'(')
    .remove(b')')
    .remove(b'+')
    .remove(b',')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// Percent-encodes the characters that a path may not contain.
fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Decodes `%20` and the like; whatever is not UTF-8 stays encoded.
pub fn decode(path: &str) -> String {
    percent_decode_str(path).decode_utf8().map_or_else(|_| path.to_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_has_an_origin_and_a_path() {
        let base = Base::parse("https://example.org/repo").expect("an address");
        assert_eq!(base.href(&UrlPath::page(["informes", "2017"])), "/repo/informes/2017/");
        assert_eq!(base.absolute(&UrlPath::page([])), "https://example.org/repo/");
        assert_eq!(Base::parse("http://127.0.0.1:80").expect("an address").path(), "/");
        for wrong in
            ["", "example.org", "ftp://example.org", "https://", "https://a b", "https://x/\"><script>"]
        {
            assert!(Base::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn links_are_encoded() {
        assert_eq!(Base::default().href(&UrlPath::file("a b/ñ\".pdf")), "/a%20b/%C3%B1%22.pdf");
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slugify("Año 2017: ¿Qué sigue?"), "ano-2017-que-sigue");
        assert_eq!(slugify("2019.05.02"), "2019.05.02");
        assert_eq!(slugify("../..//etc"), "etc");
        assert_eq!(slugify("…"), "");
    }

    #[test]
    fn long_slugs_are_names_of_files_and_stay_apart() {
        let long = |end: &str| slugify_or(&format!("{}{end}", "acuerdo ñ ".repeat(60)), "term");
        let (one, other) = (long("uno"), long("dos"));
        assert!(one.len() <= NAME_BYTES_MAX && one != other && one[..100] == other[..100], "{one} {other}");
        assert_eq!(crate::names::flaw(&one), None);
        assert_eq!(long("uno"), one);
        assert_eq!(slugify_or(&"a".repeat(255), "term"), "a".repeat(255), "what was published stays");
        assert!(is_long(&"a".repeat(256)) && !is_long(&"a".repeat(255)));
    }

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("HTTPS://x").as_deref(), Some("https"));
        assert_eq!(scheme("javascript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme("//evil.example").as_deref(), Some("//"));
        assert_eq!(scheme("a b:c.md"), None);
        assert_eq!(scheme("x.md"), None);
    }
}
