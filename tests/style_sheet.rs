//! The style sheet: joined from the theme's parts, each of which a site can replace.

use std::collections::BTreeSet;

use crate::support::{output, style_parts, write_file};

/// Returns the style sheet of a site whose theme has these files besides the built-in ones.
fn style_sheet(files: &[(&str, &str)]) -> String {
    let site = tempfile::tempdir().expect("a folder");
    write_file(&site.path().join("site.toml"), "title = \"Archivo\"\nbase_url = \"https://example.org/\"\n");
    write_file(&site.path().join("content/a.md"), "+++\ntitle = \"Uno\"\ndate = 2020-01-01\n+++\n");
    for (name, text) in files {
        write_file(&site.path().join("themes/default").join(name), text);
    }
    let output = output(site.path());
    let mut found = output.iter().filter(|(path, _)| path.ends_with(".css"));
    let (path, bytes) = found.next().expect("a style sheet");
    assert!(path.starts_with("assets/") && path.ends_with("/css/actas.css"), "{path}");
    assert!(found.next().is_none(), "no part is published");
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[test]
fn every_part_is_joined_once_in_the_order_of_their_names() {
    let mut rest = style_sheet(&[]);
    for (name, part) in style_parts() {
        assert!(part.starts_with("/* ") || part.starts_with("/*\n"), "{name} begins with what it is");
        assert!(part.ends_with("}\n"), "{name} ends with a rule, and no empty line");
        rest = rest.strip_prefix(&part).unwrap_or_else(|| panic!("{name} is not in its place")).to_owned();
        rest = rest.strip_prefix('\n').unwrap_or(&rest).to_owned();
    }
    assert_eq!(rest, "", "what is of no part");
}

#[test]
fn a_part_of_the_site_stands_in_the_place_of_the_built_in_one() {
    let own = "\u{feff}.own { color: red; }";
    let joined = style_sheet(&[("css/14-pieces.css", own)]);
    let expected: Vec<String> = style_parts()
        .into_iter()
        .map(|(name, part)| if name == "14-pieces.css" { ".own { color: red; }".to_owned() } else { part })
        .collect();
    assert!(joined == expected.join("\n"), "{joined}");
}

#[test]
fn a_further_part_of_the_site_stands_where_its_name_says() {
    let joined =
        style_sheet(&[("css/80-own.css", ".own {}\n"), ("css/drafts/a.css", "no"), ("css/notes.txt", "no")]);
    let (before, after) = joined.split_once("\n\n.own {}\n\n").expect("it is joined");
    let parts: Vec<String> = style_parts().into_values().collect();
    assert!(format!("{before}\n\n{after}") == parts.join("\n"), "{joined}");
    assert!(after.starts_with("/* Print"));
}

#[test]
fn a_whole_style_sheet_of_the_site_stands_in_the_place_of_all_parts() {
    let whole = "body { color: red; }\r\n";
    let own = [("static/css/actas.css", whole), ("css/14-pieces.css", ".own {}\n")];
    assert_eq!(style_sheet(&own), whole);
}

/// The part that defines the tokens.
const TOKENS: &str = "10-tokens.css";

/// The tokens that no part defines, because a script sets them.
const SET_BY_SCRIPTS: [&str; 1] = ["--share"];

/// Returns the declarations of a part, as name and value.
fn declarations(part: &str) -> Vec<(String, String)> {
    let without_comments: String =
        part.split("/*").map(|text| text.split_once("*/").map_or(text, |(_, rest)| rest)).collect();
    let mut found = Vec::new();
    for piece in without_comments.split_inclusive([';', '{', '}']) {
        let declaration = piece.strip_suffix([';', '}']).and_then(|piece| piece.split_once(':'));
        found.extend(declaration.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())));
    }
    found
}

/// Returns the names of the tokens that a value uses, and the rest of the value.
fn tokens_used(value: &str) -> (Vec<&str>, String) {
    let mut parts = value.split("var(");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    let mut used = Vec::new();
    for part in parts {
        let (token, after) = part.split_once(')').expect("a closed `var(`");
        used.push(token);
        rest += after;
    }
    (used, rest)
}

#[test]
fn declarations_and_tokens_are_read() {
    let read =
        declarations("/* a: b; */ a:hover { font: 1px/2 x; color: var(--x) } @media (a: b) { p { top: 0 } }");
    let expected = [("font", "1px/2 x"), ("color", "var(--x)"), ("top", "0")];
    assert_eq!(read, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(tokens_used("600 var(--a)/1.5 var(--b)"), (vec!["--a", "--b"], "600 /1.5 ".to_owned()));
}

#[test]
fn sizes_of_type_are_tokens() {
    for (name, part) in style_parts().iter().filter(|(name, _)| *name != TOKENS) {
        for (property, value) in declarations(part) {
            assert!(!property.starts_with("--"), "{name}: {property} is no token of {TOKENS}");
            let (used, rest) = tokens_used(&value);
            let is_literal = match property.as_str() {
                "font-size" => !rest.is_empty(),
                // Besides tokens it has weights and line heights, which have no unit.
                "font" => {
                    !used.iter().any(|token| token.starts_with("--text-"))
                        || rest.contains(char::is_alphabetic)
                }
                _ => continue,
            };
            assert!(
                !is_literal,
                "{name}: `{property}: {value}` is a size of its own; take a token of {TOKENS}"
            );
        }
    }
}

#[test]
fn every_token_is_defined_and_used() {
    let all: Vec<(String, String)> = style_parts().values().flat_map(|part| declarations(part)).collect();
    let defined: BTreeSet<&str> =
        all.iter().map(|(name, _)| name.as_str()).filter(|name| name.starts_with("--")).collect();
    let used: BTreeSet<&str> = all
        .iter()
        .flat_map(|(_, value)| tokens_used(value).0)
        .filter(|token| !SET_BY_SCRIPTS.contains(token))
        .collect();
    assert_eq!(defined, used, "tokens that are defined, and those that are used");
}
