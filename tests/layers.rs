//! Every module of `src/` uses only modules below it: none names one of its own layer or of a higher one, so
//! there are no circles of modules. Within a module, files refer to each other in a circle only where their
//! subject does.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::repository;

/// The modules of `src/` from the bottom up. Each may name those of lower layers.
const LAYERS: [&[&str]; 20] = [
    &["commonmark", "escape", "formats", "memo", "mutex", "source", "timings", "visible", "volumes"],
    &["messages"],
    &["diagnostic", "license"],
    &["names", "nesting"],
    &["url"],
    &["language", "output", "dialogue", "front_keys"],
    &["table", "texts", "write"],
    &["config", "vocabulary", "sections"],
    &["load", "init", "numbering"],
    &["parse", "new"],
    // `import` is a peer of the model: it makes reports, and knows nothing of pages.
    &["model", "import"],
    // Reports as data, on the site and in exports.
    &["data"],
    // Made from the model, independently of each other.
    &["render", "index", "offline", "export", "lock"],
    &["pipeline"],
    &["preview", "check", "cache", "search"],
    &["serve"],
    &["cli"],
    &["help"],
    &["terminal"],
    &["commands"],
];

/// The modules of the program rather than of the library; they use the library as other programs do.
const OF_THE_PROGRAM: [&str; 3] = ["main", "commands", "terminal"];

/// Exported macros, which are at the root of the crate for the compiler, with the modules that they are of.
const MACROS: [(&str, &str); 7] = [
    ("__checked_text", "messages"),
    ("__message", "messages"),
    ("__text", "messages"),
    ("__diagnostic", "diagnostic"),
    ("__error", "diagnostic"),
    ("__note", "diagnostic"),
    ("__warning", "diagnostic"),
];

/// Files that refer to each other, with the reason.
const CIRCLES: [(&[&str], &str); 1] =
    [(&["import::docx::story", "import::docx::tables"], "a cell of a table holds what a document does")];

/// A file of `src/`: the path of its module, and the paths that its code names, each with the line.
struct File {
    path: PathBuf,
    module: Vec<String>,
    named: Vec<(usize, Vec<String>)>,
}

impl File {
    fn top(&self) -> &str {
        &self.module[0]
    }

    fn is_of_the_program(&self) -> bool {
        OF_THE_PROGRAM.contains(&self.top())
    }
}

/// Returns the files of `src/` except those of tests and `lib.rs`, which names all.
fn files() -> Vec<File> {
    let root = repository().join("src");
    let is_code =
        |path: &Path| path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs");
    let entries = walkdir::WalkDir::new(&root).sort_by_file_name();
    let paths = entries.into_iter().map(|entry| entry.expect("a readable folder").into_path());
    let paths = paths.filter(|path| is_code(path) && *path != root.join("lib.rs"));
    paths.map(|path| file(&root, path)).collect()
}

fn file(root: &Path, path: PathBuf) -> File {
    let within = path.strip_prefix(root).expect("a path within").with_extension("");
    let mut module: Vec<String> = within.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    let tokens = without_tests(tokens(&fs::read_to_string(&path).expect("UTF-8")));
    let named = named(&tokens).into_iter().filter_map(|(line, path)| Some((line, resolved(&module, path)?)));
    let named = named.collect();
    File { path: Path::new("src").join(within).with_extension("rs"), module, named }
}

/// Returns a path from the root of the crate; `None` if it begins elsewhere.
fn resolved(module: &[String], path: Vec<String>) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    let mut from = match first.as_str() {
        "crate" | "actas" => Vec::new(),
        "self" => module.to_vec(),
        "super" => module[..module.len() - 1].to_vec(),
        _ => return None,
    };
    for part in rest {
        if part == "super" {
            from.pop();
        } else {
            from.push(part.clone());
        }
    }
    Some(from)
}

/// A word or sign of code, with its line.
type Token = (usize, String);

