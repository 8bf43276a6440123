//! A long file in parts: a list of records, none of them divided.

/// The most bytes of one part. Hosts of static sites take no files over 100 MB, and search servers no requests.
pub(crate) const PART_BYTES_MAX: usize = 50_000_000;

/// Records put one after the other into files of at most some size.
pub(crate) struct Volumes {
    stem: String,
    extension: &'static str,
    header: Vec<u8>,
    bytes_max: usize,
    parts: Vec<Part>,
}

/// One file of several that belong together.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its path: `data/reports.ndjson`, `data/reports-2.ndjson`.
    pub(crate) path: String,
    /// Its bytes, the header first.
    pub(crate) bytes: Vec<u8>,
    /// How many records it has.
    pub(crate) records: usize,
}

impl Volumes {
    /// Returns the files `stem.extension`, `stem-2.extension` and so on, each of which begins with `header`.
    pub(crate) fn new(
        stem: impl Into<String>,
        extension: &'static str,
        header: Vec<u8>,
        bytes_max: usize,
    ) -> Volumes {
        let mut volumes = Volumes { stem: stem.into(), extension, header, bytes_max, parts: Vec::new() };
        volumes.begin();
        volumes
    }

    fn begin(&mut self) {
        let number = self.parts.len() + 1;
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let path = format!("{}{suffix}.{}", self.stem, self.extension);
        self.parts.push(Part { path, bytes: self.header.clone(), records: 0 });
    }

    /// Adds a record, its line end included.
    pub(crate) fn push(&mut self, record: &[u8]) {
        let is_full =
            |part: &Part| part.records > 0 && part.bytes.len().saturating_add(record.len()) > self.bytes_max;
        if self.parts.last().is_some_and(is_full) {
            self.begin();
        }
        if let Some(part) = self.parts.last_mut() {
            part.bytes.extend_from_slice(record);
            part.records += 1;
        }
    }

    /// Returns the files, of which there is at least one.
    pub(crate) fn finish(self) -> Vec<Part> {
        self.parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_never_divided() {
        let mut volumes = Volumes::new("a", "csv", b"h\n".to_vec(), 6);
        for record in ["12\n", "34\n", "1234567\n", "5\n"] {
            volumes.push(record.as_bytes());
        }
        let show = |part: &Part| format!("{} {:?}", part.path, String::from_utf8_lossy(&part.bytes));
        let parts: Vec<String> = volumes.finish().iter().map(show).collect();
        let expected = [
            r#"a.csv "h\n12\n""#,
            r#"a-2.csv "h\n34\n""#,
            r#"a-3.csv "h\n1234567\n""#,
            r#"a-4.csv "h\n5\n""#,
        ];
        assert_eq!(parts, expected);
    }

    #[test]
    fn no_records_make_a_file_with_a_header() {
        let parts = Volumes::new("a", "csv", b"h\n".to_vec(), 6).finish();
        assert_eq!(parts, [Part { path: "a.csv".to_owned(), bytes: b"h\n".to_vec(), records: 0 }]);
    }
}
