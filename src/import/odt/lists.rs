//! The numbers that LibreOffice shows before the items of lists (OpenDocument 1.3, part 3, 5.3 and 16.30).

use std::collections::HashMap;

use crate::import::blocks::Label;
use crate::import::xml::Element;
use crate::language::numerals;

/// How many levels a list has.
const LEVELS: usize = 10;

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Lists {
    styles: HashMap<String, Vec<Level>>,
    /// The lists that are open, the outermost first: each one's key and style.
    open: Vec<(String, String)>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// The list that used a style last.
    last_with: HashMap<String, String>,
    /// The key that a list's id stands for.
    keys: HashMap<String, String>,
    seen: usize,
    /// What the next item starts with.
    start: Option<u32>,
}

#[derive(Clone, Default)]
struct Level {
    at: usize,
    is_bullet: bool,
    format: String,
    prefix: String,
    suffix: String,
    start: u32,
    shown_levels: usize,
}

impl Lists {
    pub(super) fn new(sheets: &[&Element]) -> Lists {
        let mut lists = Lists::default();
        for sheet in sheets {
            sheet.each(&mut |element| {
                if let Some(name) = element.get("style:name").filter(|_| element.name == "text:list-style") {
                    let levels = element.elements().filter_map(Level::read).collect();
                    lists.styles.entry(name.to_owned()).or_insert(levels);
                }
            });
        }
        lists
    }

    /// A list begins, perhaps within another.
    pub(super) fn begin(&mut self, element: &Element) {
        let outer = self.open.last().cloned();
        let own_style = element.get("text:style-name").map(str::to_owned);
        let style = own_style.or_else(|| outer.as_ref().map(|(_, style)| style.clone())).unwrap_or_default();
        let key = match outer {
            Some((key, _)) => key,
            None => self.key(element, &style),
        };
        self.open.push((key, style));
    }

    fn key(&mut self, element: &Element, style: &str) -> String {
        let continued = element.get("text:continue-list").and_then(|id| self.keys.get(id)).cloned();
        let goes_on = element.get("text:continue-numbering") == Some("true");
        let before = self.last_with.get(style).filter(|_| goes_on).cloned();
        self.seen += 1;
        let key = continued.or(before).unwrap_or_else(|| self.seen.to_string());
        if let Some(id) = element.get("xml:id") {
            self.keys.insert(id.to_owned(), key.clone());
        }
        self.last_with.insert(style.to_owned(), key.clone());
        key
    }

    /// A list ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// The next item has this number.
    pub(super) fn start_at(&mut self, number: u32) {
        self.start = Some(number);
    }

    /// Counts an item and returns what is shown before it.
    pub(super) fn count(&mut self) -> Option<Label> {
        let (key, style) = self.open.last()?;
        let at = (self.open.len() - 1).min(LEVELS - 1);
        let levels = self.styles.get(style).map_or(&[][..], Vec::as_slice);
        // A level that a style does not have looks as the deepest above it that it has.
        let level = |at: usize| {
            let above = levels.iter().filter(|level| level.at <= at).max_by_key(|level| level.at);
            above.cloned().unwrap_or_default()
        };
        let this = level(at);
        let counters = self.counters.entry(key.clone()).or_default();
        let next = counters[at].map_or(this.start, |before| before.saturating_add(1));
        counters[at] = Some(self.start.take().unwrap_or(next));
        counters[at + 1..].fill(None);
        if this.is_bullet {
            return Some(Label { text: "•".to_owned(), level: at, is_bullet: true, list: key.clone() });
        }
        let first = (at + 1).saturating_sub(this.shown_levels.max(1));
        let shown = (first..=at).map(|at| {
            let level = level(at);
            numerals::write(&level.format, counters[at].unwrap_or(level.start))
        });
        let numbers = shown.collect::<Vec<_>>().join(".");
        let text = format!("{}{numbers}{}", this.prefix, this.suffix).trim().to_owned();
        (!numbers.is_empty()).then(|| Label { text, level: at, is_bullet: false, list: key.clone() })
    }
}

impl Level {
    fn read(element: &Element) -> Option<Level> {
        let get = |name: &str| element.get(name).unwrap_or_default().to_owned();
        let format = match element.get("style:num-format") {
            Some("1") => "decimal",
            Some("a") => "lowerLetter",
            Some("A") => "upperLetter",
            Some("i") => "lowerRoman",
            Some("I") => "upperRoman",
            _ => "none",
        };
        Some(Level {
            at: element.get("text:level")?.parse::<usize>().ok()?.checked_sub(1)?,
            is_bullet: element.name != "text:list-level-style-number",
            format: format.to_owned(),
            prefix: get("style:num-prefix"),
            suffix: get("style:num-suffix"),
            start: element.get("text:start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
            shown_levels: element
                .get("text:display-levels")
                .and_then(|count| count.parse().ok())
                .unwrap_or(1),
        })
    }
}
