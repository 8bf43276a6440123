//! The files that a site consists of.

use std::path::Path;

use anyhow::Result;
use walkdir::WalkDir;

/// The folders with a search index, of either generator.
const INDEXES: [&str; 2] = ["search", "pagefind"];

/// The files of a site, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Output {
    /// Pages, including those of the search interface.
    pub(super) pages: u64,
    /// Their bytes.
    pub(super) page_bytes: u64,
    /// Files that are neither pages nor index: feeds, data, citations, styles.
    pub(super) others: u64,
    /// Their bytes.
    pub(super) other_bytes: u64,
    /// Files of the search index, and those that come with it.
    pub(super) index: u64,
    /// Their bytes.
    pub(super) index_bytes: u64,
}

impl Output {
    /// Counts the files of a site.
    pub(super) fn count(folder: &Path) -> Result<Output> {
        let mut output = Output::default();
        for entry in WalkDir::new(folder) {
            let entry = entry?;
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                output.add(path, entry.metadata()?.len());
            }
        }
        Ok(output)
    }

    /// All files.
    pub(super) fn files(&self) -> u64 {
        self.pages + self.others + self.index
    }

    /// All bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.page_bytes + self.other_bytes + self.index_bytes
    }

    fn add(&mut self, path: &Path, bytes: u64) {
        let is_page = path.extension().is_some_and(|extension| extension == "html");
        let is_index = path.iter().next().is_some_and(|first| INDEXES.iter().any(|&name| first == name));
        let (files, sum) = if is_page {
            (&mut self.pages, &mut self.page_bytes)
        } else if is_index {
            (&mut self.index, &mut self.index_bytes)
        } else {
            (&mut self.others, &mut self.other_bytes)
        };
        *files += 1;
        *sum += bytes;
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Output;

    #[test]
    fn files_are_told_apart() {
        let mut output = Output::default();
        for path in
            ["index.html", "search/index.html", "search/index.es.pack", "pagefind/x.pf_index", "a/atom.xml"]
        {
            output.add(Path::new(path), 10);
        }
        assert_eq!((output.pages, output.index, output.others), (2, 2, 1));
        assert_eq!((output.files(), output.bytes()), (5, 50));
    }
}
