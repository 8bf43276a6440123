//! Exports for search engines: each configuration fits its documents, and a new export replaces the previous
//! one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use actas::OutputTree;
use actas::export::Engine;
use serde_json::{Value, json};

use crate::data::{bytes, json as parsed, ndjson};
use crate::support::{note, repository, request, write_file};

fn exported(site: &Path, engine: Engine) -> OutputTree {
    let built = actas::build_export(&request(site), engine).expect("the site can be read");
    built.output.expect("no errors")
}

/// Returns a document's id, and fails unless it is a digest of its address.
fn id_of(document: &Value) -> String {
    let [id, url] = ["id", "url"].map(|key| document[key].as_str().expect("a text"));
    assert_eq!(id, &blake3::hash(url.as_bytes()).to_hex()[..32]);
    id.to_owned()
}

#[test]
fn quickwit_gets_the_fields_of_its_configuration() {
    let output = exported(repository(), Engine::Quickwit);
    let text = std::str::from_utf8(bytes(&output, "index.yaml")).expect("UTF-8");
    let config: Value = serde_saphyr::from_str(text).expect("YAML");
    let mapping = &config["doc_mapping"];
    let fields: Vec<&str> = mapping["field_mappings"]
        .as_array()
        .expect("fields")
        .iter()
        .filter_map(|field| field["name"].as_str())
        .collect();
    let named = |value: &Value| value.as_array().expect("a list").clone();
    let mut others = named(&config["search_settings"]["default_search_fields"]);
    others.extend(named(&mapping["tag_fields"]));
    others.push(mapping["timestamp_field"].clone());
    assert!(others.iter().all(|name| fields.contains(&name.as_str().expect("a name"))), "{others:?}");
    assert_eq!(mapping["tokenizers"][0]["name"], "folded");
    assert_eq!(mapping["tokenizers"][0]["filters"], json!(["remove_long", "lower_caser", "ascii_folding"]));
    for field in mapping["field_mappings"].as_array().expect("fields") {
        let tokenizer = field["tokenizer"].as_str();
        assert!(tokenizer.is_none_or(|name| ["raw", "folded"].contains(&name)), "{field}");
        let is_text = field["fieldnorms"] == true;
        assert_eq!(is_text, tokenizer == Some("folded"), "texts alone are words, without accents: {field}");
    }
    let documents = ndjson(bytes(&output, "documents.ndjson"));
    assert!(documents.len() > 50);
    let mut ids = BTreeSet::new();
    for document in &documents {
        // The mode is strict: an unknown field would be refused.
        let unknown: Vec<&String> = document
            .as_object()
            .expect("an object")
            .keys()
            .filter(|key| !fields.contains(&key.as_str()))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert!(document["timestamp"].as_str().is_some_and(|time| time.ends_with("T00:00:00Z")));
        assert!(ids.insert(id_of(document)), "{document}");
    }
}

#[test]
fn elasticsearch_gets_the_fields_of_its_mapping() {
    let output = exported(repository(), Engine::Elasticsearch);
    let index = parsed(bytes(&output, "index.json"));
    assert_eq!(index["mappings"]["dynamic"], "strict");
    let properties = &index["mappings"]["properties"];
    assert_eq!(properties["text"]["properties"]["es"]["analyzer"], "es");
    assert_eq!(properties["text"]["properties"]["en"]["analyzer"], "en");
    let lines = ndjson(bytes(&output, "documents.ndjson"));
    assert!(lines.len() > 100 && lines.len().is_multiple_of(2));
    let mut ids = BTreeSet::new();
    for pair in lines.chunks(2) {
        assert_eq!(pair[0]["index"]["_id"], pair[1]["id"]);
        assert!(ids.insert(id_of(&pair[1])), "{}", pair[1]);
        check_mapped(properties, &pair[1]);
    }
}

/// Checks that every field of a document is in the mapping.
fn check_mapped(properties: &Value, document: &Value) {
    for (key, value) in document.as_object().expect("an object") {
        let property = &properties[key];
        assert!(property.is_object(), "`{key}` is not mapped");
        if value.is_object() {
            check_mapped(&property["properties"], value);
        }
    }
}

/// Filters built into Elasticsearch and OpenSearch.
const BUILT_IN_FILTERS: [&str; 5] =
    ["lowercase", "asciifolding", "decimal_digit", "arabic_normalization", "german_normalization"];

/// Whether one of the filters of an analyzer or a normalizer removes accents. Fails unless all are defined.
fn folds(analysis: &Value, kind: &str, name: &str) -> bool {
    let filters = analysis[kind][name]["filter"].as_array().unwrap_or_else(|| panic!("no {kind} `{name}`"));
    let types = filters.iter().map(|filter| {
        let filter = filter.as_str().expect("a name");
        let own = analysis["filter"][filter]["type"].as_str();
        own.or(BUILT_IN_FILTERS.contains(&filter).then_some(filter))
            .unwrap_or_else(|| panic!("no `{filter}`"))
    });
    types.collect::<Vec<_>>().contains(&"asciifolding")
}

