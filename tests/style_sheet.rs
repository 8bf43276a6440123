//! The style sheet: joined of the theme's parts, each of which a site may put another in the place of.

use crate::support::{output, style_parts, write_file};

/// Returns the style sheet of a site whose theme has these files beside the built-in ones.
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
