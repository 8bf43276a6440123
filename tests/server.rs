//! `actas serve` over real HTTP.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running preview, which is killed when this is dropped.
pub(crate) struct Server {
    child: Child,
    address: String,
}

impl Server {
    pub(crate) fn start(site: &Path) -> Server {
        Server::start_with(site, &[], &[])
    }

    fn start_with(site: &Path, arguments: &[&str], environment: &[(&str, &Path)]) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_actas"))
            .args(["serve", "--port", "0", "--lang", "en"])
            .args(arguments)
            .arg("--site")
            .arg(site)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address =
            line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
        Server { address: address.to_owned(), child }
    }

    /// Sends a form, with extra header lines, and returns the response's status line.
    fn post(&self, path: &str, form: &str, head: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("connects");
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{head}Content-Type: \
             application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            form.len()
        )
        .expect("sent");
        let mut response = String::new();
        stream.read_to_string(&mut response).expect("answered");
        response.lines().next().unwrap_or_default().to_owned()
    }

    /// Returns the build number of a page.
    fn build_number(&self) -> u64 {
        let page = self.get("/", None);
        let build = page.split("data-build=\"").nth(1).and_then(|rest| rest.split('"').next());
        build.and_then(|build| build.split('-').nth(1)).expect("a number").parse().expect("a number")
    }

    /// Returns the beginning of the response to a request with extra header lines.
    fn ask(&self, path: &str, head: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("connects");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n{head}\r\n", self.address).expect("sent");
        let mut lines = BufReader::new(stream).lines().map(|line| line.expect("a line"));
        lines.by_ref().take_while(|line| !line.is_empty()).map(|line| line + "\n").collect()
    }

    pub(crate) fn get(&self, path: &str, host: Option<&str>) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("connects");
        let host = host.unwrap_or(&self.address);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("sent");
        let mut response = Vec::new();
        stream.read_to_end(&mut response).expect("answered");
        String::from_utf8_lossy(&response).into_owned()
    }

    pub(crate) fn wait_for(&self, path: &str, text: &str) {
        let start = Instant::now();
        while !self.get(path, None).contains(text) {
            assert!(start.elapsed() < Duration::from_secs(20), "{path} never came to contain `{text}`");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Makes a site with one report, and returns its folder and the report's file.
fn small_site() -> (tempfile::TempDir, PathBuf) {
    let site = tempfile::tempdir().expect("a folder");
    let report = site.path().join("content/a.md");
    fs::create_dir(site.path().join("content")).expect("writable");
    fs::write(site.path().join("site.toml"), "title = \"Archivo\"\n[schema]\nstrict = true\n")
        .expect("writable");
    fs::write(&report, text("Primero", "")).expect("writable");
    (site, report)
}

/// Returns a report with this title and extra front matter lines.
fn text(title: &str, keys: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = 2020-01-01\n{keys}+++\n1. punto\n2. otro\n")
}

/// Returns the value of a hidden form field of a page.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    after.and_then(|rest| rest.split('"').next()).expect("a field")
}

#[test]
fn serves_rebuilds_and_shows_errors() {
    let site = tempfile::tempdir().expect("a folder");
    let report = site.path().join("content/a.md");
    fs::create_dir(site.path().join("content")).expect("writable");
    fs::write(site.path().join("site.toml"), "title = \"Archivo\"\n[schema]\nstrict = true\n")
        .expect("writable");
    fs::write(&report, "+++\ntitle = \"Primero\"\ndate = 2020-01-01\n+++\n").expect("writable");
    let server = Server::start(site.path());
    assert!(server.get("/reports/a/", None).contains("Primero"));
    assert!(server.get("/reports/a", None).starts_with("HTTP/1.1 301"));
    assert!(server.get("/nowhere/", None).starts_with("HTTP/1.1 404"));
    assert!(server.get("/..%2f..%2fetc/passwd", None).starts_with("HTTP/1.1 404"));
    assert!(server.get("/", Some("evil.example")).starts_with("HTTP/1.1 403"));

    fs::write(&report, "+++\ntitle = \"Segundo\"\ndate = 2020-01-01\n+++\n").expect("writable");
    server.wait_for("/reports/a/", "Segundo");
    fs::write(&report, "+++\ntitel = \"Tercero\"\ndate = 2020-01-01\n+++\n").expect("writable");
    server.wait_for("/reports/a/", "did you mean `title`?");
    assert!(server.get("/reports/a/", None).contains("Segundo"), "the last good site stays up");
    fs::write(&report, "+++\ntitle = \"Cuarto\"\ndate = 2020-01-01\n+++\n").expect("writable");
    server.wait_for("/reports/a/", "Cuarto");
    assert!(!server.get("/reports/a/", None).contains("did you mean"));
    fs::write(site.path().join("site.toml"), "title = \"Otro nombre\"\n").expect("writable");
    server.wait_for("/", "Otro nombre");
}

#[test]
fn an_error_shows_its_line_and_opens_its_file() {
    let (site, report) = small_site();
    // An editor that records its arguments.
    let editor = site.path().join("code");
    let called = site.path().join("called.txt");
    fs::write(&editor, format!("#!/bin/sh\necho \"$@\" > '{}'\n", called.display())).expect("writable");
    let made = Command::new("chmod").arg("+x").arg(&editor).status().expect("runs");
    assert!(made.success());
    let server = Server::start_with(site.path(), &[], &[("VISUAL", &editor)]);
    fs::write(&report, "+++\ntitle = \"x <b>\"\ndate = 2020-01-01\ntitel = \"é <i>\"\n+++\n")
        .expect("writable");
    server.wait_for("/reports/a/", "One error");
    let page = server.get("/reports/a/", None);
    assert!(page.contains("content/a.md, line 4") && page.contains("<mark>titel</mark>"), "{page}");
    assert!(page.contains("Primero") && !page.contains("<i>"), "{page}");

    let token = hidden(&page, "token");
    let form = format!("token={token}&file=content%2Fa.md&line=4");
    let open = |form: &str, head: &str| server.post("/__actas/open", form, head);
    assert!(open("token=x&file=content%2Fa.md&line=4", "").contains("403"), "no token of a page");
    assert!(open(&form, "Origin: http://evil.example\r\n").contains("403"), "another site's page");
    assert!(server.get("/__actas/open?file=content/a.md", None).starts_with("HTTP/1.1 405"));
    for file in ["..%2Fa.md", "%2Fetc%2Fpasswd", "code", "content%2Fb.md", ".git%2Fx.md"] {
        assert!(open(&format!("token={token}&file={file}&line=1"), "").contains("404"), "{file}");
    }
    assert!(!called.exists(), "nothing was opened so far");
    let own = format!("Origin: http://{}\r\n", server.address);
    assert!(open(&form, &own).contains("204"));
    let start = Instant::now();
    while fs::read_to_string(&called).unwrap_or_default().is_empty() {
        assert!(start.elapsed() < Duration::from_secs(10), "the editor was never called");
        std::thread::sleep(Duration::from_millis(20));
    }
    let words = fs::read_to_string(&called).expect("there");
    let file = report.canonicalize().expect("there");
    assert_eq!(words.trim(), format!("--goto {}:4", file.display()));
}

#[test]
fn every_address_answers_to_this_machine_only() {
    let (site, _) = small_site();
    let server = Server::start(site.path());
    for path in ["/", "/reports/a/", "/__actas/events", "/__actas/reload.js", "/__actas/preview.css"] {
        assert!(server.get(path, Some("evil.example")).starts_with("HTTP/1.1 403"), "{path}");
    }
}

#[test]
fn the_host_is_this_machine_and_this_port() {
    let (site, _) = small_site();
    let server = Server::start(site.path());
    let (_, port) = server.address.split_once(':').expect("a port");
    for good in ["localhost", "127.0.0.1", "[::1]"] {
        assert!(server.get("/", Some(&format!("{good}:{port}"))).starts_with("HTTP/1.1 200"), "{good}");
    }
    for wrong in
        [format!("evil.example:{port}"), "localhost".to_owned(), "localhost:1".to_owned(), String::new()]
    {
        assert!(server.get("/", Some(&wrong)).starts_with("HTTP/1.1 403"), "{wrong}");
    }
}

#[test]
fn pages_of_other_sites_get_nothing() {
    let (site, _) = small_site();
    let server = Server::start(site.path());
    let own = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", server.address);
    let others = [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: http://127.0.0.1:1\r\nSec-Fetch-Site: same-site\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
        "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n",
    ];
    for path in ["/__actas/events", "/", "/data/reports.json"] {
        assert!(server.ask(path, &own).starts_with("HTTP/1.1 200"), "{path}");
        assert!(server.ask(path, "").starts_with("HTTP/1.1 200"), "{path}: no browser");
        for other in others {
            assert!(server.ask(path, other).starts_with("HTTP/1.1 403"), "{path}: {other}");
        }
    }
    let visit = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n";
    assert!(server.ask("/", visit).starts_with("HTTP/1.1 200"), "a link leads here");
    let opened = server.post("/__actas/open", "token=x&file=content%2Fa.md&line=1", visit);
    assert!(opened.contains("403"), "a form of another site: {opened}");
    let answer = server.ask("/", "").to_lowercase();
    for line in [
        "x-content-type-options: nosniff",
        "cross-origin-resource-policy: same-origin",
        "frame-ancestors 'self'",
    ] {
        assert!(answer.contains(line), "{answer}");
    }
    assert!(!answer.contains("access-control"), "{answer}");
}

#[test]
fn no_address_leads_out_of_the_site() {
    let (site, _) = small_site();
    fs::write(site.path().join("secret.txt"), "SECRET").expect("writable");
    let server = Server::start(site.path());
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "/files/..%2f..%2fsecret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/content/a.md",
        "/site.toml",
        "/%00",
    ] {
        let answer = server.get(path, None);
        let refused = ["HTTP/1.1 404", "HTTP/1.1 400"].iter().any(|status| answer.starts_with(status));
        assert!(refused && !answer.contains("SECRET"), "{path}: {answer}");
    }
}

