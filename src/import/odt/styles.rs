//! What the styles of an OpenDocument text say.

use std::collections::HashMap;

use crate::import::blocks::Style;
use crate::import::xml::Element;

/// The longest chain of styles based on one another.
const CHAIN_MAX: usize = 32;

/// The styles by name.
pub(super) struct Styles {
    by_name: HashMap<String, Element>,
}

impl Styles {
    pub(super) fn new(sheets: &[&Element]) -> Styles {
        let mut by_name = HashMap::new();
        for sheet in sheets {
            sheet.each(&mut |element| {
                if let Some(name) = element.get("style:name").filter(|_| element.name == "style:style") {
                    by_name.entry(name.to_owned()).or_insert_with(|| element.clone());
                }
            });
        }
        Styles { by_name }
    }

    fn chain(&self, name: Option<&str>) -> Vec<&Element> {
        let mut chain = Vec::new();
        let mut next = name.and_then(|name| self.by_name.get(name));
        while let Some(style) = next.filter(|_| chain.len() < CHAIN_MAX) {
            chain.push(style);
            next = style.get("style:parent-style-name").and_then(|parent| self.by_name.get(parent));
        }
        chain
    }

    fn property<'a>(&'a self, name: Option<&str>, table: &str, key: &str) -> Option<&'a str> {
        self.chain(name).into_iter().find_map(|style| style.child(table)?.get(key))
    }

    /// Whether a paragraph style is that of titles.
    pub(super) fn is_title(&self, name: Option<&str>) -> bool {
        name == Some("Title") || self.chain(name).iter().any(|style| style.get("style:name") == Some("Title"))
    }

    /// Whether a paragraph style sets paragraphs in from the margin.
    pub(super) fn is_indented(&self, name: Option<&str>) -> bool {
        let margin = self.property(name, "style:paragraph-properties", "fo:margin-left").unwrap_or("0");
        let digits = margin.trim_end_matches(|character: char| !character.is_ascii_digit());
        digits.parse::<f64>().is_ok_and(|margin| margin > 0.0)
    }

    /// Changes a look as a style says.
    pub(super) fn apply(&self, name: Option<&str>, style: &mut Style) {
        let text = |key: &str| self.property(name, "style:text-properties", key);
        if let Some(weight) = text("fo:font-weight") {
            style.bold = weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600);
        }
        if let Some(posture) = text("fo:font-style") {
            style.italic = posture != "normal";
        }
        if let Some(line) = text("style:text-line-through-style") {
            style.strike = line != "none";
        }
    }

    /// Whether a style hides its text.
    pub(super) fn is_hidden(&self, name: Option<&str>) -> bool {
        self.property(name, "style:text-properties", "text:display") == Some("none")
    }

    /// Whether a style has a look that Markdown has not.
    pub(super) fn is_look_lost(&self, name: Option<&str>) -> bool {
        let text = |key: &str| self.property(name, "style:text-properties", key);
        text("style:text-underline-style").is_some_and(|line| line != "none")
            || text("style:text-position").is_some_and(|position| !position.starts_with("0%"))
    }
}
