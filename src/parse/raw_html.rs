//! Raw HTML in Markdown: which of it is kept, and which is shown as text.
//!
//! Reports are written by strangers. The HTML that is kept affects only the appearance of text: it loads
//! nothing, links only where Markdown may link, and cannot imitate parts of the page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::config::security::{RawHtml, allows_image};
use crate::url::LINK_SCHEMES;

/// Elements that people use in Markdown on purpose. Tags of all others are shown as text.
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

/// Further elements that are kept in sites that trust their writers.
const TRUSTED_ELEMENTS: &[&str] = &[
    "article", "aside", "audio", "button", "embed", "fieldset", "footer", "form", "header", "iframe",
    "input", "label", "legend", "link", "math", "nav", "noscript", "object", "option", "picture", "section",
    "select", "source", "svg", "textarea", "time", "track", "video",
];

/// The classes that the generated HTML of a text has. Other classes could make text look like a part of the
/// page.
const CLASSES: &[&str] = &[
    "agreed",
    "alert",
    "alert-caution",
    "alert-important",
    "alert-note",
    "alert-tip",
    "alert-title",
    "alert-warning",
    "align-center",
    "align-left",
    "align-right",
    "footnote-definition",
    "footnote-definition-label",
    "footnote-reference",
    "point",
    "point-title",
    "points",
    "points-letter",
    "points-roman",
    "table",
];

/// Whether a piece of raw HTML is a comment or the tag of an existing element.
pub(super) fn is_known(html: &str, raw_html: RawHtml) -> bool {
    let Some(rest) = html.trim_start().strip_prefix('<') else { return true };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name: String =
        rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    rest.starts_with("!--")
        || HTML_ELEMENTS.binary_search(&name.as_str()).is_ok()
        || (raw_html == RawHtml::Keep && TRUSTED_ELEMENTS.binary_search(&name.as_str()).is_ok())
}

/// Returns the text of a piece of HTML, with a space for each tag. Comments, scripts and styles have no text.
pub(super) fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut reached = 0;
    for tag in Tags::new(html) {
        text.push_str(&html[reached..tag.start]);
        text.push(' ');
        reached = tag.end;
    }
    text.push_str(&html[reached..]);
    text
}

/// Iterates over the tags of a piece of HTML, as byte ranges. A comment, script or style counts as one tag,
/// contents included.
struct Tags<'a> {
    html: &'a str,
    reached: usize,
    /// Whether the end tags of scripts and styles are known to be missing from the rest, to avoid searching
    /// again.
    missing: [bool; 2],
}

/// Elements whose contents are not text: the beginning of their start tags, and their end tags.
const SILENT: [(&str, &str); 2] = [("<script", "</script>"), ("<style", "</style>")];

impl<'a> Tags<'a> {
    fn new(html: &'a str) -> Tags<'a> {
        Tags { html, reached: 0, missing: [false; 2] }
    }

    /// Returns the length of the tag, comment, script or style at the beginning of `rest`.
    fn length(&mut self, rest: &str) -> usize {
        let up_to = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
        if rest.starts_with("<!--") {
            return up_to("-->");
        }
        for ((open, close), is_missing) in SILENT.iter().zip(&mut self.missing) {
            let is_open = rest.get(..open.len()).is_some_and(|start| start.eq_ignore_ascii_case(open));
            if is_open && !*is_missing {
                match find_ignoring_case(rest, close) {
                    Some(at) => return at + close.len(),
                    None => *is_missing = true,
                }
            }
        }
        up_to(">")
    }
}

impl Iterator for Tags<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.reached + self.html.get(self.reached..)?.find('<')?;
        self.reached = start + self.length(&self.html[start..]);
        Some(start..self.reached)
    }
}

/// Returns the position of the first end tag in `html`, ignoring case. `tag` is in lower case.
fn find_ignoring_case(html: &str, tag: &str) -> Option<usize> {
    let is_tag = |at: &usize| {
        html.as_bytes().get(*at..at + tag.len()).is_some_and(|it| it.eq_ignore_ascii_case(tag.as_bytes()))
    };
    html.match_indices("</").map(|(at, _)| at).find(is_tag)
}

