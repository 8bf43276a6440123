//! The link from a term's page to all its mentions finds all of them.

use std::path::Path;

use actas::index::Reader;

use crate::support::{addresses, everything, output, write_file};

/// More than a term's page shows.
const REPORTS: usize = 60;

/// Writes a site whose reports refer to a country and an organization by different names of theirs.
fn write_site(folder: &Path) {
    let file = |path: &str, text: &str| write_file(&folder.join(path), text);
    file("site.toml", "default_language = \"es\"\n\n[languages]\nes = \"Español\"\n");
    file("content/vocabulary/countries.toml", "[US]\nname = \"Estados Unidos\"\nvariants = [\"EE. UU.\"]\n");
    let organization = "[oim]\nacronym = \"OIM\"\nname = \"Organización de la Migración\"\n";
    file("content/vocabulary/organizations.toml", organization);
    for number in 0..REPORTS {
        let names = if number % 2 == 0 {
            "Estados Unidos y la OIM"
        } else {
            "EE. UU. y la Organización de la Migración"
        };
        let day = format!("{:04}-03-01", 1960 + number);
        let front = format!(
            "+++\ntitle = \"Acta {number}\"\ndate = {day}\ndelegations = [\"US\"]\norganizations = [\"oim\"]\n+++\n\n"
        );
        let text = format!("{front}1. Asistieron {names}.\n2. Los estados miembros y los pueblos unidos.\n");
        file(&format!("content/reports/{day}-acta.md"), &text);
    }
}

/// Returns the query of the link to all mentions on a page.
fn query_for_all(page: &str) -> String {
    let (_, link) = page.split_once("?q=").expect("a link to all mentions");
    let query = link.split(['&', '"']).next().expect("a query");
    percent_encoding::percent_decode_str(query).decode_utf8().expect("text").into_owned()
}

#[test]
fn the_link_to_all_mentions_finds_all_names() {
    let folder = tempfile::tempdir().expect("a folder");
    write_site(folder.path());
    let tree = output(folder.path());
    let mut reader = Reader::open(&tree).expect("an index");
    for (path, expected) in [
        ("paises/us/index.html", "\"Estados Unidos\" OR \"EE. UU.\""),
        ("organizaciones/oim/index.html", "OIM"),
    ] {
        let page = tree.get(path).unwrap_or_else(|| panic!("{path} is not built"));
        let query = query_for_all(std::str::from_utf8(page).expect("text"));
        assert_eq!(query, expected);
        let found = addresses(&reader.search(&query, &everything(Some("es"))).expect("a readable pack"));
        let ending = |end: &str| found.iter().filter(|address| address.ends_with(end)).count();
        assert_eq!((ending("#p1"), ending("#p2")), (REPORTS, 0), "{query}: {found:#?}");
    }
}
