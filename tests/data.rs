//! Open data and feeds: each file conforms to its format, and all agree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use actas::OutputTree;
use jsonschema::{Registry, Validator};
use serde_json::Value;

use crate::support::{cases, corpus, output, repository};

/// The sample, the cases and, if available, a folder of real notes.
fn sites() -> Vec<PathBuf> {
    let mut sites = vec![repository().to_path_buf()];
    sites.extend(cases("sites"));
    sites.extend(corpus("lang-team"));
    sites
}

pub(crate) fn bytes<'a>(output: &'a OutputTree, path: &str) -> &'a [u8] {
    output.get(path).unwrap_or_else(|| panic!("no file `{path}`"))
}

pub(crate) fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

pub(crate) fn ndjson(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(text.is_empty() || text.ends_with('\n'), "the last line ends");
    text.lines().map(|line| json(line.as_bytes())).collect()
}

fn ending<'a>(output: &'a OutputTree, end: &str) -> Vec<(&'a str, &'a [u8])> {
    output.iter().filter(|(path, _)| path.ends_with(end)).collect()
}

/// Calls `check` with the validators of a report and of the list of reports, as the site publishes them.
fn with_schemas(output: &OutputTree, check: impl FnOnce(&Validator, &Validator)) {
    let report = json(bytes(output, "data/schema/report.schema.json"));
    let list = json(bytes(output, "data/schema/reports.schema.json"));
    for schema in [&report, &list] {
        jsonschema::meta::validate(schema).unwrap_or_else(|error| panic!("a schema is none: {error}"));
    }
    let address = report["$id"].as_str().expect("an $id");
    assert_eq!(address, "https://example.org/repo/data/schema/report.schema.json");
    let registry = Registry::new().add(address, &report).expect("an address").prepare().expect("a registry");
    let validator = |schema: &Value| {
        let mut options = jsonschema::options().with_registry(&registry).should_validate_formats(true);
        options = options.with_draft(jsonschema::Draft::Draft202012);
        options.build(schema).expect("a schema")
    };
    check(&validator(&report), &validator(&list));
}

#[test]
fn data_keep_to_their_schemas() {
    for site in sites() {
        let output = output(&site);
        with_schemas(&output, |report, list| {
            let check = |validator: &Validator, value: &Value, path: &str| {
                let errors: Vec<String> = validator
                    .iter_errors(value)
                    .map(|error| format!("{}: {error}", error.instance_path()))
                    .collect();
                assert!(errors.is_empty(), "{}: {path}: {errors:#?}", site.display());
            };
            let dump = ndjson(bytes(&output, "data/reports.ndjson"));
            let files = ending(&output, "/report.json");
            assert_eq!(dump.len(), files.len());
            dump.iter().for_each(|value| check(report, value, "the dump"));
            files.iter().for_each(|(path, bytes)| check(report, &json(bytes), path));
            let value = json(bytes(&output, "data/reports.json"));
            check(list, &value, "the list");
            assert_eq!(value["reports"].as_array().map(Vec::len), Some(files.len()));
        });
    }
}

#[test]
fn the_schemas_refuse_what_is_not_promised() {
    let output = output(repository());
    with_schemas(&output, |report, list| {
        let good = ndjson(bytes(&output, "data/reports.ndjson")).remove(0);
        assert!(report.is_valid(&good));
        let changes: [fn(&mut Value); 5] = [
            |value| value["secret"] = "x".into(),
            |value| value["date"] = "yesterday".into(),
            |value| value["passages"][0]["kind"] = "chapter".into(),
            |value| value["points"][0]["acts"] = Value::Null,
            |value| drop(value.as_object_mut().expect("an object").remove("terms")),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut wrong = good.clone();
            change(&mut wrong);
            assert!(!report.is_valid(&wrong), "change {number}");
        }
        let mut whole = json(bytes(&output, "data/reports.json"));
        assert!(list.is_valid(&whole));
        whole["reports"][0]["passages"] = Value::Array(Vec::new());
        assert!(!list.is_valid(&whole), "a list has no texts");
    });
}

