//! Faults from outside: hostile files, interrupted builds, folders of other owners.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::support::{build, expect_same, note, random_cases, tree, write_file};

const ACTAS: &str = env!("CARGO_BIN_EXE_actas");

/// Builds a site with one report of these bytes and returns the codes of the diagnostics.
fn codes(content: &[u8]) -> Vec<&'static str> {
    let site = tempfile::tempdir().expect("a folder");
    write_file(&site.path().join("site.toml"), "title = \"x\"\nbase_url = \"https://example.org/\"\n");
    write_file(&site.path().join("content/2020-01-01-a.md"), content);
    let built = build(site.path());
    built.diagnostics.iter().map(|found| found.code).collect()
}

#[test]
fn hostile_files_are_told_or_built() {
    assert_eq!(codes(b"\x89PNG\r\n\0\0"), ["load::binary", "load::left-out"]);
    assert_eq!(codes(b"+++\ntitle = \"\xff\"\n+++\n"), ["load::left-out", "load::not-utf8"]);
    assert_eq!(codes(b""), ["front-matter::none"]);
    assert_eq!(
        codes("\u{feff}+++\r\ntitle = \"x\"\r\ndate = 2020-01-01\r\n+++\r\nuno\r\n".as_bytes()),
        [""; 0]
    );
    assert_eq!(codes(b"+++\ntitle = \"x\"\n"), ["front-matter::unclosed", "front-matter::left-out"]);
    assert_eq!(codes(b"---\ntitle: x\ndate: 2020-01-01\n---\n1. a\n2. b\n"), [""; 0]);
    assert!(codes(b"---\ntitle: [x\n---\n").contains(&"yaml::syntax"));
}

#[test]
fn a_line_of_megabytes_is_built() {
    let megabytes =
        std::env::var("ACTAS_LINE_MEGABYTES").map_or(10, |wanted| wanted.parse().expect("a number"));
    let mut content = b"+++\ntitle = \"x\"\ndate = 2020-01-01\n+++\n".to_vec();
    content.extend("palabra ".bytes().cycle().take(megabytes << 20));
    content.extend(b"[x](y.md) ".repeat(10_000));
    let found = codes(&content);
    assert_eq!((found.len(), found[0], found[50]), (51, "link::more", "link::broken"));
}

#[test]
fn a_failing_build_leaves_the_last_output_as_it_was() {
    let site = tempfile::tempdir().expect("a folder");
    write_file(&site.path().join("site.toml"), "title = \"x\"\n[schema]\nstrict = true\n");
    let report = site.path().join("content/a.md");
    write_file(&report, "+++\ntitle = \"Uno\"\ndate = 2020-01-01\n+++\n");
    let run = || {
        let status = Command::new(ACTAS)
            .args(["build", "--site"])
            .arg(site.path())
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .status();
        status.expect("runs").success()
    };
    let page = site.path().join("public/reports/a/index.html");
    assert!(run());
    let before = fs::read(&page).expect("a page");
    write_file(&report, "+++\ntitle = \"Dos\"\n+++\n");
    assert!(!run());
    assert_eq!(fs::read(&page).expect("a page"), before);
    write_file(&report, "+++\ntitle = \"Dos\"\ndate = 2020-01-01\n+++\n");
    assert!(run());
    assert_ne!(fs::read(&page).expect("a page"), before);
}

#[test]
fn files_that_are_not_ours_stay() {
    let site = tempfile::tempdir().expect("a folder");
    write_file(&site.path().join("site.toml"), "title = \"x\"\nbase_url = \"https://example.org/\"\n");
    write_file(&site.path().join("content/a.md"), "+++\ntitle = \"Uno\"\ndate = 2020-01-01\n+++\n");
    write_file(&site.path().join("public/CNAME"), "example.org");
    write_file(&site.path().join("public/otro/x.txt"), "x");
    let run = || {
        Command::new(ACTAS)
            .args(["build", "--site"])
            .arg(site.path())
            .stdout(Stdio::null())
            .status()
            .expect("runs")
    };
    assert!(run().success());
    fs::rename(site.path().join("content/a.md"), site.path().join("content/b.md")).expect("renamed");
    assert!(run().success());
    assert_eq!(fs::read_to_string(site.path().join("public/CNAME")).expect("kept"), "example.org");
    assert_eq!(fs::read_to_string(site.path().join("public/otro/x.txt")).expect("kept"), "x");
    assert!(site.path().join("public/reports/b/index.html").exists());
    assert!(!site.path().join("public/reports/a").exists(), "what was ours and is no more goes");
    assert!(!site.path().join(".public.actas").exists(), "nothing is left beside the output");
}

