//! What strangers may put into a site, and what must not result from it. `tests/browser/hostile.mjs` looks at
//! the pages in a browser.

use std::fs;
use std::path::Path;

use actas::diagnostic::Diagnostic;
use actas::{Built, OutputTree};
use scraper::{Html, Node};

use crate::support::{build, cases, output, repository, write_file};

/// The types of `<script>` that hold data, which no browser runs (HTML, "The script element": data block).
const DATA_TYPES: [&str; 1] = ["application/ld+json"];

/// Makes a site from these files.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a folder");
    fs::write(site.path().join("site.toml"), "title = \"x\"\nbase_url = \"https://example.org/\"\n")
        .expect("writable");
    for (path, text) in files {
        write_file(&site.path().join(path), text);
    }
    site
}

fn report(text: &str) -> String {
    format!("+++\ntitle = \"Uno\"\ndate = 2017-06-21\n+++\n{text}")
}

/// Returns the diagnostics as `code file`.
fn found(diagnostics: &[Diagnostic]) -> Vec<String> {
    let show = |found: &Diagnostic| {
        let file = found.place.as_ref().map_or("", |place| place.file.as_str());
        format!("{} {file}", found.message.id())
    };
    diagnostics.iter().map(show).collect()
}

/// Returns what a page contains that its policy forbids, or that it has no policy.
fn forbidden(page: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    let mut problems = Vec::new();
    let head: Vec<_> = html.tree.nodes().filter_map(|node| node.value().as_element()).collect();
    let is_policy =
        |element: &&&scraper::node::Element| element.attr("http-equiv") == Some("Content-Security-Policy");
    if head.iter().find(|element| element.name() == "meta").is_none_or(|meta| meta.attr("charset").is_none())
    {
        problems.push("the first <meta> is not the charset".to_owned());
    }
    if head.iter().filter(|element| element.name() == "meta").nth(1).filter(is_policy).is_none() {
        problems.push("no policy behind the charset".to_owned());
    }
    for node in html.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        let has_text =
            node.children().any(|child| child.value().as_text().is_some_and(|text| !text.trim().is_empty()));
        let is_data = element.attr("type").is_some_and(|kind| DATA_TYPES.contains(&kind));
        match element.name() {
            "script" if has_text && !is_data => problems.push("a script in the page".to_owned()),
            "style" | "base" | "iframe" | "object" | "embed" => {
                problems.push(format!("<{}>", element.name()))
            }
            _ => {}
        }
        for (name, value) in element.attrs() {
            let address: String = value.chars().filter(|c| *c > ' ').collect::<String>().to_lowercase();
            let is_address = ["href", "src", "action", "formaction", "srcset", "xlink:href"].contains(&name);
            let loads = matches!(element.name(), "script" | "link" | "img") && name != "content";
            let is_page_link = element.name() == "link"
                && !matches!(element.attr("rel"), Some("stylesheet" | "icon" | "preload"));
            if name == "style" || name.starts_with("on") {
                problems.push(format!("{name}=\"{value}\""));
            }
            if is_address
                && ["javascript:", "vbscript:", "data:"].iter().any(|scheme| address.starts_with(scheme))
            {
                problems.push(format!("{name}=\"{value}\""));
            }
            if is_address
                && loads
                && !is_page_link
                && (address.starts_with("http") || address.starts_with("//"))
            {
                problems.push(format!("loads {value}"));
            }
        }
    }
    problems
}

fn check_pages(site: &Path, output: &OutputTree) -> usize {
    let pages: Vec<_> = output.iter().filter(|(path, _)| path.ends_with(".html")).collect();
    for (path, bytes) in &pages {
        let page = std::str::from_utf8(bytes).expect("text");
        assert_eq!(forbidden(page), [""; 0], "{}: {path}", site.display());
    }
    pages.len()
}

#[test]
fn no_page_has_what_its_policy_forbids() {
    let mut sites = cases("sites");
    sites.push(repository().to_path_buf());
    let pages: usize = sites.iter().map(|site| check_pages(site, &output(site))).sum();
    assert!(pages > 100, "{pages} pages");
}

