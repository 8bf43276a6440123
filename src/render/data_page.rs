//! The page about the data: its files, their sizes, and the meaning of their columns.

use super::context::Contexts;
use super::templates::{DataFileItem, DataPageData, Link, PageContext, TableColumn};
use super::view::View;
use crate::data::DataFile;

/// Returns the page.
pub(super) fn page(contexts: &Contexts<'_>) -> PageContext {
    let view = contexts.view;
    let alternates = view.alternates(|other| Some(other.urls.data.clone()));
    let mut page = contexts.titled("data", "data_title", &view.language.urls.data, alternates);
    page.description = Some(view.text("data_intro").to_owned());
    page
}

/// Returns the data of the page's template.
pub(super) fn data(view: View<'_>, files: &[DataFile]) -> DataPageData {
    let taxonomies = view.language.taxonomies.iter().filter(|taxonomy| taxonomy.taxonomy.feeds);
    let feeds = taxonomies.map(|taxonomy| Link {
        title: taxonomy.taxonomy.plural.get(view.code()).unwrap_or_default().to_owned(),
        href: view.href(&taxonomy.url),
    });
    let license = view.site.config.license.as_ref();
    let example = view.language.reports.first();
    DataPageData {
        files: files.iter().map(|file| item(view, file)).collect(),
        term_feeds: feeds.collect(),
        license: license.map(|license| Link { title: license.name.clone(), href: license.url.clone() }),
        example: example.map(|report| view.report_formats(report)).unwrap_or_default(),
    }
}

fn item(view: View<'_>, file: &DataFile) -> DataFileItem {
    let strings = &view.language.strings;
    let column = |name: &String| {
        let taxonomy = name
            .strip_prefix("terms_")
            .and_then(|id| view.site.config.taxonomies.iter().find(|taxonomy| taxonomy.id == id));
        let description = match taxonomy {
            Some(taxonomy) => strings
                .get("data_columns.terms")
                .replace("{plural}", taxonomy.plural.get(view.code()).unwrap_or_default()),
            None => strings.get(&format!("data_columns.{name}")).to_owned(),
        };
        TableColumn { name: name.clone(), description }
    };
    DataFileItem {
        kind: file.kind,
        name: file.url.as_str().to_owned(),
        href: view.href(&file.url),
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
