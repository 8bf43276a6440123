//! Notes that were written for other programs, in a site whose `site.toml` says nothing of them.

use std::path::Path;

use actas::{Built, OutputTree};

use crate::support::{build, output, write_file};

/// Makes a site of these files.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a folder");
    write_file(&site.path().join("site.toml"), "title = \"Notes\"\ndefault_language = \"en\"\n");
    for (path, text) in files {
        write_file(&site.path().join("content").join(path), text);
    }
    site
}

fn page(tree: &OutputTree, path: &str) -> String {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Returns the titles and days of the reports of a site, in the order of its list.
fn listed(site: &Path) -> Vec<(String, String)> {
    let list: serde_json::Value =
        serde_json::from_str(&page(&output(site), "data/reports.json")).expect("JSON");
    let text = |report: &serde_json::Value, key: &str| report[key].as_str().unwrap_or_default().to_owned();
    let reports = list["reports"].as_array().expect("reports");
    reports.iter().map(|report| (text(report, "title"), text(report, "date"))).collect()
}

#[test]
fn files_of_docusaurus_are_read_without_what_loads_components() {
    let text = "---\ntitle: Council\ndate: '2024-05-01'\nslug: /council/may\n---\nimport A from '@site/a';\n\nA boat.\n";
    let site = site(&[("may.mdx", text)]);
    let tree = output(site.path());
    let report = page(&tree, "reports/may/index.html");
    assert!(report.contains("A boat.") && !report.contains("@site/a"), "{report}");
    // The address that it had is one of its former ones.
    assert!(page(&tree, "council/may/index.html").contains("/reports/may/"));
}

#[test]
fn what_another_program_keeps_back_is_not_published() {
    for key in [
        "published: false",
        "publish: \"no\"",
        "private: true",
        "hiddenUntil: 2999-01-01",
        "embargo: true",
        "publishDate: soon",
        "draft: ture",
    ] {
        let secret = format!("---\ntitle: Secret\ndate: 2024-05-01\n{key}\n---\nzqsecret\n");
        let site = site(&[("secret.md", &secret), ("2024-05-02-open.md", "# Open\n\nText.\n")]);
        let Built { output, .. } = build(site.path());
        assert!(output.is_some(), "{key}");
        assert_eq!(listed(site.path()), [("Open".to_owned(), "2024-05-02".to_owned())], "{key}");
    }
}

#[test]
fn an_archive_without_days_has_nothing_of_them() {
    let site = site(&[("a.md", "# Bylaws\n\nText.\n"), ("b.md", "# Charter\n\nText.\n")]);
    let tree = output(site.path());
    let home = page(&tree, "index.html");
    assert!(tree.get("atom.xml").is_none() && !home.contains("atom+xml"), "a feed of no days");
    assert!(
        page(&tree, "search/index.html").contains("<fieldset class=\"dates\" hidden>"),
        "the filter by days"
    );
    assert!(!home.contains("Latest") && !home.contains("1970"), "{home}");
    let dated = self::site(&[("2024-05-02-a.md", "# Bylaws\n\nText.\n")]);
    let tree = output(dated.path());
    assert!(tree.get("atom.xml").is_some() && page(&tree, "index.html").contains("atom+xml"));
    assert!(page(&tree, "search/index.html").contains("<fieldset class=\"dates\">"));
}

#[test]
fn days_and_titles_of_notes_are_found() {
    let agenda = "# Agenda\n\n- Boats\n";
    let next = "# Harbour board\n\n## Next date\n\n- 2021/01/13 13:00\n";
    let list = "# Talks\n\n**3 May 2020**\n\nBoats\n\n**4 May 2020**\n\nNets\n";
    let cases = [
        ("tsc/2023/telcons/12-18-minutes.md", agenda, "Telcons – Minutes, 2023-12-18", "2023-12-18"),
        ("2024/24_11_17 Harbour board.md", agenda, "Harbour board, 2024-11-17", "2024-11-17"),
        ("Meeting20190502Japan.md", "# Meeting in Japan\n", "Meeting in Japan", "2019-05-02"),
        ("annexes/README.md", "# Participants\n", "Annexes", ""),
        ("board.md", next, "Harbour board", ""),
        ("talks.md", list, "Talks", ""),
        ("2021-11-council-update.md", "# November 1\n", "Council update, 2021-11", ""),
    ];
    for (path, text, title, day) in cases {
        let site = site(&[(path, text)]);
        assert_eq!(listed(site.path()), [(title.to_owned(), day.to_owned())], "{path}");
    }
}