#[test]
fn the_look_at_pages_finds_mistakes() {
    let policy = "<!doctype html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"x\">";
    assert_eq!(forbidden(&format!("{policy}<script type=\"application/ld+json\">{{}}</script>")), [""; 0]);
    for mistake in [
        "<script>x()</script>",
        "<p style=\"x\">",
        "<style>x</style>",
        "<p onclick=\"x\">",
        "<a href=\" java\nscript:x\">",
        "<script src=\"https://x/\"></script>",
        "<link rel=\"stylesheet\" href=\"//x/\">",
        "<img src=\"https://x/\">",
        "<iframe></iframe>",
    ] {
        assert_eq!(forbidden(&format!("{policy}{mistake}")).len(), 1, "{mistake}");
    }
    assert!(!forbidden("<!doctype html><head><meta charset=\"utf-8\">").is_empty());
}

#[test]
fn a_theme_cannot_forget_the_policy_and_a_site_can_widen_it() {
    let theme =
        "<!doctype html><html lang=\"en\"><head><title>x</title></head><body>{{ html }}</body></html>";
    let site =
        site(&[("content/a.md", &report("1. a\n2. b\n")), ("themes/mine/templates/report.html", theme)]);
    let settings = "title = \"x\"\ntheme = \"mine\"\n[security]\nimg_src = [\"https://img.example\"]\n";
    fs::write(site.path().join("site.toml"), settings).expect("writable");
    let tree = output(site.path());
    let page = String::from_utf8_lossy(tree.get("reports/a/index.html").expect("a page")).into_owned();
    let start = "<!doctype html><html lang=\"en\"><head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src";
    assert!(page.starts_with(start) && page.contains("img-src 'self' https://img.example;"), "{page}");
}

#[test]
#[cfg(unix)]
fn links_that_lead_out_of_the_content_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.md"), report("SECRET")).expect("writable");
    let site = site(&[
        ("content/a.md", &report("[x](alias.pdf)")),
        ("content/b/real.pdf", "%PDF-1.4"),
        ("hidden.md", "SECRET"),
    ]);
    let content = site.path().join("content");
    let link = |to: &Path, name: &str| symlink(to, content.join(name)).expect("a link");
    link(&outside.path().join("secret.md"), "secret.md");
    link(outside.path(), "folder");
    link(Path::new("../hidden.md"), "hidden.md");
    link(Path::new("nowhere.md"), "broken.md");
    link(Path::new("b"), "again");
    link(Path::new("."), "loop");
    link(Path::new("b/real.pdf"), "alias.pdf");
    let built = build(site.path());
    assert_eq!(
        found(&built.diagnostics),
        [
            "load_link_folder content/again",
            "load_link_broken content/broken.md",
            "load_link content/folder",
            "load_link content/hidden.md",
            "load_link_folder content/loop",
            "load_link content/secret.md",
        ]
    );
    let output = built.output.expect("only warnings");
    assert!(output.get("files/alias.pdf").is_some(), "a link within the content is followed");
    assert!(output.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("SECRET")));
}

#[test]
fn names_that_some_system_takes_for_one_are_an_error_that_names_both() {
    let text = report("[a](<Foto.png>) [b](foto.png) [c](<n\u{303}.pdf>) [d](<\u{f1}.pdf>)");
    let site = site(&[
        ("content/a.md", &text),
        ("content/Foto.png", "1"),
        ("content/foto.png", "2"),
        ("content/n\u{303}.pdf", "3"),
        ("content/\u{f1}.pdf", "4"),
    ]);
    let built = build(site.path());
    let said = actas::diagnostic::to_text(&built.diagnostics, actas::messages::Speech::En, false);
    assert!(built.output.is_none(), "{said}");
    assert!(said.contains("`content/foto.png` and `content/Foto.png`"), "{said}");
    assert!(said.contains("`content/\u{f1}.pdf` and `content/n\u{303}.pdf`"), "{said}");
}

