//! All text of a story of a Word document, read without understanding: what the account of words begins with.

use super::{run_text, sign};
use crate::import::xml::Element;

/// Adds the texts of the paragraphs in `story` to `out`. Text that is deleted is a text of its own.
pub(super) fn add(story: &Element, out: &mut Vec<String>) {
    let mut raw = Raw { out, live: String::new(), gone: String::new() };
    raw.walk(story, false);
    raw.end_paragraph();
}

struct Raw<'a> {
    out: &'a mut Vec<String>,
    live: String,
    gone: String,
}

impl Raw<'_> {
    fn walk(&mut self, element: &Element, is_gone: bool) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:t" => self.text(&run_text(element, child), is_gone),
                "m:t" => self.text(&child.own_text(), is_gone),
                "w:delText" => self.text(&child.own_text(), true),
                "w:tab" | "w:br" | "w:cr" | "w:ptab" => self.text("\n", is_gone),
                "w:noBreakHyphen" => self.text("-", is_gone),
                "w:sym" => self.text(&sign(child).unwrap_or(' ').to_string(), is_gone),
                // The tab stops in there are no tabs.
                "w:pPr" | "w:rPr" | "w:instrText" | "w:delInstrText" => {}
                "w:del" | "w:moveFrom" => self.walk(child, true),
                "v:textpath" => self.apart(child.get("string").unwrap_or_default()),
                "mc:AlternateContent" => {
                    super::alternative(child).into_iter().for_each(|chosen| self.walk(chosen, is_gone));
                }
                "w:txbxContent" => {
                    let outer = (std::mem::take(&mut self.live), std::mem::take(&mut self.gone));
                    self.walk(child, is_gone);
                    self.end_paragraph();
                    (self.live, self.gone) = outer;
                }
                "w:p" => {
                    self.walk(child, is_gone);
                    if !super::is_mark_gone(child) || is_gone {
                        self.end_paragraph();
                    }
                }
                _ => self.walk(child, is_gone),
            }
        }
    }

    fn text(&mut self, text: &str, is_gone: bool) {
        if is_gone {
            self.gone.push_str(text);
        } else if !text.is_empty() {
            self.end_gone();
            self.live.push_str(text);
        }
    }

    /// Adds a text that stands by itself.
    fn apart(&mut self, text: &str) {
        self.out.push(text.to_owned());
    }

    fn end_gone(&mut self) {
        if !self.gone.is_empty() {
            self.out.push(std::mem::take(&mut self.gone));
        }
    }

    fn end_paragraph(&mut self) {
        self.end_gone();
        if !self.live.is_empty() {
            self.out.push(std::mem::take(&mut self.live));
        }
    }
}
