//! What the styles of a Word document say: headings, numbering, bold and italic (ISO/IEC 29500-1, 17.7).

use std::collections::HashMap;

use crate::import::blocks::{Role, Style};
use crate::import::xml::Element;

/// The longest chain of styles based on one another.
const CHAIN_MAX: usize = 32;

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Element>,
    default_paragraph: Option<String>,
    defaults: Option<Element>,
}

/// Which list a paragraph is in, and how deep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListPlace {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

/// What a run's looks are, as far as it says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Looks {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) hidden: Option<bool>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn new(part: Option<&Element>) -> Styles {
        let mut styles = Styles::default();
        for style in part.into_iter().flat_map(Element::elements) {
            if style.name == "w:docDefaults" {
                styles.defaults = style.child("w:rPrDefault").and_then(|run| run.child("w:rPr")).cloned();
            }
            let Some(id) = style.get("w:styleId").filter(|_| style.name == "w:style") else { continue };
            let is_default = style.get("w:default").is_some_and(is_on);
            if is_default && style.get("w:type") == Some("paragraph") {
                styles.default_paragraph = Some(id.to_owned());
            }
            styles.by_id.insert(id.to_owned(), style.clone());
        }
        styles
    }

    /// Returns a style and those that it is based on.
    fn chain<'a>(&'a self, id: Option<&str>) -> Vec<&'a Element> {
        let mut chain = Vec::new();
        let mut next = id.and_then(|id| self.by_id.get(id));
        while let Some(style) = next.filter(|_| chain.len() < CHAIN_MAX) {
            chain.push(style);
            next = style.value("w:basedOn").and_then(|id| self.by_id.get(id));
        }
        chain
    }

    fn paragraph_chain(&self, properties: Option<&Element>) -> Vec<&Element> {
        let own = properties.and_then(|properties| properties.value("w:pStyle"));
        self.chain(own.filter(|id| self.by_id.contains_key(*id)).or(self.default_paragraph.as_deref()))
    }

    /// Returns what a paragraph with these properties is.
    pub(super) fn role(&self, properties: Option<&Element>) -> Role {
        let level = |value: &str| value.parse::<u8>().ok().filter(|level| *level < 9).map(|level| level + 1);
        if let Some(written) = properties.and_then(|properties| properties.value("w:outlineLvl")) {
            return level(written).map_or(Role::Text, Role::Heading);
        }
        for style in self.paragraph_chain(properties) {
            let name = style.value("w:name").unwrap_or_default().to_lowercase();
            if let Some(number) = name.strip_prefix("heading ").and_then(|number| number.parse::<u8>().ok()) {
                return Role::Heading(number.clamp(1, 9));
            }
            if name == "title" {
                return Role::Title;
            }
            let outline = style.child("w:pPr").and_then(|inner| inner.value("w:outlineLvl"));
            if let Some(written) = outline {
                return level(written).map_or(Role::Text, Role::Heading);
            }
        }
        Role::Text
    }

    /// Returns the list of a paragraph: its own, or that of its style, with the id of the style that says so.
    pub(super) fn list_place(&self, properties: Option<&Element>) -> (ListPlace, Option<String>) {
        let read = |numbering: &Element| ListPlace {
            list: numbering.value("w:numId").map(str::to_owned),
            level: numbering.value("w:ilvl").and_then(|level| level.parse().ok()),
        };
        let own = properties.and_then(|inner| inner.child("w:numPr")).map(read).unwrap_or_default();
        if own.list.is_some() {
            return (own, None);
        }
        for style in self.paragraph_chain(properties) {
            let numbering = style.child("w:pPr").and_then(|inner| inner.child("w:numPr"));
            if let Some(ListPlace { list: Some(list), level }) = numbering.map(read) {
                let place = ListPlace { list: Some(list), level: own.level.or(level) };
                return (place, style.get("w:styleId").map(str::to_owned));
            }
        }
        (own, None)
    }

    /// Whether a paragraph is set in from the margin.
    pub(super) fn is_indented(&self, properties: Option<&Element>) -> bool {
        let read = |inner: &Element| -> Option<bool> {
            let indent = inner.child("w:ind")?;
            let left = indent.get("w:left").or_else(|| indent.get("w:start"))?;
            Some(left.parse::<f64>().is_ok_and(|left| left > 0.0))
        };
        let own = properties.and_then(read);
        let of_style = || {
            let chain = self.paragraph_chain(properties);
            chain.into_iter().find_map(|style| style.child("w:pPr").and_then(read))
        };
        own.or_else(of_style).unwrap_or(false)
    }

    /// Returns how text looks that has these properties, in a paragraph with those; and whether it is hidden.
    ///
    /// Paragraph style and character style each switch bold and italic over (17.7.3); a run's own word is final.
    pub(super) fn look(
        &self,
        run: Option<&Element>,
        paragraph: Option<&Element>,
        role: Role,
    ) -> (Style, bool) {
        let own = run.map(looks).unwrap_or_default();
        let character = run.and_then(|run| run.value("w:rStyle"));
        let of_character = self.looks_of(&self.chain(character));
        let of_paragraph = match role {
            // That headings are bold says that they are headings.
            Role::Text => self.looks_of(&self.paragraph_chain(paragraph)),
            Role::Title | Role::Heading(_) => Looks::default(),
        };
        let default = self.defaults.as_ref().map(looks).unwrap_or_default();
        let switched = |pick: fn(Looks) -> Option<bool>| {
            let (character, paragraph) = (pick(of_character), pick(of_paragraph));
            let styles = match (character, paragraph) {
                (None, None) => pick(default).unwrap_or(false),
                (a, b) => a.unwrap_or(false) ^ b.unwrap_or(false),
            };
            pick(own).unwrap_or(styles)
        };
        let style = Style {
            bold: switched(|looks| looks.bold),
            italic: switched(|looks| looks.italic),
            strike: switched(|looks| looks.strike),
        };
        (style, switched(|looks| looks.hidden))
    }

    fn looks_of(&self, chain: &[&Element]) -> Looks {
        let all: Vec<Looks> = chain.iter().filter_map(|style| style.child("w:rPr")).map(looks).collect();
        Looks {
            bold: all.iter().find_map(|looks| looks.bold),
            italic: all.iter().find_map(|looks| looks.italic),
            strike: all.iter().find_map(|looks| looks.strike),
            hidden: all.iter().find_map(|looks| looks.hidden),
        }
    }
}

fn looks(properties: &Element) -> Looks {
    let read = |name: &str| properties.child(name).map(|look| look.get("w:val").is_none_or(is_on));
    Looks {
        bold: read("w:b"),
        italic: read("w:i"),
        strike: read("w:strike").or_else(|| read("w:dstrike")),
        hidden: read("w:vanish"),
    }
}

/// Whether the value of a switch is on (17.17.4).
pub(super) fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}
