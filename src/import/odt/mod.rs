//! Reads OpenDocument texts (OASIS OpenDocument 1.3, part 3), as LibreOffice writes them.

mod lists;
mod styles;

use super::blocks::{
    Block, COLUMNS_MAX, Content, Image, Label, Note, Origin, Paragraph, Role, SourceDocument, Span, Style,
    Table, What,
};
use super::clean::is_page_number;
use super::package::Package;
use super::pictures::SHOWN_FORMATS;
use super::xml::{Element, Node};
use super::{Failure, links};
use crate::diagnostic::{Place, code};
use lists::Lists;
use styles::Styles;

/// The most times that a repeated cell or row is read.
const REPEATED_MAX: usize = 64;

/// Reads a document.
///
/// # Errors
/// When it is no OpenDocument text, or damaged.
pub fn read(bytes: &[u8]) -> Result<SourceDocument, Failure> {
    let package = Package::open(bytes)?;
    let content = package.xml("content.xml")?.ok_or_else(|| Failure::new(code!("import::not-odt")))?;
    let text = content.child("office:body").and_then(|body| body.child("office:text"));
    let text = text.ok_or_else(|| Failure::new(code!("import::not-odt")))?;
    let common = package.xml("styles.xml")?;
    let sheets: Vec<&Element> = [Some(&content), common.as_ref()].into_iter().flatten().collect();
    let mut reader = Reader {
        package: &package,
        styles: Styles::new(&sheets),
        lists: Lists::new(&sheets),
        document: SourceDocument::default(),
        spans: Vec::new(),
        floating: Vec::new(),
        has_page_number: false,
    };
    raw(text, &mut reader.document.raw);
    let mut blocks = Vec::new();
    reader.blocks(text, &mut blocks);
    let deep = content.is_flattened.then(|| Place::file(""));
    let mut document = SourceDocument { blocks, deep, ..reader.document };
    margins(common.as_ref(), &mut document);
    document.origin = origin(&package, common.as_ref());
    Ok(document)
}

/// Reads what the package says of itself, as far as that is there and whole.
fn origin(package: &Package, styles: Option<&Element>) -> Origin {
    let mut origin = Origin::default();
    let meta = package.xml("meta.xml").ok().flatten();
    if let Some(meta) = &meta {
        meta.each(&mut |element| match element.name.as_str() {
            "meta:creation-date" => origin.made = Origin::day(element.own_text().trim()),
            "dc:date" => origin.changed = Origin::day(element.own_text().trim()),
            _ => {}
        });
    }
    if let Some(styles) = styles {
        styles.each(&mut |element| {
            if let (None, "style:text-properties", Some(language), Some(country)) = (
                &origin.language,
                element.name.as_str(),
                element.get("fo:language"),
                element.get("fo:country"),
            ) {
                origin.language = Some(format!("{language}-{country}"));
            }
        });
    }
    origin
}

/// Notes the page headers and footers.
fn margins(styles: Option<&Element>, document: &mut SourceDocument) {
    let Some(masters) = styles.and_then(|styles| styles.child("office:master-styles")) else { return };
    masters.each(&mut |element| {
        let what = match element.name.as_str() {
            "style:header" | "style:header-left" | "style:header-first" => What::Header,
            "style:footer" | "style:footer-left" | "style:footer-first" => What::Footer,
            _ => return,
        };
        leave_out(element, what, document);
        raw(element, &mut document.raw);
    });
}

fn leave_out(element: &Element, what: What, document: &mut SourceDocument) {
    let mut texts = Vec::new();
    raw(element, &mut texts);
    if texts.iter().any(|text| !text.trim().is_empty()) {
        document.drop(what, texts.join("\n"));
    }
}

/// All text of an element, paragraph by paragraph, without any understanding.
fn raw(element: &Element, out: &mut Vec<String>) {
    let mut text = String::new();
    add_raw(element, &mut text, out);
    out.push(text);
}

fn add_raw(element: &Element, text: &mut String, out: &mut Vec<String>) {
    for node in &element.children {
        match node {
            Node::Text(piece) => text.push_str(piece),
            Node::Element(child) => match child.name.as_str() {
                "text:s" | "text:tab" | "text:line-break" => text.push('\n'),
                "text:note-citation"
                | "svg:desc"
                | "svg:title"
                | "dc:creator"
                | "dc:date"
                | "meta:creator-initials"
                | "office:change-info" => {}
                "text:p" | "text:h" | "text:note-body" | "office:annotation" => raw(child, out),
                _ => add_raw(child, text, out),
            },
        }
    }
}

struct Reader<'a> {
    package: &'a Package,
    styles: Styles,
    lists: Lists,
    document: SourceDocument,
    spans: Vec<Span>,
    /// What stands in frames of the paragraph that is being read.
    floating: Vec<Block>,
    /// Whether the paragraph that is being read has the number of a page.
    has_page_number: bool,
}