/// Returns the tags of images without an `alt` attribute; an empty one, `alt=""`, marks an image as
/// decorative. Ranges are in bytes of `html`.
pub(crate) fn images_without_alt(html: &str) -> Vec<Range<usize>> {
    let is_meant = |tag: &Range<usize>| {
        let tag = &html[tag.clone()];
        tag.get(..4).unwrap_or_default().eq_ignore_ascii_case("<img") && has_image_without_alt(tag)
    };
    Tags::new(html).filter(is_meant).collect()
}

fn has_image_without_alt(tag: &str) -> bool {
    let fragment = scraper::Html::parse_fragment(tag);
    let mut elements = fragment.tree.nodes().filter_map(|node| node.value().as_element());
    elements.any(|element| element.name() == "img" && element.attr("alt").is_none())
}

/// Returns the replacement, in published Markdown, for a piece of HTML whose text is `text`.
pub(super) fn as_markdown(html: &str, text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match () {
        () if html.ends_with('\n') => format!("{text}\n"),
        () if html.starts_with("<br") => " ".to_owned(),
        () => text,
    }
}

/// Restrictions on raw HTML in addition to the lists of elements and attributes.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowed {
    /// The anchors of the text. Any other `id` could imitate a part of the page.
    pub(super) anchors: BTreeSet<String>,
    /// The sources outside the site from which images are allowed.
    pub(super) image_sources: Vec<String>,
    /// The placeholder scheme of links that are resolved later.
    pub(super) link_scheme: &'static str,
}

