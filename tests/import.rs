//! Documents become reports: their points, their front matter, and every word of them.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use actas::import::words::Words;
use actas::import::{self, ImportOptions, Imported};
use actas::messages::Speech;
use actas::model::LanguageSite;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::support::{note, random_cases, repository, request};
use crate::word_files::{empty_site, options, pack, word_file};

/// The possible path of the report as its secretariat wrote it.
const SEED: &str = "../shared/seed/2017-06-21-san-salvador.txt";
/// The folder of documents made by `tests/import/documents.py`, if it was run.
const DOCUMENTS: &str = "ACTAS_IMPORT_DOCUMENTS";

fn seed() -> Option<String> {
    let seed = fs::read_to_string(repository().join(SEED)).ok();
    if seed.is_none() {
        note("skipped: the original report is not beside the repository");
    }
    seed
}

/// Imports a file with this name and these bytes.
fn import_bytes(name: &str, bytes: &[u8]) -> Result<Imported, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let site = empty_site(folder.path());
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("writable");
    import::import(&path, &site, &options()).map_err(|diagnostic| diagnostic.code.to_owned())
}

fn report_text(imported: &Imported) -> &str {
    std::str::from_utf8(&imported.files[0].1).expect("UTF-8")
}

/// Fails if a word of `words` is neither in the report nor reported as left out.
fn expect_every_word(name: &str, words: &str, imported: &Imported) {
    let mut expected = Words::default();
    expected.add(words);
    let mut found =
        import::words::of_markdown(report_text(imported).rsplit_once("\n+++\n").expect("a front matter").1);
    imported.dropped.iter().for_each(|dropped| found.add(&dropped.text));
    let missing = expected.beyond(&found);
    assert!(missing.is_empty(), "{name}: words that went missing: {missing:?}\n{}", report_text(imported));
    assert!(imported.account.words.missing.is_empty(), "{name}: {:?}", imported.account.words);
}

/// Compares a report made from the seed with what is known of it.
fn expect_seed(path: &Path) {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let folder = tempfile::tempdir().expect("a folder");
    let site = empty_site(folder.path());
    let imported =
        import::import(path, &site, &options()).unwrap_or_else(|diagnostic| panic!("{name}: {diagnostic:?}"));
    import::write(&imported, folder.path()).expect("nothing is there yet");
    assert_eq!(imported.account.report, "content/reports/2017-06-21-san-salvador.es.md", "{name}");
    assert!(imported.account.words.missing.is_empty(), "{name}: {:?}", imported.account.words);

    let text = report_text(&imported);
    assert!(text.starts_with("+++\ndraft = true  # "), "{name}: {text}");
    let (site, _, _) = actas::build_indexes(&request(folder.path())).expect("the site can be read");
    assert!(
        site.languages.iter().all(|language| language.reports.is_empty()),
        "{name}: nobody has reviewed it"
    );
    let mut request = request(folder.path());
    request.overrides.drafts = true;
    let (site, _, diagnostics) = actas::build_indexes(&request).expect("the site can be read");
    let said = actas::diagnostic::to_text(&diagnostics, Speech::En, false);
    assert!(!actas::diagnostic::has_errors(&diagnostics), "{name}: {said}{text}");
    let spanish = site.languages.iter().find(|language| language.language.code == "es").expect("Spanish");
    let [report] = spanish.reports.as_slice() else { panic!("{name}: one report") };
    assert_eq!(
        report.title,
        "Informe de la reunión de la Red de Funcionarios de Enlace de Protección Consular"
    );
    assert_eq!(report.front.date.map(|date| date.to_string()).as_deref(), Some("2017-06-21"), "{name}");
    assert_eq!(
        (report.front.city.as_deref(), report.front.country.as_deref()),
        (Some("San Salvador"), Some("SV")),
        "{name}"
    );
    let labels: Vec<&str> = report.passages.iter().map(|passage| passage.label.as_str()).collect();
    assert_eq!(labels, ["", "1", "2", "3", "4", "5", "6", "7", "8", "9", "9-a", "9-b"], "{name}: {text}");
    assert!(
        report.written.passages.text(7).contains("Tomar nota de la propuesta de México"),
        "{name}: {text}"
    );
    assert!(report.written.passages.text(8).contains("TRICAMEX ha permitido generar"), "{name}: {text}");
    assert_eq!(terms(spanish, report, "country"), "CA CR DO GT HN MX PA SV", "{name}");
    assert_eq!(terms(spanish, report, "body"), "red-enlace", "{name}");
    assert_eq!(terms(spanish, report, "initiative"), "cammina micic tricamex", "{name}");
    assert_eq!(terms(spanish, report, "organization"), "cicr oim oit rrocm st", "{name}");
    let acts: usize = report.points.iter().map(|point| point.acts.len()).sum();
    assert_eq!((report.points.len(), acts), (11, 23), "{name}");
}