#[test]
fn drafts_are_shown_and_marked_unless_told_otherwise() {
    let (site, _) = small_site();
    let write = |name: &str, text: String| {
        fs::write(site.path().join("content").join(name), text).expect("writable");
    };
    write("b.md", text("Secreto", "draft = true\n"));
    write("c.md", text("Futuro", "publish_after = 2999-01-01\n"));
    let server = Server::start(site.path());
    let page = server.get("/reports/b/", None);
    assert!(page.contains("<strong>Draft</strong>") && page.contains("Secreto"), "{page}");
    assert!(server.get("/reports/c/", None).contains("<strong>From 2999-01-01</strong>"));
    let list = server.get("/reports/", None);
    assert!(list.contains("Secreto") && list.contains("2 not published"), "{list}");
    assert!(list.contains("&quot;/reports/b/&quot;:&quot;Draft&quot;"), "links are marked by the script");
    assert!(!server.get("/reports/a/", None).contains("<strong>Draft</strong>"));
    drop(server);
    let server = Server::start_with(site.path(), &["--no-drafts"], &[]);
    assert!(server.get("/reports/b/", None).starts_with("HTTP/1.1 404"));
    assert!(!server.get("/reports/", None).contains("Secreto"));
}

#[test]
fn a_burst_is_few_builds_and_ends_with_what_was_written_last() {
    let (site, report) = small_site();
    let server = Server::start(site.path());
    let before = server.build_number();
    for number in 1..=50 {
        fs::write(&report, text(&format!("Número {number}."), "")).expect("writable");
        fs::write(site.path().join(format!("content/r{number}.md")), text("x", "")).expect("writable");
        std::thread::sleep(Duration::from_millis(4));
    }
    server.wait_for("/reports/a/", "Número 50.");
    server.wait_for("/reports/r50/", "punto");
    let builds = server.build_number() - before;
    assert!((1..=6).contains(&builds), "{builds} builds");
}

