use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::*;

const ENGLISH: &str = include_str!("en.ftl");
const SPANISH: &str = include_str!("es.ftl");

#[test]
fn the_locale_says_the_language() {
    let speech = |locale: &str| Speech::of_environment(|name| (name == "LANG").then(|| locale.to_owned()));
    assert_eq!(speech("es_CR.UTF-8"), Speech::Es);
    assert_eq!(speech("es"), Speech::Es);
    assert_eq!(speech("C.UTF-8"), Speech::En);
    assert_eq!(speech("et_EE"), Speech::En);
    assert_eq!(Speech::of_environment(|_| None), Speech::En);
}

#[test]
fn a_message_is_said_in_each_language() {
    let message = message!("load_no-theme", theme = "x");
    assert_eq!(message.text(Speech::En), "there is no theme `x`");
    assert_eq!(message.text(Speech::Es), "no existe el tema `x`");
    // One that another version of the program has written down.
    let unknown: Message = serde_json::from_str(r#"{"id": "nothing", "values": []}"#).expect("a message");
    assert_eq!(unknown.text(Speech::Es), "nothing");
}

#[test]
fn what_failed_is_said_in_each_language() {
    let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    let message = message!("io_read", path = "a", detail = reason(&denied));
    let error = io_error(denied.kind(), message);
    assert_eq!(error_text(&error, Speech::Es), "no se puede leer `a`: no tiene permiso");
    assert_eq!(error.to_string(), "cannot read `a`: you may not do that");
    assert_eq!(error_text(&std::io::Error::other("x"), Speech::Es), "x");
    // What can be done is said of the reason, unless the message itself says it.
    let help = message!("reason_denied").attribute("help", Speech::Es);
    assert!(help.is_some() && error_help(&error, Speech::Es) == help);
    let in_use = io_error(std::io::ErrorKind::Other, message!("io_in-use", path = "a"));
    assert!(error_help(&in_use, Speech::En).is_some_and(|help| help.starts_with("wait")));
    assert_eq!(error_help(&std::io::Error::other("x"), Speech::Es), None);
}

/// Returns what each text and attribute refers to: variables as `$name`, other texts by their ids. Fails if a
/// text cannot be read or occurs twice.
fn references(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = parser::parse(source).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut found = BTreeMap::new();
    let mut add = |id: String, pattern: &Pattern<&str>| {
        let mut references = BTreeSet::new();
        of_pattern(pattern, &mut references);
        assert!(found.insert(id.clone(), references).is_none(), "`{id}` is there twice");
    };
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        add(id.to_owned(), message.value.as_ref().expect("a text"));
        for attribute in &message.attributes {
            add(format!("{id}.{}", attribute.id.name), &attribute.value);
        }
    }
    found
}

fn of_pattern(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, found);
        }
    }
}

fn of_expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            variants.iter().for_each(|variant| of_pattern(&variant.value, found));
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(format!("${}", id.name));
        }
        InlineExpression::MessageReference { id, attribute } => {
            let attribute = attribute.as_ref().map(|attribute| format!(".{}", attribute.name));
            found.insert(format!("{}{}", id.name, attribute.unwrap_or_default()));
        }
        InlineExpression::Placeable { expression } => of_expression(expression, found),
        _ => {}
    }
}

#[test]
fn both_languages_say_the_same_things() {
    let (english, spanish) = (references(ENGLISH), references(SPANISH));
    let only = |a: &BTreeMap<String, BTreeSet<String>>, b: &BTreeMap<String, BTreeSet<String>>| {
        a.keys().filter(|id| !b.contains_key(*id)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&english, &spanish), [""; 0], "in English alone");
    assert_eq!(only(&spanish, &english), [""; 0], "in Spanish alone");
    for (id, references) in &english {
        assert_eq!(&spanish[id], references, "what `{id}` refers to");
        for other in references.iter().filter(|other| !other.starts_with('$')) {
            assert!(english.contains_key(other), "`{id}` refers to `{other}`, which is no text");
        }
    }
}

/// Adds the variables of a text, and of the texts that it refers to.
fn places<'a>(references: &'a BTreeMap<String, BTreeSet<String>>, id: &str, found: &mut BTreeSet<&'a str>) {
    for other in references.get(id).into_iter().flatten() {
        match other.strip_prefix('$') {
            Some(name) => drop(found.insert(name)),
            None => places(references, other, found),
        }
    }
}

#[test]
fn the_compiler_knows_the_texts_and_their_places() {
    let references = references(ENGLISH);
    for id in references.keys().filter(|id| !id.contains('.')) {
        let mut expected = BTreeSet::new();
        places(&references, id, &mut expected);
        places(&references, &format!("{id}.help"), &mut expected);
        let text = Text::find(id, "").unwrap_or_else(|| panic!("the table has no `{id}`"));
        let expected: Vec<&str> = expected.into_iter().collect();
        assert!(
            text.is_filled(&expected) && expected.iter().all(|name| text.takes(name)),
            "`{id}`: {expected:?}"
        );
    }
}

/// The string literals in the sources that have the form of an id, a code or a variant.
fn literals() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut found = BTreeSet::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        // Ids in tests need not exist.
        let is_test =
            ["messages/tests.rs", "messages/texts.rs"].iter().any(|end| entry.path().ends_with(end));
        if is_test || entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).expect("a source");
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_:".contains(c);
        let names = text.split('"').filter(|part| !part.is_empty() && part.chars().all(is_name));
        found.extend(names.map(str::to_owned));
    }
    found
}

/// The codes of the sources: literals of the form `stage::what`, and what is of this form by chance.
fn codes() -> BTreeSet<String> {
    // Rust paths in serde attributes are recognised by their underscores.
    let is_code = |text: &String| {
        let parts = text.split_once("::").filter(|(stage, what)| !stage.is_empty() && !what.is_empty());
        parts.is_some() && !text.contains('_')
    };
    literals().into_iter().filter(is_code).collect()
}

fn is_variant(id: &str, code: &str) -> bool {
    id.strip_prefix(code).is_some_and(|rest| rest.starts_with('_'))
}

/// The prefixes of ids that are composed at run time: for the rules of checks, parts of the command line,
/// keys of front matters, and counts of imports.
const COMPOSED: [&str; 6] =
    ["rule_", "cli_", "new_ask-", "import-kept-", "import-changed-", "import-dropped-"];

#[test]
fn every_text_is_used() {
    let (literals, codes, english) = (literals(), codes(), references(ENGLISH));
    let referred: BTreeSet<&String> = english.values().flatten().collect();
    let is_used = |id: &String| {
        let of_code = |code: &String| {
            let name = code.replace("::", "_");
            *id == name || (is_variant(id, &name) && literals.contains(&id[name.len() + 1..]))
        };
        let is_composed = COMPOSED.iter().any(|prefix| id.starts_with(prefix))
            || id.strip_prefix("stage_").is_some_and(|stage| crate::BUILD_STAGES.contains(&stage))
            || id.strip_prefix("stage_import-").is_some_and(|stage| crate::import::STAGES.contains(&stage));
        literals.contains(id) || referred.contains(id) || codes.iter().any(of_code) || is_composed
    };
    let unused: Vec<&String> = english.keys().filter(|id| !id.contains('.') && !is_used(id)).collect();
    assert_eq!(unused, [""; 0]);
}