fn terms(language: &LanguageSite, report: &actas::model::Report, taxonomy: &str) -> String {
    let of = |place: &actas::model::TermPlace| language.taxonomies[place.taxonomy].taxonomy.id == taxonomy;
    let mut ids: Vec<&str> =
        report.filed().filter(of).map(|place| language.term(place).term.id.as_str()).collect();
    ids.sort_unstable();
    ids.join(" ")
}

#[test]
fn the_original_report_is_imported_from_text() {
    if seed().is_some() {
        expect_seed(&repository().join(SEED));
    }
}

fn paragraph(properties: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A list of numbers, letters and small Roman numbers.
fn numbering() -> String {
    let level = |at: usize, format: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"%{}.\"/></w:lvl>",
            at + 1
        )
    };
    let levels = level(0, "decimal") + &level(1, "lowerLetter") + &level(2, "lowerRoman");
    format!(
        "<w:abstractNum w:abstractNumId=\"1\">{levels}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    )
}

fn in_list(level: usize) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>")
}

#[test]
fn the_original_report_is_imported_from_word() {
    let Some(seed) = seed() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let lines = || seed.lines().map(str::trim).filter(|line| !line.is_empty());
    let typed: String = lines().map(|line| paragraph("", line)).collect();
    let automatic: String = lines()
        .map(|line| match line.split_once(". ") {
            Some((label, rest)) if label.bytes().all(|byte| byte.is_ascii_digit()) => {
                paragraph(&in_list(0), rest)
            }
            Some((label, rest)) if label.len() == 1 => paragraph(&in_list(1), rest),
            _ => paragraph("", line),
        })
        .collect();
    for (name, body) in [("typed.docx", typed), ("automatic.docx", automatic)] {
        let path = folder.path().join(name);
        fs::write(&path, word_file(&body, &[("numbering", &numbering())])).expect("writable");
        expect_seed(&path);
    }
}

/// The documents that `tests/import/documents.py` makes, and those of other projects' tests.
#[test]
fn import_documents() {
    let Some(folder) = std::env::var_os(DOCUMENTS).map(PathBuf::from) else { return };
    let mut paths: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| path.is_file() && path.extension().is_none_or(|extension| extension != "words"));
    paths.sort();
    assert!(!paths.is_empty(), "no documents in {}", folder.display());
    let (mut imported_count, mut refused, mut words_count) = (0, Vec::new(), 0);
    for path in &paths {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("seed-") {
            expect_seed(path);
        }
        let site_folder = tempfile::tempdir().expect("a folder");
        match import::import(path, &empty_site(site_folder.path()), &options()) {
            Ok(imported) => {
                let words = fs::read_to_string(folder.join(format!("{name}.words"))).unwrap_or_default();
                expect_every_word(&name, &words, &imported);
                imported_count += 1;
                words_count += imported.account.words.original;
            }
            Err(diagnostic) => refused.push(format!("{name}: {}", diagnostic.message.text(Speech::En))),
        }
    }
    note(&format!("imported: {imported_count} documents, {words_count} words; refused: {refused:#?}"));
}

