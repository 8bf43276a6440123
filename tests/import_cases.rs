//! `tests/import/cases/<case>`: a document, its expected report, and the account as printed; and the
//! diagnostics of documents that cannot be imported, in `tests/import/diagnostics.<language>.txt`.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use actas::diagnostic::{Diagnostic, to_text};
use actas::import::{self, ImportOptions};
use actas::messages::Speech;
use libtest_mimic::Trial;

use crate::expected::check_file;
use crate::support::{note, repository};
use crate::word_files::{empty_site, options, pack, word_file};
use crate::{test, test_of_each};

/// A test for each document, and one for the diagnostics of those that cannot be imported.
pub(crate) fn tests() -> Vec<Trial> {
    let mut tests = test_of_each("import/cases", "import/cases", check_case);
    tests.push(test("import: diagnostics are as expected", check_diagnostics));
    tests
}

/// Imports the `input` file of a folder, whatever its format.
fn check_case(case: &Path, failures: &mut Vec<String>) {
    let input = fs::read_dir(case)
        .expect("readable")
        .map(|entry| entry.expect("readable").path())
        .find(|path| path.file_stem().is_some_and(|stem| stem == "input"))
        .expect("an input");
    let folder = tempfile::tempdir().expect("a folder");
    let site = empty_site(folder.path());
    let is = |end: &str| input.extension().is_some_and(|extension| extension == end);
    if is("rtf") && import::office::find().is_none() {
        return note(&format!("skipped: {} needs LibreOffice", case.display()));
    }
    if is("pdf") && import::pdf::find().is_none() {
        return note(&format!("skipped: {} needs Poppler", case.display()));
    }
    let mut imported = import::import(&input, &site, &options())
        .unwrap_or_else(|diagnostic| panic!("{case:?}: {diagnostic:?}"));
    imported.account.file = input.file_name().expect("a name").to_string_lossy().into_owned();
    let account = imported.account.to_text(Speech::Es) + &imported.account.to_text(Speech::En);
    for (name, found) in
        [("expected.md", imported.files[0].1.as_slice()), ("expected.txt", account.as_bytes())]
    {
        let path = case.join(name);
        check_file(&path, &fs::read(&path).unwrap_or_default(), found, failures);
    }
}

fn check_diagnostics(failures: &mut Vec<String>) {
    for (speech, language) in [(Speech::En, "en"), (Speech::Es, "es")] {
        let text = to_text(diagnostics(), speech, false).trim_end().to_owned() + "\n";
        let path = repository().join(format!("tests/import/diagnostics.{language}.txt"));
        check_file(&path, &fs::read(&path).unwrap_or_default(), text.as_bytes(), failures);
    }
}

/// Each diagnostic that a file can cause, collected once however many tests need them. Their places only give
/// the file.
pub(crate) fn diagnostics() -> &'static [Diagnostic] {
    static FOUND: LazyLock<Vec<Diagnostic>> = LazyLock::new(bring_about);
    &FOUND
}

