//! Reads Word documents: WordprocessingML (ISO/IEC 29500, ECMA-376) in a zip package.

mod chunks;
mod fields;
mod numbering;
mod raw;
mod story;
mod styles;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Failure;
use super::blocks::{Note, Origin, SourceDocument, What};
use super::package::Package;
use super::symbols;
use super::xml::Element;
use crate::diagnostic::{Place, code};
use story::Story;

/// What a part of a package refers to, by id.
type Relations = BTreeMap<String, Relation>;

#[derive(Clone, Debug, Default)]
struct Relation {
    kind: String,
    target: String,
    is_external: bool,
}

/// Reads a document.
///
/// # Errors
/// When it is no Word document, or a part of it that matters is damaged.
pub fn read(bytes: &[u8]) -> Result<SourceDocument, Failure> {
    read_within(bytes, story::CHUNKS_DEEP_MAX)
}

/// Reads a document in which others may stand so deep.
fn read_within(bytes: &[u8], depth: usize) -> Result<SourceDocument, Failure> {
    let package = Package::open(bytes)?;
    let main = main_part(&package)?;
    let root = package.xml(&main)?.ok_or_else(|| Failure::new(code!("import::not-word")))?;
    let body = root.child("w:body").ok_or_else(|| Failure::new(code!("import::not-word")))?;
    let relations = relations(&package, &main)?;
    let part = |kind: &str| -> Result<Option<Element>, Failure> {
        let relation = relations.values().find(|relation| relation.kind == kind);
        relation.map_or(Ok(None), |relation| package.xml(&relation.target))
    };
    let mut story = Story::new(&package, part("styles")?.as_ref(), part("numbering")?.as_ref());
    story.relations = Rc::new(relations.clone());
    story.chunks_left = depth;
    raw::add(body, &mut story.document.raw);
    let mut blocks = story.blocks(body);
    story.take_rest(&mut blocks);
    story.document.blocks = blocks;
    let mut references = Vec::new();
    for kind in ["footnotes", "endnotes"] {
        if let Some(relation) = story.relations.values().find(|relation| relation.kind == kind)
            && let Some(notes) = package.xml(&relation.target)?
        {
            references.push((kind, relation.target.clone(), notes));
        }
    }
    read_notes(&mut story, &references)?;
    let mut document = story.document;
    let is_flattened = root.is_flattened || references.iter().any(|(_, _, notes)| notes.is_flattened);
    document.deep = is_flattened.then(|| Place::file(""));
    margins(&package, &relations, &mut document)?;
    document.origin = origin(&package, relations.values().find(|relation| relation.kind == "styles"));
    Ok(document)
}

/// Reads what the package says of itself, as far as that is there and whole.
fn origin(package: &Package, styles: Option<&Relation>) -> Origin {
    let xml = |name: &str| package.xml(name).ok().flatten();
    let mut origin = Origin::default();
    let core = relations(package, "").ok().and_then(|relations| {
        let core = relations.into_values().find(|relation| relation.kind == "core-properties");
        xml(&core?.target)
    });
    for property in core.iter().flat_map(Element::elements) {
        let day = || Origin::day(property.own_text().trim());
        match property.name.as_str() {
            "dcterms:created" => origin.made = day(),
            "dcterms:modified" => origin.changed = day(),
            _ => {}
        }
    }
    let styles = styles.and_then(|relation| xml(&relation.target));
    let defaults = styles.as_ref().and_then(|root| root.child("w:docDefaults"));
    let look = defaults.and_then(|defaults| defaults.child("w:rPrDefault")?.child("w:rPr")?.child("w:lang"));
    origin.language = look.and_then(|language| language.get("w:val")).map(str::to_owned);
    origin
}

/// Returns the name of the part with the text.
fn main_part(package: &Package) -> Result<String, Failure> {
    let found = relations(package, "")?.into_values().find(|relation| relation.kind == "officeDocument");
    let named = found.map(|relation| relation.target).filter(|target| package.bytes(target).is_some());
    let usual = || package.bytes("word/document.xml").map(|_| "word/document.xml".to_owned());
    named.or_else(usual).ok_or_else(|| Failure::new(code!("import::not-word")))
}

/// Reads what a part refers to; `""` is the package itself.
fn relations(package: &Package, part: &str) -> Result<Relations, Failure> {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    let base = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let mut relations = Relations::new();
    let Some(root) = package.xml(&format!("{base}_rels/{name}.rels"))? else { return Ok(relations) };
    for element in root.elements() {
        let (Some(id), Some(kind), Some(target)) =
            (element.get("Id"), element.get("Type"), element.get("Target"))
        else {
            continue;
        };
        let is_external = element.get("TargetMode") == Some("External");
        let target = if is_external { target.to_owned() } else { resolve(&base, target) };
        let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
        relations.insert(id.to_owned(), Relation { kind, target, is_external });
    }
    Ok(relations)
}

