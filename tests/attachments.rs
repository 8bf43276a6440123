//! Attached files: how large they may be, and which parts of them are read.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::support::{build, write_file};

/// The size of each large file, in bytes.
const LARGE_BYTES: u64 = 64 << 20;
/// How many there are.
const LARGE_FILES: u64 = 8;
/// A build that read the files would take more memory than this; one that does not takes some 60 MB.
const MEMORY_BYTES_MAX: u64 = LARGE_FILES * LARGE_BYTES / 2;

/// Makes a site whose report links to every other large file; the files are sparse and take no room on the
/// disk.
fn site_of_large_files() -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a folder");
    let content = site.path().join("content");
    let links: String = (0..LARGE_FILES / 2).map(|number| format!("[{number}](acta{number}.pdf) ")).collect();
    write_file(&content.join("2024-01-02-a.md"), format!("# Uno\n\n{links}\n"));
    for number in 0..LARGE_FILES {
        let path = content.join(format!("acta{number}.pdf"));
        fs::write(&path, "%PDF-1.7\n").expect("writable");
        fs::File::options()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_len(LARGE_BYTES))
            .expect("writable");
    }
    site
}

/// Waits until a process succeeds, and returns its peak memory in bytes.
fn peak_bytes(mut process: Child) -> u64 {
    let status = PathBuf::from(format!("/proc/{}/status", process.id()));
    let mut peak = 0;
    loop {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().unwrap_or(0);
        peak = peak.max(kilobytes * 1024);
        if let Some(ended) = process.try_wait().expect("a process") {
            assert!(ended.success());
            return peak;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn attachments_are_copied_not_read_into_memory() {
    let site = site_of_large_files();
    let output = site.path().join("public");
    let mut build = Command::new(env!("CARGO_BIN_EXE_actas"));
    build.arg("build").arg("--site").arg(site.path()).arg("--output").arg(&output);
    let peak = peak_bytes(build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts"));
    assert!(peak > 0 && peak < MEMORY_BYTES_MAX, "{} MB", peak >> 20);
    let length = |name: &str| fs::metadata(output.join("files").join(name)).map(|file| file.len()).ok();
    assert_eq!(length("acta0.pdf"), Some(LARGE_BYTES));
    assert_eq!(length(&format!("acta{}.pdf", LARGE_FILES - 1)), None, "nobody links to it");
}

#[test]
fn what_is_left_out_has_no_link() {
    let site = tempfile::tempdir().expect("a folder");
    let content = site.path().join("content");
    let links = "[programa](a.exe) [lista](b.pdf) [nota](c)";
    let front = "+++\ntitle = \"Uno\"\ndate = 2024-01-02\nattachments = [\"a.exe\", \"b.pdf\", \"c\"]\n+++\n";
    write_file(&content.join("2024-01-02-a.md"), format!("{front}{links}\n"));
    write_file(&content.join("a.exe"), b"MZ\x90\0\x03\0");
    write_file(&content.join("b.pdf"), "%PDF-1.4\n");
    write_file(&content.join("c"), "Una nota.\n");
    let built = build(site.path());
    let output = built.output.expect("warnings alone");
    let files: Vec<&str> =
        output.iter().map(|(path, _)| path).filter(|path| path.starts_with("files/")).collect();
    assert_eq!(files, ["files/b.pdf", "files/c.txt"]);
    let pages = output.iter().filter(|(path, _)| path.ends_with("index.html"));
    let page =
        pages.map(|(_, page)| String::from_utf8_lossy(page)).find(|page| page.contains(">programa</a>"));
    let page = page.expect("the report");
    assert!(page.contains("<a data-broken=\"\">programa</a>") && !page.contains("a.exe\""), "{page}");
    assert!(page.contains("/repo/files/b.pdf\"") && page.contains("/repo/files/c.txt\""), "{page}");
    let told = built.diagnostics.iter().filter(|told| told.message.id() == "attachment_server_left-out");
    let places: Vec<(usize, usize)> =
        told.filter_map(|told| told.place.as_ref()).map(|at| (at.line, at.column)).collect();
    assert_eq!(places, [(4, 16), (6, 1)], "where it is named");
}