fn bring_about() -> Vec<Diagnostic> {
    let deleted =
        "<w:p><w:del><w:r><w:delText>borrado</w:delText></w:r></w:del><w:r><w:t>Texto</w:t></w:r></w:p>";
    let many: Vec<(String, Vec<u8>)> = (0..5_000).map(|at| (format!("{at}.xml"), Vec::new())).collect();
    let compound = |stream: &str| -> Vec<u8> {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(name).collect()
    };
    let two = "Acta 1\nQuito, 3 de abril de 2017\nSe abre.\nActa 2\nQuito, 10 de abril de 2017\nSe cierra.\n";
    let files: [(&str, Vec<u8>); 14] = [
        ("acta.xlsx", b"PK".to_vec()),
        ("acta.pdf", b"Acta".to_vec()),
        ("hoja.docx", compound("Workbook")),
        ("protegida.docx", compound("EncryptedPackage")),
        ("nada.docx", Vec::new()),
        ("dos.txt", two.into()),
        ("sin-paquete.docx", b"PK".to_vec()),
        ("muchas-partes.docx", pack(&many)),
        ("sin-texto.docx", pack(&[("otro.xml".to_owned(), b"<a/>".to_vec())])),
        ("sin-texto.odt", pack(&[("otro.xml".to_owned(), b"<a/>".to_vec())])),
        ("dañada.docx", word_file("<w:p>", &[])),
        ("honda.docx", word_file(&"<w:sdt>".repeat(1_000), &[])),
        ("revisada.docx", word_file(deleted, &[])),
        ("vacía.txt", b"\n".to_vec()),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let site = empty_site(folder.path());
    let path = |name: &str| folder.path().join(name);
    let run = |name: &str, options: &ImportOptions| match import::import(&path(name), &site, options) {
        Ok(imported) => match import::write(&imported, folder.path()) {
            Ok(()) => imported.diagnostics,
            Err(refused) => vec![*refused],
        },
        Err(refused) => vec![*refused],
    };
    let mut found = Vec::new();
    for (name, bytes) in &files {
        fs::write(path(name), bytes).expect("writable");
        found.extend(run(name, &options()));
    }
    // Refused because of its size alone: it is empty.
    let enormous = fs::File::create(path("enorme.docx")).expect("writable");
    enormous.set_len(200 << 20).expect("a file of holes");
    found.extend(run("enorme.docx", &options()));
    found.extend(run("falta.docx", &options()));
    // LibreOffice, where it is not installed, and where it cannot be started.
    fs::write(path("antigua.doc"), compound("WordDocument")).expect("writable");
    found.extend(run("antigua.doc", &ImportOptions { office: None, ..options() }));
    found.extend(run("antigua.doc", &ImportOptions { office: Some(path("no-existe")), ..options() }));
    // Poppler, likewise.
    fs::write(path("copia.pdf"), "%PDF-1.4").expect("writable");
    found.extend(run("copia.pdf", &ImportOptions { poppler: None, ..options() }));
    found.extend(run("copia.pdf", &ImportOptions { poppler: Some(path("no-existe")), ..options() }));
    fs::create_dir(path("carpeta.docx")).expect("writable");
    found.extend(run("carpeta.docx", &options()));
    // Inside a file as if it were a folder: no user can read that.
    found.extend(run("acta.pdf/acta.docx", &options()));
    // The second time, its report already exists.
    found.extend(run("revisada.docx", &options()));
    // A file where a folder should be: no user can write to that.
    fs::write(path("no-es-carpeta"), "").expect("writable");
    let elsewhere = ImportOptions { output: Some("no-es-carpeta".into()), ..options() };
    found.extend(run("revisada.docx", &elsewhere));
    found.extend(refused_options(folder.path()));
    let batch = import::Batch {
        files: vec![path("~$acta.docx")],
        site: folder.path().to_path_buf(),
        ..import::Batch::default()
    };
    let all = import::import_all(&batch, Speech::Es, import::Listener::default());
    found.extend(all.expect("the site can be read").diagnostics);
    for place in found.iter_mut().filter_map(|diagnostic| diagnostic.place.as_mut()) {
        if let Some(name) = Path::new(&place.file).strip_prefix(folder.path()).ok().and_then(Path::to_str) {
            place.file = name.to_owned();
        }
    }
    found
}

/// Returns the diagnostics for options that do not fit the files or the site.
fn refused_options(site: &Path) -> Vec<Diagnostic> {
    let said = |name: Option<&str>, language: Option<&str>| {
        let batch = import::Batch {
            files: vec![site.join("a.txt"), site.join("b.txt")],
            site: site.to_path_buf(),
            output: None,
            language: language.map(str::to_owned),
            name: name.map(str::to_owned),
            as_one: false,
        };
        import::import_all(&batch, Speech::Es, import::Listener::default())
            .expect("the site can be read")
            .diagnostics
    };
    [said(Some("acta"), None), said(None, Some("fr"))].concat()
}
