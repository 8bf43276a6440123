//! Reads HTML, also that which word processors save.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::blocks::{
    Block, Content, Image, Label, Paragraph, Role, SourceDocument, Span, Style, Table, What,
};
use super::pictures::Pictures;
use super::{links, plain};
use crate::diagnostic::Place;
use crate::language::numerals;
use crate::nesting::{NESTING_MAX, Nesting};

/// The deepest nesting read; what is deeper, since a parser put something around it, is read as plain text.
const DEPTH_MAX: usize = NESTING_MAX + 64;

/// Elements that begin a paragraph of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "caption",
];
/// Elements that show nothing.
const SILENT: &[&str] = &["head", "script", "style", "template", "noscript", "title", "meta", "link"];

/// Reads a document, and those of its pictures that are to be had here.
pub fn read(bytes: &[u8], pictures: Pictures) -> SourceDocument {
    let text = decode(bytes);
    let flat = Nesting::default().flatten(&text);
    let deep = flat.as_ref().map(|flat| Place::in_text("", &text, flat.first..flat.first + 1));
    let html = Html::parse_document(flat.as_ref().map_or(&text, |flat| &flat.html));
    let root = html.tree.root();
    let mut reader =
        Reader::new(SourceDocument { raw: vec![raw(root)], deep, ..SourceDocument::default() }, pictures);
    reader.children(root, &Look::default());
    reader.end_paragraph();
    let blocks = std::mem::take(&mut reader.blocks);
    SourceDocument { blocks, ..reader.document }
}

/// What the bytes say of their encoding, as browsers look for it: a mark, UTF-8, else `charset=` near the top.
fn decode(bytes: &[u8]) -> String {
    if std::str::from_utf8(bytes).is_err() {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
        let named = head.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
        let label = named.and_then(|rest| rest.split(['"', '\'', ';', ' ', '>', '/']).next());
        if let Some(encoding) = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())) {
            return encoding.decode(bytes).0.into_owned();
        }
    }
    plain::decode(bytes)
}

/// All text that is shown, without any understanding.
fn raw(root: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    let mut silent = 0;
    for edge in root.traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(piece) if opens && silent == 0 => text.push_str(piece),
            Node::Element(element) if SILENT.contains(&element.name()) => {
                silent = if opens { silent + 1 } else { silent - 1 };
            }
            Node::Element(element) if BLOCKS.contains(&element.name()) || element.name() == "br" => {
                text.push('\n')
            }
            _ => {}
        }
    }
    text
}

#[derive(Clone, Default)]
struct Look {
    style: Style,
    link: Option<String>,
    role: Role,
    depth: usize,
    keeps_lines: bool,
}

struct List {
    id: usize,
    format: Option<String>,
    next: i64,
}

struct Reader {
    document: SourceDocument,
    pictures: Pictures,
    blocks: Vec<Block>,
    spans: Vec<Span>,
    /// The role of the paragraph that is being read.
    role: Role,
    lists: Vec<List>,
    lists_seen: usize,
    /// What the next paragraph begins with.
    label: Option<Label>,
}

impl Reader {
    fn new(document: SourceDocument, pictures: Pictures) -> Reader {
        Reader {
            document,
            pictures,
            blocks: Vec::new(),
            spans: Vec::new(),
            role: Role::Text,
            lists: Vec::new(),
            lists_seen: 0,
            label: None,
        }
    }

    fn children(&mut self, node: NodeRef<'_, Node>, look: &Look) {
        for child in node.children() {
            self.node(child, look);
        }
    }

    fn node(&mut self, node: NodeRef<'_, Node>, look: &Look) {
        match node.value() {
            Node::Text(text) => self.text(text, look),
            Node::Element(_) if look.depth >= DEPTH_MAX => self.text(&raw(node), look),
            Node::Element(element) => {
                let look = Look { depth: look.depth + 1, ..look.clone() };
                self.element(element.name(), node, look);
            }
            _ => {}
        }
    }

    fn element(&mut self, name: &str, node: NodeRef<'_, Node>, mut look: Look) {
        match name {
            _ if SILENT.contains(&name) => {}
            "br" => self.spans.push(Span { content: Content::Break, ..Span::default() }),
            "img" => self.image(node, &look),
            "table" => self.table(node, &look),
            "ul" | "ol" | "menu" => self.list(name, node, &look),
            "li" => self.item(node, &look),
            _ if BLOCKS.contains(&name) => {
                self.end_paragraph();
                let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
                look.role = level.map_or(look.role, Role::Heading);
                look.keeps_lines |= name == "pre";
                self.role = look.role;
                self.children(node, &look);
                self.end_paragraph();
                self.role = Role::Text;
            }
            _ => {
                match name {
                    "b" | "strong" => look.style.bold = look.role == Role::Text,
                    "i" | "em" | "cite" => look.style.italic = true,
                    "s" | "strike" | "del" => look.style.strike = true,
                    "a" => self.link(node, &mut look),
                    _ => {}
                }
                self.children(node, &look);
            }
        }
    }

    fn link(&mut self, node: NodeRef<'_, Node>, look: &mut Look) {
        let Some(target) = attribute(node, "href") else { return };
        if links::leads_somewhere(target) {
            look.link = Some(target.trim().to_owned());
        } else if !target.starts_with('#') {
            self.document.drop(What::LinkTarget, target);
        }
    }

