//! The names of the data files. They are part of the archive's addresses: changing one breaks what others
//! have built on it.

use crate::url::UrlPath;

/// The folder of the files about the whole archive.
pub(super) const FOLDER: &str = "data";
/// A report's data, in the folder of its page.
pub(crate) const REPORT_JSON: &str = "report.json";
/// A report's text, in the folder of its page.
pub(crate) const REPORT_MARKDOWN: &str = "report.md";
/// The list of reports.
pub(super) const LIST: &str = "reports.json";
/// The schema of a report.
pub(super) const REPORT_SCHEMA: &str = "report.schema.json";
/// The schema of the list of reports.
pub(super) const LIST_SCHEMA: &str = "reports.schema.json";
/// The OAI-PMH static repository.
pub(super) const OAI: &str = "oai.xml";

/// Returns the address of a file about the whole archive.
pub(super) fn file(name: &str) -> UrlPath {
    UrlPath::file(format!("{FOLDER}/{name}"))
}

/// Returns the address of a schema.
pub(super) fn schema(name: &str) -> UrlPath {
    file(&format!("schema/{name}"))
}
