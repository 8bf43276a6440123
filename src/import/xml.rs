//! Reads XML into a tree. Nothing is expanded: an entity that XML does not have stays as it is written.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Failure;
use crate::diagnostic::code;

/// The deepest nesting read; word processors nest some 30 deep.
const DEPTH_MAX: usize = 200;
/// From this depth on tables and lists are made flat: what stands in their cells and items takes their place.
const FLAT_DEPTH: usize = 150;
/// What tables and lists are made of, the whole before its parts.
const FLATTENED: [&str; 13] = [
    "w:tbl",
    "w:tr",
    "w:tc",
    "table:table",
    "table:table-row",
    "table:table-cell",
    "table:table-header-rows",
    "table:table-rows",
    "table:table-row-group",
    "text:list",
    "text:list-item",
    "text:list-header",
    "text:section",
];
/// Those of them that stand by themselves.
const WHOLE: [&str; 4] = ["w:tbl", "table:table", "text:list", "text:section"];
/// The most elements and attributes of a part. A file of a few kilobytes can unpack to tens of millions, each of which
/// takes far more memory than bytes of the part; a report of a thousand pages has some hundred thousand.
const NODES_MAX: usize = 2_000_000;
/// The most prefixes that are declared at a time; word processors declare some 40.
const PREFIXES_MAX: usize = 256;

/// The namespaces that readers know, each with the prefix it has in names here.
const NAMESPACES: &[(&str, &str)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "fo"),
    ("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"),
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://www.w3.org/XML/1998/namespace", "xml"),
];

/// An element. Its name and those of its attributes have the prefixes of `NAMESPACES`, or those written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// Its name: `w:p`.
    pub name: String,
    /// Its attributes by name, `w:val`.
    pub attributes: Vec<(String, String)>,
    /// What it holds.
    pub children: Vec<Node>,
    /// Of the outermost element: whether tables and lists stood in each other so deeply that some were made flat.
    pub is_flattened: bool,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Another element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// Returns the elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the first element in it of that name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// Returns the first element of that name at any depth.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements()
            .find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    /// Calls `each` with every element at any depth, in order.
    pub fn each<'a>(&'a self, each: &mut impl FnMut(&'a Element)) {
        for element in self.elements() {
            each(element);
            element.each(each);
        }
    }

    /// Returns an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns the attribute `w:val` of the element in it of that name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.get("w:val")
    }

    /// Returns the text directly in it.
    pub fn own_text(&self) -> String {
        let text = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        text.collect()
    }
}

/// Reads the XML in `bytes`; `part` names it in failures. Returns the outermost element.
///
/// # Errors
/// When it is no XML, ends too early, is nested too deeply, or has too many elements.
pub fn parse(bytes: &[u8], part: &str) -> Result<Element, Failure> {
    let text = decode(bytes);
    let damaged = || Failure::damaged(part);
    let mut reader = Reader::from_str(&text);
    let mut tree = Tree::new();
    loop {
        if tree.nodes > NODES_MAX || tree.prefixes.len() > PREFIXES_MAX {
            return Err(Failure::new(code!("import::too-large")));
        }
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => {
                tree.start(&start);
                if tree.open.len() > DEPTH_MAX {
                    return Err(Failure::new(code!("import::deep")).with("part", part));
                }
            }
            Event::Empty(start) => {
                tree.start(&start);
                tree.end();
            }
            Event::End(_) => tree.end(),
            Event::Text(text) => tree.text(&text.xml10_content().map_err(|_| damaged())?),
            Event::CData(text) => tree.text(&text.decode().map_err(|_| damaged())?),
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|_| damaged())?;
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let known =
                    character.or_else(|| quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned));
                tree.text(&known.unwrap_or_else(|| format!("&{name};")));
            }
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {}
        }
    }
    if tree.open.len() != 1 {
        return Err(damaged());
    }
    let is_flattened = tree.is_flattened;
    let root = tree.open.pop().unwrap_or_default();
    let outermost = root.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(Element { is_flattened, ..element }),
        Node::Text(_) => None,
    });
    outermost.ok_or_else(damaged)
}

/// Parts are UTF-8, seldom UTF-16.
fn decode(bytes: &[u8]) -> String {
    encoding_rs::UTF_8.decode(bytes).0.into_owned()
}

struct Tree {
    open: Vec<Element>,
    /// The prefixes declared, with the depth at which each was and the prefix used here.
    prefixes: Vec<(usize, String, String)>,
    /// How many elements and attributes there are so far.
    nodes: usize,
    /// For each element that is open, whether it is one of the tree, or was made flat.
    kept: Vec<bool>,
    /// How many of those that were made flat are open.
    flat: usize,
    is_flattened: bool,
}

impl Tree {
    fn new() -> Tree {
        let open = vec![Element::default()];
        Tree { open, prefixes: Vec::new(), nodes: 0, kept: Vec::new(), flat: 0, is_flattened: false }
    }

