//! How attachments are published: formats on the list unchanged, other texts as plain text, and nothing else.
//! All names are valid on every system.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::config::Config;
use crate::config::security::{ActiveFiles, Security};
use crate::diagnostic::{Diagnostic, Place, error, warning};
use crate::formats::{self, Content, Family, ending};
use crate::load::{Attachment, Sources};
use crate::names::{collisions, flaw, flawed};
use crate::url::UrlPath;

/// The folder of attachments in the output.
const FOLDER: &str = "files";

/// The suffix added to the name of a file that is published as text.
const AS_TEXT: &str = ".txt";

/// A published attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFile {
    /// Its address.
    pub url: UrlPath,
    /// The file from which it is read.
    pub file: PathBuf,
}

/// How an attachment is published, if at all.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    AsItIs,
    AsText(Reason),
    LeftOut(Reason),
}

/// Why an attachment is not published unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    /// Its name has no extension.
    NoEnding,
    /// Its extension is not on the list.
    Unlisted,
    /// Some servers would execute it, or read settings from it.
    ForServers,
    /// Its content does not match its extension.
    Mismatch,
    /// Browsers would show it as a page, or run scripts in it. For an image, names the active part.
    Active(Option<String>),
}

impl Reason {
    /// Returns the diagnostic for a reference to an attachment that is left out for this reason.
    fn left_out(&self, file: &str) -> Diagnostic {
        let ending = ending(file);
        match self {
            Reason::NoEnding => warning!("attachment::no-ending", "left-out", file = file),
            Reason::Unlisted => warning!("attachment::unlisted", "left-out", file = file, ending = ending),
            Reason::ForServers => warning!("attachment::server", "left-out", file = file, ending = ending),
            Reason::Mismatch => warning!("attachment::mismatch", "left-out", file = file, ending = ending),
            Reason::Active(_) => warning!("attachment::active", "left-out", file = file),
        }
    }

    /// Returns the diagnostic for an attachment that is published as text for this reason, under another
    /// `name`.
    fn told_as_text(self, file: &str, name: &str) -> Diagnostic {
        let ending = ending(file);
        match self {
            Reason::NoEnding => warning!("attachment::no-ending", name = name),
            Reason::Unlisted => warning!("attachment::unlisted", ending = ending, name = name),
            Reason::ForServers => warning!("attachment::server", ending = ending, name = name),
            Reason::Mismatch => warning!("attachment::mismatch", ending = ending, name = name),
            Reason::Active(Some(part)) => warning!("attachment::active", "drawing", part = part, name = name),
            Reason::Active(None) => warning!("attachment::active", name = name),
        }
    }
}

/// Returns the address of an attachment; `None` if it is not published.
pub(super) fn url(attachment: &Attachment, security: &Security) -> Option<UrlPath> {
    let end = match fate(attachment, security) {
        Fate::AsItIs => "",
        Fate::AsText(_) => AS_TEXT,
        Fate::LeftOut(_) => return None,
    };
    let path = formats::without_inner_endings(&format!("{}{end}", attachment.path));
    Some(UrlPath::file(format!("{FOLDER}/{path}")))
}

fn fate(attachment: &Attachment, security: &Security) -> Fate {
    let (ending, content) = (ending(&attachment.path), &attachment.content);
    let is_for_servers = formats::is_for_servers(&ending);
    let is_trusted = security.active_files == ActiveFiles::Keep || security.allows_ending(&ending);
    let family = formats::family(&ending);
    if !is_for_servers && (is_trusted || family.is_some_and(|family| family.takes(content))) {
        return Fate::AsItIs;
    }
    let part = if let Content::ActiveDrawing(part) = content { Some(part.clone()) } else { None };
    let reason = match family {
        _ if is_for_servers => Reason::ForServers,
        None if formats::is_page(&ending) => Reason::Active(None),
        None if ending.is_empty() => Reason::NoEnding,
        None => Reason::Unlisted,
        Some(Family::Drawing) => Reason::Active(part),
        Some(_) => Reason::Mismatch,
    };
    match content {
        Content::Empty | Content::Markup | Content::ActiveDrawing(_) | Content::Of(Family::Text) => {
            Fate::AsText(reason)
        }
        Content::Of(_) | Content::Other => Fate::LeftOut(reason),
    }
}

/// Returns the diagnostic for a reference to an attachment that is not published; `None` if it is.
pub(super) fn left_out(attachment: &Attachment, security: &Security) -> Option<Diagnostic> {
    let Fate::LeftOut(reason) = fate(attachment, security) else { return None };
    Some(reason.left_out(last_part(&attachment.path)))
}

