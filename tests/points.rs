//! What the archive knows of points: their kinds, whom they address, what they mention; commitments.

use std::collections::BTreeMap;
use std::fs;

use actas::model::{LanguageSite, Report, Site};
use actas_search_core::pack::Reports as _;

use crate::support::{note, repository, request};

fn site(folder: &std::path::Path) -> Site {
    let (site, _, diagnostics) = actas::build_indexes(&request(folder)).expect("the site can be read");
    let errors = actas::diagnostic::to_text(&diagnostics, actas::messages::Speech::En, false);
    assert!(!actas::diagnostic::has_errors(&diagnostics), "{errors}");
    site
}

fn language<'a>(site: &'a Site, code: &str) -> &'a LanguageSite {
    site.languages.iter().find(|language| language.language.code == code).expect("the language")
}

/// Formats the points of a report: label, kinds, whom each act addresses.
fn points(site: &Site, language: &LanguageSite, report: &Report) -> Vec<String> {
    let addressee = |place: &actas::model::TermPlace| language.term(*place).term.id.as_str();
    let act = |act: &actas::model::Act| {
        let who: Vec<&str> = act.addressees.iter().map(addressee).collect();
        let kind = &site.acts[act.kind].id;
        if who.is_empty() { kind.clone() } else { format!("{kind}({})", who.join(" ")) }
    };
    let point = |point: &actas::model::Point| {
        let acts: Vec<String> = point.acts.iter().map(act).collect();
        format!("{}: {}", report.passages[point.passage].label, acts.join(", "))
    };
    report.points.iter().map(point).collect()
}

#[test]
fn the_report_of_2017_has_its_points_and_kinds() {
    let site = site(repository());
    let expected = [
        "1: thanks(CR SV GT HN MX PA DO)",
        "2: thanks(SV), invites(miembros)",
        "3: thanks(MX GT), urges",
        "4: thanks(rrocm), recognises, requests(miembros)",
        "5: thanks(rrocm), takes-note",
        "6: thanks(cicr), takes-note",
        "7: thanks(CR), thanks(oim), takes-note, takes-note",
        "8: thanks(MX SV), recognises, takes-note",
        "9: proposes(grcm)",
        "9-a: reaffirms, takes-note",
        "9-b: takes-note",
    ];
    for code in ["es", "en"] {
        let language = language(&site, code);
        let report =
            language.reports.iter().find(|report| report.id.starts_with("2017")).expect("the report");
        let found = points(&site, language, report);
        assert_eq!(found.len(), expected.len(), "{code}: {found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            // The order of the countries follows the alphabet of the language.
            let sorted = |text: &str| {
                let mut characters: Vec<char> = text.chars().collect();
                characters.sort_unstable();
                characters
            };
            assert_eq!(sorted(found), sorted(expected), "{code}: {found} instead of {expected}");
        }
    }
}

#[test]
fn mentioned_is_not_taken_part() {
    let site = site(repository());
    let language = language(&site, "es");
    let countries =
        language.taxonomies.iter().find(|pages| pages.taxonomy.id == "country").expect("countries");
    let united_states = countries.terms.iter().find(|page| page.term.id == "US").expect("the United States");
    let of_2017 = |report: usize| language.reports[report].id.starts_with("2017");
    assert!(!united_states.reports.iter().any(|report| of_2017(*report)), "they did not take part");
    let labels = united_states.mentions.iter().filter(|place| of_2017(place.report));
    let labels: Vec<&str> =
        labels.map(|place| language.reports[place.report].passages[place.passage].label.as_str()).collect();
    assert_eq!(labels, ["3", "8"]);
}

/// Facets list the terms that reports are filed under; only those are counted in the places of a report's
/// terms.
#[test]
fn facets_count_terms_with_reports_alone() {
    let site = site(repository());
    let language = language(&site, "es");
    let body = site.config.taxonomies.iter().position(|taxonomy| taxonomy.id == "body").expect("bodies");
    let bodies = language.taxonomies.iter().find(|pages| pages.taxonomy.id == "body").expect("bodies");
    let with_reports: Vec<&str> = bodies
        .terms
        .iter()
        .filter(|page| !page.reports.is_empty())
        .map(|page| page.term.id.as_str())
        .collect();
    assert!(with_reports.len() < bodies.terms.len(), "some body is only mentioned");
    let records = actas::index::Records::new(&site, language);
    for at in 0..records.count() {
        let report = records.report(at);
        let places = report.facets[body].iter().map(|place| with_reports[*place as usize]);
        let filed = bodies.terms.iter().filter(|page| page.reports.contains(&at));
        assert_eq!(places.collect::<Vec<_>>(), filed.map(|page| &page.term.id).collect::<Vec<_>>());
    }
}

#[test]
fn commitments_name_their_point_and_who() {
    let site = site(repository());
    let language = language(&site, "en");
    let report = language.reports.iter().find(|report| report.id.starts_with("2017")).expect("the report");
    let [commitment] = report.commitments.as_slice() else { panic!("one commitment") };
    assert_eq!(report.passages[commitment.passage.expect("a point")].label, "4");
    assert_eq!(commitment.who[0].name, "Member Countries");
    assert!(commitment.who[0].term.is_some());
    assert_eq!(commitment.due.map(|due| due.to_string()).as_deref(), Some("2017-07-15"));
}

/// The report as its secretariat wrote it has 23 acts.
#[test]
fn the_acts_of_the_original_report_are_recognised() {
    let Ok(seed) = fs::read_to_string(repository().join("../shared/seed/2017-06-21-san-salvador.txt")) else {
        note("skipped: the original report is not beside the repository");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    fs::create_dir_all(content.join("reports")).expect("writable");
    let vocabulary = content.join("vocabulary");
    fs::create_dir(&vocabulary).expect("writable");
    for entry in fs::read_dir(repository().join("content/vocabulary")).expect("readable") {
        let path = entry.expect("readable").path();
        fs::copy(&path, vocabulary.join(path.file_name().expect("a name"))).expect("writable");
    }
    fs::write(folder.path().join("site.toml"), "title = \"Acta\"\ndefault_language = \"es\"\n")
        .expect("writable");
    // Artefacts that Word leaves in a text are for the import to remove.
    let seed = seed.replace("[bookmark: _GoBack]", "");
    let report = format!("+++\ntitle = \"Red\"\ndate = 2017-06-21\n+++\n\n{seed}");
    fs::write(content.join("reports/2017.es.md"), report).expect("writable");
    let site = site(folder.path());
    let mut counts = BTreeMap::<&str, usize>::new();
    let points = &site.languages[0].reports[0].points;
    for act in points.iter().flat_map(|point| &point.acts) {
        *counts.entry(&site.acts[act.kind].id).or_default() += 1;
    }
    let expected = [
        ("invites", 1),
        ("proposes", 1),
        ("reaffirms", 1),
        ("recognises", 2),
        ("requests", 1),
        ("takes-note", 7),
        ("thanks", 9),
        ("urges", 1),
    ];
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(points.len(), 11);
}
