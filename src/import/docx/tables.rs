//! Reads the tables of a Word document (ISO/IEC 29500-1, 17.4).

use super::alternative;
use super::story::Story;
use crate::import::blocks::{Block, COLUMNS_MAX, Table, What};
use crate::import::xml::Element;

/// The most columns that a merged cell takes.
const SPAN_MAX: usize = 64;

/// Reads a table into `out`. One of a single column is no table but a frame around what stands in it.
pub(super) fn read(story: &mut Story<'_>, element: &Element, gone: Option<What>, out: &mut Vec<Block>) {
    let mut rows = Vec::new();
    collect(element, "w:tr", gone, &mut rows);
    let mut table = Table::default();
    for (row, gone) in rows {
        let properties = row.child("w:trPr");
        let is_deleted = properties.is_some_and(|inner| inner.child("w:del").is_some());
        let gone = if is_deleted { Some(What::Deleted) } else { gone };
        let mut cells = Vec::new();
        collect(row, "w:tc", gone, &mut cells);
        let mut read = Vec::new();
        for (cell, gone) in cells {
            let mut blocks = Vec::new();
            story.add_blocks(cell, gone, &mut blocks);
            let span = cell.child("w:tcPr").and_then(|inner| inner.value("w:gridSpan"));
            let span = span.and_then(|span| span.parse::<usize>().ok()).unwrap_or(1).clamp(1, SPAN_MAX);
            read.push(blocks);
            let span = if read.len() > COLUMNS_MAX { 1 } else { span };
            read.extend(std::iter::repeat_n(Vec::new(), span - 1));
        }
        if gone.is_none() || read.iter().any(|cell: &Vec<Block>| !cell.is_empty()) {
            table.rows.push(read);
        }
    }
    if table.rows.iter().all(|row| row.len() <= 1) {
        out.extend(table.rows.into_iter().flatten().flatten());
    } else if !table.rows.is_empty() {
        out.push(Block::Table(table));
    }
}

/// Collects the rows of a table or the cells of a row, which may stand in content controls.
fn collect<'e>(
    element: &'e Element,
    name: &str,
    gone: Option<What>,
    out: &mut Vec<(&'e Element, Option<What>)>,
) {
    for child in element.elements() {
        match child.name.as_str() {
            found if found == name => out.push((child, gone)),
            "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" => {
                collect(child, name, gone, out)
            }
            "w:del" => collect(child, name, Some(What::Deleted), out),
            "w:moveFrom" => collect(child, name, Some(What::MovedAway), out),
            "mc:AlternateContent" => {
                alternative(child).into_iter().for_each(|chosen| collect(chosen, name, gone, out));
            }
            _ => {}
        }
    }
}