#[test]
fn files_that_are_put_in_place_and_folders_that_come_back_are_seen() {
    let (site, report) = small_site();
    let content = site.path().join("content");
    let server = Server::start(site.path());
    let temporary = content.join(".a.md.tmp");
    fs::write(&temporary, text("Renombrado", "")).expect("writable");
    fs::rename(&temporary, &report).expect("renamed");
    server.wait_for("/reports/a/", "Renombrado");
    // As when another branch is checked out.
    fs::remove_dir_all(&content).expect("removed");
    server.wait_for("/", "load::no-content");
    fs::create_dir(&content).expect("writable");
    fs::write(&report, text("De vuelta", "")).expect("writable");
    server.wait_for("/reports/a/", "De vuelta");
    fs::write(&report, text("Y otra vez", "")).expect("writable");
    server.wait_for("/reports/a/", "Y otra vez");
}

#[test]
fn changes_are_polled_where_nobody_tells_of_them() {
    let (site, report) = small_site();
    let server = Server::start_with(site.path(), &["--poll"], &[]);
    // The time of a file may be stored in seconds.
    std::thread::sleep(Duration::from_millis(1100));
    fs::write(&report, text("Consultado", "")).expect("writable");
    server.wait_for("/reports/a/", "Consultado");
}

/// A client that connects and sends nothing, or only a little, does not keep others from the preview.
#[test]
fn connections_that_ask_nothing_are_ended() {
    let (site, _report) = small_site();
    let server = Server::start(site.path());
    let connect = || {
        let stream = TcpStream::connect(&server.address).expect("connects");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("set");
        stream
    };
    // More than the preview accepts at once: the others wait until these are ended.
    let silent: Vec<TcpStream> = (0..200).map(|_| connect()).collect();
    let mut slow = connect();
    let dribbler = std::thread::spawn(move || {
        let head = "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ";
        slow.write_all(head.as_bytes()).expect("sent");
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_secs(90) && slow.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_millis(500));
        }
        assert!(begin.elapsed() < Duration::from_secs(90), "it may go on for ever");
    });
    server.wait_for("/reports/a/", "Primero");
    for mut stream in silent {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("ended by the preview");
    }
    // A form that never arrives.
    let mut form = connect();
    let head = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ntoken=";
    write!(form, "POST /__actas/open HTTP/1.1\r\nHost: {}\r\n{head}", server.address).expect("sent");
    let mut answer = String::new();
    form.read_to_string(&mut answer).expect("ended by the preview");
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    dribbler.join().expect("ended by the preview");
}