#[test]
fn names_of_attachments_are_those_that_every_system_can_have() {
    for name in ["CON.pdf", "a*b.pdf", "x.pdf.", "nul/x.pdf", "a\u{1}b.pdf", "end /x.pdf"] {
        let text = report(&format!("[a](<{name}>)"));
        let front = format!("+++\ntitle = \"Uno\"\ndate = 2017-06-21\nattachments = [{name:?}]\n+++\n");
        let front = front.replace("\\u{1}", "\\u0001");
        let text = if name.contains('\u{1}') { front } else { text };
        let site = site(&[("content/a.md", &text), (&format!("content/{name}"), "1")]);
        let built = build(site.path());
        let found = found(&built.diagnostics);
        assert!(
            built.output.is_none() && found.iter().any(|id| id.starts_with("output_path")),
            "{name:?}: {found:?}"
        );
    }
}

/// A term, a `slug` or a name too long for a file is shortened and reported with its place, and stops
/// nothing.
#[test]
fn names_that_are_too_long_are_shortened_and_told() {
    let long = "agua y saneamiento ".repeat(20);
    let text = |slug: &str| {
        format!(
            "+++\ntitle = \"Uno\"\ndate = 2017-06-21\ntopics = [\"{long}1\", \"{long}2\"]\n{slug}+++\n## {long}\n"
        )
    };
    let slug = format!("slug = \"{}\"\n", "agua-".repeat(60).trim_end_matches('-'));
    let site = site(&[("content/a.md", &text("")), ("content/b.md", &text(&slug))]);
    let settings = "title = \"x\"\n[taxonomies.topic]\nkey = \"topics\"\n";
    fs::write(site.path().join("site.toml"), settings).expect("writable");
    let built = build(site.path());
    let told = found(&built.diagnostics);
    assert_eq!(told.iter().filter(|told| *told == "address_long content/a.md").count(), 2, "{told:?}");
    assert_eq!(told.iter().filter(|told| *told == "address_long content/b.md").count(), 3, "{told:?}");
    let lines: Vec<usize> =
        built.diagnostics.iter().filter_map(|found| Some(found.place.as_ref()?.line)).collect();
    assert!(lines.iter().all(|line| [4, 5].contains(line)), "{lines:?}");
    let output = built.output.expect("only warnings");
    let terms =
        output.iter().filter(|(path, _)| path.starts_with("topic/agua") && path.ends_with("/index.html"));
    assert_eq!(terms.count(), 2, "a page for each");
    assert!(output.iter().all(|(path, _)| path.split('/').all(|part| part.len() <= 255)));
}

