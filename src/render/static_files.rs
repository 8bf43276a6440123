//! The theme's own files: static files, which are published unchanged, and the style sheet, which is joined
//! from its parts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::output::Output;
use crate::url::UrlPath;

/// The folder in the theme with files that are published unchanged.
const STATIC_FOLDER: &str = "static/";

/// The folder in the theme with the parts of the style sheet.
const PARTS_FOLDER: &str = "css/";

/// The path of the style sheet in the folder of the theme's files.
const STYLE_SHEET: &str = "css/actas.css";

/// Adds the theme's own files, in a folder named after their common hash, so that a page never mixes
/// versions. Returns the address of the folder.
pub(super) fn add(theme: &[(String, Vec<u8>)], output: &Output<'_>) -> UrlPath {
    let files = published(theme);
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in &files {
        hasher.update(path.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    let folder = format!("assets/{}", &hasher.finalize().to_hex()[..12]);
    for (path, bytes) in files {
        output.insert(format!("{folder}/{path}"), bytes);
    }
    UrlPath::page([folder.as_str()])
}

/// Returns the published files by path. A complete style sheet in a theme replaces all parts, because sites
/// had one of their own before there were parts.
fn published(theme: &[(String, Vec<u8>)]) -> BTreeMap<&str, Cow<'_, [u8]>> {
    let mut files: BTreeMap<&str, Cow<'_, [u8]>> = theme
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(STATIC_FOLDER)?, bytes.as_slice().into())))
        .collect();
    files.entry(STYLE_SHEET).or_insert_with(|| joined(theme).into());
    files
}

/// Returns the style sheet: its parts in the order of their names, separated by empty lines.
fn joined(theme: &[(String, Vec<u8>)]) -> Vec<u8> {
    let parts: BTreeMap<&str, &[u8]> = theme
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(PARTS_FOLDER)?, bytes)))
        .filter(|(name, _)| name.ends_with(".css") && !name.contains('/'))
        .map(|(name, bytes)| (name, without_mark(bytes)))
        .collect();
    parts.into_values().collect::<Vec<_>>().join(&b'\n')
}

/// Returns a part without the byte order mark that some editors add. In the middle of the style sheet, it
/// would become part of the first selector.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}