#[test]
fn word_files_keep_what_counts() {
    let style = |name: &str, inner: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{name}\"><w:name w:val=\"{name}\"/>{inner}</w:style>"
        )
    };
    let styles = style("heading 1", "") + &style("Fuerte", "<w:rPr><w:b/></w:rPr>");
    let run = |looks: &str, text: &str| {
        format!("<w:r><w:rPr>{looks}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let deleted = "<w:del><w:r><w:delText xml:space=\"preserve\">borrado </w:delText></w:r></w:del>";
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let link = field("begin")
        + "<w:r><w:instrText> HYPERLINK \"https://example.org/x\" </w:instrText></w:r>"
        + &field("separate")
        + &run("", "enlace")
        + &field("end");
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", text));
    let body = [
        paragraph("<w:pStyle w:val=\"heading 1\"/>", "Apertura # y *cierre*"),
        paragraph("<w:pStyle w:val=\"Fuerte\"/>", "Todo fuerte"),
        format!("<w:p>{}{deleted}<w:ins>{}</w:ins></w:p>", run("<w:i/>", "Inclinado "), run("", "insertado")),
        format!(
            "<w:p>{link}{}<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:hyperlink r:id=\"web\">{}</w:hyperlink></w:p>",
            run("", " con nota"),
            run("", " y otro")
        ),
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>uni</w:t></w:r></w:p><w:p><w:r><w:t>dos</w:t></w:r></w:p>".to_owned(),
        format!("<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>", cell("A|B"), cell("C"), cell("1. x"), cell("D")),
        paragraph("", "1. No es lista"),
        paragraph("", "[bookmark: _GoBack]ad\u{a0}hoc  &nada; _x_"),
        format!("<w:p>{}<w:r><w:noBreakHyphen/></w:r>{}</w:p>", run("", "medio"), run("<w:vanish/>", "oculto")),
    ]
    .concat();
    let parts = [
        ("styles", styles.as_str()),
        ("footnotes", "<w:footnote w:id=\"2\"><w:p><w:r><w:t>La nota.</w:t></w:r></w:p></w:footnote>"),
        ("comments", "<w:comment w:id=\"1\"><w:p><w:r><w:t>Ojo</w:t></w:r></w:p></w:comment>"),
        ("header", "<w:p><w:r><w:t>Membrete</w:t></w:r></w:p>"),
    ];
    let imported = import_bytes("x.docx", &word_file(&body, &parts)).expect("a Word file");
    let (_, text) = report_text(&imported).rsplit_once("\n+++\n").expect("a front matter");
    let expected = "\n**Todo fuerte**\n\n*Inclinado* insertado\n\n\
        [enlace](https://example.org/x) con nota[^1] [y otro](https://example.org/)\n\nunidos\n\n\
        | A\\|B | C |\n| --- | --- |\n| 1. x | D |\n\n1. No es lista\n\nad hoc \\&nada; \\_x\\_\n\nmedio-\n\n[^1]: La nota.\n";
    assert_eq!(text, expected);
    let kinds: Vec<&str> = imported.account.dropped.iter().map(|sum| sum.kind).collect();
    assert_eq!(kinds, ["front-matter", "deleted", "comment", "header", "hidden", "bookmark"]);
    assert_eq!(imported.account.words.missing, [""; 0]);
    assert!(imported.diagnostics.iter().any(|diagnostic| diagnostic.code == "import::private"));
    assert!(report_text(&imported).contains("\n# source = \"x.es.docx\""), "{}", report_text(&imported));
}

#[test]
fn nothing_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = empty_site(folder.path());
    let path = folder.path().join("nota.txt");
    fs::write(&path, "Acta de prueba\n\n1. Uno\n\n2. Dos\n").expect("writable");
    let imported = import::import(&path, &site, &options()).expect("a text");
    import::write(&imported, folder.path()).expect("new files");
    let report = folder.path().join(&imported.files[0].0);
    fs::write(&report, "mío").expect("writable");
    let refused = import::write(&imported, folder.path()).expect_err("they are there");
    assert_eq!(refused.code, "import::exists");
    assert_eq!(fs::read_to_string(report).expect("readable"), "mío");
    let other = ImportOptions { name: Some("otra".to_owned()), ..options() };
    let imported = import::import(&path, &site, &other).expect("a text");
    assert_eq!(imported.account.report, "content/reports/otra.es.md");
    import::write(&imported, folder.path()).expect("new files");
}