/// Checks that every text below a mapping is analysed without accents; returns how many there are.
fn check_folded(analysis: &Value, properties: &Value) -> usize {
    let mut texts = 0;
    for (name, property) in properties.as_object().into_iter().flatten() {
        if property["type"] == "text" {
            let analyzer =
                property["analyzer"].as_str().unwrap_or_else(|| panic!("`{name}` has no analyzer"));
            assert!(folds(analysis, "analyzer", analyzer), "{name}");
            texts += 1;
        }
        if let Some(normalizer) = property["normalizer"].as_str() {
            assert!(folds(analysis, "normalizer", normalizer), "{name}");
        }
        if name == "raw" {
            assert_eq!(property["normalizer"], "folded");
        }
        texts +=
            check_folded(analysis, &property["properties"]) + check_folded(analysis, &property["fields"]);
    }
    texts
}

#[test]
fn every_text_is_found_without_its_accents() {
    let folder =
        site(&["ar", "ca", "de", "en", "es", "eu", "fr", "gl", "it", "nl", "pt", "ru", "pt-BR", "qu"]);
    let output = exported(folder.path(), Engine::Elasticsearch);
    let index = parsed(bytes(&output, "index.json"));
    let texts = check_folded(&index["settings"]["analysis"], &index["mappings"]["properties"]);
    assert_eq!(texts, 2 * 14 + 3, "title and text in each language; label, place, names of terms");
}

/// Returns a site in these languages with two reports, one with a heading of 2,000 letters.
fn site(languages: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| write_file(&folder.path().join(name), text);
    let languages: String = languages.iter().map(|code| format!("{code} = {code:?}\n")).collect();
    write("site.toml", &format!("title = \"Site\"\n\n[languages]\n{languages}"));
    let heading = "reunión ".repeat(250);
    write("content/reports/2024-01-02-one.es.md", &format!("# One\n\n## {heading}\n\nTexto.\n"));
    write("content/reports/2024-01-03-two.es.md", "# Two\n\n1. Uno.\n\n2. Dos.\n");
    folder
}

#[test]
fn the_id_of_a_long_address_is_short() {
    let folder = site(&["es"]);
    let lines = ndjson(bytes(&exported(folder.path(), Engine::Elasticsearch), "documents.ndjson"));
    let url = |line: &Value| line["url"].as_str().map_or(0, str::len);
    assert!(lines.iter().any(|line| url(line) > 512), "an address is long");
    for id in lines.iter().filter_map(|line| line["index"]["_id"].as_str()) {
        assert_eq!(id.len(), 32);
    }
}

#[test]
fn an_export_is_called_by_what_is_in_it() {
    let folder = site(&["es"]);
    let index = |output: &OutputTree| {
        let actions = parsed(bytes(output, "aliases.json"));
        assert_eq!(
            actions["actions"][0]["remove"],
            json!({ "index": "actas-example.org-repo-*", "alias": "actas-example.org-repo" })
        );
        assert_eq!(actions["actions"][1]["add"]["alias"], "actas-example.org-repo");
        actions["actions"][1]["add"]["index"].as_str().expect("a name").to_owned()
    };
    let first = exported(folder.path(), Engine::Elasticsearch);
    assert_eq!(first, exported(folder.path(), Engine::Elasticsearch));
    assert!(index(&first).starts_with("actas-example.org-repo-"));
    fs::remove_file(folder.path().join("content/reports/2024-01-03-two.es.md")).expect("removable");
    let second = exported(folder.path(), Engine::Elasticsearch);
    assert_ne!(index(&first), index(&second));
    let yaml = exported(folder.path(), Engine::Quickwit);
    assert!(
        String::from_utf8_lossy(bytes(&yaml, "index.yaml")).contains("\nindex_id: actas-example.org-repo-")
    );
}

/// The state of a server: the ids of the documents in each index, and the index that each alias refers to.
#[derive(Default)]
struct Server {
    indices: BTreeMap<String, Vec<String>>,
    aliases: BTreeMap<String, String>,
    /// Whether documents are refused.
    is_full: bool,
}

