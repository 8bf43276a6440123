//! Attached files as they are published: what could run scripts is text, and every name is one that any system can have.

use std::collections::BTreeSet;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::config::security::ActiveFiles;
use crate::diagnostic::{Diagnostic, Place};
use crate::load::Attachment;
use crate::names::{collisions, flaw};
use crate::output::flawed;
use crate::url::{UrlPath, scheme};

/// The folder of attachments in the output.
const FOLDER: &str = "files";

/// What the names of files end in that a browser shows as a page of the site, scripts and all.
const PAGES: [&str; 12] =
    ["htm", "html", "mht", "mhtml", "rdf", "shtml", "svgz", "xht", "xhtml", "xml", "xsl", "xslt"];

/// What is put behind the name of a file that is published as text.
const AS_TEXT: &str = ".txt";

/// Elements that make of a picture more than a picture.
const ACTIVE_ELEMENTS: [&str; 9] =
    ["script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video"];

/// Elements that set an attribute to what they say.
const ANIMATIONS: [&str; 4] = ["set", "animate", "animatetransform", "animatemotion"];

/// Returns the address of an attachment.
pub(super) fn url(attachment: &Attachment, active: ActiveFiles) -> UrlPath {
    let path = &attachment.path;
    let end = if active == ActiveFiles::AsText && is_active(attachment) { AS_TEXT } else { "" };
    UrlPath::file(format!("{FOLDER}/{path}{end}"))
}

/// Whether a browser that opens the file would run scripts of it, with all that the site's own may do.
fn is_active(attachment: &Attachment) -> bool {
    let extension = attachment.path.rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_lowercase());
    PAGES.contains(&extension.as_str())
        || (extension == "svg" && is_active_picture(&attachment.bytes).unwrap_or(true))
}

/// Whether an SVG picture has scripts or anything that could bring some; `None` when it cannot be read to the end.
fn is_active_picture(bytes: &[u8]) -> Option<bool> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut depth = 0_usize;
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) if is_active_element(&element)? => {
                return Some(true);
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.checked_sub(1)?,
            // Entities of its own, style sheets that transform it.
            Event::DocType(declared) if declared.contains(&b'[') => return Some(true),
            Event::PI(_) => return Some(true),
            Event::Eof => return (depth == 0).then_some(false),
            _ => {}
        }
    }
}

fn is_active_element(element: &BytesStart<'_>) -> Option<bool> {
    let local = |name: &[u8]| String::from_utf8_lossy(name).to_lowercase();
    let name = local(element.local_name().as_ref());
    if ACTIVE_ELEMENTS.contains(&name.as_str()) {
        return Some(true);
    }
    for attribute in element.attributes() {
        let attribute = attribute.ok()?;
        let key = local(attribute.key.local_name().as_ref());
        let value = quick_xml::escape::unescape(std::str::from_utf8(&attribute.value).ok()?).ok()?;
        let sets_address = ANIMATIONS.contains(&name.as_str()) && key == "attributename" && {
            let set = value.trim().to_lowercase();
            set.ends_with("href") || set.starts_with("on")
        };
        if key.starts_with("on") || sets_address || (key == "href" && !is_plain_address(&value)) {
            return Some(true);
        }
    }
    Some(false)
}

/// Whether an address runs nothing: browsers leave out control characters and spaces when they look for its scheme.
fn is_plain_address(address: &str) -> bool {
    let address: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    match scheme(&address).as_deref() {
        None => !address.contains(':') || address.starts_with(['#', '/', '.']),
        Some("http" | "https" | "mailto" | "tel" | "//") => true,
        Some("data") => ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"]
            .iter()
            .any(|picture| address.to_lowercase().starts_with(picture)),
        Some(_) => false,
    }
}

/// Returns the attachments that pages link to, and tells of those that are published as text or not at all.
pub(super) fn published(
    (all, content): (&[Attachment], &str),
    linked: &BTreeSet<String>,
    active: ActiveFiles,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(UrlPath, Arc<[u8]>)> {
    let place = |path: &str| Place::file(&format!("{content}/{path}"));
    let linked: Vec<&Attachment> =
        all.iter().filter(|attachment| linked.contains(&attachment.path)).collect();
    for (first, second) in collisions(linked.iter().map(|attachment| attachment.path.as_str())) {
        let same = Diagnostic::error("attachment::same-name").with("other", format!("{content}/{first}"));
        diagnostics.push(same.with("file", format!("{content}/{second}")).at(place(second)));
    }
    let mut published = Vec::new();
    for attachment in linked {
        let path = attachment.path.as_str();
        if let Some(flaw) = flaw(path) {
            diagnostics.push(flawed(path, flaw).at(place(path)));
            continue;
        }
        let url = url(attachment, active);
        if url.as_str().len() > FOLDER.len() + 1 + path.len() {
            let name = url.as_str().rsplit('/').next().unwrap_or_default().to_owned();
            diagnostics.push(Diagnostic::warning("attachment::active").with("name", name).at(place(path)));
        }
        published.push((url, Arc::clone(&attachment.bytes)));
    }
    published
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(path: &str, bytes: &str) -> String {
        let attachment = Attachment { path: path.to_owned(), bytes: bytes.as_bytes().into() };
        url(&attachment, ActiveFiles::AsText).to_string()
    }

    #[test]
    fn pages_are_published_as_text() {
        assert_eq!(address("a/b.pdf", ""), "files/a/b.pdf");
        assert_eq!(address("a/b.HTML", ""), "files/a/b.HTML.txt");
        assert_eq!(address("b.xml", ""), "files/b.xml.txt");
        let attachment = Attachment { path: "b.html".to_owned(), bytes: Arc::default() };
        assert_eq!(url(&attachment, ActiveFiles::Keep).as_str(), "files/b.html");
    }

    #[test]
    fn pictures_with_scripts_are_published_as_text() {
        let svg = |inside: &str| {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"x\">{inside}</svg>")
        };
        for good in [
            "<path d=\"M0 0\"/>",
            "<a href=\"https://example.org/\"><text>x</text></a>",
            "<use xlink:href=\"#a\"/>",
            "<image href=\"data:image/png;base64,AA==\"/>",
            "<animate attributeName=\"opacity\" to=\"1\"/>",
            "<style>.a { fill: red }</style>",
        ] {
            assert_eq!(address("a.svg", &svg(good)), "files/a.svg", "{good}");
        }
        for bad in [
            "<script>x()</script>",
            "<s:script xmlns:s=\"http://www.w3.org/2000/svg\"/>",
            "<g onload=\"x()\"/>",
            "<foreignObject/>",
            "<a href=\"javascript:x()\"/>",
            "<a xlink:href=\" java&#10;script:x()\"/>",
            "<use href=\"data:image/svg+xml,x\"/>",
            "<set attributeName=\"xlink:href\" to=\"javascript:x()\"/>",
            "<g a=\"&unknown;\"/>",
            "<g",
        ] {
            assert_eq!(address("a.svg", &svg(bad)), "files/a.svg.txt", "{bad}");
        }
        let entities = "<!DOCTYPE svg [<!ENTITY a \"<script/>\">]><svg>&a;</svg>";
        assert_eq!(address("a.svg", entities), "files/a.svg.txt");
        let plain = "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\"><svg/>";
        assert_eq!(address("a.svg", plain), "files/a.svg");
        assert_eq!(address("a.svg", "<?xml-stylesheet href=\"x.xsl\"?><svg/>"), "files/a.svg.txt");
    }
}