#[test]
fn what_cannot_be_read_is_said() {
    let check = |name: &str, bytes: &[u8], code: &str| {
        assert_eq!(import_bytes(name, bytes).err().as_deref(), Some(code), "{name}");
    };
    check("x.pdf", b"Acta", "import::not-pdf");
    check("x.xlsx", b"PK", "import::format");
    check("x.docx", b"", "import::blank");
    check("x.docx", b"PK", "import::not-a-package");
    check("x.odt", &pack(&[("otro.xml".to_owned(), b"<a/>".to_vec())]), "import::not-odt");
    // By what is in it, whatever its name.
    assert!(import_bytes("x.odt", &word_file("<w:p><w:r><w:t>Acta</w:t></w:r></w:p>", &[])).is_ok());
    check("x.docx", &word_file("<w:p>", &[]), "import::damaged");
    check("x.docx", &word_file(&"<w:sdt>".repeat(100_000), &[]), "import::deep");
    // 70 million zeros in a file of 70 KB.
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).expect("a package");
    let zeros = vec![b'0'; 1 << 20];
    (0..70).for_each(|_| archive.write_all(&zeros).expect("a package"));
    check("x.docx", &archive.finish().expect("a package").into_inner(), "import::too-large");
    assert!(import_bytes("x.html", "<div>".repeat(3_000).as_bytes()).is_ok());
}

/// A Word file with a sample of everything, to be damaged.
fn sample_word_file() -> Vec<u8> {
    let body = (1..5).map(|number| paragraph(&in_list(number % 3), "Texto de prueba")).collect::<String>()
        + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    word_file(&body, &[("numbering", &numbering())])
}

/// Returns the parts of a package.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let count = archive.len();
    let read = |at| {
        let mut entry = archive.by_index(at).expect("an entry");
        let mut part = Vec::new();
        entry.read_to_end(&mut part).expect("readable");
        part
    };
    let contents: Vec<Vec<u8>> = (0..count).map(read).collect();
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let names = (0..contents.len())
        .map(|at| archive.name_for_index(at).expect("a name").expect("UTF-8").into_owned());
    names.zip(contents).collect()
}

proptest! {
    #![proptest_config(random_cases(200))]

    /// Whatever is damaged in a file, it is either read or refused.
    #[test]
    fn damaged_files_are_read_or_refused(
        part in 0usize..4,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        packed in any::<bool>(),
    ) {
        let mut bytes = sample_word_file();
        let damaged = |bytes: &mut Vec<u8>| {
            for (at, byte) in &damage {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
        };
        if packed {
            damaged(&mut bytes);
        } else {
            let mut all = parts(&bytes);
            damaged(&mut all[part].1);
            bytes = pack(&all);
        }
        let _ = import::docx::read(&bytes);
    }

    /// Any text can be imported, and no word of it is lost.
    #[test]
    fn any_text_is_imported(text in "([a-c1-9.()*_#<>\\[\\]|&;~`\\\\ \\-\n\tÑ\u{a0}]|a\\. |[1-9]\\. |Acta |\u{ad}){1,120}") {
        let imported = import_bytes("x.txt", text.as_bytes()).expect("a text");
        prop_assert_eq!(&imported.account.words.missing, &Vec::<String>::new(), "{}", report_text(&imported));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = import::docx::read(&bytes);
        let _ = import::odt::read(&bytes);
        import::html::read(&bytes, import::pictures::Pictures::beside(Path::new("x.html")));
        import::plain::read(&bytes);
    }
}

/// Small files that unpack to very large ones, or to trees of gigabytes, are refused.
#[test]
fn what_grows_too_large_when_unpacked_is_refused() {
    let packed = |parts: &[(&str, &[u8])]| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in parts {
            let fast = SimpleFileOptions::default().compression_level(Some(1));
            archive.start_file(*name, fast).expect("a package");
            archive.write_all(part).expect("a package");
        }
        archive.finish().expect("a package").into_inner()
    };
    let some = &vec![0; 60 << 20];
    let tree = format!("<w:document><w:body>{}</w:body></w:document>", "<w:p/>".repeat(3_000_000));
    let bombs = [
        packed(&[("a", some), ("b", some), ("c", some), ("d", some), ("e", some)]),
        packed(&[("word/document.xml", tree.as_bytes())]),
    ];
    for bomb in bombs {
        assert!(bomb.len() < 2 << 20, "{} bytes", bomb.len());
        for name in ["bomba.docx", "bomba.odt"] {
            if name == "bomba.docx" || !bomb.windows(8).any(|bytes| bytes == b"document") {
                assert_eq!(import_bytes(name, &bomb).err().as_deref(), Some("import::too-large"));
            }
        }
    }
}