/// Splits Rust code into tokens, without comments; strings and characters yield nothing.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            _ if rest.starts_with("/*") => comment_length(rest),
            '"' => text_length(rest),
            '\'' => character_length(rest),
            _ if raw_hashes(rest).is_some() => raw_length(rest),
            _ if first.is_alphanumeric() || first == '_' => {
                let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                tokens.push((line, rest[..length].to_owned()));
                length
            }
            _ if rest.starts_with("::") => {
                tokens.push((line, "::".to_owned()));
                2
            }
            _ => {
                if !first.is_whitespace() {
                    tokens.push((line, first.to_string()));
                }
                first.len_utf8()
            }
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// Comments can be nested.
fn comment_length(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let (step, deeper) = match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => (2, depth + 1),
            [b'*', b'/', ..] => (2, depth - 1),
            _ => (1, depth),
        };
        (at, depth) = (at + step, deeper);
        if depth == 0 {
            break;
        }
    }
    at
}

fn text_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at + 1
}

/// A lifetime has no closing quote.
fn character_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(rest.len(), |end| end + 4),
        _ => characters.next().filter(|(_, c)| *c == '\'').map_or(1, |(at, _)| at + 1),
    }
}

/// Returns the number of hashes at the start of a raw string; `None` if it is not a raw string.
fn raw_hashes(rest: &str) -> Option<usize> {
    let opening = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = opening.len() - opening.trim_start_matches('#').len();
    opening[hashes..].starts_with('"').then_some(hashes)
}

fn raw_length(rest: &str) -> usize {
    let end = format!("\"{}", "#".repeat(raw_hashes(rest).unwrap_or_default()));
    let start = rest.find('"').expect("an opening") + 1;
    rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len())
}

