//! The numbers that Word shows before paragraphs (ISO/IEC 29500-1, 17.9).

use std::collections::{HashMap, HashSet};

use super::styles::ListPlace;
use crate::import::blocks::Label;
use crate::import::xml::Element;
use crate::language::numerals;

/// How many levels a list has.
const LEVELS: usize = 9;
/// The highest number that is counted to.
const NUMBER_MAX: i64 = 1_000_000;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each abstract list, by its id.
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    /// The number that each level has come to, by list.
    counters: HashMap<String, [Option<i64>; LEVELS]>,
    /// The lists that have begun.
    begun: HashSet<String>,
}

#[derive(Debug, Default)]
struct Abstract {
    levels: Vec<Level>,
    /// The style that says what its levels are, and the one that it says it for.
    style_link: Option<String>,
    for_style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    of: String,
    starts: Vec<(usize, i64)>,
    levels: Vec<Level>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    at: usize,
    start: i64,
    format: String,
    text: String,
    /// Whether all numbers in the text are shown as 1, 2, 3.
    is_legal: bool,
    never_restarts: bool,
    style: Option<String>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn new(part: Option<&Element>) -> Numbering {
        let mut numbering = Numbering::default();
        for element in part.into_iter().flat_map(Element::elements) {
            match element.name.as_str() {
                "w:abstractNum" => {
                    let id = element.get("w:abstractNumId").unwrap_or_default().to_owned();
                    numbering.abstracts.insert(id, Abstract::read(element));
                }
                "w:num" => {
                    let id = element.get("w:numId").unwrap_or_default().to_owned();
                    numbering.lists.insert(id, List::read(element));
                }
                _ => {}
            }
        }
        numbering
    }

    /// Counts a paragraph; `style` is the paragraph style that put it into the list, if one did. Returns what is
    /// shown before it.
    pub(super) fn count(&mut self, place: &ListPlace, style: Option<&str>) -> Option<Label> {
        let id = place.list.as_deref().filter(|id| *id != "0")?;
        let list = self.lists.get(id)?;
        let of = self.resolve(&list.of);
        let levels = &self.abstracts.get(&of)?.levels;
        let by_style = || levels.iter().find(|level| style.is_some() && level.style.as_deref() == style);
        let at = place.level.or_else(|| by_style().map(|level| level.at)).unwrap_or(0).min(LEVELS - 1);
        let level = |at: usize| -> Level {
            let own = list.levels.iter().find(|level| level.at == at);
            own.or_else(|| levels.iter().find(|level| level.at == at)).cloned().unwrap_or_default()
        };
        let counters = self.counters.entry(of.clone()).or_default();
        if self.begun.insert(id.to_owned()) {
            for (at, start) in &list.starts {
                counters[*at] = Some(start - 1);
            }
        }
        let this = level(at);
        let counted = counters[at].map_or(this.start, |before| (before + 1).min(NUMBER_MAX));
        counters[at] = Some(counted);
        for (other, counter) in counters.iter_mut().enumerate() {
            if other > at && !level(other).never_restarts {
                *counter = None;
            } else if other < at {
                counter.get_or_insert_with(|| level(other).start);
            }
        }
        let shown = |at: usize| {
            let level = level(at);
            let format = if this.is_legal { "decimal" } else { level.format.as_str() };
            numerals::write(format, counters[at].unwrap_or(level.start).try_into().unwrap_or(0))
        };
        let is_bullet = this.format == "bullet";
        let text = if is_bullet { "•".to_owned() } else { fill(&this.text, &shown) };
        (!text.trim().is_empty()).then(|| Label { text, level: at, is_bullet, list: of.clone() })
    }

    /// Returns the abstract list that has the levels: some only name a style that does.
    fn resolve(&self, id: &str) -> String {
        let link = self.abstracts.get(id).and_then(|list| list.style_link.as_ref());
        let mut linked: Vec<&String> = self
            .abstracts
            .iter()
            .filter(|(_, list)| link.is_some() && list.for_style.as_ref() == link)
            .map(|(id, _)| id)
            .collect();
        linked.sort();
        linked.first().map_or_else(|| id.to_owned(), |id| (*id).clone())
    }
}