/// One row with very many cells does not give every other row as many.
#[test]
fn a_table_takes_no_more_than_its_cells() {
    let cell = "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>";
    let merged = "<w:tc><w:tcPr><w:gridSpan w:val=\"64\"/></w:tcPr><w:p/></w:tc>";
    let rows = format!("<w:tr>{}</w:tr>", cell).repeat(5_000);
    let table = format!("<w:tbl><w:tr>{cell}{}</w:tr>{rows}</w:tbl>", merged.repeat(5_000));
    let imported = import_bytes("ancha.docx", &word_file(&table, &[])).expect("a Word file");
    assert!(report_text(&imported).len() < 2 << 20, "{} bytes", report_text(&imported).len());
    assert_eq!(imported.account.words.missing, [""; 0]);
}

/// A PDF of one page without text.
fn blank_pdf() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ];
    let mut pdf = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let table = pdf.len();
    pdf.push_str("xref\n0 4\n0000000000 65535 f \n");
    places.iter().for_each(|place| pdf.push_str(&format!("{place:010} 00000 n \n")));
    pdf.push_str(&format!("trailer << /Size 4 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
    pdf.into_bytes()
}

#[test]
fn a_scanned_pdf_is_told() {
    if import::pdf::find().is_none() {
        return note("skipped: Poppler is not installed");
    }
    assert_eq!(import_bytes("x.pdf", &blank_pdf()).err().as_deref(), Some("import::scanned"));
}

#[test]
fn two_minutes_in_a_file_are_one_report_for_whoever_says_so() {
    let text =
        "Acta 1\nQuito, 3 de abril de 2017\nSe abre.\nActa 2\nQuito, 10 de abril de 2017\nSe cierra.\n";
    assert_eq!(import_bytes("x.txt", text.as_bytes()).err().as_deref(), Some("import::several"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.txt");
    fs::write(&path, text).expect("writable");
    let as_one = ImportOptions { as_one: true, ..options() };
    let imported = import::import(&path, &empty_site(folder.path()), &as_one).expect("one report");
    assert!(report_text(&imported).contains("Acta 2"), "{}", report_text(&imported));
}

/// What a table of ways to write date and place in a head says of each, beside what is proposed.
fn expect_dates_and_places(table: &str) {
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [text, date, city, country] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns: {line}");
        };
        let document = format!("Acta de la reunión\n{}\n", text.replace('⏎', "\n"));
        let account = import_bytes("x.txt", document.as_bytes()).expect("a text").account;
        let said = |key: &str| {
            account.guesses.iter().find(|guess| guess.key == key).map(|guess| guess.values.join(","))
        };
        let end = said("end_date").map(|end| format!("/{end}")).unwrap_or_default();
        let found = [
            said("date").map_or_else(|| "-".to_owned(), |first| first + &end),
            said("city").unwrap_or_else(|| "-".to_owned()),
            said("country").unwrap_or_else(|| "-".to_owned()),
        ];
        // `- (ambiguous in English: say so)`
        let is_unclear = date.contains("ambiguous");
        let date = date.split(' ').next().unwrap_or_default();
        if found != [date, city, country] || account.unclear.is_empty() == is_unclear {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dates_and_places_are_read_from_heads() {
    expect_dates_and_places(include_str!("import/dates-and-places.tsv"));
    match fs::read_to_string(repository().join("../shared/cases/dates-and-places.tsv")) {
        Ok(table) => expect_dates_and_places(&table),
        Err(_) => note("skipped: the table of dates and places is not beside the repository"),
    }
}

/// Every guess is told with its reason and its place.
#[test]
fn guesses_are_told_with_their_places() {
    let text = "Acta de la reunión\nLugar y fecha: Quito, 3 de abril de 2017\n";
    let account = import_bytes("x.txt", text.as_bytes()).expect("a text").account;
    let date = account.guesses.iter().find(|guess| guess.key == "date").expect("a date");
    assert_eq!((date.block, date.text.as_str()), (Some(2), "3 de abril de 2017"));
    assert_eq!(date.values, ["2017-04-03"]);
    assert!(date.reason.contains("3 de abril de 2017"), "{}", date.reason);
}