/// Returns the diagnostic for an attachment that is published as text.
fn as_text(attachment: &Attachment, url: &UrlPath, security: &Security) -> Option<Diagnostic> {
    let Fate::AsText(reason) = fate(attachment, security) else { return None };
    Some(reason.told_as_text(last_part(&attachment.path), last_part(url.as_str())))
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Returns the attachments that pages link to. Reports those that are published as text or left out.
pub(super) fn published(
    sources: &Sources,
    linked: &BTreeSet<String>,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<PublishedFile> {
    let place = |path: &str| Place::file(&format!("{}/{path}", sources.content));
    let mut addresses = Vec::new();
    let mut published = Vec::new();
    for attachment in sources.attachments.iter().filter(|attachment| linked.contains(&attachment.path)) {
        let path = attachment.path.as_str();
        // References to it have already been reported.
        let Some(url) = url(attachment, &config.security) else { continue };
        addresses.push((url.as_str().to_owned(), path));
        if let Some(flaw) = flaw(path) {
            diagnostics.push(flawed(path, flaw).at(place(path)));
            continue;
        }
        diagnostics.extend(as_text(attachment, &url, &config.security).map(|told| told.at(place(path))));
        published.push(PublishedFile { url, file: attachment.file.clone() });
    }
    for (first, second) in same_addresses(&addresses) {
        let [first_path, second_path] = [first, second].map(|path| format!("{}/{path}", sources.content));
        let same = error!("attachment::same-name", other = first_path, file = second_path);
        diagnostics.push(same.at(place(second)));
    }
    published
}

/// Returns the files, by path, whose addresses are the same on some systems.
fn same_addresses<'a>(addresses: &[(String, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let path_of = |address: &str| addresses.iter().find(|(other, _)| other == address).map(|(_, path)| *path);
    let equal = addresses.iter().enumerate().filter_map(|(at, (address, path))| {
        let (_, first) = addresses[..at].iter().find(|(other, _)| other == address)?;
        Some((*first, *path))
    });
    let alike = collisions(addresses.iter().map(|(address, _)| address.as_str()));
    let alike = alike.into_iter().filter_map(|(first, second)| Some((path_of(first)?, path_of(second)?)));
    alike.filter(|(first, second)| first != second).chain(equal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, bytes: &[u8]) -> Attachment {
        let content = if path.ends_with(".svg") { formats::drawing(bytes) } else { formats::content(bytes) };
        Attachment { path: path.to_owned(), file: PathBuf::new(), size_bytes: bytes.len() as u64, content }
    }

    fn address(path: &str, bytes: &[u8]) -> String {
        let url = url(&file(path, bytes), &Security::default());
        url.map_or_else(|| "left out".to_owned(), |url| url.to_string())
    }

    #[test]
    fn formats_on_the_list_are_published_as_they_are() {
        assert_eq!(address("a/b.pdf", b"%PDF-1.4"), "files/a/b.pdf");
        assert_eq!(address("a/b.PDF", b""), "files/a/b.PDF");
        assert_eq!(address("b.csv", b"a;b\n"), "files/b.csv");
        assert_eq!(address("b.jpg", b"\x89PNG\r\n\x1A\n"), "files/b.jpg");
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        assert_eq!(address("b.svg", svg), "files/b.svg");
        assert_eq!(address("b.php.pdf", b"%PDF-1.4 <?php x() ?>"), "files/b-php.pdf");
    }

    #[test]
    fn other_texts_are_published_as_text() {
        for (path, bytes, expected) in [
            ("a/b.HTML", "<p>", "files/a/b-HTML.txt"),
            ("b.xml", "", "files/b-xml.txt"),
            ("b.php", "<?php", "files/b-php.txt"),
            ("web.config", "<x>", "files/web-config.txt"),
            ("LICENSE", "MIT", "files/LICENSE.txt"),
            ("b.xyz", "uno", "files/b.xyz.txt"),
            ("b.pdf", "<html>", "files/b.pdf.txt"),
            ("b.csv", "<html>", "files/b.csv.txt"),
            ("b.svg", "<svg>", "files/b-svg.txt"),
        ] {
            assert_eq!(address(path, bytes.as_bytes()), expected, "{path}");
        }
    }

    #[test]
    fn other_bytes_are_left_out_and_told_of() {
        for path in ["b.exe", "b", "b.swf", "b.pdf", "b.html", "b.jar"] {
            let program = file(path, b"MZ\x90\0\x03\0");
            assert_eq!(url(&program, &Security::default()), None, "{path}");
            assert!(left_out(&program, &Security::default()).is_some(), "{path}");
        }
        assert_eq!(address("b.jpg", b"PK\x03\x04\0\0"), "left out");
    }

    #[test]
    fn a_site_may_trust_its_files_but_no_server_does() {
        let mut trusting = Security::default();
        trusting.active_files = ActiveFiles::Keep;
        let address =
            |path: &str, bytes: &[u8]| url(&file(path, bytes), &trusting).map(|url| url.to_string());
        assert_eq!(address("b.html", b"<p>").as_deref(), Some("files/b.html"));
        assert_eq!(address("b.swf", b"\0").as_deref(), Some("files/b.swf"));
        assert_eq!(address("b.php", b"<?php").as_deref(), Some("files/b-php.txt"));
        assert_eq!(address("b.dll", b"MZ\0"), None);
    }

    #[test]
    fn names_that_become_one_are_told() {
        let same = |first: &str, second: &str| {
            let addresses: Vec<(String, &str)> =
                [("x/a".to_owned(), "a"), (first.to_owned(), "b"), (second.to_owned(), "c")].into();
            same_addresses(&addresses)
        };
        assert_eq!(same("x/b", "x/c"), []);
        assert_eq!(same("x/b-html.txt", "x/b-html.txt"), [("b", "c")]);
        assert_eq!(same("x/b.pdf", "x/B.pdf"), [("b", "c")]);
    }
}