/// Puts the numbers into a level's text: `%1.%2`.
fn fill(text: &str, shown: &impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let digit = characters.peek().and_then(|next| next.to_digit(10)).filter(|digit| *digit > 0);
        match digit.filter(|_| character == '%') {
            Some(digit) => {
                characters.next();
                out.push_str(&shown(digit as usize - 1));
            }
            None => out.push(character),
        }
    }
    out.trim().to_owned()
}

impl Abstract {
    fn read(element: &Element) -> Abstract {
        let levels = element.elements().filter(|level| level.name == "w:lvl").filter_map(Level::read);
        Abstract {
            levels: levels.collect(),
            style_link: element.value("w:numStyleLink").map(str::to_owned),
            for_style: element.value("w:styleLink").map(str::to_owned),
        }
    }
}

impl List {
    fn read(element: &Element) -> List {
        let mut list =
            List { of: element.value("w:abstractNumId").unwrap_or_default().to_owned(), ..List::default() };
        for change in element.elements().filter(|change| change.name == "w:lvlOverride") {
            let at = change.get("w:ilvl").and_then(|at| at.parse().ok()).filter(|at| *at < LEVELS);
            let start = change.value("w:startOverride").and_then(|start| start.parse::<i64>().ok());
            list.starts.extend(at.zip(start.map(|start| start.clamp(0, NUMBER_MAX))));
            list.levels.extend(change.child("w:lvl").and_then(Level::read));
        }
        list
    }
}

impl Level {
    fn read(element: &Element) -> Option<Level> {
        let number = |name: &str| element.value(name).and_then(|value| value.parse::<i64>().ok());
        Some(Level {
            at: element.get("w:ilvl")?.parse().ok().filter(|at| *at < LEVELS)?,
            start: number("w:start").unwrap_or(0).clamp(0, NUMBER_MAX),
            format: element.value("w:numFmt").unwrap_or("decimal").to_owned(),
            text: element.value("w:lvlText").unwrap_or_default().to_owned(),
            is_legal: element.child("w:isLgl").is_some(),
            never_restarts: number("w:lvlRestart") == Some(0),
            style: element.value("w:pStyle").map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml;

    fn check(lists: &str, paragraphs: &[(&str, usize)], expected: &str) {
        let level = |at: usize, format: &str, text: &str| {
            format!(
                "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
            )
        };
        let levels = level(0, "decimal", "%1.")
            + &level(1, "lowerLetter", "%2)")
            + &level(2, "lowerRoman", "%1.%2.%3");
        let part = format!(
            "<w:numbering xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
             <w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>{lists}</w:numbering>"
        );
        let mut numbering = Numbering::new(Some(&xml::parse(part.as_bytes(), "numbering").expect("XML")));
        let mut count = |(list, level): &(&str, usize)| {
            let place = ListPlace { list: Some((*list).to_owned()), level: Some(*level) };
            numbering.count(&place, None).map_or_else(String::new, |label| label.text)
        };
        assert_eq!(paragraphs.iter().map(&mut count).collect::<Vec<_>>().join(" "), expected);
    }

    const PLAIN: &str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";

    #[test]
    fn levels_count_and_start_again() {
        let paragraphs = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1)];
        check(PLAIN, &paragraphs, "1. a) b) 1.b.i 2. a)");
    }

    #[test]
    fn two_lists_of_one_kind_count_on_unless_they_say_otherwise() {
        let other =
            |change: &str| format!("{PLAIN}<w:num w:numId='2'><w:abstractNumId w:val='0'/>{change}</w:num>");
        let paragraphs = [("1", 0), ("2", 0), ("2", 0), ("1", 0)];
        check(&other(""), &paragraphs, "1. 2. 3. 4.");
        let change = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride>";
        check(&other(change), &paragraphs, "1. 7. 8. 9.");
    }

    #[test]
    fn no_list_has_no_number() {
        check(PLAIN, &[("0", 0), ("9", 0)], " ");
    }
}
