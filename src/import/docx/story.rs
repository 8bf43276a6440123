//! Reads a story of a Word document – its text, a note, a text box – into blocks.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::fields::{Fate, Fields};
use super::numbering::Numbering;
use super::styles::Styles;
use super::{Relations, alternative, chunks, is_mark_gone, is_placeholder, run_text, sign, tables};
use crate::import::blocks::{
    Block, Content, Dropped, Image, Paragraph, Role, SourceDocument, Span, Style, What,
};
use crate::import::clean::is_page_number;
use crate::import::links;
use crate::import::package::Package;
use crate::import::pictures::SHOWN_FORMATS;
use crate::import::xml::Element;

/// How deep documents may stand in each other.
pub(super) const CHUNKS_DEEP_MAX: usize = 3;

/// Reads stories one after another; the lists count on through all of them.
pub(super) struct Story<'a> {
    pub(super) package: &'a Package,
    pub(super) document: SourceDocument,
    /// What the part that is being read refers to.
    pub(super) relations: Rc<Relations>,
    /// The notes referred to, in order: the kind of part, the id.
    pub(super) references: Vec<(&'static str, String)>,
    /// The same, each once.
    referred: BTreeSet<(&'static str, String)>,
    styles: Styles,
    numbering: Numbering,
    fields: Fields,
    /// The spans of the paragraph that is being read.
    spans: Vec<Span>,
    /// Those of paragraphs whose end was deleted.
    carried: Vec<Span>,
    /// What stands in text boxes of the paragraph that is being read.
    floating: Vec<Block>,
    /// Whether the last thing left out goes on.
    is_leaving_out: bool,
    /// Whether something of the paragraph that is being read was left out.
    has_left_out: bool,
    /// Whether the paragraph that is being read has the number of a page.
    has_page_number: bool,
    /// How deep documents may stand in this one.
    pub(super) chunks_left: usize,
}

/// Where runs stand.
#[derive(Clone, Default)]
struct Around<'e> {
    properties: Option<&'e Element>,
    role: Role,
    link: Option<String>,
    gone: Option<What>,
}

