//! Makes a table of the texts in `src/messages/en.ftl`: the id of each text and the names of its variables.
//! Macros check the sources against the table, so that a wrong id does not compile. The tests check that the
//! table matches the texts as the program reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

const TEXTS: &str = "src/messages/en.ftl";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={TEXTS}");
    let texts = read(&fs::read_to_string(TEXTS)?);
    let mut table = "&[\n".to_owned();
    for id in texts.keys().filter(|id| !id.contains('.')) {
        let mut places = BTreeSet::new();
        add_places(&texts, id, &mut places);
        let help = format!("{id}.help");
        add_places(&texts, &help, &mut places);
        let _ = writeln!(table, "    ({id:?}, &{places:?}, {}),", texts.contains_key(&help));
    }
    table.push(']');
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&folder).join("texts.rs"), table.replace("{", "[").replace("}", "]"))
}

/// Returns the texts by id; attributes have ids like that of their text followed by `.help`.
fn read(source: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let (mut message, mut id) = (String::new(), String::new());
    for line in source.lines() {
        let name = |text: &str| text.split_once('=').map(|(name, _)| name.trim().to_owned());
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            message = name(line).unwrap_or_default();
            id.clone_from(&message);
        } else if let Some(attribute) = line.trim_start().strip_prefix('.').and_then(name) {
            id = format!("{message}.{attribute}");
        } else if line.starts_with('#') {
            id.clear();
        }
        if !id.is_empty() {
            let text: &mut String = texts.entry(id.clone()).or_default();
            text.push_str(line);
            text.push('\n');
        }
    }
    texts
}

/// Adds the variables of a text, and of the texts that it refers to.
fn add_places<'a>(texts: &'a BTreeMap<String, String>, id: &str, places: &mut BTreeSet<&'a str>) {
    let Some(text) = texts.get(id) else { return };
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    for piece in text.split('{').skip(1).map(str::trim_start) {
        let (name, is_place) = piece.strip_prefix('$').map_or((piece, false), |name| (name, true));
        let name = &name[..name.find(|c| !is_of_name(c)).unwrap_or(name.len())];
        if is_place {
            places.insert(name);
        } else if texts.contains_key(name) {
            add_places(texts, name, places);
        }
    }
}
