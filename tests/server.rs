//! `actas serve` over real HTTP.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(site: &std::path::Path) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_actas"))
            .args(["serve", "--port", "0", "--site"])
            .arg(site)
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

    fn get(&self, path: &str, host: Option<&str>) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("connects");
        let host = host.unwrap_or(&self.address);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("sent");
        let mut response = Vec::new();
        stream.read_to_end(&mut response).expect("answered");
        String::from_utf8_lossy(&response).into_owned()
    }

    fn wait_for(&self, path: &str, text: &str) {
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

#[test]
fn serves_rebuilds_and_shows_errors() {
    let site = tempfile::tempdir().expect("a folder");
    let report = site.path().join("content/a.md");
    fs::create_dir(site.path().join("content")).expect("writable");
    fs::write(site.path().join("site.toml"), "title = \"Archivo\"\n").expect("writable");
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
