//! A long file in several parts: a list of records, none of them split.

/// The most bytes of one part. Hosts of static sites accept no files over 100 MB.
pub(crate) const PART_BYTES_MAX: usize = 50_000_000;

/// Splits records, in order, over files of limited size.
pub(crate) struct Volumes {
    stem: String,
    extension: &'static str,
    header: Vec<u8>,
    bytes_max: usize,
    /// The part that records are added to.
    part: Part,
    /// Its number, from 1.
    number: usize,
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
    /// Starts the files `stem.extension`, `stem-2.extension` and so on, each of which begins with `header`.
    pub(crate) fn new(
        stem: impl Into<String>,
        extension: &'static str,
        header: Vec<u8>,
        bytes_max: usize,
    ) -> Volumes {
        let stem = stem.into();
        let part = Part { path: format!("{stem}.{extension}"), bytes: header.clone(), records: 0 };
        Volumes { stem, extension, header, bytes_max, part, number: 1 }
    }

    /// Adds a record, including its line end. If the current part has no room for it, returns that part,
    /// which is complete, so that only one part needs to be held.
    #[must_use]
    pub(crate) fn push(&mut self, record: &[u8]) -> Option<Part> {
        let is_full =
            self.part.records > 0 && self.part.bytes.len().saturating_add(record.len()) > self.bytes_max;
        let complete = is_full.then(|| {
            self.number += 1;
            let path = format!("{}-{}.{}", self.stem, self.number, self.extension);
            std::mem::replace(&mut self.part, Part { path, bytes: self.header.clone(), records: 0 })
        });
        self.part.bytes.extend_from_slice(record);
        self.part.records += 1;
        complete
    }

    /// Returns the last part, which may be empty if it is also the first.
    pub(crate) fn finish(self) -> Part {
        self.part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_never_divided() {
        let mut volumes = Volumes::new("a", "csv", b"h\n".to_vec(), 6);
        let records = ["12\n", "34\n", "1234567\n", "5\n"];
        let mut parts: Vec<Part> =
            records.iter().filter_map(|record| volumes.push(record.as_bytes())).collect();
        parts.push(volumes.finish());
        let show = |part: &Part| format!("{} {:?}", part.path, String::from_utf8_lossy(&part.bytes));
        let parts: Vec<String> = parts.iter().map(show).collect();
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
        let part = Volumes::new("a", "csv", b"h\n".to_vec(), 6).finish();
        assert_eq!(part, Part { path: "a.csv".to_owned(), bytes: b"h\n".to_vec(), records: 0 });
    }
}
