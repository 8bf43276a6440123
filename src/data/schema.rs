//! The JSON Schemas (2020-12) of the data, written by hand: they state what is promised, not what happens to
//! be there.

use super::names;
use crate::url::Base;

const REPORT: &str = include_str!("schema/report.schema.json");
const LIST: &str = include_str!("schema/reports.schema.json");

/// Stands for the address of the schemas' folder in the files.
const FOLDER_MARK: &str = "https://actas.invalid/data/schema/";

/// Returns the schemas by name, with their addresses in this archive.
pub(super) fn files(base: &Base) -> Vec<(&'static str, Vec<u8>)> {
    let folder = base.absolute(&names::schema(""));
    [(names::REPORT_SCHEMA, REPORT), (names::LIST_SCHEMA, LIST)]
        .into_iter()
        .map(|(name, text)| (name, text.replace(FOLDER_MARK, &folder).into_bytes()))
        .collect()
}