#[test]
fn a_page_can_ask_which_build_is_up() {
    let (site, report) = small_site();
    let server = Server::start(site.path());
    let state = || server.get("/__actas/state", None);
    assert!(state().contains("-1\"") && state().contains("\"ms\":"), "{}", state());
    fs::write(&report, text("Segundo", "")).expect("writable");
    server.wait_for("/__actas/state", "-2\"");
    let other = server.ask("/__actas/state", "Sec-Fetch-Site: cross-site\r\n");
    assert!(other.starts_with("HTTP/1.1 403"), "{other}");
    for file in ["follow.js", "reload.js"] {
        let script = server.get(&format!("/__actas/{file}"), None);
        assert!(script.contains("content-type: text/javascript"), "{script}");
    }
}

#[test]
fn a_page_learns_which_build_is_up() {
    let (site, report) = small_site();
    let server = Server::start(site.path());
    let mut stream = TcpStream::connect(&server.address).expect("connects");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
    write!(stream, "GET /__actas/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).expect("sent");
    let mut lines = BufReader::new(stream).lines().map(|line| line.expect("a line"));
    let mut next = || lines.find(|line| line.contains("data:")).expect("an event");
    let first = next();
    assert!(first.contains("-1\"") && first.contains("\"ms\":"), "{first}");
    fs::write(&report, text("Segundo", "")).expect("writable");
    let second = next();
    assert!(second.contains("-2\""), "{second}");
}
