//! The structure of notes: list items and spans come out of the generator as GitHub shows them, however the
//! numbering of points rewrites a text. Compared with comrak, a port of GitHub's own cmark-gfm.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use actas::parse::markdown::{MarkdownOptions, parse};
use actas::source::Source;
use scraper::{ElementRef, Html};
use walkdir::WalkDir;

use crate::support::{corpus, note, repository};

/// How many letters and digits of an item are compared: its beginning.
const COMPARED_CHARS: usize = 40;

/// What GitHub's Markdown has beyond CommonMark.
fn github() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.autolink = true;
    options.extension.alerts = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.render.r#unsafe = true;
    options
}

/// What is compared of a text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Structure {
    /// The items of bullet lists in order, each with its depth: `2 one of alpha`.
    items: Vec<String>,
    /// The spans, and how often each occurs: `strong: aviso`.
    spans: BTreeMap<String, usize>,
}

impl Structure {
    fn of(html: &str) -> Structure {
        let page = Html::parse_fragment(html);
        let mut structure = Structure::default();
        for element in page.root_element().descendants().filter_map(ElementRef::wrap) {
            match element.value().name() {
                "li" if is_bullet(&element) => {
                    let depth = element.ancestors().filter_map(ElementRef::wrap).filter(is_bullet).count();
                    structure.items.push(format!("{} {}", depth + 1, own_text(&element)));
                }
                "img" if is_from_elsewhere(&element) => {
                    structure.count("a", element.value().attr("alt").into_iter())
                }
                "a" | "strong" | "em" | "del" | "code" if !is_added(&element) => {
                    structure.count(element.value().name(), element.text());
                }
                _ => {}
            }
        }
        structure
    }

    fn count<'t>(&mut self, name: &str, texts: impl Iterator<Item = &'t str>) {
        let text = letters(texts);
        if !text.is_empty() {
            *self.spans.entry(format!("{name}: {text}")).or_insert(0) += 1;
        }
    }
}

impl Structure {
    /// Returns the depths of the items and the kinds of the spans alone.
    fn without_texts(self) -> Structure {
        let first_word = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
        let items = self.items.iter().map(|item| first_word(item)).collect();
        let mut spans = BTreeMap::new();
        for (span, count) in self.spans {
            *spans.entry(first_word(&span)).or_insert(0) += count;
        }
        Structure { items, spans }
    }
}

/// Whether an element is an item of a bullet list.
fn is_bullet(element: &ElementRef<'_>) -> bool {
    let parent = element.parent().and_then(ElementRef::wrap);
    element.value().name() == "li" && parent.is_some_and(|parent| parent.value().name() == "ul")
}

/// Whether an image is shown as a link: those of other sites are.
fn is_from_elsewhere(image: &ElementRef<'_>) -> bool {
    let is_in_link =
        image.ancestors().filter_map(ElementRef::wrap).any(|around| around.value().name() == "a");
    !is_in_link && image.value().attr("src").is_some_and(|source| source.starts_with("http"))
}

/// Whether a link or a span is part of a footnote's mark, or a pre-formatted block.
fn is_added(element: &ElementRef<'_>) -> bool {
    let around = element.ancestors().filter_map(ElementRef::wrap);
    let is_back = element.value().attr("class").is_some_and(|class| class.contains("footnote-backref"));
    is_back || around.into_iter().any(|around| ["sup", "pre"].contains(&around.value().name()))
}

/// Returns the beginning of an item's text, without the lists in it.
fn own_text(item: &ElementRef<'_>) -> String {
    let is_in_list = |node: &ego_tree::NodeRef<'_, scraper::Node>| {
        let around =
            node.ancestors().take_while(|around| around.id() != item.id()).filter_map(ElementRef::wrap);
        around.into_iter().any(|around| ["ul", "ol"].contains(&around.value().name()))
    };
    let texts = item.descendants().filter(|node| !is_in_list(node));
    letters(texts.filter_map(|node| node.value().as_text().map(|text| &**text)))
}

fn letters<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.flat_map(str::chars).filter(|c| c.is_alphanumeric()).take(COMPARED_CHARS).collect()
}

/// Returns the text after the front matter.
fn body(text: &str) -> &str {
    let rest =
        ["---\n", "+++\n"].into_iter().find_map(|fence| text.strip_prefix(fence).map(|rest| (fence, rest)));
    let end = rest
        .and_then(|(fence, rest)| rest.find(&format!("\n{fence}")).map(|at| &rest[at + 1 + fence.len()..]));
    end.unwrap_or(text)
}

fn ours(text: &str) -> Structure {
    let source = Source { path: "a.md".to_owned(), text: text.to_owned().into() };
    let body = parse(&source, &MarkdownOptions::default(), &mut Vec::new());
    Structure::of(&body.html)
}

/// Returns how the structure of a text differs from GitHub's, and how many items and spans were compared.
fn differences(text: &str) -> (Vec<String>, usize) {
    // Comrak leaves the mark of a done task in the text if its list is loose.
    let text = &text.replace("[x] ", "[ ] ");
    // What looks like HTML but is none, such as `Vec<T>`, is lost on GitHub and text with us.
    let by_text = !text.contains('<');
    let [ours, theirs] = [ours(text), Structure::of(&comrak::markdown_to_html(text, &github()))]
        .map(|structure| if by_text { structure } else { structure.without_texts() });
    let compared = theirs.items.len() + theirs.spans.values().sum::<usize>();
    let mut found = Vec::new();
    let length = theirs.items.len().max(ours.items.len());
    if let Some(at) = (0..length).find(|at| theirs.items.get(*at) != ours.items.get(*at)) {
        found.push(format!("item {at}: {:?} for {:?}", ours.items.get(at), theirs.items.get(at)));
    }
    let spans: BTreeSet<&String> = ours.spans.keys().chain(theirs.spans.keys()).collect();
    for span in spans {
        let [ours, theirs] = [&ours, &theirs].map(|it| it.spans.get(span).copied().unwrap_or(0));
        if ours != theirs {
            found.push(format!("{span}: {ours} for {theirs}"));
        }
    }
    (found, compared)
}

/// Compares all Markdown files of a folder.
fn check_folder(folder: &Path) -> Vec<String> {
    let (mut files, mut compared, mut found) = (0, 0, Vec::new());
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let (differing, count) = differences(body(&text.replace("\r\n", "\n")));
        files += 1;
        compared += count;
        found.extend(differing.into_iter().map(|it| format!("{}: {it}", path.display())));
    }
    note(&format!(
        "{}: {compared} items and spans of {files} files compared, {} differ",
        folder.display(),
        found.len()
    ));
    found
}

#[test]
fn lists_under_points_keep_their_levels() {
    for indent in ["", " ", "  ", "   "] {
        let text = format!(
            "1. First\n\n2. Second:\n\n{indent}- Alpha\n{indent}  - one\n\n{indent}- Beta\n{indent}  - two\n{indent}    - three\n\n3. Third\n"
        );
        let items = ["1 Alpha", "2 one", "1 Beta", "2 two", "3 three"];
        assert_eq!(ours(&text).items, items, "{text}");
    }
}

#[test]
fn notes_have_the_structure_that_github_shows() {
    let mut folders = vec![repository().join("content"), repository().join("docs")];
    folders.extend(corpus("lang-team"));
    folders.extend(std::env::var_os("ACTAS_NOTES").map(Into::into));
    let found: Vec<String> = folders.iter().flat_map(|folder| check_folder(folder)).collect();
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}
