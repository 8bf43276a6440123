//! The register of agreements and the commitments, as shown on the built pages.

use std::fmt::Write as _;
use std::fs;

use actas::OutputTree;

use crate::support::{output, repository, request};

fn page<'a>(output: &'a OutputTree, path: &str) -> &'a str {
    let bytes = output.get(path).unwrap_or_else(|| panic!("{path} is not built"));
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// Returns the text between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let start = text.find(from)? + from.len();
    let end = start + text[start..].find(to)?;
    Some(&text[start..end])
}

/// Formats the entries of a page: the link's anchor, and the names of the kinds.
fn entries(page: &str) -> Vec<String> {
    let entry = |entry: &str| {
        let anchor = between(entry, "#", "\"").unwrap_or_default();
        let kinds = entry.split("agreement-kind\"").skip(1).filter_map(|kind| between(kind, ">", "<"));
        format!("{anchor}: {}", kinds.collect::<Vec<_>>().join(", "))
    };
    page.split("<li class=\"agreement").skip(1).map(entry).collect()
}

#[test]
fn the_points_of_2017_are_in_the_register_with_their_kinds() {
    let output = output(repository());
    let check = |path: &str, kinds: [&str; 9]| {
        let [thanks, invites, urges, recognises, requests, takes_note, proposes, reaffirms, title] = kinds;
        let expected = [
            format!("p1: {thanks}"),
            format!("p2: {thanks}, {invites}"),
            format!("p3: {thanks}, {urges}"),
            format!("p4: {thanks}, {recognises}, {requests}"),
            format!("p5: {thanks}, {takes_note}"),
            format!("p6: {thanks}, {takes_note}"),
            format!("p7: {thanks}, {takes_note}"),
            format!("p8: {thanks}, {recognises}, {takes_note}"),
            format!("p9: {proposes}"),
            format!("p9-a: {reaffirms}, {takes_note}"),
            format!("p9-b: {takes_note}"),
        ];
        let page = page(&output, path);
        assert_eq!(entries(page), expected, "{path}");
        assert!(page.contains(title), "{path} names the report");
    };
    let es = ["Agradece", "Invita", "Insta", "Reconoce", "Solicita", "Toma nota", "Propone", "Reafirma"];
    let en = ["Thanks", "Invites", "Urges", "Recognises", "Requests", "Takes note", "Proposes", "Reaffirms"];
    let with = |kinds: [&'static str; 8], title| {
        let mut all = [title; 9];
        all[..8].copy_from_slice(&kinds);
        all
    };
    check("acuerdos/fechas/2017/index.html", with(es, "Reunión ordinaria de la Red"));
    check("en/agreements/years/2017/index.html", with(en, "2017"));
    assert_eq!(
        entries(page(&output, "acuerdos/iniciativas/tricamex/index.html")),
        ["p8: Agradece, Reconoce, Toma nota"]
    );
}

#[test]
fn a_long_list_has_pages_and_every_point_is_on_one() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("content")).expect("writable");
    fs::write(folder.path().join("site.toml"), "title = \"Acta\"\n").expect("writable");
    for (year, points) in [(2019, 70), (2020, 130)] {
        let mut text = format!("+++\ntitle = \"Year {year}\"\ndate = {year}-01-01\n+++\n\n");
        for point in 1..=points {
            let _ = writeln!(text, "{point}. Takes note of it.\n");
        }
        fs::write(folder.path().join(format!("content/{year}.en.md")), text).expect("writable");
    }
    let output = output(folder.path());
    let counts: Vec<usize> = ["2020/index.html", "2020/2/index.html", "2019/index.html"]
        .iter()
        .map(|path| entries(page(&output, &format!("agreements/years/{path}"))).len())
        .collect();
    assert_eq!(counts, [100, 30, 70]);
    assert_eq!(entries(page(&output, "agreements/years/2020/2/index.html"))[0], "p101: Takes note");
    assert!(output.get("agreements/years/2020/3/index.html").is_none());
    assert!(output.get("agreements/years/2019/2/index.html").is_none());
    assert!(output.get("commitments/index.html").is_none(), "there are no commitments");
    assert!(!page(&output, "index.html").contains("/commitments/"), "nothing leads to them");
}

#[test]
fn only_the_day_of_the_build_makes_overdue() {
    let states = |date: Option<&str>| {
        let date = date.map(|date| date.parse().expect("a day"));
        let built = actas::build(&actas::Request { date, ..request(repository()) }).expect("readable");
        let output = built.output.expect("no errors");
        let list = page(&output, "en/commitments/index.html");
        let calendar = page(&output, "en/commitments/commitments.ics").to_owned();
        let states = list.split("<li class=\"commitment commitment-").skip(1);
        let states: Vec<String> =
            states.map(|entry| entry.split('"').next().unwrap_or_default().to_owned()).collect();
        (states, calendar)
    };
    let (without, calendar) = states(None);
    assert_eq!(without, ["open", "open", "done", "done"]);
    assert_eq!(states(Some("2017-07-15")).0, without, "the last day is not over");
    let (late, later_calendar) = states(Some("2021-12-01"));
    assert_eq!(late, ["overdue", "open", "done", "done"]);
    assert_eq!(calendar, later_calendar, "the calendar does not follow the day of the build");
}
