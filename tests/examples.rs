//! The configurations in `examples/`, on real notes.

use std::fs;
use std::path::Path;

use crate::support::{corpus, note, output, repository};

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("writable");
    for entry in fs::read_dir(from).expect("readable") {
        let entry = entry.expect("readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("writable");
        }
    }
}

#[test]
fn a_standards_committee_is_a_matter_of_configuration() {
    let Some(notes) = corpus("lang-team") else { return };
    let site = tempfile::tempdir().expect("a folder");
    copy_folder(&repository().join("examples/standards-committee"), site.path());
    copy_folder(&notes, &site.path().join("content/reports"));
    let (built, _, diagnostics) =
        actas::build_indexes(&crate::support::request(site.path())).expect("the site can be read");
    assert!(
        !actas::diagnostic::has_errors(&diagnostics),
        "{}",
        actas::diagnostic::to_text(&diagnostics, actas::messages::Speech::En, false)
    );
    let language = &built.languages[0];
    let points = language.reports.iter().map(|report| report.points.len()).sum::<usize>();
    let mentions: usize =
        language.taxonomies.iter().flat_map(|pages| &pages.terms).map(|page| page.mentions.len()).sum();
    note(&format!("{} reports: {points} points with an act, {mentions} mentions", language.reports.len()));
    assert!(points > 20 && mentions > 100, "{points} points, {mentions} mentions");
    let output = output(site.path());
    for page in [
        "index.html",
        "reports/index.html",
        "proposals/const-generics/index.html",
        "topics/triage-meeting/index.html",
        "agreements/index.html",
        "agreements/kinds/decides/index.html",
        "index-of-terms/index.html",
        "data/index.html",
        "proposals/const-generics/index.html",
    ] {
        assert!(output.get(page).is_some(), "no {page}");
    }
}