/// Reads a table: its header, and its rows as text by column, without the apostrophes that guard cells.
fn table(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
    let header = reader.headers().expect("a header").clone();
    let row = |record: csv::StringRecord| {
        let cell = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
        header.iter().map(str::to_owned).zip(record.iter().map(cell)).collect()
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

#[test]
fn tables_say_what_the_reports_say() {
    for site in sites() {
        let output = output(&site);
        let dump = ndjson(bytes(&output, "data/reports.ndjson"));
        let reports = table(bytes(&output, "data/reports.csv"));
        assert_eq!(reports.len(), dump.len());
        for (row, report) in reports.iter().zip(&dump) {
            for key in ["id", "language", "title", "date", "summary", "place", "url"] {
                assert_eq!(row[key], report[key].as_str().unwrap_or_default(), "{key}");
            }
        }
        let points = table(bytes(&output, "data/points.csv"));
        let mut expected = Vec::new();
        for report in &dump {
            for point in report["points"].as_array().expect("points") {
                let passages = report["passages"].as_array().expect("passages");
                let passage = passages.iter().find(|passage| passage["anchor"] == point["anchor"]);
                let text = passage.expect("the passage")["text"].as_str().unwrap_or_default().to_owned();
                let acts = point["acts"].as_array().expect("acts").iter();
                let acts: Vec<&str> = acts.filter_map(|act| act["kind"].as_str()).collect();
                expected.push((report["url"].as_str().unwrap_or_default().to_owned(), acts.join("; "), text));
            }
        }
        let found = points.iter().map(|row| {
            let page = row["url"].split('#').next().unwrap_or_default();
            (page.to_owned(), row["acts"].clone(), row["text"].clone())
        });
        assert!(found.eq(expected), "{}", site.display());
        let commitments = table(bytes(&output, "data/commitments.csv"));
        let count: usize =
            dump.iter().map(|report| report["commitments"].as_array().map_or(0, Vec::len)).sum();
        assert_eq!(commitments.len(), count);
    }
}

/// A site whose title, text and names would be evaluated by a spreadsheet, and whose sources contain what is
/// not public.
fn hostile_site(folder: &Path) {
    let report = "+++\ntitle = \"=HYPERLINK(\\\"https://evil.example\\\")\"\ndate = 2020-02-03\n\
        note_to_self = \"zqclave\"\ncity = \"@ciudad\"\ncountry = \"-1\"\n+++\n\
        <!-- zqcomentario\n\nzqcomentario de varias líneas -->\n\nTexto <!-- zqdentro --> visible, [borrador](zqborrador.md), \
        [otro][zqref] y [nombre].\n\n[//]: # (zqtruco)\n[zqref]: zqsecreto.md\n[nombre]: b.md \"Un título\"\n\n\
        1. +1 a la propuesta, <script>alert('x')</script> dice.\n2. Ver Vec<T> y [b](b.md#p1).\n";
    fs::create_dir_all(folder).expect("writable");
    fs::write(folder.join("a.md"), report).expect("writable");
    fs::write(folder.join("b.md"), "+++\ntitle = \"B\"\ndate = 2020-02-04\n+++\n1. Uno\n2. Dos\n")
        .expect("writable");
    fs::write(
        folder.join("zqborrador.md"),
        "+++\ntitle = \"zq\"\ndate = 2020-02-05\ndraft = true\n+++\nzq\n",
    )
    .expect("writable");
}

#[test]
fn what_is_not_public_is_in_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    hostile_site(folder.path());
    let output = output(folder.path());
    for (path, bytes) in output.iter() {
        let text = String::from_utf8_lossy(bytes);
        // Compressed bytes contain any two letters by chance.
        let is_compressed = [".pack", ".png", ".gz"].iter().any(|end| path.ends_with(end));
        let at = text.find("zq").filter(|_| !is_compressed);
        let shown = at.map(|at| text[at..].chars().take(40).collect::<String>());
        assert_eq!(shown, None, "{path}");
    }
    let markdown = ending(&output, "/a/report.md")[0].1;
    let markdown = String::from_utf8_lossy(markdown);
    assert!(markdown.contains("[nombre](https://example.org/repo/reports/b/)"), "{markdown}");
    assert!(markdown.contains("[b](https://example.org/repo/reports/b/#p1)"), "{markdown}");
    assert!(markdown.contains("visible, borrador, otro y"), "{markdown}");
    assert!(markdown.contains("Vec\\<T>"), "{markdown}");
}

#[test]
fn no_cell_is_a_formula() {
    let folder = tempfile::tempdir().expect("a folder");
    hostile_site(folder.path());
    let output = output(folder.path());
    for (path, bytes) in ending(&output, ".csv") {
        let mut reader = csv::Reader::from_reader(bytes);
        for record in reader.records() {
            let record = record.expect("a row");
            let formula = record.iter().find(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
            assert_eq!(formula, None, "{path}");
        }
        let lines_end = |byte: usize| bytes[byte] != b'\n' || byte > 0 && bytes[byte - 1] == b'\r';
        assert!(bytes.ends_with(b"\r\n") && path.starts_with("data/"), "{path}");
        assert!(lines_end(bytes.len() - 1));
    }
    let row = &table(bytes(&output, "data/reports.csv"))[1];
    assert_eq!(row["title"], "=HYPERLINK(\"https://evil.example\")");
}

#[test]
fn feeds_are_read_by_a_published_parser() {
    for site in sites() {
        let output = output(&site);
        let mut count = 0;
        for (path, bytes) in ending(&output, "atom.xml").into_iter().chain(ending(&output, "feed.json")) {
            check_feed(path, bytes, &output);
            count += 1;
        }
        // Without a day there is nothing to announce.
        let list = output.get("data/reports.json").expect("the list of reports");
        let is_dated = String::from_utf8_lossy(list).contains("\"date\":\"");
        assert_eq!(count >= 2, is_dated, "{}", site.display());
    }
}

fn check_feed(path: &str, bytes: &[u8], output: &OutputTree) {
    let feed = feed_rs::parser::parse(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
    let address = format!("https://example.org/repo/{path}");
    assert!(feed.id == address || path.ends_with(".json"), "{path}: {}", feed.id);
    assert!(feed.links.iter().any(|link| link.href == address), "{path}: the feed names itself");
    assert!(feed.title.is_some() && !feed.authors.is_empty() && feed.language.is_some(), "{path}");
    assert!(feed.entries.len() <= 20, "{path}");
    let mut last = None;
    for entry in &feed.entries {
        let page = entry.id.strip_prefix("https://example.org/repo/").expect("an address of the site");
        assert!(output.get(&format!("{page}index.html")).is_some(), "{path}: {}", entry.id);
        let published = entry.published.expect("a date");
        assert!(last.is_none_or(|last| last >= published), "{path}: the newest is first");
        last = Some(published);
        assert!(entry.updated.expect("a date") >= published, "{path}");
        assert!(entry.summary.is_some() || entry.content.is_some(), "{path}");
        let html = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
        assert!(
            !html.contains(" href=\"/") && !html.contains(" src=\"/"),
            "{path}: links are full addresses"
        );
    }
}

/// What the specification of JSON Feed 1.1 demands but parsers forgive.
#[test]
fn json_feeds_keep_to_the_specification() {
    let output = output(repository());
    let feeds = ending(&output, "feed.json");
    assert!(feeds.len() > 10, "terms have feeds");
    for (path, bytes) in feeds {
        let feed = json(bytes);
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1", "{path}");
        assert_eq!(feed["feed_url"], format!("https://example.org/repo/{path}"));
        for item in feed["items"].as_array().expect("items") {
            let is_text = |key: &str| item[key].as_str().is_some_and(|text| !text.is_empty());
            assert!(
                ["id", "url", "title", "date_published", "date_modified"].into_iter().all(is_text),
                "{path}"
            );
            assert!(is_text("content_html") || is_text("content_text"), "{path}");
            assert!(item["tags"].as_array().is_some_and(|tags| !tags.is_empty()), "{path}");
            assert!(item["authors"].as_array().is_some_and(|authors| !authors.is_empty()), "{path}");
        }
    }
}

#[test]
fn the_oai_repository_is_as_its_format_says() {
    let folder = tempfile::tempdir().expect("a folder");
    hostile_site(&folder.path().join("content"));
    let config = "title = \"A & B\"\nlicense = \"CC-BY-4.0\"\n[oai]\nemail = \"a@example.org\"\n\
                  gateway = \"https://gateway.example.org/oai/\"\n";
    fs::write(folder.path().join("site.toml"), config).expect("writable");
    let report = folder.path().join("content/a.md");
    let text = fs::read_to_string(&report).expect("readable").replace("note_to_self = \"zqclave\"\n", "");
    fs::write(report, text).expect("writable");
    let output = output(folder.path());
    let text = std::str::from_utf8(bytes(&output, "oai.xml")).expect("UTF-8");
    let mut reader = quick_xml::Reader::from_str(text);
    let mut names = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) => {
                names.push(String::from_utf8_lossy(tag.name().as_ref()).into_owned());
            }
            _ => {}
        }
    }
    let start = [
        "Repository",
        "Identify",
        "oai:repositoryName",
        "oai:baseURL",
        "oai:protocolVersion",
        "oai:adminEmail",
        "oai:earliestDatestamp",
        "oai:deletedRecord",
        "oai:granularity",
        "ListMetadataFormats",
    ];
    assert_eq!(names[..start.len()], start);
    assert_eq!(names.iter().filter(|name| *name == "oai:record").count(), 2);
    assert!(
        text.contains("<oai:baseURL>https://gateway.example.org/oai/example.org/repo/oai.xml</oai:baseURL>")
    );
    assert!(text.contains("<oai:identifier>oai:example.org:repo/reports/a</oai:identifier>"));
    assert!(text.contains("<oai:earliestDatestamp>2020-02-03</oai:earliestDatestamp>"));
    assert!(text.contains("<dc:title>=HYPERLINK(&quot;https://evil.example&quot;)</dc:title>"), "{text}");
}