/// A site in its own folder, with a complete output.
#[cfg(unix)]
struct Site {
    folder: tempfile::TempDir,
    root: PathBuf,
}

/// What a command printed, and whether it succeeded.
#[cfg(unix)]
struct Said {
    text: String,
    success: bool,
}

#[cfg(unix)]
impl Site {
    /// Makes the site and builds it. `within` is the site's folder below the temporary one.
    fn new(within: &str) -> Site {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join(within);
        write_file(&root.join("site.toml"), "title = \"x\"\nbase_url = \"https://example.org/\"\n");
        write_file(&root.join("content/a.md"), "+++\ntitle = \"Uno\"\ndate = 2020-01-01\n+++\n1. a\n2. b\n");
        let site = Site { folder, root };
        let said = site.run(Command::new(ACTAS), &["build"], "en");
        assert!(said.success, "{}", said.text);
        site
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Runs a command of `actas` on the site, and fails if it takes long: it may be waiting for something.
    fn run(&self, mut program: Command, arguments: &[&str], language: &str) -> Said {
        let out = tempfile::NamedTempFile::new().expect("a file");
        let open = || out.as_file().try_clone().expect("the file");
        let command = program.args(arguments).args(["--lang", language, "--site"]).arg(&self.root);
        let mut child = command.stdin(Stdio::null()).stdout(open()).stderr(open()).spawn().expect("runs");
        let begin = Instant::now();
        let status = loop {
            match child.try_wait().expect("a child") {
                Some(status) => break status,
                None if begin.elapsed() > Duration::from_secs(60) => {
                    let _ = child.kill();
                    panic!("{arguments:?} does not end");
                }
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        };
        let text = String::from_utf8_lossy(&fs::read(out.path()).expect("readable")).into_owned();
        Said { text, success: status.success() }
    }

    /// Builds with `program`, which must fail and print all of the texts, in each language; the output must
    /// not change.
    fn refuse(&self, program: &dyn Fn() -> Command, arguments: &[&str], says: [&[&str]; 2]) {
        let before = tree(&self.root);
        for (language, texts) in ["en", "es"].into_iter().zip(says) {
            let said = self.run(program(), arguments, language);
            assert!(!said.success, "it cannot succeed: {}", said.text);
            for text in texts {
                assert!(said.text.contains(text), "`{text}` is not in:\n{}", said.text);
            }
            assert!(!said.text.contains("os error") && !said.text.contains("panicked"), "{}", said.text);
            expect_same(&tree(&self.root), &before, "the site and its output");
        }
    }
}

/// Returns a command that runs `actas` as an unprivileged user; `None` if that is not possible.
#[cfg(unix)]
fn without_privileges(site: &Site) -> Option<impl Fn() -> Command> {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let program = move || {
        if !is_root {
            return Command::new(ACTAS);
        }
        let mut program = Command::new("setpriv");
        program.args(["--reuid=65534", "--regid=65534", "--clear-groups", ACTAS]);
        program
    };
    if is_root {
        let own = Command::new("chown").args(["-R", "65534:65534"]).arg(site.folder.path()).status();
        own.ok().filter(std::process::ExitStatus::success)?;
    }
    let runs = program().arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    runs.is_ok_and(|status| status.success()).then_some(program)
}

/// Sets the permissions of a file or folder.
#[cfg(unix)]
fn allow(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("rights can be set");
}

#[test]
#[cfg(unix)]
fn what_may_not_be_read_or_written_is_told() {
    let site = Site::new("sitio");
    let Some(program) = without_privileges(&site) else {
        return note("skipped: nobody but root can be had here");
    };
    write_file(&site.path("content/b/c.md"), "+++\ntitle = \"Dos\"\ndate = 2020-01-02\n+++\n");
    let cases: [(&str, u32, u32, &str); 5] = [
        ("content/a.md", 0o000, 0o644, "content/a.md"),
        ("content/b", 0o000, 0o755, "content/b"),
        ("site.toml", 0o000, 0o644, "site.toml"),
        ("public", 0o555, 0o755, "public"),
        (".", 0o555, 0o755, "public"),
    ];
    for (name, mode, usual, shown) in cases {
        allow(&site.path(name), mode);
        // Comparing what may not be read takes another user.
        let says: [&[&str]; 2] =
            [&[shown, "you may not do that", "help:"], &[shown, "no tiene permiso", "ayuda:"]];
        for (language, texts) in ["en", "es"].into_iter().zip(says) {
            let said = site.run(program(), &["build"], language);
            assert!(!said.success, "{name}: {}", said.text);
            texts.iter().for_each(|text| assert!(said.text.contains(text), "{name}: {}", said.text));
        }
        allow(&site.path(name), usual);
        let index = fs::read_to_string(site.path("public/index.html")).expect("the last site");
        assert!(index.ends_with("</html>\n") && !index.contains("Dos"), "{name}: the last site is there");
        assert!(!site.path(".public.actas").exists(), "{name}");
    }
    let said = site.run(program(), &["build"], "en");
    assert!(said.success, "{}", said.text);
}

/// A small disk, which is removed when this is dropped.
#[cfg(target_os = "linux")]
struct Disk(PathBuf);

#[cfg(target_os = "linux")]
impl Disk {
    fn mount(at: &Path, size: &str) -> Option<Disk> {
        fs::create_dir_all(at).expect("writable");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(at);
        let is_mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        is_mounted.then(|| Disk(at.to_path_buf()))
    }
}

#[cfg(target_os = "linux")]
impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_the_last_site_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(disk) = Disk::mount(&folder.path().join("disco"), "4m") else {
        return note("skipped: no disk can be mounted here");
    };
    let site = Site::new("sitio");
    let output = disk.0.join("público");
    let shown = output.display().to_string();
    let arguments = ["build", "--output", &shown];
    let program = || Command::new(ACTAS);
    let said = site.run(program(), &arguments, "en");
    assert!(said.success, "{}", said.text);
    let before = tree(&output);
    write_file(&site.path("content/plano.pdf"), vec![b'x'; 4 << 20]);
    write_file(&site.path("content/b.md"), "+++\ntitle = \"Dos\"\ndate = 2020-01-02\n+++\n[a](plano.pdf)\n");
    let says: [&[&str]; 2] = [
        &["cannot write `", &shown, "the disk is full", "help: make room"],
        &["no se puede escribir `", &shown, "el disco está lleno", "ayuda: libere espacio"],
    ];
    site.refuse(&program, &arguments, says);
    expect_same(&tree(&output), &before, "the last site");
    assert!(!disk.0.join(".público.actas").exists(), "what did not fit takes no room");
    // The same for an import: its files are not left half-written.
    let document = site.path("acta.html");
    write_file(&document, "<h1>Acta</h1><p>1. Se aprueba.</p><img src=\"plano.png\" alt=\"plano\">");
    write_file(&site.path("plano.png"), vec![b'x'; 4 << 20]);
    for (name, language, full) in [("uno", "en", "the disk is full"), ("dos", "es", "el disco está lleno")] {
        let there = disk.0.join("informes").display().to_string();
        let arguments = ["import", "--name", name, "--output", &there, document.to_str().expect("UTF-8")];
        let said = site.run(program(), &arguments, language);
        assert!(!said.success && said.text.contains(full), "{}", said.text);
        assert_eq!(tree(&disk.0.join("informes")), tree(&disk.0.join("nada")));
    }
    fs::remove_file(site.path("content/plano.pdf")).expect("there");
    let said = site.run(program(), &arguments, "en");
    assert!(said.success, "{}", said.text);
    assert_ne!(tree(&output), before);
}

/// Another folder, or a part of a disk, mounted at a place; it is unmounted when this is dropped.
#[cfg(target_os = "linux")]
impl Disk {
    fn bind(folder: &Path, at: &Path) -> Option<Disk> {
        fs::create_dir_all(folder).expect("writable");
        fs::create_dir_all(at).expect("writable");
        let mut mount = Command::new("mount");
        mount.arg("--bind").arg(folder).arg(at);
        let is_mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        is_mounted.then(|| Disk(at.to_path_buf()))
    }
}

/// Returns a folder's owner, group and permissions.
#[cfg(unix)]
fn standing(path: &Path) -> (u32, u32, u32) {
    use std::os::unix::fs::MetadataExt;
    let found = fs::metadata(path).expect("there");
    (found.uid(), found.gid(), found.mode() & 0o7777)
}

/// Builds twice into an existing output; the second time a report has another name. The user's files stay.
#[cfg(unix)]
fn build_twice(site: &Site, output: &Path, arguments: &[&str]) {
    write_file(&output.join("CNAME"), "example.org");
    write_file(&output.join("otro/x.txt"), "x");
    let said = site.run(Command::new(ACTAS), arguments, "en");
    assert!(said.success, "{}", said.text);
    assert!(output.join("reports/a/index.html").is_file());
    fs::rename(site.path("content/a.md"), site.path("content/b.md")).expect("renamed");
    let said = site.run(Command::new(ACTAS), arguments, "en");
    assert!(said.success, "{}", said.text);
    fs::rename(site.path("content/b.md"), site.path("content/a.md")).expect("renamed");
    assert!(output.join("reports/b/index.html").is_file());
    assert!(!output.join("reports/a").exists(), "what was ours and is no more goes");
    assert_eq!(fs::read_to_string(output.join("CNAME")).expect("kept"), "example.org");
    assert_eq!(fs::read_to_string(output.join("otro/x.txt")).expect("kept"), "x");
    for staging in [".actas-new", ".public.actas", "../.public.actas"] {
        assert!(!output.join(staging).exists(), "nothing is left in it or beside it");
    }
}

#[test]
#[cfg(unix)]
fn an_output_that_is_a_link_goes_where_it_leads() {
    let site = Site::new("sitio");
    fs::remove_dir_all(site.path("public")).expect("there");
    let real = site.folder.path().join("servidor/raíz");
    fs::create_dir_all(&real).expect("writable");
    let link = |to: &Path, name: &str| std::os::unix::fs::symlink(to, site.path(name)).expect("a link");
    link(Path::new("../servidor/raíz"), "enlace");
    link(Path::new("enlace"), "public");
    build_twice(&site, &real, &["build"]);
    assert_eq!(fs::read_link(site.path("public")).expect("a link"), Path::new("enlace"));
    assert_eq!(fs::read_link(site.path("enlace")).expect("a link"), Path::new("../servidor/raíz"));
    let again = site.run(Command::new(ACTAS), &["build", "--json"], "en");
    assert!(again.success, "{}", again.text);
    // A folder that does not exist yet is made where the link leads.
    link(Path::new("../servidor/nueva"), "otra");
    let other = site.path("otra").display().to_string();
    let said = site.run(Command::new(ACTAS), &["build", "--output", &other], "en");
    assert!(said.success && site.path("otra").is_symlink(), "{}", said.text);
    assert!(site.folder.path().join("servidor/nueva/index.html").is_file());
    // A link that contains itself, or a circle of links, would put the site into itself.
    link(Path::new("."), "propia");
    link(Path::new("vuelta"), "vuelta");
    for name in ["propia", "vuelta"] {
        let own = site.path(name).display().to_string();
        let says: [&[&str]; 2] = [&[name, "help:"], &[name, "ayuda:"]];
        site.refuse(&|| Command::new(ACTAS), &["build", "--output", &own], says);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_where_something_is_mounted_is_filled_in_place() {
    let site = Site::new("sitio");
    let public = site.path("public");
    let (whole, other) = (tree(&public), site.folder.path().join("volumen"));
    fs::remove_dir_all(&public).expect("there");
    for disk in [true, false] {
        let mounted = if disk { Disk::mount(&public, "8m") } else { Disk::bind(&other, &public) };
        let Some(disk) = mounted else {
            return note("skipped: nothing can be mounted here");
        };
        build_twice(&site, &public, &["build"]);
        let said = site.run(Command::new(ACTAS), &["build"], "en");
        assert!(said.success, "{}", said.text);
        let mut found = tree(&public);
        for of_others in ["CNAME", "otro/x.txt"] {
            found.remove(Path::new(of_others)).expect("kept");
        }
        expect_same(&found, &whole, "the same site on a disk of its own");
        // What was a page is now a folder, and the other way round.
        write_file(&public.join(".actas-files"), "index.html\nreports/a\nassets/x/y\n../site.toml\n");
        fs::remove_dir_all(public.join("reports/a")).expect("there");
        fs::write(public.join("reports/a"), "a file of ours").expect("writable");
        write_file(&public.join("assets/x/y"), "ours");
        let said = site.run(Command::new(ACTAS), &["build"], "en");
        assert!(said.success && public.join("reports/a/index.html").is_file(), "{}", said.text);
        assert!(!public.join("assets/x").exists() && site.path("site.toml").is_file());
        // A user's file in the way is reported, and nothing is changed.
        fs::remove_dir_all(public.join("reports/a")).expect("there");
        fs::write(public.join("reports/a"), "of others").expect("writable");
        let says: [&[&str]; 2] = [&["reports/a", "there is one of that name"], &["reports/a", "ya existe"]];
        site.refuse(&|| Command::new(ACTAS), &["build"], says);
        drop(disk);
    }
}

#[test]
#[cfg(unix)]
fn owner_group_and_rights_of_an_output_are_kept() {
    use std::os::unix::fs::chown;
    let site = Site::new("sitio");
    let public = site.path("public");
    if chown(&public, Some(65533), Some(65532)).is_err() {
        return note("skipped: nobody but root can give a folder away");
    }
    for mode in [0o2775, 0o750, 0o1777] {
        allow(&public, mode);
        let before = standing(&public);
        build_twice(&site, &public, &["build"]);
        assert_eq!(standing(&public), before);
        if mode == 0o2775 {
            // New files have the folder's group.
            for name in ["reports", "reports/b", "reports/b/index.html", ".actas-files"] {
                assert_eq!(standing(&public.join(name)).1, 65532, "{name}");
            }
        }
    }
    let Some(program) = without_privileges(&site) else {
        return note("skipped: nobody but root can be had here");
    };
    // A shared folder with another owner: a user who may write there cannot make a folder like it.
    chown(&public, Some(65533), Some(65532)).expect("root");
    allow(&public, 0o2777);
    let said = site.run(program(), &["build"], "en");
    assert!(said.success, "{}", said.text);
    assert_eq!(standing(&public), (65533, 65532, 0o2777));
    assert_eq!(standing(&public.join("reports/a/index.html")).1, 65532);
}

#[test]
#[cfg(unix)]
fn nothing_is_written_through_links_that_somebody_put_there() {
    use std::os::unix::fs::symlink;
    let site = Site::new("sitio");
    let others = site.folder.path().join("ajena");
    for name in [".gitignore", "lock", "list", "files/a.md", "new/a.md", "external-links.json"] {
        write_file(&others.join(name), "of others");
    }
    let before = tree(&others);
    // A build made right after its files were written remembers nothing.
    let _ = fs::remove_dir_all(site.path(".actas-cache"));
    let document = site.path("acta.html");
    write_file(&document, "<h1>Acta</h1><p>1. Se aprueba.</p>");
    let build = |name: &str| {
        let said = site.run(Command::new(ACTAS), &["build"], "en");
        assert!(said.success, "{name}: {}", said.text);
        expect_same(&tree(&others), &before, name);
    };
    // The program's own folders.
    for name in [".actas-cache", ".public.actas", "content/reports/.actas-import"] {
        fs::create_dir_all(site.path(name).parent().expect("a folder")).expect("writable");
        symlink(&others, site.path(name)).expect("a link");
        build(name);
    }
    let arguments = ["import", "--name", "uno", document.to_str().expect("UTF-8")];
    let said = site.run(Command::new(ACTAS), &arguments, "en");
    assert!(said.success, "{}", said.text);
    expect_same(&tree(&others), &before, "an import");
    let said = site.run(Command::new(ACTAS), &["check", "--external"], "en");
    assert!(said.text.contains("symbolic link"), "{}", said.text);
    expect_same(&tree(&others), &before, "a check");
    // Files in them.
    fs::remove_file(site.path(".actas-cache")).expect("a link");
    for (folder, name) in
        [(".actas-cache", ".gitignore"), (".public.actas", "lock"), (".public.actas", "new")]
    {
        fs::create_dir_all(site.path(folder)).expect("writable");
        let link = site.path(folder).join(name);
        let _ = fs::remove_file(&link);
        symlink(others.join(if name == "new" { "" } else { name }), &link).expect("a link");
        write_file(&site.path("content/z.md"), format!("+++\ntitle = \"{name}\"\ndate = 2020-01-02\n+++\n"));
        build(name);
    }
    // Files that were just written are not remembered; a moment later they are.
    std::thread::sleep(std::time::Duration::from_millis(100));
    build("a cache");
    assert_eq!(fs::read_to_string(site.path(".actas-cache/.gitignore")).expect("a file"), "*\n");
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_left_out_and_told() {
    let site = Site::new("sitio");
    let pipe = |name: &str| {
        let made = Command::new("mkfifo").arg(site.path(name)).status();
        made.is_ok_and(|status| status.success())
    };
    if !pipe("content/tubo.md") {
        return note("skipped: no pipe can be made here");
    }
    let _socket = std::os::unix::net::UnixListener::bind(site.path("content/zócalo")).expect("a socket");
    std::os::unix::fs::symlink("tubo.md", site.path("content/enlace.md")).expect("a link");
    for (language, what) in
        [("en", "a pipe, a socket or a device"), ("es", "una tubería, un socket o un dispositivo")]
    {
        let said = site.run(Command::new(ACTAS), &["build", "--no-cache"], language);
        assert!(said.success, "{}", said.text);
        assert_eq!(said.text.matches(what).count(), 3, "{}", said.text);
        for name in ["content/tubo.md", "content/zócalo", "content/enlace.md"] {
            assert!(said.text.contains(name), "{name} is not in:\n{}", said.text);
        }
    }
    let document = site.path("acta.docx").display().to_string();
    assert!(pipe("acta.docx") && pipe("urls.lock"));
    let says: [&[&str]; 2] = [&["acta.docx", "a pipe"], &["acta.docx", "una tubería"]];
    site.refuse(&|| Command::new(ACTAS), &["import", &document], says);
    let says: [&[&str]; 2] = [&["urls.lock", "a pipe", "help:"], &["urls.lock", "una tubería", "ayuda:"]];
    site.refuse(&|| Command::new(ACTAS), &["build"], says);
    fs::remove_file(site.path("site.toml")).expect("there");
    assert!(pipe("site.toml"));
    let says: [&[&str]; 2] = [&["site.toml", "a pipe", "help:"], &["site.toml", "una tubería", "ayuda:"]];
    site.refuse(&|| Command::new(ACTAS), &["build"], says);
}

#[test]
#[cfg(unix)]
fn files_that_vanish_during_a_build_are_named_or_missed() {
    let site = Site::new("sitio");
    let name = |number: usize| site.path(&format!("content/ida-{number}.txt"));
    let is_over = std::sync::atomic::AtomicBool::new(false);
    let mut named = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                (0..2_000).for_each(|number| {
                    write_file(&name(number), "+++\ntitle = \"Ida\"\ndate = 2020-01-02\n+++\n")
                });
                (0..2_000).for_each(|number| fs::remove_file(name(number)).expect("there"));
            }
        });
        for round in 0..8 {
            let (language, why) = if round % 2 == 0 {
                ("en", "there is no such file")
            } else {
                ("es", "no existe ese archivo")
            };
            let said = site.run(Command::new(ACTAS), &["build"], language);
            let is_named = said.text.contains("content/ida-") && said.text.contains(why);
            assert!(said.success || is_named, "{}", said.text);
            named += u32::from(!said.success);
            let page = fs::read_to_string(site.path("public/reports/a/index.html")).expect("a whole site");
            assert!(page.ends_with("</html>\n"));
        }
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    note(&format!("8 builds with files that come and go: {named} named one of them"));
    let said = site.run(Command::new(ACTAS), &["build"], "en");
    assert!(said.success, "{}", said.text);
}

#[test]
#[cfg(unix)]
fn folders_may_have_spaces_and_accents() {
    let site = Site::new("Carpeta de José/año 2020");
    let output = site.path("mi sitio público/ñandú & cía").display().to_string();
    let arguments = ["build", "--output", &output];
    let said = site.run(Command::new(ACTAS), &arguments, "en");
    assert!(said.success && said.text.contains(&output), "{}", said.text);
    let whole = tree(Path::new(&output));
    expect_same(&whole, &tree(&site.path("public")), "the same site elsewhere");
    write_file(&site.path("content/ñ á.md"), "+++\ntitle = \"Dos\"\ndate = 2020-01-02\n+++\n");
    let said = site.run(Command::new(ACTAS), &arguments, "en");
    assert!(said.success, "{}", said.text);
    assert_ne!(tree(Path::new(&output)), whole);
}

proptest! {
    #![proptest_config(random_cases(200))]

    #[test]
    fn any_text_is_parsed(text in "(\\+\\+\\+\n|---\n)?([0-9a-c]{1,2}[.)] |#{1,3} |title = |\\[x\\]\\(y\\)|<b>|```|\\PC|\n|   ){0,60}") {
        codes(text.as_bytes());
    }
}