/// Removes what is compiled only for tests.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    const ATTRIBUTE: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let here = tokens[at..].iter().map(|(_, token)| token.as_str());
        if here.take(ATTRIBUTE.len()).eq(ATTRIBUTE) {
            at = end_of_item(&tokens, at + ATTRIBUTE.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Returns where the item that begins at `at` ends: after its braces or its semicolon.
fn end_of_item(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0_usize;
    for (place, (_, token)) in tokens.iter().enumerate().skip(at) {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            ";" => {}
            _ => continue,
        }
        if depth == 0 {
            return place + 1;
        }
    }
    tokens.len()
}

/// Returns the paths that begin with `crate`, `super`, `self` or `actas`; those in lists are returned
/// separately.
fn named(tokens: &[Token]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((_, token)) = tokens.get(at) {
        let is_first = at == 0 || tokens[at - 1].1 != "::";
        if is_first && ["crate", "super", "self", "actas"].contains(&token.as_str()) {
            at = path(tokens, at, Vec::new(), &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads the path, or the list of paths, at `at`; `before` is its prefix. Returns where it ends.
fn path(
    tokens: &[Token],
    at: usize,
    mut before: Vec<String>,
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut at = at;
    let sign = |at: usize| tokens.get(at).map_or("", |(_, token)| token.as_str());
    while sign(at) != "{" {
        before.push(sign(at).to_owned());
        if sign(at + 1) != "::" {
            found.push((tokens[at].0, before));
            return at + 1;
        }
        at += 2;
    }
    at += 1;
    while !["}", ""].contains(&sign(at)) {
        at = path(tokens, at, before.clone(), found);
        // Up to the next item of the list, skipping `as name`.
        while ![",", "}", ""].contains(&sign(at)) {
            at += 1;
        }
        at += usize::from(sign(at) == ",");
    }
    at + 1
}

/// Returns the layer of a module, counted from the bottom.
fn layer(module: &str) -> Option<usize> {
    // The program's entry point is above everything.
    if module == "main" {
        return Some(LAYERS.len());
    }
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Reports which of a file's paths are wrong.
fn wrong(file: &File) -> Vec<String> {
    let Some(own) = layer(file.top()) else {
        return vec![format!("{}: {} is in no layer", file.path.display(), file.top())];
    };
    let mut said = Vec::new();
    for (line, path) in &file.named {
        let Some(first) = path.first() else { continue };
        let of_macro = MACROS.iter().find(|(name, _)| name == first);
        let first = of_macro.map_or(first.as_str(), |(_, module)| *module);
        if first == file.top() {
            continue;
        }
        let problem = match layer(first) {
            Some(other) if other < own => continue,
            Some(_) => format!("{} names {first}, which does not stand below it", file.top()),
            // The program sees the re-exports as others do; in the library each thing is named where it is
            // defined.
            None if file.is_of_the_program() => continue,
            None => format!("{} names {first}, which is in no layer", file.top()),
        };
        said.push(format!("{}:{line}: {problem}", file.path.display()));
    }
    said
}

#[test]
fn layers_are_named_from_above_alone() {
    let said: Vec<String> = files().iter().flat_map(wrong).collect();
    assert!(said.is_empty(), "see LAYERS in tests/layers.rs\n{}", said.join("\n"));
}

#[test]
fn layers_have_each_module_once() {
    let all: Vec<&str> = LAYERS.concat();
    let each: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(all.len(), each.len(), "a module is in two layers");
}

/// Returns the files of `src/` that each file names, except those that contain it or are in it: a folder
/// counts as one with its `mod.rs`.
fn arrows(files: &[File]) -> BTreeMap<String, BTreeSet<String>> {
    let names: BTreeSet<String> = files.iter().map(|file| file.module.join("::")).collect();
    let is_around = |outer: &str, inner: &str| format!("{inner}::").starts_with(&format!("{outer}::"));
    let arrows = |file: &File| {
        let own = file.module.join("::");
        let deepest = |(_, path): &(usize, Vec<String>)| {
            (1..=path.len()).rev().map(|length| path[..length].join("::")).find(|name| names.contains(name))
        };
        let named = file.named.iter().filter_map(deepest);
        let others = named.filter(|other| !is_around(other, &own) && !is_around(&own, other));
        let others = others.collect();
        (own, others)
    };
    files.iter().map(arrows).collect()
}

/// Returns everything that can be reached from a file.
fn reached<'a>(from: &'a str, arrows: &'a BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        let others = arrows.get(next).into_iter().flatten().map(String::as_str);
        open.extend(others.filter(|other| reached.insert(*other)));
    }
    reached
}

/// Returns the groups of files that can all be reached from each other.
fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<Vec<&str>> {
    let all: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|name| (name.as_str(), reached(name, arrows))).collect();
    let mut circles = BTreeSet::new();
    for (name, reached) in &all {
        let circle: Vec<&str> = reached.iter().copied().filter(|other| all[other].contains(name)).collect();
        if !circle.is_empty() {
            circles.insert(circle);
        }
    }
    circles
}

#[test]
fn layers_have_circles_of_files_for_a_reason_alone() {
    let files = files();
    let arrows = arrows(&files);
    let found = circles(&arrows);
    let known: BTreeSet<Vec<&str>> = CIRCLES.iter().map(|(files, _)| files.to_vec()).collect();
    let mut said = String::new();
    for circle in found.difference(&known) {
        let _ = writeln!(said, "these name each other: {}", circle.join(", "));
    }
    for circle in known.difference(&found) {
        let _ = writeln!(said, "these do not name each other any more: {}", circle.join(", "));
    }
    assert!(said.is_empty(), "see CIRCLES in tests/layers.rs\n{said}");
}

/// `lib.rs` is the map: modules, and what is re-exported from them.
#[test]
fn layers_are_listed_in_a_map_without_code() {
    let map = tokens(&fs::read_to_string(repository().join("src/lib.rs")).expect("readable"));
    let code =
        map.iter().find(|(_, token)| ["fn", "struct", "enum", "const", "impl"].contains(&token.as_str()));
    assert!(code.is_none(), "src/lib.rs:{}: code belongs into a module", code.map_or(0, |(line, _)| *line));
}

#[test]
fn layers_are_read_out_of_code() {
    let check = |text: &str, expected: &[&str]| {
        let named = named(&without_tests(tokens(text)));
        let named: Vec<String> =
            named.iter().map(|(line, path)| format!("{line} {}", path.join("::"))).collect();
        assert_eq!(named, expected, "{text}");
    };
    check(
        "use crate::a::{self, b::C, d::{E as F, g}};",
        &["1 crate::a::self", "1 crate::a::b::C", "1 crate::a::d::E", "1 crate::a::d::g"],
    );
    check("fn f<'a>(x: &'a str) {\n crate::x::y(x)\n}", &["2 crate::x::y"]);
    check(
        "// crate::a\n/* /* */ crate::b */ const S: &str = \"\\\" crate::c\"; x = '\"'; crate::d",
        &["2 crate::d"],
    );
    check("r#\"crate::a \" \"#; '\\''; super::super::e", &["1 super::super::e"]);
    check("#[cfg(test)]\nmod tests { use crate::a; fn x() { } }\nuse crate::b;", &["3 crate::b"]);
    check("#[cfg(test)]\nmod tests;\nuse crate::{\n b,\n c::*,\n};", &["4 crate::b", "5 crate::c::*"]);
}