/// Removes everything that could act on the reader: scripts, event handlers, styles, frames, forms, other URL
/// schemes, external images, and ids or classes of the page itself.
pub(super) fn sanitise(html: &str, allowed: Allowed) -> String {
    let mut schemes: HashSet<&str> = LINK_SCHEMES.into();
    schemes.insert(allowed.link_scheme);
    let allowed = Arc::new(allowed);
    ammonia::Builder::default()
        .url_schemes(schemes)
        .url_relative(ammonia::UrlRelative::Deny)
        .add_generic_attributes(["id", "class", "tabindex"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("ol", ["start"])
        .attribute_filter(move |element, attribute, value| {
            attribute_value(&allowed, element, attribute, value)
        })
        .link_rel(None)
        .clean(html)
        .to_string()
}

/// Returns the value to keep for an attribute, if any.
fn attribute_value<'v>(
    allowed: &Allowed,
    element: &str,
    attribute: &str,
    value: &'v str,
) -> Option<Cow<'v, str>> {
    let is_kept = match (element, attribute) {
        ("img", "src") => {
            let later = value.strip_prefix(allowed.link_scheme).is_some_and(|rest| rest.starts_with(':'));
            later || allows_image(&allowed.image_sources, value)
        }
        (_, "id") => allowed.anchors.contains(value),
        (_, "tabindex") => value == "0",
        (_, "class") => {
            let kept: Vec<&str> = value.split_whitespace().filter(|class| CLASSES.contains(class)).collect();
            return Some(kept.join(" ").into()).filter(|kept: &Cow<'_, str>| !kept.is_empty());
        }
        _ => true,
    };
    is_kept.then(|| value.into())
}

/// Returns the names of the elements (`<iframe>`) and attributes (`onclick`) that are removed from a piece of
/// HTML.
pub(super) fn taken_away(html: &str, image_sources: &[String]) -> BTreeSet<String> {
    let allowed = Allowed { image_sources: image_sources.to_vec(), ..Allowed::default() };
    let kept = names(&sanitise(html, allowed));
    // Names of places are kept as elements of their own.
    let is_less = |(name, count): &(String, usize)| {
        !["id", "name"].contains(&name.as_str()) && kept.get(name).is_none_or(|kept| kept < count)
    };
    names(html).into_iter().filter(is_less).map(|(name, _)| name).collect()
}

/// A name that a piece of HTML gives to a place: the value of `id`, or of `name` in a link.
#[derive(Debug)]
pub(super) struct PlaceName {
    pub(super) name: String,
    pub(super) is_id: bool,
}

/// Returns the names that a piece of HTML gives to places.
pub(super) fn names_of_places(html: &str) -> Vec<PlaceName> {
    if !["id=", "ID=", "name=", "NAME="].iter().any(|attribute| html.contains(attribute)) {
        return Vec::new();
    }
    let fragment = scraper::Html::parse_fragment(html);
    let elements = fragment.tree.nodes().filter_map(|node| node.value().as_element());
    let name = |element: &scraper::node::Element| {
        let by_name = || element.attr("name").filter(|_| element.name() == "a");
        let is_id = element.attr("id").is_some();
        let name = element.attr("id").or_else(by_name)?.trim().to_owned();
        Some(PlaceName { name, is_id })
    };
    elements.filter_map(name).filter(|place| !place.name.is_empty()).collect()
}

/// Counts the elements and attributes in a piece of HTML, as a browser parses it.
fn names(html: &str) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    // The parser wraps every fragment in an `html` element.
    for element in
        scraper::Html::parse_fragment(html).tree.nodes().filter_map(|node| node.value().as_element())
    {
        let attributes = element.attrs().map(|(name, _)| name.to_owned());
        let name = Some(format!("<{}>", element.name())).filter(|name| name != "<html>");
        for name in name.into_iter().chain(attributes) {
            *names.entry(name).or_insert(0) += 1;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_without_a_description_are_found() {
        let check = |html: &str, expect: &[&str]| {
            let found: Vec<&str> = images_without_alt(html).into_iter().map(|at| &html[at]).collect();
            assert_eq!(found, expect, "{html}");
        };
        check("<p><img src=\"a.png\"> <IMG alt='A' src=b></p>", &["<img src=\"a.png\">"]);
        check("<img\n src=a.png\n>", &["<img\n src=a.png\n>"]);
        check("<img alt=\"\" src=a.png><img alt><imgs><!-- <img src=a> -->", &[]);
    }

    fn clean(html: &str) -> String {
        let anchors = ["p1".to_owned()].into();
        sanitise(html, Allowed { anchors, link_scheme: "later", ..Allowed::default() })
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(HTML_ELEMENTS.is_sorted() && TRUSTED_ELEMENTS.is_sorted() && CLASSES.is_sorted());
    }

    #[test]
    fn tags_are_told_from_types() {
        let is_known = |html| super::is_known(html, RawHtml::Sanitise);
        assert!(is_known("<b>") && is_known("</DIV>") && is_known("<!-- x -->"));
        assert!(!is_known("<T>") && !is_known("<bool>") && !is_known("<iframe src=x>"));
        assert!(super::is_known("<iframe src=x>", RawHtml::Keep) && !super::is_known("<T>", RawHtml::Keep));
    }

    #[test]
    fn what_acts_is_taken_away() {
        let check = |html: &str, expect: &str| assert_eq!(clean(html), expect, "{html}");
        check("<a href=\"javascript:x()\">a</a>", "<a>a</a>");
        check("<a href=\"later:1\">a</a>", "<a href=\"later:1\">a</a>");
        check("<p style=\"x\" onclick=\"y\">a</p><svg onload=z>", "<p>a</p>");
        check("<a href=\"irc://x\">a</a><a href=\"tel:1\">b</a>", "<a>a</a><a href=\"tel:1\">b</a>");
    }

    #[test]
    fn nothing_passes_for_a_part_of_the_page() {
        let check = |html: &str, expect: &str| assert_eq!(clean(html), expect, "{html}");
        check("<i id=\"site-search\">a</i><b id=\"p1\">b</b>", "<i>a</i><b id=\"p1\">b</b>");
        check("<i class=\"agreement\">a</i><b class=\"x point\">b</b>", "<i>a</i><b class=\"point\">b</b>");
        check("<i tabindex=\"3\">a</i><b tabindex=\"0\">b</b>", "<i>a</i><b tabindex=\"0\">b</b>");
    }

    #[test]
    fn pictures_come_from_where_the_site_says() {
        let html = "<img src=\"https://a.example/x.png\" alt=\"a\">";
        assert_eq!(clean(html), "<img alt=\"a\">");
        let allowed = Allowed { image_sources: vec!["https://a.example".to_owned()], ..Allowed::default() };
        assert_eq!(sanitise(html, allowed), html);
    }

    #[test]
    fn what_is_taken_away_is_named() {
        let check = |html: &str, expect: &[&str]| {
            assert_eq!(
                taken_away(html, &[]).iter().map(String::as_str).collect::<Vec<_>>(),
                expect,
                "{html}"
            );
        };
        check("<b>a</b>", &[]);
        check("<div onclick=\"x()\"><script>y()</script><b style=\"z\">", &["<script>", "onclick", "style"]);
        check("<img src=\"x.png\" alt=\"a\">", &["src"]);
        check("</b>", &[]);
    }
}
