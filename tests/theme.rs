//! The variables of templates: `docs/theme.md` lists them, as generated from the structs in
//! `src/render/templates/`, and the built-in templates use no others.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use crate::expected::{check_file, told};
use crate::support::repository;

/// The markers around the list in `docs/theme.md`.
const BEGIN: &str =
    "<!-- What follows is made of src/render/templates: change it there, and have the tests write it. -->\n";
const END: &str = "<!-- The end of what is made. -->\n";

/// Templates that are included in others.
const PARTS: [&str; 2] = ["base.html", "components.html"];

/// A struct that templates get, or that is part of one.
struct Struct {
    name: String,
    doc: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    doc: String,
    /// Whether its fields are flattened into the struct that contains it.
    is_flat: bool,
    kind: Kind,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kind {
    is_maybe: bool,
    is_list: bool,
    of: Of,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    /// A text, number or boolean; described in words where that is not obvious.
    Leaf(&'static str),
    /// A struct, by name.
    Struct(String),
}

impl Kind {
    /// Parses the type of a field.
    fn new(rust: &str) -> Kind {
        let within = |outer: &str| rust.strip_prefix(outer)?.strip_suffix('>');
        if let Some(inner) = within("Option<") {
            return Kind { is_maybe: true, ..Kind::new(inner) };
        }
        if let Some(inner) = within("Vec<") {
            return Kind { is_list: true, ..Kind::new(inner) };
        }
        if let Some(inner) = within("Prepared<") {
            return Kind::new(inner);
        }
        let plain = rust.trim_start_matches("&'a ").trim_start_matches("&'static ").trim_end_matches("<'a>");
        let of = match plain {
            "String" | "str" => Of::Leaf(""),
            "bool" => Of::Leaf("true or false"),
            "usize" | "u32" | "u8" | "i16" => Of::Leaf("number"),
            "Html" => Of::Leaf("HTML"),
            "Table" => Of::Leaf("table"),
            "StringTable" => Of::Leaf("texts by key"),
            name => Of::Struct(name.rsplit("::").next().expect("a name").to_owned()),
        };
        Kind { is_maybe: false, is_list: false, of }
    }
}

/// All structs in `src/render/templates/`, and the template to which each belongs.
#[derive(Default)]
struct Given {
    /// The structs in source order.
    structs: Vec<Struct>,
    /// The file of each template, and the name of its struct.
    templates: Vec<(String, String)>,
}

impl Given {
    fn read() -> Given {
        let mut given = Given::default();
        for file in ["mod", "shared", "pages", "items", "register"] {
            let path = repository().join(format!("src/render/templates/{file}.rs"));
            given.add(&fs::read_to_string(path).expect("readable"));
        }
        given
    }

    /// Adds the structs in a file, which must be formatted by rustfmt.
    fn add(&mut self, source: &str) {
        let mut lines = source.lines();
        let mut doc = String::new();
        while let Some(line) = lines.next() {
            let name = |rest: &str| rest.split(['<', ' ', '(', ';']).next().expect("a name").to_owned();
            if let Some(text) = line.strip_prefix("/// ") {
                push_doc(&mut doc, text);
            } else if let Some(rest) = line.strip_prefix("impl Template for ") {
                let file = lines.next().and_then(|line| line.split('"').nth(1)).expect("the template's file");
                self.templates.push((file.to_owned(), name(rest)));
            } else if line.starts_with("#[derive(") && line.contains("Serialize") {
                let head = lines.next().expect("a struct");
                let rest = head.strip_prefix("pub struct ").unwrap_or_else(|| panic!("no struct: {head}"));
                let fields = if rest.ends_with("{}") { Vec::new() } else { fields(&mut lines) };
                self.structs.push(Struct { name: name(rest), doc: std::mem::take(&mut doc), fields });
            } else {
                doc.clear();
            }
        }
    }

    fn get(&self, name: &str) -> &Struct {
        let found = self.structs.iter().find(|other| other.name == name);
        found.unwrap_or_else(|| panic!("there is no struct `{name}`"))
    }

    /// Returns the fields of a struct, with flattened ones expanded.
    fn fields(&self, name: &str) -> Vec<&Field> {
        let of_field = |field: &'_ Field| match &field.kind.of {
            Of::Struct(inner) if field.is_flat => self.fields(inner),
            _ => Vec::new(),
        };
        let own = self.get(name).fields.iter();
        own.flat_map(|field| if field.is_flat { of_field(field) } else { vec![field] }).collect()
    }

    /// Returns the variables of every template.
    fn shared(&self) -> Vec<&Field> {
        let page = self.get("PageData").fields.iter().filter(|field| !field.is_flat);
        self.fields("SharedData").into_iter().chain(page).collect()
    }

    /// Returns the structs that are used in variables of templates, in source order.
    fn kinds(&self) -> Vec<&Struct> {
        let mut known = BTreeSet::new();
        let mut next = self.shared();
        next.extend(self.templates.iter().flat_map(|(_, name)| self.fields(name)));
        while let Some(field) = next.pop() {
            if let Of::Struct(name) = &field.kind.of
                && known.insert(name.as_str())
            {
                next.extend(self.fields(name));
            }
        }
        self.structs.iter().filter(|found| known.contains(found.name.as_str())).collect()
    }
}

/// Reads the fields of a struct, up to its end.
fn fields<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Vec<Field> {
    let mut fields = Vec::new();
    let (mut doc, mut is_flat) = (String::new(), false);
    for line in lines.map(str::trim).take_while(|line| *line != "}") {
        if let Some(text) = line.strip_prefix("/// ") {
            push_doc(&mut doc, text);
        } else if line == "#[serde(flatten)]" {
            is_flat = true;
        } else {
            let field = line.strip_prefix("pub ").and_then(|line| line.strip_suffix(',')?.split_once(": "));
            let (name, kind) = field.unwrap_or_else(|| panic!("no field: {line}"));
            let (doc, is_flat) = (std::mem::take(&mut doc), std::mem::take(&mut is_flat));
            fields.push(Field { name: name.to_owned(), doc, is_flat, kind: Kind::new(kind) });
        }
    }
    fields
}

fn push_doc(doc: &mut String, text: &str) {
    if !doc.is_empty() {
        doc.push(' ');
    }
    doc.push_str(text);
}

/// Returns the name of a type of value: `ReportItem` is a *report*, `PointGroup` a *point group*.
fn kind_name(name: &str) -> String {
    let name = name.trim_end_matches("Item").trim_end_matches("Context");
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// Returns the list in `docs/theme.md`.
fn list(given: &Given) -> String {
    let mut text = String::new();
    let mut section = |heading: &str, doc: &str, fields: &[&Field]| {
        let _ = write!(text, "\n{heading}\n\n{doc}\n");
        let lines: String = fields.iter().map(|field| line(field)).collect();
        let _ = write!(text, "{}{lines}", if lines.is_empty() { "" } else { "\n" });
    };
    let all =
        "Values marked *maybe* may be none; test them with `{% if … %}`. Addresses are ready for `href`.";
    section("## What every template is given", all, &given.shared());
    section("## The templates", "Each is given these values of its own, too.", &[]);
    for (file, name) in &given.templates {
        section(&format!("### `{file}`"), &given.get(name).doc, &given.fields(name));
    }
    section("## The kinds of value", "What the values above are, and what is in those.", &[]);
    for kind in given.kinds() {
        section(
            &format!("### {}", capitalized(&kind_name(&kind.name))),
            &kind.doc,
            &given.fields(&kind.name),
        );
    }
    text.push('\n');
    text
}

fn line(field: &Field) -> String {
    let kind = match &field.kind.of {
        Of::Leaf(words) => (*words).to_owned(),
        Of::Struct(name) => format!("*{}*", kind_name(name)),
    };
    let of = match (field.kind.is_list, kind.is_empty()) {
        (true, true) => "list of texts".to_owned(),
        (true, false) => format!("list of {kind}"),
        (false, _) => kind,
    };
    let maybe = if field.kind.is_maybe { "*maybe*" } else { "" };
    let marks: Vec<&str> = [of.as_str(), maybe].into_iter().filter(|mark| !mark.is_empty()).collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
    format!("- `{}`{marks}: {}\n", field.name, beginning_small(field.doc.trim_end_matches('.')))
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

fn beginning_small(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

#[test]
fn the_documentation_lists_what_templates_are_given() {
    let given = Given::read();
    let names: Vec<String> = given.kinds().iter().map(|kind| kind_name(&kind.name)).collect();
    assert_eq!(
        names.iter().collect::<BTreeSet<_>>().len(),
        names.len(),
        "two kinds have one name: {names:?}"
    );
    let path = repository().join("docs/theme.md");
    let text = fs::read_to_string(&path).expect("readable");
    let (before, rest) = text.split_once(BEGIN).expect("where the list begins");
    let (_, after) = rest.split_once(END).expect("where the list ends");
    let made = format!("{before}{BEGIN}{}{END}{after}", list(&given));
    let mut failures = Vec::new();
    check_file(&path, text.as_bytes(), made.as_bytes(), &mut failures);
    assert!(failures.is_empty(), "{}", told(&failures));
}

#[test]
fn every_value_says_what_it_is() {
    let given = Given::read();
    for found in given.kinds().into_iter().chain(given.templates.iter().map(|(_, name)| given.get(name))) {
        assert!(!found.doc.is_empty(), "`{}` says nothing", found.name);
        for field in &found.fields {
            assert!(!field.doc.is_empty(), "`{}` of `{}` says nothing", field.name, found.name);
        }
    }
}

/// The names in scope in a template, each with its struct if known.
type Scope = BTreeMap<String, Option<String>>;

fn scope(fields: &[&Field]) -> Scope {
    let known = |field: &&Field| match &field.kind.of {
        Of::Struct(name) if !field.kind.is_list => Some(name.clone()),
        _ => None,
    };
    fields.iter().map(|field| (field.name.clone(), known(field))).collect()
}

/// A word or character of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Name(String),
    Sign(char),
    Text,
}

/// Returns the tags of a template, each split into tokens.
fn tags(template: &str) -> Vec<Vec<Token>> {
    let mut tags = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find(['{']) {
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("{#") {
            rest = &comment[comment.find("#}").expect("the end of a comment")..];
        } else if let Some((tag, end)) = [("{{", "}}"), ("{%", "%}")]
            .iter()
            .find_map(|(open, close)| Some((rest.strip_prefix(open)?, *close)))
        {
            let (tokens, length) = tokens(tag, end);
            tags.push(tokens);
            rest = &tag[length..];
        } else {
            rest = &rest[1..];
        }
    }
    tags
}

/// Splits a tag that ends in `end` into tokens. Also returns its length.
fn tokens(tag: &str, end: &str) -> (Vec<Token>, usize) {
    let mut tokens = Vec::new();
    let mut rest = tag;
    let mut depth = 0_usize;
    while depth > 0 || !rest.starts_with(end) {
        let first = rest.chars().next().unwrap_or_else(|| panic!("a tag does not end: {tag}"));
        let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = if first == '"' || first == '\'' {
            tokens.push(Token::Text);
            2 + rest[1..].find(first).expect("the end of a text")
        } else if is_of_name(first) {
            let length = rest.find(|c| !is_of_name(c)).expect("the end of a tag");
            tokens.push(Token::Name(rest[..length].to_owned()));
            length
        } else {
            depth = if first == '{' { depth + 1 } else { depth - usize::from(first == '}') };
            if !first.is_whitespace() {
                tokens.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    (tokens, tag.len() - rest.len())
}

/// Words that are not variables.
const WORDS: [&str; 14] = [
    "and", "or", "not", "in", "is", "if", "elif", "else", "endif", "true", "false", "none", "loop", "endfor",
];

/// Finds the names in a template that it does not get.
struct Reader<'a> {
    given: &'a Given,
    scopes: Vec<Scope>,
    unknown: Vec<String>,
}

impl Reader<'_> {
    fn read(&mut self, template: &str) {
        for tag in tags(template) {
            let tag: Vec<Token> = tag.into_iter().skip_while(|token| *token == Token::Sign('-')).collect();
            let first = match tag.first() {
                Some(Token::Name(name)) => name.as_str(),
                _ => "",
            };
            match first {
                "block" | "endblock" | "extends" | "include" => {}
                "component" => self.component(&tag[2..]),
                "endcomponent" | "endfor" => drop(self.scopes.pop()),
                "for" => self.repeated(&tag[1..]),
                "set" | "set_global" => {
                    self.expression(&tag[3..]);
                    if let Token::Name(name) = &tag[1] {
                        self.scopes.last_mut().expect("a scope").insert(name.clone(), None);
                    }
                }
                _ => self.expression(&tag),
            }
        }
    }

    /// A component sees only its parameters; those with `@` have the types of the variables of every
    /// template.
    fn component(&mut self, parameters: &[Token]) {
        let mut scope = Scope::new();
        for (at, token) in parameters.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| &parameters[at]);
            let Token::Name(name) = token else { continue };
            match before {
                Some(Token::Sign('@')) => {
                    let known = self.scopes[0].get(name).cloned();
                    if known.is_none() {
                        self.unknown.push(format!("@{name}"));
                    }
                    scope.insert(name.clone(), known.flatten());
                }
                Some(Token::Sign('(' | ',')) => drop(scope.insert(name.clone(), None)),
                _ => {}
            }
        }
        self.scopes.push(scope);
    }

    fn repeated(&mut self, tag: &[Token]) {
        let is_in = |token: &Token| *token == Token::Name("in".to_owned());
        let at = tag.iter().position(is_in).expect("`in`");
        let (names, list) = (&tag[..at], &tag[at + 1..]);
        self.expression(list);
        let is_sign_of_end = |token: &Token| *token == Token::Sign('-');
        let list: Vec<Token> = list.iter().filter(|token| !is_sign_of_end(token)).cloned().collect();
        let is_path = list.iter().all(|token| matches!(token, Token::Name(_) | Token::Sign('.')));
        let of = if is_path { self.element(&list) } else { None };
        let names = names.iter().filter_map(|token| match token {
            Token::Name(name) => Some((name.clone(), of.clone())),
            _ => None,
        });
        let mut scope = self.scopes.last().expect("a scope").clone();
        scope.extend(names);
        self.scopes.push(scope);
    }

    /// Returns the struct of the elements of the list at a path.
    fn element(&self, path: &[Token]) -> Option<String> {
        let (Token::Name(last), before) = path.split_last()? else { return None };
        let field = |fields: Vec<&Field>| {
            let found = fields.into_iter().find(|field| field.name == *last)?;
            match &found.kind.of {
                Of::Struct(name) if found.kind.is_list => Some(name.clone()),
                _ => None,
            }
        };
        match before.split_last() {
            None => field(self.given.shared()).or_else(|| {
                let templates = self.given.templates.iter();
                let own = templates.map(|(_, name)| self.given.fields(name));
                // If all templates with this variable have the same type, it does not matter which one is
                // meant.
                let found: BTreeSet<Option<String>> =
                    own.filter(|fields| fields.iter().any(|other| other.name == *last)).map(field).collect();
                if found.len() == 1 { found.into_iter().next().flatten() } else { None }
            }),
            Some((_, owner)) => field(self.given.fields(&self.of(owner)?)),
        }
    }

    /// Returns the struct at a path.
    fn of(&self, path: &[Token]) -> Option<String> {
        let mut names = path.iter().filter_map(|token| match token {
            Token::Name(name) => Some(name),
            _ => None,
        });
        let mut of = self.scopes.last()?.get(names.next()?)?.clone()?;
        for name in names {
            let fields = self.given.fields(&of);
            let field = fields.iter().find(|field| field.name == *name)?;
            of = match &field.kind.of {
                Of::Struct(name) if !field.kind.is_list => name.clone(),
                _ => return None,
            };
        }
        Some(of)
    }

    /// Records the unknown variables and fields in an expression.
    fn expression(&mut self, tokens: &[Token]) {
        for (at, token) in tokens.iter().enumerate() {
            let Token::Name(name) = token else { continue };
            let before = at.checked_sub(1).map(|at| &tokens[at]);
            let after = tokens.get(at + 1);
            let is_assigned =
                after == Some(&Token::Sign('=')) && tokens.get(at + 2) != Some(&Token::Sign('='));
            let word = |token: Option<&Token>, word: &str| token == Some(&Token::Name(word.to_owned()));
            let is_tested = word(before, "is")
                || word(before, "not") && at.checked_sub(2).is_some_and(|at| word(Some(&tokens[at]), "is"));
            // Filters, tests, functions, components and attributes are names too.
            let is_other = matches!(before, Some(Token::Sign('.' | '|' | '/')))
                || matches!(before, Some(Token::Sign('<'))) && tokens.last() == Some(&Token::Sign('>'))
                || is_tested
                || is_assigned
                || after == Some(&Token::Sign('('))
                || WORDS.contains(&name.as_str())
                || name.starts_with(|c: char| c.is_ascii_digit());
            if !is_other {
                self.path(&tokens[at..]);
            }
        }
    }

    /// Follows a path from its variable as far as its type is known.
    fn path(&mut self, tokens: &[Token]) {
        let mut parts = Vec::new();
        for pair in std::iter::once(&Token::Sign('.')).chain(tokens).collect::<Vec<_>>().chunks(2) {
            match pair {
                [Token::Sign('.'), Token::Name(name)] => parts.push(name.as_str()),
                _ => break,
            }
        }
        let Some((first, rest)) = parts.split_first() else { return };
        let Some(mut of) = self.scopes.last().and_then(|scope| scope.get(*first)).cloned() else {
            self.unknown.push((*first).to_owned());
            return;
        };
        for (at, name) in rest.iter().enumerate() {
            let Some(owner) = of else { return };
            let fields = self.given.fields(&owner);
            let Some(field) = fields.iter().find(|field| field.name == *name) else {
                self.unknown.push(parts[..at + 2].join("."));
                return;
            };
            of = match &field.kind.of {
                Of::Struct(inner) if !field.kind.is_list => Some(inner.clone()),
                _ => None,
            };
        }
    }
}

/// Returns the names in a template that it does not get.
fn unknown(given: &Given, file: &str, template: &str) -> Vec<String> {
    let own = given.templates.iter().find(|(other, _)| other == file);
    let mut fields = given.shared();
    fields.extend(own.map(|(_, name)| given.fields(name)).unwrap_or_default());
    let mut reader = Reader { given, scopes: vec![scope(&fields)], unknown: Vec::new() };
    reader.read(template);
    reader.unknown
}

#[test]
fn the_built_in_templates_name_what_they_are_given_alone() {
    let given = Given::read();
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(repository().join("themes/default/templates")).expect("a folder") {
        let path = entry.expect("readable").path();
        let file = path.file_name().expect("a file").to_string_lossy().into_owned();
        let unknown = unknown(&given, &file, &fs::read_to_string(&path).expect("readable"));
        assert_eq!(unknown, [""; 0], "{file} is not given these");
        files.insert(file);
    }
    let known = given.templates.iter().map(|(file, _)| file.clone());
    let known: BTreeSet<String> = known.chain(PARTS.map(str::to_owned)).collect();
    assert_eq!(files, known, "templates, and structs for them");
}

#[test]
fn what_a_template_is_not_given_is_found() {
    let given = Given::read();
    let check = |template: &str, expect: &[&str]| {
        assert_eq!(unknown(&given, "home.html", template), expect, "{template}");
    };
    check("{{ page.title }}{# nothing #}{% if reports | length > 1 and t.x is defined %}{% endif %}", &[]);
    check("{{ page.titel }}{% if nothing == 1 %}", &["page.titel", "nothing"]);
    check(
        "{% for year in years %}{{ year.yaer ~ loop.index }}{% endfor %}{{ year }}",
        &["year.yaer", "year"],
    );
    check("{% set x = page.kind %}{{ <piece of={x} years other={toc}/> }}", &["toc"]);
    check(
        "{{ page.image.widht if page.image else \"toc }}\" | replace(from=\"a\", to=lang) }}",
        &["page.image.widht"],
    );
    check(
        "{% component x(a, b: bool = false, @t, @u) %}{{ a.b }}{{ b }}{{ t.x }}{{ page }}{% endcomponent x %}",
        &["@u", "page"],
    );
}