    fn text(&mut self, text: &str, look: &Look) {
        if look.keeps_lines {
            for (at, line) in text.split('\n').map(|line| line.trim_end_matches('\r')).enumerate() {
                if at > 0 {
                    self.spans.push(Span { content: Content::Break, ..Span::default() });
                }
                self.span(line.to_owned(), look);
            }
            return;
        }
        // White space of the source is one space; clean takes what is too much of it.
        self.span(text.replace(['\n', '\r', '\t'], " "), look);
    }

    fn span(&mut self, text: String, look: &Look) {
        self.spans.push(Span { content: Content::Text(text), style: look.style, link: look.link.clone() });
    }

    fn image(&mut self, node: NodeRef<'_, Node>, look: &Look) {
        let description = attribute(node, "alt").unwrap_or_default();
        let source = attribute(node, "src").unwrap_or_default();
        if let Some((extension, bytes)) = self.pictures.get(source) {
            let content = Content::Image(self.document.images.len());
            self.document.raw.push(description.to_owned());
            self.document.images.push(Image { description: description.to_owned(), extension, bytes });
            self.spans.push(Span { content, link: look.link.clone(), ..Span::default() });
            return;
        }
        let name = if source.starts_with("data:") { "data:" } else { source };
        self.document.drop(What::Picture, if description.is_empty() { name } else { description });
    }

    fn list(&mut self, name: &str, node: NodeRef<'_, Node>, look: &Look) {
        self.end_paragraph();
        self.lists_seen += 1;
        let format = match attribute(node, "type") {
            Some("a") => "lowerLetter",
            Some("A") => "upperLetter",
            Some("i") => "lowerRoman",
            Some("I") => "upperRoman",
            _ => "decimal",
        };
        let next = attribute(node, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let format = (name == "ol").then(|| format.to_owned());
        self.lists.push(List { id: self.lists_seen, format, next });
        self.children(node, look);
        self.end_paragraph();
        self.lists.pop();
    }

    fn item(&mut self, node: NodeRef<'_, Node>, look: &Look) {
        self.end_paragraph();
        let level = self.lists.len().saturating_sub(1);
        if let Some(list) = self.lists.last_mut() {
            if let Some(value) = attribute(node, "value").and_then(|value| value.parse().ok()) {
                list.next = value;
            }
            let number = u32::try_from(list.next).unwrap_or(0);
            list.next = list.next.saturating_add(1);
            let text = list.format.as_ref().map(|format| format!("{}.", numerals::write(format, number)));
            let is_bullet = text.is_none();
            let text = text.unwrap_or_else(|| "•".to_owned());
            self.label = Some(Label { text, level, is_bullet, list: list.id.to_string() });
        }
        self.children(node, look);
        self.end_paragraph();
        self.label = None;
    }

    fn table(&mut self, node: NodeRef<'_, Node>, look: &Look) {
        self.end_paragraph();
        let outer_lists = std::mem::take(&mut self.lists);
        let mut rows = Vec::new();
        self.rows(node, look, &mut rows);
        self.lists = outer_lists;
        if rows.iter().all(|row| row.len() <= 1) {
            self.blocks.extend(rows.into_iter().flatten().flatten());
        } else {
            self.blocks.push(Block::Table(Table { rows }));
        }
    }

    fn rows(&mut self, node: NodeRef<'_, Node>, look: &Look, rows: &mut Vec<Vec<Vec<Block>>>) {
        for child in node.children() {
            match child.value() {
                Node::Element(element) if element.name() == "tr" => {
                    let row = child.children().filter_map(|cell| self.cell(cell, look)).flatten().collect();
                    rows.push(row);
                }
                Node::Element(element) if ["thead", "tbody", "tfoot"].contains(&element.name()) => {
                    self.rows(child, look, rows);
                }
                Node::Element(_) => {
                    let blocks = self.apart(child, look);
                    self.blocks.extend(blocks);
                }
                _ => {}
            }
        }
    }

    /// Returns a cell, followed by the empty ones that it covers.
    fn cell(&mut self, cell: NodeRef<'_, Node>, look: &Look) -> Option<Vec<Vec<Block>>> {
        cell.value().as_element()?;
        let span = attribute(cell, "colspan").and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
        let mut cells = vec![self.apart(cell, look)];
        cells.resize(span.clamp(1, 64), Vec::new());
        Some(cells)
    }

    /// Reads what stands in an element into blocks of its own.
    fn apart(&mut self, node: NodeRef<'_, Node>, look: &Look) -> Vec<Block> {
        let outer = std::mem::take(&mut self.blocks);
        let label = self.label.take();
        if look.depth >= DEPTH_MAX {
            self.text(&raw(node), look);
        } else {
            self.children(node, &Look { depth: look.depth + 2, ..look.clone() });
        }
        self.end_paragraph();
        self.label = label;
        std::mem::replace(&mut self.blocks, outer)
    }

    fn end_paragraph(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        let paragraph = Paragraph { role: self.role, label: None, indented: !self.lists.is_empty(), spans };
        if !paragraph.is_empty() {
            self.blocks.push(Block::Paragraph(Paragraph { label: self.label.take(), ..paragraph }));
        }
    }
}

fn attribute<'a>(node: NodeRef<'a, Node>, name: &str) -> Option<&'a str> {
    node.value().as_element()?.attr(name)
}