impl<'a> Story<'a> {
    pub(super) fn new(
        package: &'a Package,
        styles: Option<&Element>,
        numbering: Option<&Element>,
    ) -> Story<'a> {
        Story {
            package,
            document: SourceDocument::default(),
            relations: Rc::default(),
            references: Vec::new(),
            referred: BTreeSet::new(),
            styles: Styles::new(styles),
            numbering: Numbering::new(numbering),
            fields: Fields::default(),
            spans: Vec::new(),
            carried: Vec::new(),
            floating: Vec::new(),
            is_leaving_out: false,
            has_left_out: false,
            has_page_number: false,
            chunks_left: CHUNKS_DEEP_MAX,
        }
    }

    /// Reads the blocks in `element`.
    pub(super) fn blocks(&mut self, element: &Element) -> Vec<Block> {
        let mut out = Vec::new();
        self.add_blocks(element, None, &mut out);
        out
    }

    /// Adds what a last paragraph without an end has left.
    pub(super) fn take_rest(&mut self, blocks: &mut Vec<Block>) {
        let spans = std::mem::take(&mut self.carried);
        if !spans.is_empty() {
            blocks.push(Block::Paragraph(Paragraph { spans, ..Paragraph::default() }));
        }
    }

    /// Reads blocks that were deleted or moved away, if `gone` says so.
    pub(super) fn add_blocks(&mut self, element: &Element, gone: Option<What>, out: &mut Vec<Block>) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:p" => self.paragraph(child, gone, out),
                "w:tbl" => tables::read(self, child, gone, out),
                "w:sdt" => {
                    let placeholder = is_placeholder(child).then_some(What::Placeholder);
                    let what = if is_contents(child) { Some(What::Contents) } else { placeholder.or(gone) };
                    child
                        .child("w:sdtContent")
                        .into_iter()
                        .for_each(|inner| self.add_blocks(inner, what, out));
                }
                "w:del" => self.add_blocks(child, Some(What::Deleted), out),
                "w:moveFrom" => self.add_blocks(child, Some(What::MovedAway), out),
                "w:ins" | "w:moveTo" | "w:customXml" | "w:smartTag" => self.add_blocks(child, gone, out),
                "mc:AlternateContent" => {
                    alternative(child).into_iter().for_each(|chosen| self.add_blocks(chosen, gone, out));
                }
                "w:altChunk" => self.chunk(child, out),
                // Runs that stand outside paragraphs are read as one.
                "w:r" | "w:hyperlink" | "w:fldSimple" => {
                    let wrapper = Element {
                        children: vec![crate::import::xml::Node::Element(child.clone())],
                        ..Element::default()
                    };
                    self.paragraph(&wrapper, gone, out);
                }
                _ => {}
            }
        }
    }

    /// Reads a document of another format, or of Word's, that stands in this one (ISO/IEC 29500-1, 17.17.2).
    fn chunk(&mut self, element: &Element, out: &mut Vec<Block>) {
        let relation =
            element.get("r:id").and_then(|id| self.relations.get(id)).filter(|chunk| !chunk.is_external);
        let bytes = relation.and_then(|relation| self.package.bytes(&relation.target));
        match bytes
            .filter(|_| self.chunks_left > 0)
            .and_then(|bytes| chunks::read(bytes, self.chunks_left - 1))
        {
            Some(chunk) => out.extend(self.document.append(chunk)),
            None => self.document.drop(What::Object, ""),
        }
    }

    fn paragraph(&mut self, element: &Element, gone: Option<What>, out: &mut Vec<Block>) {
        let properties = element.child("w:pPr");
        let role = self.styles.role(properties);
        let outer = (std::mem::take(&mut self.spans), std::mem::take(&mut self.floating), self.has_left_out);
        self.has_left_out = false;
        self.is_leaving_out = false;
        self.has_page_number = false;
        self.runs(element, &Around { properties, role, link: None, gone });
        self.is_leaving_out = false;
        let spans = std::mem::replace(&mut self.spans, outer.0);
        let floating = std::mem::replace(&mut self.floating, outer.1);
        let has_left_out = std::mem::replace(&mut self.has_left_out, outer.2);
        if is_mark_gone(element) && gone.is_none() {
            self.carried.extend(spans);
            out.extend(floating);
            return;
        }
        let mut whole = std::mem::take(&mut self.carried);
        whole.extend(spans);
        if std::mem::take(&mut self.has_page_number) {
            whole = self.without_page_number(whole);
        }
        let mut paragraph =
            Paragraph { role, label: None, indented: self.styles.is_indented(properties), spans: whole };
        let is_empty = paragraph.is_empty();
        // Word counts no paragraph that only ends a section.
        let ends_section = is_empty && properties.is_some_and(|inner| inner.child("w:sectPr").is_some());
        if !(is_empty && (has_left_out || gone.is_some())) && !ends_section {
            let (place, style) = self.styles.list_place(properties);
            paragraph.label = self.numbering.count(&place, style.as_deref());
        }
        match &paragraph.label {
            Some(label) if is_empty && floating.is_empty() => {
                if !label.is_bullet {
                    self.document.drop(What::EmptyItem, "");
                }
            }
            _ if is_empty => {}
            _ => out.push(Block::Paragraph(paragraph)),
        }
        out.extend(floating);
    }

    /// Takes the text of a paragraph away that is nothing but the number of a page; within a text the number stays.
    fn without_page_number(&mut self, spans: Vec<Span>) -> Vec<Span> {
        let text: String = spans.iter().map(Span::as_text).collect();
        if !text.chars().any(char::is_alphabetic) || is_page_number(&text) {
            self.document.drop(What::PageNumber, text);
            return Vec::new();
        }
        spans
    }

    fn runs(&mut self, element: &Element, around: &Around<'_>) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:r" => self.run(child, around),
                "w:hyperlink" => {
                    let link = self.link_of(child).or_else(|| around.link.clone());
                    self.runs(child, &Around { link, ..around.clone() });
                }
                "w:sdt" if is_placeholder(child) => {
                    self.runs(child, &Around { gone: Some(What::Placeholder), ..around.clone() });
                }
                "w:del" => self.runs(child, &Around { gone: Some(What::Deleted), ..around.clone() }),
                "w:moveFrom" => self.runs(child, &Around { gone: Some(What::MovedAway), ..around.clone() }),
                "w:fldSimple" => {
                    self.fields.begin_with(child.get("w:instr").unwrap_or_default());
                    self.runs(child, around);
                    self.fields.end();
                }
                "mc:AlternateContent" => {
                    alternative(child).into_iter().for_each(|chosen| self.runs(chosen, around));
                }
                "m:t" => self.text(&child.own_text(), None, around),
                "w:pPr" | "w:rPr" | "w:sdtPr" => {}
                // Whatever else stands around runs: insertions, smart tags, content controls, formulas.
                _ => self.runs(child, around),
            }
        }
    }

    fn link_of(&mut self, element: &Element) -> Option<String> {
        let relation = self.relations.get(element.get("r:id")?)?;
        let target = relation.target.clone();
        let anchor = element.get("w:anchor").filter(|_| relation.is_external && !target.contains('#'));
        let target = anchor.map_or_else(|| target.clone(), |anchor| format!("{target}#{anchor}"));
        self.checked_link(target)
    }

    fn checked_link(&mut self, target: String) -> Option<String> {
        if links::leads_somewhere(&target) {
            return Some(target);
        }
        self.document.drop(What::LinkTarget, target);
        None
    }

    fn run(&mut self, run: &Element, around: &Around<'_>) {
        let properties = run.child("w:rPr");
        self.look_lost(properties, around);
        for child in run.elements() {
            match child.name.as_str() {
                "w:t" => self.text(&run_text(run, child), properties, around),
                "w:delText" => {
                    let gone = around.gone.or(Some(What::Deleted));
                    self.text(&child.own_text(), properties, &Around { gone, ..around.clone() });
                }
                "w:tab" | "w:ptab" => self.text("\t", properties, around),
                "w:br" | "w:cr" => self.line_end(child, around),
                "w:noBreakHyphen" => self.text("-", properties, around),
                "w:sym" => {
                    if sign(child).is_none() {
                        self.document.drop(What::Symbol, child.get("w:font").unwrap_or_default());
                    }
                    self.text(&sign(child).unwrap_or(' ').to_string(), properties, around);
                }
                "w:footnoteReference" => self.note("footnotes", child, around),
                "w:endnoteReference" => self.note("endnotes", child, around),
                "w:fldChar" => match child.get("w:fldCharType") {
                    Some("begin") => self.fields.begin(),
                    Some("separate") => self.fields.separate(),
                    Some("end") => self.fields.end(),
                    _ => {}
                },
                "w:instrText" => self.fields.code(&child.own_text()),
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child, around),
                "mc:AlternateContent" => {
                    if let Some(chosen) = alternative(child) {
                        self.run(chosen, around);
                    }
                }
                "w:ruby" => {
                    for part in ["w:rubyBase", "w:rt"] {
                        child.child(part).into_iter().for_each(|inner| self.runs(inner, around));
                    }
                }
                _ => {}
            }
        }
    }

    fn look_lost(&mut self, properties: Option<&Element>, around: &Around<'_>) {
        let Some(properties) = properties.filter(|_| around.link.is_none() && around.role == Role::Text)
        else {
            return;
        };
        let underlined = properties.value("w:u").is_some_and(super::styles::is_on);
        let shifted = matches!(properties.value("w:vertAlign"), Some("superscript" | "subscript"));
        let is_note = properties.value("w:rStyle").is_some_and(|style| style.to_lowercase().contains("note"));
        let has_field = !matches!(self.fields.fate(), Fate::Text);
        if (underlined || (shifted && !is_note)) && !has_field {
            self.document.drop(What::Look, "");
        }
    }

    fn line_end(&mut self, element: &Element, around: &Around<'_>) {
        if around.gone.is_some() {
            self.leave_out(around.gone.unwrap_or(What::Deleted), "\n");
        } else if element.get("w:type") == Some("page") || element.get("w:type") == Some("column") {
            self.text("\n", None, around);
        } else if self.fields.fate() == Fate::Text {
            self.is_leaving_out = false;
            self.spans.push(Span { content: Content::Break, ..Span::default() });
        } else {
            self.text("\n", None, around);
        }
    }

    /// Adds text, or leaves it out.
    fn text(&mut self, text: &str, run: Option<&Element>, around: &Around<'_>) {
        if let Some(what) = around.gone {
            return self.leave_out(what, text);
        }
        let mut link = around.link.clone();
        match self.fields.fate() {
            Fate::Text => {}
            Fate::Link(target) => link = self.checked_link(target),
            Fate::PageNumber => self.has_page_number = true,
            Fate::Contents => return self.leave_out(What::Contents, text),
            Fate::Code => return self.leave_out(What::Hidden, text),
        }
        let (style, is_hidden) = self.styles.look(run, around.properties, around.role);
        if is_hidden {
            return self.leave_out(What::Hidden, text);
        }
        self.is_leaving_out = false;
        let style = if around.role == Role::Text { style } else { Style { bold: false, ..style } };
        self.spans.push(Span { content: Content::Text(text.to_owned()), style, link });
    }

    pub(super) fn leave_out(&mut self, what: What, text: &str) {
        self.has_left_out = true;
        match self.document.dropped.last_mut() {
            Some(last) if last.what == what && self.is_leaving_out => last.text.push_str(text),
            _ => self.document.dropped.push(Dropped { what, text: text.to_owned() }),
        }
        self.is_leaving_out = true;
    }

    fn note(&mut self, kind: &'static str, element: &Element, around: &Around<'_>) {
        let Some(id) = element.get("w:id").filter(|_| around.gone.is_none()) else { return };
        let at = self.references.len();
        if !self.referred.insert((kind, id.to_owned())) {
            return;
        }
        self.references.push((kind, id.to_owned()));
        self.spans.push(Span { content: Content::Note(at), ..Span::default() });
    }

    fn drawing(&mut self, element: &Element, around: &Around<'_>) {
        let described = element.find("wp:docPr");
        let description =
            described.and_then(|inner| inner.get("descr").or_else(|| inner.get("title"))).unwrap_or_default();
        let mut parts = Parts::default();
        parts.collect(element);
        let texts: Vec<String> =
            parts.diagrams.iter().flat_map(|id| self.diagram(id)).chain(parts.texts.clone()).collect();
        if parts.pictures.is_empty() && parts.boxes.is_empty() && texts.is_empty() {
            self.document.drop(What::Object, "");
        }
        for id in &parts.pictures {
            self.picture(id, description);
        }
        for content in parts.boxes {
            let mut blocks = Vec::new();
            self.add_blocks(content, around.gone, &mut blocks);
            self.floating.append(&mut blocks);
        }
        for text in texts {
            match around.gone {
                Some(what) => self.leave_out(what, &text),
                None => self.floating.push(Block::Paragraph(Paragraph::plain(&text))),
            }
        }
    }

    /// Returns the texts of a diagram, and adds them to all text of the original.
    fn diagram(&mut self, id: &str) -> Vec<String> {
        let Some(relation) = self.relations.get(id).filter(|relation| relation.kind == "diagramData") else {
            return Vec::new();
        };
        let Ok(Some(root)) = self.package.xml(&relation.target) else { return Vec::new() };
        let mut texts = Vec::new();
        root.each(&mut |element| {
            if element.name.ends_with(":p") {
                let mut text = String::new();
                element.each(&mut |inner| {
                    if inner.name.ends_with(":t") {
                        text.push_str(&inner.own_text());
                    }
                });
                texts.extend(Some(text).filter(|text| !text.trim().is_empty()));
            }
        });
        self.document.raw.extend(texts.iter().cloned());
        texts
    }

    fn picture(&mut self, id: &str, description: &str) {
        let target = self.relations.get(id).map(|relation| relation.target.clone()).unwrap_or_default();
        let extension = target.rsplit('.').next().unwrap_or_default().to_lowercase();
        let bytes = self.package.bytes(&target).filter(|_| SHOWN_FORMATS.contains(&extension.as_str()));
        let Some(bytes) = bytes else {
            let name = target.rsplit('/').next().unwrap_or_default().to_owned();
            return self.document.drop(What::Picture, name);
        };
        let image = Image { description: description.to_owned(), extension, bytes: bytes.to_vec() };
        self.document.raw.push(description.to_owned());
        self.spans.push(Span { content: Content::Image(self.document.images.len()), ..Span::default() });
        self.document.images.push(image);
    }
}

