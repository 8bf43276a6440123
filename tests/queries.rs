//! Queries and their results, in addition to the tables of `query_cases`.

use std::fs;

use actas::index::Reader;

use crate::support::{addresses, everything, output, repository};

#[test]
fn a_passage_in_another_language_is_found_by_its_inflections() {
    let site = tempfile::tempdir().expect("a folder");
    let content = site.path().join("content");
    fs::create_dir_all(&content).expect("writable");
    let settings = "title = \"x\"\ndefault_language = \"es\"\n[languages]\nes = \"Español\"\n";
    fs::write(site.path().join("site.toml"), settings).expect("writable");
    let report = "+++\ntitle = \"Reunión\"\ndate = 2020-01-01\n+++\n\n## Acuerdos\n\nSe acordó celebrar los talleres \
        de la red en el mes de mayo y en la sede de la secretaría.\n\n## Annex\n\nThe delegations were of the opinion that \
        the guidelines should be translated and sent to all of the consulates.\n";
    fs::write(content.join("r.es.md"), report).expect("writable");
    let output = output(site.path());
    let mut reader = Reader::open(&output).expect("an index");
    for (query, place) in [
        ("guideline ", "informes/r/#annex"),
        ("translating ", "informes/r/#annex"),
        ("taller ", "informes/r/#acuerdos"),
    ] {
        let found = reader.search(query, &everything(Some("es"))).expect("a readable pack");
        assert_eq!(addresses(&found), [place], "{query}");
    }
}

#[test]
fn what_was_made_of_a_query_is_told() {
    let output = output(repository());
    let mut reader = Reader::open(&output).expect("an index");
    let mut notes =
        |query: &str| reader.search(query, &everything(Some("es"))).expect("a readable pack").notes;
    let corrected = notes("migracoin").corrected;
    assert_eq!(
        (corrected[0].word.as_str(), corrected[0].to.as_slice()),
        ("migracoin", &["migración".to_owned()][..])
    );
    assert!(corrected[0].instead);
    assert_eq!(notes("tricamex xyzzy").absent, ["xyzzy"]);
    assert_eq!(notes("tricamex").also[0].names[0], "Triángulo Norte de Centroamérica y México");
    assert_eq!(notes("red de enlace").absent, Vec::<String>::new());
}
