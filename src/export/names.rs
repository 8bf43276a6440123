//! The names of an export on a server: derived from its site, so that several archives can coexist, and from
//! its content, so that a new export replaces the previous one as a whole.

use crate::model::Site;
use crate::url::UrlPath;

use super::Record;

/// The most bytes of the site's address in a name; engines allow 255 in all.
const SITE_BYTES_MAX: usize = 100;
/// How many digits of a hash are in the name of an index.
const DIGITS: usize = 12;

/// The names of an export.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// The archive, independent of its content: `actas-example.org-archive`.
    pub(super) archive: String,
    /// The index of this content: `actas-example.org-archive-0123456789ab`.
    pub(super) index: String,
}

impl Names {
    /// Returns the names for an export of these records into an index with this configuration.
    pub(super) fn new(site: &Site, configuration: &str, records: &[Record]) -> Names {
        let mut hasher = blake3::Hasher::new();
        hasher.update(configuration.as_bytes());
        for record in records {
            hasher.update(&(record.bytes.len() as u64).to_le_bytes());
            hasher.update(&record.bytes);
        }
        let archive = archive(&site.config.base.absolute(&UrlPath::page([])));
        let index = format!("{archive}-{}", &hasher.finalize().to_hex()[..DIGITS]);
        Names { archive, index }
    }
}

/// Returns the name of the archive at an address: letters, digits, dots and hyphens, which both engines allow
/// in names.
fn archive(address: &str) -> String {
    let place = address.split_once("://").map_or(address, |(_, place)| place).to_ascii_lowercase();
    let is_kept = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let words = place.split(|c| !is_kept(c)).filter(|word| !word.is_empty());
    let mut name = words.fold("actas".to_owned(), |name, word| format!("{name}-{word}"));
    name.truncate(SITE_BYTES_MAX);
    name.truncate(name.trim_end_matches('-').len());
    name
}

/// Returns a document's id: the first 32 hexadecimal digits of the BLAKE3 hash of its address. Addresses may
/// be longer than the 512 bytes that Elasticsearch accepts.
pub(super) fn id(address: &str) -> String {
    blake3::hash(address.as_bytes()).to_hex()[..32].to_owned()
}

/// Returns a script with the names of an export, its files of documents, and the number of documents filled
/// in. None of these contains a character that is special to a shell.
pub(super) fn script(template: &str, names: &Names, parts: &[String], documents: usize) -> Vec<u8> {
    let filled = template
        .replace("@ARCHIVE@", &names.archive)
        .replace("@INDEX@", &names.index)
        .replace("@PARTS@", &parts.join(" "))
        .replace("@DOCUMENTS@", &documents.to_string());
    filled.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_called_by_its_address() {
        let check = |address: &str, expect: &str| assert_eq!(archive(address), expect, "{address}");
        check("https://example.org/", "actas-example.org");
        check("https://Example.org:8080/Archivo/ñ_%C3%B1/", "actas-example.org-8080-archivo-c3-b1");
        check("http://127.0.0.1/", "actas-127.0.0.1");
        let long = archive(&format!("https://example.org/{}", "a/".repeat(200)));
        assert!(long.len() <= SITE_BYTES_MAX && !long.ends_with('-'), "{long}");
    }

    #[test]
    fn an_id_is_short_and_always_the_same() {
        let address = "https://example.org/repo/es/informes/2024-01-03-two/#p1";
        assert_eq!(id(address), "f424081ec7af85b2755489941149dffb");
        assert_eq!(id(&"ñ".repeat(5000)).len(), 32);
    }
}