#[derive(Clone, Default)]
struct Look {
    style: Style,
    link: Option<String>,
    role: Role,
    left_out: Option<What>,
}

impl Reader<'_> {
    fn blocks(&mut self, element: &Element, out: &mut Vec<Block>) {
        for child in element.elements() {
            self.block(child, &mut None, out);
        }
    }

    /// Reads a block; the first paragraph in it takes the label.
    fn block(&mut self, element: &Element, label: &mut Option<Label>, out: &mut Vec<Block>) {
        match element.name.as_str() {
            "text:p" | "text:h" => self.paragraph(element, label.take(), out),
            "text:list" => self.list(element, out),
            "table:table" => self.table(element, out),
            "text:tracked-changes" => {
                for deletion in element.elements().flat_map(Element::elements) {
                    if deletion.name == "text:deletion" {
                        leave_out(deletion, What::Deleted, &mut self.document);
                    }
                }
            }
            "text:table-of-content" => leave_out(element, What::Contents, &mut self.document),
            "draw:frame" => {
                let mut look = Look::default();
                self.frame(element, &mut look);
                self.end_paragraph(Paragraph::default(), out);
            }
            "office:annotation" => leave_out(element, What::Comment, &mut self.document),
            // Sections, indexes, text boxes, and whatever else stands around paragraphs.
            _ => self.blocks(element, out),
        }
    }

    fn paragraph(&mut self, element: &Element, label: Option<Label>, out: &mut Vec<Block>) {
        let style = element.get("text:style-name");
        let role = if element.name == "text:h" {
            let level = element.get("text:outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
            Role::Heading(level)
        } else if self.styles.is_title(style) {
            Role::Title
        } else {
            Role::Text
        };
        let mut look = Look { role, ..Look::default() };
        if role == Role::Text {
            self.styles.apply(style, &mut look.style);
        }
        let spans = std::mem::take(&mut self.spans);
        let floating = std::mem::take(&mut self.floating);
        self.inline(element, &look);
        let indented = self.styles.is_indented(style);
        self.end_paragraph(Paragraph { role, label, indented, spans: Vec::new() }, out);
        self.spans = spans;
        self.floating = floating;
    }

    fn end_paragraph(&mut self, paragraph: Paragraph, out: &mut Vec<Block>) {
        let mut paragraph = Paragraph { spans: std::mem::take(&mut self.spans), ..paragraph };
        let text = paragraph.text();
        // Within a text the number of a page stays.
        if std::mem::take(&mut self.has_page_number)
            && (!text.chars().any(char::is_alphabetic) || is_page_number(&text))
        {
            self.document.drop(What::PageNumber, text);
            paragraph.spans.clear();
        }
        if !paragraph.is_empty() {
            out.push(Block::Paragraph(paragraph));
        } else if paragraph.label.is_some_and(|label| !label.is_bullet) {
            self.document.drop(What::EmptyItem, "");
        }
        out.append(&mut self.floating);
    }

    fn list(&mut self, element: &Element, out: &mut Vec<Block>) {
        self.lists.begin(element);
        for item in element.elements() {
            let is_header = item.name == "text:list-header";
            if item.name != "text:list-item" && !is_header {
                continue;
            }
            if let Some(start) = item.get("text:start-value").and_then(|start| start.parse().ok()) {
                self.lists.start_at(start);
            }
            let mut is_first = !is_header;
            for child in item.elements() {
                let is_paragraph = matches!(child.name.as_str(), "text:p" | "text:h");
                let mut label = if is_first && is_paragraph { self.lists.count() } else { None };
                is_first &= !is_paragraph;
                let before = out.len();
                self.block(child, &mut label, out);
                if let (true, Some(Block::Paragraph(paragraph))) = (is_paragraph, out.get_mut(before)) {
                    paragraph.indented = true;
                }
            }
        }
        self.lists.end();
    }

    fn table(&mut self, element: &Element, out: &mut Vec<Block>) {
        let mut table = Table::default();
        self.rows(element, &mut table);
        if table.rows.iter().all(|row| row.len() <= 1) {
            out.extend(table.rows.into_iter().flatten().flatten());
        } else {
            out.push(Block::Table(table));
        }
    }

    fn rows(&mut self, element: &Element, table: &mut Table) {
        for child in element.elements() {
            match child.name.as_str() {
                "table:table-row" => {
                    let mut row = Vec::new();
                    for cell in child.elements().filter(|cell| cell.name.ends_with("table-cell")) {
                        let mut blocks = Vec::new();
                        self.blocks(cell, &mut blocks);
                        let repeated =
                            cell.get("table:number-columns-repeated").and_then(|count| count.parse().ok());
                        let more = repeated.unwrap_or(1usize).clamp(1, REPEATED_MAX) - 1;
                        let more = if row.len() > COLUMNS_MAX { 0 } else { more };
                        row.push(blocks);
                        row.extend(std::iter::repeat_n(Vec::new(), more));
                    }
                    table.rows.push(row);
                }
                "table:table-header-rows" | "table:table-rows" | "table:table-row-group" => {
                    self.rows(child, table)
                }
                _ => {}
            }
        }
    }

    fn inline(&mut self, element: &Element, look: &Look) {
        for node in &element.children {
            match node {
                Node::Text(text) => self.text(&text.replace(['\n', '\r', '\t'], " "), look),
                Node::Element(child) => self.inline_element(child, look),
            }
        }
    }

    fn inline_element(&mut self, element: &Element, look: &Look) {
        match element.name.as_str() {
            "text:s" => self.text(" ", look),
            "text:tab" => self.text("\t", look),
            "text:line-break" => self.spans.push(Span { content: Content::Break, ..Span::default() }),
            "text:note" => self.note(element),
            "office:annotation" => leave_out(element, What::Comment, &mut self.document),
            "text:page-number" | "text:page-count" => {
                self.has_page_number = true;
                self.inline(element, look);
            }
            "text:a" => {
                let target = element.get("xlink:href").unwrap_or_default();
                let leads = links::leads_somewhere(target);
                if !leads && !target.starts_with('#') {
                    self.document.drop(What::LinkTarget, target);
                }
                let link = if leads { Some(target.to_owned()) } else { look.link.clone() };
                self.inline(element, &Look { link, ..look.clone() });
            }
            "draw:frame" => self.frame(element, &mut look.clone()),
            "text:p" | "text:h" => {
                let mut blocks = Vec::new();
                self.paragraph(element, None, &mut blocks);
                self.floating.append(&mut blocks);
            }
            "text:ruby" | "text:span" => {
                let mut inner = look.clone();
                let style = element.get("text:style-name");
                if look.role == Role::Text {
                    self.styles.apply(style, &mut inner.style);
                }
                if self.styles.is_hidden(style) {
                    inner.left_out = Some(What::Hidden);
                }
                if self.styles.is_look_lost(style) && look.link.is_none() && look.role == Role::Text {
                    self.document.drop(What::Look, "");
                }
                self.inline(element, &inner);
            }
            _ => self.inline(element, look),
        }
    }

    fn text(&mut self, text: &str, look: &Look) {
        match look.left_out {
            Some(what) => self.document.drop(what, text),
            None => self.spans.push(Span {
                content: Content::Text(text.to_owned()),
                style: look.style,
                link: look.link.clone(),
            }),
        }
    }

    fn note(&mut self, element: &Element) {
        let mut blocks = Vec::new();
        let at = self.document.notes.len();
        self.spans.push(Span { content: Content::Note(at), ..Span::default() });
        self.document.notes.push(Note::default());
        let (spans, floating) = (std::mem::take(&mut self.spans), std::mem::take(&mut self.floating));
        element.child("text:note-body").into_iter().for_each(|body| self.blocks(body, &mut blocks));
        (self.spans, self.floating) = (spans, floating);
        self.document.notes[at].blocks = blocks;
    }

    fn frame(&mut self, element: &Element, look: &mut Look) {
        let described = element.child("svg:desc").or_else(|| element.child("svg:title"));
        let description = described.map(Element::own_text).unwrap_or_default();
        for child in element.elements() {
            match child.name.as_str() {
                "draw:image" => {
                    self.image(child.get("xlink:href").unwrap_or_default(), &description);
                    // One frame holds the same picture in several formats.
                    break;
                }
                "draw:text-box" => {
                    let mut blocks = Vec::new();
                    let spans = std::mem::take(&mut self.spans);
                    let floating = std::mem::take(&mut self.floating);
                    self.blocks(child, &mut blocks);
                    self.spans = spans;
                    self.floating = floating;
                    self.floating.append(&mut blocks);
                }
                "svg:desc" | "svg:title" => {}
                _ => self.inline_element(child, look),
            }
        }
    }

    fn image(&mut self, name: &str, description: &str) {
        let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        let is_shown = SHOWN_FORMATS.contains(&extension.as_str());
        let Some(bytes) = self.package.bytes(name.trim_start_matches("./")).filter(|_| is_shown) else {
            return self.document.drop(What::Picture, name);
        };
        let image = Image { description: description.to_owned(), extension, bytes: bytes.to_vec() };
        self.document.raw.push(description.to_owned());
        self.spans.push(Span { content: Content::Image(self.document.images.len()), ..Span::default() });
        self.document.images.push(image);
    }
}
