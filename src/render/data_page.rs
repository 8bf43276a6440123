//! The page about the data: what files there are, how large, what their columns mean.

use serde::Serialize;
use tera::Value;

use super::context::{Contexts, Format, PageContext};
use crate::data::DataFile;

/// A file about the whole archive.
#[derive(Serialize)]
struct DataFileItem {
    /// What it is, for a theme: `list`, `dump`, `reports`, `points`, `commitments`, `report_schema`, `list_schema`, `oai`.
    kind: &'static str,
    /// Its name.
    name: String,
    /// Its link.
    href: String,
    /// What it holds.
    description: String,
    /// Its size, like `12 kB`.
    size: String,
    /// How many records it has; may be none.
    records: Option<usize>,
    /// The columns of a table; empty for others, and for the further parts of a long one.
    columns: Vec<ColumnItem>,
}

/// A column of a table.
#[derive(Serialize)]
struct ColumnItem {
    /// Its name.
    name: String,
    /// What it holds.
    description: String,
}

/// Feeds that belong together.
#[derive(Serialize)]
struct FeedsItem {
    /// Of what.
    title: String,
    /// The page where they are found.
    href: String,
}

/// Returns the page.
pub(super) fn page(contexts: &Contexts<'_>) -> PageContext {
    let alternates = contexts.alternates(|other| Some(other.urls.data.clone()));
    let mut page = contexts.titled("data", "data_title", &contexts.language.urls.data, alternates);
    page.description = Some(contexts.text("data_intro").to_owned());
    page
}

/// Returns the values of the template `data.html`.
pub(super) fn values(contexts: &Contexts<'_>, files: &[DataFile]) -> Vec<(&'static str, Value)> {
    let files: Vec<DataFileItem> = files.iter().map(|file| item(contexts, file)).collect();
    let taxonomies = contexts.language.taxonomies.iter().filter(|taxonomy| taxonomy.taxonomy.feeds);
    let code = &contexts.language.language.code;
    let feeds: Vec<FeedsItem> = taxonomies
        .map(|taxonomy| FeedsItem {
            title: taxonomy.taxonomy.plural.get(code).unwrap_or_default().to_owned(),
            href: contexts.href(&taxonomy.url),
        })
        .collect();
    let license = contexts.site.config.license.as_ref();
    let license = license
        .map(|license| super::context::Link { title: license.name.clone(), href: license.url.clone() });
    let example = contexts.language.reports.first();
    let example: Vec<Format> = example.map(|report| contexts.report_formats(report)).unwrap_or_default();
    vec![
        ("files", Value::from_serializable(&files)),
        ("term_feeds", Value::from_serializable(&feeds)),
        ("license", Value::from_serializable(&license)),
        ("example", Value::from_serializable(&example)),
    ]
}

fn item(contexts: &Contexts<'_>, file: &DataFile) -> DataFileItem {
    let strings = &contexts.language.strings;
    let code = &contexts.language.language.code;
    let column = |name: &String| {
        let taxonomy = name
            .strip_prefix("terms_")
            .and_then(|id| contexts.site.config.taxonomies.iter().find(|taxonomy| taxonomy.id == id));
        let description = match taxonomy {
            Some(taxonomy) => strings
                .get("data_columns.terms")
                .replace("{plural}", taxonomy.plural.get(code).unwrap_or_default()),
            None => strings.get(&format!("data_columns.{name}")).to_owned(),
        };
        ColumnItem { name: name.clone(), description }
    };
    DataFileItem {
        kind: file.kind,
        name: file.url.as_str().to_owned(),
        href: contexts.href(&file.url),
        description: strings.get(&format!("data_files.{}", file.kind)).to_owned(),
        size: size(file.bytes),
        records: file.records,
        columns: file.columns.iter().map(column).collect(),
    }
}

/// Returns a size in decimal units, rounded up.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(12), "12 B");
        assert_eq!(size(1_200), "2 kB");
        assert_eq!(size(48_000_001), "49 MB");
    }
}
