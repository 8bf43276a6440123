//! What readers' browsers keep of the archive, for reading without a connection: a service worker, and the
//! list of the files that it fetches at the first visit.
//!
//! The files are recorded as they are made, each with the digest that the browser verifies, so that what is
//! kept is a single version.
//! [docs/offline.md](https://github.com/actas-archive/actas/blob/main/docs/offline.md) describes what is
//! kept.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::sync::Mutex;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::config::offline::Offline;
use crate::messages::unread;
use crate::model::{LanguageSite, Site};
use crate::mutex::locked;
use crate::output::{Output, Sink};
use crate::url::UrlPath;
use crate::url::fixed::{WORKER_FILE, entry_file, is_entry_file, is_pack_file};

/// The worker's code; a line with the site's data goes before it.
const WORKER: &str = include_str!("worker.js");
/// The worker of a site that is no longer kept.
const FAREWELL: &str = include_str!("farewell.js");
/// The beginning of the line before the worker.
const SITE: &str = "const SITE = ";

/// Pictures that are part of pages; they are kept with the pages if the whole archive is.
const PICTURES: [&str; 7] = [".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"];
/// The folder of the theme's own files.
const ASSETS_FOLDER: &str = "assets/";
/// Preview pictures for links on other sites; no page shows them.
const SOCIAL_FOLDER: &str = "social/";

/// A file that a browser may keep.
struct Kept {
    bytes: u64,
    /// In the format that browsers expect (Subresource Integrity, section 3.3).
    integrity: String,
}

/// Hands files on, and records those that a browser may keep.
pub struct Keeper<'a> {
    sink: &'a dyn Sink,
    files: Mutex<BTreeMap<String, Kept>>,
}

impl<'a> Keeper<'a> {
    /// Returns a keeper that hands files to `sink`.
    pub fn new(sink: &'a dyn Sink) -> Keeper<'a> {
        Keeper { sink, files: Mutex::default() }
    }

    fn keep(&self, path: &str, bytes: u64, digest: &[u8]) {
        let integrity = format!("sha256-{}", BASE64_STANDARD.encode(digest));
        locked(&self.files).insert(path.to_owned(), Kept { bytes, integrity });
    }
}

impl Sink for Keeper<'_> {
    fn put(&self, path: &str, bytes: Cow<'_, [u8]>) {
        if is_part_of_pages(path) {
            self.keep(path, bytes.len() as u64, &Sha256::digest(&bytes));
        }
        self.sink.put(path, bytes);
    }

    fn copy(&self, path: &str, from: &Path) -> io::Result<()> {
        if is_part_of_pages(path) {
            let (bytes, digest) = digest(from).map_err(|error| unread(from, &error))?;
            self.keep(path, bytes, &digest);
        }
        self.sink.copy(path, from)
    }
}

/// Returns the length of a file in bytes, and its SHA-256.
fn digest(file: &Path) -> io::Result<(u64, Vec<u8>)> {
    let mut reader = BufReader::new(File::open(file)?);
    let (mut bytes, mut digest) = (0, Sha256::new());
    loop {
        let read = reader.fill_buf()?;
        if read.is_empty() {
            return Ok((bytes, digest.finalize().to_vec()));
        }
        digest.update(read);
        let length = read.len();
        bytes += length as u64;
        reader.consume(length);
    }
}

/// Whether a file is shown by the archive's pages, or read by its search.
fn is_part_of_pages(path: &str) -> bool {
    let is_asset = path.starts_with(ASSETS_FOLDER);
    let is_picture = || PICTURES.iter().any(|end| path.ends_with(end)) && !path.starts_with(SOCIAL_FOLDER);
    is_asset || path.ends_with(".html") || is_pack_file(path) || is_picture()
}

/// Adds the service worker, once everything else has been handed to `keeper`.
pub fn add(site: &Site, keeper: &Keeper<'_>, output: &Output<'_>) {
    match site.config.offline {
        Offline::Never => {}
        Offline::Ended => output.insert(WORKER_FILE, FAREWELL.as_bytes()),
        Offline::Kept { whole_bytes_max } => {
            let files = std::mem::take(&mut *locked(&keeper.files));
            let version = version(&files);
            let list = list(site, &files, whole_bytes_max);
            let list_file = format!("sw-{version}.json");
            output.insert(list_file.as_str(), list.to_string().into_bytes());
            output.insert(WORKER_FILE, worker(site, &version, &list_file).into_bytes());
        }
    }
}

/// Returns a name that distinguishes this version of the site from others.
fn version(files: &BTreeMap<String, Kept>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, kept) in files {
        hasher.update(path.as_bytes());
        hasher.update(b"\0");
        hasher.update(kept.integrity.as_bytes());
    }
    hasher.finalize().to_hex()[..12].to_owned()
}

fn worker(site: &Site, version: &str, list: &str) -> String {
    let offline =
        site.languages.iter().map(|language| [language.urls.home.encoded(), language.urls.offline.encoded()]);
    let offline: Vec<[String; 2]> = offline.collect();
    let entries: Vec<String> =
        site.languages.iter().map(|language| entry_file(&language.language.code)).collect();
    let known = json!({ "version": version, "list": list, "entries": entries, "offline": offline });
    format!("{SITE}{known};\n\n{WORKER}")
}

/// Returns the files to keep at the first visit, each with its address from the root and its digest:
/// everything that pages need, if that is at most `whole_bytes_max` bytes; otherwise the pages that lead
/// further, with the whole index if that is not too large.
fn list(site: &Site, files: &BTreeMap<String, Kept>, whole_bytes_max: u64) -> Value {
    let leads_on = |path: &str| {
        let is_page = |language: &LanguageSite| {
            let pages = [&language.urls.home, &language.urls.search, &language.urls.offline];
            pages.iter().any(|url| url.output_path() == path)
        };
        path.starts_with(ASSETS_FOLDER) || is_entry_file(path) || site.languages.iter().any(is_page)
    };
    let with_index = |path: &str| leads_on(path) || is_pack_file(path);
    let size = |is_kept: &dyn Fn(&str) -> bool| -> u64 {
        files.iter().filter(|(path, _)| is_kept(path)).map(|(_, kept)| kept.bytes).sum()
    };
    let choices: [&dyn Fn(&str) -> bool; 2] = [&|path| path != "404.html", &with_index];
    let chosen = choices.into_iter().find(|choice| size(*choice) <= whole_bytes_max).unwrap_or(&leads_on);
    let entry = |(path, kept): (&String, &Kept)| json!([UrlPath::of_output(path).encoded(), kept.integrity]);
    files.iter().filter(|(path, _)| chosen(path)).map(entry).collect()
}