impl Server {
    /// Answers as documented for both engines, as far as the scripts need.
    fn answer(&mut self, method: &str, target: &str, body: &[u8]) -> Option<String> {
        let path = target.split('?').next().unwrap_or_default().trim_start_matches("/api/v1");
        let steps: Vec<&str> = path.split('/').skip(1).collect();
        let text = || String::from_utf8_lossy(body).into_owned();
        let named =
            |text: &str| text.lines().find_map(|line| Some(line.strip_prefix("index_id: ")?.to_owned()));
        Some(match (method, steps.as_slice()) {
            ("GET", ["_cat", "indices", _]) => self.indices.keys().map(|name| format!("{name} \n")).collect(),
            ("GET", ["_cat", "aliases", _]) => {
                self.aliases.iter().map(|(alias, index)| format!("{index}   {alias} \n")).collect()
            }
            ("GET", ["_cat", "count", index]) => format!("{}\n", self.indices.get(*index)?.len()),
            ("GET", ["indexes"]) => {
                let listed = self.indices.keys().map(|name| json!({ "index_config": { "index_id": name } }));
                Value::Array(listed.collect()).to_string()
            }
            ("GET", [index, "search"]) => {
                json!({ "num_hits": self.indices.get(*index)?.len(), "hits": [] }).to_string()
            }
            ("POST", ["indexes"]) => self.create(&named(&text())?)?,
            ("PUT", [index]) => self.create(index)?,
            ("DELETE", [index] | ["indexes", index]) => self.indices.remove(*index).map(|_| String::new())?,
            ("POST", [_, "_refresh"]) => String::new(),
            ("POST", [index, "_bulk" | "ingest"]) => {
                let ids = ndjson(body).into_iter().filter_map(|line| Some(line["id"].as_str()?.to_owned()));
                let documents = self.indices.get_mut(*index)?;
                documents.extend(ids.filter(|_| !self.is_full));
                json!({ "errors": self.is_full }).to_string()
            }
            ("POST", ["_aliases"]) => {
                let add = parsed(body)["actions"][1]["add"].clone();
                let [alias, index] = ["alias", "index"].map(|key| add[key].as_str().map(str::to_owned));
                self.aliases.insert(alias?, index?);
                String::new()
            }
            _ => return None,
        })
    }

    fn create(&mut self, index: &str) -> Option<String> {
        self.indices.insert(index.to_owned(), Vec::new()).is_none().then(String::new)
    }
}

/// Reads a request and answers it; an unknown request or missing object is an error.
fn serve(connection: TcpStream, server: &Mutex<Server>) -> Option<()> {
    let mut reader = BufReader::new(connection);
    let mut lines = Vec::new();
    while lines.last().is_none_or(|line: &String| line != "\r\n") {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        lines.push(line);
    }
    let length = lines.iter().find_map(|line| line.strip_prefix("Content-Length: ")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    let mut words = lines[0].split(' ');
    let answer = server.lock().ok()?.answer(words.next()?, words.next()?, &body);
    let status = if answer.is_some() { "200 OK" } else { "400 Bad Request" };
    let answer = answer.unwrap_or_default();
    let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", answer.len());
    reader.into_inner().write_all(format!("{head}{answer}").as_bytes()).ok()
}

/// Starts a server and returns it with its address.
fn start() -> (Arc<Mutex<Server>>, String) {
    let server = Arc::new(Mutex::new(Server::default()));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let shared = Arc::clone(&server);
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            serve(connection, &shared);
        }
    });
    (server, address)
}

/// Exports a site into a folder and runs the script there. Returns whether it completed.
fn load(site: &Path, engine: Engine, address: &str) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    exported(site, engine).iter().for_each(|(path, bytes)| write_file(&folder.path().join(path), bytes));
    let run = Command::new("sh").arg(folder.path().join("load.sh")).arg(address).output().expect("a shell");
    run.status.success()
}

#[test]
fn a_new_export_takes_the_place_of_the_former_one() {
    if Command::new("curl").arg("--version").output().is_err() {
        note("skipped: there is no curl");
        return;
    }
    for engine in [Engine::Elasticsearch, Engine::Quickwit] {
        let folder = site(&["es"]);
        let (server, address) = start();
        let documents = || {
            let server = server.lock().expect("no panic");
            server.indices.values().map(Vec::len).collect::<Vec<_>>()
        };
        // Another archive's indexes, and unrelated ones.
        let others = ["actas-example.org-0123456789ab", "actas-example.org-repo-old", "logs"];
        server.lock().expect("no panic").indices.extend(others.map(|name| (name.to_owned(), Vec::new())));
        assert!(load(folder.path(), engine, &address));
        assert_eq!(documents(), [0, 5, 0, 0], "{engine:?}");
        assert!(load(folder.path(), engine, &address), "a second time");
        assert_eq!(documents(), [0, 5, 0, 0], "{engine:?}: nothing is there twice");
        fs::remove_file(folder.path().join("content/reports/2024-01-03-two.es.md")).expect("removable");
        server.lock().expect("no panic").is_full = true;
        assert!(!load(folder.path(), engine, &address), "documents were refused");
        assert!(documents().contains(&5), "{engine:?}: the former index stays");
        server.lock().expect("no panic").is_full = false;
        assert!(load(folder.path(), engine, &address));
        assert_eq!(documents(), [0, 2, 0, 0], "{engine:?}: what was withdrawn is gone");
        let server = server.lock().expect("no panic");
        if engine == Engine::Elasticsearch {
            let index = &server.aliases["actas-example.org-repo"];
            assert_eq!(server.indices[index].len(), 2);
        }
    }
}