/// Returns the name of a part from what a part in `base` calls it.
fn resolve(base: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{base}{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Reads the notes that the text refers to, in that order, and notes those that it does not.
fn read_notes(story: &mut Story<'_>, parts: &[(&'static str, String, Element)]) -> Result<(), Failure> {
    let mut known = FxHashMap::default();
    let mut of_parts = BTreeMap::new();
    for (kind, part, notes) in parts {
        of_parts.insert(*kind, Rc::new(relations(story.package, part)?));
        for element in notes.elements() {
            known.entry((*kind, element.get("w:id").unwrap_or_default())).or_insert(element);
        }
    }
    let mut at = 0;
    while at < story.references.len() {
        let (kind, id) = story.references[at].clone();
        at += 1;
        let mut note = Note::default();
        if let Some(element) = known.get(&(kind, id.as_str())) {
            story.relations = Rc::clone(&of_parts[kind]);
            raw::add(element, &mut story.document.raw);
            note.blocks = story.blocks(element);
            story.take_rest(&mut note.blocks);
        }
        story.document.notes.push(note);
    }
    let used: BTreeSet<(&str, String)> = story.references.iter().cloned().collect();
    for (kind, _, notes) in parts {
        for element in notes.elements() {
            let id = element.get("w:id").unwrap_or_default().to_owned();
            if !used.contains(&(*kind, id)) && element.get("w:type").is_none_or(|kind| kind == "normal") {
                leave_out(element, What::UnusedNote, &mut story.document);
            }
        }
    }
    Ok(())
}

/// Notes what stands in the margins: headers, footers, comments.
fn margins(package: &Package, relations: &Relations, document: &mut SourceDocument) -> Result<(), Failure> {
    let mut parts: Vec<(&str, What)> = Vec::new();
    for relation in relations.values().filter(|relation| !relation.is_external) {
        let what = match relation.kind.as_str() {
            "header" => What::Header,
            "footer" => What::Footer,
            "comments" => What::Comment,
            _ => continue,
        };
        parts.push((&relation.target, what));
    }
    parts.sort_unstable();
    parts.dedup();
    for (part, what) in parts {
        let Some(root) = package.xml(part)? else { continue };
        if what == What::Comment {
            root.elements().for_each(|comment| leave_out(comment, what, document));
        } else {
            leave_out(&root, what, document);
        }
    }
    Ok(())
}

/// Leaves a whole story out.
fn leave_out(story: &Element, what: What, document: &mut SourceDocument) {
    let mut texts = Vec::new();
    raw::add(story, &mut texts);
    if texts.iter().any(|text| !text.trim().is_empty()) {
        document.drop(what, texts.join("\n"));
        document.raw.append(&mut texts);
    }
}

/// Returns the text of an element `w:t` of a run, signs of a font of symbols as characters.
fn run_text(run: &Element, text: &Element) -> String {
    let text = text.own_text();
    let fonts = run.child("w:rPr").and_then(|properties| properties.child("w:rFonts"));
    let font = fonts.and_then(|fonts| fonts.get("w:ascii").or_else(|| fonts.get("w:hAnsi")));
    font.and_then(|font| symbols::in_font(font, &text)).unwrap_or(text)
}

/// Returns what an element `w:sym` shows, if there is a character for it.
fn sign(element: &Element) -> Option<char> {
    let code = u32::from_str_radix(element.get("w:char")?, 16).ok()?;
    symbols::character(element.get("w:font").unwrap_or_default(), code)
}

/// Whether a content control shows what is to be filled in.
fn is_placeholder(control: &Element) -> bool {
    let shows = control.child("w:sdtPr").and_then(|inner| inner.child("w:showingPlcHdr"));
    shows.is_some_and(|shows| shows.get("w:val").is_none_or(styles::is_on))
}

/// Returns which of the alternatives of `mc:AlternateContent` is read: the first, unless it holds nothing that
/// is read here.
fn alternative(element: &Element) -> Option<&Element> {
    let is_read = |choice: &&Element| {
        ["w:t", "w:txbxContent", "a:blip", "w:br", "w:tab", "w:sym", "m:t"]
            .iter()
            .any(|name| choice.find(name).is_some())
    };
    let choice = element.child("mc:Choice");
    choice.filter(is_read).or_else(|| element.child("mc:Fallback")).or(choice)
}

/// Whether the end of a paragraph was deleted with changes tracked, so that it goes on with the next.
fn is_mark_gone(paragraph: &Element) -> bool {
    let mark = paragraph.child("w:pPr").and_then(|inner| inner.child("w:rPr"));
    mark.is_some_and(|mark| mark.child("w:del").is_some() || mark.child("w:moveFrom").is_some())
}
