//! The JSON Schemas (2020-12) of the data, written by hand: they say what is promised, not what happens to be.

use super::names;
use crate::url::Base;

const REPORT: &str = include_str!("schema/report.schema.json");
const LIST: &str = include_str!("schema/reports.schema.json");

/// What stands in the files for the address of their folder.
const FOLDER_MARK: &str = "https://actas.invalid/data/schema/";

/// Returns the schemas by name, with the addresses that they have in this archive.
pub(super) fn files(base: &Base) -> Vec<(&'static str, Vec<u8>)> {
    let folder = base.absolute(&names::schema(""));
    [(names::REPORT_SCHEMA, REPORT), (names::LIST_SCHEMA, LIST)]
        .into_iter()
        .map(|(name, text)| (name, text.replace(FOLDER_MARK, &folder).into_bytes()))
        .collect()
}
