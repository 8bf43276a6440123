//! The file format of the collections of Cranfield and CISI.

use std::collections::BTreeMap;

/// A record's fields, by letter; `I` is its number.
pub(crate) type Record = BTreeMap<String, String>;

/// Reads the file format: `.I 1`, then fields that begin with `.T`, `.A`, `.B`, `.W`.
pub(crate) fn records(file: &str) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut field = String::new();
    for line in file.lines() {
        if let Some(number) = line.strip_prefix(".I ") {
            records.push(Record::from([("I".to_owned(), number.trim().to_owned())]));
        } else if line.starts_with('.') && line.trim_end().len() == 2 {
            line[1..2].clone_into(&mut field);
        } else if let Some(record) = records.last_mut() {
            let value = record.entry(field.clone()).or_default();
            let separator = if value.is_empty() { "" } else { " " };
            value.push_str(separator);
            value.push_str(line.trim());
        }
    }
    records
}