/// What a drawing is made of.
#[derive(Default)]
struct Parts<'e> {
    /// The ids of its pictures.
    pictures: Vec<String>,
    /// Its text boxes.
    boxes: Vec<&'e Element>,
    /// The ids of its diagrams.
    diagrams: Vec<String>,
    /// Texts that are drawn.
    texts: Vec<String>,
}

impl<'e> Parts<'e> {
    /// Collects the parts of a drawing; those within text boxes are theirs.
    fn collect(&mut self, element: &'e Element) {
        for child in element.elements() {
            let own = |name: &str| child.get(name).map(str::to_owned);
            match child.name.as_str() {
                "a:blip" => self.pictures.extend(own("r:embed").or_else(|| own("r:link"))),
                "v:imagedata" => self.pictures.extend(own("r:id")),
                "w:txbxContent" => self.boxes.push(child),
                "v:textpath" => self.texts.extend(own("string").filter(|text| !text.trim().is_empty())),
                "mc:AlternateContent" => {
                    alternative(child).into_iter().for_each(|chosen| self.collect(chosen))
                }
                name if name.ends_with(":relIds") => self.diagrams.extend(own("r:dm")),
                _ => self.collect(child),
            }
        }
    }
}

/// Whether a content control holds a table of contents.
fn is_contents(control: &Element) -> bool {
    let gallery = control.child("w:sdtPr").and_then(|inner| inner.find("w:docPartGallery"));
    gallery.and_then(|gallery| gallery.get("w:val")).is_some_and(|name| name == "Table of Contents")
}
