//! What readers keep of an archive, and the output for readers without a server.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use actas::OutputTree;

use crate::support::{output, repository};

/// Builds a small site with these settings besides its title, and a report with this text.
fn built(settings: &str, text: &str) -> OutputTree {
    let site = tempfile::tempdir().expect("a folder");
    write(site.path(), settings, text);
    output(site.path())
}

fn write(site: &Path, settings: &str, text: &str) {
    let languages = "[languages]\nes = \"Español\"\nen = \"English\"\n";
    let config = format!("title = \"Archivo\"\ndefault_language = \"es\"\n{languages}{settings}");
    fs::create_dir_all(site.join("content")).expect("writable");
    fs::write(site.join("site.toml"), config).expect("writable");
    let report =
        format!("+++\ntitle = \"Reunión\"\ndate = 2017-06-21\n+++\n\n1. {text}\n\n![un mapa](mapa.png)\n");
    fs::write(site.join("content/reunion.es.md"), report).expect("writable");
    fs::write(site.join("content/mapa.png"), b"\x89PNG\r\n\x1a\n").expect("writable");
}

/// Returns the list of files that a browser keeps, with their digests, and the list's name.
fn kept(output: &OutputTree) -> (String, BTreeMap<String, String>) {
    let lists: Vec<&str> =
        output.iter().map(|(path, _)| path).filter(|path| path.starts_with("sw-")).collect();
    assert_eq!(lists.len(), 1, "{lists:?}");
    let list: Vec<(String, String)> =
        serde_json::from_slice(output.get(lists[0]).expect("the list")).expect("a list of pairs");
    (lists[0].to_owned(), list.into_iter().collect())
}

#[test]
fn a_small_archive_is_kept_whole() {
    let output = built("[offline]\nenabled = true\n", "Agradecer los informes.");
    let (list, files) = kept(&output);
    let worker = String::from_utf8(output.get("sw.js").expect("a worker").to_vec()).expect("UTF-8");
    assert!(worker.contains(&format!("\"list\":\"{list}\"")));
    for address in [
        "",
        "en/",
        "buscar/",
        "informes/reunion/",
        "offline.en.html",
        "search/index.es.pack",
        "files/mapa.png",
    ] {
        assert!(files.contains_key(address), "{address:?} is not among {files:#?}");
    }
    assert!(!files.contains_key("404.html") && !files.keys().any(|path| path.starts_with("social/")));
    // The digest is the one that a browser computes of the published file.
    let script = files.iter().find(|(path, _)| path.ends_with("redirect.js")).expect("the theme's own files");
    assert_eq!(script.1, &integrity(&repository().join("themes/default/static/redirect.js")));
    let home = String::from_utf8_lossy(output.get("index.html").expect("a home page")).into_owned();
    assert!(home.contains("data-worker=\"/repo/sw.js\"") && home.contains("worker-src 'self'"));
}

/// Returns a file's `integrity` value for a page (Subresource Integrity).
fn integrity(path: &Path) -> String {
    use base64::Engine;
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(fs::read(path).expect("readable"));
    format!("sha256-{}", base64::prelude::BASE64_STANDARD.encode(digest))
}

#[test]
fn of_a_large_archive_the_search_is_kept_or_what_leads_on() {
    let addresses = |megabytes: f32| {
        let settings = format!("[offline]\nenabled = true\nwhole_mb_max = {megabytes:.2}\n");
        kept(&built(&settings, "Agradecer los informes.")).1.into_keys().collect::<Vec<_>>()
    };
    let has = |addresses: &[String], part: &str| addresses.iter().any(|address| address.contains(part));
    // The theme's own files have some 210 KB, and the whole of such a small archive not much more.
    let (whole, index, least) = (addresses(5.0), addresses(0.22), addresses(0.0));
    assert!(has(&whole, "informes/reunion/") && has(&whole, "search/es-"));
    assert!(!has(&index, "informes/reunion/") && has(&index, "search/es-"), "{index:?}");
    assert!(!has(&least, "informes/reunion/") && !has(&least, "search/es-"));
    assert!(
        has(&least, "search/index.es.pack")
            && has(&least, "search/index.en.pack")
            && has(&least, "buscar/")
            && has(&least, "/css/actas.css")
    );
}

#[test]
fn a_version_follows_from_the_content() {
    let list = |text: &str| kept(&built("[offline]\nenabled = true\n", text)).0;
    assert_eq!(list("Agradecer los informes."), list("Agradecer los informes."));
    assert_ne!(list("Agradecer los informes."), list("Agradecer el informe."));
}

#[test]
fn without_the_table_nothing_is_kept_and_switched_off_it_is_taken_away() {
    let none = built("", "Agradecer los informes.");
    let is_ours = |path: &str| path.starts_with("sw") || path.starts_with("offline.");
    assert!(!none.iter().any(|(path, _)| is_ours(path)));
    let off = built("[offline]\nenabled = false\n", "Agradecer los informes.");
    let worker = String::from_utf8_lossy(off.get("sw.js").expect("a worker")).into_owned();
    assert!(worker.contains("registration.unregister()"));
    assert_eq!(off.len(), none.len() + 1);
    for (path, bytes) in none.iter() {
        assert_eq!(off.get(path), Some(bytes), "{path}");
    }
}

/// The pages shown without a connection are not addresses that a site has to keep.
#[test]
fn the_page_for_what_is_not_kept_is_not_locked() {
    let site = tempfile::tempdir().expect("a folder");
    write(site.path(), "[offline]\nenabled = true\n", "Agradecer los informes.");
    let request = crate::support::request(site.path());
    let (update, _) = actas::update_lock(&request).expect("readable");
    let text = update.expect("no errors").text;
    assert!(text.contains("/informes/reunion/") && !text.contains("offline."), "{text}");
}

#[test]
fn relative_pages_are_the_same_but_for_their_links() {
    let (absolute, relative) = (built("", "Agradecer."), built("[output]\nrelative = true\n", "Agradecer."));
    let page = |output: &OutputTree, path: &str| {
        String::from_utf8(output.get(path).expect("a page").to_vec()).expect("UTF-8")
    };
    let report = "informes/reunion/index.html";
    assert!(page(&absolute, report).contains("href=\"/repo/informes/\""));
    assert!(page(&relative, report).contains("href=\"../index.html\""));
    assert!(page(&relative, report).contains("src=\"../../files/mapa.png\""));
    assert!(page(&relative, "404.html").contains("href=\"/repo/informes/\""), "it is shown anywhere");
    for (path, bytes) in absolute.iter().filter(|(path, _)| !path.ends_with(".html")) {
        assert_eq!(relative.get(path), Some(bytes), "{path}");
    }
    let without_links = |page: &str| page.split('"').step_by(2).collect::<String>();
    assert_eq!(without_links(&page(&absolute, report)), without_links(&page(&relative, report)));
}