/// No two elements of a page have the same id, whatever the headings of its text are.
#[test]
fn headings_take_no_id_of_the_page() {
    let ids = |page: &str| -> Vec<String> {
        let html = Html::parse_document(page);
        let elements = html.tree.nodes().filter_map(|node| node.value().as_element());
        elements.filter_map(|element| element.attr("id").map(str::to_owned)).collect()
    };
    let settings = "title = \"x\"\ndefault_language = \"es\"\n[languages]\nes = \"Español\"\nen = \"English\"\n\
                    [taxonomies.topic]\nkey = \"topics\"\nseries = true\nname = \"Temas\"\n";
    let build_with = |headings: &str| {
        let front = |title: &str, date: &str| {
            format!(
                "+++\ntitle = \"{title}\"\ndate = {date}\ntopics = [\"agua\"]\nstatus = \"corrected\"\n[[corrections]]\ndate = 2020-02-02\n\
             what = \"x\"\n[[commitments]]\nwhat = \"x\"\nwho = [\"y\"]\n+++\n{headings}\n\n[x](x.pdf)\n\n1. Agradecer.\n2. Tomar nota.\n"
            )
        };
        let page = format!("+++\ntitle = \"Acerca\"\n+++\n{headings}");
        let mut files = vec![("content/reports/x.pdf".to_owned(), "%PDF".to_owned())];
        for code in ["es", "en"] {
            files.push((format!("content/reports/a.{code}.md"), front("Uno", "2020-01-01")));
            files.push((format!("content/reports/b.{code}.md"), front("Dos", "2020-01-02")));
            files.push((format!("content/pages/p.{code}.md"), page.clone()));
            files.push((format!("content/README.{code}.md"), headings.to_owned()));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let site = site(&files);
        fs::write(site.path().join("site.toml"), settings).expect("writable");
        output(site.path())
    };
    let pages = |tree: &OutputTree| -> Vec<(String, String)> {
        let pages = tree.iter().filter(|(path, _)| path.ends_with(".html"));
        pages.map(|(path, bytes)| (path.to_owned(), String::from_utf8_lossy(bytes).into_owned())).collect()
    };
    // Headings with the names of parts of the page.
    let plain = build_with("## x\n");
    let frame: std::collections::BTreeSet<String> =
        pages(&plain).iter().flat_map(|(_, page)| ids(page)).collect();
    assert!(frame.contains("main") && frame.contains("page:classification") && frame.len() > 20, "{frame:?}");
    let headings: String =
        frame.iter().map(|id| format!("## {}\n\nx\n\n", id.replace(['-', ':'], " "))).collect();
    for (path, page) in pages(&build_with(&headings)) {
        let all = ids(&page);
        let mut seen = std::collections::HashSet::new();
        let twice: Vec<&String> = all.iter().filter(|id| !seen.insert(*id)).collect();
        assert!(twice.is_empty(), "{path}: {twice:?} twice");
    }
}

#[test]
fn no_file_leaves_the_output_folder() {
    let settings = "title = \"x\"\n[taxonomies.topic]\nkey = \"topics\"\nslug = \"../../escaped\"\n";
    let text = "+++\ntitle = \"Uno\"\ndate = 2017-06-21\ntopics = [\"../../../x\", \"/etc/x\"]\nslug = \"../x\"\n+++\n";
    let site = site(&[("content/a.md", text)]);
    fs::write(site.path().join("site.toml"), settings).expect("writable");
    let folder = site.path().join("deep/er/public");
    let staging = actas::write::Staging::open(&folder).expect("writable");
    let request = crate::support::request(site.path());
    let Built { output, diagnostics, .. } =
        actas::build_into(&request, &staging, actas::Timings::default()).expect("readable");
    assert!(output.is_none());
    assert!(
        found(&diagnostics).contains(&"output_path_outside site.toml".to_owned()),
        "{:?}",
        found(&diagnostics)
    );
    let files = walkdir::WalkDir::new(site.path()).into_iter().flatten();
    let outside = files.filter(|entry| entry.path().to_string_lossy().contains("escaped")).count();
    assert_eq!(outside, 0);
}

#[test]
fn feeds_are_xml_whatever_a_title_holds() {
    let text = "+++\ntitle = \"a\\u0000b\\u0001c\\uFFFEd\"\ndate = 2017-06-21\n+++\n";
    let site = site(&[("content/a.md", text)]);
    let tree = output(site.path());
    let feed = String::from_utf8_lossy(tree.get("atom.xml").expect("a feed")).into_owned();
    assert!(feed.contains("<title>abcd</title>"), "{feed}");
}

#[test]
fn every_crate_forbids_unsafe() {
    let manifests = fs::read_dir(repository().join("crates")).expect("the crates");
    let mut manifests: Vec<_> =
        manifests.map(|entry| entry.expect("readable").path().join("Cargo.toml")).collect();
    manifests.push(repository().join("Cargo.toml"));
    let workspace = fs::read_to_string(repository().join("Cargo.toml")).expect("a manifest");
    assert!(workspace.contains("[workspace.lints.rust]\nunsafe_code = \"forbid\""));
    for path in manifests {
        let manifest = fs::read_to_string(&path).expect("a manifest");
        // wasm-bindgen's macro generates some; no line of the sources does.
        let is_bound = path.ends_with("search-wasm/Cargo.toml");
        let forbids =
            manifest.contains("[lints]\nworkspace = true") || manifest.contains("unsafe_code = \"forbid\"");
        assert!(forbids || is_bound, "{}", path.display());
    }
    let sources = walkdir::WalkDir::new(repository().join("crates/search-wasm/src")).into_iter().flatten();
    for source in sources.filter(|entry| entry.file_type().is_file()) {
        let text = fs::read_to_string(source.path()).expect("a source");
        assert!(!text.contains("unsafe"), "{}", source.path().display());
    }
}