    /// Whether an element is made flat: a table, a list that begins too deeply, and their parts.
    fn is_flat(&self, name: &str) -> bool {
        let begins = self.open.len() >= FLAT_DEPTH && WHOLE.contains(&name);
        begins || (self.flat > 0 && FLATTENED.contains(&name))
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let depth = self.kept.len();
        let attributes: Vec<(String, String)> = start
            .attributes()
            .with_checks(false)
            .flatten()
            .map(|attribute| {
                let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
                let raw = String::from_utf8_lossy(&attribute.value);
                let value = quick_xml::escape::unescape(&raw).map_or_else(|_| raw.to_string(), Into::into);
                (name, value)
            })
            .collect();
        self.nodes += 1 + attributes.len();
        for (name, value) in &attributes {
            let prefix = if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix {
                let known = NAMESPACES.iter().find(|(namespace, _)| namespace == value);
                let here = known.map_or(prefix, |(_, here)| here);
                self.prefixes.push((depth, prefix.to_owned(), here.to_owned()));
            }
        }
        let name = self.name(&String::from_utf8_lossy(start.name().as_ref()), true);
        let named = |(name, value): (String, String)| (self.name(&name, false), value);
        let attributes = attributes.into_iter().map(named).collect();
        let is_flat = self.is_flat(&name);
        self.kept.push(!is_flat);
        if is_flat {
            self.flat += 1;
            self.is_flattened = true;
        } else {
            self.open.push(Element { name, attributes, ..Element::default() });
        }
    }

    fn name(&self, written: &str, is_element: bool) -> String {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        if prefix.is_empty() && !is_element {
            return local.to_owned();
        }
        let known = self.prefixes.iter().rev().find(|(_, declared, _)| declared == prefix);
        match known.map_or(prefix, |(_, _, here)| here.as_str()) {
            "" => local.to_owned(),
            here => format!("{here}:{local}"),
        }
    }

    fn end(&mut self) {
        let Some(is_kept) = self.kept.pop() else { return };
        let depth = self.kept.len();
        while self.prefixes.last().is_some_and(|(declared, _, _)| *declared >= depth) {
            self.prefixes.pop();
        }
        if !is_kept {
            self.flat -= 1;
            return;
        }
        let Some(element) = (self.open.len() > 1).then(|| self.open.pop()).flatten() else { return };
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(Node::Element(element));
        }
    }

    fn text(&mut self, text: &str) {
        let Some(parent) = self.open.last_mut() else { return };
        if let Some(Node::Text(before)) = parent.children.last_mut() {
            before.push_str(text);
        } else if !text.is_empty() {
            parent.children.push(Node::Text(text.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, expected: &str) {
        let root = parse(xml.as_bytes(), "part").expect("XML");
        assert_eq!(root.own_text(), expected, "{xml}");
    }

    #[test]
    fn entities_are_not_expanded() {
        check("<a>x &amp; &#233; &nada;</a>", "x & é &nada;");
        check("<!DOCTYPE a [<!ENTITY b \"cccc\">]><a>&b;</a>", "&b;");
    }

    #[test]
    fn names_have_known_prefixes() {
        let xml = "<x:p xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main' x:val='1'/>";
        let root = parse(xml.as_bytes(), "part").expect("XML");
        assert_eq!((root.name.as_str(), root.get("w:val")), ("w:p", Some("1")));
    }

    #[test]
    fn what_would_fill_the_memory_is_refused() {
        let refused = |xml: String| parse(xml.as_bytes(), "part").expect_err("too large").code.name;
        assert_eq!(refused(format!("<a>{}</a>", "<b/>".repeat(NODES_MAX))), "import::too-large");
        let attributes: String = (0..NODES_MAX / 1000).map(|at| format!(" b{at}='1'")).collect();
        let elements = format!("<b{attributes}/>").repeat(1000);
        assert_eq!(refused(format!("<a>{elements}</a>")), "import::too-large");
        let prefixes: String = (0..=PREFIXES_MAX).map(|at| format!(" xmlns:b{at}='c'")).collect();
        assert_eq!(refused(format!("<a{prefixes}><d/></a>")), "import::too-large");
        // One after the other they are not declared at a time.
        let siblings: String = (0..=PREFIXES_MAX).map(|at| format!("<b{at}:c xmlns:b{at}='d'/>")).collect();
        assert!(parse(format!("<a>{siblings}</a>").as_bytes(), "part").is_ok());
    }

    #[test]
    fn deep_tables_and_lists_are_made_flat() {
        let cell =
            "<w:tbl xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:tr><w:tc><w:p>uno</w:p>";
        let deep = cell.repeat(DEPTH_MAX) + &"</w:tc></w:tr></w:tbl>".repeat(DEPTH_MAX);
        let root = parse(deep.as_bytes(), "part").expect("XML");
        let mut paragraphs = 0;
        root.each(&mut |element| paragraphs += usize::from(element.name == "w:p"));
        assert!(root.is_flattened && paragraphs == DEPTH_MAX, "{paragraphs}");
        let list = "<text:list><text:list-item><text:p>uno</text:p>";
        let flat = list.repeat(20) + &"</text:list-item></text:list>".repeat(20);
        assert!(!parse(flat.as_bytes(), "part").expect("XML").is_flattened);
    }

    #[test]
    fn what_is_no_tree_is_a_failure() {
        for xml in ["", "texto", "<a>", "<a></b>", &"<a>".repeat(5000), &"<a>".repeat(100)] {
            assert!(parse(xml.as_bytes(), "part").is_err(), "{xml}");
        }
    }
}
